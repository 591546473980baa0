"""Proof of a pass that anyone can check, and that gives nothing else away."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from api import attempts, certificates, people
from api.certificates import ALPHABET, Certificate, Checked, ends_on, grouped
from api.errors import AlreadyPassed, NotFound, NotUnderstood
from api.store import Store
from tests.cast import COURSE, Learner, Visitor, words_of
from tests.clock import START, StoppedClock
from tests.rules import deeds

DAY = timedelta(days=1)
TODAY = START.date()
ENDS = date(2027, 11, 23)
UNKNOWN = ("2" * 28, "3" + "2" * 26 + "Z")


def passed(store: Store, name: str = "ada", at: datetime = START) -> str:
    with store.writing() as db:
        return deeds.passes(db, deeds.person(db, name), at)


def checked(store: Store, id: str, today: date = TODAY) -> Checked:
    with store.reading() as db:
        return certificates.check(db, id, today)


def own(store: Store, id: str, name: str = "ada", today: date = TODAY) -> Certificate:
    with store.reading() as db:
        return certificates.own(db, deeds.person(db, name), id, today)


def is_mistyped(store: Store, id: str) -> bool:
    try:
        return not checked(store, id)
    except NotUnderstood:
        return True


@pytest.fixture
def ids(store: Store) -> list[str]:
    """Of three hundred certificates."""
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        attempt = deeds.tries(db, ada, START).attempt
        return [certificates.issue(db, ada, 1, attempt, START.date(), ENDS, START) for _ in range(300)]


def test_an_id_cannot_be_guessed(ids: list[str]) -> None:
    assert {len(each) for each in ids} == {28}
    assert len(ALPHABET) ** 27 > 2**128
    assert len(set(ids)) == len({each[:13] for each in ids}) == 300
    for place in range(28):
        assert len({each[place] for each in ids}) > 24


def test_an_id_holds_no_letters_that_look_alike(ids: list[str]) -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 31
    assert not set("01ILOio") & set(ALPHABET)
    assert set("".join(ids)) == set(ALPHABET)


def test_one_wrong_letter_is_always_caught(store: Store, ids: list[str]) -> None:
    tried = 0
    for id in ids[:3]:
        assert not is_mistyped(store, id)
        for place in range(28):
            for letter in set(ALPHABET) - {id[place]}:
                assert is_mistyped(store, id[:place] + letter + id[place + 1 :])
                tried += 1
    assert tried == 3 * 28 * 30


def test_two_neighbours_swapped_are_always_caught(store: Store, ids: list[str]) -> None:
    tried = 0
    for id in ids:
        for place in range(27):
            if id[place] != id[place + 1]:
                assert is_mistyped(store, id[:place] + id[place + 1] + id[place] + id[place + 2 :])
                tried += 1
    assert tried > 300 * 24


@pytest.mark.parametrize("typed", ["", "2" * 27, "2" * 29, "2" * 27 + "0", "é" * 28, "hello"])
def test_what_is_no_id_is_told_apart_from_an_id_that_nobody_has(store: Store, typed: str) -> None:
    with pytest.raises(NotUnderstood, match="seven groups of four") as raised:
        checked(store, typed)
    assert list(raised.value.extra["fields"]) == ["id"]
    assert [checked(store, each).state for each in UNKNOWN] == ["not found", "not found"]


def test_an_id_may_be_typed_with_or_without_dashes_in_small_letters_too(store: Store) -> None:
    id = passed(store)
    assert grouped(id).count("-") == 6
    for typed in (id, grouped(id), grouped(id).lower(), f" {grouped(id).replace('-', ' ')} "):
        assert checked(store, typed).state == "valid"
        assert own(store, typed).id == id


@pytest.mark.parametrize(
    ("passed_on", "months", "earlier_end", "ends"),
    [
        (date(2026, 11, 23), 12, None, date(2027, 11, 23)),
        (date(2028, 2, 29), 12, None, date(2029, 2, 28)),
        (date(2027, 2, 28), 12, None, date(2028, 2, 28)),
        (date(2028, 2, 29), 48, None, date(2032, 2, 29)),
        (date(2026, 12, 31), 2, None, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, None, date(2026, 2, 28)),
        (date(2026, 12, 1), 1, None, date(2027, 1, 1)),
        (date(2026, 11, 30), 13, None, date(2027, 12, 30)),
        (date(2026, 11, 23), None, None, None),
        (date(2026, 11, 23), None, date(2027, 1, 1), None),
        (date(2027, 9, 24), 12, date(2027, 11, 23), date(2028, 11, 23)),
        (date(2027, 11, 23), 12, date(2027, 11, 23), date(2028, 11, 23)),
        (date(2027, 11, 24), 12, date(2027, 11, 23), date(2028, 11, 24)),
        (date(2028, 1, 31), 12, date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_a_pass_ends_on_the_same_day_months_later_counted_from_the_end_before_it(
    passed_on: date, months: int | None, earlier_end: date | None, ends: date | None
) -> None:
    assert ends_on(passed_on, months, earlier_end) == ends


def test_a_renewal_in_the_last_sixty_days_runs_on_from_the_end_of_the_one_before(store: Store) -> None:
    first = passed(store)
    sixty_one, sixty = (datetime.combine(ENDS - days * DAY, START.timetz()) for days in (61, 60))
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        deeds.reads(db, ada, sixty_one)
        with pytest.raises(AlreadyPassed):
            attempts.start_check(db, ada, COURSE, sixty_one)
    second = passed(store, at=sixty)
    assert checked(store, first).valid_until == ENDS
    renewed = checked(store, second, sixty.date())
    assert (renewed.passed_on, renewed.valid_until) == (date(2027, 9, 24), date(2028, 11, 23))
    with store.reading() as db:
        assert [each.id for each in certificates.all_own(db, ada, sixty.date())] == [second, first]


def test_a_certificate_is_good_to_the_end_of_its_last_day(store: Store) -> None:
    id = passed(store)
    assert checked(store, id, ENDS).state == "valid"
    assert checked(store, id, ENDS + DAY).state == "expired"
    assert own(store, id, today=ENDS + DAY).state == "expired"


def test_one_withdrawn_says_so_for_ever_and_never_why(store: Store, anyone: Visitor) -> None:
    id = passed(store)
    with store.writing() as db:
        certificates.withdraw(db, grouped(id), "Taken by somebody else.", START)
        certificates.withdraw(db, id, "Again.", START + DAY)
    for today in (START.date(), ENDS + DAY):
        assert (checked(store, id, today).state, checked(store, id, today).withdrawn_on) == (
            "withdrawn",
            START.date(),
        )
    assert "somebody else" not in anyone.get(f"/check/{id}").text + anyone.get(f"/api/checks/{id}").text
    with store.reading() as db:
        assert attempts.passes(db, deeds.person(db, "ada"), COURSE) == []


def test_one_replaced_and_the_new_one_do_not_lead_to_each_other(store: Store, anyone: Visitor) -> None:
    old = passed(store)
    with store.writing() as db:
        new = certificates.replace(db, old, "  Ada N.  Nwosu ", START + DAY)
    assert (checked(store, old).state, checked(store, new).state) == ("replaced", "valid")
    assert (own(store, old).name, own(store, new).name) == ("Ada Nwosu", "Ada N. Nwosu")
    assert checked(store, new).valid_until == checked(store, old).valid_until == ENDS
    for one, other in ((old, new), (new, old)):
        for page in (f"/check/{one}", f"/api/checks/{one}"):
            text = anyone.get(page).text
            assert other not in text and grouped(other) not in text
    with store.reading() as db:
        assert [each.id for each in certificates.all_own(db, deeds.person(db, "ada"), START.date())] == [new]


def test_what_cannot_be_withdrawn_or_replaced_is_refused_in_words(store: Store) -> None:
    id = passed(store)
    with store.writing() as db:
        with pytest.raises(NotFound, match="no certificate with this id"):
            certificates.withdraw(db, UNKNOWN[0], "why", START)
        with pytest.raises(NotUnderstood, match="Say why"):
            certificates.withdraw(db, id, "  ", START)
        with pytest.raises(NotFound, match="no certificate with this id"):
            certificates.replace(db, UNKNOWN[0], "Ada", START)
        with pytest.raises(NotUnderstood, match="Give the name"):
            certificates.replace(db, id, " \u200e ", START)
        certificates.replace(db, id, "Ada", START)
    with store.writing() as db, pytest.raises(NotUnderstood, match="withdrawn or replaced already"):
        certificates.replace(db, id, "Ada", START)


def test_a_certificate_of_somebody_else_is_as_if_it_did_not_exist(store: Store, ben: Learner) -> None:
    id = passed(store)
    for address in ("/api/certificates/{}", "/certificates/{}", "/certificates/{}/pdf"):
        theirs, nobodys = ben.get(address.format(id)), ben.get(address.format(UNKNOWN[0]))
        assert theirs.status_code == nobodys.status_code == 404
        assert theirs.text.replace(id, "") == nobodys.text.replace(UNKNOWN[0], "")
    with pytest.raises(NotFound):
        own(store, id, "ben")


MATCHES: dict[str, bool] = {
    "Séamus Ó Briain-Łukasz": True,
    "SEAMUS O BRIAIN-ŁUKASZ": True,
    "  séamus   ó\tbriain-łukasz ": True,
    "Se\u0301amus O\u0301 Briain-Łukasz": True,
    "Ｓéamus Ó Briain-Łukasz": True,
    "Séamus Briain-Łukasz": False,
    "Séamus": False,
    "": False,
    " ": False,
    "\u0301": False,
    "%": False,
}


def test_a_name_matches_but_for_capitals_accents_and_spaces(store: Store, anyone: Visitor) -> None:
    with store.writing() as db:
        id = certificates.replace(
            db, deeds.passes(db, deeds.person(db, "ada"), START), next(iter(MATCHES)), START
        )
    with store.reading() as db:
        assert {name: certificates.name_matches(db, id, name) for name in MATCHES} == MATCHES
        assert not certificates.name_matches(db, UNKNOWN[0], "Ada Nwosu")
    for name, matches in list(MATCHES.items())[1:6:4]:
        assert anyone.post_json(f"/api/checks/{id}/name", name=name).json() == {"matches": matches}
        said = words_of(anyone.send(f"/check/{grouped(id)}", name=name))
        assert ("It matches." in said, "No match." in said) == (matches, not matches)


def prepared(store: Store) -> dict[str, str]:
    """A certificate in each state there is, by its state: on the day after the end of Tess's."""
    with store.writing() as db:
        ada, ben, tess = (deeds.person(db, name) for name in ("ada", "ben", "tess"))
        late = START + timedelta(days=300)
        replaced = deeds.passes(db, ada, late)
        found = {
            "replaced": replaced,
            "valid": certificates.replace(db, replaced, "Ada Nwosu", late),
            "withdrawn": deeds.passes(db, ben, late),
            "expired": deeds.passes(db, tess, START),
            "not found": UNKNOWN[0],
        }
        certificates.withdraw(db, found["withdrawn"], "A test.", late)
    return found


