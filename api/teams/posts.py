"""Who is in which team, from a first day to a last one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import col, or_, select

from api import audit, people
from api.errors import NotFound
from api.store import Db
from api.tables import MembershipRow, PersonRow
from api.teams.tree import hold, open_row, row_of, wrong


@dataclass(frozen=True)
class Membership:
    """`from_on`, `until_on`: the first and the last day of the post, both included."""

    id: int
    person_id: int
    team_id: int
    from_on: date
    until_on: date | None


def join(db: Db, actor: int | None, person_id: int, team_id: int, from_on: date, at: datetime) -> Membership:
    """A post in a team from a day on; a person may hold two. Raises NotFound, NotUnderstood with `fields`."""
    hold(db)
    row = row_of(db, team_id)
    person = db.get(PersonRow, person_id)
    if person is None:
        raise NotFound("There is nobody here with this number.")
    if row.closed_on and row.closed_on <= from_on:
        raise wrong("team", f"“{row.name}” is closed by then. Choose another team.")
    if person.left_on and person.left_on < from_on:
        raise wrong("on", "They have left by then. If they are back, say so on their page first.")
    if _held(db, person_id, team_id, from_on):
        raise wrong("team", "They are in this team already on that day, or will be.")
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
        raise wrong("on", "The last day of a post cannot lie before its first.")
    row.until_on = last_day
    db.add(row)
    about = f"person {row.person_id}"
    audit.note(db, actor, "left a team", about, at, team=row.team_id, last_day=str(last_day))


def move(db: Db, actor: int | None, membership_id: int, team_id: int, on: date, at: datetime) -> Membership:
    """The post ends on the day before; another begins on the day. Raises NotFound, NotUnderstood with `fields`.

    A post that began on that very day was a slip: it is put right and never was.
    """
    hold(db)
    row = post(db, membership_id)
    if row.until_on and row.until_on < on:
        raise wrong("on", "This post has ended by then. Choose an earlier day, or add a post.")
    if on < row.from_on:
        raise wrong("on", "This post has not begun by then. Choose its first day or a later one.")
    if on == row.from_on:
        return _put_right(db, actor, row, team_id, at)
    leave(db, actor, membership_id, on - timedelta(days=1), at)
    return join(db, actor, row.person_id, team_id, on, at)


def change_person(db: Db, actor: int | None, person_id: int, wanted: Mapping[str, Any], at: datetime) -> None:
    """Several changes at once, by their fields' names. Raises NotFound, NotUnderstood with `fields`, LastAdmin."""
    for field, verb in (
        ("name", people.rename),
        ("email", people.change_address),
        ("staff_number", people.give_staff_number),
        ("role", people.give_role),
        ("started_on", people.set_start),
    ):
        if field in wanted:
            verb(db, actor, person_id, wanted[field], at)
    if wanted.get("last_day"):
        has_left(db, actor, person_id, wanted["last_day"], at)
    elif "last_day" in wanted:
        people.end_employment(db, actor, person_id, None, at)


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


def post_of(db: Db, person_id: int, membership_id: int) -> Membership:
    """The door to a post of a person. Raises NotFound for another's."""
    found = post(db, membership_id)
    if found.person_id != person_id:
        raise NotFound("There is no such post here.")
    return found


def posts(db: Db, person_id: int, on: date) -> tuple[Membership, ...]:
    """The posts a person holds on a day."""
    query = select(MembershipRow).where(MembershipRow.person_id == person_id)
    query = query.where(MembershipRow.from_on <= on)
    query = query.where(or_(col(MembershipRow.until_on).is_(None), col(MembershipRow.until_on) >= on))
    return tuple(_membership(row) for row in db.exec(query.order_by(col(MembershipRow.id))))


def posts_ever(db: Db, person_id: int) -> tuple[Membership, ...]:
    """Every post a person holds, held or will hold, the newest first."""
    query = select(MembershipRow).where(MembershipRow.person_id == person_id)
    newest = query.order_by(col(MembershipRow.from_on).desc(), col(MembershipRow.id).desc())
    return tuple(_membership(row) for row in db.exec(newest))


def members(db: Db, team_ids: tuple[int, ...], on: date) -> tuple[Membership, ...]:
    """The posts in these teams on a day, by person."""
    query = select(MembershipRow).where(col(MembershipRow.team_id).in_(team_ids))
    query = query.where(MembershipRow.from_on <= on)
    query = query.where(or_(col(MembershipRow.until_on).is_(None), col(MembershipRow.until_on) >= on))
    return tuple(_membership(row) for row in db.exec(query.order_by(col(MembershipRow.person_id))))


def _put_right(db: Db, actor: int | None, row: Membership, team_id: int, at: datetime) -> Membership:
    kept = db.get_one(MembershipRow, row.id)
    if team_id != row.team_id and _held(db, row.person_id, team_id, row.from_on):
        raise wrong("team", "They are in this team already on that day, or will be.")
    kept.team_id = open_row(db, team_id, at, "team").id or 0
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


def _membership(row: MembershipRow) -> Membership:
    assert row.id is not None
    return Membership(row.id, row.person_id, row.team_id, row.from_on, row.until_on)
