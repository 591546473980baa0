"""From a bank to rows of cells. Each row is read again: what does not come back as it was is named as a loss."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter

from quiz_bank.bank import Bank, Lesson
from quiz_bank.exchange.incoming import MOST_OPTIONS, LeftOut, letters
from quiz_bank.exchange.losses import Loss, Losses, lost_of_course, lost_of_question
from quiz_bank.exchange.xml import sound
from quiz_bank.formats.spreadsheet.answers import fields_of
from quiz_bank.formats.spreadsheet.headings import FEEDBACK, LETTERS, OPTION
from quiz_bank.formats.spreadsheet.rows import Row, named
from quiz_bank.formats.spreadsheet.sheets import LONGEST_CELL, clean, guarded
from quiz_bank.kinds import AnyQuestion
from quiz_bank.kinds.multiple import MultipleQuestion
from quiz_bank.kinds.notice import NoticeQuestion
from quiz_bank.kinds.order import OrderQuestion
from quiz_bank.kinds.reflect import ReflectQuestion
from quiz_bank.kinds.typed import TypedQuestion
from quiz_bank.placing import PlacingQuestion
from quiz_bank.question import Question

CARRIED = frozenset(
    "title lesson covers difficulty critical use audience note review shuffle enough why source accept remarks "
    "facts feedback choose checks".split()
)
_QUESTION: TypeAdapter[AnyQuestion] = TypeAdapter(AnyQuestion)
_ARROWS = ("=>", "->", "⇒", "→")
_MOST_PARTS = 1_000
Cells = dict[str, str]


@dataclass(frozen=True)
class Told:
    """Rows of lessons (id, title, text) and rows of questions by the keys of their columns."""

    lessons: list[Cells]
    questions: list[Cells]
    losses: tuple[Loss, ...]


def told(bank: Bank, format: str) -> Told:
    losses = Losses(format)
    lost_of_course(bank, losses, lessons=True)
    if bank.remarks:
        losses.lose("no author's notes on the course", bank.id or "the course")
    lessons = [_lesson(each, losses) for each in bank.lessons]
    rows = [row for each in bank.questions if (row := _question(each, losses))]
    return Told(lessons, rows, losses.found())


def _lesson(lesson: Lesson, losses: Losses) -> Cells:
    cells = _sound({"id": lesson.id, "title": lesson.title, "text": lesson.text}, lesson.id, losses)
    if not _fits(cells["text"]):
        losses.leave_out(f"no teaching text longer than {LONGEST_CELL} letters", lesson.id)
        cells["text"] = ""
    if " ".join(cells["title"].split()) != lesson.title or cells["text"] != cells["text"].strip():
        losses.lose("no odd spaces in the title and at the ends of the text of a lesson", lesson.id)
    if "](pictures/" in lesson.text:
        losses.lose("no pictures", lesson.id)
    return cells


def _sound(cells: Cells, id: str, losses: Losses) -> Cells:
    kept = {key: sound(words) for key, words in cells.items()}
    if kept != cells:
        losses.lose("no control characters", id)
    return kept


def _fits(words: str) -> bool:
    return len(words.encode("utf-16-le", "replace")) // 2 < LONGEST_CELL


def _question(question: Question, losses: Losses) -> Cells | None:
    if len(question.parts()) > MOST_OPTIONS:
        losses.leave_out(f"no questions with more than {MOST_OPTIONS} options", question.id)
        return None
    cells = {**_settings(question), **_answers(question)}
    cells = _sound({key: words for key, words in cells.items() if words}, question.id, losses)
    if not all(map(_fits, cells.values())):
        losses.leave_out(f"no cell of more than {LONGEST_CELL} letters", question.id)
        return None
    try:
        again = fields_of(Row(1, {key: clean(guarded(words, False)) for key, words in cells.items()}))
    except LeftOut as why:
        losses.leave_out(f"no row that says the same ({why.why.partition(': ')[2].rstrip('.')})", question.id)
        return None
    read_again = _QUESTION.validate_python({"id": question.id, "lesson": question.lesson, **again})
    for name in type(question).model_fields:
        if getattr(read_again, name, None) != getattr(question, name):
            losses.lose(f"no {_NO.get(name, f'odd spaces in the {name}')}", question.id)
    lost_of_question(question, losses, CARRIED)
    return cells


_NO = {
    "rights": "feedback on the right side of what is matched, and no | in it",
    "boxes": "| in the name of a box",
    "accept": "line breaks in a finding that is accepted",
    "remarks": "line breaks in an author's note",
    "checks": "line breaks in what to check by",
    "enough": "share of thousandths",
}


def _settings(question: Question) -> Cells:
    share = Fraction(question.enough).limit_denominator(_MOST_PARTS)
    return {
        "id": question.id,
        "lesson": question.lesson,
        "kind": question.kind,
        "title": question.title,
        "text": question.text,
        "why": question.why,
        "difficulty": str(question.difficulty) if question.difficulty != 2 else "",
        "critical": _critical(question),
        "covers": " ".join(question.covers),
        "use": question.use if question.use != "both" else "",
        "note": question.note,
        "source": question.source,
        "enough": f"{share.numerator} of {share.denominator}" if question.enough != 1.0 else "",
        "shuffle": "" if question.shuffle else "no",
        "audience": question.audience,
        "review": question.review,
        "accept": "\n".join(f"{each.code} {each.reason}" for each in question.accept),
        "remarks": "\n".join(question.remarks),
    }


def _critical(question: Question) -> str:
    """Yes, or the letters of what it rests on."""
    ids = [part.id for part in question.parts()]
    on = [LETTERS[ids.index(id)] for id in question.critical_on if id in ids]
    return ", ".join(on) or ("yes" if question.critical else "")


def _answers(question: Any) -> Cells:
    if isinstance(question, PlacingQuestion):
        return _pairs(question)
    if isinstance(question, ReflectQuestion):
        return {"model": question.model, "checks": "\n".join(question.checks)}
    if isinstance(question, NoticeQuestion):
        texts = [
            f"{each.text}\nwords: {', '.join(each.words)}" if each.words else each.text
            for each in question.things
        ]
        return _options(question, texts)
    right = _right(question)
    return _options(question, [part.text for part in question.parts()]) | {
        "right": ", ".join(LETTERS[at] for at, part in enumerate(question.parts()) if part.id in right),
        "choose": str(question.choose) if isinstance(question, MultipleQuestion) and question.choose else "",
    }


def _right(question: Question) -> frozenset[str]:
    if isinstance(question, TypedQuestion):
        return frozenset(each.id for each in question.answers if each.right)
    return frozenset() if isinstance(question, OrderQuestion) else question.right_ids()


def _options(question: Question, texts: Iterable[str]) -> Cells:
    """Options and feedback from the column A on, with a name where it is not the letter."""
    cells: Cells = {}
    for letter, part, text in zip(LETTERS, question.parts(), texts, strict=False):
        cells[OPTION + letter] = _with_name(text, part.id, letter.lower())
        cells[FEEDBACK + letter] = part.feedback
    return cells


def _with_name(text: str, id: str, usual: str, always: bool = False) -> str:
    """The words, and the name after them where it is no other's, or where words end as a name does."""
    return f"{text} {{#{id}}}" if always or id != usual or named(text)[1] else text


def _pairs(question: PlacingQuestion) -> Cells:
    """`row => place` in each option; the places in Boxes where the rows do not tell them all in their order."""
    rows, places = question.to_place(), question.to_choose_from()
    usual = dict(
        zip((each.id for each in places), letters(len(rows) + len(places))[len(rows) :], strict=True)
    )
    names = {each.id: _with_name(each.text, each.id, usual[each.id]) for each in places}
    boxes = question.kind == "sort" or list(names) != list(
        dict.fromkeys(question.right[each.id] for each in rows)
    )
    cells = {"boxes": " | ".join(names.values())} if boxes else {}
    for letter, row in zip(LETTERS, rows, strict=False):
        place = next(each for each in places if each.id == question.right[row.id])
        arrow = any(each in row.text + place.text for each in _ARROWS)
        left = _with_name(row.text, row.id, letter.lower(), always=arrow)
        cells[OPTION + letter] = (
            f"{left} => {place.text if boxes and not named(place.text)[1] else names[place.id]}"
        )
        cells[FEEDBACK + letter] = row.feedback
    return cells
