"""No mark, key or feedback of an open attempt leaves the server by any door before it is handed in.

All feedback of the tests' bank begins with KEY-, so that any of it in any answer is a canary that sings. So do the
ids of what is to be placed, as authors give them in the right order.
"""

import re
from collections import Counter
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from httpx2 import Response

from api import attempts, courses, people
from api.dependencies import cookie_name
from api.store import Store
from tests.banks import PLACED, every_kind, right, wrong
from tests.cast import COURSE, Learner
from tests.clock import START
from tests.house.tour import Places, addresses
from tests.rules import deeds

PART = {"HX-Request": "true"}
ENDS_IT = {
    "/sign-out",
    "/api/session",
    "/api/attempts/{attempt_id}/hand-in",
    "/learning/attempts/{attempt_id}/hand-in",
}
BODIES: tuple[dict[str, Any], ...] = (
    {},
    {"option": "b"},
    {"options": ["a", "c"]},
    {"option": "c", "follows": 9},
    {"options": ["a", "b"], "follows": 9},
    {"order": ["A", "B"], "place.A": "1", "follows": 1},
    {"order": ["telling-1", "telling-2", "telling-3"]},
    {"place": {"telling-1": "telling-4", "telling-2": "hot"}, "place.telling-3": "telling-5"},
    {"option": "leave", "name": "Ada Nwosu", "id": "2" * 28},
)


class Doors:
    """Everything that can be asked of the application for an open attempt and a walk, and what it gave away."""

    def __init__(self, app: FastAPI, visitor: Learner, places: Places) -> None:
        self.app, self.visitor, self.places = app, visitor, places
        self.statuses: Counter[int] = Counter()
        self.sang: dict[str, set[str]] = {}

    def addresses(self, path: str, **only: tuple[str, ...]) -> list[str]:
        """What is of no attempt is somebody's or something's with the number 1."""
        other = dict.fromkeys(re.findall(r"{(\w+)", path), ("1",))
        return addresses(path, {**other, **self.places, **only})

    def heard(self, answer: Response) -> None:
        self.statuses[answer.status_code] += 1
        told = answer.text + str(answer.headers)
        if found := set(re.findall(r"KEY-[\w-]+|telling-\w+", told)):
            self.sang.setdefault(f"{answer.request.method} {answer.url.path}", set()).update(found)

    def open_all(self, about: str = "", **only: tuple[str, ...]) -> None:
        """Opens every address that is about this, whole and as a part."""
        for route in iter_route_contexts(self.app.routes):
            if "GET" in (route.methods or ()) and about in route.path:
                for address in self.addresses(route.path, **only):
                    self.heard(self.visitor.get(address))
                    if not address.startswith("/api/"):
                        self.heard(self.visitor.get(address, headers=PART))

    def send_all(self) -> None:
        """Sends to every door but those that end the attempt or the session; every body to those of an attempt."""
        for route in iter_route_contexts(self.app.routes):
            if "POST" in (route.methods or ()) and route.path not in ENDS_IT:
                for address in self.addresses(route.path):
                    for body in BODIES if "{attempt_id}" in route.path else BODIES[-1:]:
                        self.send(address, body)

    def send(self, address: str, body: dict[str, Any]) -> None:
        post = self.visitor.client.post
        if address.startswith("/api/"):
            self.heard(post(address, json=body))
        else:
            self.heard(post(address, data=body))
            if "/learning/" in address:
                self.heard(post(address, data=body, headers=PART))


