"""Sessions: who is signed in on which browser, and for how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlalchemy import select as columns
from sqlmodel import col, update

from api.errors import NotSignedIn, SignInRefused
from api.people import hashing
from api.people.rows import Person, may_be_here
from api.store import Db
from api.tables import PersonRow, SessionRow

IDLE = {
    "staff": timedelta(hours=20),
    "trainer": timedelta(hours=8),
    "lead": timedelta(hours=8),
    "admin": timedelta(minutes=30),
}
IDLE_SHARED = timedelta(minutes=30)
LONGEST_SESSION = timedelta(days=7)

_session = SessionRow.__table__  # type: ignore[attr-defined]
_people = PersonRow.__table__  # type: ignore[attr-defined]

_OPEN_SESSION = (
    columns(
        *_session.c["shared", "started_at", "seen_at"], *_people.c["id", "email", "name", "role", "left_on"]
    )
    .where(_session.c.token_hash == bindparam("token_hash"), _session.c.person_id == _people.c.id)
    .where(_session.c.ended_at.is_(None), _people.c.suspended_at.is_(None))
)
"""Asked on every request, so it is built once."""


@dataclass(frozen=True)
class SignedIn:
    person: Person
    seen_at: datetime
    started_at: datetime
    shared: bool

    def ends_at(self, seen_at: datetime) -> datetime:
        """When it ends if it was seen last at that moment."""
        return ends_at(self.shared, self.person.role, self.started_at, seen_at)


def start_session(db: Db, person: Person, shared: bool, at: datetime, device: str = "") -> str:
    """A new session; its token is told once and kept only as a hash. Raises SignInRefused for who may not be here.

    `device`: in words, for the person to know it again.
    """
    if not may_be_here(db.get_one(PersonRow, person.id), at):
        raise SignInRefused
    token = hashing.new_token()
    row = SessionRow(
        token_hash=hashing.of_token(token),
        person_id=person.id,
        shared=shared,
        device=device,
        started_at=at,
        seen_at=at,
    )
    db.add(row)
    return token


def signed_in(db: Db, token: str, at: datetime) -> SignedIn:
    """Who holds this session. Raises NotSignedIn when it has ended, is too old or was idle too long, or they left."""
    found = db.execute(_OPEN_SESSION, {"token_hash": hashing.of_token(token)}).first()
    if found is None or (found.left_on and found.left_on < at.date()):
        raise NotSignedIn
    person = Person(found.id, found.email, found.name, found.role)
    holder = SignedIn(person, found.seen_at, found.started_at, found.shared)
    if at > holder.ends_at(found.seen_at):
        raise NotSignedIn
    return holder


def ends_at(shared: bool, role: str, started_at: datetime, seen_at: datetime) -> datetime:
    """When a session ends if nothing more is done in it than was when it was last seen."""
    return min(seen_at + (IDLE_SHARED if shared else IDLE[role]), started_at + LONGEST_SESSION)


def seen(db: Db, token: str, at: datetime) -> None:
    db.exec(
        update(SessionRow).where(col(SessionRow.token_hash) == hashing.of_token(token)).values(seen_at=at)
    )


def sign_out(db: Db, token: str, at: datetime) -> None:
    db.exec(
        update(SessionRow)
        .where(col(SessionRow.token_hash) == hashing.of_token(token), col(SessionRow.ended_at).is_(None))
        .values(ended_at=at)
    )


def end_all(db: Db, person_id: int, at: datetime) -> None:
    db.exec(
        update(SessionRow)
        .where(col(SessionRow.person_id) == person_id, col(SessionRow.ended_at).is_(None))
        .values(ended_at=at)
    )
