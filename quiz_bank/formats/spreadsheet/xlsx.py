"""Reading the parts of an .xlsx file."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from quiz_bank.exchange.incoming import CannotRead
from quiz_bank.exchange.xml import Element, anywhere
from quiz_bank.formats.spreadsheet import numbers
from quiz_bank.formats.spreadsheet.sheets import (
    BROKEN,
    DATE,
    FORMULA,
    NO_VALUE,
    RICH,
    Sheet,
    Workbook,
    not_a_workbook,
    place_of,
)

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_FORMATS, _MOST_STYLES = 1_000, 65_536
"""More than programs write. What comes after them counts as plain numbers."""
Parts = Mapping[str, bytes]


def read(file: str, parts: Parts, into: Workbook) -> None:
    """The sheets of a workbook from its parts by path. Raises CannotRead."""
    leads = (target for _, kind, target in _related(file, parts, "") if kind == "officeDocument")
    path = next(leads, "xl/workbook.xml")
    if path not in parts:
        raise not_a_workbook(file)
    related = list(_related(file, parts, path))
    found = {kind: target for _, kind, target in related}
    sheets = {id: parts[target] for id, kind, target in related if kind == "worksheet" and target in parts}
    reading = _Reading(file, into, _strings(file, parts, found), _styles(file, parts, found))
    for each in anywhere(file, parts[path], "workbook", "workbookPr", "sheet"):
        if _local(each.tag) == "workbookPr":
            reading.since_1904 = each.get("date1904") in ("1", "true")
            continue
        id = next((value for name, value in each.items() if _local(name) == "id"), "")
        if (content := sheets.pop(id, None)) is not None:
            reading.sheet(each.get("name") or "", content)


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


def _related(file: str, parts: Parts, path: str) -> Iterator[tuple[str, str, str]]:
    """Id, kind and path of what a part leads to."""
    folder, name = posixpath.split(path)
    content = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    for each in anywhere(file, content, "Relationships", "Relationship") if content is not None else ():
        target = posixpath.normpath(posixpath.join("/", folder, each.get("Target") or "")).lstrip("/")
        yield each.get("Id") or "", (each.get("Type") or "").rpartition("/")[2], target


def _strings(file: str, parts: Parts, found: Mapping[str, str]) -> list[tuple[str, bool]]:
    """The words that cells share, and whether they have letters of several kinds."""
    content = parts.get(found.get("sharedStrings", ""))
    return [_words(each) for each in anywhere(file, content, "sst", "si")] if content is not None else []


def _words(element: Element) -> tuple[str, bool]:
    """What stands in a text of runs, without what is told of its sounds."""
    words, rich = "", False
    for each in element:
        tag = _local(each.tag)
        if tag == "t":
            words += each.text or ""
        elif tag == "r":
            rich = True
            words += "".join(part.text or "" for part in each if _local(part.tag) == "t")
    return _unescaped(words), rich


def _unescaped(words: str) -> str:
    if "_x" not in words:
        return words
    told = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), words)
    return told.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _styles(file: str, parts: Parts, found: Mapping[str, str]) -> list[str]:
    """What numbers are shown as, by the number of the style."""
    content = parts.get(found.get("styles", ""))
    forms: dict[str, str] = {}
    known: dict[str, str] = {}
    kinds: list[str] = []
    for each in anywhere(file, content, "styleSheet", "numFmt", "xf") if content is not None else ():
        number = (each.get("numFmtId") or "0")[:9]
        if _local(each.tag) == "numFmt":
            if len(forms) < _MOST_FORMATS:
                forms[number] = each.get("formatCode") or ""
        elif (parent := each.getparent()) is not None and _local(parent.tag) == "cellXfs":
            if number not in known:
                known[number] = numbers.kind_of(
                    int(number) if number.isdecimal() else 0, forms.get(number, "")
                )
            kinds.append(known[number])
            if len(kinds) == _MOST_STYLES:
                break
    return kinds


class _Reading:
    def __init__(self, file: str, into: Workbook, strings: list[tuple[str, bool]], styles: list[str]) -> None:
        self.file = file
        self.into = into
        self.strings = strings
        self.styles = styles
        self.since_1904 = False

    def sheet(self, name: str, content: bytes) -> None:
        sheet = self.into.begin(name)
        merged: list[tuple[int, int, int, int]] = []
        number = 0
        for each in anywhere(self.file, content, "worksheet", "row", "mergeCell"):
            if _local(each.tag) == "mergeCell":
                first, _, last = (each.get("ref") or "").partition(":")
                ends = place_of(first), place_of(last or first)
                if ends[0] and ends[1]:
                    merged.append((*ends[0], *ends[1]))
                continue
            said = each.get("r") or ""
            number = int(said) if said.isdecimal() and len(said) < 8 else number + 1
            if len(each):
                self.into.add(sheet, number, self._row(sheet, number, each))
        self.into.fill_down(sheet, merged)

    def _row(self, sheet: Sheet, number: int, row: Element) -> dict[int, str]:
        cells: dict[int, str] = {}
        column = -1
        for each in row:
            place = place_of(each.get("r") or "")
            column = place[1] if place else column + 1
            words = self._cell(sheet, number, column, each) if len(each) else ""
            if words:
                cells[column] = words
        return cells

    def _cell(self, sheet: Sheet, row: int, column: int, cell: Element) -> str:
        kind = cell.get("t") or "n"
        value = formula = inside = None
        for each in cell:
            tag = _local(each.tag)
            if tag == "v":
                value = each.text or ""
            elif tag == "f":
                formula = each
            elif tag == "is":
                inside = each
        if formula is not None:
            sheet.note(NO_VALUE if value is None else BROKEN if kind == "e" else FORMULA, row, column)
        if kind == "inlineStr" and inside is not None:
            return self._noted(sheet, row, column, _words(inside))
        if value is None:
            return ""
        if kind == "s":
            shared = int(value) if value.isdecimal() and len(value) < 8 else -1
            if not 0 <= shared < len(self.strings):
                raise CannotRead(
                    f"{self.file} is broken: row {row} names words that are not there. Save it again."
                )
            return self._noted(sheet, row, column, self.strings[shared])
        if kind == "e" and formula is None:
            sheet.note(BROKEN, row, column)
        if kind == "b":
            return "True" if value == "1" else "False"
        if kind == "d":
            sheet.note(DATE, row, column)
        return (
            self._number(sheet, row, column, cell.get("s") or "0", value)
            if kind == "n"
            else _unescaped(value)
        )

    def _noted(self, sheet: Sheet, row: int, column: int, words: tuple[str, bool]) -> str:
        if words[1]:
            sheet.note(RICH, row, column)
        return words[0]

    def _number(self, sheet: Sheet, row: int, column: int, style: str, value: str) -> str:
        at = int(style) if style.isdecimal() and len(style) < 8 else 0
        shown = self.styles[at] if at < len(self.styles) else ""
        if shown == "date":
            sheet.note(DATE, row, column)
            return numbers.date(value, self.since_1904)
        return numbers.percent(value) if shown == "percent" else numbers.plain(value)
