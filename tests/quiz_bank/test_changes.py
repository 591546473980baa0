"""What a new text changes, and whether statistics start again."""

import pytest

from quiz_bank import Bank, Change, Changes, changes, read
from quiz_bank.changes import compared
from tests.banks import kettle


def the_bank(*swaps: tuple[str, str]) -> Bank:
    files = kettle()
    for old, new in swaps:
        assert any(old in text for text in files.values()), old
        files = {path: text.replace(old, new) for path, text in files.items()}
    bank = read(files).bank
    assert bank is not None
    return bank


def changed(*swaps: tuple[str, str]) -> Changes:
    return changes(the_bank(), the_bank(*swaps))


def only(found: Changes) -> Change:
    [change] = found.things
    return change


def test_the_same_text_changes_nothing():
    assert not changed()


def test_words_alone_keep_what_was_counted():
    change = only(changed(("KEY-Q-L1-1-b That helps less.", "KEY-Q-L1-1-b That hardly helps.")))
    assert (change.thing, change.id, change.kind) == ("question", "Q-L1-1", "words")
    assert [part.name for part in change.parts] == ["Feedback on b"]


HEAD = "## Scene Q-L1-1 {#Q-L1-1}\nlesson: L1\ndifficulty: 2\nuse: check"
OPTIONS = "- [x] Do the right thing. {#a}\n  > KEY-Q-L1-1-a That helps.\n- [ ] Do another thing. {#b}"


@pytest.mark.parametrize(
    ("swap", "name"),
    [
        (
            (OPTIONS, OPTIONS.replace("[ ]", "[y]").replace("[x]", "[ ]").replace("[y]", "[x]")),
            "What is right",
        ),
        ((HEAD, HEAD.replace("lesson: L1", "lesson: L2")), "Lesson"),
        ((HEAD, f"{HEAD}\ncritical: yes"), "Critical"),
        ((HEAD, f"{HEAD}\nkind: multiple"), "Kind"),
        ((HEAD, f"{HEAD}\nenough: 1 of 2"), "Counts as right from"),
        ((OPTIONS, OPTIONS.replace("{#b}", "{#d}")), "Options offered"),
    ],
)
def test_what_decides_a_mark_starts_statistics_again(swap, name):
    change = only(changed(swap))
    assert (change.id, change.kind) == ("Q-L1-1", "key")
    assert change.parts[0].name == name
    assert change.parts[0].of_key


def test_a_new_id_is_a_new_question_and_one_gone_is_retired():
    found = changed(("{#Q-L1-1}", "{#Q-L1-9}"))
    assert [(each.id, each.kind) for each in found.things] == [("Q-L1-9", "new"), ("Q-L1-1", "retired")]
    assert found.of("retired")[0].title == "Scene Q-L1-1"


def test_lessons_and_cases_are_compared_too():
    found = changed(("Teaching text of L2.", "Teaching words of L2."), ("Turn it off.", "Take it off."))
    assert [(each.thing, each.id, each.kind) for each in found.things] == [
        ("lesson", "L2", "words"),
        ("case", "CASE-K", "words"),
    ]
    assert [part.name for part in found.things[1].parts] == ["Choice off of boil"]


def test_the_blueprint_is_told_before_the_words_of_the_course():
    found = changed(("pass: 4 of 5", "pass: 5 of 5"), ("The kettle review", "The tea review"))
    assert [(part.name, part.of_key) for part in found.course] == [("Pass mark", True), ("Title", False)]
    before, after = found.course[0].before.split("\n"), found.course[0].after.split("\n")
    assert (before[0], after[0], before[1:]) == ("4 of 5", "5 of 5", after[1:])


def test_words_side_by_side_put_together_give_both_texts():
    before, after = "Ask her what she noticed.", "Ask her what else she has noticed."
    pieces = compared(before, after)
    assert "".join(each.text for each in pieces if each.kind != "new") == before
    assert "".join(each.text for each in pieces if each.kind != "gone") == after
    assert next(each.text for each in pieces if each.kind == "same") == "Ask her what "


def test_texts_with_little_in_common_are_told_whole():
    assert [each.kind for each in compared("One thing here.", "Nothing of that kind at all")] == [
        "gone",
        "new",
    ]
