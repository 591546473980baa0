import pytest

from tests.quiz_bank.texts import HEAD, linted, question, reading


def asked(*options, right=(1,), head=HEAD, **more):
    """A question whose options are these texts, each with feedback."""
    lines = (
        f"- [{'x' if at in right else ' '}] {text} {{#{'abcdefghij'[at]}}}\n  > It matters to Ola in this way.\n"
        for at, text in enumerate(options)
    )
    return reading(question(head=head, options="".join(lines), **more))


FOUR = ("Press on the cut.", "Look for a plaster.", "Ring her family now.", "Wait for the nurse.")


def test_w01_two_options_are_too_few_and_three_enough():
    (finding,) = linted(asked(*FOUR[:2]), "W01")
    assert finding.severity == "warning"
    assert "2 options" in finding.what
    assert linted(asked(*FOUR[:3]), "W01") == []


def test_w01_six_options_are_too_many_for_one_right_answer_and_fine_for_several():
    six = (*FOUR, "Fetch a chair.", "Open a window.")
    assert linted(asked(*six), "W01")
    assert linted(asked(*six[:5]), "W01") == []
    assert linted(asked(*six, right=(0, 1, 2)), "W01") == []
    assert linted(asked(*six, "Sing.", "Dance.", right=(0, 1)), "W01")


@pytest.mark.parametrize(
    "text",
    ["All of the above.", "None of the above", "Both of the above, in turn.", "all of these", "Neither of them.",
     "None of these answers",
     "a and c", "Both (A) and (B).", "Any of the other options"],
)  # fmt: skip
def test_w02_all_or_none_of_the_above_is_an_error(text):
    (finding,) = linted(asked(*FOUR[:2], text), "W02")
    assert finding.severity == "error"


@pytest.mark.parametrize(
    "text",
    [
        "Ring all of the neighbours.",
        "None of the staff is told.",
        "Take both of these to the nurse.",
        "Ola and Bo.",
    ],
)
def test_w02_all_or_none_of_something_named_is_fine(text):
    assert linted(asked(*FOUR[:2], text), "W02") == []


def test_w03_a_right_answer_that_stands_out_by_length_is_found():
    long = "Press on the cut with a clean cloth, and keep pressing for ten minutes."
    read_ = asked("Look for a plaster.", long, "Ring her family.")
    (finding,) = linted(read_, "W03")
    assert finding.line == read_.places["Q-1/b"].line
    assert f"{len(long)} letters" in finding.what


def test_w03_a_right_answer_a_little_longer_is_fine():
    assert (
        linted(
            asked("Look for a plaster first.", "Press on the cut for a time.", "Ring her family now."), "W03"
        )
        == []
    )


def test_w03_a_long_wrong_answer_is_fine():
    long = "Press on the cut with a clean cloth, and keep pressing for ten minutes."
    assert linted(asked(long, "Look for a plaster.", "Ring her family."), "W03") == []


def test_w03_a_few_letters_in_short_options_do_not_stand_out():
    assert linted(asked("999", "101 first", "111"), "W03") == []


def test_w04_an_absolute_word_only_in_a_wrong_option_is_found():
    (finding,) = linted(asked("Never press on it.", "Press on it.", "Ring her."), "W04")
    assert '"never"' in finding.what


def test_w04_an_absolute_word_in_the_right_option_too_is_fine():
    assert linted(asked("Never press on it.", "Never leave her alone.", "Ring her."), "W04") == []


@pytest.mark.parametrize("text", ["Only press on it.", "All staff look.", "Everyone helps.", "No one rings."])
def test_w04_other_absolute_words_are_found_too(text):
    assert linted(asked(text, "Press on it.", "Ring her."), "W04")


@pytest.mark.parametrize(
    "text",
    [
        "Look every hour.",
        "Look every two hours.",
        "Do not worry at all.",
        "Ring all three.",
        "Not only look.",
        "See that nobody falls.",
        "Ring all neighbours.",
        "Be a jack-of-all-trades.",
        "Look only every hour.",
        "Ring only if it bleeds.",
        "Look every other hour.",
    ],
)
def test_w04_words_that_only_count_are_fine(text):
    assert linted(asked(text, "Press on it.", "Ring her."), "W04") == []


