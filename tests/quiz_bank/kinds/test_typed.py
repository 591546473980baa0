import pytest

from quiz_bank import Unreadable
from quiz_bank.kinds.typed import Answer, Typed, TypedQuestion
from tests.quiz_bank.texts import HEAD, codes, found, linted, only, question, reading

LINES = """- [x] = 12 +- 0.5 {#a}
  > Twelve, give or take.
- [x] = twelve {#b}
  > In words is fine.
- [ ] = 10 {#c}
  > That was last year.
- [ ] = * {#other}
  > Count again.
"""


def asking(*answers, **more):
    every = answers or (
        ("a", "12 +- 0.5", True),
        ("b", "Café noir", True),
        ("c", "10", False),
        ("d", "*", False),
    )
    return TypedQuestion(
        id="Q-1",
        title="Tea",
        lesson="L1",
        text="How many?",
        answers=tuple(
            Answer(id=id, text=text, right=right, feedback=f"why {id}") for id, text, right in every
        ),
        **more,
    )


def written(options=LINES, head=""):
    return reading(question(head=f"{HEAD}kind: typed\n{head}", text="How many?\n", options=options))


class TestMarking:
    @pytest.mark.parametrize(
        "text",
        ["12", "12.5", "11.5", "12,5", "+12", "12.50", "١٢", "cafe noir", "CAFÉ  NOIR", " Cafe\u0301 noir "],
    )
    def test_numbers_within_reach_and_words_but_for_capitals_accents_and_spaces_are_right(self, text):
        mark = asking().mark(asking().read({"text": text}))
        assert (mark.outcome, mark.score) == ("correct", 1.0)

    @pytest.mark.parametrize(
        ("text", "feedback"),
        [
            ("12.51", "d"),
            ("11.49", "d"),
            ("10", "c"),
            ("10.0", "c"),
            ("-12", "d"),
            ("twelve", "d"),
            ("1e1", "d"),
            ("cafénoir", "d"),
        ],
    )
    def test_anything_else_is_not_and_brings_the_feedback_of_what_it_met(self, text, feedback):
        mark = asking().mark(asking().read({"text": text}))
        assert (mark.outcome, mark.score, mark.feedback) == ("incorrect", 0.0, (feedback,))

    @pytest.mark.parametrize(
        ("text", "right"), [("1,000", True), ("1000", True), ("1 000", False), ("1.000", False)]
    )
    def test_thousands_may_be_grouped_by_commas(self, text, right):
        assert asking(("a", "1000", True)).is_right(Typed(text=text)) == right

    @pytest.mark.parametrize("text", ["−3", "-3", "-3.0"])
    def test_a_minus_may_be_typed_in_either_way(self, text):
        assert asking(("a", "-3", True)).is_right(Typed(text=text))

    def test_quotes_may_be_curly(self):
        assert asking(("a", "Kit's", True)).is_right(Typed(text="KIT’S"))

    def test_the_first_answer_met_counts_and_the_star_stands_last_wherever_it_is_written(self):
        question_ = asking(("a", "*", False), ("b", "1 +- 5", True), ("c", "2", False))
        assert question_.mark(Typed(text="2")).feedback == ("b",)
        assert question_.mark(Typed(text="9")).feedback == ("a",)

    def test_where_nothing_is_met_there_is_no_feedback(self):
        mark = asking(("a", "12", True)).mark(Typed(text="13"))
        assert (mark.outcome, mark.feedback) == ("incorrect", ())

    def test_an_edge_that_binary_numbers_miss_is_within_reach(self):
        assert asking(("a", "0.3 +- 0.1", True)).is_right(Typed(text="0.2"))
        assert asking(("a", "0.3 +- 0.1", True)).is_right(Typed(text="0.4"))

    def test_critical_rests_on_all_of_it(self):
        assert asking(critical=True).is_safe(Typed(text="12"))
        assert not asking(critical=True).is_safe(Typed(text="10"))

    @pytest.mark.parametrize(
        "text", ["‘it’s  hot’", "'it's hot'", "‘It's hot'", "\u2018it\u2019s\u00a0hot\u2019"]
    )
    def test_curly_quotes_and_straight_ones_are_the_same(self, text):
        question_ = asking(("a", "'it’s hot'", True))
        assert question_.mark(question_.read({"text": text})).score == 1.0
        doubled = asking(("a", '"hot" it said', True))
        assert doubled.mark(doubled.read({"text": "“HOT” it  said"})).score == 1.0
        assert doubled.mark(doubled.read({"text": "“HOT”it said"})).score == 0.0

    def test_one_letter_is_an_answer(self):
        question_ = asking(("a", "b", True))
        assert question_.mark(question_.read({"text": "B"})).score == 1.0


