"""The doors to attempts, and what is read from their rows."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import col, func, select

from api import certificates
from api.courses import Edition
from api.errors import NotFound
from api.people import Person
from api.store import Db
from api.tables import (
    AttemptRow,
    CertificateRow,
    EditionRow,
    ExtraTryRow,
    ResponseRow,
    ResultRow,
    WithdrawalRow,
)
from quiz_bank import Drawn


def own(db: Db, person: Person, attempt_id: int, *purposes: str, hold: bool = False) -> AttemptRow:
    """The attempt, if it is this person's and of one of these purposes. `hold`: keep others out until the end.

    Raises NotFound for another person's attempt too.
    """
    query = select(AttemptRow).where(AttemptRow.id == attempt_id, AttemptRow.person_id == person.id)
    row = db.exec(query.with_for_update(key_share=True) if hold else query).first()
    if row is None or row.purpose not in purposes:
        raise NotFound("There is no attempt of yours at this address.")
    return row


def latest_responses(db: Db, attempt_id: int) -> dict[str, ResponseRow]:
    """Question id -> the response that counts: the one with the highest number."""
    rows = db.exec(
        select(ResponseRow).where(ResponseRow.attempt_id == attempt_id).order_by(col(ResponseRow.number))
    ).all()
    return {row.question: row for row in rows}


def checks(db: Db, assignment_id: int) -> Sequence[AttemptRow]:
    """Final checks of a cycle, the first try first."""
    return db.exec(
        select(AttemptRow)
        .where(AttemptRow.assignment_id == assignment_id, AttemptRow.purpose == "check")
        .order_by(col(AttemptRow.number))
    ).all()


def under_way(db: Db, course_id: str) -> int:
    """How many final checks and follow-ups of a course are begun and not handed in."""
    query = (
        select(func.count(col(AttemptRow.id)))
        .join(EditionRow, col(EditionRow.id) == AttemptRow.edition_id)
        .where(EditionRow.course_id == course_id, col(AttemptRow.handed_in_at).is_(None))
        .where(col(AttemptRow.purpose).in_(("check", "follow_up")))
    )
    return int(db.exec(query).one())


def follow_ups(db: Db, assignment_id: int) -> Sequence[AttemptRow]:
    return db.exec(
        select(AttemptRow)
        .where(AttemptRow.assignment_id == assignment_id, AttemptRow.purpose == "follow_up")
        .order_by(col(AttemptRow.number))
    ).all()


def result_of(db: Db, attempt_id: int) -> ResultRow | None:
    return db.get(ResultRow, attempt_id)


def passes(db: Db, person: Person, course_id: str) -> list[ResultRow]:
    """This person's passes of a course that are not withdrawn, oldest first."""
    rows = db.exec(
        select(ResultRow, AttemptRow)
        .where(ResultRow.attempt_id == AttemptRow.id)
        .where(ResultRow.person_id == person.id, ResultRow.course_id == course_id)
        .where(ResultRow.outcome == "passed")
        .order_by(col(ResultRow.passed_on), col(ResultRow.attempt_id))
    ).all()
    gone = set(
        db.exec(
            select(CertificateRow.attempt_id)
            .where(CertificateRow.id == WithdrawalRow.certificate_id)
            .where(CertificateRow.person_id == person.id)
        ).all()
    )
    return [result for result, attempt in rows if (attempt.follows or attempt.id) not in gone]


def ends_on(db: Db, person: Person, edition: Edition, passed_on: date) -> date | None:
    """Until when a pass of that day counts. One in good time runs on from the end of the one in force."""
    ends = [each.valid_until for each in passes(db, person, edition.course_id) if each.valid_until]
    earlier = max(ends, default=None)
    early = earlier and earlier > passed_on + timedelta(days=edition.bank.renew)
    return certificates.ends_on(passed_on, edition.bank.valid, None if early else earlier)


