"""What stands before every page: other websites, other host names, too much, and the headers browsers obey."""

import logging
from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from api.app import BODY_BYTES
from api.errors import FromAnotherSite, TooLarge
from api.settings import Settings
from api.store import Store
from tests.cast import COURSE, Learner, Visitor, words_of
from tests.clock import StoppedClock
from tests.house.tour import digest
from web.app import create_app
from web.forms import own_path
from web.protection import content_policy

FOREIGN = {
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a sister site": {"Sec-Fetch-Site": "same-site"},
    "a word unknown": {"Sec-Fetch-Site": "whatever"},
    "another site that says its own name": {"Sec-Fetch-Site": "cross-site", "Origin": "https://debrief.test"},
    "a foreign origin": {"Origin": "https://evil.example"},
    "a longer host": {"Origin": "https://debrief.test.evil.example"},
    "another port": {"Origin": "https://debrief.test:8443"},
    "an origin without a name": {"Origin": "null"},
    "no origin at all": {"Origin": "garbage"},
}
OWN = {
    "this site": {"Sec-Fetch-Site": "same-origin"},
    "an address typed": {"Sec-Fetch-Site": "none"},
    "this origin": {"Origin": "https://debrief.test"},
    "both": {"Sec-Fetch-Site": "same-origin", "Origin": "https://debrief.test"},
    "a program without these headers": {},
}
WRITES = (
    f"/learning/courses/{COURSE}/lessons/L1/readings",
    f"/api/courses/{COURSE}/lessons/L1/readings",
    f"/learning/courses/{COURSE}/cases/CASE-K",
    "/sign-out",
)


def test_what_another_site_sends_is_refused_and_nothing_is_written(ada: Learner, store: Store) -> None:
    before = digest(store)
    for why, headers in FOREIGN.items():
        for address in WRITES:
            answer = ada.client.post(address, headers=headers)
            assert answer.status_code == 403, (why, address)
            assert FromAnotherSite.title in answer.text
    assert digest(store) == before
    assert ada.get("/api/session").status_code == 200


def test_another_site_cannot_sign_anyone_in_or_out(ada: Learner, anyone: Visitor, store: Store) -> None:
    before = digest(store)
    known = {"email": "ada@work.example", "password": "correct horse battery staple"}
    for why, headers in FOREIGN.items():
        assert anyone.client.post("/sign-in", data=known, headers=headers).status_code == 403, why
        assert anyone.client.post("/api/session", json=known, headers=headers).status_code == 403, why
        assert ada.client.delete("/api/session", headers=headers).status_code == 403, why
    assert digest(store) == before


def test_what_this_site_or_a_program_sends_passes(ada: Learner, store: Store) -> None:
    for why, headers in OWN.items():
        before = digest(store)
        answer = ada.client.post(WRITES[0], headers=headers)
        assert answer.status_code == 303, why
        assert answer.headers["location"].startswith(f"/learning/courses/{COURSE}"), why
        assert digest(store) != before, why


def test_a_link_from_another_site_opens_but_changes_nothing(ada: Learner) -> None:
    assert ada.get("/learning", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "debrief.test.evil.example", "127.0.0.1", "evil.example:443", ""]
)
def test_another_host_name_is_refused_whatever_the_address(anyone: Visitor, host: str) -> None:
    for address in ("/help", "/api/session", "/static/debrief.css"):
        assert anyone.get(address, headers={"Host": host}).status_code == 400


def test_a_demonstration_also_answers_to_this_machine_but_to_no_other(
    store: Store, clock: StoppedClock
) -> None:
    settings = Settings(address="http://127.0.0.1:8000", issuer="x", demonstration=True)
    client = TestClient(create_app(settings, store, clock), base_url="http://127.0.0.1:8000")
    statuses = {
        host: client.get("/help", headers={"Host": host}).status_code
        for host in ("localhost", "evil.example")
    }
    assert statuses == {"localhost": 200, "evil.example": 400}
    assert "strict-transport-security" not in client.get("/help").headers


@pytest.fixture
def quiet() -> Iterator[None]:
    logging.getLogger("debrief").disabled = True
    yield
    logging.getLogger("debrief").disabled = False


