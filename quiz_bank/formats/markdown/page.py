"""One file of a bank: its lines, its headings and fences, and the findings on them."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from quiz_bank.findings import Finding, Place, Severity
from quiz_bank.reading import GivenId

# Only blocks and their lines are wanted here, so words inside a paragraph stay unread.
_markdown = (
    MarkdownIt("commonmark", {"html": False})
    .enable("table")
    .disable(["lheading", "code", "reference", "inline", "text_join"])
)
ID_MARK = re.compile(r"(?<!\\)\{#")
_TICKS = re.compile(r"`+")
CLOSING_MARKS = re.compile(r"(?<=[ \t])#+[ \t]*$")
END = re.compile(r"$")
_MOST_UNCLOSED = 20
_PLAIN_HEADING = re.compile(r"(#{1,6})(?=[ \t]|$)")
_NEEDS_PARSING = re.compile(
    r"```|~~~"  # a fence, wherever it stands
    r"|^[ \t]+#{1,6}(?=[ \t]|$)"  # a heading that may belong to a list
    r"|([-*_])[ \t]*\1[ \t]*\1[ \t]*$"  # a rule
    r"|^[ \t:|-]*-[ \t:|-]*$",  # the line under the head of a table
    re.MULTILINE,
)
"""Where none of these stands, a heading is a line that begins with its marks. Parsing costs more than all the rest."""


@dataclass(frozen=True)
class Heading:
    """`at`: an index into the lines of the page."""

    at: int
    level: int
    title: str
    id: str | None


def take_id(text: str) -> tuple[str, str | None]:
    """Part a text from the {#id} at its end."""
    text = text.strip()
    before, mark, id = text.rpartition("{#")
    if not mark or not id.endswith("}") or "}" in id[:-1] or before.endswith("\\"):
        return text, None
    return before.rstrip(), id[:-1].strip()


def without_code(line: str) -> str:
    """The line with its code spans blanked out, every other character in its place.

    A backslash keeps a tick from opening one; inside of code it means nothing.
    """
    ticks = [match.span() for match in _TICKS.finditer(line)]
    opened = 0
    while opened < len(ticks):
        start, end = ticks[opened]
        start += _is_escaped(line, start)
        closes = (at for at in range(opened + 1, len(ticks)) if ticks[at][1] - ticks[at][0] == end - start)
        closed = next(closes, None) if start < end else None
        if closed is not None:
            end = ticks[closed][1]
            line = line[:start] + " " * (end - start) + line[end:]
        opened = (opened if closed is None else closed) + 1
    return line


def _is_escaped(line: str, at: int) -> bool:
    before = line[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


class Page:
    """The lines of a file without the author's notes, which are in `remarks` with where they stood.

    `body`: the index of the first line after the `---` block, 0 where there is none. `fenced`: lines of code.
    `breaks`: rules such as `***`; `rules`: those in no list and no quote.
    `ids`: how many {#id} were used, by line. `given`: ids to be written in.
    `retired`: those that items of what is being read had once and nothing else may have.
    """

    def __init__(self, file: str, text: str, findings: list[Finding]) -> None:
        self.file = sound(file)
        self.findings = findings
        self.lines: list[str] = []
        self.numbers: list[int] = []
        self.remarks: list[tuple[int, str]] = []
        self.ids: Counter[int] = Counter()
        self.given: list[GivenId] = []
        self.retired: Collection[str] = ()
        self.fenced: set[int] = set()
        self.breaks: set[int] = set()
        self.rules: set[int] = set()
        self._take(text)
        self.body = self._after_top_block()
        self.headings = self._find_headings()
        self.heading_lines = {heading.at for heading in self.headings}

    def _take(self, text: str) -> None:
        clean = sound(text).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        for number, line in enumerate(clean.split("\n"), 1):
            if line.lstrip().startswith("%%"):
                self.remarks.append((len(self.lines), line.lstrip()[2:].strip()))
            else:
                self.lines.append(line)
                self.numbers.append(number)

    def _after_top_block(self) -> int:
        first = next((at for at, line in enumerate(self.lines) if line.strip()), None)
        if first is None or self.lines[first].rstrip() != "---":
            return 0
        for at in range(first + 1, len(self.lines)):
            if self.lines[at].rstrip() == "---":
                return at + 1
        self.error("F03", first, "The course block has no end.", "Close it with a line of three dashes: ---")
        return 0

    def _find_headings(self) -> list[Heading]:
        lines = self.lines[self.body :]
        if not _NEEDS_PARSING.search("\n".join(lines)):
            plain = ((at, _PLAIN_HEADING.match(line)) for at, line in enumerate(lines, self.body))
            return [self._heading(at, len(found[1])) for at, found in plain if found]
        for _ in range(_MOST_UNCLOSED):
            tokens = _markdown.parse("\n".join(lines))
            fences = [token for token in tokens if token.type == "fence" and token.map]
            unclosed = [token for token in fences if not _is_closed(token, lines)]
            if not unclosed:
                break
            for fence in unclosed:
                at = fence.map[0] if fence.map else 0
                what = f"The {fence.markup} here is never closed, so all that follows would be shown as code."
                self.error("F08", self.body + at, what, f"Close it with a line of {fence.markup}")
                lines[at] = ""
        for fence in fences:
            if fence.map:
                self.fenced.update(range(self.body + fence.map[0], self.body + fence.map[1]))
        breaks = [
            (self.body + token.map[0], token.level) for token in tokens if token.type == "hr" and token.map
        ]
        self.breaks = {at for at, _ in breaks}
        self.rules = {at for at, level in breaks if level == 0}
        return [
            self._heading(self.body + token.map[0], int(token.tag[1]))
            for token in tokens
            if token.type == "heading_open" and token.level == 0 and token.map
        ]

    def _heading(self, at: int, level: int) -> Heading:
        title = re.sub(r"(^|[ \t])#+[ \t]*$", "", self.lines[at].strip().lstrip("#"))
        title, id = take_id(title)
        return Heading(at, level, title, id)

    def place(self, at: int) -> Place:
        number = self.numbers[min(at, len(self.numbers) - 1)] if self.numbers else 1
        return Place(file=self.file, line=number)

    def give(self, at: int, id: str, before: re.Pattern[str]) -> None:
        """An id belongs on this line: before the end of it as the pattern finds it, spaces included."""
        end = before.search(without_code(self.lines[at]))
        self.give_at(at, end.start() if end else len(self.lines[at]), id)

    def give_at(self, at: int, column: int, id: str) -> None:
        line = self.lines[at]
        after = len(line) - len(line[:column].rstrip())
        self.given.append(GivenId(place=self.place(at), after=after, id=id))

    def error(self, code: str, at: int, what: str, remedy: str) -> None:
        self._find("error", code, at, what, remedy)

    def inform(self, code: str, at: int, what: str, remedy: str) -> None:
        self._find("information", code, at, what, remedy)

    def _find(self, severity: Severity, code: str, at: int, what: str, remedy: str) -> None:
        place = self.place(at)
        self.findings.append(
            Finding(code=code, severity=severity, file=place.file, line=place.line, what=what, remedy=remedy)
        )

    def stands_alone(self, at: int) -> bool:
        """Whether a line can go on from none above it: a heading, a rule, or code."""
        return at in self.heading_lines or at in self.breaks or at in self.fenced

    def text(self, start: int, stop: int) -> str:
        return "\n".join(line.rstrip() for line in self.lines[start:stop]).strip("\n")

    def remarks_in(self, start: int, stop: int) -> tuple[str, ...]:
        """The author's notes after the line `start` and up to the line `stop`."""
        first = bisect_right(self.remarks, start, key=lambda remark: remark[0])
        last = bisect_right(self.remarks, stop, key=lambda remark: remark[0])
        return tuple(text for _, text in self.remarks[first:last])


def sound(text: str) -> str:
    """Half characters, which no file can hold, become question marks."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _is_closed(fence: Token, lines: list[str]) -> bool:
    first, stop = fence.map or (0, 0)
    last = lines[stop - 1].lstrip(" \t>").rstrip()
    return stop - first > 1 and last.startswith(fence.markup) and not last.strip(fence.markup[0])
