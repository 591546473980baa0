"""One person and one course: what is on record by the end of a day. No answers, no free text, no way they passed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from sqlmodel import col, select

from api.errors import NotFound
from api.people import Person
from api.reports.asking import Asked, read
from api.reports.reading import Line, line_of
from api.store import Db
from api.tables import (
    AssignmentRow,
    CertificateRow,
    ExemptionRow,
    ExtraTryRow,
    MembershipRow,
    ResultRow,
    TeamRow,
    TermRow,
    WithdrawalRow,
)

Kind = Literal[
    "asked",
    "no longer asked",
    "not passed yet",
    "follow-up owed",
    "passed",
    "certificate withdrawn",
    "another try",
    "exempt",
    "joined",
    "left",
]


@dataclass(frozen=True)
class Fact:
    """`until`: a due date, the end of a pass or of an exemption. `about`: a team's name, a code, a certificate's id."""

    on: date
    kind: Kind
    until: date | None = None
    about: str = ""


@dataclass(frozen=True)
class History:
    """`here`: whether they are in the branch today too, so that something can be done for them from here."""

    asked: Asked
    line: Line
    facts: tuple[Fact, ...]
    here: bool


def history(db: Db, lead: Person, asked: Asked, person_id: int) -> History:
    """The newest first. Raises NotFound for who is in no team of this lead on that day."""
    mine = read(db, lead, {"course": asked.course_id, "on": asked.day.isoformat()}, asked.at)
    today = read(db, lead, {"course": asked.course_id}, asked.at)
    line = line_of(db, mine, person_id)
    end = datetime.combine(asked.day + timedelta(days=1), time(), asked.at.tzinfo)
    facts = [
        *_asked(db, person_id, mine, end),
        *_work(db, person_id, mine, end),
        *_certificates(db, person_id, mine),
        *_exemptions(db, person_id, mine),
        *_posts(db, person_id, mine),
    ]
    newest_first = tuple(sorted(facts, key=lambda each: each.on, reverse=True))
    return History(asked, line, newest_first, mine.now or _is_here(db, today, person_id))


def _is_here(db: Db, today: Asked, person_id: int) -> bool:
    try:
        line_of(db, today, person_id)
    except NotFound:
        return False
    return True


def _local(asked: Asked, moment: datetime) -> date:
    return moment.astimezone(asked.at.tzinfo).date()


def _asked(db: Db, person_id: int, asked: Asked, end: datetime) -> Iterator[Fact]:
    of_course = AssignmentRow.person_id == person_id, AssignmentRow.course_id == asked.course_id
    terms = (
        select(TermRow).where(TermRow.assignment_id == AssignmentRow.id, *of_course).where(TermRow.at < end)
    )
    for row in db.exec(terms.order_by(col(TermRow.id))):
        kind: Kind = "asked" if row.required else "no longer asked"
        if row.required or row.set_by:
            yield Fact(_local(asked, row.at), kind, row.due_on)
    given = select(ExtraTryRow).where(ExtraTryRow.assignment_id == AssignmentRow.id, *of_course)
    for extra in db.exec(given.where(ExtraTryRow.at < end)):
        yield Fact(_local(asked, extra.at), "another try")


def _work(db: Db, person_id: int, asked: Asked, end: datetime) -> Iterator[Fact]:
    """A pass looks the same whichever way it came about."""
    results = select(ResultRow).where(
        ResultRow.person_id == person_id, ResultRow.course_id == asked.course_id
    )
    for result in db.exec(results.order_by(col(ResultRow.at))):
        if result.passed_on:
            if result.passed_on <= asked.day:
                yield Fact(result.passed_on, "passed", result.valid_until)
        elif result.at < end:
            kind: Kind = "follow-up owed" if result.outcome == "follow_up" else "not passed yet"
            yield Fact(_local(asked, result.at), kind)


def _certificates(db: Db, person_id: int, asked: Asked) -> Iterator[Fact]:
    withdrawn = (
        select(WithdrawalRow)
        .where(WithdrawalRow.certificate_id == CertificateRow.id)
        .where(CertificateRow.person_id == person_id, CertificateRow.attempt_id == ResultRow.attempt_id)
        .where(ResultRow.course_id == asked.course_id, WithdrawalRow.withdrawn_on <= asked.day)
    )
    for row in db.exec(withdrawn):
        yield Fact(row.withdrawn_on, "certificate withdrawn", about=row.certificate_id)


def _exemptions(db: Db, person_id: int, asked: Asked) -> Iterator[Fact]:
    mine = select(ExemptionRow).where(ExemptionRow.person_id == person_id, ExemptionRow.from_on <= asked.day)
    for row in db.exec(mine):
        if row.course_id in (None, asked.course_id):
            yield Fact(row.from_on, "exempt", row.until_on, row.code)


def _posts(db: Db, person_id: int, asked: Asked) -> Iterator[Fact]:
    """Only those in the teams that the one who asks answers for."""
    mine = {each.id for each in asked.teams}
    held = select(MembershipRow, TeamRow).where(MembershipRow.team_id == TeamRow.id)
    for row, team in db.exec(held.where(MembershipRow.person_id == person_id)):
        if row.team_id in mine and row.from_on <= asked.day:
            yield Fact(row.from_on, "joined", about=team.name)
            if row.until_on and row.until_on <= asked.day:
                yield Fact(row.until_on, "left", about=team.name)
