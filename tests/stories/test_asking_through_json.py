"""A lead asks, gives and records through JSON, and hears the same refusals in words."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from api import teams
from api.store import Store
from tests.cast import COURSE, Learner
from tests.clock import START
from tests.rules import deeds

TODAY = START.date()
DUE = (TODAY + timedelta(days=40)).isoformat()


@pytest.fixture
def leah(sign_in: Callable[[str], Learner], store: Store) -> Learner:
    """She answers for the team that Ben is in; Ada is in none."""
    with store.writing() as db:
        team = teams.add(db, None, "Early help", None, START)
        teams.join(db, None, deeds.person(db, "ben").id, team.id, TODAY, START)
        teams.make_lead(db, None, deeds.person(db, "leah").id, team.id, START)
    return sign_in("leah")


def test_a_lead_asks_a_person_changes_the_date_and_takes_it_back(
    leah: Learner, ben: Learner, ada: Learner
) -> None:
    place = f"/api/people/{ben.person.id}/assignments/{COURSE}"
    asked = leah.client.put(place, json={"due_on": DUE})
    assert (asked.status_code, asked.json()["due_on"], asked.json()["required"]) == (200, DUE, True)
    [told] = ben.get("/api/courses").json()
    assert (told["status"], told["flag"], told["due_on"]) == ("assigned", "on time", DUE)
    past = leah.client.put(place, json={"due_on": "2026-11-22"})
    assert (past.status_code, "is past" in past.json()["detail"]) == (422, True)
    assert leah.client.put(place, json={"due_on": "soon"}).status_code == 422
    assert leah.client.delete(place).status_code == 204
    [told] = ben.get("/api/courses").json()
    assert (told["status"], told["due_on"]) == ("open to you", None)
    other = f"/api/people/{ada.person.id}/assignments/{COURSE}"
    assert leah.client.put(other, json={"due_on": DUE}).status_code == 404
    assert ben.client.put(place, json={"due_on": DUE}).status_code == 403


def test_a_lead_asks_a_team_and_takes_it_back(leah: Learner, store: Store) -> None:
    with store.reading() as db:
        team = teams.tree(db)[0].id
    place = f"/api/teams/{team}/assignments"
    found = [leah.client.put(f"{place}/{COURSE}", json={"due_on": DUE}).json() for _ in range(2)]
    assert found == [{"people": 1}, {"people": 0}]
    [running] = leah.get(place).json()
    assert (running["course_id"], running["due_on"]) == (COURSE, DUE)
    assert leah.client.delete(f"{place}/{COURSE}").json() == {"people": 1}
    assert leah.get(place).json() == []
    assert leah.client.put(f"{place}/teapot", json={"due_on": DUE}).status_code == 404


def test_a_lead_gives_another_try_and_records_a_talk(leah: Learner, ben: Learner, store: Store) -> None:
    with store.writing() as db:
        for minutes in range(3):
            deeds.tries(db, ben.person, START + timedelta(minutes=minutes), missed=2)
    root = f"/api/people/{ben.person.id}/courses/{COURSE}"
    assert leah.post_json(f"{root}/tries", reason="prepared").status_code == 204
    again = leah.post_json(f"{root}/tries", reason="prepared")
    assert (again.status_code, again.json()["title"]) == (409, "There is no need for that")
    early = leah.post_json(f"{root}/conversations", held_on=DUE, held_with="Sue")
    assert (early.status_code, list(early.json()["fields"])) == (422, ["held_on"])
    done = leah.post_json(f"{root}/conversations", held_on=TODAY.isoformat(), held_with="Sue")
    assert done.status_code == 201
    [told] = ben.get("/api/courses").json()
    assert (told["status"], told["certificate"]) == ("passed", done.json()["certificate"])
