"""Reading the content of an .ods file."""

from collections.abc import Iterator

from quiz_bank.exchange.incoming import MOST_LETTERS, TooMuch
from quiz_bank.exchange.xml import Element, anywhere
from quiz_bank.formats.spreadsheet import numbers
from quiz_bank.formats.spreadsheet.sheets import (
    BROKEN,
    DATE,
    FORMULA,
    MOST_CELLS,
    MOST_COLUMNS,
    NO_VALUE,
    RICH,
    Sheet,
    Workbook,
)

_MOST_SPACES = 1_000
_DIGITS = 9
_NOT_WORDS = {"annotation", "note", "ruby-text"}


def read(file: str, content: bytes, into: Workbook) -> None:
    """The sheets of content.xml. Raises CannotRead."""
    reading = _Reading(into)
    for row in anywhere(file, content, "document-content", "table-row"):
        reading.row(row)
    reading.end_sheet()


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


def _said(element: Element, name: str) -> str:
    """An attribute by its name in any namespace; those of the office come last in files that say things twice."""
    return next((value for each, value in element.items() if _local(each) == name), "")


def _count(element: Element, name: str) -> int:
    said = _said(element, name)
    return max(int(said[:_DIGITS]), 1) if said.isdecimal() else 1


class _Reading:
    def __init__(self, into: Workbook) -> None:
        self.into = into
        self.table: Element | None = None
        self.sheet = Sheet("")
        self.number = 0
        self.merged: list[tuple[int, int, int, int]] = []

    def end_sheet(self) -> None:
        self.into.fill_down(self.sheet, self.merged)

    def row(self, row: Element) -> None:
        table = row.getparent()
        while table is not None and _local(table.tag) != "table":
            table = table.getparent()
        if table is not None and table is not self.table:
            self.end_sheet()
            self.table, self.sheet, self.number, self.merged = (
                table,
                self.into.begin(_said(table, "name")),
                0,
                [],
            )
        times = _count(row, "number-rows-repeated")
        if cells := self._cells(row):
            self.into.add(self.sheet, self.number + 1, cells, min(times, MOST_CELLS))
        self.number += times

    def _cells(self, row: Element) -> dict[int, str]:
        cells: dict[int, str] = {}
        column = 0
        for each in row:
            if _local(each.tag) not in ("table-cell", "covered-table-cell") or column >= MOST_COLUMNS:
                continue
            times = _count(each, "number-columns-repeated")
            if words := self._cell(column, each):
                last = min(column + times, MOST_COLUMNS)
                cells.update(dict.fromkeys(range(column, last), words))
            column += times
        return cells

    def _cell(self, column: int, cell: Element) -> str:
        row = self.number + 1
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            self.merged.append((row, column, row + down - 1, column + across - 1))
        kind = _said(cell, "value-type")
        words = "\n".join(_words(row, each) for each in cell if _local(each.tag) == "p")
        if _said(cell, "formula"):
            broken = words.startswith(("#", "Err:"))
            self.sheet.note(BROKEN if broken else FORMULA if kind or words else NO_VALUE, row, column)
        if any(_local(each.tag) == "span" and _said(each, "style-name") for line in cell for each in line):
            self.sheet.note(RICH, row, column)
        if kind in ("float", "currency"):
            return numbers.plain(_said(cell, "value"))
        if kind == "percentage":
            return numbers.percent(_said(cell, "value"))
        if kind == "boolean":
            return "True" if _said(cell, "boolean-value") == "true" else "False"
        if kind == "date":
            self.sheet.note(DATE, row, column)
            return _said(cell, "date-value").removesuffix("T00:00:00").replace("T", " ")
        return words or _said(cell, "string-value")


def _words(row: int, paragraph: Element) -> str:
    """The words of a paragraph, with its spaces, tabs and line breaks. Raises TooMuch."""
    told: list[str] = []
    size = 0
    for piece in _pieces(paragraph):
        told.append(piece)
        size += len(piece)
        if size > MOST_LETTERS:
            raise TooMuch(f"A cell of row {row} is longer than {MOST_LETTERS} letters. No question is.")
    return "".join(told)


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for each in element:
        tag = _local(each.tag)
        if tag == "s":
            yield " " * min(_count(each, "c"), _MOST_SPACES)
        elif tag in ("tab", "line-break"):
            yield "\t" if tag == "tab" else "\n"
        elif tag not in _NOT_WORDS and isinstance(each.tag, str):
            yield from _pieces(each)
        yield each.tail or ""
