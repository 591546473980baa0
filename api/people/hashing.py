"""How passwords and tokens are kept: as hashes, slow ones of what people choose, quick ones of what chance made."""

import secrets
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.errors import Busy
from api.people.rows import encodable, folded_name

SHORTEST, LONGEST = 15, 128
WAIT_SECONDS = 2.0
"""For how long a sign-in waits for others before it."""
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$fKRIUoe0eYpqXslsPUvcUA$mnbTHrvq0vYOOZm9L+vkc2yYOaBdpeCv5Vja3ITz1eo"
"""The hash of a password that nobody has, so that an unknown address costs as much to refuse as a known one."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_slots = threading.BoundedSemaphore(2)


def new_token() -> str:
    """256 bits of chance, fit for an address or a cookie."""
    return secrets.token_urlsafe(32)


def of_token(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def of_password(password: str) -> str:
    return _hasher.hash(_normal(password))


@contextmanager
def slot() -> Iterator[None]:
    """The right to check a password: two at a time, as each takes 19 MiB and a core. Raises Busy."""
    if not _slots.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _slots.release()


def verifies(kept: str, password: str) -> bool:
    """Whether this is the password of a kept hash. Call it in a slot."""
    try:
        return _hasher.verify(kept, _normal(password)[: LONGEST * 4])
    except (VerificationError, InvalidHashError):
        return False


def of_name(name: str) -> str:
    """Salted and slow, as names are few and easy to guess. Raises Busy."""
    with slot():
        return _hasher.hash(folded_name(name))


def name_fits(kept: str, name: str) -> bool:
    """Whether this is the name of a kept hash, but for capitals, accents and spaces. Raises Busy."""
    with slot():
        return verifies(kept, folded_name(name))


def complaint(password: str, email: str, name: str) -> str:
    """What to do about a password that is too short or too easy to guess; empty for a good one."""
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


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", encodable(password))
