"""Which files make a bank, in which order, and where things stand in them."""

import pytest

from quiz_bank import read
from tests.quiz_bank.texts import COURSE, LESSON, bank, codes, found, line_of, question, reading

QUESTIONS = "# Questions\n" + question()
FILES = {"course.md": COURSE, "lessons/l1.md": LESSON, "questions/l1.md": QUESTIONS}


def test_a_bank_without_faults_reads_without_findings():
    assert reading().findings == ()


def test_a_folder_of_files_and_one_text_give_the_same_bank():
    assert read(FILES).bank == reading().bank
    assert read(FILES).findings == ()


def test_the_file_with_the_course_comes_first_and_the_others_by_path():
    files = {
        "b.md": LESSON.replace("L1", "L2"),
        "a.md": LESSON,
        "z.md": COURSE + "About.\n# Lesson: Z {#L3}\n\nZ.\n",
    }
    bank_ = read(files).bank
    assert [lesson.id for lesson in bank_.lessons] == ["L3", "L1", "L2"]
    assert bank_.about == "About."


def test_paths_are_in_byte_order_whatever_the_order_given():
    lessons = {
        name: LESSON.replace("L1", f"L{number}") for number, name in enumerate(["é.md", "B.md", "a.md"])
    }
    bank_ = read({"course.md": COURSE, **lessons}).bank
    assert [lesson.id for lesson in bank_.lessons] == ["L1", "L2", "L0"]


def test_a_second_course_block_is_an_error_in_its_file():
    finding = found(read({**FILES, "other.md": COURSE}), "F02")
    assert (finding.severity, finding.file, finding.line) == ("error", "other.md", 1)
    assert "course.md" in finding.what


def test_without_a_course_block_there_is_no_bank_and_all_findings_are_given():
    read_ = read(LESSON + QUESTIONS.replace("lesson: L1", "lesson: L7"))
    assert read_.bank is None
    assert codes(read_) == ["F01", "N01"]


def test_nothing_at_all_is_no_bank():
    assert (read({}).bank, codes(read({}))) == (None, ["F01"])
    assert (read("").bank, codes(read(""))) == (None, ["F01"])


def test_a_course_block_without_an_end_is_one_error():
    read_ = read("---\nbank: b\n\n" + LESSON)
    assert read_.bank is None
    assert found(read_, "F03").line == 1
    assert "F01" not in codes(read_)


def test_the_top_block_is_cut_off_and_its_length_added_to_line_numbers():
    text = bank(question(head="lesson: L7\n"))
    assert found(read(text), "N01").line == line_of(text, "lesson: L7")


def test_findings_name_the_file_and_its_own_line():
    files = {**FILES, "questions/l1.md": QUESTIONS.replace("lesson: L1", "lesson: L7")}
    finding = found(read(files), "N01")
    assert (finding.file, finding.line) == ("questions/l1.md", 4)


def test_windows_line_ends_old_mac_ones_and_a_byte_order_mark_change_nothing():
    text = bank()
    for other in (text.replace("\n", "\r\n"), text.replace("\n", "\r"), "\ufeff" + text):
        assert read(other).bank == read(text).bank
        assert read(other).findings == ()


def test_a_translation_is_not_read_as_a_bank_file():
    assert read({**FILES, "questions/l1.cy.md": QUESTIONS}).bank.languages == ("en-GB", "cy")
    assert read({**FILES, "questions/l1.pt-BR.md": QUESTIONS}).findings == ()


def test_a_file_that_translates_nothing_is_read_like_any_other():
    assert "I01" in codes(read({**FILES, "questions/more.cy.md": QUESTIONS}))


def test_text_after_the_course_block_tells_about_the_course():
    read_ = reading(
        course=COURSE + "\nThis course is for **everyone**.\n\n## How it works\n\nRead, then answer.\n"
    )
    assert read_.bank.about == "This course is for **everyone**.\n\n## How it works\n\nRead, then answer."
    assert read_.findings == ()


def test_text_before_the_first_heading_of_any_other_file_is_an_error():
    finding = found(read({**FILES, "lessons/l2.md": "\nStray words.\n"}), "F05")
    assert (finding.file, finding.line) == ("lessons/l2.md", 2)


def test_text_between_questions_and_the_first_question_is_an_error():
    text = bank().replace("# Questions\n", "# Questions\n\nStray words.\n")
    assert found(read(text), "F05").line == line_of(text, "Stray words")


def test_a_question_outside_questions_is_read_and_is_an_error():
    read_ = read({**FILES, "questions/l1.md": question()})
    assert found(read_, "F05").remedy == 'Put "# Questions" above it.'
    assert len(read_.bank.questions) == 1


@pytest.mark.parametrize(
    ("heading", "remedy"),
    [
        ("# Qestions", "Did you mean Questions?"),
        ("# Kettles", 'Write "# Lesson: Title", "# Questions" or "# Case: Title".'),
        ("# Questions: hard", "Did you mean Questions?"),
        ("# Lesson Stopping", "Did you mean Lesson:?"),
    ],
)
def test_another_big_heading_is_an_error_with_the_nearest_match(heading, remedy):
    text = bank().replace("# Questions", heading)
    finding = found(read(text), "F06")
    assert finding.line == line_of(text, heading)
    assert heading in finding.what
    assert finding.remedy == remedy


def test_a_big_heading_that_is_nearly_right_is_read_all_the_same():
    assert len(read(bank().replace("# Questions", "# Qestions")).bank.questions) == 1
    lesson = LESSON.replace("# Lesson:", "# Lesson")
    assert [each.title for each in reading(lesson=lesson).bank.lessons] == ["Stopping a bleed"]
    assert "F06" in codes(reading(lesson=lesson))


