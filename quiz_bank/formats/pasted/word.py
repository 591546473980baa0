"""A Word file (.docx) as a page."""

import re
from collections.abc import Iterable

from quiz_bank.exchange.incoming import CannotRead, TooMuch
from quiz_bank.exchange.xml import Element, whole
from quiz_bank.exchange.zips import unpacked
from quiz_bank.formats.pasted.numbering import Numbering
from quiz_bank.formats.pasted.page import Cell, Marks, Page
from quiz_bank.formats.pasted.styles import Looks, Styles, background, list_of, looks, number, value
from quiz_bank.formats.pasted.writer import MOST_COLUMNS, MOST_ELEMENTS, Writer, placed

MOST_BYTES = 32 * 1024 * 1024
_PARTS = re.compile(r"word/(document|styles|numbering)[0-9]*\.xml")
_ALTERNATIVES = {"AlternateContent", "Choice"}
"""The same thing in two forms, the better one first; the other one, Fallback, is passed over."""
_AROUND = set("sdt sdtContent customXml ins moveTo".split()) | _ALTERNATIVES
_THROUGH = set("hyperlink smartTag fldSimple dir bdo ruby rubyBase".split()) | _AROUND
_GONE = {"del": "change", "moveFrom": "change", "oMath": "equation", "oMathPara": "equation"}
_TEXTS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_UNTAKEN = {
    "footnoteReference": "note",
    "endnoteReference": "note",
    "commentReference": "comment",
    "object": "field",
    "delText": "change",
}
_SIGNS = {
    "f0fc": "✓",
    "f0fe": "☑",
    "f0fd": "☒",
    "f0a8": "☐",
    "f06f": "☐",
    "f052": "☑",
    "f0a7": "•",
    "f0b7": "•",
}
_SIGN_FONTS = ("wingdings", "wingdings 2", "symbol", "segoe ui symbol")


