"""Word files as Word writes them, made of the few elements that a test is about."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def part(tag: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} xmlns:w="{_WORD}" xmlns:mc="mc">{inner}</w:{tag}>'


def file(body: str, **parts: str) -> bytes:
    """`parts`: styles and numbering."""
    inner = {"document": f"<w:body>{body}</w:body>", **parts}
    return zipped({f"word/{name}.xml": part(name, each) for name, each in inner.items()})


def zipped(files: Mapping[str, str]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return packed.getvalue()


def r(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, own: str = "") -> str:
    """A paragraph of runs; what is no run is one in plain letters."""
    return f"<w:p><w:pPr>{own}</w:pPr>{''.join(each if each[:1] == '<' else r(each) for each in runs)}</w:p>"


def in_list(depth: int, id: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{id}"/></w:numPr>'


def level(depth: int, form: str, pattern: str) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = "") -> str:
    """One form of list, used by the list 1."""
    form = f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
    return f'{form}<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{nums}'


def style(id: str, name: str, inner: str = "", on: str = "") -> str:
    based = f'<w:basedOn w:val="{on}"/>' if on else ""
    return f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{based}{inner}</w:style>'


def styled(id: str) -> str:
    return f'<w:pStyle w:val="{id}"/>'


def table(*rows: Iterable[str]) -> str:
    """Of cells, each a text or paragraphs."""
    cells = ("".join(map(_cell, row)) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def _cell(told: str) -> str:
    return f"<w:tc>{told if told[:1] == '<' else p(told)}</w:tc>"
