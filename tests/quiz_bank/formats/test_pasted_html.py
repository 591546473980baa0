"""HTML from clipboards and saved pages: read as the page looks."""

import pytest

from quiz_bank.exchange.incoming import CannotRead
from quiz_bank.formats import pasted
from tests.quiz_bank.texts import codes


def read(body: str, head: str = ""):
    return pasted.read(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


def question(a="Wait.", b="Press.", more="") -> str:
    return f"<p>1. Ola is cut. What now?</p><p>a) {a}</p><p>b) {b}</p>{more}"


@pytest.mark.parametrize(
    "marked",
    [
        "<b>Press</b>.",
        "<span style='font-weight:700'>Press.</span>",
        "<span style='FONT-WEIGHT: 600 !important'>Press.</span>",
        "<strong>Press.</strong>",
        "<u>Press.</u>",
        "<font color=red>Press.</font>",
        "<span style='color:rgb(200, 0, 0)'>Press.</span>",
        "<mark>Press.</mark>",
        "<mark><span style='background-color:transparent'>Press.</span></mark>",
        "<span style='background: #ff0 none repeat'>Press.</span>",
        "<span class='plain key'>Press.</span>",
        "Press. &#10003;",
    ],
)
def test_what_sets_one_option_apart_is_the_key(marked):
    found = read(question(b=marked), "<style><!-- p, span.key { font-weight: bold } --></style>")
    assert [each.right for each in found.bank.questions] == ["b"]


@pytest.mark.parametrize(
    "same",
    [
        "<b style='font-weight:normal'>Press.</b>",
        "<span style='color:windowtext;background:white'>Press.</span>",
        "<span style='color:#000;background-color:rgba(1, 2, 3, 0)'>Press.</span>",
        "<span style='color:inherit'>Press.</span>",
        "<a href='https://example.org' style='color:blue;text-decoration:underline'>Press.</a>",
        "Press <b>firmly</b> and go on pressing.",
    ],
)
def test_what_looks_like_the_others_is_no_key(same):
    found = read(question(b=same))
    assert found.bank.questions == ()
    assert "nothing says" in found.findings[0].what


def test_a_list_is_numbered_as_a_browser_numbers_it():
    body = "<ol start=7><li>What?<ol type=A><li>Wait.<li>Press.</ol><li value=3>And then?<ul><li>Go.<li>Ring.</ul></ol>"
    found = read(f"{body}<p>Answers<p>7. B<p>3. B")
    assert [each.right for each in found.bank.questions] == ["b", "b"]


def test_a_line_break_begins_a_line_and_two_of_them_part_questions():
    body = "<div>1. What?<br>a) Wait.<br>b) Press.<br>Answer: B"
    body = f"<div>{body}<br><br>And then?<br>a) Go.<br>b) Ring.<br>Answer: A</div>"
    assert [(each.text, each.right) for each in read(body).bank.questions] == [
        ("What?", "b"),
        ("And then?", "a"),
    ]


def test_an_empty_line_between_two_line_breaks_ends_a_question():
    found = read("<div>1. What?<br>a) Go.<br>b) Ring.<br>Answer: A<br><br>Fire</div>")
    assert found.findings[0].what == '"Fire" is not taken: no options stand below it.'


def test_numbers_that_word_wrote_on_a_deeper_level_are_options():
    item = "<p style='mso-list:l0 level{} lfo1'><span style='mso-list:Ignore'>{}.<span>&nbsp;</span></span>{}</p>"
    body = item.format(1, 1, "What?") + item.format(2, 1, "Wait.") + item.format(2, 2, "<b>Press.</b>")
    assert [each.right for each in read(body).bank.questions] == ["b"]


def test_boxes_that_are_ticked_are_the_key():
    box = "<p><input type=checkbox {}>{}</p>"
    found = read("<p>1. What?</p>" + box.format("", "Wait.") + box.format("checked", "Press."))
    assert found.bank.questions[0].right == "b"
    item = '<li role="checkbox" aria-checked="{}">{}</li>'
    found = read(
        "<p>1. What?</p><ul>" + item.format("false", "Wait.") + item.format("true", "Press.") + "</ul>"
    )
    assert found.bank.questions[0].right == "b"


@pytest.mark.parametrize(
    ("piece", "told"),
    [
        ("<img src=x.png alt=Cut>", "Pictures"),
        ("<math><mi>x</mi></math>", "Equations"),
        ("<s> </s>", "struck out"),
        ("<span style='text-decoration: line-through'> </span>", "struck out"),
        ("<textarea>x</textarea>", "embedded object"),
        ("<span style='display:none'>Key: B</span>", "Hidden words"),
        ("<del>not</del>", "Tracked changes"),
    ],
)
def test_what_is_no_words_is_named_with_the_words_beside_it(piece, told):
    found = read(question(more="<p>Answer: B</p>").replace("What now?", f"{piece} What now?"))
    assert found.bank.questions[0].text == "Ola is cut. What now?"
    assert [
        each for each in found.findings if told in each.what and '"1. Ola is cut. What now?"' in each.what
    ]


def test_a_cell_over_two_rows_or_columns_stands_in_each_of_them():
    body = (
        "<table><tr><th>Lesson<th>Question<th>A<th>B<th>Answer</tr>"
        "<tr><td rowspan=2>Cuts<td>What?<td>Wait.<td>Press.<td>B</tr><tr><td>And?<td colspan=2>Ring.<td>A</tr></table>"
    )
    found = read(body)
    assert [(each.text, each.lesson) for each in found.bank.questions] == [("What?", "L1"), ("And?", "L1")]
    assert [each.text for each in found.bank.questions[1].options] == ["Ring.", "Ring."]


def test_what_stands_high_or_low_keeps_its_sense():
    asked = read(
        "<p>1. 3 m<sup>2</sup> of CO<sub>2</sub>?</p><p>a) No</p><p>b) 1<sup>st</sup></p><p>Answer: B</p>"
    )
    (asked,) = asked.bank.questions
    assert (asked.text, asked.options[1].text) == ("3 m² of CO₂?", "1st")


def test_words_of_windows_are_read_where_the_page_says_so():
    page = "<html><meta charset=windows-1252>" + question("Caf\xe9", "\u201cGo\u201d", "<p>Answer: B</p>")
    (asked,) = pasted.read(page.encode("cp1252")).bank.questions
    assert [each.text for each in asked.options] == ["Caf\xe9", "\u201cGo\u201d"]
    with pytest.raises(CannotRead, match="UTF-8"):
        pasted.read(page.replace("windows-1252", "utf-7").encode("cp1252"))


def test_the_head_that_windows_puts_before_a_clipboard_is_passed_over():
    page = "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000300\r\n<html><body><!--StartFragment-->"
    found = pasted.read(page + question(more="<p>Answer: B</p>"))
    assert codes(found) == ["X05", "X08"]


def test_text_that_speaks_of_elements_is_text():
    found = pasted.read("1. What is <b>?\na) Bold.\nb) A bee.\nAnswer: A\n")
    assert found.bank.questions[0].text == "What is \\<b>?"
