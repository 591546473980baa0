"""Cases: steps, what can be done at each, and where it leads."""

import pytest

from quiz_bank import read
from tests.quiz_bank.texts import LESSON, bank, codes, found, line_of, question, reading

CHOICES = """- (best) Press on it. {#a} -> later
  > The bleed slows.
  >
  > coach: You did not wait.
- (partly) Call for help. {#b} → later
  > Help is on its way.
- (poor) Look away. {#c} -> back
  > Ola goes on bleeding.
"""
HEAD = "lesson: L1\ncovers: L1b\n"
END = "\n## Later {#later}\nend: good\n\nOla is well.\n"


def case(choices=CHOICES, head=HEAD, step="expect: 4\n", end=END, lesson=LESSON):
    return f"# Case: A cut {{#CASE-01}}\n{head}\nAt work.\n\n## Now {{#now}}\n{step}\nOla is cut.\n\n{choices}{end}"


def told(**more):
    return reading(more=case(**more))


def the_case(read_):
    return read_.bank.cases[0]


def choices(*lines):
    read_ = told(choices="\n".join(lines) + "\n")
    return read_, the_case(read_).steps[0].choices


def test_a_case_without_faults_reads_without_findings():
    assert told().findings == ()


def test_a_case_is_its_text_and_its_steps_in_order():
    case_ = the_case(told())
    assert (case_.id, case_.title, case_.text) == ("CASE-01", "A cut", "At work.")
    assert [(step.id, step.title, step.text) for step in case_.steps] == [
        ("now", "Now", "Ola is cut."),
        ("later", "Later", "Ola is well."),
    ]


def test_its_settings_reach_it():
    head = HEAD + "difficulty: 3\naudience: all\nnote: A cut hand.\nsource: a book\naccept: B03 on purpose\n"
    case_ = the_case(told(head=head))
    assert (case_.lessons, case_.covers, case_.difficulty) == (("L1",), ("L1b",), 3)
    assert (case_.audience, case_.note, case_.source) == ("all", "A cut hand.", "a book")
    assert case_.accept[0].code == "B03"


def test_a_case_may_belong_to_several_lessons():
    more = "# Lesson: Two {#L2}\n\nText.\n\n" + case(head="lesson: L1 L2\n")
    assert the_case(reading(more=more)).lessons == ("L1", "L2")


def test_a_case_without_a_lesson_is_an_error():
    assert "K05" in codes(told(head="difficulty: 2\n"))


def test_a_lesson_or_an_atom_that_is_not_there_is_an_error():
    assert "N01" in codes(told(head="lesson: L1 L7\n"))
    assert "N02" in codes(told(head="lesson: L1\ncovers: L1z\n"))


def test_a_case_without_steps_is_an_error():
    assert "B10" in codes(reading(more="# Case: A cut {#CASE-01}\nlesson: L1\n\nText.\n"))


def test_a_choice_has_its_worth_its_words_its_way_on_and_two_kinds_of_feedback():
    best, partly, poor = the_case(told()).steps[0].choices
    assert (best.id, best.worth, best.text, best.to) == ("a", "best", "Press on it.", "later")
    assert (best.feedback, best.coach) == ("The bleed slows.", "You did not wait.")
    assert (partly.worth, partly.to, partly.coach) == ("partly", "later", "")
    assert (poor.worth, poor.to) == ("poor", "back")


def test_coach_may_follow_without_an_empty_line_and_have_paragraphs():
    lines = ["  > One.", "  > Coach: two", "  > three", "  >", "  > four"]
    _, (choice, *_) = choices("- (best) Go. {#a} -> later", *lines)
    assert (choice.feedback, choice.coach) == ("One.", "two\nthree\n\nfour")


def test_the_arrow_is_the_one_right_after_the_id():
    _, (choice, *_) = choices("- (best) Go in -> out. {#a} -> later", "  > One -> two.")
    assert (choice.text, choice.to) == ("Go in -> out.", "later")
    _, (choice, *_) = choices("- (best) Go. {#a} -> later -> now", "  > One.")
    assert (choice.text, choice.id, choice.to) == ("Go.", "a", "later -> now")


def test_without_an_id_it_is_the_last_one_outside_code():
    read_, (choice, *_) = choices("- (best) Go in -> `out ->` now -> later", "  > One.")
    assert (choice.text, choice.to, choice.id) == ("Go in -> `out ->` now", "later", "a")
    assert codes(read_) == ["I05"]
    _, (choice, *_) = choices("- (best) Type `->` now → later `->`", "  > One.")
    assert choice.text == "Type `->` now"


