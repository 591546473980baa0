"""Days as people write them."""

import re
from datetime import date
from typing import Annotated

from pydantic import Field

from api.errors import NotUnderstood

EARLIEST, LATEST = 1900, 2199
Day = Annotated[date, Field(ge=date(EARLIEST, 1, 1), le=date(LATEST, 12, 31))]
"""In what is sent as JSON: no other days than people may write."""
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WHOLE = "january february march april may june july august september october november december".split()
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[ ./-]+(\d{1,2})[ ./-]+(\d{4})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]+([a-z]{3,9})\.?,?[ -]+(\d{4})")


def typed(text: str, field: str = "on", otherwise: date | None = None) -> date:
    """“26 11 2026”, “26/11/2026”, “26 November 2026” or “2026-11-26”: the day comes first. Raises NotUnderstood.

    `otherwise`: the day meant where nothing was typed.
    """
    found = read(text) if text.strip() else otherwise
    if found is None:
        words = (
            "Write the day, the month and the year, such as 26 11 2026." if text.strip() else "Write a day."
        )
        raise NotUnderstood(words, fields={field: words})
    return found


def read(text: str, day_first: bool = True) -> date | None:
    """A day in one of the ways people write it; None for anything else."""
    plain = " ".join(text.lower().split())
    if found := _ISO.fullmatch(plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(plain):
        first, second, year = (int(each) for each in found.groups())
        return _day(year, second, first) if day_first else _day(year, first, second)
    if found := _WORDS.fullmatch(plain):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    return None


def in_words(day: date) -> str:
    """“2 December 2026”."""
    return f"{day.day} {_WHOLE[day.month - 1].capitalize()} {day.year}"


def order_of(text: str) -> str:
    """For two numbers and a year: "day first", "month first", or "either" where both could be the month.

    Empty where the text is no such day, or where both numbers are the same, so that it does not matter.
    """
    found = _NUMBERS.fullmatch(" ".join(text.split()))
    if not found or found[1].lstrip("0") == found[2].lstrip("0"):
        return ""
    first, second = int(found[1]), int(found[2])
    if first > 12 and second > 12:
        return ""
    if first > 12:
        return "day first"
    return "month first" if second > 12 else "either"


def _month(word: str) -> int:
    if word in _WHOLE:
        return _WHOLE.index(word) + 1
    return _MONTHS.index(word) + 1 if word in _MONTHS else 9 if word == "sept" else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if EARLIEST <= year <= LATEST else None
    except ValueError:
        return None
