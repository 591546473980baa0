"""One-time links that people ask for themselves, and what may be known from the answer: nothing."""

from datetime import timedelta

import pytest
from sqlmodel import select

from api import mail, people, throttling
from api.errors import LinkSpent, TooManyTries
from api.people.links import FORGOTTEN_LIFE, SIGN_IN_LIFE
from api.store import Store
from api.tables import LinkRow
from tests.cast import Visitor, words_of
from tests.clock import START
from tests.rules import deeds
from tests.rules.test_throttling import statements

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
PLACE = "192.0.2.7"
NEW = "violet-teapot-ladder-fjord"


def ask(
    store: Store, email: str = "ben@work.example", purpose="password", at=START, place: str = PLACE
) -> int:
    """Gives how many mails are waiting afterwards."""
    people.ask_for_link(store, purpose, email, place, at)
    with store.reading() as db:
        return len(mail.log(db))


def link(store: Store) -> str:
    with store.reading() as db:
        return deeds.mailed_link(db)


def test_somebody_who_forgot_chooses_a_new_password_by_the_link_in_the_mail(
    anyone: Visitor, store: Store
) -> None:
    page = anyone.send("/forgotten", email=" ADA@work.example ", purpose="password")
    assert (page.status_code, page.headers["location"]) == (303, "/forgotten/asked")
    assert "a link is on its way" in words_of(anyone.get("/forgotten/asked"))
    path = link(store)
    assert path.startswith("/welcome/")
    assert anyone.get(path).status_code == 200
    done = anyone.send(path, name="Ada Nwosu", password=NEW)
    assert (done.status_code, done.headers["location"]) == (303, "/learning?saved=password")
    assert people.with_password(store, "ada@work.example", NEW, PLACE, START)
    assert anyone.send(path, name="Ada Nwosu", password=NEW).status_code == 410


def test_a_link_for_a_forgotten_password_works_for_an_hour(store: Store) -> None:
    ask(store)
    token = link(store).removeprefix("/welcome/")
    assert timedelta(hours=1) == FORGOTTEN_LIFE
    with store.reading() as db:
        assert people.link_holder(db, token, START + FORGOTTEN_LIFE).email == "ben@work.example"
        with pytest.raises(LinkSpent):
            people.link_holder(db, token, START + FORGOTTEN_LIFE + SECOND)


@pytest.mark.parametrize("through", ["page", "json"])
def test_a_sign_in_link_lets_in_once_and_opening_it_spends_nothing(
    anyone: Visitor, store: Store, through: str
) -> None:
    if through == "page":
        anyone.send("/forgotten", email="ben@work.example", purpose="sign_in")
    else:
        assert anyone.post_json("/api/links", email="ben@work.example", purpose="sign_in").status_code == 202
    path = link(store)
    for _ in range(3):
        assert "You will be signed in as ben@work.example" in words_of(anyone.get(path))
    if through == "page":
        done = anyone.send(path, shared="yes")
        assert (done.status_code, done.headers["location"]) == (303, "/learning")
    else:
        done = anyone.post_json(f"/api/links/{path.rpartition('/')[2]}/session", shared=True)
        assert (done.status_code, done.json()["email"]) == (201, "ben@work.example")
    assert "Max-Age" not in done.headers["set-cookie"]
    assert anyone.get("/api/session").json()["name"] == "Ben Ó Briain"
    assert anyone.get(path).status_code == anyone.send(path).status_code == 410


def test_a_sign_in_link_works_for_a_quarter_of_an_hour(store: Store) -> None:
    ask(store, purpose="sign_in")
    token = link(store).removeprefix("/sign-in/link/")
    assert timedelta(minutes=15) == SIGN_IN_LIFE
    with store.writing() as db, pytest.raises(LinkSpent):
        people.with_link(db, token, START + SIGN_IN_LIFE + SECOND)
    with store.writing() as db:
        assert people.with_link(db, token, START + SIGN_IN_LIFE).email == "ben@work.example"


def test_a_link_for_one_thing_is_good_for_no_other(anyone: Visitor, store: Store) -> None:
    ask(store, purpose="sign_in")
    to_sign_in = link(store).rpartition("/")[2]
    ask(store, at=START + MINUTE)
    to_choose = link(store).rpartition("/")[2]
    assert anyone.get(f"/welcome/{to_sign_in}").status_code == 410
    assert anyone.send(f"/welcome/{to_sign_in}", name="B", password=NEW).status_code == 410
    assert anyone.send(f"/sign-in/link/{to_choose}").status_code == 410
    assert anyone.get(f"/sign-in/link/{to_sign_in}").status_code == 200


