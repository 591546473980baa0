"""A signature lasts as long as what was signed reads the same."""

import os
import subprocess
import sys

import pytest

from quiz_bank import digest_of, read
from tests.banks import kettle


def digest(id: str, *swaps: tuple[str, str]) -> str:
    files = kettle()
    for old, new in swaps:
        assert old in files["questions.md"], old
        files["questions.md"] = files["questions.md"].replace(old, new)
    bank = read(files).bank
    question = bank.question(id) if bank else None
    assert question is not None
    return digest_of(question)


@pytest.mark.parametrize(
    "swap",
    [
        ("KEY-Q-SAFE-1-b That helps less.", "Less."),
        ("first about Q-SAFE-1?", "last about Q-SAFE-1?"),
        ("KEY-Q-SAFE-1-why Because", "Since"),
        ("## Scene Q-SAFE-1", "## Another scene"),
    ],
)
def test_another_word_is_another_text_to_sign(swap):
    assert digest("Q-SAFE-1", swap) != digest("Q-SAFE-1")


def test_what_is_right_is_signed():
    flip = (
        ("Q-SAFE-1.", "Q-SAFE-1."),
        ("- [x] Do the right", "- [ ] Do the right"),
        ("[ ] Do another", "[x] Do another"),
    )
    assert digest("Q-SAFE-1", *flip) != digest("Q-SAFE-1")


def test_what_only_authors_see_is_not_signed():
    before = (
        "## Scene Q-SAFE-1 {#Q-SAFE-1}\n",
        "## Scene Q-SAFE-1 {#Q-SAFE-1}\n%% ask the board about this\n",
    )
    assert digest("Q-SAFE-1", before, ("difficulty: 2", "difficulty: 3")) == digest("Q-SAFE-1")


def test_the_digest_is_the_same_in_every_process():
    code = "from tests.quiz_bank.test_signing import digest; print(digest('Q-L1-M'))"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": ".", "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert told == {digest("Q-L1-M") + "\n"}
