import pytest

from quiz_bank import Option, PassRule, Unreadable, mark, mark_all
from quiz_bank.kinds.multiple import MultipleQuestion
from tests.quiz_bank.banks import asked, two_lessons

BANK = two_lessons()
RULE = PassRule(right=2, of=3)
DRAWN = ["Q-L1-0", "Q-L2-0", "Q-L3-0"]
RIGHT, WRONG = {"option": "a"}, {"option": "b"}


def score(**given):
    by_lesson = dict(zip(["L1", "L2", "L3"], DRAWN, strict=True))
    return mark_all(BANK, DRAWN, {by_lesson[lesson]: response for lesson, response in given.items()}, RULE)


def test_one_response_is_marked_by_its_question():
    assert mark(asked("Q-1", "L1"), RIGHT).outcome == "correct"
    assert mark(asked("Q-1", "L1"), WRONG).outcome == "incorrect"


def test_a_response_that_does_not_fit_is_refused():
    with pytest.raises(Unreadable):
        mark(asked("Q-1", "L1"), {"option": "z"})


def test_all_right_passes():
    result = score(L1=RIGHT, L2=RIGHT, L3=RIGHT)
    assert (result.right, result.of, result.passed) == (3, 3, True)


def test_the_mark_itself_is_enough():
    assert score(L1=WRONG, L2=RIGHT, L3=RIGHT).passed


def test_below_the_mark_is_not_passed():
    result = score(L1=WRONG, L2=WRONG, L3=RIGHT)
    assert (result.reached, result.passed) == (False, False)


def test_a_missed_critical_question_holds_the_pass_back_though_the_mark_is_reached():
    result = score(L1=RIGHT, L2=RIGHT, L3=WRONG)
    assert result.reached
    assert result.critical_missed == ("Q-L3-0",)
    assert not result.passed


def test_what_was_not_answered_counts_as_not_right():
    result = score(L1=RIGHT, L2=RIGHT)
    assert (result.right, result.critical_missed) == (2, ("Q-L3-0",))
    assert [each.mark for each in result.marked] == [mark(BANK.question(DRAWN[0]), RIGHT)] * 2 + [None]


def test_what_is_not_in_the_bank_cannot_be_marked():
    with pytest.raises(KeyError, match="Q-NOWHERE"):
        mark_all(BANK, ["Q-NOWHERE"], {}, RULE)


def test_lessons_missed_are_named_once_in_the_order_drawn():
    drawn = ["Q-L2-0", "Q-L1-0", "Q-L2-1"]
    assert mark_all(BANK, drawn, {}, RULE).lessons_missed == ("L2", "L1")


def test_a_critical_question_that_rests_on_one_option_is_safe_though_not_all_is_right():
    question = MultipleQuestion(
        id="Q-M",
        title="M",
        lesson="L1",
        text="Which?",
        critical=True,
        critical_on=("a",),
        options=tuple(Option(id=id, text=id) for id in "abc"),
        right=frozenset("ab"),
    )
    bank = BANK.model_copy(update={"questions": (question,)})
    result = mark_all(bank, ["Q-M"], {"Q-M": {"options": ["a"]}}, PassRule(right=1, of=1))
    assert (result.right, result.critical_missed) == (0, ())


def test_a_question_that_the_bank_does_not_hold_is_a_key_error():
    with pytest.raises(KeyError):
        mark_all(BANK, ["Q-NONE"], {}, RULE)
