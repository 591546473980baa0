"""The part of a course that is open to everybody, by link, without an account."""

from typing import Any

import segno
from fastapi import APIRouter, Request
from starlette.responses import Response

from api import community
from api.certificates import grouped
from api.community import Sheet
from api.dependencies import Anyone, Configured, Now, Open, Submitted, field
from api.errors import NotFound, NotUnderstood
from web.forms import field_errors
from web.rendering import not_approved, render

router = APIRouter(prefix="/open/{course_id}")


@router.get("")
def start_page(request: Request, course_id: str, _: Anyone, store: Open) -> Response:
    with store.reading() as db:
        course = community.course(db, course_id)
    return render(request, "community/start.html", course=course)


@router.get("/lessons/{lesson_id}")
def lesson_page(request: Request, course_id: str, lesson_id: str, _: Anyone, store: Open) -> Response:
    with store.reading() as db:
        course = community.course(db, course_id)
    place = next((at for at, each in enumerate(course.lessons) if each.id == lesson_id), None)
    if place is None:
        raise NotFound("There is no such page in this course.")
    return render(request, "community/lesson.html", course=course, place=place)


@router.post("/check")
def begin(request: Request, course_id: str, _: Anyone, store: Open, now: Now) -> Response:
    with store.reading() as db:
        sheet = community.begin(db, course_id)
    return _onward(request, course_id, sheet, store, now)


@router.post("/check/{question_id}")
def answer(
    request: Request, course_id: str, question_id: str, given: Submitted, _: Anyone, store: Open, now: Now
) -> Response:
    sheet = community.sheet_from(field(given, "sheet"))
    answer = {name: value for name, value in given.items() if name != "sheet"}
    try:
        with store.reading() as db:
            sheet = community.answer(db, course_id, sheet, question_id, answer, now)
    except NotUnderstood as refused:
        return _question(request, course_id, sheet, question_id, store, now, answer, refused)
    return _onward(request, course_id, sheet, store, now)


@router.post("/check/{question_id}/again")
def ask_again(
    request: Request, course_id: str, question_id: str, given: Submitted, _: Anyone, store: Open, now: Now
) -> Response:
    """A question that was answered before, to be changed."""
    sheet = community.sheet_from(field(given, "sheet"))
    return _question(request, course_id, sheet, question_id, store, now)


@router.post("/certificate")
def certify(
    request: Request,
    course_id: str,
    given: Submitted,
    _: Anyone,
    store: Open,
    settings: Configured,
    now: Now,
) -> Response:
    sheet, name = community.sheet_from(field(given, "sheet")), field(given, "name")
    try:
        made = community.certify(store, course_id, sheet, name, now)
    except NotUnderstood as refused:
        return _result(request, course_id, sheet, store, now, name, refused)
    address = f"{settings.address}/check/{grouped(made.id)}"
    qr = segno.make(address, error="m").svg_data_uri(scale=4, border=2)
    notice = not_approved(settings, made.approved)
    return render(request, "community/certificate.html", made=made, address=address, qr=qr, notice=notice)


def _onward(request: Request, course_id: str, sheet: Sheet, store: Open, now: Now) -> Response:
    """The next question, or how it went."""
    with store.reading() as db:
        question_id = community.next_question(db, course_id, sheet, now)
    if question_id:
        return _question(request, course_id, sheet, question_id, store, now)
    return _result(request, course_id, sheet, store, now)


def _question(
    request: Request,
    course_id: str,
    sheet: Sheet,
    question_id: str,
    store: Open,
    now: Now,
    given: dict[str, Any] | None = None,
    refused: NotUnderstood | None = None,
) -> Response:
    with store.reading() as db:
        asked = community.asked(db, course_id, sheet, question_id, now, given)
    error = field_errors(refused).get("answer", refused.detail) if refused else ""
    status = refused.status if refused else 200
    return render(request, "community/question.html", status=status, asked=asked, sheet=sheet, error=error)


def _result(
    request: Request,
    course_id: str,
    sheet: Sheet,
    store: Open,
    now: Now,
    name: str = "",
    refused: NotUnderstood | None = None,
) -> Response:
    with store.reading() as db:
        result = community.result(db, course_id, sheet, now)
    errors = field_errors(refused) if refused else {}
    status = refused.status if refused else 200
    return render(
        request, "community/result.html", status=status, result=result, sheet=sheet, name=name, errors=errors
    )
