"""Lines of `key: value` under a heading and after a list."""

import pytest

from quiz_bank import read
from tests.quiz_bank.texts import END, LESSON, OPTIONS, bank, codes, found, line_of, only, question, reading


def asked(head, **more):
    return reading(question(head=head, **more))


class TestUnderAHeading:
    def test_settings_end_at_the_first_empty_line(self):
        read_ = asked("lesson: L1\nnote: A cut hand.\n")
        assert (only(read_).lesson, only(read_).note) == ("L1", "A cut hand.")
        assert only(read_).text.startswith("Ola has cut")

    def test_a_first_line_that_begins_with_no_key_is_text(self):
        read_ = reading(lesson="# Lesson: Stop {#L1}\nkettles: are hot\n\nText.\n")
        assert read_.bank.lessons[0].text == "kettles: are hot\n\nText."

    @pytest.mark.parametrize("line", ["Note: ring first.", "Kit: I am fine.", "Use: a cloth."])
    def test_a_first_line_with_a_capital_is_text(self, line):
        read_ = reading(lesson=f"# Lesson: Stop {{#L1}}\n{line}\nThen wait.\n")
        assert read_.bank.lessons[0].text == f"{line}\nThen wait."

    def test_a_known_key_with_a_capital_is_a_setting_when_the_next_line_is_one(self):
        read_ = asked("Lesson: L1\nNote: A cut hand.\n")
        assert read_.findings == ()
        assert (only(read_).lesson, only(read_).note) == ("L1", "A cut hand.")

    def test_a_capital_word_that_is_no_key_stays_text_whatever_follows(self):
        read_ = reading(question(head="lesson: L1\n", text="Kit: I am cut.\nNote: he is 7.\n\nWhat now?\n"))
        assert only(read_).text.startswith("Kit: I am cut.")

    @pytest.mark.parametrize("slip", ["lessn", "lessno", "lessons", "lesion"])
    def test_a_key_one_letter_away_opens_settings_and_is_an_error(self, slip):
        read_ = asked(f"{slip}: L1\nnote: A cut hand.\n")
        finding = found(read_, "K01")
        assert finding.remedy == "Did you mean lesson:?"
        assert only(read_).note == "A cut hand."

    def test_a_key_of_seven_letters_may_be_two_away(self):
        assert found(asked("dificuly: 1\nlesson: L1\n"), "K01").remedy == "Did you mean difficulty:?"

    def test_a_short_key_two_letters_away_is_text(self):
        read_ = reading(lesson="# Lesson: Stop {#L1}\nnotab: bene\n\nText.\n")
        assert "K01" not in codes(read_)
        assert read_.bank.lessons[0].text.startswith("notab: bene")

    def test_a_value_goes_on_in_indented_lines(self):
        read_ = asked("lesson: L1\ncovers: L1a\n  L1b\nnote: A cut\n  hand.\n")
        assert only(read_).covers == ("L1a", "L1b")
        assert only(read_).note == "A cut\nhand."

    def test_a_value_may_begin_on_the_line_below_its_key(self):
        assert only(asked("lesson:\n  L1\n")).lesson == "L1"

    def test_a_line_that_is_no_setting_and_no_empty_line_before_it_is_an_error(self):
        text = bank(question(head="lesson: L1\ndifficulty 1\n"))
        assert found(read(text), "K06").line == line_of(text, "difficulty 1")

    def test_text_right_under_settings_is_an_error_and_is_still_text(self):
        read_ = reading(question(head="lesson: L1\nKit: I am cut.\n"))
        assert "K06" in codes(read_)
        assert only(read_).text.startswith("Kit: I am cut.")

    def test_options_right_under_settings_are_an_error_and_still_options(self):
        read_ = reading(f"\n## Cut {{#Q-1}}\nlesson: L1\n{OPTIONS}\n")
        assert codes(read_) == ["Q01", "K06"]
        assert len(only(read_).options) == 3

    def test_an_empty_line_before_settings_is_told_and_they_count(self):
        read_ = asked("\nlesson: L1\n")
        assert codes(read_) == ["K08"]
        assert found(read_, "K08").severity == "information"

    def test_a_setting_further_down_in_the_text_is_an_error(self):
        text = bank(question(text="Ola is cut.\n\ncritical: yes\n\nWhat now?\n"))
        assert found(read(text), "K07").line == line_of(text, "critical: yes")


