"""Mail in processes of its own: sent by the server, by a worker, after a kill, and wrong passwords after a restart."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from api import mail
from api.store import Store
from tests.faults.crowd import FORM, Browser, Seat, seat_people, wait_until
from tests.faults.server import ROOT, STOP_SECONDS, environment, free_port, run, serving
from tests.post_office import PostOffice, pause

STOPPED = (0, -15)
NOBODY = Seat("", 0, ())


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "debrief.db"
    seat_people(path, 1)
    return path


@pytest.fixture
def office() -> Iterator[PostOffice]:
    made = PostOffice()
    with made.open():
        yield made


def queue(database: Path, how_many: int = 1) -> None:
    store = Store(f"sqlite:///{database}")
    with store.writing() as db:
        for number in range(how_many):
            address = f"person-{number}@work.example"
            mail.queue(db, None, address, "test", "A test", "Hello,", datetime.now(UTC))
    store.close()


def states_in(store: Store) -> list[str]:
    with store.reading() as db:
        return [each.state for each in mail.log(db)]


def states(database: Path) -> list[str]:
    with closing(Store(f"sqlite:///{database}")) as store:
        return states_in(store)


def wait_until_sent(database: Path, how_many: int) -> None:
    with closing(Store(f"sqlite:///{database}")) as store:
        wait_until(lambda: states_in(store) == ["sent"] * how_many)


@contextmanager
def worker(database: Path, office: PostOffice) -> Iterator[subprocess.Popen[bytes]]:
    """python -m api worker, gone when this ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "api", "worker"],
        cwd=ROOT,
        env=environment(database, free_port(), office.variables()),
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def ten_minutes_later(database: Path) -> None:
    """The claim of whoever was killed is over."""
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("UPDATE mails SET claimed_until = queued_at").rowcount == 1
        db.commit()


def test_the_server_sends_what_is_queued_and_stops_when_told(database: Path, office: PostOffice) -> None:
    with serving(database, more=office.variables()) as server:
        queue(database, 3)
        wait_until_sent(database, 3)
        assert server.stop() in STOPPED
    assert sorted(to for to, _ in office.got) == [f"person-{number}@work.example" for number in range(3)]


def test_a_server_and_a_worker_beside_it_send_nothing_twice(database: Path, office: PostOffice) -> None:
    queue(database, 30)
    with worker(database, office), serving(database, more=office.variables()):
        wait_until_sent(database, 30)
    assert len({to for to, _ in office.got}) == len(office.got) == 30


def test_a_worker_killed_between_the_server_and_the_mark_sends_it_again_under_the_same_id(
    database: Path, office: PostOffice
) -> None:
    """At least once: the mail is never lost, and whoever gets it twice can tell."""
    reached, go_on = Event(), Event()
    office.before_taking = pause(reached, go_on)
    queue(database)
    with worker(database, office) as process:
        assert reached.wait(STOP_SECONDS)
        process.kill()
        process.wait()
    office.before_taking = lambda: None
    go_on.set()
    assert states(database) == ["waiting"]
    assert "Mails tried: 0." in run(database, "worker", "--once", more=office.variables()).stdout
    ten_minutes_later(database)
    assert "Mails tried: 1." in run(database, "worker", "--once", more=office.variables()).stdout
    assert states(database) == ["sent"]
    assert len(office.got) == 2
    assert len({made["Message-ID"] for _, made in office.got}) == 1


def test_a_worker_told_to_stop_finishes_the_mail_in_hand(database: Path, office: PostOffice) -> None:
    reached, go_on = Event(), Event()
    office.before_taking = pause(reached, go_on)
    queue(database, 2)
    with worker(database, office) as process:
        assert reached.wait(STOP_SECONDS)
        process.send_signal(signal.SIGTERM)
        go_on.set()
        assert process.wait(STOP_SECONDS) == 0
    assert states(database) == ["waiting", "sent"]


def test_a_worker_without_a_mail_server_says_what_to_set(database: Path) -> None:
    ended = run(database, "worker")
    assert ended.returncode == 2
    [line] = ended.stderr.splitlines()
    assert line == "There is no mail server to send to. Set DEBRIEF_SMTP and DEBRIEF_MAIL_FROM."


def test_the_sixth_wrong_password_waits_after_a_restart_too(database: Path) -> None:
    def tries(browser: Browser, email: str) -> int:
        browser.send("POST", "/sign-in", FORM, f"email={email}&password=not+this+one")
        return browser.read().status

    known, unknown = "person-0%40work.example", "nobody%40work.example"
    with serving(database) as server:
        with Browser(server, NOBODY) as browser:
            for email in (known, unknown):
                assert [tries(browser, email) for _ in range(5)] == [401] * 5
        assert server.stop() in STOPPED
        server.start()
        with Browser(server, NOBODY) as browser:
            assert [tries(browser, email) for email in (known, unknown)] == [429, 429]


@pytest.mark.parametrize(
    ("trusted", "statuses"), [({}, [401] * 6), ({"DEBRIEF_TRUSTED_PROXIES": "192.0.2.1"}, [401] * 5 + [429])]
)
def test_where_a_request_comes_from_is_believed_of_a_trusted_proxy_only(
    database: Path, trusted: dict[str, str], statuses: list[int]
) -> None:
    """Six tries from six places, as the proxy on this machine tells it, against six from the proxy's own."""
    found = []
    with serving(database, more=trusted) as server, Browser(server, NOBODY) as browser:
        for number in range(6):
            headers = {**FORM, "X-Forwarded-For": f"198.51.100.{number}"}
            browser.send("POST", "/sign-in", headers, "email=a%40work.example&password=not+this+one")
            found.append(browser.read().status)
    assert found == statuses
