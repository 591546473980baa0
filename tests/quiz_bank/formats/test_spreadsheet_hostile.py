"""Workbooks and CSV made to do harm, or broken on the way: refused in our own words, or read with findings."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz_bank.exchange.incoming import CannotRead, TooMuch
from quiz_bank.formats import spreadsheet
from tests.quiz_bank.formats.workbooks import (
    HEADINGS,
    MAIN,
    OFFICE,
    ROW,
    asking,
    ods,
    ods_row,
    ods_table,
    packed,
    sheet,
    workbook,
)
from tests.quiz_bank.texts import reading

QUIET = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
MANY = '<table:table-cell table:number-columns-repeated="1000000000"><text:p>x</text:p></table:table-cell>'
WIDE = f"<table:table-row>{MANY}</table:table-row>"
SPACES = '<text:s text:c="999999999"/>' * 300
SPACED = f"<table:table-cell><text:p>{SPACES}</text:p></table:table-cell>"
MERGED = '<mergeCell ref="A1:A1048576"/>' * 30_000
SHARING = "<row>" + '<c t="s"><v>0</v></c>' * 8 + "</row>"


def headed(*rows, strings=()):
    return workbook({"Q": sheet(HEADINGS, *rows)}, strings=strings)


BOMBS = {
    "entities": lambda: workbook({"Q": LAUGHS + sheet(HEADINGS, ROW)}),
    "entities in ods": lambda: packed({"content.xml": f"{LAUGHS}<a>&b;</a>"}),
    "a file that unpacks to much": lambda: headed(" " * 40_000_000),
    "many empty rows": lambda: headed('<row r="2"/>' * 1_000_000),
    "many empty cells": lambda: headed(f"<row>{'<c/>' * 600_000}</row>"),
    "words shared by many": lambda: headed(SHARING * 100, strings=[f"<t>{'x' * 30_000}</t>"]),
    "cells shared by many": lambda: headed(SHARING * 15_000, strings=["<t>A</t>"]),
    "merged without end": lambda: asking(ROW, after=f"<mergeCells>{MERGED}</mergeCells>"),
    "columns repeated": lambda: ods(ods_table(ods_row(HEADINGS), WIDE * 20)),
    "rows repeated": lambda: ods(ods_table(ods_row(ROW, ' table:number-rows-repeated="999999999"'))),
    "spaces repeated": lambda: ods(ods_table(ods_row([SPACED]))),
    "many sheets": lambda: ods(ods_table(ods_row(["x"])) * 300),
    "one long cell": lambda: b"Question,Right\n" + b'"' + b"x" * 10_000_000 + b'",A\n',
    "one long word": lambda: b"Question,Right\n" + b"x" * 10_000_000,
    "an open quotation": lambda: b'Question,Right\n"' + b"x,\n" * 3_000,
    "many commas": lambda: b"Question,Right\n" + b",a" * 100_000,
    "many lines": lambda: b"\n" * 1_100_000,
    "nul": lambda: b"\0" * 100_000,
    "half of utf-16": lambda: b"\xff\xfeQ\x00\x00\xd8\x00\xd8",
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_is_made_to_fill_time_or_memory_is_refused_in_words(name):
    with pytest.raises(CannotRead) as why:
        spreadsheet.read(BOMBS[name]())
    assert str(why.value).endswith(".")


def outcome(content):
    """What was read, or why not; nothing else may come out."""
    try:
        read_ = spreadsheet.read(content, "fuzz")
    except (CannotRead, TooMuch) as why:
        return str(why)
    assert all(each.what and each.remedy and each.line >= 1 for each in read_.findings)
    return read_


NAMES = st.sampled_from(
    [*HEADINGS, "Kind", "Boxes", "Critical", "Enough", "Choose", "Shuffle", "Model", "Accept", "x", ""]
)
WORDS = st.sampled_from(
    ["", "A", "A, B", "B => A", "=> a", "a {#b}", "{#a}", "single", "match", "sort", "order", "typed", "notice",
     "reflect", "a | b", "1", "TRUE", "yes", "5 of 6", "50%", "*", "'=1", "words: a", "a\nwords: b, c", "W03 so",
     "=", "\x0b", "x" * 50]
) | st.text(max_size=6)  # fmt: skip


@QUIET
@given(
    st.lists(NAMES, max_size=12), st.lists(st.lists(WORDS, max_size=12), max_size=4), st.sampled_from(",;\t")
)
def test_any_rows_under_any_headings_are_read_or_named(headings, rows, delimiter):
    quoted = [[f'"{each.replace(chr(34), chr(34) * 2)}"' for each in row] for row in [headings, *rows]]
    assert outcome("\r\n".join(delimiter.join(row) for row in quoted).encode("utf-8", "replace"))


PIECES = st.sampled_from(
    ['<row r="2">', "<row>", "</row>", "<c>", '<c r="A2">', '<c r="XFD1048576" t="s">', '<c t="b">', '<c t="e">',
     '<c s="1">', '<c t="inlineStr">', "</c>", "<v>0</v>", "<v>-1</v>", "<v>1e999</v>", "<v>nan</v>", "<v>46082.5</v>",
     "<v>x</v>", "<f>A1</f>", "<is><t>A</t></is>", "<is/>", "</sheetData>", '<mergeCell ref="A1:B2"/>',
     '<mergeCell ref="B9:A1"/>', "&amp;", "&#1;", "x"]
)  # fmt: skip


@QUIET
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_pieces_of_a_sheet_are_read_or_refused(pieces):
    whole = sheet(HEADINGS, ROW)
    assert outcome(
        workbook({"Q": whole.replace("</sheetData>", f"{pieces}</sheetData>")}, strings=["<t>A</t>"])
    )


@QUIET
@given(st.sampled_from(["xlsx", "ods"]), st.integers(0, 3_000), st.binary(max_size=12))
def test_a_file_that_broke_on_the_way_is_read_or_refused(ending, at, bytes_):
    write = {"xlsx": spreadsheet.write, "ods": spreadsheet.write_ods}[ending]
    content = write(reading().bank)[0]
    assert outcome(content[:at] + bytes_ + content[at + len(bytes_) :])
    assert outcome(content[: len(content) - at])


@QUIET
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    assert outcome(content)
    assert outcome(b"PK\x03\x04" + content)


def test_a_workbook_that_leads_nowhere_is_refused_or_has_no_sheets():
    lead = f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="../../x.xml"/>'
    relations = f"<Relationships>{lead}</Relationships>"
    with pytest.raises(CannotRead, match="no workbook"):
        spreadsheet.read(packed({"_rels/.rels": relations, "xl/styles.xml": "<a/>"}))
    empty = packed(
        {"xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets><sheet name="a"/></sheets></workbook>'}
    )
    assert [each.code for each in spreadsheet.read(empty).findings] == ["X06", "X08"]
