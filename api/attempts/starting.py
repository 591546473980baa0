"""When a final check or its follow-up may start, and drawing its questions."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from api import assignments, courses
from api.assignments import LessonProgress
from api.attempts import rows
from api.attempts.tries import tries_allowed
from api.errors import AlreadyPassed, AttemptFinished, FollowUpFirst, LessonsFirst, NoTriesLeft
from api.people import Person
from api.store import Db
from api.tables import AttemptRow, ResultRow
from quiz_bank import Bank, draw, draw_follow_up

Now = Literal["lessons first", "can start", "under way", "follow-up first", "next try tomorrow", "passed"]


@dataclass(frozen=True)
class CheckState:
    """Where a person stands with the final check of a course. `attempt`: the one under way, or the last handed in.

    After a pass: the one that passed, none where the course was talked through; `certificate`: of it.
    `lessons`: those to be read first. `revisit`: among them or done, those missed in the last try.
    `tries`: with those that somebody gave; `given`: how many these are.
    """

    now: Now
    tries: int
    tries_used: int
    attempt: int | None = None
    lessons: tuple[str, ...] = ()
    revisit: tuple[str, ...] = ()
    passed_on: date | None = None
    valid_until: date | None = None
    given: int = 0
    certificate: str | None = None


def check_state(db: Db, person: Person, course_id: str, at: datetime) -> CheckState:
    bank = courses.newest(db, course_id).bank
    cycle = assignments.current(db, person, course_id)
    passed = rows.passes(db, person, course_id)
    if passed and not _renewable(passed[-1], bank, at.date()):
        return _passed(db, passed[-1], bank)
    if cycle is None or (passed and passed[-1].assignment_id == cycle.id):
        return CheckState("lessons first", bank.tries, 0, None, tuple(each.id for each in bank.lessons))
    return _state_in(db, cycle.id, bank, assignments.progress(db, cycle.id), at)


def _passed(db: Db, last: ResultRow, bank: Bank) -> CheckState:
    attempt = db.get_one(AttemptRow, last.attempt_id)
    return CheckState(
        "passed",
        bank.tries,
        0,
        None if attempt.purpose == "conversation" else attempt.id,
        passed_on=last.passed_on,
        valid_until=last.valid_until,
        certificate=rows.certificate_of(db, attempt.follows or last.attempt_id),
    )


def _renewable(last: ResultRow, bank: Bank, today: date) -> bool:
    return last.valid_until is not None and (last.valid_until - today).days <= bank.renew


def _state_in(db: Db, cycle: int, bank: Bank, read: dict[str, LessonProgress], at: datetime) -> CheckState:
    tries = rows.checks(db, cycle)
    done = [each for each in tries if each.handed_in_at]
    under_way = next((each.id for each in tries if not each.handed_in_at), None)
    given = [each.at for each in rows.given_tries(db, cycle)]
    allowed = tries_allowed(bank.tries, given, [each.handed_in_at for each in done if each.handed_in_at])
    stands = CheckState("under way", allowed, len(done), under_way, given=len(given))
    if under_way:
        return stands
    if not done:
        first = tuple(each.id for each in bank.lessons if not read.get(each.id, LessonProgress()).read_at)
        return replace(stands, now="lessons first" if first else "can start", lessons=first)
    last = done[-1]
    assert last.id is not None and last.handed_in_at is not None
    stands = replace(stands, attempt=last.id)
    if _follow_up_owed(db, cycle, last.id):
        return replace(stands, now="follow-up first")
    follow_up = _follow_up_done(db, cycle, last.id)
    since = follow_up.handed_in_at if follow_up and follow_up.handed_in_at else last.handed_in_at
    revisit = _lessons_missed(db, bank, last, *([follow_up] if follow_up else []))
    first = tuple(id for id in revisit if not _read_since(read.get(id), since))
    now: Now = "can start"
    if first:
        now = "lessons first"
    elif len(done) >= allowed and since.astimezone(at.tzinfo).date() >= at.date():
        now = "next try tomorrow"
    return replace(stands, now=now, lessons=first, revisit=revisit)


def _read_since(progress: LessonProgress | None, moment: datetime) -> bool:
    return progress is not None and progress.read_at is not None and progress.read_at > moment


def _follow_up_owed(db: Db, cycle: int, check_id: int) -> bool:
    result = rows.result_of(db, check_id)
    if result is None or result.outcome != "follow_up":
        return False
    return _follow_up_done(db, cycle, check_id) is None


def _follow_up_done(db: Db, cycle: int, check_id: int) -> AttemptRow | None:
    mine = (each for each in rows.follow_ups(db, cycle) if each.follows == check_id)
    return next((each for each in mine if each.handed_in_at), None)


def _lessons_missed(db: Db, bank: Bank, *done: AttemptRow) -> tuple[str, ...]:
    """Lessons of the newest bank in which a question of these attempts was not right."""
    missed = []
    for attempt in done:
        given = rows.latest_responses(db, attempt.id or 0)
        asked = courses.edition(db, attempt.edition_id).bank
        for id in rows.drawn_ids(attempt):
            question = asked.question(id)
            if question and not (id in given and question.is_right(question.read(given[id].given))):
                missed.append(question.lesson)
    known = [each.id for each in bank.lessons]
    return tuple(sorted(set(missed) & set(known), key=known.index))


def start_check(db: Db, person: Person, course_id: str, at: datetime) -> int:
    """The id of the attempt under way, or of a new one with its questions drawn and fixed.

    Raises LessonsFirst, FollowUpFirst, NoTriesLeft, AlreadyPassed.
    """
    cycle = assignments.begin(db, person, course_id, at)
    state = check_state(db, person, course_id, at)
    if state.now == "under way" and state.attempt:
        return state.attempt
    if state.now == "lessons first":
        raise LessonsFirst(lessons=state.lessons)
    if state.now == "follow-up first":
        raise FollowUpFirst(attempt=state.attempt)
    if state.now == "next try tomorrow":
        raise NoTriesLeft
    if state.now == "passed":
        raise AlreadyPassed
    edition = courses.newest(db, course_id)
    seed = secrets.token_hex(16)
    paper = draw(edition.bank, seed, rows.seen_questions(db, person.id))
    return rows.begin(db, person, cycle.id, edition.id, "check", at, seed=seed, paper=paper)


def start_follow_up(db: Db, person: Person, check_id: int, at: datetime) -> int:
    """The id of the safety follow-up of a check: under way, or new with fresh critical questions.

    Raises LessonsFirst until the lessons of the critical questions missed were read again, AttemptFinished.
    """
    check = rows.own(db, person, check_id, "check", hold=True)
    mine = [each for each in rows.follow_ups(db, check.assignment_id) if each.follows == check_id]
    under_way = next((each.id for each in mine if not each.handed_in_at), None)
    if under_way:
        return under_way
    result = rows.result_of(db, check_id)
    if mine or result is None or result.outcome != "follow_up" or check.handed_in_at is None:
        raise AttemptFinished("There is no safety follow-up open for this try.")
    bank = courses.edition(db, check.edition_id).bank
    first = lessons_of_follow_up(db, bank, check, result)
    if first:
        raise LessonsFirst(
            "Read these lessons again and mark them as read. Then the follow-up opens.", lessons=first
        )
    seed = secrets.token_hex(16)
    topics = topics_of(bank, result.critical_missed)
    paper = draw_follow_up(bank, topics, seed, rows.seen_questions(db, person.id))
    return rows.begin(
        db,
        person,
        check.assignment_id,
        check.edition_id,
        "follow_up",
        at,
        follows=check_id,
        seed=seed,
        paper=paper,
    )


def lessons_of_follow_up(db: Db, bank: Bank, check: AttemptRow, result: ResultRow) -> tuple[str, ...]:
    """Lessons of the critical questions missed that were not read again since the check was handed in.

    A lesson that a newer edition no longer has cannot be read and is not asked for.
    """
    assert check.handed_in_at is not None
    read = assignments.progress(db, check.assignment_id)
    newest = courses.newest(db, result.course_id).bank
    questions = (bank.question(id) for id in result.critical_missed)
    wanted = dict.fromkeys(question.lesson for question in questions if question)
    return tuple(
        id for id in wanted if newest.lesson(id) and not _read_since(read.get(id), check.handed_in_at)
    )


def topics_of(bank: Bank, questions: Sequence[str]) -> tuple[str, ...]:
    """The blueprint's topics to which these questions belong."""
    found = (bank.question(id) for id in questions)
    groups = (bank.group_of(question) for question in found if question)
    return tuple(dict.fromkeys(group.topic for group in groups if group))
