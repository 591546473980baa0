"""What every question has, and what every kind of question must say."""

import re
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

Outcome = Literal["correct", "partly", "incorrect", "unmarked"]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(Frozen):
    """A choice that can be picked. Texts are Markdown."""

    id: str
    text: str
    feedback: str = ""


class Mark(Frozen):
    """Score: 0..1. Feedback: the ids of the options whose feedback belongs to this response."""

    outcome: Outcome
    score: float
    feedback: tuple[str, ...]


class Reviewed(Frozen):
    """One line of a question looked back on. `fits`: whether what was done with it is right, None where nothing was.

    `said`: what was done with it, in words. `instead`: what fits, where something else was done; it tells the key.
    """

    id: str
    text: str
    chosen: bool
    fits: bool | None
    said: str
    feedback: str = ""
    instead: str = ""


class Point(Frozen):
    """Something to look for in what was written. `met`: the words for it stand there; it is only a hint."""

    id: str
    text: str
    met: bool = False


class Compared(Frozen):
    """What somebody wrote, as it was written, and what it can be laid beside. `model`: Markdown."""

    text: str
    model: str
    points: tuple[Point, ...]


class Note(Frozen):
    """A finding that an author accepts, with the reason."""

    code: str
    reason: str


class Unreadable(ValueError):
    """A response that does not fit its question. Its text says in plain words what to do."""


class Scenario(Frozen):
    """A situation and what is asked about it. `text`: Markdown; its last paragraph asks, those before it tell.

    In a single paragraph of several lines the last line asks, where the one before it ends a sentence.
    A first paragraph wholly in bold, where another follows before the question, is the dateline.
    """

    text: str

    @property
    def asked(self) -> str:
        return self._paragraphs[-1]

    @property
    def scene(self) -> str:
        told = self._paragraphs[:-1]
        return "\n\n".join(told[1:] if self.dateline else told)

    @property
    def dateline(self) -> str:
        told = self._paragraphs[:-1]
        if len(told) > 1 and (found := _ALL_BOLD.fullmatch(told[0])):
            return found[1]
        return ""

    @property
    def _paragraphs(self) -> list[str]:
        found = [each.strip() for each in self.text.split("\n\n") if each.strip()] or [""]
        told, _, last_line = found[0].rpartition("\n")
        if len(found) == 1 and told.rstrip().endswith(_ENDS_OF_SENTENCES):
            return [told, last_line]
        return found


_ENDS_OF_SENTENCES = (".", "?", "!", "”", '"')
_ALL_BOLD = re.compile(r"\*\*([^*]+)\*\*")


def without_words(value: Any) -> Any:
    """What is left of dumped fields without texts and feedback; what has no order is sorted."""
    if isinstance(value, Mapping):
        return {name: without_words(each) for name, each in value.items() if name not in ("text", "feedback")}
    if isinstance(value, frozenset | set):
        return sorted(without_words(each) for each in value)
    if isinstance(value, list | tuple):
        return [without_words(each) for each in value]
    return value


