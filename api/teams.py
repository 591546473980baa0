"""Teams: a tree whose top nodes are employers; who is in which, since when; who answers for which."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, or_, select

from api import audit
from api.errors import NotFound, NotUnderstood
from api.people import Person, clean_name
from api.store import Db
from api.tables import LeadershipRow, MembershipRow, PersonRow, TeamRow


@dataclass(frozen=True)
class Team:
    """`path`: the names from the employer down to it. `closed_on`: from then on nobody joins it."""

    id: int
    name: str
    parent_id: int | None
    path: tuple[str, ...]
    closed_on: date | None

    @property
    def depth(self) -> int:
        return len(self.path) - 1


@dataclass(frozen=True)
class Membership:
    """`from_on`, `until_on`: the first and the last day of the post, both included."""

    id: int
    person_id: int
    team_id: int
    from_on: date
    until_on: date | None


def tree(db: Db) -> tuple[Team, ...]:
    """Every team, each after its parent, those beside each other by name."""
    rows = db.exec(select(TeamRow).order_by(col(TeamRow.name))).all()
    below: dict[int | None, list[TeamRow]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    return tuple(_walk(below, None, ()))


def _walk(below: dict[int | None, list[TeamRow]], parent: int | None, path: tuple[str, ...]) -> list[Team]:
    found = []
    for row in below.get(parent, []):
        here = (*path, row.name)
        found.append(Team(row.id or 0, row.name, row.parent_id, here, row.closed_on))
        found += _walk(below, row.id, here)
    return found


def branch(db: Db, team_id: int) -> tuple[Team, ...]:
    """A team and all below it, itself first. Raises NotFound."""
    every = tree(db)
    top = next((each for each in every if each.id == team_id), None)
    if top is None:
        raise NotFound("There is no such team here.")
    return tuple(each for each in every if each.path[: len(top.path)] == top.path)


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


def add(db: Db, actor: int | None, name: str, parent_id: int | None, at: datetime) -> Team:
    """A new team; without a parent it is an employer. Raises NotFound, NotUnderstood with `fields`."""
    plain = clean_name(name)
    if not plain:
        raise NotUnderstood("Write the team's name.", fields={"name": "Write the team's name."})
    if parent_id is not None and db.get(TeamRow, parent_id) is None:
        raise NotFound("There is no such team here.")
    beside = select(TeamRow.id).where(TeamRow.name == plain)
    beside = beside.where(
        col(TeamRow.parent_id).is_(None) if parent_id is None else TeamRow.parent_id == parent_id
    )
    if db.exec(beside).first() is not None:
        taken = f"There is a team “{plain}” here already. Give this one another name."
        raise NotUnderstood(taken, fields={"name": taken})
    row = TeamRow(name=plain, parent_id=parent_id, added_at=at)
    db.add(row)
    db.flush()
    audit.note(db, actor, "added a team", f"team {row.id}", at, name=plain, parent=parent_id)
    return next(each for each in tree(db) if each.id == row.id)


def join(db: Db, actor: int | None, person_id: int, team_id: int, from_on: date, at: datetime) -> Membership:
    """A post in a team from a day on; a person may hold two. Raises NotFound, NotUnderstood."""
    team = db.get(TeamRow, team_id)
    if team is None:
        raise NotFound("There is no such team here.")
    if team.closed_on and team.closed_on <= from_on:
        raise NotUnderstood(f"“{team.name}” was closed. Choose another team.")
    if any(each.team_id == team_id for each in posts(db, person_id, from_on)):
        raise NotUnderstood("They are in this team already on that day.")
    row = MembershipRow(person_id=person_id, team_id=team_id, from_on=from_on, recorded_at=at)
    db.add(row)
    db.flush()
    audit.note(db, actor, "joined a team", f"person {person_id}", at, team=team_id, on=str(from_on))
    return _membership(row)


def leave(db: Db, actor: int | None, membership_id: int, last_day: date, at: datetime) -> None:
    """End a post with its last day. Raises NotFound, NotUnderstood."""
    row = db.get(MembershipRow, membership_id)
    if row is None:
        raise NotFound("There is no such post here.")
    if last_day < row.from_on:
        raise NotUnderstood("The last day of a post cannot lie before its first.")
    row.until_on = last_day
    db.add(row)
    db.flush()
    about = f"person {row.person_id}"
    audit.note(db, actor, "left a team", about, at, team=row.team_id, last_day=str(last_day))


def posts(db: Db, person_id: int, on: date) -> tuple[Membership, ...]:
    """The posts a person holds on a day."""
    query = select(MembershipRow).where(MembershipRow.person_id == person_id)
    query = query.where(MembershipRow.from_on <= on)
    query = query.where(or_(col(MembershipRow.until_on).is_(None), col(MembershipRow.until_on) >= on))
    return tuple(_membership(row) for row in db.exec(query.order_by(col(MembershipRow.id))))


def members(db: Db, team_ids: tuple[int, ...], on: date) -> tuple[Membership, ...]:
    """The posts in these teams on a day, by person."""
    query = select(MembershipRow).where(col(MembershipRow.team_id).in_(team_ids))
    query = query.where(MembershipRow.from_on <= on)
    query = query.where(or_(col(MembershipRow.until_on).is_(None), col(MembershipRow.until_on) >= on))
    return tuple(_membership(row) for row in db.exec(query.order_by(col(MembershipRow.person_id))))


def make_lead(db: Db, actor: int | None, person_id: int, team_id: int, at: datetime) -> None:
    """Let a person answer for a team and all below it. Twice is once. Raises NotFound."""
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


def _leaderships(db: Db, person_id: int, team_id: int) -> list[LeadershipRow]:
    query = select(LeadershipRow).where(LeadershipRow.person_id == person_id)
    query = query.where(LeadershipRow.team_id == team_id, col(LeadershipRow.ended_at).is_(None))
    return list(db.exec(query).all())


def _membership(row: MembershipRow) -> Membership:
    assert row.id is not None
    return Membership(row.id, row.person_id, row.team_id, row.from_on, row.until_on)
