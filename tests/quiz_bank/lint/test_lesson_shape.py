"""N07: the parts of a lesson that tell a story."""

import pytest

from tests.quiz_bank.texts import linted, question, reading

PLAIN = question(head="lesson: L1\n")


def told(names):
    text = "Press.\n\n## What happened\n\nOla was cut.\n\n## Then\n\nHelp.\n"
    lesson = f"# Lesson: Stop it {{#L1}}\nstory: {names}\n\n{text}"
    return reading(PLAIN, lesson=lesson)


def test_parts_that_are_there_have_no_fault():
    assert linted(told("What happened | Then"), "N07") == []


@pytest.mark.parametrize(
    ("names", "remedy"),
    [
        ("What happend", 'Did you mean "What happened"?'),
        ("The accident", "Use one of: What happened, Then."),
    ],
)
def test_n07_a_part_that_is_not_there_is_an_error_with_the_nearest_match(names, remedy):
    (finding,) = linted(told(names), "N07")
    assert (finding.severity, finding.remedy, finding.line) == (
        "error",
        remedy,
        told(names).places["L1:story"].line,
    )
