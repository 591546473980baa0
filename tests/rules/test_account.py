"""One's own account: where one is signed in, ending that, the password; and the short session of an admin."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from api import audit, mail, people
from api.errors import NotSignedIn, SignInRefused
from api.people.devices import in_words
from api.store import Store
from tests.cast import PASSWORD, Learner, Visitor, words_of
from tests.clock import START, StoppedClock
from tests.rules import deeds

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:135.0) Gecko/20100101 Firefox/135.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Safari/604.1"
NEW = "violet-teapot-ladder-fjord"
PLACE = "192.0.2.7"


def is_in(who: Visitor) -> bool:
    return who.get("/api/session").status_code == 200


def signs_in(anyone: Visitor, agent: str, **fields: str) -> None:
    """With the right password, on this browser."""
    answer = anyone.client.post(
        "/sign-in",
        data={"email": "ada@work.example", "password": PASSWORD, **fields},
        headers={"Sec-Fetch-Site": "same-origin", "User-Agent": agent},
    )
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (IPHONE, "Safari on an iPhone"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/131.0 Safari/537 Edg/131.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537 Chrome/131.0 Mobile Safari/537",
            "Chrome on Android",
        ),
        ("Mozilla/5.0 (Linux; Android 14) SamsungBrowser/26.0 Chrome/122.0", "Samsung Internet on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_2) CriOS/131.0 Mobile Safari/604.1", "Chrome on an iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.2 Safari/605.1", "Safari on a Mac"),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/131.0 Safari/537", "Chrome on ChromeOS"),
        ("curl/8.5.0", "An unknown device"),
        ("", "An unknown device"),
        ("Windows <script>", "A browser on Windows"),
    ],
)
def test_a_device_is_told_in_plain_words_and_nothing_else_of_what_it_says(agent: str, words: str) -> None:
    assert in_words(agent) == words


def test_the_account_shows_who_one_is_and_where_one_is_signed_in(
    ada: Learner, anyone: Visitor, clock: StoppedClock
) -> None:
    clock.forward(minutes=5)
    signs_in(anyone, FIREFOX, shared="yes")
    page = words_of(anyone.get("/account"))
    assert "Name Ada Nwosu E-mail address ada@work.example Role Staff" in page
    assert "Firefox on Windows, since 23 November 2026, 14:07 (this one) On a shared computer." in page
    assert "An unknown device, since 23 November 2026, 14:02 Last seen 23 November 2026, 14:02." in page
    told = anyone.get("/api/sessions").json()
    assert [(each["device"], each["is_this_one"]) for each in told] == [
        ("Firefox on Windows", True),
        ("", False),
    ]
    assert page.count("End this one") == 1


def test_no_session_is_shown_that_is_over(ada: Learner, anyone: Visitor, clock: StoppedClock) -> None:
    clock.forward(hours=21)
    signs_in(anyone, FIREFOX)
    assert len(anyone.get("/api/sessions").json()) == 1
    assert "End all others" not in words_of(anyone.get("/account"))


@pytest.mark.parametrize("through", ["page", "json"])
def test_ending_one_session_ends_that_one_at_once(ada: Learner, anyone: Visitor, through: str) -> None:
    signs_in(anyone, FIREFOX)
    other = next(each["id"] for each in anyone.get("/api/sessions").json() if not each["is_this_one"])
    if through == "page":
        assert anyone.send(f"/account/sessions/{other}/end").headers["location"] == "/account"
    else:
        assert anyone.client.delete(f"/api/sessions/{other}").status_code == 204
    assert is_in(anyone) and not is_in(ada)
    assert anyone.send(f"/account/sessions/{other}/end").status_code == 404


def test_nobody_ends_the_session_of_somebody_else(ada: Learner, ben: Learner) -> None:
    [hers] = [each["id"] for each in ada.get("/api/sessions").json()]
    for answer in (
        ben.send(f"/account/sessions/{hers}/end"),
        ben.client.delete(f"/api/sessions/{hers}"),
    ):
        assert answer.status_code == 404
    assert is_in(ada)


@pytest.mark.parametrize("through", ["page", "json"])
def test_ending_all_others_keeps_this_one_and_those_of_other_people(
    sign_in: Callable[[str], Learner], anyone: Visitor, through: str
) -> None:
    first, second, ben = sign_in("ada"), sign_in("ada"), sign_in("ben")
    signs_in(anyone, FIREFOX)
    if through == "page":
        assert anyone.send("/account/sessions/end-others").status_code == 303
    else:
        assert anyone.client.delete("/api/sessions").status_code == 204
    assert is_in(anyone) and is_in(ben)
    assert not is_in(first) and not is_in(second)


@pytest.mark.parametrize("through", ["page", "json"])
def test_a_new_password_needs_the_old_one_and_signs_out_everywhere_else(
    ada: Learner, sign_in: Callable[[str], Learner], store: Store, through: str
) -> None:
    elsewhere = sign_in("ada")
    with store.writing() as db:
        open_link = people.make_link(db, ada.person, START)
    if through == "page":
        done = ada.send("/account/password", current=PASSWORD, password=NEW)
        assert (done.status_code, done.headers["location"]) == (303, "/account/changed")
        assert "Your password is changed" in words_of(ada.get("/account/changed"))
    else:
        done = ada.client.put("/api/session/password", json={"current": PASSWORD, "password": NEW})
        assert done.status_code == 204
    assert is_in(ada) and not is_in(elsewhere)
    assert ada.get(f"/welcome/{open_link}").status_code == 410
    assert people.with_password(store, "ada@work.example", NEW, PLACE, START)
    with pytest.raises(SignInRefused):
        people.with_password(store, "ada@work.example", PASSWORD, PLACE, START)
    with store.reading() as db:
        [told], noted = mail.log(db), audit.newest(db, most=1)[0]
    assert (told.address, told.kind) == ("ada@work.example", "new password")
    assert (noted.actor, noted.action) == (ada.person.id, "changed the password")


@pytest.mark.parametrize(
    ("current", "new", "words"),
    [
        ("not this one", NEW, "That is not your password now."),
        (PASSWORD, "short", "Use at least 15 characters."),
        (PASSWORD, "ada@work.example nwosu", "Others could guess this."),
    ],
)
def test_a_password_that_does_not_fit_changes_nothing_and_says_why(
    ada: Learner, sign_in: Callable[[str], Learner], store: Store, current: str, new: str, words: str
) -> None:
    elsewhere = sign_in("ada")
    page = ada.send("/account/password", current=current, password=new)
    json = ada.client.put("/api/session/password", json={"current": current, "password": new})
    assert page.status_code == json.status_code == 422
    assert words in words_of(page) and words in json.json()["detail"]
    assert current not in page.text and new not in page.text.replace("ada@work.example", "")
    assert is_in(elsewhere)
    assert people.with_password(store, "ada@work.example", PASSWORD, PLACE, START)


def test_guessing_the_old_password_from_an_open_session_is_slowed_too(ada: Learner) -> None:
    statuses = [
        ada.send("/account/password", current=f"guess {number}", password=NEW).status_code
        for number in range(6)
    ]
    assert statuses == [422] * 5 + [429]
    last = ada.send("/account/password", current=PASSWORD, password=NEW)
    assert (last.status_code, last.headers["retry-after"]) == (429, "15")
    assert "Wait 15 seconds" in words_of(last)


def test_whoever_has_no_password_is_led_to_a_link(ben: Learner) -> None:
    assert "You have no password yet. Get a link by e-mail" in words_of(ben.get("/account"))


def test_a_new_password_by_a_link_is_told_by_mail_and_a_first_one_is_not(store: Store) -> None:
    for name, mails in (("ben", 0), ("ada", 1)):
        with store.writing() as db:
            token = people.make_link(db, deeds.person(db, name), START)
            people.set_password(db, token, "Somebody", NEW, START)
            assert len(mail.log(db)) == mails


def test_everyone_signed_in_finds_their_account_in_the_bar(ada: Learner, anyone: Visitor) -> None:
    link = '<a href="/account">Your account</a>'
    assert link in ada.get("/learning").text
    assert link not in anyone.get("/help").text
    assert 'href="/account" aria-current="page"' in ada.get("/account").text


def test_an_admin_is_told_on_every_page_when_the_session_ends_and_others_are_not(
    sign_in: Callable[[str], Learner], clock: StoppedClock
) -> None:
    amir, ada = sign_in("amir"), sign_in("ada")
    words = "You stay signed in until 14:32 without a click. Stay signed in"
    assert all(
        words in words_of(amir.get(page)) for page in ("/learning", "/help", "/account", "/admin/mail")
    )
    assert "You stay signed in" not in words_of(ada.get("/help"))
    clock.forward(minutes=20)
    assert 'data-seconds="1800"' in amir.get("/help").text
    assert "until 14:52 without" in words_of(amir.get("/help"))


def test_one_press_keeps_an_admin_signed_in_and_leads_back_to_the_page(
    sign_in: Callable[[str], Learner], clock: StoppedClock
) -> None:
    amir = sign_in("amir")
    for _ in range(3):
        clock.forward(minutes=29)
        pressed = amir.client.post(
            "/account/stay",
            headers={"Sec-Fetch-Site": "same-origin", "Referer": "https://debrief.test/admin/mail?before=7"},
        )
        assert (pressed.status_code, pressed.headers["location"]) == (303, "/admin/mail?before=7")
    clock.forward(minutes=29)
    told = amir.post_json("/api/session/extension").json()
    assert (told["seconds"], told["clock"]) == (1800, "16:28")
    clock.forward(minutes=31)
    assert not is_in(amir)
    assert amir.post_json("/api/session/extension").status_code == 401


@pytest.mark.parametrize(
    "page", ["https://evil.example/x", "https://debrief.test//evil.example", "javascript:x", ""]
)
def test_staying_signed_in_never_leads_to_another_site(ada: Learner, page: str) -> None:
    pressed = ada.client.post("/account/stay", headers={"Sec-Fetch-Site": "same-origin", "Referer": page})
    assert pressed.headers["location"] == "/learning"


def test_pressing_cannot_keep_a_session_beyond_seven_days(
    sign_in: Callable[[str], Learner], clock: StoppedClock
) -> None:
    amir = sign_in("amir")
    end = START + timedelta(days=7)
    while clock.now + timedelta(minutes=29) < end:
        clock.forward(minutes=29)
        with_time = amir.post_json("/api/session/extension")
    assert with_time.json()["ends_at"] == "2026-11-30T14:02:00Z"
    assert re.search(r"until 14:02 without", words_of(amir.get("/help")))
    clock.now = end + timedelta(seconds=1)
    assert not is_in(amir)


def test_somebody_suspended_is_out_at_every_door_at_once(ada: Learner, anyone: Visitor, store: Store) -> None:
    [token] = ada.client.cookies.values()
    with store.writing() as db:
        to_choose = people.make_link(db, ada.person, START)
    people.ask_for_link(store, "sign_in", "ada@work.example", PLACE, START)
    with store.reading() as db:
        to_sign_in = deeds.mailed_link(db)
    with store.writing() as db:
        people.suspend(db, None, ada.person.id, START)
        people.unsuspend(db, None, ada.person.id, START)
    with store.reading() as db, pytest.raises(NotSignedIn):
        people.signed_in(db, token, START)
    assert anyone.get(f"/welcome/{to_choose}").status_code == anyone.get(to_sign_in).status_code == 410
    assert not is_in(ada)
    assert people.with_password(store, "ada@work.example", PASSWORD, PLACE, START)
