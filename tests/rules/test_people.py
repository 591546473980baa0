"""Who is let in, for how long, and how they come by a password."""

import time
from datetime import timedelta

import pytest
from sqlmodel import select

from api import audit, people
from api.errors import LinkSpent, NotFound, NotSignedIn, NotUnderstood, SignInRefused
from api.people import IDLE, IDLE_SHARED, LINK_LIFE, LONGEST_SESSION, Person
from api.store import Store
from api.tables import LinkRow, MailRow, PersonRow, SessionRow
from tests.cast import PASSWORD, PEOPLE, Learner, Visitor
from tests.clock import START, StoppedClock
from tests.rules import deeds

SECOND = timedelta(seconds=1)
PLACE = "192.0.2.7"
GOOD = "violet-teapot-ladder-fjord"


def session(store: Store, name: str, shared: bool = False) -> str:
    with store.writing() as db:
        return people.start_session(db, deeds.person(db, name), shared, START)


def link(store: Store, name: str = "ben", at=START) -> str:
    with store.writing() as db:
        return people.make_link(db, deeds.person(db, name), at)


def is_signed_in(store: Store, token: str, at) -> bool:
    with store.reading() as db:
        try:
            return bool(people.signed_in(db, token, at))
        except NotSignedIn:
            return False


def suspend(store: Store, name: str) -> None:
    with store.writing() as db:
        row = db.get_one(PersonRow, deeds.person(db, name).id)
        row.suspended_at = START
        db.add(row)


def lets_in(store: Store, email: str, password: str) -> Person:
    return people.with_password(store, email, password, PLACE, START)


def refusal(store: Store, email: str, password: str) -> tuple[str, float]:
    """What somebody is told who is not let in, and what it cost in seconds of work."""
    before = time.thread_time()
    with pytest.raises(SignInRefused) as raised:
        lets_in(store, email, password)
    return str(raised.value), time.thread_time() - before


def test_the_right_password_lets_in_however_the_address_is_written(store: Store) -> None:
    assert lets_in(store, "  ADA@Work.Example ", PASSWORD).name == "Ada Nwosu"


def test_whoever_is_not_let_in_hears_the_same_words_after_the_same_work(store: Store) -> None:
    """Otherwise anyone could find out who works here."""
    refusal(store, "ada@work.example", "warming up")
    told = {
        why: refusal(store, email, password)
        for why, email, password in (
            ("a wrong password", "ada@work.example", PASSWORD + "!"),
            ("nobody's address", "nobody@work.example", PASSWORD),
            ("no password set yet", "ben@work.example", PASSWORD),
        )
    }
    words, work = {each[0] for each in told.values()}, [each[1] for each in told.values()]
    assert words == {SignInRefused.advice}
    assert min(work) > max(work) / 3, told


def test_somebody_suspended_is_not_let_in_and_every_session_of_theirs_ends(store: Store) -> None:
    token = session(store, "ada")
    assert is_signed_in(store, token, START)
    suspend(store, "ada")
    assert not is_signed_in(store, token, START)
    with pytest.raises(SignInRefused):
        lets_in(store, "ada@work.example", PASSWORD)


def test_the_page_and_json_say_the_same_to_the_unknown_and_the_mistaken(anyone: Visitor) -> None:
    pages, told = set(), set()
    for email in ("ada@work.example", "nobody@work.example"):
        page = anyone.send("/sign-in", email=email, password="wrong wrong wrong")
        json = anyone.post_json("/api/session", email=email, password="wrong wrong wrong")
        assert (page.status_code, json.status_code) == (401, 401)
        assert "set-cookie" not in page.headers and "set-cookie" not in json.headers
        pages.add(page.text.replace(email, "x"))
        told.add(json.text)
    assert len(pages) == len(told) == 1


