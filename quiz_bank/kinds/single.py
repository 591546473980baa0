"""Pick the one best option."""

from typing import Any, Literal

from quiz_bank.question import Frozen, Mark, Option, Question


class Single(Frozen):
    option: str


class SingleQuestion(Question):
    Response, hint, field = Single, "Choose one option.", "option"

    kind: Literal["single"] = "single"
    options: tuple[Option, ...]
    right: str

    def shown(self) -> tuple[Option, ...]:
        return self.options

    def right_ids(self) -> frozenset[str]:
        return frozenset([self.right])

    def key(self) -> Any:
        return sorted(self.right_ids()), sorted(option.id for option in self.options)

    def solved(self) -> dict[str, Any]:
        return {"option": self.right}

    def fits(self, response: Single) -> bool:
        return any(option.id == response.option for option in self.options)

    def mark(self, response: Single) -> Mark:
        right = response.option == self.right
        return Mark(
            outcome="correct" if right else "incorrect",
            score=1.0 if right else 0.0,
            feedback=(response.option,),
        )

    def picked(self, response: Single) -> frozenset[str]:
        return frozenset([response.option])
