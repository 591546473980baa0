"""How far the lessons are read in a cycle."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from api import courses
from api.assignments.cycles import begin
from api.errors import NotFound
from api.people import Person
from api.store import Db
from api.tables import LessonEventRow


@dataclass(frozen=True)
class LessonProgress:
    """When a lesson was last opened and last marked as read in this cycle."""

    opened_at: datetime | None = None
    read_at: datetime | None = None

    @property
    def status(self) -> str:
        return "Completed" if self.read_at else "Opened" if self.opened_at else "Not started"


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