def test_everyone_who_has_the_id_sees_its_state_on_the_page_and_in_json_without_signing_in(
    store: Store, anyone: Visitor, clock: StoppedClock
) -> None:
    clock.forward(days=366)
    titles = {
        "valid": "This certificate is valid",
        "expired": "This certificate has expired",
        "withdrawn": "This certificate was withdrawn",
        "replaced": "This certificate was replaced",
        "not found": "No certificate has this id",
    }
    found = prepared(store)
    assert set(found) == set(titles)
    for state, id in found.items():
        page, told = anyone.get(f"/check/{grouped(id)}"), anyone.get(f"/api/checks/{id}")
        assert page.status_code == (404 if state == "not found" else 200)
        assert f"<h1>{titles[state]}</h1>" in page.text
        assert page.headers["x-robots-tag"] == "noindex"
        assert (told.status_code, told.json()["state"]) == (200, state)


def test_the_check_page_gives_away_neither_name_nor_score_nor_employer(
    store: Store, sign_in: Callable
) -> None:
    id = passed(store)
    whole = own(store, id)
    for visitor in (sign_in("ben"), sign_in("leah")):
        page, told = visitor.get(f"/check/{id}"), visitor.get(f"/api/checks/{id}")
        said = words_of(page) + told.text
        assert whole.course in said and whole.issuer in said
        for secret in ("Ada", "Nwosu", "work.example", "ada@", "5 of 5", "/ 5", "safety"):
            assert secret not in said
        assert set(told.json()) == {
            "state", "id", "course", "version", "issuer", "passed_on", "valid_until", "withdrawn_on", "approved",
        }  # fmt: skip


