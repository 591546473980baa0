"""What is read of another format, question by question, until it is a bank."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from quiz_bank.bank import Bank, Lesson
from quiz_bank.findings import Finding, Place, Severity, worst_first
from quiz_bank.kinds import KINDS, AnyQuestion
from quiz_bank.question import Option
from quiz_bank.reading import Reading

MOST_QUESTIONS = 25_000
MOST_FINDINGS = 2_000
MOST_LETTERS = 200_000
MOST_OPTIONS = 200
_QUESTION: TypeAdapter[AnyQuestion] = TypeAdapter(AnyQuestion)
_ID = re.compile(r"[A-Z][A-Z0-9-]*")
_NAMED = re.compile(r"([A-Z][A-Z0-9-]*): (\S.*)", re.DOTALL)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONGEST_TITLE = 60
_LONGEST_QUOTE = 40


def letters(count: int) -> list[str]:
    """Ids for options that have none: a, b, c; after z: a1, b1."""
    return [_LETTERS[at % 26] + (str(at // 26) if at >= 26 else "") for at in range(count)]


def options(told: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    """Options from their texts and feedback."""
    every = list(told)
    return tuple(
        Option(id=id, text=text, feedback=feedback)
        for id, (text, feedback) in zip(letters(len(every)), every, strict=True)
    )


@dataclass
class _Lesson:
    id: str
    title: str
    texts: list[str] = field(default_factory=list)


class CannotRead(Exception):
    """A file that nothing is taken from, in plain words."""


class TooMuch(CannotRead):
    """More than a bank may hold."""


def check_length(text: str, line: int) -> None:
    """Raises TooMuch for a text that no question has, before anything looks at it closely."""
    if len(text) > MOST_LETTERS:
        raise TooMuch(f"What begins on line {line} is longer than {MOST_LETTERS} letters. No question is.")


def quote(words: str) -> str:
    """The first of some words, to be found by."""
    return words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE].rstrip()}..."


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its number, one at a time: millions of short ones would fill the memory together."""
    start, number = 0, 1
    while (end := text.find("\n", start)) >= 0:
        yield number, text[start:end]
        start, number = end + 1, number + 1
    yield number, text[start:]


class LeftOut(Exception):
    """A question that no kind of ours can hold, or that cannot be read: why, and what to do."""

    def __init__(self, why: str, remedy: str = "Write it anew as one of our kinds.") -> None:
        super().__init__(why)
        self.why = why
        self.remedy = remedy


def reflect(model: str, why: str, where: str) -> dict[str, Any]:
    """The fields of a reflect. `where`: what holds a model there. Raises LeftOut without one."""
    if not model:
        why_not = "it asks for a text of one's own and has none to lay that beside."
        raise LeftOut(why_not, f"Write one way to put it into {where} there.")
    return {"kind": "reflect", "model": model, "why": why}


