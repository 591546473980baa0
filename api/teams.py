"""Teams: a tree whose top nodes are employers; who is in which, since when; who answers for which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import col, func, or_, select

from api import audit, people
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


def team(db: Db, team_id: int) -> Team:
    """Raises NotFound."""
    return branch(db, team_id)[0]


def led_person(db: Db, lead: Person, person_id: int, on: date) -> Person:
    """The door to a person for who answers for a team of theirs on that day; for an admin everyone.

    Raises NotFound for anybody else.
    """
    row = db.get(PersonRow, person_id)
    mine = {each.id for each in of_lead(db, lead)}
    if row and (lead.role == "admin" or any(each.team_id in mine for each in posts(db, person_id, on))):
        return Person(person_id, row.email, row.name, row.role)
    raise NotFound("You answer for nobody at this address.")


def add(db: Db, actor: int | None, name: str, parent_id: int | None, at: datetime) -> Team:
    """A new team; without a parent it is an employer. Raises NotFound, NotUnderstood with `fields`."""
    if parent_id is not None:
        _open_row(db, parent_id, at, "parent")
    row = TeamRow(name=_free_name(db, name, parent_id), parent_id=parent_id, added_at=at)
    db.add(row)
    db.flush()
    audit.note(db, actor, "added a team", f"team {row.id}", at, name=row.name, parent=parent_id)
    return team(db, row.id or 0)


def rename(db: Db, actor: int | None, team_id: int, name: str, at: datetime) -> Team:
    """Raises NotFound, NotUnderstood with `fields`."""
    row = _row(db, team_id)
    before, row.name = row.name, _free_name(db, name, row.parent_id, team_id)
    db.add(row)
    db.flush()
    audit.note(db, actor, "renamed a team", f"team {team_id}", at, before=before, name=row.name)
    return team(db, team_id)


def place(db: Db, actor: int | None, team_id: int, parent_id: int | None, at: datetime) -> Team:
    """Put a team, with all below it, under another; None makes it an employer. Raises NotFound, NotUnderstood."""
    row = _row(db, team_id)
    if parent_id is not None:
        _open_row(db, parent_id, at, "parent")
        if parent_id in {each.id for each in branch(db, team_id)}:
            raise _wrong("parent", "A team cannot stand under itself or a team of its own. Choose another.")
    _free_name(db, row.name, parent_id, team_id, "parent")
    before, row.parent_id = row.parent_id, parent_id
    db.add(row)
    db.flush()
    audit.note(db, actor, "placed a team", f"team {team_id}", at, before=before, parent=parent_id)
    return team(db, team_id)


def close(db: Db, actor: int | None, team_id: int, on: date, at: datetime) -> None:
    """From that day on nobody is in it; it stays in every report of before. Raises NotFound, NotUnderstood."""
    row = _row(db, team_id)
    below = [each for each in branch(db, team_id)[1:] if each.closed_on is None or each.closed_on > on]
    if below:
        raise _wrong("on", f"“{below[0].name}” below it is still open on that day. Close or move it first.")
    here = col(MembershipRow.until_on)
    held = select(func.count()).where(MembershipRow.team_id == team_id, or_(here.is_(None), here >= on))
    if still := db.exec(held).one():
        many = "1 person is" if still == 1 else f"{still} people are"
        raise _wrong("on", f"{many} in it on that day or later. Move them or end their posts first.")
    row.closed_on = on
    db.add(row)
    audit.note(db, actor, "closed a team", f"team {team_id}", at, on=str(on))


def reopen(db: Db, actor: int | None, team_id: int, at: datetime) -> None:
    """Raises NotFound, NotUnderstood when the team above it is closed."""
    row = _row(db, team_id)
    if row.parent_id is not None:
        _open_row(db, row.parent_id, at, "team")
    row.closed_on = None
    db.add(row)
    audit.note(db, actor, "opened a team again", f"team {team_id}", at)


def join(db: Db, actor: int | None, person_id: int, team_id: int, from_on: date, at: datetime) -> Membership:
    """A post in a team from a day on; a person may hold two. Raises NotFound, NotUnderstood with `fields`."""
    row = _row(db, team_id)
    person = db.get(PersonRow, person_id)
    if person is None:
        raise NotFound("There is nobody here with this number.")
    if row.closed_on and row.closed_on <= from_on:
        raise _wrong("team", f"“{row.name}” is closed by then. Choose another team.")
    if person.left_on and person.left_on < from_on:
        raise _wrong("on", "They have left by then. If they are back, say so on their page first.")
    if _held(db, person_id, team_id, from_on):
        raise _wrong("team", "They are in this team already on that day, or will be.")
    post = MembershipRow(person_id=person_id, team_id=team_id, from_on=from_on, recorded_at=at)
    db.add(post)
    db.flush()
    audit.note(db, actor, "joined a team", f"person {person_id}", at, team=team_id, on=str(from_on))
    return _membership(post)


def join_all(
    db: Db, actor: int | None, posts: Sequence[tuple[int, int, date, date | None]], at: datetime
) -> None:
    """Many at once, which nothing stands in the way of: person, team, first day, last day or None."""
    for person_id, team_id, from_on, until_on in posts:
        row = MembershipRow(
            person_id=person_id, team_id=team_id, from_on=from_on, until_on=until_on, recorded_at=at
        )
        db.add(row)
        about = f"person {person_id}"
        audit.note(db, actor, "joined a team", about, at, team=team_id, on=str(from_on))
    db.flush()


def leave(db: Db, actor: int | None, membership_id: int, last_day: date, at: datetime) -> None:
    """End a post with its last day. Raises NotFound, NotUnderstood with `fields`."""
    row = db.get(MembershipRow, membership_id)
    if row is None:
        raise NotFound("There is no such post here.")
    if last_day < row.from_on:
        raise _wrong("on", "The last day of a post cannot lie before its first.")
    row.until_on = last_day
    db.add(row)
    about = f"person {row.person_id}"
    audit.note(db, actor, "left a team", about, at, team=row.team_id, last_day=str(last_day))


def move(db: Db, actor: int | None, membership_id: int, team_id: int, on: date, at: datetime) -> Membership:
    """The post ends on the day before; another begins on the day. Raises NotFound, NotUnderstood with `fields`.

    A post that began on that very day was a slip: it is put right and never was.
    """
    row = post(db, membership_id)
    if row.until_on and row.until_on < on:
        raise _wrong("on", "This post has ended by then. Choose an earlier day, or add a post.")
    if on < row.from_on:
        raise _wrong("on", "This post has not begun by then. Choose its first day or a later one.")
    if on == row.from_on:
        return _put_right(db, actor, row, team_id, at)
    leave(db, actor, membership_id, on - timedelta(days=1), at)
    return join(db, actor, row.person_id, team_id, on, at)


def has_left(db: Db, actor: int | None, person_id: int, last_day: date, at: datetime) -> None:
    """Their last day with the employer, which is the last of every post too.

    Raises NotFound, NotUnderstood with `fields`, LastAdmin.
    """
    people.end_employment(db, actor, person_id, last_day, at)
    for row in db.exec(select(MembershipRow).where(MembershipRow.person_id == person_id)).all():
        if row.until_on is None or row.until_on > last_day:
            row.until_on = max(last_day, row.from_on)
            db.add(row)
    db.flush()


def post(db: Db, membership_id: int) -> Membership:
    """Raises NotFound."""
    row = db.get(MembershipRow, membership_id)
    if row is None:
        raise NotFound("There is no such post here.")
    return _membership(row)


def posts_ever(db: Db, person_id: int) -> tuple[Membership, ...]:
    """Every post a person holds, held or will hold, the newest first."""
    query = select(MembershipRow).where(MembershipRow.person_id == person_id)
    newest = query.order_by(col(MembershipRow.from_on).desc(), col(MembershipRow.id).desc())
    return tuple(_membership(row) for row in db.exec(newest))


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


def led_by(db: Db, person_id: int) -> tuple[int, ...]:
    """The ids of the teams that this person answers for by name."""
    query = select(LeadershipRow.team_id).where(LeadershipRow.person_id == person_id)
    return tuple(db.exec(query.where(col(LeadershipRow.ended_at).is_(None))).all())


def _leaderships(db: Db, person_id: int, team_id: int) -> list[LeadershipRow]:
    query = select(LeadershipRow).where(LeadershipRow.person_id == person_id)
    query = query.where(LeadershipRow.team_id == team_id, col(LeadershipRow.ended_at).is_(None))
    return list(db.exec(query).all())


def _membership(row: MembershipRow) -> Membership:
    assert row.id is not None
    return Membership(row.id, row.person_id, row.team_id, row.from_on, row.until_on)


def _put_right(db: Db, actor: int | None, row: Membership, team_id: int, at: datetime) -> Membership:
    kept = db.get_one(MembershipRow, row.id)
    if team_id != row.team_id and _held(db, row.person_id, team_id, row.from_on):
        raise _wrong("team", "They are in this team already on that day, or will be.")
    kept.team_id = _open_row(db, team_id, at, "team").id or 0
    db.add(kept)
    db.flush()
    about, on = f"person {row.person_id}", str(row.from_on)
    audit.note(db, actor, "put a post right", about, at, before=row.team_id, team=team_id, on=on)
    return _membership(kept)


def _held(db: Db, person_id: int, team_id: int, from_on: date) -> bool:
    until = col(MembershipRow.until_on)
    query = select(MembershipRow.id).where(
        MembershipRow.person_id == person_id, MembershipRow.team_id == team_id
    )
    return db.exec(query.where(or_(until.is_(None), until >= from_on))).first() is not None


def _row(db: Db, team_id: int) -> TeamRow:
    row = db.get(TeamRow, team_id)
    if row is None:
        raise NotFound("There is no such team here.")
    return row


def _open_row(db: Db, team_id: int, at: datetime, field: str) -> TeamRow:
    row = _row(db, team_id)
    if row.closed_on and row.closed_on <= at.date():
        raise _wrong(field, f"“{row.name}” was closed. Choose another team.")
    return row


def _free_name(db: Db, name: str, parent_id: int | None, but: int | None = None, field: str = "name") -> str:
    plain = clean_name(name)
    if not plain:
        raise _wrong(field, "Write the team's name.")
    above = col(TeamRow.parent_id)
    beside = select(TeamRow.id).where(TeamRow.name == plain, TeamRow.id != but)
    beside = beside.where(above.is_(None) if parent_id is None else above == parent_id)
    if db.exec(beside).first() is not None:
        raise _wrong(field, f"There is a team “{plain}” here already. Give this one another name.")
    return plain


def _wrong(field: str, words: str) -> NotUnderstood:
    return NotUnderstood(words, fields={field: words})
