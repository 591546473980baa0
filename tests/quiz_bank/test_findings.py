import pytest

from quiz_bank.findings import Finding, letters_apart, listed, nearest, worst_first

LESSONS = ["L1", "L2", "L3", "L4"]


def finding(severity="error", file="a.md", line=1, what="This is wrong.", code="Q01"):
    return Finding(code=code, severity=severity, file=file, line=line, what=what, remedy="Mend it.")


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("wait", "wait", 0), ("wiat", "wait", 1), ("wai", "wait", 1), ("waits", "wait", 1), ("gait", "wait", 1),
     ("wart", "wait", 1), ("", "wait", 4), ("covres", "covers", 1), ("difculty", "difficulty", 2)],
)  # fmt: skip
def test_letters_changed_added_dropped_or_swapped_are_counted(one, other, apart):
    assert letters_apart(one, other) == apart
    assert letters_apart(other, one) == apart


@pytest.mark.parametrize(
    ("word", "among", "meant"),
    [
        ("L33", LESSONS, "L3"),
        ("l3", LESSONS, "L3"),
        ("wiat", ["visit", "called", "wait"], "wait"),
        ("difculty", ["difficulty", "lesson"], "difficulty"),
        ("kettle", LESSONS, None),
    ],
)
def test_the_nearest_match_is_named(word, among, meant):
    assert nearest(word, among) == meant


def test_no_match_is_named_where_several_are_as_near():
    assert nearest("L9", LESSONS) is None


def test_long_lists_are_cut():
    assert listed("abc", 2) == "a, b and 1 more"
    assert listed("ab", 2) == "a, b"


def test_the_worst_comes_first_and_then_the_order_of_reading():
    mixed = [
        finding("information", "a.md", 1),
        finding("warning", "a.md", 2),
        finding("error", "b.md", 3),
        finding("error", "a.md", 9),
    ]
    assert [(each.severity, each.file, each.line) for each in worst_first(mixed)] == [
        ("error", "a.md", 9),
        ("error", "b.md", 3),
        ("warning", "a.md", 2),
        ("information", "a.md", 1),
    ]


def test_a_finding_prints_as_one_line_with_its_place():
    assert str(finding()) == "a.md:1 error Q01 This is wrong. Mend it."
    assert str(finding(what="Odd\u2028words\x1b[1m.")) == "a.md:1 error Q01 Odd words?[1m. Mend it."
