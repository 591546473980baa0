"""The part of a course that anybody may take: no account, nothing kept, a certificate only for who asks."""

import re

import pytest
from httpx2 import Response
from sqlmodel import select

from api import courses
from api.store import Store
from api.tables import OpenCertificateRow
from tests.banks import kettle
from tests.cast import COURSE, Visitor, asked_on, sheet_on, words_of
from tests.clock import START
from tests.house.tour import digest

ROOT = f"/open/{COURSE}"


@pytest.fixture
def neighbour(anyone: Visitor) -> Visitor:
    return anyone


@pytest.fixture(autouse=True)
def published(store: Store) -> None:
    with store.writing() as db:
        courses.publish(db, kettle(), "Kettle council", START)


def certified(neighbour: Visitor, name: str) -> Response:
    return neighbour.send(f"{ROOT}/certificate", sheet=sheet_on(neighbour.takes_what_is_open()), name=name)


def test_they_read_what_is_for_everybody_and_nothing_else(neighbour: Visitor) -> None:
    start = words_of(neighbour.get(ROOT))
    assert "1 short page, then one question." in start
    assert "Teaching text of SAFE." in words_of(neighbour.get(f"{ROOT}/lessons/SAFE"))
    assert neighbour.get(f"{ROOT}/lessons/L1").status_code == 404


def test_a_pass_is_told_with_feedback_and_nothing_about_them_is_kept(
    neighbour: Visitor, store: Store
) -> None:
    before = digest(store)
    page = words_of(neighbour.takes_what_is_open())
    assert "You passed" in page
    assert "-why Because it does." in page
    assert digest(store) == before
    assert not neighbour.client.cookies


def test_who_did_not_pass_is_told_what_to_read_and_tries_again(neighbour: Visitor) -> None:
    page = neighbour.takes_what_is_open(option="b")
    assert "Not passed yet" in words_of(page)
    assert f'<a href="{ROOT}/lessons/SAFE">lesson SAFE</a>' in page.text
    assert "Would you like a certificate?" not in words_of(page)
    refused = neighbour.send(f"{ROOT}/certificate", sheet=sheet_of_failed(neighbour), name="Nan")
    assert refused.status_code == 422
    assert "do not pass yet" in words_of(refused)


def sheet_of_failed(neighbour: Visitor) -> str:
    first = neighbour.send(f"{ROOT}/check")
    question = asked_on(first).rpartition("/")[2]
    sheet = sheet_on(first)
    return sheet.replace("{}", f'{{"{question}":{{"option":"b"}}}}')


def test_a_certificate_keeps_its_id_the_edition_the_day_and_no_name(neighbour: Visitor, store: Store) -> None:
    page = certified(neighbour, "Nan Okafor")
    assert "Nan Okafor passed the part for everybody of The kettle review" in words_of(page)
    with store.reading() as db:
        (kept,) = db.exec(select(OpenCertificateRow)).all()
    assert set(OpenCertificateRow.model_fields) == {"id", "edition_id", "passed_on", "name_hash"}
    assert "Okafor" not in repr(kept)
    assert kept.name_hash.startswith("$argon2id$")


def test_whoever_is_shown_it_can_check_it(neighbour: Visitor) -> None:
    page = certified(neighbour, "Nan Okafor")
    address = "/check/" + re.search(r"/check/([0-9A-Z-]{34})", page.text)[1]
    checked = words_of(neighbour.get(address))
    assert "This certificate is valid" in checked
    assert "Okafor" not in checked
    assert "It matches." in words_of(neighbour.send(address, name="nan  OKAFOR"))
    assert "No match." in words_of(neighbour.send(address, name="Nan Okoro"))
    assert "No match." in words_of(neighbour.send(address, name=""))


def test_the_same_asked_again_is_the_same_certificate(neighbour: Visitor, store: Store) -> None:
    sheet = sheet_on(neighbour.takes_what_is_open())
    pages = {neighbour.send(f"{ROOT}/certificate", sheet=sheet, name="Nan").text for _ in range(2)}
    assert len(pages) == 1
    with store.reading() as db:
        assert len(db.exec(select(OpenCertificateRow)).all()) == 1


