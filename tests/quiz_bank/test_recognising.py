"""What came is told by what it says, where its name does not."""

import pytest

from quiz_bank import FORMATS, packed, read_folder, recognised, write_text
from quiz_bank.checking import check
from quiz_bank.starting import starter, with_course
from tests.banks import kettle

BANK = check(kettle()).bank
WORD = "Fire safety\n\n1. Smoke comes from under a door. What now?\na) Open it.\nb) Leave.\nAnswer: B\n"


def written(name: str) -> bytes:
    return FORMATS[name].write(BANK, {})[0]


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("", write_text(BANK).encode(), "markdown"),
        ("", b"---\ntitle: Tea\n---\n", "markdown"),
        ("", b"Only a sentence that somebody pasted.", None),
        ("page.pdf", b"%PDF", None),
        ("", b"# Lesson: Tea\n\n1. Boil the water.\n2. Wait.\n", "markdown"),
        ("", "\n".join(starter("tea").values()).encode(), "markdown"),
        ("bank.zip", packed(kettle()), "markdown"),
        ("broken.zip", b"PK\x03\x04 and no more", "markdown"),
        ("", WORD.encode(), "pasted"),
        ("fire.txt", WORD.encode(), "pasted"),
        ("fire.txt", "☐ Yes\n☒ No".encode(), "pasted"),
        ("", written("gift"), "gift"),
        ("quiz.txt", b"Who is there? {=Ada ~Bo}\n", "gift"),
        ("quiz.txt", b"It boils. {TRUE}\n", "gift"),
        ("", written("moodle_xml"), "moodle_xml"),
        ("quiz.txt", b"  <quiz><question/></quiz>", "moodle_xml"),
        ("export.zip", written("qti"), "qti"),
        ("quiz.aiken", written("aiken"), "aiken"),
        ("quiz.XML", b"anything", "moodle_xml"),
    ],
)
def test_a_format_is_known_by_its_ending_or_else_by_its_words(
    name: str, content: bytes, format: str | None
) -> None:
    assert recognised(name, content) == format


def test_no_text_of_ours_is_taken_for_another_format() -> None:
    for bank in ("child_a", "starter"):
        for path, text in read_folder(f"quiz_bank/courses/{bank}").items():
            assert recognised("", text.encode()) == "markdown", path


def came(*lessons: str):
    questions = "".join(
        f"{number}. What now?\na) Wait.\nb) Ask.\nc) Go.\nAnswer: B\n\n" for number in range(1, 10)
    )
    text = "".join(f"Lesson: {lesson}\n\n{questions}" for lesson in lessons) or questions
    return FORMATS["pasted"].read({"q.txt": text.encode()})[0].bank


def test_questions_without_a_lesson_come_into_one_of_the_title_that_was_given() -> None:
    bank = with_course(came(), "Fire safety 2026!", "Doors")
    assert (bank.id, bank.title) == ("fire-safety-2026", "Fire safety 2026!")
    assert [(each.id, each.title) for each in bank.lessons] == [("L1", "Doors")]
    assert {each.lesson for each in bank.questions} == {"L1"}
    assert [(group.lessons, group.take) for group in bank.draw] == [(("L1",), 3)]
    assert [(rule.right, rule.of) for rule in bank.passing] == [(3, 3)]


def test_the_course_made_around_questions_draws_from_every_lesson_and_has_no_error_of_its_own() -> None:
    bank = with_course(came(*"ABCDEFGH"), "A course", "")
    assert sum(group.take for group in bank.draw) <= 20
    assert {id for group in bank.draw for id in group.lessons} == {f"L{n}" for n in range(1, 9)}
    errors = {each.code for each in check({"bank.md": write_text(bank)}).errors}
    assert errors == {"Q09"}


@pytest.mark.parametrize("sizes", [[9], [1] * 19 + [100], [1] * 25, [50, 50, 50], [1, 2, 3], [200, 1]])
def test_no_more_than_twenty_are_drawn_or_one_of_each_lesson(sizes: list[int]) -> None:
    (one, *_) = came().questions
    questions = [
        one.model_copy(update={"id": f"Q-{lesson}-{number}", "lesson": f"L{lesson}"})
        for lesson, size in enumerate(sizes)
        for number in range(size)
    ]
    bank = came("A").model_copy(update={"questions": tuple(questions)})
    draw = with_course(bank, "A course", "").draw
    assert len(draw) == len(sizes) and all(group.take >= 1 for group in draw)
    assert sum(group.take for group in draw) <= max(20, len(sizes))


def test_where_nothing_can_be_drawn_the_course_says_what_it_misses() -> None:
    written = FORMATS["gift"].read({"q.gift": b"::A:: What of smoke? {#### Leave.}\n"})[0].bank
    bank = with_course(written, "Fire", "")
    assert [each.kind for each in bank.questions] == ["reflect"]
    assert (bank.draw, bank.passing) == ((), ())
    assert "0 of 0" not in write_text(bank)


@pytest.mark.parametrize(
    ("title", "taken", "id"),
    [
        ("Tea", (), "tea"),
        ("Tea", ("tea",), "tea-2"),
        ("Tea", ("tea", "tea-2"), "tea-3"),
        ("Tea 9", ("tea-9",), "tea-10"),
        ("2026", (), "course"),
        ("Über " * 30, (), None),
    ],
)
def test_the_id_of_a_new_course_is_made_of_its_title_and_is_its_own(
    title: str, taken, id: str | None
) -> None:
    made = with_course(came(), title, "", taken).id
    assert made not in taken
    assert id is None or made == id
    assert len(made) <= 60
