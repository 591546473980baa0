"""Which questions, in which order, from a seed. The same seed and history give the same paper anywhere."""

from collections.abc import Container, Iterable, Mapping
from hashlib import sha256

from quiz_bank.bank import Bank, DrawGroup
from quiz_bank.question import Frozen, Question

FOLLOW_UP = 2
"""Fresh critical questions for each topic of a follow-up."""


class Drawn(Frozen):
    """A question of a paper and the ids of its options in the order in which they are shown."""

    question: str
    options: tuple[str, ...]


class PoolTooSmall(ValueError):
    """A group of the blueprint asks for more questions than the bank holds."""


def draw(
    bank: Bank, seed: str, seen: Mapping[str, int] | None = None, audience: str = ""
) -> tuple[Drawn, ...]:
    """Draw a paper by the bank's blueprint.

    `seen`: question id -> when it was last met, as any number that grows with time. Unseen questions come
    first, then those met longest ago. Raises PoolTooSmall.
    """
    met, part = seen or {}, bank.meant_for(audience)
    picked: list[Question] = []
    for group in part.groups():
        drawable = pool(part, group)
        critical = [question for question in drawable if question.critical]
        others = [question for question in drawable if not question.critical]
        picked += _take(critical, group.critical, met, seed, group)
        picked += _take(others, group.take - group.critical, met, seed, group)
    return tuple(in_drawn_order(question, seed) for question in _shuffled(picked, seed, "order"))


def draw_follow_up(
    bank: Bank, topics: Iterable[str], seed: str, seen: Mapping[str, int], audience: str = ""
) -> tuple[Drawn, ...]:
    """Draw two critical questions for each topic (a blueprint group's `topic`) where one was missed."""
    wanted, part = set(topics), bank.meant_for(audience)
    picked: list[Question] = []
    for group in part.groups():
        if group.topic in wanted:
            critical = [question for question in pool(part, group) if question.critical]
            picked += _take(critical, FOLLOW_UP, seen, seed, group)
    return tuple(in_drawn_order(question, seed) for question in picked)


def draw_practice(bank: Bank, lesson: str, seed: str, without: Container[str] = ()) -> tuple[Drawn, ...]:
    """Every practice question of a lesson in the order of the text, but for some."""
    return _all_of(bank, lesson, ("practice", "both"), seed, without)


def draw_before(bank: Bank, lesson: str, seed: str) -> tuple[Drawn, ...]:
    """What is asked before a lesson is read, in the order of the text."""
    return _all_of(bank, lesson, ("before",), seed, ())


def _all_of(
    bank: Bank, lesson: str, uses: tuple[str, ...], seed: str, without: Container[str]
) -> tuple[Drawn, ...]:
    return tuple(
        in_drawn_order(question, seed)
        for question in bank.questions
        if question.lesson == lesson and question.use in uses and question.id not in without
    )


def pool(bank: Bank, group: DrawGroup) -> list[Question]:
    """The questions that a group can draw from."""
    among = bank.asked_of(group.lessons[0]) if len(group.lessons) == 1 else bank.questions
    return [
        question
        for question in among
        if question.lesson in group.lessons and question.drawable and question.use in ("check", "both")
    ]


def _take(
    among: list[Question], count: int, met: Mapping[str, int], seed: str, group: DrawGroup
) -> list[Question]:
    if len(among) < count:
        raise PoolTooSmall(f"{group.topic}: {count} asked for, {len(among)} there")
    by_chance = _shuffled(among, seed, "pick")
    return sorted(by_chance, key=lambda question: met.get(question.id, -1))[:count]


def in_drawn_order(question: Question, seed: str) -> Drawn:
    """A question as one paper shows it; where its author asks for it, in the order of the text."""
    ids = [option.id for option in question.shown()]
    if question.shuffle or question.ids_tell:
        ids.sort(key=lambda id: _chance(seed, question.id, id))
    return Drawn(question=question.id, options=tuple(ids))


def _shuffled(questions: list[Question], seed: str, purpose: str) -> list[Question]:
    return sorted(questions, key=lambda question: _chance(seed, purpose, question.id))


def _chance(*parts: str) -> bytes:
    return sha256("\x1f".join(parts).encode()).digest()
