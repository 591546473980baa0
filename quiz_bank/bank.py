"""A bank: what a trainer writes and an edition keeps."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, Self, TypeVar

from pydantic import Field

from quiz_bank.kinds import AnyQuestion
from quiz_bank.question import Frozen, Note, Question, Scenario
from quiz_bank.sections import without_sections
from quiz_bank.translating import Words, in_words

Ending = Literal["good", "mixed", "poor"]
EVERYONE = "everyone"
"""As an audience: of each blueprint there is."""


class Link(Frozen):
    name: str
    address: str = ""
    owner: str = ""
    checked: str = ""


class DrawGroup(Frozen):
    """Lessons that are drawn from together: `take` questions, exactly `critical` of them critical."""

    lessons: tuple[str, ...]
    take: int
    critical: int = 0
    audience: str = ""

    @property
    def topic(self) -> str:
        return " ".join(self.lessons)


class PassRule(Frozen):
    right: int
    of: int
    audience: str = ""


class Lesson(Frozen):
    """One learning point with its teaching text (Markdown). `atoms`: id -> a few words.

    `story`: the sub-headings under which a real story is told.
    """

    id: str
    title: str
    text: str
    atoms: dict[str, str]
    covers: tuple[str, ...] = ()
    part: str = ""
    outcome: str = ""
    minutes: int | None = None
    audience: str = ""
    story: tuple[str, ...] = ()
    note: str = ""
    source: str = ""
    accept: tuple[Note, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def quiet_text(self) -> str:
        """The teaching text without the parts that tell a story."""
        return without_sections(self.text, self.story)

    @property
    def facts(self) -> tuple[str, ...]:
        """Atoms that stand alone: facts of the story, not parts of the learning point."""
        return tuple(atom for atom in self.atoms if atom != self.id and atom[:-1] != self.id)


class Choice(Frozen):
    """One thing to do at a step of a case. `to`: a step's id, or "back" to choose again."""

    id: str
    text: str
    worth: Literal["best", "partly", "poor"]
    to: str
    feedback: str = ""
    coach: str = ""


class Step(Scenario):
    id: str
    title: str
    choices: tuple[Choice, ...] = ()
    end: Ending | None = None
    expect: int | None = None
    remarks: tuple[str, ...] = ()

    def choice(self, id: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.id == id), None)


class Case(Frozen):
    """A situation that unfolds; the first step is where it starts."""

    id: str
    title: str
    text: str
    lessons: tuple[str, ...]
    steps: tuple[Step, ...]
    covers: tuple[str, ...] = ()
    difficulty: Literal[1, 2, 3] = 2
    audience: str = ""
    note: str = ""
    source: str = ""
    accept: tuple[Note, ...] = ()
    remarks: tuple[str, ...] = ()

    def step(self, id: str) -> Step | None:
        return next((step for step in self.steps if step.id == id), None)


_Told = TypeVar("_Told", Lesson, AnyQuestion, Case)
_Rule = TypeVar("_Rule", PassRule, DrawGroup)


