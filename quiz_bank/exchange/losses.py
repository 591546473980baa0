"""What a format cannot carry, question by question."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from quiz_bank.bank import Bank
from quiz_bank.facts import named_in
from quiz_bank.question import Frozen, Question


class Loss(Frozen):
    """`what`: "GIFT has no critical flag". `verb`: "lose it", "left out", or what these become."""

    what: str
    verb: str
    ids: tuple[str, ...]

    def __str__(self) -> str:
        one, few = _VERBS.get(self.verb, (f"becomes {self.verb}", f"become {self.verb}"))
        count = len(self.ids)
        return f"{self.what}: {count} {one if count == 1 else few}: {', '.join(self.ids)}"


_VERBS = {"lose it": ("loses it", "lose it"), "left out": ("is left out", "are left out")}


class Losses:
    def __init__(self, format: str) -> None:
        self.format = format
        self._found: dict[tuple[str, str], list[str]] = {}

    def lose(self, what: str, id: str) -> None:
        """`what`: as in "no critical flag"."""
        self._add(f"{self.format} has {what}", "lose it", id)

    def leave_out(self, what: str, id: str) -> None:
        self._add(f"{self.format} has {what}", "left out", id)

    def turn_into(self, what: str, other: str, id: str) -> None:
        self._add(f"{self.format} has {what}", other, id)

    def _add(self, what: str, verb: str, id: str) -> None:
        ids = self._found.setdefault((what, verb), [])
        if id not in ids[-1:]:
            ids.append(id)

    def found(self) -> tuple[Loss, ...]:
        return tuple(Loss(what=what, verb=verb, ids=tuple(ids)) for (what, verb), ids in self._found.items())


_Has = Callable[[Any], bool]
FEATURES: dict[str, tuple[str, _Has]] = {
    "title": ("no titles", lambda question: bool(question.title)),
    "lesson": ("no lessons", lambda question: bool(question.lesson)),
    "covers": ("no list of what a question covers", lambda question: bool(question.covers)),
    "difficulty": ("no difficulty", lambda question: question.difficulty != 2),
    "critical": ("no critical flag", lambda question: question.critical),
    "use": ("no practice and check apart", lambda question: question.use != "both"),
    "audience": ("no audience of a question", lambda question: bool(question.audience)),
    "note": ("no content notes", lambda question: bool(question.note)),
    "review": ("no date of review", lambda question: bool(question.review)),
    "shuffle": ('no "shuffle: no"', lambda question: not question.shuffle),
    "enough": ('no "enough:"', lambda question: question.enough != 1.0),
    "why": ("no general feedback", lambda question: bool(question.why)),
    "source": ("no source", lambda question: bool(question.source)),
    "accept": ("no accepted findings", lambda question: bool(question.accept)),
    "remarks": ("no author's notes", lambda question: bool(question.remarks)),
    "feedback": ("no feedback on options", lambda question: any(part.feedback for part in question.parts())),
    "pictures": ("no pictures", lambda question: any(map(_has_picture, _texts(question)))),
    "facts": ("no local facts", lambda question: any(map(named_in, _texts(question)))),
    "choose": ('no "choose:"', lambda question: getattr(question, "choose", None) is not None),
    "checks": (
        "no list to check words of one's own by",
        lambda question: bool(getattr(question, "checks", ())),
    ),
}
"""Name -> how it is told, and whether a question has it."""


def _texts(question: Question) -> Iterator[str]:
    yield from (question.text, question.why, getattr(question, "model", ""))
    for part in question.parts():
        yield from (part.text, part.feedback)


def _has_picture(text: str) -> bool:
    return "](pictures/" in text


def lost_of_question(question: Question, losses: Losses, carried: Collection[str]) -> None:
    for name, (what, has) in FEATURES.items():
        if name not in carried and has(question):
            losses.lose(what, question.id)


_OF_A_LESSON = ("part", "outcome", "minutes", "audience", "story", "note", "source", "covers")


def lost_of_course(bank: Bank, losses: Losses, *, lessons: bool, about: bool = False) -> None:
    """`lessons`: whether the format carries their titles and texts; `about`: and the words about the course."""
    losses.lose(
        "no course: its settings, what is drawn and what passes are not written", bank.id or "the course"
    )
    for language in bank.translations:
        losses.leave_out("no translations", language)
    if bank.about and not about:
        losses.lose("no words about the course", bank.id or "the course")
    for lesson in bank.lessons:
        whole = lesson.id if len(lesson.id) > 1 else lesson.id * 2
        if lesson.text and not lessons:
            losses.leave_out("no teaching text", lesson.id)
        if lesson.atoms != {whole: lesson.title}:
            losses.lose("no list of what a lesson holds", lesson.id)
        if any(getattr(lesson, name) for name in _OF_A_LESSON):
            losses.lose("no settings of a lesson", lesson.id)
        if lesson.remarks or lesson.accept:
            losses.lose("no author's notes on a lesson", lesson.id)
    for case in bank.cases:
        losses.leave_out("no cases", case.id)
