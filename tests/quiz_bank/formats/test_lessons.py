import pytest

from quiz_bank import read
from tests.quiz_bank.texts import LESSON, bank, codes, found, line_of, question, reading

PLAIN = question(head="lesson: L1\n")


def lesson(text, *questions):
    return reading(*questions or (PLAIN,), lesson=text)


def first(read_):
    return read_.bank.lessons[0]


def test_a_lesson_is_its_heading_and_the_text_up_to_the_next_big_one():
    read_ = lesson("# Lesson: Stop it {#L1}\n\nPress.\n\n## How\n\nHard.\n\n- one\n- two\n")
    assert (first(read_).id, first(read_).title) == ("L1", "Stop it")
    assert first(read_).text == "Press.\n\n## How\n\nHard.\n\n- one\n- two"
    assert read_.findings == ()


def test_its_settings_reach_it():
    head = (
        "part: First steps\noutcome: Stop a bleed\nminutes: 4\nnote: About a cut.\nsource: a book\n"
        "atoms: a press | F1 fact\ncovers: F1\naccept: W09 a quotation\n"
    )
    found_ = first(lesson(f"# Lesson: Stop it {{#L1}}\n{head}\nPress.\n"))
    assert (found_.part, found_.outcome, found_.minutes) == ("First steps", "Stop a bleed", 4)
    assert (found_.note, found_.source, found_.covers) == ("About a cut.", "a book", ("F1",))
    assert found_.accept[0].code == "W09"


def test_a_one_letter_atom_takes_its_lessons_id_and_a_longer_one_stands_alone():
    assert first(reading()).atoms == {"L1a": "press on it", "L1b": "call for help", "F1": "most bleeds stop"}
    assert first(reading()).facts == ("F1",)


def test_atoms_go_on_in_indented_lines():
    text = LESSON.replace("| b call for help |", "| b call\n  for help |")
    assert first(lesson(text)).atoms["L1b"] == "call for help"


def test_a_lesson_without_atoms_is_one_atom():
    read_ = lesson("# Lesson: Stop it {#L1}\n\nPress.\n", question(head="lesson: L1\ncovers: L1\n"))
    assert first(read_).atoms == {"L1": "Stop it"}
    assert read_.findings == ()


def test_an_atom_that_stands_twice_is_an_error():
    text = bank(PLAIN, lesson=LESSON + "\n# Lesson: Two {#L2}\natoms: a one | F1 again\n\nText.\n")
    finding = found(read(text), "N03")
    assert finding.line == line_of(text, "F1 again")
    assert f"line {line_of(text, 'atoms:')}" in finding.what


@pytest.mark.parametrize("atoms", ["a one | | b two", "- one", "1 one"])
def test_an_atom_begins_with_its_id(atoms):
    assert "K04" in codes(lesson(f"# Lesson: Stop it {{#L1}}\natoms: {atoms}\n\nText.\n"))


def test_what_a_lesson_covers_must_be_an_atom():
    assert "N02" in codes(lesson(LESSON.replace("atoms:", "covers: F9\natoms:")))


def test_a_heading_with_an_id_inside_a_lesson_is_an_error():
    text = bank().replace("# Questions\n", "")
    finding = found(read(text), "F11")
    assert finding.line == line_of(text, "## Cut")
    assert "# Questions" in finding.remedy


def test_a_lesson_without_an_id_is_given_one_and_that_is_told():
    read_ = lesson("# Lesson: Stop it\n\nPress.\n")
    assert [each.id for each in read_.bank.lessons] == ["L1"]
    assert "I05" in codes(read_)


def test_a_second_lesson_with_the_same_id_is_an_error():
    assert "I01" in codes(lesson(LESSON + "\n" + LESSON))


def test_a_lesson_without_a_title_is_an_error():
    assert "I06" in codes(lesson("# Lesson: {#L1}\n\nPress.\n"))


def test_minutes_are_a_number():
    assert "K04" in codes(lesson("# Lesson: Stop it {#L1}\nminutes: four\n\nPress.\n"))
