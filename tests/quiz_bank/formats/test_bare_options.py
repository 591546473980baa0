"""Options without boxes, and lines that other forms put below them: told with what to write, never swallowed."""

import pytest

from tests.quiz_bank.texts import codes, found, line_of, only, question, reading

HEAD = "lesson: L1\n"
WORDS = ("Look for it.", "Press on it.", "Ring her.")


def bare(*marks, after=""):
    return question(
        head=HEAD,
        options="".join(f"{mark}{words}\n" for mark, words in zip(marks, WORDS, strict=True)) + after,
    )


@pytest.mark.parametrize(
    "marks",
    [("a) ", "b) ", "c) "), ("A. ", "B. ", "C. "), ("(a) ", "(b) ", "(c) "), ("1. ", "2. ", "3. "), ("- ",) * 3,
     ("* ",) * 3, ("•\t",) * 3, ("·\u00a0",) * 3, ("o ",) * 3, ("- a) ", "- b) ", "- c) "), ("– ",) * 3],
)  # fmt: skip
@pytest.mark.parametrize(
    "key", ["Answer: B", "ANSWER: b)", "Correct answer: (b)", "Answer: 2", "The answer is: B. Press"]
)
def test_q02_stands_at_the_first_of_them_and_says_what_to_write_for_which(marks, key):
    read_ = reading(bare(*marks, after=f"\n{key}\n"))
    finding = found(read_, "Q02")
    assert finding.what == f'"{(marks[0] + WORDS[0])}" and 2 more look like options and have no box in front.'
    assert finding.remedy == 'Write each as "- [ ] Look for it.", with [x] in front of "Press on it.".'
    assert read_.bank is not None
    assert read_.bank.questions == ()


def test_q02_goes_by_the_letters_that_stand_there():
    read_ = reading(bare("B. ", "C. ", "D. ", after="\nAnswer: D\n"))
    assert found(read_, "Q02").remedy.endswith('with [x] in front of "Ring her.".')


def test_q02_without_a_line_that_says_which_leaves_it_open():
    read_ = reading(bare("- ", "- ", "- "))
    assert found(read_, "Q02").remedy.endswith("with [x] in front of the right one.")
    assert found(read_, "Q02").line == line_of(bare("- ", "- ", "- "), "- Look") + line_of_question() - 1


def line_of_question():
    """On which line of the whole text the first line of a question stands."""
    whole = reading(question(head=HEAD))
    return whole.places["Q-1"].line - line_of(question(head=HEAD), "## Cut") + 1


@pytest.mark.parametrize("options", ["", "Just words.\n", "- One point.\n", "```\n- a\n- b\n```\n"])
def test_q02_stays_at_the_heading_where_nothing_looks_like_options(options):
    read_ = reading(question(head=HEAD, options=options))
    assert found(read_, "Q02").line == line_of_question() + 1


GOOD = "- [ ] Wait. {#a}\n  > It bleeds on.\n- [x] Press. {#b}\n"


@pytest.mark.parametrize("label", ["Feedback: ", "feedback : ", "Rationale:", "Explanation: "])
def test_q23_feedback_with_its_name_instead_of_the_mark_is_read_and_told(label):
    read_ = reading(question(head=HEAD, options=f"{GOOD}  {label}It slows\n  the bleed.\n"))
    assert [(each.text, each.feedback) for each in only(read_).shown()] == [
        ("Wait.", "It bleeds on."),
        ("Press.", "It slows\nthe bleed."),
    ]
    assert found(read_, "Q23").severity == "information"


def test_q23_the_word_within_a_sentence_stays_the_options():
    read_ = reading(question(head=HEAD, options="- [x] Ask for\n  feedback. Wait. {#a}\n- [ ] Go. {#b}\n"))
    assert only(read_).shown()[0].text == "Ask for feedback. Wait."
    assert "Q23" not in codes(read_)


@pytest.mark.parametrize("key", ["Answer: B", "correct answer: b)", "Key: 2"])
def test_q24_a_line_that_says_which_is_right_is_no_part_of_an_option(key):
    read_ = reading(question(head=HEAD, options=f"{GOOD}{key}\n"))
    assert found(read_, "Q24").severity == "error"
    assert only(read_).shown()[1].text == "Press."


def test_q24_an_answer_in_words_is_part_of_it():
    options = "- [x] Write this down.\n  Answer: a cloth. {#a}\n- [ ] Go. {#b}\n"
    assert "Q24" not in codes(reading(question(head=HEAD, options=options)))
