"""Who is to pass which course and by when, and how far they have read."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import col, func, select

from api import courses
from api.errors import NotFound
from api.people import Person
from api.store import Db
from api.tables import (
    AssignmentRow,
    AttemptRow,
    CertificateRow,
    PersonRow,
    ResultRow,
    TermRow,
    WithdrawalRow,
)


@dataclass(frozen=True)
class Assignment:
    """One cycle of a person with a course. `required`: somebody assigned it; otherwise they chose it."""

    id: int
    person_id: int
    course_id: str
    number: int
    required: bool
    assigned_at: datetime
    due_on: date | None


def current(db: Db, person: Person, course_id: str) -> Assignment | None:
    """The newest cycle of this person with this course."""
    row = newest(db, person.id, course_id)
    return as_assignment(db, row) if row else None


def current_id(db: Db, person: Person, course_id: str) -> int | None:
    row = newest(db, person.id, course_id)
    return row.id if row else None


def of_person(db: Db, person: Person) -> tuple[Assignment, ...]:
    """The newest cycle with each course, those due first in front."""
    rows = db.exec(
        select(AssignmentRow).where(AssignmentRow.person_id == person.id).order_by(col(AssignmentRow.number))
    ).all()
    newest = {row.course_id: row for row in rows}
    found = (as_assignment(db, row) for row in newest.values())
    return tuple(sorted(found, key=lambda each: (each.due_on or date.max, each.course_id)))


def begin(db: Db, person: Person, course_id: str, at: datetime) -> Assignment:
    """The cycle that work done now belongs to: the running one, a renewal once its time has come, or a first one.

    The person is held until the transaction ends, so that two starts at once follow each other.
    """
    bank = courses.newest(db, course_id).bank
    hold(db, person.id)
    row = newest(db, person.id, course_id)
    if row is None:
        return add(db, person.id, course_id, 1, False, None, None, at)
    ends = _valid_until(db, row)
    if ends and at.date() >= ends - timedelta(days=bank.renew):
        required = as_assignment(db, row).required
        return add(db, person.id, course_id, row.number + 1, required, ends, None, at)
    return as_assignment(db, row)


def _valid_until(db: Db, row: AssignmentRow) -> date | None:
    """When the pass earned in this cycle ends; None without one, or where it never ends."""
    withdrawn = select(CertificateRow.attempt_id).where(CertificateRow.id == WithdrawalRow.certificate_id)
    passes = db.exec(
        select(ResultRow)
        .where(ResultRow.outcome == "passed", ResultRow.assignment_id == row.id)
        .where(ResultRow.attempt_id == AttemptRow.id)
        .where(func.coalesce(AttemptRow.follows, AttemptRow.id).not_in(withdrawn))
    ).all()
    return max((each.valid_until for each in passes if each.valid_until), default=None)


def hold(db: Db, person_id: int) -> None:
    """Keep others from this person until the transaction ends. Raises NotFound."""
    held = select(PersonRow.id).where(PersonRow.id == person_id).with_for_update(key_share=True)
    if db.exec(held).first() is None:
        raise NotFound("There is no such person here.")


def newest(db: Db, person_id: int, course_id: str) -> AssignmentRow | None:
    return db.exec(
        select(AssignmentRow)
        .where(AssignmentRow.person_id == person_id, AssignmentRow.course_id == course_id)
        .order_by(col(AssignmentRow.number).desc())
        .limit(1)
    ).first()


def add(
    db: Db,
    person_id: int,
    course_id: str,
    number: int,
    required: bool,
    due_on: date | None,
    set_by: int | None,
    at: datetime,
) -> Assignment:
    row = AssignmentRow(person_id=person_id, course_id=course_id, number=number, assigned_at=at)
    db.add(row)
    db.flush()
    set_term(db, row.id or 0, required, due_on, set_by, at)
    return as_assignment(db, row)


def set_term(
    db: Db, assignment_id: int, required: bool, due_on: date | None, set_by: int | None, at: datetime
) -> None:
    db.add(TermRow(assignment_id=assignment_id, required=required, due_on=due_on, set_by=set_by, at=at))
    db.flush()


def as_assignment(db: Db, row: AssignmentRow) -> Assignment:
    term = db.exec(
        select(TermRow).where(TermRow.assignment_id == row.id).order_by(col(TermRow.id).desc()).limit(1)
    ).one()
    assert row.id is not None
    return Assignment(
        row.id, row.person_id, row.course_id, row.number, term.required, row.assigned_at, term.due_on
    )