def answers(client: TestClient) -> dict[str, Response]:
    """One answer of every sort there is."""
    much = b"x" * (BODY_BYTES + 1)
    return {
        "200": client.get("/help"),
        "200 static": client.get("/static/debrief.css"),
        "200 json": client.get("/api/openapi.json"),
        "303": client.get("/learning"),
        "400": client.get("/help", headers={"Host": "evil.example"}),
        "401": client.get("/api/session"),
        "403": client.post("/check", headers={"Origin": "null"}),
        "404": client.get("/nothing"),
        "404 json": client.get("/api/nothing"),
        "405": client.put("/help"),
        "413": client.post("/check", content=much),
        "422": client.post("/api/session", json={}),
        "500": client.get("/fails"),
    }


@pytest.mark.usefixtures("quiet")
def test_every_answer_carries_the_headers_that_browsers_obey(
    store: Store, settings: Settings, clock: StoppedClock
) -> None:
    app: FastAPI = create_app(settings, store, clock)
    app.add_api_route("/fails", lambda: 1 / 0)
    found = answers(
        TestClient(app, base_url=settings.address, follow_redirects=False, raise_server_exceptions=False)
    )
    assert all(str(answer.status_code) == name[:3] for name, answer in found.items()), found
    for name, answer in found.items():
        told = answer.headers
        assert told["content-security-policy"] == content_policy(settings), name
        assert told["x-content-type-options"] == "nosniff", name
        assert told["referrer-policy"] == "same-origin", name
        assert told["strict-transport-security"] == "max-age=31536000", name
        assert told["cross-origin-opener-policy"] == told["cross-origin-resource-policy"] == "same-origin", (
            name
        )
        assert "camera=()" in told["permissions-policy"], name
        assert told["cache-control"].startswith("public" if name == "200 static" else "no-store"), name
        assert "server" not in told, name


def chunks() -> Iterator[bytes]:
    """More than is taken in, without saying beforehand how much it will be."""
    for _ in range(BODY_BYTES // 8192 + 2):
        yield b"x" * 8192


@pytest.mark.parametrize(
    "body", [lambda: b"x" * (BODY_BYTES + 1), chunks], ids=["said beforehand", "not said"]
)
def test_too_much_is_refused_as_a_page_and_as_json(anyone: Visitor, body: Callable) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    page = anyone.client.post("/check", content=body(), headers=form)
    assert page.status_code == 413
    assert f"{TooLarge.title} {TooLarge.advice}" in words_of(page)
    told = anyone.client.post("/api/session", content=body(), headers={"Content-Type": "application/json"})
    assert (told.status_code, told.json()["type"]) == (413, "/problems/too-large")


def test_as_much_as_is_allowed_is_taken_in(anyone: Visitor) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert 256 * 1024 < BODY_BYTES < 3 * 1024 * 1024
    body = b"id=" + b"x" * (BODY_BYTES - 3)
    assert anyone.client.post("/check", content=body, headers=form).status_code == 422


BYPASSES = [
    "https://evil.example",
    "http://evil.example/learning",
    "//evil.example",
    "///evil.example",
    "////evil.example/%2f..",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\nLocation: https://evil.example",
    "\t//evil.example",
    " //evil.example",
    "/learning\\..\\\\evil.example",
    "/\u2028/evil.example",
    "/\x00/evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt://x%0aalert(1)",
    "data:text/html,x",
    "learning",
    "",
    "?next=//evil.example",
    "@evil.example",
    ".evil.example",
    "https:evil.example",
    "https:/evil.example",
    "/\u200b/evil.example",
    "\u3000//evil.example",
]


@pytest.mark.parametrize("wanted", BYPASSES)
def test_where_to_go_on_to_is_never_another_site(wanted: str) -> None:
    assert len(BYPASSES) >= 20
    assert own_path(wanted) == "/learning"


@pytest.mark.parametrize(
    "wanted", ["/learning", "/", "/check/2222?x=1&y=%2F#top", "/learning/attempts/7/answers"]
)
def test_a_page_of_this_site_is_where_one_goes_on_to(wanted: str) -> None:
    assert own_path(wanted) == wanted


def test_signing_in_leads_on_to_this_site_only(anyone: Visitor) -> None:
    for wanted in BYPASSES[:14]:
        page = anyone.get("/sign-in", params={"next": wanted})
        assert '<input type="hidden" name="next" value="/learning">' in page.text
    known = {"email": "ada@work.example", "password": "correct horse battery staple"}
    assert anyone.send("/sign-in", next="//evil.example", **known).headers["location"] == "/learning"


def test_what_was_sent_from_elsewhere_does_not_lead_back_there(anyone: Visitor) -> None:
    for page in ("https://evil.example/learning", "//evil.example", "https://debrief.test@evil.example/x"):
        answer = anyone.client.post(WRITES[0], headers={"Referer": page})
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Flearning")
