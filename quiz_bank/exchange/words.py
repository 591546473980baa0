"""Words between Markdown, which a bank holds, and what other formats hold: plain text and HTML."""

import re
from html import unescape

from lxml import etree
from markdown_it import MarkdownIt

_markdown = (
    MarkdownIt("commonmark", {"html": False}).enable("table").disable(["lheading", "code", "reference"])
)
_MAY_MATTER = re.compile(r"[\\`*_\[<&#>+~|-]|^\s*[0-9]", re.MULTILINE)
_ENTITY = r"&(?=#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)"
_INLINE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)|`|(?<!\s)\*|\*(?!\s)|(?<!\w)_|_(?!\w)|\[|<(?=[A-Za-z/!?])|~(?=~)|" + _ENTITY,
    re.MULTILINE,
)
_STARTS = re.compile(
    r"^(\s*)(?:(#{1,6}|[-+*])(?=\s|$)|(>)|([0-9]{1,9})(?=[.)](?:\s|$))|([-:|](?=[-\s:|]*$)))", re.MULTILINE
)
_LINE_BREAK = re.compile(r"(?<=[^\n])\n(?=[^\n])")
_BROKEN = re.compile(r" *\\\n *")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HTML = re.compile(r"<[A-Za-z/!]|&(?:#[0-9xX][0-9a-fA-F]*|[A-Za-z][A-Za-z0-9]*);")
_SIMPLE = re.compile(
    r"\s*(?:<p(?: dir=\"ltr\")?(?: style=\"text-align: ?left;\")?>([^<]*)</p>|([^<]*))\s*", re.DOTALL
)


def looks_like_html(text: str) -> bool:
    return _HTML.search(text) is not None


def from_plain(text: str, one_line: bool = False) -> str:
    """Plain text as Markdown that reads the same. Line breaks stay breaks, or become spaces on one line."""
    text = (
        " ".join(text.split()) if one_line else "\n".join(line.strip() for line in text.strip().splitlines())
    )
    if _MAY_MATTER.search(text):
        text = _STARTS.sub(_with_backslash, _INLINE.sub(lambda match: f"\\{match[0]}", text))
    return _LINE_BREAK.sub("\\\\\n", text) if "\n" in text else text


def _with_backslash(match: re.Match[str]) -> str:
    space, mark, quote, number, rule = match.groups()
    return f"{space}{number}\\" if number else f"{space}\\{mark or quote or rule}"


def from_html(html: str, one_line: bool = False) -> tuple[str, set[str]]:
    """HTML as Markdown, and the names of the elements that Markdown has nothing for; their words stay.

    A picture stands as ![words](address), whatever the address.
    """
    simple = _SIMPLE.fullmatch(html)
    if simple:
        words = simple[1] or simple[2] or ""
        return from_plain(unescape(words) if "&" in words else words, one_line=True), set()
    root = etree.fromstring(f"<div>{html}</div>", etree.HTMLParser(recover=True, no_network=True))
    if root is None:
        return "", set()
    teller = _Teller()
    teller.blocks_of(root)
    text = "\n\n".join(teller.told())
    if one_line:
        text = " ".join(text.replace("\\\n", " ").split())
    return text, teller.lost


def to_html(text: str) -> str:
    return str(_markdown.render(text)).strip()


def to_inline_html(text: str) -> str:
    return str(_markdown.renderInline(text)).strip()


def to_plain(text: str, one_line: bool = True) -> str:
    """The words of a Markdown text alone."""
    if not one_line and not _MAY_MATTER.search(text):
        return text
    words: list[str] = []
    for token in _markdown.parse(text):
        if token.type in ("fence", "code_block"):
            words.append(token.content.strip())
        for child in token.children or ():
            words.append("\n" if child.type.endswith("break") else child.content)
        if token.type == "inline":
            words.append("\n")
    told = "".join(words).strip()
    return " ".join(told.split()) if one_line else told


def is_plain(text: str) -> bool:
    """Whether a Markdown text is its words alone, so that nothing is lost in plain text."""
    return from_plain(to_plain(text, one_line=False)) == text


_BOLD = {"b", "strong"}
_SLANTED = {"i", "em", "cite", "dfn", "var"}
_CODE = {"code", "kbd", "samp", "tt"}
_BLOCKS = set(
    "p div section article header footer main aside h1 h2 h3 h4 h5 h6 pre address center dd dt dl".split()
)
_THROUGH = set("html body span font small big label abbr time tbody thead tfoot colgroup".split())
_DROPPED = set("script style head title object embed iframe audio video svg math form".split())
_SAFE = re.compile(r"(https?://|mailto:|tel:|/)[^\s()<>]*", re.IGNORECASE)
_DEEPEST = 60


class _Teller:
    """Walks through HTML and tells it as blocks of Markdown."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.line = ""
        self.lost: set[str] = set()
        self.depth = 0

    def told(self) -> list[str]:
        self._end_block()
        return self.blocks

    def _end_block(self) -> None:
        if not self.line:
            return
        line = _BROKEN.sub("\\\\\n", self.line).strip()
        while line.endswith("\\\n") or (line.endswith("\\") and not line.endswith("\\\\")):
            line = line[:-1].rstrip()
        if line:
            self.blocks.append(_STARTS.sub(_with_backslash, line))
        self.line = ""

    def blocks_of(self, element: etree._Element) -> None:
        self._words(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._tell(child)
            self._words(child.tail)

    def _words(self, text: str | None) -> None:
        if text:
            spaced = _SPACES.sub(" ", text)
            if not self.line or self.line.endswith((" ", "\n")):
                spaced = spaced.lstrip(" ")
            self.line += _INLINE.sub(lambda match: f"\\{match[0]}", spaced)

    def _tell(self, element: etree._Element) -> None:
        tag = element.tag.lower()
        self.depth += 1
        if tag in _DROPPED or self.depth > _DEEPEST:
            self.lost.add(tag)
        elif tag in _BLOCKS:
            self._block(element, tag)
        elif tag in ("ul", "ol", "blockquote", "table", "tr"):
            self._group(element, tag)
        else:
            self._inline(element, tag)
        self.depth -= 1

    def _block(self, element: etree._Element, tag: str) -> None:
        self._end_block()
        if tag == "pre":
            words = "".join(element.itertext()).strip("\n")
            if words.strip() and "```" not in words:
                self.blocks.append(f"```\n{words}\n```")
                return
        at = len(self.blocks)
        self.blocks_of(element)
        self._end_block()
        if tag[0] == "h" and tag[1:].isdigit():
            self.blocks[at:] = [f"**{each}**" if "*" not in each else each for each in self.blocks[at:]]

    def _group(self, element: etree._Element, tag: str) -> None:
        self._end_block()
        at = len(self.blocks)
        if tag == "table":
            self.lost.add(tag)
        if tag == "tr":
            cells = [self._inside(cell) for cell in element if isinstance(cell.tag, str)]
            self.blocks.append(", ".join(cell for cell in cells if cell))
            return
        if tag in ("ul", "ol"):
            items = [self._inside(item) for item in element if isinstance(item.tag, str)]
            marks = (f"{number}. " if tag == "ol" else "- " for number in range(1, len(items) + 1))
            self.blocks.append("\n".join(f"{mark}{item}" for mark, item in zip(marks, items, strict=True)))
            return
        self.blocks_of(element)
        self._end_block()
        if tag == "blockquote":
            quoted = "\n\n".join(self.blocks[at:])
            self.blocks[at:] = ["\n".join(f"> {line}".rstrip() for line in quoted.split("\n"))]

    def _inside(self, element: etree._Element) -> str:
        """What an item or a cell says, on one line."""
        inner = _Teller()
        inner.depth = self.depth
        inner.blocks_of(element)
        told = " ".join(inner.told())
        self.lost |= inner.lost
        return " ".join(told.replace("\\\n", " ").split())

    def _inline(self, element: etree._Element, tag: str) -> None:
        if tag == "br":
            self.line = self.line.rstrip(" ") + "\\\n" if self.line.strip() else ""
        elif tag == "hr":
            self._end_block()
        elif tag == "img":
            words = " ".join((element.get("alt") or "").split())
            self.line += f"![{from_plain(words)}]({element.get('src') or ''})"
        elif tag == "a":
            self._around(
                element, "[", f"]({element.get('href')})", bool(_SAFE.fullmatch(element.get("href") or ""))
            )
        elif tag in _BOLD or tag in _SLANTED:
            mark = "**" if tag in _BOLD else "*"
            self._around(element, mark, mark, True)
        elif (
            tag in _CODE
            and not len(element)
            and "`" not in (element.text or "")
            and (element.text or "").strip()
        ):
            self.line += f"`{' '.join((element.text or '').split())}`"
        else:
            if tag not in _THROUGH and tag not in _CODE:
                self.lost.add(tag)
            self.blocks_of(element)

    def _around(self, element: etree._Element, before: str, after: str, can: bool) -> None:
        if not can:
            self.lost.add(element.tag.lower())
        at, begun = len(self.line), len(self.blocks)
        self.blocks_of(element)
        inner = self.line[at:] if len(self.blocks) == begun else ""
        bare = inner.strip()
        if can and bare:
            start = inner[: len(inner) - len(inner.lstrip())]
            self.line = f"{self.line[:at]}{start}{before}{bare}{after}{inner[len(inner.rstrip()) :]}"
