"""The send log for admins, and the page that shows mails where a demonstration sends none."""

import re
from collections.abc import Callable

import pytest
from sqlmodel import select

from api import mail, people
from api.settings import Settings
from api.store import Store
from api.tables import MailRow
from tests.cast import Learner, Visitor, words_of
from tests.clock import START, StoppedClock
from tests.rules import deeds
from web.app import create_app


@pytest.fixture
def amir(sign_in: Callable[[str], Learner]) -> Learner:
    return sign_in("amir")


@pytest.fixture
def demonstration(settings: Settings, store: Store, clock: StoppedClock) -> Visitor:
    shown = Settings(**{**settings.model_dump(), "demonstration": True})
    return Visitor(create_app(shown, store, clock), settings.address)


def invite(store: Store, name: str = "ben") -> str:
    """Gives the path of the link in the mail."""
    with store.writing() as db:
        people.invite(db, None, deeds.person(db, name), START)
        return deeds.mailed_link(db)


def give_up(store: Store, number: int = 1) -> None:
    with store.writing() as db:
        mail.stuck(db, number, "The mail server refused the address (550).", True, START)


def test_an_admin_sees_to_whom_what_was_written_and_how_it_went_and_never_a_link(
    amir: Learner, store: Store, clock: StoppedClock
) -> None:
    paths = [invite(store), invite(store, "ada")]
    give_up(store)
    clock.forward(minutes=20)
    page, told = amir.get("/admin/mail"), amir.get("/api/mails")
    assert "The oldest mail that has not left was written 20 minutes ago." in words_of(page)
    assert "ada@work.example invitation 23 November 2026, 14:02 Waiting" in words_of(page)
    assert [each["state"] for each in told.json()] == ["waiting", "gave up"]
    for path in paths:
        assert path.rpartition("/")[2] not in page.text + told.text
    assert "/welcome/" not in page.text + told.text


def test_a_mail_given_up_is_sent_again_by_a_button(amir: Learner, store: Store) -> None:
    invite(store)
    assert "Send again" not in words_of(amir.get("/admin/mail"))
    give_up(store)
    page = amir.get("/admin/mail")
    assert "Given up. The mail server refused the address (550)." in words_of(page)
    assert "Send again to ben@work.example" in words_of(page)
    sent = amir.send("/admin/mail/1/tries")
    assert (sent.status_code, sent.headers["location"]) == (303, "/admin/mail")
    assert "14:02 Waiting 0" in words_of(amir.get("/admin/mail"))
    assert amir.send("/admin/mail/1/tries").status_code == 422
    assert amir.post_json("/api/mails/1/tries").status_code == 422


def test_the_log_goes_on_to_older_mails_page_by_page(amir: Learner, store: Store) -> None:
    with store.writing() as db:
        for number in range(60):
            mail.queue(db, None, f"person-{number}@work.example", "test", "A test", "Hello,", START)
    first = amir.get("/admin/mail")
    [older] = re.findall(r'href="(/admin/mail\?before=\d+)" rel="next"', first.text)
    second = amir.get(older)
    assert "person-59@" in first.text and "person-9@" not in first.text
    assert "person-9@" in second.text and "person-59@" not in second.text
    assert 'rel="prev"' in second.text and 'rel="next"' not in second.text
    assert len(amir.get("/api/mails").json()) == 50
    assert amir.get("/admin/mail?before=x").status_code == 422


def test_without_a_mail_server_the_log_says_why_everything_waits(amir: Learner, store: Store) -> None:
    invite(store)
    assert "No mail server is set, so mails wait here." in words_of(amir.get("/admin/mail"))
    assert "No mail is sent from here yet" in words_of(amir.get("/forgotten"))


def test_in_a_demonstration_anyone_reads_the_mails_and_follows_their_links(
    demonstration: Visitor, store: Store
) -> None:
    assert "No mail has been written yet" in words_of(demonstration.get("/mails"))
    path = invite(store)
    page = demonstration.get("/mails")
    assert f'<a href="{path}">https://debrief.test{path}</a>' in page.text
    assert "Hello Ben Ó Briain," in words_of(page)
    assert demonstration.get(path).status_code == 200


def test_nowhere_else_are_mails_shown(anyone: Visitor, amir: Learner, store: Store) -> None:
    invite(store)
    assert anyone.get("/mails").status_code == amir.get("/mails").status_code == 404


def test_a_name_with_marks_in_it_stands_in_a_mail_as_it_is(demonstration: Visitor, store: Store) -> None:
    with store.writing() as db:
        odd = people.add(db, "odd@work.example", "<b>{link}</b> & Co", "staff", START)
        people.invite(db, None, odd, START)
        [text] = db.exec(select(MailRow.text)).all()
    assert text and text.startswith("Hello <b>{link}</b> & Co,\n")
    assert "&lt;b&gt;{link}&lt;/b&gt; &amp; Co" in demonstration.get("/mails").text


def test_with_a_mail_server_the_log_says_when_the_next_try_is(
    settings: Settings, store: Store, clock: StoppedClock
) -> None:
    invite(store)
    with store.writing() as db:
        assert mail.claim(db, START)
        mail.stuck(db, 1, "The mail server could not be reached, or broke off.", False, START)
    given = {"smtp": "smtp://127.0.0.1:2525", "mail_from": "training@kettle.example"}
    app = create_app(Settings(**{**settings.model_dump(), **given}), store, clock)
    page = Learner(app, settings.address, store, clock, "admin@work.example").get("/admin/mail")
    words = "Waiting, next try 23 November 2026, 14:03. The mail server could not be reached, or broke off. 1"
    assert words in words_of(page)
