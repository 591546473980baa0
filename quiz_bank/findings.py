"""What reading and linting tell a trainer."""

from collections.abc import Iterable
from typing import Literal

from quiz_bank.question import Frozen

Severity = Literal["error", "warning", "information"]
_LONG = 5
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "information")


class Place(Frozen):
    """Where a thing stands. Line: 1-based, 0 where a thing was not read from a text."""

    file: str
    line: int


class Finding(Frozen):
    """`what`: what is wrong, in the trainer's words; `remedy`: the one thing to do. Errors stop publishing."""

    code: str
    severity: Severity
    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        """One line, whatever characters the trainer's words hold."""
        whole = f"{self.file}:{self.line} {self.severity} {self.code} {self.what} {self.remedy}"
        return printable(" ".join(whole.split()))


def printable(text: str) -> str:
    """Fit to be told on one line, whatever characters a text from elsewhere holds."""
    return "".join(char if char.isprintable() else "?" for char in text)


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors, then warnings, then information; each in the order in which a reader meets them."""
    return tuple(
        sorted(findings, key=lambda each: (SEVERITIES.index(each.severity), each.file, each.line, each.code))
    )


def letters_apart(one: str, other: str) -> int:
    """Letters to change, add, drop, or swap with a neighbour, to get from one word to the other."""
    above: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        older, above, row = above, row, [i + 1]
        for j, match in enumerate(other):
            cost = min(above[j] + (letter != match), above[j + 1] + 1, row[j] + 1)
            if i and j and letter == other[j - 1] and one[i - 1] == match:
                cost = min(cost, older[j - 1] + 1)
            row.append(cost)
    return row[-1]


def nearest(word: str, among: Iterable[str]) -> str | None:
    """The one that was most likely meant: the same but for capitals, else a letter off, two in longer words.

    None where several are as near: of L1 to L7, none is what L9 meant.
    """
    folded = word.casefold()
    near: dict[int, list[str]] = {}
    for name in among:
        allowed = 1 if min(len(name), len(word)) < _LONG else 2
        if abs(len(name) - len(word)) <= allowed:
            apart = letters_apart(folded, name.casefold())
            if apart <= allowed:
                near.setdefault(apart, []).append(name)
    best = near[min(near)] if near else []
    return best[0] if len(best) == 1 else None


def did_you_mean(word: str, among: Iterable[str], otherwise: str) -> str:
    """The remedy for a name that is not there: the nearest one, else what to do."""
    meant = nearest(word, among)
    return f"Did you mean {meant}?" if meant else otherwise


def listed(names: Iterable[str], most: int = 12) -> str:
    every = list(names)
    return ", ".join(every[:most]) + (f" and {len(every) - most} more" if len(every) > most else "")
