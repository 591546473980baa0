"""A staff list as text, read into lines about people and findings. Nothing here knows the database."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from api import days
from api.errors import NotUnderstood
from api.people import ROLES, checked_address, clean_name
from api.staff_list.headings import DELIMITERS, cells, columns, first_line

MOST_LINES = 10_000
LONGEST_CELL = 300
_EMPTY = {"", "-", "–", "—", "n/a", "na", "none", "null", "nil", "#n/a"}
_ROLE_WORDS = {
    "learner": "staff",
    "user": "staff",
    "manager": "lead",
    "team lead": "lead",
    "administrator": "admin",
}


@dataclass(frozen=True)
class Finding:
    """`line`: as the file counts them. `column`: its heading; empty where the whole line is meant.

    `who`: the name on the line, or else the address or the staff number; empty where none can be read.
    """

    line: int
    column: str
    words: str
    remedy: str
    who: str = ""


@dataclass(frozen=True)
class Line:
    """What one line says about one person; what it does not say is empty or None."""

    number: int
    name: str = ""
    email: str = ""
    staff_number: str | None = None
    team: tuple[str, ...] = ()
    role: str = ""
    started: date | None = None
    left: date | None = None


@dataclass(frozen=True)
class Days:
    """How days written as two numbers and a year are read. `order`: "day first", "month first" or "ask".

    Empty where there is none that could be read in two ways. `because`: a day that can only be read so.
    `first`: some of them with what they are read as.
    """

    order: str = ""
    because: str = ""
    first: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True)
class StaffList:
    """`columns`: (heading, what it is read as; empty where it is left out)."""

    between: str
    columns: tuple[tuple[str, str], ...]
    days: Days
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Raw:
    number: int
    cells: dict[str, str]


def read(text: str, day_first: bool | None = None) -> StaffList:
    """`text`: tidy. `day_first`: how to read days that could be read in two ways, once that was asked.

    Raises NotUnderstood, and nothing else, where no line can be read.
    """
    delimiter, skipped = first_line(text)
    headings = cells(text.split("\n")[skipped], delimiter)
    held = columns(headings)
    names = {field: headings[place].strip() for place, field in held.items()}
    findings: list[Finding] = []
    raw = list(_raw(text, delimiter, skipped, len(headings), held, findings))
    read_as = _days(raw, day_first)
    roles = any(_role(each.cells.get("role", "")) for each in raw)
    each_line = [_line(each, names, read_as.order != "month first", roles) for each in raw]
    lines = tuple(each for each in each_line if isinstance(each, Line))
    findings += [
        replace(found, who=_who(each.cells))
        for each, found in zip(raw, each_line, strict=True)
        if isinstance(found, Finding)
    ]
    told = tuple(
        (heading.strip(), _read_as(held.get(place, ""), roles)) for place, heading in enumerate(headings)
    )
    findings.sort(key=lambda each: each.line)
    return StaffList(DELIMITERS[delimiter], told, read_as, lines, tuple(findings))


def _read_as(field: str, roles: bool) -> str:
    return "" if field == "role" and not roles else field


def _raw(
    text: str, delimiter: str, skipped: int, width: int, held: dict[int, str], findings: list[Finding]
) -> Iterator[_Raw]:
    body = text.split("\n", skipped + 1)
    reader = csv.reader(
        io.StringIO(body[skipped + 1] if len(body) > skipped + 1 else ""), delimiter=delimiter
    )
    seen = 0
    while True:
        number = skipped + 2 + reader.line_num
        try:
            row = next(reader, None)
        except csv.Error:
            findings.append(_unclosed(number))
            return
        if row is None:
            return
        seen += 1
        if seen > MOST_LINES:
            words = f"The list has more than {MOST_LINES:,} lines. Take it in by parts, such as one employer at a time."
            raise NotUnderstood(words, fields={"file": words})
        if any(each.strip() for each in row):
            if wrong := _misshapen(number, row, width):
                findings.append(wrong)
            else:
                yield _Raw(number, {field: _cell(row, place) for place, field in held.items()})


def _misshapen(number: int, row: list[str], width: int) -> Finding | None:
    if any("\n" in each for each in row):
        return _unclosed(number)
    if any(each.strip() for each in row[width:]):
        words = f"This line has {len(row)} cells, the first line {width} headings."
        return Finding(
            number, "", words, "Put quotation marks round a cell that holds what separates the columns."
        )
    if any(len(each) > LONGEST_CELL for each in row):
        return Finding(
            number, "", f"A cell is longer than {LONGEST_CELL} characters.", "Shorten it or leave it empty."
        )
    return None


def _unclosed(number: int) -> Finding:
    words = "A quotation mark opens here and does not close on this line."
    return Finding(number, "", words, "Close it, or take it out.")


def _cell(row: list[str], place: int) -> str:
    """Without blanks at its ends, and without the formula with which spreadsheets keep leading zeros: ="00417"."""
    text = clean_name(row[place]) if place < len(row) else ""
    if found := re.fullmatch(r'="([^"]*)"', text):
        text = found[1].strip()
    return "" if text.lower() in _EMPTY else text


def _days(raw: list[_Raw], day_first: bool | None) -> Days:
    written = [each.cells.get(field, "") for each in raw for field in ("started", "left")]
    orders = {text: order for text in written if (order := days.order_of(_without_time(text)))}
    sure: dict[str, str] = {}
    for text, order in orders.items():
        if order != "either":
            sure.setdefault(order, text)
    if len(sure) == 2:
        both = f"{sure['day first']} has the day first, {sure['month first']} the month"
        words = f"The list writes days in two ways: {both}. Write all of them alike, best as 2026-11-26."
        raise NotUnderstood(words, fields={"file": words})
    if not orders or (not sure and day_first is None):
        return Days("ask" if orders else "", "", _read_both(orders))
    order = next(iter(sure)) if sure else "day first" if day_first else "month first"
    return Days(order, next(iter(sure.values()), ""), _read_both(orders, order == "day first"))


def _read_both(orders: dict[str, str], day_first: bool = True) -> tuple[tuple[str, date], ...]:
    found = ((text, days.read(_without_time(text), day_first)) for text in orders)
    return tuple((text, day) for text, day in found if day)[:3]


def _without_time(text: str) -> str:
    return re.sub(r"[ T]00:00(:00(\.0+)?)?$", "", text)


def _line(raw: _Raw, names: dict[str, str], day_first: bool, roles: bool) -> Line | Finding:
    """The first thing that is wrong with a line is told; a line is whole or left out."""
    given = raw.cells
    read: dict[str, date | None] = {}
    for field in ("started", "left"):
        text = given.get(field, "")
        read[field] = days.read(_without_time(text), day_first)
        if text and read[field] is None:
            words = f"“{text}” is not a day that can be read."
            return Finding(raw.number, names[field], words, "Write it as 2026-11-26 or 26/11/2026.")
    started, left = read["started"], read["left"]
    if started and left and left < started:
        return Finding(
            raw.number, names["left"], "The last day lies before the first.", "Put one of the two right."
        )
    role = _role(given.get("role", "")) if roles else ""
    if roles and given.get("role") and not role:
        return _unknown_role(raw.number, names["role"], given["role"])
    name = _name(given)
    if name.startswith(("=", "@", "+")):
        words = f"“{name}” begins with “{name[0]}”, which no name does."
        return Finding(raw.number, names.get("name", ""), words, "Write the name itself.")
    return _identified(Line(raw.number, name, "", None, _path(given), role, started, left), given, names)


def _identified(line: Line, given: dict[str, str], names: dict[str, str]) -> Line | Finding:
    number, address = given.get("staff number", ""), given.get("email", "")
    if not number and not address:
        words = "This line has neither an e-mail address nor a staff number."
        return Finding(line.number, "", words, "Write one of them, so that the person can be found.")
    if len(number) > 40:
        words = "A staff number has at most 40 characters."
        return Finding(line.number, names["staff number"], words, "Check that this is one.")
    try:
        email = checked_address(address) if address else ""
    except NotUnderstood:
        words = f"“{address}” is not an e-mail address."
        return Finding(line.number, names["email"], words, "Write it like name@example.org.")
    return Line(line.number, line.name, email, number or None, line.team, line.role, line.started, line.left)


def _name(given: dict[str, str]) -> str:
    return given.get("name") or " ".join(filter(None, (given.get("first name"), given.get("last name"))))


def _who(given: dict[str, str]) -> str:
    return _name(given) or given.get("email") or given.get("staff number", "")


def _path(given: dict[str, str]) -> tuple[str, ...]:
    """From the employer down. A cell may hold a path of its own: “Council > Early help > Duty”."""
    parts = [
        part
        for field in ("employer", "directorate", "service", "team")
        for part in _steps(given.get(field, ""))
    ]
    return tuple(part for place, part in enumerate(parts) if not place or part != parts[place - 1])


def _steps(cell: str) -> list[str]:
    return [plain for each in re.split(r"\s*[>›]\s*| / ", cell) if (plain := each.strip())]


def _role(text: str) -> str:
    plain = text.lower()
    return plain if plain in ROLES else _ROLE_WORDS.get(plain, "")


def _unknown_role(line: int, column: str, text: str) -> Finding:
    near = get_close_matches(text.lower(), [*ROLES, *_ROLE_WORDS], 1)
    meant = f"Did you mean “{_role(near[0])}”?" if near else f"Use one of: {', '.join(ROLES)}."
    return Finding(
        line, column, f"“{text}” is not a role here.", f"{meant} Leave it empty to leave the role as it is."
    )
