"""XML of others: read without fetching or expanding anything, written without what XML cannot hold."""

import re
from collections.abc import Iterator
from html import escape
from io import BytesIO
from typing import TypeAlias

from lxml import etree

from quiz_bank.exchange.incoming import CannotRead, TooMuch

MOST_TAGS = 1_600_000
Element: TypeAlias = etree._Element
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def elements(file: str, content: bytes, root: str, tag: str) -> Iterator[Element]:
    """The elements called `tag` under a root called `root`, one by one; each is gone when the next one comes.

    Raises CannotRead, in plain words, for what is no such file, not whole, or has a doctype.
    """
    if content.count(b"<") + content.count(b"<\0") > MOST_TAGS:
        raise TooMuch(f"The file {file} has too many parts. Part it in two.")
    # Events of other tags would cost more than all the reading of questions.
    reading = etree.iterparse(
        BytesIO(content), ("end",), tag=tag, resolve_entities=False, no_network=True, load_dtd=False
    )
    top = None
    try:
        for _, element in reading:
            top = _checked(file, element.getroottree().getroot(), root) if top is None else top
            if element.getparent() is top:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del top[0]
        if top is None:
            _checked(file, reading.root, root)
    except etree.XMLSyntaxError as error:
        what = f"The file {file} is not whole XML: line {error.lineno or 1} cannot be read."
        raise CannotRead(f"{what} Export it again.") from error


def anywhere(file: str, content: bytes, root: str, *tags: str) -> Iterator[Element]:
    """The elements of these names wherever they stand below a root called `root`, one by one, in any namespace.

    Each is gone when the next one comes, with all before it that have the same parent. Raises CannotRead as
    `elements` does; the tags of the whole file are counted by whoever asks.
    """
    reading = etree.iterparse(
        BytesIO(content),
        ("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    seen = False
    try:
        for _, element in reading:
            if not seen:
                _checked(file, element.getroottree().getroot(), root)
                seen = True
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
        if not seen:
            _checked(file, reading.root, root)
    except etree.XMLSyntaxError as error:
        raise CannotRead(
            f"The file {file} is not whole XML: line {error.lineno or 1} cannot be read."
        ) from error


def whole(file: str, content: bytes) -> Element:
    """The root of a file, its names without their namespaces, no comments. Raises CannotRead."""
    reading = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, reading)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise CannotRead(f"The file {file} is not whole XML: line {line} cannot be read.") from error
    _refuse_doctype(file, root)
    for each in root.iter():
        each.tag = each.tag.rpartition("}")[2]
    return root


def _refuse_doctype(file: str, element: Element) -> None:
    if element.getroottree().docinfo.doctype:
        raise CannotRead(f"The file {file} has a doctype, which is not read. Export it again without one.")


def _checked(file: str, element: Element, root: str) -> Element:
    _refuse_doctype(file, element)
    if etree.QName(element).localname != root:
        raise CannotRead(f"The file {file} begins with <{etree.QName(element).localname}> and not <{root}>.")
    return element


def root_of(content: bytes) -> str:
    """The name of the root of an XML file; nothing where there is none."""
    try:
        for _, element in etree.iterparse(
            BytesIO(content[:65536]), ("start",), resolve_entities=False, no_network=True, load_dtd=False
        ):
            return str(etree.QName(element).localname)
    except etree.XMLSyntaxError:
        return ""
    return ""


def inside(element: Element) -> str:
    """What stands in an element: its text, or HTML where somebody wrote tags into it."""
    if not len(element):
        return element.text or ""
    told = "".join(etree.tostring(each, encoding="unicode", method="html") for each in element)
    return escape(element.text or "", quote=False) + told


def sound(text: str) -> str:
    """The text without characters that XML has no place for."""
    return NOT_IN_XML.sub("", text)
