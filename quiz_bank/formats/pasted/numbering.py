"""The numbers, letters and bullets that Word puts before paragraphs: they stand in no text, and are counted anew."""

from dataclasses import dataclass

from quiz_bank.exchange.xml import Element
from quiz_bank.formats.pasted.styles import Styles, number, value

_TENS = {"m": 1000, "cm": 900, "d": 500, "cd": 400, "c": 100, "xc": 90, "l": 50, "xl": 40}
_ROMAN = {**_TENS, "x": 10, "ix": 9, "v": 5, "iv": 4, "i": 1}
_LARGEST = 3_999
_MOST_SIGNS = 40
BULLET = "•"


@dataclass
class _Level:
    form: str
    pattern: str
    start: int
    style: str


class _List:
    """What all lists of one form share: their levels, and how far each has been counted."""

    def __init__(self, root: Element | None) -> None:
        self.levels = (
            {} if root is None else {_depth(each): _level(each) for each in root.iterchildren("lvl")}
        )
        self.counted: dict[int, int] = {}

    def count(self, depth: int) -> None:
        level = self.levels.get(depth)
        self.counted[depth] = self.counted.get(depth, level.start - 1 if level else 0) + 1
        for deeper in [each for each in self.counted if each > depth]:
            del self.counted[deeper]


class Numbering:
    """Gives the label of each paragraph of a list; they are asked for in the order in which they stand."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._starts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        forms = {value(each, "abstractNumId"): each for each in root.iterchildren("abstractNum")}
        uses = {value(each, "numId"): each for each in root.iterchildren("num")}
        shared = {id: _List(each) for id, each in forms.items()}
        for id, use in uses.items():
            form = value(use.find("abstractNumId"))
            link = value(forms[form].find("numStyleLink")) if form in forms else ""
            linked = styles.paragraph(link).list if link else None
            if linked and linked[0] in uses:
                form = value(uses[linked[0]].find("abstractNumId"))
            self._use(id, use, shared.get(form))

    def _use(self, id: str, use: Element, shared: _List | None) -> None:
        if shared is None:
            return
        self._lists[id] = shared
        changed = {_depth(each): each for each in use.iterchildren("lvlOverride")}
        starts = {depth: each.find("startOverride") for depth, each in changed.items()}
        self._starts[id] = {depth: number(value(each)) for depth, each in starts.items() if each is not None}
        own = {
            depth: _level(inner) for depth, each in changed.items() if (inner := each.find("lvl")) is not None
        }
        if own:
            self._lists[id] = _List(None)
            self._lists[id].levels = {**shared.levels, **own}

    def label(self, id: str, depth: int, style: str) -> tuple[str, int]:
        """What stands before the next paragraph of a list, and how deep it lies; nothing where there is no such list.

        `depth`: -1 where the list says by the paragraph's style how deep it lies.
        """
        found = self._lists.get(id)
        if found is None:
            return "", 0
        if depth < 0:
            depth = next((at for at, each in found.levels.items() if each.style == style), 0)
        for at, start in self._starts.pop(id, {}).items():
            found.counted[at] = start - 1
        found.count(depth)
        return _label(found, depth), depth


def _depth(element: Element) -> int:
    return min(number(value(element, "ilvl")), 8)


def _level(element: Element) -> _Level:
    start = element.find("start")
    return _Level(
        value(element.find("numFmt")) or "decimal",
        value(element.find("lvlText"))[:_MOST_SIGNS],
        number(value(start)) if start is not None else 1,
        value(element.find("pStyle")),
    )


def _label(found: _List, depth: int) -> str:
    level = found.levels.get(depth)
    if level is None or level.form == "none":
        return ""
    if level.form == "bullet":
        return BULLET
    label = level.pattern
    for at in range(depth + 1):
        own = found.levels.get(at, level)
        label = label.replace(f"%{at + 1}", counted(own.form, found.counted.get(at, own.start)))
    return " ".join(label.split())[:_MOST_SIGNS]


def counted(form: str, count: int) -> str:
    """A number as a list of this form shows it, by the name that Word has for the form."""
    if not 0 < count <= _LARGEST:
        return str(count)
    if form in ("lowerLetter", "upperLetter"):
        told = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 5)
    elif form in ("lowerRoman", "upperRoman"):
        told = ""
        for sign, worth in _ROMAN.items():
            told += sign * (count // worth)
            count %= worth
    else:
        return str(count)
    return told.upper() if form.startswith("upper") else told
