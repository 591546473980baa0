"""A draft as a learner would meet it: the same frozen data as for learners, from no attempt, and nothing is kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from api import attempts
from api.assignments import LessonProgress
from api.attempts import Asked, Result, Walk, WalkedChoice
from api.contents import LessonPage
from api.drafts import Draft
from api.errors import NotFound, NotUnderstood
from api.tables import AttemptRow
from quiz_bank import Bank, Case, Drawn, Marked, Question, Step, Unreadable, filled

_CHECK = 1
"""The number of the attempt in the addresses of a preview. Walks have the number of their case."""


def bank_of(draft: Draft, facts: Mapping[str, str]) -> Bank:
    """As it reads where these local facts are set. Raises NotUnderstood while the text has no course."""
    bank = draft.checked.bank
    if bank is None:
        raise NotUnderstood(
            "The text has no course yet, so there is nothing to preview. Mend its errors first."
        )
    return filled(bank, facts)


def lesson(bank: Bank, lesson_id: str) -> LessonPage:
    """Raises NotFound."""
    found = bank.lesson(lesson_id)
    if found is None:
        raise NotFound("There is no such lesson in this draft.")
    return LessonPage(
        course_id=bank.id,
        course=bank.title,
        lesson=found,
        position=bank.lessons.index(found) + 1,
        of=len(bank.lessons),
        progress=LessonProgress(),
        next=None,
        approved=True,
        links=bank.links_in(found),
    )


def question(bank: Bank, question_id: str, at: datetime, given: Mapping[str, Any] | None = None) -> Asked:
    """Raises NotFound."""
    return attempts.asked_of(bank, _paper(bank, at), question_id, {}, given)


def feedback(bank: Bank, question_id: str, given: Mapping[str, Any], at: datetime) -> Result:
    """What a learner reads about one question once an answer is handed in and all may be told.

    Raises NotFound, and NotUnderstood as answering does.
    """
    asked = bank.question(question_id)
    if asked is None:
        raise NotFound("There is no such question in this draft.")
    paper = _paper(bank, at)
    answer = {name: value for name, value in given.items() if name != "follows"}
    try:
        response = asked.read(attempts.by_id(paper, asked, answer))
    except Unreadable as error:
        raise NotUnderstood(str(error), fields={"answer": str(error)}) from error
    right = asked.is_right(response)
    marked = Marked(
        question=asked.id,
        lesson=asked.lesson,
        critical=asked.critical,
        right=right,
        mark=asked.mark(response),
    )
    return Result(
        attempt=_CHECK,
        purpose="check",
        course_id=bank.id,
        course=bank.title,
        outcome="passed",
        right=int(right),
        total=1,
        needed=1,
        critical_missed=0,
        try_number=1,
        tries=1,
        handed_in_at=at,
        passed_on=None,
        valid_until=None,
        certificate=None,
        revisit=(),
        read_first=(),
        follow_up=None,
        questions=(attempts.reviewed(bank, paper, marked, response.model_dump(mode="json"), True),),
    )


def case_number(bank: Bank, case_id: str) -> int:
    """Raises NotFound."""
    found = bank.case(case_id)
    if found is None:
        raise NotFound("There is no such case in this draft.")
    return bank.cases.index(found) + 1


def walk(bank: Bank, number: int, step_id: str) -> Walk:
    """A walk through the case with this number, come to this step by the shortest way. Raises NotFound."""
    if not 1 <= number <= len(bank.cases):
        raise NotFound("There is no such case in this draft.")
    case = bank.cases[number - 1]
    here = case.step(step_id)
    if here is None:
        raise NotFound("There is no such step in this case.")
    way = _way_to(case, here)
    if way is None:
        raise NotFound("No choice leads to this step yet. Point one at it, or take the step out.")
    trail = tuple(
        WalkedChoice(place, step, step.choices[choice], True)
        for place, (step, choice) in enumerate(way, start=1)
    )
    return Walk(number, bank.id, bank.title, case, here, trail, here.end is not None)


def choose(walk: Walk, given: Mapping[str, Any]) -> WalkedChoice:
    """Raises NotUnderstood."""
    choice = walk.here.choice(str(given.get("option", "")))
    if choice is None:
        raise NotUnderstood("Choose what you would do.", fields={"answer": "Choose what you would do."})
    return WalkedChoice(len(walk.trail) + 1, walk.here, choice, True, attempts.dial_of(walk.here, given))


def _paper(bank: Bank, at: datetime) -> AttemptRow:
    """An attempt at every question of the bank, in the order of the text."""
    paper = [Drawn(question=each.id, options=_reversed(each)) for each in bank.questions]
    return attempts.unkept(paper, "", at)


def _reversed(question: Question) -> tuple[str, ...]:
    """What is shuffled stands the other way round, so that the author sees that its order is not the text's."""
    ids = tuple(option.id for option in question.shown())
    return ids[::-1] if question.shuffle else ids


def _way_to(case: Case, here: Step) -> list[tuple[Step, int]] | None:
    """The steps before one, each with the place of the choice that leads on; None where no way leads there."""
    ways: dict[str, list[tuple[Step, int]]] = {case.steps[0].id: []}
    for id in _reached(case):
        step = case.step(id)
        for place, choice in enumerate(step.choices if step else ()):
            if step and case.step(choice.to) and choice.to not in ways:
                ways[choice.to] = [*ways[id], (step, place)]
    return ways.get(here.id)


def _reached(case: Case) -> list[str]:
    """The ids of the steps that can be reached, those with the shortest way first."""
    order = [case.steps[0].id]
    for id in order:
        step = case.step(id)
        order += dict.fromkeys(
            choice.to
            for choice in (step.choices if step else ())
            if case.step(choice.to) and choice.to not in order
        )
    return order
