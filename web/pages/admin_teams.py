"""The tree of teams as an admin looks after it: one team, and one change a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import days, directory, teams
from api.dependencies import Admin, Id, Now, Open, Submitted, field
from api.directory import Entry
from api.errors import NotFound, NotUnderstood
from api.teams import Team
from web.forms import then
from web.pages import one_thing
from web.pages.admin import Number
from web.pages.one_thing import DAY_HINT, Asking, Field, team_choices
from web.pages.person_changes import as_typed
from web.rendering import render

router = APIRouter(prefix="/admin/teams")
TOP = "top"
Given = dict[str, Any]


@dataclass(frozen=True)
class About:
    """What a page about a team needs to know. `could_lead`: who may be named for it."""

    team: Team
    every: tuple[Team, ...]
    could_lead: tuple[Entry, ...]
    today: date


@dataclass(frozen=True)
class Change:
    """One thing about a team that is changed on a page of its own. `does`: db, actor, team, what was sent, when."""

    title: str
    button: str
    fields: Callable[[About], list[Field]]
    does: Callable[..., object]
    told: str = ""


def _name(about: About) -> list[Field]:
    return [Field("name", "Name of the team", value=about.team.name)]


def _place(about: About) -> list[Field]:
    team = about.team
    others = team_choices([each for each in about.every if each.path[: len(team.path)] != team.path])
    choices = [(TOP, "At the top: it is an employer"), *others]
    return [Field("parent", "It belongs to", "select", "", str(team.parent_id or TOP), choices)]


def _closing(about: About) -> list[Field]:
    return [Field("on", "Closed from", "day", DAY_HINT, as_typed(about.today))]


def _nothing(about: About) -> list[Field]:
    return []


def _lead(about: About) -> list[Field]:
    choices = [(str(each.id), f"{each.name}, {each.role}") for each in about.could_lead]
    hint = "Only leads and admins are in this list. Give somebody the role lead on their page first."
    return [Field("person", "Who", "select", hint, choices=choices)]


CHANGES: dict[str, Change] = {
    "name": Change(
        "What is the team called?",
        "Save the name",
        _name,
        lambda db, actor, id, given, at: teams.rename(db, actor, id, field(given, "name"), at),
        "Reports of past days show the new name too.",
    ),
    "place": Change(
        "Where does the team belong?",
        "Save the place",
        _place,
        lambda db, actor, id, given, at: teams.place(db, actor, id, parent_of(given), at),
        "All teams below it come with it, and whoever answers for the team above it answers for it too.",
    ),
    "closing": Change(
        "From when is the team closed?",
        "Close the team",
        _closing,
        lambda db, actor, id, given, at: teams.close(
            db, actor, id, days.typed(field(given, "on"), otherwise=at.date()), at
        ),
        "Nobody can join it from then on. It stays in the reports of the days before.",
    ),
    "opening": Change(
        "Open the team again?",
        "Open it again",
        _nothing,
        lambda db, actor, id, given, at: teams.reopen(db, actor, id, at),
        "People can join it again.",
    ),
    "lead": Change(
        "Who answers for the team?",
        "Save",
        _lead,
        lambda db, actor, id, given, at: teams.make_lead(db, actor, person_of(given), id, at),
        "They see where everyone in it and below it stands, and can ask them to pass courses. It may be more than one.",
    ),
}
Changed = Literal["name", "place", "closing", "opening", "lead"]


@router.get("")
def teams_page(request: Request, _: Admin, store: Open, now: Now) -> Response:
    with store.reading() as db:
        lines = directory.tree(db, now)
    return render(request, "admin/teams.html", lines=lines, today=now.date())


@router.get("/add")
def add_page(request: Request, _: Admin, store: Open, under: Number = None) -> Response:
    with store.reading() as db:
        every = teams.tree(db)
    return one_thing.show(request, _adding(every, str(under or "")))


@router.post("")
def add(request: Request, given: Submitted, admin: Admin, store: Open, now: Now) -> Response:
    try:
        parent = parent_of(given)
        with store.writing() as db:
            made = teams.add(db, admin.id, field(given, "name"), parent, now)
    except NotUnderstood as refused:
        with store.reading() as db:
            every = teams.tree(db)
        return one_thing.again(request, _adding(every, ""), given, refused)
    return then(f"/admin/teams/{made.id}")


@router.get("/{team_id}")
def team_page(request: Request, team_id: Id, _: Admin, store: Open, now: Now) -> Response:
    with store.reading() as db:
        whole = directory.team(db, team_id, now)
    return render(request, "admin/team.html", whole=whole, today=now.date())


@router.get("/{team_id}/{team_change}")
def change_page(
    request: Request, team_id: Id, team_change: Changed, _: Admin, store: Open, now: Now
) -> Response:
    with store.reading() as db:
        about = teams.team(db, team_id), teams.tree(db), directory.could_lead(db, team_id, now)
    return one_thing.show(request, _changing(About(*about, now.date()), team_change))


@router.post("/{team_id}/{team_change}")
def change(
    request: Request, team_id: Id, team_change: Changed, given: Submitted, admin: Admin, store: Open, now: Now
) -> Response:
    try:
        with store.writing() as db:
            CHANGES[team_change].does(db, admin.id, team_id, given, now)
    except NotUnderstood as refused:
        with store.reading() as db:
            about = teams.team(db, team_id), teams.tree(db), directory.could_lead(db, team_id, now)
        return one_thing.again(request, _changing(About(*about, now.date()), team_change), given, refused)
    return then(f"/admin/teams/{team_id}")


@router.post("/{team_id}/leads/{lead_id}/end")
def end_lead(team_id: Id, lead_id: Id, admin: Admin, store: Open, now: Now) -> Response:
    with store.writing() as db:
        if lead_id not in teams.leads_of(db, teams.team(db, team_id).id):
            raise NotFound("They do not answer for this team.")
        teams.end_lead(db, admin.id, lead_id, team_id, now)
    return then(f"/admin/teams/{team_id}")


def _adding(every: tuple[Team, ...], under: str) -> Asking:
    choices = [(TOP, "At the top: it is an employer"), *team_choices(every)]
    return Asking(
        "Add a team",
        "Add the team",
        ("Teams", "/admin/teams"),
        "/admin/teams",
        "The teams at the top are employers. A staff list can add missing teams by itself.",
        (
            Field("name", "Name of the team"),
            Field("parent", "It belongs to", "select", "", under or TOP, choices),
        ),
    )


def _changing(about: About, what: str) -> Asking:
    change, team = CHANGES[what], about.team
    home = f"/admin/teams/{team.id}"
    return Asking(
        change.title, change.button, (team.name, home), f"{home}/{what}", change.told, change.fields(about)
    )


def parent_of(given: Given) -> int | None:
    text = field(given, "parent")
    if text == TOP:
        return None
    if not text.isdecimal() or len(text) > 9:
        words = "Choose where it belongs."
        raise NotUnderstood(words, fields={"parent": words})
    return int(text)


def person_of(given: Given) -> int:
    text = field(given, "person")
    if not text.isdecimal() or len(text) > 9:
        raise NotUnderstood("Choose a person.", fields={"person": "Choose a person."})
    return int(text)
