import pytest

from quiz_bank import Option, Unreadable
from quiz_bank.kinds.sort import SortQuestion
from quiz_bank.placing import Place
from tests.quiz_bank.texts import HEAD, bank, codes, found, line_of, linted, only, question, reading

BOXES = "boxes: Hot {#h} | Cold {#c}\n"
CARDS = """- Steam {#c1} => Hot
  > It burns.
- Ice {#c2} => Cold
  > It cools.
- Milk {#c3} => {#c}
  > It keeps.
"""


def asking(**more):
    return SortQuestion(
        id="Q-1",
        title="Tea",
        lesson="L1",
        text="Which is which?",
        boxes=tuple(Option(id=id, text=f"box {id}") for id in "xyz"),
        cards=tuple(Option(id=id, text=f"card {id}", feedback=f"why {id}") for id in "abcd"),
        right={"a": "x", "b": "y", "c": "y", "d": "z"},
        **more,
    )


def given(places):
    return Place(place=dict(zip("abcd", places, strict=True)))


def written(options=CARDS, boxes=BOXES, head="", text="Which is which?\n"):
    return reading(question(head=f"{HEAD}kind: sort\n{boxes}{head}", text=text, options=options))


class TestMarking:
    @pytest.mark.parametrize(
        ("places", "score", "outcome"),
        [
            ("xyyz", 1.0, "correct"),
            ("xyyx", 3 / 4, "partly"),
            ("zzzz", 1 / 4, "partly"),
            ("yxxx", 0.0, "incorrect"),
        ],
    )
    def test_the_score_is_the_share_of_cards_in_the_right_box(self, places, score, outcome):
        mark = asking().mark(given(places))
        assert (mark.score, mark.outcome, mark.feedback) == (
            pytest.approx(score),
            outcome,
            ("a", "b", "c", "d"),
        )

    def test_it_counts_as_right_from_its_enough_on(self):
        assert asking(enough=3 / 4).is_right(given("xyyx"))
        assert not asking().is_right(given("xyyx"))

    def test_only_the_critical_card_makes_it_safe(self):
        question_ = asking(critical=True, critical_on=("d",))
        assert question_.is_safe(given("yxxz"))
        assert not question_.is_safe(given("xyyx"))

    def test_critical_rests_on_all_of_it_where_nothing_is_named(self):
        assert asking(critical=True).is_safe(given("xyyz"))
        assert not asking(critical=True).is_safe(given("xyyx"))


class TestReading:
    def test_a_form_and_json_say_the_same(self):
        form = {f"place.{card}": box for card, box in zip("abcd", "xxyz", strict=True)}
        assert asking().read(form) == given("xxyz")

    @pytest.mark.parametrize("sent", [{}, {"place": {"a": "x"}}, {"place": dict.fromkeys("abcd", "w")}])
    def test_a_response_that_does_not_fit_says_what_to_do(self, sent):
        with pytest.raises(Unreadable, match=r"^Choose a box for every card\. “card"):
            asking().read(sent)

    def test_boxes_stand_in_the_order_of_the_text_and_cards_in_the_order_drawn(self):
        assert [place.id for place in asking().places("dcba")] == ["x", "y", "z"]
        assert [row.id for row in asking().rows("dcba")] == ["d", "c", "b", "a"]


class TestTelling:
    def test_what_was_given_is_told_in_the_order_met(self):
        assert asking().in_words(given("xxyz"), "dcba")[0] == "card d → **box z**"

    def test_looking_back_says_which_box_fits(self):
        first, second, *_ = asking().look_back(given("xxyz"), "abcd")
        assert (first.fits, first.said) == (True, "You put this in “box x”. It belongs there")
        assert (second.fits, second.instead) == (False, "What fits: box y")
        assert second.said == "You put this in “box x”. It belongs elsewhere"


