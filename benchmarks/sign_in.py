"""What checking one password costs: slow on purpose, and yet 300 people must be able to sign in within a minute."""

import tempfile
import time
from pathlib import Path

from api import migrating, people
from api.store import Store
from benchmarks.figures import Figure
from tests.cast import PASSWORD
from tests.clock import START

CHECKS = 30


def measure() -> dict[str, Figure]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'debrief.db'}")
        migrating.migrate(store)
        with store.writing() as db:
            people.add(db, "ada@work.example", "Ada Nwosu", "staff", START, password=PASSWORD)
        before = time.process_time()
        for _ in range(CHECKS):
            with store.reading() as db:
                people.with_password(db, "ada@work.example", PASSWORD)
        each = (time.process_time() - before) / CHECKS
        store.close()
    return {"sign_in": Figure(round(each * 1000), "ms CPU", 60)}
