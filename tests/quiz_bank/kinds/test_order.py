import pytest

from quiz_bank import Option, Unreadable
from quiz_bank.kinds.order import Order, OrderQuestion
from tests.quiz_bank.texts import HEAD, bank, codes, found, line_of, linted, only, question, reading

STEPS = """1. Fill the kettle. {#a}
   > Empty, it burns.
2. Boil the water. {#b}
   > Cold tea helps nobody.
3. Pour it on the leaves. {#c}
   > Last, as it must boil first.
"""


def asking(ids="abcd", **more):
    return OrderQuestion(
        id="Q-1",
        title="Tea",
        lesson="L1",
        text="In which order?",
        steps=tuple(Option(id=id, text=f"step {id}", feedback=f"why {id}") for id in ids),
        **more,
    )


def given(order):
    return Order(order=tuple(order))


def written(options=STEPS, head="", text="What comes when?\n"):
    return reading(question(head=f"{HEAD}kind: order\n{head}", text=text, options=options))


class TestMarking:
    @pytest.mark.parametrize(
        ("order", "score", "outcome"),
        [
            ("abcd", 1.0, "correct"),
            ("abdc", 5 / 6, "partly"),
            ("bcda", 3 / 6, "partly"),
            ("dcab", 1 / 6, "partly"),
            ("dcba", 0.0, "incorrect"),
        ],
    )
    def test_the_score_is_the_share_of_pairs_in_the_right_order(self, order, score, outcome):
        mark = asking().mark(given(order))
        assert (mark.score, mark.outcome) == (pytest.approx(score), outcome)

    def test_one_step_alone_is_in_order(self):
        assert asking("a").mark(given("a")).score == 1.0

    def test_feedback_belongs_to_every_step(self):
        assert asking().mark(given("dcba")).feedback == ("a", "b", "c", "d")

    def test_it_counts_as_right_from_its_enough_on(self):
        assert asking(enough=5 / 6).is_right(given("abdc"))
        assert not asking(enough=5 / 6).is_right(given("bcda"))
        assert not asking().is_right(given("abdc"))

    def test_a_critical_step_is_safe_when_all_others_stand_on_the_right_side_of_it(self):
        question_ = asking(critical=True, critical_on=("b",))
        assert question_.is_safe(given("abdc"))
        assert not question_.is_safe(given("bacd"))
        assert not question_.is_safe(given("cbad"))

    def test_critical_rests_on_all_of_it_where_nothing_is_named(self):
        assert asking(critical=True).is_safe(given("abcd"))
        assert not asking(critical=True).is_safe(given("abdc"))

    def test_nothing_is_right_by_itself_and_the_order_of_steps_is_always_drawn(self):
        assert asking().right_ids() == frozenset()
        assert asking().ids_tell


class TestReading:
    def test_a_form_gives_each_step_a_position_and_json_may_give_the_order(self):
        by_form = {"place.a": "2", "place.b": "1", "place.c": "3", "place.d": "4"}
        by_json = {"place": {"a": 2, "b": 1, "c": 3, "d": 4}}
        for sent in (by_form, by_json, {"order": ["b", "a", "c", "d"]}):
            assert asking().read(sent) == given("bacd")

    def test_what_was_read_reads_again(self):
        read = asking().read({"order": list("dabc")})
        assert asking().read(read.model_dump(mode="json")) == read

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"order": []},
            {"order": "abcd"},
            {"order": ["a", "b", "c"]},
            {"order": ["a", "b", "c", "c"]},
            {"order": ["a", "b", "c", "z"]},
            {"order": list("abcd"), "place.a": "1"},
            {"place": {"a": 1, "b": 2, "c": 3, "d": 5}},
            {"place": {"a": 1, "b": 2, "c": 3, "d": True}},
            {"place": {"a": 1, "b": 2, "c": 3, "d": 4, "e": 1}},
            {"place": {"a": 1, "b": 2, "c": 3, "d": 4}, "x": "y"},
            {"place": "a"},
            {"place.a": ["1", "2"], "place.b": "2", "place.c": "3", "place.d": "4"},
        ],
    )
    def test_a_response_that_does_not_fit_says_what_to_do(self, sent):
        with pytest.raises(Unreadable, match=r"^Give every step a position of its own\."):
            asking().read(sent)

    def test_the_words_name_the_steps_without_a_position_and_those_that_share_one(self):
        with pytest.raises(Unreadable) as refused:
            asking().read({"place.a": "2", "place.b": "", "place.c": "2", "place.d": "9"})
        words = str(refused.value)
        assert "“step b”: Give this a position. “step c”: Position 2 is given more than once." in words
        assert words.count("Give this") == words.count("more than once") == 2

    def test_the_words_tell_nothing_by_the_order_in_which_they_name_steps(self):
        with pytest.raises(Unreadable, match=r"“step a”.*“step c”.*“step d”"):
            asking("dcab").read({"place.b": "1"})

    def test_what_is_given_so_far_is_known_by_row(self):
        assert asking().placed({"place.a": "2", "place.b": "", "x": "1"}) == {"a": "2"}
        assert asking().placed({"order": ["b", "a"]}) == {"b": "1", "a": "2"}
        assert set(asking().amiss({"a": "2", "c": "2", "d": "1"})) == {"a", "b", "c"}

    def test_a_row_that_is_not_there_does_not_fit(self):
        rows = {"a": "1", "b": "2", "c": "3", "d": "4", "z": "nowhere"}
        with pytest.raises(Unreadable, match="a position of its own"):
            asking().read({"place": rows})


