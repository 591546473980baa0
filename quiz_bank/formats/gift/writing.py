"""Writing GIFT: lessons as categories, their text as descriptions, every text as Markdown."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from quiz_bank.bank import Bank, Lesson
from quiz_bank.exchange.incoming import letters
from quiz_bank.exchange.losses import Loss, Losses, lost_of_course, lost_of_question
from quiz_bank.exchange.sides import two_sides
from quiz_bank.exchange.typing import numbers_of, words_of
from quiz_bank.formats.gift.scanning import escaped
from quiz_bank.kinds.multiple import MultipleQuestion
from quiz_bank.kinds.reflect import ReflectQuestion
from quiz_bank.kinds.single import SingleQuestion
from quiz_bank.kinds.typed import TypedQuestion
from quiz_bank.placing import PlacingQuestion
from quiz_bank.question import Option, Question

CARRIED = frozenset("title lesson why remarks feedback".split())
_TAG = re.compile(r"tag: ([^\x00-\x1f<>\[\]\\]*[^\s\x00-\x1f<>\[\]\\])")


def write(bank: Bank) -> tuple[str, tuple[Loss, ...]]:
    """The text, and what it could not carry."""
    losses = Losses("GIFT")
    lost_of_course(bank, losses, lessons=True, about=True)
    parts = [_described(bank.about)] if bank.about else []
    for lesson in bank.lessons:
        parts.append(_category(lesson))
        if lesson.text:
            parts.append(_described(lesson.text))
    current = bank.lessons[-1].id if bank.lessons else ""
    for question in bank.questions:
        lines = list(_question(question, losses))
        if lines and question.lesson != current:
            current = question.lesson
            parts.append(_category(bank.lesson(current)))
        if lines:
            parts.append("\n".join(lines))
    if bank.remarks:
        parts.append("\n".join(_notes(bank.remarks)))
    return "\n\n".join(parts) + "\n", losses.found()


def _category(lesson: Lesson | None) -> str:
    named = f"{lesson.id}: {_flat(lesson.title)}" if lesson else "$course$/top"
    return f"$CATEGORY: {named.replace('/', '//') if lesson else named}"


def _flat(text: str) -> str:
    return re.sub(r"[\r\n]+", " ", text)


def _described(text: str) -> str:
    return f"[markdown]{escaped(text)}"


def _notes(remarks: Iterable[str]) -> Iterator[str]:
    for remark in remarks:
        tag = _TAG.fullmatch(remark)
        yield f"// [tag:{tag[1]}]" if tag else f"// {remark}".rstrip()


def _question(question: Question, losses: Losses) -> Iterator[str]:
    lines = _answers(question, losses)
    if lines is None:
        losses.leave_out(f"no questions of the kind {question.kind}", question.id)
    if not lines:
        return
    lost_of_question(question, losses, CARRIED)
    if [part.id for part in question.parts()] != letters(len(question.parts())):
        losses.lose("no ids of options", question.id)
    if any("[id:" in remark or "[tag:" in remark for remark in question.remarks):
        losses.lose("author's notes in which [id: and [tag: mean something", question.id)
    yield f"// [id:{question.id}]"
    yield from _notes(question.remarks)
    yield f"::{escaped(_flat(question.title))}::[markdown]{escaped(question.text)} {{"
    yield from lines
    if question.why and isinstance(question, ReflectQuestion):
        losses.lose("no general feedback beside a model", question.id)
    elif question.why:
        yield f"\t####{_bracketed(escaped(question.why))}"
    yield "}"


def _answers(question: Any, losses: Losses) -> list[str] | None:
    if isinstance(question, SingleQuestion):
        return [_answer("=" if each.id == question.right else "~", each) for each in question.options]
    if isinstance(question, MultipleQuestion):
        share = f"{100 / len(question.right):.5f}".rstrip("0").rstrip(".")
        return [
            _answer(f"~%{'' if each.id in question.right else '-'}{share}%", each)
            for each in question.options
        ]
    if isinstance(question, PlacingQuestion):
        sides = two_sides(question, losses) or []
        if any("->" in left for left, _ in sides):
            losses.lose("no arrow in what is matched", question.id)
        return [
            f"\t={_side(left.replace('->', ESCAPED_ARROW))} -> {_side(right)}".rstrip()
            for left, right in sides
        ]
    if isinstance(question, TypedQuestion):
        return _typed(question, losses)
    if isinstance(question, ReflectQuestion):
        return [f"\t####{_bracketed(escaped(question.model))}"]
    return None


def _typed(question: TypedQuestion, losses: Losses) -> list[str]:
    numbers, words = numbers_of(question), words_of(question)
    if numbers:
        texts = [middle if around == "0" else f"{middle}:{around}" for middle, around in numbers]
    elif words and not all("->" in each for each in words):
        texts = list(map(escaped, words))
    else:
        losses.leave_out("no numbers with words beside them, and no arrows in all that is typed", question.id)
        return []
    lines = ["\t#"] if numbers else []
    for text, answer in zip(texts, question.answers, strict=True):
        weight = "" if answer.right and not text.startswith("%") else f"%{100 if answer.right else 0}%"
        lines.append(f"\t={weight}{text}{_told(answer.feedback)}")
    return lines


def _told(feedback: str) -> str:
    return f"#{_bracketed(escaped(feedback))}" if feedback else ""


ESCAPED_ARROW = "-\\>"


def _side(text: str) -> str:
    return _bracketed(escaped(text)) if text else ""


def _answer(mark: str, option: Option) -> str:
    return f"\t{mark}{_bracketed(escaped(option.text))}{_told(option.feedback)}"


def _bracketed(text: str) -> str:
    """A text that begins like a weight or the name of a format has that name before it."""
    return f"[markdown]{text}" if text.startswith(("[", "%")) else text
