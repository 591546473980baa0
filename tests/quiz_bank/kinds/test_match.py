import pytest

from quiz_bank import Option, Unreadable
from quiz_bank.kinds.match import MatchQuestion
from quiz_bank.placing import Place
from tests.quiz_bank.texts import HEAD, codes, found, linted, only, question, reading

PAIRS = """- Tea {#l1} => A pot {#r1}
  > Tea draws in it.
- Milk {#l2} => A jug {#r2}
  > Milk pours from it.
- Cream {#l3} => {#r2}
  > So does cream.
- => A tray {#r3}
"""


def options(ids):
    return tuple(Option(id=id, text=f"text {id}", feedback=f"why {id}") for id in ids)


def asking(**more):
    return MatchQuestion(
        id="Q-1",
        title="Tea",
        lesson="L1",
        text="What goes with what?",
        lefts=options("abc"),
        rights=(
            Option(id="x", text="text x."),
            Option(id="y", text="text y", feedback="why y"),
            Option(id="z", text="text z"),
        ),
        right={"a": "x", "b": "y", "c": "y"},
        **more,
    )


def given(places):
    return Place(place=dict(zip("abc", places, strict=True)))


def written(options=PAIRS, head="", text="What goes with what?\n"):
    return reading(question(head=f"{HEAD}kind: match\n{head}", text=text, options=options))


def pairs(read_):
    question_ = only(read_)
    lefts = {each.id: each.text for each in question_.lefts}
    rights = {each.id: each.text for each in question_.rights}
    return {lefts[left]: rights[right] for left, right in question_.right.items()}


class TestMarking:
    @pytest.mark.parametrize(
        ("places", "score", "outcome"),
        [
            ("xyy", 1.0, "correct"),
            ("xyz", 2 / 3, "partly"),
            ("zzy", 1 / 3, "partly"),
            ("zxx", 0.0, "incorrect"),
        ],
    )
    def test_the_score_is_the_share_matched_right(self, places, score, outcome):
        mark = asking().mark(given(places))
        assert (mark.score, mark.outcome, mark.feedback) == (pytest.approx(score), outcome, ("a", "b", "c"))

    def test_it_counts_as_right_from_its_enough_on(self):
        assert asking(enough=2 / 3).is_right(given("xyz"))
        assert not asking(enough=2 / 3).is_right(given("zzy"))
        assert not asking().is_right(given("xyz"))

    def test_critical_may_rest_on_some_lines_alone(self):
        question_ = asking(critical=True, critical_on=("a",))
        assert question_.is_safe(given("xzz"))
        assert not question_.is_safe(given("zyy"))
        assert not asking(critical=True).is_safe(given("xyz"))


class TestReading:
    def test_a_form_and_json_say_the_same(self):
        form = {"place.a": "x", "place.b": "y", "place.c": "x"}
        assert asking().read(form) == asking().read({"place": {"a": "x", "b": "y", "c": "x"}}) == given("xyx")

    def test_what_was_read_reads_again(self):
        assert asking().read(given("xyx").model_dump(mode="json")) == given("xyx")

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"place": {"a": "x", "b": "y"}},
            {"place": {"a": "x", "b": "y", "c": "a"}},
            {"place": {"a": "x", "b": "y", "c": "y", "d": "x"}},
            {"place": {"a": "x", "b": "y", "c": "y"}, "more": "x"},
            {"place.a": ["x", "y"], "place.b": "y", "place.c": "y"},
            {"place": ["x", "y", "y"]},
        ],
    )
    def test_a_response_that_does_not_fit_says_what_to_do(self, sent):
        with pytest.raises(Unreadable, match=r"^Choose what fits for each of them\."):
            asking().read(sent)

    def test_the_words_name_the_lines_without_a_match(self):
        with pytest.raises(Unreadable, match=r"“text b”: Choose what fits\. “text c”: Choose what fits\."):
            asking().read({"place.a": "x", "place.b": ""})

    def test_a_page_offers_the_right_side_in_the_order_drawn(self):
        order = list("zbyaxc")
        assert [row.id for row in asking().rows(order)] == ["b", "a", "c"]
        assert [place.id for place in asking().places(order)] == ["z", "y", "x"]


class TestTelling:
    def test_what_was_given_is_told_in_the_order_met(self):
        assert asking().in_words(given("xyx"), "cxbyaz") == (
            "text c → **text x.**",
            "text b → **text y**",
            "text a → **text x.**",
        )

    def test_looking_back_says_what_fits_and_what_fits_better(self):
        first, second, third = asking().look_back(given("zyx"), "abcxyz")
        assert (first.fits, first.said) == (False, "You chose “text z”. Something else fits better")
        assert (first.instead, first.feedback) == ("What fits: text x.", "why a")
        assert (second.fits, second.said, second.instead) == (True, "You chose “text y”. It fits", "")
        assert second.feedback == "why b\n\nwhy y"
        assert third.said == "You chose “text x”. Something else fits better"


