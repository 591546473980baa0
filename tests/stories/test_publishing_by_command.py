"""The command line publishes too, and says what is still to be signed."""

import pytest

from api import courses, sign_offs
from api.commands.data import publish
from api.store import Store
from tests.banks import kettle
from tests.cast import COURSE
from tests.clock import START
from tests.rules import deeds


@pytest.fixture
def bank(store: Store, tmp_path, monkeypatch: pytest.MonkeyPatch):
    """A folder with the kettle bank, and the settings of the test's own store."""
    monkeypatch.setenv("DEBRIEF_ADDRESS", "https://debrief.test")
    monkeypatch.setenv("DEBRIEF_ISSUER", "Kettle council")
    monkeypatch.setenv("DEBRIEF_DATABASE_URL", store.url)
    folder = tmp_path / "bank"
    folder.mkdir()
    for path, text in kettle("1.3.0").items():
        (folder / path).write_text(text)
    return folder


def test_it_says_what_is_not_signed_yet(store: Store, bank, capsys: pytest.CaptureFixture[str]) -> None:
    publish(bank)
    told = capsys.readouterr().out
    assert "is published as edition 2." in told
    assert "Draft: not yet approved for mandatory training: 5 parts are not signed." in told
    with store.writing() as db:
        assert courses.newest(db, COURSE).version == "1.3.0"
        subjects = list(sign_offs.wanted(courses.newest(db, COURSE)))
        tess, day = deeds.person(db, "tess"), START.date()
        sign_offs.sign(db, tess, COURSE, 2, subjects, "Nell Ashdown", "Lead", day, START)
    publish(bank)
    assert capsys.readouterr().out == "“The kettle review” is published as edition 2.\n"


def test_a_bank_with_errors_is_told_line_by_line_and_not_published(
    store: Store, bank, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = (bank / "questions.md").read_text().replace("[x]", "[ ]")
    (bank / "questions.md").write_text(broken)
    with pytest.raises(SystemExit) as ended:
        publish(bank)
    assert ended.value.code == 1
    assert "questions.md:3 No option is marked as right." in capsys.readouterr().err
    with store.reading() as db:
        assert courses.newest(db, COURSE).number == 1
