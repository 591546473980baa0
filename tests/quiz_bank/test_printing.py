"""A bank on paper: a workbook without a key, and the key apart."""

import re
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given, settings

import quiz_bank
from quiz_bank import Option, PassRule, read, read_folder
from quiz_bank.__main__ import main
from quiz_bank.kinds import KINDS
from quiz_bank.kinds.order import OrderQuestion
from quiz_bank.printing import NothingToPrint, workbook
from quiz_bank.printing.forms import Sheet, lettered
from quiz_bank.printing.keys import in_short
from quiz_bank.prose import inline, prose
from tests.banks import every_kind
from tests.quiz_bank.generated import banks
from tests.quiz_bank.papers import with_case, words
from tests.quiz_bank.texts import bank as text_of

COURSE = Path(quiz_bank.__file__).parent / "courses" / "child_a"


@pytest.fixture(scope="module")
def course():
    return read(read_folder(COURSE)).bank


def test_every_kind_of_question_has_a_form_on_paper_and_a_key():
    bank = read(every_kind()).bank
    assert {question.kind for question in bank.questions} == set(KINDS)
    for question in bank.questions:
        printed = workbook(bank.model_copy(update={"questions": (question,)}))
        assert re.search('class="(ticks|blanks|lines)"', printed.workbook), question.kind
        told = words(printed.key)
        assert ("Right: " in told) == question.scored, question.kind
        assert ("What to look for" in told or "One way to put it" in told) != question.scored, question.kind


def test_the_workbook_tells_no_feedback_no_reason_and_nothing_of_what_is_right(course):
    printed = workbook(course.model_copy(update={"cases": ()}))
    told = words(printed.workbook)
    assert printed.questions > 90
    for question in course.meant_for().questions:
        for secret in (question.why, *(part.feedback for part in question.parts())):
            assert not secret or words(prose(secret)) not in told
    assert "Right" not in re.findall(r"\w+", told.replace("Right to", ""))
    assert 'class="fits"' not in printed.workbook


def test_the_key_tells_of_each_question_its_number_what_is_right_why_and_all_feedback(course):
    told = words(workbook(course).key)
    for question in course.meant_for().questions:
        shown = [option for option in question.parts() if option.feedback and question.scored]
        for part in (question.why, *(option.feedback for option in shown if question.places(()) == ())):
            assert words(prose(part)) in told
    assert re.search(r"1\. The first plan Right: [A-D] ", told)


def test_the_letters_of_the_key_are_those_of_the_workbook(course):
    for number, question in enumerate(course.questions, 1):
        sheet = Sheet(number, question)
        if not (sheet.rows and question.right_ids()):
            continue
        letters = in_short(sheet).split(", ")
        meant = [row.id for row, letter in zip(sheet.rows, "ABCDEFGH", strict=False) if letter in letters]
        assert set(meant) == question.right_ids()


def test_an_order_is_not_printed_as_it_belongs_and_its_key_puts_it_right():
    steps = tuple(Option(id=f"s{n}", text=f"Step {n}") for n in range(8))
    sheet = Sheet(1, OrderQuestion(id="Q-1", title="Steps", lesson="L1", text="In which order?", steps=steps))
    printed = {letter: row.text for row, letter in zip(sheet.rows, "ABCDEFGH", strict=True)}
    assert list(printed.values()) != [step.text for step in steps]
    assert [printed[letter] for letter in in_short(sheet).split(", ")] == [step.text for step in steps]


def test_it_is_the_same_paper_whenever_it_is_printed(course):
    assert workbook(course) == workbook(course)


def test_what_is_asked_before_a_lesson_comes_first_in_it(course):
    told = words(workbook(course, lessons=("L3",)).workbook)
    mine = [each for each in course.questions if each.lesson == "L3"]
    first = next(each for each in mine if each.use == "before")
    assert mine[0] != first
    assert told.index(f"1. {first.title}") < min(told.index(each.title) for each in mine if each != first)


def test_letters_go_on_after_z():
    ids = [str(n) for n in range(60)]
    letters = list(lettered(ids).values())
    assert (letters[0], letters[25], letters[26], letters[51], letters[52]) == ("A", "Z", "AA", "AZ", "BA")
    assert len(set(letters)) == 60


def test_on_paper_each_choice_of_a_case_leads_to_what_follows_and_from_there_on():
    told = words(workbook(with_case()).workbook)
    for choice, follows, onwards in (
        ("Wait.", "They open.", "Go on to step 2."),
        ("Leave.", "It rains.", "Go back to step 1 and choose again."),
    ):
        number = re.search(rf"{re.escape(choice)} Turn to (\d+)\.", told)[1]
        assert f"{number} {follows} {onwards}" in told.partition("What follows")[2]
    assert "The case ends here." in told


def test_the_numbers_to_turn_to_stand_in_no_order_and_each_is_there_once(course):
    printed = workbook(course.model_copy(update={"questions": (), "cases": course.cases[:1]})).workbook
    numbers = [int(each) for each in re.findall(r"Turn to (\d+)\.", printed)]
    assert len(numbers) > 20
    assert sorted(numbers) == list(range(1, len(numbers) + 1)) != numbers


