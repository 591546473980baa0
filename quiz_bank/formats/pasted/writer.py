"""What a reader of a word processor's files writes: words as they come, paragraph by paragraph, into a page."""

from collections.abc import Iterator
from contextlib import contextmanager

from quiz_bank.exchange.incoming import TooMuch, check_length
from quiz_bank.formats.pasted.page import PLAIN, Cell, Line, Marks, Page, Span, Table

MOST_COLUMNS = 60
MOST_ELEMENTS = 100_000
"""Of a file: a page of 1,500 questions as Word writes them has fewer."""
_DEEPEST = 20
_MOST_PIECES = 50_000


_PLACED = {
    "superscript": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
    "subscript": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
}


def placed(text: str, where: str) -> str:
    """Digits and signs as those that stand high or low by themselves, as in m² and CO₂. `where`: else as they are."""
    return text.translate(_PLACED[where]) if where in _PLACED else text


class Writer:
    """`number`: of the paragraph that was begun last. `pieces`: where the next one goes."""

    def __init__(self) -> None:
        self.pieces: list[Line | Table] = []
        self.page = Page(self.pieces)
        self.number = 0
        self._words: list[tuple[str, Marks]] = []
        self._untaken: list[str] = []
        self._after_blank = True
        self._last = ""
        self._places = self._depth = 0

    def add(self, text: str, marks: Marks) -> None:
        """Words of the paragraph; a line break parts its lines. Raises TooMuch."""
        if len(self._words) >= _MOST_PIECES:
            raise TooMuch(
                "A paragraph is made of too many pieces. Copy the words of the page and paste them."
            )
        self._words.append((text, marks))

    def leave(self, what: str) -> None:
        """Something is not taken here; it will be named with the words beside it."""
        self._untaken.append(what)

    @property
    def empty(self) -> bool:
        return not any(text.strip() for text, _ in self._words)

    def end(self, label: str = "", level: int = 0, heading: int = 0, title: bool = False) -> None:
        """The paragraph ends. `title`: it is that of the page, which is named and not taken. Raises TooMuch."""
        lines = list(self._lines())
        self._words = []
        if lines:
            self._last = lines[0].text
        for what in dict.fromkeys([*self._untaken, *(["title"] if title and lines else [])]):
            self.page.leave(what, self.number, self._last)
        self._untaken = []
        if not lines:
            self._after_blank = True
        elif not title:
            lines[0].after_blank = self._after_blank
            lines[0].label, lines[0].level = label, level
            for line in lines:
                line.heading = heading
            self.pieces += lines
            self._after_blank = False

    def close(self) -> None:
        """The paragraph ends, if one was begun."""
        if self._words or self._untaken:
            self.end()

    @contextmanager
    def cell(self) -> Iterator[Cell]:
        """Until it ends, paragraphs go into a cell. A table in it becomes its lines. Raises TooMuch."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise TooMuch(
                "The page has tables inside tables, too deep to be read. Copy its words and paste them."
            )
        around, self.pieces = self.pieces, []
        inside: Cell = []
        yield inside
        self.close()
        for piece in self.pieces:
            inside += [piece] if isinstance(piece, Line) else _lines_in(piece.rows)
        self.pieces = around
        self._depth -= 1

    def row(self, rows: list[list[Cell]], cells: list[Cell]) -> None:
        """One more row of a table. Raises TooMuch where its cells cover more places than a page has."""
        rows.append(cells)
        self._places += len(cells)
        if self._places > MOST_ELEMENTS:
            raise TooMuch("The page has tables with too many cells. Part it in two.")

    def table(self, first: int, rows: list[list[Cell]]) -> None:
        """A table of several columns, or the lines of one that is a frame around them."""
        self._after_blank = True
        if all(len(row) < 2 for row in rows):
            self.pieces += _lines_in(rows)
        else:
            self.pieces.append(Table(first, rows))

    def _lines(self) -> Iterator[Line]:
        """Of the paragraph, empty ones left out."""
        growing = _Growing(self.number)
        for text, marks in self._words:
            first, *others = text.split("\n")
            growing.add(first, marks)
            for piece in others:
                yield from growing.ended()
                growing.add(piece, marks)
        yield from growing.ended()


def _lines_in(rows: list[list[Cell]]) -> Cell:
    return [line for row in rows for cell in row for line in cell]


class _Growing:
    """A line as its words come: single spaces between them, whatever stood there."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.told: list[str] = []
        self.spans: list[Span] = []
        self.length = 0
        self.spaced = False
        self.after_blank = False

    def add(self, text: str, marks: Marks) -> None:
        words = " ".join(text.split())
        if not words:
            self.spaced = self.spaced or bool(text)
            return
        if self.told and (self.spaced or text[0].isspace()):
            self.told.append(" ")
            self.length += 1
        end = self.length + len(words)
        self.told.append(words)
        if self.spans and self.spans[-1][2] == marks:
            self.spans[-1] = (self.spans[-1][0], end, marks)
        else:
            self.spans.append((self.length, end, marks))
        self.length, self.spaced = end, text[-1].isspace()

    def ended(self) -> Iterator[Line]:
        if self.told:
            spans = tuple(self.spans) if any(marks != PLAIN for _, _, marks in self.spans) else ()
            text = "".join(self.told)
            check_length(text, self.number)
            yield Line(self.number, text, after_blank=self.after_blank, spans=spans)
        self.after_blank = not self.told
        self.told, self.spans, self.length, self.spaced = [], [], 0, False
