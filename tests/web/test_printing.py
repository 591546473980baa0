import re
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as some
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from web.printing import CertificatePage, certificate_pdf

PRINTING = Path(__file__).parents[2] / "web" / "printing"
FONTS = PRINTING / "fonts"
ADDRESS = "https://training.example.org/check/K7QF-2M9X-0TWA-8HJC-R4ND-6PYE-3B"
PAGE = CertificatePage(
    name="Amara Okafor-Nwosu",
    course="Learning from Child A",
    version="Version 3, published 2 October 2026",
    issuer="Dana Whitfield, Practice Learning Lead, Northshire Partnership",
    passed_on=date(2026, 11, 23),
    valid_until=date(2027, 11, 23),
    minutes=45,
    outcomes=("See the child", "Share what you know early", "Test good news"),
    statement="passed the knowledge check of",
    result="Passed: 17 of 20, all safety questions right",
    language="en-GB",
    certificate_id="K7QF-2M9X-0TWA-8HJC-R4ND-6PYE-3B",
    address=ADDRESS,
)
LATIN = ["Zoë", "J", "Seán O’Brien-D'Arcy", "Łukasz Żółć", "Nguyễn Thị Ánh", "Ṣẹ́gun Adébáyọ̀ Ọlá"]
OTHERS = ["Ἀλέξανδρος Παπαδόπουλος", "Юлия Щёголева", "Їжак Ґалаґан", "Արմեն Պետրոսյան", "გიორგი ბერიძე"]
SOUTH = ["अमित त्रिवेदी", "প্রিয়াঙ্কা", "ગીતા પટેલ", "አበበ ቢቂላ", "a\u200db c\u200cd"]
NAMES = [*LATIN, *OTHERS, *SOUTH]
RIGHT_TO_LEFT = ["محمد عبد الرحمن", "שרה כהן", "فاطمه نوری", "דוד Cohen-Lévy", "Anna الأنصاري"]
SHAPED = ["हरप्रीत कौर", "ਹਰਪ੍ਰੀਤ ਸਿੰਘ", "கார்த்திகேயன்", "ปิ่นแก้ว", "శ్రీనివాస్", "ಶ್ರೀನಿವಾಸ್", "ශ්‍රී", "ശ്രീധരൻ", "သန်း"]
OUT_OF_REACH = ["张伟", "田中さくら", "김민준", "Zoë 🦊", "\ue000", "a\u1dfa", "ꓡꓲꓢꓴ"]
CANNOT_DRAW = (
    "The holder’s name has letters or signs that this file cannot draw. "
    "Read it on the web page of this certificate, which prints as well."
)


@dataclass
class Run:
    """Text drawn in one go; `part` is its mark in the structure, none for decoration."""

    part: tuple[int, int] | None
    text: str
    glyphs: list[int]
    left: float
    right: float
    baseline: float


def shapes_to_text(font: DictionaryObject) -> dict[int, str]:
    table = font["/ToUnicode"].get_data().decode()
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for glyph, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(glyph, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(int(text, 16) + step)
    return found


def glyph_widths(font: DictionaryObject) -> dict[int, float]:
    found, entries = {}, list(font["/DescendantFonts"][0].get_object()["/W"])
    while entries:
        first, widths = int(entries.pop(0)), entries.pop(0)
        if isinstance(widths, list):
            found |= {first + step: float(width) for step, width in enumerate(widths)}
        else:
            found |= dict.fromkeys(range(first, int(widths) + 1), float(entries.pop(0)))
    return found


class PageReader:
    """Follows one page's drawing, as far as text goes."""

    def __init__(self, page: PageObject, number: int) -> None:
        fonts = {key: font.get_object() for key, font in page["/Resources"]["/Font"].items()}
        self.number, self.runs = number, []
        self.letters = {key: shapes_to_text(font) for key, font in fonts.items()}
        self.widths = {key: glyph_widths(font) for key, font in fonts.items()}
        self.marks, self.font, self.size, self.at = [], "", 0.0, (0.0, 0.0)
        for operands, operator in page.get_contents().operations:
            self.follow(operator.decode(), operands)

    def follow(self, operator: str, operands: list) -> None:
        if operator in ("BDC", "BMC"):
            self.marks.append(dict(operands[1]) if len(operands) > 1 else {})
        elif operator == "EMC":
            self.marks.pop()
        elif operator == "cm":
            self.at = float(operands[4]), float(operands[5])
        elif operator == "Tf":
            self.font, self.size = operands[0], float(operands[1])
        elif operator in ("Tj", "TJ"):
            self.draw(operands if operator == "Tj" else operands[0])

    def draw(self, pieces: list) -> None:
        shifts = sum(float(piece) for piece in pieces if isinstance(piece, int | float))
        strings = [piece for piece in pieces if not isinstance(piece, int | float)]
        codes = b"".join(string.original_bytes for string in strings)
        glyphs = [int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2)]
        text = "".join(self.letters[self.font].get(glyph, "") for glyph in glyphs)
        for mark in self.marks:
            if "/ActualText" in mark:
                text, mark["/ActualText"] = str(mark["/ActualText"]), ""
        parts = [(self.number, int(mark["/MCID"])) for mark in self.marks if "/MCID" in mark]
        width = (sum(self.widths[self.font].get(glyph, 0) for glyph in glyphs) - shifts) / 1000
        left, baseline = self.at
        part = parts[-1] if parts else None
        self.runs.append(Run(part, text, glyphs, left, left + width * self.size, baseline))


