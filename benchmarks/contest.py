"""Debrief and the floor under the same load, window by window in turn."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from statistics import median

import quiz_bank
from api.demonstration import SHIPPED_COURSE
from benchmarks.load import Plan, Task, Walker, Window
from quiz_bank import Question
from tests.faults.crowd import seat_people
from tests.faults.server import ROOT, Server

SECONDS, WINDOWS = 3.0, 5
TICKS = os.sysconf("SC_CLK_TCK")
CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0]


@contextmanager
def on_core(place: int) -> Iterator[None]:
    """What is started in here runs on one core: the servers on one, the load on another, where there are two."""
    if len(CORES) < 2:
        yield
        return
    os.sched_setaffinity(0, {CORES[place]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, CORES)


def answering(database: Path, how_many: int) -> list[Walker]:
    """People in the final check of the shipped course, who change each answer that is picked, round after round."""
    files = quiz_bank.read_folder(SHIPPED_COURSE)
    bank = quiz_bank.read(files).bank
    assert bank is not None
    walkers = []
    for seat in seat_people(database, how_many, files):
        drawn = [question for id in seat.questions if (question := bank.question(id))]
        questions = [question for question in drawn if question.kind in ("single", "multiple")]
        root = f"/learning/attempts/{seat.attempt}/questions"
        walkers.append(Walker(seat.session, tuple(Task(f"{root}/{q.id}", two_answers(q)) for q in questions)))
    return walkers


def two_answers(question: Question) -> tuple[str, str]:
    """Two different responses that fit, as a browser sends them."""
    ids = [option.id for option in question.shown()]
    if question.kind == "single":
        return f"option={ids[0]}", f"option={ids[1]}"
    choose = getattr(question, "choose", None) or 1
    picked = ids[:choose], ids[-choose:]
    first, second = ("&".join(f"options={id}" for id in each) for each in picked)
    return first, second


@dataclass
class Contestant:
    """A server, those who use it, and its windows so far. `cpu`: seconds of the server for each of them."""

    server: Server
    walkers: list[Walker]
    status: int
    windows: list[Window] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def run(self, seconds: float = SECONDS) -> Window:
        plan = Plan(self.server.port, seconds, self.status, tuple(self.walkers))
        before = cpu_of(self.server.pid)
        with on_core(-1):
            ended = subprocess.run(
                [sys.executable, "-m", "benchmarks.load"],
                cwd=ROOT,
                input=json.dumps(asdict(plan)),
                capture_output=True,
                text=True,
            )
        assert ended.returncode == 0, ended.stderr
        window = Window(**json.loads(ended.stdout))
        self.cpu.append(cpu_of(self.server.pid) - before)
        self.windows.append(window)
        self.walkers = [
            replace(each, done=done) for each, done in zip(self.walkers, window.done, strict=True)
        ]
        return window

    def warm_up(self) -> None:
        self.run(1.0)
        self.windows.clear()
        self.cpu.clear()

    @property
    def rate(self) -> float:
        """A second, the median of the windows."""
        return median(window.rate for window in self.windows)

    @property
    def cpu_each(self) -> float:
        """Seconds of the server's CPU for one, the median of the windows."""
        return median(cpu / window.answered for cpu, window in zip(self.cpu, self.windows, strict=True))

    @property
    def load(self) -> float:
        """Which share of its core the load itself used: near 1, it was the load that was measured."""
        return median(window.cpu / window.seconds for window in self.windows)

    def __str__(self) -> str:
        return f"{self.rate:,.0f}/s, {self.cpu_each * 1000:.3f} ms CPU each, the load's core {self.load:.0%} busy"


def cpu_of(process: int) -> float:
    """Seconds of CPU, user and system, that a process has used with all its threads."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


@contextmanager
def contestant(server: Server, walkers: list[Walker], status: int) -> Iterator[Contestant]:
    """Up and warm, and gone when this ends."""
    try:
        with on_core(0):
            server.start()
        ready = Contestant(server, walkers, status)
        ready.warm_up()
        yield ready
    finally:
        server.kill()
