"""Answers for people who are not there."""

from collections.abc import Mapping
from typing import Any

from api.attempts import Asked
from quiz_bank import Question

NOTHING_LIKE_IT = "I do not know"


def given_to(question: Question, asked: Asked, right: bool) -> Mapping[str, Any]:
    """An answer to a question that can be drawn, as its page would send it."""
    given = question.solved() or {} if right else not_solved(question)
    placed = question.placed(given)
    return {"place": _placed(question, asked, placed)} if placed else given


def not_solved(question: Question) -> Mapping[str, Any]:
    """An answer that is not right, under the ids of the bank."""
    solved = question.solved() or {}
    placed = question.placed(solved)
    if placed:
        return {"place": _moved(question, placed)}
    return {"text": NOTHING_LIKE_IT} if "text" in solved else _with_another(question)


def _with_another(question: Question) -> Mapping[str, Any]:
    """As many options as are right, one of them another."""
    rights = sorted(question.right_ids())
    other = next(option.id for option in question.shown() if option.id not in rights)
    return {"options": [*rights[1:], other]} if question.field == "options" else {"option": other}


def _moved(question: Question, placed: Mapping[str, str]) -> dict[str, str]:
    """Every row one place on."""
    places = [place.id for place in question.places([option.id for option in question.shown()])]
    return {row: places[(places.index(place) + 1) % len(places)] for row, place in placed.items()}


def _placed(question: Question, asked: Asked, placed: Mapping[str, str]) -> dict[str, str]:
    """Under the names that the page shows."""
    shown = [option.id for option in question.shown()]
    rows = {option.id: option.text for option in question.shown()}
    places = {place.id: place.text for place in question.places(shown)}
    row_names = {option.text: option.id for option in asked.options}
    place_names = {place.text: place.id for place in asked.places}
    return {row_names[rows[row]]: place_names[places[place]] for row, place in placed.items()}
