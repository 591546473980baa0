"""Finding those to whom something is to be told."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from api.people.rows import Person, as_person, may_be_here
from api.store import Db
from api.tables import AssignmentRow, AttemptRow, LessonEventRow, LinkRow, PersonRow, SessionRow


def among(db: Db, ids: Iterable[int], at: datetime) -> tuple[Person, ...]:
    """Those of them who may be here now: neither suspended nor gone."""
    rows = db.exec(select(PersonRow).where(col(PersonRow.id).in_(set(ids))).order_by(col(PersonRow.id)))
    return tuple(as_person(row) for row in rows if may_be_here(row, at))


def with_role(db: Db, role: str, at: datetime) -> tuple[Person, ...]:
    """Everyone of this role who may be here now."""
    rows = db.exec(select(PersonRow).where(PersonRow.role == role).order_by(col(PersonRow.id)))
    return tuple(as_person(row) for row in rows if may_be_here(row, at))


def never_came() -> ColumnElement[bool]:
    """No password, no session, nothing learned."""
    id = PersonRow.id
    came = select(SessionRow.person_id).where(SessionRow.person_id == id).exists()
    tried = select(AttemptRow.person_id).where(AttemptRow.person_id == id).exists()
    read = select(AssignmentRow.person_id).where(AssignmentRow.person_id == id)
    read_any = read.where(LessonEventRow.assignment_id == AssignmentRow.id).exists()
    return col(PersonRow.password_hash).is_(None) & ~came & ~tried & ~read_any


def uninvited(db: Db, at: datetime) -> tuple[Person, ...]:
    """Those who may be here now, never came, and have no invitation that works."""
    link = select(LinkRow.person_id).where(LinkRow.person_id == PersonRow.id, LinkRow.purpose == "password")
    works = link.where(col(LinkRow.used_at).is_(None), LinkRow.expires_at >= at).exists()
    stays = or_(col(PersonRow.left_on).is_(None), col(PersonRow.left_on) >= at.date())
    query = select(PersonRow).where(never_came(), ~works, col(PersonRow.suspended_at).is_(None), stays)
    return tuple(as_person(row) for row in db.exec(query.order_by(col(PersonRow.id))))
