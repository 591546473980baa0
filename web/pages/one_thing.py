"""Pages that ask an admin for one thing: its fields, its one button, what was wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import field as typed
from api.errors import Refused
from api.teams import Team
from web.forms import field_errors
from web.rendering import render

Kind = Literal["text", "email", "day", "radio", "select"]


@dataclass(frozen=True)
class Field:
    """`choices`: (value, words) of a radio or a select. `nothing`: what a select says before a choice is made."""

    name: str
    label: str
    kind: Kind = "text"
    hint: str = ""
    value: str = ""
    choices: Sequence[tuple[str, str]] = ()
    nothing: str = "Choose one"


@dataclass(frozen=True)
class Asking:
    """`told`: what happens then, in a sentence or two. `back`: (words, address)."""

    title: str
    button: str
    back: tuple[str, str]
    action: str
    told: str = ""
    fields: Sequence[Field] = field(default=())


DAY_HINT = "Day, month and year, such as 26 11 2026."


def show(request: Request, asking: Asking) -> Response:
    return render(request, "admin/one_thing.html", asking=asking, errors={})


def again(request: Request, asking: Asking, given: dict[str, Any], refused: Refused) -> Response:
    """With what was typed, and what does not fit beside its field."""
    fields = [replace(each, value=typed(given, each.name)) for each in asking.fields]
    names, wrong = {each.name for each in fields}, field_errors(refused)
    placed = {name: words for name, words in wrong.items() if name in names}
    errors = placed or {fields[0].name if fields else "form": refused.detail}
    kept = replace(asking, fields=fields)
    return render(request, "admin/one_thing.html", status=refused.status, asking=kept, errors=errors)


def team_choices(teams: Sequence[Team]) -> list[tuple[str, str]]:
    """Open teams by their whole path, which tells two of one name apart."""
    return [(str(each.id), " > ".join(each.path)) for each in teams if each.closed_on is None]