def test_an_id_after_the_way_on_is_read_too():
    read_, (choice, *_) = choices("- (best) Go -> later {#k}", "  > One.")
    assert (choice.id, choice.to) == ("k", "later")
    assert read_.findings == ()


def test_a_choice_without_a_way_on_is_an_error():
    text = bank(more=case(choices=CHOICES.replace(" -> later", "", 1)))
    assert found(read(text), "B07").line == line_of(text, "(best)")


def test_a_choice_without_words_is_an_error():
    assert "Q12" in codes(choices("- (best) {#a} -> later", "  > One.")[0])


def test_a_worth_a_letter_away_is_an_error_with_the_nearest_match():
    read_, (choice, *_) = choices("- (bets) Go. {#a} -> later", "  > One.")
    assert found(read_, "B09").remedy == "Did you mean (best)?"
    assert (choice.worth, choice.text) == ("best", "Go.")


def test_a_choice_without_a_worth_is_an_error():
    read_, (choice, *_) = choices("- Go. {#a} -> later", "  > One.")
    assert "B09" in codes(read_)
    assert choice.text == "Go."


@pytest.mark.parametrize("word", ["(Best)", "(BEST)"])
def test_capitals_of_a_worth_do_not_matter(word):
    assert told(choices=CHOICES.replace("(best)", word)).findings == ()


def test_unmarked_items_of_a_step_belong_to_its_text():
    read_ = told(choices="- (Ola) is cut\n- it is deep\n\n" + CHOICES)
    assert read_.findings == ()
    assert the_case(read_).steps[0].text == "Ola is cut.\n\n- (Ola) is cut\n- it is deep"


def test_an_unmarked_item_among_choices_is_an_error():
    assert "Q06" in codes(told(choices=CHOICES + "- run\n"))


def test_a_step_may_say_where_the_dial_would_stand():
    assert the_case(told()).steps[0].expect == 4
    assert the_case(told(step="")).steps[0].expect is None
    assert "K04" in codes(told(step="expect: 11\n"))


@pytest.mark.parametrize("ending", ["good", "mixed", "poor"])
def test_a_step_may_end_the_case(ending):
    assert the_case(told(end=END.replace("good", ending))).steps[1].end == ending


def test_another_ending_is_an_error_with_the_nearest_match():
    assert found(told(end=END.replace("good", "godo")), "K04").remedy == "Did you mean good?"


def test_a_step_that_ends_and_offers_choices_is_an_error():
    assert "B08" in codes(told(step="end: poor\n"))


def test_a_setting_of_a_question_at_a_step_is_an_error():
    assert "K03" in codes(told(step="lesson: L1\n"))


def test_step_ids_are_unique_in_their_case_only():
    read_ = reading(more=case() + "\n" + case().replace("CASE-01", "CASE-02"))
    assert read_.findings == ()


def test_a_step_id_that_stands_twice_is_an_error_that_names_the_first():
    text = bank(more=case(end=END + END))
    assert f"line {line_of(text, '## Later')}" in found(read(text), "I01").what


@pytest.mark.parametrize(
    ("id", "code"), [("back", "I03"), ("end", "I03"), ("Later", "I02"), ("1st", "I02"), ("s" * 61, "I02")]
)
def test_a_step_id_is_small_letters_and_no_kept_word(id, code):
    assert code in codes(told(end=END.replace("{#later}", f"{{#{id}}}")))


def test_a_step_without_an_id_is_given_one_and_that_is_told():
    read_ = told(end="\n## Later\nend: good\n\nWell.\n")
    assert [step.id for step in the_case(read_).steps] == ["now", "step-1"]
    assert "I05" in codes(read_)


def test_a_step_without_a_title_is_an_error():
    assert "I06" in codes(told(end="\n## {#later}\nend: good\n\nWell.\n"))


def test_choice_ids_are_unique_in_their_step():
    assert "I01" in codes(told(choices=CHOICES.replace("{#b}", "{#a}")))


def test_places_of_steps_and_choices_are_known():
    text = bank(more=case())
    places = read(text).places
    assert places["CASE-01/now"].line == line_of(text, "## Now")
    assert places["CASE-01/now/b"].line == line_of(text, "(partly)")
    assert places["CASE-01/now:expect"].line == line_of(text, "expect:")


def test_a_question_may_follow_a_case():
    read_ = reading(more=case() + "\n# Questions\n" + question(id="Q-2"))
    assert [each.id for each in read_.bank.questions] == ["Q-1", "Q-2"]
