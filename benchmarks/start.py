"""From the start of `python -m api serve` to its first answer, and what it holds in memory then."""

import re
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.contest import answering
from benchmarks.figures import Figure
from tests.faults.server import serving

STARTS = 5


def measure() -> dict[str, Figure]:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "debrief.db"
        answering(database, how_many=1)
        took, held = zip(*(start(database) for _ in range(STARTS)), strict=True)
    return {
        "start.first_answer": Figure(round(median(took), 2), "s", 1.5),
        "start.memory": Figure(round(median(held)), "MiB", 96),
    }


def start(database: Path) -> tuple[float, float]:
    """Seconds until it answers, and MiB resident."""
    began = time.monotonic()
    with serving(database) as server:
        took = time.monotonic() - began
        status = Path(f"/proc/{server.pid}/status").read_text()
        [kilobytes] = re.findall(r"VmRSS:\s+(\d+) kB", status)
        return took, int(kilobytes) / 1024
