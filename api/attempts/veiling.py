"""Names under which a learner meets what is to be placed, where the ids of the bank would tell what is right.

An author's ids run a, b, c in the right order, so a page shows A, B, C in the order drawn for the attempt. What is
stored are the ids of the bank.
"""

from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import Any

from quiz_bank import Question

Names = Mapping[str, str]


def names_of(question: Question, order: Sequence[str]) -> dict[str, str]:
    """Id -> name; nothing for kinds whose ids tell nothing. No id of a bank has a capital."""
    if not question.ids_tell:
        return {}
    return {id: _name(place) for place, id in enumerate(order)}


def veiled(given: Mapping[str, Any], names: Names) -> dict[str, Any]:
    return _renamed(given, names) if names else dict(given)


def unveiled(given: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """What was sent by name, by id. An id is no name: whoever guesses one must not be told that it fits."""
    if not names:
        return dict(given)
    return _renamed(given, {id: f"?{id}" for id in names} | {name: id for id, name in names.items()})


def _name(place: int) -> str:
    turn, letter = divmod(place, len(ascii_uppercase))
    return ascii_uppercase[letter] + (str(turn) if turn else "")


def _renamed(given: Mapping[str, Any], names: Names) -> dict[str, Any]:
    return {_field(name, names): _value(value, names) for name, value in given.items()}


def _field(name: str, names: Names) -> str:
    """`place.A` as a form sends it."""
    field, dot, row = name.partition(".")
    return f"{field}{dot}{names.get(row, row)}"


def _value(value: Any, names: Names) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, list | tuple):
        return [_value(each, names) for each in value]
    if isinstance(value, Mapping):
        return {names.get(key, key): _value(each, names) for key, each in value.items()}
    return value
