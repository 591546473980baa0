"""Ids are written where they are missing, once, and nothing else changes."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz_bank import check, read, with_ids
from tests.banks import kettle
from tests.quiz_bank.formats.test_any_text import LINES
from tests.quiz_bank.formats.test_cases import case
from tests.quiz_bank.texts import bank, line_of, question

FEW = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
WHOLE = bank(question(), question(id="Q-2"), more=case())
IDS = re.compile(r" ?\{#[^}]*\}")


def written(text: str) -> str:
    return with_ids({"bank.md": text})["bank.md"]


def without(text: str, gone: list[bool]) -> str:
    """The text without those of its ids that are named by their place."""
    marks = iter(gone)
    return IDS.sub(lambda each: "" if next(marks, False) else each[0], text)


def test_a_question_pasted_without_ids_gets_one_for_itself_and_for_each_option():
    text = written(without(WHOLE, [True] * 99))
    lines = text.split("\n")
    assert "## Cut by glass Q-1 {#Q-L1-01}" in lines
    assert "- [x] Press on the cut with a clean cloth. {#b}" in lines
    assert "# Lesson: Stopping a bleed {#L1}" in lines
    assert not [each for each in read(text).findings if each.code == "I05"]


def test_the_id_of_a_choice_stands_before_its_arrow():
    text = written(without(bank(more=case()), [True] * 99))
    assert "{#a} -> " in text
    assert not re.search(r"-> \w+ \{#", text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_ends_of_lines_stay_as_they_were(end):
    bare = without(WHOLE, [True] * 99).replace("\n", end)
    assert IDS.sub("", written(bare)) == bare


def test_marks_that_close_a_heading_stay_at_its_end():
    text = bank(question(id="").replace("## Cut by glass ", "## Cut by glass ##"))
    assert "## Cut by glass {#Q-L1-01} ##" in written(text).split("\n")


def test_an_option_on_two_lines_has_its_id_at_the_end_of_the_second():
    options = (
        "- [x] Press on the cut\n  with a clean cloth.\n  > It slows.\n- [ ] Wait. {#a}\n  > It goes on.\n"
    )
    text = bank(question(options=options))
    assert written(text).split("\n")[line_of(text, "with a clean") - 1] == "  with a clean cloth. {#b}"


def test_an_id_used_twice_is_mended_before_any_is_written():
    options = "- [x] Press. {#a}\n  > Yes.\n- [ ] Wait. {#a}\n  > No.\n- [ ] Ring.\n  > Later.\n"
    text = bank(question(options=options))
    assert written(text) == text
    assert "I01" in {each.code for each in check({"bank.md": text}).findings}


def test_a_whole_text_is_left_byte_for_byte():
    assert with_ids(kettle()) == kettle()


@FEW
@given(st.lists(st.booleans(), max_size=40))
def test_whichever_ids_are_missing_the_bank_reads_the_same_and_a_second_time_changes_nothing(gone):
    bare = without(WHOLE, gone)
    once = written(bare)
    assert read(once).bank == read(bare).bank
    assert not read(once).given
    assert written(once) == once
    assert IDS.sub("", once) == IDS.sub("", bare)


@FEW
@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_whatever_was_pasted_only_ids_are_added_and_only_once(lines):
    text = "\n".join(lines)
    once = written(text)
    assert read(once).bank == read(text).bank
    assert written(once) == once
    assert IDS.sub("", once) == IDS.sub("", text)
