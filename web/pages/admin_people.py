"""People as an admin looks after them: lists, one person, and one change a page."""

from datetime import date, datetime
from typing import Any, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import audit, days, directory, joining, people, teams, trail
from api.dependencies import Admin, Id, Now, Open, Submitted, field
from api.directory import STATES, Filters, Record
from api.errors import NotUnderstood
from api.joining import Welcome
from api.people import ROLES
from api.teams import Membership, Team
from web.forms import field_errors, then
from web.pages import one_thing
from web.pages.admin import Count, Number
from web.pages.one_thing import DAY_HINT, Asking, Field, team_choices
from web.pages.person_changes import CHANGES, ROLE_WORDS, Changed, as_typed, day_or_none
from web.rendering import render

router = APIRouter(prefix="/admin/people")


@router.get("")
def people_page(
    request: Request,
    _: Admin,
    store: Open,
    now: Now,
    team: str = "",
    role: str = "",
    state: str = "",
    page: Number = None,
    invited: Count = None,
) -> Response:
    filters = Filters(int(team) if team.isdecimal() and len(team) < 10 else None, role, state)
    with store.reading() as db:
        found, every = directory.listed(db, filters, page or 1, now), teams.tree(db)
        uninvited = len(people.uninvited(db, now)) if state == "waiting" else 0
    return render(
        request,
        "admin/people.html",
        found=found,
        filters=filters,
        teams=every,
        states=STATES,
        roles=ROLES,
        invited=invited,
        uninvited=uninvited,
    )


@router.post("/invitations")
def invite_all(admin: Admin, store: Open, now: Now) -> Response:
    with store.writing() as db:
        invited = people.invite_all(db, admin.id, now)
    return then(f"/admin/people?state=waiting&invited={invited}")


@router.post("/search")
def search(request: Request, given: Submitted, _: Admin, store: Open, now: Now) -> Response:
    words = field(given, "words")
    try:
        with store.reading() as db:
            found = directory.search(db, words, now)
    except NotUnderstood as refused:
        return _found(request, words, (), refused)
    return _found(request, words, found)


@router.get("/add")
def add_page(request: Request, _: Admin, store: Open) -> Response:
    with store.reading() as db:
        every = teams.tree(db)
    return one_thing.show(request, _adding(every))


@router.post("")
def add(request: Request, given: Submitted, admin: Admin, store: Open, now: Now) -> Response:
    try:
        welcome = _welcome(given)
        with store.writing() as db:
            added = joining.add(db, admin.id, welcome, now)
    except NotUnderstood as refused:
        with store.reading() as db:
            every = teams.tree(db)
        return one_thing.again(request, _adding(every), given, refused)
    return then(f"/admin/people/{added.id}")


@router.get("/{person_id}")
def person_page(request: Request, person_id: Id, _: Admin, store: Open, now: Now) -> Response:
    with store.reading() as db:
        record = directory.record(db, person_id, now)
        noted = trail.told(db, audit.newest(db, about=f"person {person_id}", most=20))
    return render(request, "admin/person.html", record=record, noted=noted)


@router.get("/{person_id}/{person_change}")
def change_page(
    request: Request, person_id: Id, person_change: Changed, _: Admin, store: Open, now: Now
) -> Response:
    with store.reading() as db:
        record = directory.record(db, person_id, now)
    return one_thing.show(request, _changing(record, person_change, now.date()))


@router.post("/{person_id}/posts")
def add_post(
    request: Request, person_id: Id, given: Submitted, admin: Admin, store: Open, now: Now
) -> Response:
    try:
        team, on = team_of(given), days.typed(field(given, "on"), otherwise=now.date())
        with store.writing() as db:
            joining.join(db, admin.id, person_id, team, on, now)
    except NotUnderstood as refused:
        with store.reading() as db:
            record, every = directory.record(db, person_id, now), teams.tree(db)
        return one_thing.again(request, _joining(record, team_choices(every), now.date()), given, refused)
    return then(f"/admin/people/{person_id}")


@router.post("/{person_id}/{person_change}")
def change(
    request: Request,
    person_id: Id,
    person_change: Changed,
    given: Submitted,
    admin: Admin,
    store: Open,
    now: Now,
) -> Response:
    try:
        with store.writing() as db:
            CHANGES[person_change].does(db, admin.id, person_id, given, now)
    except NotUnderstood as refused:
        with store.reading() as db:
            record = directory.record(db, person_id, now)
        return one_thing.again(request, _changing(record, person_change, now.date()), given, refused)
    return then(f"/admin/people/{person_id}")


@router.get("/{person_id}/posts/add")
def post_page(request: Request, person_id: Id, _: Admin, store: Open, now: Now) -> Response:
    with store.reading() as db:
        record, every = directory.record(db, person_id, now), teams.tree(db)
    return one_thing.show(request, _joining(record, team_choices(every), now.date()))


@router.get("/{person_id}/posts/{post_id}/{post_change}")
def move_page(
    request: Request,
    person_id: Id,
    post_id: Id,
    post_change: Literal["move", "end"],
    _: Admin,
    store: Open,
    now: Now,
) -> Response:
    return one_thing.show(request, _asking_of_post(store, person_id, post_id, post_change, now))


