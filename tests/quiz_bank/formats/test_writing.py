"""Our own form, written: one clean form, and reading it gives the bank back."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from quiz_bank import Option, read, read_folder, write, write_text
from quiz_bank.kinds.match import MatchQuestion
from quiz_bank.kinds.sort import SortQuestion
from tests.quiz_bank.formats.test_any_text import LINES, WHOLE
from tests.quiz_bank.formats.test_cases import case
from tests.quiz_bank.generated import kept
from tests.quiz_bank.texts import COURSE, HEAD, LESSON, OPTIONS, bank, only, question, reading

FEW = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
NASTY = [
    "# Kit", "## Kit", "#### Kit", "##Kit", "> Kit", "15. Kit", "- [ ] Kit", "1) [x] Kit",
    "=> Kit", "-> Kit", "Kit {#x}", "`{#x}` {#y}", "{{name}}", "Kit\\", "\\{#x}", "---", "***",
    "```", "```\nKit\n```", "> ~~~\n> Kit", "`Kit", "%% Kit", "why: Kit", "lesson: L2",
    "lessn: L2", "coach: Kit", "- (best) Kit -> now", "“Kit’s”", "\u202eKit\u202c", "שלום",
    "One.\n\nTwo.", "One.\r\nTwo.\rThree.", "  Kit  ", "| a |\n|---|", "[Kit]: x", "\ufeffKit",
    "\u2028Kit", "Kit: 7", "- one\n- two", "    Kit", "Kit\n===", "Kit\n---", "<b>Kit</b>",
    "&amp; Kit", "*Kit*",
]  # fmt: skip


def test_the_shipped_course_is_written_and_read_back():
    shipped = read(read_folder("quiz_bank/courses/child_a")).bank
    written = write(shipped)
    assert read(written).bank == shipped
    assert read(written).findings == ()
    assert write(read(written).bank) == written
    assert read(write_text(shipped)).bank == shipped


def test_a_clean_bank_is_written_as_a_trainer_would_write_it():
    text = bank(more=case())
    assert write_text(read(text).bank) == (
        COURSE.replace("pass", "language: en-GB\npass").replace("draw", "tries: 3\ndraw")
        + f"\n{LESSON}\n# Questions\n{question()}\n{case()}".replace("→", "->")
    )


def test_the_files_are_numbered_in_their_order_and_questions_stand_by_lesson():
    lessons = LESSON + "\n# Lesson: Two {#L2}\n\nText.\n"
    head = "lesson: L2\n"
    read_ = reading(
        question(), question(head=head, id="Q-2"), question(id="Q-3"), lesson=lessons, more=case()
    )
    written = write(read_.bank)
    assert list(written) == [
        "course.md", "lessons/01-l1.md", "lessons/02-l2.md", "questions/01-l1.md", "questions/02-l2.md",
        "questions/03-l1.md", "cases/01-case-01.md",
    ]  # fmt: skip
    assert [each.id for each in read(written).bank.questions] == ["Q-1", "Q-2", "Q-3"]


def test_ids_that_were_given_are_written():
    read_ = reading(question(id="", options=OPTIONS.replace(" {#a}", "")))
    assert read_.findings
    assert read(write(read_.bank)).bank == read_.bank
    assert read(write(read_.bank)).findings == ()


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("place", ["title", "text", "why", "note", "source"])
def test_words_of_a_question_that_look_like_a_part_of_the_form_stay_words(place, text):
    kept(with_question({place: text}))


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("place", ["text", "feedback"])
def test_so_do_those_of_an_option(place, text):
    options = only(reading()).options
    kept(with_question({"options": (options[0].model_copy(update={place: text}), *options[1:])}))


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("place", ["title", "text", "outcome", "source"])
def test_so_do_those_of_a_lesson(place, text):
    whole = reading().bank
    kept(whole.model_copy(update={"lessons": (whole.lessons[0].model_copy(update={place: text}),)}))


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("place", ["title", "about", "note"])
def test_so_do_those_of_the_course(place, text):
    kept(reading().bank.model_copy(update={place: text}))


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("place", ["text", "feedback", "coach"])
def test_so_do_those_of_a_choice(place, text):
    whole = reading(more=case()).bank
    step = whole.cases[0].steps[0]
    changed = step.choices[0].model_copy(update={place: text})
    step = step.model_copy(update={"text": text, "choices": (changed, *step.choices[1:])})
    steps = (step, *whole.cases[0].steps[1:])
    kept(whole.model_copy(update={"cases": (whole.cases[0].model_copy(update={"steps": steps}),)}))


def test_the_authors_notes_are_written_under_the_thing_they_stand_with():
    read_ = read(
        "%% one\n"
        + bank(question(head="%% two\n" + HEAD), more=case().replace("\nAt work", "\n%% three\nAt work"))
    )
    written = write_text(read_.bank)
    assert read(written).bank == read_.bank
    assert "## Cut by glass Q-1 {#Q-1}\n%% two\nlesson: L1\n" in written


@FEW
@given(st.data())
def test_whatever_reads_without_an_error_is_kept_exactly(data):
    start = data.draw(st.integers(0, len(WHOLE)))
    stop = data.draw(st.integers(start, min(len(WHOLE), start + 30)))
    new = data.draw(st.lists(st.sampled_from(LINES), max_size=3).map("\n".join) | st.text(max_size=10))
    read_ = read(WHOLE[:start] + new + WHOLE[stop:])
    assume(read_.bank and not any(each.severity == "error" for each in read_.findings))
    assert read(write(read_.bank)).bank == read_.bank


def with_question(update):
    whole = reading().bank
    return whole.model_copy(update={"questions": (whole.questions[0].model_copy(update=update),)})


LEFTS = ["a`", "a```", "`a` and `", "\\`a`", "\\\\`", "`` a ` b", "```"]


@pytest.mark.parametrize("left", LEFTS)
@pytest.mark.parametrize("right", ["m`q", "m ``` q", "`q`", "x`` y"])
def test_no_code_spans_from_one_side_of_a_pair_to_the_other(left, right):
    common = {"id": "Q-1", "title": "T", "lesson": "L1", "text": "What?", "right": {"a": "c", "b": "d"}}
    rows, places = ((Option(id=one, text=text), Option(id=two, text="Kit"))
                    for one, two, text in (("a", "b", left), ("c", "d", right)))  # fmt: skip
    for question_ in (
        MatchQuestion(**common, lefts=rows, rights=places),
        SortQuestion(**common, cards=rows, boxes=places),
    ):
        made = read(bank()).bank.model_copy(update={"questions": (question_,)})
        again = read(write(made))
        assert {each.code for each in again.findings if each.severity == "error"} <= {"Q09"}, write(made)
        assert write(again.bank) == write(made)
        (found,) = again.bank.questions
        assert [each.text.replace("\\", "") for each in found.rows("ab")] == [left.replace("\\", ""), "Kit"]


@pytest.mark.parametrize("fence", ["~~~ Kit", "```", "+ ~~~ Kit", "> ```", "- - ~~~"])
def test_a_fence_that_opens_within_an_option_shows_nothing_else_as_code(fence):
    made = read(bank()).bank
    (first,) = made.questions
    options = (Option(id="x", text=fence, feedback="Kit"), *first.options[1:])
    question_ = first.model_copy(update={"options": options, "right": options[1].id})
    again = read(write(made.model_copy(update={"questions": (question_,)})))
    assert not [each for each in again.findings if each.severity == "error"]
    assert again.bank.questions[0].options[0].text.replace("\\", "") == fence
    assert write(again.bank) == write(made.model_copy(update={"questions": (question_,)}))
