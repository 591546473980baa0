"""The `---` block."""

import pytest

from quiz_bank import DrawGroup, Link, PassRule, read
from tests.quiz_bank.texts import COURSE, bank, codes, found, line_of, reading

THREE = "".join(f"# Lesson: {id} {{#{id}}}\n\nText.\n\n" for id in ("L1", "L2", "L3"))


def course(*lines, head=COURSE, without=()):
    kept = [line for line in head.split("\n")[1:-2] if not line.startswith(tuple(without) or ("#",))]
    return "\n".join(["---", *kept, *lines, "---", ""])


def with_lines(*lines, without=()):
    return reading(course=course(*lines, without=without))


def drawn(*lines, passing="pass: 1 of 1"):
    text = course(passing, *lines, without=("pass", "draw"))
    return read(f"{text}\n{THREE}")


def test_all_that_a_course_says_reaches_the_bank():
    read_ = with_lines(
        "language: cy", "minutes: 45", "audience: everyone", "note: About a cut.", "tries: 5", "valid: 12 months",
        "renew: 60 days before", "accept: P02 a small pool",
    )  # fmt: skip
    bank_ = read_.bank
    assert read_.findings == ()
    assert (bank_.id, bank_.title, bank_.version) == ("first-aid", "First aid at work", "1.0.0")
    assert (bank_.language, bank_.minutes, bank_.audience) == ("cy", 45, "everyone")
    assert (bank_.note, bank_.tries, bank_.valid, bank_.renew) == ("About a cut.", 5, 12, 60)
    assert bank_.accept[0].code == "P02"


def test_what_it_does_not_say_has_a_default():
    bank_ = reading().bank
    assert (bank_.language, bank_.tries, bank_.valid, bank_.renew) == ("en-GB", 3, None, 0)


@pytest.mark.parametrize("key", ["bank", "title", "version", "pass", "draw"])
def test_what_it_must_say_and_does_not_is_an_error_and_the_bank_is_still_read(key):
    read_ = with_lines(without=(key,))
    assert f'"{key}:"' in found(read_, "K05").what
    assert len(read_.bank.questions) == 1


def test_a_line_that_is_no_setting_is_an_error():
    text = bank(course=course("first aid"))
    assert found(read(text), "K06").line == line_of(text, "first aid")


def test_empty_lines_and_capitals_do_not_matter():
    assert reading(course=course("", "Minutes: 4", "")).bank.minutes == 4


def test_an_unknown_key_is_an_error_with_the_nearest_match():
    assert found(with_lines("langauge: cy"), "K01").remedy == "Did you mean language:?"


def test_a_value_goes_on_in_indented_lines():
    assert with_lines("audience: everyone", "  at work").bank.audience == "everyone at work"


def test_a_repeat_is_an_error():
    assert "K02" in codes(with_lines("title: Again"))


@pytest.mark.parametrize(
    "line",
    ["language: English", "minutes: long", "tries: 0", "valid: a year", "valid: 0 months", "renew: soon",
     "link: toolkit = javascript:alert(1)", "link: = https://x.org", "link: a = https://x.org, b, c, d"],
)  # fmt: skip
def test_a_value_that_cannot_be_read_is_an_error_on_its_line(line):
    text = bank(course=course(line))
    assert found(read(text), "K04").line == line_of(text, line)


def test_the_id_of_a_course_is_small_letters_digits_and_hyphens():
    assert "K04" in codes(with_lines("bank: First Aid", without=("bank",)))


@pytest.mark.parametrize(("said", "months"), [("12 months", 12), ("1 month", 1), ("2 years", 24)])
def test_a_pass_counts_for_months_or_years(said, months):
    assert with_lines(f"valid: {said}").bank.valid == months


def test_renewing_what_counts_for_ever_is_an_error():
    assert "D06" in codes(with_lines("renew: 60 days before"))


def test_links_have_a_name_an_address_an_owner_and_a_date():
    kit = "link: Toolkit = https://x.org/a?b=c, Ruth, 2026-11-01"
    read_ = with_lines(kit, "link: Help = {{help}}", "link: Later =")
    assert read_.findings == ()
    assert read_.bank.links == (
        Link(name="Toolkit", address="https://x.org/a?b=c", owner="Ruth", checked="2026-11-01"),
        Link(name="Help", address="{{help}}"),
        Link(name="Later"),
    )


def test_a_link_that_stands_twice_is_an_error():
    assert "K02" in codes(with_lines("link: A = https://x.org", "link: A = https://y.org"))


