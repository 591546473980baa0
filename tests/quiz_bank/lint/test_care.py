import pytest

from quiz_bank import lint
from quiz_bank.lint import Words
from tests.quiz_bank.formats.test_cases import CHOICES, case
from tests.quiz_bank.texts import HEAD, LESSON, OPTIONS, linted, question, reading

SCENE = "Child A's mother lives in Warwickshire.\n\nWhat now?\n"
POINT = LESSON.replace(" | F1 most bleeds stop", "")


@pytest.mark.parametrize(
    "name", ["Child A's mother is here.", "This is in Warwickshire.", "They came from warwickshire."]
)
def test_s01_a_real_name_in_a_scenario_is_found(name):
    assert linted(reading(question(text=f"{name}\n\nWhat now?\n"), lesson=POINT), "S01")
    assert linted(reading(lesson=POINT, more=case(head="lesson: L1\n", step=f"\n{name}\n")), "S01")


@pytest.mark.parametrize(
    "name", ["A child is cut.", "Child Ada is cut.", "Warwickshires are hats.", "Child AB is cut."]
)
def test_s01_other_names_are_fine(name):
    assert linted(reading(question(text=f"{name}\n\nWhat now?\n"), lesson=POINT), "S01") == []


def test_s01_a_scenario_on_one_line_with_what_is_asked_counts_too():
    assert linted(reading(question(text="They came from Warwickshire. What now?\n"), lesson=POINT), "S01")


def test_s01_questions_of_a_lesson_with_facts_tell_the_real_case():
    assert linted(reading(question(text=SCENE)), "S01") == []


def test_s01_a_real_service_named_in_what_is_asked_or_in_an_option_is_fine():
    read_ = reading(
        question(
            text="Ola is cut.\n\nWhom do you ring in Warwickshire?\n",
            options=OPTIONS.replace("Ring her family", "Ring Warwickshire"),
        ),
        lesson=POINT,
    )
    assert linted(read_, "S01") == []


def test_s01_the_names_are_the_sites_own():
    read_ = reading(question(text="Ada is in Hull.\n\nWhat now?\n"), lesson=POINT)
    assert [each.code for each in lint(read_, Words(real=("Hull",)))].count("S01") == 1
    assert "S01" not in [each.code for each in lint(read_, Words(real=()))]


def test_s02_a_hard_word_without_a_content_note_is_found():
    text = "Ola has bruises on her arm.\n\nWhat now?\n"
    (finding,) = linted(reading(question(text=text)), "S02")
    assert '"bruises"' in finding.what
    assert linted(reading(question(head=HEAD + "note: An arm is hurt.\n", text=text)), "S02") == []


def test_s02_a_word_that_only_looks_like_one_is_fine():
    assert linted(reading(question(text="Ola studied the deathcap.\n\nWhat now?\n")), "S02") == []


def test_s02_looks_at_options_feedback_lessons_and_cases_too():
    assert linted(reading(question(options=OPTIONS.replace("bleeding", "bruised"))), "S02")
    assert linted(reading(lesson=LESSON + "\nA bruise is blue.\n"), "S02")
    assert (
        linted(reading(lesson=LESSON.replace("atoms:", "note: x\natoms:") + "\nA bruise is blue.\n"), "S02")
        == []
    )
    bruised = CHOICES.replace("The bleed slows.", "A bruise shows.")
    assert linted(reading(more=case(choices=bruised)), "S02")
    assert linted(reading(more=case(choices=bruised, head="lesson: L1\nnote: x\n")), "S02") == []


@pytest.mark.parametrize(
    "blame", ["The nurse failed to look.", "Staff should have known.", "Dad is hostile."]
)
def test_s04_blame_is_found(blame):
    assert linted(reading(question(text=f"{blame}\n\nWhat now?\n")), "S04")
    assert linted(reading(question(end=f"why: {blame}\n")), "S04")
    assert linted(reading(lesson=f"{LESSON}\n{blame}\n"), "S04")
    assert linted(reading(more=case(step=f"\n{blame}\n")), "S04")


def test_s04_a_wrong_option_may_blame_and_a_right_one_may_not():
    wrong = OPTIONS.replace("Look for a plaster in the cupboard.", "Write that Dad is hostile.")
    right = OPTIONS.replace("Press on the cut with a clean cloth.", "Write that Dad is hostile.")
    assert linted(reading(question(options=wrong)), "S04") == []
    assert linted(reading(question(options=right)), "S04")


def test_s04_what_happened_is_fine():
    assert linted(reading(question(text="The nurse did not look. Dad shouted.\n\nWhat now?\n")), "S04") == []


@pytest.mark.parametrize(
    "text",
    ["The call failed to work.", "A file is failing to print.", "It shows success or failure to the reader."],
)
def test_s04_things_that_fail_are_nobodys_fault(text):
    assert linted(reading(question(text=f"{text}\n\nWhat now?\n", end="")), "S04") == []
    assert linted(reading(question(text="The agency failed to look.\n\nWhat now?\n", end="")), "S04")


@pytest.mark.parametrize(
    "hindsight", ["With hindsight it was plain.", "It was a missed opportunity.", "She ought to have rung."]
)
def test_s04_what_is_plain_only_afterwards_is_found(hindsight):
    assert linted(reading(question(text=f"{hindsight}\n\nWhat now?\n")), "S04")


@pytest.mark.parametrize(
    "trace",
    ["on 3 March 2019", "on 3rd of March 2019", "on March 3, 2019", "on 03/03/2019", "on 3.3.2019", "at CV34 4RL",
     "at 01926 410410", "at 14 Mill Lane"],
)  # fmt: skip
def test_s05_what_could_show_who_somebody_is_is_found(trace):
    text = f"Ola cut her hand {trace}.\n\nWhat now?\n"
    (finding,) = linted(reading(question(text=text), lesson=POINT), "S05")
    assert trace.partition(" ")[2] in finding.what
    assert linted(reading(lesson=POINT, more=case(step=f"\n{text}\n")), "S05")


@pytest.mark.parametrize(
    "text",
    [
        "Ola cut her hand on 3 March.",
        "Ola cut her hand in March 2019.",
        "Ola cut her hand 3 times.",
        "She wrote 20/20/20 and 1.2.",
        "She lives at the end of Mill Lane.",
        "The form of 3 March 2019 is out of date.",
    ],
)
def test_s05_what_is_less_exact_or_tells_of_nobody_is_fine(text):
    assert linted(reading(question(text=f"{text}\n\nWhat now?\n"), lesson=POINT), "S05") == []


def test_s05_facts_of_a_real_case_may_have_a_date():
    assert linted(reading(question(text="Her plan ended on 3 March 2019.\n\nWhat now?\n")), "S05") == []
