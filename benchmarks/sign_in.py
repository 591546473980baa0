"""What checking one password costs: slow on purpose, and yet 300 people must be able to sign in within a minute.

And whether being refused takes another time for an address that is known than for one that is not.
"""

import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from statistics import median

from api import migrating, people
from api.errors import SignInRefused
from api.store import Store
from benchmarks.figures import Figure
from tests.cast import PASSWORD
from tests.clock import START

CHECKS, REFUSALS = 30, 60
KNOWN, UNKNOWN = "ada@work.example", "nobody@work.example"


def measure() -> dict[str, Figure]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'debrief.db'}")
        migrating.migrate(store)
        with store.writing() as db:
            people.add(db, KNOWN, "Ada Nwosu", "staff", START, password=PASSWORD)
        before = time.process_time()
        for _ in range(CHECKS):
            people.with_password(store, KNOWN, PASSWORD, "127.0.0.1", START)
        each = (time.process_time() - before) / CHECKS
        apart = {
            "known_or_unknown_signing_in": _apart(lambda email, place: _refused(store, email, place)),
            "known_or_unknown_asking": _apart(lambda email, place: _asks(store, email, place)),
        }
        store.close()
    return {
        "sign_in": Figure(round(each * 1000), "ms CPU", 60),
        **{name: Figure(round(share * 100, 1), "% between medians", 10) for name, share in apart.items()},
    }


def _apart(act: Callable[[str, str], None]) -> float:
    """By how much the medians of both differ, tried in turn, each time from another place so that nothing waits."""
    took: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for number in range(REFUSALS):
        for email, times in took.items():
            before = time.perf_counter()
            act(email, f"198.51.100.{number}")
            times.append(time.perf_counter() - before)
    known, unknown = (median(times) for times in took.values())
    return abs(known - unknown) / known


def _refused(store: Store, email: str, place: str) -> None:
    with suppress(SignInRefused):
        people.with_password(store, email, "not this one", place, START)


def _asks(store: Store, email: str, place: str) -> None:
    """An hour after the one before, so that the known one gets a mail each time."""
    at = START + timedelta(hours=int(place.rpartition(".")[2]))
    people.ask_for_link(store, "password", email, place, at)