class Question(Scenario):
    """One thing to answer. `text`, `why` and feedback are Markdown; ids are for life.

    `critical`: whether it must be right to pass; `critical_on`: the ids this rests on, all of it where empty.
    `enough`: the score from which it counts as right. `remarks`: the author's own, shown to nobody else.

    `Response`: what is given and stored, all ids. `hint`: what to do. `field`: where a form sends an answer first.
    `drawable`: for the final check. `scored`: something is right or wrong. `ids_tell`: ids as authors give them show
    what is right, so learners meet others.
    """

    Response: ClassVar[type[Frozen]]
    hint: ClassVar[str]
    field: ClassVar[str]
    drawable: ClassVar[bool] = True
    scored: ClassVar[bool] = True
    ids_tell: ClassVar[bool] = False

    id: str
    kind: str
    title: str
    lesson: str
    covers: tuple[str, ...] = ()
    difficulty: Literal[1, 2, 3] = 2
    critical: bool = False
    critical_on: tuple[str, ...] = ()
    use: Literal["before", "practice", "check", "both"] = "both"
    audience: str = ""
    note: str = ""
    review: str = ""
    shuffle: bool = True
    enough: float = 1.0
    why: str = ""
    source: str = ""
    accept: tuple[Note, ...] = ()
    remarks: tuple[str, ...] = ()

    def read(self, given: Mapping[str, Any]) -> Any:
        """Turn the fields of a form or of JSON into this kind's Response.

        Raises Unreadable, with what to do, when something is missing, unknown or does not fit.
        """
        try:
            response = self.Response.model_validate(dict(given))
        except ValidationError as error:
            raise Unreadable(self.remedy()) from error
        if not self.fits(response):
            raise Unreadable(self.remedy(response))
        return response

    def remedy(self, response: Any = None) -> str:
        """What to do when nothing usable was given, or when a response does not fit."""
        return self.hint

    @abstractmethod
    def shown(self) -> tuple[Option, ...]:
        """What a learner is shown to pick from or to place, in the order of the text. Its order is drawn."""

    def rows(self, order: Sequence[str]) -> tuple[Option, ...]:
        """What is picked or placed one by one, in the order drawn."""
        every = {option.id: option for option in self.shown()}
        return tuple(every[id] for id in order)

    def places(self, order: Sequence[str]) -> tuple[Option, ...]:
        """What each row can be given: a position, a box, a right-hand side. None where rows are picked."""
        return ()

    def placed(self, given: Mapping[str, Any]) -> dict[str, str]:
        """Row -> the place given to it, of a response or of a form that is not whole yet."""
        return {}

    def amiss(self, placed: Mapping[str, str]) -> dict[str, str]:
        """The rows that still need a place, or another one, each with what to do."""
        return {}

    def parts(self) -> tuple[Option, ...]:
        """Every line that an author wrote to be picked, placed or matched with."""
        return self.shown()

    def explained(self) -> tuple[Option, ...]:
        """Those of them under which feedback stands."""
        return self.parts()

    def right_ids(self) -> frozenset[str]:
        """The ids of what is shown that are right by themselves; none for kinds without right options."""
        return frozenset()

    def key(self) -> Any:
        """What decides a mark, without words. Where this changes, earlier answers cannot be compared with later ones.

        A kind whose options may stand in any order, or in whose words the mark lies, says it in its own way.
        """
        return without_words(self.model_dump(exclude=set(Question.model_fields)))

    def solved(self) -> dict[str, Any] | None:
        """A response that is wholly right, under the ids of the bank; None where nothing is right or wrong."""
        return None

    def spoken(self, others: Iterable[Self]) -> Self:
        """The same question once it is known in other languages too, as `others` say it."""
        return self

    def in_key(self) -> tuple[Reviewed, ...]:
        """The answers that an author thought of, for kinds whose answers are written and not chosen."""
        return ()

    @abstractmethod
    def fits(self, response: Any) -> bool:
        """Whether the response names only what the question offers."""

    @abstractmethod
    def mark(self, response: Any) -> Mark: ...

    def picked(self, response: Any) -> frozenset[str]:
        """The ids of the options chosen; none for kinds where nothing is chosen."""
        return frozenset()

    def in_words(self, response: Any, order: Sequence[str]) -> tuple[str, ...]:
        """What was given, a line each, as Markdown; told before hand-in, so in no order of the text."""
        picked = self.picked(response)
        return tuple(option.text for option in self.rows(order) if option.id in picked)

    def look_back(self, response: Any, order: Sequence[str]) -> tuple[Reviewed, ...]:
        """What was given, looked back on, a line each; options in the order they were shown."""
        picked, right = self.picked(response), self.right_ids()
        return tuple(
            _looked_at(option, option.id in picked, option.id in right) for option in self.rows(order)
        )

    def compared(self, response: Any) -> Compared | None:
        """For words of one's own: what they can be laid beside."""
        return None

    def is_right(self, response: Any) -> bool:
        return self.mark(response).score >= self.enough

    def is_safe(self, response: Any) -> bool:
        """Whether that is right on which `critical` rests."""
        return self.is_right(response)


def _looked_at(option: Option, chosen: bool, right: bool) -> Reviewed:
    helps = "It helps" if right else "Something else helps more"
    return Reviewed(
        id=option.id,
        text=option.text,
        chosen=chosen,
        fits=right if chosen else None,
        said=f"You chose this. {helps}" if chosen else "You did not choose this",
        feedback=option.feedback,
    )