def page(content: bytes, file: str) -> Page:
    """Raises CannotRead, in plain words."""
    files = {
        match[1]: found
        for path, found in unpacked(
            file, content, MOST_BYTES, lambda path: _PARTS.fullmatch(path) is not None
        )
        if (match := _PARTS.fullmatch(path))
    }
    if "document" not in files:
        raise CannotRead(f"{file} holds no Word page. Save it as a Word document (.docx), and send that.")
    if sum(each.count(b"<") - each.count(b"</") for each in files.values()) > MOST_ELEMENTS:
        raise TooMuch(f"The file {file} has too many parts. Part it in two.")
    parts = {name: whole(f"{file} ({name})", each) for name, each in files.items()}
    body = parts["document"].find("body")
    if body is None or not any(
        "/wordprocessingml/2006/" in each for each in parts["document"].nsmap.values()
    ):
        raise CannotRead(
            f"{file} is a Word file of another form. Save it as a Word document (.docx), not as Strict."
        )
    styles = Styles(parts.get("styles"))
    reader = _Reader(styles, Numbering(parts.get("numbering"), styles))
    reader.blocks(body)
    reader.writer.close()
    return reader.writer.page


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.writer = Writer()
        self.shade = ""

    def blocks(self, around: Element) -> None:
        """The paragraphs and tables in an element."""
        for each in around:
            if each.tag == "p":
                self._paragraph(each)
            elif each.tag == "tbl":
                self._table(each)
            elif each.tag in _AROUND:
                if each.tag in ("ins", "moveTo"):
                    self.writer.leave("change")
                self.blocks(each)
            elif each.tag in _GONE:
                self.writer.leave(_GONE[each.tag])

    def _paragraph(self, paragraph: Element) -> None:
        self.writer.number += 1
        own = paragraph.find("pPr")
        id = value(own.find("pStyle")) if own is not None else ""
        style = self.styles.paragraph(id)
        told = style.looks
        shade = None if own is None else own.find("shd")
        if self.shade or shade is not None:
            told = {"highlight": background(value(shade, "fill")) or self.shade, **told}
        self._inline(paragraph, told)
        if own is not None and own.find("rPr/del") is not None:
            # Its end is deleted: it goes on in the next one.
            self.writer.leave("change")
            return
        place = list_of(own, style.list)
        label, level = self.numbering.label(*place, id) if place and not self.writer.empty else ("", 0)
        self.writer.end(label, level, 0 if style.title else _heading(own, style.heading), style.title)

    def _inline(self, around: Element, told: Looks) -> None:
        for each in around:
            tag = each.tag
            if tag == "r":
                self._run(each, told)
            elif tag in _THROUGH:
                if tag in ("ins", "moveTo"):
                    self.writer.leave("change")
                self._inline(each, told)
            elif tag in _GONE:
                self.writer.leave(_GONE[tag])

    def _run(self, run: Element, told: Looks) -> None:
        properties = run.find("rPr")
        if properties is not None and len(properties):
            character = self.styles.run(value(properties.find("rStyle")))
            told = {**told, **character, **looks(properties)}
        if told.get("hidden"):
            self.writer.leave("hidden")
            return
        if told.get("struck"):
            self.writer.leave("struck")
        around = run.getparent()
        marks = Marks(
            told.get("bold", False),
            told.get("italic", False),
            told.get("underline", False),
            told.get("colour", ""),
            told.get("highlight", ""),
            around is not None and around.tag == "hyperlink",
        )
        for each in run:
            self._piece(each, marks, told.get("raised", ""))

    def _piece(self, each: Element, marks: Marks, where: str) -> None:
        tag = each.tag
        if tag == "t":
            self.writer.add(placed(each.text or "", where), marks)
        elif tag in _TEXTS:
            self.writer.add(_TEXTS[tag], marks)
        elif tag == "br":
            self.writer.add("\n" if value(each, "type") in ("", "textWrapping") else " ", marks)
        elif tag == "sym":
            self._sign(each, marks)
        elif tag in ("drawing", "pict"):
            boxed = next(each.iter("txbxContent"), None)
            self.writer.leave("picture" if boxed is None else "text box")
        elif tag == "fldChar":
            self._checkbox(each, marks)
        elif tag in _ALTERNATIVES:
            for inner in each:
                self._piece(inner, marks, where)
        elif tag in _UNTAKEN:
            self.writer.leave(_UNTAKEN[tag])

    def _sign(self, element: Element, marks: Marks) -> None:
        sign = _SIGNS.get(value(element, "char").lower())
        if sign and value(element, "font").lower() in _SIGN_FONTS:
            self.writer.add(sign, marks)
        else:
            self.writer.leave("sign")

    def _checkbox(self, element: Element, marks: Marks) -> None:
        box = element.find("ffData/checkBox")
        if box is not None:
            said = box.find("checked") if box.find("checked") is not None else box.find("default")
            ticked = said is not None and value(said) not in ("0", "false")
            self.writer.add("☒ " if ticked else "☐ ", marks)

    def _table(self, table: Element) -> None:
        first = self.writer.number + 1
        rows: list[list[Cell]] = []
        for row in _inside(table, "tr"):
            cells: list[Cell] = []
            for cell in _inside(row, "tc"):
                self._cell(cell, cells, rows[-1] if rows else [])
            self.writer.row(rows, cells)
        self.writer.table(first, rows)

    def _cell(self, cell: Element, cells: list[Cell], above: list[Cell]) -> None:
        own = cell.find("tcPr")
        merged = None if own is None else own.find("vMerge")
        before, self.shade = self.shade, background(value(own.find("shd"), "fill")) if own is not None else ""
        with self.writer.cell() as lines:
            self.blocks(cell)
        self.shade = before
        if merged is not None and value(merged) != "restart" and len(cells) < len(above):
            lines = above[len(cells)]
        wide = number(value(own.find("gridSpan"))) if own is not None else 1
        cells += [lines] * max(1, min(wide, MOST_COLUMNS - len(cells)))


def _heading(own: Element | None, of_style: int) -> int:
    outline = None if own is None else own.find("outlineLvl")
    return of_style if outline is None else (number(value(outline)) + 1) % 10


def _inside(element: Element, tag: str) -> Iterable[Element]:
    """The rows of a table or the cells of a row, those too that something is put around."""
    for each in element:
        if each.tag == tag:
            yield each
        elif each.tag in _AROUND:
            yield from _inside(each, tag)
