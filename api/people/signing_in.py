"""How people sign in, and for how long."""

import secrets
import threading
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import bindparam
from sqlalchemy import select as columns
from sqlmodel import col, select, update

from api.errors import Busy, LinkSpent, NotSignedIn, NotUnderstood, SignInRefused
from api.people.rows import Person, as_person, clean_name, encodable, plain_address
from api.store import Db
from api.tables import LinkRow, PersonRow, SessionRow

LINK_LIFE = timedelta(days=7)
SHORTEST, LONGEST = 15, 128
HASHING_WAIT = 2.0
"""Seconds for which a sign-in waits for others before it."""

IDLE = {
    "staff": timedelta(hours=20),
    "trainer": timedelta(hours=8),
    "lead": timedelta(hours=8),
    "admin": timedelta(minutes=30),
}
IDLE_SHARED = timedelta(minutes=30)
LONGEST_SESSION = timedelta(days=7)

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_hashing = threading.BoundedSemaphore(2)
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$fKRIUoe0eYpqXslsPUvcUA$mnbTHrvq0vYOOZm9L+vkc2yYOaBdpeCv5Vja3ITz1eo"
"""The hash of a password that nobody has, so that an unknown address costs as much to refuse as a known one."""


_session = SessionRow.__table__  # type: ignore[attr-defined]
_people = PersonRow.__table__  # type: ignore[attr-defined]

_OPEN_SESSION = (
    columns(*_session.c["shared", "started_at", "seen_at"], *_people.c["id", "email", "name", "role"])
    .where(_session.c.token_hash == bindparam("token_hash"), _session.c.person_id == _people.c.id)
    .where(_session.c.ended_at.is_(None), _people.c.suspended_at.is_(None))
)
"""Asked on every request, so it is built once."""


@dataclass(frozen=True)
class SignedIn:
    person: Person
    seen_at: datetime
    shared: bool


def with_password(db: Db, email: str, password: str) -> Person:
    """The person whose password this is. Unknown and known addresses cost the same. Raises SignInRefused."""
    row = db.exec(select(PersonRow).where(PersonRow.email == plain_address(email))).first()
    kept = row.password_hash if row and row.password_hash and not row.suspended_at else None
    right = _verifies(kept or _NOBODY, password)
    if row is None or kept is None or not right:
        raise SignInRefused
    return as_person(row)


def start_session(db: Db, person: Person, shared: bool, at: datetime) -> str:
    """A new session; its token is told once and kept only as a hash."""
    token = secrets.token_urlsafe(32)
    db.add(SessionRow(token_hash=_hash(token), person_id=person.id, shared=shared, started_at=at, seen_at=at))
    return token


def signed_in(db: Db, token: str, at: datetime) -> SignedIn:
    """Who holds this session. Raises NotSignedIn when it has ended, is too old or was idle too long."""
    found = db.execute(_OPEN_SESSION, {"token_hash": _hash(token)}).first()
    if found is None:
        raise NotSignedIn
    idle = IDLE_SHARED if found.shared else IDLE[found.role]
    if at - found.seen_at > idle or at - found.started_at > LONGEST_SESSION:
        raise NotSignedIn
    return SignedIn(Person(found.id, found.email, found.name, found.role), found.seen_at, found.shared)


def seen(db: Db, token: str, at: datetime) -> None:
    db.exec(update(SessionRow).where(col(SessionRow.token_hash) == _hash(token)).values(seen_at=at))


def sign_out(db: Db, token: str, at: datetime) -> None:
    db.exec(
        update(SessionRow)
        .where(col(SessionRow.token_hash) == _hash(token), col(SessionRow.ended_at).is_(None))
        .values(ended_at=at)
    )


def give_password(db: Db, person: Person, password: str) -> None:
    """Make this their password, if it is not already."""
    row = db.get_one(PersonRow, person.id)
    if row.password_hash is None or not _verifies(row.password_hash, password):
        row.password_hash = hashed(password)
        db.add(row)


def make_link(db: Db, person: Person, at: datetime) -> str:
    """A one-time link token with which this person sets a password; earlier links stop working."""
    db.exec(
        update(LinkRow)
        .where(col(LinkRow.person_id) == person.id, col(LinkRow.used_at).is_(None))
        .values(used_at=at)
    )
    token = secrets.token_urlsafe(32)
    db.add(LinkRow(token_hash=_hash(token), person_id=person.id, made_at=at, expires_at=at + LINK_LIFE))
    return token


def link_holder(db: Db, token: str, at: datetime) -> Person:
    """Raises LinkSpent."""
    return as_person(_open_link(db, token, at)[1])


def set_password(db: Db, token: str, name: str, password: str, at: datetime) -> Person:
    """Use a one-time link; every other session of the person ends. Raises LinkSpent, NotUnderstood with `fields`."""
    link, row = _open_link(db, token, at)
    wrong = {}
    if not clean_name(name):
        wrong["name"] = "Write your name as it should stand on certificates."
    if complaint := _password_complaint(password, row.email, name):
        wrong["password"] = complaint
    if wrong:
        raise NotUnderstood(" ".join(wrong.values()), fields=wrong)
    link.used_at = at
    row.name = clean_name(name)
    row.password_hash = hashed(password)
    db.add_all([link, row])
    db.exec(
        update(SessionRow)
        .where(col(SessionRow.person_id) == row.id, col(SessionRow.ended_at).is_(None))
        .values(ended_at=at)
    )
    return as_person(row)


def _open_link(db: Db, token: str, at: datetime) -> tuple[LinkRow, PersonRow]:
    found = db.exec(
        select(LinkRow, PersonRow)
        .where(LinkRow.token_hash == _hash(token), LinkRow.person_id == PersonRow.id)
        .with_for_update()
    ).first()
    if found is None or found[0].used_at or found[0].expires_at < at or found[1].suspended_at:
        raise LinkSpent
    return found


def _password_complaint(password: str, email: str, name: str) -> str:
    plain = _normal(password)
    if len(plain) < SHORTEST:
        return f"Use at least {SHORTEST} characters. Four words that do not belong together are easy to remember."
    if len(plain) > LONGEST:
        return f"Use at most {LONGEST} characters."
    known = [email, email.partition("@")[0], *name.split(), "password", "debrief", "qwerty", "12345"]
    rest = plain.casefold()
    for word in known:
        if len(word) > 2:
            rest = rest.replace(word.casefold(), "")
    if len(rest) < 8 or len(set(plain)) < 6:
        return (
            "Others could guess this. Leave out your own name and patterns, "
            "and use words that do not belong together."
        )
    return ""


def _verifies(kept: str, password: str) -> bool:
    if not _hashing.acquire(timeout=HASHING_WAIT):
        raise Busy
    try:
        return _hasher.verify(kept, _normal(password)[: LONGEST * 4])
    except (VerificationError, InvalidHashError):
        return False
    finally:
        _hashing.release()


def hashed(password: str) -> str:
    return _hasher.hash(_normal(password))


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", encodable(password))


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
