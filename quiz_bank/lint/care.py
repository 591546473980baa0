"""Rules of care: for the real child, for readers, for families and staff."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from quiz_bank.bank import Case, Lesson
from quiz_bank.lint.language import as_said, sentences
from quiz_bank.lint.problem import Context, Problem, Words
from quiz_bank.question import Question

_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_TRACE = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH},? (?:19|20)\d\d\b"
    rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?, (?:19|20)\d\d\b"
    r"|(?<![\d/.-])\d{1,2}([/.])\d{1,2}\1(?:19|20)\d\d(?![\d/])"
    r"|\b(?-i:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})\b"
    r"|(?<![\w+-])(?:0|\+44[ ]?)\d{2,4} \d{3,4} ?\d{3,4}(?![\w-])"
    r"|\b\d{1,3}[a-z]? (?-i:(?:[A-Z][a-z]+ ){1,2}(?:Street|Road|Lane|Avenue|Close|Drive|Crescent|Terrace))\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_SOMEBODY = re.compile(
    r"\b(she|he|they|her|his|him|them|child|children|boy|girl|baby|mother|mum|father|dad|parents?|carers?|family"
    r"|families|patients?|pupils?|colleagues?|staff|workers?|nurses?|doctors?|teachers?|managers?|practitioners?"
    r"|professionals?|police|school|agency|agencies|council|authority|authorities|services)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def _any_of(names: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds them in a text as it is said, and what each is called in the list."""
    said = {as_said(name).strip(): name for name in names}
    longest_first = sorted(map(re.escape, filter(None, said)), key=len, reverse=True)
    return re.compile(f" ({'|'.join(longest_first) or '(?!)'})(?= )"), said


def _first(names: tuple[str, ...], texts: Iterable[str]) -> str | None:
    pattern, said = _any_of(names)
    return next((said[found[1]] for text in texts if (found := pattern.search(as_said(text)))), None)


def _texts(case: Case) -> Iterator[str]:
    yield case.text
    for step in case.steps:
        yield step.text
        for choice in step.choices:
            yield from (choice.text, choice.feedback, choice.coach)


def real_name_in_question(question: Question, context: Context) -> Iterator[Problem]:
    """A lesson with facts tells the real case, and its questions name it rightly; what is asked may name a service."""
    lesson = context.bank.lesson(question.lesson)
    if lesson is None or not lesson.facts:
        yield from _real(context.words, sentences(question.text)[:-1], question.id, f"{question.id}:text")


def real_name_in_case(case: Case, context: Context) -> Iterator[Problem]:
    yield from _real(context.words, _texts(case), case.id, case.id)


def _real(words: Words, texts: Iterable[str], owner: str, where: str) -> Iterator[Problem]:
    name = _first(words.real, texts)
    if name:
        what = f'"{name}" is real and stands in a made-up scenario.'
        yield Problem("S01", "warning", owner, where, what, "Use an invented name.")


def hard_word_in_question(question: Question, context: Context) -> Iterator[Problem]:
    if not question.note:
        texts = [question.text]
        for option in question.parts():
            texts += (option.text, option.feedback)
        yield from _hard(context.words, texts, question.id, f"{question.id}:text")


def hard_word_in_lesson(lesson: Lesson, context: Context) -> Iterator[Problem]:
    if not lesson.note:
        yield from _hard(context.words, [lesson.text], lesson.id, lesson.id)


def hard_word_in_case(case: Case, context: Context) -> Iterator[Problem]:
    if not case.note:
        yield from _hard(context.words, _texts(case), case.id, case.id)


def _hard(words: Words, texts: Iterable[str], owner: str, where: str) -> Iterator[Problem]:
    word = _first(words.hard, texts)
    if word:
        what = f'"{word}" may distress some readers and there is no content note.'
        remedy = 'Add "note:" with a short, calm line about what is coming, or use a gentler word.'
        yield Problem("S02", "warning", owner, where, what, remedy)


def blame_in_question(question: Question, context: Context) -> Iterator[Problem]:
    """A wrong option may hold a view that its feedback then answers."""
    right = question.right_ids()
    texts = [question.text, question.why, *(option.feedback for option in question.parts())]
    texts += (option.text for option in question.shown() if option.id in right)
    yield from _blame(context.words, texts, question.id, f"{question.id}:text")


def blame_in_lesson(lesson: Lesson, context: Context) -> Iterator[Problem]:
    yield from _blame(context.words, [lesson.text], lesson.id, lesson.id)


def blame_in_case(case: Case, context: Context) -> Iterator[Problem]:
    texts = [case.text]
    for step in case.steps:
        texts.append(step.text)
        for choice in step.choices:
            texts += (choice.feedback, choice.coach, choice.text if choice.worth == "best" else "")
    yield from _blame(context.words, texts, case.id, case.id)


def _blame(words: Words, texts: Iterable[str], owner: str, where: str) -> Iterator[Problem]:
    """Machines and files fail too; that blames nobody."""
    every = list(texts)
    word = _first(words.blame, every)
    if word and word.startswith("fail"):
        things = tuple(each for each in words.blame if not each.startswith("fail"))
        found = (_first(words.blame if _SOMEBODY.search(text) else things, [text]) for text in every)
        word = next(filter(None, found), None)
    if word:
        what = f'"{word}" puts blame on a person, and seems plain only in hindsight.'
        yield Problem("S04", "warning", owner, where, what, "Say what happened instead.")


def traces_in_question(question: Question, context: Context) -> Iterator[Problem]:
    """Facts of a real case may have a date, as they are published."""
    lesson = context.bank.lesson(question.lesson)
    if lesson is None or not lesson.facts:
        yield from _traces([question.text], question.id, f"{question.id}:text")


def traces_in_case(case: Case, context: Context) -> Iterator[Problem]:
    yield from _traces(_texts(case), case.id, case.id)


def _traces(texts: Iterable[str], owner: str, where: str) -> Iterator[Problem]:
    """A whole date, an address or a number, where the text tells of somebody."""
    for text in texts:
        trace = _TRACE.search(text) if _DIGIT.search(text) else None
        if trace and _SOMEBODY.search(text):
            what = f'"{trace[0]}" could show who a real person is, if this is from a real case.'
            remedy = "Make it less exact, such as a month or a kind of place."
            yield Problem("S05", "warning", owner, where, what, remedy)
            return
