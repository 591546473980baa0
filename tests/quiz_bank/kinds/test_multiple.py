import pytest

from quiz_bank import Option, Unreadable
from quiz_bank.kinds.multiple import Multiple, MultipleQuestion


def asking(**more):
    fields = {
        "id": "Q-1",
        "title": "Tea",
        "lesson": "L1",
        "text": "Which?",
        "options": tuple(Option(id=id, text=id) for id in "abcde"),
        "right": frozenset("abc"),
    }
    return MultipleQuestion(**fields | more)


@pytest.mark.parametrize(
    ("picked", "score", "outcome"),
    [
        ("abc", 1.0, "correct"),
        ("ab", 2 / 3, "partly"),
        ("abd", 1 / 3, "partly"),
        ("abcd", 2 / 3, "partly"),
        ("ad", 0.0, "incorrect"),
        ("de", 0.0, "incorrect"),
        ("abcde", 1 / 3, "partly"),
    ],
)
def test_the_score_is_right_less_wrong_over_all_right_ones_and_never_below_nothing(picked, score, outcome):
    mark = asking().mark(Multiple(options=tuple(picked)))
    assert mark.score == pytest.approx(score)
    assert mark.outcome == outcome


def test_feedback_comes_for_what_was_picked_in_the_order_of_the_text():
    assert asking().mark(Multiple(options=("d", "a"))).feedback == ("a", "d")


def test_a_form_with_one_box_ticked_reads_as_one_option():
    assert asking().read({"options": "a"}) == Multiple(options=("a",))


@pytest.mark.parametrize("given", [{}, {"options": []}, {"options": ["z"]}, {"options": ["a", "a"]}])
def test_a_response_that_does_not_fit_says_what_to_do(given):
    with pytest.raises(Unreadable, match=r"Choose at least one option\."):
        asking().read(given)


def test_it_counts_as_right_from_its_enough_on():
    assert asking(enough=2 / 3).is_right(Multiple(options=("a", "b")))
    assert not asking().is_right(Multiple(options=("a", "b")))


def test_critical_may_rest_on_some_options_alone():
    question = asking(critical=True, critical_on=("a", "d"))
    assert question.is_safe(Multiple(options=("a", "e")))
    assert not question.is_safe(Multiple(options=("a", "d")))
    assert not question.is_safe(Multiple(options=("b", "c")))


def test_critical_rests_on_all_of_it_where_nothing_is_named():
    question = asking(critical=True)
    assert question.is_safe(Multiple(options=("a", "b", "c")))
    assert not question.is_safe(Multiple(options=("a", "b")))


def test_all_of_them_may_be_ticked():
    assert asking(right=frozenset("abcde")).read({"options": list("abcde")}).options == tuple("abcde")


@pytest.mark.parametrize("options", ["a", "abc"])
def test_as_many_as_are_asked_for_are_to_be_chosen(options):
    assert asking(choose=2).read({"options": ["b", "a"]}).options == ("a", "b")
    with pytest.raises(Unreadable, match=rf"^You chose {len(options)}\. Choose 2 options\.$"):
        asking(choose=2).read({"options": list(options)})
    with pytest.raises(Unreadable, match=r"^Choose 2 options\.$"):
        asking(choose=2).read({})


def test_what_is_no_list_of_texts_does_not_fit():
    with pytest.raises(Unreadable):
        asking().read({"options": {"a": 1}})


def test_its_key_is_which_are_right_and_which_are_offered():
    assert asking().key() == asking(options=asking().options[::-1], text="Other words?").key()
    assert asking().key() != asking(right=frozenset("ab")).key()
    assert asking().key() != asking(options=asking().options[:4]).key()
    assert asking().picked(Multiple(options=("b", "a"))) == {"a", "b"}
