"""Signing in and out, and choosing a password from a one-time link."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import people
from api.dependencies import (
    Anyone,
    Configured,
    Now,
    Open,
    Submitted,
    cookie_name,
    field,
    forget,
    keep_signed_in,
)
from api.errors import NotUnderstood, SignInRefused
from web.forms import field_errors, own_path, then
from web.rendering import render

router = APIRouter()


@router.get("/sign-in")
def sign_in_page(request: Request, _: Anyone, next: str = "/learning") -> Response:
    return render(request, "signing_in/sign_in.html", next=own_path(next), email="", shared=False, errors={})


@router.post("/sign-in")
def sign_in(
    request: Request, given: Submitted, _: Anyone, store: Open, settings: Configured, now: Now
) -> Response:
    email, shared, wanted = field(given, "email"), "shared" in given, own_path(field(given, "next"))
    try:
        with store.reading() as db:
            person = people.with_password(db, email, field(given, "password"))
    except SignInRefused as refused:
        return render(
            request,
            "signing_in/sign_in.html",
            status=refused.status,
            next=wanted,
            email=email,
            shared=shared,
            errors={"email": refused.detail},
        )
    with store.writing() as db:
        token = people.start_session(db, person, shared, now)
    response = then(wanted)
    keep_signed_in(response, settings, token, shared)
    return response


@router.post("/sign-out")
def sign_out(request: Request, person: Anyone, store: Open, settings: Configured, now: Now) -> Response:
    if person:
        with store.writing() as db:
            people.sign_out(db, request.cookies[cookie_name(settings)], now)
    response = then("/sign-in")
    forget(response, settings)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@router.get("/welcome/{token}")
def welcome_page(request: Request, token: str, _: Anyone, store: Open, now: Now) -> Response:
    with store.reading() as db:
        holder = people.link_holder(db, token, now)
    return render(
        request, "signing_in/welcome.html", email=holder.email, name=holder.name, errors={}, person=None
    )


@router.post("/welcome/{token}")
def set_password(
    request: Request,
    token: str,
    given: Submitted,
    _: Anyone,
    store: Open,
    settings: Configured,
    now: Now,
) -> Response:
    name, password = field(given, "name"), field(given, "password")
    try:
        with store.writing() as db:
            person = people.set_password(db, token, name, password, now)
            session = people.start_session(db, person, False, now)
    except NotUnderstood as refused:
        with store.reading() as db:
            email = people.link_holder(db, token, now).email
        values = {"email": email, "name": name, "errors": field_errors(refused), "person": None}
        return render(request, "signing_in/welcome.html", status=422, **values)
    response = then("/learning")
    keep_signed_in(response, settings, session, False)
    return response
