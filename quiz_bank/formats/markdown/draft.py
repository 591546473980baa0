"""What has been read so far, from all files together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from quiz_bank.bank import Case, Lesson
from quiz_bank.findings import Place
from quiz_bank.formats.markdown.page import CLOSING_MARKS, Heading, Page
from quiz_bank.formats.markdown.settings import Settings
from quiz_bank.formats.markdown.values import names
from quiz_bank.kinds import AnyQuestion

_ID = re.compile(r"[A-Z][A-Z0-9-]{0,59}")


@dataclass(frozen=True)
class Reference:
    """A lesson or an atom that is named somewhere, to be looked up when all files are read."""

    page: Page
    at: int
    name: str


@dataclass
class Draft:
    """`taken`: every id that stands at a heading of any file, so that a new one never meets it."""

    taken: set[str]
    places: dict[str, Place] = field(default_factory=dict)
    lessons: list[Lesson] = field(default_factory=list)
    questions: list[AnyQuestion] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    lesson_names: list[Reference] = field(default_factory=list)
    atom_names: list[Reference] = field(default_factory=list)
    atoms: dict[str, Reference] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _retired: dict[str, set[str]] = field(default_factory=dict)

    def retire(self, used: Iterable[str]) -> None:
        """Ids of earlier texts, "Q-1" and "Q-1/a": nothing new is given one of them."""
        for id in used:
            owner, _, own = id.rpartition("/")
            self._retired.setdefault(owner, set()).add(own)
        self.taken |= self.retired_in("")

    def retired_in(self, owner: str) -> set[str]:
        return self._retired.get(owner, set())

    def claim(self, page: Page, heading: Heading, thing: str, first: str) -> str | None:
        """The id of a lesson, question or case: its own, or a new one that begins as `first` does.

        None, and an error, where another thing has it already.
        """
        id = heading.id
        page.ids[heading.at] += id is not None
        if id is None:
            id = self._new(first)
            what = f'The {thing} "{heading.title}" has no id yet and was given {id}.'
            page.inform("I05", heading.at, what, "It is written into the text when it is saved.")
            page.give(heading.at, id, CLOSING_MARKS)
        elif not _ID.fullmatch(id):
            meant = id.upper() if _ID.fullmatch(id.upper()) else ""
            remedy = (
                f"Did you mean {meant}?" if meant else "Use at most 60 capital letters, digits and hyphens."
            )
            page.error("I02", heading.at, f'"{id}" cannot be the id of a {thing}.', remedy)
            id = id or self._new(first)
        if id in self.places:
            earlier = self.places[id]
            where = f"line {earlier.line}" + ("" if earlier.file == page.file else f" of {earlier.file}")
            what = f'"{id}" is already the id of what stands on {where}.'
            page.error(
                "I01", heading.at, what, f"Give this {thing} an id of its own; ids are never used twice."
            )
            return None
        if not heading.title:
            page.error("I06", heading.at, f"This {thing} has no title.", "Write one after the # marks.")
        self.places[id] = page.place(heading.at)
        return id

    def _new(self, first: str) -> str:
        """Lessons are L1, L2; what is counted within something, such as Q-L1-01, has two digits."""
        digits = 2 if first.endswith("-") else 1
        number = self._numbers.get(first, 0) + 1
        while f"{first}{number:0{digits}d}" in self.taken:
            number += 1
        self._numbers[first] = number
        return f"{first}{number:0{digits}d}"

    def note_places(self, settings: Settings, owner: str) -> None:
        for key, found in settings.found.items():
            self.places[f"{owner}:{key}"] = settings.page.place(found[0].at)

    def names_lessons(self, settings: Settings) -> tuple[str, ...]:
        """The lessons that a question or case belongs to; whether they are there is checked at the end."""
        return self._named(settings, "lesson", self.lesson_names)

    def names_atoms(self, settings: Settings) -> tuple[str, ...]:
        return self._named(settings, "covers", self.atom_names)

    def _named(self, settings: Settings, key: str, references: list[Reference]) -> tuple[str, ...]:
        setting = settings.one(key)
        named = names(settings, key)
        if setting:
            references += (Reference(settings.page, setting.at, name) for name in named)
        return named
