"""People who answer all at once through both doors, try again until they are answered, and keep a ledger of it."""

import http.client
import json
import re
import select
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

from api import assignments, attempts, courses, migrating, people
from api.store import Store
from tests.banks import kettle, right, wrong
from tests.faults.server import ISSUER, Server, address
from tests.postgres import connected

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
JSON = {"Content-Type": "application/json"}
TWICE_EVERY = 10
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Seat:
    """A signed-in person with a final check under way."""

    session: str
    attempt: int
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Acknowledged:
    attempt: int
    question: str
    number: int
    given: Mapping[str, Any]


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    text: str


def seat_people(database: Path | str, how_many: int, bank: dict[str, str] | None = None) -> list[Seat]:
    """A new database with a course, a small one if need be, and people in the middle of its final check.

    They were last seen an hour ago.
    """
    store, at = Store(address(database)), datetime.now(UTC) - timedelta(hours=1)
    try:
        migrating.migrate(store)
        with store.writing() as db:
            edition = courses.publish(db, bank or kettle(), ISSUER, at)
            seats = []
            for number in range(how_many):
                person = people.add(db, f"person-{number}@work.example", f"Person {number}", "staff", at)
                assignments.assign(db, None, person.id, edition.course_id, None, at)
                for lesson in edition.bank.lessons:
                    assignments.mark_read(db, person, edition.course_id, lesson.id, at)
                attempt = attempts.start_check(db, person, edition.course_id, at)
                paper = attempts.paper(db, person, attempt)
                session = people.start_session(db, person, False, at)
                seats.append(Seat(session, attempt, tuple(line.question for line in paper.lines)))
    finally:
        store.close()
    return seats


class Browser:
    """One keep-alive connection of one person."""

    def __init__(self, server: Server, seat: Seat) -> None:
        self.server, self.seat = server, seat
        self._connection: http.client.HTTPConnection | None = None

    def send(self, method: str, path: str, headers: Mapping[str, str] = {}, body: str | None = None) -> None:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        cookie = {"Cookie": f"debrief={self.seat.session}"}
        self._connection.request(method, path, body, {**headers, **cookie})

    def read(self) -> Reply:
        assert self._connection is not None
        reply = self._connection.getresponse()
        return Reply(reply.status, dict(reply.getheaders()), reply.read().decode())

    def get(self, path: str) -> Reply:
        self.send("GET", path)
        return self.read()

    def send_answer(self, door: str, question: str, follows: int, given: Mapping[str, Any]) -> None:
        fields = {"follows": follows, **given}
        if door == "form":
            path = f"/learning/attempts/{self.seat.attempt}/questions/{question}"
            self.send("POST", path, FORM, urlencode(fields, doseq=True))
        else:
            path = f"/api/attempts/{self.seat.attempt}/questions/{question}/responses"
            self.send("POST", path, JSON, json.dumps(fields))

    def answer(self, door: str, question: str, follows: int, given: Mapping[str, Any]) -> Reply:
        self.send_answer(door, question, follows, given)
        return self.read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def is_waiting(self) -> bool:
        """Whether nothing has come back yet to what was sent."""
        assert self._connection is not None
        return not select.select([self._connection.sock], [], [], 0)[0]

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@dataclass
class Crowd:
    """One client per seat, `answers` between them, and a monitor that asks for the server's health all the time.

    `surprises`: whatever an honest run never shows. `may_be_away`: their database may, so 503 means again.
    """

    server: Server
    seats: list[Seat]
    answers: int
    ledger: list[Acknowledged] = field(default_factory=list)
    surprises: list[str] = field(default_factory=list)
    retries: int = 0
    may_be_away: bool = False
    refused: int = 0

    def __post_init__(self) -> None:
        self._turns, self._taken = threading.Lock(), count()
        self._up, self._over = threading.Event(), threading.Event()
        self._up.set()
        self._threads = [
            threading.Thread(target=self._learn, args=(seat, "form" if place % 2 else "json"), daemon=True)
            for place, seat in enumerate(self.seats)
        ]
        self._monitor = threading.Thread(target=self._watch, daemon=True)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """They answer while this lasts, and go home at its end, after the answer each is at."""
        for thread in (*self._threads, self._monitor):
            thread.start()
        try:
            yield
        finally:
            self._over.set()
            self._up.set()
            for thread in (*self._threads, self._monitor):
                thread.join(PATIENCE_SECONDS)
        assert self._ended() and not self._monitor.is_alive(), "a client never got its answer"

    def wait_until_acknowledged(self, how_many: int) -> None:
        wait_until(lambda: len(self.ledger) >= how_many or self._ended())

    def wait_until_refused(self, how_many: int) -> None:
        wait_until(lambda: self.refused >= how_many or self._ended())

    def wait_until_done(self) -> None:
        wait_until(self._ended)

    def kill_and_restart(self) -> None:
        self._up.clear()
        self.server.kill()
        self.server.start()
        self._up.set()

    def _ended(self) -> bool:
        return not any(thread.is_alive() for thread in self._threads)

    def _watch(self) -> None:
        with Browser(self.server, self.seats[0]) as browser:
            while self._up.wait(PATIENCE_SECONDS) and not self._over.wait(0.01):
                try:
                    reply = browser.get("/health")
                except (OSError, http.client.HTTPException):
                    browser.close()
                    continue
                if reply.status != 200 and not (reply.status == 503 and self.may_be_away):
                    self.surprises.append(f"{reply.status} for the monitor: {reply.text[:300]}")

    def _learn(self, seat: Seat, door: str) -> None:
        """Change the answers to the questions in turn, each time to another than before."""
        browsers = [Browser(self.server, seat), Browser(self.server, seat)]
        numbers = dict.fromkeys(seat.questions, 0)
        for turn in count():
            taken = next(self._taken)
            if taken >= self.answers or self._over.is_set():
                break
            question = seat.questions[turn % len(seat.questions)]
            given = (right, wrong)[numbers[question] % 2](question)
            with_both = browsers if taken % TWICE_EVERY == 0 else browsers[:1]
            if not self._answer_until_acknowledged(with_both, door, question, numbers[question], given):
                break
            numbers[question] += 1
        for browser in browsers:
            browser.close()

    def _answer_until_acknowledged(
        self, browsers: list[Browser], door: str, question: str, follows: int, given: Mapping[str, Any]
    ) -> bool:
        """With two browsers, the same answer twice at once. False when the server is gone for good."""
        while self._up.wait(PATIENCE_SECONDS):
            try:
                for browser in browsers:
                    browser.send_answer(door, question, follows, given)
                replies = [browser.read() for browser in browsers]
            except (OSError, http.client.HTTPException):
                for browser in browsers:
                    browser.close()
                if self._over.is_set():
                    return False
                with self._turns:
                    self.retries += 1
                time.sleep(0.01)
                continue
            seat = browsers[0].seat
            if self.may_be_away and any(reply.status == 503 for reply in replies):
                with self._turns:
                    self.refused += 1
                time.sleep(0.01)
                continue
            with self._turns:
                odd = [words for reply in replies if (words := _odd(reply, door, follows + 1))]
                self.surprises += odd
                if not odd:
                    self.ledger.append(Acknowledged(seat.attempt, question, follows + 1, given))
            return True
        return False


