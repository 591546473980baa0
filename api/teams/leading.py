"""Who answers for which team, and so for all below it."""

from datetime import date, datetime

from sqlmodel import col, select

from api import audit
from api.errors import NotFound
from api.people import Person
from api.store import Db
from api.tables import LeadershipRow, PersonRow, TeamRow
from api.teams.posts import posts
from api.teams.tree import Team, hold, tree


def of_lead(db: Db, lead: Person) -> tuple[Team, ...]:
    """The teams this person answers for, with all below them; for an admin every team."""
    every = tree(db)
    if lead.role == "admin":
        return every
    if lead.role != "lead":
        return ()
    query = select(LeadershipRow.team_id).where(LeadershipRow.person_id == lead.id)
    led = set(db.exec(query.where(col(LeadershipRow.ended_at).is_(None))).all())
    tops = [each.path for each in every if each.id in led]
    return tuple(each for each in every if any(each.path[: len(top)] == top for top in tops))


def led(db: Db, lead: Person, team_id: int) -> Team:
    """The door to a team for who answers for it. Raises NotFound for any other team."""
    found = next((each for each in of_lead(db, lead) if each.id == team_id), None)
    if found is None:
        raise NotFound("You answer for no team at this address.")
    return found


def led_person(db: Db, lead: Person, person_id: int, on: date) -> Person:
    """The door to a person for who answers for a team of theirs on that day; for an admin everyone.

    Raises NotFound for anybody else.
    """
    row = db.get(PersonRow, person_id)
    mine = {each.id for each in of_lead(db, lead)}
    if row and (lead.role == "admin" or any(each.team_id in mine for each in posts(db, person_id, on))):
        return Person(person_id, row.email, row.name, row.role)
    raise NotFound("You answer for nobody at this address.")


def make_lead(db: Db, actor: int | None, person_id: int, team_id: int, at: datetime) -> None:
    """Let a person answer for a team and all below it. Twice is once. Raises NotFound."""
    hold(db)
    if db.get(TeamRow, team_id) is None or db.get(PersonRow, person_id) is None:
        raise NotFound("There is no such team or person here.")
    if _leaderships(db, person_id, team_id):
        return
    db.add(LeadershipRow(person_id=person_id, team_id=team_id, since=at))
    db.flush()
    audit.note(db, actor, "made lead of a team", f"person {person_id}", at, team=team_id)


def end_lead(db: Db, actor: int | None, person_id: int, team_id: int, at: datetime) -> None:
    for row in _leaderships(db, person_id, team_id):
        row.ended_at = at
        db.add(row)
        audit.note(db, actor, "no longer lead of a team", f"person {person_id}", at, team=team_id)


def leads_of(db: Db, team_id: int) -> tuple[int, ...]:
    """The ids of those who answer for this very team."""
    query = select(LeadershipRow.person_id).where(LeadershipRow.team_id == team_id)
    return tuple(db.exec(query.where(col(LeadershipRow.ended_at).is_(None))).all())


def led_by(db: Db, person_id: int) -> tuple[int, ...]:
    """The ids of the teams that this person answers for by name."""
    query = select(LeadershipRow.team_id).where(LeadershipRow.person_id == person_id)
    return tuple(db.exec(query.where(col(LeadershipRow.ended_at).is_(None))).all())


def _leaderships(db: Db, person_id: int, team_id: int) -> list[LeadershipRow]:
    query = select(LeadershipRow).where(LeadershipRow.person_id == person_id)
    query = query.where(LeadershipRow.team_id == team_id, col(LeadershipRow.ended_at).is_(None))
    return list(db.exec(query).all())
