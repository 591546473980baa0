"""What of the lessons a bank covers, and with how many questions."""

from collections import Counter
from collections.abc import Iterable

from quiz_bank.bank import Bank, Lesson
from quiz_bank.question import Frozen


class Covered(Frozen):
    covered: int
    total: int
    missing: tuple[str, ...]


class LessonCount(Frozen):
    """Questions of a lesson: that the check can draw, that practice offers, and the critical ones of the check."""

    check: int
    practice: int
    critical: int


class Coverage(Frozen):
    """`atoms`: parts of learning points, covered by questions and cases. `facts`: atoms that stand alone, such as
    those of a story, covered by other lessons too. `kinds`: kind -> questions of it.
    """

    atoms: Covered
    facts: Covered
    lessons: dict[str, LessonCount]
    kinds: dict[str, int]


def coverage(bank: Bank) -> Coverage:
    asked = {atom for thing in (*bank.questions, *bank.cases) for atom in thing.covers}
    told = {atom for lesson in bank.lessons for atom in lesson.covers}
    facts = [atom for lesson in bank.lessons for atom in lesson.facts]
    atoms = [atom for lesson in bank.lessons for atom in lesson.atoms if atom not in lesson.facts]
    return Coverage(
        atoms=_covered(atoms, asked),
        facts=_covered(facts, asked | told),
        lessons={lesson.id: _count(bank, lesson) for lesson in bank.lessons},
        kinds=dict(Counter(question.kind for question in bank.questions)),
    )


def _covered(atoms: Iterable[str], by: set[str]) -> Covered:
    every = list(atoms)
    missing = tuple(atom for atom in every if atom not in by)
    return Covered(covered=len(every) - len(missing), total=len(every), missing=missing)


def _count(bank: Bank, lesson: Lesson) -> LessonCount:
    own = [question for question in bank.questions if question.lesson == lesson.id]
    check = [question for question in own if question.drawable and question.use in ("check", "both")]
    return LessonCount(
        check=len(check),
        practice=sum(question.use in ("practice", "both") for question in own),
        critical=sum(question.critical for question in check),
    )
