from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from quiz_bank import Unreadable, mark
from quiz_bank.kinds import KINDS
from quiz_bank.question import Question
from tests.quiz_bank import generated


def test_each_kind_is_listed_under_the_name_it_is_written_with():
    assert set(KINDS) == {"single", "multiple", "order", "match", "sort", "typed", "notice", "reflect"}
    for name, kind in KINDS.items():
        assert issubclass(kind, Question)
        assert kind.model_fields["kind"].default == name


def test_scene_and_what_is_asked_are_parted_at_the_last_empty_line():
    question = KINDS["single"](
        id="Q-1", title="T", lesson="L1", text="One.\n\nTwo.\n\nWhat now?", options=(), right="a"
    )
    assert (question.scene, question.asked) == ("One.\n\nTwo.", "What now?")


def test_a_question_of_one_paragraph_has_no_scene():
    question = KINDS["single"](id="Q-1", title="T", lesson="L1", text="What now?", options=(), right="a")
    assert (question.scene, question.asked) == ("", "What now?")


def test_the_banks_that_are_made_for_tests_hold_every_kind():
    assert set(generated.KINDS) == set(KINDS)


@given(st.data(), st.sampled_from([name for name, kind in KINDS.items() if kind.scored]))
def test_what_solves_a_question_is_wholly_right_by_its_own_mark(data, kind):
    question = data.draw(generated.questions(kinds=(kind,)))
    earned = mark(question, question.solved())
    assert (earned.outcome, earned.score) == ("correct", 1.0)


@given(st.data(), st.sampled_from([name for name, kind in KINDS.items() if kind.scored]))
def test_no_mark_is_below_nothing_or_above_all_of_it(data, kind):
    question = data.draw(generated.questions(kinds=(kind,)))
    shown = [option.id for option in question.shown()]
    rows, places = question.rows(shown), question.places(shown)
    if question.field == "text":
        given_ = {"text": data.draw(st.text(min_size=1).filter(str.split))}
    elif places and kind == "order":
        given_ = {"order": data.draw(st.permutations(shown))}
    elif places:
        given_ = {"place": {row.id: data.draw(st.sampled_from(places)).id for row in rows}}
    else:
        given_ = {question.field: data.draw(st.sampled_from(shown))}
    with suppress(Unreadable):
        earned = mark(question, given_)
        assert 0 <= earned.score <= 1
        assert (earned.outcome == "correct") == (earned.score == 1)
