"""The record of an attempt, as a text of lines that can be read, compared, and marked again anywhere.

debrief record: 1
course: child-a
version: 1.1.0
edition: 9f2c…            SHA-256 of the bank's files
audience:                 empty for everybody else
purpose: check            or follow-up
attempt: 12               what it is called where it was made
seed: 5b0d…
right: 17 of 20           what was found when it was handed in, as are the two lines below
critical missed:
passed: yes
topic: L1 L2              of a follow-up only: what it was drawn for, a line each
seen: 1 Q-L1-01 Q-L2-04   questions met before, a line for each time, the longest ago first
asked: Q-L1-07 c a b      a question and its options as shown, in the order shown
given: Q-L1-07 1 {"option": "b"}   every response with its number, under the ids of the bank; the highest counts
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, TypeVar, cast

from pydantic import Field

from quiz_bank.drawing import Drawn
from quiz_bank.findings import did_you_mean
from quiz_bank.question import Frozen

Purpose = Literal["check", "follow-up"]
FORM = "1"
MOST_LETTERS = 1_000_000
_KEYS = (
    *("debrief record", "course", "version", "edition", "audience", "purpose", "attempt", "seed", "right"),
    *("critical missed", "passed"),
)
_REPEATED = ("topic", "seen", "asked", "given")
_LINE = re.compile(r"([a-z]+(?: [a-z]+)?):(?: (.*))?")
_GIVEN = re.compile(r"(\S+) ([0-9]{1,6}) (\{.*\})")
_SEEN = re.compile(r"([0-9]{1,6})((?: \S+)+)")
_RIGHT = re.compile(r"([0-9]{1,6}) of ([0-9]{1,6})")
_Part = TypeVar("_Part")


class RecordUnusable(ValueError):
    """A record that cannot be read, or not be marked with this bank. Its text says in plain words why."""


class Given(Frozen):
    """A response. `number`: from 1 for each question."""

    question: str
    number: int
    response: dict[str, Any]


class Record(Frozen):
    """`seen`: question id -> when it was met before, 1 the longest ago. `right` to `passed`: what is claimed."""

    course: str
    version: str
    edition: str
    audience: str = ""
    purpose: Purpose = "check"
    attempt: str = ""
    seed: str
    right: int
    of: int
    critical_missed: tuple[str, ...] = ()
    passed: bool
    topics: tuple[str, ...] = ()
    seen: dict[str, int] = Field(default_factory=dict)
    asked: tuple[Drawn, ...]
    given: tuple[Given, ...]


def write(record: Record) -> str:
    """Texts of one line come back from `read` as they were; nobody's name is in it."""
    return "".join(f"{key}: {value}".rstrip(" ") + "\n" for key, value in _lines(record))


def _lines(record: Record) -> Iterator[tuple[str, str]]:
    yield "debrief record", FORM
    for key in ("course", "version", "edition", "audience", "purpose", "attempt", "seed"):
        yield key, getattr(record, key)
    yield "right", f"{record.right} of {record.of}"
    yield "critical missed", " ".join(record.critical_missed)
    yield "passed", "yes" if record.passed else "no"
    yield from (("topic", topic) for topic in record.topics)
    for place in sorted(set(record.seen.values())):
        yield "seen", " ".join([str(place), *sorted(id for id, when in record.seen.items() if when == place)])
    yield from (("asked", " ".join([each.question, *each.options])) for each in record.asked)
    yield from (
        ("given", f"{each.question} {each.number} {json.dumps(each.response)}") for each in record.given
    )


