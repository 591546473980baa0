"""What an admin and a newcomer are told: inviting all again, mails in a demonstration, a password saved."""

from datetime import timedelta

import pytest

from api import mail, people
from api.people import LINK_LIFE
from api.settings import Settings
from api.store import Store
from tests.cast import PEOPLE, Learner, Visitor, words_of
from tests.clock import START, StoppedClock
from tests.rules import deeds
from web.app import create_app

NEW = "violet-teapot-ladder-fjord"
ALL_AGAIN = "Invite them all again"


@pytest.fixture
def amir(sign_in) -> Learner:
    return sign_in("amir")


def invitations(store: Store) -> list[str]:
    with store.reading() as db:
        return sorted(each.address for each in mail.log(db) if each.kind == "invitation")


@pytest.mark.parametrize("through", ["page", "json"])
def test_whoever_never_came_and_has_no_invitation_that_works_is_invited_in_one_go_and_once(
    amir: Learner, store: Store, clock: StoppedClock, through: str
) -> None:
    with store.writing() as db:
        people.invite(db, None, deeds.person(db, "tess"), START - LINK_LIFE - timedelta(seconds=1))
        people.invite(db, None, deeds.person(db, "leah"), START)
        for name, suspended in (("Gone", False), ("Out", True)):
            other = people.add(db, f"{name}@work.example", name, "staff", START)
            if suspended:
                people.suspend(db, None, other.id, START)
            else:
                people.end_employment(db, None, other.id, START.date() - timedelta(days=1), START)
    before = invitations(store)
    page = words_of(amir.get("/admin/people?state=waiting"))
    assert "2 people in all teams together never came" in page and ALL_AGAIN in page
    assert ALL_AGAIN not in words_of(amir.get("/admin/people"))
    for many in (2, 0):
        if through == "page":
            done = amir.send("/admin/people/invitations")
            assert done.headers["location"] == f"/admin/people?state=waiting&invited={many}"
            told = words_of(amir.get(done.headers["location"]))
            assert ("2 invitations are on the way" if many else "No invitation was needed") in told
            assert ALL_AGAIN not in told
        else:
            assert amir.client.post("/api/people/invitations").json() == {"invited": many}
    new = [each for each in invitations(store) if each not in before or each == PEOPLE["tess"][0]]
    assert new == sorted([PEOPLE["ben"][0], *[PEOPLE["tess"][0]] * 2])


def test_whoever_signed_in_is_never_invited_again_by_the_way(amir: Learner, store: Store, sign_in) -> None:
    for name in ("ben", "tess", "leah"):
        sign_in(name)
    assert amir.client.post("/api/people/invitations").json() == {"invited": 0}


def test_in_a_demonstration_mails_that_are_shown_raise_no_alarm(
    settings: Settings, store: Store, clock: StoppedClock, amir: Learner
) -> None:
    with store.writing() as db:
        people.invite(db, None, deeds.person(db, "ben"), START)
    assert "Waiting since 23 November 2026" in words_of(amir.get("/admin"))
    assert 'href="/admin">' in amir.get("/admin/mail").text.partition('class="where')[2].partition("<main")[0]
    shown = Settings(**{**settings.model_dump(), "demonstration": True})
    admin = Learner(create_app(shown, store, clock), settings.address, store, clock, PEOPLE["amir"][0])
    front, log = words_of(admin.get("/admin")), words_of(admin.get("/admin/mail"))
    assert "Waiting since" not in front and "What was sent to whom" in front
    assert "nothing is sent" in log and "has not left" not in log
    assert "Shown, not sent" in log and "Waiting" not in log


def test_the_page_after_a_new_password_says_that_it_is_saved(anyone: Visitor, store: Store) -> None:
    with store.writing() as db:
        path = f"/welcome/{people.make_link(db, deeds.person(db, 'ben'), START)}"
    done = anyone.send(path, name="Ben Byrne", password=NEW)
    assert "Your password is saved You are signed in." in words_of(anyone.get(done.headers["location"]))
    assert "Your password is saved" not in words_of(anyone.get("/learning"))
    assert "Your password" not in words_of(anyone.get("/learning?saved=anything"))


def test_an_empty_address_is_asked_for_and_not_quoted(anyone: Visitor) -> None:
    page = words_of(anyone.send("/forgotten", email="  "))
    assert "Write an e-mail address, like name@example.org." in page and "“" not in page


def test_who_does_not_know_their_password_finds_the_way_from_the_account(ada: Learner) -> None:
    assert 'href="/forgotten"' in ada.get("/account").text


def test_two_sessions_on_alike_devices_sound_different(ada: Learner, sign_in, clock: StoppedClock) -> None:
    clock.forward(minutes=3)
    sign_in("ada")
    page = ada.get("/account").text
    assert "An unknown device, since 23 November 2026, 14:02 (this one)" in page
    assert "<h3>An unknown device, since 23 November 2026, 14:05</h3>" in page
    assert 'aria-label="End this one: An unknown device, since 23 November 2026, 14:05, last seen' in page
