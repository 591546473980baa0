"""What stands on a page, whatever it was written with: lines with their marks, and tables of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from quiz_bank.exchange.incoming import quote
from quiz_bank.exchange.words import from_plain, to_plain

_LETTER = re.compile(r"[^\W_]")
_SIGN = re.compile(r"\S")
_EMPHASIS = {(True, False): "**", (False, True): "*", (True, True): "***"}
_MOST_QUOTED = 3


class Marks(NamedTuple):
    """How words look. `colour`, `highlight`: as they are named there; nothing for black, and for no highlight.

    `linked`: their colour and line are those of a link, and say nothing.
    """

    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = ""
    highlight: str = ""
    linked: bool = False


PLAIN = Marks()
Span: TypeAlias = tuple[int, int, Marks]


@dataclass(slots=True)
class Line:
    """One line as it is seen, with single spaces between words.

    `number`: of the line of a text, or of the paragraph. `label`: the number, letter or bullet that the program
    itself puts before the line; `level`: how deep its list lies, from 0. `heading`: 1 to 9, else 0. `spans`: start,
    end and marks of the words, where any are marked.
    """

    number: int
    text: str
    label: str = ""
    level: int = 0
    heading: int = 0
    after_blank: bool = False
    spans: tuple[Span, ...] = ()

    def part(self, start: int, end: int | None = None) -> "Line":
        """The words from start to end, without the label."""
        end = len(self.text) if end is None else end
        if not self.spans:
            return Line(self.number, self.text[start:end])
        inner = ((max(one, start), min(other, end), marks) for one, other, marks in self.spans)
        spans = tuple((one - start, other - start, marks) for one, other, marks in inner if one < other)
        return Line(self.number, self.text[start:end], spans=spans)

    def shares(self, sign: str) -> dict[bool | str, float]:
        """For each value of a field of Marks, the share of letters that have it."""
        counted: dict[bool | str, int] = {}
        wanted = _LETTER if _LETTER.search(self.text) else _SIGN
        for start, end, marks in self.spans:
            letters = len(wanted.findall(self.text, start, end))
            if letters and not (marks.linked and sign in ("colour", "underline")):
                value = getattr(marks, sign)
                counted[value] = counted.get(value, 0) + letters
        total = sum(counted.values())
        return {value: letters / total for value, letters in counted.items()} or {getattr(PLAIN, sign): 1.0}

    @property
    def markdown(self) -> str:
        """The words, with those emphasised that stand out from the rest; plain where Markdown cannot say it."""
        plain = from_plain(self.text, one_line=True)
        if len({marks[:2] for _, _, marks in self.spans}) < 2:
            return plain
        told, done = [], 0
        for start, end, marks in _by_emphasis(self.spans):
            told.append(self.text[done:start])
            words, mark = self.text[start:end].strip(), _EMPHASIS.get(marks[:2], "")
            told.append(f"{mark}{from_plain(words, one_line=True)}{mark}" if words else "")
            done = start + len(self.text[start:end].rstrip())
        emphasised = "".join(told)
        return emphasised if to_plain(emphasised) == self.text else plain


def _by_emphasis(spans: Iterable[Span]) -> list[Span]:
    """The same spans, those next to each other as one where bold and italic are alike."""
    joined: list[Span] = []
    for start, end, marks in spans:
        if joined and joined[-1][2][:2] == marks[:2]:
            joined[-1] = (joined[-1][0], end, marks)
        else:
            joined.append((start, end, marks))
    return joined


def joined(lines: Iterable[Line]) -> Line:
    """Several lines as one; where there are none, a line without words."""
    every = list(lines)
    text, spans = "", []
    for line in every:
        text += " " if text else ""
        spans += [(len(text) + start, len(text) + end, marks) for start, end, marks in line.spans]
        text += line.text
    return Line(every[0].number if every else 0, text, spans=tuple(spans))


Cell: TypeAlias = list[Line]


@dataclass(slots=True)
class Table:
    """`number`: of its first paragraph. A cell that is merged stands in each place that it covers."""

    number: int
    rows: list[list[Cell]]


@dataclass(slots=True)
class Told:
    """How often, and where first: the number of the paragraph and its words."""

    count: int = 0
    places: list[tuple[int, str]] = field(default_factory=list)

    def add(self, number: int, words: str) -> None:
        self.count += 1
        if len(self.places) < _MOST_QUOTED:
            self.places.append((number, words))

    @property
    def quoted(self) -> str:
        """Words that can be searched for, such as: at "What is this?", at "And this?" and 3 more."""
        told = ", ".join(f'at "{quote(words)}"' for _, words in self.places)
        more = self.count - len(self.places)
        return f"{told} and {more} more" if more else told


@dataclass
class Page:
    """`untaken`: what stands there and is no words, by what it is (see untaken)."""

    pieces: Iterable[Line | Table]
    untaken: dict[str, Told] = field(default_factory=dict)

    def leave(self, what: str, number: int, words: str) -> None:
        self.untaken.setdefault(what, Told()).add(number, words)
