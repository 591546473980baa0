"""The list of banks: what is live, what is left to look at in it, and whether it is signed."""

from dataclasses import dataclass
from datetime import datetime

from api import courses, sign_offs
from api.store import Db
from quiz_bank.coverage import coverage


@dataclass(frozen=True)
class BankLine:
    """`questions`: lesson id -> how many questions the final check can draw from it. `warnings`: of the live text.

    `unsigned`: how many parts are not signed yet.
    """

    course_id: str
    title: str
    number: int
    version: str
    live_since: datetime
    questions: dict[str, int]
    warnings: int
    unsigned: int
    alone: bool

    @property
    def asked(self) -> int:
        return sum(self.questions.values())


def all_live(db: Db) -> tuple[BankLine, ...]:
    """By title."""
    return tuple(_line(db, edition) for edition in courses.all_newest(db))


def _line(db: Db, edition: courses.Edition) -> BankLine:
    register = sign_offs.register(db, edition.course_id)
    lessons = coverage(edition.whole).lessons
    return BankLine(
        course_id=edition.course_id,
        title=edition.bank.title,
        number=edition.number,
        version=edition.version,
        live_since=courses.live_since(db, edition.course_id),
        questions={id: count.check for id, count in lessons.items()},
        warnings=len(courses.checked(courses.files(db, edition.id)).warnings),
        unsigned=len(register.missing),
        alone=register.alone,
    )
