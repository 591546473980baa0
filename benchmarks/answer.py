"""Recording one answer, against the floor.

An answer is the POST that a browser sends: a form with the session's cookie and Sec-Fetch-Site. Debrief's reply to it
is a redirect without a body, and so is the floor's; the page after it is measured by itself (page.py), not here.
Each of 32 connections is another person with another attempt; every answer is a change and says what it follows.
After each window the rows stored are counted and must be as many as were acknowledged. The latency is that within
which 99 of 100 answers come back when one person answers alone.
"""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.contest import WINDOWS, Contestant, answering, contestant
from benchmarks.figures import Figure
from tests.faults.server import Server

CONNECTIONS = 32


def measure() -> dict[str, Figure]:
    with tempfile.TemporaryDirectory() as folder:
        database, beside = Path(folder) / "debrief.db", Path(folder) / "floor.db"
        walkers = answering(database, CONNECTIONS)
        debrief, raw = Server(database), Server(beside, factory="benchmarks.floor")
        with contestant(debrief, walkers, 303) as ours, contestant(raw, walkers, 303) as floor:
            for _ in range(WINDOWS):
                for each in (ours, floor):
                    each.run()
                    check_rows(each)
            print(f"  Debrief {ours}\n  floor   {floor}")
            return {
                "answer.throughput": Figure(
                    round(ours.rate / floor.rate, 3), "x floor", 0.10, more_is_better=True
                ),
                "answer.cpu": Figure(round(ours.cpu_each / floor.cpu_each, 1), "x floor", 10),
                "answer.latency": Figure(round(latency_alone(ours) * 1000, 2), "ms", 3),
            }


def check_rows(each: Contestant) -> None:
    acknowledged = sum(walker.done for walker in each.walkers)
    with closing(sqlite3.connect(each.server.database)) as db:
        [stored] = db.execute("SELECT count(*) FROM responses").fetchone()
    assert stored == acknowledged, f"{acknowledged} answers acknowledged, {stored} stored"


def latency_alone(many: Contestant) -> float:
    """In seconds."""
    alone = Contestant(many.server, many.walkers[:1], many.status)
    for _ in range(3):
        alone.run()
    each = sorted(latency for window in alone.windows for latency in window.latencies)
    return each[int(len(each) * 0.99)]
