"""The page of findings tells of every code there is, and of none that is not."""

import ast
import re
from collections import defaultdict
from pathlib import Path

from quiz_bank.findings import SEVERITIES
from tests.house.source import called, sources

PAGE = (Path(__file__).parents[2] / "docs" / "findings.md").read_text()
CODE = re.compile(r"[A-Z][0-9]{2}")
METHODS = {"error": "error", "warn": "warning", "inform": "information"}


def on_the_page() -> dict[str, set[str]]:
    rows = re.findall(r"^\| ([A-Z][0-9]{2}) \| ([a-z, ]+) \|", PAGE, re.MULTILINE)
    assert len(rows) == len(dict(rows)), "a code stands twice"
    return {code: set(said.split(", ")) for code, said in rows}


def in_the_code() -> dict[str, set[str]]:
    """Code -> the severities that are written beside it; what is worked out is not seen."""
    found: dict[str, set[str]] = defaultdict(set)
    for source in sources("quiz_bank"):
        for call in source.calls:
            texts = [
                each.value
                for each in (*call.args, *(keyword.value for keyword in call.keywords))
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            ]
            for code in filter(CODE.fullmatch, texts):
                method = METHODS.get(called(call).rpartition(".")[2])
                found[code] |= {each for each in texts if each in SEVERITIES} | (
                    {method} if method else set()
                )
    return found


def test_every_code_has_its_row_and_no_row_is_left_over() -> None:
    assert len(in_the_code()) > 100
    assert sorted(on_the_page()) == sorted(in_the_code())


def test_a_row_says_how_grave_it_is() -> None:
    page = on_the_page()
    assert all(said and said <= set(SEVERITIES) for said in page.values())
    assert not {code: said - page[code] for code, said in in_the_code().items() if said - page[code]}
