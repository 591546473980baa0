"""Every refusal has a name, a page that explains it, and one true status however it is asked for."""

import logging
from collections.abc import Iterator

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from api import errors
from api.errors import NotSignedIn, Refused, refusals
from tests.asking import CarefulClient
from tests.cast import words_of
from tests.clock import StoppedClock
from tests.house.source import product
from tests.house.tour import ADDRESS, SETTINGS, Tour, learner
from web.app import create_app

NAMES = sorted(refusals())
PART = {"HX-Request": "true"}


def all_kinds(kind: type[Refused] = Refused) -> set[type[Refused]]:
    below = set(kind.__subclasses__())
    return below.union(*(all_kinds(each) for each in below))


def refusing() -> APIRouter:
    """Routes that refuse by name: /refuse/{name} and /api/refuse/{name}."""

    def refuse(name: str) -> None:
        raise refusals()[name]("Do this next.") if name != "unforeseen" else ZeroDivisionError("secret")

    router = APIRouter()
    router.add_api_route("/refuse/{name}", refuse)
    router.add_api_route("/api/refuse/{name}", refuse)
    return router


@pytest.fixture(scope="module")
def client(tour: Tour) -> TestClient:
    """Anyone, before an application that refuses whatever it is asked to."""
    app = create_app(SETTINGS, tour.store, StoppedClock())
    app.include_router(refusing())
    return TestClient(app, base_url=ADDRESS, follow_redirects=False, raise_server_exceptions=False)


def test_every_kind_of_refusal_is_on_the_list_with_a_status_and_words() -> None:
    assert len(NAMES) >= 18
    assert all_kinds() == set(refusals().values())
    for kind in refusals().values():
        assert 400 <= kind.status <= 599
        assert kind.title and not kind.title.endswith("."), kind
        assert kind.advice.endswith("."), kind


def test_every_refusal_is_made_somewhere() -> None:
    code = [source.text for source in product() if source.name != "api/errors.py"]
    assert len(code) >= 70
    assert not [
        kind.__name__ for kind in refusals().values() if not any(kind.__name__ in text for text in code)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_refusal_has_one_status_as_page_fragment_and_json(client: TestClient, name: str) -> None:
    kind = refusals()[name]
    page, part = client.get(f"/refuse/{name}"), client.get(f"/refuse/{name}", headers=PART)
    told = client.get(f"/api/refuse/{name}")
    body = told.json()
    assert (told.status_code, body["status"]) == (kind.status, kind.status)
    assert (body["type"], body["title"], body["detail"]) == (f"/problems/{name}", kind.title, "Do this next.")
    assert told.headers["content-type"] == "application/problem+json"
    assert part.status_code == kind.status
    if kind is NotSignedIn:
        assert (page.status_code, page.headers["location"]) == (303, f"/sign-in?next=%2Frefuse%2F{name}")
        assert part.headers["HX-Redirect"] == page.headers["location"]
    else:
        assert page.status_code == kind.status
        assert f"{kind.title} Do this next." in words_of(page)
        assert f"{kind.title} Do this next." in words_of(part)
        assert "<html" in page.text and "<html" not in part.text
    wait = {503: "5", 429: "60"}.get(kind.status)
    assert (told.headers.get("retry-after"), part.headers.get("retry-after")) == (wait, wait)


@pytest.mark.parametrize("name", NAMES)
def test_a_refusal_has_a_page_that_explains_it_to_anyone(client: TestClient, name: str) -> None:
    kind, page = refusals()[name], client.get(f"/problems/{name}")
    assert page.status_code == 200
    assert f"{kind.title} {kind.advice}" in words_of(page)
    assert str(kind.status) in words_of(page)


def test_a_refusal_that_does_not_exist_has_no_page(client: TestClient) -> None:
    assert client.get("/problems/nothing-of-the-kind").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/nothing", {}, 404),
        ("DELETE", "/checks/x", {}, 405),
        ("GET", "/attempts/seven", {}, 401),
        ("POST", "/session", {"json": {"email": 7}}, 422),
        ("POST", "/session", {"content": "{", "headers": {"content-type": "application/json"}}, 422),
    ],
)
def test_what_the_framework_refuses_is_a_problem_of_ours_too(
    client: TestClient, method: str, path: str, body: dict, status: int
) -> None:
    told = client.request(method, f"/api{path}", **body)
    assert told.status_code == status
    assert told.json()["status"] == status
    assert told.json()["type"].removeprefix("/problems/") in NAMES


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nothing", 404), ("PUT", "/help", 405)])
def test_what_the_framework_refuses_has_our_page_too(
    client: TestClient, method: str, path: str, status: int
) -> None:
    for headers in ({}, PART):
        page = client.request(method, path, headers=headers)
        assert page.status_code == status
        assert "Go to My learning" in words_of(page)


@pytest.fixture
def quiet() -> Iterator[None]:
    """What could not be foreseen is logged; here it is not to fill the screen."""
    logging.getLogger("debrief").disabled = True
    yield
    logging.getLogger("debrief").disabled = False


@pytest.mark.usefixtures("quiet")
def test_what_nobody_foresaw_says_nothing_of_its_inside(client: TestClient) -> None:
    for path, headers in (
        ("/api/refuse/unforeseen", {}),
        ("/refuse/unforeseen", {}),
        ("/refuse/unforeseen", PART),
    ):
        answer = client.get(path, headers=headers)
        assert answer.status_code == 500
        assert errors.Broken.title in answer.text
        assert "secret" not in answer.text and "ZeroDivision" not in answer.text


def test_what_is_shown_with_its_form_has_the_status_that_json_has(tour: Tour) -> None:
    """Where a page shows a refusal beside the form that led to it."""
    ada, anyone = learner(tour, "ada"), CarefulClient(tour.app, ADDRESS)
    check, walk = tour.places["attempt_id"][1:3]
    question = tour.places["question_id"][0]
    wrong = {"email": "ada@work.example", "password": "not this one, surely"}
    mistyped = tour.places["certificate_id"][-1]
    pairs = {
        "an answer missing": (
            ada.send(f"/learning/attempts/{check}/questions/{question}"),
            ada.post_json(f"/api/attempts/{check}/questions/{question}/responses"),
        ),
        "answers missing": (
            ada.send(f"/learning/attempts/{check}/hand-in"),
            ada.post_json(f"/api/attempts/{check}/hand-in"),
        ),
        "a choice missing": (
            ada.send(f"/learning/walks/{walk}/steps/boil"),
            ada.post_json(f"/api/attempts/{walk}/steps/boil/choices"),
        ),
        "signing in": (anyone.post("/sign-in", data=wrong), anyone.post("/api/session", json=wrong)),
        "an id mistyped": (anyone.get(f"/check/{mistyped}"), anyone.get(f"/api/checks/{mistyped}")),
        "an id mistyped and sent": (
            anyone.post("/check", data={"id": mistyped}),
            anyone.get(f"/api/checks/{mistyped}"),
        ),
    }
    told = {
        name: (page.status_code, json.status_code, json.json()["status"])
        for name, (page, json) in pairs.items()
    }
    assert {name: statuses for name, statuses in told.items() if len(set(statuses)) > 1} == {}
