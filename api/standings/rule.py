"""The one rule: what is known of a person and a course by the end of a day in, their standing out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from api.assignments import GRACE
from api.attempts import tries_allowed

Status = Literal[
    "not in scope",
    "exempt",
    "passed",
    "expired",
    "support needed",
    "not passed yet",
    "in progress",
    "assigned",
    "open to you",
]
Flag = Literal["overdue", "due soon", "on time", "renew soon", ""]
DUE_SOON = timedelta(days=14)


@dataclass(frozen=True)
class Exemption:
    """`code`: a neutral word, never a reason of health. Both days included; no last day: until further notice."""

    code: str
    from_on: date
    until_on: date | None

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True)
class Standing:
    """`status`: the first that is true; "not in scope" is told to leads, "open to you" to learners.

    `flag`: of time, at most one. `starter_grace`: within 28 days of their first day, and not passed.
    `due_on`: for an expired pass the day it ended. `passed_on`, `passed_late`, `valid_until`, `version`, `certificate`:
    of the pass that counts, or of the last one that did. `tries`: with those that somebody gave.
    `under_way`: the final check begun and not handed in. `follow_up_of`: the check whose safety follow-up is owed.
    """

    course_id: str
    course: str
    minutes: int
    status: Status
    flag: Flag
    required: bool
    due_on: date | None
    days_overdue: int
    starter_grace: bool
    assigned_on: date | None
    first_opened_on: date | None
    tries_used: int
    tries: int
    given: int
    passed_on: date | None
    passed_late: bool
    valid_until: date | None
    version: str
    certificate: str | None
    exemption: Exemption | None
    under_way: int | None
    follow_up_of: int | None

    @property
    def up_to_date(self) -> bool:
        return self.status == "passed"

    @property
    def headline(self) -> str:
        """The one word where one column is wanted; headlines add up to the total."""
        late = self.flag == "overdue" and self.status != "expired"
        return "overdue" if late else self.status


@dataclass(frozen=True)
class About:
    """A course as it was live on the day. `renew`: days before the end of a pass from which it can be renewed."""

    course_id: str
    title: str
    minutes: int
    tries: int
    renew: int


@dataclass(frozen=True)
class Term:
    """From `on` it was asked or not, and due by then."""

    on: date
    required: bool
    due_on: date | None


@dataclass(frozen=True)
class Try:
    """A final check handed in. `owed`: its safety follow-up is not handed in yet."""

    attempt: int
    at: datetime
    owed: bool


@dataclass
class Cycle:
    """Oldest first in each list. `given`: when somebody gave another try. `opened_on`: the first thing done in it."""

    id: int
    number: int
    terms: list[Term] = field(default_factory=list)
    opened_on: date | None = None
    tries: list[Try] = field(default_factory=list)
    under_way: int | None = None
    given: list[datetime] = field(default_factory=list)


@dataclass(frozen=True)
class Pass:
    """`cycle`: the id of the one it was earned in. `due_on`: what was asked by when on the day it was passed.

    `withdrawn_on`: from that day it counts no more.
    """

    cycle: int
    passed_on: date
    valid_until: date | None
    due_on: date | None
    version: str
    certificate: str | None
    withdrawn_on: date | None


@dataclass
class Evidence:
    """What is known of one person and one course by the end of a day. `cycle`: the newest begun by then."""

    about: About
    started_on: date | None
    left_on: date | None
    cycle: Cycle | None = None
    passes: list[Pass] = field(default_factory=list)
    exemptions: Sequence[Exemption] = ()


def stand(known: Evidence, day: date) -> Standing:
    """As a report tells it: what nobody asked of this person by then is not in scope."""
    return _standing(known, day, _out_of_count(known, day) or _of_work(known, day))


def stand_for_learner(known: Evidence, day: date) -> Standing:
    """The same to the person themselves, but for what nobody asked of them: how far they are with it by themselves."""
    status = _out_of_count(known, day)
    if status == "not in scope":
        status = _of_work(known, day)
        status = "open to you" if status == "assigned" else status
    return _standing(known, day, status or _of_work(known, day))


def _out_of_count(known: Evidence, day: date) -> Status | None:
    here = (known.started_on is None or known.started_on <= day) and (
        known.left_on is None or day <= known.left_on
    )
    if not here or not _asked(known):
        return "not in scope"
    return "exempt" if any(each.covers(day) for each in known.exemptions) else None


def _asked(known: Evidence) -> bool:
    return known.cycle is not None and known.cycle.terms[-1].required


def _of_work(known: Evidence, day: date) -> Status:
    counts = _pass(known, day)
    if counts:
        return "passed" if _in_force(counts, day) else "expired"
    cycle = known.cycle
    if cycle is None:
        return "assigned"
    if cycle.tries:
        left = len(cycle.tries) < _tries(known.about, cycle)
        return "not passed yet" if left or cycle.tries[-1].owed else "support needed"
    return "in progress" if cycle.opened_on else "assigned"


def _tries(about: About, cycle: Cycle) -> int:
    return tries_allowed(about.tries, cycle.given, [each.at for each in cycle.tries])


def _pass(known: Evidence, day: date) -> Pass | None:
    """Of the passes by this day that are not withdrawn by then the one that lasts longest."""
    counting = [
        each
        for each in known.passes
        if each.passed_on <= day and (each.withdrawn_on is None or day < each.withdrawn_on)
    ]
    return max(counting, key=lambda each: (each.valid_until or date.max, each.passed_on), default=None)


def _in_force(counts: Pass, day: date) -> bool:
    return counts.valid_until is None or day <= counts.valid_until


def _standing(known: Evidence, day: date, status: Status) -> Standing:
    about, cycle, counts = known.about, known.cycle or Cycle(0, 0), _pass(known, day)
    due_on = _due_on(known, day, status, counts)
    flag = _flag(about, day, status, due_on, counts)
    going_on = status != "passed" and not (counts and counts.cycle == cycle.id)
    behind = status in ("support needed", "not passed yet", "in progress", "assigned")
    return Standing(
        course_id=about.course_id,
        course=about.title,
        minutes=about.minutes,
        status=status,
        flag=flag,
        required=_asked(known),
        due_on=due_on,
        days_overdue=(day - due_on).days if due_on and flag == "overdue" else 0,
        starter_grace=bool(behind and known.started_on and day <= known.started_on + GRACE),
        assigned_on=_assigned_on(cycle),
        first_opened_on=cycle.opened_on,
        tries_used=len(cycle.tries),
        tries=_tries(about, cycle),
        given=len(cycle.given),
        passed_on=counts.passed_on if counts else None,
        passed_late=bool(counts and counts.due_on and counts.passed_on > counts.due_on),
        valid_until=counts.valid_until if counts else None,
        version=counts.version if counts else "",
        certificate=counts.certificate if counts else None,
        exemption=next((each for each in known.exemptions if each.covers(day)), None),
        under_way=cycle.under_way if going_on else None,
        follow_up_of=_owed(cycle) if going_on else None,
    )


def _owed(cycle: Cycle) -> int | None:
    last = cycle.tries[-1] if cycle.tries else None
    return last.attempt if last and last.owed and not cycle.under_way else None


def _assigned_on(cycle: Cycle) -> date | None:
    """Since when it has been asked without a break."""
    since = None
    for term in cycle.terms:
        since = (since or term.on) if term.required else None
    return since


def _due_on(known: Evidence, day: date, status: Status, counts: Pass | None) -> date | None:
    if status == "expired" and counts:
        return counts.valid_until
    if known.cycle is None or status in ("not in scope", "exempt"):
        return None
    term = known.cycle.terms[-1]
    if term.due_on is None:
        return None
    absences = (each.until_on for each in known.exemptions if each.until_on)
    back = (last + timedelta(days=1) + GRACE for last in absences if term.on <= last < day)
    return max([term.due_on, *back])


def _flag(about: About, day: date, status: Status, due_on: date | None, counts: Pass | None) -> Flag:
    if status == "passed":
        ends = counts.valid_until if counts else None
        return "renew soon" if ends and ends - day <= timedelta(days=about.renew) else ""
    if due_on is None:
        return ""
    if due_on < day:
        return "overdue"
    return "due soon" if due_on - day <= DUE_SOON else "on time"