@cache
def runs(pdf: bytes) -> list[Run]:
    reader = PdfReader(BytesIO(pdf))
    return [run for at, page in enumerate(reader.pages) for run in PageReader(page, at).runs]


def paragraphs(pdf: bytes) -> list[str]:
    """What a screen reader says, in its order, one string for each paragraph or heading."""
    reader = PdfReader(BytesIO(pdf))
    pages = [page.indirect_reference.idnum for page in reader.pages]
    texts: dict[tuple[int, int] | None, str] = {}
    for run in runs(pdf):
        texts[run.part] = texts.get(run.part, "") + run.text
    told: list[str] = []

    def walk(node: object, page: int) -> None:
        node = getattr(node, "get_object", lambda: node)()
        if isinstance(node, int):
            told[-1] += texts.pop((page, int(node)), "")
        elif isinstance(node, list):
            for child in node:
                walk(child, page)
        elif isinstance(node, dict):
            if "/Pg" in node:
                page = pages.index(node.raw_get("/Pg").idnum)
            if node.get("/Type") == "/MCR":
                walk(node["/MCID"], page)
            elif "/K" in node:
                if node.get("/S") in ("/P", "/H1", "/H2", "/Lbl"):
                    told.append("")
                walk(node["/K"], page)

    walk(reader.trailer["/Root"]["/StructTreeRoot"], 0)
    texts.pop(None, None)
    assert not texts, "text outside the structure"
    return told


def elements(pdf: bytes, kind: str) -> list[DictionaryObject]:
    reader = PdfReader(BytesIO(pdf))
    objects = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
    return [one for one in objects if isinstance(one, dict) and one.get("/S") == kind]


def title(pdf: bytes) -> str:
    return PdfReader(BytesIO(pdf)).metadata.title


def letters(text: str) -> Counter[str]:
    return Counter(text.replace(" ", ""))


@pytest.fixture(scope="module")
def ordinary() -> bytes:
    return certificate_pdf(PAGE)


