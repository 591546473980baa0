"""What trainers are given to begin with is free of findings, and has an example of each kind."""

import re
from pathlib import Path

import pytest

from quiz_bank import Bank, check, read_folder
from quiz_bank.kinds import KINDS

ROOT = Path(__file__).parents[2]


def of_the_page() -> dict[str, str]:
    """The examples of the trainers' page, put together as the page tells."""
    page = (ROOT / "docs" / "trainers.md").read_text()
    return {"bank.md": "\n".join(re.findall(r"^```\n(.*?)^```$", page, re.DOTALL | re.MULTILINE))}


def of_the_starter() -> dict[str, str]:
    return read_folder(ROOT / "quiz_bank" / "courses" / "starter")


@pytest.mark.parametrize("files", [of_the_page, of_the_starter])
def test_the_examples_are_free_of_findings_and_show_each_kind(files):
    checked = check(files())
    assert [str(each) for each in checked.findings] == []
    assert isinstance(checked.bank, Bank)
    assert {question.kind for question in checked.bank.questions} == set(KINDS)
    assert checked.bank.cases