@pytest.mark.parametrize("shared", [False, True])
def test_signing_in_leaves_a_cookie_that_only_this_site_over_https_gets(
    anyone: Visitor, shared: bool
) -> None:
    ticked = {"shared": "yes"} if shared else {}
    page = anyone.send("/sign-in", email="ada@work.example", password=PASSWORD, next="/check", **ticked)
    assert (page.status_code, page.headers["location"]) == (303, "/check")
    cookie = page.headers["set-cookie"]
    assert cookie.startswith("__Host-debrief=")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert ("Max-Age=604800" in cookie) is not shared
    assert anyone.get("/api/session").json()["name"] == "Ada Nwosu"


def test_a_session_is_kept_only_as_a_hash(store: Store) -> None:
    token, one_time = session(store, "ben"), link(store)
    with store.reading() as db:
        kept = [*db.exec(select(SessionRow.token_hash)).all(), *db.exec(select(LinkRow.token_hash)).all()]
    assert len(kept) == 2
    assert all(len(each) == 64 and each not in (token, one_time) for each in kept)
    assert len(token) >= 43


def test_a_token_that_was_never_given_out_is_nobodys(store: Store) -> None:
    assert not is_signed_in(store, "a" * 43, START)
    assert not is_signed_in(store, "", START)


@pytest.mark.parametrize("name", ["ada", "tess", "leah", "amir"])
def test_a_session_ends_when_idle_too_long_for_the_role(store: Store, name: str) -> None:
    token = session(store, name)
    limit = {"staff": 20, "trainer": 8, "lead": 8, "admin": 0.5}[PEOPLE[name][2]]
    assert IDLE[PEOPLE[name][2]] == timedelta(hours=limit)
    assert is_signed_in(store, token, START + timedelta(hours=limit))
    assert not is_signed_in(store, token, START + timedelta(hours=limit) + SECOND)


def test_on_a_shared_computer_half_an_hour_is_too_long_for_anyone(store: Store) -> None:
    token = session(store, "ada", shared=True)
    assert timedelta(minutes=30) == IDLE_SHARED
    assert is_signed_in(store, token, START + IDLE_SHARED)
    assert not is_signed_in(store, token, START + IDLE_SHARED + SECOND)


def test_no_session_lasts_longer_than_seven_days_however_busy(store: Store) -> None:
    token, at = session(store, "ada"), START
    assert timedelta(days=7) == LONGEST_SESSION
    while at + timedelta(hours=19) <= START + LONGEST_SESSION:
        at += timedelta(hours=19)
        assert is_signed_in(store, token, at)
        with store.writing() as db:
            people.seen(db, token, at)
    assert at - START > timedelta(days=6)
    assert is_signed_in(store, token, START + LONGEST_SESSION)
    assert not is_signed_in(store, token, START + LONGEST_SESSION + SECOND)


def test_being_seen_keeps_a_session_awake_through_the_pages(ada: Learner, clock: StoppedClock) -> None:
    for _ in range(3):
        clock.forward(hours=19)
        assert ada.get("/api/session").status_code == 200
    clock.forward(hours=21)
    assert ada.get("/api/session").status_code == 401
    assert ada.get("/learning").headers["location"] == "/sign-in?next=%2Flearning"


def test_signing_out_ends_this_session_and_no_other(store: Store) -> None:
    here, elsewhere = session(store, "ada"), session(store, "ada")
    with store.writing() as db:
        people.sign_out(db, here, START)
    assert not is_signed_in(store, here, START)
    assert is_signed_in(store, elsewhere, START)


def test_signing_out_on_the_page_ends_the_session_on_the_server_too(ada: Learner, store: Store) -> None:
    [token] = ada.client.cookies.values()
    page = ada.send("/sign-out")
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in")
    assert page.headers["clear-site-data"] == '"cache"'
    assert not is_signed_in(store, token, START)


def test_a_one_time_link_works_once(store: Store) -> None:
    token = link(store)
    with store.writing() as db:
        assert people.link_holder(db, token, START).name == "Ben Ó Briain"
        assert people.set_password(db, token, "Ben Ó Briain", GOOD, START).email == "ben@work.example"
    assert lets_in(store, "ben@work.example", GOOD).name == "Ben Ó Briain"
    with store.reading() as db, pytest.raises(LinkSpent):
        people.link_holder(db, token, START)
    with store.writing() as db, pytest.raises(LinkSpent):
        people.set_password(db, token, "Ben Ó Briain", GOOD + "!", START)


