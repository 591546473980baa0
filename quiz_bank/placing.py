"""Questions whose rows are each given a place: a position, a box, a right-hand side."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from quiz_bank.question import Frozen, Mark, Option, Question, Reviewed, Unreadable

_LONGEST_NAME = 60


class Place(Frozen):
    place: dict[str, str]


class PlacingQuestion(Question):
    """Each row belongs to one place; `right`: row -> place. Score: the share of rows placed right.

    `missing`: what is said of a row without a place. `belongs`: said of a row placed right, and otherwise.
    """

    Response, field = Place, "place"
    ids_tell = True
    missing: ClassVar[str]
    belongs: ClassVar[tuple[str, str]]

    right: dict[str, str]

    @abstractmethod
    def to_place(self) -> tuple[Option, ...]:
        """The rows, in the order of the text."""

    @abstractmethod
    def to_choose_from(self) -> tuple[Option, ...]:
        """The places, in the order of the text."""

    @abstractmethod
    def put(self, place: str) -> str:
        """What was done, in words: “You put this in ..”."""

    def key(self) -> Any:
        return sorted(self.right.items()), sorted(place.id for place in self.to_choose_from())

    def rows(self, order: Sequence[str]) -> tuple[Option, ...]:
        return in_order(order, self.to_place())

    def places(self, order: Sequence[str]) -> tuple[Option, ...]:
        return self.to_choose_from()

    def explained(self) -> tuple[Option, ...]:
        return self.to_place()

    def placed(self, given: Mapping[str, Any]) -> dict[str, str]:
        return placed_in(given)

    def amiss(self, placed: Mapping[str, str]) -> dict[str, str]:
        places = {place.id for place in self.to_choose_from()}
        return {row.id: self.missing for row in self.to_place() if placed.get(row.id) not in places}

    def read(self, given: Mapping[str, Any]) -> Any:
        placed = placed_in(given)
        if amiss := self.amiss(placed):
            raise Unreadable(with_rows(self.hint, self.to_place(), amiss))
        return super().read({"place": placed, **beside_places(given)})

    def solved(self) -> dict[str, Any]:
        return {"place": dict(self.right)}

    def fits(self, response: Place) -> bool:
        return set(response.place) == set(self.right) and not self.amiss(response.place)

    def mark(self, response: Place) -> Mark:
        right = sum(response.place[row] == place for row, place in self.right.items())
        return Mark(
            outcome="correct" if right == len(self.right) else "partly" if right else "incorrect",
            score=right / len(self.right),
            feedback=tuple(row.id for row in self.to_place()),
        )

    def is_safe(self, response: Place) -> bool:
        """Each critical row is placed right."""
        if not self.critical_on:
            return self.is_right(response)
        return all(response.place[row] == self.right[row] for row in self.critical_on)

    def in_words(self, response: Place, order: Sequence[str]) -> tuple[str, ...]:
        texts = {place.id: place.text for place in self.to_choose_from()}
        return tuple(f"{row.text} → **{texts[response.place[row.id]]}**" for row in self.rows(order))

    def look_back(self, response: Place, order: Sequence[str]) -> tuple[Reviewed, ...]:
        return tuple(self._looked_at(row, response.place[row.id]) for row in self.rows(order))

    def _looked_at(self, row: Option, place: str) -> Reviewed:
        places = {each.id: each for each in self.to_choose_from()}
        fits = place == self.right[row.id]
        return Reviewed(
            id=row.id,
            text=row.text,
            chosen=True,
            fits=fits,
            said=f"{self.put(places[place].text)} {self.belongs[0 if fits else 1]}",
            feedback="\n\n".join(each for each in (row.feedback, places[place].feedback) if each),
            instead="" if fits else f"What fits: {places[self.right[row.id]].text}",
        )


def in_order(order: Sequence[str], options: Iterable[Option]) -> tuple[Option, ...]:
    """Those of the options that an order names, in that order."""
    every = {option.id: option for option in options}
    return tuple(every[id] for id in order if id in every)


def placed_in(given: Mapping[str, Any]) -> dict[str, str]:
    """Row -> place, from `{"place": {row: place}}` or from the fields `place.row` of a form; other things left out."""
    nested = given.get("place")
    found = dict(nested) if isinstance(nested, Mapping) else {}
    found |= {name[6:]: value for name, value in given.items() if name.startswith("place.")}
    return {row: str(place) for row, place in found.items() if isinstance(place, str | int) and place != ""}


def beside_places(given: Mapping[str, Any]) -> dict[str, Any]:
    """What else was sent."""
    return {name: value for name, value in given.items() if name != "place" and not name.startswith("place.")}


def with_rows(hint: str, rows: Iterable[Option], amiss: Mapping[str, str]) -> str:
    """What to do, and for which rows; in an order that tells nothing."""
    named = sorted(f"“{_short(row.text)}”: {amiss[row.id]}" for row in rows if row.id in amiss)
    return " ".join([hint, *named])


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME].rstrip()}..."
