"""A lead asks people and teams, changes that, gives another try, and records a talk; each page says what came of it."""

from collections.abc import Callable
from datetime import date

import pytest
from httpx2 import Response

from api import standings, teams
from api.store import Store
from tests.cast import COURSE, Learner, words_of
from tests.clock import START
from tests.rules import branches, deeds
from tests.rules.branches import DAY, Branch

SignIn = Callable[[str], Learner]
DUE = date(2026, 12, 2)


@pytest.fixture
def branch(store: Store) -> Branch:
    with store.writing() as db:
        made = branches.grown(db)
        branches.joined(db, deeds.person(db, "ada"), made.north, asked=False)
        branches.joined(db, deeds.person(db, "ben"), made.north, asked=False)
        branches.joined(db, deeds.person(db, "tess"), made.adults, asked=False)
        return made


@pytest.fixture
def leah(branch: Branch, sign_in: SignIn) -> Learner:
    return sign_in("leah")


def place(store: Store, name: str, what: str = "") -> str:
    with store.reading() as db:
        person = f"/leading/people/{deeds.person(db, name).id}"
    return f"{person}/courses/{COURSE}/{what}" if what else f"{person}?course={COURSE}"


def status(store: Store, name: str) -> tuple[str, date | None]:
    with store.reading() as db:
        found = standings.as_at(db, [deeds.person(db, name).id], [COURSE], START.date(), START)[0].standing
    return found.status, found.due_on


def followed(who: Learner, sent: Response) -> str:
    assert sent.status_code == 303, words_of(sent)
    return words_of(who.get(sent.headers["location"]))


@pytest.mark.parametrize("typed", ["2 December 2026", "2026-12-02", "2 12 2026"])
def test_a_person_is_asked_by_a_day_written_as_people_write_it(
    leah: Learner, store: Store, typed: str
) -> None:
    assert "Ask them to pass it" in words_of(leah.get(place(store, "ben")))
    assert "Ask Ben Ó Briain to pass this" in words_of(leah.get(place(store, "ben", "asking")))
    told = followed(leah, leah.send(place(store, "ben", "asking"), due_on=typed))
    assert "The date is saved." in told and "Due in 9 days, 2 December 2026" in told
    assert status(store, "ben") == ("assigned", DUE)


def test_a_date_is_changed_and_asking_taken_back(leah: Learner, store: Store) -> None:
    page = words_of(leah.get(place(store, "ada", "asking")))
    assert "Change the date for Ada Nwosu" in page and "It is due on 2 December 2026 now." in page
    followed(leah, leah.send(place(store, "ada", "asking"), due_on="9 December 2026"))
    assert status(store, "ada") == ("assigned", date(2026, 12, 9))
    assert "Ask Ada Nwosu no longer?" in words_of(leah.get(place(store, "ada", "no-longer")))
    told = followed(leah, leah.send(place(store, "ada", "no-longer")))
    assert "It is asked of them no longer." in told and "Status Not in scope" in told
    assert status(store, "ada")[0] == "not in scope"


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "Write a day."), ("soon", "such as 26 11 2026"), ("22 November 2026", "That day is past.")],
)
def test_a_date_that_does_not_fit_changes_nothing_and_is_asked_for_again(
    leah: Learner, branch: Branch, store: Store, typed: str, words: str
) -> None:
    for where in (place(store, "ben", "asking"), f"/leading/teams/{branch.north}/courses/{COURSE}/asking"):
        page = leah.send(where, due_on=typed)
        assert page.status_code == 422
        assert words in words_of(page) and f'value="{typed}"' in page.text and 'href="#due_on"' in page.text
    assert status(store, "ben")[0] == "not in scope"


