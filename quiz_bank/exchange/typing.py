"""Typed answers, as other formats have them: words, and numbers with a tolerance."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from quiz_bank.exchange.incoming import Incoming, LeftOut, letters
from quiz_bank.kinds.typed import Answer, TypedQuestion, folded

ANYTHING = "*"
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?")
_TOLERANT = re.compile(r"(\S+) \+- (\S+)")
_ALL = 99.99


@dataclass(frozen=True)
class Said:
    """`text`: as one of our answers, `12 +- 0.5`; `weight`: per cent of the mark."""

    text: str
    feedback: str
    weight: float


def number(middle: str, around: str = "") -> str:
    """A number with its tolerance as our text writes it. Raises LeftOut."""
    if middle.strip() == ANYTHING:
        return ANYTHING
    sides = [_decimal(each) for each in (middle, around or "0")]
    return f"{sides[0]} +- {sides[1]}" if Decimal(sides[1]) else sides[0]


def between(low: str, high: str) -> str:
    """From one number to another, as a number with its tolerance."""
    least, most = Decimal(_decimal(low)), Decimal(_decimal(high))
    return number(str((least + most) / 2), str(abs(most - least) / 2))


def _decimal(text: str) -> str:
    try:
        told = f"{Decimal(text.strip()):f}"
    except (InvalidOperation, ValueError):
        told = ""
    if not _PLAIN_NUMBER.fullmatch(told):
        raise LeftOut(f'"{text.strip()[:20]}" is no number that can be held here.', "Write it as 12 or 12.5.")
    return told.rstrip("0").rstrip(".") if "." in told else told


def word(text: str) -> str:
    """A word as others write it, where a star stands for anything and `\\*` for a star. Raises LeftOut."""
    if text.strip() == ANYTHING:
        return ANYTHING
    if re.search(r"(?<!\\)\*", text):
        raise LeftOut("a star inside an answer stands for any letters there.", "Write each answer out.")
    return re.sub(r"\s*\n\s*", " ", text.replace("\\*", "*")).strip()


def typed(incoming: Incoming, line: int, said: list[Said]) -> dict[str, Any]:
    """The fields of a typed question; raises LeftOut where nothing is right."""
    kept: dict[str, Said] = {}
    for each in said:
        if not each.text:
            raise LeftOut("one of its answers has no words.", "Write some, or take the answer out.")
        if kept.setdefault(folded(each.text), each) is not each:
            what = f'"{each.text[:30]}" stands among the answers twice; capitals and accents make no difference here.'
            incoming.inform("X03", line, what, "Check that this is what you want.")
    every = list(kept.values())
    if any(each.text == ANYTHING and each.weight > 0 for each in every):
        raise LeftOut("anything that is written would be right.")
    if not any(each.weight > _ALL for each in every):
        raise LeftOut("none of its answers is right.", "Mark the right one.")
    if any(0 < each.weight <= _ALL for each in every):
        what = "An answer of this question counts in part; here only those that are wholly right count."
        incoming.warn("X03", line, what, "Check that this is what you want.")
    answers = zip(letters(len(every)), every, strict=True)
    return {
        "kind": "typed",
        "answers": tuple(
            Answer(id=id, text=each.text, right=each.weight > _ALL, feedback=each.feedback)
            for id, each in answers
        ),
    }


def numbers_of(question: TypedQuestion) -> list[tuple[str, str]] | None:
    """Number and tolerance of each answer, where all are numbers as others write them, or a star."""
    found = []
    for answer in question.answers:
        tolerant = _TOLERANT.fullmatch(answer.text)
        middle, around = (tolerant[1], tolerant[2]) if tolerant else (answer.text, "0")
        if answer.text != ANYTHING and not _is_number(answer.text, middle, around):
            return None
        found.append((middle, around))
    return found if any(middle != ANYTHING for middle, _ in found) else None


def _is_number(text: str, middle: str, around: str) -> bool:
    """Whether it comes back as it is written."""
    return all(_PLAIN_NUMBER.fullmatch(each) for each in (middle, around)) and number(middle, around) == text


def words_of(question: TypedQuestion) -> list[str] | None:
    """The words of each answer, with a backslash before stars; None where one is a number with a tolerance."""
    if any(_TOLERANT.fullmatch(answer.text) for answer in question.answers):
        return None
    return [each.text if each.is_anything else each.text.replace("*", "\\*") for each in question.answers]
