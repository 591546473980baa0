"""Notice what is missing, unprompted; then see what there was to notice."""

import re
from typing import Any, Literal

from quiz_bank.free_text import FreeTextQuestion, Written
from quiz_bank.question import Compared, Frozen, Option, Point

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Thing(Frozen):
    """One thing to notice. `words`: any of them in what was written hints that it was seen."""

    id: str
    text: str
    words: tuple[str, ...] = ()
    feedback: str = ""

    def is_met(self, text: str) -> bool:
        """Whether a word for it begins one that was written: “weigh” is met by “weighed”."""
        said = " " + " ".join(_WORD.findall(text.casefold()))
        return any(f" {' '.join(_WORD.findall(word.casefold()))}" in said for word in self.words)


class NoticeQuestion(FreeTextQuestion):
    kind: Literal["notice"] = "notice"
    things: tuple[Thing, ...]

    def parts(self) -> tuple[Option, ...]:
        return tuple(Option(id=each.id, text=each.text, feedback=each.feedback) for each in self.things)

    def explained(self) -> tuple[Option, ...]:
        """What there was to notice may speak for itself."""
        return tuple(each for each in self.parts() if each.feedback)

    def key(self) -> Any:
        return [(each.id, each.words) for each in self.things]

    def compared(self, response: Written) -> Compared:
        return Compared(
            text=response.text,
            model="",
            points=tuple(
                Point(
                    id=each.id,
                    text=" ".join(part for part in (each.text, each.feedback.replace("\n", " ")) if part),
                    met=each.is_met(response.text),
                )
                for each in self.things
            ),
        )
