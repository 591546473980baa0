"""Answering a drawn question: the hot verb, in three parts (read a little, decide, write)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from api import courses
from api.attempts import rows
from api.attempts.veiling import names_of, unveiled, veiled
from api.errors import AnsweredElsewhere, AttemptFinished, NotFound, NotUnderstood
from api.people import Person
from api.store import Db
from api.tables import AttemptRow, EditionRow, ResponseRow
from quiz_bank import Question, Unreadable

_attempt = AttemptRow.__table__  # type: ignore[attr-defined]
_edition = EditionRow.__table__  # type: ignore[attr-defined]
_response = ResponseRow.__table__  # type: ignore[attr-defined]

_STATE = (
    select(
        _attempt.c.person_id,
        _attempt.c.edition_id,
        _attempt.c.purpose,
        _attempt.c.paper,
        _attempt.c.handed_in_at,
        _edition.c.sha256,
    )
    .join(_edition)
    .where(_attempt.c.id == bindparam("attempt"))
    .with_for_update(of=_attempt, key_share=True)
)
_LAST = (
    select(_response.c.number, _response.c.given, _response.c.at)
    .where(_response.c.attempt_id == bindparam("attempt"), _response.c.question == bindparam("question"))
    .order_by(_response.c.number.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Saved:
    """`number`: of the response that now counts. `next_question`: the one drawn after it, None after the last."""

    attempt: int
    question: str
    number: int
    at: datetime
    next_question: str | None


def answer(
    db: Db, person: Person, attempt_id: int, question_id: str, given: Mapping[str, Any], at: datetime
) -> Saved:
    """Save a response that follows the one numbered `given["follows"]` (0: none). The same again changes nothing.

    Raises NotFound, AttemptFinished, NotUnderstood, AnsweredElsewhere with both answers.
    """
    state = db.execute(_STATE, {"attempt": attempt_id}).first()
    order = _drawn(state, person)
    if state is None or question_id not in order:
        raise NotFound("There is no such question in an attempt of yours.")
    question = courses.bank(db, state.edition_id, state.sha256).question(question_id)
    if question is None:
        raise NotFound
    last = db.execute(_LAST, {"attempt": attempt_id, "question": question_id}).first()
    place = order.index(question_id)
    number, fresh = _decide(state.handed_in_at, question, state.paper[place][1], given, last)
    moment = at if fresh is not None else last.at if last else at
    if fresh is not None:
        rows.add_response(db, attempt_id, question_id, number, fresh, at)
    following = order[place + 1] if place + 1 < len(order) else None
    return Saved(attempt_id, question_id, number, moment, following)


def _drawn(state: Row[Any] | None, person: Person) -> list[str]:
    if state is None or state.person_id != person.id or state.purpose not in ("check", "follow_up"):
        return []
    return [question for question, _ in state.paper]


def _decide(
    handed_in_at: datetime | None,
    question: Question,
    shown: list[str],
    given: Mapping[str, Any],
    last: Row[Any] | None,
) -> tuple[int, dict[str, Any] | None]:
    """The number of the response that counts, and what to write: None when it is there already."""
    if handed_in_at is not None:
        raise AttemptFinished
    names = names_of(question, shown)
    follows, rest = _split(given)
    try:
        fresh = question.read(unveiled(rest, names)).model_dump(mode="json")
    except Unreadable as error:
        raise NotUnderstood(str(error), fields={"answer": str(error)}) from error
    if last is None:
        return 1, fresh
    if last.given == fresh:
        return last.number, None
    if follows != last.number:
        raise AnsweredElsewhere(
            saved=veiled(last.given, names),
            saved_at=last.at,
            number=last.number,
            given=veiled(fresh, names),
            saved_words=question.in_words(question.read(last.given), shown),
            given_words=question.in_words(question.read(fresh), shown),
            question=question.id,
        )
    return last.number + 1, fresh


def _split(given: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
    rest = dict(given)
    try:
        return int(rest.pop("follows", 0)), rest
    except (TypeError, ValueError, OverflowError):
        words = "Open the question again and choose from there."
        raise NotUnderstood(words, fields={"answer": words}) from None
