"""Adding people, and finding them by their address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select

from api import audit
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


@dataclass(frozen=True)
class Newcomer:
    """Somebody to be added as staff."""

    email: str
    name: str
    staff_number: str | None = None
    started_on: date | None = None
    left_on: date | None = None


def add_all(db: Db, actor: int | None, newcomers: Sequence[Newcomer], at: datetime) -> tuple[Person, ...]:
    """Many at once, in this order. Raises NotUnderstood; SomebodyWasFaster where an address or a number is taken."""
    rows = [
        PersonRow(
            email=checked_address(each.email),
            name=clean_name(each.name),
            staff_number=each.staff_number,
            started_on=each.started_on,
            left_on=each.left_on,
            added_at=at,
        )
        for each in newcomers
    ]
    db.add_all(rows)
    db.flush()
    added = tuple(as_person(row) for row in rows)
    for person in added:
        audit.note(db, actor, "added", f"person {person.id}", at)
    return added


def add_one(db: Db, actor: int | None, newcomer: Newcomer, at: datetime) -> Person:
    """By hand. Raises NotUnderstood with `fields`."""
    wrong = {}
    if not clean_name(newcomer.name):
        wrong["name"] = "Write the name as it should stand on certificates."
    try:
        if is_here(db, checked_address(newcomer.email)):
            wrong["email"] = "Somebody here has this address already. Find them by it."
    except NotUnderstood as refused:
        wrong |= refused.extra["fields"]
    if wrong:
        raise NotUnderstood(" ".join(wrong.values()), fields=wrong)
    return add_all(db, actor, [newcomer], at)[0]


def by_email(db: Db, email: str) -> Person:
    """Raises NotFound."""
    row = db.exec(select(PersonRow).where(PersonRow.email == plain_address(email))).first()
    if row is None:
        raise NotFound(f"Nobody here has the address {email}. Check its spelling.")
    return as_person(row)


def by_id(db: Db, person_id: int) -> Person:
    """Raises NotFound."""
    row = db.get(PersonRow, person_id)
    if row is None:
        raise NotFound("There is nobody here with this number. Look in the list of people.")
    return as_person(row)


def is_here(db: Db, email: str) -> bool:
    return db.exec(select(PersonRow.id).where(PersonRow.email == plain_address(email))).first() is not None


def others_than(db: Db, emails: tuple[str, ...]) -> bool:
    """Whether anybody has another address than these."""
    return db.exec(select(PersonRow.id).where(col(PersonRow.email).not_in(emails))).first() is not None
