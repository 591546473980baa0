"""What an engine says about being locked, away, full or unfit, in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from api.errors import Busy, DiskFull, Refused, SomebodyWasFaster

TRY_AGAIN_WORDS = ("locked", "busy", "disk i/o", "connect", "terminat", "closed", "shut")
TRY_AGAIN_STATES = ("08", "40", "53", "55P03", "57")
"""Away, a deadlock, out of resources, a lock waited for too long, stopping or starting."""


class StoreUnfit(Exception):
    """Why the store cannot be used as it is, and what to do about it."""


@contextmanager
def plainly() -> Iterator[None]:
    """What an engine says about being locked, away or full, as a refusal."""
    try:
        yield
    except IntegrityError as error:
        raise SomebodyWasFaster from error
    except NoConnectionFree as error:
        raise Busy from error
    except OperationalError as error:
        refused = refusal(str(error.orig).lower(), getattr(error.orig, "sqlstate", None) or "")
        if refused is None:
            raise
        raise refused from error


def refusal(said: str, state: str) -> Refused | None:
    """`state`: the code that PostgreSQL gives with most of what it says; it may say it in any language."""
    if state == "53100" or "full" in said or "no space" in said:
        return DiskFull()
    if state.startswith(TRY_AGAIN_STATES) or any(word in said for word in TRY_AGAIN_WORDS):
        return Busy()
    return None


@contextmanager
def unfit_when_away(where: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise StoreUnfit(f"The database at {where} cannot be opened: {error.orig}.") from error
