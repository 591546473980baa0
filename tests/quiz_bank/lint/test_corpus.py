"""The rules over questions that nobody here wrote: QUESTION_CORPUS names a folder with a bank in each folder of it."""

import os
from collections import Counter
from pathlib import Path

import pytest

from quiz_bank import check, read_folder

FOLDER = os.environ.get("QUESTION_CORPUS", "")
MOST_PER_QUESTION = 12


@pytest.mark.skipif(
    not FOLDER, reason="set QUESTION_CORPUS to a folder of banks, to see what is found in them"
)
def test_whatever_was_written_elsewhere_is_read_and_found_fault_with_in_measure(
    capsys: pytest.CaptureFixture[str],
) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    questions = 0
    for bank in sorted(each for each in Path(FOLDER).iterdir() if each.is_dir()):
        checked = check(read_folder(bank))
        questions += len(checked.bank.questions) if checked.bank else 0
        counts.update((each.code, each.severity) for each in checked.findings)
    assert questions >= 2_000
    assert counts.total() <= MOST_PER_QUESTION * questions
    with capsys.disabled():
        print(f"\n{questions} questions")
        for (code, severity), count in counts.most_common():
            print(f"{code} {severity}: {count}, one in {questions / count:.0f}")
