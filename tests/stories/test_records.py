"""What somebody did is written out and marked again by the library alone, to the same result."""

from collections.abc import Callable
from pathlib import Path

import pytest

from api import audit, courses
from api.commands.records import write_record
from api.store import Store
from quiz_bank import read
from quiz_bank.__main__ import main
from quiz_bank.kinds import KINDS
from tests.banks import every_kind, kettle, right, wrong
from tests.cast import COURSE, PEOPLE, Learner
from tests.clock import START, StoppedClock

SignIn = Callable[[str], Learner]


@pytest.fixture
def write_out(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Path]:
    """Writes out an attempt of the test's own store by the command. Gives the folder."""
    monkeypatch.setenv("DEBRIEF_ADDRESS", "https://debrief.test")
    monkeypatch.setenv("DEBRIEF_ISSUER", "Kettle council")
    monkeypatch.setenv("DEBRIEF_DATABASE_URL", store.url)

    def written(attempt: int) -> Path:
        write_record(attempt, to=tmp_path / f"record-{attempt}")
        return tmp_path / f"record-{attempt}"

    return written


def publish(store: Store, files: dict[str, str]) -> None:
    with store.writing() as db:
        courses.publish(db, files, "Kettle council", START)


def take(learner: Learner, missed: frozenset[str] = frozenset()) -> int:
    """A whole check in which some questions, named by how their ids end, are not right."""
    attempt = learner.attempt()
    answer_all(learner, attempt, missed)
    return attempt


def answer_all(learner: Learner, attempt: int, missed: frozenset[str] = frozenset()) -> None:
    for question in learner.questions(attempt):
        given = wrong(question) if question.endswith(tuple(missed)) else right(question)
        assert learner.answers(attempt, question, **given).status_code == 201
    assert learner.hands_in(attempt).status_code == 200


def practise(learner: Learner, lesson: str, most: int) -> None:
    """Answers so many of the questions that are open in the round under way, or in a new one."""
    attempt = learner.post_json(f"/api/courses/{COURSE}/lessons/{lesson}/practice").json()["attempt"]
    done = learner.get(f"/api/practice/{attempt}").json()
    for line in [each for each in done["lines"] if not each["answered"]][:most]:
        here = f"/api/practice/{attempt}/questions/{line['question']}"
        assert learner.post_json(f"{here}/responses", **right(line["question"])).status_code == 201


def said(capsys: pytest.CaptureFixture[str], folder: Path) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["replay", str(folder)])
    return code, capsys.readouterr().out


@pytest.mark.parametrize("missed", [(), ("-SORT", "-M"), ("-TYPED", "-ORDER", "-MATCH", "-4")])
def test_a_check_with_every_kind_is_marked_again_to_the_same_score(
    ada: Learner, store: Store, write_out, capsys: pytest.CaptureFixture[str], missed: tuple[str, ...]
) -> None:
    publish(store, every_kind())
    ada.reads_everything()
    attempt = take(ada, frozenset(missed))
    result = ada.get(f"/api/attempts/{attempt}/result").json()
    code, told = said(capsys, write_out(attempt))
    bank = read(every_kind()).bank
    asked = {bank.question(id).kind for id in ada.questions(attempt)}
    assert asked == {kind for kind, made in KINDS.items() if made.drawable}
    assert f"{result['right']} of {result['total']} right" in told
    assert "nothing differs from the record" in told
    assert code == 0


def test_a_follow_up_and_a_later_try_are_drawn_again_from_what_was_met_before(
    ada: Learner, store: Store, clock: StoppedClock, write_out, capsys: pytest.CaptureFixture[str]
) -> None:
    files = kettle()
    publish(store, files | {"questions.md": files["questions.md"].replace("use: check", "use: both")})
    ada.reads_everything()
    practise(ada, "L2", 3)
    clock.forward(minutes=5)
    first = take(ada, frozenset({"SAFE-1", "SAFE-2", "SAFE-3", "SAFE-4", "SAFE-5"}))
    clock.forward(minutes=5)
    practise(ada, "L2", 2)
    ada.reads_everything()
    follow_up = ada.attempt_in(ada.post_json(f"/api/attempts/{first}/follow-up"))
    answer_all(ada, follow_up, frozenset("123456"))
    clock.forward(minutes=5)
    ada.reads_everything()
    second = take(ada)
    for attempt in (first, follow_up, second):
        code, told = said(capsys, write_out(attempt))
        assert (code, told.splitlines()[-1]) == (
            0, "Drawn again and marked again: nothing differs from the record.",
        )  # fmt: skip


def test_nobody_is_named_in_what_is_written_out_and_it_is_noted(
    ada: Learner, store: Store, write_out
) -> None:
    ada.reads_everything()
    attempt = take(ada)
    folder = write_out(attempt)
    written = (folder / "record.txt").read_text(encoding="utf-8")
    assert not [each for who in PEOPLE.values() for each in (*who[:2], who[1].split()[0]) if each in written]
    files = {path.name: path.read_text(encoding="utf-8") for path in (folder / "edition").iterdir()}
    assert files == kettle()
    with store.reading() as db:
        (noted,) = audit.newest(db, about=f"attempt {attempt}")
    assert (noted.action, noted.actor) == ("wrote out a record", None)


def test_the_audit_trail_tells_of_it_in_words(ada: Learner, sign_in: SignIn, write_out) -> None:
    ada.reads_everything()
    write_out(take(ada))
    page = sign_in("amir").get("/admin/audit").text
    assert "Wrote out the record of an attempt" in page
    assert "An attempt" in page


def test_what_is_not_handed_in_or_never_scored_is_not_written_out(
    ada: Learner, store: Store, write_out, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ada.reads_everything()
    under_way = ada.attempt()
    for number in (under_way, 9_999):
        with pytest.raises(SystemExit) as ended:
            write_out(number)
        assert ended.value.code == 2
        assert (
            "There is no final check or follow-up with this number that is handed in."
            in capsys.readouterr().err
        )
        assert not (tmp_path / f"record-{number}").exists()


def test_what_could_not_be_written_is_not_noted(
    ada: Learner, store: Store, write_out, capsys: pytest.CaptureFixture[str]
) -> None:
    ada.reads_everything()
    attempt = take(ada)
    write_out(attempt)
    with pytest.raises(SystemExit):
        write_out(attempt)
    assert "There is something at" in capsys.readouterr().err
    with store.reading() as db:
        assert len(audit.newest(db, about=f"attempt {attempt}")) == 1
