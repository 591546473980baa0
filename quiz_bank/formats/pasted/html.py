"""HTML as a page: from the clipboard of a word processor or a browser, or saved by one."""

import re
from dataclasses import dataclass

from lxml import etree

from quiz_bank.exchange.incoming import CannotRead, TooMuch
from quiz_bank.exchange.xml import Element
from quiz_bank.formats.pasted.looks import Looks, Said
from quiz_bank.formats.pasted.numbering import BULLET, counted
from quiz_bank.formats.pasted.page import PLAIN, Cell, Marks, Page
from quiz_bank.formats.pasted.styles import number
from quiz_bank.formats.pasted.writer import MOST_COLUMNS, MOST_ELEMENTS, Writer, placed

_DEEPEST = 100
_BEGINS = re.compile(
    r"\s*(?:Version:[0-9.]+\s[^<]{0,500})?(?:<\?xml[^<>]{0,200}>\s*)?"
    r"<(?:!doctype html|!--|(?:html|head|meta|body|p|div|ol|ul|table|span|b|h[1-6])[\s>])",
    re.IGNORECASE,
)
_CHARSET = re.compile(
    rb"charset\s*=\s*[\"']?(windows-125[0-9]|iso-8859-[0-9]{1,2}|macintosh)\b", re.IGNORECASE
)
_BLOCKS = set(
    "html body p div section article header footer main aside h1 h2 h3 h4 h5 h6 pre address center blockquote "
    "dl dt dd li figure figcaption fieldset form caption".split()
)
_PASSED_OVER = set("script style head title meta link template noscript col colgroup".split())
_UNTAKEN = {
    **dict.fromkeys(("img", "svg", "picture", "v:shape", "v:imagedata"), "picture"),
    **dict.fromkeys(("math", "m:omath"), "equation"),
    **dict.fromkeys(("object", "embed", "iframe", "video", "audio", "select", "textarea", "button"), "field"),
    "del": "change",
}
_WORD_LEVEL = re.compile(r"\blevel([1-9])\b")
_PLACES = {"sup": "superscript", "sub": "subscript"}
_TITLES = ("msotitle", "title", "subtitle")
_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "none": "none",
    "disc": "bullet",
    "circle": "bullet",
    "square": "bullet",
}


def is_html(text: str) -> bool:
    return _BEGINS.match(text) is not None


def charset(content: bytes) -> str:
    """The older encoding that an HTML file says it is in; nothing where it says none."""
    found = _CHARSET.search(content, 0, 4096)
    return found[1].decode().lower() if found else ""


