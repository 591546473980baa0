"""Once published, a text reads for ever as it did: what was kept here is never changed, only added to.

Each folder of `kept` holds a bank in the form of its day, with every part of that form, and what it meant as JSON.
Where the form learns something new, a folder is added; where a test here fails, the reader has broken a promise.
"""

from pathlib import Path

import pytest

from quiz_bank import Bank, read, read_folder, write
from quiz_bank.kinds import KINDS

KEPT = sorted((Path(__file__).parent / "kept").iterdir())


@pytest.mark.parametrize("folder", KEPT, ids=lambda folder: folder.name)
def test_a_text_of_an_earlier_day_means_what_it_meant(folder: Path) -> None:
    meant = Bank.model_validate_json((folder / "bank.json").read_text(encoding="utf-8"))
    read_ = read(read_folder(folder))
    assert read_.bank == meant
    assert {each.severity for each in read_.findings} <= {"information"}
    assert read(write(meant)).bank == meant


def test_what_is_kept_has_every_kind_a_case_an_audience_and_a_translation() -> None:
    bank = read(read_folder(KEPT[-1])).bank
    assert bank is not None
    assert {question.kind for question in bank.questions} == set(KINDS)
    assert bank.cases and len(bank.audiences) == 2 and bank.translations
