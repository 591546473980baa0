"""Writing an .ods file: every cell is text."""

import re
from collections.abc import Sequence

from lxml import etree

from quiz_bank.exchange.xml import Element
from quiz_bank.exchange.zips import packed
from quiz_bank.formats.spreadsheet.sheets import guarded
from quiz_bank.formats.spreadsheet.tables import Table

_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"
    for name, part in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("number", "datastyle"),
    )
}  # fmt: skip
_STYLES = f"""<office:automatic-styles {" ".join(f'xmlns:{name}="{space}"' for name, space in _SPACES.items())}>
<number:text-style style:name="T"><number:text-content/></number:text-style>
<style:style style:name="text" style:family="table-cell" style:data-style-name="T">
<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>
<style:style style:name="heading" style:family="table-cell" style:data-style-name="T">
<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" fo:background-color="#dde8f0"/>
<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>"""
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_KIND}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
_GAP = re.compile(r"(\n)|(\t)|( {2,}|^ | $)", re.MULTILINE)
_MILLIMETRES_A_LETTER = 1.9


def ods(tables: Sequence[Table]) -> bytes:
    """The same tables give the same bytes."""
    root = etree.Element(_name("office:document-content"), {_name("office:version"): "1.3"}, nsmap=_SPACES)
    styles = etree.fromstring(_STYLES)
    root.append(styles)
    sheet = etree.SubElement(etree.SubElement(root, _name("office:body")), _name("office:spreadsheet"))
    for table in tables:
        _table(sheet, table, styles)
    content = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    files = {"mimetype": _KIND.encode(), "content.xml": content, "META-INF/manifest.xml": _MANIFEST.encode()}
    return packed(files, stored=["mimetype"])


def _name(name: str) -> str:
    space, _, local = name.partition(":")
    return f"{{{_SPACES[space]}}}{local}"


def _add(parent: Element, name: str, **attributes: str) -> Element:
    """Attributes are written as `table_style__name` for table:style-name."""
    return etree.SubElement(
        parent,
        _name(name),
        {_name(each.replace("_", ":", 1).replace("__", "-")): value for each, value in attributes.items()},
    )


def _table(sheet: Element, table: Table, styles: Element) -> None:
    element = _add(sheet, "table:table", table_name=table.name)
    for each in table.columns:
        name = f"wide{each.width}"
        if styles.find(f"*[@{_name('style:name')}='{name}']") is None:
            style = _add(styles, "style:style", style_name=name, style_family="table-column")
            _add(
                style,
                "style:table-column-properties",
                style_column__width=f"{each.width * _MILLIMETRES_A_LETTER:.1f}mm",
            )
        _add(element, "table:table-column", table_style__name=name, table_default__cell__style__name="text")
    _row(_add(element, "table:table-header-rows"), [each.heading for each in table.columns], "heading")
    for row in table.rows:
        _row(element, row, "text")


def _row(parent: Element, row: Sequence[str], style: str) -> None:
    element = _add(parent, "table:table-row")
    for words in row:
        cell = _add(element, "table:table-cell", table_style__name=style)
        if words:
            cell.set(_name("office:value-type"), "string")
            for line in guarded(words, every_formula=False).split("\n"):
                _paragraph(_add(cell, "text:p"), line)


def _paragraph(paragraph: Element, line: str) -> None:
    """Words with their spaces and tabs, which would run together otherwise."""
    last: Element | None = None
    at = 0
    for gap in _GAP.finditer(line):
        _say(paragraph, last, line[at : gap.start()])
        last = _add(paragraph, "text:tab") if gap[2] else _add(paragraph, "text:s", text_c=str(len(gap[3])))
        at = gap.end()
    _say(paragraph, last, line[at:])


def _say(paragraph: Element, last: Element | None, words: str) -> None:
    if last is None:
        paragraph.text = words
    else:
        last.tail = words
