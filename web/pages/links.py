"""One-time links: asking for one, choosing a password with one, signing in with one."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import people
from api.dependencies import Anyone, Configured, Device, Now, Open, Place, Submitted, field
from api.errors import NotUnderstood
from web.forms import field_errors, then
from web.pages.signing_in import let_in
from web.rendering import render

router = APIRouter()


@router.get("/forgotten")
def forgotten_page(request: Request, _: Anyone) -> Response:
    return _forgotten(request)


@router.post("/forgotten")
def ask_for_link(
    request: Request, given: Submitted, _: Anyone, store: Open, now: Now, place: Place
) -> Response:
    email, once = field(given, "email"), field(given, "purpose") == "sign_in"
    try:
        people.ask_for_link(store, "sign_in" if once else "password", email, place, now)
    except NotUnderstood as refused:
        return _forgotten(request, email, once, refused)
    return then("/forgotten/asked")


@router.get("/forgotten/asked")
def asked_page(request: Request, _: Anyone) -> Response:
    return render(request, "signing_in/asked.html")


@router.get("/sign-in/link/{token}")
def sign_in_link_page(request: Request, token: str, _: Anyone, store: Open, now: Now) -> Response:
    """Opening it spends nothing: whatever looks through mails for people opens every link."""
    with store.reading() as db:
        holder = people.sign_in_link_holder(db, token, now)
    return render(request, "signing_in/by_link.html", email=holder.email, person=None)


@router.post("/sign-in/link/{token}")
def sign_in_by_link(
    token: str,
    given: Submitted,
    _: Anyone,
    store: Open,
    settings: Configured,
    now: Now,
    device: Device,
) -> Response:
    shared = "shared" in given
    with store.writing() as db:
        person = people.with_link(db, token, now)
        session = people.start_session(db, person, shared, now, device)
    return let_in(settings, session, shared, "/learning")


@router.get("/welcome/{token}")
def welcome_page(request: Request, token: str, _: Anyone, store: Open, now: Now) -> Response:
    with store.reading() as db:
        holder = people.link_holder(db, token, now)
    return _welcome(request, holder.email, holder.name)


@router.post("/welcome/{token}")
def set_password(
    request: Request,
    token: str,
    given: Submitted,
    _: Anyone,
    store: Open,
    settings: Configured,
    now: Now,
    device: Device,
) -> Response:
    try:
        with store.writing() as db:
            person = people.set_password(db, token, field(given, "name"), field(given, "password"), now)
            session = people.start_session(db, person, False, now, device)
    except NotUnderstood as refused:
        with store.reading() as db:
            holder = people.link_holder(db, token, now)
        return _welcome(request, holder.email, field(given, "name"), refused)
    return let_in(settings, session, False, "/learning?saved=password")


def _welcome(request: Request, email: str, name: str, refused: NotUnderstood | None = None) -> Response:
    errors = field_errors(refused) if refused else {}
    status = refused.status if refused else 200
    template = "signing_in/welcome.html"
    return render(request, template, status=status, email=email, name=name, errors=errors, person=None)


def _forgotten(
    request: Request, email: str = "", once: bool = False, refused: NotUnderstood | None = None
) -> Response:
    return render(
        request,
        "signing_in/forgotten.html",
        status=refused.status if refused else 200,
        email=email,
        purpose="sign_in" if once else "password",
        errors=field_errors(refused) if refused else {},
    )
