"""Options, feedback and ids of questions with boxes."""

import pytest

from quiz_bank import read
from tests.quiz_bank.texts import (
    END,
    HEAD,
    OPTIONS,
    TEXT,
    bank,
    codes,
    found,
    line_of,
    only,
    question,
    reading,
)

TWO_RIGHT = OPTIONS.replace("- [ ] Ring", "- [x] Ring")
NOBODY = OPTIONS.replace("[x]", "[ ]")


def options(*lines, **more):
    """A question whose list is these lines."""
    return reading(question(options="\n".join(lines) + "\n", **more))


def texts(read_):
    return [option.text for option in only(read_).options]


def feedback(read_):
    return [option.feedback for option in only(read_).options]


class TestKinds:
    def test_one_x_makes_a_single(self):
        question_ = only(reading())
        assert (question_.kind, question_.right) == ("single", "b")

    def test_two_make_a_multiple(self):
        question_ = only(reading(question(options=TWO_RIGHT)))
        assert (question_.kind, question_.right) == ("multiple", {"b", "c"})

    def test_a_multiple_may_have_one_right_option_where_it_says_so(self):
        assert only(reading(question(head=HEAD + "kind: multiple\n"))).right == {"b"}

    def test_a_single_with_two_right_options_is_an_error(self):
        text = bank(question(head=HEAD + "kind: single\n", options=TWO_RIGHT))
        finding = found(read(text), "Q04")
        assert finding.line == line_of(text, "## Cut")
        assert read(text).bank.questions[0].kind == "multiple"
        assert finding.what == 'This question has 2 right answers; a "single" question needs exactly 1.'

    def test_no_right_option_is_an_error(self):
        assert "Q04" in codes(reading(question(options=NOBODY)))
        assert "Q04" in codes(reading(question(head=HEAD + "kind: multiple\n", options=NOBODY)))

    @pytest.mark.parametrize("options_", ["", "- [x] Press on it. {#a}\n  > Good.\n"])
    def test_fewer_than_two_options_are_an_error(self, options_):
        assert "Q02" in codes(reading(question(options=options_)))

    @pytest.mark.parametrize("kind", ["essay", "dial"])
    def test_a_kind_that_is_not_read_is_one_error_that_says_which_are(self, kind):
        read_ = reading(
            question(
                head=f"lesson: L1\nkind: {kind}\nboxes: A {{#a}} | B {{#b}}\n", options="1. One {#x} => Two\n"
            ),
            question(id="Q-2"),
        )
        assert codes(read_) == ["Q03"]
        assert "single, multiple" in found(read_, "Q03").what
        assert [each.id for each in read_.bank.questions] == ["Q-2"]

    def test_a_kind_a_letter_away_is_named(self):
        assert found(reading(question(head=HEAD + "kind: singel\n")), "Q03").remedy == "Did you mean single?"

    def test_choose_names_how_many_are_right(self):
        assert only(reading(question(head=HEAD + "choose: 2\n", options=TWO_RIGHT))).choose == 2
        assert only(reading(question(options=TWO_RIGHT))).choose is None

    def test_choose_that_differs_from_what_is_right_is_an_error(self):
        assert "Q05" in codes(reading(question(head=HEAD + "choose: 3\n", options=TWO_RIGHT)))

    def test_choose_on_a_single_is_an_error(self):
        assert "K03" in codes(reading(question(head=HEAD + "choose: 1\n")))

    def test_critical_may_name_the_options_it_rests_on(self):
        question_ = only(reading(question(head=HEAD + "critical: b c\n", options=TWO_RIGHT)))
        assert (question_.critical, question_.critical_on) == (True, ("b", "c"))

    def test_critical_on_an_option_that_is_not_there_is_an_error(self):
        read_ = reading(question(head=HEAD + "critical: b z\n", options=TWO_RIGHT))
        assert found(read_, "Q10").remedy == "Write yes, no, or ids of its options: a, b, c."

    def test_critical_on_a_wrong_option_of_a_single_is_an_error(self):
        assert "Q10" in codes(reading(question(head=HEAD + "critical: a\n")))
        assert "Q10" not in codes(reading(question(head=HEAD + "critical: b\n")))


