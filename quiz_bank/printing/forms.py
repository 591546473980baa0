"""How a question stands on paper: boxes to tick, places to write a number or a letter in, lines to write on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from markupsafe import Markup

from quiz_bank.drawing import in_drawn_order
from quiz_bank.printing.page import inline, joined, prose
from quiz_bank.question import Option, Question, Scenario

LINES_FOR_A_WORD, LINES_FOR_ONES_OWN = 1, 6


@dataclass(frozen=True)
class Sheet:
    """A question with the number it has on paper; its options in an order of its own that stays the same."""

    number: int
    question: Question

    @property
    def order(self) -> tuple[str, ...]:
        return in_drawn_order(self.question, self.question.id).options

    @property
    def rows(self) -> tuple[Option, ...]:
        return self.question.rows(self.order)

    @property
    def places(self) -> tuple[Option, ...]:
        return self.question.places(self.order)

    @property
    def takes_numbers(self) -> bool:
        """Whether rows are given positions; what is written beside them then needs no list."""
        return bool(self.places) and all(place.id.isdecimal() for place in self.places)

    @property
    def takes_letters(self) -> bool:
        return bool(self.places) and not self.takes_numbers

    def marks_of_rows(self) -> dict[str, str]:
        """Row -> what it is called on paper: a number where letters are written beside it, else a letter."""
        ids = [row.id for row in self.rows]
        return {id: str(place) for place, id in enumerate(ids, 1)} if self.takes_letters else lettered(ids)

    def marks_of_places(self) -> dict[str, str]:
        ids = [place.id for place in self.places]
        return {id: id for id in ids} if self.takes_numbers else lettered(ids)


def lettered(ids: Sequence[str]) -> dict[str, str]:
    """Id -> A to Z, then AA, AB and so on."""
    return {id: _letter(place) for place, id in enumerate(ids)}


def _letter(place: int) -> str:
    before, last = divmod(place, len(ascii_uppercase))
    return (_letter(before - 1) if before else "") + ascii_uppercase[last]


def asked(sheet: Sheet) -> Markup:
    """Number, title, scene, what is asked and what to do, and where to do it."""
    return joined(
        (
            question_of(sheet),
            Markup('<p class="hint">{}</p>').format(_what_to_do(sheet)),
            to_fill_in(sheet),
        )
    )


def question_of(sheet: Sheet) -> Markup:
    return joined(
        (
            heading(sheet),
            told(sheet.question),
            Markup('<p class="asked">{}</p>').format(inline(sheet.question.asked)),
        )
    )


def heading(sheet: Sheet) -> Markup:
    return Markup('<h3><span class="number">{}.</span> {}</h3>').format(
        sheet.number, inline(sheet.question.title)
    )


def told(told: Scenario) -> Markup:
    """The content note, the dateline and the scene of a question or a step, where there are any."""
    note = getattr(told, "note", "")
    return joined(
        (
            warned(note),
            Markup('<p class="dateline">{}</p>').format(inline(told.dateline)) if told.dateline else Markup(),
            Markup('<div class="scene">{}</div>').format(prose(told.scene, 2)) if told.scene else Markup(),
        )
    )


def warned(note: str) -> Markup:
    return Markup('<p class="note">{}</p>').format(inline(note)) if note else Markup()


def _what_to_do(sheet: Sheet) -> str:
    question = sheet.question
    if not question.scored:
        return "Write a few words of your own."
    if sheet.takes_numbers:
        return f"{question.remedy()} Write its number on the line."
    if sheet.takes_letters:
        return f"{question.remedy()} Write its letter on the line."
    return question.remedy()


def to_fill_in(sheet: Sheet) -> Markup:
    marks = sheet.marks_of_rows()
    if sheet.takes_letters:
        return Markup('<div class="sides">\n{}\n{}\n</div>').format(
            _list("blanks", _blanks(sheet, marks)), _list("places", _named(sheet))
        )
    if sheet.takes_numbers:
        return _list("blanks", _blanks(sheet, marks))
    if sheet.rows:
        return _list("ticks", (_ROW.format(marks[row.id], inline(row.text)) for row in sheet.rows))
    return lines(LINES_FOR_A_WORD if sheet.question.scored else LINES_FOR_ONES_OWN)


_ROW = Markup('<li><span class="mark">{}</span> <span>{}</span></li>')
_BLANK = Markup('<li><span class="blank"></span> <span class="mark">{}</span> <span>{}</span></li>')


def _blanks(sheet: Sheet, marks: dict[str, str]) -> Iterator[Markup]:
    return (_BLANK.format(marks[row.id], inline(row.text)) for row in sheet.rows)


def _named(sheet: Sheet) -> Iterator[Markup]:
    marks = sheet.marks_of_places()
    return (_ROW.format(marks[place.id], inline(place.text)) for place in sheet.places)


def _list(name: str, items: Iterator[Markup]) -> Markup:
    return Markup('<ul class="{}">\n{}\n</ul>').format(name, joined(items))


def lines(count: int) -> Markup:
    return Markup('<div class="lines">{}</div>').format(Markup("<div></div>") * count)
