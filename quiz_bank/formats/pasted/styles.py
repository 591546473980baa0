"""How a Word file says that words look: styles, which stand on others, and what a run says itself."""

import re
from dataclasses import dataclass, field
from typing import Any

from quiz_bank.exchange.xml import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")
_NUMBER = re.compile("[0-9]{1,6}")
_HEADING = re.compile("heading ([1-9])", re.IGNORECASE)
_DEEPEST = 30
"""Styles on styles: more than a page has, and an end to those that stand on each other in a circle."""
Looks = dict[str, Any]
"""Fields of Marks by name, and "hidden", "struck" and "raised" (superscript, subscript)."""


def value(element: Element | None, name: str = "val") -> str:
    return "" if element is None else element.get(W + name) or ""


def number(text: str) -> int:
    """0 for what is no number, and for one that no page has."""
    return int(text) if _NUMBER.fullmatch(text) else 0


def colour(said: str) -> str:
    """The name of a colour; nothing for black and for what is left to the program."""
    told = said.lower().lstrip("#")
    return "" if told in ("", "auto", "000000", "black", "windowtext", "none") else told


def background(said: str) -> str:
    return "" if said.lower().lstrip("#") in ("ffffff", "white", "transparent") else colour(said)


def looks(properties: Element | None) -> Looks:
    """What a run, a paragraph's own runs or a style says of its words."""
    told: Looks = {}
    if properties is None:
        return told
    for each in properties:
        said = value(each)
        if each.tag in _SWITCHES:
            told[_SWITCHES[each.tag]] = said.lower() not in _OFF
        elif each.tag == "color":
            told["colour"] = colour(said)
        elif each.tag == "highlight":
            told["highlight"] = background(said)
        elif each.tag == "vertAlign":
            told["raised"] = said
        elif each.tag == "shd":
            told.setdefault("highlight", background(value(each, "fill")))
    return told


_SWITCHES = {
    "b": "bold",
    "i": "italic",
    "u": "underline",
    "vanish": "hidden",
    "strike": "struck",
    "dstrike": "struck",
}


@dataclass
class Style:
    """`list`: the id of its list and how deep it lies there, -1 where the list itself says so; None without one."""

    looks: Looks = field(default_factory=dict)
    list: tuple[str, int] | None = None
    heading: int = 0
    title: bool = False


class Styles:
    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self._usual = Style()
        self._usual_paragraph = ""
        if root is None:
            return
        self._usual = Style(looks(root.find("docDefaults/rPrDefault/rPr")))
        for each in root.iterchildren("style"):
            id = value(each, "styleId")
            self._elements[id] = each
            if value(each, "type") == "paragraph" and value(each, "default") in ("1", "true"):
                self._usual_paragraph = id

    def paragraph(self, id: str) -> Style:
        return self._of(id if id in self._elements else self._usual_paragraph, self._usual)

    def run(self, id: str) -> Looks:
        return self._of(id, Style()).looks

    def _of(self, id: str, otherwise: Style) -> Style:
        chain: list[str] = []
        while id in self._elements and id not in self._known and len(chain) < _DEEPEST:
            chain.append(id)
            id = value(self._elements[id].find("basedOn"))
        style = self._known.get(id, otherwise)
        for each in reversed(chain):
            style = self._known[each] = _over(style, self._elements[each])
        return style


def _over(below: Style, element: Element) -> Style:
    """What a style says, over what the one that it stands on says."""
    name = value(element.find("name"))
    heading = _HEADING.fullmatch(name)
    outline = element.find("pPr/outlineLvl")
    level = int(heading[1]) if heading else below.heading
    if outline is not None and not heading:
        level = (number(value(outline)) + 1) % 10
    return Style(
        {**below.looks, **looks(element.find("rPr"))},
        list_of(element.find("pPr"), below.list),
        level,
        name.lower() in ("title", "subtitle") or below.title,
    )


def list_of(properties: Element | None, otherwise: tuple[str, int] | None) -> tuple[str, int] | None:
    """The list that a paragraph or a style stands in. None is called 0, so that takes it out of its style's list."""
    told = None if properties is None else properties.find("numPr")
    if told is None:
        return otherwise
    id, level = value(told.find("numId")), told.find("ilvl")
    id = id or (otherwise[0] if otherwise else "")
    if not id:
        return None
    return id, min(number(value(level)), 8) if level is not None else -1