def test_a_certificate_without_a_name_is_asked_for_again_with_the_result(neighbour: Visitor) -> None:
    page = certified(neighbour, "   ")
    assert page.status_code == 422
    assert "Give the name as it should stand on the certificate." in words_of(page)
    assert "You passed" in words_of(page)


def test_a_question_without_an_answer_is_asked_again(neighbour: Visitor) -> None:
    first = neighbour.send(f"{ROOT}/check")
    again = neighbour.send(asked_on(first), sheet=sheet_on(first))
    assert again.status_code == 422
    assert sheet_on(again) == sheet_on(first)
    assert asked_on(again) == asked_on(first)


@pytest.mark.parametrize(
    "sheet",
    [
        "",
        "{}",
        "[1]",
        "[1, 2, 3]",
        '[1, "x", {}]',
        '[99, "' + "0" * 32 + '", {}]',
        '[0, "' + "0" * 32 + '", {}]',
        '[1, "' + "0" * 32 + '", {"Q-SAFE-1": 5}]',
        '[1, "' + "0" * 32 + '", {"Q-SAFE-1": {"option": "z"}, "Q-SAFE-2": {"option": 7}, "Q-SAFE-3": {}}]',
        "[" * 50_000,
    ],
)
@pytest.mark.parametrize("to", ["check/Q-SAFE-1", "certificate"])
def test_a_sheet_that_was_changed_on_the_way_is_refused_in_plain_words(
    neighbour: Visitor, sheet: str, to: str
) -> None:
    answer = neighbour.send(f"{ROOT}/{to}", sheet=sheet, option="a", name="Nan")
    assert answer.status_code in (200, 404, 422)
    assert "Traceback" not in answer.text
    if answer.status_code == 200:
        assert "You passed" not in words_of(answer) or to.startswith("check")


def test_every_page_has_a_way_to_leave_at_once(neighbour: Visitor) -> None:
    pages = [neighbour.get(ROOT), neighbour.get(f"{ROOT}/lessons/SAFE"), neighbour.send(f"{ROOT}/check")]
    pages += [
        neighbour.takes_what_is_open(),
        neighbour.takes_what_is_open(option="b"),
        certified(neighbour, "Nan"),
    ]
    for page in pages:
        assert 'rel="noreferrer"><strong>Leave this page</strong></a>' in page.text
        assert page.headers["cache-control"] == "no-store"


def test_a_course_without_such_a_part_is_open_to_nobody(neighbour: Visitor, store: Store) -> None:
    files = kettle("1.3.0")
    staff_only = "\n".join(line for line in files["course.md"].split("\n") if "for community" not in line)
    with store.writing() as db:
        courses.publish(db, files | {"course.md": staff_only}, "Kettle council", START)
    assert neighbour.get(ROOT).status_code == 404
    assert neighbour.send(f"{ROOT}/check").status_code == 404
    assert neighbour.get("/open/nothing").status_code == 404


def test_an_answer_can_be_changed_before_the_end(neighbour: Visitor, store: Store) -> None:
    files = kettle("1.4.0")
    two = (
        files["course.md"]
        .replace("pass: 1 of 1 for", "pass: 2 of 2 for")
        .replace("draw: SAFE take 1, 1 critical for", "draw: SAFE take 2, 2 critical for")
    )
    with store.writing() as db:
        courses.publish(db, files | {"course.md": two}, "Kettle council", START)
    first = neighbour.send(f"{ROOT}/check")
    second = neighbour.send(asked_on(first), sheet=sheet_on(first), option="b")
    assert "Question 2 of 2" in words_of(second)
    back = neighbour.send(f"{asked_on(first)}/again", sheet=sheet_on(second))
    assert "Question 1 of 2" in words_of(back)
    assert re.search(r'value="b"[^>]* checked', back.text)
    onward = neighbour.send(asked_on(first), sheet=sheet_on(back), option="a")
    assert asked_on(onward) == asked_on(second)
    assert "You passed" in words_of(neighbour.send(asked_on(second), sheet=sheet_on(onward), option="a"))
