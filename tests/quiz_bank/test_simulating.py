"""Imagined people: what they meet over their tries, and how likely they pass."""

from pathlib import Path

import pytest

import quiz_bank
from quiz_bank import read, read_folder
from quiz_bank.simulating import drawing, passing
from tests.quiz_bank.banks import two_lessons

SHIPPED = Path(quiz_bank.__file__).parent / "courses" / "child_a"


@pytest.fixture(scope="module")
def shipped():
    return read(read_folder(SHIPPED)).bank.meant_for()


def test_three_tries_and_a_follow_up_of_the_shipped_course_meet_no_question_twice(shipped):
    drawn = drawing(shipped, 200)
    assert drawn.asked == 200 * (3 * 20 + 6)
    assert drawn.repeats == 0
    assert drawn.most[1] < 2


def test_a_pool_that_is_too_small_is_told_by_what_is_met_twice():
    small = two_lessons()
    kept = tuple(each for each in small.questions if each.id not in ("Q-L1-3", "Q-L1-4", "Q-L1-5"))
    assert (
        drawing(small.meant_for(), 5).repeats
        < drawing(small.model_copy(update={"questions": kept}).meant_for(), 5).repeats
    )


def test_who_knows_more_passes_more_and_who_knows_all_passes(shipped):
    told = passing(shipped, (0.6, 0.8, 0.95, 1.0), 300)
    assert list(told.values()) == sorted(told.values())
    assert told[0.6] < 0.3 < told[0.95] < 1
    assert told[1.0] == 1


def test_safety_questions_missed_fail_a_try_however_many_are_right(shipped):
    easy = shipped.model_copy(update={"passing": (shipped.passing[0].model_copy(update={"right": 0}),)})
    assert passing(easy, (0.5,), 300)[0.5] < 0.5
