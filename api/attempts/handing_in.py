"""Handing in: marks, result and certificate in one go."""

from datetime import datetime

from api import certificates, courses
from api.attempts import rows
from api.attempts.calling_help import call_for_help
from api.attempts.starting import topics_of
from api.errors import AnswersMissing
from api.people import Person
from api.store import Db
from api.tables import AttemptRow, ResultRow
from quiz_bank import Bank, Score, mark_all


def hand_in(db: Db, person: Person, attempt_id: int, at: datetime) -> None:
    """End an attempt. Handing in again changes nothing. Raises NotFound, AnswersMissing with `questions`."""
    attempt = rows.own(db, person, attempt_id, "check", "follow_up", hold=True)
    if attempt.handed_in_at:
        return
    edition = courses.edition(db, attempt.edition_id)
    given = {id: row.given for id, row in rows.latest_responses(db, attempt_id).items()}
    missing = tuple(id for id in rows.drawn_ids(attempt) if id not in given)
    if missing:
        raise AnswersMissing(questions=missing, attempt=attempt_id)
    score = mark_all(edition.bank, rows.drawn_ids(attempt), given, edition.bank.pass_rule())
    outcome = _outcome(db, attempt, edition.bank, score)
    attempt.handed_in_at = at
    db.add(attempt)
    passed_on = at.date() if outcome == "passed" else None
    ends = rows.ends_on(db, person, edition, passed_on) if passed_on else None
    db.add(
        ResultRow(
            attempt_id=attempt_id,
            person_id=person.id,
            course_id=edition.course_id,
            assignment_id=attempt.assignment_id,
            outcome=outcome,
            right=score.right,
            total=score.of,
            critical_missed=list(score.critical_missed),
            after_follow_up=attempt.purpose == "follow_up" and outcome == "passed",
            passed_on=passed_on,
            valid_until=ends,
            at=at,
        )
    )
    db.flush()
    if passed_on:
        certificates.issue(db, person, edition.id, attempt.follows or attempt_id, passed_on, ends, at)
    elif outcome == "not_yet":
        call_for_help(db, person, edition, at)


def _outcome(db: Db, attempt: AttemptRow, bank: Bank, score: Score) -> str:
    if attempt.purpose == "follow_up":
        return "passed" if score.right == score.of else "not_yet"
    if score.passed:
        return "passed"
    if not score.reached:
        return "not_yet"
    missed = _lessons_of(topics_of(bank, score.critical_missed))
    return "not_yet" if missed & _lessons_used(db, attempt) else "follow_up"


def _lessons_used(db: Db, attempt: AttemptRow) -> set[str]:
    """Lessons of the topics that had their one follow-up in this cycle, by the edition it was drawn from."""
    used: set[str] = set()
    for each in rows.follow_ups(db, attempt.assignment_id):
        bank = courses.edition(db, each.edition_id).bank
        used |= _lessons_of(topics_of(bank, rows.drawn_ids(each)))
    return used


def _lessons_of(topics: tuple[str, ...]) -> set[str]:
    return {lesson for topic in topics for lesson in topic.split()}
