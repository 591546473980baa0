"""Writing an .xlsx file: words in cells that are text, so that no program takes them for a formula or a date."""

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from quiz_bank.exchange.xml import Element
from quiz_bank.exchange.zips import packed
from quiz_bank.formats.spreadsheet.headings import Column
from quiz_bank.formats.spreadsheet.sheets import column_name, guarded
from quiz_bank.formats.spreadsheet.tables import Table

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_AMBIGUOUS = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LAST_ROW = 5_000
"""How far down a program offers what can be chosen in a cell."""
_POINTS_A_LINE, _HIGHEST = 15, 405
_TEXT, _HEADING = "1", "2"
_STYLES = f"""<styleSheet xmlns="{_MAIN}">
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFDDE8F0"/><bgColor indexed="64"/></patternFill></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">
<alignment vertical="top" wrapText="1"/></xf>
<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"
 applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


def xlsx(tables: Sequence[Table]) -> bytes:
    """The same tables give the same bytes."""
    numbers = range(1, len(tables) + 1)
    types = etree.Element("Types", nsmap={None: f"{_PACKAGE}/content-types"})
    etree.SubElement(
        types,
        "Default",
        Extension="rels",
        ContentType="application/vnd.openxmlformats-package.relationships+xml",
    )
    etree.SubElement(types, "Default", Extension="xml", ContentType="application/xml")
    parts = {"xl/workbook.xml": "sheet.main", "xl/styles.xml": "styles"}
    parts |= {f"xl/worksheets/sheet{number}.xml": "worksheet" for number in numbers}
    for path, kind in parts.items():
        etree.SubElement(types, "Override", PartName=f"/{path}", ContentType=f"{_KINDS}.{kind}+xml")
    book = etree.Element("workbook", nsmap={None: _MAIN, "r": _OFFICE})
    sheets = etree.SubElement(book, "sheets")
    for number, table in zip(numbers, tables, strict=True):
        etree.SubElement(
            sheets, "sheet", {"name": table.name, "sheetId": str(number), f"{{{_OFFICE}}}id": f"rId{number}"}
        )
    leads = [("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": _relations([*leads, ("styles", "styles.xml")]),
        "xl/styles.xml": etree.fromstring(_STYLES),
    }
    files |= {
        f"xl/worksheets/sheet{number}.xml": _sheet(table)
        for number, table in zip(numbers, tables, strict=True)
    }
    return packed({path: _bytes(root) for path, root in files.items()})


def _bytes(root: Element) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def _relations(leads: Iterable[tuple[str, str]]) -> Element:
    root = etree.Element("Relationships", nsmap={None: f"{_PACKAGE}/relationships"})
    for number, (kind, target) in enumerate(leads, 1):
        etree.SubElement(root, "Relationship", Id=f"rId{number}", Type=f"{_OFFICE}/{kind}", Target=target)
    return root


def _sheet(table: Table) -> Element:
    """A sheet whose first row stays in view. The order of its parts is that of the standard."""
    root = etree.Element("worksheet", nsmap={None: _MAIN})
    view = etree.SubElement(etree.SubElement(root, "sheetViews"), "sheetView", workbookViewId="0")
    etree.SubElement(view, "pane", ySplit="1", topLeftCell="A2", activePane="bottomLeft", state="frozen")
    columns = etree.SubElement(root, "cols")
    for number, each in enumerate(table.columns, 1):
        etree.SubElement(
            columns,
            "col",
            min=str(number),
            max=str(number),
            width=str(each.width),
            style=_TEXT,
            customWidth="1",
        )
    data = etree.SubElement(root, "sheetData")
    widths = [each.width for each in table.columns]
    _row(data, 1, [each.heading for each in table.columns], _HEADING, widths)
    for number, row in enumerate(table.rows, 2):
        _row(data, number, row, _TEXT, widths)
    _offers(root, table.columns)
    whole = f"A1:{column_name(len(table.columns) - 1)}{_LAST_ROW}"
    etree.SubElement(
        etree.SubElement(root, "ignoredErrors"), "ignoredError", sqref=whole, numberStoredAsText="1"
    )
    return root


def _row(data: Element, number: int, row: Sequence[str], style: str, widths: Sequence[int]) -> None:
    """As high as its words need; not every program finds that out by itself."""
    lines = max(_lines(words, width) for words, width in zip(row, widths, strict=True))
    element = etree.SubElement(data, "row", r=str(number), ht=str(min(lines * _POINTS_A_LINE, _HIGHEST)))
    for column, words in enumerate(row):
        if words:
            cell = etree.SubElement(element, "c", r=f"{column_name(column)}{number}", s=style, t="inlineStr")
            text = etree.SubElement(etree.SubElement(cell, "is"), "t")
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            text.text = _AMBIGUOUS.sub("_x005F_", guarded(words, every_formula=False))


def _lines(words: str, width: int) -> int:
    return sum(len(line) // width + 1 for line in words.split("\n"))


def _offers(root: Element, columns: Sequence[Column]) -> None:
    """What can be chosen in a cell; other words are allowed, as the reader knows several for one thing."""
    offering = [(column_name(at), each) for at, each in enumerate(columns) if each.offered]
    if not offering:
        return
    every = etree.SubElement(root, "dataValidations", count=str(len(offering)))
    for name, column in offering:
        one = etree.SubElement(
            every,
            "dataValidation",
            {"type": "list", "allowBlank": "1", "showInputMessage": "1", "promptTitle": column.heading},
            prompt=column.explained[:255],
            sqref=f"{name}2:{name}{_LAST_ROW}",
        )
        etree.SubElement(one, "formula1").text = f'"{",".join(column.offered)}"'
