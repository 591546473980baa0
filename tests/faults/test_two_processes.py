"""Two processes on one database: a second server is refused, commands take turns with the server."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api import people
from api.store import Store
from tests.banks import right
from tests.faults.crowd import Browser, Crowd, Seat, lost, seat_people
from tests.faults.server import Server, run, serving

COLLEAGUES = 2


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("two-processes") / "debrief.db"


@pytest.fixture(scope="module")
def seats(database: Path) -> list[Seat]:
    """Each test takes people of its own."""
    return seat_people(database, 12)


@pytest.fixture(scope="module")
def server(database: Path, seats: list[Seat]) -> Iterator[Server]:
    with serving(database) as running:
        yield running


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """As long as this lasts, this process writes and no other may."""
    with Path(f"{database}.lock").open("rb+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_a_second_server_on_the_same_data_is_refused_in_one_line(server: Server, database: Path) -> None:
    """The control is the fixture: the same command on the same file, with no other server there, is served."""
    second = run(database, "serve", "--port", "0")
    assert second.returncode == 2
    [line] = second.stderr.splitlines()
    assert line.startswith("Another Debrief server is using") and "Stop it first" in line
    with Browser(server, Seat("", 0, ())) as first:
        assert first.get("/health").status == 200


def test_inviting_people_while_others_answer_neither_fails_nor_loses_anything(
    server: Server, database: Path, seats: list[Seat]
) -> None:
    """No control: without the lock file SQLite's own lock still keeps the two apart. What the file is for, the
    WAL-reset bug, cannot be brought about at will."""
    crowd = Crowd(server, seats[:6], answers=100_000)
    with crowd.answering():
        crowd.wait_until_acknowledged(1)
        for number in range(COLLEAGUES):
            before = len(crowd.ledger)
            invited = run(database, "people", "invite", f"colleague-{number}@work.example")
            assert (invited.returncode, invited.stderr) == (0, "")
            assert "/welcome/" in invited.stdout
            assert len(crowd.ledger) > before, "nobody answered meanwhile"
    assert crowd.surprises == []
    assert lost(database, crowd.ledger) == []
    store = Store(f"sqlite:///{database}")
    with store.reading() as db:
        assert all(people.is_here(db, f"colleague-{number}@work.example") for number in range(COLLEAGUES))
    store.close()


def test_a_database_locked_for_longer_than_the_wait_is_503_with_retry_after_and_reads_go_on(
    server: Server, database: Path, seats: list[Seat]
) -> None:
    """The control is at the end: the same answers are saved once the lock is free."""
    page, program, reader = seats[6:9]
    with Browser(server, page) as one, Browser(server, program) as other, Browser(server, reader) as third:
        with locked(database):
            one.send_answer("form", page.questions[0], 0, right(page.questions[0]))
            other.send_answer("json", program.questions[0], 0, right(program.questions[0]))
            assert (
                third.get(f"/learning/attempts/{reader.attempt}/questions/{reader.questions[0]}").status
                == 200
            )
            assert third.get("/learning").status == 200
            assert one.is_waiting() and other.is_waiting(), "the pages came only after the writers gave up"
            for refused in (one.read(), other.read()):
                assert (refused.status, refused.headers["retry-after"]) == (503, "5")
                assert "Not saved yet: Debrief is busy" in refused.text
        assert one.answer("form", page.questions[0], 0, right(page.questions[0])).status == 303
        assert other.answer("json", program.questions[0], 0, right(program.questions[0])).status == 201


def test_a_database_locked_for_less_than_the_wait_is_waited_for(
    server: Server, database: Path, seats: list[Seat]
) -> None:
    """No control: this is the control of the test above."""
    patient, reader = seats[9:11]
    question = patient.questions[0]
    with Browser(server, patient) as one, Browser(server, reader) as other:
        with locked(database):
            one.send_answer("form", question, 0, right(question))
            assert other.get("/learning").status == 200
            assert one.is_waiting()
        assert one.read().status == 303
