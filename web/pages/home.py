"""Pages for anyone: the way in, help, what a refusal means, and the pieces of the look."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.dependencies import Anyone, Configured
from api.errors import NotFound, refusals
from web.rendering import render

router = APIRouter()


@router.get("/")
def home(person: Anyone) -> Response:
    return RedirectResponse("/learning" if person else "/sign-in", 303)


@router.get("/help")
def help_page(request: Request, _: Anyone) -> Response:
    return render(request, "home/help.html")


@router.get("/problems/{name}")
def problem_page(request: Request, name: str, _: Anyone) -> Response:
    kind = refusals().get(name)
    if kind is None:
        raise NotFound
    return render(
        request, "problems/about.html", title=kind.title, status_code=kind.status, advice=kind.advice
    )


@router.get("/style")
def style_page(request: Request, _: Anyone, settings: Configured) -> Response:
    if not settings.demonstration:
        raise NotFound
    return render(request, "style/page.html")
