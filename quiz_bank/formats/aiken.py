"""Aiken: a question on a line, its options below, and the letter of the right one."""

import re

from quiz_bank.bank import Bank
from quiz_bank.exchange.incoming import (
    MOST_OPTIONS,
    Incoming,
    LeftOut,
    TooMuch,
    check_length,
    letters,
    lines_of,
    options,
)
from quiz_bank.exchange.losses import Loss, Losses, lost_of_course, lost_of_question
from quiz_bank.exchange.words import from_plain, to_plain
from quiz_bank.kinds.single import SingleQuestion
from quiz_bank.question import Question
from quiz_bank.reading import Reading

_OPTION = re.compile(r"([A-Z])[.)](?:[ \t]+(.*))?$", re.DOTALL)
_ANSWER = re.compile(r"ANSWER[ \t]*:[ \t]*(.*)", re.IGNORECASE | re.DOTALL)
_MOST_OPTIONS = 26


def read(text: str, file: str = "questions.txt") -> Reading:
    """Raises CannotRead; whatever else is wrong is a finding."""
    incoming = Incoming(file, "Aiken")
    asked = _Asked(incoming)
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in lines_of(clean):
        check_length(line, number)
        asked.take(number, line.strip())
    asked.end()
    return incoming.reading()


class _Asked:
    """The question that is being read."""

    def __init__(self, incoming: Incoming) -> None:
        self.incoming = incoming
        self._begin()

    def _begin(self) -> None:
        self.line = 0
        self.words: list[str] = []
        self.options: list[tuple[str, str]] = []

    def take(self, number: int, line: str) -> None:
        if not line:
            return
        self.line = self.line or number
        if max(len(self.words), len(self.options)) > MOST_OPTIONS:
            raise TooMuch(
                f"What begins on line {self.line} has more than {MOST_OPTIONS} lines. No question has."
            )
        option, answer = _OPTION.match(line), _ANSWER.match(line)
        if answer:
            self._ask(answer[1].strip().rstrip(".)").upper())
        elif option and (self.words or self.options):
            self.options.append((option[1], option[2] or ""))
        elif self.options:
            self._leave_out(
                "no line ANSWER: follows its options.", 'Write a line such as "ANSWER: B" below them.'
            )
            self.take(number, line)
        else:
            self.words.append(line)

    def end(self) -> None:
        if self.words or self.options:
            self._leave_out(
                "no line ANSWER: follows it.", 'Write its options, and a line such as "ANSWER: B".'
            )

    def _leave_out(self, why: str, remedy: str) -> None:
        self.incoming.leave_out(self.line, " ".join(self.words), LeftOut(why, remedy))
        self._begin()

    def _ask(self, letter: str) -> None:
        named = [each for each, _ in self.options]
        told = options((from_plain(text, one_line=True), "") for _, text in self.options)
        if len(told) < 2 or not self.words:
            return self._leave_out(
                "it needs a text and two options or more.", 'Begin options with "A. " and "B. ".'
            )
        if len(set(named)) < len(named):
            return self._leave_out(
                "two of its options have the same letter.", "Give each a letter of its own."
            )
        if letter not in named:
            return self._leave_out(
                f'"{letter[:20]}" is none of its letters.', f"Write one of: {', '.join(named)}."
            )
        words = " ".join(self.words)
        right = letters(len(named))[named.index(letter)]
        fields = {
            "kind": "single",
            "text": from_plain("\n".join(self.words)),
            "options": told,
            "right": right,
        }
        self.incoming.add(self.line, fields, words=words)
        return self._begin()


def write(bank: Bank) -> tuple[str, tuple[Loss, ...]]:
    """The text, and what it could not carry."""
    losses = Losses("Aiken")
    lost_of_course(bank, losses, lessons=False)
    parts = [told for question in bank.questions if (told := _question(question, losses))]
    return "\n\n".join(parts) + "\n", losses.found()


def _question(question: Question, losses: Losses) -> str:
    if not isinstance(question, SingleQuestion):
        losses.leave_out(f"no questions of the kind {question.kind}", question.id)
        return ""
    text = to_plain(question.text).lstrip("\ufeff").lstrip()
    if len(question.options) > _MOST_OPTIONS or not text or _OPTION.match(text) or _ANSWER.match(text):
        losses.leave_out(
            "no room for a text that looks like an option, nor for more than 26 options", question.id
        )
        return ""
    lost_of_question(question, losses, ())
    losses.lose("no ids", question.id)
    told = [(question.text, text), *((each.text, to_plain(each.text)) for each in question.options)]
    if any(from_plain(plain, one_line=True) != words for words, plain in told):
        losses.lose("no formatting and no paragraphs", question.id)
    named = {option.id: letter.upper() for option, letter in zip(question.options, letters(26), strict=False)}
    lines = [
        f"{named[each.id]}. {plain}".rstrip()
        for each, (_, plain) in zip(question.options, told[1:], strict=True)
    ]
    return "\n".join([text, *lines, f"ANSWER: {named[question.right]}"])
