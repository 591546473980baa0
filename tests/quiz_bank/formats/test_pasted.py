"""Pasted text: what people write in a word processor, and what is never guessed."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz_bank.exchange.incoming import CannotRead
from quiz_bank.formats import pasted
from tests.quiz_bank.texts import codes

CUT = "1. Ola is cut. What now?\na) Wait.\nb) Press.\nAnswer: B\n"


def only(text):
    read_ = pasted.read(text)
    assert codes(read_) == ["X05", "X08"], read_.findings
    (found,) = read_.bank.questions
    return found


@pytest.mark.parametrize(
    "text",
    [
        CUT,
        CUT.replace("\n", "\r\n"),
        CUT.replace("1.", "Question 1:"),
        CUT.replace("1. ", ""),
        CUT.replace("a)", "(a)").replace("b)", "B."),
        CUT.replace("Answer: B", "Correct answer: b)"),
        CUT.replace("Answer: B", "Answer: Press"),
        CUT.replace("Answer: B", "The right answer: b) press."),
        CUT.replace("Answer: B", "Ans. = B"),
        CUT.replace("Answer: B", "Correct option: B."),
        CUT.replace("a) ", "a)").replace("b) ", "b)").replace("1. ", "1."),
        CUT.replace("Answer: B", "\nAnswers\n1. B"),
        CUT.replace("Answer: B\n", "").replace("b)", "*b)"),
        CUT.replace("Answer: B\n", "").replace("Press.", "Press. ✓"),
        CUT.replace("Answer: B\n", "").replace("Press.", "Press. (correct)"),
        CUT.replace("Answer: B\n", "").replace("a)", "•\t[ ]").replace("b)", "•\t[x]"),
        CUT.replace("Answer: B\n", "").replace("a)", "☐").replace("b)", "☒"),
        CUT.replace("Answer: B\n", "").replace("a)", "o\u00a0[ ]").replace("b)", "— [x]"),
        CUT.replace("b) Press.", "b) Press. ✓"),
    ],
)
def test_the_ways_in_which_people_write_a_question(text):
    asked = only(text)
    assert (asked.kind, asked.text, asked.right) == ("single", "Ola is cut. What now?", "b")
    assert [each.text for each in asked.options] == ["Wait.", "Press."]


def test_two_answers_make_a_multiple():
    asked = only(CUT.replace("Answer: B", "c) Call.\nAnswers: B and C"))
    assert (asked.kind, asked.right) == ("multiple", {"b", "c"})


def test_true_or_false_needs_no_options():
    asked = only("1. Fire doors stay shut.\nAnswer: True\n")
    assert ([each.text for each in asked.options], asked.right) == (["True", "False"], "a")


def test_feedback_is_the_options_above_it_and_everyones_below_the_answer():
    asked = only(CUT.replace("b)", "Feedback: Too late.\nb)") + "Feedback: Press at once.\nWhy: It stops.\n")
    assert [each.feedback for each in asked.options] == ["Too late.", ""]
    assert asked.why == "Press at once. It stops."


def test_a_line_that_names_a_lesson_holds_for_all_below_it():
    bank = pasted.read("Lesson: Cuts\n" + CUT + "Section 2: Burns\n" + CUT.replace("1.", "2.")).bank
    assert [(each.id, each.title) for each in bank.lessons] == [("L1", "Cuts"), ("L2", "Burns")]
    assert [each.lesson for each in bank.questions] == ["L1", "L2"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (CUT.replace("Answer: B\n", ""), 1, "nothing says"),
        (CUT.replace("a) Wait.", "*a) Wait."), 1, "disagree"),
        (CUT + "Answer: A\n", 1, "disagree"),
        (CUT + "\nAnswers\n1. A\n", 1, "disagree"),
        (CUT.replace("Answer: B", "Answer: D"), 1, '"D" is none'),
        (CUT.replace("Answer: B", "Answer: both"), 1, '"both" is none'),
        (CUT.replace("Answer: B", "Answer: A) Press"), 1, '"A) Press" is none'),
        (CUT.replace("b)", "a)"), 1, "same letter"),
        (CUT.replace("a) Wait.", "• Wait."), 1, "have a letter and some"),
        (CUT.replace("a) Wait.\n", ""), 1, "two options"),
        (CUT.replace("Wait.", ""), 1, "no words"),
        (CUT.replace("Wait.", "Wait\nfor help."), 3, '"for help."'),
        (CUT + "\nAnswers\n1. B\n7. A\n", 8, "question 7"),
        ("Fire safety\n\n" + CUT, 1, '"Fire safety"'),
    ],
)
def test_what_is_not_understood_is_an_error_with_its_line_and_what_to_do(text, line, said):
    finding = pasted.read(text).findings[0]
    assert (finding.code, finding.severity, finding.line) == ("X01", "error", line)
    assert said in finding.what
    assert finding.remedy


def test_words_without_any_number_are_refused_with_what_to_do():
    with pytest.raises(CannotRead, match="number the questions"):
        pasted.read("Fire doors\n" + "hold smoke back\n" * 300)


_PIECES = [
    "1. ",
    "Q2 ",
    "a) ",
    "B. ",
    "*",
    "✓",
    "[x] ",
    "• ",
    "Answer: ",
    "Answers\n",
    "Feedback: ",
    "Lesson: ",
    "True",
    "\n",
    "w ",
]


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=60).map("".join))
def test_any_text_is_read_and_every_question_stands_on_a_key(text):
    for asked in pasted.read(text).bank.questions:
        ids = {each.id for each in asked.options}
        assert asked.right_ids() <= ids
        assert asked.right_ids()


@pytest.mark.parametrize(
    "piece", ["1.\n", "a) x\n", "Answer: B\n", "x\n\n", "Answers\n1. A\n", " ", "lesson ", "✓", "[ ] *", "B,"]
)
def test_a_file_made_to_do_harm_is_read_or_refused_soon(piece):
    begun = time.process_time()
    with suppress(CannotRead):
        pasted.read((piece * (5_000_000 // len(piece)))[:5_000_000])
    assert time.process_time() - begun < 2