class TestText:
    def test_boxes_and_cards_are_read(self):
        question_ = only(written())
        assert [(box.id, box.text) for box in question_.boxes] == [("h", "Hot"), ("c", "Cold")]
        assert question_.right == {"c1": "h", "c2": "c", "c3": "c"}
        assert question_.cards[0].feedback == "It burns."
        assert codes(written()) == []

    def test_a_box_is_named_in_any_spelling_of_capitals_and_spaces(self):
        read_ = written(CARDS.replace("=> Hot", "=> very  HOT"), BOXES.replace("Hot", "Very hot"))
        assert only(read_).right["c1"] == "h"

    @pytest.mark.parametrize("arrow", ["⇒", "->", "→"])
    def test_other_arrows_are_read_too(self, arrow):
        assert only(written(CARDS.replace("=>", arrow))).right == only(written()).right

    def test_a_box_that_is_not_there_is_an_error_with_the_nearest_one(self):
        text = bank(question(head=f"{HEAD}kind: sort\n{BOXES}", options=CARDS.replace("=> Cold", "=> Colt")))
        finding = found(
            reading(question(head=f"{HEAD}kind: sort\n{BOXES}", options=CARDS.replace("=> Cold", "=> Colt"))),
            "N06",
        )
        assert (finding.what, finding.remedy) == ('There is no box called "Colt".', "Did you mean Cold?")
        assert finding.line == line_of(text, "Colt")
        unlike = found(written(CARDS.replace("=> Cold", "=> Unclear")), "N06")
        assert unlike.remedy == "Use one of: Hot, Cold."

    def test_a_card_in_no_box_is_an_error(self):
        assert found(written(CARDS.replace("=> Cold", "=>")), "N06").what == '"Ice" is in no box.'

    def test_boxes_may_have_no_ids_yet(self):
        read_ = written(CARDS.replace("{#c}", "Cold"), "boxes: Hot | Cold\n")
        assert [box.id for box in only(read_).boxes] == ["a", "b"]
        assert codes(read_) == ["I05"]

    def test_boxes_may_go_on_on_the_next_line(self):
        assert codes(written(boxes="boxes: Hot {#h} |\n  Cold {#c}\n")) == []

    def test_a_question_without_boxes_says_so_once(self):
        assert codes(written(boxes="")) == ["K05"]

    @pytest.mark.parametrize("boxes", ["boxes: Hot {#h} | Hot {#c}\n", "boxes: Hot {#h} | {#c}\n"])
    def test_a_box_has_a_name_of_its_own(self, boxes):
        assert "Q16" in codes(written(boxes=boxes))

    def test_ids_of_boxes_are_used_once(self):
        assert "I01" in codes(written(boxes="boxes: Hot {#h} | Cold {#h}\n"))

    @pytest.mark.parametrize("mark", ["15. March: she wrote", "> 12 callers", "# Monday", "a => b"])
    def test_what_begins_like_a_mark_on_a_card_stays_text(self, mark):
        assert only(written(CARDS.replace("Steam", mark))).cards[0].text == mark

    def test_an_id_where_none_can_be_read_is_an_error(self):
        assert "I04" in codes(written(CARDS.replace("=> Cold", "=> Cold {#c} at night {#h}")))

    def test_one_box_is_nothing_to_sort(self):
        assert "Q02" in codes(written("- Steam => Hot\n  > So.\n- Ice => Hot\n  > So.\n", "boxes: Hot\n"))

    def test_critical_rests_on_cards(self):
        assert only(written(head="critical: c2\n")).critical_on == ("c2",)
        assert "ids of its cards: c1, c2, c3" in found(written(head="critical: h\n"), "Q10").remedy

    def test_shuffle_may_be_off(self):
        assert not only(written(head="shuffle: no\n")).shuffle


class TestLint:
    def test_nothing_is_found_in_a_good_one(self):
        found_ = [
            each for code in ("W01", "W02", "W12", "W13", "Q09", "W23") for each in linted(written(), code)
        ]
        assert found_ == []

    def test_w23_a_box_that_no_card_belongs_in_is_found(self):
        (finding,) = linted(written(boxes=BOXES.replace("\n", " | Warm {#w}\n")), "W23")
        assert "Warm" in finding.what
        assert finding.severity == "warning"

    def test_q09_a_card_without_feedback_is_found(self):
        (finding,) = linted(written(CARDS.replace("  > It cools.\n", "")), "Q09")
        assert "Ice" in finding.what