class Incoming:
    """`format`: its name as people say it. What cannot be kept is a finding; nothing is dropped without one."""

    def __init__(self, file: str, format: str) -> None:
        self.file = file
        self.format = format
        self.questions: list[AnyQuestion] = []
        self.places: dict[str, Place] = {}
        self._findings: list[Finding] = []
        self._lessons: dict[str, _Lesson] = {}
        self._lesson: _Lesson | None = None
        self._about: list[str] = []
        self.remarks: list[str] = []
        self._untitled = 0
        self._numbers: dict[str, int] = {}

    def error(self, code: str, line: int, what: str, remedy: str) -> None:
        self._find("error", code, line, what, remedy)

    def warn(self, code: str, line: int, what: str, remedy: str) -> None:
        self._find("warning", code, line, what, remedy)

    def inform(self, code: str, line: int, what: str, remedy: str) -> None:
        self._find("information", code, line, what, remedy)

    def _find(self, severity: Severity, code: str, line: int, what: str, remedy: str) -> None:
        if len(self._findings) >= MOST_FINDINGS:
            raise TooMuch(
                f"{self.file} has more than {MOST_FINDINGS} things that cannot be kept. Is it {self.format}?"
            )
        found = Finding(
            code=code, severity=severity, file=self.file, line=max(line, 1), what=what, remedy=remedy
        )
        self._findings.append(found)

    def leave_out(self, line: int, title: str, why: LeftOut) -> None:
        named = f'The question "{quote(title)}"' if title else "A question"
        self.error("X01", line, f"{named} is left out: {why.why}", why.remedy)

    def lesson(self, name: str, line: int) -> None:
        """From here on questions belong to this lesson: "L1: Title", or a name that gets an id; to none for ""."""
        known = self._lessons.get(name)
        if known is None and name:
            named = _NAMED.fullmatch(name)
            if named and named[1] not in self.places:
                known = _Lesson(named[1], named[2])
            else:
                known = _Lesson(self._new("L", 1), name)
            self._lessons[name] = known
            self.places[known.id] = Place(file=self.file, line=max(line, 1))
        self._lesson = known

    def tell(self, text: str) -> None:
        """Words that ask nothing: teaching text, or what the course is about."""
        if text:
            (self._lesson.texts if self._lesson else self._about).append(text)

    def add(
        self, line: int, fields: dict[str, Any], *, id: str = "", title: str = "", words: str = ""
    ) -> None:
        """A question by its fields. `id`: as it stands there; `words`: what a missing title is taken from."""
        if len(self.questions) >= MOST_QUESTIONS:
            raise TooMuch(f"{self.file} holds more than {MOST_QUESTIONS} questions. Part it in two.")
        if fields["kind"] not in KINDS:
            raise LeftOut(f'there is no kind "{fields["kind"]}" here.')
        if not title:
            self._untitled += 1
            title = _short(words or fields["text"])
        remarks = [*fields.pop("remarks", ())]
        own = self._claim(id, remarks)
        lesson = self._lesson.id if self._lesson else ""
        whole = {"id": own, "title": title, "lesson": lesson, "remarks": tuple(remarks), **fields}
        self.questions.append(_QUESTION.validate_python(whole))
        self.places[own] = Place(file=self.file, line=max(line, 1))

    def _claim(self, id: str, remarks: list[str]) -> str:
        """The id as it stands there where it can be one of ours; else a new one, and the old one in a note."""
        if _ID.fullmatch(id) and id not in self.places:
            return id
        if id:
            remarks.append(f"id: {id}")
        first = f"Q-{self._lesson.id}-" if self._lesson else "Q-"
        return self._new(first, 2)

    def _new(self, first: str, digits: int) -> str:
        number = self._numbers.get(first, 0) + 1
        while (id := f"{first}{number:0{digits}}") in self.places:
            number += 1
        self._numbers[first] = number
        return id

    def reading(self) -> Reading:
        self._tell_what_is_missing()
        lessons = tuple(
            Lesson(
                id=each.id,
                title=each.title,
                text="\n\n".join(each.texts),
                atoms={each.id if len(each.id) > 1 else each.id * 2: each.title},
            )
            for each in self._lessons.values()
        )
        bank = Bank(
            id="",
            title="",
            version="",
            about="\n\n".join(self._about),
            passing=(),
            draw=(),
            lessons=lessons,
            questions=tuple(self.questions),
            remarks=tuple(self.remarks),
        )
        return Reading(bank=bank, findings=worst_first(self._findings), places=self.places)

    def _tell_what_is_missing(self) -> None:
        if self._untitled:
            what = f"{self._untitled} of {len(self.questions)} questions have no title and got their first words."
            self.inform("X05", 1, what, "Give them short titles that tell them apart.")
        if not (self.questions or self._lessons or self._about or self._findings):
            what = f"There are no questions of the format {self.format} in this file."
            self.error("X06", 1, what, "Check that it is the right file and the right format.")
        what = f"{self.format} says nothing of the course: its id, its title, what is drawn and what passes."
        self.inform(
            "X08",
            1,
            what,
            'Fill in the block at the top: "bank:", "title:", "version:", "draw:" and "pass:".',
        )


def _short(words: str) -> str:
    flat = " ".join(words.split())
    if len(flat) <= _LONGEST_TITLE:
        return flat
    return flat[:_LONGEST_TITLE].rpartition(" ")[0].rstrip(" ,;:") or flat[:_LONGEST_TITLE]
