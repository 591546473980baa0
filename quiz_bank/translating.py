"""The words of a bank by where they stand, so that they can be said in another language and nothing else can."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from quiz_bank.question import Frozen

Words = dict[str, str | tuple[str, ...]]
"""Where words stand -> the words: ":title" of the course, "L1:text", "L1:atoms/L1a", "Q-1:why", "Q-1/a:feedback",
"Q-1/boxes/k:text", "CASE-01/door/a:coach", "/links/1:name". Words that are empty are left out."""

_TOLD = frozenset(
    "title text feedback why note source about part outcome story model checks words coach name address owner "
    "remarks".split()
)
_OF_THE_COURSE = _TOLD | {"audience"}
_NUMBERED = "links"
_ROOMS = {"boxes": "boxes/", _NUMBERED: "links/"}
"""Parts whose ids, or numbers, may be those of other parts beside them."""

_Thing = TypeVar("_Thing", bound=Frozen)


def words_of(thing: Frozen, at: str = "") -> Words:
    """`at`: where the thing stands, "" for a whole bank."""
    return {where: words for where, words in _walk(thing, at) if words}


def _walk(thing: Frozen, at: str) -> Iterator[tuple[str, Any]]:
    for name, value in thing:
        if name in _told(at):
            yield f"{at}:{name}", value
        elif name == "atoms":
            yield from ((f"{at}:atoms/{id}", words) for id, words in value.items())
        else:
            for where, part in _parts(name, value, at):
                yield from _walk(part, where)


def in_words(thing: _Thing, words: Mapping[str, str | tuple[str, ...]], at: str = "") -> _Thing:
    """The same thing with these words; where there are none, with its own."""
    said: dict[str, Any] = {}
    for name, value in thing:
        if name in _told(at):
            said[name] = words.get(f"{at}:{name}", value)
        elif name == "atoms":
            said[name] = {id: words.get(f"{at}:atoms/{id}", own) for id, own in value.items()}
        elif parts := _parts(name, value, at):
            said[name] = tuple(in_words(part, words, where) for where, part in parts)
    return thing.model_copy(update=said)


def thing_of(where: str) -> str:
    """The id of the lesson, question or case in which words stand, "" for the course."""
    return where.partition(":")[0].partition("/")[0]


def without_words(thing: _Thing, at: str = "") -> _Thing:
    """What stays the same in every language."""
    return in_words(thing, _Silence(), at)


class _Silence(dict[str, Any]):
    def get(self, where: str, own: Any = None) -> Any:
        return () if isinstance(own, tuple) else ""


def _told(at: str) -> frozenset[str]:
    return _TOLD if at else _OF_THE_COURSE


def _parts(name: str, value: Any, at: str) -> list[tuple[str, Frozen]]:
    """What stands within a thing and has words of its own, each with where it stands."""
    if not isinstance(value, tuple) or not all(isinstance(each, Frozen) for each in value):
        return []
    within = f"{at}/{_ROOMS.get(name, '')}"
    if name == _NUMBERED:
        return [(f"{within}{number}", each) for number, each in enumerate(value, 1)]
    return [(f"{within}{each.id}".lstrip("/"), each) for each in value if hasattr(each, "id")]
