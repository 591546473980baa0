"""Pick every right option."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from quiz_bank.question import Frozen, Mark, Option, Question


def _several(given: Any) -> Any:
    """A form with one box ticked sends one text where JSON sends a list. Their order says nothing."""
    every = (given,) if isinstance(given, str) else given
    if isinstance(every, list | tuple) and all(isinstance(each, str) for each in every):
        return sorted(every)
    return every


class Multiple(Frozen):
    options: Annotated[tuple[str, ...], BeforeValidator(_several)]


class MultipleQuestion(Question):
    Response, hint, field = Multiple, "Choose at least one option.", "options"

    kind: Literal["multiple"] = "multiple"
    options: tuple[Option, ...]
    right: frozenset[str]
    choose: int | None = None

    def shown(self) -> tuple[Option, ...]:
        return self.options

    def right_ids(self) -> frozenset[str]:
        return self.right

    def key(self) -> Any:
        return sorted(self.right_ids()), sorted(option.id for option in self.options)

    def solved(self) -> dict[str, Any]:
        return {"options": sorted(self.right)}

    def fits(self, response: Multiple) -> bool:
        offered = {option.id for option in self.options}
        picked = set(response.options)
        enough = len(picked) == self.choose if self.choose else bool(picked)
        return enough and picked <= offered and len(picked) == len(response.options)

    def remedy(self, response: Multiple | None = None) -> str:
        if self.choose is None:
            return self.hint
        wanted = f"Choose {self.choose} options."
        return f"You chose {len(response.options)}. {wanted}" if response else wanted

    def mark(self, response: Multiple) -> Mark:
        """Score: (right - wrong) / right ones, never below 0."""
        picked = set(response.options)
        right, wrong = len(picked & self.right), len(picked - self.right)
        score = max(0.0, (right - wrong) / len(self.right))
        return Mark(
            outcome="correct" if picked == self.right else "partly" if score > 0 else "incorrect",
            score=score,
            feedback=tuple(option.id for option in self.options if option.id in picked),
        )

    def picked(self, response: Multiple) -> frozenset[str]:
        return frozenset(response.options)

    def is_safe(self, response: Multiple) -> bool:
        if not self.critical_on:
            return self.is_right(response)
        return all((id in response.options) == (id in self.right) for id in self.critical_on)
