"""The page that teaches the text form: each of its examples is a whole question with nothing wrong in it."""

import re
import textwrap

import pytest

from quiz_bank import lint
from quiz_bank.kinds import KINDS
from tests.house.source import ROOT
from tests.quiz_bank.texts import bank, reading

PAGE = (ROOT / "docs" / "authoring.md").read_text()
EXAMPLES = re.findall(r"^```\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ABOUT_POOLS = {"P01", "P02"}


def test_every_kind_has_a_section_with_an_example():
    assert [each.split(":")[0] for each in re.findall(r"^## (\w+:)", PAGE, re.MULTILINE)] == [
        "single", "multiple", "order", "match", "sort", "typed", "notice", "reflect",
    ]  # fmt: skip
    (read_,) = [reading(*[f"\n{example}" for example in EXAMPLES])]
    assert {question.kind for question in read_.bank.questions} == set(KINDS)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_nothing_is_found_in_an_example(example):
    read_ = reading(f"\n{example}")
    assert read_.findings == ()
    assert [str(each) for each in lint(read_) if each.code not in ABOUT_POOLS] == []
    assert bank(example)


def test_nothing_is_found_in_the_case():
    case = textwrap.dedent(PAGE.partition("## Cases")[2].partition("\n\n    ")[2].replace("\n    ", "\n"))
    read_ = reading(f"\n{EXAMPLES[0]}", more=f"\n{case}")
    assert [each.id for each in read_.bank.cases] == ["CASE-01"]
    assert read_.findings == ()
    assert [str(each) for each in lint(read_) if each.code not in ABOUT_POOLS] == []
