"""My teams: how many are up to date, who is behind, the people one by one, and files of all of it."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import reports
from api.dependencies import Configured, Id, Lead, Now, Open, Question, Reporting, Submitted, field
from api.errors import NotUnderstood
from api.people import Person
from api.reports import File
from web.forms import field_errors
from web.rendering import here, render, wants_fragment

router = APIRouter(prefix="/leading")
WORDS = {code.replace("-", " "): words for code, words in reports.STATUSES.items()}
"""What a status is called on a page."""


@router.get("")
def overview_page(
    request: Request, asking: Reporting, lead: Lead, store: Open, settings: Configured, now: Now
) -> Response:
    try:
        with store.reading() as db:
            asked = reports.read(db, lead, asking.filters(), now, settings.starter_grace)
            found, choices = reports.overview(db, asked), reports.choices(db, lead)
    except NotUnderstood as refused:
        return _ask_again(request, asking, lead, store, refused, "/leading")
    return _show(request, "leading/overview.html", found=found, asked=asked, choices=choices, errors={})


@router.get("/people")
def people_page(
    request: Request, asking: Reporting, lead: Lead, store: Open, settings: Configured, now: Now
) -> Response:
    try:
        with store.reading() as db:
            asked = reports.read(db, lead, asking.filters(), now, settings.starter_grace)
            found, choices = reports.people(db, asked, asking.page), reports.choices(db, lead)
    except NotUnderstood as refused:
        return _ask_again(request, asking, lead, store, refused, "/leading/people")
    template = "leading/_people_alone.html" if wants_fragment(request) else "leading/people.html"
    return _show(request, template, found=found, asked=asked, choices=choices, errors={})


@router.get("/people/{person_id}")
def person_page(
    request: Request,
    person_id: Id,
    asking: Reporting,
    lead: Lead,
    store: Open,
    settings: Configured,
    now: Now,
) -> Response:
    with store.reading() as db:
        asked = reports.read(db, lead, asking.filters(), now, settings.starter_grace)
        found = reports.history(db, lead, asked, person_id)
    return _show(request, "leading/person.html", found=found, asked=asked, saved=asking.saved, lead=lead)


@router.post("/exports/people")
def export_people(given: Submitted, lead: Lead, store: Open, settings: Configured, now: Now) -> Response:
    with store.writing() as db:
        asked = reports.read(db, lead, _asked_in(given).filters(), now, settings.starter_grace)
        file = reports.export_people(db, lead, asked, bool(field(given, "notes")), now)
    return _download(file)


@router.post("/exports/teams")
def export_teams(given: Submitted, lead: Lead, store: Open, settings: Configured, now: Now) -> Response:
    with store.writing() as db:
        asked = reports.read(db, lead, _asked_in(given).filters(), now, settings.starter_grace)
        file = reports.export_teams(db, lead, asked, bool(field(given, "notes")), now)
    return _download(file)


def _asked_in(given: dict[str, object]) -> Question:
    asked = {name: field(given, name) for name in ("course", "team", "standing", "flag", "on")}
    return Question.model_validate(asked)


def _ask_again(
    request: Request, asking: Question, lead: Person, store: Open, refused: NotUnderstood, action: str
) -> Response:
    """The form with what was asked, and what does not fit; no figures, which would be of something else.

    Where htmx asked for the list alone, the whole page is opened instead.
    """
    if wants_fragment(request):
        return Response(status_code=refused.status, headers={"HX-Redirect": here(request)})
    with store.reading() as db:
        choices = reports.choices(db, lead)
    return _show(
        request,
        "leading/ask_again.html",
        status=refused.status,
        asking=asking,
        choices=choices,
        action=action,
        errors=field_errors(refused),
    )


def _show(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    return render(
        request,
        template,
        status,
        words_of_status=WORDS,
        **values,
    )


def _download(file: File) -> Response:
    return Response(
        file.content,
        media_type=file.media_type,
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )
