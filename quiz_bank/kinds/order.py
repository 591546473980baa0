"""Put the steps in order."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any, Literal

from quiz_bank.placing import beside_places, placed_in, with_rows
from quiz_bank.question import Frozen, Mark, Option, Question, Reviewed, Unreadable


class Order(Frozen):
    order: tuple[str, ...]


class OrderQuestion(Question):
    """`steps` stand in the right order. A form gives each a position; what is stored is their ids in order."""

    Response, hint, field = Order, "Give every step a position of its own.", "place"
    ids_tell = True

    kind: Literal["order"] = "order"
    steps: tuple[Option, ...]

    def shown(self) -> tuple[Option, ...]:
        return self.steps

    def key(self) -> Any:
        return [step.id for step in self.steps]

    def places(self, order: Sequence[str]) -> tuple[Option, ...]:
        return tuple(Option(id=place, text=place) for place in self._positions)

    @property
    def _positions(self) -> list[str]:
        return [str(place) for place in range(1, len(self.steps) + 1)]

    def placed(self, given: Mapping[str, Any]) -> dict[str, str]:
        order = given.get("order")
        if isinstance(order, list | tuple):
            return {str(id): str(place) for place, id in enumerate(order, 1)}
        return placed_in(given)

    def amiss(self, placed: Mapping[str, str]) -> dict[str, str]:
        """Steps without a position, and those that share one."""
        taken = {step.id: placed.get(step.id, "") for step in self.steps}
        words: dict[str, str] = {}
        for id, place in taken.items():
            if place not in self._positions:
                words[id] = "Give this a position."
            elif list(taken.values()).count(place) > 1:
                words[id] = f"Position {place} is given more than once."
        return words

    def read(self, given: Mapping[str, Any]) -> Any:
        if "order" in given:
            return super().read(given)
        placed = placed_in(given)
        if amiss := self.amiss(placed):
            raise Unreadable(with_rows(self.hint, self.steps, amiss))
        known = {step.id for step in self.steps}
        order = sorted(placed, key=lambda id: self._positions.index(placed[id]) if id in known else 0)
        return super().read({"order": order, **beside_places(given)})

    def solved(self) -> dict[str, Any]:
        return {"order": [step.id for step in self.steps]}

    def fits(self, response: Order) -> bool:
        return sorted(response.order) == sorted(step.id for step in self.steps)

    def mark(self, response: Order) -> Mark:
        """Score: the share of pairs in the right order, so that one slip is not zero."""
        pairs = list(combinations([step.id for step in self.steps], 2))
        score = sum(self._follows(response, *pair) for pair in pairs) / len(pairs) if pairs else 1.0
        return Mark(
            outcome="correct" if score == 1 else "partly" if score else "incorrect",
            score=score,
            feedback=tuple(step.id for step in self.steps),
        )

    @staticmethod
    def _follows(response: Order, first: str, second: str) -> bool:
        return response.order.index(first) < response.order.index(second)

    def in_words(self, response: Order, order: Sequence[str]) -> tuple[str, ...]:
        texts = {step.id: step.text for step in self.steps}
        return tuple(f"{place}. {texts[id]}" for place, id in enumerate(response.order, 1))

    def look_back(self, response: Order, order: Sequence[str]) -> tuple[Reviewed, ...]:
        """The steps in the order given."""
        steps = {step.id: (place, step) for place, step in enumerate(self.steps, 1)}
        return tuple(self._looked_at(*steps[id], place) for place, id in enumerate(response.order, 1))

    @staticmethod
    def _looked_at(right: int, step: Option, place: int) -> Reviewed:
        fits = right == place
        return Reviewed(
            id=step.id,
            text=step.text,
            chosen=True,
            fits=fits,
            said=f"You put this at position {place}. {'It belongs there' if fits else 'It belongs elsewhere'}",
            feedback=step.feedback,
            instead="" if fits else f"It belongs at position {right}.",
        )

    def is_safe(self, response: Order) -> bool:
        """Each critical step stands after all that come before it and before all that come after."""
        if not self.critical_on:
            return self.is_right(response)
        pairs = combinations([step.id for step in self.steps], 2)
        return all(self._follows(response, *pair) for pair in pairs if set(pair) & set(self.critical_on))
