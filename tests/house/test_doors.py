"""Every route says who may come in, and nothing stands beside the doors."""

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute, iter_route_contexts

from api.dependencies import RouteWithoutRight, declared_rights
from api.permissions import RULES, Action, may
from api.store import Store
from tests.asking import CarefulClient
from tests.clock import StoppedClock
from tests.house.tour import ADDRESS, SETTINGS, Tour, addresses
from web.app import create_app
from web.pages import home

BESIDE_THE_DOORS = {
    "/static": "files that are the same for everyone",
    "/api/openapi.json": "what the interface is",
}
OPEN_TO_ALL = {
    "GET /",
    "GET /api/checks/{certificate_id}",
    "GET /check",
    "GET /check/{certificate_id}",
    "GET /health",
    "GET /forgotten",
    "GET /forgotten/asked",
    "GET /help",
    "GET /mails",
    "GET /open/{course_id}",
    "GET /open/{course_id}/lessons/{lesson_id}",
    "GET /problems/{name}",
    "GET /sign-in",
    "GET /sign-in/link/{token}",
    "GET /style",
    "GET /welcome/{token}",
    "POST /api/checks/{certificate_id}/name",
    "POST /api/links",
    "POST /api/links/{token}/session",
    "POST /api/session",
    "POST /check",
    "POST /check/{certificate_id}",
    "POST /forgotten",
    "POST /open/{course_id}/certificate",
    "POST /open/{course_id}/check",
    "POST /open/{course_id}/check/{question_id}",
    "POST /open/{course_id}/check/{question_id}/again",
    "POST /sign-in",
    "POST /sign-in/link/{token}",
    "POST /sign-out",
    "POST /welcome/{token}",
}


def doors(tour: Tour) -> list[tuple[str, str, Action]]:
    """Method, whole path and right of every route of ours."""
    contexts = [
        each for each in iter_route_contexts(tour.app.routes) if isinstance(each.original_route, APIRoute)
    ]
    rights = [right for _, right in declared_rights(tour.app.routes)]
    return [
        (method, each.path, right)
        for each, right in zip(contexts, rights, strict=True)
        for method in each.methods or ()
    ]


def test_every_route_declares_one_right(tour: Tour) -> None:
    rights = list(declared_rights(tour.app.routes))
    assert len(rights) >= 58
    assert {right for _, right in rights} <= set(Action)


def test_what_is_not_a_route_of_ours_is_known(tour: Tour) -> None:
    contexts = list(iter_route_contexts(tour.app.routes))
    beside = {each.path for each in contexts if not isinstance(each.original_route, APIRoute)}
    assert beside == set(BESIDE_THE_DOORS)
    assert len(contexts) - len(beside) == len(list(declared_rights(tour.app.routes)))


@pytest.mark.parametrize(
    "pages",
    [
        APIRouter(),
        APIRouter(prefix="/reports"),
    ],
)
def test_a_route_without_a_right_is_found_wherever_it_hangs(store: Store, pages: APIRouter) -> None:
    pages.add_api_route("/bare", lambda: "hello")
    app = create_app(SETTINGS, store, StoppedClock())
    app.include_router(pages)
    with pytest.raises(RouteWithoutRight, match=r"/bare declares 0 rights"):
        list(declared_rights(app.routes))


def test_the_application_does_not_start_with_a_route_without_a_right(store: Store) -> None:
    home.router.add_api_route("/bare", lambda: "hello")
    try:
        with pytest.raises(RouteWithoutRight, match=r"/bare declares 0 rights"):
            create_app(SETTINGS, store, StoppedClock())
    finally:
        home.router.routes.pop()


def test_what_is_open_to_the_whole_world_is_exactly_this(tour: Tour) -> None:
    assert {f"{method} {path}" for method, path, right in doors(tour) if right is Action.LOOK} == OPEN_TO_ALL


def test_every_other_door_is_shut_to_those_not_signed_in(tour: Tour) -> None:
    nobody = CarefulClient(tour.app, ADDRESS)
    shut = [(method, path) for method, path, _ in doors(tour) if f"{method} {path}" not in OPEN_TO_ALL]
    assert len(shut) >= 42
    for method, path in shut:
        answer = nobody.request(method, addresses(path, tour.places)[0])
        asked_to_sign_in = answer.headers.get("location", "").startswith("/sign-in?next=")
        assert answer.status_code == 401 or asked_to_sign_in, f"{method} {path}"


def test_the_table_of_rules_answers_for_every_action_and_role() -> None:
    assert set(RULES) == set(Action)
    assert may(None, Action.LOOK)
    assert not may(None, Action.LEARN)
    assert all(may(role, Action.LEARN) for role in ("staff", "trainer", "lead", "admin"))
    assert not may("visitor", Action.LEARN)
