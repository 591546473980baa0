"""The part of a course that anybody may take: no account, and nothing kept but a certificate that somebody asks for.

Its check is on no row. It travels with the pages as a sheet: which edition, which seed, what was given so far.
"""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from api import attempts, certificates, courses, sign_offs
from api.attempts import Asked, ReviewedQuestion
from api.courses import Edition
from api.errors import NotFound, NotUnderstood
from api.people import clean_name, hash_of_name
from api.store import Db, Store
from api.tables import AttemptRow, ResponseRow
from quiz_bank import Bank, Lesson, Link, Unreadable, draw, mark_all

AUDIENCE = "community"
_LONGEST = 100_000
_SEED = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True)
class OpenCourse:
    """What an audience without accounts reads and is asked. `links`: lesson id -> where what it names is found."""

    course_id: str
    title: str
    note: str
    lessons: tuple[Lesson, ...]
    links: Mapping[str, tuple[Link, ...]]
    pass_right: int
    pass_of: int
    critical: int
    approved: bool


@dataclass(frozen=True)
class Sheet:
    """A check under way. `edition`: its number; `given`: question id -> response."""

    edition: int
    seed: str
    given: Mapping[str, dict[str, Any]]

    def __str__(self) -> str:
        return json.dumps([self.edition, self.seed, self.given], separators=(",", ":"))


@dataclass(frozen=True)
class OpenResult:
    """`read_again`: lessons with a question missed, as id and title."""

    course_id: str
    course: str
    passed: bool
    right: int
    of: int
    needed: int
    critical_missed: int
    read_again: tuple[tuple[str, str], ...]
    questions: tuple[ReviewedQuestion, ...]


@dataclass(frozen=True)
class OpenCertificate:
    """As it is shown once, to who asked for it. `outcomes`: of the lessons."""

    id: str
    name: str
    course: str
    version: str
    issuer: str
    passed_on: date
    outcomes: tuple[str, ...]
    approved: bool


def course(db: Db, course_id: str) -> OpenCourse:
    """Raises NotFound where the course has no part for everybody."""
    edition = courses.newest(db, course_id)
    bank = _part(edition)
    rule = bank.pass_rule()
    return OpenCourse(
        course_id=course_id,
        title=bank.title,
        note=bank.note,
        lessons=bank.lessons,
        links={lesson.id: bank.links_in(lesson) for lesson in bank.lessons},
        pass_right=rule.right,
        pass_of=rule.of,
        critical=sum(group.critical for group in bank.groups()),
        approved=sign_offs.approved(db, edition),
    )


def begin(db: Db, course_id: str) -> Sheet:
    """Raises NotFound."""
    edition = courses.newest(db, course_id)
    _part(edition)
    return Sheet(edition.number, secrets.token_hex(16), {})


def sheet_from(text: str) -> Sheet:
    """Raises NotUnderstood where it did not come back as it was sent."""
    try:
        edition, seed, given = json.loads(text[:_LONGEST])
        if isinstance(edition, int) and 0 < edition < 2**31 and _SEED.fullmatch(seed):
            return Sheet(edition, seed, {str(id): dict(response) for id, response in given.items()})
    except (ValueError, TypeError, AttributeError, RecursionError):
        pass
    raise NotUnderstood("The answers so far did not come back whole. Start the questions again.")


def next_question(db: Db, course_id: str, sheet: Sheet, at: datetime) -> str | None:
    """The first question without an answer; None when all have one. Raises NotFound, NotUnderstood."""
    _, bank, attempt = _taken(db, course_id, sheet, at)
    given = _responses(bank, attempt, sheet)
    return next((id for id, _ in attempt.paper if id not in given), None)


def asked(
    db: Db,
    course_id: str,
    sheet: Sheet,
    question_id: str,
    at: datetime,
    given: Mapping[str, Any] | None = None,
) -> Asked:
    """`given`: what to show as given in place of what the sheet has. Raises NotFound, NotUnderstood."""
    _, bank, attempt = _taken(db, course_id, sheet, at)
    latest = {
        id: ResponseRow(attempt_id=1, question=id, number=1, given=response, at=at)
        for id, response in _responses(bank, attempt, sheet).items()
    }
    return attempts.asked_of(bank, attempt, question_id, latest, given)


