"""The key of a question: what is right, why, and what is said to whoever chose otherwise."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from quiz_bank.printing.forms import Sheet, heading
from quiz_bank.printing.page import inline, joined, prose


class Line(NamedTuple):
    """One row or answer. `mark`: what it is called on paper, with what belongs beside it, where something does.

    `fits`: it is right by itself.
    """

    mark: str
    text: str
    fits: bool
    feedback: str


def key(sheet: Sheet) -> Markup:
    question, right = sheet.question, in_short(sheet)
    return joined(
        (
            heading(sheet),
            Markup('<p class="right">Right: {}</p>').format(inline(right)) if right else Markup(),
            Markup("<p>This must be right to pass.</p>") if question.critical else Markup(),
            what_is_right(sheet),
            Markup('<p class="id">{}, lesson {}</p>').format(question.id, question.lesson),
        )
    )


def what_is_right(sheet: Sheet) -> Markup:
    """Each option with its feedback, then why."""
    why = sheet.question.why
    return joined(
        (
            explained(tuple(_lines(sheet))),
            _beside(sheet),
            Markup('<div class="why">{}</div>').format(prose(why, 2)) if why else Markup(),
        )
    )


def in_short(sheet: Sheet) -> str:
    """“B”, “A, D”, “1 C, 2 A”, “B, A, C” for an order, or the answers that fit; "" where nothing is right or wrong."""
    marks, places, given = sheet.marks_of_rows(), sheet.marks_of_places(), _placed(sheet)
    if sheet.takes_numbers:
        return ", ".join(marks[id] for id in sorted(given, key=lambda id: int(given[id])))
    if given:
        return ", ".join(f"{mark} {places[given[id]]}" for id, mark in marks.items())
    if marks:
        return ", ".join(mark for id, mark in marks.items() if id in sheet.question.right_ids())
    return ", or ".join(each.text for each in sheet.question.in_key() if each.fits)


def _placed(sheet: Sheet) -> dict[str, str]:
    question, solved = sheet.question, sheet.question.solved()
    return {} if solved is None else question.placed(question.read(solved).model_dump())


def _lines(sheet: Sheet) -> Iterator[Line]:
    question, marks, places = sheet.question, sheet.marks_of_rows(), sheet.marks_of_places()
    given = _placed(sheet)
    if given:
        looked_at = question.look_back(question.read(question.solved() or {}), sheet.order)
        for each in looked_at:
            yield Line(f"{marks[each.id]} → {places[given[each.id]]}", each.text, False, each.feedback)
        return
    for row in sheet.rows:
        yield Line(marks[row.id], row.text, row.id in question.right_ids(), row.feedback)
    for answer in question.in_key():
        yield Line("", answer.text, bool(answer.fits), answer.feedback)


def explained(lines: tuple[Line, ...]) -> Markup:
    if not lines:
        return Markup()
    return Markup('<ul class="key">\n{}\n</ul>').format(joined(map(_explained, lines)))


def _explained(line: Line) -> Markup:
    return Markup('<li{}><span class="mark">{}</span> <div><p>{}{}</p>{}</div></li>').format(
        Markup(' class="fits"') if line.fits else "",
        line.mark,
        inline(line.text),
        Markup(' <span class="tag">Right</span>') if line.fits else "",
        prose(line.feedback, 2),
    )


def _beside(sheet: Sheet) -> Markup:
    """What words of one's own can be laid beside."""
    question = sheet.question
    if question.scored:
        return Markup()
    beside = question.compared(question.read({question.field: "..."}))
    if beside is None:
        return Markup()
    points = joined(Markup("<li>{}</li>").format(inline(point.text)) for point in beside.points)
    return joined(
        (
            Markup("<p><strong>One way to put it</strong></p>{}").format(prose(beside.model, 2))
            if beside.model
            else Markup(),
            Markup("<p><strong>What to look for</strong></p><ul>{}</ul>").format(points)
            if points
            else Markup(),
        )
    )
