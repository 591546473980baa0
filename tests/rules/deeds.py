"""What people do, told to the rules directly: no page, no password, no session."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from api import assignments, attempts, mail, people, staff_list
from api.attempts import Result, Saved
from api.people import Person
from api.staff_list import Choices
from api.store import Db
from tests.banks import as_shown, right, wrong
from tests.cast import COURSE, PEOPLE
from tests.clock import START

LESSONS = ("L1", "L2", "SAFE")


def person(db: Db, name: str) -> Person:
    return people.by_email(db, PEOPLE[name][0])


def takes_in_a_list(db: Db) -> str:
    """A staff list that changes nothing. Gives the number of its entry in the audit trail."""
    plan = staff_list.plan(db, staff_list.read("Email\n"), Choices(START.date()))
    return str(staff_list.apply(db, None, plan, plan.digest, (), START).note)


def reads(db: Db, who: Person, at: datetime, lessons: tuple[str, ...] = LESSONS) -> None:
    for lesson in lessons:
        assignments.mark_read(db, who, COURSE, lesson, at)


def questions(db: Db, who: Person, attempt: int) -> list[str]:
    return [line.question for line in attempts.paper(db, who, attempt).lines]


def answers(
    db: Db, who: Person, attempt: int, at: datetime, missed: int = 0, miss_critical: bool = False
) -> None:
    """Answers every question: so many ordinary ones, and the critical ones if asked, not right."""
    left = missed
    for question in questions(db, who, attempt):
        miss = miss_critical if "SAFE" in question else left > 0
        left -= miss and "SAFE" not in question
        gives(db, who, attempt, question, wrong(question) if miss else right(question), at)


def gives(db: Db, who: Person, attempt: int, question: str, given: Mapping[str, Any], at: datetime) -> Saved:
    """Answers one question, by the names under which its rows are met."""
    asked = asdict(attempts.asked(db, who, attempt, question))
    return attempts.answer(db, who, attempt, question, as_shown(given, asked), at)


def practises(db: Db, who: Person, at: datetime) -> tuple[str, str]:
    """The ids of a round of practice that is done, and of one begun."""
    done = attempts.start_practice(db, who, COURSE, "L1", at)
    while question := attempts.practice(db, who, done).next_question:
        asked = asdict(attempts.asked_in_practice(db, who, done, question))
        attempts.practise(db, who, done, question, as_shown(right(question), asked), at)
    return str(done), str(attempts.start_practice(db, who, COURSE, "L1", at))


def hands_in(db: Db, who: Person, attempt: int, at: datetime) -> Result:
    attempts.hand_in(db, who, attempt, at)
    return attempts.result(db, who, attempt)


def tries(db: Db, who: Person, at: datetime, missed: int = 0, miss_critical: bool = False) -> Result:
    """The whole way: reads, starts, answers, hands in."""
    reads(db, who, at)
    attempt = attempts.start_check(db, who, COURSE, at)
    answers(db, who, attempt, at, missed, miss_critical)
    return hands_in(db, who, attempt, at)


def mailed_link(db: Db) -> str:
    """The path of this site in the newest mail that has not left."""
    [path] = [line for each in mail.shown(db)[:1] for line in each.lines if mail.is_link(line)]
    return path


def passes(db: Db, who: Person, at: datetime) -> str:
    """The whole way with every question right. Gives the id of the certificate."""
    certificate = tries(db, who, at).certificate
    assert certificate is not None
    return certificate
