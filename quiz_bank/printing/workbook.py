"""A workbook without a key, and the key that belongs to it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from markupsafe import Markup

from quiz_bank.bank import Bank
from quiz_bank.printing.cases import case_on_paper, key_of_case
from quiz_bank.printing.forms import Sheet, asked, warned
from quiz_bank.printing.keys import key
from quiz_bank.printing.page import inline, joined, page
from quiz_bank.question import Frozen, Question

Use = Literal["check", "practice"]
_NAMES = Markup('<p class="names"><span>Name</span> <span>Date</span></p>')


class NothingToPrint(ValueError):
    """No question and no case is meant by what was asked for."""


class Printed(Frozen):
    """Three whole HTML files; the third holds both, the key on a page of its own. `questions`, `cases`: how many."""

    workbook: str
    key: str
    together: str
    questions: int
    cases: int


def workbook(
    bank: Bank,
    audience: str = "",
    lessons: Collection[str] = (),
    use: Use | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> Printed:
    """`lessons`: ids, all of them where empty. The final check holds no case. `pictures`: by path.

    Raises NothingToPrint.
    """
    part = bank.meant_for(audience)
    groups = tuple(_groups(part, lessons, use))
    cases = tuple(
        case for case in part.cases if use != "check" and set(case.lessons) <= _wanted(part, lessons)
    )
    if not groups and not cases:
        raise NothingToPrint("There is no question and no case like that.")
    to_work_on = joined((_head(bank, "Workbook"), _NAMES, *_sections(groups), *map(case_on_paper, cases)))
    answers = joined((*_keys(groups), *map(key_of_case, cases)))
    both = Markup('{}\n<div class="apart">\n<h2>Key</h2>\n{}\n</div>').format(to_work_on, answers)
    return Printed(
        workbook=page(f"{bank.title}: workbook", bank.language, to_work_on, pictures),
        key=page(f"{bank.title}: key", bank.language, joined((_head(bank, "Key"), answers)), pictures),
        together=page(f"{bank.title}: workbook and key", bank.language, both, pictures),
        questions=sum(len(sheets) for _, sheets in groups),
        cases=len(cases),
    )


def _wanted(bank: Bank, lessons: Collection[str]) -> set[str]:
    every: set[str] = {each for case in bank.cases for each in case.lessons}
    return set(lessons) or every


_Group = tuple[str, tuple[Sheet, ...]]


def _groups(bank: Bank, lessons: Collection[str], use: Use | None) -> Iterator[_Group]:
    """The title of each lesson with its questions, numbered through, those asked before it is read first."""
    number = 0
    for lesson in bank.lessons:
        meant = [
            question
            for question in bank.questions
            if question.lesson == lesson.id
            and (not lessons or lesson.id in lessons)
            and _is_for(question, use)
        ]
        meant.sort(key=lambda question: question.use != "before")
        if meant:
            yield lesson.title, tuple(Sheet(place, each) for place, each in enumerate(meant, number + 1))
        number += len(meant)


def _is_for(question: Question, use: Use | None) -> bool:
    if use is None:
        return True
    return question.use in (use, "both") and (question.drawable or use != "check")


def _head(bank: Bank, what: str) -> Markup:
    return Markup('<h1>{}</h1>\n<p class="about">{}, version {}</p>\n{}').format(
        inline(bank.title), what, bank.version, warned(bank.note)
    )


def _sections(groups: tuple[_Group, ...]) -> Iterator[Markup]:
    for title, sheets in groups:
        yield Markup("<h2>{}</h2>").format(inline(title))
        for sheet in sheets:
            yield Markup('<section class="question">\n{}\n</section>').format(asked(sheet))


def _keys(groups: tuple[_Group, ...]) -> Iterator[Markup]:
    for title, sheets in groups:
        yield Markup("<h2>{}</h2>").format(inline(title))
        for sheet in sheets:
            yield Markup('<section class="answer">\n{}\n</section>').format(key(sheet))
