"""Opening the page of a question, against raw ASGI that sends the same bytes and looks nothing up."""

import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.contest import WINDOWS, answering, contestant
from benchmarks.figures import Figure
from benchmarks.load import Task
from tests.faults.crowd import Browser, Seat
from tests.faults.server import Server

CONNECTIONS = 32


def measure() -> dict[str, Figure]:
    with tempfile.TemporaryDirectory() as folder:
        database, beside = Path(folder) / "debrief.db", Path(folder) / "floor.db"
        people = answering(database, CONNECTIONS)
        readers = [replace(each, tasks=tuple(Task(task.path) for task in each.tasks)) for each in people]
        debrief, raw = Server(database), Server(beside, factory="benchmarks.floor")
        with contestant(debrief, readers, 200) as ours:
            with Browser(debrief, Seat(readers[0].session, 0, ())) as browser:
                page = browser.get(readers[0].tasks[0].path).text
            beside.with_suffix(".html").write_text(page)
            with contestant(raw, readers, 200) as floor:
                for _ in range(WINDOWS):
                    for each in (ours, floor):
                        each.run()
                print(f"  Debrief {ours}\n  floor   {floor}")
                share = round(ours.rate / floor.rate, 3)
    return {"page.question": Figure(share, "x floor", 0.05, more_is_better=True)}
