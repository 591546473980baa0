"""Where 5,000 people stand with one course, as at a past day: the evidence gathered, the rule asked for each.

People as in the tests of the rule: starters and leavers, tries, talks, exemptions, renewals, passes withdrawn.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import count
from pathlib import Path
from random import Random
from statistics import median

from sqlalchemy import event

from api import migrating, people, standings
from api.store import Db, Store
from benchmarks.figures import Figure
from tests.clock import LONDON, START
from tests.rules.histories import Life
from tests.rules.telling import tell

PEOPLE, ROUNDS = 5000, 5
DAY, AT = date(2027, 6, 30), datetime(2027, 8, 1, 9, tzinfo=LONDON)


def measure() -> dict[str, Figure]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'debrief.db'}")
        migrating.migrate(store)
        chance, ids = Random(1), count(10_000)
        lives = {1000 + number: Life(chance, ids).history for number in range(PEOPLE)}
        with store.writing() as db:
            tell(db, lives, giver=people.add(db, "leah@work.example", "Leah", "lead", START).id)
        with store.reading() as db:
            who = people.by_email(db, "p1000@work.example")
            took, said = zip(*(once(db, list(lives)) for _ in range(ROUNDS)), strict=True)
            with counting(db) as own:
                standings.of_person(db, who, AT)
        store.close()
    return {
        "standings.as_at": Figure(round(median(took), 2), "s for 5,000 people", 1.0),
        "standings.statements": Figure(max(said), "statements", 10),
        "standings.own_statements": Figure(len(own), "statements for one person's page", 10),
    }


def once(db: Db, ids: list[int]) -> tuple[float, int]:
    """Seconds, and how many statements."""
    with counting(db) as said:
        began = time.perf_counter()
        lines = standings.as_at(db, ids, ["cups"], DAY, AT)
        took = time.perf_counter() - began
    assert len(lines) == PEOPLE
    return took, len(said)


@contextmanager
def counting(db: Db) -> Iterator[list[str]]:
    said: list[str] = []
    engine = db.connection().engine

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)
