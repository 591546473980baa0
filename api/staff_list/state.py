"""The people and teams there are, read once, as a staff list is held against them."""

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from sqlmodel import col, or_, select

from api import teams
from api.errors import NotUnderstood
from api.staff_list.reading import Finding, Line
from api.store import Db
from api.tables import MembershipRow, PersonRow
from api.teams import Team

Path = tuple[str, ...]
"""The names of teams from an employer down."""


@dataclass(frozen=True)
class Post:
    id: int
    path: Path
    from_on: date


@dataclass(frozen=True)
class Known:
    """`posts`: of a person by id, those that hold on the day or begin later. `staying_admins`: see people."""

    on: date
    people: tuple[PersonRow, ...]
    tree: tuple[Team, ...]
    posts: dict[int, list[Post]]
    staying_admins: set[int | None]

    @cached_property
    def by_number(self) -> dict[str, PersonRow]:
        return {row.staff_number: row for row in self.people if row.staff_number}

    @cached_property
    def by_email(self) -> dict[str, PersonRow]:
        return {row.email: row for row in self.people}

    @cached_property
    def by_path(self) -> dict[Path, Team]:
        return {_plain(each.path): each for each in self.tree}

    @cached_property
    def by_end(self) -> dict[Path, list[Team]]:
        """A path without its beginning -> the teams it may mean."""
        found: dict[Path, list[Team]] = {}
        for each in self.tree:
            for start in range(len(each.path)):
                found.setdefault(_plain(each.path[start:]), []).append(each)
        return found

    @cached_property
    def spelt(self) -> dict[str, Team]:
        return {" > ".join(_plain(each.path)): each for each in self.tree}

    @cached_property
    def ends(self) -> dict[str, Team]:
        return {_plain(each.path)[-1]: each for each in self.tree}

    def active(self) -> list[PersonRow]:
        """Those who work here on the day and are not suspended."""
        return [
            row for row in self.people if not row.suspended_at and not (row.left_on and row.left_on < self.on)
        ]

    def person(self, line: Line) -> tuple[PersonRow | None, Finding | None]:
        """Whom a line is about: the staff number tells first, the address second."""
        numbered = self.by_number.get(line.staff_number or "")
        addressed = self.by_email.get(line.email)
        if numbered and addressed and numbered is not addressed:
            one, other = numbered.name or numbered.email, addressed.name or addressed.email
            words = f"The staff number is that of {one}, the address that of {other}."
            return numbered, Finding(
                line.number, "", words, "Put one of the two right, here or on their pages."
            )
        if not numbered and addressed and line.staff_number and addressed.staff_number:
            who = addressed.name or addressed.email
            words = f"{who} has this address and another staff number, {addressed.staff_number}."
            return addressed, Finding(line.number, "", words, "Put the number right, here or on their page.")
        return numbered or addressed, None

    def team(self, path: Path, employer: int | None) -> tuple[Path, bool]:
        """The whole path of the team meant, and whether it is one that is not here."""
        whole = self._whole(path, employer)
        for each in (path, whole):
            if found := self.by_path.get(_plain(each)):
                return found.path, False
        meant = self.by_end.get(_plain(path), [])
        return (meant[0].path, False) if len(meant) == 1 else (whole, True)

    def has(self, path: Path) -> bool:
        return _plain(path) in self.by_path

    def misplaced(self, line: Line, employer: int | None, add_teams: bool) -> Finding | None:
        """Why the team of a line cannot be used."""
        path, is_new = self.team(line.team, employer)
        written = " > ".join(line.team)
        if not is_new:
            closed = self.by_path[_plain(path)].closed_on
            words = f"The team “{written}” is closed."
            return (
                Finding(line.number, "", words, "Choose another team.")
                if closed and closed <= self.on
                else None
            )
        if meant := self.by_end.get(_plain(line.team), []):
            words = f"There are {len(meant)} teams “{written}”."
            return Finding(
                line.number, "", words, f"Write the whole path, such as “{' > '.join(meant[0].path)}”."
            )
        if len(path) > 8 or any(len(name) > 100 for name in path):
            return Finding(line.number, "", f"“{written[:100]}” is no team.", "Check the columns for teams.")
        if add_teams:
            return None
        near = self.near(path)
        meant_near = f"Did you mean “{' > '.join(near)}”? " if near else ""
        remedy = (
            f"{meant_near}Put the name right, add the team first, or tick that missing teams are to be added."
        )
        return Finding(line.number, "", f"There is no team “{written}”.", remedy)

    def near(self, path: Path) -> Path:
        """The path nearest to one that is not here; empty where none is near."""
        if path not in self._nearest:
            found = get_close_matches(" > ".join(_plain(path)), self.spelt, 1, 0.75)
            last = get_close_matches(_plain(path)[-1], self.ends, 1, 0.75)
            self._nearest[path] = (
                self.spelt[found[0]].path if found else self.ends[last[0]].path if last else ()
            )
        return self._nearest[path]

    @cached_property
    def _nearest(self) -> dict[Path, Path]:
        return {}

    def _whole(self, path: Path, employer: int | None) -> Path:
        if employer is None or (_plain(path)[:1] in self.by_path):
            return path
        return (*self._employers[employer].path, *path)

    @cached_property
    def _employers(self) -> dict[int, Team]:
        return {each.id: each for each in self.tree if each.parent_id is None}


def known(db: Db, on: date, employer: int | None = None) -> Known:
    """Four queries, however long the list is. Raises NotUnderstood for an employer who is none."""
    tree = teams.tree(db)
    if employer is not None and employer not in {each.id for each in tree if each.parent_id is None}:
        raise NotUnderstood(
            "Choose an employer from the list.", fields={"employer": "Choose one from the list."}
        )
    paths = {each.id: each.path for each in tree}
    rows = tuple(db.exec(select(PersonRow).order_by(col(PersonRow.id))).all())
    until = col(MembershipRow.until_on)
    posts: dict[int, list[Post]] = {}
    for row in db.exec(select(MembershipRow).where(or_(until.is_(None), until >= on))):
        posts.setdefault(row.person_id, []).append(Post(row.id or 0, paths[row.team_id], row.from_on))
    admins = {row.id for row in rows if row.role == "admin" and not row.suspended_at and not row.left_on}
    return Known(on, rows, tree, posts, admins)


def _plain(path: Path) -> Path:
    return tuple(" ".join(each.casefold().split()) for each in path)
