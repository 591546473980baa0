"""Asking a person to pass a course by a date, changing that, and taking it back."""

from datetime import date, datetime

from api import audit, courses
from api.assignments import cycles
from api.assignments.cycles import Assignment
from api.errors import NotUnderstood
from api.store import Db


def assign(
    db: Db, actor: int | None, person_id: int, course_id: str, due_on: date | None, at: datetime
) -> Assignment:
    """Ask a person to pass a course by a date, or change the date. The same again changes nothing.

    Their running cycle becomes required, or a first one starts; what they did in it stays.
    Raises NotFound, NotUnderstood for a date that is past.
    """
    refuse_past(due_on, at)
    courses.newest(db, course_id)
    cycles.hold(db, person_id)
    row = cycles.newest(db, person_id, course_id)
    before = cycles.as_assignment(db, row) if row else None
    if before and before.required and before.due_on == due_on:
        return before
    if row is None:
        asked = cycles.add(db, person_id, course_id, 1, True, due_on, actor, at)
    else:
        cycles.set_term(db, row.id or 0, True, due_on, actor, at)
        asked = cycles.as_assignment(db, row)
    action: audit.Action = "changed a date" if before and before.required else "asked to pass"
    audit.note(db, actor, action, f"person {person_id}", at, course=course_id, due_on=_iso(due_on))
    return asked


def take_back(db: Db, actor: int | None, person_id: int, course_id: str, at: datetime) -> None:
    """Ask it of them no longer, from today on; what they did stays theirs. Raises NotFound for who is not here."""
    cycles.hold(db, person_id)
    row = cycles.newest(db, person_id, course_id)
    if row is None or not cycles.as_assignment(db, row).required:
        return
    cycles.set_term(db, row.id or 0, False, None, actor, at)
    audit.note(db, actor, "no longer asked to pass", f"person {person_id}", at, course=course_id)


def refuse_past(due_on: date | None, at: datetime) -> None:
    if due_on and due_on < at.date():
        words = "That day is past. Choose today or a later day, so that people have time."
        raise NotUnderstood(words, fields={"due_on": words})


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
