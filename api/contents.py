"""A course as one person finds it: its lessons and cases with how far they are, and the final check."""

from dataclasses import dataclass
from datetime import datetime

from api import assignments, attempts, courses, sign_offs
from api.assignments import LessonProgress
from api.attempts import CheckState
from api.courses import Edition
from api.errors import NotFound
from api.people import Person
from api.store import Db
from quiz_bank import Bank, Lesson, Link


@dataclass(frozen=True)
class LessonLine:
    id: str
    title: str
    part: str
    minutes: int | None
    status: str


@dataclass(frozen=True)
class CaseLine:
    """`attempt`: this person's walk through it, once begun."""

    id: str
    title: str
    note: str
    status: str
    attempt: int | None


@dataclass(frozen=True)
class Contents:
    """`story`: parts of its lessons tell a story, and there is a quiet way around them."""

    course_id: str
    title: str
    version: str
    issuer: str
    about: str
    note: str
    audience: str
    language: str
    minutes: int
    tries: int
    pass_right: int
    pass_of: int
    critical: int
    valid_months: int | None
    lessons: tuple[LessonLine, ...]
    cases: tuple[CaseLine, ...]
    story: bool
    check: CheckState
    approved: bool

    @property
    def lessons_read(self) -> int:
        return sum(line.status == "Completed" for line in self.lessons)

    @property
    def started(self) -> bool:
        states = [line.status for line in self.lessons] + [line.status for line in self.cases]
        return any(status != "Not started" for status in states)


@dataclass(frozen=True)
class LessonPage:
    """`text`: Markdown. `next`: the lesson after this one that is not read yet, if any.

    `practice`: how many of its questions can be practised now. `before`: how many are asked before it is read.
    `links`: of the course, to what the lesson speaks of; without an address where none is set.
    """

    course_id: str
    course: str
    lesson: Lesson
    position: int
    of: int
    progress: LessonProgress
    next: LessonLine | None
    approved: bool
    practice: int = 0
    before: int = 0
    links: tuple[Link, ...] = ()


def of_course(db: Db, person: Person, course_id: str, at: datetime) -> Contents:
    """Raises NotFound."""
    edition = courses.newest(db, course_id)
    bank = edition.bank
    rule = bank.pass_rule()
    return Contents(
        course_id=course_id,
        title=bank.title,
        version=edition.version,
        issuer=edition.issuer,
        about=bank.about,
        note=bank.note,
        audience=bank.audience,
        language=bank.language,
        minutes=bank.minutes,
        tries=bank.tries,
        pass_right=rule.right,
        pass_of=rule.of,
        critical=sum(group.critical for group in bank.groups()),
        valid_months=bank.valid,
        lessons=_lesson_lines(db, person, edition),
        cases=_case_lines(db, person, course_id, bank),
        story=any(lesson.story for lesson in bank.lessons),
        check=attempts.check_state(db, person, course_id, at),
        approved=sign_offs.approved(db, edition),
    )


def to_read_after(db: Db, person: Person, course_id: str, lesson_id: str, at: datetime) -> str | None:
    """The lesson to read next, in the order of the course and round again; None when all that is needed is read."""
    check = attempts.check_state(db, person, course_id, at)
    needed = check.lessons
    if check.now == "follow-up first" and check.attempt:
        needed = tuple(id for id, _ in attempts.result(db, person, check.attempt).read_first)
    order = [lesson.id for lesson in courses.newest(db, course_id).bank.lessons]
    place = order.index(lesson_id)
    return next((id for id in (*order[place:], *order[:place]) if id in needed), None)


def lesson_page(db: Db, person: Person, course_id: str, lesson_id: str) -> LessonPage:
    """Raises NotFound."""
    edition = courses.newest(db, course_id)
    lesson = edition.bank.lesson(lesson_id)
    if lesson is None:
        raise NotFound("There is no such lesson in this course.")
    lines = _lesson_lines(db, person, edition)
    place = [line.id for line in lines].index(lesson_id)
    ahead = (*lines[place + 1 :], *lines[:place])
    progress = assignments.progress(db, assignments.current_id(db, person, course_id))
    read = progress.get(lesson_id, LessonProgress())
    return LessonPage(
        course_id=course_id,
        course=edition.bank.title,
        lesson=lesson,
        position=place + 1,
        of=len(lines),
        progress=read,
        next=next((line for line in ahead if line.status != "Completed"), None),
        approved=sign_offs.approved(db, edition),
        practice=attempts.practice_questions(db, person, course_id, lesson_id),
        links=edition.bank.links_in(lesson),
        before=0 if read.read_at else attempts.asked_before(db, person, course_id, lesson_id),
    )


def _lesson_lines(db: Db, person: Person, edition: Edition) -> tuple[LessonLine, ...]:
    progress = assignments.progress(db, assignments.current_id(db, person, edition.course_id))
    return tuple(
        LessonLine(
            each.id, each.title, each.part, each.minutes, progress.get(each.id, LessonProgress()).status
        )
        for each in edition.bank.lessons
    )


def _case_lines(db: Db, person: Person, course_id: str, bank: Bank) -> tuple[CaseLine, ...]:
    begun = attempts.walked(db, person, course_id)
    lines = []
    for case in bank.cases:
        walk = begun.get(case.id)
        status = "Not started" if walk is None else "Completed" if walk.reached_end else "Opened"
        lines.append(CaseLine(case.id, case.title, case.note, status, walk.attempt if walk else None))
    return tuple(lines)
