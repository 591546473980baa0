"""The staff list by CSV: chosen or pasted, shown as a plan, and done as it was shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import audit, days, joining, staff_list, teams
from api.dependencies import Admin, Form, Id, Now, Open, Sent, field
from api.errors import NotFound, NotUnderstood, PlanChanged, Refused
from api.problems import headers
from api.staff_list import Choices, Plan, StaffList
from api.teams import Team
from web.forms import field_errors, then
from web.pages.person_changes import as_typed
from web.rendering import render

router = APIRouter(prefix="/admin/staff-list")


@dataclass(frozen=True)
class Shown:
    """A list as it was sent, with what was chosen beside it. `days`: "day first", "month first" or ""."""

    text: str
    encoding: str
    on: str
    employer: str
    days: str
    add_teams: bool


@router.get("")
def staff_list_page(request: Request, _: Admin, store: Open, now: Now) -> Response:
    return _choose(request, store, Shown("", "", as_typed(now.date()), "", "", False))


@router.post("")
def change_list(request: Request, given: Sent, _: Admin, store: Open) -> Response:
    """The list as it was sent, to be changed before it is looked at again."""
    return _choose(request, store, _shown(given))


@router.get("/template.csv")
def template_file(_: Admin) -> Response:
    return Response(
        staff_list.TEMPLATE.encode("utf-8-sig"),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="staff-list.csv"'},
    )


@router.post("/plan")
def plan(request: Request, given: Sent, _: Admin, store: Open, now: Now) -> Response:
    shown = _shown(given)
    try:
        shown = _read(given, shown)
        read, choices = _listed(shown, now)
        with store.reading() as db:
            found = staff_list.plan(db, read, choices)
    except NotUnderstood as refused:
        return _choose(request, store, shown, refused)
    return _show(request, shown, read, found)


@router.post("/apply")
def apply(request: Request, given: Sent, admin: Admin, store: Open, now: Now) -> Response:
    shown = _shown(given)
    try:
        read, choices = _listed(shown, now)
        with store.writing() as db:
            done = joining.take_in(
                db, admin.id, staff_list.plan_held(db, read, choices), *_ticked(given.fields), now
            )
    except PlanChanged as refused:
        return _show(request, shown, read, refused.extra["plan"], refused)
    except Refused as refused:
        return _choose(request, store, shown, refused)
    return then(f"/admin/staff-list/taken-in/{done.note}")


@router.get("/taken-in/{note_id}")
def taken_in_page(request: Request, note_id: Id, _: Admin, store: Open) -> Response:
    with store.reading() as db:
        noted = audit.newest(db, note_id + 1, staff_list.TAKEN_IN, 1)
    if not noted or noted[0].id != note_id:
        raise NotFound
    return render(request, "admin/taken_in.html", noted=noted[0])


def _shown(given: Form) -> Shown:
    fields = given.fields
    text, encoding = field(fields, "text"), field(fields, "encoding")
    order, ticked = field(fields, "days"), "add_teams" in fields
    return Shown(text, encoding, field(fields, "on"), field(fields, "employer"), order, ticked)


def _read(given: Form, shown: Shown) -> Shown:
    """With the text of the file, if one was chosen; else what was pasted."""
    text, encoding = shown.text, shown.encoding
    if "file" in given.files:
        text, encoding = staff_list.decode(given.files["file"][1])
    return Shown(staff_list.tidy(text), encoding, shown.on, shown.employer, shown.days, shown.add_teams)


def _listed(shown: Shown, now: datetime) -> tuple[StaffList, Choices]:
    day_first = {"day first": True, "month first": False}.get(shown.days)
    on = days.typed(shown.on, otherwise=now.date())
    employer = int(shown.employer) if shown.employer.isdecimal() and len(shown.employer) < 10 else None
    return staff_list.read(staff_list.tidy(shown.text), day_first), Choices(on, employer, shown.add_teams)


def _ticked(given: dict[str, Any]) -> tuple[str, set[int], bool]:
    """The plan that was shown, the lines whose higher role was ticked, whether to send invitations."""
    raised = given.get("raise", [])
    lines = {int(each) for each in ([raised] if isinstance(raised, str) else raised) if each.isdecimal()}
    return field(given, "digest"), lines, "invite" in given


def _choose(request: Request, store: Open, shown: Shown, refused: Refused | None = None) -> Response:
    with store.reading() as db:
        employers = [each for each in teams.tree(db) if each.parent_id is None and not each.closed_on]
    errors, status = (_placed(refused, employers), refused.status) if refused else ({}, 200)
    response = render(
        request, "admin/staff_list.html", status, shown=shown, employers=employers, errors=errors
    )
    response.headers.update(headers(refused) if refused else {})
    return response


def _placed(refused: Refused, employers: list[Team]) -> dict[str, str]:
    """What fits no field of the page stands at the list itself."""
    wrong, fields = field_errors(refused), ("file", "on", "employer" if employers else "")
    return {name if name in fields else "text": words for name, words in wrong.items()}


def _show(
    request: Request, shown: Shown, read: StaffList, found: Plan, refused: Refused | None = None
) -> Response:
    status = refused.status if refused else 200
    return render(request, "admin/plan.html", status, shown=shown, read=read, plan=found, refused=refused)