def test_w12_a_vague_word_in_an_option_is_found():
    assert linted(asked("Look at it often.", "Press on it.", "Ring her."), "W12")
    assert linted(asked("Look at it every hour.", "Press on it.", "Ring her."), "W12") == []
    assert linted(asked("Look as often as she asks.", "Press on it.", "Ring her."), "W12") == []
    assert linted(asked(*FOUR, text="Ola often cuts her hand.\nWhat now?\n"), "W12") == []


def test_w13_options_that_say_nearly_the_same_are_found():
    read_ = asked("Press on it with a cloth now.", "Press on it now with a cloth.", "Ring her.")
    (finding,) = linted(read_, "W13")
    assert finding.line == read_.places["Q-1/b"].line


def test_w13_words_put_in_make_no_difference():
    long = "Press on the cut with the clean cloth from the box in the kitchen"
    assert linted(asked(f"{long} now.", f"{long} firmly now.", "Ring her."), "W13")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Press on the cut of her hand with a cloth now.",
            "Press on the cut of her hand with an ice pack now.",
        ),
        ("Ask Ola and then tell Bo.", "Ask Bo and then tell Ola."),
        ("Tell the nurse before you ring the manager.", "Ring the manager before you tell the nurse."),
        (
            "Look at the cut on her hand again in 10 minutes.",
            "Look at the cut on her hand again in 20 minutes.",
        ),
        (
            "You do tell her mother all that you saw in it.",
            "You do not tell her mother all that you saw in it.",
        ),
    ],
)
def test_w13_options_that_differ_in_what_counts_are_fine(one, other):
    assert linted(asked(one, other, "Ring her."), "W13") == []


def test_w06_a_full_stop_on_the_right_answer_alone_is_found():
    assert linted(asked("Press on it", "Look for a plaster.", "Ring her"), "W06")
    assert linted(asked("Press on it", "Look for a plaster", "Ring her"), "W06") == []
    assert linted(asked("Press on it", "Look for a plaster.", "Ring her."), "W06") == []


@pytest.mark.parametrize(
    "text", ["Press `always` on it.", "Press the button Always on top.", 'Choose "Only Me".']
)
def test_w04_a_name_or_code_rules_nothing_out(text):
    assert linted(asked(text, "Press on it.", "Ring her."), "W04") == []
    assert linted(asked("Press on it always.", "Press on it.", "Ring her.", right=(2,)), "W04")


@pytest.mark.parametrize(
    "text", ["Look at what she needs most often.", "Take the often-used one.", "Ask how often."]
)
def test_w12_what_is_compared_is_not_vague(text):
    assert linted(asked(text, "Press on it.", "Ring her."), "W12") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("--i", "++i"),
        ('"key": 1', "key: 1"),
        ("declare -a", "declare -A"),
        ("Call `wait()` now please.", "Call `wait` now please."),
    ],
)
def test_w13_in_code_a_sign_makes_the_difference(one, other):
    assert linted(asked(one, other, "Ring her."), "W13") == []
    assert linted(asked("Wait for her mum.", "wait for  her mum", "Ring her."), "W13")


def test_w06_what_is_shown_as_it_stands_may_end_as_it_does():
    assert linted(asked("Press on it", "`Look for a plaster.`", "Ring her"), "W06") == []
    assert linted(asked("Press on it.", "`a`", "Ring her."), "W06") == []
    assert linted(asked("live long and", "live long and ...", "Ring her"), "W06") == []


def test_w16_an_option_that_stands_twice_is_an_error_at_the_second():
    read_ = asked("Press on  it.", "Ring her.", "Press on it.")
    (finding,) = linted(read_, "W16")
    assert (finding.severity, finding.line) == ("error", read_.places["Q-1/c"].line)
    assert linted(read_, "W13") == []


def test_w16_options_that_differ_in_one_sign_are_fine():
    assert linted(asked("Press on it.", "Press on It.", "`i++`", "`++i`"), "W16") == []


def pairs(*rights):
    lefts = zip("abc", rights, strict=True)
    lines = "".join(f"- Left {id} {{#{id}}} => {right} {{#r{id}}}\n  > So.\n" for id, right in lefts)
    return reading(question(head="lesson: L1\nkind: match\n", options=lines))


def test_w16_looks_at_each_side_of_a_match_by_itself():
    (finding,) = linted(pairs("Now", "Later", "Now"), "W16")
    assert '"Now"' in finding.what
    assert linted(pairs("Left b", "Now", "Later"), "W16") == []
