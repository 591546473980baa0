"""Files such as lesson-1.cy.md: the words of lesson-1.md in another language, and nothing but the words."""

import re
from collections.abc import Iterable, Mapping

from quiz_bank.bank import Bank, Case, Lesson
from quiz_bank.findings import Finding, Place, Severity, did_you_mean, listed, worst_first
from quiz_bank.question import Frozen, Question
from quiz_bank.reading import Reading
from quiz_bank.translating import Words, without_words, words_of

_NAMED = re.compile(r"(.+)\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.md", re.DOTALL)
_KEPT_AS_IT_IS = re.compile(r"\{\{[^{}]+\}\}|\]\((pictures/[^)\s]+)")
_NOT_COMPARED = {"version", "language", "accept", "translations"}
_CALLED = {
    "right": "what is right",
    "critical_on": "critical",
    "passing": "pass",
    "links": "the number of links",
    "atoms": "atoms",
    "id": "bank",
}
_COPY = "Copy it from the original and change its words only."
Thing = Bank | Lesson | Question | Case


def by_language(texts: Iterable[str]) -> dict[str, dict[str, str]]:
    """Language -> path of a file -> path of its translation."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(texts):
        match = _NAMED.fullmatch(path)
        if match and f"{match[1]}.md" in texts:
            found.setdefault(match[2], {})[f"{match[1]}.md"] = path
    return dict(sorted(found.items()))


def with_translation(own: Reading, other: Reading, language: str, paths: Mapping[str, str]) -> Reading:
    """`other`: what was read where the files of this language stood in for those that they translate."""
    translation = _Translation(own, other, language, paths)
    words = translation.read()
    bank = own.bank and own.bank.translated({**own.bank.translations, language: words})
    places = {id: place for id, place in other.places.items() if place.file in paths.values()}
    return own.model_copy(
        update={
            "bank": bank,
            "findings": worst_first((*own.findings, *translation.findings)),
            "translated": {**own.translated, language: places},
        }
    )


class _Translation:
    def __init__(self, own: Reading, other: Reading, language: str, paths: Mapping[str, str]) -> None:
        self.own, self.other, self.language, self.paths = own, other, language, paths
        self.files = set(paths.values())
        self.findings = [
            each for each in other.findings if each.file in self.files and each.code not in ("I05", "A01")
        ]

    def read(self) -> Words:
        originals, said = _things(self.own.bank), _things(self.other.bank)
        unnamed = {each.id for each in self.other.given if each.place.file in self.files}
        words: Words = {}
        for id, thing in said.items():
            if self._place(id).file not in self.files:
                continue
            if id in unnamed or id not in originals:
                self._add("T01", "error", id, *_not_there(id, id in unnamed, originals))
            elif others := _differences(originals[id], thing, id):
                what = f"It differs from the original in more than words: {listed(others)}."
                self._add("T02", "error", id, what, _COPY)
            else:
                words |= words_of(thing, id)
                self._look_for_what_is_lost(originals[id], thing, id)
        if self.own.bank and self.language == self.own.bank.language:
            what = f'"{self.language}" is the language of the course itself.'
            self._add("T01", "error", "", what, "Name the file after the language that it is written in.")
        return words

    def _look_for_what_is_lost(self, original: Thing, thing: Thing, id: str) -> None:
        gone = sorted(_kept(original, id) - _kept(thing, id))
        if gone:
            what = f"The original names {listed(gone)} here, and this does not."
            self._add("T04", "error", id, what, "Put it where the words about it stand.")

    def _place(self, id: str) -> Place:
        return self.other.places.get(id) or Place(file="", line=0)

    def _add(self, code: str, severity: Severity, id: str, what: str, remedy: str) -> None:
        found = self._place(id)
        place = found if found.file in self.files else Place(file=min(self.files), line=1)
        self.findings.append(
            Finding(code=code, severity=severity, file=place.file, line=place.line, what=what, remedy=remedy)
        )


def _things(bank: Bank | None) -> dict[str, Thing]:
    """By id; the course itself, without what stands in it, is ""."""
    if bank is None:
        return {}
    course = bank.model_copy(update={"lessons": (), "questions": (), "cases": (), "translations": {}})
    return {"": course, **{each.id: each for each in (*bank.lessons, *bank.questions, *bank.cases)}}


def _not_there(id: str, unnamed: bool, originals: Iterable[str]) -> tuple[str, str]:
    if unnamed:
        return "This has no id, so it is not known what it translates.", "Copy the {#...} of the original."
    return f'The original has nothing called "{id}".', did_you_mean(id, filter(None, originals), _COPY)


def _differences(original: Thing, thing: Thing, id: str) -> list[str]:
    """What is not the same in the two beside their words, as a trainer calls it."""
    if type(original) is not type(thing):
        return ["kind"]
    before, after = without_words(original, id), without_words(thing, id)
    return [
        _CALLED.get(name, name)
        for name in type(original).model_fields
        if name not in _NOT_COMPARED and _plain(getattr(before, name)) != _plain(getattr(after, name))
    ]


def _plain(value: object) -> object:
    """Without what another language may add."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.model_dump(exclude={"also"}) if isinstance(value, Frozen) else value


def _kept(thing: Thing, id: str) -> set[str]:
    """The local facts and the pictures in its texts, which are the same in every language."""
    texts = (
        each if isinstance(each, str) else "\n".join(each)
        for where, each in words_of(thing, id).items()
        if not where.endswith(":address")
    )
    return {
        match[1] or match[0].replace(" ", "") for each in texts for match in _KEPT_AS_IT_IS.finditer(each)
    }
