"""Type a word or a number."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator

from quiz_bank.plain import as_markdown
from quiz_bank.question import Frozen, Mark, Option, Question, Reviewed

_MOST_LETTERS = 200
_NUMBER = re.compile(r"[-−+]?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:[.,]\d{1,12})?")
_TOLERANT = re.compile(r"(\S+)\s*(?:\+-|\+/-|±)\s*(\S+)")
_GROUPS = re.compile(r"[-−+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def _one_line(given: Any) -> Any:
    """Spaces parted by one, without what no page can show. A number from JSON is what was typed for it."""
    if isinstance(given, int | float) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str):
        return given
    sound = unicodedata.normalize("NFC", given.encode("utf-8", "replace").decode("utf-8"))
    return " ".join("".join(char if char.isprintable() else " " for char in sound).split())


class Typed(Frozen):
    text: Annotated[str, BeforeValidator(_one_line)]


class Answer(Frozen):
    """`text`: a word, a number, `12 +- 0.5`, or `*` for anything else; `also`: the same in each language of a bank."""

    id: str
    text: str
    right: bool
    feedback: str = ""
    also: tuple[str, ...] = ()

    @property
    def is_anything(self) -> bool:
        return self.text == "*"

    def meets(self, typed: str) -> bool:
        return self.is_anything or any(_meets(typed, said) for said in (self.text, *self.also))


def _meets(typed: str, said: str) -> bool:
    parted = _TOLERANT.fullmatch(said)
    middle, around = map(number_in, parted.groups() if parted else (said, "0"))
    if middle is not None and around is not None:
        number = number_in(typed)
        return number is not None and abs(number - middle) <= abs(around)
    return folded(typed) == folded(said)


def number_in(text: str) -> Decimal | None:
    """A text that is a number as people write it: 1,000 or 1000, 2.5 or 2,5."""
    said = text.strip()
    if not _NUMBER.fullmatch(said):
        return None
    plain = said.replace(",", "") if _GROUPS.fullmatch(said) else said.replace(",", ".")
    return Decimal(plain.replace("−", "-"))


def folded(text: str) -> str:
    """Without capitals, accents, odd spaces and curly quotes."""
    straight = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    apart = unicodedata.normalize("NFKD", straight.casefold())
    return " ".join("".join(char for char in apart if not unicodedata.combining(char)).split())


class TypedQuestion(Question):
    """The first answer that is met counts, `*` after all others."""

    Response, hint, field = Typed, "Write your answer.", "text"

    kind: Literal["typed"] = "typed"
    answers: tuple[Answer, ...]

    def shown(self) -> tuple[Option, ...]:
        return ()

    def parts(self) -> tuple[Option, ...]:
        return tuple(Option(id=each.id, text=each.text, feedback=each.feedback) for each in self.answers)

    def key(self) -> Any:
        return [(answer.id, answer.right, answer.text, *answer.also) for answer in self.answers]

    def spoken(self, others: Iterable[Self]) -> Self:
        said: dict[str, list[str]] = {answer.id: [answer.text] for answer in self.answers}
        for other in others:
            for answer in other.answers:
                said[answer.id] += [answer.text] * (answer.text not in said[answer.id])
        answers = (
            each.model_copy(update={"also": tuple(said[each.id]) if len(said[each.id]) > 1 else ()})
            for each in self.answers
        )
        return self.model_copy(update={"answers": tuple(answers)})

    def solved(self) -> dict[str, Any]:
        """A number stands for all that it may be off by, and any word for what may be anything."""
        right = next(answer for answer in self.answers if answer.right)
        parted = _TOLERANT.fullmatch(right.text)
        return {"text": parted[1] if parted else right.text}

    def in_key(self) -> tuple[Reviewed, ...]:
        return tuple(
            Reviewed(
                id=each.id,
                text="Anything else" if each.is_anything else as_markdown(each.text.replace("+-", "±")),
                chosen=False,
                fits=each.right,
                said="It fits" if each.right else "Something else fits better",
                feedback=each.feedback,
            )
            for each in self.answers
        )

    def fits(self, response: Typed) -> bool:
        return 0 < len(response.text) <= _MOST_LETTERS

    def remedy(self, response: Typed | None = None) -> str:
        if response and response.text:
            return f"Shorten your answer to {_MOST_LETTERS} letters or fewer."
        return self.hint

    def met(self, response: Typed) -> Answer | None:
        last = sorted(self.answers, key=lambda answer: answer.is_anything)
        return next((answer for answer in last if answer.meets(response.text)), None)

    def mark(self, response: Typed) -> Mark:
        met = self.met(response)
        right = met is not None and met.right
        return Mark(
            outcome="correct" if right else "incorrect",
            score=1.0 if right else 0.0,
            feedback=(met.id,) if met else (),
        )

    def in_words(self, response: Typed, order: Sequence[str]) -> tuple[str, ...]:
        return (as_markdown(response.text),)

    def look_back(self, response: Typed, order: Sequence[str]) -> tuple[Reviewed, ...]:
        met = self.met(response)
        right = met is not None and met.right
        fitting = next(answer.text for answer in self.answers if answer.right)
        return (
            Reviewed(
                id=met.id if met else "",
                text=as_markdown(response.text),
                chosen=True,
                fits=right,
                said=f"You wrote this. {'It fits' if right else 'Something else fits better'}",
                feedback=met.feedback if met else "",
                instead="" if right else f"What fits: {as_markdown(fitting.replace('+-', '±'))}",
            ),
        )
