"""The admin's first page, the settings in force, and who did what."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api import audit, directory, trail
from api.dependencies import Admin, Configured, Now, Open
from api.settings import in_force
from web.rendering import render

router = APIRouter(prefix="/admin")
AUDIT_PAGE = 50
Count = Annotated[int | None, Query(ge=0, lt=2**31)]
Number = Annotated[int | None, Query(ge=1, lt=2**31)]


@dataclass(frozen=True)
class Asked:
    """Which entries: by whom, of what kind, older than which."""

    who: int | None
    action: str
    before: int | None


@router.get("")
def front_page(request: Request, admin: Admin, store: Open, now: Now) -> Response:
    with store.reading() as db:
        found = directory.attention(db, now)
    return render(request, "admin/front.html", found=found)


@router.get("/settings")
def settings_page(request: Request, _: Admin, settings: Configured) -> Response:
    return render(request, "admin/settings.html", settings=in_force(settings))


@router.get("/audit")
def audit_page(
    request: Request, _: Admin, store: Open, who: Number = None, action: str = "", before: Number = None
) -> Response:
    with store.reading() as db:
        noted = audit.newest(db, before, None, AUDIT_PAGE, who, action or None)
        entries, actions = trail.told(db, noted), _in_words(audit.actions(db))
        called = trail.names(db, {*audit.actors(db), *([who] if who else [])})
    older = noted[-1].id if len(noted) == AUDIT_PAGE else None
    asked = Asked(who, action, before)
    values: dict[str, Any] = {"entries": entries, "actions": actions, "called": called, "older": older}
    return render(request, "admin/audit.html", asked=asked, **values)


def _in_words(actions: tuple[str, ...]) -> list[tuple[str, str]]:
    """(as it is kept, as it is told), by what is told."""
    return sorted(((each, trail.in_words(each)) for each in actions), key=lambda each: each[1])
