from quiz_bank.coverage import coverage
from tests.quiz_bank.formats.test_cases import case
from tests.quiz_bank.texts import LESSON, question, reading


def counted(*questions, **more):
    return coverage(reading(*questions, **more).bank)


def test_atoms_are_covered_by_questions():
    atoms = counted(question()).atoms
    assert (atoms.covered, atoms.total, atoms.missing) == (1, 2, ("L1b",))


def test_atoms_are_covered_by_cases():
    assert counted(question(), more=case()).atoms.missing == ()


def test_atoms_are_not_covered_by_what_a_lesson_says_of_itself():
    assert counted(question(), lesson=LESSON.replace("atoms:", "covers: L1b\natoms:")).atoms.missing == (
        "L1b",
    )


def test_facts_are_covered_by_lessons_and_questions():
    assert counted(question()).facts.missing == ("F1",)
    assert counted(question(head="lesson: L1\ncovers: F1\n")).facts.missing == ()
    assert counted(question(), lesson=LESSON.replace("atoms:", "covers: F1\natoms:")).facts.missing == ()


def test_questions_are_counted_by_lesson_and_use():
    uses = ["check", "practice", "both", "before"]
    head = "lesson: L1\ncritical: yes\nuse: "
    count = counted(*(question(head=f"{head}{use}\n", id=f"Q-{n}") for n, use in enumerate(uses))).lessons[
        "L1"
    ]
    assert (count.check, count.practice, count.critical) == (2, 2, 2)


def test_a_lesson_without_questions_counts_none():
    assert counted(question(), more="# Lesson: Two {#L2}\n\nText.\n").lessons["L2"].check == 0
