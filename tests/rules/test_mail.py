"""The outbox: what is queued arrives, whatever happens to the mail server meanwhile."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from threading import Event

import pytest
from sqlmodel import select

from api import audit, mail, people
from api.errors import NotFound, NotUnderstood
from api.mail import BACK_OFF, CLAIM, Logged
from api.postman import Postman
from api.settings import Settings
from api.store import Store
from api.tables import MailRow
from tests.cast import Learner
from tests.clock import START, StoppedClock
from tests.post_office import PostOffice, pause
from tests.rules import deeds

MINUTE = timedelta(minutes=1)


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def postman(office: PostOffice, settings: Settings, store: Store, clock: StoppedClock) -> Postman:
    return Postman(office.settings(settings), store, clock)


@pytest.fixture
def post(office: PostOffice) -> Iterator[PostOffice]:
    with office.open():
        yield office


def queue(
    store: Store, address: str = "ben@work.example", subject: str = "A test", until: datetime | None = None
) -> None:
    with store.writing() as db:
        mail.queue(db, None, address, "test", subject, "Hello,\n\n/welcome/abc\n", START, until)


def logged(store: Store) -> Logged:
    """The newest mail of the send log."""
    with store.reading() as db:
        return mail.log(db)[0]


def text_of(store: Store, number: int) -> str | None:
    with store.reading() as db:
        return db.get_one(MailRow, number).text


def test_an_invitation_arrives_once_with_whole_addresses_and_its_text_is_then_gone(
    settings: Settings, store: Store, post: PostOffice, postman: Postman
) -> None:
    with store.writing() as db:
        people.invite(db, None, deeds.person(db, "ben"), START)
    assert postman.send_due() == 1
    assert postman.send_due() == 0
    [(address, made)] = post.got
    assert address == made["To"] == "ben@work.example"
    assert (made["From"], made["Auto-Submitted"]) == ("Training <training@kettle.example>", "auto-generated")
    assert made["Subject"] == "Choose your password for Debrief"
    assert parsedate_to_datetime(made["Date"]) == START
    assert made.get_content_type() == "text/plain"
    text = made.get_content()
    assert text.startswith("Hello Ben Ó Briain,\n")
    assert "\nhttps://debrief.test/welcome/" in text
    assert text.endswith(f"\n\n-- \nKettle council: Debrief at https://debrief.test\n{settings.help}\n")
    found = logged(store)
    assert (found.state, found.sent_at, found.tries) == ("sent", START, 1)
    assert text_of(store, found.number) is None


def test_a_server_that_is_down_is_tried_again_later_and_gets_it_when_it_is_up(
    store: Store, office: PostOffice, postman: Postman, clock: StoppedClock
) -> None:
    queue(store)
    assert postman.send_due() == 1
    found = logged(store)
    assert (found.state, found.next_try_at) == ("waiting", START + MINUTE)
    assert found.trouble == "The mail server could not be reached, or broke off."
    assert postman.send_due() == 0
    clock.forward(minutes=1)
    with office.open():
        assert postman.send_due() == 1
    assert len(office.got) == 1
    assert (logged(store).state, logged(store).trouble) == ("sent", "")


def test_tries_are_further_and_further_apart_and_end_after_a_day(
    store: Store, postman: Postman, clock: StoppedClock
) -> None:
    queue(store)
    tried = [clock()]
    while postman.send_due() and (again := logged(store).next_try_at):
        clock.now = again
        tried.append(again)
    waits = [later - earlier for earlier, later in pairwise(tried)]
    assert [wait / MINUTE for wait in waits] == [1, 5, 30, 120, 360, 900]
    assert timedelta(hours=23) < tried[-1] - START < timedelta(hours=25)
    found = logged(store)
    assert (found.state, found.tries) == ("gave up", len(BACK_OFF) + 1)
    assert text_of(store, 1) == "Hello,\n\n/welcome/abc\n"
    assert "work.example" not in found.trouble


@pytest.mark.parametrize(
    ("address", "taking", "state", "trouble"),
    [
        ("451 try later", "250 OK", "waiting", "The mail server refused the address (451)."),
        ("550 <ben@work.example> unknown", "250 OK", "gave up", "The mail server refused the address (550)."),
        ("250 OK", "452 disk full", "waiting", "The mail server refused the mail (452)."),
        ("250 OK", "554 no", "gave up", "The mail server refused the mail (554)."),
    ],
)
def test_a_refusal_for_now_is_tried_again_and_one_for_good_is_not(
    store: Store, post: PostOffice, postman: Postman, address: str, taking: str, state: str, trouble: str
) -> None:
    post.says_to_address, post.says_to_mail = address, taking
    queue(store)
    postman.send_due()
    found = logged(store)
    assert (found.state, found.trouble) == (state, trouble)
    assert not post.got


@pytest.mark.parametrize("address", ["nobody", "ben@work.example\nBcc: eve@evil.example", "a@b@c", "<x", ""])
def test_an_address_that_could_carry_something_else_is_never_written_to(
    store: Store, post: PostOffice, postman: Postman, address: str
) -> None:
    queue(store, address)
    queue(store, "ada@work.example")
    assert postman.send_due() == 2
    assert [to for to, _ in post.got] == ["ada@work.example"]
    with store.reading() as db:
        given_up = mail.log(db)[1]
    assert (given_up.state, given_up.trouble) == (
        "gave up",
        "The address is not one that mail can be sent to.",
    )


def test_a_subject_cannot_carry_another_header(store: Store, post: PostOffice, postman: Postman) -> None:
    queue(store, subject="A test\r\nBcc: eve@evil.example")
    postman.send_due()
    assert not post.got
    assert logged(store).state == "gave up"


def test_a_mail_whose_link_has_run_out_is_not_sent_and_its_text_goes(
    store: Store, post: PostOffice, postman: Postman, clock: StoppedClock
) -> None:
    queue(store, until=START + 15 * MINUTE)
    clock.forward(minutes=15)
    assert postman.send_due() == 0
    queue(store)
    postman.send_due()
    with store.reading() as db:
        late = mail.log(db)[1]
    assert (late.state, text_of(store, 1), late.trouble) == ("gave up", None, mail.TOO_OLD)
    assert len(post.got) == 1


def test_no_try_is_planned_for_after_the_link_has_run_out(
    store: Store, postman: Postman, clock: StoppedClock
) -> None:
    queue(store, until=START + 15 * MINUTE)
    for minutes in (0, 1, 5):
        clock.forward(minutes=minutes)
        assert postman.send_due() == 1
    found = logged(store)
    assert (found.state, found.tries, text_of(store, 1)) == ("gave up", 3, None)
    assert found.trouble.endswith(mail.TOO_OLD)


def test_two_workers_never_send_the_same_mail(
    store: Store, post: PostOffice, settings: Settings, clock: StoppedClock
) -> None:
    for number in range(40):
        queue(store, f"person-{number}@work.example")
    stores = [Store(store.url, wait=60) for _ in range(2)]
    postmen = [Postman(post.settings(settings), each, clock) for each in stores for _ in range(2)]
    with ThreadPoolExecutor(len(postmen)) as pool:
        counts = list(pool.map(lambda each: each.send_due(), postmen))
    for each in stores:
        each.close()
    assert sum(counts) == 40
    assert sorted(to for to, _ in post.got) == sorted(f"person-{number}@work.example" for number in range(40))
    assert sum(count > 0 for count in counts) >= 2, "one of them did all the work"


def test_a_mail_in_one_hand_is_free_again_when_that_worker_is_not_heard_of(
    store: Store, post: PostOffice, postman: Postman, clock: StoppedClock
) -> None:
    """As after a kill between the claim and the mark: it may arrive twice, and says so by its Message-ID."""
    queue(store)
    with store.writing() as db:
        assert mail.claim(db, clock())
    assert postman.send_due() == 0
    clock.now += CLAIM
    assert postman.send_due() == 1
    assert len(post.got) == 1
    assert logged(store).tries == 2


def test_whoever_gets_a_mail_twice_can_tell(
    store: Store, post: PostOffice, postman: Postman, clock: StoppedClock
) -> None:
    """A server that took it and then says that it did not."""
    queue(store)
    post.says_after_taking = "451 try later"
    postman.send_due()
    clock.forward(minutes=1)
    post.says_after_taking = ""
    postman.send_due()
    first, second = (made["Message-ID"] for _, made in post.got)
    assert first == second == f"<1.{START.timestamp():.0f}.debrief@debrief.test>"


def test_while_the_mail_server_keeps_us_waiting_answers_are_saved(
    ada: Learner, store: Store, post: PostOffice, postman: Postman
) -> None:
    """Nothing is written while a conversation lasts."""
    reached, go_on = Event(), Event()
    post.before_taking = pause(reached, go_on)
    queue(store)
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(postman.send_due)
        assert reached.wait(60)
        assert ada.reads("L1").status_code < 400
        assert logged(store).state == "waiting"
        go_on.set()
        assert sending.result(60) == 1
    assert logged(store).state == "sent"


def test_told_to_stop_it_finishes_the_mail_in_hand_and_takes_no_other(
    store: Store, post: PostOffice, postman: Postman
) -> None:
    reached, go_on, stop = Event(), Event(), Event()
    post.before_taking = pause(reached, go_on)
    queue(store, "ada@work.example")
    queue(store)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(postman.run, stop)
        assert reached.wait(60)
        stop.set()
        go_on.set()
        running.result(60)
    assert [to for to, _ in post.got] == ["ada@work.example"]
    assert logged(store).tries == 0


def test_what_was_given_up_can_be_sent_again(
    store: Store, post: PostOffice, postman: Postman, clock: StoppedClock
) -> None:
    post.says_to_address = "550 no"
    queue(store)
    postman.send_due()
    post.says_to_address = "250 OK"
    with store.writing() as db:
        amir = deeds.person(db, "amir")
        mail.send_again(db, amir.id, 1, clock())
        noted = audit.newest(db, most=1)[0]
    assert (noted.actor, noted.action, noted.about) == (amir.id, "sent a mail again", "mail 1")
    assert postman.send_due() == 1
    assert logged(store).state == "sent"
    with store.writing() as db, pytest.raises(NotUnderstood, match="has left"):
        mail.send_again(db, None, 1, clock())
    with store.writing() as db, pytest.raises(NotFound):
        mail.send_again(db, None, 2, clock())


def test_a_mail_with_a_link_that_has_run_out_is_not_sent_again(store: Store, clock: StoppedClock) -> None:
    queue(store, until=START + 15 * MINUTE)
    with store.writing() as db:
        mail.stuck(db, 1, "No.", True, START)
    clock.forward(minutes=15)
    with store.writing() as db, pytest.raises(NotUnderstood, match="no longer works"):
        mail.send_again(db, None, 1, clock())


def test_a_mail_is_queued_only_if_what_caused_it_happened(store: Store) -> None:
    class Changed(Exception):
        pass

    def invite_and_fail() -> None:
        with store.writing() as db:
            people.invite(db, None, deeds.person(db, "ben"), START)
            raise Changed

    with pytest.raises(Changed):
        invite_and_fail()
    with store.reading() as db:
        assert not db.exec(select(MailRow)).all()
        assert mail.waiting_since(db) is None


def test_the_send_log_has_the_newest_first_and_pages_by_number(store: Store) -> None:
    for number in range(5):
        queue(store, f"person-{number}@work.example")
    with store.reading() as db:
        assert [each.number for each in mail.log(db, most=2)] == [5, 4]
        assert [each.number for each in mail.log(db, before=4, most=2)] == [3, 2]
        assert mail.waiting_since(db) == START
