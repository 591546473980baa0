"""Headings are found in the same places whether a page is parsed or only looked through."""

from hypothesis import given, settings
from hypothesis import strategies as st

from quiz_bank.formats.markdown import page as pages
from quiz_bank.formats.markdown.page import Page

BITS = [
    "#",
    "##",
    "#######",
    "# ",
    " ",
    "  ",
    "\t",
    "-",
    "- ",
    "--",
    "* ",
    "1. ",
    "> ",
    "a",
    "a | b",
    "|",
    ":",
    "[x]",
    "\\",
    "=",
    "_",
]
LINE = st.lists(st.sampled_from(BITS), max_size=5).map("".join)
PARSED_ALWAYS = "\n```\n```\n"
"""A fence, so that the whole page is parsed."""


def headings(text):
    return [(each.at, each.level, each.title, each.id) for each in Page("a.md", text, []).headings]


@settings(max_examples=300, deadline=None)
@given(st.lists(LINE, max_size=8).map("\n".join))
def test_a_page_that_need_not_be_parsed_has_the_headings_that_parsing_finds(text):
    body = f"Text.\n\n{text}"
    assert headings(body) == headings(body + PARSED_ALWAYS)


def test_plain_pages_are_not_parsed_and_others_are():
    assert not pages._NEEDS_PARSING.search("# Questions\n\n## A {#Q-1}\n\n- [ ] b {#b}\n  > c\n\nwhy: d")
    for odd in ("```", "a\n   ## b", "***", "- - -", "a | b\n--|--"):
        assert pages._NEEDS_PARSING.search(odd)
