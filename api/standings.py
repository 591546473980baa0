"""Where a person stands with each course, derived from what is on record (learning design: first row that is true)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from api import assignments, attempts, certificates, courses
from api.assignments import Assignment
from api.attempts import CheckState
from api.people import Person
from api.store import Db

Status = Literal[
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
class Standing:
    """`due_on`: for an expired pass the day it ended. `certificate`: the one in force or the last one.

    `under_way`: the final check begun and not handed in. `follow_up_of`: the check whose safety follow-up is owed.
    """

    course_id: str
    course: str
    minutes: int
    status: Status
    flag: Flag
    required: bool
    due_on: date | None
    passed_on: date | None
    valid_until: date | None
    certificate: str | None
    under_way: int | None = None
    follow_up_of: int | None = None

    @property
    def up_to_date(self) -> bool:
        return self.status == "passed"


def of_person(db: Db, person: Person, at: datetime) -> tuple[Standing, ...]:
    """One for every published course: those due first in front, then the rest by title."""
    cycles = {each.course_id: each for each in assignments.of_person(db, person)}
    oldest_first = reversed(certificates.all_own(db, person, at.date()))
    held = {each.course_id: each.id for each in sorted(oldest_first, key=lambda each: each.state == "valid")}
    found = [
        _standing(db, person, edition.bank.title, edition.bank.minutes, edition.course_id, cycles, held, at)
        for edition in courses.all_newest(db)
    ]
    return tuple(sorted(found, key=lambda each: (each.due_on or date.max, each.course)))


def _standing(
    db: Db,
    person: Person,
    title: str,
    minutes: int,
    course_id: str,
    cycles: dict[str, Assignment],
    held: dict[str, str],
    at: datetime,
) -> Standing:
    cycle, today = cycles.get(course_id), at.date()
    passes = attempts.passes(db, person, course_id)
    last = passes[-1] if passes else None
    valid_until = max((each.valid_until for each in passes if each.valid_until), default=None)
    in_force = last and (last.valid_until is None or (valid_until and valid_until >= today))
    state = attempts.check_state(db, person, course_id, at) if cycle and not in_force else None
    if in_force:
        status: Status = "passed"
    else:
        status = "expired" if last else _status_of_cycle(db, person, course_id, cycle, state)
    due_on = valid_until if status == "expired" else cycle.due_on if cycle and status != "passed" else None
    return Standing(
        course_id=course_id,
        course=title,
        minutes=minutes,
        status=status,
        flag=_flag(db, status, due_on, valid_until, course_id, today),
        required=bool(cycle and cycle.required),
        due_on=due_on,
        passed_on=last.passed_on if last else None,
        valid_until=valid_until,
        certificate=held.get(course_id),
        under_way=state.attempt if state and state.now == "under way" else None,
        follow_up_of=state.attempt if state and state.now == "follow-up first" else None,
    )


def _status_of_cycle(
    db: Db, person: Person, course_id: str, cycle: Assignment | None, state: CheckState | None
) -> Status:
    if cycle is None or state is None:
        return "open to you"
    if state.tries_used >= state.tries and state.now != "follow-up first":
        return "support needed"
    if state.tries_used:
        return "not passed yet"
    begun = (
        state.now == "under way"
        or assignments.progress(db, cycle.id)
        or attempts.walked(db, person, course_id)
    )
    return "in progress" if begun else "assigned"


def _flag(
    db: Db, status: Status, due_on: date | None, valid_until: date | None, course_id: str, today: date
) -> Flag:
    if status == "passed":
        renew = timedelta(days=courses.newest(db, course_id).bank.renew)
        return "renew soon" if valid_until and valid_until - today <= renew else ""
    if due_on is None:
        return ""
    if due_on < today:
        return "overdue"
    return "due soon" if due_on - today <= DUE_SOON else "on time"
