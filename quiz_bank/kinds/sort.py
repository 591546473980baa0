"""Sort cards into boxes."""

from typing import Literal

from quiz_bank.placing import PlacingQuestion
from quiz_bank.question import Option


class SortQuestion(PlacingQuestion):
    """The boxes stand in the order of the text; a box may stay empty."""

    hint = "Choose a box for every card."
    missing = "Choose a box."
    belongs = ("It belongs there", "It belongs elsewhere")

    kind: Literal["sort"] = "sort"
    boxes: tuple[Option, ...]
    cards: tuple[Option, ...]

    def shown(self) -> tuple[Option, ...]:
        return self.cards

    def parts(self) -> tuple[Option, ...]:
        return self.cards + self.boxes

    def to_place(self) -> tuple[Option, ...]:
        return self.cards

    def to_choose_from(self) -> tuple[Option, ...]:
        return self.boxes

    def put(self, place: str) -> str:
        return f"You put this in “{place}”."
