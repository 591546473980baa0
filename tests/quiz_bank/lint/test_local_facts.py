"""What stands in double braces has to be a name, and has to stand where sites may differ."""

import pytest

from quiz_bank import check
from tests.quiz_bank.formats.test_cases import CHOICES, case
from tests.quiz_bank.texts import COURSE, LESSON, OPTIONS, bank, line_of, linted, question, reading

TYPED = "- [x] = twelve {#a}\n  > Yes.\n- [ ] = * {#other}\n  > Count again.\n"
NOTICE = "- [x] the cut {#a}\n  > words: cut, bleed\n"


def why(text):
    return reading(question(end=f"why: {text}\n"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{{Lead Name}}", "{{lead-name}}"),
        ("{{lead.name}}", "{{lead-name}}"),
        ("{{Chef de service}}", "{{chef-de-service}}"),
        ("{{é}}", "{{e}}"),
        ("{{-x}}", "{{x}}"),
        (f"{{{{{'a' * 61}}}}}", f"{{{{{'a' * 60}}}}}"),
    ],
)
def test_l01_what_cannot_be_a_name_is_told_with_the_nearest_that_can(written, meant):
    read_ = why(f"Ring {written}.")
    (finding,) = linted(read_, "L01")
    assert (finding.severity, finding.line) == ("error", read_.places["Q-1:why"].line)
    assert written in finding.what
    assert meant in finding.remedy


@pytest.mark.parametrize("written", ["{{}}", "{{ }}", "{{!}}"])
def test_l01_where_nothing_was_meant_it_says_what_a_name_is(written):
    (finding,) = linted(why(f"Ring {written}."), "L01")
    assert "small letters" in finding.remedy


@pytest.mark.parametrize(
    "fine",
    [
        "{{lead}}",
        "{{ lead }}",
        "{{lead-name_2}}",
        "`{{Lead Name}}`",
        r"\{{Lead Name}}",
        "{Lead Name}",
        "{{ lead\n  }}",
    ],
)
def test_l01_a_name_and_braces_that_are_meant_as_such_are_fine(fine):
    assert linted(why(f"Ring {fine}."), "L01") == []


@pytest.mark.parametrize("lacking", ["{{lead}", "{lead}}"])
def test_l01_a_brace_that_is_missing_is_a_warning_that_can_be_accepted(lacking):
    (finding,) = linted(why(f"Ring {lacking}."), "L01")
    assert finding.severity == "warning"
    assert "{{lead}}" in finding.remedy
    assert linted(reading(question(end=f"why: Ring {lacking}.\naccept: L01 it is meant so\n")), "L01") == []


@pytest.mark.parametrize("fine", ["{lead}", "{{lead}} {x}", "{a, {b}}", "{{lead}}}"])
def test_l01_braces_that_are_whole_lack_none(fine):
    assert linted(why(f"Ring {fine}."), "L01") == []


def test_l01_is_found_in_every_thing_that_is_told():
    assert linted(reading(lesson=LESSON.replace("Press on it", "Ring {{The lead}}")), "L01")
    assert linted(
        reading(more=case(choices=CHOICES.replace("The bleed slows.", "Ring {{The lead}}."))), "L01"
    )
    assert linted(reading(course=COURSE.replace("draw:", "note: Ring {{The lead}}\ndraw:")), "L01")


def test_l01_in_a_translation_is_found_once_and_in_its_file():
    own = {"course.md": COURSE, "l1.md": LESSON, "q.md": "# Questions\n" + question()}
    said = own["q.md"].replace("Pressing is what slows a bleed.", "Ffoniwch {{Y Pennaeth}}.")
    found = [each for each in check({**own, "q.cy.md": said}).findings if each.code == "L01"]
    assert [(each.file, each.line) for each in found] == [("q.cy.md", line_of(said, "why:"))]


@pytest.mark.parametrize(
    ("head", "options"),
    [
        ("kind: typed\nlesson: L1\ncovers: L1a\n", TYPED.replace("twelve", "{{number}}")),
        ("kind: notice\nlesson: L1\ncovers: L1a\nuse: practice\n", NOTICE.replace("bleed", "{{word}}")),
    ],
)
def test_l02_what_an_answer_is_held_against_may_not_differ_between_sites(head, options):
    read_ = reading(question(head=head, options=options))
    (finding,) = linted(read_, "L02")
    assert (finding.severity, finding.line) == ("error", read_.places["Q-1/a"].line)


@pytest.mark.parametrize(
    ("head", "options"),
    [
        ("kind: typed\nlesson: L1\ncovers: L1a\n", TYPED.replace("Yes.", "Yes. Ring {{lead}}.")),
        ("kind: notice\nlesson: L1\ncovers: L1a\nuse: practice\n", NOTICE.replace("the cut", "{{place}}")),
        ("lesson: L1\ncovers: L1a\n", OPTIONS.replace("Ring her family", "Ring {{lead}}")),
    ],
)
def test_l02_words_that_decide_no_mark_may(head, options):
    assert linted(reading(question(head=head, options=options)), "L02") == []


@pytest.mark.parametrize(
    "course",
    [
        COURSE.replace("First aid at work", "First aid at {{place}}"),
        COURSE.replace("draw:", "link: {{board}} = https://board.example\ndraw:"),
        COURSE.replace("draw:", "link: Board = https://board.example, the board, {{day}}\ndraw:"),
    ],
)
def test_l02_what_a_course_and_its_links_are_known_by_may_not(course):
    (finding,) = linted(reading(course=course), "L02")
    assert finding.severity == "error"


def test_l02_the_address_and_the_owner_of_a_link_and_a_title_of_a_lesson_may():
    course = COURSE.replace("draw:", "link: Board = {{board}}, {{lead}}\ndraw:")
    lesson = LESSON.replace("Stopping a bleed", "Ring {{lead}}")
    assert linted(reading(course=course, lesson=lesson), "L02") == []


def test_a_bank_that_names_facts_is_free_of_other_findings_for_it():
    plain, named = bank(), bank(question(end="why: Pressing is what slows a bleed. Ring {{lead}}.\n"))
    assert {each.code for each in check({"b.md": named}).findings} == {
        each.code for each in check({"b.md": plain}).findings
    }
