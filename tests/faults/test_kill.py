"""kill -9 in the middle of many answers, and stopping with SIGTERM: what was acknowledged is there."""

from pathlib import Path

import pytest

from api.attempts.showing import picked
from tests.faults.crowd import Browser, Crowd, doubled, lost, seat_people, shown, stored
from tests.faults.server import Server, serving

PEOPLE = 8
STOPPED = (0, -15)
"""uvicorn ends by the signal it was sent, after it has cleared up."""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "debrief.db"


@pytest.fixture
def length(request: pytest.FixtureRequest) -> tuple[int, int]:
    """How many answers and how many kills."""
    return (10_000, 20) if request.config.getoption("--long") else (500, 2)


def answer_and_kill(server: Server, crowd: Crowd, kills: int) -> None:
    with crowd.answering():
        for kill in range(1, kills + 1):
            crowd.wait_until_acknowledged(crowd.answers * kill // (kills + 1))
            crowd.kill_and_restart()
        crowd.wait_until_done()


def test_kill_9_loses_doubles_and_changes_no_acknowledged_answer(
    database: Path, length: tuple[int, int]
) -> None:
    answers, kills = length
    seats = seat_people(database, PEOPLE)
    with serving(database) as server:
        crowd = Crowd(server, seats, answers)
        answer_and_kill(server, crowd, kills)
        assert crowd.surprises == []
        assert len(crowd.ledger) == answers
        assert crowd.retries >= kills, "nobody was in the middle of an answer when the server was killed"
        assert lost(database, crowd.ledger) == []
        assert doubled(database, crowd.ledger) == 0
        rows = stored(database)
        for seat in seats:
            with Browser(server, seat) as browser:
                for question in seat.questions:
                    given = rows[seat.attempt, question]
                    assert shown(browser, question) == (len(given), picked(given[-1]))


def test_control_a_store_that_acknowledges_before_the_commit_is_found_losing_answers(database: Path) -> None:
    seats = seat_people(database, PEOPLE)
    with serving(database, factory="tests.faults.hasty") as server:
        crowd = Crowd(server, seats, answers=100_000)
        with crowd.answering():
            crowd.wait_until_acknowledged(100)
            server.kill()
    assert crowd.surprises == []
    assert lost(database, crowd.ledger) != []


def test_sigterm_under_load_loses_nothing_and_leaves_no_log_to_replay(database: Path) -> None:
    """The control is in the middle: before the stop there is a log, so that its absence says something."""
    seats = seat_people(database, PEOPLE)
    with serving(database) as server:
        crowd = Crowd(server, seats, answers=100_000)
        with crowd.answering():
            crowd.wait_until_acknowledged(100)
            assert server.wal.stat().st_size > 0
            assert server.stop() in STOPPED
        assert crowd.surprises == []
        assert not server.wal.exists() or server.wal.stat().st_size == 0
        assert lost(database, crowd.ledger) == []
        assert server.said().count("\n") == 1, server.said()