def test_a_link_expires_after_seven_days(store: Store) -> None:
    token = link(store)
    assert timedelta(days=7) == LINK_LIFE
    with store.reading() as db:
        assert people.link_holder(db, token, START + LINK_LIFE)
        with pytest.raises(LinkSpent):
            people.link_holder(db, token, START + LINK_LIFE + SECOND)


def test_a_newer_link_ends_the_older_ones_of_that_person_alone(store: Store) -> None:
    older, other, newer = link(store), link(store, "tess"), link(store)
    with store.reading() as db:
        with pytest.raises(LinkSpent):
            people.link_holder(db, older, START)
        assert people.link_holder(db, newer, START) == deeds.person(db, "ben")
        assert people.link_holder(db, other, START) == deeds.person(db, "tess")


def test_a_link_of_somebody_suspended_does_not_work(store: Store) -> None:
    token = link(store)
    suspend(store, "ben")
    with store.reading() as db, pytest.raises(LinkSpent):
        people.link_holder(db, token, START)


def test_a_new_password_ends_every_session_there_was(store: Store) -> None:
    sessions, other, token = (
        [session(store, "ben"), session(store, "ben")],
        session(store, "ada"),
        link(store),
    )
    with store.writing() as db:
        people.set_password(db, token, "Ben", GOOD, START)
    assert not any(is_signed_in(store, each, START) for each in sessions)
    assert is_signed_in(store, other, START)


def test_choosing_a_password_on_the_page_signs_in_and_puts_the_name_right(
    anyone: Visitor, store: Store
) -> None:
    token = link(store)
    assert "ben@work.example" in anyone.get(f"/welcome/{token}").text
    short = anyone.send(f"/welcome/{token}", name="", password="too short")
    assert short.status_code == 422
    assert "Write your name" in short.text and "Use at least 15 characters" in short.text
    done = anyone.send(f"/welcome/{token}", name=" Ben  O’Brien ", password=GOOD)
    assert (done.status_code, done.headers["location"]) == (303, "/learning?saved=password")
    assert anyone.get("/api/session").json()["name"] == "Ben O’Brien"
    assert anyone.get(f"/welcome/{token}").status_code == 410


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("fourteen-chars", "Use at least 15 characters"),
        ("e\u0301" * 14, "Use at least 15 characters"),
        ("x1y2z3" * 22, "Use at most 128 characters"),
        ("aaaaaaaaaaaaaaaaaaaa", "Others could guess this"),
        ("abababababababababab", "Others could guess this"),
        ("password-password-password", "Others could guess this"),
        ("Debrief123456789", "Others could guess this"),
        ("ben.brien.ben.brien", "Others could guess this"),
        ("BEN@work.example BRIEN", "Others could guess this"),
        ("correct horse battery staple", ""),
        ("пароль из четырёх слов", ""),
        ("x1y2z3" * 21, ""),
    ],
)
def test_a_password_is_long_and_not_made_of_ones_own_name(store: Store, password: str, words: str) -> None:
    """The link is good for another go after each refusal."""
    token = link(store)
    if not words:
        with store.writing() as db:
            assert people.set_password(db, token, "Ben Brien", password, START).name == "Ben Brien"
        return
    with store.writing() as db, pytest.raises(NotUnderstood, match=words) as raised:
        people.set_password(db, token, "Ben Brien", password, START)
    assert list(raised.value.extra["fields"]) == ["password"]
    with store.reading() as db:
        assert people.link_holder(db, token, START)


