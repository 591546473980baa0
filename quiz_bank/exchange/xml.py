"""XML of others: read without fetching or expanding anything, written without what XML cannot hold."""

import re
from collections.abc import Iterator
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
    reading = etree.iterparse(
        BytesIO(content), ("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    depth = 0
    try:
        for event, element in reading:
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                _check(file, element, root)
            elif event == "end" and depth == 1:
                if element.tag == tag:
                    yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        what = f"The file {file} is not whole XML: line {error.lineno or 1} cannot be read."
        raise CannotRead(f"{what} Export it again.") from error


def _check(file: str, element: Element, root: str) -> None:
    if element.getroottree().docinfo.doctype:
        raise CannotRead(f"The file {file} has a doctype, which is not read. Export it again without one.")
    if etree.QName(element).localname != root:
        raise CannotRead(f"The file {file} begins with <{etree.QName(element).localname}> and not <{root}>.")


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


def sound(text: str) -> str:
    """The text without characters that XML has no place for."""
    return NOT_IN_XML.sub("", text)