class TestNames:
    def test_a_question_without_a_lesson_is_an_error(self):
        text = bank(question(head="covers: L1a\n"))
        assert found(read(text), "K05").line == line_of(text, "## Cut")

    def test_a_lesson_that_is_not_there_is_an_error_with_the_nearest_match(self):
        text = bank(question(head="lesson: L11\n"))
        finding = found(read(text), "N01")
        assert (finding.what, finding.remedy) == ('Lesson "L11" is not in this course.', "Did you mean L1?")
        assert finding.line == line_of(text, "lesson: L11")

    def test_a_question_names_one_lesson(self):
        lesson = "# Lesson: One {#L1}\n\nText.\n\n# Lesson: Two {#L2}\n\nText.\n"
        read_ = reading(question(head="lesson: L1 L2\n"), lesson=lesson)
        assert codes(read_) == ["N04"]
        assert only(read_).lesson == "L1"

    def test_what_is_covered_must_be_an_atom(self):
        finding = found(reading(question(head="lesson: L1\ncovers: L1a L1aa F1\n")), "N02")
        assert (finding.what, finding.remedy) == (
            'No lesson has anything called "L1aa" to cover.',
            "Did you mean L1a?",
        )

    def test_an_atom_that_none_is_near_to_lists_those_of_its_lesson(self):
        assert (
            found(reading(question(head="lesson: L1\ncovers: L1z\n")), "N02").remedy
            == "Use one of: L1a, L1b, F1."
        )

    def test_a_whole_lesson_is_no_atom_where_it_has_some(self):
        assert (
            found(reading(question(head="lesson: L1\ncovers: L1\n")), "N02").remedy
            == "Use one of: L1a, L1b, F1."
        )

    def test_a_question_without_text_or_title_is_an_error(self):
        assert "Q01" in codes(reading(question(text="")))
        assert "I06" in codes(read(bank().replace("## Cut by glass Q-1", "##")))


