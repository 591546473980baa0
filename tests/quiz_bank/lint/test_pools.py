import pytest

from quiz_bank import DrawGroup, PoolTooSmall, draw, draw_follow_up, lint
from quiz_bank.bank import PassRule
from tests.quiz_bank.banks import asked, two_lessons


def bank(plain, critical, take=2, named=1, use="check"):
    """One group that takes `take`, `named` of them critical, from these many questions."""
    questions = [asked(f"Q-{n}", "L1", use=use) for n in range(plain)]
    questions += [asked(f"Q-C{n}", "L1", critical=True, use=use) for n in range(critical)]
    group = DrawGroup(lessons=("L1",), take=take, critical=named)
    return two_lessons().model_copy(update={"draw": (group,), "questions": tuple(questions)})


def pools(bank_):
    return [(each.code, each.severity) for each in lint(bank_) if each.code in ("P01", "P02")]


def test_p01_too_few_questions_for_one_try_are_an_error():
    assert pools(bank(0, 4)) == [("P01", "error")]
    assert pools(bank(1, 0)) == [("P01", "error")]
    assert pools(bank(9, 9, use="practice")) == [("P01", "error")]


def test_p01_too_few_critical_ones_for_a_follow_up_are_an_error():
    assert pools(bank(9, 1)) == [("P01", "error")]


@pytest.mark.parametrize(("plain", "critical"), [(1, 4), (2, 3), (1, 2)])
def test_p02_too_few_for_two_tries_and_a_follow_up_are_a_warning(plain, critical):
    assert pools(bank(plain, critical)) == [("P02", "warning")]


@pytest.mark.parametrize(("tries", "warned"), [(1, False), (2, True), (5, True)])
def test_p02_asks_for_a_second_try_only_where_there_is_one(tries, warned):
    bank_ = bank(1, 3).model_copy(update={"tries": tries})
    assert bool(pools(bank_)) == warned


def out_of_reach(bank_):
    return [each.what.split()[0] for each in lint(bank_) if each.code == "P04"]


def test_p04_a_critical_question_that_no_draw_line_takes_is_an_error():
    assert out_of_reach(bank(9, 2, named=0)) == ["Q-C0", "Q-C1"]
    assert out_of_reach(bank(9, 4, named=1)) == []
    assert out_of_reach(bank(9, 2, named=0, use="practice")) == []


def test_enough_for_two_tries_and_a_follow_up_are_fine():
    assert pools(bank(2, 4)) == []
    assert pools(bank(4, 0, named=0)) == []


def test_pools_that_lack_something_are_told_in_one_finding():
    bank_ = two_lessons().model_copy(update={"questions": ()})
    (finding,) = lint(bank_)
    assert "L1 (has 0 of 2)" in finding.what
    assert "L2 L3 (has 0 of 2 and 0 of 1 critical)" in finding.what


def draw_both(bank_):
    """A check, and a follow-up where a critical question can be missed."""
    draw(bank_, "1")
    if bank_.draw[0].critical:
        draw_follow_up(bank_, ["L1"], "1", {})


@pytest.mark.parametrize("plain", range(4))
@pytest.mark.parametrize("critical", range(5))
@pytest.mark.parametrize("named", range(3))
def test_what_has_no_error_can_be_drawn_and_followed_up(plain, critical, named):
    bank_ = bank(plain, critical, take=3, named=named)
    if ("P01", "error") in pools(bank_):
        with pytest.raises(PoolTooSmall):
            draw_both(bank_)
    else:
        draw_both(bank_)


def test_p05_a_draw_line_for_people_who_do_not_read_its_lesson_is_an_error():
    bank_ = two_lessons()
    for_neighbours = DrawGroup(lessons=("L1", "L2"), take=1, audience="community")
    assert [each.code for each in lint(bank_) if each.code == "P05"] == []
    (finding,) = [
        each
        for each in lint(bank_.model_copy(update={"draw": (*bank_.draw[:2], for_neighbours)}))
        if each.code == "P05"
    ]
    assert (finding.severity, finding.what) == (
        "error",
        'This draws from L2 for "community", who do not read that.',
    )


@pytest.mark.parametrize(
    ("passing", "told"),
    [((), "does not say which questions"), ((PassRule(right=1, of=2, audience="cooks"),), "one audience")],
)
def test_p03_says_whether_nothing_is_said_of_the_check_or_only_for_some(passing, told):
    bank_ = two_lessons().model_copy(update={"draw": (), "passing": passing})
    (found,) = [each for each in lint(bank_) if each.code == "P03"]
    assert told in found.what


def hardly_asked(bank_):
    return [each.what for each in lint(bank_) if each.code == "P06"]


def test_p06_a_lesson_with_one_question_or_none_is_a_warning_and_with_two_is_not():
    bank_ = two_lessons().model_copy(update={"draw": (DrawGroup(lessons=("L2", "L3"), take=2),)})
    of_l3 = [each for each in bank_.questions if each.lesson == "L3"]
    others = tuple(each for each in bank_.questions if each.lesson != "L3")
    found = [hardly_asked(bank_.model_copy(update={"questions": (*others, *of_l3[:n])})) for n in range(3)]
    assert found == [["No question asks about this lesson."], ["One question asks about this lesson."], []]


def test_p06_says_nothing_of_a_lesson_for_which_p01_or_p02_asks_for_more():
    """Of L2 and L3 nobody draws here, so theirs is all that is left to say."""
    for plain, code in ((0, "P01"), (2, "P02")):
        bank_ = bank(plain, 0, named=0)
        assert code in [each.code for each in lint(bank_)]
        assert hardly_asked(bank_) == ["No question asks about this lesson."] * 2
