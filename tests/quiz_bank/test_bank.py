from quiz_bank import Bank, Case, Lesson, Step
from tests.quiz_bank.banks import two_lessons

BANK = two_lessons()


def test_things_are_found_by_id_and_nothing_is_found_by_another():
    assert BANK.question("Q-L1-0").id == "Q-L1-0"
    assert BANK.lesson("L2").id == "L2"
    assert (BANK.question("Q-X"), BANK.lesson("L9"), BANK.case("CASE-9")) == (None, None, None)


def test_looking_things_up_changes_nothing_about_equality():
    other = two_lessons()
    other.question("Q-L1-0")
    assert other == two_lessons()


def test_a_copy_with_other_questions_finds_those_and_no_others():
    bank = two_lessons()
    bank.question("Q-L1-0")
    copied = bank.model_copy(update={"questions": bank.questions[1:]})
    assert copied.question("Q-L1-0") is None
    assert copied.question("Q-L1-1") is not None


def test_a_bank_keeps_its_value_through_json():
    assert Bank.model_validate_json(BANK.model_dump_json()) == BANK


def test_the_pass_rule_and_the_groups_are_those_of_an_audience():
    assert BANK.pass_rule().of == 5
    assert BANK.pass_rule("community").of == 1
    assert [group.topic for group in BANK.groups()] == ["L1", "L2 L3"]
    assert BANK.group_of(BANK.question("Q-L3-0")).topic == "L2 L3"


def test_facts_are_the_atoms_that_stand_alone():
    lesson = Lesson(id="L1", title="", text="", atoms={"L1a": "", "S1": "", "S12": ""})
    assert lesson.facts == ("S1", "S12")
    assert Lesson(id="C2", title="", text="", atoms={"C2": ""}).facts == ()


def test_a_case_finds_its_steps_and_they_their_choices():
    case = Case(id="CASE-1", title="", text="", lessons=(), steps=(Step(id="door", title="", text=""),))
    assert case.step("door").id == "door"
    assert (case.step("x"), case.step("door").choice("a")) == (None, None)
