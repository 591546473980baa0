"""How people are let in: by a password, by a one-time link."""

from datetime import datetime

from sqlmodel import select

from api import audit, mail, throttling
from api.errors import NotUnderstood, SignInRefused
from api.people import hashing, links, sessions
from api.people.rows import Person, as_person, clean_name, greeting, may_be_here, plain_address
from api.store import Db, Store
from api.tables import PersonRow


def with_password(store: Store, email: str, password: str, place: str, at: datetime) -> Person:
    """The person whose password this is. Unknown and known addresses cost the same. Raises SignInRefused, TooManyTries.

    `place`: the network address it was typed at. It takes the store, because a wrong password is counted in a
    transaction of its own, and in the slot: so no more than what fits into the slots is ever tried uncounted.
    """
    account = plain_address(email)
    with hashing.slot():
        with store.reading() as db:
            mistaken = throttling.check(db, account, place, at)
            row = db.exec(select(PersonRow).where(PersonRow.email == account)).first()
        kept = row.password_hash if row and may_be_here(row, at) else None
        right = hashing.verifies(kept or hashing.NOBODYS, password)
        if row is None or kept is None or not right:
            with store.writing() as db:
                throttling.count(db, account, place, at)
            raise SignInRefused
    if mistaken:
        with store.writing() as db:
            throttling.forgive(db, account, place)
    return as_person(row)


def link_holder(db: Db, token: str, at: datetime) -> Person:
    """Raises LinkSpent."""
    return as_person(links.holder(db, token, "password", at))


def set_password(db: Db, token: str, name: str, password: str, at: datetime) -> Person:
    """Use a one-time link; other links and every session of the person end. Raises LinkSpent, NotUnderstood with
    `fields`."""
    row = links.holder(db, token, "password", at, hold=True)
    wrong = {}
    if not clean_name(name):
        wrong["name"] = "Write your name as it should stand on certificates."
    if complaint := hashing.complaint(password, row.email, name):
        wrong["password"] = complaint
    if wrong:
        raise NotUnderstood(" ".join(wrong.values()), fields=wrong)
    had_one = row.password_hash is not None
    row.name = clean_name(name)
    row.password_hash = hashing.of_password(password)
    db.add(row)
    person = as_person(row)
    links.end_all(db, person.id, at)
    sessions.end_all(db, person.id, at)
    if had_one:
        tell_of_new_password(db, person, at)
    return person


def tell_of_new_password(db: Db, person: Person, at: datetime) -> None:
    """By mail, so that whoever did not do it themselves hears of it."""
    text = _CHANGED.format(greeting=greeting(person))
    mail.queue(db, person.id, person.email, "new password", "Your password for Debrief was changed", text, at)
    audit.note(db, person.id, "changed the password", f"person {person.id}", at)


def give_password(db: Db, person: Person, password: str) -> None:
    """Make this their password, if it is not already."""
    row = db.get_one(PersonRow, person.id)
    with hashing.slot():
        theirs = row.password_hash is not None and hashing.verifies(row.password_hash, password)
    if not theirs:
        row.password_hash = hashing.of_password(password)
        db.add(row)


_CHANGED = """{greeting}

Your password for Debrief was changed. You were signed out everywhere else.

If it was not you, choose another password at once and tell the person who runs Debrief where you work:

/forgotten
"""
