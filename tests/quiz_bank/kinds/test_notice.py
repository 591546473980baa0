import pytest

from quiz_bank import Unreadable
from quiz_bank.free_text import Written
from quiz_bank.kinds.notice import NoticeQuestion, Thing
from tests.quiz_bank.texts import HEAD, codes, found, linted, only, question, reading

THINGS = """- [x] The missed weights {#a}
  > words: weight, weigh, the scales
  > They were due in March.
- [x] Who was in the house {#b}
"""


def asking():
    return NoticeQuestion(
        id="Q-1",
        title="Tea",
        lesson="L1",
        text="What is missing here?",
        things=(
            Thing(id="a", text="The weights.", words=("weigh", "the scales"), feedback="Due\nin March."),
            Thing(id="b", text="Who was there."),
        ),
    )


def written(options=THINGS, head=""):
    return reading(
        question(head=f"{HEAD}kind: notice\n{head}", text="What is missing here?\n", options=options)
    )


class TestComparing:
    @pytest.mark.parametrize(
        "text", ["Nobody weighed him.", "WEIGHING?", "Where are the  scales", "no\nweigh-in"]
    )
    def test_a_word_for_it_hints_that_it_was_noticed(self, text):
        assert [point.met for point in asking().compared(Written(text=text)).points] == [True, False]

    @pytest.mark.parametrize("text", ["He was outweighed.", "scales", "", "who was there"])
    def test_other_words_do_not(self, text):
        assert not any(point.met for point in asking().compared(Written(text=text)).points)

    def test_everything_there_was_to_notice_is_told_with_what_is_said_of_it(self):
        compared = asking().compared(Written(text="x"))
        assert [point.text for point in compared.points] == ["The weights. Due in March.", "Who was there."]
        assert (compared.text, compared.model) == ("x", "")
        assert [part.feedback for part in asking().parts()] == ["Due\nin March.", ""]

    def test_nothing_is_right_or_wrong_and_it_is_never_drawn(self):
        assert asking().mark(Written(text="x")).outcome == "unmarked"
        assert not asking().drawable
        assert not asking().scored

    def test_nothing_written_says_what_to_do(self):
        with pytest.raises(Unreadable, match=r"^Write a few words first\.$"):
            asking().read({"text": " "})


class TestText:
    def test_things_their_words_and_what_is_said_of_them_are_read(self):
        first, second = only(written()).things
        assert (first.id, first.text) == ("a", "The missed weights")
        assert first.words == ("weight", "weigh", "the scales")
        assert first.feedback == "They were due in March."
        assert (second.words, second.feedback) == ((), "")
        assert codes(written()) == []

    def test_an_empty_box_is_read_and_told(self):
        read_ = written(THINGS.replace("- [x] Who", "- [ ] Who"))
        assert len(only(read_).things) == 2
        assert found(read_, "Q20").severity == "information"

    def test_nothing_to_notice_is_an_error(self):
        assert "Q02" in codes(written(""))

    @pytest.mark.parametrize("line", ["shuffle: no", "critical: yes", "enough: 1 of 2", "model: x"])
    def test_what_scores_does_not_belong_to_it(self, line):
        assert {"K03", "K09"} & set(codes(written(head=f"{line}\n")))


class TestLint:
    def test_nothing_is_found_in_a_good_one(self):
        found_ = [each for code in ("W01", "W02", "W13", "Q09", "W08") for each in linted(written(), code)]
        assert found_ == []
