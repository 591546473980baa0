"""Sections of a teaching text: what stands under its sub-headings."""

import re
from collections.abc import Collection, Iterator

_HEADING = re.compile(r" {0,3}## +(.*?)(?: +#+)? *$")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Each line with the title of the section in which it stands; "" before the first."""
    title, fence = "", ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        elif not fence and (heading := _HEADING.match(line)):
            title = heading[1]
        yield title, line


def titles(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(title for title, _ in _lines(text) if title))


def without_sections(text: str, left_out: Collection[str]) -> str:
    """The text without the sections of these titles. A sub-heading of a lower level belongs to its section."""
    if not left_out:
        return text
    return "\n".join(line for title, line in _lines(text) if title not in left_out).strip("\n")
