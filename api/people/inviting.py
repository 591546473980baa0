"""Inviting people: a one-time link, by mail or to be handed over."""

from datetime import datetime

from api import audit, mail
from api.errors import NotUnderstood
from api.people import links
from api.people.finding import uninvited
from api.people.rows import Person, greeting, may_be_here
from api.store import Db
from api.tables import PersonRow


def make_link(db: Db, person: Person, at: datetime) -> str:
    """A one-time link token with which this person chooses a password; earlier links stop working."""
    links.end_all(db, person.id, at)
    return links.make(db, person.id, "password", links.LINK_LIFE, at)


def invite(db: Db, actor: int | None, person: Person, at: datetime) -> None:
    """Queue a mail with a one-time link to choose a password with; earlier links stop working.

    Raises NotUnderstood for somebody who is suspended or has left.
    """
    if not may_be_here(db.get_one(PersonRow, person.id), at):
        raise NotUnderstood(
            f"{person.name or person.email} is suspended or has left, so no invitation can be sent."
        )
    text = _INVITATION.format(
        greeting=greeting(person), email=person.email, link=f"/welcome/{make_link(db, person, at)}"
    )
    mail.queue(
        db,
        person.id,
        person.email,
        "invitation",
        "Choose your password for Debrief",
        text,
        at,
        at + links.LINK_LIFE,
    )
    audit.note(db, actor, "invited", f"person {person.id}", at)


def invite_all(db: Db, actor: int | None, at: datetime) -> int:
    """Invite everybody who never came and has no invitation that works. Gives how many; pressed twice, none again."""
    db.hold("invitations")
    found = uninvited(db, at)
    for person in found:
        invite(db, actor, person, at)
    return len(found)


_INVITATION = """{greeting}

You have been added to Debrief, where you take the training your work asks for. Open this page and choose a password:

{link}

It works once, for seven days. After that ask the person who invited you for a new one.

From then on you sign in as {email}.
"""