@pytest.fixture
def doors(app: FastAPI, store: Store, ada: Learner) -> Doors:
    """Ada's, who has an open attempt with some answers and a walk through the case on which she chose nothing yet.

    Her practice was begun before, with questions that the attempt then drew.
    """
    with store.writing() as db:
        courses.publish(db, every_kind(), "Kettle council", START)
        deeds.reads(db, ada.person, START)
        practice = attempts.start_practice(db, ada.person, COURSE, "L1", START)
        check = attempts.start_check(db, ada.person, COURSE, START)
        walk = attempts.start_case(db, ada.person, COURSE, "CASE-K", START)
        first, *others = deeds.questions(db, ada.person, check)
        placed = [each for each in others if each in PLACED]
        for each in (first, *placed):
            deeds.gives(db, ada.person, check, each, wrong(each), START)
        link = people.make_link(db, ada.person, START)
    places: Places = {
        "attempt_id": (str(check), str(walk), str(practice)),
        "question_id": (first, others[-1], *placed, "Q-L1-TYPED", "Q-L1-PRACTICE"),
        "step_id": ("boil", "pour", "good"),
        "number": ("1", "2"),
        "course_id": (COURSE,),
        "lesson_id": ("L1",),
        "case_id": ("CASE-K",),
        "certificate_id": ("2" * 28, "2" * 27 + "X"),
        "token": (link,),
        "name": ("answered-elsewhere",),
        "person_id": (str(ada.person.id),),
        "team_id": ("1",),
        "draft_id": ("1",),
        "path": ("questions.md",),
    }
    return Doors(app, ada, places)


@pytest.mark.only_on("sqlite", "what is told is the same on both; every door is asked a hundred times")
def test_nothing_that_is_opened_tells_early(doors: Doors) -> None:
    doors.open_all()
    assert set(doors.statuses) >= {200, 303, 404, 422}
    assert doors.statuses.total() >= 90
    assert doors.sang == {}


@pytest.mark.only_on("sqlite", "what is told is the same on both; every door is asked a hundred times")
def test_nothing_that_is_sent_is_answered_with_what_is_not_to_be_told_yet(doors: Doors) -> None:
    """Right, wrong, stale, missing, misspelt, and handing in too early; then everything is opened again."""
    check, walk, _ = doors.places["attempt_id"]
    for root in ("/api/attempts", "/learning/attempts"):
        doors.send(f"{root}/{check}/hand-in", {})
        doors.send(f"{root}/{walk}/hand-in", {})
    doors.places["step_id"] = ("pour", "good")
    doors.send_all()
    doors.visitor.client.cookies.set(cookie_name(doors.app.state.settings), fresh_session(doors))
    doors.open_all("{attempt_id}")
    assert set(doors.statuses) >= {200, 201, 303, 404, 409, 422}
    assert doors.statuses.total() >= 200
    assert doors.sang == {}


def fresh_session(doors: Doors) -> str:
    """Something sent to the one-time link may have set a new password, which ends every session."""
    with doors.app.state.store.writing() as db:
        return people.start_session(db, doors.visitor.person, False, START)


def test_of_a_case_only_what_came_of_the_choices_made_is_told(doors: Doors) -> None:
    _, walk, _ = doors.places["attempt_id"]
    doors.send(f"/learning/walks/{walk}/steps/boil", {"option": "leave"})
    doors.send(f"/api/attempts/{walk}/steps/boil/choices", {"option": "leave"})
    doors.open_all("{attempt_id}", attempt_id=(walk,))
    assert doors.sang == {}
    doors.send(f"/learning/walks/{walk}/steps/boil", {"option": "off"})
    doors.open_all("{attempt_id}", number=("1", "2", "3"))
    assert {key for keys in doors.sang.values() for key in keys} == {"KEY-CASE-off", "KEY-CASE-coach"}
    assert all(f"/{walk}" in place for place in doors.sang)


def test_somebody_else_never_hears_anything_of_it(doors: Doors, ben: Learner) -> None:
    doors.visitor = ben
    doors.open_all("{attempt_id}")
    check = doors.places["attempt_id"][0]
    for root in ("/api/attempts", "/learning/attempts"):
        doors.send(f"{root}/{check}/hand-in", {})
    assert doors.sang == {}


def test_the_canary_does_sing_once_the_attempt_is_handed_in(doors: Doors) -> None:
    check = int(doors.places["attempt_id"][0])
    ada = doors.visitor
    for question in ada.questions(check):
        ada.answers(check, question, follows=1, **right(question))
    doors.heard(ada.hands_in(check))
    doors.heard(ada.get(f"/learning/attempts/{check}/review"))
    assert len(doors.sang) == 2
    assert all(len(keys) >= 15 for keys in doors.sang.values())
