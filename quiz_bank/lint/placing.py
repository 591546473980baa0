"""Rules on what is put in order, matched, sorted or typed."""

from collections.abc import Iterator

from quiz_bank.kinds.match import MatchQuestion
from quiz_bank.kinds.order import OrderQuestion
from quiz_bank.kinds.sort import SortQuestion
from quiz_bank.kinds.typed import TypedQuestion
from quiz_bank.lint.language import quoted
from quiz_bank.lint.problem import Context, Problem
from quiz_bank.question import Question

_FEWEST_STEPS = 3


def few_steps(question: Question, context: Context) -> Iterator[Problem]:
    if isinstance(question, OrderQuestion) and len(question.steps) < _FEWEST_STEPS:
        what = f"There are {len(question.steps)} steps, so half of all guesses are right."
        yield Problem("W21", "warning", question.id, question.id, what, "Add a step, or ask for one choice.")


def nothing_to_spare(question: Question, context: Context) -> Iterator[Problem]:
    """Where every line on the right fits once, the last pair is told by the others."""
    if not isinstance(question, MatchQuestion):
        return
    used = set(question.right.values())
    if len(used) == len(question.rights) == len(question.lefts):
        what = "Every line on the right fits one on the left, so the last pair needs no knowledge."
        remedy = 'Add a spare one: "- => something that fits none of them".'
        yield Problem("W22", "warning", question.id, question.id, what, remedy)


def empty_box(question: Question, context: Context) -> Iterator[Problem]:
    if not isinstance(question, SortQuestion):
        return
    for box in question.boxes:
        if box.id not in question.right.values():
            what = f"No card belongs in the box {quoted(box.text)}."
            remedy = "Add a card for it, take the box out, or accept this if an empty box is what it tests."
            yield Problem("W23", "warning", question.id, f"{question.id}:boxes", what, remedy)


def nothing_for_the_rest(question: Question, context: Context) -> Iterator[Problem]:
    """Whoever writes what nobody thought of is told something too."""
    if isinstance(question, TypedQuestion) and not any(answer.is_anything for answer in question.answers):
        what = "Whoever writes anything else is told nothing about it."
        remedy = 'Add "- [ ] = *" with feedback under it.'
        yield Problem("W24", "warning", question.id, question.id, what, remedy)
