"""Every route of the running application, asked by everybody there is: the answer is what the table says."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from httpx2 import Response
from starlette.routing import compile_path

from api.errors import FromAnotherSite
from api.store import Store
from tests.asking import CarefulClient
from tests.house.tour import digest
from tests.rights import table, world
from tests.rights.world import CAST, World

WHO = ("anonymous", *CAST)
WRITES = {"POST", "PUT", "PATCH", "DELETE"}
FOREIGN = {
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a sister site": {"Sec-Fetch-Site": "same-site"},
    "a foreign origin": {"Origin": "https://evil.example"},
    "an origin without a name": {"Origin": "null"},
}
PROGRAM: dict[str, str] = {}
"""Neither header: no browser leaves both out, so it is a program that has the session and may go on."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world.make(tmp_path_factory.mktemp("rights"))


@pytest.fixture(scope="module")
def app(made: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    with world.application(made, tmp_path_factory.mktemp("asked")) as application:
        yield application


def routes(app: FastAPI) -> list[str]:
    """Method and path of every route of ours."""
    found = [each for each in iter_route_contexts(app.routes) if isinstance(each.original_route, APIRoute)]
    return [f"{method} {each.path}" for each in found for method in sorted(each.methods or ())]


def address(route: str, made: World) -> str:
    path = route.partition(" ")[2]
    walking = any(part in path for part in ("/walk", "/steps/"))
    places = {**made.places, **({"attempt_id": made.places["walk"]} if walking else {})}
    if "/practice/{attempt_id}" in path:
        places |= {"attempt_id": made.places["practice"], "question_id": made.places["practised"]}
    if path.startswith("/open/"):
        places |= {"lesson_id": "SAFE"}
    missing = {part for part in re.findall(r"{(\w+)", path) if part not in places}
    assert not missing, f"{route}: give {missing} a place in tests/rights/world.py"
    return path.replace(":path}", "}").format(**places)


def ask(client: CarefulClient, route: str, made: World, headers: dict[str, str]) -> Response:
    method, where = route.partition(" ")[0], address(route, made)
    body = table.BODIES.get(route, {})
    if method == "GET":
        return client.get(where, headers=headers)
    if where.startswith("/api/"):
        return client.request(method, where, json=body if method != "DELETE" else None, headers=headers)
    return client.post(where, data=body, headers=headers)


def sort_of(answer: Response) -> str:
    """Let in, asked to sign in, told that the role does not reach, or told of nothing there."""
    if answer.status_code == 401 or answer.headers.get("location", "").startswith("/sign-in?next="):
        return "sign in"
    return {403: "not allowed", 404: "unknown"}.get(answer.status_code, "let in")


def expected(route: str, who: str) -> str:
    whose = table.rows()[route]
    if who in table.ALLOWED[whose]:
        return "let in"
    if who in table.UNKNOWN.get(whose, set()):
        return "unknown"
    return "sign in" if who == "anonymous" else "not allowed"


def afresh(app: FastAPI, made: World) -> Store:
    """The data as it was made."""
    path: Path = app.state.store.path
    app.state.store.close()
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    shutil.copy(made.path, path)
    app.state.store = Store(f"sqlite:///{path}")
    return app.state.store


def answers(app: FastAPI, made: World, who: str, found: list[str], headers: dict[str, str]) -> list[str]:
    """What is not as the table says. Opening changes nothing and comes first; only writes need data made anew."""
    wrong = []
    afresh(app, made)
    for route in sorted(found, key=lambda each: not each.startswith("GET ")):
        if not route.startswith("GET "):
            afresh(app, made)
        answer = ask(world.asking(app, made, who), route, made, headers)
        if sort_of(answer) != expected(route, who):
            wrong.append(
                f"{route} as {who}: {answer.status_code} {sort_of(answer)}, not {expected(route, who)}"
            )
    return wrong


def test_the_table_has_every_route_there_is_and_no_other(app: FastAPI) -> None:
    found = routes(app)
    assert len(found) == len(set(found)) >= 220
    assert not set(found) - set(table.rows()), "say in tests/rights/table.py who may use these"
    assert not set(table.rows()) - set(found), "the table has routes that are gone"


def test_no_route_is_hidden_by_one_that_comes_before_it(app: FastAPI, made: World) -> None:
    """Such a one would be asked about here, and another would answer."""
    found = routes(app)
    for route in found:
        method, where = route.partition(" ")[0], address(route, made)
        answering = (each for each in found if each.startswith(f"{method} ") and reaches(each, where))
        assert next(answering) == route


def reaches(route: str, where: str) -> bool:
    pattern, _, _ = compile_path(route.partition(" ")[2])
    return bool(pattern.match(where))


@pytest.mark.parametrize("who", WHO)
def test_each_route_answers_each_person_as_the_table_says(app: FastAPI, made: World, who: str) -> None:
    found = routes(app)
    assert len(found) >= 60
    assert not answers(app, made, who, found, {"Sec-Fetch-Site": "same-origin"})


def test_no_write_is_taken_from_another_site_and_nothing_is_changed(app: FastAPI, made: World) -> None:
    writes = [route for route in routes(app) if route.split()[0] in WRITES]
    assert len(writes) >= 20
    store, wrong = afresh(app, made), []
    clients = {who: world.asking(app, made, who) for who in ("staff", "lead", "trainer", "admin")}
    before = digest(store)
    for route in writes:
        for why, headers in FOREIGN.items():
            for who, client in clients.items():
                answer = ask(client, route, made, headers)
                if answer.status_code != 403 or FromAnotherSite.title not in answer.text:
                    wrong.append(f"{route} as {who} from {why}: {answer.status_code}")
    assert not wrong
    assert digest(store) == before


@pytest.mark.parametrize("who", ["anonymous", "other staff"])
def test_a_program_without_a_browsers_headers_may_do_no_more(app: FastAPI, made: World, who: str) -> None:
    writes = [route for route in routes(app) if route.split()[0] in WRITES]
    assert len(writes) >= 20
    assert not answers(app, made, who, writes, PROGRAM)


def told(who: str) -> set[str]:
    """Words that belong to one of the cast alone: name and address."""
    email, name, _, _ = CAST[who]
    return {email, name}


MAY_KNOW = {
    "anonymous": set(),
    "staff": {"staff"},
    "other staff": {"other staff"},
    "trainer": {"trainer"},
    "lead": {"lead", "staff"},
    "lead of others": {"lead of others", "other staff"},
    "admin": set(CAST),
}
"""Whose names and addresses anybody may come upon, whatever they open. What is at a one-time link is the holder's."""


@pytest.mark.parametrize("who", WHO)
def test_whatever_is_opened_names_nobody_whom_the_asker_may_not_see(
    app: FastAPI, made: World, who: str
) -> None:
    secrets = {word for other in CAST if other not in MAY_KNOW[who] for word in told(other)}
    afresh(app, made)
    client, found = world.asking(app, made, who), []
    for route in routes(app):
        if route.startswith("GET ") and "{token}" not in route:
            text = client.get(address(route, made)).text
            found += [f"{route} tells {word}" for word in secrets if word in text]
    assert len(secrets) >= (0 if who == "admin" else 8)
    assert not found