class TestList:
    def test_unmarked_items_before_the_first_marked_one_belong_to_the_text(self):
        text = "Ola says:\n\n- I am cut.\n- It is deep.\n\nWhat now?\n"
        read_ = reading(question(text=text))
        assert read_.findings == ()
        assert only(read_).text == text.strip()

    def test_so_do_numbered_ones_and_those_of_the_same_list(self):
        read_ = reading(question(text="1. I am cut.\n2. It is deep.\n\nWhat now?\n- a note\n"))
        assert only(read_).text.endswith("- a note")
        assert len(texts(read_)) == 3

    def test_an_unmarked_item_after_a_marked_one_is_an_error(self):
        text = bank(question(options=OPTIONS + "- Run away.\n  > No.\n"))
        read_ = read(text)
        finding = found(read_, "Q06")
        assert (finding.severity, finding.line) == ("error", line_of(text, "- Run away"))
        assert feedback(read_)[2] == "They will want to know, and Ola needs you now."

    def test_any_mark_of_a_list_will_do(self):
        read_ = options(
            "* [ ] One. {#a}", "  > 1", "+ [x] Two. {#b}", "  > 2", "3. [ ] Three. {#c}", "   > 3"
        )
        assert read_.findings == ()
        assert texts(read_) == ["One.", "Two.", "Three."]

    def test_an_item_goes_on_in_the_next_line(self):
        read_ = options("- [ ] One", "  and more. {#a}", "  > 1", "- [x] Two", "and more. {#b}", "  > 2")
        assert read_.findings == ()
        assert texts(read_) == ["One and more.", "Two and more."]
        assert [option.id for option in only(read_).options] == ["a", "b"]

    @pytest.mark.parametrize(
        "raw", ["15. times", "# of times", "> 5 kg", "- 5 degrees", "**bold** `x`", "| a | b |"]
    )
    def test_the_raw_source_of_an_item_stays_text(self, raw):
        read_ = options(f"- [ ] {raw} {{#a}}", "  > 1", "- [x] Two. {#b}", "  > 2")
        assert read_.findings == ()
        assert texts(read_) == [raw, "Two."]

    def test_an_arrow_in_an_option_is_text(self):
        read_ = options("- [ ] One -> two. {#a}", "  > 1", "- [x] Two => three. {#b}", "  > 2")
        assert texts(read_) == ["One -> two.", "Two => three."]

    @pytest.mark.parametrize("box", ["[X]", "[ x ]", "[x ]"])
    def test_a_box_may_be_written_loosely(self, box):
        assert only(options("- [ ] One. {#a}", "  > 1", f"- {box} Two. {{#b}}", "  > 2")).right == "b"
        assert only(options("- [] One. {#a}", "  > 1", "- [x] Two. {#b}", "  > 2")).right == "b"

    @pytest.mark.parametrize("box", ["(x)", "[*]", "[y]"])
    def test_another_box_is_an_error_and_never_becomes_text(self, box):
        read_ = options(f"- {box} One. {{#a}}", "  > 1", "- [ ] Two. {#b}", "  > 2")
        assert codes(read_) == ["Q08"]
        assert (texts(read_), only(read_).right) == (["One.", "Two."], "a")

    def test_a_link_in_front_is_no_box(self):
        read_ = reading(question(text="- [x](https://x.org)\n\nWhat now?\n"))
        assert len(texts(read_)) == 3

    def test_an_option_without_words_is_an_error(self):
        assert "Q12" in codes(options("- [ ] {#a}", "  > 1", "- [x] Two. {#b}", "  > 2"))

    def test_a_box_in_code_is_no_option(self):
        read_ = reading(question(text="Ola writes:\n\n```\n- [x] done\n```\n\nWhat now?\n"))
        assert len(texts(read_)) == 3

    def test_text_among_the_options_is_an_error_once(self):
        text = bank(
            question(options=OPTIONS.replace("- [ ] Ring", "Some words\nand more.\n\nMore.\n\n- [ ] Ring"))
        )
        read_ = read(text.replace("at once.\nSome", "at once.\n\nSome"))
        assert codes(read_) == ["Q07"]
        assert len(texts(read_)) == 3

    def test_text_after_the_options_is_an_error(self):
        text = bank(question(end="\nThink about it.\n"))
        assert found(read(text), "Q07").line == line_of(text, "Think about it")

    def test_a_rule_among_the_options_is_an_error_and_never_part_of_one(self):
        read_ = reading(question(options=OPTIONS + "***\n"))
        assert codes(read_) == ["Q07"]
        read_ = options("- [ ] One. {#a}", "***", "  > 1", "- [x] Two. {#b}", "  > 2")
        assert texts(read_) == ["One.", "Two."]

    def test_a_smaller_heading_among_the_options_is_an_error(self):
        assert "Q07" in codes(reading(question(options=OPTIONS + "### More\n")))


