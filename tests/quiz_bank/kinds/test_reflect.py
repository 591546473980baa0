import pytest

from quiz_bank import Unreadable, draw_practice
from quiz_bank.drawing import pool
from quiz_bank.free_text import MOST_LETTERS, Written
from quiz_bank.kinds.reflect import ReflectQuestion
from tests.quiz_bank.texts import HEAD, codes, linted, only, question, reading

END = "model: Kit wakes cold\n  and finds his clothes.\ncheck: I covered the night.\ncheck: I wrote two questions.\n"


def asking():
    return ReflectQuestion(
        id="Q-1",
        title="Tea",
        lesson="L1",
        text="What is his day like?",
        model="Cold.",
        checks=("One.", "Two."),
    )


def written(end=END, head="", options=""):
    return reading(
        question(
            head=f"{HEAD}kind: reflect\n{head}", text="What is his day like?\n", options=options, end=end
        )
    )


class TestMarking:
    def test_nothing_is_right_or_wrong(self):
        mark = asking().mark(Written(text="Cold."))
        assert (mark.outcome, mark.score, mark.feedback) == ("unmarked", 0.0, ())
        assert not asking().scored

    def test_it_is_offered_in_practice_and_never_drawn_for_the_check(self):
        bank = written().bank
        assert not asking().drawable
        assert [each.question for each in draw_practice(bank, "L1", "1")] == ["Q-1"]
        assert pool(bank, bank.draw[0]) == []

    def test_what_was_written_is_laid_beside_the_model(self):
        compared = asking().compared(Written(text="*Cold* <b>"))
        assert (compared.text, compared.model) == ("*Cold* <b>", "Cold.")
        assert [(point.id, point.text, point.met) for point in compared.points] == [
            ("1", "One.", False),
            ("2", "Two.", False),
        ]

    def test_it_is_told_nowhere_else(self):
        assert asking().in_words(Written(text="secret"), ()) == ()
        assert asking().look_back(Written(text="secret"), ()) == ()


class TestReading:
    def test_lines_stay_and_what_no_page_can_show_goes(self):
        assert asking().read({"text": "  one\r\ntwo \n\x00\ud800\u202e "}) == Written(text="one\ntwo\n ?")
        assert asking().read({"text": "one\n\ntwo"}).text == "one\n\ntwo"

    @pytest.mark.parametrize(
        "sent", [{}, {"text": ""}, {"text": " \n "}, {"text": ["a"]}, {"text": 12}, {"text": "a", "x": "y"}]
    )
    def test_nothing_written_says_what_to_do(self, sent):
        with pytest.raises(Unreadable, match=r"^Write a few words first\.$"):
            asking().read(sent)

    def test_too_much_says_how_much_it_is(self):
        assert asking().read({"text": "a" * MOST_LETTERS})
        with pytest.raises(Unreadable, match="4000 letters or fewer; it has 4001"):
            asking().read({"text": "a" * (MOST_LETTERS + 1)})


class TestText:
    def test_the_model_and_the_checks_are_read(self):
        question_ = only(written())
        assert question_.model == "Kit wakes cold\nand finds his clothes."
        assert question_.checks == ("I covered the night.", "I wrote two questions.")
        assert codes(written()) == []

    def test_without_a_model_there_is_nothing_to_lay_ones_words_beside(self):
        assert "K05" in codes(written(end="check: I covered the night.\n"))

    def test_a_list_belongs_to_its_text(self):
        read_ = reading(
            question(
                head=f"{HEAD}kind: reflect\n",
                text="- [ ] a day\n1. a night\n\nWhat is it like?\n",
                options="",
                end=END,
            )
        )
        assert "- [ ] a day\n1. a night" in only(read_).text

    def test_a_model_belongs_to_no_other_kind(self):
        assert "K03" in codes(reading(question(end="model: Cold.\n")))

    @pytest.mark.parametrize("line", ["shuffle: no", "critical: yes", "enough: 1 of 2"])
    def test_what_scores_does_not_belong_to_it(self, line):
        assert "K03" in codes(written(head=f"{line}\n"))


class TestLint:
    def test_nothing_is_found_in_a_good_one(self):
        found_ = [each for code in ("W01", "W02", "W13", "Q09", "W08") for each in linted(written(), code)]
        assert found_ == []