def test_admins_get_no_sign_in_link_and_one_from_before_lets_no_admin_in(store: Store) -> None:
    assert ask(store, "admin@work.example", "sign_in") == 0
    assert ask(store, "admin@work.example") == 1
    ask(store, purpose="sign_in")
    token = link(store).removeprefix("/sign-in/link/")
    with store.writing() as db:
        people.give_role(db, None, deeds.person(db, "ben").id, "admin", START)
    with store.writing() as db, pytest.raises(LinkSpent):
        people.with_link(db, token, START)


def test_nobody_suspended_gets_or_uses_a_link(store: Store, anyone: Visitor) -> None:
    ask(store, purpose="sign_in")
    path = link(store)
    with store.writing() as db:
        people.suspend(db, None, deeds.person(db, "ben").id, START)
    assert anyone.get(path).status_code == anyone.send(path).status_code == 410
    for purpose in ("password", "sign_in"):
        assert ask(store, purpose=purpose, at=START + 2 * MINUTE) == 1


def test_one_address_gets_one_mail_a_minute_and_five_an_hour(store: Store) -> None:
    counts = [ask(store, at=START + number * 30 * SECOND) for number in range(20)]
    assert counts[:4] == [1, 1, 2, 2]
    assert counts[-1] == 5
    assert ask(store, purpose="sign_in", at=START + timedelta(minutes=59)) == 5
    assert ask(store, purpose="sign_in", at=START + timedelta(minutes=61)) == 6
    assert ask(store, "ada@work.example") == 7


def test_whoever_asks_for_too_many_from_one_place_waits_and_nobody_else(
    store: Store, anyone: Visitor
) -> None:
    for number in range(throttling.PLACE_BURST):
        ask(store, f"nobody-{number}@work.example", place="testclient")
    for door in (
        lambda: anyone.send("/forgotten", email="ben@work.example"),
        lambda: anyone.post_json("/api/links", email="ben@work.example"),
    ):
        answer = door()
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "2")
        assert "Wait 2 seconds, then ask again." in answer.text
    with pytest.raises(TooManyTries):
        ask(store, place="testclient")
    assert ask(store) == 1


def test_asking_never_ends_a_link_that_somebody_else_sent(store: Store) -> None:
    """Otherwise anyone could spoil a colleague's invitation."""
    with store.writing() as db:
        invited = people.make_link(db, deeds.person(db, "ben"), START)
    ask(store)
    with store.reading() as db:
        assert people.link_holder(db, invited, START)


def test_a_new_password_ends_every_other_link(store: Store) -> None:
    ask(store, purpose="sign_in")
    to_sign_in = link(store).rpartition("/")[2]
    ask(store, at=START + MINUTE)
    with store.writing() as db:
        people.set_password(db, link(store).rpartition("/")[2], "Ben", NEW, START + MINUTE)
    with store.writing() as db, pytest.raises(LinkSpent):
        people.with_link(db, to_sign_in, START + MINUTE)


def test_the_answer_is_the_same_whether_an_address_is_known_or_not(anyone: Visitor, store: Store) -> None:
    with store.writing() as db:
        people.suspend(db, None, deeds.person(db, "tess").id, START)
    told = set()
    for email in ("ben@work.example", "nobody@work.example", "tess@work.example", "admin@work.example"):
        page = anyone.send("/forgotten", email=email, purpose="sign_in")
        json = anyone.post_json("/api/links", email=email, purpose="sign_in")
        told.add((page.status_code, page.headers["location"], page.text, json.status_code, json.text))
    assert len(told) == 1
    with store.reading() as db:
        assert [each.address for each in mail.log(db)] == ["ben@work.example"]


def test_known_and_unknown_addresses_ask_much_the_same_of_the_database(store: Store) -> None:
    """A mail is two rows more; the turn of the writer and its commit are what takes time. See the benchmark."""
    known, unknown = (
        statements(lambda email=email: ask(store, email))
        for email in ("ben@work.example", "nobody@work.example")
    )
    extra = [each for each in known if each not in unknown]
    assert all(each.startswith("INSERT INTO") for each in extra) and len(extra) == 2
    assert [each for each in known if each not in extra] == unknown


@pytest.mark.parametrize("email", ["", "ben", "ben@", "ben work@example", "a@b\r\nBcc: eve@evil.example"])
def test_what_is_no_address_is_said_beside_the_field(anyone: Visitor, store: Store, email: str) -> None:
    page = anyone.send("/forgotten", email=email)
    assert page.status_code == 422
    assert ("is not an e-mail address" if email else "Write an e-mail address") in words_of(page)
    assert anyone.post_json("/api/links", email=email).status_code == 422
    with store.reading() as db:
        assert not mail.log(db)


def test_only_a_hash_of_the_link_is_kept_beside_the_mail(store: Store) -> None:
    ask(store)
    token = link(store).rpartition("/")[2]
    with store.reading() as db:
        [row] = db.exec(select(LinkRow)).all()
    assert len(row.token_hash) == 64 and row.token_hash != token
