"""A GIFT text in pieces: blocks parted by empty lines, and the answers between braces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quiz_bank.exchange.incoming import MOST_FINDINGS, MOST_LETTERS, TooMuch, check_length, lines_of

_TOKEN = re.compile(r"\\.|[{}]", re.DOTALL)
_MARKS = re.compile(r"\\.|[=~]", re.DOTALL)
_HASH = re.compile(r"\\.|#", re.DOTALL)
_GENERAL = re.compile(r"\\.|####", re.DOTALL)
_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_WEIGHT = re.compile(r"%(-?[0-9]{1,3}(?:\.[0-9]{0,9})?)%")
_FORMAT = re.compile(r"\[(html|markdown|moodle|plain)\]", re.IGNORECASE)
_TITLE = re.compile(r"::((?:\\.|[^\\:]|:(?!:))*)::", re.DOTALL)
_COMMENT = re.compile(r"\s*//(.*)", re.DOTALL)


@dataclass
class Block:
    """`line`: 1-based, where it begins. `notes`: comments above it and in it."""

    line: int
    text: str
    notes: list[str] = field(default_factory=list)


@dataclass
class Answer:
    """`weight`: as a number of per cent, None where none stands there. Texts are still escaped."""

    right: bool
    weight: float | None
    text: str
    feedback: str
    at: int


def blocks(text: str) -> Iterator[Block]:
    """Each with the comments that stand before it; what is left of them at the end comes as a block without text."""
    notes: list[str] = []
    lines: list[str] = []
    first, depth, waiting, length = 1, 0, False, 0
    for number, line in lines_of(text):
        check_length(line, number)
        comment = _COMMENT.match(line)
        if comment:
            notes.append(comment[1].strip())
            if len(notes) > MOST_FINDINGS:
                raise TooMuch(
                    f"More than {MOST_FINDINGS} comments stand above line {number}, with no question."
                )
            continue
        bare = line.strip()
        if not bare and not depth:
            if lines:
                yield Block(first, "\n".join(lines), notes)
                notes, lines = [], []
            continue
        if depth and waiting and not bare.startswith(("=", "~", "}", "#")) and bare:
            yield Block(first, "\n".join(lines), notes)
            notes, lines, depth = [], [], 0
        if not lines:
            first = number
        waiting = depth > 0 and not bare
        lines.append(line)
        length = len(line) + (length if len(lines) > 1 else 0)
        if length > MOST_LETTERS:
            check_length("\n".join(lines), first)
        depth = _depth(line, depth)
        if len(lines) == 1 and bare.startswith("$CATEGORY:"):
            yield Block(first, bare, notes)
            notes, lines, depth = [], [], 0
    yield Block(first, "\n".join(lines), notes)


def _depth(line: str, depth: int) -> int:
    """Whether a brace stands open after this line; a second one inside opens nothing more."""
    if "{" in line or "}" in line:
        for match in _TOKEN.finditer(line):
            if match[0] in "{}":
                depth = int(match[0] == "{")
    return depth


def braces(text: str) -> tuple[int, int]:
    """Where the first opening brace stands and the first closing one after it; -1 where there is none."""
    opened = -1
    for match in _TOKEN.finditer(text):
        if match[0] == "{" and opened < 0:
            opened = match.start()
        elif match[0] == "}" and opened >= 0:
            return opened, match.start()
    return opened, -1


def has_brace(text: str) -> bool:
    return any(match[0] in "{}" for match in _TOKEN.finditer(text))


def cut_general(body: str) -> tuple[str, str]:
    """Part the answers from the feedback for everyone, which begins with ####."""
    for match in _GENERAL.finditer(body):
        if match[0] == "####":
            return body[: match.start()], body[match.end() :].strip()
    return body, ""


def cut_feedback(text: str) -> tuple[str, str]:
    for match in _HASH.finditer(text):
        if match[0] == "#":
            return text[: match.start()].strip(), text[match.end() :].strip()
    return text.strip(), ""


def answers(body: str) -> tuple[str, list[Answer]]:
    """What stands before the first mark, and the answers from there on."""
    marks = [match.start() for match in _MARKS.finditer(body) if match[0] in "=~"]
    every = []
    for at, stop in zip(marks, [*marks[1:], len(body)], strict=False):
        told, feedback = cut_feedback(body[at + 1 : stop])
        weight = _WEIGHT.match(told)
        if weight:
            told = told[weight.end() :].strip()
        every.append(Answer(body[at] == "=", float(weight[1]) if weight else None, told, feedback, at))
    return body[: marks[0]].strip() if marks else body.strip(), every


def cut_title(text: str) -> tuple[str, str]:
    match = _TITLE.match(text)
    return (match[1].strip(), text[match.end() :].strip()) if match else ("", text)


def cut_format(text: str) -> tuple[str, str]:
    match = _FORMAT.match(text)
    return (match[1].lower(), text[match.end() :].strip()) if match else ("", text)


def unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] == "n" else match[1], text) if "\\" in text else text


def escaped(text: str) -> str:
    """Line breaks around it keep the spaces that it begins or ends with."""
    if text != text.strip():
        text = f"\n{text}\n"
    return re.sub(r"([~=#{}:\\])", r"\\\1", text).replace("\n", "\\n")
