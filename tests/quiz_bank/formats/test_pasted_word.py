"""Word files: what a trainer sees in Word is what is read, and what cannot be taken is named."""

import pytest

from quiz_bank.exchange.incoming import CannotRead
from quiz_bank.formats import pasted
from quiz_bank.formats.pasted import word
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
from tests.quiz_bank.texts import codes

BOLD, RED, YELLOW = "<w:b/>", '<w:color w:val="FF0000"/>', '<w:highlight w:val="yellow"/>'
LISTS = numbering(level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), level(2, "bullet", "o"))


def question(a="a) Wait.", b="b) Press.", answer="", text="1. Ola is cut. What now?") -> str:
    return "".join(each if each[:4] == "<w:p" else p(each) for each in (text, a, b, answer) if each)


def read(body: str, **parts: str):
    return pasted.read(file(body, **parts), "page.docx")


def said(reading) -> str:
    return "\n".join(map(str, reading.findings))


@pytest.mark.parametrize(
    "look", [BOLD, RED, YELLOW, '<w:u w:val="single"/>', '<w:shd w:val="clear" w:fill="00FF00"/>']
)
def test_what_sets_one_option_apart_is_the_key_and_that_is_told(look):
    found = read(question(b=p("b) ", r("Press", look), r(".", ""))))
    assert [each.right for each in found.bank.questions] == ["b"]
    assert codes(found) == ["X05", "X08", "X10"]
    assert "option was taken as right in 1 question." in said(found)


def test_where_a_sign_is_on_several_options_that_is_told():
    several = question(p(r("a) Wait.", BOLD)), p(r("b) Press.", BOLD)), p("c) Go."), text="2. And now?")
    found = read(question(b=p(r("b) Press.", BOLD))) + several)
    assert [each.right for each in found.bank.questions] == ["b", {"a", "b"}]
    assert 'in 2 questions; several options are so in 1, at "And now?".' in said(found)


def test_a_style_that_is_bold_is_bold():
    styles = style("Key", "Key", on="Base") + style("Base", "Base", "<w:rPr><w:b/></w:rPr>")
    assert read(question(b=p("b) Press.", own=styled("Key"))), styles=styles).bank.questions[0].right == "b"


@pytest.mark.parametrize(
    ("a", "b", "answer", "told"),
    [
        (p(r("a) Wait.", BOLD)), p(r("b) Press.", BOLD)), "", "nothing says"),
        (p(r("a) Wait.", BOLD)), "b) Press.", "Answer: B", "bold is A"),
        (p(r("a) Wait.", BOLD)), p(r("b) Press.", RED)), "", "bold is A; coloured is B"),
        ("a) Wait.", p("b) ", r("Press it firm", BOLD), "ly."), "", "most of option B is bold"),
        ("a) Wait.", p("b) Wait and ", r("never", BOLD), " press it."), "", "nothing says"),
        (p(r("a) Wait.", RED)), p(r("b) Press.", '<w:color w:val="00FF00"/>')), "", "nothing says"),
        (p(r("a) Wait.", RED)), p(r("b) Press.", '<w:color w:val="00FF00"/>')), p("c) Go."), "nothing says"),
        ("a) Wait.", p("b) ", f"<w:hyperlink>{r('Press.', RED)}</w:hyperlink>"), "", "nothing says"),
    ],
)
def test_signs_that_do_not_tell_one_thing_are_no_key(a, b, answer, told):
    found = read(question(a, b, answer))
    assert (found.bank.questions, found.findings[0].code) == ((), "X01")
    assert told in found.findings[0].what


def test_a_colour_that_the_question_has_too_is_no_key():
    dark = '<w:color w:val="333333"/>'
    body = question(p(r("a) Wait.", dark)), p(r("b) Press.", dark)), "c) Go.", p(r("1. What now?", dark)))
    assert "nothing says" in read(body).findings[0].what
    bold = question("a) Wait.", p(r("b) Press.", BOLD)), text=p(r("1. What now?", BOLD)))
    assert read(bold).bank.questions[0].right == "b"


def test_what_stands_high_or_low_keeps_its_sense():
    high, low = ('<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>')
    text = p("1. How much CO", r("2", low), " is in 3 m", r("3", high), "?")
    assert read(question(text=text, answer="Answer: B")).bank.questions[0].text == "How much CO₂ is in 3 m³?"


