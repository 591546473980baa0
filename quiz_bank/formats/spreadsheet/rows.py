"""One row of cells on its way to a question: what its settings say. What cannot be read is told by row and column."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from quiz_bank.exchange.incoming import LeftOut
from quiz_bank.findings import did_you_mean, listed
from quiz_bank.formats.spreadsheet.headings import FEEDBACK, LETTERS, OPTION, heading_of
from quiz_bank.question import Note

_YES = {"yes", "y", "true", "1", "x", "✓", "✔"}
_NO = {"no", "n", "false", "0", "-", "–"}
_OF_PARTS = (OPTION, FEEDBACK)
_LONGEST_LIST_OF_LETTERS = 2_000
_MARK = re.compile(r"(?<!\\)\{#([a-z][a-z0-9-]*)\}\Z")
_TAKEN = ("yes", "no", "back", "end")
_SHARE = re.compile(r"([0-9]{1,6}) ?(?:of|/|out of) ?([0-9]{1,6})")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?) ?%")
_ACCEPTED = re.compile(r"([A-Z][0-9]{2})[\s,:]+(\S.*)", re.DOTALL)
_LEVELS = {
    "easy": "1",
    "low": "1",
    "usual": "2",
    "medium": "2",
    "normal": "2",
    "hard": "3",
    "difficult": "3",
    "high": "3",
}
_USES = {
    "pre": "before",
    "before the lesson": "before",
    "exercise": "practice",
    "exam": "check",
    "test": "check",
    "final check": "check",
    "practice and check": "both",
}


@dataclass(frozen=True)
class Part:
    """An option, a step, a card: in which column it stands, what it says, and the name it has beside its letter."""

    letter: str
    text: str
    feedback: str = ""
    own: str = ""

    @property
    def id(self) -> str:
        return self.own or self.letter.lower()


@dataclass(frozen=True)
class Row:
    """`cells`: what stands in it by the key of its column; `headings`: those keys as the sheet has them."""

    number: int
    cells: dict[str, str]
    headings: dict[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        return self.cells.get(key, "")

    def flat(self, key: str) -> str:
        return " ".join(self.text(key).split())

    def lines(self, key: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.text(key).split("\n") if line.strip())

    def refuse(self, key: str, what: str, remedy: str) -> NoReturn:
        raise LeftOut(f"row {self.number}, column {self.headings.get(key, heading_of(key))}: {what}", remedy)

    def one_of(self, key: str, allowed: Sequence[str], default: str, also: dict[str, str]) -> str:
        said = self.flat(key).casefold()
        found = also.get(said, said) or default
        if found not in allowed:
            remedy = did_you_mean(said, allowed, f"Use one of: {listed(allowed)}.")
            self.refuse(key, f'"{self.flat(key)[:40]}" cannot be read.', remedy)
        return found

    def yes(self, key: str, default: bool) -> bool:
        said = self.flat(key).casefold()
        if said and said not in _YES | _NO:
            self.refuse(key, f'"{self.flat(key)[:40]}" cannot be read.', "Write yes or no.")
        return said in _YES if said else default

    def parts(self) -> list[Part]:
        """The options that stand in the row, in the order of their letters."""
        found = []
        used = {
            key.removeprefix(OPTION).removeprefix(FEEDBACK) for key in self.cells if key.startswith(_OF_PARTS)
        }
        for letter in sorted(used, key=LETTERS.index):
            text, feedback = self.text(OPTION + letter), self.text(FEEDBACK + letter)
            if feedback and not text:
                self.refuse(
                    FEEDBACK + letter, "there is no option that it belongs to.", f"Fill in Option {letter}."
                )
            if text:
                found.append(Part(letter, text, feedback))
        return found

    def check_names(self, names: Iterable[str]) -> None:
        """Raises LeftOut where one name stands for two things, or has another meaning."""
        counted = Counter(names)
        wrong = next((id for id, count in counted.items() if count > 1 or id in _TAKEN), None)
        if wrong is not None:
            what = (
                f'the name "{wrong}" {"has a meaning here" if wrong in _TAKEN else "stands for two things"}.'
            )
            self.refuse(OPTION + "A", what, "Change what stands in {#...}.")


def named(text: str) -> tuple[str, str]:
    """Words without the {#name} that may end them, and that name."""
    found = _MARK.search(text)
    return (text[: found.start()].rstrip(), found[1]) if found else (text, "")


def settings(row: Row, parts: Sequence[Part]) -> dict[str, Any]:
    """What every question may say beside its answers. Raises LeftOut."""
    if not row.text("text"):
        row.refuse("text", "there is no question.", "Write what is asked, or empty the row.")
    return {
        "title": re.sub(r"\s*\n\s*", " ", row.text("title")),
        "text": row.text("text"),
        "covers": tuple(dict.fromkeys(re.findall(r"[^\s,;]+", row.text("covers")))),
        "difficulty": int(row.one_of("difficulty", ("1", "2", "3"), "2", _LEVELS)),
        "use": row.one_of("use", ("before", "practice", "check", "both"), "both", _USES),
        "audience": row.text("audience"),
        "note": row.text("note"),
        "review": row.text("review"),
        "shuffle": row.yes("shuffle", True),
        "enough": _share(row),
        "why": row.text("why"),
        "source": row.text("source"),
        "accept": _accepted(row),
        "remarks": row.lines("remarks"),
        **_critical(row, parts),
    }


def _share(row: Row) -> float:
    said = row.flat("enough")
    if not said:
        return 1.0
    if (found := _SHARE.fullmatch(said)) and 0 < int(found[1]) <= int(found[2]):
        return int(found[1]) / int(found[2])
    if (found := _PERCENT.fullmatch(said)) and 0 < float(found[1]) <= 100:
        return float(found[1]) / 100
    return row.refuse("enough", f'"{said[:40]}" cannot be read.', 'Write it as "5 of 6".')


def _accepted(row: Row) -> tuple[Note, ...]:
    notes = []
    for line in row.lines("accept"):
        found = _ACCEPTED.fullmatch(line)
        if not found:
            row.refuse(
                "accept", f'"{line[:40]}" does not say what is accepted and why.', "Write W03 and the reason."
            )
        notes.append(Note(code=found[1], reason=found[2]))
    return tuple(notes)


def _critical(row: Row, parts: Sequence[Part]) -> dict[str, Any]:
    """Yes, no, or the letters of options."""
    said = row.flat("critical")
    if said.casefold() in _YES | _NO | {""}:
        return {"critical": said.casefold() in _YES}
    chosen = by_letters(said, parts)
    if not chosen:
        letters = listed(part.letter for part in parts)
        row.refuse(
            "critical", f'"{said[:40]}" cannot be read.', f"Write yes, no, or letters of options: {letters}."
        )
    return {"critical": True, "critical_on": tuple(dict.fromkeys(part.id for part in chosen))}


_BETWEEN = re.compile(r"(?:[\s,;/&+|]|\band\b|\boption\b|\boptions\b|\banswer\b)+", re.IGNORECASE)


def by_letters(said: str, parts: Sequence[Part]) -> list[Part]:
    """The options that letters name, as in "B", "A, C", "B)" or "AC"; none where a word is no letter of theirs."""
    if len(said) > _LONGEST_LIST_OF_LETTERS:
        return []
    letters = {part.letter: part for part in parts}
    chosen: list[Part] = []
    for word in filter(None, _BETWEEN.split(said)):
        bare = word.strip("().:").upper()
        if bare in letters:
            chosen.append(letters[bare])
        elif len(bare) <= len(letters) and word.isupper() and set(word) <= set(letters):
            chosen += [letters[each] for each in word]
        else:
            return []
    return chosen
