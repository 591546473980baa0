"""From the responses of an attempt to whether it passes."""

from collections.abc import Iterable, Mapping
from typing import Any

from quiz_bank.bank import Bank, PassRule
from quiz_bank.question import Frozen, Mark, Question


class Marked(Frozen):
    """One drawn question and what it earned; `mark` is None where nothing was given.

    `safe`: it is not critical, or that is right on which `critical` rests.
    """

    question: str
    lesson: str
    critical: bool
    right: bool
    mark: Mark | None
    safe: bool = True


class Score(Frozen):
    """`right` of `of`; `reached`: the pass mark is met; `critical_missed`: ids of critical questions not right."""

    right: int
    of: int
    reached: bool
    critical_missed: tuple[str, ...]
    marked: tuple[Marked, ...]

    @property
    def passed(self) -> bool:
        return self.reached and not self.critical_missed

    @property
    def lessons_missed(self) -> tuple[str, ...]:
        """Lessons with a question not right, in the order drawn, each once."""
        return tuple(dict.fromkeys(each.lesson for each in self.marked if not each.right))


def mark(question: Question, given: Mapping[str, Any]) -> Mark:
    """Mark one response as given. Raises Unreadable where it does not fit the question."""
    return question.mark(question.read(given))


def mark_all(
    bank: Bank, drawn: Iterable[str], given: Mapping[str, Mapping[str, Any]], rule: PassRule
) -> Score:
    """`drawn`: question ids; `given`: the last response to each, by question id."""
    marked = tuple(_marked(bank, id, given.get(id)) for id in drawn)
    right = sum(each.right for each in marked)
    return Score(
        right=right,
        of=len(marked),
        reached=right >= rule.right,
        critical_missed=tuple(each.question for each in marked if not each.safe),
        marked=marked,
    )


def _marked(bank: Bank, id: str, given: Mapping[str, Any] | None) -> Marked:
    question = bank.question(id)
    if question is None:
        raise KeyError(id)
    response = None if given is None else question.read(given)
    earned = None if response is None else question.mark(response)
    return Marked(
        question=id,
        lesson=question.lesson,
        critical=question.critical,
        right=response is not None and question.is_right(response),
        mark=earned,
        safe=not question.critical or (response is not None and question.is_safe(response)),
    )
