"""Words of one's own: private, never scored, laid beside what an author wrote."""

import unicodedata
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator

from quiz_bank.question import Frozen, Mark, Option, Question, Reviewed

MOST_LETTERS = 4_000


def _sound(given: Any) -> Any:
    """Lines kept, without what no page can show."""
    if not isinstance(given, str):
        return given
    text = unicodedata.normalize("NFC", given.encode("utf-8", "replace").decode("utf-8"))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    clean = ("".join(char if char.isprintable() else " " for char in line).rstrip() for line in lines)
    return "\n".join(clean).strip()


class Written(Frozen):
    text: Annotated[str, BeforeValidator(_sound)]


class FreeTextQuestion(Question):
    """Nobody but the one who wrote it sees what was written; it is in no report and in no export."""

    Response, field = Written, "text"
    hint = "Write a few words first."
    drawable = False
    scored = False

    def shown(self) -> tuple[Option, ...]:
        return ()

    def fits(self, response: Written) -> bool:
        return 0 < len(response.text) <= MOST_LETTERS

    def remedy(self, response: Written | None = None) -> str:
        if response and response.text:
            return f"Shorten it to {MOST_LETTERS} letters or fewer; it has {len(response.text)}."
        return self.hint

    def mark(self, response: Written) -> Mark:
        return Mark(outcome="unmarked", score=0.0, feedback=())

    def in_words(self, response: Written, order: Sequence[str]) -> tuple[str, ...]:
        return ()

    def look_back(self, response: Written, order: Sequence[str]) -> tuple[Reviewed, ...]:
        return ()
