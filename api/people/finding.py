"""Finding those to whom something is to be told."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select

from api.people.rows import Person, as_person, may_be_here
from api.store import Db
from api.tables import PersonRow


def among(db: Db, ids: Iterable[int], at: datetime) -> tuple[Person, ...]:
    """Those of them who may be here now: neither suspended nor gone."""
    rows = db.exec(select(PersonRow).where(col(PersonRow.id).in_(set(ids))).order_by(col(PersonRow.id)))
    return tuple(as_person(row) for row in rows if may_be_here(row, at))


def with_role(db: Db, role: str, at: datetime) -> tuple[Person, ...]:
    """Everyone of this role who may be here now."""
    rows = db.exec(select(PersonRow).where(PersonRow.role == role).order_by(col(PersonRow.id)))
    return tuple(as_person(row) for row in rows if may_be_here(row, at))
