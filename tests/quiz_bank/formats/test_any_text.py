"""Whatever is pasted: findings, and never an exception."""

import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz_bank import content_hash, lint, read
from tests.quiz_bank.formats.test_cases import case
from tests.quiz_bank.texts import bank, question

FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
WHOLE = bank(question(), question(id="Q-2"), more=case())
LINES = [
    "---", "# Lesson: A {#L1}", "# Questions", "# Case: B {#CASE-1}", "## C {#Q-1}", "## D {#door}", "## E", "### F",
    "lesson: L1", "covers: L1a L1", "kind: multiple", "kind: order", "kind: match", "kind: sort", "boxes: A {#a} | B",
    "- one {#c1} => A", "- two => {#a}", "- => three {#r3}", "- four {#l1} → B", "1. five {#s1}", "enough: 1 of 2",
    "critical: a b", "choose: 2", "end: good",
    "expect: 3", "why: because", "accept: W03 so", "draw: L1 take 2 each", "pass: 1 of 2", "bank: b", "title: T",
    "atoms: a one | S1 two", "- [x] one {#a}", "- [ ] two", "1. [x] three {#a}", "- (best) go {#a} -> door",
    "- (poor) stay -> back", "- plain", "  > well", "  > coach: so", "> so", "  goes on", "    deep", "Text?", "",
    "", "***", "```", "~~~", "| a | b |", "|---|---|", "%% note", "##x", "{#a}", "![](x.png)", "\u2028", "{{a}}",
]  # fmt: skip


@FEW
@given(st.text())
def test_any_text_reads(text):
    check(text)


@FEW
@given(st.text(alphabet=string.punctuation + " \t\n\r\x00\x0b\x0caxL1é→\u2028"))
def test_any_text_full_of_marks_reads(text):
    check(text)
    check("---\n" + text + "\n---\n" + text)


@settings(FEW, max_examples=150)
@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_any_lines_of_the_form_in_any_order_read(lines):
    check("\n".join(lines))
    check("---\nbank: b\n---\n" + "\n".join(lines))


@settings(FEW, max_examples=100)
@given(st.data())
def test_a_whole_bank_with_any_piece_changed_reads(data):
    start = data.draw(st.integers(0, len(WHOLE)))
    stop = data.draw(st.integers(start, min(len(WHOLE), start + 40)))
    check(WHOLE[:start] + data.draw(st.text(max_size=20) | st.sampled_from(LINES)) + WHOLE[stop:])


@FEW
@given(
    st.dictionaries(
        st.text(max_size=8) | st.sampled_from(["a.md", "a.cy.md"]), st.sampled_from([WHOLE, "", "# x"])
    )
)
def test_any_files_read(files):
    read(files)
    assert len(content_hash(files)) == 64


def test_half_characters_read():
    check(WHOLE.replace("Ola", "\ud800"))
    assert (
        read({"\udcff.md": WHOLE}).findings[0].file == "?.md" if read({"\udcff.md": WHOLE}).findings else True
    )
    assert len(content_hash({"\udcff.md": "\ud800"})) == 64


def test_very_long_lines_and_deep_nesting_read():
    for mark in ("> ", "- ", "[", "`", "{#", "*", "#", "(", " ", "1. "):
        check(WHOLE.replace("Ola has", mark * 3000))


def check(text):
    read_ = read(text)
    lint(read_)
    last = text.count("\n") + text.count("\r") + 1
    assert all(1 <= finding.line <= last for finding in read_.findings)
    assert all(finding.what and finding.remedy for finding in read_.findings)
    assert len(str(read_.findings).splitlines()) == 1
