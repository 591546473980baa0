"""What cells hold in the files of other programs: numbers, days, formulas, merged words; CSV of all sorts."""

import csv
import io

import pytest

from quiz_bank.formats import spreadsheet
from tests.quiz_bank.formats.workbooks import (
    DAY,
    DAYS,
    HEADINGS,
    OWN_DAY,
    PERCENT,
    ROW,
    asking,
    ods,
    ods_row,
    ods_table,
    row,
    sheet,
    workbook,
)


def told(read_):
    """What was found beside that a spreadsheet says nothing of the course or of titles."""
    return [str(each) for each in read_.findings if each.code not in ("X05", "X08")]


def first_option(content):
    """The words of the first option, and what was found."""
    read_ = spreadsheet.read(content, "quiz.xlsx")
    (found,) = read_.bank.questions
    return found.options[0].text, told(read_)


def as_csv(*rows, delimiter=",", headings=HEADINGS, end="\r\n"):
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        [headings, *rows]
    )
    return written.getvalue()


class TestXlsx:
    @pytest.mark.parametrize(
        ("cell", "words"),
        [
            ("<v>12</v>", "12"),
            ("<v>12.0</v>", "12"),
            ("<v>0.1</v>", "0.1"),
            ("<v>0.30000000000000004</v>", "0.3"),
            ("<v>1.2E3</v>", "1200"),
            ("<v>123456789012</v>", "123456789012"),
        ],
    )
    def test_a_number_is_read_as_people_write_it(self, cell, words):
        assert first_option(asking(row(a=f'<c r="{{at}}">{cell}</c>'))) == (words, [])

    @pytest.mark.parametrize(
        ("cell", "words"),
        [
            (f'<c r="{{at}}" s="{PERCENT}"><v>0.5</v></c>', "50%"),
            (f'<c r="{{at}}" s="{PERCENT}"><v>0.07</v></c>', "7%"),
            (f'<c r="{{at}}" s="{DAYS}"><v>3</v></c>', "3"),
            ('<c r="{at}" t="b"><v>1</v></c>', "True"),
            ('<c r="{at}" t="b"><v>0</v></c>', "False"),
            ('<c r="{at}" t="s"><v>0</v></c>', "Wait <here>."),
            ('<c r="{at}" t="inlineStr"><is><t>a_x000D_\nb_x005F_x0041_</t></is></c>', "a\nb_x0041_"),
        ],
    )
    def test_words_and_shares_are_read(self, cell, words):
        content = workbook({"Questions": sheet(HEADINGS, row(a=cell))}, strings=["<t>Wait &lt;here&gt;.</t>"])
        assert first_option(content) == (words, [])

    @pytest.mark.parametrize(
        ("style", "value", "words"),
        [
            (DAY, "46082", "2026-03-01"),
            (OWN_DAY, "46082.25", "2026-03-01 06:00"),
            (DAY, "0.5", "12:00"),
            (DAY, "1", "1900-01-01"),
            (DAY, "61", "1900-03-01"),
            (DAY, "-5", "-5"),
            (DAY, "99999999", "99999999"),
        ],
    )
    def test_a_day_is_read_as_one_with_a_warning(self, style, value, words):
        read_, found = first_option(asking(row(a=f'<c r="{{at}}" s="{style}"><v>{value}</v></c>')))
        assert read_ == words
        assert len(found) == 1 and "warning X21 Row 2, column Option A: a date" in found[0]

    def test_of_a_formula_the_value_that_was_saved_counts_and_it_is_told(self):
        words, found = first_option(asking(row(a='<c r="{at}" t="str"><f>A1</f><v>Wait.</v></c>')))
        assert words == "Wait."
        assert len(found) == 1 and "information X21 Row 2, column Option A: a formula" in found[0]

    def test_a_formula_without_a_value_and_one_that_ends_in_an_error_are_told(self):
        read_ = spreadsheet.read(
            asking(
                row(
                    told_a='<c r="{at}"><f>A1</f></c>',
                    told_b='<c r="{at}" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
                )
            )
        )
        found = told(read_)
        assert any(
            "error X21 Row 2, column Feedback B: a formula that ends in an error" in each for each in found
        )
        assert any(
            "warning X21 Row 2, column Feedback A: a formula that was never worked out" in each
            for each in found
        )

    def test_of_letters_of_several_kinds_the_words_are_read_and_it_is_told(self):
        rich = "<r><t>Wait </t></r><r><rPr><b/></rPr><t>here</t></r><rPh><t>no</t></rPh>"
        content = workbook(
            {"Questions": sheet(HEADINGS, row(a='<c r="{at}" t="s"><v>0</v></c>'))}, strings=[rich]
        )
        words, found = first_option(content)
        assert words == "Wait here"
        assert len(found) == 1 and "letters of several kinds" in found[0]

    def test_words_merged_downwards_count_for_each_row(self):
        rows = [row(), row(id="Q-2", lesson=""), row(id="Q-3", lesson="")]
        read_ = spreadsheet.read(asking(*rows, after='<mergeCells><mergeCell ref="B2:B3"/></mergeCells>'))
        assert [each.lesson for each in read_.bank.questions] == ["L1", "L1", ""]
        assert any("Row 2, column Lesson: merged" in each for each in told(read_))

    def test_hidden_rows_are_read(self):
        hidden = sheet(HEADINGS, ROW).replace('<row r="2">', '<row r="2" hidden="1">')
        assert first_option(workbook({"Questions": hidden})) == ("Wait.", [])

    def test_cells_far_apart_cost_nothing(self):
        far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        words, found = first_option(asking(ROW, far))
        assert words == "Wait."
        assert len(found) == 1 and "Row 1048576, column XFD" in found[0]

    def test_rows_and_cells_without_a_place_follow_each_other(self):
        plain = sheet(HEADINGS, ROW).replace(' r="', ' x="')
        assert first_option(workbook({"Questions": plain})) == ("Wait.", [])

    def test_pictures_and_comments_are_told(self):
        more = {"xl/media/image1.png": b"png", "xl/comments1.xml": b"<comments/>"}
        read_ = spreadsheet.read(workbook({"Questions": sheet(HEADINGS, ROW)}, more=more))
        assert any("comments on cells and pictures, which are not read" in each for each in told(read_))

    def test_words_that_are_not_there_refuse_the_file(self):
        with pytest.raises(spreadsheet.reading.CannotRead, match="row 2"):
            spreadsheet.read(asking(row(a='<c r="{at}" t="s"><v>7</v></c>')))


