"""Spreadsheets: what we write comes back and is safe to open; what is filled in is read, or named by row and column."""

import csv
import io

import pytest

from quiz_bank import read as read_ours
from quiz_bank import read_folder
from quiz_bank.exchange.incoming import CannotRead
from quiz_bank.formats import spreadsheet
from tests.quiz_bank.formats import workbooks
from tests.quiz_bank.formats.workbooks import (
    HEADINGS,
    ROW,
    asking,
    row,
    sheet,
    workbook,
)
from tests.quiz_bank.texts import question, reading

WRITERS = {"xlsx": spreadsheet.write, "ods": spreadsheet.write_ods, "csv": spreadsheet.write_csv}


def told(read_):
    """What was found beside that a spreadsheet says nothing of the course or of titles."""
    return [str(each) for each in read_.findings if each.code not in ("X05", "X08")]


def only(content):
    read_ = spreadsheet.read(content, "quiz.xlsx")
    assert told(read_) == []
    (found,) = read_.bank.questions
    return found


def as_csv(*rows, delimiter=",", headings=HEADINGS):
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows([headings, *rows])
    return written.getvalue()


class TestWriting:
    @pytest.mark.parametrize("ending", WRITERS)
    def test_of_the_shipped_course_every_question_and_lesson_comes_back(self, ending):
        shipped = read_ours(read_folder("quiz_bank/courses/child_a")).bank
        content, losses = WRITERS[ending](shipped)
        again = spreadsheet.read(content)
        assert told(again) == []
        assert again.bank.questions == shipped.questions
        assert [(each.id, each.title, each.text) for each in again.bank.lessons] == [
            (each.id, each.title, each.text) for each in shipped.lessons
        ]
        assert not [loss for loss in losses if any(id.startswith("Q-") for id in loss.ids)]

    @pytest.mark.parametrize("ending", WRITERS)
    def test_the_same_bank_gives_the_same_bytes(self, ending):
        assert WRITERS[ending](reading().bank)[0] == WRITERS[ending](reading().bank)[0]

    @pytest.mark.parametrize("ending", WRITERS)
    @pytest.mark.parametrize(
        "words", ["=1+1", "+49 30", "-3", "@SUM(A1)", "'=x", "''-x", "'quoted'", "_x0041_ _x000D_"]
    )
    def test_text_that_looks_like_a_formula_comes_back_as_it_was(self, ending, words):
        (whole,) = reading(question(head="lesson: L1\n")).bank.questions
        whole = whole.model_copy(update={"title": words, "text": words, "why": words})
        content, losses = WRITERS[ending](reading().bank.model_copy(update={"questions": (whole,)}))
        assert spreadsheet.read(content).bank.questions == (whole,)
        assert not [loss for loss in losses if "Q-1" in loss.ids]

    def test_no_cell_of_a_csv_begins_as_a_formula_does(self):
        (whole,) = reading(question(head="lesson: L1\n")).bank.questions
        whole = whole.model_copy(
            update={"title": "=HYPERLINK()", "text": " \t+1", "why": "\u200b@x", "source": "-"}
        )
        content, _ = spreadsheet.write_csv(reading().bank.model_copy(update={"questions": (whole,)}))
        cells = [
            words for line in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for words in line if words
        ]
        assert "'=HYPERLINK()" in cells
        assert not [words for words in cells if words.strip(" \u200b")[0] in "=+-@\t"]

    def test_what_it_has_nothing_for_is_listed_question_by_question(self):
        pair = "- Ola {#a} => cut {#c}\n- Bo {#b} => burn {#d}\n- => sting {#e}\n  > Nobody.\n"
        one = question(head="kind: match\nlesson: L1\n", options=pair)
        shown = question(text="![A cut](pictures/cut.png)\n\nWhat now?\n", id="Q-2")
        losses = [str(each) for each in spreadsheet.write(reading(one, shown).bank)[1]]
        assert (
            "A spreadsheet has no feedback on the right side of what is matched, and no | in it: 1 loses it: Q-1"
            in losses
        )
        assert "A spreadsheet has no pictures: 1 loses it: Q-2" in losses

    def test_what_no_cell_has_room_for_is_left_out_and_named(self):
        (whole,) = reading(question(head="lesson: L1\n")).bank.questions
        long = whole.model_copy(update={"text": "x" * 40_000})
        content, losses = spreadsheet.write(reading().bank.model_copy(update={"questions": (long,)}))
        assert spreadsheet.read(content).bank.questions == ()
        assert any("32767 letters: 1 is left out: Q-1" in str(each) for each in losses)


