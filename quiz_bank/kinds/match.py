"""Match what stands on the left with what stands on the right."""

from collections.abc import Sequence
from typing import Literal

from quiz_bank.placing import PlacingQuestion, in_order
from quiz_bank.question import Option


class MatchQuestion(PlacingQuestion):
    """One on the right may fit several on the left, or none. Ids are unique over both sides."""

    hint = "Choose what fits for each of them."
    missing = "Choose what fits."
    belongs = ("It fits", "Something else fits better")

    kind: Literal["match"] = "match"
    lefts: tuple[Option, ...]
    rights: tuple[Option, ...]

    def shown(self) -> tuple[Option, ...]:
        return self.lefts + self.rights

    def to_place(self) -> tuple[Option, ...]:
        return self.lefts

    def to_choose_from(self) -> tuple[Option, ...]:
        return self.rights

    def places(self, order: Sequence[str]) -> tuple[Option, ...]:
        return in_order(order, self.rights)

    def put(self, place: str) -> str:
        return f"You chose “{place.rstrip('.')}”."
