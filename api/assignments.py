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
    LessonEventRow,
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


@dataclass(frozen=True)
class LessonProgress:
    """When a lesson was last opened and last marked as read in this cycle."""

    opened_at: datetime | None = None
    read_at: datetime | None = None

    @property
    def status(self) -> str:
        return "Completed" if self.read_at else "Opened" if self.opened_at else "Not started"


def assign(db: Db, person: Person, course_id: str, due_on: date | None, at: datetime) -> Assignment:
    """Ask a person to pass a course by a date: their running cycle becomes required, or a first one starts."""
    current = _newest(db, person.id, course_id)
    if current is None:
        return _add(db, person.id, course_id, 1, True, due_on, at)
    _set_term(db, current.id or 0, True, due_on, at)
    return _assignment(db, current)


def current(db: Db, person: Person, course_id: str) -> Assignment | None:
    """The newest cycle of this person with this course."""
    row = _newest(db, person.id, course_id)
    return _assignment(db, row) if row else None


def current_id(db: Db, person: Person, course_id: str) -> int | None:
    row = _newest(db, person.id, course_id)
    return row.id if row else None


def of_person(db: Db, person: Person) -> tuple[Assignment, ...]:
    """The newest cycle with each course, those due first in front."""
    rows = db.exec(
        select(AssignmentRow).where(AssignmentRow.person_id == person.id).order_by(col(AssignmentRow.number))
    ).all()
    newest = {row.course_id: row for row in rows}
    found = (_assignment(db, row) for row in newest.values())
    return tuple(sorted(found, key=lambda each: (each.due_on or date.max, each.course_id)))


def begin(db: Db, person: Person, course_id: str, at: datetime) -> Assignment:
    """The cycle that work done now belongs to: the running one, a renewal once its time has come, or a first one.

    The person is held until the transaction ends, so that two starts at once follow each other.
    """
    bank = courses.newest(db, course_id).bank
    db.exec(select(PersonRow.id).where(PersonRow.id == person.id).with_for_update()).one()
    row = _newest(db, person.id, course_id)
    if row is None:
        return _add(db, person.id, course_id, 1, False, None, at)
    ends = _valid_until(db, row)
    if ends and at.date() >= ends - timedelta(days=bank.renew):
        required = _assignment(db, row).required
        return _add(db, person.id, course_id, row.number + 1, required, ends, at)
    return _assignment(db, row)


def open_lesson(db: Db, person: Person, course_id: str, lesson_id: str, at: datetime) -> None:
    _note(db, person, course_id, lesson_id, "opened", at)


def mark_read(db: Db, person: Person, course_id: str, lesson_id: str, at: datetime) -> None:
    _note(db, person, course_id, lesson_id, "read", at)


def progress(db: Db, cycle: int | None) -> dict[str, LessonProgress]:
    """Lesson id -> how far it was read in this cycle, by its id; lessons not touched are left out."""
    if cycle is None:
        return {}
    events = db.exec(
        select(LessonEventRow).where(LessonEventRow.assignment_id == cycle).order_by(col(LessonEventRow.id))
    ).all()
    found: dict[str, LessonProgress] = {}
    for event in events:
        before = found.get(event.lesson, LessonProgress())
        found[event.lesson] = (
            LessonProgress(event.at, before.read_at)
            if event.event == "opened"
            else LessonProgress(before.opened_at or event.at, event.at)
        )
    return found


def _note(db: Db, person: Person, course_id: str, lesson_id: str, event: str, at: datetime) -> None:
    if courses.newest(db, course_id).bank.lesson(lesson_id) is None:
        raise NotFound("There is no such lesson in this course.")
    cycle = begin(db, person, course_id, at)
    db.add(LessonEventRow(assignment_id=cycle.id, lesson=lesson_id, event=event, at=at))


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


def _newest(db: Db, person_id: int, course_id: str) -> AssignmentRow | None:
    return db.exec(
        select(AssignmentRow)
        .where(AssignmentRow.person_id == person_id, AssignmentRow.course_id == course_id)
        .order_by(col(AssignmentRow.number).desc())
        .limit(1)
    ).first()


def _add(
    db: Db, person_id: int, course_id: str, number: int, required: bool, due_on: date | None, at: datetime
) -> Assignment:
    row = AssignmentRow(person_id=person_id, course_id=course_id, number=number, assigned_at=at)
    db.add(row)
    db.flush()
    _set_term(db, row.id or 0, required, due_on, at)
    return _assignment(db, row)


def _set_term(db: Db, assignment_id: int, required: bool, due_on: date | None, at: datetime) -> None:
    db.add(TermRow(assignment_id=assignment_id, required=required, due_on=due_on, at=at))
    db.flush()


def _assignment(db: Db, row: AssignmentRow) -> Assignment:
    term = db.exec(
        select(TermRow).where(TermRow.assignment_id == row.id).order_by(col(TermRow.id).desc()).limit(1)
    ).one()
    assert row.id is not None
    return Assignment(
        row.id, row.person_id, row.course_id, row.number, term.required, row.assigned_at, term.due_on
    )
