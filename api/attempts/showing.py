"""What a learner sees of an attempt under way: never a key, a mark or feedback."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api import courses
from api.attempts import rows
from api.attempts.veiling import names_of, unveiled, veiled
from api.errors import NotFound
from api.people import Person
from api.store import Db
from api.tables import AttemptRow, ResponseRow
from quiz_bank import Bank, Option, Question


@dataclass(frozen=True)
class OptionShown:
    id: str
    text: str


@dataclass(frozen=True)
class Asked:
    """One question of a paper with what was given last. `number`: of that response, 0 without one. Texts: Markdown.

    `options`: what is picked, or placed row by row; `places`: what a row can be given, none where options are picked.
    `placed`: row -> place, as given so far. `amiss`: the rows that still need a place, or another one, with what to do.
    `field`: of a form, where an answer is sent to.
    """

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
    field: str
    options: tuple[OptionShown, ...]
    places: tuple[OptionShown, ...]
    placed: Mapping[str, str]
    amiss: Mapping[str, str]
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

    @property
    def text(self) -> str:
        """What was typed, however odd the form was that carried it."""
        typed = self.given.get(self.field, "")
        return typed if isinstance(typed, str) else ""

    @property
    def first_field(self) -> str:
        """The id of the control at which a mistake is mended."""
        if not self.places:
            return self.field
        return f"{self.field}.{next((row.id for row in self.options if row.id in self.amiss), self.options[0].id)}"


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


def asked(
    db: Db, person: Person, attempt_id: int, question_id: str, given: Mapping[str, Any] | None = None
) -> Asked:
    """`given`: what to show as given in place of what is saved. Raises NotFound."""
    attempt = rows.own(db, person, attempt_id, "check", "follow_up")
    bank = courses.edition(db, attempt.edition_id).bank
    return asked_of(bank, attempt, question_id, rows.latest_responses(db, attempt_id), given)


def asked_of(
    bank: Bank,
    attempt: AttemptRow,
    question_id: str,
    latest: Mapping[str, ResponseRow],
    given: Mapping[str, Any] | None,
) -> Asked:
    """A question of an attempt, whether it is in the database or not. Raises NotFound."""
    order = rows.drawn_ids(attempt)
    question = bank.question(question_id)
    if question is None or question_id not in order:
        raise NotFound("There is no such question in an attempt of yours.")
    mine = latest.get(question_id)
    place = order.index(question_id)
    shown = attempt.paper[place][1]
    names = names_of(question, shown)
    saved = mine.given if mine else {}
    to_show = saved if given is None else unveiled(given, names)
    placed = question.placed(to_show)
    return Asked(
        attempt=attempt.id or 0,
        purpose=attempt.purpose,
        course_id=bank.id,
        course=bank.title,
        id=question_id,
        kind=question.kind,
        title=question.title,
        note=question.note,
        dateline=question.dateline,
        scene=question.scene,
        asked=question.asked,
        choose=getattr(question, "choose", None),
        hint=question.hint,
        field=question.field,
        options=_named(question.rows(shown), names),
        places=_named(question.places(shown), names),
        placed={names.get(row, row): names.get(to, to) for row, to in placed.items()},
        amiss={names.get(row, row): words for row, words in question.amiss(placed).items()},
        position=place + 1,
        of=len(order),
        answered=len(latest),
        previous=order[place - 1] if place else None,
        next=order[place + 1] if place + 1 < len(order) else None,
        number=mine.number if mine else 0,
        given=veiled(to_show, names),
        saved_at=mine.at if mine else None,
        last_saved_at=max((row.at for row in latest.values()), default=None),
    )


def by_id(attempt: AttemptRow, question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent about a question under the names that its page showed, under the ids of the bank."""
    shown = next(shown for id, shown in attempt.paper if id == question.id)
    return unveiled(given, names_of(question, shown))


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
                each.in_words(each.read(latest[each.id].given), shown_order(attempt, each.id))
                if each.id in latest
                else (),
            )
            for each in questions
        ),
        handed_in=attempt.handed_in_at is not None,
        resume_at=next((id for id in order if id not in latest), None),
        last_saved_at=max((row.at for row in latest.values()), default=None),
    )


def _named(options: tuple[Option, ...], names: Mapping[str, str]) -> tuple[OptionShown, ...]:
    return tuple(OptionShown(names.get(option.id, option.id), option.text) for option in options)


def picked(given: Mapping[str, Any]) -> frozenset[str]:
    """The ids that a response names, whatever its kind."""
    names: set[str] = set()
    for value in given.values():
        each = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
        names.update(one for one in each if isinstance(one, str))
    return frozenset(names)


def shown_order(attempt: AttemptRow, question_id: str) -> list[str]:
    return next(list(options) for id, options in attempt.paper if id == question_id)