def read(text: str) -> Record:
    """Raises RecordUnusable, which names the line."""
    if len(text) > MOST_LETTERS:
        raise RecordUnusable(f"A record has at most {MOST_LETTERS:,} letters. This is something else.")
    ones: dict[str, tuple[int, str]] = {}
    many: dict[str, list[tuple[int, str]]] = {key: [] for key in _REPEATED}
    for number, line in enumerate(text.replace("\r\n", "\n").removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        key, value = _parted(number, line, first=not ones)
        if key in many:
            many[key].append((number, value))
        elif key in ones:
            raise RecordUnusable(
                f"Line {number}: “{key}” stands in line {ones[key][0]} already. Keep one of them."
            )
        else:
            ones[key] = (number, value)
    if missing := [key for key in _KEYS if key not in ones]:
        raise RecordUnusable(f"The record has no line “{missing[0]}:”. It is not whole; write it out again.")
    return _record(ones, many)


def _parted(number: int, line: str, first: bool) -> tuple[str, str]:
    found = _LINE.fullmatch(line.rstrip())
    if first and (not found or found[1] != "debrief record"):
        raise RecordUnusable("This is no record of an attempt. One begins with “debrief record: 1”.")
    if not found:
        raise RecordUnusable(f"Line {number} cannot be read. A line is a word, a colon, a space and a value.")
    if found[1] not in (*_KEYS, *_REPEATED):
        remedy = did_you_mean(
            found[1], (*_KEYS, *_REPEATED), "Take the line out, or write the record out again."
        )
        raise RecordUnusable(f"Line {number}: a record knows no “{found[1]}”. {remedy}")
    return found[1], found[2] or ""


def _record(ones: Mapping[str, tuple[int, str]], many: Mapping[str, list[tuple[int, str]]]) -> Record:
    if ones["debrief record"][1] != FORM:
        raise RecordUnusable("This record has a newer form than is known here. Bring Debrief up to date.")
    right, of = _one(ones, "right", _right)
    seen = [_at(number, value, "seen", _seen) for number, value in many["seen"]]
    return Record(
        **{key: ones[key][1] for key in ("course", "version", "edition", "audience", "attempt", "seed")},
        purpose=_one(ones, "purpose", _purpose),
        right=right,
        of=of,
        critical_missed=tuple(ones["critical missed"][1].split()),
        passed=_one(ones, "passed", _passed),
        topics=tuple(value for _, value in many["topic"]),
        seen={id: place for ids, place in seen for id in ids},
        asked=tuple(_at(number, value, "asked", _asked) for number, value in many["asked"]),
        given=tuple(_at(number, value, "given", _given) for number, value in many["given"]),
    )


def _one(ones: Mapping[str, tuple[int, str]], key: str, read_as: Callable[[str], _Part | None]) -> _Part:
    return _at(*ones[key], key, read_as)


def _at(number: int, value: str, key: str, read_as: Callable[[str], _Part | None]) -> _Part:
    part = read_as(value)
    if part is None:
        raise RecordUnusable(f"Line {number} cannot be read. It looks like this: “{key}: {_EXAMPLES[key]}”.")
    return part


_EXAMPLES = {
    "right": "17 of 20",
    "purpose": "check",
    "passed": "yes",
    "seen": "1 Q-L1-01 Q-L2-04",
    "asked": "Q-L1-07 c a b",
    "given": 'Q-L1-07 1 {"option": "b"}',
}


def _right(value: str) -> tuple[int, int] | None:
    found = _RIGHT.fullmatch(value)
    return (int(found[1]), int(found[2])) if found else None


def _purpose(value: str) -> Purpose | None:
    return cast(Purpose, value) if value in ("check", "follow-up") else None


def _passed(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


def _seen(value: str) -> tuple[list[str], int] | None:
    found = _SEEN.fullmatch(value)
    return (found[2].split(), int(found[1])) if found else None


def _asked(value: str) -> Drawn | None:
    question, *options = value.split() or [""]
    return Drawn(question=question, options=tuple(options)) if question else None


def _given(value: str) -> Given | None:
    found = _GIVEN.fullmatch(value)
    if not found:
        return None
    try:
        response = json.loads(found[3])
    except (ValueError, RecursionError):
        return None
    return Given(question=found[1], number=int(found[2]), response=response)
