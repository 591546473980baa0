"""Who reads what, and what is left when the story is left out."""

from quiz_bank import Lesson
from tests.quiz_bank.banks import asked, two_lessons

BANK = two_lessons()


def ids(things):
    return [each.id for each in things]


def test_staff_meet_what_is_for_nobody_in_particular_and_for_everyone():
    staff = BANK.meant_for()
    assert ids(staff.lessons) == ["L1", "L2", "L3"]
    assert "Q-L1-NEXT-DOOR" not in ids(staff.questions)
    assert len(staff.questions) == len(BANK.questions) - 1
    assert (len(staff.passing), len(staff.draw)) == (1, 2)


def test_an_audience_meets_its_own_and_what_is_for_everyone_under_plain_rules():
    shared = asked("Q-L1-ALL", "L1", audience="everyone")
    near = BANK.model_copy(update={"questions": (*BANK.questions, shared)}).meant_for("community")
    assert ids(near.lessons) == ["L1"]
    assert ids(near.questions) == ["Q-L1-NEXT-DOOR", "Q-L1-ALL"]
    assert near.pass_rule().of == 1
    assert near.question("Q-L1-0") is None


def test_an_audience_that_no_blueprint_names_is_a_word_for_people_and_leaves_nothing_out():
    said = BANK.model_copy(update={"questions": (asked("Q-1", "L1", audience="nurses"),)})
    assert ids(said.meant_for().questions) == ["Q-1"]


def test_a_bank_for_staff_alone_is_theirs_as_it_is():
    alone = BANK.model_copy(update={"passing": BANK.passing[:1], "draw": BANK.draw[:2]})
    assert alone.meant_for() is alone


def lesson(text, *story):
    return Lesson(id="L1", title="A", text=text, atoms={"L1": "A"}, story=story)


def test_the_quiet_text_leaves_out_the_parts_that_tell_a_story_and_no_other():
    text = "Hello.\n\n## Her days\n\nIt was cold.\n\n### Nights\n\nColder.\n\n## What was learned\n\nAsk."
    assert lesson(text, "Her days").quiet_text == "Hello.\n\n## What was learned\n\nAsk."
    assert lesson(text).quiet_text == text


def test_a_heading_inside_a_fence_ends_no_part():
    text = "## Her days\n\n```\n## What was learned\n```\n\nCold.\n\n## Ask\n\nHer."
    assert lesson(text, "Her days").quiet_text == "## Ask\n\nHer."