def test_the_file_says_that_it_is_accessible(ordinary):
    root = PdfReader(BytesIO(ordinary)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert root["/StructTreeRoot"]["/K"]
    facts = ElementTree.fromstring(root["/Metadata"].get_object().get_data())
    assert facts.find(".//{http://www.aiim.org/pdfua/ns/id/}part").text == "1"
    assert title(ordinary) == "Certificate: Learning from Child A, Amara Okafor-Nwosu"


def test_it_is_read_in_the_order_of_its_sense(ordinary):
    assert paragraphs(ordinary) == [
        "Certificate",
        PAGE.name,
        "passed the knowledge check of",
        PAGE.course,
        PAGE.version,
        *("Passed on", "23 November 2026", "Valid until", "23 November 2027"),
        *("Result", PAGE.result, "Time", "About 45 minutes of learning, in English"),
        *("Issued by", PAGE.issuer),
        "What this course teaches",
        *(said for outcome in PAGE.outcomes for said in ("–", outcome)),
        "Passing means that what this course asks was met on that day. "
        "It is a record of learning. It does not show how a person works.",
        "Check this certificate",
        "Scan the code, or open this address:",
        ADDRESS,
        f"Certificate id: {PAGE.certificate_id}",
        "Something looks wrong? Tell the issuer, and give this id.",
    ]


def test_the_code_is_told_in_words_and_the_address_can_be_followed(ordinary):
    (figure,) = elements(ordinary, "/Figure")
    assert figure["/Alt"] == f"QR code of the address {ADDRESS}"
    links = [note.get_object() for note in PdfReader(BytesIO(ordinary)).pages[0]["/Annots"]]
    assert {link["/A"]["/URI"] for link in links} == {ADDRESS}


def test_a_course_in_another_language_is_marked_so_and_the_page_stays_english():
    pdf = certificate_pdf(replace(PAGE, language="cy", outcomes=("Gweld y plentyn",)))
    assert PdfReader(BytesIO(pdf)).trailer["/Root"]["/Lang"] == "en-GB"
    assert any(paragraph.get("/Lang") == "cy" for paragraph in elements(pdf, "/P"))
    assert "About 45 minutes of learning, in Welsh" in paragraphs(pdf)


@pytest.mark.parametrize("tag", ["", "en-US", "zh-Hant-TW", "no such language", "ſſ", "x" * 99])
def test_no_language_tag_stops_a_certificate(tag):
    assert PAGE.name in paragraphs(certificate_pdf(replace(PAGE, language=tag)))


def test_every_font_is_embedded_and_is_one_of_ours(ordinary):
    fonts = PdfReader(BytesIO(ordinary)).pages[0]["/Resources"]["/Font"].values()
    drawn = [font.get_object()["/DescendantFonts"][0].get_object() for font in fonts]
    assert len(drawn) >= 4
    assert all("/FontFile2" in font["/FontDescriptor"] for font in drawn)
    assert all("+Noto" in font["/BaseFont"] for font in drawn)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_comes_out_as_it_went_in(name):
    name = unicodedata.normalize("NFC", name)
    pdf = certificate_pdf(replace(PAGE, name=name))
    assert name in paragraphs(pdf)
    assert title(pdf).endswith(name)


@pytest.mark.parametrize("name", RIGHT_TO_LEFT)
def test_a_name_from_right_to_left_keeps_every_letter(name):
    pdf = certificate_pdf(replace(PAGE, name=name))
    assert letters(paragraphs(pdf)[1]) == letters(name)
    assert title(pdf).endswith(name)


@pytest.mark.parametrize("name", ["שרה Cohen", "Cohen שרה"])
def test_a_mixed_name_runs_the_way_of_its_first_letter(name):
    drawn = runs(certificate_pdf(replace(PAGE, name=name)))
    latin = next(run.left for run in drawn if "Cohen" in run.text)
    assert latin < next(run.left for run in drawn if "ש" in run.text)


def test_no_empty_box_is_ever_drawn():
    pdf = certificate_pdf(replace(PAGE, outcomes=(*NAMES, *RIGHT_TO_LEFT, *SHAPED, *OUT_OF_REACH)))
    assert all(glyph != 0 for run in runs(pdf) for glyph in run.glyphs)


@pytest.mark.parametrize("name", SHAPED)
def test_the_scripts_of_south_asia_and_the_south_east_are_drawn(name):
    pdf = certificate_pdf(replace(PAGE, name=name))
    assert set(name) <= set(paragraphs(pdf)[1])


@pytest.mark.parametrize("name", OUT_OF_REACH)
def test_a_name_out_of_reach_gets_a_way_out_and_stands_in_the_title(name):
    pdf = certificate_pdf(replace(PAGE, name=name))
    said = "The holder passed the knowledge check of"
    assert paragraphs(pdf)[1:4] == [CANNOT_DRAW, said, PAGE.course]
    assert title(pdf).endswith(name)


TYPED = dict.fromkeys(["course", "version", "issuer", "result", "notice", "contact"], "学习 🦊")


@pytest.mark.parametrize("typed", [*TYPED.items(), ("outcomes", ("Listen", "看见", "倾听"))])
def test_no_text_stops_a_certificate_and_the_rest_still_prints(typed):
    told = paragraphs(certificate_pdf(replace(PAGE, **dict([typed]))))
    assert PAGE.name in told
    assert "Listen" in told or typed[0] != "outcomes"
    assert sum("this file cannot draw" in paragraph for paragraph in told) == 1


def test_without_outcomes_there_is_no_heading_for_them():
    told = paragraphs(certificate_pdf(replace(PAGE, outcomes=("", " \n"))))
    assert "What this course teaches" not in told


@pytest.mark.parametrize("name", ["", "  ", "\u202e\u200b", "\u3164"])
def test_a_certificate_without_a_name_says_so(name):
    pdf = certificate_pdf(replace(PAGE, name=name))
    assert paragraphs(pdf)[1] == "This certificate carries no name."
    assert title(pdf) == "Certificate: Learning from Child A"


def test_what_turns_or_hides_text_is_taken_out_and_marks_are_composed():
    hidden = "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0, 7, 0xFEFF]))
    pdf = certificate_pdf(replace(PAGE, name=f"\tZo{hidden}e\u0308\r\n  Lu\u2028Ann\x85 "))
    assert "Zoë Lu Ann" in paragraphs(pdf)
    assert title(pdf).endswith(", Zoë Lu Ann")


CODE = ['#read("/etc/passwd")', "*bold* _it_ $x^2$", "<b>&amp;</b> @ref // no", "\\u{41} #sys"]


@pytest.mark.parametrize("name", CODE)
def test_what_looks_like_code_is_printed_letter_by_letter(name):
    pdf = certificate_pdf(replace(PAGE, name=name, course=name, issuer=name, outcomes=(name,)))
    assert paragraphs(pdf).count(name) == 4
    assert title(pdf) == f"Certificate: {name}, {name}"


LONG = [
    "Maximiliana Theodora van der Straaten-Featherstonehaugh " * 6,
    "Wolfeschlegelsteinhausen" * 12 + "bergerdorff!",
    *("M" * 300, "Ánh Nguyệt " * 28, "เพชร" * 75, "عبد الرحمن " * 28, "Nwosu " * 600),
]


@pytest.mark.parametrize("name", LONG)
def test_a_name_however_long_stays_whole_and_on_the_paper(name):
    pdf = certificate_pdf(replace(PAGE, name=name, outcomes=(name,)))
    drawn = runs(pdf)
    assert letters(paragraphs(pdf)[1]) == letters(name)
    assert all(run.left > 79 and run.right < 530 for run in drawn)
    assert all(30 < run.baseline < 790 for run in drawn)


def test_a_long_name_is_set_smaller_and_an_ordinary_page_is_one_sheet(ordinary):
    long = certificate_pdf(replace(PAGE, name="Amara Okafor " * 23, notice="Draft"))
    assert len(PdfReader(BytesIO(ordinary)).pages) == 1
    assert len(PdfReader(BytesIO(long)).pages) == 1


def test_what_needs_two_sheets_numbers_them():
    pdf = certificate_pdf(replace(PAGE, outcomes=PAGE.outcomes * 20))
    assert "page 2 of 2" in "".join(run.text for run in runs(pdf))
    assert sum(paragraph in PAGE.outcomes for paragraph in paragraphs(pdf)) == 60


def test_a_certificate_without_end_says_no_expiry():
    told = paragraphs(certificate_pdf(replace(PAGE, valid_until=None, minutes=1)))
    assert told[told.index("Valid until") + 1] == "No expiry"
    assert "About 1 minute of learning, in English" in told


def test_a_notice_stands_before_the_name():
    notice = "Demonstration: not a real certificate"
    assert paragraphs(certificate_pdf(replace(PAGE, notice=notice)))[1:3] == [notice, PAGE.name]


def test_who_to_tell_of_a_problem_is_named_when_known():
    told = paragraphs(certificate_pdf(replace(PAGE, contact="learning@example.org")))
    assert told[-2:] == ["Something looks wrong? Tell us, and give this id:", "learning@example.org"]


def test_the_same_page_gives_the_same_bytes_also_from_many_threads_at_once(ordinary):
    pages = [replace(PAGE, name=f"{name} {turn}") for turn in range(3) for name in NAMES[:4]]
    with ThreadPoolExecutor(4) as threads:
        printed = list(threads.map(certificate_pdf, [PAGE, *pages, PAGE]))
    assert printed[0] == printed[-1] == ordinary
    for page, pdf in zip(pages, printed[1:-1], strict=True):
        assert unicodedata.normalize("NFC", page.name) in paragraphs(pdf)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(some.text(max_size=12), some.text(max_size=12))
def test_whatever_a_person_typed_gives_a_file(name, course):
    pdf = certificate_pdf(replace(PAGE, name=name, course=course))
    assert all(glyph != 0 for run in runs(pdf) for glyph in run.glyphs)


def test_the_fonts_are_free_and_small_and_their_licence_lies_with_them():
    files = sorted(FONTS.iterdir())
    assert sum(file.stat().st_size for file in files) <= 8_000_000
    licence = (FONTS / "OFL.txt").read_text()
    assert "Google" in licence and "SIL OPEN FONT LICENSE" in licence
    fonts = [file.read_bytes() for file in files if file.name != "OFL.txt"]
    assert len(fonts) > 20
    assert all("SIL Open Font License".encode("utf-16-be") in font for font in fonts)


def test_every_font_has_its_place_in_the_order_of_trial_and_no_other_is_named():
    ours = typst.Fonts(False, False, [FONTS])
    named = re.findall(r'"(Noto [\w ]+)"', (PRINTING / "letters.typ").read_text())
    assert set(named) == set(ours.families())
