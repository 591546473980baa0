import pytest

from quiz_bank import Option, Unreadable
from quiz_bank.kinds.single import Single, SingleQuestion

QUESTION = SingleQuestion(
    id="Q-1",
    title="Tea",
    lesson="L1",
    text="What first?",
    options=(Option(id="a", text="Boil", feedback="Hot."), Option(id="b", text="Pour")),
    right="a",
)


def test_the_right_option_scores_one_and_brings_its_own_feedback():
    mark = QUESTION.mark(Single(option="a"))
    assert (mark.outcome, mark.score, mark.feedback) == ("correct", 1.0, ("a",))


def test_any_other_option_scores_nothing():
    mark = QUESTION.mark(Single(option="b"))
    assert (mark.outcome, mark.score) == ("incorrect", 0.0)


@pytest.mark.parametrize(
    "given",
    [{}, {"option": ""}, {"option": "z"}, {"option": ["a"]}, {"options": "a"}, {"option": "a", "b": "c"}],
)
def test_a_response_that_does_not_fit_says_what_to_do(given):
    with pytest.raises(Unreadable, match=r"Choose one option\."):
        QUESTION.read(given)


def test_its_right_option_is_known_by_id():
    assert QUESTION.right_ids() == {"a"}


def test_what_makes_it_critical_is_the_right_option():
    assert QUESTION.is_safe(Single(option="a"))
    assert not QUESTION.is_safe(Single(option="b"))


def test_its_key_is_which_is_right_and_which_are_offered():
    assert QUESTION.key() == QUESTION.model_copy(update={"options": QUESTION.options[::-1]}).key()
    assert QUESTION.key() != QUESTION.model_copy(update={"right": "b"}).key()
    assert QUESTION.key() != QUESTION.model_copy(update={"options": QUESTION.options[:1]}).key()
    assert QUESTION.picked(Single(option="b")) == {"b"}
