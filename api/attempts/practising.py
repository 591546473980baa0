"""Practice in a lesson, and what is asked before it: one question a page, each marked at once.

The first answer counts; then another round.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlmodel import col, select

from api import assignments, courses
from api.attempts import rows
from api.attempts.reviewing import ReviewedQuestion, reviewed
from api.attempts.showing import Asked, asked_of, by_id
from api.errors import FirstAnswerCounts, KeptForTheCheck, NotFound, NotUnderstood
from api.people import Person
from api.store import Db
from api.tables import AttemptRow, ResponseRow
from quiz_bank import Bank, Marked, Question, Unreadable, draw_before, draw_practice

Purpose = Literal["practice", "before"]
PURPOSES: tuple[Purpose, ...] = ("practice", "before")


@dataclass(frozen=True)
class PracticeLine:
    """`right`: of an answer that was marked; None where nothing was given, or where nothing is right or wrong."""

    question: str
    title: str
    answered: bool
    right: bool | None


@dataclass(frozen=True)
class Practice:
    """A round of practice. `next_question`: the first one open; None when this round is done for now."""

    attempt: int
    purpose: str
    course_id: str
    course: str
    lesson: str
    lesson_title: str
    lines: tuple[PracticeLine, ...]
    next_question: str | None


@dataclass(frozen=True)
class Practised:
    """One answer looked back on. `outcome`: correct, partly, incorrect, or unmarked."""

    practice: Practice
    outcome: str
    question: ReviewedQuestion


def practice_questions(db: Db, person: Person, course_id: str, lesson_id: str) -> int:
    """How many questions of a lesson can be practised now."""
    bank = courses.newest(db, course_id).bank
    return len(draw_practice(bank, lesson_id, "", rows.drawn_in_open_checks(db, person)))


def asked_before(db: Db, person: Person, course_id: str, lesson_id: str) -> int:
    """How many questions are asked before a lesson and have not been met in the running cycle."""
    cycle = assignments.current_id(db, person, course_id)
    met = select(AttemptRow.id).where(AttemptRow.assignment_id == cycle, AttemptRow.purpose == "before")
    if cycle is not None and db.exec(met.where(AttemptRow.case_id == lesson_id)).first() is not None:
        return 0
    return len(draw_before(courses.newest(db, course_id).bank, lesson_id, ""))


def start_practice(
    db: Db, person: Person, course_id: str, lesson_id: str, at: datetime, purpose: Purpose = "practice"
) -> int:
    """The id of the round under way, or of a new one. Raises NotFound where there is nothing to practise."""
    cycle = assignments.begin(db, person, course_id, at)
    open_round = db.exec(
        select(AttemptRow.id)
        .where(AttemptRow.assignment_id == cycle.id, AttemptRow.purpose == purpose)
        .where(AttemptRow.case_id == lesson_id, col(AttemptRow.handed_in_at).is_(None))
    ).first()
    if open_round is not None:
        return open_round
    edition = courses.newest(db, course_id)
    seed = secrets.token_hex(16)
    if purpose == "before":
        paper = draw_before(edition.bank, lesson_id, seed)
    else:
        paper = draw_practice(edition.bank, lesson_id, seed, rows.drawn_in_open_checks(db, person))
    if not paper:
        raise NotFound("There is nothing to practise in this lesson now.")
    return rows.begin(
        db, person, cycle.id, edition.id, purpose, at, case_id=lesson_id, seed=seed, paper=paper
    )


def practice(db: Db, person: Person, attempt_id: int) -> Practice:
    """Raises NotFound. A question drawn in an open check is left out."""
    attempt = rows.own(db, person, attempt_id, *PURPOSES)
    bank = courses.edition(db, attempt.edition_id).bank
    return _practice(db, person, attempt, bank)


def _practice(db: Db, person: Person, attempt: AttemptRow, bank: Bank) -> Practice:
    kept = rows.drawn_in_open_checks(db, person)
    latest = rows.latest_responses(db, attempt.id or 0)
    lines = [
        _line(question, latest.get(id))
        for id in rows.drawn_ids(attempt)
        if id not in kept and (question := bank.question(id))
    ]
    lesson = bank.lesson(attempt.case_id)
    return Practice(
        attempt=attempt.id or 0,
        purpose=attempt.purpose,
        course_id=bank.id,
        course=bank.title,
        lesson=attempt.case_id,
        lesson_title=lesson.title if lesson else "",
        lines=tuple(lines),
        next_question=next((line.question for line in lines if not line.answered), None),
    )


def _line(question: Question, response: ResponseRow | None) -> PracticeLine:
    right = question.is_right(question.read(response.given)) if response and question.scored else None
    return PracticeLine(question.id, question.title, response is not None, right)


def _own(
    db: Db, person: Person, attempt_id: int, question_id: str, hold: bool = False
) -> tuple[AttemptRow, Bank, Question]:
    """The round and its question, if nothing of it must be kept for a check. Raises NotFound, KeptForTheCheck."""
    attempt = rows.own(db, person, attempt_id, *PURPOSES, hold=hold)
    bank = courses.edition(db, attempt.edition_id).bank
    question = bank.question(question_id)
    if question is None or question_id not in rows.drawn_ids(attempt):
        raise NotFound("There is no such question in a practice of yours.")
    if question_id in rows.drawn_in_open_checks(db, person):
        raise KeptForTheCheck
    return attempt, bank, question


def asked_in_practice(
    db: Db, person: Person, attempt_id: int, question_id: str, given: Mapping[str, Any] | None = None
) -> Asked:
    """`given`: what to show as given in place of what is saved. Raises NotFound, KeptForTheCheck."""
    attempt, bank, _ = _own(db, person, attempt_id, question_id)
    return asked_of(bank, attempt, question_id, rows.latest_responses(db, attempt_id), given)


def practise(
    db: Db, person: Person, attempt_id: int, question_id: str, given: Mapping[str, Any], at: datetime
) -> None:
    """Answer once; the same again changes nothing. The last answer ends the round.

    Raises NotFound, KeptForTheCheck, NotUnderstood, FirstAnswerCounts.
    """
    attempt, _, question = _own(db, person, attempt_id, question_id, hold=True)
    sent = {name: value for name, value in given.items() if name != "follows"}
    try:
        fresh = question.read(by_id(attempt, question, sent)).model_dump(mode="json")
    except Unreadable as error:
        raise NotUnderstood(str(error), fields={"answer": str(error)}) from error
    latest = rows.latest_responses(db, attempt_id)
    if question_id in latest:
        if latest[question_id].given == fresh:
            return
        raise FirstAnswerCounts
    rows.add_response(db, attempt_id, question_id, 1, fresh, at)
    if set(rows.drawn_ids(attempt)) == {*latest, question_id}:
        attempt.handed_in_at = at
        db.add(attempt)


def practised(db: Db, person: Person, attempt_id: int, question_id: str) -> Practised:
    """Raises NotFound until it is answered, KeptForTheCheck."""
    attempt, bank, question = _own(db, person, attempt_id, question_id)
    given = rows.latest_responses(db, attempt_id).get(question_id)
    if given is None:
        raise NotFound("This question is not answered yet.")
    response = question.read(given.given)
    mark = question.mark(response)
    marked = Marked(
        question=question_id,
        lesson=question.lesson,
        critical=question.critical,
        right=question.is_right(response),
        mark=mark,
    )
    return Practised(
        practice=_practice(db, person, attempt, bank),
        outcome=mark.outcome,
        question=reviewed(bank, attempt, marked, given.given, True),
    )
