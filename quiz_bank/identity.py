"""Which thing is which: the ids that a bank uses, and new things that read like ones that are gone."""

from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from typing import Any, NamedTuple

from quiz_bank.bank import Bank, Case
from quiz_bank.lint.language import alike, words
from quiz_bank.question import Frozen, Question
from quiz_bank.translating import words_of

_ALIKE = 0.5
_PART_ALIKE = 0.4
_MOST_COMPARED = 250_000


class Lookalike(Frozen):
    """A question or case that is new and reads like one that is gone. `share`: of their words in both, 0..1.

    Where `id` and `gone` are one, options of it are new and read like those that are gone.
    """

    id: str
    title: str
    gone: str
    gone_title: str
    share: float


class Names(NamedTuple):
    """Id of a part of a new thing -> the id that it had in one that is gone, or one that was never used there.

    `boxes`: the same of boxes, which may have the ids of cards.
    """

    parts: dict[str, str]
    boxes: dict[str, str]


def ids_in(bank: Bank) -> frozenset[str]:
    """The ids of questions and cases, and of what stands in them: "Q-1", "Q-1/a", "CASE-01/door/a"."""
    return frozenset(id for thing in (*bank.questions, *bank.cases) for id in _ids(thing, thing.id))


def _ids(thing: Frozen, at: str) -> Iterator[str]:
    yield at
    for _, part in _parts(thing):
        yield from _ids(part, f"{at}/{part.id}")


def _parts(thing: Frozen) -> Iterator[tuple[str, Any]]:
    """What stands in a thing under an id of its own, with the name of the field."""
    for name, value in thing:
        if isinstance(value, tuple):
            yield from ((name, each) for each in value if isinstance(each, Frozen) and hasattr(each, "id"))


def lookalikes(old: Bank, new: Bank) -> tuple[Lookalike, ...]:
    """Each new thing with the one that is gone which it is most like, if it is much like one; none is named twice."""
    every = [
        *_pairs(old.questions, new.questions),
        *_pairs(old.cases, new.cases),
        *_with_new_options(old, new),
    ]
    met: set[str] = set()
    found = []
    for share, gone, came in sorted(every, key=lambda each: (-each[0], each[1].id, each[2].id)):
        if not {gone.id, came.id} & met:
            met |= {gone.id, came.id}
            found.append(
                Lookalike(
                    id=came.id, title=came.title, gone=gone.id, gone_title=gone.title, share=round(share, 2)
                )
            )
    order = {each.id: place for place, each in enumerate((*new.questions, *new.cases))}
    return tuple(sorted(found, key=lambda each: order[each.id]))


def _pairs(
    old: Sequence[Question] | Sequence[Case], new: Sequence[Question] | Sequence[Case]
) -> Iterator[tuple[float, Any, Any]]:
    """Those much alike, with how much. Where very many are left over, only those that say the very same."""
    kept = {each.id for each in old} & {each.id for each in new}
    gone = [(each, _told(each)) for each in old if each.id not in kept]
    came = [(each, _told(each)) for each in new if each.id not in kept]
    said = {words: each for each, words in gone}
    same = [(said[words], each) for each, words in came if words in said]
    yield from ((1.0, one, other) for one, other in same if _of_one_kind(one, other))
    settled = {each.id for pair in same for each in pair}
    rest, others = ([each for each in side if each[0].id not in settled] for side in (gone, came))
    if len(rest) * len(others) <= _MOST_COMPARED:
        for one, before in rest:
            for other, after in others:
                share = alike(before, after)
                if share > _ALIKE and _of_one_kind(one, other):
                    yield share, one, other


def _with_new_options(old: Bank, new: Bank) -> Iterator[tuple[float, Any, Any]]:
    for question in new.questions:
        before = old.question(question.id)
        if before and any(
            each != id for names in names_of_parts(before, question) for id, each in names.items()
        ):
            yield alike(_told(before), _told(question)), before, question


def _of_one_kind(one: Any, other: Any) -> bool:
    return getattr(one, "kind", "") == getattr(other, "kind", "")


def _told(thing: Frozen) -> frozenset[str]:
    return frozenset(word for each in words_of(thing, "x").values() for word in words(_flat(each)))


def _flat(said: str | tuple[str, ...]) -> str:
    return said if isinstance(said, str) else " ".join(said)


def names_of_parts(gone: Question | Case, came: Question | Case) -> Names:
    """By likeness of their words. Steps and choices of a case keep the ids that they have."""
    if isinstance(gone, Case) or isinstance(came, Case):
        return Names({}, {})
    before, after = list(_parts(gone)), list(_parts(came))
    (parts, boxes), (new_parts, new_boxes) = _boxes_apart(before), _boxes_apart(after)
    same = gone.id == came.id
    return Names(_named(parts, new_parts, same), _named(boxes, new_boxes, same))


_Fielded = list[tuple[str, Any]]


def _boxes_apart(parts: _Fielded) -> tuple[_Fielded, _Fielded]:
    return [each for each in parts if each[0] != "boxes"], [each for each in parts if each[0] == "boxes"]


def _named(before: _Fielded, after: _Fielded, same: bool) -> dict[str, str]:
    """`same`: parts of one thing, of which those keep their ids that have them still."""
    kept = {part.id for _, part in before} & {part.id for _, part in after} if same else set()
    pairs = sorted(
        (-_share(one.text, other.text), one.id, other.id)
        for field, one in before
        for where, other in after
        if field == where and not {one.id, other.id} & kept
    )
    names: dict[str, str] = {id: id for id in kept}
    for unlike, old, new in pairs:
        if -unlike > _PART_ALIKE and new not in names and old not in names.values():
            names[new] = old
    used = {part.id for _, part in before}
    free = _free({*used, *(part.id for _, part in after)})
    return {part.id: names.get(part.id) or (next(free) if part.id in used else part.id) for _, part in after}


def _share(one: str, other: str) -> float:
    same = one.split() == other.split()
    return 1.0 if same else alike(frozenset(words(one)), frozenset(words(other)))


def _free(taken: set[str]) -> Iterator[str]:
    """Letters after the last one taken, then letters with a number."""
    last = max((id for id in taken if len(id) == 1), default="")
    yield from (letter for letter in ascii_lowercase if letter > last)
    numbered = (f"{letter}{number}" for number in range(1, 1_000) for letter in ascii_lowercase)
    yield from (id for id in numbered if id not in taken)
