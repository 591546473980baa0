"""Files that equal the screen: the same rows in the same order, the same numbers."""

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from api import audit
from api.people import Person
from api.reports import words
from api.reports.asking import STATUSES, Asked
from api.reports.figures import Figures
from api.reports.reading import Line, Overview, overview, people
from api.store import Db

Cell = str | int | float | None
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True)
class File:
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Table:
    """`kind`: "people" or "teams". `rows`: dates as ISO, numbers as numbers."""

    kind: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: Figures | None

    def records(self) -> tuple[dict[str, Cell], ...]:
        """The same for JSON: each row by its columns, as `due_on`."""
        names = [column.replace("%", "percent").replace(" ", "_") for column in self.columns]
        return tuple(dict(zip(names, row, strict=True)) for row in self.rows)


PEOPLE_COLUMNS = (
    "report",
    "as at",
    "person id",
    "staff number",
    "name",
    "employer",
    "directorate",
    "service",
    "team",
    "start date",
    "end date",
    "course id",
    "course",
    "version",
    "assigned on",
    "due on",
    "status",
    "time flag",
    "headline",
    "within starter grace",
    "days overdue",
    "first opened",
    "tries handed in",
    "passed on",
    "passed late",
    "valid until",
    "certificate id",
    "exemption code",
    "exemption from",
    "exemption to",
)
TEAM_COLUMNS = (
    "report",
    "as at",
    "course id",
    "team",
    "in scope",
    "exempt",
    "within starter grace",
    "counted",
    "passed",
    "renew soon",
    "expired",
    "support needed",
    "not passed yet",
    "in progress",
    "not started",
    "overdue",
    "due soon",
    "passed late",
    "up to date %",
)


def export_people(db: Db, lead: Person, asked: Asked, notes: bool, at: datetime) -> File:
    """The people as asked, audited. `notes`: together with what this is and the rules, as a zip file."""
    return _file(db, lead, asked, people_table(asked, people(db, asked).every), notes, at)


def export_teams(db: Db, lead: Person, asked: Asked, notes: bool, at: datetime) -> File:
    return _file(db, lead, asked, teams_table(overview(db, asked)), notes, at)


def people_table(asked: Asked, lines: Iterable[Line]) -> Table:
    return Table("people", PEOPLE_COLUMNS, tuple(_person(asked, line) for line in lines), None)


def teams_table(found: Overview) -> Table:
    """The rows of the screen, and the total as the last where there are several."""
    asked = found.asked
    rows = [_team(asked, row.name, row.figures) for row in found.rows]
    if len(rows) == 1:
        return Table("teams", TEAM_COLUMNS, tuple(rows), found.total)
    total = _team(asked, f"{asked.branch}, in total", found.total)
    return Table("teams", TEAM_COLUMNS, (*rows, total), found.total)


def _file(db: Db, lead: Person, asked: Asked, table: Table, notes: bool, at: datetime) -> File:
    stem = f"{table.kind}-{asked.course_id}-as-at-{asked.day.isoformat()}"
    audit.note(
        db,
        lead.id,
        "downloaded people" if table.kind == "people" else "downloaded teams",
        f"course {asked.course_id}",
        at,
        as_at=asked.day.isoformat(),
        team=asked.team.id if asked.team else "none" if asked.no_team else "",
        status=asked.status,
        flag=asked.flag,
        rows=len(table.rows),
    )
    if not notes:
        return File(f"{stem}.csv", "text/csv; charset=utf-8", as_csv(table))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{stem}.csv", as_csv(table))
        archive.writestr("about-this-report.txt", _about(lead, asked, table))
    return File(f"{stem}.zip", "application/zip", packed.getvalue())


def as_csv(table: Table) -> bytes:
    """RFC 4180, UTF-8 with its mark so that spreadsheets read it as that; the first row is the columns."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([plain(cell) for cell in row] for row in table.rows)
    return written.getvalue().encode("utf-8-sig")


def plain(cell: Cell) -> Cell:
    """Text that a spreadsheet would take for a formula is marked as text; what is empty is empty."""
    if cell is None:
        return ""
    if isinstance(cell, str) and _first_seen(cell) in _FORMULA:
        return "'" + cell
    return cell


def _first_seen(text: str) -> str:
    """The first letter that is no space and none of the signs that nobody sees."""
    return next(
        (each for each in text if each in _FORMULA or (each.isprintable() and not each.isspace())), ""
    )


def _person(asked: Asked, line: Line) -> tuple[Cell, ...]:
    it, paths = line.standing, [post.path for post in line.posts]
    going_on = it.status not in ("passed", "expired")
    return (
        f"people, {asked.filters}",
        asked.day.isoformat(),
        line.person_id,
        line.staff_number,
        line.name,
        _joined([path[0] for path in paths]),
        _joined([path[1] for path in paths if len(path) > 2]),
        _joined([path[2] for path in paths if len(path) > 3]),
        _joined([path[-1] for path in paths]),
        _iso(line.started_on),
        _iso(line.left_on),
        it.course_id,
        it.course,
        it.version,
        _iso(it.assigned_on),
        _iso(it.due_on),
        _called(it.status),
        it.flag,
        _called(it.headline),
        "yes" if it.starter_grace else "no",
        it.days_overdue,
        _iso(it.first_opened_on) if going_on else None,
        it.tries_used if going_on else None,
        _iso(it.passed_on),
        ("yes" if it.passed_late else "no") if it.passed_on else None,
        _iso(it.valid_until),
        it.certificate,
        it.exemption.code if it.exemption else None,
        _iso(it.exemption.from_on) if it.exemption else None,
        _iso(it.exemption.until_on) if it.exemption else None,
    )


def _team(asked: Asked, name: str, it: Figures) -> tuple[Cell, ...]:
    return (
        "teams",
        asked.day.isoformat(),
        asked.course_id,
        name,
        it.in_scope,
        it.exempt,
        it.in_grace,
        it.counted,
        it.passed,
        it.renew_soon,
        it.expired,
        it.support_needed,
        it.not_passed_yet,
        it.in_progress,
        it.assigned,
        it.overdue,
        it.due_soon,
        it.passed_late,
        it.up_to_date if it.percent is None else it.percent,
    )


def _called(status: str) -> str:
    """A status as pages and the columns of teams call it."""
    return STATUSES[status.replace(" ", "-")].lower() if status != "overdue" else status


def _joined(names: list[str]) -> str:
    return " and ".join(dict.fromkeys(names))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _about(lead: Person, asked: Asked, table: Table) -> str:
    lines = [
        f"Report: {table.kind}",
        f"Course: {asked.course} ({asked.course_id})",
        asked.as_at,
        f"About: {asked.branch}",
        f"People: {asked.filters if table.kind == 'people' else 'everyone in scope'}",
        f"Rows: {len(table.rows)}" + (", the last of them the total" if table.kind == "teams" else ""),
        *(
            [f"Behind the total: {words.reckoning(table.total, asked.leave_out_starters)}"]
            if table.total
            else []
        ),
        f"Made: {words.made(asked.at)} by {lead.name}",
        "",
        "How it is counted",
        *(f"- {each}" for each in words.rules(asked.leave_out_starters)),
        "",
        "Dates are written year-month-day. Answers, free text and adjustments are never part of a report.",
    ]
    return "\r\n".join(lines) + "\r\n"
