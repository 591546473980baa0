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