class TestOds:
    def test_cells_of_all_sorts_are_read(self):
        cells = [
            "Q-1",
            "L1",
            "<table:table-cell><text:p>Ola <text:span>has</text:span><text:s text:c='2'/>cut</text:p><text:p/>"
            "<text:p>What<text:tab/>now?</text:p></table:table-cell>",
            "B",
            '<table:table-cell office:value-type="float" office:value="12.50"/>',
            '<table:table-cell office:value-type="percentage" office:value="0.5"/>',
            '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
            "<table:table-cell><office:annotation><text:p>not this</text:p></office:annotation>"
            "<text:p>It stops.</text:p></table:table-cell>",
        ]
        read_ = spreadsheet.read(ods(ods_table(ods_row(HEADINGS), ods_row(cells))))
        (found,) = read_.bank.questions
        assert found.text == "Ola has  cut\n\nWhat\tnow?"
        assert [(each.text, each.feedback) for each in found.options] == [
            ("12.5", "50%"),
            ("True", "It stops."),
        ]

    def test_days_and_formulas_are_told(self):
        cells = [*ROW]
        cells[4] = '<table:table-cell office:value-type="date" office:date-value="2026-03-01T00:00:00"/>'
        cells[6] = '<table:table-cell table:formula="of:=1" office:value-type="float" office:value="1"/>'
        read_ = spreadsheet.read(ods(ods_table(ods_row(HEADINGS), ods_row(cells))))
        assert [each.text for each in read_.bank.questions[0].options] == ["2026-03-01", "1"]
        assert [
            "column Option A: a date" in told(read_)[0],
            "column Option B: a formula" in told(read_)[1],
        ] == [True] * 2

    def test_rows_that_stand_there_several_times_are_as_many_and_empty_ones_are_counted(self):
        rows = (
            ods_row(HEADINGS),
            ods_row([], ' table:number-rows-repeated="999999990"'),
            ods_row(ROW, ' table:number-rows-repeated="2"'),
            ods_row(row(right="X")),
        )
        read_ = spreadsheet.read(ods(ods_table(*rows)))
        assert len(read_.bank.questions) == 2
        assert any("row 999999994, column Right" in each for each in told(read_))

    def test_cells_that_stand_there_several_times_are_as_many(self):
        same = '<table:table-cell table:number-columns-repeated="1000000000"><text:p>same</text:p></table:table-cell>'
        read_ = spreadsheet.read(
            ods(ods_table(ods_row(HEADINGS), ods_row(["Q-1", "L1", "What now?", "A", same])))
        )
        assert [each.text for each in read_.bank.questions[0].options] == ["same", "same"]
        assert "column I: the column has no heading, as 16375 more have not" in told(read_)[0]


class TestCsv:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
    def test_is_read_whatever_stands_between_cells_and_however_letters_are_kept(self, delimiter, form):
        content = as_csv(row(a="“Café”, please; now"), delimiter=delimiter).encode(form)
        words, found = first_option(content)
        assert words == "“Café”, please; now"
        assert [("Windows-1252" in each) for each in found] == ([True] if form == "cp1252" else [])

    @pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
    def test_line_breaks_inside_a_cell_stay(self, end):
        content = as_csv(row(a="one\ntwo"), end=end).encode()
        assert first_option(content) == ("one\ntwo", [])

    def test_a_first_line_may_say_what_stands_between_cells(self):
        content = ("sep=;\r\n" + as_csv(ROW, delimiter=";")).encode()
        assert first_option(content) == ("Wait.", [])

    def test_lessons_are_rows_of_their_own_kind(self):
        headings = (*HEADINGS, "Kind", "Title")
        lesson = ("L1", "", "Press on it.", "", "", "", "", "", "lesson", "Stopping a bleed")
        read_ = spreadsheet.read(as_csv(lesson, (*ROW, "", "Cut"), headings=headings).encode())
        assert [(each.id, each.title, each.text) for each in read_.bank.lessons] == [
            ("L1", "Stopping a bleed", "Press on it.")
        ]
        assert [(each.title, each.lesson) for each in read_.bank.questions] == [("Cut", "L1")]
        assert told(read_) == []
