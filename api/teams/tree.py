"""The tree of teams, whose top nodes are employers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import col, func, or_, select

from api import audit
from api.errors import NotFound, NotUnderstood
from api.people import clean_name
from api.store import Db
from api.tables import MembershipRow, TeamRow


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


def team(db: Db, team_id: int) -> Team:
    """Raises NotFound."""
    return branch(db, team_id)[0]


def add(db: Db, actor: int | None, name: str, parent_id: int | None, at: datetime) -> Team:
    """A new team; without a parent it is an employer. Raises NotFound, NotUnderstood with `fields`."""
    hold(db)
    if parent_id is not None:
        open_row(db, parent_id, at, "parent")
    row = TeamRow(name=_free_name(db, name, parent_id), parent_id=parent_id, added_at=at)
    db.add(row)
    db.flush()
    audit.note(db, actor, "added a team", f"team {row.id}", at, name=row.name, parent=parent_id)
    return team(db, row.id or 0)


def rename(db: Db, actor: int | None, team_id: int, name: str, at: datetime) -> Team:
    """Raises NotFound, NotUnderstood with `fields`."""
    hold(db)
    row = row_of(db, team_id)
    before, row.name = row.name, _free_name(db, name, row.parent_id, team_id)
    db.add(row)
    db.flush()
    audit.note(db, actor, "renamed a team", f"team {team_id}", at, before=before, name=row.name)
    return team(db, team_id)


def place(db: Db, actor: int | None, team_id: int, parent_id: int | None, at: datetime) -> Team:
    """Put a team, with all below it, under another; None makes it an employer. Raises NotFound, NotUnderstood."""
    hold(db)
    row = row_of(db, team_id)
    if parent_id is not None:
        open_row(db, parent_id, at, "parent")
        if parent_id in {each.id for each in branch(db, team_id)}:
            raise wrong("parent", "A team cannot stand under itself or a team of its own. Choose another.")
    _free_name(db, row.name, parent_id, team_id, "parent")
    before, row.parent_id = row.parent_id, parent_id
    db.add(row)
    db.flush()
    audit.note(db, actor, "placed a team", f"team {team_id}", at, before=before, parent=parent_id)
    return team(db, team_id)


def close(db: Db, actor: int | None, team_id: int, on: date, at: datetime) -> None:
    """From that day on nobody is in it; it stays in every report of before. Raises NotFound, NotUnderstood."""
    hold(db)
    row = row_of(db, team_id)
    below = [each for each in branch(db, team_id)[1:] if each.closed_on is None or each.closed_on > on]
    if below:
        raise wrong("on", f"“{below[0].name}” below it is still open on that day. Close or move it first.")
    here = col(MembershipRow.until_on)
    held = select(func.count()).where(MembershipRow.team_id == team_id, or_(here.is_(None), here >= on))
    if still := db.exec(held).one():
        many = "1 person is" if still == 1 else f"{still} people are"
        raise wrong("on", f"{many} in it on that day or later. Move them or end their posts first.")
    row.closed_on = on
    db.add(row)
    audit.note(db, actor, "closed a team", f"team {team_id}", at, on=str(on))


def reopen(db: Db, actor: int | None, team_id: int, at: datetime) -> None:
    """Raises NotFound, NotUnderstood when the team above it is closed."""
    hold(db)
    row = row_of(db, team_id)
    if row.parent_id is not None:
        open_row(db, row.parent_id, at, "team")
    row.closed_on = None
    db.add(row)
    audit.note(db, actor, "opened a team again", f"team {team_id}", at)


def change(db: Db, actor: int | None, team_id: int, wanted: Mapping[str, Any], at: datetime) -> Team:
    """Several changes at once, by the names of their fields. Raises NotFound, NotUnderstood with `fields`."""
    if "name" in wanted:
        rename(db, actor, team_id, wanted["name"], at)
    if "parent" in wanted:
        place(db, actor, team_id, wanted["parent"], at)
    if wanted.get("closed_on"):
        close(db, actor, team_id, wanted["closed_on"], at)
    elif "closed_on" in wanted:
        reopen(db, actor, team_id, at)
    return team(db, team_id)


def hold(db: Db) -> None:
    """One change of teams at a time: two that are right each by itself could close a circle, or be one post twice."""
    db.hold("teams")


def row_of(db: Db, team_id: int) -> TeamRow:
    row = db.get(TeamRow, team_id)
    if row is None:
        raise NotFound("There is no such team here.")
    return row


def open_row(db: Db, team_id: int, at: datetime, field: str) -> TeamRow:
    row = row_of(db, team_id)
    if row.closed_on and row.closed_on <= at.date():
        raise wrong(field, f"“{row.name}” was closed. Choose another team.")
    return row


def _free_name(db: Db, name: str, parent_id: int | None, but: int | None = None, field: str = "name") -> str:
    plain = clean_name(name)
    if not plain:
        raise wrong(field, "Write the team's name.")
    above = col(TeamRow.parent_id)
    beside = select(TeamRow.id).where(TeamRow.name == plain, TeamRow.id != but)
    beside = beside.where(above.is_(None) if parent_id is None else above == parent_id)
    if db.exec(beside).first() is not None:
        raise wrong(field, f"There is a team “{plain}” here already. Give this one another name.")
    return plain


def wrong(field: str, words: str) -> NotUnderstood:
    return NotUnderstood(words, fields={field: words})
