import pytest

from quiz_bank.lint.language import as_said, plain, quoted, reading_grade, sentences, stem, words


def test_plain_text_has_no_marks():
    assert plain("**Ask** [Ola](https://x.org) or `ring` {{lead}}") == "Ask Ola or ring lead"


def test_words_keep_what_joins_them():
    assert words("Ola's well-being, isn't it? É") == ("ola's", "well-being", "isn't", "it", "é")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ('She said, "One." Then two.', 2),
        ("One line\ngoes on. Two.", 2),
        ("- one\n- two\n\nThree", 3),
        ("# Head\nText", 2),
        ("It costs 3.5 pounds.", 1),
        ("", 0),
    ],
)
def test_sentences_are_parted(text, count):
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("word", "root"), [("presses", "press"), ("pressed", "press"), ("child's", "child"), ("as", "as")]
)
def test_a_stem_has_no_common_ending(word, root):
    assert stem(word) == root


def test_a_phrase_is_found_among_whole_words_only():
    assert as_said("Child A") in as_said("That is child A's mum.")
    assert as_said("Child A") not in as_said("That is child Ada.")


def test_longer_words_and_sentences_ask_for_more_years():
    assert reading_grade("") == 0.0
    assert reading_grade("The cat sat. It ran.") < reading_grade(
        "Organisational accountability necessitates reflection."
    )


def test_a_long_text_is_cut_in_a_sentence():
    assert quoted("a\n b") == '"a b"'
    assert quoted("abc def", 5) == '"abc d..."'