class TestReading:
    def test_a_number_of_json_is_what_was_typed(self):
        assert asking().read({"text": 12}) == asking().read({"text": "12"}) == Typed(text="12")

    def test_spaces_are_parted_by_one_so_that_the_same_words_are_the_same_answer(self):
        assert asking().read({"text": " a\t b\n"}) == Typed(text="a b")

    def test_what_no_page_can_show_is_taken_out(self):
        assert asking().read({"text": "a\x00b\ud800\u202ec"}).text == "a b? c"

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"text": ""},
            {"text": "  "},
            {"text": ["a", "b"]},
            {"text": None},
            {"text": True},
            {"text": "a", "x": 1},
        ],
    )
    def test_a_response_that_does_not_fit_says_what_to_do(self, sent):
        with pytest.raises(Unreadable, match=r"^Write your answer\.$"):
            asking().read(sent)

    def test_a_text_that_is_too_long_says_so(self):
        assert asking().read({"text": "a" * 200}).text
        with pytest.raises(Unreadable, match="200 letters or fewer"):
            asking().read({"text": "a" * 201})


class TestTelling:
    def test_what_solves_it_is_the_middle_of_what_is_right(self):
        assert asking().solved() == {"text": "12"}
        assert asking(("x", "9", False), ("a", "Café noir", True)).solved() == {"text": "Café noir"}

    def test_no_sign_in_what_was_typed_becomes_a_mark(self):
        assert asking().in_words(Typed(text="*a* <b>"), ()) == ("\\*a\\* \\<b\\>",)

    def test_looking_back_says_what_fits(self):
        (line,) = asking().look_back(Typed(text="10"), ())
        assert (line.id, line.fits, line.feedback, line.chosen) == ("c", False, "why c", True)
        assert line.instead == "What fits: 12 ± 0\\.5"
        assert line.said == "You wrote this. Something else fits better"
        (right,) = asking().look_back(Typed(text="12"), ())
        assert (right.said, right.instead, right.fits) == ("You wrote this. It fits", "", True)

    def test_looking_back_on_what_no_answer_meets_has_nothing_but_what_fits(self):
        (line,) = asking(("a", "12", True)).look_back(Typed(text="9"), ())
        assert (line.id, line.fits, line.feedback, line.instead) == ("", False, "", "What fits: 12")


class TestText:
    def test_answers_are_read(self):
        question_ = only(written())
        assert [(each.id, each.text, each.right) for each in question_.answers] == [
            ("a", "12 +- 0.5", True),
            ("b", "twelve", True),
            ("c", "10", False),
            ("other", "*", False),
        ]
        assert question_.answers[0].feedback == "Twelve, give or take."
        assert codes(written()) == []

    @pytest.mark.parametrize("sign", ["±", " ± ", "+-", "+/-"])
    def test_other_signs_of_tolerance_are_read_as_one(self, sign):
        assert only(written(LINES.replace(" +- ", sign))).answers[0].text == "12 +- 0.5"

    def test_an_answer_without_its_equals_sign_is_read_and_told(self):
        read_ = written(LINES.replace("= twelve", "twelve"))
        assert only(read_).answers[1].text == "twelve"
        assert found(read_, "Q17").severity == "information"

    def test_no_right_answer_is_an_error(self):
        assert "Q04" in codes(written(LINES.replace("[x]", "[ ]")))

    def test_anything_at_all_cannot_be_right(self):
        assert "Q18" in codes(written(LINES.replace("- [ ] = *", "- [x] = *")))

    def test_the_same_answer_twice_is_an_error(self):
        assert "Q19" in codes(written(LINES.replace("= 10", "= Twelve")))

    def test_an_answer_without_words_is_an_error(self):
        assert "Q12" in codes(written(LINES.replace("= 10", "=")))

    def test_critical_rests_on_no_single_answer(self):
        assert "it rests on all of it" in found(written(head="critical: a\n"), "Q10").remedy
        assert only(written(head="critical: yes\n")).critical

    @pytest.mark.parametrize("line", ["shuffle: no", "choose: 2", "boxes: A | B"])
    def test_settings_of_other_kinds_do_not_belong_to_it(self, line):
        assert "K03" in codes(written(head=f"{line}\n"))


class TestLint:
    def test_nothing_is_found_in_a_good_one(self):
        found_ = [
            each for code in ("W01", "W03", "W04", "W13", "Q09", "W24") for each in linted(written(), code)
        ]
        assert found_ == []

    def test_w24_without_anything_else_some_are_told_nothing(self):
        assert linted(written(LINES.partition("- [ ] = *")[0]), "W24")[0].severity == "warning"

    def test_q09_an_answer_without_feedback_is_found(self):
        (finding,) = linted(written(LINES.replace("  > That was last year.\n", "")), "Q09")
        assert '"10"' in finding.what
