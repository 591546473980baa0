"""What is known of many people and courses by the end of a day: as many statements for one person as for thousands."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, func, or_, select

from api import courses
from api.errors import NotFound
from api.standings.rule import About, Cycle, Evidence, Exemption, Pass, Term, Try
from api.store import Db
from api.tables import (
    AssignmentRow,
    AttemptRow,
    CertificateRow,
    EditionRow,
    ExemptionRow,
    ExtraTryRow,
    LessonEventRow,
    PersonRow,
    PublicationRow,
    ResultRow,
    TermRow,
    WithdrawalRow,
)

AT_ONCE = 10_000
"""People in one round of statements: within the parameters that every engine takes."""

_people = PersonRow.__table__  # type: ignore[attr-defined]
_cycles = AssignmentRow.__table__  # type: ignore[attr-defined]
_terms = TermRow.__table__  # type: ignore[attr-defined]
_lessons = LessonEventRow.__table__  # type: ignore[attr-defined]
_attempts = AttemptRow.__table__  # type: ignore[attr-defined]
_results = ResultRow.__table__  # type: ignore[attr-defined]
_editions = EditionRow.__table__  # type: ignore[attr-defined]
_extra = ExtraTryRow.__table__  # type: ignore[attr-defined]
_certificates = CertificateRow.__table__  # type: ignore[attr-defined]
_withdrawals = WithdrawalRow.__table__  # type: ignore[attr-defined]
_exemptions = ExemptionRow.__table__  # type: ignore[attr-defined]
_publications = PublicationRow.__table__  # type: ignore[attr-defined]

_who: BindParameter[Any] = bindparam("who", expanding=True)
_which: BindParameter[Any] = bindparam("which", expanding=True)
_asked_of = _cycles.c.person_id.in_(_who) & _cycles.c.course_id.in_(_which)
_PUBLICATIONS = (
    select(_publications.c.course_id, _publications.c.edition_id, _publications.c.at, _editions.c.sha256)
    .join(_editions, _editions.c.id == _publications.c.edition_id)
    .order_by(_publications.c.id)
)
_PEOPLE = select(_people.c.id, _people.c.started_on, _people.c.left_on).where(_people.c.id.in_(_who))
_TERMS = (
    select(
        _cycles.c["id", "person_id", "course_id", "number"],
        _terms.c.at,
        _terms.c.required,
        _terms.c.due_on,
    )
    .join(_terms, _terms.c.assignment_id == _cycles.c.id)
    .where(_asked_of, _cycles.c.assigned_at < bindparam("end"), _terms.c.at < bindparam("end"))
    .order_by(_cycles.c.number, _terms.c.at, _terms.c.id)
)
_OPENED = (
    select(_lessons.c.assignment_id, func.min(_lessons.c.at).label("at"))
    .join(_cycles, _cycles.c.id == _lessons.c.assignment_id)
    .where(_asked_of, _lessons.c.at < bindparam("end"))
    .group_by(_lessons.c.assignment_id)
)
_GIVEN = (
    select(_extra.c.assignment_id, _extra.c.at)
    .join(_cycles, _cycles.c.id == _extra.c.assignment_id)
    .where(_asked_of, _extra.c.at < bindparam("end"))
    .order_by(_extra.c.at)
)
_ATTEMPTS = (
    select(
        _attempts.c["id", "person_id", "assignment_id", "purpose", "follows", "started_at", "handed_in_at"],
        _cycles.c.course_id,
        _results.c["outcome", "passed_on", "valid_until"],
        _editions.c.version,
    )
    .join(_cycles, _cycles.c.id == _attempts.c.assignment_id)
    .join(_editions, _editions.c.id == _attempts.c.edition_id)
    .outerjoin(_results, _results.c.attempt_id == _attempts.c.id)
    .where(
        _asked_of, or_(_attempts.c.started_at < bindparam("end"), _results.c.passed_on <= bindparam("day"))
    )
    .order_by(_attempts.c.handed_in_at, _attempts.c.id)
)
_CERTIFICATES = (
    select(_certificates.c.attempt_id, _certificates.c.id, _withdrawals.c.withdrawn_on)
    .join(_attempts, _attempts.c.id == _certificates.c.attempt_id)
    .join(_cycles, _cycles.c.id == _attempts.c.assignment_id)
    .outerjoin(_withdrawals, _withdrawals.c.certificate_id == _certificates.c.id)
    .where(_asked_of)
    .order_by(_certificates.c.issued_at)
)
_EXEMPTIONS = (
    select(_exemptions.c["person_id", "course_id", "code", "from_on", "until_on"])
    .where(_exemptions.c.person_id.in_(_who))
    .order_by(_exemptions.c.id)
)


@dataclass(frozen=True)
class _Day:
    """`end`: the first moment after it, as the clocks of the place have it."""

    day: date
    zone: tzinfo | None

    @cached_property
    def end(self) -> datetime:
        return datetime.combine(self.day + timedelta(days=1), time(), self.zone)

    def of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


def live(db: Db, day: date, zone: tzinfo | None) -> dict[str, About]:
    """Course id -> the course as it was live at the end of a day, or as it first was where that came later."""
    end, found = _Day(day, zone).end, dict[str, Row[Any]]()
    for row in db.execute(_PUBLICATIONS):
        if row.at < end or row.course_id not in found:
            found[row.course_id] = row
    return {id: _about(db, id, row) for id, row in found.items()}


def _about(db: Db, course_id: str, row: Row[Any]) -> About:
    bank = courses.written(db, row.edition_id, row.sha256)
    return About(course_id, bank.title, bank.minutes, bank.tries, bank.renew)


def gather(
    db: Db, person_ids: Sequence[int], abouts: Sequence[About], day: date, zone: tzinfo | None
) -> Iterator[tuple[int, Evidence]]:
    """The evidence of each person for each course, in the order given. Raises NotFound for who is not here."""
    for first in range(0, len(person_ids), AT_ONCE):
        yield from _gather(db, person_ids[first : first + AT_ONCE], abouts, _Day(day, zone))


def _gather(
    db: Db, person_ids: Sequence[int], abouts: Sequence[About], day: _Day
) -> Iterator[tuple[int, Evidence]]:
    asked = {
        "who": list(person_ids),
        "which": [each.course_id for each in abouts],
        "end": day.end,
        "day": day.day,
    }
    people = {row.id: row for row in db.execute(_PEOPLE, asked)}
    cycles = _cycles_by_key(db, asked, day)
    by_id = {each.id: each for mine in cycles.values() for each in mine}
    passes = _work_through(db, asked, day, by_id)
    exemptions = defaultdict(list)
    for row in db.execute(_EXEMPTIONS, asked):
        exemptions[row.person_id].append((row.course_id, Exemption(row.code, row.from_on, row.until_on)))
    for id in person_ids:
        person = people.get(id)
        if person is None:
            raise NotFound("There is no such person here.")
        for about in abouts:
            key = id, about.course_id
            yield (
                id,
                Evidence(
                    about=about,
                    started_on=person.started_on,
                    left_on=person.left_on,
                    cycle=cycles[key][-1] if key in cycles else None,
                    passes=passes.get(key, []),
                    exemptions=[each for course, each in exemptions.get(id, ()) if course in (None, key[1])],
                ),
            )


_Key = tuple[int, str]


def _cycles_by_key(db: Db, asked: dict[str, Any], day: _Day) -> dict[_Key, list[Cycle]]:
    """(person, course) -> their cycles begun by then, with what was asked when and the first lesson opened."""
    found: dict[_Key, list[Cycle]] = defaultdict(list)
    for row in db.execute(_TERMS, asked):
        mine = found[row.person_id, row.course_id]
        if not mine or mine[-1].id != row.id:
            mine.append(Cycle(row.id, row.number))
        mine[-1].terms.append(Term(day.of(row.at), row.required, row.due_on))
    by_id = {each.id: each for mine in found.values() for each in mine}
    for row in db.execute(_OPENED, asked):
        if cycle := by_id.get(row.assignment_id):
            cycle.opened_on = day.of(row.at)
    for row in db.execute(_GIVEN, asked):
        if cycle := by_id.get(row.assignment_id):
            cycle.given.append(row.at)
    return found


def _work_through(
    db: Db, asked: dict[str, Any], day: _Day, by_id: dict[int, Cycle]
) -> dict[_Key, list[Pass]]:
    """Add the tries to the cycles, and give the passes of each (person, course)."""
    certificates = {row.attempt_id: row for row in db.execute(_CERTIFICATES, asked)}
    rows = db.execute(_ATTEMPTS, asked).all()
    done = {row.id for row in rows if row.handed_in_at and row.handed_in_at < day.end}
    followed = {row.follows for row in rows if row.purpose == "follow_up" and row.id in done}
    passes: dict[_Key, list[Pass]] = defaultdict(list)
    for row in rows:
        cycle = by_id.get(row.assignment_id)
        if row.outcome == "passed" and row.passed_on <= day.day:
            proof = certificates.get(row.follows or row.id)
            passes[row.person_id, row.course_id].append(_pass(row, proof, cycle))
        if cycle and row.started_at < day.end and row.purpose != "conversation":
            began = day.of(row.started_at)
            cycle.opened_on = min(cycle.opened_on or began, began)
            if row.purpose == "check" and row.id in done:
                cycle.tries.append(
                    Try(row.id, row.handed_in_at, row.outcome == "follow_up" and row.id not in followed)
                )
            elif row.purpose == "check":
                cycle.under_way = row.id
    return passes


def _pass(row: Row[Any], proof: Row[Any] | None, cycle: Cycle | None) -> Pass:
    asked_then = [each for each in cycle.terms if each.on <= row.passed_on] if cycle else []
    return Pass(
        cycle=row.assignment_id,
        passed_on=row.passed_on,
        valid_until=row.valid_until,
        due_on=asked_then[-1].due_on if asked_then else None,
        version=row.version,
        certificate=proof.id if proof else None,
        withdrawn_on=proof.withdrawn_on if proof else None,
    )