class TestDrawing:
    def test_take_each_makes_a_group_of_each_lesson(self):
        read_ = drawn("draw: L1 L2 L3 take 2 each", passing="pass: 5 of 6")
        assert read_.findings == ()
        assert read_.bank.draw == tuple(DrawGroup(lessons=(id,), take=2) for id in ("L1", "L2", "L3"))

    def test_without_each_the_lessons_are_drawn_from_together(self):
        read_ = drawn("draw: L1 L2 take 2, 1 critical", passing="pass: 2 of 2")
        assert read_.bank.draw == (DrawGroup(lessons=("L1", "L2"), take=2, critical=1),)

    def test_commas_between_lessons_are_fine(self):
        assert drawn("draw: L1, L2 take 1").bank.draw[0].lessons == ("L1", "L2")

    def test_each_line_is_a_group_in_its_order(self):
        read_ = drawn("draw: L2 take 1", "draw: L1 take 1", passing="pass: 2 of 2")
        assert [group.topic for group in read_.bank.draw] == ["L2", "L1"]

    def test_a_second_blueprint_has_its_own_total_and_pass_mark(self):
        read_ = drawn(
            "draw: L1 take 1", "draw: L1 L2 take 2, 1 critical for community", "pass: 1 of 2 for community"
        )
        assert read_.findings == ()
        assert read_.bank.groups("community") == (
            DrawGroup(lessons=("L1", "L2"), take=2, critical=1, audience="community"),
        )
        assert read_.bank.passing == (PassRule(right=1, of=1), PassRule(right=1, of=2, audience="community"))

    @pytest.mark.parametrize("audience", ["", " for community"])
    def test_totals_are_checked_against_the_pass_mark(self, audience):
        text = course(
            "pass: 1 of 1", "draw: L1 take 1", f"pass: 1 of 3{audience}", f"draw: L2 take 2{audience}",
            without=("pass", "draw"),
        )  # fmt: skip
        if not audience:
            text = text.replace("pass: 1 of 1\n", "")
            text = text.replace("of 3", "of 4")
        finding = found(read(f"{text}\n{THREE}"), "D01")
        assert finding.line == line_of(text, f"pass: 1 of {3 if audience else 4}")
        assert f"take {2 if audience else 3} questions" in finding.what

    @pytest.mark.parametrize(
        "line",
        ["draw: L1", "draw: take 2", "draw: L1 take two", "draw: L1 take 0", "draw: L1 take 1, 2 critical",
         "draw: L1 take 1 some"],
    )  # fmt: skip
    def test_a_draw_line_that_cannot_be_read_is_an_error(self, line):
        assert "K04" in codes(drawn(line))

    @pytest.mark.parametrize("line", ["pass: 80%", "pass: 3 of 2", "pass: 0 of 1", "pass: most"])
    def test_a_pass_mark_that_cannot_be_read_is_an_error(self, line):
        assert "K04" in codes(drawn("draw: L1 take 1", passing=line))

    def test_a_lesson_that_is_not_there_is_an_error(self):
        finding = found(drawn("draw: L1 L33 take 1"), "N01")
        assert finding.remedy == "Did you mean L3?"

    @pytest.mark.parametrize("lines", [("draw: L1 L1 take 2",), ("draw: L1 take 1", "draw: L2 L1 take 1")])
    def test_a_lesson_drawn_from_twice_is_an_error(self, lines):
        assert "D04" in codes(drawn(*lines, passing="pass: 2 of 2"))

    def test_for_another_audience_it_may_be_drawn_from_again(self):
        assert "D04" not in codes(drawn("draw: L1 take 1", "draw: L1 take 1 for all", "pass: 1 of 1 for all"))

    def test_two_pass_marks_for_the_same_people_are_an_error(self):
        assert "K02" in codes(drawn("draw: L1 take 1", "pass: 1 of 1"))

    def test_a_blueprint_without_a_pass_mark_is_an_error_and_the_other_way_round(self):
        assert "D05" in codes(drawn("draw: L1 take 1", "draw: L1 take 1 for all"))
        assert "D05" in codes(drawn("draw: L1 take 1", "pass: 1 of 1 for all"))


def test_a_bank_for_one_audience_only_is_fine():
    read_ = drawn("draw: L1 take 1 for all", passing="pass: 1 of 1 for all")
    assert read_.findings == ()


@pytest.mark.parametrize(
    ("key", "fits", "too_long"), [("bank", "b" * 60, "b" * 61), ("title", "T" * 200, "T" * 201)]
)
def test_what_addresses_files_and_certificates_are_named_by_has_a_length(key, fits, too_long):
    assert with_lines(f"{key}: {fits}", without=(key,)).findings == ()
    assert "at most" in found(with_lines(f"{key}: {too_long}", without=(key,)), "K04").remedy