class TestFeedback:
    def test_stands_under_its_option(self):
        assert feedback(reading())[1] == "Pressing slows the bleed for Ola at once."

    @pytest.mark.parametrize("indent", [0, 1, 3, 4, 6, 9])
    def test_is_found_at_any_indent_and_the_clean_one_is_told(self, indent):
        read_ = reading(question(options=OPTIONS.replace("  >", " " * indent + ">")))
        assert feedback(read_) == feedback(reading())
        assert codes(read_) == ["Q11"]
        assert found(read_, "Q11").remedy == "The clean form is 2 spaces."

    def test_three_spaces_are_clean_under_a_digit_and_four_under_two(self):
        read_ = options("9. [ ] One. {#a}", "   > 1", "10. [x] Two. {#b}", "    > 2")
        assert read_.findings == ()
        assert codes(options("1. [ ] One. {#a}", "  > 1", "2. [x] Two. {#b}", "   > 2")) == ["Q11"]

    def test_lists_parted_only_by_feedback_are_one_list(self):
        read_ = options(
            "1. [ ] One. {#a}", "> 1", "", "2. [x] Two. {#b}", "", "> 2", "3. [ ] Three. {#c}", "> 3"
        )
        assert feedback(read_) == ["1", "2", "3"]

    def test_empty_lines_and_a_change_of_mark_do_not_part_a_list(self):
        first = ["- [ ] One. {#a}", "", "  > 1", "", "* [x] Two. {#b}", "  > 2", ""]
        read_ = options(*first, "- [ ] Three. {#c}", "  > 3")
        assert read_.findings == ()
        assert feedback(read_) == ["1", "2", "3"]

    def test_goes_on_in_lines_with_and_without_its_mark(self):
        read_ = options(
            "- [ ] One. {#a}", "  > More", "  > and more", "and more.", "- [x] Two. {#b}", "  > 2"
        )
        assert feedback(read_)[0] == "More\nand more\nand more."

    def test_has_paragraphs(self):
        read_ = options(
            "- [ ] One. {#a}", "  > One.", "  >", "  > Two.", "", "  > Three.", "- [x] Two. {#b}", "  > 2"
        )
        assert feedback(read_)[0] == "One.\n\nTwo.\n\nThree."

    def test_after_an_empty_line_a_line_without_its_mark_is_an_error(self):
        assert "Q07" in codes(
            options("- [ ] One. {#a}", "  > 1", "", "  and more", "- [x] Two. {#b}", "  > 2")
        )

    def test_coach_belongs_to_cases(self):
        assert codes(
            options("- [ ] One. {#a}", "  > 1", "  >", "  > coach: x", "- [x] Two. {#b}", "  > 2")
        ) == ["Q13"]


