"""How often somebody may get a password wrong: slower and slower, never locked out.

Counted are an account as tried from one place, an account from anywhere, and a place for all accounts. Whether an
account exists makes no difference here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import bindparam, delete, text
from sqlmodel import col, select

from api.errors import TooManyTries
from api.store import Db
from api.tables import ThrottleRow, UtcDateTime

FREE = 5
"""How many wrong passwords in a row for one account from one place cost no waiting."""
FREE_ANYWHERE = 100
SHORTEST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(hours=1)
"""A row of wrong passwords is over when the last one is that old."""
PLACE_BURST, PLACE_EACH = 30, timedelta(seconds=2)
"""So many from one place at once, and after that one for each such time."""
KEPT = timedelta(days=1)

_MAKE = text(
    "INSERT INTO throttles (key, failures, last_at) VALUES (:key, 0, :at) ON CONFLICT DO NOTHING"
).bindparams(bindparam("at", type_=UtcDateTime))


@dataclass(frozen=True)
class InARow:
    """After `free` failures the wait doubles with each."""

    free: int

    def wait(self, failures: int, since: timedelta) -> timedelta:
        if failures < self.free or since > FORGOTTEN_AFTER:
            return timedelta()
        doublings = min(failures - self.free, 10)
        return min(SHORTEST_WAIT * int(2**doublings), LONGEST_WAIT) - since

    def counted(self, row: ThrottleRow, since: timedelta, at: datetime) -> None:
        row.failures = row.failures + 1 if since <= FORGOTTEN_AFTER else 1
        row.last_at = at


@dataclass(frozen=True)
class Leaking:
    """A vessel that holds `burst` failures and loses one for each `each`; it must not be full."""

    burst: int
    each: timedelta

    def wait(self, failures: int, since: timedelta) -> timedelta:
        return self.each * (failures - self.burst + 1) - since

    def counted(self, row: ThrottleRow, since: timedelta, at: datetime) -> None:
        lost = min(since // self.each, row.failures)
        row.last_at = row.last_at + self.each * lost if lost < row.failures else at
        row.failures += 1 - lost


Limit = InARow | Leaking


def check(db: Db, account: str, place: str, at: datetime) -> bool:
    """Whether this account had wrong passwords from this place lately. Raises TooManyTries."""
    limits = _limits(account, place)
    rows = _rows(db, limits)
    _refuse_while_waiting(rows, limits, at, "or use a link by e-mail")
    return any(row.failures and row.key == _both(account, place) for row in rows)


def count(db: Db, account: str, place: str, at: datetime) -> None:
    """One more wrong password."""
    _count(db, _limits(account, place), at)


def check_asking(db: Db, place: str, at: datetime) -> None:
    """Raises TooManyTries when too many links were asked for at this place."""
    limits = _asking(place)
    _refuse_while_waiting(_rows(db, limits), limits, at, "then ask again")


def asked(db: Db, place: str, at: datetime) -> None:
    """One more link asked for at a place."""
    _count(db, _asking(place), at)


def _count(db: Db, limits: dict[str, Limit], at: datetime) -> None:
    """What is too old to matter is cleared away."""
    db.exec(delete(ThrottleRow).where(col(ThrottleRow.last_at) < at - KEPT))
    db.execute(_MAKE, [{"key": key, "at": at} for key in sorted(limits)])
    query = select(ThrottleRow).where(col(ThrottleRow.key).in_(limits)).order_by(col(ThrottleRow.key))
    for row in db.exec(query.with_for_update(), execution_options={"populate_existing": True}):
        limits[row.key].counted(row, _since(row, at), at)
        db.add(row)


def forgive(db: Db, account: str, place: str) -> None:
    """The right password came from this place: what was wrong before no longer counts there."""
    row = db.get(ThrottleRow, _both(account, place), with_for_update=True)
    if row:
        row.failures = 0
        db.add(row)


def _rows(db: Db, limits: dict[str, Limit]) -> Sequence[ThrottleRow]:
    return db.exec(select(ThrottleRow).where(col(ThrottleRow.key).in_(limits))).all()


def _refuse_while_waiting(
    rows: Sequence[ThrottleRow], limits: dict[str, Limit], at: datetime, next_step: str
) -> None:
    longest = max((limits[row.key].wait(row.failures, _since(row, at)) for row in rows), default=timedelta())
    if longest > timedelta():
        raise TooManyTries(_words(longest, next_step), seconds=_seconds(longest))


def _limits(account: str, place: str) -> dict[str, Limit]:
    """What is counted, by its key."""
    return {
        _both(account, place): InARow(FREE),
        _key("account", account): InARow(FREE_ANYWHERE),
        _key("place", _network(place)): Leaking(PLACE_BURST, PLACE_EACH),
    }


def _asking(place: str) -> dict[str, Limit]:
    return {_key("asking", _network(place)): Leaking(PLACE_BURST, PLACE_EACH)}


def _since(row: ThrottleRow, at: datetime) -> timedelta:
    """A moment that lies further ahead than anyone waits was written while the clock was wrong: it is over."""
    if row.last_at - at > LONGEST_WAIT:
        return KEPT
    return max(at - row.last_at, timedelta())


def _both(account: str, place: str) -> str:
    return _key("account and place", account, _network(place))


def _key(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()


def _network(place: str) -> str:
    """Whoever has one address of version 6 has the 2**64 around it too."""
    try:
        found = ip_address(place)
    except ValueError:
        return place
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
    return str(found)


def _seconds(wait: timedelta) -> int:
    return -int(-wait.total_seconds() // 1)


def _words(wait: timedelta, next_step: str) -> str:
    seconds = _seconds(wait)
    minutes = -(-seconds // 60)
    how_long = f"{seconds} seconds" if seconds < 60 else f"{minutes} minute{'s' if minutes > 1 else ''}"
    return f"Wait {how_long}, {next_step}."
