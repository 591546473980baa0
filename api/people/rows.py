"""A person as everyone sees them, and how names and addresses are kept."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from api.errors import NotUnderstood
from api.tables import PersonRow

LONGEST_ADDRESS = 254
ROLES = ("staff", "trainer", "lead", "admin")


@dataclass(frozen=True)
class Person:
    id: int
    email: str
    name: str
    role: str


def may_be_here(row: PersonRow, at: datetime) -> bool:
    """Neither suspended nor gone: the last day with the employer is still a day on which they may sign in."""
    return row.suspended_at is None and (row.left_on is None or row.left_on >= at.date())


def clean_name(name: str) -> str:
    """One line, composed, without control or direction marks, at most 300 characters."""
    kept = "".join(
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFC", encodable(name))
        if letter.isspace()
        or (
            unicodedata.category(letter) != "Cc"
            and letter not in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        )
    )
    return " ".join(kept.split())[:300]


def folded_name(name: str) -> str:
    """What stays the same where a name is typed with other capitals, accents or spaces."""
    plain = unicodedata.normalize("NFKD", clean_name(name)).casefold()
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def plain_address(email: str) -> str:
    return encodable(email).strip().lower()


def checked_address(email: str) -> str:
    """The address as it is kept. Raises NotUnderstood with `fields`."""
    address = plain_address(email)
    name, _, host = address.partition("@")
    odd = any(not each.isprintable() or each == " " for each in address)
    if not name or not host or "@" in host or odd or len(address) > LONGEST_ADDRESS:
        words = f"“{email}” is not an e-mail address. Write it like name@example.org."
        if not address:
            words = "Write an e-mail address, like name@example.org."
        raise NotUnderstood(words, fields={"email": words})
    return address


def encodable(text: str) -> str:
    """Without lone surrogates, which JSON can carry and nothing can keep."""
    return text.encode(errors="replace").decode()


def as_person(row: PersonRow) -> Person:
    assert row.id is not None
    return Person(row.id, row.email, row.name, row.role)


def greeting(person: Person) -> str:
    """The first line of a mail to this person."""
    return f"Hello {person.name}," if person.name else "Hello,"