def test_a_password_is_the_same_however_its_accents_were_typed(store: Store) -> None:
    token = link(store)
    with store.writing() as db:
        people.set_password(db, token, "Ben", "café-crème-déjà-vu", START)
    assert lets_in(store, "ben@work.example", "cafe\u0301-cre\u0300me-de\u0301ja\u0300-vu")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada   Nwosu ", "Ada Nwosu"),
        ("Ada\nNwosu\t", "Ada Nwosu"),
        ("Ada\u00a0Nwosu", "Ada Nwosu"),
        ("Zoe\u0308", "Zoë"),
        ("Ada\x00\x1b[31m", "Ada[31m"),
        ("Ada \u202eusowN\u202c", "Ada usowN"),
        ("Ada \u2067Nwosu\u2069", "Ada Nwosu"),
        ("\u200eAda\u200f \u061cNwosu", "Ada Nwosu"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        ("n" * 301, "n" * 300),
        (" \n\t ", ""),
    ],
)
def test_a_name_is_kept_in_one_line_without_what_could_not_be_seen(typed: str, kept: str) -> None:
    assert people.clean_name(typed) == kept


@pytest.mark.parametrize(
    ("email", "role", "words"),
    [
        ("nina", "staff", "“nina” is not an e-mail address"),
        ("nina@", "staff", "is not an e-mail address"),
        ("@work.example", "staff", "is not an e-mail address"),
        ("nina@work@example", "staff", "is not an e-mail address"),
        ("nina vu@work.example", "staff", "is not an e-mail address"),
        ("nina@work.example", "boss", "“boss” is not a role. Use one of: staff, trainer, lead, admin"),
        ("ADA@work.example", "staff", "ada@work.example is here already. Use “people reset"),
    ],
)
def test_somebody_who_cannot_be_added_is_refused_with_what_to_do(
    store: Store, email: str, role: str, words: str
) -> None:
    with store.writing() as db, pytest.raises(NotUnderstood, match=words):
        people.add(db, email, "Nina", role, START)


def test_somebody_added_is_found_by_address_and_cannot_sign_in_before_choosing_a_password(
    store: Store,
) -> None:
    with store.writing() as db:
        nina = people.add(db, " Nina@Work.Example ", " Nina ", "lead", START)
    assert nina == Person(nina.id, "nina@work.example", "Nina", "lead")
    with store.reading() as db:
        assert people.by_email(db, "NINA@work.example") == nina
        with pytest.raises(NotFound, match="Check its spelling"):
            people.by_email(db, "nino@work.example")


def test_a_password_that_is_theirs_already_is_not_hashed_again(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        before = db.get_one(PersonRow, ada.id).password_hash
        people.give_password(db, ada, PASSWORD)
        assert db.get_one(PersonRow, ada.id).password_hash == before
        people.give_password(db, ada, GOOD)
        assert db.get_one(PersonRow, ada.id).password_hash != before


def test_an_invitation_is_queued_as_a_mail_with_a_link_that_lets_choose_a_password(store: Store) -> None:
    with store.writing() as db:
        amir, ben = deeds.person(db, "amir"), deeds.person(db, "ben")
        people.invite(db, amir.id, ben, START)
        [row] = db.exec(select(MailRow)).all()
        noted = audit.newest(db, most=1)[0]
    assert (row.person_id, row.address, row.kind) == (ben.id, "ben@work.example", "invitation")
    assert row.next_try_at == row.queued_at == START
    assert row.text and row.text.startswith("Hello Ben Ó Briain,\n")
    assert (noted.actor, noted.action, noted.about) == (amir.id, "invited", f"person {ben.id}")
    [link] = [line for line in row.text.splitlines() if line.startswith("/")]
    with store.reading() as db:
        assert people.link_holder(db, link.removeprefix("/welcome/"), START) == ben


def test_nobody_who_is_suspended_is_invited(store: Store) -> None:
    suspend(store, "ben")
    with store.writing() as db, pytest.raises(NotUnderstood, match="is suspended or has left"):
        people.invite(db, None, deeds.person(db, "ben"), START)
    with store.reading() as db:
        assert not db.exec(select(MailRow)).all()
