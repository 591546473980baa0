"""The final check and its safety follow-up: start, answer, check, hand in, see how it went."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import attempts, contents
from api.attempts import Asked, Saved
from api.dependencies import Id, Now, Open, SignedIn, Submitted
from api.errors import AnsweredElsewhere, AnswersMissing, NotUnderstood
from web.forms import field_errors, then
from web.rendering import render, wants_fragment

router = APIRouter(prefix="/learning")


@router.get("/courses/{course_id}/final-check")
def start_page(request: Request, course_id: str, person: SignedIn, store: Open, now: Now) -> Response:
    with store.reading() as db:
        course = contents.of_course(db, person, course_id, now)
    return render(request, "final_check/start.html", course=course)


@router.post("/courses/{course_id}/final-check")
def start(course_id: str, person: SignedIn, store: Open, now: Now) -> Response:
    with store.writing() as db:
        attempt = attempts.start_check(db, person, course_id, now)
    return then(f"/learning/attempts/{attempt}")


@router.post("/attempts/{attempt_id}/follow-up")
def start_follow_up(attempt_id: Id, person: SignedIn, store: Open, now: Now) -> Response:
    with store.writing() as db:
        attempt = attempts.start_follow_up(db, person, attempt_id, now)
    return then(f"/learning/attempts/{attempt}")


@router.get("/attempts/{attempt_id}")
def resume(attempt_id: Id, person: SignedIn, store: Open) -> Response:
    """On to where the work stands: the first question not answered, the answers to check, or the result."""
    with store.reading() as db:
        paper = attempts.paper(db, person, attempt_id)
    if paper.handed_in:
        return then(f"/learning/attempts/{attempt_id}/result")
    if paper.resume_at:
        return then(f"/learning/attempts/{attempt_id}/questions/{paper.resume_at}")
    return then(f"/learning/attempts/{attempt_id}/answers")


@router.get("/attempts/{attempt_id}/questions/{question_id}")
def question_page(
    request: Request, attempt_id: Id, question_id: str, person: SignedIn, store: Open
) -> Response:
    with store.reading() as db:
        asked = attempts.asked(db, person, attempt_id, question_id)
    return _question(request, asked)


@router.post("/attempts/{attempt_id}/questions/{question_id}")
def answer_question(
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
            saved = attempts.answer(db, person, attempt_id, question_id, given, at=now)
    except (NotUnderstood, AnsweredElsewhere) as refused:
        shown = given if isinstance(refused, NotUnderstood) else None
        with store.reading() as db:
            asked = attempts.asked(db, person, attempt_id, question_id, shown)
        return _not_saved(request, asked, refused)
    return then(_onward(saved, _changing(request)))


@router.get("/attempts/{attempt_id}/answers")
def answers_page(request: Request, attempt_id: Id, person: SignedIn, store: Open) -> Response:
    return _answers(request, attempt_id, person, store)


@router.post("/attempts/{attempt_id}/hand-in")
def hand_in(request: Request, attempt_id: Id, person: SignedIn, store: Open, now: Now) -> Response:
    try:
        with store.writing() as db:
            attempts.hand_in(db, person, attempt_id, now)
    except AnswersMissing as refused:
        return _answers(request, attempt_id, person, store, refused)
    return then(f"/learning/attempts/{attempt_id}/result")


@router.get("/attempts/{attempt_id}/result")
def result_page(request: Request, attempt_id: Id, person: SignedIn, store: Open, now: Now) -> Response:
    with store.reading() as db:
        result = attempts.result(db, person, attempt_id)
        check = attempts.check_state(db, person, result.course_id, now)
    return render(request, f"final_check/{result.outcome}.html", result=result, check=check)


@router.get("/attempts/{attempt_id}/review")
def review_page(request: Request, attempt_id: Id, person: SignedIn, store: Open) -> Response:
    with store.reading() as db:
        result = attempts.result(db, person, attempt_id)
    return render(request, "final_check/review.html", result=result)


def _changing(request: Request) -> bool:
    """They came from the page that checks their answers, and go back there."""
    return request.query_params.get("change") == "1"


def _onward(saved: Saved, changing: bool) -> str:
    if saved.next_question is None or changing:
        return f"/learning/attempts/{saved.attempt}/answers"
    return f"/learning/attempts/{saved.attempt}/questions/{saved.next_question}"


def _not_saved(request: Request, asked: Asked, refused: NotUnderstood | AnsweredElsewhere) -> Response:
    """The question again, or both answers to choose from: what was chosen just now is never lost."""
    if isinstance(refused, NotUnderstood):
        return _question(request, asked, error=field_errors(refused)["answer"])
    values = {"asked": asked, "answers": refused.extra, "changing": _changing(request)}
    return _fragment_or_page(request, "elsewhere", status=refused.status, **values)


def _question(request: Request, asked: Asked, error: str = "") -> Response:
    values = {"asked": asked, "error": error, "changing": _changing(request)}
    return _fragment_or_page(request, "question", status=422 if error else 200, **values)


def _fragment_or_page(request: Request, name: str, status: int, **values: object) -> Response:
    template = f"final_check/_{name}_alone.html" if wants_fragment(request) else f"final_check/{name}.html"
    return render(request, template, status=status, **values)


def _answers(
    request: Request,
    attempt_id: int,
    person: SignedIn,
    store: Open,
    refused: AnswersMissing | None = None,
) -> Response:
    with store.reading() as db:
        paper = attempts.paper(db, person, attempt_id)
    if paper.handed_in:
        return then(f"/learning/attempts/{attempt_id}/result")
    missing = refused.extra["questions"] if refused else ()
    status = refused.status if refused else 200
    return _fragment_or_page(request, "answers", status=status, paper=paper, missing=missing)
