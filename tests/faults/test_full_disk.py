"""A full disk is said plainly, loses nothing, and is over when there is room again."""

import json
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from api import people
from api.attempts.showing import picked
from api.store import TURNS_TO_CHECKPOINT, Store
from tests.banks import right, wrong
from tests.clock import START
from tests.faults.crowd import Acknowledged, Browser, Reply, Seat, doubled, lost, seat_people, shown
from tests.faults.server import Server, serving
from tests.faults.small_disk import FREE, FULL, set_pages

ENOUGH = 600


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "debrief.db"


@pytest.fixture
def seats(database: Path) -> list[Seat]:
    return seat_people(database, 2)


class Pen:
    """One person who changes one answer again and again through one door, and notes what was acknowledged."""

    def __init__(self, browser: Browser, door: str) -> None:
        self.browser, self.door, self.question = browser, door, browser.seat.questions[0]
        self.ledger: list[Acknowledged] = []

    def answer(self) -> Reply:
        number = len(self.ledger)
        given = (right, wrong)[number % 2](self.question)
        reply = self.browser.answer(self.door, self.question, number, given)
        if reply.status < 400:
            self.ledger.append(Acknowledged(self.browser.seat.attempt, self.question, number + 1, given))
        return reply

    def answer_until_refused(self) -> Reply:
        for _ in range(ENOUGH):
            if (reply := self.answer()).status >= 400:
                return reply
        raise AssertionError("the disk never filled")

    def sees_its_last_answer(self) -> bool:
        last = self.ledger[-1]
        return shown(self.browser, self.question) == (last.number, picked(last.given))


@contextmanager
def pens(server: Server, seats: list[Seat]) -> Iterator[tuple[Pen, Pen]]:
    """One at each door, each with an answer saved."""
    with Browser(server, seats[0]) as page, Browser(server, seats[1]) as program:
        both = Pen(page, "form"), Pen(program, "json")
        assert [pen.answer().status for pen in both] == [303, 201]
        yield both


@contextmanager
def no_file_larger_than(size: int, process: int = 0) -> Iterator[None]:
    """A disk on which this process (0), or another, may write, but make no file larger."""
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)


can_limit = pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits a running process")


def test_a_full_disk_is_507_in_words_reads_go_on_and_with_room_answers_are_saved_again(
    database: Path, seats: list[Seat]
) -> None:
    """The control is at both ends: the same people's answers are saved before the disk is full, and after."""
    set_pages(database, FREE)
    with (
        serving(database, factory="tests.faults.small_disk") as server,
        pens(server, seats) as (page, program),
    ):
        set_pages(database, FULL)
        refused = page.answer_until_refused()
        assert refused.status == 507
        assert "Not saved: the server&#39;s disk is full" in refused.text
        problem = program.answer_until_refused()
        assert problem.status == 507
        assert json.loads(problem.text)["type"] == "/problems/disk-full"
        assert page.sees_its_last_answer() and program.sees_its_last_answer()
        set_pages(database, FREE)
        assert [page.answer().status, program.answer().status] == [303, 201]
        ledger = page.ledger + program.ledger
    assert lost(database, ledger) == []
    assert doubled(database, ledger) == 0


@can_limit
def test_a_disk_that_refuses_to_write_is_503_reads_go_on_and_afterwards_answers_are_saved_again(
    database: Path, seats: list[Seat]
) -> None:
    """The controls are the same. The system says “file too large” here where SQLite expects to be let write."""
    with serving(database) as server, pens(server, seats) as (page, program):
        with no_file_larger_than(server.wal.stat().st_size, server.pid):
            for pen in (page, program):
                refused = pen.answer()
                assert (refused.status, refused.headers["retry-after"]) == (503, "5")
                assert pen.sees_its_last_answer()
        assert [page.answer().status, program.answer().status] == [303, 201]
        ledger = page.ledger + program.ledger
    assert lost(database, ledger) == []
    assert doubled(database, ledger) == 0


@can_limit
def test_a_checkpoint_that_the_disk_refuses_fails_nothing_that_was_written(
    database: Path, seats: list[Seat]
) -> None:
    """Room in the log and none in the database, as when a disk fills up between two checkpoints. The control: the
    same checkpoint fails when it is asked for by itself."""
    with closing(sqlite3.connect(database)) as db:
        db.execute("CREATE TABLE ballast AS SELECT zeroblob(16 * 1024 * 1024)")
    store = Store(f"sqlite:///{database}")
    with no_file_larger_than(database.stat().st_size):
        for _ in range(TURNS_TO_CHECKPOINT):
            with store.writing() as session:
                ada = people.by_email(session, "person-0@work.example")
                people.start_session(session, ada, False, START)
        with closing(sqlite3.connect(database)) as db, pytest.raises(sqlite3.OperationalError, match="disk"):
            db.execute("PRAGMA wal_checkpoint(PASSIVE)")
    store.close()
    with closing(sqlite3.connect(database)) as db:
        [kept] = db.execute("SELECT count(*) FROM sessions WHERE person_id = 1").fetchone()
    assert kept == TURNS_TO_CHECKPOINT + 1