def test_an_id_that_nobody_has_always_gives_the_same_page(store: Store, anyone: Visitor) -> None:
    passed(store)
    pages = [anyone.get(f"/check/{id}") for id in UNKNOWN]
    assert [page.status_code for page in pages] == [404, 404]
    texts = {page.text.replace(grouped(id), "") for page, id in zip(pages, UNKNOWN, strict=True)}
    assert len(texts) == 1
    named = [anyone.send(f"/check/{id}", name="Ada Nwosu") for id in UNKNOWN]
    assert {page.status_code for page in named} == {404}
    assert {page.text.replace(grouped(id), "") for page, id in zip(named, UNKNOWN, strict=True)} == texts
    told = [anyone.get(f"/api/checks/{id}").json() for id in UNKNOWN]
    assert [{**each, "id": ""} for each in told] == [{**told[0], "id": ""}] * 2
    assert anyone.post_json(f"/api/checks/{UNKNOWN[0]}/name", name="Ada Nwosu").json() == {"matches": False}


def test_a_certificate_keeps_the_name_it_was_issued_in(store: Store, ada: Learner) -> None:
    id = passed(store)
    with store.writing() as db:
        token = people.make_link(db, ada.person, START)
        people.set_password(db, token, "Ada Married", "violet-teapot-ladder-fjord", START)
    assert own(store, id).name == "Ada Nwosu"


def test_its_holder_may_take_it_away_as_a_file(store: Store, ada: Learner) -> None:
    id = passed(store)
    file = ada.get(f"/certificates/{grouped(id)}/pdf")
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["content-disposition"] == f'attachment; filename="certificate-{id[:8]}.pdf"'
    assert file.content.startswith(b"%PDF-")
    page = words_of(ada.get(f"/certificates/{grouped(id)}"))
    assert "Ada Nwosu passed the knowledge check of The kettle review on 23 November 2026" in page
    assert "Valid until 23 November 2027" in page and grouped(id) in page