@router.post("/{person_id}/posts/{post_id}/move")
def move(
    request: Request, person_id: Id, post_id: Id, given: Submitted, admin: Admin, store: Open, now: Now
) -> Response:
    try:
        team, on = team_of(given), days.typed(field(given, "on"), otherwise=now.date())
        with store.writing() as db:
            joining.move(db, admin.id, teams.post_of(db, person_id, post_id).id, team, on, now)
    except NotUnderstood as refused:
        asking = _asking_of_post(store, person_id, post_id, "move", now)
        return one_thing.again(request, asking, given, refused)
    return then(f"/admin/people/{person_id}")


@router.post("/{person_id}/posts/{post_id}/end")
def end_post(
    request: Request, person_id: Id, post_id: Id, given: Submitted, admin: Admin, store: Open, now: Now
) -> Response:
    try:
        last_day = days.typed(field(given, "on"), otherwise=now.date())
        with store.writing() as db:
            teams.leave(db, admin.id, teams.post_of(db, person_id, post_id).id, last_day, now)
    except NotUnderstood as refused:
        asking = _asking_of_post(store, person_id, post_id, "end", now)
        return one_thing.again(request, asking, given, refused)
    return then(f"/admin/people/{person_id}")


def _found(
    request: Request, words: str, found: tuple[directory.Entry, ...], refused: NotUnderstood | None = None
) -> Response:
    errors = field_errors(refused) if refused else {}
    status = refused.status if refused else 200
    return render(request, "admin/found.html", status, words=words, found=found, errors=errors)


def _adding(every: tuple[Team, ...]) -> Asking:
    hint = f"{DAY_HINT} Leave it empty if it is not known."
    return Asking(
        "Add a person",
        "Add them and send the invitation",
        ("People", "/admin/people"),
        "/admin/people",
        "They get a mail with a link to choose a password. For many people at once, use a staff list.",
        (
            Field("name", "Name", hint="As it should stand on certificates."),
            Field("email", "Work e-mail address", "email"),
            Field("number", "Staff number, if they have one"),
            Field("team", "Team", "select", choices=team_choices(every), nothing="No team yet"),
            Field("role", "Role", "radio", value="staff", choices=list(ROLE_WORDS.items())),
            Field("on", "First day with the employer", "day", hint),
        ),
    )


def _welcome(given: dict[str, Any]) -> Welcome:
    team = team_of(given) if field(given, "team") else None
    role = field(given, "role") or "staff"
    number, started = field(given, "number"), day_or_none(field(given, "on"))
    return Welcome(field(given, "email"), field(given, "name"), role, number, team, started)


def _changing(record: Record, what: str, today: date) -> Asking:
    change, home = CHANGES[what], f"/admin/people/{record.entry.id}"
    fields = change.fields(record, today)
    back = (record.entry.name, home)
    return Asking(change.title, change.button, back, f"{home}/{what}", change.told, fields)


def _joining(record: Record, choices: list[tuple[str, str]], today: date) -> Asking:
    home = f"/admin/people/{record.entry.id}"
    return Asking(
        "Which team do they join?",
        "Save the post",
        (record.entry.name, home),
        f"{home}/posts",
        "They are asked to pass what this team is asked to pass. Posts they have go on; a person may have two.",
        (
            Field("team", "Team", "select", choices=choices),
            Field("on", "First day there", "day", DAY_HINT, as_typed(today)),
        ),
    )


def _asking_of_post(store: Open, person_id: int, post_id: int, what: str, now: datetime) -> Asking:
    with store.reading() as db:
        record, post = directory.record(db, person_id, now), teams.post_of(db, person_id, post_id)
        return _about_post(record, post, teams.tree(db), what, now.date())


def _about_post(record: Record, post: Membership, every: tuple[Team, ...], what: str, today: date) -> Asking:
    here = next(each.name for each in every if each.id == post.team_id)
    home = f"/admin/people/{post.person_id}"
    back, action = (record.entry.name, home), f"{home}/posts/{post.id}/{what}"
    if what == "end":
        last = Field("on", "Last day there", "day", DAY_HINT, as_typed(post.until_on or today))
        told = "Reports count them in the team up to that day."
        return Asking(f"When is their last day in {here}?", "Save the last day", back, action, told, (last,))
    choices = [each for each in team_choices(every) if each[0] != str(post.team_id)]
    told = f"Their post in {here} ends on the day before. They are asked to pass what the new team is asked to pass."
    fields = (
        Field("team", "New team", "select", choices=choices),
        Field("on", "First day there", "day", DAY_HINT, as_typed(today)),
    )
    return Asking(f"Where do they move from {here}?", "Save the move", back, action, told, fields)


def team_of(given: dict[str, Any]) -> int:
    text = field(given, "team")
    if not text.isdecimal() or len(text) > 9:
        raise NotUnderstood("Choose a team.", fields={"team": "Choose a team."})
    return int(text)