def answer(
    db: Db, course_id: str, sheet: Sheet, question_id: str, given: Mapping[str, Any], at: datetime
) -> Sheet:
    """The sheet with an answer more. Raises NotFound, NotUnderstood."""
    _, bank, attempt = _taken(db, course_id, sheet, at)
    question = bank.question(question_id)
    if question is None or question_id not in {id for id, _ in attempt.paper}:
        raise NotFound("There is no such question in this check.")
    try:
        response = question.read(attempts.by_id(attempt, question, given))
    except Unreadable as error:
        raise NotUnderstood(str(error), fields={"answer": str(error)}) from error
    return replace(sheet, given={**sheet.given, question_id: response.model_dump(mode="json")})


def result(db: Db, course_id: str, sheet: Sheet, at: datetime) -> OpenResult:
    """Raises NotFound, and NotUnderstood while a question has no answer."""
    _, bank, attempt = _taken(db, course_id, sheet, at)
    given, rule = _responses(bank, attempt, sheet), bank.pass_rule()
    drawn = [id for id, _ in attempt.paper]
    if len(given) < len(drawn):
        raise NotUnderstood("There are questions without an answer yet. Start the questions again.")
    score = mark_all(bank, drawn, given, rule)
    return OpenResult(
        course_id=course_id,
        course=bank.title,
        passed=score.passed,
        right=score.right,
        of=score.of,
        needed=rule.right,
        critical_missed=len(score.critical_missed),
        read_again=tuple(
            (lesson.id, lesson.title) for lesson in bank.lessons if lesson.id in score.lessons_missed
        ),
        questions=tuple(
            attempts.reviewed(bank, attempt, each, given[each.question], True) for each in score.marked
        ),
    )


def certify(store: Store, course_id: str, sheet: Sheet, name: str, at: datetime) -> OpenCertificate:
    """Only the id, the edition, the day and a hash of the name are kept. The same again gives the same one.

    Raises NotFound, NotUnderstood for a sheet that does not pass or a name that is missing, Busy.
    """
    named = clean_name(name)
    if not named:
        words = "Give the name as it should stand on the certificate."
        raise NotUnderstood(words, fields={"name": words})
    with store.reading() as db:
        if not result(db, course_id, sheet, at).passed:
            raise NotUnderstood("These answers do not pass yet, so there is no certificate for them.")
        edition = courses.numbered(db, course_id, sheet.edition)
    name_hash = hash_of_name(named)
    with store.writing() as db:
        made_of = f"{edition.sha256} {sheet.seed} {named}"
        id = certificates.issue_open(db, made_of, edition.id, at.date(), name_hash)
        approved = sign_offs.approved(db, edition)
    outcomes = tuple(lesson.outcome for lesson in _part(edition).lessons if lesson.outcome)
    title = edition.whole.title
    return OpenCertificate(id, named, title, edition.version, edition.issuer, at.date(), outcomes, approved)


def is_open(edition: Edition) -> bool:
    return AUDIENCE in edition.whole.audiences


def _part(edition: Edition) -> Bank:
    if not is_open(edition):
        raise NotFound("This course has no part that is open to everybody.")
    return edition.here.meant_for(AUDIENCE)


def _taken(db: Db, course_id: str, sheet: Sheet, at: datetime) -> tuple[Edition, Bank, AttemptRow]:
    """The edition of a sheet, its part for everybody, and the paper that its seed draws."""
    edition = courses.numbered(db, course_id, sheet.edition)
    bank = _part(edition)
    return edition, bank, attempts.unkept(draw(bank, sheet.seed), sheet.seed, at)


def _responses(bank: Bank, attempt: AttemptRow, sheet: Sheet) -> dict[str, dict[str, Any]]:
    """Those answers of a sheet that its paper asks for. Raises NotUnderstood where one fits no question."""
    found = {}
    for id, _ in attempt.paper:
        question = bank.question(id)
        if question and id in sheet.given:
            try:
                found[id] = question.read(sheet.given[id]).model_dump(mode="json")
            except Unreadable as error:
                raise NotUnderstood(
                    "The answers so far did not come back whole. Start the questions again."
                ) from error
    return found
