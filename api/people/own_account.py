"""What people do about their own account: where they are signed in, and their password."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select, update
from sqlmodel.sql.expression import SelectOfScalar

from api.errors import NotFound, NotUnderstood, SignInRefused
from api.people import hashing, links
from api.people.rows import Person, as_person
from api.people.sessions import ends_at
from api.people.signing_in import tell_of_new_password, with_password
from api.store import Db, Store
from api.tables import PersonRow, SessionRow

ID_LENGTH = 16


@dataclass(frozen=True)
class OwnSession:
    """`id`: the beginning of what is kept of it, which lets nobody in. `ends_at`: if nothing more is done in it."""

    id: str
    device: str
    shared: bool
    started_at: datetime
    seen_at: datetime
    ends_at: datetime
    is_this_one: bool


def own_sessions(db: Db, person: Person, token: str, at: datetime) -> tuple[OwnSession, ...]:
    """Where this person is signed in, this one first, then the one seen last. `token`: of the session that asks."""
    here = hashing.of_token(token)
    found = [_session(row, person, here) for row in db.exec(_open(person))]
    live = [each for each in found if each.ends_at >= at]
    return tuple(sorted(live, key=lambda each: (each.is_this_one, each.seen_at), reverse=True))


def end_own_session(db: Db, person: Person, session_id: str, at: datetime) -> None:
    """Raises NotFound for a session that is somebody else's or has ended."""
    row = next((each for each in db.exec(_open(person)) if each.token_hash[:ID_LENGTH] == session_id), None)
    if row is None:
        raise NotFound("That session is over already. Your account shows those that are not.")
    row.ended_at = at
    db.add(row)


def end_other_sessions(db: Db, person: Person, token: str, at: datetime) -> None:
    """All but the one that asks."""
    others = col(SessionRow.token_hash) != hashing.of_token(token)
    mine = (col(SessionRow.person_id) == person.id) & col(SessionRow.ended_at).is_(None)
    db.exec(update(SessionRow).where(mine, others).values(ended_at=at))


def has_password(db: Db, person: Person) -> bool:
    return db.get_one(PersonRow, person.id).password_hash is not None


def change_password(
    store: Store, person: Person, token: str, current: str, new: str, place: str, at: datetime
) -> None:
    """The other sessions and open links of the person end. Raises NotUnderstood with `fields`, TooManyTries."""
    try:
        with_password(store, person.email, current, place, at)
    except SignInRefused as error:
        raise _wrong("current", "That is not your password now. Check it and type it again.") from error
    if complaint := hashing.complaint(new, person.email, person.name):
        raise _wrong("password", complaint)
    kept = hashing.of_password(new)
    with store.writing() as db:
        row = db.get_one(PersonRow, person.id)
        row.password_hash = kept
        db.add(row)
        end_other_sessions(db, person, token, at)
        links.end_all(db, person.id, at)
        tell_of_new_password(db, as_person(row), at)


def _open(person: Person) -> SelectOfScalar[SessionRow]:
    return select(SessionRow).where(SessionRow.person_id == person.id, col(SessionRow.ended_at).is_(None))


def _session(row: SessionRow, person: Person, here: str) -> OwnSession:
    return OwnSession(
        row.token_hash[:ID_LENGTH],
        row.device,
        row.shared,
        row.started_at,
        row.seen_at,
        ends_at(row.shared, person.role, row.started_at, row.seen_at),
        row.token_hash == here,
    )


def _wrong(field: str, words: str) -> NotUnderstood:
    return NotUnderstood(words, fields={field: words})
