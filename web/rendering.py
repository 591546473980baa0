"""From frozen data and a template to a page or a fragment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.certificates import grouped
from api.days import in_words
from api.mail import is_link
from api.people import Person
from api.settings import Settings
from api.sign_offs import NOT_APPROVED
from quiz_bank.prose import inline, prose

HERE = Path(__file__).parent
QUIET = "quiet-way"
"""The cookie of a browser in which somebody goes around the parts that tell a story."""
HTMX_INTEGRITY = "sha384-Qp9rdC8H7EqOoX+nR0P3RPG2Noji+qdwJlGpfzwQJsfOpp3sGwIdSP9xO3+UlEhn"


class Renderer:
    """The templates and what each of them may call."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.zone = ZoneInfo(settings.timezone)
        self.environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.environment.filters.update(
            prose=prose,
            inline=inline,
            day=in_words,
            clock=lambda moment: moment.astimezone(self.zone).strftime("%H:%M"),
            moment=self.moment,
            grouped=grouped,
        )
        self.environment.globals.update(
            asset=asset,
            due_in_words=due_in_words,
            ago=ago,
            is_link=is_link,
            site_address=settings.address,
            htmx={"address": settings.htmx_address, "integrity": HTMX_INTEGRITY},
            demonstration=settings.demonstration,
            learning="/learning",
            preview=None,
            not_approved=partial(not_approved, settings),
            site_help=settings.help,
            leave_address=settings.leave_address,
            mails_leave=settings.demonstration or settings.mail_server is not None,
            footer_links=(("Get help", "/help"), ("Check a certificate", "/check")),
        )

    def moment(self, moment: datetime) -> str:
        """“26 November 2026, 14:02”, as clocks show it here."""
        here = moment.astimezone(self.zone)
        return f"{in_words(here)}, {here:%H:%M}"

    def html(self, template: str, values: Mapping[str, Any]) -> str:
        return self.environment.get_template(template).render(values)


def not_approved(settings: Settings, approved: bool) -> str:
    """What is said of a course until everything in it is signed; a demonstration says what it is by itself."""
    return "" if approved or settings.demonstration else NOT_APPROVED


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    renderer: Renderer = request.app.state.renderer
    values.setdefault("person", getattr(request.state, "person", None))
    values.setdefault("session_ends", _warned(request, values["person"]))
    values.setdefault("quiet", QUIET in request.cookies)
    return HTMLResponse(renderer.html(template, values), status)


@dataclass(frozen=True)
class Ending:
    """When a session ends if nothing more is done in it, and in how many seconds that is."""

    at: datetime
    seconds: int


def _warned(request: Request, person: Person | None) -> Ending | None:
    """For admins, whose sessions are short; None for everyone else."""
    if person is None or person.role != "admin":
        return None
    ends: datetime = request.state.session_ends
    return Ending(ends, int((ends - request.state.now).total_seconds()))


def wants_fragment(request: Request) -> bool:
    """htmx asks for a part of a page; going back in the browser's history asks for all of it."""
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-Request-Type") != "full"
        and "HX-History-Restore-Request" not in request.headers
    )


def here(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}{query}"


def sent_from(request: Request) -> str:
    """The page of this site from which something was sent; My learning when that is not known."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return "/learning"
    if page.netloc != request.url.netloc:
        return "/learning"
    return f"{page.path}?{page.query}" if page.query else page.path


@lru_cache
def asset(name: str) -> str:
    """The address of a static file, with its content's hash so that it may be kept for ever."""
    digest = sha256((HERE / "static" / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def ago(moment: datetime, now: datetime) -> str:
    """“3 hours ago”, in the largest unit that fits."""
    minutes = max(int((now - moment).total_seconds() // 60), 0)
    for size, unit in ((24 * 60, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            many = minutes // size
            return f"{many} {unit}{'s' if many > 1 else ''} ago"
    return "just now"


def due_in_words(due_on: date, today: date) -> str:
    """“Due in 9 days, 2 December 2026”."""
    days = (due_on - today).days
    if days < 0:
        late = "1 day" if days == -1 else f"{-days} days"
        return f"Overdue by {late}, since {in_words(due_on)}"
    when = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return f"Due {when}, {in_words(due_on)}"
