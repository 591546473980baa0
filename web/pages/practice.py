"""Practice in a lesson: a question, its feedback at its own address, and how the round went."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import attempts
from api.dependencies import Id, Now, Open, SignedIn, Submitted
from api.errors import NotUnderstood
from web.forms import field_errors, then
from web.rendering import render

router = APIRouter(prefix="/learning")


@router.post("/courses/{course_id}/lessons/{lesson_id}/practice")
def start(course_id: str, lesson_id: str, person: SignedIn, store: Open, now: Now) -> Response:
    with store.writing() as db:
        attempt = attempts.start_practice(db, person, course_id, lesson_id, now)
    return then(f"/learning/practice/{attempt}")


@router.post("/courses/{course_id}/lessons/{lesson_id}/before")
def start_before(course_id: str, lesson_id: str, person: SignedIn, store: Open, now: Now) -> Response:
    with store.writing() as db:
        attempt = attempts.start_practice(db, person, course_id, lesson_id, now, "before")
    return then(f"/learning/practice/{attempt}")


@router.get("/practice/{attempt_id}")
def round_page(request: Request, attempt_id: Id, person: SignedIn, store: Open) -> Response:
    """The first question that is open, or how the round went."""
    with store.reading() as db:
        practice = attempts.practice(db, person, attempt_id)
    if practice.next_question:
        return then(f"/learning/practice/{attempt_id}/questions/{practice.next_question}")
    return render(request, "practice/done.html", practice=practice)


@router.get("/practice/{attempt_id}/questions/{question_id}")
def question_page(
    request: Request, attempt_id: Id, question_id: str, person: SignedIn, store: Open
) -> Response:
    return _question(request, attempt_id, question_id, person, store)


@router.post("/practice/{attempt_id}/questions/{question_id}")
def answer(
    request: Request,
    attempt_id: Id,
    question_id: str,
    given: Submitted,
    person: SignedIn,
    store: Open,
    now: Now,
) -> Response:
    try:
        with store.writing() as db:
            attempts.practise(db, person, attempt_id, question_id, given, now)
    except NotUnderstood as refused:
        return _question(request, attempt_id, question_id, person, store, given, refused)
    return then(f"/learning/practice/{attempt_id}/questions/{question_id}/feedback")


@router.get("/practice/{attempt_id}/questions/{question_id}/feedback")
def feedback_page(
    request: Request, attempt_id: Id, question_id: str, person: SignedIn, store: Open
) -> Response:
    with store.reading() as db:
        practised = attempts.practised(db, person, attempt_id, question_id)
    return render(request, "practice/feedback.html", practised=practised)


def _question(
    request: Request,
    attempt_id: int,
    question_id: str,
    person: SignedIn,
    store: Open,
    given: Mapping[str, Any] | None = None,
    refused: NotUnderstood | None = None,
) -> Response:
    with store.reading() as db:
        asked = attempts.asked_in_practice(db, person, attempt_id, question_id, given)
        practice = attempts.practice(db, person, attempt_id)
    if asked.number:
        return then(f"/learning/practice/{attempt_id}/questions/{question_id}/feedback")
    error = field_errors(refused)["answer"] if refused else ""
    status = refused.status if refused else 200
    return render(
        request, "practice/question.html", status=status, asked=asked, practice=practice, error=error
    )
