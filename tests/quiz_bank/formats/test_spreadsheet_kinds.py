"""How each kind stands in a row of a spreadsheet, and what is told where a row says something else."""

import pytest

from quiz_bank.formats import spreadsheet
from tests.quiz_bank.formats.workbooks import DAY, asking, packed, sheet, workbook

HEADINGS = tuple(
    "Kind,Question,Right,Option A,Feedback A,Option B,Option C,Boxes,Model,Check,Critical".split(",")
)
USUAL = {"Question": "What now?"}


def row(**cells):
    """A row by headings, their spaces as underscores."""
    said = USUAL | {heading.replace("_", " "): words for heading, words in cells.items()}
    return tuple(said.get(heading, "") for heading in HEADINGS)


def only(**cells):
    read_ = spreadsheet.read(asking(row(**cells), headings=HEADINGS))
    assert [str(each) for each in read_.findings if each.code not in ("X05", "X08")] == []
    (found,) = read_.bank.questions
    return found


def why_not(**cells):
    """What is said of the row that is left out."""
    read_ = spreadsheet.read(asking(row(**cells), headings=HEADINGS))
    assert read_.bank.questions == ()
    (left_out,) = (each.what for each in read_.findings if each.code == "X01")
    return left_out


def told(parts):
    return [(each.id, each.text) for each in parts]


class TestOrder:
    def test_the_steps_stand_in_the_right_order_from_the_first_column_on(self):
        found = only(Kind="ordering", Option_A="Look.", Option_B="Call.", Option_C="Press.", Critical="B")
        assert told(found.steps) == [("a", "Look."), ("b", "Call."), ("c", "Press.")]
        assert found.critical_on == ("b",)

    def test_or_right_names_their_order(self):
        found = only(Kind="order", Right="C, A, B", Option_A="Look.", Option_B="Call.", Option_C="Press.")
        assert told(found.steps) == [("c", "Press."), ("a", "Look."), ("b", "Call.")]
        assert "column Right: it does not give every step its place" in why_not(
            Kind="order", Right="B", Option_A="Look.", Option_B="Call."
        )


class TestMatchAndSort:
    def test_what_belongs_together_stands_on_the_sides_of_an_arrow(self):
        found = only(Kind="matching", Option_A="Cut => Press", Feedback_A="It slows.", Option_B="Burn → Cool")
        assert told(found.lefts) == [("a", "Cut"), ("b", "Burn")]
        assert told(found.rights) == [("c", "Press"), ("d", "Cool")]
        assert (found.right, found.lefts[0].feedback) == ({"a": "c", "b": "d"}, "It slows.")

    def test_what_fits_nothing_stands_among_the_boxes(self):
        found = only(
            Kind="match", Option_A="Cut => press", Option_B="Burn => Cool", Boxes="Cool | Press\nWait"
        )
        assert told(found.rights) == [("c", "Cool"), ("d", "Press"), ("e", "Wait")]
        assert found.right == {"a": "d", "b": "c"}

    def test_names_of_their_own_stay(self):
        found = only(Kind="match", Option_A="a => b {#l} => Press {#r}", Option_B="Burn => Cool {#c}")
        assert told(found.lefts) == [("l", "a => b"), ("b", "Burn")]
        assert told(found.rights) == [("r", "Press"), ("c", "Cool")]

    def test_cards_go_into_boxes(self):
        found = only(
            Kind="sort", Option_A="Steam => Hot", Option_B="Ice => cold", Boxes="Hot | Cold {#k} | Other"
        )
        assert told(found.boxes) == [("c", "Hot"), ("k", "Cold"), ("e", "Other")]
        assert found.right == {"a": "c", "b": "k"}

    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({"Kind": "match", "Option_A": "Cut => Press", "Option_B": "Burn"}, "Option B: there is no => in it"),
            ({"Kind": "match", "Option_A": "Cut =>", "Option_B": "Burn => Cool"}, "nothing stands on one side"),
            ({"Kind": "match", "Option_A": "Cut => Press", "Option_B": "Burn => press"}, "1 lines on the right"),
            ({"Kind": "match", "Option_A": "Cut {#c} => 1", "Option_B": "Burn => 2 {#c}"}, "stands for two things"),
            (
                {"Kind": "sort", "Option_A": "Steam => Hott", "Option_B": "Ice => Cold", "Boxes": "Hot | Cold"},
                'column Option A: "Hott" is not among what the column Boxes names',
            ),
            ({"Kind": "sort", "Option_A": "Steam => Hot", "Option_B": "Ice => Hot"}, "column Boxes: there are 1 boxes"),
            ({"Kind": "sort", "Right": "A", "Option_A": "a => b", "Option_B": "c => d"}, "Right: nothing is read"),
            (
                {"Kind": "sort", "Option_A": "a => 1", "Option_B": "b => 2", "Boxes": "|".join(map(str, range(300)))},
                "column Boxes: there are 300; at most 200",
            ),
        ],
    )  # fmt: skip
    def test_what_does_not_fit_is_told(self, cells, said):
        assert said in why_not(**cells)


