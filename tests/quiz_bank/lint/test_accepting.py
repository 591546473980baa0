"""`accept:` and the order of findings."""

from quiz_bank import lint
from tests.quiz_bank.formats.test_cases import case
from tests.quiz_bank.texts import COURSE, HEAD, LESSON, OPTIONS, codes, linted, question, reading

EMPTY = OPTIONS.replace("Pressing slows the bleed for Ola at once.", "Correct.")
NO_FEEDBACK = OPTIONS.replace("  > Pressing slows the bleed for Ola at once.\n", "")


def test_accept_silences_that_warning_on_that_question():
    accepting = question(head=HEAD + "accept: W08 short on purpose\n", options=EMPTY)
    other = question(id="Q-2", options=EMPTY, text="Bo burnt his thumb.\n\nWhat helps?\n")
    assert linted(reading(accepting), "W08") == []
    read_ = reading(accepting, other)
    (finding,) = linted(read_, "W08")
    assert finding.line == read_.places["Q-2/b"].line


def test_accept_silences_no_other_warning():
    assert linted(reading(question(head=HEAD + "accept: W03 a name\n", options=EMPTY)), "W08")


def test_accept_never_silences_an_error():
    read_ = reading(question(head=HEAD + "accept: Q09 later\n", options=NO_FEEDBACK, end=""))
    assert [each.severity for each in linted(read_, "Q09")] == ["error"]
    assert linted(reading(question(head=HEAD + "accept: Q09 later\n", options=NO_FEEDBACK)), "Q09") == []


def test_accept_works_on_lessons_cases_and_the_course():
    bruise = "\nA bruise is blue.\n"
    assert linted(reading(lesson=LESSON.replace("atoms:", "accept: S02 calm\natoms:") + bruise), "S02") == []
    assert linted(reading(more=case(head="lesson: L1\naccept: S02 calm\n", step=bruise)), "S02") == []
    assert linted(reading(), "P02")
    assert linted(reading(course=COURSE.replace("pass:", "accept: P02 a trial\npass:")), "P02") == []


def test_accept_without_need_is_told():
    read_ = reading(question(head=HEAD + "accept: W03 a name\n"))
    (finding,) = linted(read_, "A01")
    assert (finding.severity, finding.line) == ("information", read_.places["Q-1:accept"].line)


def test_what_the_rules_find_is_worst_first():
    read_ = reading(question(options=EMPTY), question(id="Q-2", options=NO_FEEDBACK, end=""))
    severities = [each.severity for each in lint(read_)]
    assert severities == sorted(severities, key=["error", "warning", "information"].index)
    assert severities[0] == "error"


def test_a_bank_without_text_is_linted_without_lines():
    read_ = reading(question(options=EMPTY))
    assert {(each.file, each.line) for each in lint(read_.bank)} == {("", 0)}
    assert [each.code for each in lint(read_.bank)] == [each.code for each in lint(read_)]


def test_a_reading_without_a_bank_has_nothing_to_lint():
    read_ = reading(course="")
    assert codes(read_) == ["F01"]
    assert lint(read_) == ()