def test_what_a_choice_is_worth_stands_in_the_key_alone():
    printed = workbook(with_case())
    for secret in ("It helps most", "Another way helps more", "You waited.", "at 4 of 10"):
        assert secret in words(printed.key)
        assert secret not in words(printed.workbook)


def test_only_what_is_asked_for_is_printed(course):
    all_of_it = workbook(course)
    third = workbook(course, lessons=("L3",))
    assert 0 < third.questions < all_of_it.questions
    assert workbook(course, use="check").cases == 0
    assert workbook(course, use="check").questions < all_of_it.questions
    assert "community" in course.audiences
    assert workbook(course, "community").questions < all_of_it.questions
    with pytest.raises(NothingToPrint):
        workbook(course.model_copy(update={"questions": (), "cases": ()}))


@settings(max_examples=40, deadline=None)
@given(banks())
def test_whatever_a_bank_holds_the_files_bring_no_script_and_ask_nothing_from_elsewhere(bank):
    hostile = (
        "<script>alert(1)</script> ![x](https://example.org/x.png) ![](javascript:x) ![y](../../x.png) "
        "<img src=x onerror=y> </style>"
    )
    spoilt = bank.model_copy(
        update={
            "title": hostile,
            "language": '"><script>',
            "passing": (PassRule(right=1, of=1),),
            "questions": tuple(
                each.model_copy(update={"title": hostile, "text": f"{hostile}\n\n{each.text}", "audience": "",
                                        "why": hostile, "lesson": bank.lessons[0].id})
                for each in bank.questions
            ),
            "lessons": (bank.lessons[0].model_copy(update={"audience": ""}), *bank.lessons[1:]),
        }
    )  # fmt: skip
    try:
        printed = workbook(spoilt)
    except NothingToPrint:
        assert not bank.questions
        return
    for html in (printed.workbook, printed.key, printed.together):
        assert not re.search(r"<(script|iframe|link|form)|<img|\son\w+\s*=\s*[^&]*>|@import|url\(", html)
        assert html.count("<style>") == html.count("</style>") == 1
        assert html.count("<h1>") == 1


PICTURE = b"\x89PNG\r\n\x1a\n"
PICTURED = text_of().replace("Ola has cut", "![A cut & a <plaster>](pictures/c%C3%BAt.png)\n\nOla has cut")


def test_a_picture_of_the_bank_is_put_in_with_its_words_and_a_missing_one_is_told_in_words():
    bank = read({"course.md": PICTURED}).bank
    html = workbook(bank, pictures={"pictures/cút.png": PICTURE}).workbook
    assert (
        f'<img src="data:image/png;base64,{b64encode(PICTURE).decode()}" alt="A cut &amp; a &lt;plaster&gt;">'
        in html
    )
    assert "[Picture: A cut & a <plaster>]" in words(workbook(bank).workbook)


def test_where_no_picture_can_be_shown_its_words_stand_for_it():
    assert prose("See ![a *cut* <b>](pictures/x.png).") == "<p>See [Picture: a cut &lt;b&gt;].</p>\n"
    assert inline("![a cut](pictures/x.png)") == "[Picture: a cut]"


def test_the_command_finds_the_pictures_of_a_bank(tmp_path):
    (tmp_path / "bank" / "pictures").mkdir(parents=True)
    (tmp_path / "bank" / "course.md").write_text(PICTURED, encoding="utf-8")
    (tmp_path / "bank" / "pictures" / "cút.png").write_bytes(PICTURE)
    for command in ("print", "preview"):
        made = tmp_path / f"{command}.html"
        assert main([command, str(tmp_path / "bank"), "--to", str(made)]) == 0
        assert b64encode(PICTURE).decode() in made.read_text(encoding="utf-8")


@pytest.fixture
def bank_file(tmp_path):
    path = tmp_path / "bank.md"
    path.write_text(text_of(), encoding="utf-8")
    return str(path)


def test_the_command_writes_both_files_apart_or_one_and_never_over_anything(bank_file, tmp_path, capsys):
    apart, one = tmp_path / "apart", tmp_path / "one.html"
    assert main(["print", bank_file, "--to", str(apart)]) == 0
    assert sorted(file.name for file in apart.iterdir()) == ["key.html", "workbook.html"]
    assert main(["print", bank_file, "--to", str(one)]) == 0
    assert 'class="apart"' in one.read_text(encoding="utf-8")
    before = one.read_bytes()
    assert main(["print", bank_file, "--to", str(one)]) == 1
    assert one.read_bytes() == before
    assert "already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--lesson", "L11"], "There is no lesson L11. Did you mean L1?"),
        (["--audience", "community"], "There is no audience community. This bank names no audience."),
        (["--use", "practice", "--lesson", "L1"], "There is no question and no case like that."),
    ],
)
def test_what_is_not_there_to_be_printed_is_said_in_plain_words(bank_file, tmp_path, capsys, asked, said):
    Path(bank_file).write_text(
        text_of().replace("lesson: L1\n", "lesson: L1\nuse: check\n"), encoding="utf-8"
    )
    assert main(["print", bank_file, "--to", str(tmp_path / "new"), *asked]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
