"""Whatever is sent, nothing breaks: the client of the tests refuses every answer with status 500."""

import pytest

from api import attempts
from api.dependencies import cookie_name
from api.store import Store
from tests.banks import right
from tests.cast import COURSE, Learner, Visitor
from tests.clock import START
from tests.rules import deeds

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    "body",
    [
        rb'{"email": "\ud800@x.y", "password": "x"}',
        rb'{"email": "ada@work.example", "password": "\udfff"}',
        rb'{"email": "ada\u0000@work.example", "password": "x"}',
        rb'{"email": "ada@work.example", "password": NaN}',
        rb'{"email": ["ada@work.example"], "password": {}}',
        rb'{"email": "ada@work.example", "password": "' + b"p" * 200_000 + b'"}',
        b"\xff\xfe",
        b"null",
        b"[" * 5000,
        b"",
    ],
)
def test_signing_in_by_json_with_anything_is_refused(anyone: Visitor, body: bytes) -> None:
    assert anyone.client.post("/api/session", content=body, headers=JSON).status_code in (401, 422)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"email=%ED%A0%80%40x&password=%ED%A0%80", FORM["Content-Type"]),
        (b"email=\xff&password=%00&next=%00", FORM["Content-Type"]),
        (b"email=a&email=b&password=c&password=d&shared=1&shared=2", FORM["Content-Type"]),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (
            b'--x\r\nContent-Disposition: form-data; name="email"; filename="f"\r\n\r\nz\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
        (b'{"email": "ada@work.example"}', JSON["Content-Type"]),
        (b"&".join([b"email=x"] * 3000), FORM["Content-Type"]),
    ],
)
def test_signing_in_by_a_form_of_anything_is_refused(anyone: Visitor, body: bytes, kind: str) -> None:
    assert anyone.client.post("/sign-in", content=body, headers={"Content-Type": kind}).status_code in (
        401,
        422,
    )


def test_a_number_that_no_row_can_have_is_nothing_of_anyones(ada: Learner) -> None:
    for id in ("0", "-1", "2147483648", "9" * 30, "seven", "1.5", "%00", "0x1", "１"):
        for address in (
            f"/api/attempts/{id}",
            f"/learning/attempts/{id}",
            f"/learning/walks/{id}/choices/{id}",
        ):
            assert ada.get(address).status_code in (404, 422), address
        assert ada.post_json(f"/api/attempts/{id}/questions/Q/responses", option="a").status_code in (
            404,
            422,
        )
        assert ada.send(f"/learning/attempts/{id}/hand-in").status_code in (404, 422)


def test_a_name_that_nothing_has_is_not_found(ada: Learner) -> None:
    for part in ("%00", "%ed%a0%80", "%ff", "..%2f..", "a" * 3000, "'; DROP TABLE people", "🫖"):
        for address in (
            f"/learning/courses/{part}",
            f"/api/courses/{COURSE}/lessons/{part}",
            f"/learning/courses/{COURSE}/cases/{part}",
            f"/api/certificates/{part}",
            f"/problems/{part}",
            f"/static/{part}",
        ):
            assert ada.get(address).status_code == 404, address
        assert ada.get(f"/check/{part}").status_code in (404, 422), part
        assert ada.get(f"/welcome/{part}").status_code in (404, 410), part


def test_what_an_answer_follows_may_be_anything_and_only_the_number_it_follows_lets_it_in(
    ada: Learner, store: Store
) -> None:
    with store.writing() as db:
        deeds.reads(db, ada.person, START)
        attempt = attempts.start_check(db, ada.person, COURSE, START)
        question = next(each for each in deeds.questions(db, ada.person, attempt) if not each.endswith("-M"))
        attempts.answer(db, ada.person, attempt, question, right(question), START)
    refused = 0
    for follows in ("x", "", "-1", "0", "2", "9" * 5000, "1e999", "null", "[]", "{}", "NaN", '"0"', "false"):
        raw = b'{"option": "b", "follows": %s}' % (follows.encode() or b'""')
        form = ada.send(f"/learning/attempts/{attempt}/questions/{question}", option="b", follows=follows)
        json = ada.client.post(
            f"/api/attempts/{attempt}/questions/{question}/responses", content=raw, headers=JSON
        )
        assert form.status_code in (409, 422) and json.status_code in (409, 422), follows
        refused += 1
    assert refused == 13
    assert ada.answers(attempt, question, option="b", follows=1).json()["number"] == 2


def test_a_cookie_of_anything_is_nobody(anyone: Visitor, store: Store) -> None:
    name = cookie_name(anyone.client.app.state.settings)
    for value in (b"", b"\xff\xfe", b'"', b"a" * 5000, b"%00", b"x; " + name.encode() + b"=y"):
        headers = {"Cookie": f"{name}=".encode() + value}
        assert anyone.client.get("/api/session", headers=headers).status_code == 401
