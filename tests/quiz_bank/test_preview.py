"""A bank looked at on one page without a server: lessons, questions, cases, and what was found, where it was found."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

import quiz_bank
from quiz_bank import check, read_folder, write_text
from quiz_bank.__main__ import main
from quiz_bank.printing import preview
from quiz_bank.prose import prose
from tests.banks import every_kind
from tests.quiz_bank.generated import banks
from tests.quiz_bank.papers import with_case, words
from tests.quiz_bank.texts import OPTIONS, line_of, question
from tests.quiz_bank.texts import bank as text_of

COURSE = Path(quiz_bank.__file__).parent / "courses" / "child_a"
BAD = text_of(
    question(options=OPTIONS.replace("> Pressing slows the bleed for Ola at once.", "> Correct.")),
    question(head="lesson: L1\ncovers: L1b\ndifficult: 3\n", id="Q-2"),
)


def shown(files):
    checked = check(files)
    assert checked.bank is not None
    return preview(checked.bank, checked)


def section(html, id):
    """What stands about one question."""
    return re.search(rf'<section class="question" id="{id}">(.*?)</section>', html, re.DOTALL)[1]


@pytest.fixture(scope="module")
def course():
    return shown(read_folder(COURSE))


def test_everything_in_the_course_is_on_the_page(course):
    bank = check(read_folder(COURSE)).bank
    told = words(course)
    for each in bank.lessons:
        assert words(prose(each.text, 1)) in told
    for each in bank.questions:
        mine = words(section(course, each.id))
        assert words(prose(each.why)) in mine
        assert all(
            words(prose(part.feedback)) in mine for part in each.parts() if each.kind in ("single", "typed")
        )
    for case in bank.cases:
        for step in case.steps:
            for choice in step.choices:
                assert words(prose(choice.coach)) in told


def test_what_is_right_is_marked_and_nothing_else():
    html = shown(every_kind())
    options = re.findall(
        r"<li( class=\"fits\")?><span class=\"mark\">[A-C]</span>.*?KEY-Q-L1-4-([abc])",
        section(html, "Q-L1-4"),
    )
    assert sorted(options, key=lambda each: each[1]) == [(' class="fits"', "a"), ("", "b"), ("", "c")]


def test_each_link_on_the_page_leads_to_a_place_on_it_and_no_place_is_there_twice(course):
    ids = re.findall(r' id="([^"]+)"', course)
    links = re.findall(r'href="#([^"]+)"', course)
    assert len(links) > 40
    assert set(links) <= set(ids)
    assert len(set(ids)) == len(ids)
    assert "CASE-01-teatime" in links


def test_findings_stand_at_the_top_with_file_and_line_and_again_at_their_question():
    html = shown({"bank.md": BAD})
    top = html.partition('aria-label="Contents"')[0]
    line = line_of(BAD, "difficult: 3")
    assert re.search(rf'<a href="#Q-2"><code>bank.md:{line}</code></a>', top)
    assert "Did you mean difficulty:?" in words(section(html, "Q-2"))
    assert "difficult:" not in words(section(html, "Q-1"))
    assert "Warning W08" in words(section(html, "Q-1"))
    assert re.search(r"\d+ errors?, \d+ warnings?", words(top))


def test_what_was_found_at_a_question_that_could_not_be_read_is_not_said_of_the_one_before():
    broken = question(
        options=question().partition("first?\n")[2].partition("\nwhy")[0].replace("[x]", "[ ]"), id="Q-2"
    )
    html = shown({"bank.md": text_of(question(), broken)})
    assert "No option is marked as right." in words(html.partition('aria-label="Contents"')[0])
    assert 'class="findings"' not in section(html, "Q-1")
    assert 'href="#Q-2"' not in html


def test_a_choice_of_a_case_leads_on_or_back_by_a_link():
    bank = with_case()
    html = preview(bank, check({"bank.md": text_of()}))
    door = section(html, "CASE-01-door")
    assert '<a href="#CASE-01-end-well">Go on: Inside</a>' in door
    assert '<a href="#CASE-01-door">Go back and choose again</a>' in door
    assert "It helps most" in words(door)


@settings(max_examples=25, deadline=None)
@given(banks())
def test_whatever_a_bank_holds_a_page_comes_that_brings_no_script(bank):
    hostile = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=y>"
    spoilt = bank.model_copy(update={"about": hostile, "title": hostile, "note": hostile})
    html = preview(spoilt, check({"<script>.md": write_text(bank)}))
    assert not re.search(r"<(script|img|iframe|link|form)|javascript:alert\(1\)\"|@import|url\(", html)
    assert html.count("<h1>") == 1
    assert "&lt;img src=x" in html


def test_the_command_writes_a_page_beside_the_bank_and_not_over_one(tmp_path, capsys):
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "course.md").write_text(text_of(), encoding="utf-8")
    assert main(["preview", str(tmp_path / "bank")]) == 0
    made = tmp_path / "first-aid-preview.html"
    assert "Cut by glass" in made.read_text(encoding="utf-8")
    assert main(["preview", str(tmp_path / "bank")]) == 1
    assert main(["preview", str(tmp_path / "bank"), "--to", str(tmp_path / "other.html")]) == 0
    assert made.read_bytes() == (tmp_path / "other.html").read_bytes()
    (tmp_path / "bank" / "course.md").write_text("# Questions\n", encoding="utf-8")
    assert main(["preview", str(tmp_path / "bank"), "--to", str(tmp_path / "third.html")]) == 2
    assert "Run lint on it first." in capsys.readouterr().err