def page(text: str, file: str) -> Page:
    """Raises CannotRead, in plain words."""
    if text.count("<") - text.count("</") > MOST_ELEMENTS:
        raise TooMuch(f"{file} has too many parts. Part it in two.")
    begins = text.find("<")
    parser = etree.HTMLParser(
        recover=True, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    root = etree.fromstring(text[begins:].encode("utf-8", "replace"), parser)
    if parser.error_log.filter_from_fatals():
        # The parser stops at parts that are too large or too deep, and would say nothing of what follows.
        what = f"{file} has a part that is too large or too deep to be read."
        raise TooMuch(f"{what} Take large pictures out of it, or save it as a Word document (.docx).")
    if root is None:
        raise CannotRead(f"{file} holds nothing that can be read.")
    sheets = ((each.text or "").replace("<!--", "").replace("-->", "") for each in root.iter("style"))
    reader = _Reader(Looks(sheets))
    reader.element(root, PLAIN)
    reader.writer.close()
    return reader.writer.page


@dataclass
class _List:
    form: str
    count: int


class _Reader:
    def __init__(self, looks: Looks) -> None:
        self.looks = looks
        self.writer = Writer()
        self.lists: list[_List] = []
        self.label, self.level = "", 0
        self.heading = 0
        self.title = False
        self.depth = 0

    def element(self, element: Element, around: Marks) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _PASSED_OVER:
            return
        if self.depth > _DEEPEST:
            raise TooMuch(
                "The page has parts inside parts, too deep to be read. Copy its words and paste them."
            )
        self.depth += 1
        told = self.looks.says(element)
        if told.get("display") == "none" or told.get("mso-hide") == "all":
            if "".join(element.itertext()).strip():
                self.writer.leave("hidden")
        elif tag in _UNTAKEN:
            self.writer.leave(_UNTAKEN[tag])
        elif told.get("mso-list") == "ignore":
            self._typed_label(element)
        else:
            self._take(element, tag, told, self.looks.marks(told, around))
        self.depth -= 1

    def _take(self, element: Element, tag: str, told: Said, marks: Marks) -> None:
        if tag in ("ol", "ul"):
            self._list(element, told, marks)
        elif tag == "table":
            self._table(element, marks)
        elif tag in _BLOCKS:
            self._block(element, tag, told, marks)
        elif tag == "br":
            self.writer.add("\n", marks)
        elif tag == "input":
            self._box(
                "checked" in element.attrib, (element.get("type") or "").lower() in ("checkbox", "radio")
            )
        elif tag == "a" and element.get("href"):
            self._inside(element, marks._replace(linked=True))
        else:
            if tag == "ins":
                self.writer.leave("change")
            if tag in ("s", "strike") or "line-through" in told.get("text-decoration", ""):
                self.writer.leave("struck")
            self._inside(element, marks)

    def _inside(self, element: Element, marks: Marks) -> None:
        self._words(element.text, marks, element.tag)
        for child in element:
            self.element(child, marks)
            self._words(child.tail, marks, element.tag)

    def _words(self, text: str | None, marks: Marks, tag: str) -> None:
        if text:
            told = placed(text, _PLACES.get(tag, ""))
            self.writer.add(told if tag == "pre" else told.replace("\n", " "), marks)

    def _block(self, element: Element, tag: str, told: Said, marks: Marks) -> None:
        self._end()
        if tag[0] == "h" and tag[1:].isdigit():
            self.heading = int(tag[1:])
        kinds = (element.get("class") or "").lower().split()
        self.title = self.title or any(each in _TITLES for each in kinds)
        if tag == "li":
            self._item(element, told)
        deep = _WORD_LEVEL.search(told.get("mso-list", ""))
        if deep and tag != "li":
            self.level = int(deep[1]) - 1
        self._inside(element, marks)
        self._end(always=tag == "p")
        self.heading, self.title, self.label, self.level = 0, False, "", 0

    def _end(self, always: bool = False) -> None:
        """The paragraph ends. `always`: an empty one counts too."""
        if not self.writer.empty:
            self.writer.number += 1
            self.writer.end(self.label, self.level, self.heading, self.title)
            self.label, self.level = "", 0
        elif always:
            self.writer.number += 1
            self.writer.end()

    def _list(self, element: Element, told: Said, marks: Marks) -> None:
        self._end()
        form = told.get("list-style-type") or element.get("type") or ("1" if element.tag == "ol" else "disc")
        usual = "decimal" if element.tag == "ol" else "bullet"
        self.lists.append(_List(_FORMS.get(form, usual), number(element.get("start") or "1") - 1))
        self._inside(element, marks)
        self._end()
        self.lists.pop()

    def _item(self, element: Element, told: Said) -> None:
        if not self.lists:
            return
        inner = self.lists[-1]
        inner.count = number(element.get("value") or "") or inner.count + 1
        form = _FORMS.get(told.get("list-style-type") or element.get("type") or "", inner.form)
        bare = form in ("bullet", "none")
        self.label = {"bullet": BULLET, "none": ""}.get(
            form, f"{counted(form, inner.count)}." if not bare else ""
        )
        self.level = len(self.lists) - 1
        if element.get("role") == "checkbox":
            self._box(element.get("aria-checked") == "true", True)

    def _box(self, ticked: bool, known: bool) -> None:
        if known:
            self.writer.add("☒ " if ticked else "☐ ", PLAIN)
        else:
            self.writer.leave("field")

    def _typed_label(self, element: Element) -> None:
        """The label that Word writes for programs which do not count."""
        label = " ".join("".join(element.itertext()).split())
        self.label = label if len(label) > 1 and label[-1] in ".):" else BULLET

    def _table(self, table: Element, marks: Marks) -> None:
        self._end()
        first = self.writer.number + 1
        rows: list[list[Cell]] = []
        waiting: dict[int, tuple[int, Cell]] = {}
        for row in _inside(table, "tr"):
            cells: list[Cell] = []
            for cell in _inside(row, "td", "th"):
                self._cell(cell, cells, waiting, marks)
            _covered(cells, waiting)
            self.writer.row(rows, cells)
        self.writer.table(first, rows)

    def _cell(
        self, cell: Element, cells: list[Cell], waiting: dict[int, tuple[int, Cell]], marks: Marks
    ) -> None:
        _covered(cells, waiting)
        with self.writer.cell() as lines:
            self.depth += 1
            self._inside(cell, self.looks.marks(self.looks.says(cell), marks))
            self._end()
            self.depth -= 1
        wide = max(1, min(number(cell.get("colspan") or "1"), MOST_COLUMNS - len(cells)))
        for _ in range(wide):
            waiting[len(cells)] = (number(cell.get("rowspan") or "1") - 1, lines)
            cells.append(lines)


def _covered(cells: list[Cell], waiting: dict[int, tuple[int, Cell]]) -> None:
    """Adds the cells of rows above that reach down to here."""
    while waiting.get(len(cells), (0, []))[0] > 0:
        rows, lines = waiting[len(cells)]
        waiting[len(cells)] = (rows - 1, lines)
        cells.append(lines)


def _inside(element: Element, *tags: str) -> list[Element]:
    """The rows of a table or the cells of a row, those too that something is put around."""
    found: list[Element] = []
    for each in element:
        if each.tag in tags:
            found.append(each)
        elif each.tag in ("tbody", "thead", "tfoot"):
            found += _inside(each, *tags)
    return found
