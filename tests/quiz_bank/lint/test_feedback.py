import re

import pytest

from quiz_bank import read
from tests.quiz_bank.formats.test_cases import CHOICES, case
from tests.quiz_bank.texts import END, HEAD, OPTIONS, bank, line_of, linted, question, reading

SAID = "Pressing slows the bleed for Ola at once."


@pytest.mark.parametrize(
    "empty",
    [
        "Correct.",
        "Incorrect!",
        "Well done.",
        "Yes.",
        "Not quite right.",
        "That's right.",
        "No, sorry, try again.",
    ],
)
def test_w08_feedback_that_only_judges_is_found(empty):
    read_ = reading(question(options=OPTIONS.replace(SAID, empty)))
    (finding,) = linted(read_, "W08")
    assert finding.line == read_.places["Q-1/b"].line


@pytest.mark.parametrize("full", ["Yes. Ola is safe.", "Right, as pressing helps.", "It slows."])
def test_w08_feedback_that_says_why_is_fine(full):
    assert linted(reading(question(options=OPTIONS.replace(SAID, full))), "W08") == []


def test_w08_looks_at_cases_too():
    assert linted(reading(more=case(choices=CHOICES.replace("The bleed slows.", "Correct."))), "W08")
    assert linted(reading(more=case()), "W08") == []


@pytest.mark.parametrize(("end", "severity"), [("why: It slows the bleed.\n", "warning"), ("", "error")])
def test_q09_an_option_without_feedback_is_a_warning_where_why_stands_else_an_error(end, severity):
    read_ = reading(question(options=OPTIONS.replace(f"  > {SAID}\n", ""), end=end))
    (finding,) = linted(read_, "Q09")
    assert (finding.severity, finding.line) == (severity, read_.places["Q-1/b"].line)


@pytest.mark.parametrize(("end", "severity"), [(END, "warning"), ("", "error")])
def test_q09_where_no_option_has_feedback_it_is_said_once_for_the_question(end, severity):
    text = bank(question(options=re.sub("  > .*\n", "", OPTIONS), end=end))
    (finding,) = linted(read(text), "Q09")
    assert (finding.severity, finding.line) == (severity, line_of(text, "## Cut"))
    assert "None of the 3 options" in finding.what
    assert ("why:" in finding.remedy) == (severity == "error")


def test_q09_feedback_on_every_option_is_fine():
    assert linted(reading(question(end="")), "Q09") == []


def test_q09_a_choice_of_a_case_needs_feedback_of_either_kind():
    (finding,) = linted(reading(more=case(choices=CHOICES.replace("  > Help is on its way.\n", ""))), "Q09")
    assert finding.severity == "error"
    assert linted(reading(more=case(choices=CHOICES.replace("> Help is", "> coach: Help is"))), "Q09") == []


def test_s03_a_critical_question_without_why_is_found():
    assert linted(reading(question(head=HEAD + "critical: yes\n", end="")), "S03")
    assert linted(reading(question(head=HEAD + "critical: yes\n")), "S03") == []
    assert linted(reading(question(end="")), "S03") == []
