"""Ghost candidates: what somebody would score who read nothing and had a habit, beside somebody who guesses."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import combinations, permutations
from math import comb
from typing import Any

from quiz_bank.bank import Bank
from quiz_bank.question import Frozen, Option, Question

MOST_TIMES = 1.1
"""A habit that scores more than this many times a guesser gives the questions away."""
ENOUGH_TO_JUDGE = 20
_MOST_STEPS = 7
_WORD = re.compile(r"\w{4,}")
_JOINING = re.compile(r"\b(?:and|both|as well as|together)\b", re.IGNORECASE)
_SMALL_WORDS = frozenset(
    "about after also been before both could each from have here just like more most much only other over said says "
    "some such tell than that their them then there these they this those want were what when where which while who "
    "will with would your yours".split()
)
_CAREFUL = (
    "agree", "ask", "both", "check", "child", "early", "explain", "find out", "listen", "may", "often", "plan",
    "safe", "see", "share", "talk", "tell", "together", "understand", "usually", "with", "write",
)  # fmt: skip


class Ghost(Frozen):
    """`right`: of the questions, how many; `times`: of what a guesser gets right on average.

    `given_away`: ids of the questions that it gets right without a guess, those first that are hardest to guess.
    """

    habit: str
    right: float
    times: float
    given_away: tuple[str, ...] = ()


Habit = Callable[[Question], Mapping[str, Any] | None]


def ghosts(bank: Bank) -> tuple[Ghost, ...]:
    """How each habit does over every question that the check may draw; the guesser comes first.

    Where a habit has nothing to say, its ghost guesses too.
    """
    asked = [each for each in bank.questions if each.drawable and each.use in ("check", "both")]
    guesser = sum(map(chance, asked))
    found = [Ghost(habit="guesses", right=guesser, times=1.0)]
    for name, habit in HABITS.items():
        given = [(question, answer := habit(question), _by_habit(question, answer)) for question in asked]
        right = sum(each for _, _, each in given)
        sure = [question for question, answer, each in given if answer is not None and each]
        found.append(
            Ghost(
                habit=name,
                right=right,
                times=right / guesser if guesser else 0.0,
                given_away=tuple(question.id for question in sorted(sure, key=chance)),
            )
        )
    return tuple(found)


def chance(question: Question) -> float:
    """How likely a blind guess is right: the share of right ones among all that can be given; 0 of what is typed."""
    shown = len(question.shown())
    places = len(question.places([option.id for option in question.shown()]))
    if question.kind == "order":
        return _in_order(shown, question.enough)
    if places:
        return _in_places(len(_rows(question)), places, question.enough)
    if question.field == "options":
        return _among(shown, len(question.right_ids()), _choose(question), question.enough)
    return 1 / shown if shown else 0.0


@cache
def _in_order(steps: int, enough: float) -> float:
    """As the kind marks: the share of pairs in the right order. Of long orders a guess is as good as none."""
    if steps > _MOST_STEPS:
        return 0.0
    pairs = list(combinations(range(steps), 2))
    tried = list(permutations(range(steps)))
    right = sum(
        sum(order.index(first) < order.index(second) for first, second in pairs) >= enough * len(pairs)
        for order in tried
    )
    return right / len(tried)


@cache
def _in_places(rows: int, places: int, enough: float) -> float:
    """Each row falls into any place."""
    hit = 1 / places
    return sum(
        comb(rows, right) * hit**right * (1 - hit) ** (rows - right)
        for right in range(rows + 1)
        if right >= enough * rows
    )


@cache
def _among(shown: int, right: int, choose: int, enough: float) -> float:
    """Any options, as many as are asked for; with nothing said, any that are not none."""
    tried = well = 0
    for hits in range(right + 1):
        for slips in range(shown - right + 1):
            if (hits + slips) != choose if choose else not hits + slips:
                continue
            ways = comb(right, hits) * comb(shown - right, slips)
            tried += ways
            well += ways * (max(0, hits - slips) >= enough * right)
    return well / tried if tried else 0.0


def _by_habit(question: Question, given: Mapping[str, Any] | None) -> float:
    return chance(question) if given is None else question.is_right(question.read(given))


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


def _every(question: Question) -> Mapping[str, Any] | None:
    """Where nothing says how many to choose."""
    ids = [option.id for option in question.shown()]
    return {"options": ids} if question.field == "options" and not _choose(question) else None


def _repeating(question: Question) -> Mapping[str, Any] | None:
    """The one with most of the question's own words."""
    asked = _told(question.text)
    return _alone_at_the_top(question, lambda option: len(asked & _told(option.text)))


def _joining(question: Question) -> Mapping[str, Any] | None:
    """The one that puts most things together."""
    return _alone_at_the_top(question, lambda option: len(_JOINING.findall(option.text)))


def _alone_at_the_top(question: Question, rank: Callable[[Option], int]) -> Mapping[str, Any] | None:
    """Where two rank equally high, the habit has nothing to say."""
    ranked = sorted(question.shown(), key=rank, reverse=True)
    if question.field != "option" or len(ranked) < 2 or rank(ranked[0]) == rank(ranked[1]):
        return None
    return _picks(question, ranked)


def _told(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) - _SMALL_WORDS


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
    "what repeats the question": _repeating,
    "what says and or both": _joining,
    "all of them": _every,
    **{f"always {letter}": _letter(letter) for letter in "abcd"},
    "all in the first place": _in_place(0),
    "all in the second place": _in_place(1),
    "all in the third place": _in_place(2),
}
