"""Tables with one question a row, their columns known by the row at the top."""

import re
from collections.abc import Iterator

from quiz_bank.exchange.incoming import Incoming, quote
from quiz_bank.formats.pasted import shapes
from quiz_bank.formats.pasted.asked import Asked, Offered
from quiz_bank.formats.pasted.page import Cell, Line, Table, joined

_COLUMNS = {
    "feedback on": r"feedback (?:on |for |to )?(?:option |answer )?([a-z]|[0-9]{1,2})",
    "option": r"(?:(?:option|choice|answer|alternative) )?([a-z]|[0-9]{1,2})",
    "question": r"(?:the )?questions?(?: text)?|stem",
    "answer": r"(?:the )?(?:correct|right|answers?|solution|key|answer key)(?: (?:answers?|options?|choices?))?",
    "feedback": r"(?:general )?feedback",
    "why": r"why|explanation|rationale|reason",
    "lesson": r"lesson|topic|section|module|chapter",
    "number": r"#|no|nr|number|question (?:no|nr|number)|id",
}
_KNOWN = {name: re.compile(each) for name, each in _COLUMNS.items()}
_HOW = (
    "Put a row above it that names each column: Question, A, B, C, D and Answer; Feedback, Why and Lesson may be "
    "there too. Or write the questions as lines without a table."
)


def asked_in(table: Table, lesson: str, incoming: Incoming) -> Iterator[Asked]:
    """A question for each row. `lesson`: where no column says it. What is not understood is a finding."""
    rows = [row for row in table.rows if any(row)]
    if not rows:
        return
    top = [joined(cell).text for cell in rows[0]]
    columns = [_column(words) for words in top]
    names = {name for name, _ in columns}
    if "question" not in names or not names & {"option", "answer"}:
        begins = quote(" ".join(top))
        lost = f"{len(rows)} rows are" if len(rows) > 1 else "row is"
        what = (
            f'The table that begins with "{begins}" does not say what its columns are; its {lost} not taken.'
        )
        incoming.error("X01", table.number, what, _HOW)
        return
    unknown = [words for words, (name, _) in zip(top, columns, strict=True) if words and not name]
    if unknown:
        what = f"Columns of the table that are not known are not taken: {', '.join(map(quote, unknown))}."
        incoming.warn(
            "X12", table.number, what, "Known are Question, A, B, C, D, Answer, Feedback, Why and Lesson."
        )
    for row in rows[1:]:
        if [joined(cell).text for cell in row] != top:
            yield _asked(row, columns, lesson, table.number)


def _column(words: str) -> tuple[str, str]:
    """What a column holds, and its letter or number in capitals; nothing for one that is not known."""
    plain = words.casefold().strip(" .:*?").replace("(s)", "s")
    for name, known in _KNOWN.items():
        match = known.fullmatch(plain)
        if match:
            return name, (match[1].upper() if known.groups else "")
    return "", ""


def _asked(row: list[Cell], columns: list[tuple[str, str]], lesson: str, place: int) -> Asked:
    number = next((line.number for cell in row for line in cell), place)
    asked = Asked(number, -1, lesson)
    for cell, (name, letter) in zip(row, columns, strict=False):
        told = joined(cell)
        if not told.text:
            continue
        if name == "question":
            asked.words += [line.part(0) for line in cell]
        elif name == "option":
            asked.offered.append(_offered(told, letter))
        elif name == "answer":
            asked.answers.append((told.number, told.text))
        elif name in ("feedback", "why"):
            asked.why.append(told)
        elif name == "lesson":
            asked.lesson = told.text
        elif name == "feedback on":
            for each in asked.offered:
                if each.letter == letter:
                    each.feedback.append(told)
    return asked


def _offered(told: Line, letter: str) -> Offered:
    """The option in a cell; its letter may stand there again."""
    choice = shapes.choice(told)
    if choice and choice.letter in ("", letter):
        return Offered(letter, choice.words, choice.ticked)
    return Offered(letter, told, False)
