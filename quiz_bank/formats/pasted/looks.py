"""How HTML says that words look: by its elements, by styles written into them, and by classes."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from quiz_bank.exchange.xml import Element
from quiz_bank.formats.pasted.page import Marks
from quiz_bank.formats.pasted.styles import background, colour

Said: TypeAlias = Mapping[str, str]
"""Properties by their names, as in a style sheet."""
_MOST_CLASSES = 20
_BOLD, _SLANTED = {"font-weight": "bold"}, {"font-style": "italic"}
_BY_TAG = {
    "b": _BOLD,
    "strong": _BOLD,
    "i": _SLANTED,
    "em": _SLANTED,
    "cite": _SLANTED,
    "u": {"text-decoration": "underline"},
    "mark": {"background-color": "yellow"},
}
_RULE = re.compile(r"([^{}]{1,1000})\{([^{}]{0,5000})\}")
_CLASS = re.compile(r"(?:p|span|li|b|i|h[1-6]|td|div)?\.([A-Za-z_][\w-]*)")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]+)%?)?\s*\)")
_SHORT = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])")
_COLOUR = re.compile(r"rgba?\([^()]{1,60}\)|#[0-9a-f]{3,8}\b|\b[a-z]{3,20}\b")
_LEFT_AS_IT_IS = ("", "inherit", "initial", "unset", "currentcolor", "revert")
_NO_COLOURS = (
    "none",
    "repeat",
    "no",
    "scroll",
    "left",
    "top",
    "center",
    "url",
    "fixed",
    "padding",
    "border",
    "box",
)


class Looks:
    """What is said of elements; asked again for the same, it is not worked out again."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._classes = _rules(sheets)
        self._said: dict[tuple[str | None, ...], Said] = {}
        self._marks: dict[tuple[int, Marks], Marks] = {}

    def says(self, element: Element) -> Said:
        """All that is said of an element by its name, its classes and its own style, the nearest last."""
        key = (element.tag, *map(element.get, ("color", "bgcolor", "class", "style")))
        if key not in self._said:
            _, own, behind, classes, style = key
            told = dict(_BY_TAG.get(element.tag, {}))
            if own and element.tag == "font":
                told["color"] = own
            if behind:
                told["background-color"] = behind
            for name in (classes or "").split()[:_MOST_CLASSES]:
                told.update(self._classes.get(name, {}))
            self._said[key] = {**told, **_declared(style or "")}
        return self._said[key]

    def marks(self, told: Said, around: Marks) -> Marks:
        """How words look in an element, by what `says` told of it and by how they look around it."""
        key = (id(told), around)
        if key not in self._marks:
            self._marks[key] = _marks(told, around)
        return self._marks[key]


def _rules(sheets: Iterable[str]) -> dict[str, dict[str, str]]:
    """What style sheets say of a class alone, by its name; other rules are passed over."""
    told: dict[str, dict[str, str]] = {}
    for selectors, style in (match.groups() for sheet in sheets for match in _RULE.finditer(sheet)):
        for each in selectors.split(","):
            match = _CLASS.fullmatch(each.strip())
            if match:
                told.setdefault(match[1], {}).update(_declared(style))
    return told


def _declared(style: str) -> dict[str, str]:
    """What a style says, its names and values in small letters."""
    told = {}
    for each in style.lower().split(";") if style else ():
        name, found, said = each.partition(":")
        if found:
            told[name.strip()] = said.replace("!important", "").strip()
    return told


def _marks(told: Said, around: Marks) -> Marks:
    if not told:
        return around
    weight, slant = told.get("font-weight", ""), told.get("font-style", "")
    line = f"{told.get('text-decoration', '')} {told.get('text-decoration-line', '')}".split()
    own = _named(told.get("color", ""))
    behind = told.get("mso-highlight") or told.get("background-color") or _first(told.get("background", ""))
    shade = _named(behind)
    return Marks(
        _heavy(weight) if weight not in _LEFT_AS_IT_IS else around.bold,
        slant in ("italic", "oblique") if slant not in _LEFT_AS_IT_IS else around.italic,
        around.underline or "underline" in line,
        around.colour if own is None else colour(own),
        around.highlight if shade in (None, "transparent") else background(shade or ""),
        around.linked,
    )


def _heavy(weight: str) -> bool:
    return weight in ("bold", "bolder") or (weight.isdigit() and len(weight) < 5 and int(weight) >= 600)


def _first(said: str) -> str:
    found = (each for each in _COLOUR.findall(said) if each not in _NO_COLOURS)
    return next(found, "")


def _named(said: str) -> str | None:
    """A colour in one form, such as "ff0000"; None where it is as around it."""
    said = said.strip().lower()
    if said in _LEFT_AS_IT_IS:
        return None
    parts, short = _RGB.fullmatch(said), _SHORT.fullmatch(said)
    if parts:
        clear = parts[4] is not None and not parts[4].strip("0.")
        return (
            "transparent" if clear else "".join(f"{min(int(each), 255):02x}" for each in parts.groups()[:3])
        )
    if short:
        return "".join(each * 2 for each in short.groups())
    return said
