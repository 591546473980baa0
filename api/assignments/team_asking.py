"""Asking a team and all below it, those who join later too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row
from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from api import audit, courses, teams
from api.assignments import asking
from api.people import Person
from api.store import Db
from api.tables import AssignmentRow, MembershipRow, PersonRow, TeamAssignmentRow, TeamRow, TermRow

GRACE = timedelta(days=28)
"""How long a starter has at least."""
AT_ONCE = 10_000
"""People in one statement: within the parameters that every engine takes."""


_people = PersonRow.__table__  # type: ignore[attr-defined]
_cycles = AssignmentRow.__table__  # type: ignore[attr-defined]
_terms = TermRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class TeamAssignment:
    id: int
    team_id: int
    course_id: str
    due_on: date
    assigned_by: int | None
    at: datetime


@dataclass(frozen=True)
class _Asked:
    """What is asked of a person now. `cycle`: its id."""

    cycle: int
    required: bool
    due_on: date | None


def of_teams(db: Db, team_ids: Sequence[int]) -> tuple[TeamAssignment, ...]:
    """What is asked now of these very teams, first due first."""
    query = _running().where(col(TeamAssignmentRow.team_id).in_(team_ids))
    return tuple(
        TeamAssignment(row.id or 0, row.team_id, row.course_id, row.due_on, row.assigned_by, row.at)
        for row in db.exec(query)
    )


def assign_team(db: Db, lead: Person, team_id: int, course_id: str, due_on: date, at: datetime) -> int:
    """Ask everybody who is in the team or below it today, or change the team's date. Gives for how many it changed.

    Starters have 28 days from their first day. Who was asked already keeps their date, unless it was the team's.
    Raises NotFound for another's team, NotUnderstood for a date that is past.
    """
    team = teams.led(db, lead, team_id)
    asking.refuse_past(due_on, at)
    courses.newest(db, course_id)
    before = _hold(db, team_id, course_id)
    fresh = before is None or before.due_on != due_on
    if fresh:
        _set(db, lead.id, team_id, course_id, before, due_on, at)
    people = _held(db, _in_branch(db, [team_id], at.date()), at.date())
    asked = _asked(db, [each.id for each in people], course_id)
    wanted: dict[int, date] = {}
    for each in people:
        now, own = asked.get(each.id), _due(each, due_on)
        teams_own = before and now and now.due_on == _due(each, before.due_on) and now.due_on != own
        if now is None or not now.required or teams_own:
            wanted[each.id] = own
    _ask(db, lead.id, course_id, wanted, asked, at)
    if wanted or fresh:
        detail = {"course": course_id, "due_on": due_on.isoformat(), "people": len(wanted)}
        audit.note(db, lead.id, "asked a team to pass", f"team {team.id}", at, **detail)
    return len(wanted)


def take_back_team(db: Db, lead: Person, team_id: int, course_id: str, at: datetime) -> int:
    """Ask it of the team no longer, nor of those in it today, unless another team of theirs is asked.

    Gives of how many it is asked no more. Raises NotFound for another's team.
    """
    team = teams.led(db, lead, team_id)
    before = _hold(db, team_id, course_id)
    if before is None:
        return 0
    before.ended_at = at
    db.add(before)
    db.flush()
    others = db.exec(_running().where(TeamAssignmentRow.course_id == course_id)).all()
    still = _in_branch(db, [each.team_id for each in others], at.date())
    people = _held(db, _in_branch(db, [team_id], at.date()) - still, at.date())
    asked = _asked(db, [each.id for each in people], course_id)
    ended = [each.cycle for each in asked.values() if each.required]
    said = {"required": False, "due_on": None, "set_by": lead.id, "at": at}
    _add_terms(db, [{"assignment_id": id, **said} for id in ended])
    detail = {"course": course_id, "people": len(ended)}
    audit.note(db, lead.id, "no longer asked a team to pass", f"team {team.id}", at, **detail)
    return len(ended)


def for_joiner(db: Db, actor: int | None, person_id: int, team_id: int, at: datetime) -> None:
    """Ask somebody who joins a team what is asked of it and of those above it: 28 days from joining at least.

    What they are asked already keeps its date. To be called in the transaction in which they join. `actor`: who let
    them join, and so is named in the audit trail; whoever asked the team is the one who asks them.
    """
    for_joiners(db, actor, [(person_id, team_id)], at)


def for_joiners(db: Db, actor: int | None, joined: Sequence[tuple[int, int]], at: datetime) -> None:
    """As `for_joiner`, for many at once: (person, team)."""
    every, by_team = teams.tree(db), _by_team(joined)
    paths = {each.id: each.path for each in every}
    for team_id, person_ids in by_team.items():
        above = [each.id for each in every if paths[team_id][: len(each.path)] == each.path]
        begins = _begins(db, team_id, person_ids)
        for row in of_teams(db, above):
            asked = _asked(db, person_ids, row.course_id)
            new = [id for id in person_ids if id not in asked or not asked[id].required]
            soonest = {id: max(begins.get(id, at.date()), at.date()) + GRACE for id in new}
            wanted = {id: max(row.due_on, soonest[id]) for id in new}
            _ask(db, row.assigned_by, row.course_id, wanted, asked, at)
            for id, due_on in wanted.items():
                detail = {"course": row.course_id, "due_on": due_on.isoformat(), "through_team": row.team_id}
                audit.note(db, actor, "asked to pass", f"person {id}", at, **detail)


def _by_team(joined: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for person_id, team_id in joined:
        found.setdefault(team_id, []).append(person_id)
    return found


def _begins(db: Db, team_id: int, person_ids: Sequence[int]) -> dict[int, date]:
    """When the newest post in this team begins, by person; the people are kept from others meanwhile."""
    found: dict[int, date] = {}
    for some in _portions(sorted(person_ids)):
        people = select(PersonRow.id).where(col(PersonRow.id).in_(some)).order_by(col(PersonRow.id))
        db.exec(people.with_for_update()).all()
        posts = select(MembershipRow).where(MembershipRow.team_id == team_id)
        posts = posts.where(col(MembershipRow.person_id).in_(some)).order_by(col(MembershipRow.from_on))
        found |= {row.person_id: row.from_on for row in db.exec(posts)}
    return found


def _running() -> SelectOfScalar[TeamAssignmentRow]:
    query = select(TeamAssignmentRow).where(col(TeamAssignmentRow.ended_at).is_(None))
    return query.order_by(col(TeamAssignmentRow.due_on), col(TeamAssignmentRow.id))


def _hold(db: Db, team_id: int, course_id: str) -> TeamAssignmentRow | None:
    """What runs for this very team, with others kept from it until the transaction ends."""
    db.exec(select(TeamRow.id).where(TeamRow.id == team_id).with_for_update()).one()
    mine = TeamAssignmentRow.team_id == team_id, TeamAssignmentRow.course_id == course_id
    return db.exec(_running().where(*mine)).first()


def _set(
    db: Db,
    lead: int,
    team_id: int,
    course_id: str,
    before: TeamAssignmentRow | None,
    due_on: date,
    at: datetime,
) -> None:
    if before:
        before.ended_at = at
        db.add(before)
    db.add(TeamAssignmentRow(team_id=team_id, course_id=course_id, due_on=due_on, assigned_by=lead, at=at))


def _in_branch(db: Db, team_ids: Iterable[int], on: date) -> set[int]:
    """Who has a post in one of these teams, or below it, on a day."""
    every = {each.id for top in team_ids for each in teams.branch(db, top)}
    return {each.person_id for each in teams.members(db, tuple(every), on)}


def _held(db: Db, person_ids: set[int], on: date) -> list[Row[Any]]:
    """Those of them who have not left by then, kept from others until the transaction ends: `id`, `started_on`."""
    found: list[Row[Any]] = []
    for some in _portions(sorted(person_ids)):
        query = columns(*_people.c["id", "started_on", "left_on"]).where(_people.c.id.in_(some))
        found += db.execute(query.order_by(_people.c.id).with_for_update())
    return [each for each in found if each.left_on is None or each.left_on >= on]


def _asked(db: Db, person_ids: Sequence[int], course_id: str) -> dict[int, _Asked]:
    found = {}
    for some in _portions(person_ids):
        query = columns(*_cycles.c["id", "person_id"], *_terms.c["required", "due_on"])
        query = query.join(_terms, _terms.c.assignment_id == _cycles.c.id)
        query = query.where(_cycles.c.person_id.in_(some), _cycles.c.course_id == course_id)
        for row in db.execute(query.order_by(_cycles.c.number, _terms.c.id)):
            found[row.person_id] = _Asked(row.id, row.required, row.due_on)
    return found


def _ask(
    db: Db, actor: int | None, course_id: str, wanted: dict[int, date], asked: dict[int, _Asked], at: datetime
) -> None:
    """Person -> the date by which to ask them: those without a cycle get a first one."""
    cycles = {id: each.cycle for id, each in asked.items()}
    first = {"course_id": course_id, "number": 1, "assigned_at": at}
    if new := [{"person_id": id, **first} for id in wanted if id not in asked]:
        added = db.execute(_cycles.insert().returning(*_cycles.c["person_id", "id"]), new)
        cycles |= {row.person_id: row.id for row in added}
    said = {"required": True, "set_by": actor, "at": at}
    _add_terms(db, [{"assignment_id": cycles[id], "due_on": due_on, **said} for id, due_on in wanted.items()])


def _add_terms(db: Db, terms: list[dict[str, Any]]) -> None:
    if terms:
        db.execute(_terms.insert(), terms)


def _due(person: Row[Any], due_on: date) -> date:
    return max(due_on, person.started_on + GRACE) if person.started_on else due_on


def _portions(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE))
