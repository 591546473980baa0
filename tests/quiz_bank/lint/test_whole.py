import pytest

from quiz_bank import lint
from tests.quiz_bank.texts import linted, question, reading

LENGTHS = {"short": "Press on it.", "long": "Press on the cut for a while."}


def options(*texts, right):
    """Options with feedback; `right`: the index of the right one."""
    lines = (
        f"- [{'x' if at == right else ' '}] {each} {{#{'abc'[at]}}}\n  > x y\n"
        for at, each in enumerate(texts)
    )
    return "".join(lines)


def of_lengths(*lengths):
    """A question for each: the right option is the longest one, or not."""
    return reading(
        *(
            question(
                id=f"Q-{n}",
                text=f"Situation {'abcdefghijkl'[n] * 8} is here.\n\nWhat now?\n",
                options=options("Ring her family now.", LENGTHS[length], "Wait a bit.", right=1),
            )
            for n, length in enumerate(lengths)
        )
    )


def whole(read_, code):
    return [each for each in linted(read_, code) if each.line == 1]


def test_w03_a_bank_whose_right_answers_are_mostly_the_longest_is_found():
    assert whole(of_lengths(*["long"] * 6, *["short"] * 4), "W03")
    assert whole(of_lengths(*["long"] * 5, *["short"] * 5), "W03") == []


def test_w03_a_bank_too_small_to_judge_is_left_alone():
    assert whole(of_lengths(*["long"] * 9), "W03") == []


def in_places(*places, shuffle="no"):
    """A question for each: the place of its right option."""
    head = f"lesson: L1\nshuffle: {shuffle}\n"
    texts = ["Press on it.", "Look for it.", "Ring her now."]
    return reading(
        *(
            question(head=head, id=f"Q-{n}", options=options(*texts, right=place))
            for n, place in enumerate(places)
        )
    )


def test_w11_right_answers_in_one_place_are_found_where_nothing_is_shuffled():
    (finding,) = linted(in_places(1, 1, 1, 0), "W11")
    assert "option 2" in finding.what
    assert linted(in_places(1, 1, 0, 0), "W11") == []


def test_w11_shuffled_or_few_questions_are_fine():
    assert linted(in_places(1, 1, 1, 1, shuffle="yes"), "W11") == []
    assert linted(in_places(1, 1, 1), "W11") == []


def test_w13_two_questions_that_say_nearly_the_same_are_found_at_the_second():
    read_ = reading(
        question(),
        question(id="Q-2", text="Ola cut her hand on glass in the kitchen.\nWhat do you do first?\n"),
    )
    (finding,) = linted(read_, "W13")
    assert finding.line == read_.places["Q-2"].line
    assert "Q-1" in finding.what


def test_w13_two_questions_on_one_situation_are_fine():
    other = options("Rinse it.", "Cover it well.", "Let it dry.", right=1)
    read_ = reading(
        question(),
        question(
            id="Q-2", text="Ola has cut her hand on glass.\nThe bleed stopped. And now?\n", options=other
        ),
    )
    assert linted(read_, "W13") == []


SERIES = ("Keep pressing on it.", "Tell the nurse.", "Wait for her mum.")


@pytest.mark.parametrize(
    ("other", "right", "found"),
    [("gate", 1, True), ("gate", 0, False), ("glass", 0, True)],
)
def test_w13_a_series_asks_something_else_each_time_and_has_another_answer(other, right, found):
    text = "Ola has cut her hand on the old {} in the yard of the school today.\nWhat now?\n"
    read_ = reading(
        question(text=text.format("glass"), options=options(*SERIES, right=1)),
        question(id="Q-2", text=text.format(other), options=options(*SERIES, right=right)),
    )
    assert bool(linted(read_, "W13")) is found


def shown_code(one, other, right=("Keep pressing on it.", "Keep pressing on it.")):
    """Two questions alike but for the code in their text and for what is right."""
    return reading(
        *(
            question(
                id=f"Q-{n}",
                text=f"Ola sees {code} on the old screen in the hall of the school.\nWhat now?\n",
                options=options("Tell the nurse.", text, "Wait for her mum.", right=1),
            )
            for n, (code, text) in enumerate(zip((one, other), right, strict=True))
        )
    )


def test_w13_other_code_makes_another_question():
    assert linted(shown_code("`open`", "`shut`"), "W13") == []
    assert linted(shown_code("`open`", "open"), "W13")


def test_w13_answers_of_signs_alone_are_told_apart():
    assert linted(shown_code("a list", "a map", ("`[]`", "`{}`")), "W13") == []
    assert linted(shown_code("a list", "a map", ("`{}`", "`{}`")), "W13")


def test_w13_is_found_in_a_bank_of_any_size_as_by_comparing_all():
    words = [f"word{n}" for n in range(30)]
    texts = [" ".join(words[n : n + 12]) for n in range(10)] + [" ".join(words[:11]), " ".join(words[20:])]
    read_ = reading(*(question(id=f"Q-{n}", text=f"{text}?\n") for n, text in enumerate(texts)))
    bags = [set(question_.text.strip("?").split()) for question_ in read_.bank.questions]
    shared = {"look", "for", "a", "plaster", "in", "the", "cupboard", "press", "on", "cut", "with", "clean", "cloth",
              "ring", "her", "family", "and", "wait", "them"}  # fmt: skip
    bags = [bag | shared for bag in bags]
    expected = [
        at
        for at, bag in enumerate(bags)
        if any(len(bag & other) / len(bag | other) > 0.8 for other in bags[:at])
    ]
    found = [each for each in lint(read_) if each.code == "W13"]
    assert len(expected) > 3
    assert [each.line for each in found] == [read_.places[f"Q-{at}"].line for at in expected]
