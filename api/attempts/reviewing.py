"""What a learner sees of an attempt that was handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from api import courses
from api.attempts import rows
from api.attempts.showing import shown_order
from api.attempts.starting import lessons_of_follow_up
from api.attempts.tries import tries_allowed
from api.courses import Edition
from api.errors import NotFound
from api.people import Person
from api.store import Db
from api.tables import AttemptRow, ResultRow
from quiz_bank import Bank, Compared, Marked, mark_all


@dataclass(frozen=True)
class ReviewedOption:
    """`fits`: whether choosing or placing it so was right; None for what was not chosen. `said`: the same in words.

    `instead`: what fits, told where the learner may see all of it.
    """

    id: str
    text: str
    chosen: bool
    fits: bool | None
    said: str
    feedback: str
    instead: str


@dataclass(frozen=True)
class ReviewedQuestion:
    """Options hold feedback where the learner may see it: those chosen, or all after a pass or the last try.

    `compared`: for words of one's own, which nobody else sees and nothing scores: what they can be laid beside.
    """

    id: str
    title: str
    lesson: str
    dateline: str
    scene: str
    asked: str
    right: bool
    critical: bool
    options: tuple[ReviewedOption, ...]
    why: str
    source: str
    compared: Compared | None = None


@dataclass(frozen=True)
class Result:
    """`outcome`: passed, follow_up (the safety follow-up decides) or not_yet. `certificate`: its id after a pass.

    `revisit`: lessons with a question missed. `follow_up`: the follow-up attempt, once started.
    """

    attempt: int
    purpose: str
    course_id: str
    course: str
    outcome: str
    right: int
    total: int
    needed: int
    critical_missed: int
    try_number: int
    tries: int
    handed_in_at: datetime
    passed_on: date | None
    valid_until: date | None
    certificate: str | None
    revisit: tuple[tuple[str, str], ...]
    read_first: tuple[tuple[str, str], ...]
    follow_up: int | None
    questions: tuple[ReviewedQuestion, ...]


def result(db: Db, person: Person, attempt_id: int) -> Result:
    """Raises NotFound until the attempt is handed in."""
    attempt = rows.own(db, person, attempt_id, "check", "follow_up")
    kept = rows.result_of(db, attempt_id)
    if kept is None or attempt.handed_in_at is None:
        raise NotFound("These answers are not handed in yet.")
    edition = courses.edition(db, attempt.edition_id)
    bank = edition.bank
    tries = [each for each in rows.checks(db, attempt.assignment_id) if each.handed_in_at]
    check_id = attempt.follows or attempt_id
    number = next(place for place, each in enumerate(tries, start=1) if each.id == check_id)
    everything = kept.outcome == "passed" or (kept.outcome == "not_yet" and number >= bank.tries)
    given = rows.latest_responses(db, attempt_id)
    score = mark_all(
        bank, rows.drawn_ids(attempt), {id: row.given for id, row in given.items()}, bank.pass_rule()
    )
    follow_up = _follow_up_of(db, attempt)
    return Result(
        attempt=attempt_id,
        purpose=attempt.purpose,
        course_id=edition.course_id,
        course=bank.title,
        outcome=kept.outcome,
        right=kept.right,
        total=kept.total,
        needed=bank.pass_rule().right if attempt.purpose == "check" else kept.total,
        critical_missed=len(kept.critical_missed),
        try_number=number,
        tries=tries_allowed(
            bank.tries,
            [each.at for each in rows.given_tries(db, attempt.assignment_id)],
            [each.handed_in_at for each in tries if each.handed_in_at],
        ),
        handed_in_at=attempt.handed_in_at,
        passed_on=kept.passed_on,
        valid_until=kept.valid_until,
        certificate=rows.certificate_of(db, check_id) if kept.outcome == "passed" else None,
        revisit=_titled(bank, score.lessons_missed),
        read_first=_read_first(db, edition, attempt, kept, follow_up),
        follow_up=follow_up,
        questions=tuple(
            reviewed(bank, attempt, each, given[each.question].given, everything) for each in score.marked
        ),
    )


def _follow_up_of(db: Db, attempt: AttemptRow) -> int | None:
    mine = [each.id for each in rows.follow_ups(db, attempt.assignment_id) if each.follows == attempt.id]
    return mine[-1] if mine else None


def _read_first(
    db: Db, edition: Edition, attempt: AttemptRow, kept: ResultRow, follow_up: int | None
) -> tuple[tuple[str, str], ...]:
    if kept.outcome != "follow_up" or follow_up is not None:
        return ()
    return _titled(edition.bank, lessons_of_follow_up(db, edition.bank, attempt, kept))


def _titled(bank: Bank, lessons: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((lesson.id, lesson.title) for lesson in bank.lessons if lesson.id in lessons)


def reviewed(
    bank: Bank, attempt: AttemptRow, marked: Marked, given: Mapping[str, Any], everything: bool
) -> ReviewedQuestion:
    """One question looked back on. `everything`: also about what was not chosen."""
    question = bank.question(marked.question)
    assert question is not None
    response = question.read(given)
    lines = question.look_back(response, shown_order(attempt, question.id))
    return ReviewedQuestion(
        id=question.id,
        title=question.title,
        lesson=question.lesson,
        dateline=question.dateline,
        scene=question.scene,
        asked=question.asked,
        right=marked.right,
        critical=marked.critical,
        options=tuple(
            ReviewedOption(
                line.id,
                line.text,
                line.chosen,
                line.fits,
                line.said,
                line.feedback if everything or line.chosen else "",
                line.instead if everything else "",
            )
            for line in lines
        ),
        why=question.why if everything or marked.right else "",
        source=question.source,
        compared=question.compared(response),
    )
