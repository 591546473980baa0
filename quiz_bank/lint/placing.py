"""Rules on what is put in order, matched, sorted or typed."""

from collections.abc import Iterator

from quiz_bank.kinds.order import OrderQuestion
from quiz_bank.lint.problem import Context, Problem
from quiz_bank.question import Question

_FEWEST_STEPS = 3


def few_steps(question: Question, context: Context) -> Iterator[Problem]:
    if isinstance(question, OrderQuestion) and len(question.steps) < _FEWEST_STEPS:
        what = f"There are {len(question.steps)} steps, so half of all guesses are right."
        yield Problem("W21", "warning", question.id, question.id, what, "Add a step, or ask for one choice.")
