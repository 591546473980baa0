"""Small workbooks and CSV files as other programs make them."""

import io
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEADINGS = ("ID", "Lesson", "Question", "Right", "Option A", "Feedback A", "Option B", "Feedback B")
ROW = ("Q-1", "L1", "Ola has cut her hand. What now?", "B", "Wait.", "She bleeds.", "Press.", "It stops.")
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/>'
    '<numFmt numFmtId="165" formatCode="&quot;days&quot; 0"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
    "</styleSheet>"
)
DAY, PERCENT, OWN_DAY, DAYS = 1, 2, 3, 4
"""Styles of cells, by their number."""


def packed(files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def cell(words):
    """A cell of words; what begins with < is a cell as it stands in the file, {at} being its place."""
    if words.startswith("<c"):
        return words
    return f'<c r="{{at}}" t="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is></c>'


def sheet(*rows, after=""):
    """`rows`: cells from the column A on; a row that is text stands there as it is."""
    lines = [row if isinstance(row, str) else _row(number, row) for number, row in enumerate(rows, 1)]
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData>{after}</worksheet>'


def _row(number, row):
    cells = (cell(words).replace("{at}", f"{chr(65 + at)}{number}") for at, words in enumerate(row) if words)
    return f'<row r="{number}">{"".join(cells)}</row>'


def workbook(sheets, strings=(), more=(), since_1904=False):
    """An .xlsx file: the sheets by name, the strings that cells share (as XML), and more files."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" r:id="r{at}"/>' for at, name in enumerate(names)
    )
    leads = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/worksheet" Target="/xl/worksheets/s{at}.xml"/>'
        for at in range(len(names))
    )
    leads += f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    leads += f'<Relationship Id="u" Type="{OFFICE}/styles" Target="styles.xml"/>'
    files = {
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f'<workbookPr date1904="{int(since_1904)}"/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">{leads}</Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(f"<si>{each}</si>" for each in strings)}</sst>',
        "xl/styles.xml": STYLES,
    }
    files |= {f"xl/worksheets/s{at}.xml": sheets[name] for at, name in enumerate(names)}
    return packed(files | dict(more))


def asking(*rows, headings=HEADINGS, **more):
    return workbook({"Questions": sheet(headings, *rows, **more)})


def row(**changed):
    """ROW with other words in some columns: text="..", right="C"."""
    keys = ("id", "lesson", "text", "right", "a", "told_a", "b", "told_b")
    return tuple(changed.get(key, words) for key, words in zip(keys, ROW, strict=True))


def ods(body):
    names = {"office": "office", "table": "table", "text": "text"}
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"' for name, part in names.items()
    )
    content = f"<office:document-content {spaces}><office:body><office:spreadsheet>{body}"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"{content}</office:spreadsheet></office:body></office:document-content>",
        }
    )


def ods_row(cells, more=""):
    told = "".join(
        each
        if each.startswith("<")
        else f"<table:table-cell><text:p>{escape(each)}</text:p></table:table-cell>"
        for each in cells
    )
    return f"<table:table-row{more}>{told}</table:table-row>"


def ods_table(*rows, name="Questions"):
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'
