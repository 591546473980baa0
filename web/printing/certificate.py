"""The certificate as a file that prints, and that a screen reader can read."""

import json
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import segno
from typst import TypstError

from web.printing.languages import language_of
from web.printing.plain_text import printable, runs_right_to_left
from web.printing.typesetter import can_draw, typeset

SOURCE = (Path(__file__).parent / "certificate.typ").read_bytes()
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
TEXTS = {
    "name": "The holder’s name has",
    "course": "The title of the course has",
    "version": "The version has",
    "issuer": "The issuer’s name has",
    "result": "The result has",
    "notice": "A notice about this certificate has",
    "contact": "The address for problems has",
}
CANNOT_DRAW = (
    " letters or signs that this file cannot draw. Read it on the web page of this certificate,"
    " which prints as well."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificatePage:
    """What one certificate says. Every text may hold whatever a person typed, but for `statement`, which is ours."""

    name: str
    course: str
    version: str
    issuer: str
    passed_on: date
    valid_until: date | None
    minutes: int
    outcomes: tuple[str, ...]
    statement: str
    result: str
    language: str
    certificate_id: str
    address: str
    notice: str | None = None
    contact: str | None = None


def certificate_pdf(page: CertificatePage) -> bytes:
    """A tagged A4 file (PDF/UA-1); the same page gives the same bytes."""
    texts = {field: printable(getattr(page, field) or "") for field in TEXTS}
    outcomes = [outcome for outcome in map(printable, page.outcomes) if outcome]
    facts = _facts(page)
    try:
        return _typeset(page, facts, texts, outcomes)
    except TypstError:
        return _typeset(page, facts, *_drawable(texts, outcomes))


def in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _typeset(
    page: CertificatePage, facts: dict[str, object], texts: dict[str, str], outcomes: list[str]
) -> bytes:
    told = {
        **facts,
        **{field: _told(text) for field, text in texts.items()},
        "outcomes": [_told(outcome) for outcome in outcomes],
    }
    inputs = {"page": json.dumps(told), "code": _code(page.address)}
    return typeset(SOURCE, inputs, page.passed_on)


def _facts(page: CertificatePage) -> dict[str, object]:
    name, course = printable(page.name), printable(page.course)
    return {
        # The one place that holds any name, in any script, letter by letter.
        "title": f"Certificate: {course}, {name}" if name else f"Certificate: {course}",
        "holder": name,
        "statement": page.statement,
        "language": language_of(printable(page.language))._asdict(),
        "passed_on": in_words(page.passed_on),
        "valid_until": in_words(page.valid_until) if page.valid_until else "No expiry",
        "minutes": "1 minute" if page.minutes == 1 else f"{page.minutes} minutes",
        "id": printable(page.certificate_id),
        "address": printable(page.address),
    }


def _told(text: str) -> dict[str, object]:
    return {"words": text, "rtl": runs_right_to_left(text)}


def _drawable(texts: dict[str, str], outcomes: list[str]) -> tuple[dict[str, str], list[str]]:
    drawn = {
        field: text if text.isascii() or can_draw(text) else TEXTS[field] + CANNOT_DRAW
        for field, text in texts.items()
    }
    kept = [outcome for outcome in outcomes if outcome.isascii() or can_draw(outcome)]
    rest = [] if len(kept) == len(outcomes) else ["The rest has" + CANNOT_DRAW]
    return drawn, kept + rest


def _code(address: str) -> str:
    """The address as a QR code; the page leaves the quiet zone around it."""
    drawing = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawing, kind="svg", border=0, dark="#1d2730", xmldecl=False
    )
    return drawing.getvalue().decode()
