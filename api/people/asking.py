"""Links that people ask for themselves: to choose a new password, or to sign in once."""

from datetime import datetime, timedelta

from sqlmodel import col, func, select

from api import mail, throttling
from api.errors import LinkSpent
from api.people import hashing, links
from api.people.links import Purpose
from api.people.rows import Person, as_person, checked_address, greeting, may_be_here
from api.store import Db, Store
from api.tables import MailRow, PersonRow

BETWEEN = timedelta(minutes=1)
MOST_AN_HOUR = 5
KINDS: dict[Purpose, str] = {"password": "forgotten password", "sign_in": "sign-in link"}


def ask_for_link(store: Store, purpose: Purpose, email: str, place: str, at: datetime) -> None:
    """Queue a mail with a link, when the address is of somebody who may have one. Nothing tells whether it is:
    the work of checking a password comes first, in which what a mail more costs is lost.

    At most one mail a minute and five an hour go to anyone. Admins sign in with their password. Raises NotUnderstood
    with `fields`, TooManyTries.
    """
    address = checked_address(email)
    with store.reading() as db:
        throttling.check_asking(db, place, at)
    with hashing.slot():
        hashing.verifies(hashing.NOBODYS, address)
    with store.writing() as db:
        throttling.asked(db, place, at)
        _queue(db, purpose, address, at)


def _queue(db: Db, purpose: Purpose, address: str, at: datetime) -> None:
    row = db.exec(select(PersonRow).where(PersonRow.email == address).with_for_update()).first()
    enough = _had_enough(db, row.id if row else 0, at)
    if row is None or enough or not may_be_here(row, at) or (purpose, row.role) == ("sign_in", "admin"):
        return
    person = as_person(row)
    subject, text, path, life = _MAILS[purpose]
    token = links.make(db, person.id, purpose, life, at)
    text = text.format(greeting=greeting(person), link=f"{path}/{token}")
    mail.queue(db, person.id, person.email, KINDS[purpose], subject, text, at, until=at + life)


def sign_in_link_holder(db: Db, token: str, at: datetime) -> Person:
    """Raises LinkSpent."""
    return _no_admin(links.holder(db, token, "sign_in", at))


def with_link(db: Db, token: str, at: datetime) -> Person:
    """Whom a sign-in link lets in; it is spent by that. Raises LinkSpent."""
    return _no_admin(links.use(db, token, "sign_in", at))


def _no_admin(row: PersonRow) -> Person:
    if row.role == "admin":
        raise LinkSpent
    return as_person(row)


def _had_enough(db: Db, person_id: int | None, at: datetime) -> bool:
    asked = select(func.count(), func.max(MailRow.queued_at)).where(MailRow.person_id == person_id)
    asked = asked.where(
        col(MailRow.kind).in_(KINDS.values()), col(MailRow.queued_at) > at - timedelta(hours=1)
    )
    many, newest = db.exec(asked).one()
    return bool(many >= MOST_AN_HOUR or (newest and at - newest < BETWEEN))


_FORGOTTEN = """{greeting}

Somebody, probably you, asked for a new password for Debrief. Open this page and choose one:

{link}

It works once, for one hour. If you did not ask, do nothing: your password stays as it is.
"""
_SIGN_IN = """{greeting}

Somebody, probably you, asked to sign in to Debrief without a password. Open this page and press the button on it:

{link}

It works once, for 15 minutes. If you did not ask, do nothing, and show this to nobody.
"""
_MAILS: dict[Purpose, tuple[str, str, str, timedelta]] = {
    "password": ("Choose a new password for Debrief", _FORGOTTEN, "/welcome", links.FORGOTTEN_LIFE),
    "sign_in": ("Sign in to Debrief", _SIGN_IN, "/sign-in/link", links.SIGN_IN_LIFE),
}
