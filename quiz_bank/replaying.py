"""An attempt marked again from its record and the bank it was drawn from, and what differs."""

from collections.abc import Iterator, Mapping
from typing import Any

from quiz_bank.bank import Bank, PassRule
from quiz_bank.drawing import Drawn, PoolTooSmall, draw, draw_follow_up
from quiz_bank.findings import printable
from quiz_bank.formats.files import content_hash
from quiz_bank.formats.markdown import read
from quiz_bank.marking import Score, mark_all
from quiz_bank.question import Frozen, Unreadable
from quiz_bank.records import Record, RecordUnusable


class Replayed(Frozen):
    """`score`: what marking gives now. `differences`: from what the record says, in plain words."""

    score: Score
    differences: tuple[str, ...]


def replay(record: Record, files: Mapping[str, str]) -> Replayed:
    """Draw again, mark again, compare. Raises RecordUnusable where the bank is not the one of the record."""
    bank = _bank_of(record, files)
    given, unfit = _responses(bank, record)
    asked = [each.question for each in record.asked if bank.question(each.question)]
    score = mark_all(bank, asked, given, _rule(bank, record))
    every = (
        *_of_the_course(bank, record),
        *_of_the_draw(bank, record),
        *_of_the_numbers(record),
        *unfit,
        *_of_the_score(record, score),
    )
    return Replayed(score=score, differences=tuple(map(printable, every)))


def _bank_of(record: Record, files: Mapping[str, str]) -> Bank:
    """What the audience of the record is asked."""
    found = content_hash(files)
    if found != record.edition:
        raise RecordUnusable(
            f"This is not the edition that the record was made with. The record names {_short(record.edition)}, "
            f"these files are {_short(found)}. Bring the files of that edition, unchanged."
        )
    bank = read(files).bank
    if bank is None:
        raise RecordUnusable("These files hold no course. Run lint on them first.")
    if record.audience not in bank.audiences:
        raise RecordUnusable(f"This bank asks nothing of the audience “{_short(record.audience)}”.")
    return bank.meant_for(record.audience)


def _short(text: str) -> str:
    return printable(text[:12]) or "nothing"


def _rule(bank: Bank, record: Record) -> PassRule:
    """A follow-up is passed when all of it is right."""
    if record.purpose == "follow-up":
        return PassRule(right=len(record.asked), of=len(record.asked))
    return bank.pass_rule()


def _of_the_course(bank: Bank, record: Record) -> Iterator[str]:
    for name, said, found in (
        ("course", record.course, bank.id),
        ("version", record.version, bank.version),
    ):
        if said != found:
            yield f"The record names the {name} “{said}”, and the bank “{found}”."


def _of_the_draw(bank: Bank, record: Record) -> Iterator[str]:
    try:
        drawn = _drawn(bank, record)
    except PoolTooSmall as error:
        yield f"Nothing can be drawn from this bank: {error}."
        return
    if len(drawn) != len(record.asked):
        yield f"The record asks {len(record.asked)} questions, and its seed draws {len(drawn)}."
    for place, (said, found) in enumerate(zip(record.asked, drawn, strict=False), 1):
        if said.question != found.question:
            yield f"Question {place}: the record asks {said.question}, and its seed draws {found.question}."
        elif said.options != found.options:
            yield (
                f"Question {place}, {said.question}: the record shows {' '.join(said.options)}, "
                f"and its seed draws {' '.join(found.options)}."
            )


def _drawn(bank: Bank, record: Record) -> tuple[Drawn, ...]:
    if record.purpose == "follow-up":
        return draw_follow_up(bank, record.topics, record.seed, record.seen)
    return draw(bank, record.seed, record.seen)


def _of_the_numbers(record: Record) -> Iterator[str]:
    numbers: dict[str, list[int]] = {}
    for each in record.given:
        numbers.setdefault(each.question, []).append(each.number)
    asked = {each.question for each in record.asked}
    for question, found in numbers.items():
        if question not in asked:
            yield f"{question} is answered in the record and was not asked."
        if sorted(found) != list(range(1, len(found) + 1)):
            yield f"The responses to {question} are numbered {' '.join(map(str, found))}; some are missing or twice."


def _responses(bank: Bank, record: Record) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Question id -> the response that counts, and what cannot be marked, in words."""
    last = {each.question: each.response for each in sorted(record.given, key=lambda each: each.number)}
    unfit: list[str] = []
    for each in record.asked:
        question = bank.question(each.question)
        if question is None:
            unfit.append(f"{each.question} is not in this bank. It is left out of the marking.")
        elif each.question in last:
            try:
                question.read(last[each.question])
            except Unreadable:
                wanted = question.remedy()
                unfit.append(f"{each.question}: the response does not fit, and counts as none. {wanted}")
                del last[each.question]
    return last, unfit


def _of_the_score(record: Record, score: Score) -> Iterator[str]:
    if (record.right, record.of) != (score.right, score.of):
        yield (
            f"The record says {record.right} of {record.of} right, and marking gives {score.right} of {score.of}."
        )
    if set(record.critical_missed) != set(score.critical_missed):
        said, found = (" ".join(each) or "none" for each in (record.critical_missed, score.critical_missed))
        yield f"Critical questions missed: the record says {said}, and marking gives {found}."
    if record.passed != score.passed:
        said, found = ("passed" if each else "not passed" for each in (record.passed, score.passed))
        yield f"The record says {said}, and marking gives {found}."
