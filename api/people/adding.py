"""Adding people, and finding them by their address."""

from datetime import datetime

from sqlmodel import col, select

from api.errors import NotFound, NotUnderstood
from api.people import hashing
from api.people.rows import ROLES, Person, as_person, checked_address, clean_name, plain_address
from api.store import Db
from api.tables import PersonRow


def add(db: Db, email: str, name: str, role: str, at: datetime, password: str | None = None) -> Person:
    """Raises NotUnderstood when the address is taken or not one, or the role is unknown."""
    address = checked_address(email)
    if role not in ROLES:
        raise NotUnderstood(f"“{role}” is not a role. Use one of: {', '.join(ROLES)}.")
    if is_here(db, address):
        raise NotUnderstood(f"{address} is here already. Use “people reset {address}” for a new link.")
    row = PersonRow(email=address, name=clean_name(name), role=role, added_at=at)
    if password is not None:
        row.password_hash = hashing.of_password(password)
    db.add(row)
    db.flush()
    return as_person(row)


def by_email(db: Db, email: str) -> Person:
    """Raises NotFound."""
    row = db.exec(select(PersonRow).where(PersonRow.email == plain_address(email))).first()
    if row is None:
        raise NotFound(f"Nobody here has the address {email}. Check its spelling.")
    return as_person(row)


def is_here(db: Db, email: str) -> bool:
    return db.exec(select(PersonRow.id).where(PersonRow.email == plain_address(email))).first() is not None


def others_than(db: Db, emails: tuple[str, ...]) -> bool:
    """Whether anybody has another address than these."""
    return db.exec(select(PersonRow.id).where(col(PersonRow.email).not_in(emails))).first() is not None
