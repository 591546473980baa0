"""Where somebody stands, once more: straight from the tables of the learning design, over a list of what happened.

It knows nothing of api.standings and is as plain as it can be. The two must agree on everything, on any day.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Published(NamedTuple):
    course: str
    moment: datetime
    tries: int
    renew: int


class Employed(NamedTuple):
    started_on: date | None
    left_on: date | None


class Exempted(NamedTuple):
    """`course` none: from every course."""

    course: str | None
    code: str
    from_on: date
    until_on: date | None


class Cycle(NamedTuple):
    course: str
    cycle: int
    moment: datetime


class Term(NamedTuple):
    course: str
    cycle: int
    moment: datetime
    required: bool
    due_on: date | None


class Opened(NamedTuple):
    """A lesson, or a case."""

    course: str
    cycle: int
    moment: datetime


class Granted(NamedTuple):
    course: str
    cycle: int
    moment: datetime


class Attempt(NamedTuple):
    """`purpose`: check, follow_up (of the check `of`) or conversation. The last five: once it is handed in."""

    course: str
    cycle: int
    id: int
    purpose: str
    of: int | None
    started: datetime
    handed_in: datetime | None
    outcome: str
    passed_on: date | None
    valid_until: date | None
    version: str


class Withdrawn(NamedTuple):
    """The certificate of a check or conversation."""

    attempt: int
    on: date


History = list[NamedTuple]


def local(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


class Asked(NamedTuple):
    """Of the newest cycle. `on`: when that was last said. `since`: since when without a break."""

    required: bool
    due_on: date | None
    on: date | None
    since: date | None


def stands(history: History, course: str, day: date, learner: bool = False) -> dict[str, object]:
    """Everything a standing tells, by its name there."""
    mine = [each for each in history if getattr(each, "course", course) in (course, None)]
    cycle = max((each.cycle for each in of(Cycle, mine) if local(each.moment) <= day), default=0)
    asked = what_is_asked(mine, cycle, day)
    exemption = first(each for each in of(Exempted, mine) if covers(each, day))
    passes = passes_that_count(mine, day)
    best = longest(passes)
    used, tries, given = tries_of(mine, cycle, day)
    opened = opened_on(mine, cycle, day)
    in_scope = at_work(mine, day) and asked.required
    if not in_scope and not learner:
        status = "not in scope"
    elif in_scope and exemption:
        status = "exempt"
    elif [each for each in passes if each.valid_until is None or each.valid_until >= day]:
        status = "passed"
    elif passes:
        status = "expired"
    elif used and len(used) >= tries and not follow_up_owed(mine, used, day):
        status = "support needed"
    elif used:
        status = "not passed yet"
    elif opened:
        status = "in progress"
    else:
        status = "assigned" if in_scope else "open to you"
    due_on = due(mine, asked, status, best, day)
    flag = flag_of(mine, status, due_on, best, day)
    return {
        "status": status,
        "flag": flag,
        "required": asked.required,
        "due_on": due_on,
        "days_overdue": (day - due_on).days if flag == "overdue" else 0,
        "starter_grace": in_grace(mine, status, day),
        "assigned_on": asked.since,
        "first_opened_on": opened,
        "tries_used": len(used),
        "tries": tries,
        "given": given,
        "passed_on": best.passed_on if best else None,
        "passed_late": best is not None and late(mine, best),
        "valid_until": best.valid_until if best else None,
        "version": best.version if best else "",
        "certificate": f"C{best.of or best.id}" if best else None,
        "exempt": (exemption.code, exemption.from_on, exemption.until_on) if exemption else None,
    }


def of(kind: type, history: History) -> list:
    return [each for each in history if isinstance(each, kind)]


def first(found):
    return next(iter(found), None)


def course_on(mine: History, day: date) -> Published:
    """As it was live that day, or as it first was."""
    by_then = [each for each in of(Published, mine) if local(each.moment) <= day]
    return by_then[-1] if by_then else of(Published, mine)[0]


def at_work(mine: History, day: date) -> bool:
    [employed] = of(Employed, mine)
    if employed.started_on is not None and employed.started_on > day:
        return False
    return employed.left_on is None or not employed.left_on <= day - timedelta(days=1)


def covers(exempted: Exempted, day: date) -> bool:
    return exempted.from_on <= day and not (exempted.until_on is not None and exempted.until_on < day)


def what_is_asked(mine: History, cycle: int, day: date) -> Asked:
    found = Asked(False, None, None, None)
    for each in of(Term, mine):
        if each.cycle == cycle and local(each.moment) <= day:
            on = local(each.moment)
            since = None
            if each.required:
                since = found.since if found.required else on
            found = Asked(each.required, each.due_on, on, since)
    return found


def tries_of(mine: History, cycle: int, day: date) -> tuple[list[Attempt], int, int]:
    """Those handed in, in order; how many there may be; how many of them somebody gave."""
    used = [each for each in of(Attempt, mine) if each.purpose == "check" and each.cycle == cycle]
    used = [each for each in used if each.handed_in and local(each.handed_in) <= day]
    used = sorted(used, key=lambda each: each.handed_in)
    given = [each for each in of(Granted, mine) if each.cycle == cycle and local(each.moment) <= day]
    tries = course_on(mine, day).tries + len(given)
    for each in given:
        had = len([one for one in used if one.handed_in <= each.moment])
        if each is given[-1] and had >= tries:
            tries = had + 1
    return used, tries, len(given)


def follow_up_owed(mine: History, used: list[Attempt], day: date) -> bool:
    if used[-1].outcome != "follow_up":
        return False
    for each in of(Attempt, mine):
        mine_of_it = each.purpose == "follow_up" and each.of == used[-1].id
        if mine_of_it and each.handed_in and local(each.handed_in) <= day:
            return False
    return True


def passes_that_count(mine: History, day: date) -> list[Attempt]:
    gone = [each.attempt for each in of(Withdrawn, mine) if each.on <= day]
    passed = [each for each in of(Attempt, mine) if each.outcome == "passed" and each.passed_on <= day]
    passed = [each for each in passed if (each.of or each.id) not in gone]
    return sorted(passed, key=lambda each: each.handed_in)


def longest(passes: list[Attempt]) -> Attempt | None:
    best = None
    for each in passes:
        lasts = (each.valid_until or date.max, each.passed_on)
        if best is None or lasts > (best.valid_until or date.max, best.passed_on):
            best = each
    return best


def opened_on(mine: History, cycle: int, day: date) -> date | None:
    days = [local(each.moment) for each in of(Opened, mine) if each.cycle == cycle]
    for each in of(Attempt, mine):
        if each.purpose != "conversation" and each.cycle == cycle:
            days.append(local(each.started))
    return min((each for each in days if each <= day), default=None)


def due(mine: History, asked: Asked, status: str, best: Attempt | None, day: date) -> date | None:
    if status in ("not in scope", "exempt"):
        return None
    if status == "expired":
        return best.valid_until
    due_on = asked.due_on
    for each in of(Exempted, mine):
        was_away = each.until_on is not None and each.until_on < day
        if due_on is not None and was_away and asked.on <= each.until_on:
            due_on = max(due_on, each.until_on + timedelta(days=1) + timedelta(days=28))
    return due_on


def flag_of(mine: History, status: str, due_on: date | None, best: Attempt | None, day: date) -> str:
    if status == "passed":
        if best.valid_until is not None and (best.valid_until - day).days <= course_on(mine, day).renew:
            return "renew soon"
        return ""
    if due_on is None:
        return ""
    if due_on < day:
        return "overdue"
    return "due soon" if (due_on - day).days <= 14 else "on time"


def in_grace(mine: History, status: str, day: date) -> bool:
    [employed] = of(Employed, mine)
    behind = status in ("support needed", "not passed yet", "in progress", "assigned")
    return behind and employed.started_on is not None and employed.started_on + timedelta(days=28) >= day


def late(mine: History, best: Attempt) -> bool:
    """By what was asked, in the cycle it was passed in, on the day it was passed."""
    asked = None
    for each in of(Term, mine):
        if each.cycle == best.cycle and local(each.moment) <= best.passed_on:
            asked = each.due_on
    return asked is not None and best.passed_on > asked
