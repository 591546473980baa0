"""Boxes in front of options: those that are too many to choose, and those that are read as text."""

import pytest

from tests.quiz_bank.texts import codes, question, reading


def test_q21_as_many_to_choose_as_there_are_options_is_an_error():
    options = "- [x] One. {#a}\n  > It helps.\n- [x] Two. {#b}\n  > It helps too.\n"
    third = "- [ ] Three. {#c}\n  > It helps less.\n"
    head = "lesson: L1\nchoose: 2\n"
    assert "Q21" in codes(reading(question(head=head, options=options)))
    assert "Q21" not in codes(reading(question(head=head, options=options + third)))


@pytest.mark.parametrize(
    "sign",
    [
        "•\t[ ]",
        "· [ ]",
        "o\t[ ]",
        "– [ ]",
        "— [x]",
        "-[ ]",
        "[ ]",
        "[x]",
        "☐",
        "☒",
        "☑",
        "- ☐",
        "•\t☑",
        "[✓]",
    ],
)
def test_q22_a_box_that_a_word_processor_made_is_never_swallowed(sign):
    """Each line, whether it stands alone, after an option that is read, or in place of all of them."""
    good = "- [x] Press. {#a}\n  > It helps.\n- [ ] Wait. {#b}\n  > It helps less.\n"
    for options in (f"{good}{sign} Ring.\n", f"{sign} Ring.\n{good}", f"{sign} Ring.\n{sign} Look.\n"):
        read_ = reading(question(head="lesson: L1\n", options=options))
        found_ = [each for each in read_.findings if each.severity == "error"]
        assert found_
        assert "Q22" in {each.code for each in found_}
    assert "Q22" not in codes(reading(question(head="lesson: L1\n", options=good)))


@pytest.mark.parametrize(
    "text", ["See [x](https://a.example) first.", "[1] A footnote.", "• A point.", "- a point"]
)
def test_words_that_are_no_box_stay_words(text):
    assert "Q22" not in codes(reading(question(head="lesson: L1\n", text=f"{text}\n\nWhat now?\n")))
