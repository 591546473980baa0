"""The rule on short forms: whoever is new here should learn what the letters stand for."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from quiz_bank.bank import Bank, Case, Lesson
from quiz_bank.lint.problem import Context, Problem
from quiz_bank.question import Question

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`]*`|\{\{.*?\}\}|\]\([^()]*\)", re.DOTALL)
_SHORT = re.compile(r"(?<![\w.&/#'’-])[A-Z][A-Z&]{0,4}[A-Z](?=s?(?![\w&/#-]|\.\w))")
_SHOUTED = re.compile(r"\b[A-Z]{2,}(?:[\s,;:!?-]+[A-Z]{2,})+\b")
_TWO_CAPITALS = re.compile("[A-Z][A-Z&]")
_NUMERAL = re.compile(r"[IVXLCM]+")
_TOLD = re.compile(r"\(([A-Z][A-Z&]+)s?\)|\b([A-Z][A-Z&]+)s? (?:\(|stands? for\b|means\b|is short for\b)")
_SMALL = re.compile(r"\b[a-z]+\b")
_NAME = re.compile(r"\b[A-Z][a-z]+(?:[ -](?:(?:of|and|the|for|to|in|at|on|with) )*[A-Z][a-z]+)+")
_INITIAL = re.compile(r"[A-Z]")


def short_form_not_told(context: Context) -> Iterator[Problem]:
    """One finding for each, where it first stands. What is spelt out anywhere in the bank is told.

    Whether readers know it anyway only an author can say, so it is information.
    """
    found = list(_short_forms(context.bank))
    if not found:
        return
    every = [text for _, texts in _texts(context.bank) for text in texts]
    told = {*context.words.known, *_spelt_out(every)}
    small = {word for text in every for word in _SMALL.findall(text)}
    for thing, short in found:
        if short in told or short.lower() in small or _NUMERAL.fullmatch(short):
            continue
        told.add(short)
        what = f'"{short}" is spelt out nowhere in this course.'
        remedy = f'Write it in full the first time, with "({short})" after it.'
        yield Problem("W18", "information", thing.id, thing.id, what, remedy)


def _short_forms(bank: Bank) -> Iterator[tuple[Question | Lesson | Case, str]]:
    for thing, texts in _texts(bank):
        for text in texts:
            if _TWO_CAPITALS.search(text):
                plain = _SHOUTED.sub(" ", _CODE.sub(" ", text))
                yield from ((thing, short) for short in _SHORT.findall(plain))


def _texts(bank: Bank) -> Iterator[tuple[Question | Lesson | Case, list[str]]]:
    """What learners read of each thing, the lessons first, as they are read first."""
    for lesson in bank.lessons:
        yield lesson, [lesson.title, lesson.text, *lesson.atoms.values()]
    for question in bank.questions:
        parts = [text for option in question.parts() for text in (option.text, option.feedback)]
        yield question, [question.text, *parts, question.why]
    for case in bank.cases:
        steps = [text for step in case.steps for text in (step.title, step.text)]
        choices = [choice for step in case.steps for choice in step.choices]
        yield case, [case.text, *steps, *(f"{each.text} {each.feedback} {each.coach}" for each in choices)]


def _spelt_out(texts: Iterable[str]) -> Iterator[str]:
    """Short forms in brackets or before them, and the initials of every run of words with capitals."""
    names: Counter[str] = Counter()
    for text in texts:
        for match in _TOLD.finditer(text):
            yield match[1] or match[2]
        names.update(_NAME.findall(text))
    for name in names:
        initials = "".join(_INITIAL.findall(name))
        for start in range(len(initials) - 1):
            yield from (initials[start:stop] for stop in range(start + 2, min(start + 6, len(initials)) + 1))
