"""Local facts: what each is here, and where banks name it."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import named_facts
from api.dependencies import Author, Now, Open, Submitted, field
from api.errors import NotUnderstood, Refused
from api.named_facts import Fact
from web.forms import field_errors, then
from web.rendering import render

router = APIRouter(prefix="/authoring/facts")


@router.get("")
def facts_page(request: Request, _: Author, store: Open) -> Response:
    return _every(request, store, {})


@router.post("")
def set_ahead(request: Request, given: Submitted, person: Author, store: Open, now: Now) -> Response:
    """One that no bank names yet, so that a course can be published that does."""
    name = field(given, "name").strip()
    try:
        with store.reading() as db:
            named_facts.foresee(db)
        with store.writing() as db:
            named_facts.put(db, person, name, field(given, "words"), now)
    except NotUnderstood as refused:
        return _every(request, store, given, refused)
    return then(f"/authoring/facts?saved={name}")


@router.get("/{fact}")
def fact_page(request: Request, fact: str, _: Author, store: Open) -> Response:
    with store.reading() as db:
        found = named_facts.one(db, fact)
    return _one(request, found, found.words)


@router.post("/{fact}")
def set_fact(
    request: Request, fact: str, given: Submitted, person: Author, store: Open, now: Now
) -> Response:
    with store.reading() as db:
        found = named_facts.one(db, fact)
    try:
        with store.writing() as db:
            named_facts.put(db, person, found.name, field(given, "words"), now)
    except NotUnderstood as refused:
        return _one(request, found, field(given, "words"), refused)
    return then(f"/authoring/facts?saved={found.name}")


def _every(request: Request, store: Open, given: dict[str, Any], refused: Refused | None = None) -> Response:
    with store.reading() as db:
        facts = named_facts.every(db)
    errors, status = (field_errors(refused), refused.status) if refused else ({}, 200)
    typed = {name: field(given, name) for name in ("name", "words")}
    saved = next((each for each in facts if each.name == request.query_params.get("saved")), None)
    return render(
        request, "authoring/facts.html", status, facts=facts, saved=saved, typed=typed, errors=errors
    )


def _one(request: Request, fact: Fact, typed: str, refused: Refused | None = None) -> Response:
    errors, status = (field_errors(refused), refused.status) if refused else ({}, 200)
    return render(request, "authoring/fact.html", status, fact=fact, typed=typed, errors=errors)