class TestTyped:
    def test_answers_stand_in_options_and_right_names_the_right_ones(self):
        found = only(
            Kind="number",
            Right="A, C",
            Option_A="12 +- 0.5",
            Feedback_A="Yes.",
            Option_B="*",
            Option_C="twelve",
        )
        assert [(each.id, each.text, each.right) for each in found.answers] == [
            ("a", "12 +- 0.5", True),
            ("b", "*", False),
            ("c", "twelve", True),
        ]

    def test_or_all_of_them_stand_in_right(self):
        found = only(Kind="typed", Right="twelve | 12")
        assert [(each.id, each.text, each.right) for each in found.answers] == [
            ("a", "twelve", True),
            ("b", "12", True),
        ]

    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({"Right": "a|A"}, "two of the answers are the same but for capitals"),
            ({"Right": "A", "Option_A": "*"}, "a star stands for anything"),
            ({}, "it does not say what is right"),
            ({"Right": "|".join(f"w{n}" for n in range(201))}, "there are 201 answers; at most 200"),
        ],
    )
    def test_what_cannot_be_right_is_told(self, cells, said):
        assert said in why_not(Kind="typed", **cells)


class TestWordsOfOnesOwn:
    def test_things_to_notice_may_have_words_that_hint_at_them(self):
        found = only(Kind="notice", Option_A="the missed weights\nwords: weight, scales", Option_B="the date")
        assert [(each.id, each.text, each.words) for each in found.things] == [
            ("a", "the missed weights", ("weight", "scales")),
            ("b", "the date", ()),
        ]

    def test_a_model_and_what_to_check_by(self):
        found = only(Kind="essay", Model="Press hard.", Check="I named it.\nI said when.")
        assert (found.kind, found.model, found.checks) == (
            "reflect",
            "Press hard.",
            ("I named it.", "I said when."),
        )
        assert "column Model: there is nothing to lay" in why_not(Kind="reflect")
        assert "column Option A: nothing is picked" in why_not(Kind="reflect", Model="x", Option_A="y")


class TestPicked:
    def test_true_or_false_needs_no_options(self):
        found = only(Kind="true/false", Right='<c r="{at}" t="b"><v>0</v></c>')
        assert (told(found.options), found.right) == ([("a", "True"), ("b", "False")], "b")

    def test_where_others_say_multiple_choice_right_tells_whether_it_is_one_or_several(self):
        assert only(Kind="Multiple choice", Right="A", Option_A="x", Option_B="y").kind == "single"
        assert only(Kind="MCQ", Right="A, B", Option_A="x", Option_B="y").kind == "multiple"
        assert only(Kind="multiple", Right="A", Option_A="x", Option_B="y").kind == "multiple"
        assert "names 2 options, and a single has one" in why_not(
            Kind="single", Right="A, B", Option_A="x", Option_B="y"
        )

    def test_an_empty_column_between_leaves_the_letters_of_the_others(self):
        found = only(Right="C", Option_A="x", Option_C="y")
        assert (told(found.options), found.right) == ([("a", "x"), ("c", "y")], "c")

    def test_names_that_are_there_twice_or_mean_something_are_told(self):
        assert 'the name "b" stands for two things' in why_not(Right="A", Option_A="x {#b}", Option_B="y")
        assert 'the name "yes" has a meaning here' in why_not(Right="A", Option_A="x {#yes}", Option_B="y")
        assert "it has a name and no words" in why_not(Right="A", Option_A="{#x}", Option_B="y")


class TestWorkbook:
    def test_days_may_be_counted_from_1904(self):
        cells = row(Right="A", Option_A=f'<c r="{{at}}" s="{DAY}"><v>44620</v></c>', Option_B="y")
        content = workbook({"Questions": sheet(HEADINGS, cells)}, since_1904=True)
        assert spreadsheet.read(content).bank.questions[0].options[0].text == "2026-03-01"

    def test_two_lessons_of_one_id_are_an_error(self):
        lessons = sheet(("ID", "Title", "Text"), ("L1", "One", ""), ("L1", "Two", ""))
        read_ = spreadsheet.read(workbook({"Lessons": lessons}))
        assert [(each.severity, each.line) for each in read_.findings if each.code == "X20"] == [("error", 3)]

    def test_an_old_file_or_a_locked_one_is_told_apart_from_a_broken_one(self):
        with pytest.raises(spreadsheet.reading.CannotRead, match="old Excel file, or locked"):
            spreadsheet.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
        with pytest.raises(spreadsheet.reading.CannotRead, match="<html> and not <worksheet>"):
            spreadsheet.read(workbook({"Q": "<html><row/></html>"}))
        with pytest.raises(spreadsheet.reading.CannotRead, match="no workbook"):
            spreadsheet.read(packed({"word/document.xml": "<a/>"}))
