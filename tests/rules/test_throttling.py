"""Wrong passwords: slower and slower from the sixth on, for everyone alike, and nobody locked out."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, event
from sqlmodel import col, select

from api import people, throttling
from api.errors import SignInRefused, TooManyTries
from api.store import Store
from api.tables import ThrottleRow
from tests.cast import PASSWORD, Visitor
from tests.clock import START

ADA, NOBODY = "ada@work.example", "nobody@work.example"
HOME, OFFICE = "198.51.100.7", "192.0.2.1"
SECOND = timedelta(seconds=1)


def tries(store: Store, email: str, at: datetime = START, place: str = HOME, password: str = "no") -> str:
    """What somebody meets: "in", "wrong", or how many seconds they are to wait."""
    try:
        people.with_password(store, email, password, place, at)
    except SignInRefused:
        return "wrong"
    except TooManyTries as refused:
        return str(refused.extra["seconds"])
    return "in"


def mistaken(store: Store, email: str, times: int, at: datetime = START, place: str = HOME) -> None:
    """So many wrong passwords in a row, without what it costs to check them."""
    with store.writing() as db:
        for _ in range(times):
            throttling.count(db, email, place, at)


@pytest.mark.parametrize("email", [ADA, NOBODY])
def test_five_wrong_passwords_are_answered_and_the_sixth_has_to_wait(store: Store, email: str) -> None:
    assert [tries(store, email) for _ in range(6)] == ["wrong"] * 5 + ["15"]
    assert tries(store, email, password=PASSWORD) == "15"


@pytest.mark.parametrize("email", [ADA, NOBODY])
def test_the_wait_doubles_with_each_wrong_password_up_to_five_minutes(store: Store, email: str) -> None:
    mistaken(store, email, 5)
    at, waits = START, []
    for _ in range(7):
        waits.append(int(tries(store, email, at)))
        at += timedelta(seconds=waits[-1])
        assert tries(store, email, at - SECOND) == "1"
        assert tries(store, email, at) == "wrong"
    assert waits == [15, 30, 60, 120, 240, 300, 300]


def test_another_process_knows_of_it_too(store: Store) -> None:
    mistaken(store, ADA, 5)
    again = Store(store.url)
    assert tries(again, ADA) == "15"
    again.close()


def test_the_right_password_from_another_place_is_let_in_meanwhile(store: Store) -> None:
    mistaken(store, ADA, 12)
    assert tries(store, ADA, password=PASSWORD) == "300"
    assert tries(store, ADA, place=OFFICE, password=PASSWORD) == "in"
    assert tries(store, ADA, password=PASSWORD) == "300"


def test_waiting_is_enough_and_the_right_password_then_wipes_the_slate(store: Store) -> None:
    mistaken(store, ADA, 5)
    later = START + timedelta(seconds=15)
    assert tries(store, ADA, later, password=PASSWORD) == "in"
    assert [tries(store, ADA, later) for _ in range(6)] == ["wrong"] * 5 + ["15"]


def test_a_refusal_to_check_counts_for_nothing(store: Store) -> None:
    mistaken(store, ADA, 5)
    for _ in range(20):
        assert tries(store, ADA) == "15"
    assert tries(store, ADA, START + timedelta(seconds=15), password=PASSWORD) == "in"


def test_an_hour_without_a_wrong_password_starts_a_new_row_of_them(store: Store) -> None:
    mistaken(store, ADA, 11)
    later = START + throttling.FORGOTTEN_AFTER + SECOND
    assert [tries(store, ADA, later) for _ in range(6)] == ["wrong"] * 5 + ["15"]


@pytest.mark.parametrize("email", [ADA, NOBODY])
def test_one_account_tried_from_everywhere_is_slowed_after_a_hundred(store: Store, email: str) -> None:
    for number in range(99):
        mistaken(store, email, 1, place=f"203.0.113.{number}")
    assert tries(store, email) == "wrong"
    assert tries(store, email, place=OFFICE) == "15"


def test_one_place_that_tries_many_accounts_is_slowed_after_thirty(store: Store) -> None:
    for number in range(30):
        mistaken(store, f"person-{number}@work.example", 1)
    assert tries(store, "somebody-new@work.example") == "2"
    assert tries(store, "somebody-new@work.example", place=OFFICE) == "wrong"
    later = START + timedelta(seconds=2)
    assert [tries(store, f"another-{number}@work.example", later) for number in range(2)] == ["wrong", "2"]


def test_a_place_with_one_mistake_every_two_seconds_all_day_waits_for_nothing(store: Store) -> None:
    """A big office behind one address."""
    for number in range(90):
        at = START + number * throttling.PLACE_EACH
        mistaken(store, f"person-{number}@work.example", 1, at, place=OFFICE)
    assert tries(store, ADA, START + timedelta(minutes=3), place=OFFICE, password=PASSWORD) == "in"


def test_whoever_has_one_address_of_version_six_has_all_beside_it(store: Store) -> None:
    for number in range(5):
        mistaken(store, ADA, 1, place=f"2001:db8::{number}:7")
    assert tries(store, ADA, place="2001:db8::9:9") == "15"
    assert tries(store, ADA, place="2001:db8:0:1::7", password=PASSWORD) == "in"
    mistaken(store, ADA, 5, place="192.0.2.9")
    assert tries(store, ADA, place="::ffff:192.0.2.9") == "15"


def test_a_clock_that_was_wrong_for_a_while_locks_nobody_out(store: Store) -> None:
    mistaken(store, ADA, 40, START + timedelta(days=3))
    assert tries(store, ADA) == "wrong"
    assert tries(store, ADA, password=PASSWORD) == "in"


def test_what_is_kept_names_nobody_and_goes_after_a_day(store: Store) -> None:
    mistaken(store, ADA, 1)
    with store.reading() as db:
        kept = db.exec(select(ThrottleRow)).all()
    assert len(kept) == 3
    assert all(len(row.key) == 64 and row.failures == 1 for row in kept)
    mistaken(store, NOBODY, 1, START + throttling.KEPT + SECOND, place=OFFICE)
    with store.reading() as db:
        assert not db.exec(select(ThrottleRow).where(col(ThrottleRow.last_at) == START)).all()


def test_the_right_password_writes_nothing_when_nothing_was_wrong_before(store: Store) -> None:
    with store.writing(), store.reading():
        assert tries(store, ADA, password=PASSWORD) == "in"


def statements(act: Callable[[], object]) -> list[str]:
    """What is asked of the database meanwhile, in order."""
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return asked


def test_known_and_unknown_addresses_ask_the_same_of_the_database(store: Store) -> None:
    """How long it takes besides is measured by the benchmark sign_in."""
    asked = [
        statements(lambda email=email: tries(store, email)) for email in (ADA, NOBODY, "ben@work.example")
    ]
    assert len(asked[0]) >= 6
    assert asked[0] == asked[1] == asked[2]


def test_every_door_says_how_long_to_wait_and_the_way_round(anyone: Visitor, store: Store) -> None:
    doors: dict[str, Callable[[str], object]] = {
        "page": lambda email: anyone.send("/sign-in", email=email, password="no"),
        "json": lambda email: anyone.post_json("/api/session", email=email, password="no"),
    }
    told = set()
    for email in (ADA, NOBODY):
        mistaken(store, email, 8, place="testclient")
        for name, door in doors.items():
            answer = door(email)
            assert (answer.status_code, answer.headers["retry-after"]) == (429, "120"), name
            assert "Wait 2 minutes, or use a link by e-mail." in answer.text
            told.add((name, answer.text.replace(email, "x")))
    assert len(told) == 2
