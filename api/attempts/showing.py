"""What a learner sees of an attempt under way: never a key, a mark or feedback."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api import courses
from api.attempts import rows
from api.errors import NotFound
from api.people import Person
from api.store import Db
from api.tables import AttemptRow
from quiz_bank import Question


@dataclass(frozen=True)
class OptionShown:
    id: str
    text: str


@dataclass(frozen=True)
class Asked:
    """One question of a paper with what was given last. `number`: of that response, 0 without one. Texts: Markdown."""

    attempt: int
    purpose: str
    course_id: str
    course: str
    id: str
    kind: str
    title: str
    note: str
    dateline: str
    scene: str
    asked: str
    choose: int | None
    hint: str
    options: tuple[OptionShown, ...]
    position: int
    of: int
    answered: int
    previous: str | None
    next: str | None
    number: int
    given: Mapping[str, Any]
    saved_at: datetime | None
    last_saved_at: datetime | None

    @property
    def picked(self) -> frozenset[str]:
        """The ids of the options given."""
        return picked(self.given)


@dataclass(frozen=True)
class PaperLine:
    question: str
    title: str
    asked: str
    given: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """All questions of an attempt under way in their order; `given`: texts of the options picked, empty when none."""

    attempt: int
    purpose: str
    course_id: str
    course: str
    lines: tuple[PaperLine, ...]
    handed_in: bool
    resume_at: str | None
    last_saved_at: datetime | None

    @property
    def missing(self) -> int:
        return sum(not line.given for line in self.lines)


def asked(db: Db, person: Person, attempt_id: int, question_id: str) -> Asked:
    """Raises NotFound."""
    attempt = rows.own(db, person, attempt_id, "check", "follow_up")
    order = rows.drawn_ids(attempt)
    edition = courses.edition(db, attempt.edition_id)
    question = edition.bank.question(question_id)
    if question is None or question_id not in order:
        raise NotFound("There is no such question in an attempt of yours.")
    latest = rows.latest_responses(db, attempt_id)
    mine = latest.get(question_id)
    place = order.index(question_id)
    return Asked(
        attempt=attempt_id,
        purpose=attempt.purpose,
        course_id=edition.course_id,
        course=edition.bank.title,
        id=question_id,
        kind=question.kind,
        title=question.title,
        note=question.note,
        dateline=question.dateline,
        scene=question.scene,
        asked=question.asked,
        choose=getattr(question, "choose", None),
        hint=question.hint,
        options=_in_order(question, attempt.paper[place][1]),
        position=place + 1,
        of=len(order),
        answered=len(latest),
        previous=order[place - 1] if place else None,
        next=order[place + 1] if place + 1 < len(order) else None,
        number=mine.number if mine else 0,
        given=mine.given if mine else {},
        saved_at=mine.at if mine else None,
        last_saved_at=max((row.at for row in latest.values()), default=None),
    )


def paper(db: Db, person: Person, attempt_id: int) -> Paper:
    """Raises NotFound."""
    attempt = rows.own(db, person, attempt_id, "check", "follow_up")
    edition = courses.edition(db, attempt.edition_id)
    latest = rows.latest_responses(db, attempt_id)
    order = rows.drawn_ids(attempt)
    questions = [question for id in order if (question := edition.bank.question(id))]
    return Paper(
        attempt=attempt_id,
        purpose=attempt.purpose,
        course_id=edition.course_id,
        course=edition.bank.title,
        lines=tuple(
            PaperLine(
                each.id,
                each.title,
                each.asked,
                _texts(each, latest[each.id].given) if each.id in latest else (),
            )
            for each in questions
        ),
        handed_in=attempt.handed_in_at is not None,
        resume_at=next((id for id in order if id not in latest), None),
        last_saved_at=max((row.at for row in latest.values()), default=None),
    )


def _in_order(question: Question, order: list[str]) -> tuple[OptionShown, ...]:
    texts = {option.id: option.text for option in question.shown()}
    return tuple(OptionShown(id, texts[id]) for id in order)


def picked(given: Mapping[str, Any]) -> frozenset[str]:
    """The ids of the options a response names, whatever its kind."""
    names: set[str] = set()
    for value in given.values():
        names.update([value] if isinstance(value, str) else value)
    return frozenset(names)


def _texts(question: Question, given: Mapping[str, Any]) -> tuple[str, ...]:
    ids = picked(given)
    return tuple(option.text for option in question.shown() if option.id in ids)


def shown_order(attempt: AttemptRow, question_id: str) -> list[str]:
    return next(list(options) for id, options in attempt.paper if id == question_id)