class TestWhatAValueMayBe:
    def test_an_unknown_key_is_an_error_with_the_nearest_match(self):
        text = bank(question(head="lesson: L1\ndifficultie: 1\n"))
        finding = found(read(text), "K01")
        assert (finding.severity, finding.line) == ("error", line_of(text, "difficultie"))
        assert finding.remedy == "Did you mean difficulty:?"

    def test_an_unknown_key_like_no_other_lists_the_keys(self):
        assert "accept" in found(asked("lesson: L1\nkettle: hot\n"), "K01").remedy

    def test_a_key_of_something_else_is_an_error(self):
        assert (
            found(asked("lesson: L1\natoms: a b\n"), "K03").what == '"atoms:" does not belong to a question.'
        )

    def test_a_key_that_stands_twice_is_an_error_that_names_the_first(self):
        text = bank(question(head="lesson: L1\nnote: one\nnote: two\n"))
        read_ = read(text)
        assert f"line {line_of(text, 'note: one')}" in found(read_, "K02").what
        assert only(read_).note == "one"

    def test_accept_may_repeat(self):
        read_ = asked("lesson: L1\naccept: W03 short names\naccept: W09, a quotation\n")
        assert read_.findings == ()
        assert [(note.code, note.reason) for note in only(read_).accept] == [
            ("W03", "short names"),
            ("W09", "a quotation"),
        ]

    @pytest.mark.parametrize("value", ["W03", "because it is short", "w3 it is short"])
    def test_accept_needs_a_code_and_a_reason(self, value):
        assert "K04" in codes(asked(f"lesson: L1\naccept: {value}\n"))

    def test_an_empty_value_is_an_error(self):
        assert found(asked("lesson: L1\nnote:\n"), "K10").line

    @pytest.mark.parametrize(
        "line",
        ["difficulty: 4", "difficulty: hard", "use: chek", "shuffle: maybe", "critical: z", "choose: few", "enough: 2",
         "enough: 3 of 2", "enough: 0 of 2", "difficulty: ²"],
    )  # fmt: skip
    def test_a_value_that_cannot_be_read_is_an_error_on_its_line(self, line):
        text = bank(question(head=f"lesson: L1\n{line}\n"))
        (finding,) = read(text).findings
        assert finding.code == ("Q10" if "critical" in line else "K04")
        assert (finding.severity, finding.line) == ("error", line_of(text, line))

    def test_a_value_a_letter_away_is_named(self):
        assert found(asked("lesson: L1\nuse: chek\n"), "K04").remedy == "Did you mean check?"

    def test_settings_of_a_question_reach_it(self):
        read_ = asked(
            "kind: single\nlesson: L1\ncovers: L1a, L1b\ndifficulty: 3\nuse: practice\ncritical: yes\nshuffle: no\n"
            "audience: everyone\nnote: A cut.\nreview: 2027-06\nenough: 1 of 2\n",
            end="why: It slows.\nsource: first aid book\n",
        )
        question_ = only(read_)
        assert read_.findings == ()
        assert (question_.covers, question_.difficulty, question_.use) == (("L1a", "L1b"), 3, "practice")
        assert (question_.critical, question_.shuffle, question_.enough) == (True, False, 0.5)
        assert (question_.audience, question_.note, question_.review) == ("everyone", "A cut.", "2027-06")
        assert (question_.why, question_.source) == ("It slows.", "first aid book")


class TestAtTheEnd:
    def test_closing_settings_stand_after_the_list(self):
        assert only(asked("lesson: L1\n", end="why: It slows\n  the bleed.\n")).why == "It slows\nthe bleed."

    def test_empty_lines_may_part_them(self):
        read_ = asked("lesson: L1\n", end="why: It slows.\n\nsource: a book\n")
        assert (only(read_).why, only(read_).source) == ("It slows.", "a book")

    def test_they_may_stand_at_the_top_too(self):
        assert only(asked("lesson: L1\nwhy: It slows.\n", end="")).why == "It slows."

    def test_one_at_the_top_and_one_at_the_end_are_a_repeat(self):
        assert "K02" in codes(asked("lesson: L1\nwhy: One.\n", end="why: Two.\n"))

    @pytest.mark.parametrize("options", [OPTIONS.rstrip() + "\n", OPTIONS.rpartition("\n  >")[0] + "\n"])
    def test_a_closing_key_ends_a_quote_or_an_item_and_is_told(self, options):
        read_ = reading(f"\n## Cut {{#Q-1}}\nlesson: L1\n\nWhat now?\n\n{options}why: It slows.\n")
        assert codes(read_) == ["K11"]
        assert only(read_).why == "It slows."
        assert "why" not in only(read_).options[2].text + only(read_).options[2].feedback

    def test_a_setting_of_the_top_at_the_end_is_an_error(self):
        for line in ("difficulty: 3", "kind: multiple", "kind: essay", "lesson: L9"):
            assert codes(asked("lesson: L1\n", end=f"{line}\n")) == ["K09"]

    def test_a_slip_at_the_end_is_an_error_with_the_nearest_match(self):
        assert found(asked("lesson: L1\n", end="soruce: a book\n"), "K01").remedy == "Did you mean source:?"

    def test_text_after_the_closing_settings_is_an_error(self):
        text = bank(question(end=END + "\nAnd one more thing.\n"))
        assert found(read(text), "K06").line == line_of(text, "And one more")

    def test_after_a_text_without_a_list_they_stand_after_an_empty_line(self):
        read_ = reading(lesson=LESSON + "\nsource: a book\n")
        assert read_.findings == ()
        assert read_.bank.lessons[0].source == "a book"
        assert read_.bank.lessons[0].text == "Press on it and keep pressing."

    def test_in_the_middle_of_a_text_they_are_an_error(self):
        read_ = reading(lesson=LESSON + "\nsource: a book\n\nMore text.\n")
        assert codes(read_) == ["K07"]
