"""Whole pages: as word processors wrote them, made to do harm, and any page at all."""

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz_bank.exchange.incoming import CannotRead
from quiz_bank.formats import pasted
from quiz_bank.formats.markdown.writing import write_text
from tests.quiz_bank.formats.word_pages import (
    file,
    in_list,
    level,
    numbering,
    p,
    r,
    style,
    styled,
    table,
    zipped,
)

PAGES = Path(__file__).parent / "pages"
PARAGRAPH = p("1. x")
ASKED = p("1. x") + p("a) x") + p("b) y") + p("Answer: A")
MANY = 10_000_000
WIDE = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr></w:tc></w:tr>'


@pytest.mark.parametrize(
    "page", sorted({*PAGES.iterdir()} - {*PAGES.glob("*.md")}), ids=lambda path: path.name
)
def test_a_page_that_another_program_wrote_is_read_as_the_bank_beside_it(page):
    found = pasted.read(page.read_bytes(), page.name)
    assert write_text(found.bank) == page.with_suffix(".md").read_text(encoding="utf-8")
    assert {each.severity for each in found.findings} == {"information"}


def many(piece: str) -> str:
    return piece * (MANY // len(piece))


def chain(length: int) -> str:
    return "".join(style(f"S{at}", f"S{at}", on=f"S{at + 1}") for at in range(length))


HARMFUL = {
    "a bomb": lambda: file(" " * 40_000_000),
    "paragraphs": lambda: file(PARAGRAPH * 100_000),
    "questions": lambda: file(ASKED * 3_500),
    "words": lambda: file("<w:p>" + r("x", "<w:b/>") * 19_000 + "</w:p>"),
    "cells": lambda: file(f"<w:tbl><w:tr>{'<w:tc/>' * 95_000}</w:tr></w:tbl>"),
    "wide cells": lambda: file(f"<w:tbl>{WIDE * 20_000}</w:tbl>"),
    "tables in tables": lambda: file(
        "<w:tbl><w:tr><w:tc>" * 70 + "<w:p/>" * 50_000 + "</w:tc></w:tr></w:tbl>" * 70
    ),
    "too deep": lambda: file("<w:sdt>" * 90_000 + "</w:sdt>" * 90_000),
    "styles on styles": lambda: file(p("1. x", own=styled("S0")), styles=chain(30_000)),
    "lists": lambda: file(
        p("x", own=in_list(8)) * 5_000, numbering=numbering(level(8, "lowerLetter", "%9" * 20))
    ),
    "html words": lambda: "<html>" + "<b>x</b>y" * 95_000,
    "html styles": lambda: "<html>" + "<p style='color:red;a:b;c:d;background:url(x) #fff;e:f'>x" * 35_000,
    "html rules": lambda: "<html><style>" + many(".a,.b{color:red}"),
    "html selectors": lambda: "<html><style>" + many(".a,"),
    "html tables": lambda: "<html>" + "<table><tr><td>" * 19 + "<p>x" * 50_000,
    "html rowspans": lambda: "<html><table><tr>" + "<td rowspan=9999 colspan=99>" * 60 + "<tr>" * 95_000,
    "html too deep": lambda: "<html>" + "<div>" * 95_000,
    "html letters": lambda: "<html>" + many("x"),
    "clipboard head": lambda: "Version:1 " + many("x "),
}


@pytest.mark.parametrize("harmful", HARMFUL)
def test_a_page_made_to_do_harm_is_read_or_refused_soon(harmful):
    content = HARMFUL[harmful]()
    begun = time.process_time()
    with suppress(CannotRead):
        pasted.read(content, "page")
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("harmful", "told"),
    [
        ("a bomb", "unpacks to more"),
        ("paragraphs", "too many parts"),
        ("too deep", "not whole XML"),
        ("tables in tables", "tables inside tables"),
        ("wide cells", "too many cells"),
        ("html letters", "too large or too deep"),
        ("html words", "too many pieces"),
    ],
)
def test_what_no_page_has_is_refused_in_words(harmful, told):
    with pytest.raises(CannotRead, match=told):
        pasted.read(HARMFUL[harmful](), "page.docx")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (file(p("x" * 200_001)), "longer than"),
        ("<html>" + "<div>" * 150 + "x", "parts inside parts"),
        ("<html>" + "<br>" * 100_001, "too many parts"),
    ],
    ids=["a long paragraph", "deep parts", "many parts"],
)
def test_a_part_that_is_too_much_is_refused_in_words(content, told):
    with pytest.raises(CannotRead, match=told):
        pasted.read(content, "page")


