"""Rules on feedback: it says what a choice does, for whom it matters."""

import re
from collections.abc import Iterator

from quiz_bank.bank import Case
from quiz_bank.findings import Severity
from quiz_bank.lint.language import quoted, words
from quiz_bank.lint.problem import Context, Problem
from quiz_bank.question import Question

_JUDGING = frozenset(
    "a again almost answer are but bad best better choice correct exactly false good great idea incorrect indeed "
    "is it it's job no nope not of one option perfect poor quite right sorry that that's the think this true try "
    "unfortunately very well done wrong yes you your".split()
)
_MARKS = re.compile(r"[’]")


def _says_nothing(text: str) -> bool:
    said = words(_MARKS.sub("'", text))
    return bool(text.strip()) and all(word in _JUDGING for word in said)


def empty_feedback(question: Question, context: Context) -> Iterator[Problem]:
    for option in question.explained():
        if _says_nothing(option.feedback):
            yield _empty(question.id, f"{question.id}/{option.id}", option.feedback)


def empty_consequence(case: Case, context: Context) -> Iterator[Problem]:
    for step in case.steps:
        for choice in step.choices:
            if _says_nothing(choice.feedback):
                yield _empty(case.id, f"{case.id}/{step.id}/{choice.id}", choice.feedback)


def _empty(owner: str, where: str, feedback: str) -> Problem:
    what = f"The feedback {quoted(feedback)} does not help anyone learn."
    return Problem(
        "W08", "warning", owner, where, what, "Say what makes this a good or a weak choice, and for whom."
    )


_ADD = 'Under it, indent a line that starts with ">" and say why, in one or two sentences.'


_ADD_EACH = 'Under each, indent a line that starts with ">" and say why, in one or two sentences.'
_ADD_WHY = (
    'Write "why:" and one or two sentences below them, with an empty line between; or feedback under each.'
)


def no_feedback(question: Question, context: Context) -> Iterator[Problem]:
    """Where `why:` stands the learner is told something at least. Where nothing has any, that is said once."""
    explained = question.explained()
    bare = [option for option in explained if not option.feedback.strip()]
    severity: Severity = "warning" if question.why else "error"
    if len(bare) == len(explained) > 1:
        what = f"None of the {len(bare)} {'options' if question.right_ids() else 'lines'} here has feedback."
        yield Problem(
            "Q09", severity, question.id, question.id, what, _ADD_EACH if question.why else _ADD_WHY
        )
        return
    for option in bare:
        what = f"{quoted(option.text)} has no feedback."
        yield Problem("Q09", severity, question.id, f"{question.id}/{option.id}", what, _ADD)


def no_consequence(case: Case, context: Context) -> Iterator[Problem]:
    for step in case.steps:
        for choice in step.choices:
            if not choice.feedback.strip() and not choice.coach.strip():
                what = f"The choice {quoted(choice.text)} has no feedback."
                yield Problem("Q09", "error", case.id, f"{case.id}/{step.id}/{choice.id}", what, _ADD)


def critical_without_why(question: Question, context: Context) -> Iterator[Problem]:
    if question.critical and not question.why:
        what = 'This question is critical but has no "why:" line.'
        remedy = "Add one. Anyone who misses a critical question must see the reason."
        yield Problem("S03", "warning", question.id, question.id, what, remedy)
