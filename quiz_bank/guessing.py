"""Ghost candidates: what somebody would score who read nothing and had a habit, beside somebody who guesses."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, permutations, product
from math import prod
from typing import Any

from quiz_bank.bank import Bank
from quiz_bank.question import Frozen, Option, Question

MOST_TIMES = 1.1
"""A habit that scores more than this many times a guesser gives the questions away."""
ENOUGH_TO_JUDGE = 20
_MOST_TRIED = 50_000
_CAREFUL = (
    "agree", "ask", "both", "check", "child", "early", "explain", "find out", "listen", "may", "often", "plan",
    "safe", "see", "share", "talk", "tell", "together", "understand", "usually", "with", "write",
)  # fmt: skip


class Ghost(Frozen):
    """`right`: of the questions, how many; `times`: of what a guesser gets right on average."""

    habit: str
    right: float
    times: float


Habit = Callable[[Question], Mapping[str, Any] | None]


def ghosts(bank: Bank) -> tuple[Ghost, ...]:
    """How each habit does over every question that the check may draw; the guesser comes first.

    A question that a habit has nothing to say about is left open, so it is not right.
    """
    asked = [each for each in bank.questions if each.drawable and each.use in ("check", "both")]
    guesser = sum(map(chance, asked))
    found = [Ghost(habit="guesses", right=guesser, times=1.0)]
    for name, habit in HABITS.items():
        right = sum(_is_right(question, habit(question)) for question in asked)
        found.append(Ghost(habit=name, right=right, times=right / guesser if guesser else 0.0))
    return tuple(found)


def chance(question: Question) -> float:
    """How likely a blind guess is right: the share of right ones among all that can be given."""
    tried, right = 0, 0
    for given in _every(question):
        tried += 1
        right += _is_right(question, given)
        if tried > _MOST_TRIED:
            break
    return right / tried if tried else 0.0


def _is_right(question: Question, given: Mapping[str, Any] | None) -> bool:
    return given is not None and question.is_right(question.read(given))


def _every(question: Question) -> Iterator[Mapping[str, Any]]:
    """Every answer there is to give; none where words are typed."""
    shown = [option.id for option in question.shown()]
    rows, places = _rows(question), [place.id for place in question.places(shown)]
    if question.kind == "order":
        yield from ({"order": order} for order in permutations(shown))
    elif places:
        yield from ({"place": dict(zip(rows, chosen, strict=True))} for chosen in product(places, repeat=len(rows)))
    elif question.field == "options":
        counts = [_choose(question)] if _choose(question) else range(1, len(shown) + 1)
        yield from ({"options": picked} for count in counts for picked in combinations(shown, count))
    else:
        yield from ({"option": id} for id in shown)


def _rows(question: Question) -> list[str]:
    return list(question.placed(question.solved() or {}))


def _choose(question: Question) -> int:
    return getattr(question, "choose", None) or 0


def _picks(question: Question, ranked: Sequence[Option]) -> Mapping[str, Any] | None:
    """The first of them, as many as are asked for; two where nothing says how many."""
    ids = [option.id for option in ranked]
    if question.field == "options":
        return {"options": ids[: _choose(question) or 2]}
    return {"option": ids[0]} if question.field == "option" and ids else None


def _by(rank: Callable[[Option], float]) -> Habit:
    def habit(question: Question) -> Mapping[str, Any] | None:
        return _picks(question, sorted(question.shown(), key=rank, reverse=True))

    return habit


def _letter(letter: str) -> Habit:
    def habit(question: Question) -> Mapping[str, Any] | None:
        ids = [option.id for option in question.shown()]
        return {"option": letter} if question.field == "option" and letter in ids else None

    return habit


def _middling(question: Question) -> Mapping[str, Any] | None:
    ranked = sorted(question.shown(), key=lambda option: len(option.text))
    middle = len(ranked) // 2
    return _picks(question, [*ranked[middle:], *ranked[:middle]])


def _written(question: Question) -> Mapping[str, Any] | None:
    return _picks(question, question.shown())


def _in_place(at: int) -> Habit:
    def habit(question: Question) -> Mapping[str, Any] | None:
        places = question.places([option.id for option in question.shown()])
        if question.kind == "order" or at >= len(places):
            return None
        return {"place": dict.fromkeys(_rows(question), places[at].id)}

    return habit


def _careful(option: Option) -> float:
    said = option.text.casefold()
    return sum(said.count(word) for word in _CAREFUL)


HABITS: dict[str, Habit] = {
    "the longest": _by(lambda option: len(option.text)),
    "the shortest": _by(lambda option: -len(option.text)),
    "one of middling length": _middling,
    "the most careful-sounding": _by(_careful),
    "the first as written": _written,
    **{f"always {letter}": _letter(letter) for letter in "abcd"},
    "all in the first place": _in_place(0),
    "all in the second place": _in_place(1),
}