def test_a_paragraph_or_a_cell_that_is_shaded_is_the_key():
    shade = '<w:shd w:val="clear" w:fill="FFFF00"/>'
    assert read(question(b=p("b) Press.", own=shade))).bank.questions[0].right == "b"
    cell = f"<w:tc><w:tcPr>{shade}</w:tcPr>{p('Press.')}</w:tc>"
    body = table(["Question", "A", "B"], ["What?", "Wait.", "Press."]).replace(
        f"<w:tc>{p('Press.')}</w:tc>", cell
    )
    assert read(body).bank.questions[0].right == "b"


def test_numbers_below_a_number_are_options_and_what_says_the_answer_is_none():
    lists = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%2."))
    body = p("What?", own=in_list(0)) + p("Wait.", own=in_list(1)) + p("Press.", own=in_list(1))
    found = read(body + p("Answer: 2", own=in_list(0)), numbering=lists)
    assert [each.right for each in found.bank.questions] == ["b"]


def test_a_colour_that_all_have_is_their_usual_one():
    dark = '<w:color w:val="333333"/>'
    body = question(p(r("a) Wait.", dark)), p(r("b) Press.", RED)), text=p(r("1. What now?", dark)))
    assert read(body).bank.questions[0].right == "b"


def test_the_numbers_and_letters_that_word_counts_are_read():
    body = "".join(
        p(r(words, look), own=in_list(depth))
        for words, depth, look in [
            ("What now?", 0, ""), ("Wait.", 1, ""), ("Press.", 1, BOLD), ("What then?", 0, ""), ("Ring.", 1, BOLD),
            ("Go.", 1, ""),
        ]
    )  # fmt: skip
    found = read(body + p("Answers") + p("1. B") + p("2. A"), numbering=LISTS).bank.questions
    assert [(each.text, each.right) for each in found] == [("What now?", "b"), ("What then?", "a")]
    assert [each.text for each in found[1].options] == ["Ring.", "Go."]


def numbers(*items: tuple[int, int], nums: str = "", lists: str = "") -> list[str]:
    """The labels that paragraphs get, by their depth and their list."""
    body = "".join(p(f"w{at}", own=in_list(depth, id)) for at, (depth, id) in enumerate(items))
    page_ = word.page(file(body, numbering=lists or LISTS + nums), "page.docx")
    return [piece.label for piece in page_.pieces]


def test_lists_are_counted_as_word_counts_them():
    again = '<w:num w:numId="{}"><w:abstractNumId w:val="7"/>{}</w:num>'
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    nums = again.format(2, start) + again.format(3, "")
    assert numbers((0, 1), (1, 1), (1, 1), (0, 1), (1, 1)) == ["1.", "a)", "b)", "2.", "a)"]
    assert numbers((0, 1), (0, 2), (0, 2), (0, 3), nums=nums) == ["1.", "5.", "6.", "7."]
    assert numbers((2, 1), (7, 1)) == ["\u2022", ""]
    roman = numbering(level(0, "upperRoman", "%1"), level(1, "upperLetter", "(%1.%2)"))
    assert numbers((0, 1), (0, 1), (1, 1), lists=roman) == ["I", "II", "(II.A)"]


def test_a_list_whose_form_is_that_of_a_style_is_counted():
    form = '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="L"/></w:abstractNum>'
    nums = '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    styles = style("L", "List", f"<w:pPr>{in_list(0)}</w:pPr>")
    found = word.page(
        file(p("x", own=in_list(1, 2)), styles=styles, numbering=form + LISTS + nums), "page.docx"
    )
    assert [each.label for each in found.pieces] == ["a)"]


