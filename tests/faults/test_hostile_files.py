"""Files that somebody made to do harm, or that broke on the way: read or refused in plain words, fast and small."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz_bank import FORMATS, FilesUnreadable, convert
from tests.quiz_bank.formats.workbooks import HEADINGS, ROW, asking, ods, ods_row, ods_table, sheet, workbook

MOST_SECONDS, MOST_MEBIBYTES = 2.0, 256
_LAUGHS = b'<!DOCTYPE quiz [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%s;" % (str(n - 1).encode() if n else b"") * 10) for n in range(9)
)
_ONE = (
    b'<question type="multichoice"><name><text>%s</text></name><questiontext><text>%s</text></questiontext>'
)
_ONE += b"</question>"
_SHARING = "<row>" + '<c t="s"><v>0</v></c>' * 8 + "</row>"
_STYLED = "<styleSheet><cellXfs>%s</cellXfs></styleSheet>"
_MERGED = '<mergeCell ref="A1:A1048576"/>'


def _sheet(rows: str, shared: str = "") -> bytes:
    """A workbook with these rows under headings, and one text that cells share."""
    return workbook({"Questions": sheet(HEADINGS, rows)}, strings=[f"<t>{shared}</t>"])


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "nothing": lambda size: b"",
    "laughs": lambda size: _LAUGHS + b"]><quiz>&a8;</quiz>",
    "one entity many times": lambda size: (
        b'<!DOCTYPE quiz [<!ENTITY a "%s">]><quiz>%s</quiz>' % (b"x" * 9999, b"&a;" * (size // 3))
    ),
    "a file of this machine": lambda size: (
        b'<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>'
    ),
    "an address": lambda size: b'<!DOCTYPE quiz [<!ENTITY % a SYSTEM "http://192.0.2.1/a">%a;]><quiz/>',
    "many elements": lambda size: b"<quiz>" + b"<a/>" * (size // 4) + b"</quiz>",
    "many inside a question": lambda size: (
        b"<quiz><question>" + b"<a/>" * (size // 4) + b"</question></quiz>"
    ),
    "deep": lambda size: b"<quiz>" + b"<a>" * (size // 3),
    "deep html": lambda size: b"<quiz>" + _ONE % (b"x", b"&lt;b&gt;" * (size // 9)) + b"</quiz>",
    "many small questions": lambda size: b"<quiz>" + b"<question/>" * (size // 11) + b"</quiz>",
    "one attribute": lambda size: b'<quiz a="' + b"x" * size + b'"/>',
    "cut off": lambda size: b"<quiz>" + (_ONE % (b"a", b"b")) * (size // 150),
    "braces": lambda size: b"{" * size,
    "braces and gaps": lambda size: b"Who?{=a\n\n" * (size // 9),
    "answers without end": lambda size: b"Who?{" + b"=a~b#c" * (size // 6) + b"}",
    "backslashes": lambda size: b"\\" * size,
    "colons": lambda size: b"::" * (size // 2),
    "weights": lambda size: b"Who?{" + b"~%50%x" * (size // 6) + b"}",
    "small gift questions": lambda size: b"a{T}\n\n" * (size // 6),
    "comments": lambda size: b"//\n" * (size // 3),
    "small aiken questions": lambda size: b"a\nA. b\nB. c\nANSWER: A\n" * (size // 23),
    "options": lambda size: b"a\n" + b"A. b\n" * (size // 5),
    "one line": lambda size: b"x" * size,
    "blanks": lambda size: b" \n" * (size // 2),
    "stars": lambda size: b"*a_" * (size // 3),
    "tags in gift": lambda size: b"<b><p><" * (size // 7) + b"{T}",
    "headings": lambda size: b"---\nbank: b\n---\n# Questions\n" + b"## a\n" * (size // 5),
    "quotes": lambda size: b"---\nbank: b\n---\n# Questions\n## a\n- [ ] a\n" + b"> b\n" * (size // 4),
    "nul": lambda size: b"\0" * size,
    "half characters": lambda size: b"\xed\xa0\x80" * (size // 3),
    "right to left": lambda size: "\u202e# \u05d0{T}\n\n".encode() * (size // 12),
    "utf-7": lambda size: b'<?xml version="1.0" encoding="UTF-7"?>+ADw-quiz+AD4-',
    "utf-16": lambda size: '<?xml version="1.0" encoding="UTF-16"?><quiz/>'.encode("utf-16"),
    "zip": lambda size: b"PK\x03\x04" + b"\0" * size,
    "empty rows of a sheet": lambda size: _sheet("<row/>" * min(size // 6, 490_000)),
    "cells of one row": lambda size: _sheet(f"<row>{'<c><v>1</v></c>' * min(size // 15, 120_000)}</row>"),
    "a long word in many cells": lambda size: _sheet(_SHARING * min(size // 20, 2_000), "x" * 1_000),
    "questions of a sheet": lambda size: _sheet(_SHARING * min(size // 20, 24_000), "A"),
    "styles of cells": lambda size: workbook(
        {}, more={"xl/styles.xml": _STYLED % ("<xf/>" * min(size // 5, 490_000))}
    ),
    "merged cells": lambda size: asking(ROW, after=_MERGED * min(size // 30, 120_000)),
    "rows repeated": lambda size: ods(
        ods_table(ods_row(HEADINGS), ods_row(ROW, f' table:number-rows-repeated="{size}"'))
    ),
}
_SLOW = {"markdown"}
"""Our own text is read by Markdown's rules, and its size is bounded where it comes in."""


