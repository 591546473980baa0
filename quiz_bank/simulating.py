"""People who are not there: what they are asked over their tries, and how many of them pass."""

from collections import Counter
from collections.abc import Sequence
from random import Random

from quiz_bank.bank import Bank
from quiz_bank.drawing import Drawn, draw, draw_follow_up
from quiz_bank.guessing import chance
from quiz_bank.question import Frozen


class Drawing(Frozen):
    """What so many people were asked in three tries and a follow-up of each safety topic.

    `repeats`: how often somebody met a question twice. `most`: the question drawn most often, beside the average of
    its group; a question's group is the lessons it is drawn with, critical ones apart.
    """

    people: int
    asked: int
    repeats: int
    most: tuple[str, float]


def tries_of(bank: Bank, seed: str, tries: int = 3) -> tuple[tuple[Drawn, ...], ...]:
    """The papers of one person: each try, then a follow-up in every topic that has critical questions."""
    seen: dict[str, int] = {}
    papers = []
    for number in range(tries):
        papers.append(draw(bank, f"{seed}/{number}", seen))
        seen |= {each.question: number for each in papers[-1]}
    topics = [group.topic for group in bank.groups() if group.critical]
    papers.append(draw_follow_up(bank, topics, f"{seed}/follow-up", seen))
    return tuple(papers)


def drawing(bank: Bank, people: int) -> Drawing:
    times: Counter[str] = Counter()
    repeats = 0
    for person in range(people):
        met = [each.question for paper in tries_of(bank, f"person {person}") for each in paper]
        repeats += len(met) - len(set(met))
        times.update(met)
    return Drawing(people=people, asked=times.total(), repeats=repeats, most=_most(bank, times))


def _most(bank: Bank, times: Counter[str]) -> tuple[str, float]:
    groups: dict[tuple[str, bool], list[str]] = {}
    for question in bank.questions:
        group = bank.group_of(question)
        if group and question.drawable and question.use in ("check", "both"):
            groups.setdefault((group.topic, question.critical), []).append(question.id)
    shares = {
        id: times[id] * len(ids) / total
        for ids in groups.values()
        if (total := sum(times[each] for each in ids))
        for id in ids
    }
    top = max(shares, key=lambda id: shares[id])
    return top, shares[top]


def passing(bank: Bank, knows: Sequence[float], people: int = 2_000) -> dict[float, float]:
    """Share known of what is asked -> share of people who pass the first try, safety questions with it.

    Whoever does not know an answer guesses, with the chance that the kind of question gives.
    """
    rule = bank.pass_rule()
    chances = {each.id: chance(each) for each in bank.questions if each.drawable}
    critical = {each.id for each in bank.questions if each.critical}
    random, passed = Random(1), dict.fromkeys(knows, 0)
    for person in range(people):
        paper = [each.question for each in draw(bank, f"passing {person}")]
        luck = [(random.random(), random.random()) for _ in paper]
        for share in knows:
            right = [
                knowing < share or guessing < chances[id]
                for id, (knowing, guessing) in zip(paper, luck, strict=True)
            ]
            safe = all(ok for id, ok in zip(paper, right, strict=True) if id in critical)
            passed[share] += safe and sum(right) >= rule.right
    return {share: count / people for share, count in passed.items()}