@pytest.mark.parametrize("heading", ["# questions", "# QUESTIONS", "#   Questions  ", "# Questions #"])
def test_capitals_spaces_and_closing_marks_of_a_heading_do_not_matter(heading):
    assert read(bank().replace("# Questions", heading)).findings == ()


def test_a_heading_without_a_space_is_an_error():
    text = bank() + "\n##Second cut {#Q-2}\n"
    finding = found(read(text), "F09")
    assert finding.line == line_of(text, "##Second")


def test_a_word_with_a_hash_in_front_is_text():
    assert "F09" not in codes(reading(question(text="Send it to #help now.\n#1 is Ola. What next?\n")))


def test_a_heading_in_a_quote_in_a_list_or_in_code_opens_nothing():
    text = "Ola writes:\n\n> # Questions\n\n- # Lesson: no\n\n```\n# Case: no {#X}\n## no\n- [x] no\n```\n\nWhat now?\n"
    read_ = reading(question(text=text))
    assert read_.findings == ()
    assert len(read_.bank.questions[0].options) == 3


def test_an_unclosed_fence_is_an_error_where_it_opens_and_the_rest_is_read():
    text = bank(question(text="Ola says:\n\n```\ncut\n\nWhat now?\n"), question(id="Q-2"))
    read_ = read(text)
    assert found(read_, "F08").line == line_of(text, "```")
    assert [each.id for each in read_.bank.questions] == ["Q-1", "Q-2"]


def test_an_unclosed_fence_in_a_quote_is_an_error():
    assert "F08" in codes(reading(question(text="> ~~~\n> cut\n\nWhat now?\n")))


def test_a_line_under_settings_never_makes_a_heading_of_them():
    text = question(head="lesson: L1\n", text="One thing.\n---\nWhat now?\n")
    assert reading(text).findings == ()


def test_deeply_indented_lines_are_text_and_not_code():
    read_ = reading(question(text="    What now, Ola?\n"))
    assert read_.findings == ()
    assert "What now, Ola?" in read_.bank.questions[0].text


def test_a_deeply_indented_fence_is_a_fence():
    read_ = reading(question(text="Ola writes:\n\n    ```\n    - [x] done\n    ```\n\nWhat now?\n"))
    assert read_.findings == ()
    assert len(read_.bank.questions[0].options) == 3


def test_square_brackets_with_a_colon_stay_text():
    text = "[Ola]: is my friend.\n\nWhat now?\n"
    assert reading(question(text=text)).bank.questions[0].text == text.strip()


def test_a_local_fact_is_left_in_the_text():
    assert "{{lead}}" in reading(question(text="Ring {{lead}}?\n")).bank.questions[0].text


def test_where_things_stand_is_told_beside_the_bank_and_never_in_it():
    text = bank()
    places = read(text).places
    assert places[""].line == 1
    assert places["L1"].line == line_of(text, "# Lesson")
    assert places["Q-1"].line == line_of(text, "## Cut")
    assert places["Q-1/b"].line == line_of(text, "- [x]")
    assert places["Q-1:why"].line == line_of(text, "why:")
    assert places["Q-1:text"].line == line_of(text, "Ola has cut")
    assert places["draw:0"].line == line_of(text, "draw:")
    assert read("\n" + text).bank == read(text).bank


class TestAuthorsNotes:
    def test_are_kept_and_never_part_of_a_text(self):
        text = bank(
            question(
                head="%% ask Ruth\nlesson: L1\n%% and Bo\n", text="Ola is cut.\n  %% too easy?\nWhat now?\n"
            )
        )
        question_ = read(text).bank.questions[0]
        assert question_.remarks == ("ask Ruth", "and Bo", "too easy?")
        assert question_.text == "Ola is cut.\nWhat now?"
        assert "%%" not in question_.model_dump_json()

    def test_do_not_move_line_numbers(self):
        text = "%% one\n%% two\n" + bank(question(head="%% three\nlesson: L7\n"))
        assert found(read(text), "N01").line == line_of(text, "lesson: L7")

    def test_stay_with_the_thing_they_stand_under(self):
        text = (
            f"%% course\n{COURSE}%% about\n{LESSON}%% lesson\n# Questions\n%% between{question()}%% question\n"
            "# Case: A case {#CASE-01}\n%% case\nlesson: L1\n\n## Door {#door}\n%% step\nend: good\n"
        )
        bank_ = read(text).bank
        assert bank_.remarks == ("course", "about", "between")
        assert bank_.lessons[0].remarks == ("lesson",)
        assert bank_.questions[0].remarks == ("question",)
        assert bank_.cases[0].remarks == ("case",)
        assert bank_.cases[0].steps[0].remarks == ("step",)


class TestPictures:
    def test_need_words(self):
        assert "M01" in codes(reading(question(text="![](pictures/cut.png)\n\nWhat now?\n")))

    @pytest.mark.parametrize(
        "address",
        ["cut.png", "pictures/cut.gif", "https://x.org/cut.png", "pictures/../../cut.png", "/pictures/a.png"],
    )
    def test_are_png_or_jpeg_files_in_the_folder_of_the_bank(self, address):
        assert "M02" in codes(reading(question(text=f"![A cut]({address})\n\nWhat now?\n")))

    @pytest.mark.parametrize("address", ["pictures/cut.png", "pictures/hands/cut.JPEG", "pictures/cut.jpg"])
    def test_with_words_and_in_their_place_are_fine(self, address):
        assert reading(question(text=f"![A cut]({address})\n\nWhat now?\n")).findings == ()
