"""Many at the same moment through real server processes: one on SQLite, two workers on PostgreSQL."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlmodel import func, select

from api import assignments, courses, migrating, people
from api.store import Store
from api.tables import AttemptRow, CertificateRow, ResponseRow, ResultRow
from tests.banks import kettle, right
from tests.faults.crowd import JSON, Browser, Crowd, Reply, Seat, doubled, lost, seat_people
from tests.faults.server import ISSUER, Server, address, run, serving
from tests.postgres import OwnServer, own_server

STARTS, HAND_INS = 50, 20


@pytest.fixture(scope="module")
def postgresql() -> Iterator[OwnServer]:
    with own_server(durable=True) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    if request.param == "sqlite":
        return tmp_path / "debrief.db"
    return request.getfixturevalue("postgresql").make()


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    return 10 if request.config.getoption("--long") else 1


def learners(database: Path | str, how_many: int) -> list[str]:
    """The sessions of people who have read everything and not started yet."""
    store, at = Store(address(database)), datetime.now(UTC) - timedelta(hours=1)
    migrating.migrate(store)
    sessions = []
    with store.writing() as db:
        edition = courses.publish(db, kettle(), ISSUER, at)
        for number in range(how_many):
            person = people.add(db, f"person-{number}@work.example", f"Person {number}", "staff", at)
            for lesson in edition.bank.lessons:
                assignments.mark_read(db, person, edition.course_id, lesson.id, at)
            sessions.append(people.start_session(db, person, False, at))
    store.close()
    return sessions


def served(database: Path | str, tmp_path: Path) -> tuple[Path, dict[str, str], int]:
    """Where it keeps its words, the settings that name its database, and how many workers there may be."""
    if isinstance(database, Path):
        return database, {}, 1
    return tmp_path / "debrief.db", {"DEBRIEF_DATABASE_URL": database}, 2


def all_at_once(server: Server, session: str, times: int, path: str, body: str = "{}") -> list[Reply]:
    """The same request from so many connections, all let go at the same moment."""
    ready = Barrier(times)

    def one(_: int) -> Reply:
        with Browser(server, Seat(session, 0, ())) as browser:
            browser.get("/health")
            ready.wait(60)
            browser.send("POST", path, JSON, body)
            return browser.read()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def until_taken(server: Server, session: str, times: int, path: str, body: str = "{}") -> list[Reply]:
    """Those told that it is busy send it again, as the page asks them to."""
    replies = all_at_once(server, session, times, path, body)
    while busy := [reply for reply in replies if reply.status == 503]:
        replies = [reply for reply in replies if reply.status != 503]
        replies += all_at_once(server, session, len(busy), path, body)
    return replies


def count(store: Store, table: type) -> int:
    with store.reading() as db:
        return db.exec(select(func.count()).select_from(table)).one()


def test_starts_answers_and_hand_ins_at_once_are_each_done_once(
    database: Path | str, tmp_path: Path, rounds: int
) -> None:
    place, more, workers = served(database, tmp_path)
    sessions, store = learners(database, rounds), Store(address(database))
    with serving(place, more=more, workers=workers) as server:
        for done, session in enumerate(sessions, start=1):
            started = until_taken(server, session, STARTS, "/api/courses/kettle/attempts")
            assert len({json.loads(reply.text)["attempt"] for reply in started}) == 1, started[0]
            assert count(store, AttemptRow) == done
            attempt = json.loads(started[0].text)["attempt"]
            with Browser(server, Seat(session, attempt, ())) as browser:
                lines = json.loads(browser.get(f"/api/attempts/{attempt}").text)["lines"]
            for line in lines:
                path = f"/api/attempts/{attempt}/questions/{line['question']}/responses"
                given = json.dumps({"follows": 0, **right(line["question"])})
                replies = until_taken(server, session, 4, path, given)
                assert {(reply.status, json.loads(reply.text)["number"]) for reply in replies} == {(201, 1)}
            assert count(store, ResponseRow) == done * len(lines)
            handed_in = until_taken(server, session, HAND_INS, f"/api/attempts/{attempt}/hand-in")
            assert len({reply.text for reply in handed_in}) == 1
            assert {reply.status for reply in handed_in} == {200}
            assert (count(store, ResultRow), count(store, CertificateRow)) == (done, done)
        assert server.said().count("Debrief for") == workers
    store.close()


def test_more_than_one_worker_on_sqlite_is_refused_in_words(tmp_path: Path) -> None:
    """The control is above: with PostgreSQL the same words are served."""
    database = tmp_path / "debrief.db"
    learners(database, 0)
    refused = run(database, "serve", "--port", "0", "--workers", "2")
    assert refused.returncode == 2
    [line] = refused.stderr.splitlines()
    assert line.startswith("SQLite is served by one process") and "move to PostgreSQL" in line


def test_a_database_that_stops_is_503_loses_nothing_and_is_found_again_without_a_restart(
    postgresql: OwnServer, tmp_path: Path, rounds: int
) -> None:
    """The control was made by hand: a server with synchronous_commit off forgets what it acknowledged, and it shows."""
    url = postgresql.make()
    seats = seat_people(url, 8)
    with serving(tmp_path / "debrief.db", more={"DEBRIEF_DATABASE_URL": url}, workers=2) as server:
        crowd = Crowd(server, seats, answers=1_000_000, may_be_away=True)
        pid = server.pid
        with crowd.answering():
            for _ in range(rounds):
                for how in ("fast", "immediate")[rounds == 1 :]:
                    crowd.wait_until_acknowledged(len(crowd.ledger) + 50)
                    refused = crowd.refused
                    postgresql.stop(how)
                    crowd.wait_until_refused(refused + 10)
                    postgresql.start()
            crowd.wait_until_acknowledged(len(crowd.ledger) + 50)
        assert crowd.surprises == []
        assert server.pid == pid and server.said().count("Debrief for") == 2
        assert lost(url, crowd.ledger) == []
        assert doubled(url, crowd.ledger) == 0