def _odd(reply: Reply, door: str, number: int) -> str:
    """What is wrong with an acknowledgement; empty when nothing is."""
    if reply.status != (303 if door == "form" else 201):
        return f"{reply.status} through the {door} door: {reply.text[:300]}"
    if door == "json" and json.loads(reply.text)["number"] != number:
        return f"number {number} was acknowledged as {reply.text}"
    return ""


def wait_until(true: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.005)


def stored(database: Path | str) -> dict[tuple[int, str], list[Mapping[str, Any]]]:
    """Attempt and question -> what was given, in the order of its numbers, which run from 1 without a gap."""
    rows = _rows_of(database) if isinstance(database, Path) else _rows_on_postgresql(database)
    found: dict[tuple[int, str], list[Mapping[str, Any]]] = {}
    for attempt, question, number, given in rows:
        kept = found.setdefault((attempt, question), [])
        kept.append(given)
        assert number == len(kept), f"{question} of attempt {attempt} skips to number {number}"
    return found


_RESPONSES = "SELECT attempt_id, question, number, given FROM responses ORDER BY 1, 2, 3"


def _rows_of(database: Path) -> list[tuple[int, str, int, Mapping[str, Any]]]:
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        return [(*row[:3], json.loads(row[3])) for row in db.execute(_RESPONSES)]


def _rows_on_postgresql(url: str) -> list[tuple[int, str, int, Mapping[str, Any]]]:
    with connected(url) as db:
        return [(row[0], row[1], row[2], row[3]) for row in db.execute(_RESPONSES)]


def lost(database: Path | str, ledger: list[Acknowledged]) -> list[Acknowledged]:
    """What was acknowledged and is not there, or is there with another value."""
    rows = stored(database)
    return [
        each
        for each in ledger
        if rows.get((each.attempt, each.question), [])[each.number - 1 : each.number] != [each.given]
    ]


def doubled(database: Path | str, ledger: list[Acknowledged]) -> int:
    """How many rows there are beyond one for each acknowledged answer."""
    return sum(map(len, stored(database).values())) - len(ledger)


def shown(browser: Browser, question: str) -> tuple[int, frozenset[str]]:
    """The number and the options that the question's page shows as chosen."""
    page = browser.get(f"/learning/attempts/{browser.seat.attempt}/questions/{question}").text
    [number] = re.findall(r'name="follows" value="(\d+)"', page)
    chosen = re.findall(r'name="options?" value="(\w+)"[^>]* checked', page)
    return int(number), frozenset(chosen)
