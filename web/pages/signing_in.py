"""Signing in and out."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import people
from api.dependencies import (
    Anyone,
    Configured,
    Device,
    Now,
    Open,
    Place,
    Submitted,
    cookie_name,
    field,
    forget,
    keep_signed_in,
)
from api.errors import Refused, SignInRefused, TooManyTries
from api.problems import headers
from api.settings import Settings
from web.forms import own_path, then
from web.rendering import QUIET, render

router = APIRouter()


@router.get("/sign-in")
def sign_in_page(request: Request, _: Anyone, next: str = "/learning") -> Response:
    return _sign_in(request, own_path(next))


@router.post("/sign-in")
def sign_in(
    request: Request,
    given: Submitted,
    _: Anyone,
    store: Open,
    settings: Configured,
    now: Now,
    place: Place,
    device: Device,
) -> Response:
    email, shared, wanted = field(given, "email"), "shared" in given, own_path(field(given, "next"))
    try:
        person = people.with_password(store, email, field(given, "password"), place, now)
    except (SignInRefused, TooManyTries) as refused:
        return _sign_in(request, wanted, email, shared, refused)
    with store.writing() as db:
        token = people.start_session(db, person, shared, now, device)
    return let_in(settings, token, shared, wanted)


@router.post("/sign-out")
def sign_out(request: Request, person: Anyone, store: Open, settings: Configured, now: Now) -> Response:
    if person:
        with store.writing() as db:
            people.sign_out(db, request.cookies[cookie_name(settings)], now)
    response = then("/sign-in")
    forget(response, settings)
    response.delete_cookie(QUIET)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def let_in(settings: Settings, token: str, shared: bool, address: str) -> Response:
    response = then(address)
    keep_signed_in(response, settings, token, shared)
    return response


def _sign_in(
    request: Request, wanted: str, email: str = "", shared: bool = False, refused: Refused | None = None
) -> Response:
    response = render(
        request,
        "signing_in/sign_in.html",
        status=refused.status if refused else 200,
        next=wanted,
        email=email,
        shared=shared,
        refused=refused,
    )
    response.headers.update(headers(refused) if refused else {})
    return response