class TestIds:
    def test_stand_at_the_end_of_an_option(self):
        assert [option.id for option in only(reading()).options] == ["a", "b", "c"]

    def test_a_missing_one_is_the_next_free_letter_and_is_told(self):
        text = bank(question(options=OPTIONS.replace(" {#b}", "").replace("{#c}", "{#d}")))
        read_ = read(text)
        assert [option.id for option in only(read_).options] == ["a", "e", "d"]
        finding = found(read_, "I05")
        assert (finding.severity, finding.line) == ("information", line_of(text, "- [x]"))
        assert finding.what == "1 of 3 have no id yet and were given: e."

    def test_none_at_all_gives_letters_from_a_on(self):
        read_ = options(*(f"- [{'x' if n == 3 else ' '}] Option {n}.\n  > {n}" for n in range(28)))
        ids = [option.id for option in only(read_).options]
        assert (ids[:3], ids[25:], only(read_).right) == (["a", "b", "c"], ["z", "a1", "b1"], "d")

    def test_one_that_stands_twice_in_a_question_is_an_error_that_names_the_first(self):
        text = bank(question(options=OPTIONS.replace("{#b}", "{#a}")))
        finding = found(read(text), "I01")
        assert finding.line == line_of(text, "- [x]")
        assert f"line {line_of(text, '{#a}')}" in finding.what

    def test_the_same_one_in_two_questions_is_fine(self):
        assert reading(question(), question(id="Q-2")).findings == ()

    @pytest.mark.parametrize("id", ["yes", "no", "back", "end"])
    def test_some_words_are_kept_for_other_use(self, id):
        assert "I03" in codes(reading(question(options=OPTIONS.replace("{#a}", f"{{#{id}}}"))))

    @pytest.mark.parametrize("id", ["A", "1", "a_b", "é", "", "a b", "a" * 61])
    def test_of_options_are_small_letters_digits_and_hyphens(self, id):
        assert "I02" in codes(reading(question(options=OPTIONS.replace("{#a}", f"{{#{id}}}"))))

    def test_a_longer_id_is_fine(self):
        assert reading(question(options=OPTIONS.replace("{#a}", "{#find-plaster-2}"))).findings == ()

    @pytest.mark.parametrize(("length", "fits"), [(60, True), (61, False)])
    def test_of_questions_are_short_enough_to_be_kept(self, length, fits):
        assert (codes(reading(question(id="Q" * length))) == []) == fits

    def test_of_questions_are_capitals_digits_and_hyphens(self):
        finding = found(reading(question(id="q-1")), "I02")
        assert finding.remedy == "Did you mean Q-1?"

    def test_of_a_second_question_the_same_is_an_error_and_it_is_left_out(self):
        text = bank(question(), question(text="Another?\n"))
        finding = found(read(text), "I01")
        assert f"line {line_of(text, '## Cut')}" in finding.what
        assert len(read(text).bank.questions) == 1

    def test_in_another_file_the_file_is_named(self):
        files = {"a.md": bank(), "b.md": "# Questions\n" + question()}
        finding = found(read(files), "I01")
        assert finding.file == "b.md"
        assert "of a.md" in finding.what

    def test_lessons_questions_and_cases_share_one_list_of_ids(self):
        assert "I01" in codes(reading(question(id="L1")))

    def test_a_question_without_one_is_given_one_of_its_lesson_and_that_is_told(self):
        read_ = reading(question(id=""), question(id="Q-L1-01"), question(id=""))
        assert [each.id for each in read_.bank.questions] == ["Q-L1-02", "Q-L1-01", "Q-L1-03"]
        assert codes(read_) == ["I05", "I05"]

    @pytest.mark.parametrize(
        "text",
        ["Press {#a} on it?\n", "What now? {#a}\n", "### Smaller {#a}\n\nWhat now?\n", "> What now? {#a}\n"],
    )
    def test_anywhere_else_they_are_an_error(self, text):
        whole = bank(question(text=text))
        (finding,) = (each for each in read(whole).findings if each.code in ("I04", "F11"))
        assert finding.line == line_of(whole, text.split("\n")[0])

    def test_with_a_backslash_at_the_end_of_an_option_they_are_text(self):
        read_ = reading(question(options=OPTIONS.replace("{#a}", "\\{#a}")))
        assert (texts(read_)[0], only(read_).options[0].id) == (
            "Look for a plaster in the cupboard. \\{#a}",
            "d",
        )

    def test_twice_on_one_option_is_an_error(self):
        assert "I04" in codes(reading(question(options=OPTIONS.replace("{#a}", "{#a} {#d}"))))

    def test_in_feedback_they_are_an_error(self):
        assert "I04" in codes(reading(question(options=OPTIONS.replace("goes on", "goes on {#d} on"))))

    @pytest.mark.parametrize(
        "text", ["What is `{#a}`?\n", "What is \\{#a}?\n", "```\n{#a}\n```\n\nWhat now?\n"]
    )
    def test_in_code_or_with_a_backslash_they_are_text(self, text):
        assert reading(question(text=text)).findings == ()


def test_all_faults_of_a_bank_are_told_at_once_worst_first():
    read_ = reading(
        question(head="lesson: L9\n", options=NOBODY),
        question(id="Q-2", options=OPTIONS.replace(" {#a}", "")),
    )
    assert [(each.code, each.severity) for each in read_.findings] == [
        ("Q04", "error"),
        ("N01", "error"),
        ("I05", "information"),
    ]


def test_a_question_reads_as_its_parts():
    question_ = only(reading(question(text="Ola is cut.\n\nIt is deep.\n\nWhat now?\n", end=END)))
    assert question_.title == "Cut by glass Q-1"
    assert (question_.scene, question_.asked) == ("Ola is cut.\n\nIt is deep.", "What now?")
    assert question_.why == "Pressing is what slows a bleed."
    assert TEXT.strip() == only(reading()).text
