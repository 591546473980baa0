"""Rules of care: for the real child, for readers, for families and staff."""

from collections.abc import Iterable, Iterator

from quiz_bank.bank import Case, Lesson
from quiz_bank.lint.language import as_said, sentences
from quiz_bank.lint.problem import Context, Problem, Words
from quiz_bank.question import Question


def _first(names: tuple[str, ...], texts: Iterable[str]) -> str | None:
    phrases = [(name, as_said(name)) for name in names]
    return next((name for text in texts for name, phrase in phrases if phrase in as_said(text)), None)


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
    word = _first(words.blame, texts)
    if word:
        what = f'"{word}" puts blame on a person, and seems plain only in hindsight.'
        yield Problem("S04", "warning", owner, where, what, "Say what happened instead.")