class TestTelling:
    def test_what_was_given_is_told_in_words_with_its_places(self):
        assert asking("abc").in_words(given("bca"), "cab") == ("1. step b", "2. step c", "3. step a")

    def test_looking_back_says_what_belongs_there_and_what_does_not(self):
        first, second, third = asking("abc").look_back(given("bac"), "cab")
        assert (first.id, first.fits, first.instead) == ("b", False, "It belongs at position 2.")
        assert first.chosen
        assert (second.id, second.said) == ("a", "You put this at position 2. It belongs elsewhere")
        assert (third.id, third.fits, third.instead, third.feedback) == ("c", True, "", "why c")
        assert third.said == "You put this at position 3. It belongs there"

    def test_a_page_offers_as_many_positions_as_steps(self):
        assert [place.id for place in asking().places("dcba")] == ["1", "2", "3", "4"]
        assert [row.id for row in asking().rows("dcba")] == list("dcba")


class TestText:
    def test_the_lines_stand_in_the_right_order(self):
        question_ = only(written())
        assert [step.id for step in question_.steps] == ["a", "b", "c"]
        assert question_.steps[0].feedback == "Empty, it burns."
        assert codes(written()) == []

    def test_the_order_of_lines_counts_and_numbers_that_fall_are_told(self):
        read_ = written(STEPS.replace("1. Fill", "3. Fill").replace("3. Pour", "1. Pour"))
        assert [step.id for step in only(read_).steps] == ["a", "b", "c"]
        assert found(read_, "Q14").severity == "information"
        assert "Q14" not in codes(written(STEPS.replace("2.", "1.").replace("3.", "1.")))

    def test_ids_that_are_missing_are_given(self):
        read_ = written(STEPS.replace(" {#b}", "").replace(" {#c}", ""))
        assert [step.id for step in only(read_).steps] == ["a", "b", "c"]
        assert codes(read_) == ["I05"]

    def test_a_rule_parts_a_list_of_the_text_from_the_steps(self):
        text = "Ola does this:\n\n1. She sings.\n2. She dances.\n\nWhat comes when?\n\n***\n"
        read_ = written(text=text)
        assert len(only(read_).steps) == 3
        assert only(read_).asked == "What comes when?"
        assert "***" not in only(read_).text
        assert codes(read_) == []

    def test_a_question_may_stand_between_the_rule_and_the_steps(self):
        read_ = written(text="1. She sings.\n\n***\n\nWhat comes when?\n")
        assert len(only(read_).steps) == 3
        assert only(read_).asked == "What comes when?"

    @pytest.mark.parametrize(
        "mark", ["15. March: she wrote.", "> 12 callers", "# Monday", "a => b", "[x] ticked"]
    )
    def test_what_begins_like_a_mark_on_a_step_stays_text(self, mark):
        read_ = written(STEPS.replace("Fill the kettle.", mark))
        assert only(read_).steps[0].text == mark

    def test_feedback_under_a_number_of_two_digits_is_indented_by_four(self):
        ten = "".join(
            f"{n}. Step {n}. {{#{'abcdefghij'[n - 1]}}}\n{'   ' if n < 10 else '    '}> Why {n}.\n"
            for n in range(1, 11)
        )
        read_ = written(ten)
        assert [step.feedback for step in only(read_).steps][-1] == "Why 10."
        assert codes(read_) == []
        assert "Q11" in codes(written(STEPS.replace("   >", " >")))

    def test_a_bullet_among_the_steps_is_an_error_with_its_line(self):
        read_ = written(STEPS + "- Drink it. {#d}\n")
        assert "Q06" in codes(read_)

    def test_one_step_is_no_order(self):
        read_ = written("1. Fill it. {#a}\n   > Full.\n")
        assert found(read_, "Q02").what == "This question has one step to put in order."

    def test_a_step_without_words_is_an_error(self):
        assert "Q12" in codes(written(STEPS.replace("Boil the water.", "")))

    def test_critical_rests_on_steps_that_are_there(self):
        assert only(written(head="critical: a c\n")).critical_on == ("a", "c")
        assert "ids of its steps: a, b, c" in found(written(head="critical: z\n"), "Q10").remedy

    def test_enough_is_a_share(self):
        assert only(written(head="enough: 2 of 3\n")).enough == pytest.approx(2 / 3)

    @pytest.mark.parametrize("line", ["shuffle: no", "choose: 2", "boxes: A | B"])
    def test_settings_of_other_kinds_do_not_belong_to_it(self, line):
        finding = found(written(head=f"{line}\n"), "K03")
        assert "a question of this kind" in finding.what
        assert finding.line == line_of(bank(question(head=f"{HEAD}kind: order\n{line}\n")), line)


class TestLint:
    def test_nothing_is_found_in_a_good_one(self):
        assert [
            each for code in ("W01", "W02", "W12", "Q09", "W21") for each in linted(written(), code)
        ] == []

    def test_w21_two_steps_are_a_guess(self):
        two = STEPS.partition("3.")[0]
        assert linted(written(two), "W21")[0].severity == "warning"

    def test_q09_a_step_without_feedback_is_found(self):
        read_ = written(STEPS.replace("   > Empty, it burns.\n", ""))
        assert "Fill the kettle." in linted(read_, "Q09")[0].what
