"""Rules that only the whole bank can break."""

import re
from collections import Counter
from collections.abc import Iterator
from math import ceil

from quiz_bank.findings import listed
from quiz_bank.guessing import ENOUGH_TO_JUDGE, MOST_TIMES, ghosts
from quiz_bank.lint.language import alike, plain, same_but_for_additions, words
from quiz_bank.lint.problem import Context, Problem
from quiz_bank.question import Question

_ENOUGH_TO_JUDGE = 10
_ENOUGH_IN_PLACE = 4
_HALF = 0.5
_TOO_ALIKE = 0.8
_SHARED = 3
_MOST_NAMED = 8
_CODE_SPAN = re.compile(r"`[^`]+`")


def _is_longest(question: Question) -> bool:
    right = question.right_ids()
    lengths = {option.id: len(plain(option.text)) for option in question.shown()}
    top = max(lengths.values(), default=0)
    return [id for id, length in lengths.items() if length == top] == list(right)


def longest_is_mostly_right(context: Context) -> Iterator[Problem]:
    singles = [question for question in context.bank.questions if len(question.right_ids()) == 1]
    longest = sum(_is_longest(question) for question in singles)
    if len(singles) >= _ENOUGH_TO_JUDGE and longest > _HALF * len(singles):
        what = (
            f"In {longest} of {len(singles)} questions the right answer is the longest, so people can guess."
        )
        yield Problem(
            "W03", "warning", "", "", what, "Shorten right answers, or give wrong ones as much detail."
        )


def a_habit_scores(context: Context) -> Iterator[Problem]:
    """Whoever has read nothing should do no better than a guess, whatever they are used to picking."""
    for audience in context.bank.audiences:
        part = context.bank.meant_for(audience)
        if sum(each.drawable and each.use in ("check", "both") for each in part.questions) < ENOUGH_TO_JUDGE:
            continue
        for ghost in ghosts(part):
            if ghost.times > MOST_TIMES:
                who = f" for {audience}" if audience else ""
                what = f"Whoever picks {ghost.habit} gets {ghost.times:.2f} times as many right as a guesser{who}."
                remedy = f"Change what is right in some of these: {listed(ghost.given_away, _MOST_NAMED)}."
                yield Problem("W25", "warning", "", "", what, remedy)


def right_in_one_place(context: Context) -> Iterator[Problem]:
    """Where options are shuffled, no place gives anything away."""
    fixed = [each for each in context.bank.questions if not each.shuffle and len(each.right_ids()) == 1]
    places = Counter(
        index
        for question in fixed
        for index, option in enumerate(question.shown(), 1)
        if option.id in question.right_ids()
    )
    if len(fixed) >= _ENOUGH_IN_PLACE:
        place, count = places.most_common(1)[0]
        if count > _HALF * len(fixed):
            what = f"In {count} of {len(fixed)} questions that are not shuffled, option {place} is right."
            remedy = 'Take out "shuffle: no" where the order does not matter.'
            yield Problem("W11", "warning", "", "", what, remedy)


def _bag(question: Question) -> frozenset[str]:
    every = set(words(question.text))
    for option in question.parts():
        every.update(words(option.text))
    return frozenset(every)


def _ask_the_same(one: Question, other: Question) -> bool:
    """Questions of a series have their options in common, and each asks something else with another answer."""
    right, too = _right_words(one), _right_words(other)
    if not right or not too:
        return True
    code, other_code = (set(_CODE_SPAN.findall(each.text)) for each in (one, other))
    if code and other_code and code != other_code:
        return False
    return alike(right, too) > _TOO_ALIKE or same_but_for_additions(one.text, other.text)


def _right_words(question: Question) -> frozenset[str]:
    right = question.right_ids()
    told = [option.text for option in question.shown() if option.id in right]
    return frozenset(word for text in told for word in words(text) or text.split())


def questions_alike(context: Context) -> Iterator[Problem]:
    """Questions that share most words share three of their rarest, so only those that do are compared."""
    every = {question.id: question for question in context.bank.questions}
    bags = {id: _bag(question) for id, question in every.items()}
    counts = Counter(word for bag in bags.values() for word in bag)
    met: dict[str, list[str]] = {}
    for id, bag in bags.items():
        most = ceil(_TOO_ALIKE * len(bag))
        shared = min(_SHARED, most)
        telling = sorted(bag, key=lambda word: (counts[word], word))[: len(bag) - most + shared]
        near = Counter(other for word in telling for other in met.get(word, ()))
        likely = (other for other, count in near.items() if count >= shared)
        close = (other for other in likely if alike(bag, bags[other]) > _TOO_ALIKE)
        twin = next((other for other in close if _ask_the_same(every[id], every[other])), None)
        if twin:
            what = f"This question says nearly the same as {twin}."
            yield Problem("W13", "warning", id, id, what, "Change its situation, or take one of them out.")
        for word in telling:
            met.setdefault(word, []).append(id)
