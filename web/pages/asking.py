"""What a lead does about it: ask a person or a team, another try, a talk. Each has its own page with one form."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import assignments, attempts, days, reports, teams
from api.dependencies import Id, Lead, Now, Open, Submitted, field
from api.errors import NotUnderstood
from api.people import Person
from web.forms import field_errors, then
from web.rendering import render

router = APIRouter(prefix="/leading")
PERSON = "/people/{person_id}/courses/{course_id}"
TEAM = "/teams/{team_id}/courses/{course_id}"
NOTHING: dict[str, Any] = {}


@router.get(PERSON + "/asking")
def ask_person_page(
    request: Request, person_id: Id, course_id: str, lead: Lead, store: Open, now: Now
) -> Response:
    return _person(request, "leading/ask_person.html", lead, person_id, course_id, store, now)


@router.post(PERSON + "/asking")
def ask_person(
    request: Request, person_id: Id, course_id: str, given: Submitted, lead: Lead, store: Open, now: Now
) -> Response:
    try:
        with store.writing() as db:
            person = teams.led_person(db, lead, person_id, now.date())
            due_on = days.typed(field(given, "due_on"), "due_on")
            assignments.assign(db, lead.id, person.id, course_id, due_on, now)
    except NotUnderstood as refused:
        template = "leading/ask_person.html"
        return _person(request, template, lead, person_id, course_id, store, now, given, refused)
    return _saved(person_id, course_id, "asked")


@router.get(PERSON + "/no-longer")
def take_back_page(
    request: Request, person_id: Id, course_id: str, lead: Lead, store: Open, now: Now
) -> Response:
    return _person(request, "leading/take_back.html", lead, person_id, course_id, store, now)


@router.post(PERSON + "/no-longer")
def take_back(person_id: Id, course_id: str, lead: Lead, store: Open, now: Now) -> Response:
    with store.writing() as db:
        person = teams.led_person(db, lead, person_id, now.date())
        assignments.take_back(db, lead.id, person.id, course_id, now)
    return _saved(person_id, course_id, "no-longer")


@router.get(PERSON + "/try")
def another_try_page(
    request: Request, person_id: Id, course_id: str, lead: Lead, store: Open, now: Now
) -> Response:
    return _person(request, "leading/another_try.html", lead, person_id, course_id, store, now)


@router.post(PERSON + "/try")
def another_try(
    request: Request, person_id: Id, course_id: str, given: Submitted, lead: Lead, store: Open, now: Now
) -> Response:
    try:
        with store.writing() as db:
            person = teams.led_person(db, lead, person_id, now.date())
            reason, words = field(given, "reason"), field(given, "words")
            attempts.give_try(db, lead, person, course_id, reason, words, now)
    except NotUnderstood as refused:
        template = "leading/another_try.html"
        return _person(request, template, lead, person_id, course_id, store, now, given, refused)
    return _saved(person_id, course_id, "try")


@router.get(PERSON + "/talk")
def talk_page(request: Request, person_id: Id, course_id: str, lead: Lead, store: Open, now: Now) -> Response:
    return _person(request, "leading/talk.html", lead, person_id, course_id, store, now)


@router.post(PERSON + "/talk")
def talk(
    request: Request, person_id: Id, course_id: str, given: Submitted, lead: Lead, store: Open, now: Now
) -> Response:
    try:
        with store.writing() as db:
            person = teams.led_person(db, lead, person_id, now.date())
            held_on = days.typed(field(given, "held_on"), "held_on")
            attempts.talked_through(db, lead, person, course_id, held_on, field(given, "held_with"), now)
    except NotUnderstood as refused:
        template = "leading/talk.html"
        return _person(request, template, lead, person_id, course_id, store, now, given, refused)
    return _saved(person_id, course_id, "passed")


@router.get(TEAM + "/asking")
def ask_team_page(
    request: Request, team_id: Id, course_id: str, lead: Lead, store: Open, now: Now, saved: str = ""
) -> Response:
    return _team(request, "leading/ask_team.html", lead, team_id, course_id, store, now, saved=saved)


@router.post(TEAM + "/asking")
def ask_team(
    request: Request, team_id: Id, course_id: str, given: Submitted, lead: Lead, store: Open, now: Now
) -> Response:
    try:
        with store.writing() as db:
            due_on = days.typed(field(given, "due_on"), "due_on")
            assignments.assign_team(db, lead, team_id, course_id, due_on, now)
    except NotUnderstood as refused:
        template = "leading/ask_team.html"
        return _team(request, template, lead, team_id, course_id, store, now, given, refused)
    return then(f"/leading/teams/{team_id}/courses/{course_id}/asking?saved=asked")


@router.get(TEAM + "/no-longer")
def take_back_team_page(
    request: Request, team_id: Id, course_id: str, lead: Lead, store: Open, now: Now
) -> Response:
    return _team(request, "leading/take_back_team.html", lead, team_id, course_id, store, now)


@router.post(TEAM + "/no-longer")
def take_back_team(team_id: Id, course_id: str, lead: Lead, store: Open, now: Now) -> Response:
    with store.writing() as db:
        assignments.take_back_team(db, lead, team_id, course_id, now)
    return then(f"/leading/teams/{team_id}/courses/{course_id}/asking?saved=no-longer")


def _person(
    request: Request,
    template: str,
    lead: Person,
    person_id: int,
    course_id: str,
    store: Open,
    now: datetime,
    given: dict[str, Any] = NOTHING,
    refused: NotUnderstood | None = None,
) -> Response:
    """The page with its form: empty, or with what was sent and what does not fit."""
    with store.reading() as db:
        asked = reports.read(db, lead, {"course": course_id}, now)
        found = reports.history(db, lead, asked, person_id)
    return _form(request, template, given, refused, found=found, asked=asked, reasons=attempts.REASONS)


def _team(
    request: Request,
    template: str,
    lead: Person,
    team_id: int,
    course_id: str,
    store: Open,
    now: datetime,
    given: dict[str, Any] = NOTHING,
    refused: NotUnderstood | None = None,
    saved: str = "",
) -> Response:
    with store.reading() as db:
        asked = reports.read(db, lead, {"course": course_id, "team": str(team_id)}, now)
        found = reports.overview(db, asked)
        asked_of = [each for each in assignments.of_teams(db, [team_id]) if each.course_id == course_id]
    running = asked_of[0] if asked_of else None
    return _form(request, template, given, refused, found=found, asked=asked, running=running, saved=saved)


def _form(
    request: Request, template: str, given: dict[str, Any], refused: NotUnderstood | None, **values: Any
) -> Response:
    errors = field_errors(refused) if refused else {}
    typed = {name: field(given, name) for name in ("due_on", "reason", "words", "held_on", "held_with")}
    return render(request, template, refused.status if refused else 200, errors=errors, typed=typed, **values)


def _saved(person_id: int, course_id: str, what: str) -> Response:
    return then(f"/leading/people/{person_id}?course={course_id}&saved={what}")
