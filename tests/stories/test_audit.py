"""Who did what, as an admin reads it: in plain words, by whom they choose, with the one named who did it."""

from datetime import timedelta
from typing import get_args

import pytest

from api import assignments, audit, joining, staff_list, teams, trail
from api.staff_list import Choices
from api.store import Store
from tests.cast import COURSE, Learner, words_of
from tests.clock import START
from tests.pages import table_in
from tests.rules import deeds

TODAY = START.date()


@pytest.fixture
def amir(sign_in) -> Learner:
    return sign_in("amir")


@pytest.fixture
def made(store: Store) -> dict[str, int]:
    """Duty, which Leah asked to pass the course, and Reviews."""
    with store.writing() as db:
        found = {name: teams.add(db, None, name, None, START).id for name in ("Duty", "Reviews")}
        leah = deeds.person(db, "leah")
        teams.make_lead(db, None, leah.id, found["Duty"], START)
        due_on = TODAY + timedelta(days=40)
        assignments.assign_team(db, leah, found["Duty"], COURSE, due_on, START)
    return found


@pytest.mark.parametrize("door", ["join", "move", "list"])
def test_who_lets_somebody_join_is_named_and_not_the_lead_who_once_asked_the_team(
    store: Store, made: dict[str, int], door: str
) -> None:
    with store.writing() as db:
        amir, ben = deeds.person(db, "amir").id, deeds.person(db, "ben").id
        if door == "join":
            joining.join(db, amir, ben, made["Duty"], TODAY, START)
        elif door == "move":
            post = joining.join(db, amir, ben, made["Reviews"], TODAY - timedelta(days=9), START)
            joining.move(db, amir, post.id, made["Duty"], TODAY, START)
        else:
            read = staff_list.read("Email,Team\nben@work.example,Duty\n")
            plan = staff_list.plan(db, read, Choices(TODAY))
            joining.take_in(db, amir, plan, plan.digest, (), False, START)
        noted = audit.newest(db, about=f"person {ben}", action="asked to pass")
        told = trail.told(db, noted)
    assert [each.actor for each in noted] == [amir]
    assert ("through the team", "Duty") in told[0].detail


def test_every_action_there_is_has_words_of_its_own() -> None:
    assert set(trail.ACTIONS) == set(get_args(audit.Action))
    assert len(set(trail.ACTIONS.values())) == len(trail.ACTIONS) >= 30


def test_what_is_told_names_courses_and_teams_and_none_of_the_words_it_is_kept_in(
    amir: Learner, store: Store, made: dict[str, int]
) -> None:
    with store.writing() as db:
        teams.place(db, None, made["Duty"], made["Reviews"], START)
    rows = table_in(amir.get("/admin/audit").text, "audit")
    assert rows[0] == ["When", "Who", "What", "About", "Details"]
    assert rows[1][2:] == ["Put a team elsewhere in the tree", "Duty", "in Reviews"]
    assert rows[2][1:4] == ["Leah Prasad", "Asked a team to pass a course", "Duty"]
    assert rows[2][4].startswith("course The kettle review, due 2 January 2027")


def test_by_whom_offers_everybody_who_did_something_to_others(
    amir: Learner, store: Store, made: dict[str, int]
) -> None:
    with store.writing() as db:
        tess = deeds.person(db, "tess").id
        audit.note(db, tess, "changed the password", f"person {tess}", START)
        leah = deeds.person(db, "leah").id
    page = amir.get("/admin/audit").text
    assert f'<option value="{leah}">Leah Prasad</option>' in page
    assert "Tess Lindqvist</option>" not in page
    assert f'<option value="{leah}" selected>' in amir.get(f"/admin/audit?who={leah}").text
    assert '<option value="asked a team to pass">Asked a team to pass a course</option>' in page
    filtered = words_of(amir.get(f"/admin/audit?who={leah}"))
    assert "Added a team Duty" not in filtered and "Asked a team to pass a course Duty" in filtered


def test_no_column_of_an_admins_table_is_without_a_name(amir: Learner, made: dict[str, int]) -> None:
    amir.send(f"/admin/people/{amir.person.id}/posts", team=made["Duty"], on="")
    for path, tables in (
        ("/admin/people", ["people"]),
        (f"/admin/people/{amir.person.id}", ["posts", "audit"]),
        ("/admin/audit", ["audit"]),
    ):
        page = amir.get(path).text
        for each in tables:
            assert all(table_in(page, each)[0]), (path, each)