@pytest.mark.parametrize(
    "piece", [f"<img src='data:{'x' * 10_500_000}'>", "<div>" * 300], ids=["large", "deep"]
)
def test_what_stands_after_a_part_that_is_too_large_is_not_dropped_in_silence(piece):
    with pytest.raises(CannotRead, match="too large or too deep"):
        pasted.read(f"<html>{piece}<p>1. x</p><p>a) y</p><p>b) z</p><p>Answer: A</p>", "page.html")


def test_entities_are_refused_and_not_written_out():
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><w:p>&b;</w:p>"
    with pytest.raises(CannotRead, match=r"doctype|not whole XML"):
        pasted.read(zipped({"word/document.xml": bomb}), "page.docx")


def test_styles_that_stand_on_each_other_in_a_circle_are_read():
    styles = style("A", "heading 1", on="B") + style("B", "B", "<w:rPr><w:b/></w:rPr>", on="A")
    found = pasted.read(file(p("Cuts", own=styled("B")) + ASKED, styles=styles), "page.docx")
    assert [each.title for each in found.bank.lessons] == ["Cuts"]


_LOOKS = ["", "<w:b/>", "<w:i/>", '<w:color w:val="FF0000"/>', '<w:rStyle w:val="S"/>', "<w:vanish/>"]
_OWN = ["", in_list(0), in_list(1), in_list(7, 9), styled("S"), "<w:rPr><w:del/></w:rPr>"]
_WORDS = [
    "1. ",
    "a) ",
    "b) ",
    "Answer: ",
    "B",
    "Answers",
    "Feedback: ",
    "x ",
    "Question",
    "A",
    "",
    "\t",
    "\u2713",
]
_STYLES = style("S", "heading 2", "<w:rPr><w:u/></w:rPr>")
_LISTS = numbering(level(0, "decimal", "%1."), level(1, "lowerRoman", "%2)"))
_runs = st.builds(
    lambda words, look: r("".join(words), look), st.lists(st.sampled_from(_WORDS)), st.sampled_from(_LOOKS)
)
_paragraphs = st.builds(
    lambda runs, own: p(*runs, own=own), st.lists(_runs, max_size=3), st.sampled_from(_OWN)
)
_tables = st.lists(st.lists(_paragraphs, min_size=1, max_size=4), max_size=3).map(lambda rows: table(*rows))
_PIECES = (
    "<p> </p> <ol> </ol> <ol\ttype=a> <li> <b> </b> <td> <tr> <table> </table> <h1> <br> <style>.a{".split(
        " "
    )
)
_PIECES += ["<u style='mso-list:Ignore'>", "<span style='color:red;", "'>", *_WORDS]


@given(st.lists(_paragraphs | _tables, max_size=8).map("".join))
def test_any_word_page_is_read_and_every_question_stands_on_a_key(body):
    for asked in pasted.read(file(body, styles=_STYLES, numbering=_LISTS), "page.docx").bank.questions:
        assert asked.right_ids()
        assert asked.right_ids() <= {each.id for each in asked.options}


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=40).map("".join))
def test_any_html_is_read_and_every_question_stands_on_a_key(body):
    for asked in pasted.read(f"<html>{body}", "page.html").bank.questions:
        assert asked.right_ids()
        assert asked.right_ids() <= {each.id for each in asked.options}
