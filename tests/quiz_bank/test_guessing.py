"""Habits of those who read nothing, beside a blind guess."""

from itertools import combinations, permutations, product

import pytest

from quiz_bank import lint
from quiz_bank.guessing import ENOUGH_TO_JUDGE, chance, ghosts
from tests.quiz_bank.banks import asked, two_lessons
from tests.quiz_bank.texts import question, reading


def every_answer(of):
    shown = [option.id for option in of.shown()]
    places = [place.id for place in of.places(shown)]
    rows = list(of.placed(of.solved()))
    if of.kind == "order":
        return [{"order": order} for order in permutations(shown)]
    if places:
        return [{"place": dict(zip(rows, put, strict=True))} for put in product(places, repeat=len(rows))]
    if of.kind == "multiple":
        counts = [of.choose] if of.choose else range(1, len(shown) + 1)
        return [{"options": picked} for count in counts for picked in combinations(shown, count)]
    return [{"option": id} for id in shown]


PICKED = "".join(
    f"- [{mark}] Do {id}. {{#{id}}}\n  > So.\n" for id, mark in zip("abcde", "xx   ", strict=True)
)
STEPS = "".join(f"{n}. Step {id}. {{#{id}}}\n" for n, id in enumerate("abcd", 1))
CARDS = "".join(
    f"- Card {id} {{#{id}}} => {box}\n" for id, box in zip("abcd", ["In", "Out", "In", "Out"], strict=True)
)
PAIRS = "".join(f"- Left {id} {{#{id}}} => Right {id} {{#r{id}}}\n" for id in "abc") + "- => Spare {#s}\n"


@pytest.mark.parametrize(
    ("head", "options"),
    [
        ("", PICKED),
        ("choose: 2\n", PICKED),
        ("enough: 1 of 2\n", PICKED),
        ("kind: order\n", STEPS),
        ("kind: order\nenough: 5 of 6\n", STEPS),
        ("kind: sort\nboxes: In {#in} | Out {#out}\n", CARDS),
        ("kind: sort\nboxes: In {#in} | Out {#out}\nenough: 3 of 4\n", CARDS),
        ("kind: match\n", PAIRS),
    ],
)
def test_the_chance_of_a_guess_is_that_of_trying_every_answer(head, options):
    (of,) = reading(question(head=f"lesson: L1\n{head}", options=options)).bank.questions
    tried = every_answer(of)
    right = sum(of.is_right(of.read(given)) for given in tried)
    assert 0 < right < len(tried)
    assert chance(of) == pytest.approx(right / len(tried))


def test_a_typed_answer_is_not_guessed_and_one_of_four_is_by_one_in_four():
    typed = "- [x] = 12 {#a}\n  > Yes.\n"
    (of,) = reading(question(head="lesson: L1\nkind: typed\n", options=typed)).bank.questions
    assert chance(of) == 0
    assert chance(asked("Q-1", "L1")) == 0.25


def bank(count, right_is_long):
    """So many questions with four options, b right; in the first of them b is the longest."""
    questions = []
    for number in range(count):
        of = asked(f"Q-{number}", "L1")
        longer = [
            option.model_copy(update={"text": "much longer" if option.id == tall else option.id})
            for option in of.options
            for tall in ["b" if number < right_is_long else "cd"[number % 2]]
        ]
        questions.append(of.model_copy(update={"options": tuple(longer), "right": "b"}))
    whole = two_lessons()
    return whole.model_copy(update={"questions": tuple(questions), "passing": whole.passing[:1]})


def times(whole, habit):
    return next(each.times for each in ghosts(whole) if each.habit == habit)


def test_a_habit_is_told_beside_a_guesser():
    whole = bank(20, 10)
    assert ghosts(whole)[0].right == 5
    assert times(whole, "the longest") == 2
    assert times(whole, "always b") == 4
    assert times(whole, "always a") == 0


def habits_found(whole):
    return [each.what for each in lint(whole) if each.code == "W25"]


def test_w25_a_habit_that_scores_is_a_warning_and_one_that_nearly_does_is_not():
    found = habits_found(bank(ENOUGH_TO_JUDGE, 6))
    assert "Whoever picks the longest gets 1.20 times as many right as a guesser." in found
    assert not [each for each in habits_found(bank(ENOUGH_TO_JUDGE, 5)) if "the longest" in each]
    assert habits_found(bank(ENOUGH_TO_JUDGE - 1, 19)) == []


def worded(text, *options, right="a"):
    of = asked("Q-0", "L1")
    told = [each.model_copy(update={"text": words}) for each, words in zip(of.options, options, strict=True)]
    return of.model_copy(update={"text": text, "options": tuple(told), "right": right})


@pytest.mark.parametrize(
    ("options", "right"),
    [
        (("Weigh the kettle.", "Wait.", "Sing.", "Sleep."), 1.0),
        (("Weigh the kettle.", "Boil the kettle on Monday.", "Sing.", "Sleep."), 0.0),
        (("Weigh the kettle.", "Sing to the kettle.", "Wait.", "Sleep."), 0.25),
        (("What would they have about this?", "Wait.", "Sing.", "Sleep."), 0.25),
    ],
)
def test_words_of_the_question_tell_only_where_one_option_has_the_most_of_them(options, right):
    whole = two_lessons()
    of = worded("The kettle is cold on Monday. What would you do about this?", *options)
    ghost = next(
        each
        for each in ghosts(whole.model_copy(update={"questions": (of,)}))
        if each.habit == "what repeats the question"
    )
    assert (ghost.right, ghost.given_away) == (right, ("Q-0",) if right == 1 else ())


def test_whoever_ticks_everything_is_right_where_everything_is_and_nothing_says_how_many():
    all_right = PICKED.replace("[ ]", "[x]")
    (of,) = reading(question(head="lesson: L1\n", options=all_right)).bank.questions
    whole = two_lessons().model_copy(update={"questions": (of,)})
    assert next(each.given_away for each in ghosts(whole) if each.habit == "all of them") == (of.id,)


def test_w25_names_the_questions_that_give_themselves_away():
    (finding,) = [each for each in lint(bank(ENOUGH_TO_JUDGE, 6)) if "the longest" in each.what]
    assert finding.remedy == "Change what is right in some of these: Q-0, Q-1, Q-2, Q-3, Q-4, Q-5."


@pytest.mark.parametrize(
    ("options", "right"),
    [
        (("Wait and look.", "Wait.", "Sing.", "Sleep."), 1.0),
        (("Wait.", "Both of them, together.", "Sing and wait.", "Sleep."), 0.0),
        (("Wait and look.", "Sing and wait.", "Sing.", "Sleep."), 0.25),
        (("Stand on the sand.", "Wait.", "Sing.", "Sleep."), 0.25),
    ],
)
def test_and_or_both_tell_only_where_one_option_has_the_most_of_them(options, right):
    whole = two_lessons().model_copy(update={"questions": (worded("What now?", *options),)})
    assert next(each.right for each in ghosts(whole) if each.habit == "what says and or both") == right