class TestReading:
    def test_a_row_is_a_question(self):
        found = only(asking(ROW))
        assert (found.id, found.lesson, found.kind, found.text) == ("Q-1", "L1", "single", ROW[2])
        assert [(each.id, each.text, each.feedback) for each in found.options] == [
            ("a", "Wait.", "She bleeds."),
            ("b", "Press.", "It stops."),
        ]
        assert found.right == "b"

    @pytest.mark.parametrize(
        "headings",
        [
            (
                "No.",
                "MODULE",
                "question text",
                "Correct answer",
                "Answer 1",
                "Feedback 1",
                "Answer 2",
                "Feedback 2",
            ),
            ("Ref", "Topic", "Stem", "Key", "A", "Explanation A", "B", "Explanation B"),
            (
                "id",
                "lesson",
                "Question  Text ",
                "Answer",
                "Option_A",
                "Feedback for A",
                "option-b",
                "Option B feedback",
            ),
        ],
    )
    def test_headings_are_known_by_the_words_that_people_use(self, headings):
        assert only(asking(ROW, headings=headings)) == only(asking(ROW))

    def test_columns_may_stand_in_any_order(self):
        assert only(asking(ROW[::-1], headings=HEADINGS[::-1])) == only(asking(ROW))

    @pytest.mark.parametrize("right", ["B", "b", "b)", "(B)", "Option B", "Press.", "press.", "2"])
    def test_what_is_right_is_said_by_letter_words_or_number(self, right):
        assert only(asking(row(right=right))).right == "b"

    @pytest.mark.parametrize("right", ["A, B", "AB", "a and b", "A;B", "Wait.\nPress.", "1, 2"])
    def test_several_right_ones_make_a_multiple(self, right):
        found = only(asking((*row(right=right), "multiple"), headings=(*HEADINGS, "Kind")))
        assert (found.kind, found.right) == ("multiple", {"a", "b"})
        assert only(asking(row(right="A, B"))).kind == "multiple"

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"right": ""}, "row 2, column Right: it does not say what is right"),
            ({"right": "C"}, 'row 2, column Right: "C" names no option'),
            ({"right": "2", "a": "2", "b": "1"}, 'row 2, column Right: "2" may be an option or its number'),
            ({"text": ""}, "row 2, column Question: there is no question"),
            ({"b": "", "told_b": ""}, "row 2, column Option A: there are 1 options"),
            ({"b": ""}, "row 2, column Feedback B: there is no option"),
        ],
    )
    def test_what_cannot_be_read_is_left_out_and_named_by_row_and_column(self, changed, said):
        read_ = spreadsheet.read(asking(row(**changed)))
        assert read_.bank.questions == ()
        assert any("error X01" in each and said in each for each in told(read_)), told(read_)

    @pytest.mark.parametrize(
        ("heading", "words", "said"),
        [
            ("Difficulty", "9", 'column Difficulty: "9" cannot be read'),
            ("Critical", "perhaps", 'column Critical: "perhaps" cannot be read'),
            ("Kind", "matchup", 'column Kind: there is no kind "matchup"'),
            ("Use", "never", 'column Use: "never" cannot be read'),
            ("Enough", "most", 'column Enough: "most" cannot be read'),
            ("Boxes", "a | b", "column Boxes: nothing is read there for the kind single"),
        ],
    )
    def test_a_setting_that_cannot_be_read_is_never_guessed(self, heading, words, said):
        read_ = spreadsheet.read(asking((*ROW, words), headings=(*HEADINGS, heading)))
        assert read_.bank.questions == ()
        assert any(said in each for each in told(read_)), told(read_)

    @pytest.mark.parametrize(
        ("heading", "words", "field", "value"),
        [
            ("Difficulty", "Hard", "difficulty", 3),
            ("Critical", "Yes", "critical", True),
            ("Critical", '<c r="{at}" t="b"><v>1</v></c>', "critical", True),
            ("Critical", "B", "critical_on", ("b",)),
            ("Shuffle", '<c r="{at}" t="b"><v>0</v></c>', "shuffle", False),
            ("Enough", "4 of 5", "enough", 0.8),
            ("Enough", f'<c r="{{at}}" s="{workbooks.PERCENT}"><v>0.8</v></c>', "enough", 0.8),
            ("Use", "exam", "use", "check"),
            ("Covers", "L1a, L1b", "covers", ("L1a", "L1b")),
            ("Author's notes", "one\ntwo", "remarks", ("one", "two")),
        ],
    )
    def test_settings_are_read(self, heading, words, field, value):
        found = only(asking((*ROW, words), headings=(*HEADINGS, heading)))
        assert getattr(found, field) == value

    def test_columns_that_are_not_known_are_named_and_columns_read_as_the_same_are_an_error(self):
        read_ = spreadsheet.read(asking((*ROW, "Bo", "A"), headings=(*HEADINGS, "Owner", "Answer")))
        assert len(told(read_)) == 2
        assert any('warning X20 The column I "Owner" is not known' in each for each in told(read_))
        assert any(
            'error X20 The columns D "Right" and J "Answer" are read as the same' in each
            for each in told(read_)
        )

    def test_words_under_no_heading_are_named(self):
        read_ = spreadsheet.read(asking((*ROW, "lost")))
        assert any("Row 2, column I: the column has no heading" in each for each in told(read_))

    def test_empty_rows_are_skipped_and_rows_keep_their_numbers(self):
        read_ = spreadsheet.read(asking((), ("", " "), row(right="Z")))
        assert any("row 4, column Right" in each for each in told(read_)) and len(told(read_)) == 1

    def test_a_title_above_the_headings_is_passed_over_and_told_once(self):
        merged = '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'
        read_ = spreadsheet.read(workbook({"Questions": sheet(("Ours",), HEADINGS, ROW, after=merged)}))
        assert len(read_.bank.questions) == 1
        (only_one,) = told(read_)
        assert "Row 1 stands above the headings" in only_one

    def test_lessons_have_a_sheet_of_their_own(self):
        lessons = sheet(("ID", "Title", "Text"), ("L1", "Stopping a bleed", "Press on it."))
        read_ = spreadsheet.read(workbook({"Questions": sheet(HEADINGS, ROW), "Lessons": lessons}))
        assert told(read_) == []
        assert [(each.id, each.title, each.text) for each in read_.bank.lessons] == [
            ("L1", "Stopping a bleed", "Press on it.")
        ]
        named = spreadsheet.read(
            workbook({"Questions": sheet(HEADINGS, row(lesson="stopping a bleed")), "Lessons": lessons})
        )
        assert named.bank.questions[0].lesson == "L1"

    def test_a_lesson_that_is_not_listed_is_made_and_told(self):
        lessons = sheet(("ID", "Title", "Text"), ("L1", "Stopping a bleed", "Press on it."))
        read_ = spreadsheet.read(
            workbook({"Questions": sheet(HEADINGS, row(lesson="L2")), "Lessons": lessons})
        )
        assert read_.bank.questions[0].lesson == "L2"
        assert any('Row 2, column Lesson: no lesson "L2" is listed' in each for each in told(read_))

    def test_sheets_of_questions_are_all_read_and_told_apart(self):
        content = workbook(
            {"Monday": sheet(HEADINGS, ROW), "Tuesday": sheet(HEADINGS, row(id="Q-2", right="X"))}
        )
        read_ = spreadsheet.read(content)
        assert [each.id for each in read_.bank.questions] == ["Q-1"]
        assert len(told(read_)) == 1

    @pytest.mark.parametrize(
        "content",
        [
            b"PK\x03\x04 broken",
            b"\xd0\xcf\x11\xe0 old",
            workbooks.packed({"a.txt": b"x"}),
            workbooks.packed({"xl/workbook.xml": b"<workbook"}),
            workbooks.packed({"content.xml": b"<a/>"}),
            b"ID,Question\x00,Right",
            b'ID,Question,Right\nQ-1,"open,A',
        ],
    )
    def test_what_is_no_spreadsheet_is_refused_in_words(self, content):
        with pytest.raises(CannotRead) as why:
            spreadsheet.read(content)
        assert str(why.value).endswith(".")

    def test_a_sheet_without_headings_is_an_error_that_says_which_to_write(self):
        read_ = spreadsheet.read(workbook({"Sheet1": sheet(("just", "words"))}))
        assert any("No row has the headings Question, Right and Option A" in each for each in told(read_))
