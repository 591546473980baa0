"""Reflect in words of one's own, then lay them beside a model."""

from typing import Any, Literal

from quiz_bank.free_text import FreeTextQuestion, Written
from quiz_bank.question import Compared, Option, Point


class ReflectQuestion(FreeTextQuestion):
    """`model`: one way to put it (Markdown). `checks`: what to look for in one's own words."""

    kind: Literal["reflect"] = "reflect"
    model: str
    checks: tuple[str, ...] = ()

    def parts(self) -> tuple[Option, ...]:
        return ()

    def key(self) -> Any:
        return []

    def compared(self, response: Written) -> Compared:
        points = tuple(Point(id=str(place), text=text) for place, text in enumerate(self.checks, 1))
        return Compared(text=response.text, model=self.model, points=points)
