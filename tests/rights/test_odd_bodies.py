"""Whatever stands in a JSON body or in a query, nothing breaks."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from tests.rights import world
from tests.rights.test_matrix import address
from tests.rights.world import World

ODD_NUMBERS = ("0", "-1", "2147483648", "1" + "0" * 20, "1e400", "1.5", "true", "null", '"7"', "NaN")
ODD_WORDS = (
    '"\\u0000"',
    '"a\\u0000b"',
    '"\\ud800"',
    '"' + "w" * 70_000 + '"',
    '"=1+1"',
    '"\\r\\nBcc: a@b.c"',
    "7",
    "[[]]",
    "{}",
)
SAMPLES = {"integer": 1, "boolean": False, "array": [], "object": {}, "number": 1, "string": "x"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world.make(tmp_path_factory.mktemp("odd"))


@pytest.fixture(scope="module")
def app(made: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    with world.application(made, tmp_path_factory.mktemp("odd-asked")) as application:
        yield application


def resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def kind(document: dict[str, Any], schema: dict[str, Any]) -> str:
    whole = resolved(document, schema)
    if "anyOf" in whole:
        return next((found for each in whole["anyOf"] if (found := kind(document, each)) != "null"), "string")
    return str(whole.get("type", "object"))


def sample(document: dict[str, Any], schema: dict[str, Any]) -> Any:
    whole = resolved(document, schema)
    if whole.get("format") == "date":
        return "2026-11-26"
    return whole["enum"][0] if "enum" in whole else SAMPLES[kind(document, schema)]


def odd_bodies(document: dict[str, Any], schema: dict[str, Any]) -> Iterator[bytes]:
    """A body that is right but for one part, as text, since not all of it can be said in JSON."""
    whole = resolved(document, schema)
    parts = whole.get("properties", {})
    plain = {name: sample(document, parts[name]) for name in whole.get("required", ())}
    for name, part in parts.items():
        for odd in ODD_NUMBERS if kind(document, part) in ("integer", "number") else ODD_WORDS:
            rest = {other: value for other, value in plain.items() if other != name}
            said = [f"{json.dumps(other)}: {json.dumps(value)}" for other, value in rest.items()]
            yield ("{" + ", ".join([*said, f"{json.dumps(name)}: {odd}"]) + "}").encode()
    yield from (b"null", b"[]", b"7", b"", b"{", b"\xff", b"[" * 20_000)


@pytest.mark.parametrize("who", ["admin", "trainer", "lead", "staff"])
def test_no_body_breaks_any_route(app: FastAPI, made: World, who: str) -> None:
    document = app.openapi()
    client, sent = world.asking(app, made, who), 0
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            body = told.get("requestBody", {}).get("content", {}).get("application/json")
            if body is None or path == "/api/session":
                continue
            where = address(f"{method.upper()} {path}", made)
            for odd in odd_bodies(document, body["schema"]):
                headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
                answer = client.request(method.upper(), where, content=odd, headers=headers)
                assert answer.status_code < 500, (method, path, odd[:200])
                sent += 1
    assert sent >= 400


def is_day(document: dict[str, Any], schema: dict[str, Any]) -> bool:
    whole = resolved(document, schema)
    return whole.get("format") == "date" or any(is_day(document, each) for each in whole.get("anyOf", ()))


def test_a_day_that_no_form_takes_is_no_day_in_json_either(app: FastAPI, made: World) -> None:
    document = app.openapi()
    client, sent = world.asking(app, made, "admin"), 0
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            body = told.get("requestBody", {}).get("content", {}).get("application/json", {"schema": {}})
            whole = resolved(document, body["schema"])
            plain = {name: sample(document, whole["properties"][name]) for name in whole.get("required", ())}
            for name, part in whole.get("properties", {}).items():
                for day in ("0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"):
                    if is_day(document, part):
                        where = address(f"{method.upper()} {path}", made)
                        answer = client.request(method.upper(), where, json={**plain, name: day})
                        assert (answer.status_code, answer.json()["detail"]) == (422, f"Check: {name}."), path
                        sent += 1
    assert sent >= 32


@pytest.mark.parametrize("who", ["admin", "trainer", "lead"])
def test_no_query_breaks_any_route(app: FastAPI, made: World, who: str) -> None:
    document = app.openapi()
    client, sent = world.asking(app, made, who), 0
    for path, methods in document["paths"].items():
        for each in methods.get("get", {}).get("parameters", ()):
            if each["in"] == "query":
                where = address(f"GET {path}", made)
                for odd in (
                    "0",
                    "-1",
                    "2147483648",
                    "1" + "0" * 20,
                    "x",
                    "",
                    "\x00",
                    "\ud800",
                    "9999-12-31",
                    "0001-01-01",
                ):
                    given = odd.encode("utf-8", "surrogatepass")
                    query = f"{each['name']}={''.join(f'%{byte:02x}' for byte in given)}"
                    answer = client.get(f"{where}?{query}")
                    assert answer.status_code < 500, (path, each["name"], odd)
                    sent += 1
    assert sent >= 60