class Bank(Frozen):
    """`valid`: months a pass counts, None for ever. `renew`: days before the end from which it can be renewed.

    `translations`: language -> what is said in it. What is not said there is read in the language of the bank.
    """

    id: str
    title: str
    version: str
    language: str = "en-GB"
    about: str = ""
    note: str = ""
    audience: str = ""
    minutes: int = 0
    passing: tuple[PassRule, ...]
    draw: tuple[DrawGroup, ...]
    tries: int = 3
    valid: int | None = None
    renew: int = 0
    links: tuple[Link, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    questions: tuple[AnyQuestion, ...] = ()
    cases: tuple[Case, ...] = ()
    accept: tuple[Note, ...] = ()
    remarks: tuple[str, ...] = ()
    translations: dict[str, Words] = Field(default_factory=dict)

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def _lessons(self) -> dict[str, Lesson]:
        return {lesson.id: lesson for lesson in self.lessons}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy forgets what was looked up, as it may hold other questions."""
        copied = super().model_copy(update=update, deep=deep)
        for name in ("_questions", "_lessons", "_asked", "_parts", "_spoken"):
            copied.__dict__.pop(name, None)
        return copied

    @cached_property
    def _parts(self) -> dict[str, "Bank"]:
        return {}

    @property
    def audiences(self) -> tuple[str, ...]:
        """Those that the blueprints name; "" is everybody else."""
        return tuple(rule.audience for rule in self.passing)

    def meant_for(self, audience: str = "") -> "Bank":
        """What one audience reads, is asked and passes by, as a bank of its own in which nobody else is named.

        Lessons, questions and cases of that audience and of "everyone" are in it. Those of an audience that no
        blueprint names belong to everybody else.
        """
        if self.audiences == ("",) and not audience:
            return self
        if audience not in self._parts:
            self._parts[audience] = self.model_copy(
                update={
                    "passing": _unnamed(self.passing, audience),
                    "draw": _unnamed(self.draw, audience),
                    "lessons": self._of(self.lessons, audience),
                    "questions": self._of(self.questions, audience),
                    "cases": self._of(self.cases, audience),
                }
            )
        return self._parts[audience]

    def _of(self, things: tuple[_Told, ...], audience: str) -> tuple[_Told, ...]:
        others = set(self.audiences) - {audience, EVERYONE}
        if audience:
            return tuple(each for each in things if each.audience in (audience, EVERYONE))
        return tuple(each for each in things if each.audience not in others)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that it can be read in, its own first."""
        return (self.language, *self.translations)

    def in_language(self, language: str) -> "Bank":
        """The bank as it reads in one of its languages, with all its ids; in another one, as it stands."""
        if language not in self.translations:
            return self
        if language not in self._spoken:
            words = in_words(self, self.translations[language])
            self._spoken[language] = words.model_copy(update={"language": language})
        return self._spoken[language]

    @cached_property
    def _spoken(self) -> dict[str, "Bank"]:
        return {}

    def translated(self, translations: Mapping[str, Words]) -> Self:
        """The same bank with what is said in other languages, which its questions then take as answers too."""
        said = self.model_copy(update={"translations": dict(translations)})
        others = [said.in_language(language)._questions for language in translations]
        heard = [each.spoken(other[each.id] for other in others) for each in self._questions.values()]
        return said.model_copy(update={"questions": tuple(heard)})

    def question(self, id: str) -> Question | None:
        return self._questions.get(id)

    def lesson(self, id: str) -> Lesson | None:
        return self._lessons.get(id)

    def asked_of(self, lesson_id: str) -> tuple[Question, ...]:
        """The questions of a lesson, in the order of the bank."""
        return self._asked.get(lesson_id, ())

    @cached_property
    def _asked(self) -> dict[str, tuple[Question, ...]]:
        found: dict[str, list[Question]] = {}
        for question in self.questions:
            found.setdefault(question.lesson, []).append(question)
        return {lesson: tuple(questions) for lesson, questions in found.items()}

    def case(self, id: str) -> Case | None:
        return next((case for case in self.cases if case.id == id), None)

    def pass_rule(self, audience: str = "") -> PassRule:
        return next(rule for rule in self.passing if rule.audience == audience)

    def groups(self, audience: str = "") -> tuple[DrawGroup, ...]:
        return tuple(group for group in self.draw if group.audience == audience)

    def links_in(self, lesson: Lesson) -> tuple[Link, ...]:
        """What its text speaks of by name that the course has an address for, or should have one."""
        told = lesson.text.casefold()
        return tuple(link for link in self.links if link.name.casefold() in told)

    def group_of(self, question: Question, audience: str = "") -> DrawGroup | None:
        return next((group for group in self.groups(audience) if question.lesson in group.lessons), None)


def _unnamed(rules: tuple[_Rule, ...], audience: str) -> tuple[_Rule, ...]:
    return tuple(each.model_copy(update={"audience": ""}) for each in rules if each.audience == audience)