def certificate_of(db: Db, attempt_id: int) -> str | None:
    """The newest of a check or conversation."""
    return db.exec(
        select(CertificateRow.id)
        .where(CertificateRow.attempt_id == attempt_id)
        .order_by(col(CertificateRow.issued_at).desc())
    ).first()


def given_tries(db: Db, assignment_id: int) -> Sequence[ExtraTryRow]:
    """Tries that somebody gave in a cycle, the first one first."""
    query = select(ExtraTryRow).where(ExtraTryRow.assignment_id == assignment_id)
    return db.exec(query.order_by(col(ExtraTryRow.at), col(ExtraTryRow.id))).all()


def seen_questions(db: Db, person_id: int, before: AttemptRow | None = None) -> dict[str, int]:
    """Question id -> the newest of this person's attempts in which it was drawn, or answered in practice.

    `before`: as it was when this attempt began.
    """
    drawn = select(AttemptRow.id, AttemptRow.paper).where(
        AttemptRow.person_id == person_id, AttemptRow.purpose != "practice"
    )
    practised = (
        select(ResponseRow.attempt_id, ResponseRow.question)
        .where(ResponseRow.attempt_id == AttemptRow.id)
        .where(AttemptRow.person_id == person_id, AttemptRow.purpose == "practice")
    )
    if before is not None:
        drawn = drawn.where(col(AttemptRow.id) < before.id)
        practised = practised.where(col(AttemptRow.id) < before.id, ResponseRow.at <= before.started_at)
    seen = [(id or 0, question) for id, paper in db.exec(drawn) for question, _ in paper]
    return {question: id for id, question in sorted([*seen, *db.exec(practised)])}


def drawn_in_open_checks(db: Db, person: Person) -> frozenset[str]:
    """Questions of which nothing may be told until they are handed in."""
    papers = db.exec(
        select(AttemptRow.paper)
        .where(AttemptRow.person_id == person.id, col(AttemptRow.handed_in_at).is_(None))
        .where(col(AttemptRow.purpose).in_(("check", "follow_up")))
    ).all()
    return frozenset(question for paper in papers for question, _ in paper)


def next_number(db: Db, assignment_id: int, purpose: str, case_id: str = "") -> int:
    highest = db.exec(
        select(func.coalesce(func.max(AttemptRow.number), 0)).where(
            AttemptRow.assignment_id == assignment_id,
            AttemptRow.purpose == purpose,
            AttemptRow.case_id == case_id,
        )
    ).one()
    return int(highest) + 1


def begin(
    db: Db,
    person: Person,
    assignment_id: int,
    edition_id: int,
    purpose: str,
    at: datetime,
    *,
    case_id: str = "",
    follows: int | None = None,
    seed: str,
    paper: Sequence[Drawn] = (),
) -> int:
    """Add an attempt, the next of its purpose in a cycle. Gives its id."""
    row = AttemptRow(
        person_id=person.id,
        assignment_id=assignment_id,
        edition_id=edition_id,
        purpose=purpose,
        case_id=case_id,
        follows=follows,
        number=next_number(db, assignment_id, purpose, case_id),
        seed=seed,
        paper=[[each.question, list(each.options)] for each in paper],
        started_at=at,
    )
    db.add(row)
    db.flush()
    assert row.id is not None
    return row.id


def unkept(paper: Sequence[Drawn], seed: str, at: datetime) -> AttemptRow:
    """An attempt that is in no database."""
    return AttemptRow(
        id=1,
        person_id=0,
        assignment_id=0,
        edition_id=0,
        purpose="check",
        number=1,
        seed=seed,
        paper=[[each.question, list(each.options)] for each in paper],
        started_at=at,
    )


def drawn_ids(row: AttemptRow) -> list[str]:
    return [question for question, _ in row.paper]


def add_response(
    db: Db, attempt_id: int, question: str, number: int, given: dict[str, Any], at: datetime
) -> None:
    db.execute(
        _INSERT,
        {"attempt_id": attempt_id, "question": question, "number": number, "given": given, "at": at},
    )


_INSERT = ResponseRow.__table__.insert()  # type: ignore[attr-defined]