def test_a_team_is_asked_and_the_page_says_for_how_many_before_and_after(
    leah: Learner, branch: Branch, store: Store
) -> None:
    where = f"/leading/teams/{branch.children}/courses/{COURSE}/asking"
    assert "has 2 people at work: 1 is asked already, 1 is not." in words_of(leah.get(where))
    told = followed(leah, leah.send(where, due_on="9 December 2026"))
    assert "2 people are asked to pass it. The team’s date is 9 December 2026." in told
    assert "all of them asked already." in told
    assert status(store, "ben") == ("assigned", date(2026, 12, 9))
    assert status(store, "ada") == ("assigned", DUE), "a date of their own stays"
    gone = where.replace("asking", "no-longer")
    assert "2 people are asked to pass it now." in words_of(leah.get(gone))
    told = followed(leah, leah.send(gone))
    assert "0 people are still asked" in told and status(store, "ben")[0] == "not in scope"


def test_another_try_is_given_with_a_reason_when_none_is_left(leah: Learner, store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        for days in (3, 2, 1):
            deeds.tries(db, ada, START - days * DAY, missed=2)
    assert "Give another try" in words_of(leah.get(place(store, "ada")))
    where = place(store, "ada", "try")
    assert "They have used 3 of 3 tries." in words_of(leah.get(where))
    nothing = leah.send(where, words="Their shift changed")
    assert nothing.status_code == 422 and "Choose why" in words_of(nothing)
    assert 'value="Their shift changed"' in nothing.text
    told = followed(leah, leah.send(where, reason="interrupted", words="Their shift changed"))
    assert "They have another try, open at once." in told and "Given another try" in told
    assert "Their shift changed" not in told
    assert status(store, "ada")[0] == "not passed yet"
    again = leah.send(where, reason="interrupted")
    assert again.status_code == 409 and "They have a try left." in words_of(again)


def test_a_talk_is_a_pass_that_looks_like_any_other(leah: Learner, store: Store) -> None:
    where = place(store, "ada", "talk")
    assert "Record a talk with Ada Nwosu" in words_of(leah.get(where))
    nothing = leah.send(where, held_on="24 November 2026", held_with="")
    assert nothing.status_code == 422
    assert "still to come" in words_of(nothing) and "Write the name" in words_of(nothing)
    told = followed(leah, leah.send(where, held_on="20 November 2026", held_with="Tess Lindqvist"))
    assert "They have passed" in told and "Passed 20 November 2026" in told
    record = words_of(leah.get(place(store, "ada")))
    assert "talk" not in record.lower() and "Tess" not in record


def test_nobody_does_it_for_themselves_or_for_people_of_others(
    leah: Learner, branch: Branch, store: Store
) -> None:
    with store.writing() as db:
        branches.joined(db, deeds.person(db, "leah"), branch.north)
    assert "Record a talk" not in words_of(leah.get(place(store, "leah")))
    own = leah.send(place(store, "leah", "talk"), held_on="20 11 2026", held_with="Tess")
    assert own.status_code == 403 and "Somebody else who answers for you" in words_of(own)
    for what in ("asking", "no-longer", "try", "talk"):
        assert leah.get(place(store, "tess", what)).status_code == 404
        sent = {"due_on": "2 12 2026", "reason": "other", "held_on": "20 11 2026", "held_with": "Tess"}
        assert leah.send(place(store, "tess", what), **sent).status_code == 404
    for what in ("asking", "no-longer"):
        where = f"/leading/teams/{branch.adults}/courses/{COURSE}/{what}"
        assert {leah.get(where).status_code, leah.send(where, due_on="2 12 2026").status_code} == {404}
    assert status(store, "tess")[0] == "not in scope"


def test_on_a_past_day_nothing_is_offered_but_the_way_to_today(
    leah: Learner, branch: Branch, store: Store
) -> None:
    page = words_of(leah.get(f"{place(store, 'ada')}&on=2026-11-20"))
    assert "See how it is today" in page and "Change the date" not in page
    with store.writing() as db:
        branches.moves(db, deeds.person(db, "ada"), branch.adults, START.date(), START)
        assert teams.posts(db, deeds.person(db, "ada").id, START.date())[0].team_id == branch.adults
    assert "See how it is today" not in words_of(leah.get(f"{place(store, 'ada')}&on=2026-11-20"))