class TestText:
    def test_pairs_a_second_left_and_a_spare_are_read(self):
        assert pairs(written()) == {"Tea": "A pot", "Milk": "A jug", "Cream": "A jug"}
        assert [each.id for each in only(written()).rights] == ["r1", "r2", "r3"]
        assert only(written()).lefts[0].feedback == "Tea draws in it."
        assert codes(written()) == []

    @pytest.mark.parametrize("arrow", ["⇒", "->", "→"])
    def test_other_arrows_are_read_too(self, arrow):
        assert pairs(written(PAIRS.replace("=>", arrow))) == pairs(written())

    def test_the_operator_is_the_one_right_after_the_id(self):
        read_ = written(PAIRS.replace("Tea {#l1} => A pot", "Tea => hot {#l1} => A pot => big"))
        assert pairs(read_)["Tea => hot"] == "A pot => big"

    def test_where_no_id_stands_it_is_the_last_one_outside_code(self):
        read_ = written("- Tea => hot => A pot\n- `a => b` => `c => d`\n- => One => two\n")
        assert pairs(read_) == {"Tea => hot": "A pot", "`a => b`": "`c => d`"}
        assert only(read_).rights[2].text == "One => two"

    def test_an_arrow_of_another_shape_may_stand_in_the_words(self):
        assert "From A -> B" in pairs(written(PAIRS.replace("Tea", "From A -> B")))

    def test_ids_that_are_missing_are_given_to_both_sides(self):
        read_ = written("- Tea => A pot\n- Milk => A jug\n- => A tray\n")
        assert [each.id for each in only(read_).shown()] == ["a", "b", "c", "d", "e"]
        assert codes(read_) == ["I05"]

    def test_the_same_words_on_the_right_are_one_line(self):
        read_ = written(PAIRS.replace("=> {#r2}", "=> a jug"))
        assert pairs(read_)["Cream"] == "A jug"
        assert len(only(read_).rights) == 3
        assert codes(written(PAIRS.replace("=> {#r2}", "=> A jug {#r2}"))) == []

    def test_an_id_may_name_a_line_further_down(self):
        lines = "- Cream {#l3} => {#r2}\n- Milk {#l2} => A jug {#r2}\n- Tea {#l1} => A pot {#r1}\n"
        assert pairs(written(lines))["Cream"] == "A jug"
        assert codes(written(lines)) == []

    def test_an_id_that_no_line_has_is_an_error_with_the_nearest_one(self):
        finding = found(written(PAIRS.replace("=> {#r2}", "=> {#r4x}")), "N05")
        assert finding.what == '"r4x" is not the id of any line on the right.'
        assert finding.remedy == "Use one of: r1, r2, r3."

    def test_a_left_without_a_right_is_an_error(self):
        assert (
            found(written(PAIRS.replace("=> {#r2}", "=>")), "Q15").what == '"Cream" is matched with nothing.'
        )

    def test_an_id_twice_is_an_error_over_both_sides(self):
        assert "I01" in codes(written(PAIRS.replace("{#r1}", "{#l2}")))

    def test_an_item_without_an_operator_after_the_first_is_an_error_and_before_it_is_text(self):
        assert "Q06" in codes(written(PAIRS + "- Sugar\n"))
        read_ = written(text="- Tea is hot.\n- Milk is cold.\n\nWhat goes with what?\n")
        assert "- Tea is hot." in only(read_).text
        assert codes(read_) == []

    def test_a_rule_parts_a_list_with_arrows_in_the_text_from_the_pairs(self):
        read_ = written(text="What goes with what?\n\n- A => B\n\n***\n")
        assert "- A => B" in only(read_).text
        assert len(only(read_).lefts) == 3

    def test_words_may_go_on_on_the_next_line(self):
        read_ = written(
            PAIRS.replace("- Tea {#l1} => A pot {#r1}", "- Tea {#l1}\n  => A pot\n  of clay {#r1}")
        )
        assert pairs(read_)["Tea"] == "A pot of clay"
        assert codes(read_) == []

    def test_one_pair_is_nothing_to_match(self):
        assert "Q02" in codes(written("- Tea {#a} => A pot {#b}\n  > So.\n"))

    def test_critical_rests_on_lines_on_the_left(self):
        assert only(written(head="critical: l1\n")).critical_on == ("l1",)
        assert "l1, l2, l3" in found(written(head="critical: r1\n"), "Q10").remedy

    def test_it_is_always_shuffled(self):
        assert "K03" in codes(written(head="shuffle: no\n"))


class TestLint:
    def test_nothing_is_found_in_a_good_one(self):
        found_ = [
            each for code in ("W01", "W02", "W12", "W13", "Q09", "W22") for each in linted(written(), code)
        ]
        assert found_ == []

    def test_w22_without_a_spare_the_last_pair_needs_no_knowledge(self):
        one_each = PAIRS.replace("=> {#r2}", "=> A churn {#r4}").partition("- => A tray")[0]
        assert linted(written(one_each), "W22")[0].severity == "warning"
        assert linted(written(PAIRS.partition("- => A tray")[0]), "W22") == []

    def test_q09_a_pair_without_feedback_is_found(self):
        (finding,) = linted(written(PAIRS.replace("  > So does cream.\n", "")), "Q09")
        assert "Cream" in finding.what
