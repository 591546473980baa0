"""Sheets of a workbook as rows of words, whatever file they came from or go into."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from quiz_bank.exchange.incoming import CannotRead, TooMuch

MOST_TAGS, MOST_TAGS_OF_ALL = 500_000, 1_000_000
"""Of one part of a workbook, which may be one row that is held whole; and of all of them."""
MOST_CELLS = 200_000
MOST_ROWS = 1_048_576
MOST_SHEETS = 200
MOST_MERGED = 20_000
MOST_LETTERS_OF_ALL = 16 * 1024 * 1024
MOST_COLUMNS = 16_384
LONGEST_CELL = 32_767
"""What a cell of a workbook may hold, in UTF-16 units."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_FORMULA = "=+-@\t\r"

FORMULA, NO_VALUE, BROKEN, DATE, RICH, MERGED = "formula", "no value", "broken", "date", "rich", "merged"


def column_name(column: int) -> str:
    """A for 0, AA for 26."""
    name = ""
    while column >= 0:
        column, letter = column // 26 - 1, column % 26
        name = chr(65 + letter) + name
    return name


def place_of(reference: str) -> tuple[int, int] | None:
    """Row (from 1) and column (from 0) of "C4"."""
    found = _REFERENCE.fullmatch(reference.replace("$", ""))
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column - 1


@dataclass
class Sheet:
    """`rows`: number of the row, from 1, and the words of its cells by column, from 0; empty cells are not there.

    `odd`: by what cells are that are not plain words, the numbers of their rows by column.
    """

    name: str
    rows: list[tuple[int, dict[int, str]]] = field(default_factory=list)
    odd: dict[str, dict[int, list[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def note(self, what: str, row: int, column: int) -> None:
        self.odd[what][column].append(row)


@dataclass
class Workbook:
    """What is read of a file so far. `beside`: what it holds beside words, as in "pictures"."""

    sheets: list[Sheet] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)
    encoding: str = ""
    cells: int = 0
    letters: int = 0

    def begin(self, name: str) -> Sheet:
        """A new sheet. Raises TooMuch."""
        if len(self.sheets) == MOST_SHEETS:
            raise TooMuch(f"This has more than {MOST_SHEETS} sheets. Take out those without questions.")
        self.sheets.append(Sheet(name))
        return self.sheets[-1]

    def add(self, sheet: Sheet, row: int, cells: dict[int, str], times: int = 1) -> None:
        """A row, or as many rows of the same words. Raises TooMuch."""
        self._count(len(cells) * times, sum(map(len, cells.values())) * times)
        sheet.rows.extend((row + at, cells) for at in range(times) if cells)

    def fill_down(self, sheet: Sheet, spans: Sequence[tuple[int, int, int, int]]) -> None:
        """Words of cells merged downwards count for each of their rows; other merged cells are noted.

        Spans: first row, first column, last row, last column.
        """
        if len(spans) > MOST_MERGED:
            raise TooMuch(f"This has more than {MOST_MERGED} merged cells. Unmerge them and try again.")
        rows = dict(sheet.rows)
        numbers = sorted(rows)
        for top, left, bottom, right in spans:
            words = rows.get(top, {}).get(left)
            if words is None:
                continue
            sheet.note(MERGED, top, left)
            if left != right:
                continue
            below = numbers[bisect_right(numbers, top) : bisect_right(numbers, bottom)]
            self._count(len(below), len(words) * len(below))
            for number in below:
                rows[number].setdefault(left, words)

    def _count(self, cells: int, letters: int) -> None:
        self.cells += cells
        self.letters += letters
        if self.cells > MOST_CELLS or self.letters > MOST_LETTERS_OF_ALL:
            raise TooMuch(f"This has more than {MOST_CELLS} cells, or too many letters. Part it in two.")


def not_a_workbook(file: str) -> CannotRead:
    return CannotRead(
        f"{file} is no workbook that can be read. Save it as .xlsx, .ods or CSV UTF-8 and try again."
    )


def guarded(text: str, every_formula: bool) -> str:
    """A text with an apostrophe before it where a program would take it for a formula, or an apostrophe away.

    `every_formula`: in CSV; a workbook says itself which cells are text.
    """
    bare = text.lstrip("'")
    return f"'{text}" if _is_formula(bare) and (every_formula or bare != text) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _is_formula(text.lstrip("'")) else text


def clean(words: str) -> str:
    """What a cell says, without spaces at its ends and with one kind of line break."""
    return unguarded(words.replace("\r\n", "\n").replace("\r", "\n").strip())


def _is_formula(text: str) -> bool:
    """By the first letter that is no space and none of the signs that nobody sees."""
    first = next(
        (each for each in text if each in _FORMULA or (each.isprintable() and not each.isspace())), ""
    )
    return first != "" and first in _FORMULA