def test_a_list_that_a_style_numbers_is_counted():
    styles = style("L", "List", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    deep = LISTS.replace('<w:lvlText w:val="%2)"/>', '<w:lvlText w:val="%2)"/><w:pStyle w:val="L"/>')
    body = p("1. What?") + p("Wait.", own=styled("L")) + p("Press.", own=styled("L")) + p("Answer: B")
    assert read(body, styles=styles, numbering=deep).bank.questions[0].right == "b"
    plain = p("Wait.", own=styled("L") + '<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert word.page(file(plain, styles=styles, numbering=deep), "page.docx").pieces[0].label == ""


def test_a_list_that_is_not_there_numbers_nothing():
    found = read(question(b=p("b) Press.", own=in_list(0, 99)), answer="Answer: B"), numbering=LISTS)
    assert [each.text for each in found.bank.questions[0].options] == ["Wait.", "Press."]


def test_a_heading_is_a_lesson_unless_options_follow_it():
    styles = style("H1", "heading 1") + style("H2", "heading 2", on="H1") + style("T", "Title")
    body = p("Fire", own=styled("T")) + p("1. Cuts", own=styled("H1")) + question(answer="Answer: B")
    body += p("2. And now?", own=styled("H2")) + question(text="", answer="Answer: A")
    found = read(body, styles=styles)
    assert [each.title for each in found.bank.lessons] == ["Cuts"]
    assert [(each.text, each.lesson) for each in found.bank.questions][1] == ("And now?", "L1")
    assert 'was not taken: at "Fire"' in said(found)


def test_a_heading_without_questions_is_named():
    styles = style("H1", "heading 1") + style("H2", "heading 2")
    body = p("Safety", own=styled("H1")) + p("Cuts", own=styled("H2")) + question(answer="Answer: B")
    found = read(body, styles=styles)
    assert [each.title for each in found.bank.lessons] == ["Cuts"]
    assert 'without questions of their own are not taken: at "Safety"' in said(found)


def test_two_options_on_one_line_are_named_and_not_read_as_one():
    found = read(question(b=p("b) Press.", "<w:r><w:tab/></w:r>", "c) Call."), answer="Answer: B"))
    assert "option B holds another one" in found.findings[0].what


def test_words_in_bold_within_a_question_stay_so():
    asked = read(
        question(text=p("1. What ", r("never ", BOLD), "helps 2*3*4?"), answer="Answer: B")
    ).bank.questions[0]
    assert asked.text == "What **never** helps 2\\*3\\*4?"


def test_bold_that_markdown_cannot_say_is_left_out_and_the_words_stay():
    asked = read(question(text=p("1. x", r("(y)", BOLD), "z?"), answer="Answer: B")).bank.questions[0]
    assert asked.text == "x(y)z?"


def test_a_line_in_italics_below_an_option_is_feedback():
    slanted = p(r("Too late.", "<w:i/>"))
    found = read(question(a=p("a) Wait.") + slanted, answer=p("Answer: B") + slanted))
    asked = found.bank.questions[0]
    assert ([each.feedback for each in asked.options], asked.why) == (["Too late.", ""], "Too late.")
    assert 'were read as feedback, at "Too late.", at "Too late.".' in said(found)


def test_feedback_below_the_last_option_alone_is_told():
    found = read(question(b=p("b) Press.") + p("Feedback: At once."), answer="Answer: B"))
    assert found.bank.questions[0].options[1].feedback == "At once."
    assert 'at "Ola is cut. What now?"' in said(found)


def test_a_question_without_a_number_begins_where_options_begin_anew():
    body = question(answer="Answer: B") + question(text="What then?", answer="Answer: A")
    assert [each.text for each in read(body).bank.questions] == ["Ola is cut. What now?", "What then?"]


@pytest.mark.parametrize(
    ("piece", "told"),
    [
        ("<w:r><w:drawing/></w:r>", "Pictures"),
        ("<w:r><w:pict><w:txbxContent/></w:pict></w:r>", "text boxes"),
        ("<w:oMath/>", "Equations"),
        ("<w:r><w:rPr><w:strike/></w:rPr><w:t> </w:t></w:r>", "struck out"),
        ('<w:r><w:footnoteReference w:id="2"/></w:r>', "Footnotes"),
        ('<w:r><w:commentReference w:id="2"/></w:r>', "Comments"),
        ("<w:del><w:r><w:delText>not </w:delText></w:r></w:del>", "Tracked changes"),
        ("<w:ins><w:r><w:t> </w:t></w:r></w:ins>", "Tracked changes"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>Key: B</w:t></w:r>", "Hidden words"),
        ('<w:r><w:sym w:font="Other" w:char="F0AA"/></w:r>', "special font"),
        (
            "<mc:AlternateContent><mc:Choice><w:r><w:drawing/></w:r></mc:Choice></mc:AlternateContent>",
            "Pictures",
        ),
    ],
)
def test_what_is_no_words_is_named_with_the_words_beside_it(piece, told):
    found = read(question(text=p("1. Ola is cut. ", piece, "What now?"), answer="Answer: B"))
    assert found.bank.questions[0].text == "Ola is cut. What now?"
    assert [
        each.what for each in found.findings if told in each.what and "Ola is cut. What now?" in each.what
    ]


def test_a_tick_of_wingdings_and_a_box_to_click_are_ticks():
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    box = '<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="{}"/></w:checkBox></w:ffData></w:fldChar></w:r>'
    assert read(question(b=p("b) Press. ", tick))).bank.questions[0].right == "b"
    assert (
        read(question(p(box.format(0), "Wait."), p(box.format(1), "Press."))).bank.questions[0].right == "b"
    )


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next():
    first = p("1. Ola is ", own="<w:rPr><w:del/></w:rPr>")
    found = read(question(text=first + p("cut."), answer="Answer: B"))
    assert found.bank.questions[0].text == "Ola is cut."


class TestTable:
    TOP = ("No", "Question", "A", "B", "Correct answer", "Feedback A", "Why", "Topic")
    ROW = ("1", "What now?", "Wait.", "Press.", "B", "Too late.", "It stops.", "Cuts")

    def test_is_read_by_the_names_of_its_columns(self):
        found = read(table(self.TOP, self.ROW))
        (asked,) = found.bank.questions
        assert (asked.text, asked.right, asked.why, asked.lesson) == ("What now?", "b", "It stops.", "L1")
        assert [(each.text, each.feedback) for each in asked.options] == [
            ("Wait.", "Too late."),
            ("Press.", ""),
        ]
        assert found.bank.lessons[0].title == "Cuts"

    def test_has_its_key_in_bold_or_by_number_too(self):
        body = table(["Question", "Option 1", "Option 2"], ["What?", "Wait.", p(r("Press.", BOLD))])
        body += table(["Question", "Option 1", "Option 2", "Answer"], ["What?", "Wait.", "Press.", "2"])
        assert [each.right for each in read(body).bank.questions] == ["b", "b"]

    def test_may_have_letters_in_its_cells_and_its_names_again(self):
        row = [*self.ROW[:3], "B) Press.", *self.ROW[4:]]
        found = read(table(self.TOP, row, self.TOP))
        assert [each.text for each in found.bank.questions[0].options] == ["Wait.", "Press."]
        assert codes(found) == ["X05", "X08"]

    def test_without_names_of_columns_is_left_out_with_what_to_do(self):
        found = read(table(self.ROW, self.ROW))
        assert (found.bank.questions, codes(found)[0]) == ((), "X01")
        assert "Put a row above it" in found.findings[0].remedy

    def test_names_a_column_that_is_not_known(self):
        assert "not taken: Points." in said(read(table([*self.TOP, "Points"], [*self.ROW, "2"])))

    def test_gives_a_merged_cell_to_each_row_that_it_covers(self):
        top = '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
        body = table(self.TOP, self.ROW, self.ROW).replace(f"<w:tc>{p('Cuts')}", top + p("Cuts"), 1)
        before, after = body.rsplit(f"<w:tc>{p('Cuts')}", 1)
        found = read(before + "<w:tc><w:tcPr><w:vMerge/></w:tcPr>" + p("") + after)
        assert [each.lesson for each in found.bank.questions] == ["L1", "L1"]

    def test_of_one_column_is_lines_in_a_frame(self):
        assert read(table([question(answer="Answer: B")])).bank.questions[0].right == "b"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "older Word file"),
        (b"{\\rtf1 Hello}", "RTF"),
        (b"%PDF-1.7", "PDF"),
        (file("")[:60], "cannot be unpacked"),
        (file("<w:p>"), "not whole XML"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "holds no Word page"),
        (
            zipped({"word/document.xml": "<document xmlns='http://purl.oclc.org/x'><body/></document>"}),
            "not as Strict",
        ),
    ],
    ids=["old Word", "RTF", "PDF", "cut off", "broken", "no Word page", "strict"],
)
def test_a_file_that_is_no_word_page_is_refused_with_what_to_do(content, told):
    with pytest.raises(CannotRead, match=told):
        pasted.read(content, "page.docx")
