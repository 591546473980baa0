"""Aiken: what is read of it, what is written, and what it cannot carry."""

import pytest

from quiz_bank.formats import aiken
from tests.quiz_bank.texts import OPTIONS, codes, question, reading

CUT = "Ola is cut. What now?\nA. Wait.\nB. Press.\nANSWER: B\n"


def only(text):
    read_ = aiken.read(text)
    assert codes(read_) == ["X05", "X08"], read_.findings
    (found,) = read_.bank.questions
    return found


class TestReading:
    def test_a_question_its_options_and_the_letter_of_the_right_one(self):
        asked = only(CUT)
        assert (asked.kind, asked.text, asked.title, asked.right) == (
            "single", "Ola is cut. What now?", "Ola is cut. What now?", "b",
        )  # fmt: skip
        assert [each.text for each in asked.options] == ["Wait.", "Press."]

    @pytest.mark.parametrize(
        "text",
        [
            CUT.replace(". W", ") W").replace("B. ", "B) "),
            CUT.replace("\n", "\r\n"),
            "\ufeff\n" + CUT,
            CUT.replace("ANSWER: B", "Answer : b"),
            CUT.replace("\n", "\n\n"),
        ],
    )
    def test_loose_forms_are_read_too(self, text):
        assert only(text).right == "b"

    def test_signs_of_markdown_stay_signs(self):
        assert only(CUT.replace("Wait.", "*Wait* [x] <b>")).options[0].text == "\\*Wait\\* \\[x] \\<b>"

    def test_lines_above_the_options_are_one_text(self):
        assert only("Ola is cut.\n" + CUT).text == "Ola is cut.\\\nOla is cut. What now?"

    @pytest.mark.parametrize(
        ("text", "line", "said"),
        [
            (CUT.replace("ANSWER: B\n", ""), 1, "ANSWER"),
            (CUT.replace("ANSWER: B", "ANSWER: C"), 1, '"C" is none'),
            (CUT.replace("B. P", "A. P"), 1, "same letter"),
            (CUT.replace("A. Wait.\n", ""), 1, "two options"),
            ("Just words.\n", 1, "ANSWER"),
            (CUT + "\nOne?\nA. x\nB. y\nTwo?\nA. x\nB. y\nANSWER: A", 6, '"One?"'),
        ],
    )
    def test_what_cannot_be_held_is_an_error_that_names_it(self, text, line, said):
        finding = aiken.read(text).findings[0]
        assert (finding.code, finding.severity, finding.line) == ("X01", "error", line)
        assert said in finding.what


class TestWriting:
    def test_what_aiken_carries_comes_back(self):
        bare = OPTIONS.replace("  > While you look, Ola goes on bleeding.\n", "")
        whole = reading(question(options=bare, text="What do you do first?\n")).bank
        text, losses = aiken.write(whole)
        (again,) = aiken.read(text).bank.questions
        assert (again.text, [each.text for each in again.options], again.right) == (
            whole.questions[0].text, [each.text for each in whole.questions[0].options], "b",
        )  # fmt: skip
        told = [str(each) for each in losses]
        assert "Aiken has no feedback on options: 1 loses it: Q-1" in told
        assert "Aiken has no ids: 1 loses it: Q-1" in told
        assert not any("formatting" in each for each in told)

    def test_what_it_has_nothing_for_is_listed(self):
        two = question(id="Q-2", options=OPTIONS.replace("- [ ] Ring", "- [x] Ring"))
        told = [
            str(each)
            for each in aiken.write(reading(question(text="**Ola** is cut.\n\nWhat now?\n"), two).bank)[1]
        ]
        assert "Aiken has no formatting and no paragraphs: 1 loses it: Q-1" in told
        assert "Aiken has no questions of the kind multiple: 1 is left out: Q-2" in told

    @pytest.mark.parametrize("text", ["A. What now?", "ANSWER: what?", "\ufeff", "\ufeffA. What now?"])
    def test_a_text_that_would_be_read_as_an_option_is_left_out(self, text):
        told, losses = aiken.write(reading(question(text=text + "\n")).bank)
        assert told.strip() == ""
        assert losses[-1].ids == ("Q-1",)
