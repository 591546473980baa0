"""Every refusal as a page, a fragment or problem+json, with its true status."""

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.dependencies import recognise
from api.errors import NotSignedIn, Refused
from api.problems import as_refusal, headers, problem
from web.rendering import here, render, sent_from, wants_fragment


def answer_refusals(app: FastAPI) -> None:
    for kind in (Refused, HTTPException, RequestValidationError, UnicodeEncodeError, Exception):
        app.add_exception_handler(kind, _answer)


async def _answer(request: Request, error: Exception) -> Response:
    refused = as_refusal(error)
    if isinstance(error, HTTPException):
        return await answer_outside(request, refused)
    return _response(request, refused)


async def answer_outside(request: Request, refused: Refused) -> Response:
    """For what no route has answered, so that nobody was asked yet who they are."""
    if not hasattr(request.state, "person") and not _is_json(request):
        await run_in_threadpool(recognise, request)
    return _response(request, refused)


def _is_json(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _response(request: Request, refused: Refused) -> Response:
    if _is_json(request):
        return problem(refused)
    if isinstance(refused, NotSignedIn):
        return _to_sign_in(request)
    part = wants_fragment(request)
    template = "problems/_refusal.html" if part else "problems/page.html"
    response = render(request, template, status=refused.status, refused=refused, focus=part)
    response.headers.update(headers(refused))
    return response


def _to_sign_in(request: Request) -> Response:
    """Sign in first, then come back; what was sent rather than opened comes back as the page it was sent from."""
    wanted = here(request) if request.method == "GET" else sent_from(request)
    address = request.url_for("sign_in_page").include_query_params(next=wanted)
    target = f"{address.path}?{address.query}"
    if wants_fragment(request):
        return Response(status_code=401, headers={"HX-Redirect": target})
    return RedirectResponse(target, 303)
