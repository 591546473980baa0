from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter

from api import assignments, attempts, contents, standings
from api.contents import Contents
from api.dependencies import Now, Open, SignedIn
from api.standings import Standing

router = APIRouter(prefix="/courses", tags=["courses"])


@dataclass(frozen=True)
class LessonText:
    """`text`: Markdown."""

    id: str
    title: str
    text: str
    source: str
    status: str
    opened_at: datetime | None
    read_at: datetime | None


@dataclass(frozen=True)
class Started:
    attempt: int


@router.get("")
def courses(person: SignedIn, store: Open, now: Now) -> tuple[Standing, ...]:
    with store.reading() as db:
        return standings.of_person(db, person, now)


@router.get("/{course_id}")
def course(course_id: str, person: SignedIn, store: Open, now: Now) -> Contents:
    with store.reading() as db:
        return contents.of_course(db, person, course_id, now)


@router.get("/{course_id}/lessons/{lesson_id}")
def lesson(course_id: str, lesson_id: str, person: SignedIn, store: Open) -> LessonText:
    with store.reading() as db:
        page = contents.lesson_page(db, person, course_id, lesson_id)
    about, done = page.lesson, page.progress
    return LessonText(
        about.id, about.title, about.text, about.source, done.status, done.opened_at, done.read_at
    )


@router.post("/{course_id}/lessons/{lesson_id}/openings", status_code=204)
def open_lesson(course_id: str, lesson_id: str, person: SignedIn, store: Open, now: Now) -> None:
    with store.writing() as db:
        assignments.open_lesson(db, person, course_id, lesson_id, now)


@router.post("/{course_id}/lessons/{lesson_id}/readings", status_code=204)
def mark_read(course_id: str, lesson_id: str, person: SignedIn, store: Open, now: Now) -> None:
    with store.writing() as db:
        assignments.mark_read(db, person, course_id, lesson_id, now)


@router.post("/{course_id}/attempts", status_code=201)
def start_check(course_id: str, person: SignedIn, store: Open, now: Now) -> Started:
    with store.writing() as db:
        return Started(attempts.start_check(db, person, course_id, now))


@router.post("/{course_id}/cases/{case_id}/attempts", status_code=201)
def start_case(course_id: str, case_id: str, person: SignedIn, store: Open, now: Now) -> Started:
    with store.writing() as db:
        return Started(attempts.start_case(db, person, course_id, case_id, now))
