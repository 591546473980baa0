"""What a number in a cell looks like to whoever reads the sheet: 12, 50%, 2026-03-01."""

import re
from datetime import datetime, timedelta

_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENTS = {9, 10}
_NO_LETTERS_OF_A_DATE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_LONGEST_FORMAT = 255
_END_OF_DAYS = 2_958_466
_FIRST_SOUND_DAY = 61
"""Excel counts a 29 February 1900 that never was."""


def kind_of(number: int, form: str) -> str:
    """ "date", "percent" or "" for a number format of a workbook: its number, and its letters where it has some."""
    if number in _DATES:
        return "date"
    if number in _PERCENTS:
        return "percent"
    bare = _NO_LETTERS_OF_A_DATE.sub("", form[:_LONGEST_FORMAT]).lower()
    if "%" in bare:
        return "percent"
    return "date" if bare != "general" and re.search(r"[dmyhs]", bare) else ""


def plain(text: str) -> str:
    """12 for 12.0 or 1.2E1; a text that is no number stays."""
    try:
        value = float(text)
    except ValueError:
        return text
    if value != value or value in (float("inf"), float("-inf")):
        return text
    told = f"{value:.15g}"
    return f"{value:f}".rstrip("0").rstrip(".") if "e" in told and 1e-10 < abs(value) < 1e15 else told


def percent(text: str) -> str:
    try:
        return f"{plain(f'{float(text) * 100:.12g}')}%"
    except ValueError:
        return text


def date(text: str, since_1904: bool = False) -> str:
    """A day, a time or both from the number of days that a workbook counts; what is out of its range stays."""
    try:
        days = float(text)
    except ValueError:
        return text
    if not 0 <= days < _END_OF_DAYS - 1462:
        return text
    early = 0 if since_1904 or days >= _FIRST_SOUND_DAY else 1
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 + early)
    when = first + timedelta(days=int(days), minutes=round(days % 1 * 1440))
    if days < 1:
        return f"{when:%H:%M}"
    return f"{when:%Y-%m-%d}" if days % 1 == 0 else f"{when:%Y-%m-%d %H:%M}"
