"""One typst compiler, its own fonts, one page at a time."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from threading import Lock

import typst

HERE = Path(__file__).parent
DRAWABLE = (HERE / "drawable.typ").read_bytes()

_compiler = typst.Compiler(
    root=HERE,
    font_paths=typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"]
    ),
)
_one_at_a_time = Lock()


def typeset(source: bytes, inputs: dict[str, str], dated: date) -> bytes:
    """A PDF/UA-1 file; the same bytes for the same source, inputs and date.

    PDF/UA forbids a sign without a shape: for such text typst.TypstError is raised.
    """
    with _one_at_a_time:
        pdf = _compiler.compile(
            input=source,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(dated, time(), UTC),
        )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no PDF")
    return pdf


def can_draw(text: str) -> bool:
    """Asked of typst itself: a list of characters would miss marks that no one font can place."""
    try:
        typeset(DRAWABLE, {"text": text}, date(2000, 1, 1))
    except typst.TypstError:
        return False
    return True
