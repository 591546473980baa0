"""A bank as sheets that somebody can fill in: questions, how to fill them in, lessons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quiz_bank.formats.spreadsheet.headings import (
    COLUMNS,
    FEEDBACK,
    HOW_TO,
    LESSON_COLUMNS,
    LESSONS,
    LETTERS,
    OPTION,
    QUESTIONS,
    Column,
)
from quiz_bank.formats.spreadsheet.telling import Cells, Told

_FEWEST_OPTIONS = 6
_AFTER = "right"
"""The column after which the options stand."""
_KINDS = (
    ("single", "One option is right. Right: B"),
    ("multiple", "Several options are right; each wrong one takes away what a right one gives. Right: A, C"),
    ("order", "Steps to put in order: they stand in the right order from Option A on. Right stays empty."),
    ("match", "Option A: Cut => Press on it. Option B: Burn => Cool it. Right stays empty. "
     "What fits nothing stands in Boxes, with the others."),
    ("sort", "Boxes: Known | Assumed. Option A: He was weighed in May => Known. Right stays empty."),
    ("typed", "Answers to type: Option A: 12 +- 0.5. Option B: 10, a common mistake, with its feedback. Right: A. "
     "An option that is * stands for anything else. Without feedback, write the answers into Right: twelve | 12"),
    ("notice", "Words of one's own, then what there was to notice, from Option A on. "
     "Below a thing in its cell may stand: words: weight, scales"),
    ("reflect", "Words of one's own, then the model beside them. Columns: Model and Check."),
)  # fmt: skip
_GENERAL = (
    ("A row", "is a question. Empty rows are skipped. Rows and columns may stand in any order, and columns of your "
     "own are named and left alone."),
    ("Saving", "Save as .xlsx or .ods, or as CSV UTF-8. Pictures in cells, colours and comments are not read."),
    ("{#name}", "at the end of an option is the name that answers are kept by. Leave it where it is; "
     "new options need none."),
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A sheet as it is written. `rows`: the words of each row below the headings. `filled_in`: by a trainer."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    filled_in: bool = True


def tables(told: Told) -> tuple[Table, ...]:
    explained = (
        Column("what", "What", "", "", 16),
        Column("how", "How", "", "", 110),
    )
    return (
        questions(told.questions),
        Table(HOW_TO, explained, tuple(_how_to()), filled_in=False),
        Table(LESSONS, LESSON_COLUMNS, _rows(LESSON_COLUMNS, told.lessons)),
    )


def questions(rows: Sequence[Cells]) -> Table:
    """The columns that a sheet always has, and those that are used."""
    used = {key for row in rows for key in row}
    options = max([_FEWEST_OPTIONS, *(at for at, letter in enumerate(LETTERS, 1) if OPTION + letter in used)])
    columns: list[Column] = []
    for each in COLUMNS:
        if each.always or each.key in used:
            columns.append(each)
        if each.key == _AFTER:
            columns += _options(options)
    return Table(QUESTIONS, tuple(columns), _rows(columns, rows))


def _options(count: int) -> Iterable[Column]:
    for letter in LETTERS[:count]:
        yield Column(OPTION + letter, f"Option {letter}", "", "", 28)
        yield Column(FEEDBACK + letter, f"Feedback {letter}", "", "", 28)


def _rows(columns: Sequence[Column], rows: Iterable[Cells]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row.get(each.key, "") for each in columns) for row in rows)


def _how_to() -> Iterable[tuple[str, str]]:
    yield from _GENERAL
    yield "", ""
    for each in COLUMNS:
        rare = "" if each.always else " Add this column where you need it."
        yield each.heading, f"{each.explained}{rare}"
        if each.key == _AFTER:
            yield (
                "Option A, B, ...",
                "What can be chosen, a cell each. Add Option G, Feedback G and so on where you need more.",
            )
            yield (
                "Feedback A, B, ...",
                "What somebody reads who chose it: what follows from it, or what it leaves out.",
            )
    yield "", ""
    for kind, how in _KINDS:
        yield f"Kind: {kind}", how
