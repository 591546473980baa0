import pytest

from quiz_bank import DrawGroup, PoolTooSmall, draw, draw_before, draw_follow_up, draw_practice
from tests.quiz_bank.banks import asked, two_lessons

BANK = two_lessons()
SEEDS = [str(number) for number in range(40)]
PAPER_OF_SEVEN = [
    ("Q-L2-0", "adcb"),
    ("Q-L1-3", "cbda"),
    ("Q-L1-4", "dbca"),
    ("Q-L3-0", "dabc"),
    ("Q-L2-1", "adbc"),
]


def drawn(seed="1", **more):
    return [BANK.question(each.question) for each in draw(BANK, seed, **more)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_paper_has_the_shape_of_the_blueprint(seed):
    paper = drawn(seed)
    assert sum(question.lesson == "L1" for question in paper) == 2
    assert sum(question.lesson in ("L2", "L3") for question in paper) == 3
    assert len({question.id for question in paper}) == 5


@pytest.mark.parametrize("seed", SEEDS)
def test_a_group_draws_exactly_the_critical_ones_it_names(seed):
    assert sum(question.critical for question in drawn(seed)) == 1


def test_a_group_that_names_none_draws_no_critical_one():
    bank = BANK.model_copy(update={"questions": (*BANK.questions, asked("Q-X", "L1", critical=True))})
    papers = [draw(bank, seed) for seed in SEEDS]
    assert not any(each.question == "Q-X" for paper in papers for each in paper)


def test_only_questions_meant_for_the_check_are_drawn():
    assert all(question.use in ("check", "both") for seed in SEEDS for question in drawn(seed))


def test_the_same_seed_gives_the_same_paper():
    assert draw(BANK, "seed") == draw(BANK, "seed")


def test_different_seeds_give_different_papers():
    assert len({draw(BANK, seed) for seed in SEEDS}) > len(SEEDS) / 2


def test_every_question_of_a_pool_has_its_turn():
    met = {question.id for seed in SEEDS for question in drawn(seed)}
    assert met == {each.id for each in BANK.meant_for().questions if each.use in ("check", "both")}


def test_unseen_questions_come_first_then_those_met_longest_ago():
    seen = {f"Q-L1-{n}": 100 + n for n in range(1, 6)}
    paper = {question.id for question in drawn(seen=seen) if question.lesson == "L1"}
    assert paper == {"Q-L1-0", "Q-L1-1"}


def test_three_tries_repeat_nothing_while_the_pool_lasts():
    seen: dict[str, int] = {}
    met: list[str] = []
    for number in range(3):
        paper = [
            each.question for each in draw(BANK, f"try {number}", seen) if each.question.startswith("Q-L1")
        ]
        met += paper
        seen |= dict.fromkeys(paper, number)
    assert len(set(met)) == 6


def test_options_are_shuffled_by_the_seed_and_all_there():
    orders = {each.options for seed in SEEDS for each in draw(BANK, seed)}
    assert all(sorted(order) == list("abcd") for order in orders)
    assert len(orders) > 10


def test_options_keep_their_order_where_shuffle_is_off():
    bank = BANK.model_copy(
        update={"questions": tuple(each.model_copy(update={"shuffle": False}) for each in BANK.questions)}
    )
    assert {each.options for each in draw(bank, "1")} == {("a", "b", "c", "d")}


def test_the_order_of_questions_follows_the_seed_and_not_the_blueprint():
    firsts = {draw(BANK, seed)[0].question[:4] for seed in SEEDS}
    assert len(firsts) > 1


def test_an_audience_has_its_own_blueprint():
    assert [each.question for each in draw(BANK, "1", audience="community")] == ["Q-L1-NEXT-DOOR"]
    assert all("Q-L1-NEXT-DOOR" not in [each.question for each in draw(BANK, seed)] for seed in SEEDS)


def test_a_pool_that_is_too_small_is_said_and_nothing_is_drawn():
    bank = BANK.model_copy(update={"questions": BANK.questions[:1]})
    with pytest.raises(PoolTooSmall, match="L1: 2 asked for, 1 there"):
        draw(bank, "1")


def test_a_follow_up_draws_two_fresh_critical_questions_of_the_topic():
    seen = {"Q-L3-0": 5, "Q-L3-1": 6, "Q-L3-2": 7}
    follow_up = draw_follow_up(BANK, ["L2 L3"], "1", seen)
    assert {each.question for each in follow_up} == {"Q-L3-3", "Q-L3-4"}


def test_a_follow_up_asks_nothing_on_topics_that_were_safe():
    assert draw_follow_up(BANK, ["L1 L9"], "1", {}) == ()


def test_a_follow_up_asks_on_every_topic_in_which_one_was_missed():
    more = tuple(asked(f"Q-L1-SAFE-{n}", "L1", critical=True) for n in range(2))
    group = DrawGroup(lessons=("L1",), take=2, critical=1)
    bank = BANK.model_copy(update={"questions": (*BANK.questions, *more), "draw": (group, BANK.draw[1])})
    asked_ = [each.question for each in draw_follow_up(bank, ["L1", "L2 L3"], "1", {})]
    assert sorted(asked_[:2]) == ["Q-L1-SAFE-0", "Q-L1-SAFE-1"]
    assert [id[:4] for id in asked_[2:]] == ["Q-L3", "Q-L3"]


def test_too_few_critical_questions_are_said_with_their_topic():
    bank = BANK.model_copy(update={"questions": tuple(each for each in BANK.questions if not each.critical)})
    with pytest.raises(PoolTooSmall, match="L2 L3: 1 asked for, 0 there"):
        draw(bank, "1")
    with pytest.raises(PoolTooSmall, match="L2 L3: 2 asked for, 0 there"):
        draw_follow_up(bank, ["L2 L3"], "1", {})


def test_a_seed_that_was_kept_gives_the_paper_that_it_gave_then():
    """Attempts on record hold their seed: drawing in another way would make their papers another's."""
    paper = [(each.question, "".join(each.options)) for each in draw(BANK, "7")]
    assert paper == PAPER_OF_SEVEN


def test_before_a_lesson_only_what_is_meant_for_then_is_asked():
    assert [each.question for each in draw_before(BANK, "L1", "1")] == ["Q-L1-BEFORE"]
    assert draw_before(BANK, "L2", "1") == ()
    assert len({each.options for seed in SEEDS for each in draw_before(BANK, "L1", seed)}) > 5


def test_practice_offers_every_practice_question_of_a_lesson_in_the_order_of_the_text_but_for_some():
    assert [each.question for each in draw_practice(BANK, "L2", "1")] == [f"Q-L2-{n}" for n in range(4)]
    assert [each.question for each in draw_practice(BANK, "L1", "1")] == ["Q-L1-PRACTICE"]
    left = draw_practice(BANK, "L2", "1", without={"Q-L2-0", "Q-L2-3"})
    assert [each.question for each in left] == ["Q-L2-1", "Q-L2-2"]
    assert len({each.options for seed in SEEDS for each in draw_practice(BANK, "L1", seed)}) > 5