def taken(format: str, content: bytes) -> float:
    """Seconds of this process's own work until it is read or refused."""
    began = time.process_time()
    try:
        convert({"sent": content}, format, "markdown", leave_out=True)
    except FilesUnreadable:
        return time.process_time() - began
    return time.process_time() - began


@pytest.fixture
def size(request: pytest.FixtureRequest) -> int:
    return 10_000_000 if request.config.getoption("--long") else 100_000


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("format", sorted(FORMATS))
def test_is_read_or_refused_in_plain_words_and_in_time(format: str, name: str, size: int) -> None:
    content = HOSTILE[name](min(size, 200_000) if format in _SLOW else size)
    assert taken(format, content) < MOST_SECONDS * (4 if format in _SLOW else 1)


def test_memory_stays_small_whatever_is_sent(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--long"):
        pytest.skip("Takes a minute; run: make faults")
    for name in HOSTILE:
        asked = f"from tests.faults import test_hostile_files as t; print(t.most_memory({name!r}))"
        done = subprocess.run(
            [sys.executable, "-c", asked], capture_output=True, text=True, timeout=300, check=True
        )
        assert int(done.stdout) <= MOST_MEBIBYTES, name


def most_memory(name: str) -> int:
    """MiB that this process came to hold while it read the file as each format but our own."""
    for format in sorted(set(FORMATS) - _SLOW):
        taken(format, HOSTILE[name](10_000_000))
    status = Path("/proc/self/status").read_text()
    [kilobytes] = re.findall(r"VmHWM:\s+(\d+) kB", status)
    return int(kilobytes) // 1024


PIECES = [
    b"<quiz>", b"</quiz>", b"<question type='multichoice'>", b"</question>", b"<text>", b"</text>",
    b"<answer fraction='100'>", b"</answer>", b"<![CDATA[", b"]]>", b"&lt;", b"<!--", b"{", b"}", b"=",
    b"~", b"#", b"####", b"%50%", b"->", b"::", b"\n", b"\n\n", b"$CATEGORY: a/b\n", b"// [id:x]\n",
    b"A. a\n", b"B) b\n", b"ANSWER: A\n", b"T", b"\\", b"\xff", b"\x00", "“é".encode(), b"[html]",
    b"<p>", b"<table><tr><td>", b"<img src=x>", b"---\n", b"# Questions\n", b"- [x] a\n",
]  # fmt: skip


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_any_bytes_are_read_or_refused(format: str, request: pytest.FixtureRequest) -> None:
    examples = 5_000 if request.config.getoption("--long") else 60
    tried = []

    def check(content: bytes) -> None:
        tried.append(taken(format, content))
        taken(format, b"<quiz>" + content + b"</quiz>")

    pieces = st.lists(st.sampled_from(PIECES) | st.binary(max_size=4), max_size=30).map(b"".join)
    quiet = settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    quiet(given(pieces | st.binary(max_size=200))(check))()
    assert len(tried) >= 60
