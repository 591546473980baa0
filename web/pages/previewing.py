"""A draft as a learner would meet it, on the very templates that learners get. Nothing is kept."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import drafts, facts, previews
from api.attempts import Asked
from api.dependencies import Author, Id, Now, Open, Submitted
from api.drafts import Draft
from api.errors import NotUnderstood, Refused
from quiz_bank import Bank
from web.forms import field_errors, then
from web.pages.authoring import address_of
from web.rendering import render

router = APIRouter(prefix="/authoring/drafts/{draft_id}/preview")


@router.get("")
def preview_page(request: Request, draft_id: Id, _: Author, store: Open) -> Response:
    draft, bank = _opened(store, draft_id)
    return render(request, "authoring/preview.html", draft=draft, bank=bank)


@router.get("/courses/{course_id}/contents")
@router.get("/attempts/1/answers")
@router.get("/attempts/1/result")
def back_to_preview(draft_id: Id, _: Author) -> Response:
    """Where learners go on to what a preview does not have."""
    return then(f"/authoring/drafts/{draft_id}/preview")


@router.get("/courses/{course_id}/lessons/{lesson_id}")
def lesson_page(request: Request, draft_id: Id, lesson_id: str, _: Author, store: Open) -> Response:
    draft, bank = _opened(store, draft_id)
    page = previews.lesson(bank, lesson_id)
    return _shown(request, draft, lesson_id, "learning/lesson.html", page=page)


@router.post("/courses/{course_id}/lessons/{lesson_id}/readings")
def read_lesson(draft_id: Id, _: Author) -> Response:
    return then(f"/authoring/drafts/{draft_id}/preview")


@router.get("/attempts/1/questions/{question_id}")
def question_page(
    request: Request, draft_id: Id, question_id: str, _: Author, store: Open, now: Now
) -> Response:
    draft, bank = _opened(store, draft_id)
    return _asked(request, draft, previews.question(bank, question_id, now))


@router.post("/attempts/1/questions/{question_id}")
def answer(
    request: Request, draft_id: Id, question_id: str, given: Submitted, _: Author, store: Open, now: Now
) -> Response:
    """What a learner who answers this reads after handing in."""
    draft, bank = _opened(store, draft_id)
    try:
        result = previews.feedback(bank, question_id, given, now)
    except NotUnderstood as refused:
        asked = previews.question(bank, question_id, now, given)
        return _asked(request, draft, asked, refused)
    return _shown(request, draft, question_id, "final_check/review.html", result=result)


@router.get("/courses/{course_id}/cases/{case_id}")
def case_page(request: Request, draft_id: Id, case_id: str, _: Author, store: Open) -> Response:
    draft, bank = _opened(store, draft_id)
    case = bank.cases[previews.case_number(bank, case_id) - 1]
    return _shown(
        request,
        draft,
        case_id,
        "cases/start.html",
        course_id=bank.id,
        course=bank.title,
        case=case,
        walk=None,
    )


@router.post("/courses/{course_id}/cases/{case_id}")
def start_case(draft_id: Id, case_id: str, _: Author, store: Open) -> Response:
    bank = _opened(store, draft_id)[1]
    number = previews.case_number(bank, case_id)
    first = bank.cases[number - 1].steps[0].id
    return then(f"/authoring/drafts/{draft_id}/preview/walks/{number}/steps/{first}")


@router.get("/walks/{number}/steps/{step_id}")
def step_page(request: Request, draft_id: Id, number: Id, step_id: str, _: Author, store: Open) -> Response:
    return _step(request, *_opened(store, draft_id), number, step_id)


@router.post("/walks/{number}/steps/{step_id}")
def choose(
    request: Request, draft_id: Id, number: Id, step_id: str, given: Submitted, _: Author, store: Open
) -> Response:
    draft, bank = _opened(store, draft_id)
    walk = previews.walk(bank, number, step_id)
    try:
        made = previews.choose(walk, given)
    except NotUnderstood as refused:
        return _step(request, draft, bank, number, step_id, refused, given)
    onward = made.step if made.choice.to == "back" else walk.case.step(made.choice.to) or made.step
    place = f"{walk.case.id}/{step_id}"
    return _shown(request, draft, place, "cases/outcome.html", walk=walk, made=made, onward=onward)


def _opened(store: Open, draft_id: int) -> tuple[Draft, Bank]:
    """A draft, and its bank as it reads here."""
    with store.reading() as db:
        draft, known = drafts.read(db, draft_id), facts.known(db)
    return draft, previews.bank_of(draft, known)


def _asked(request: Request, draft: Draft, asked: Asked, refused: Refused | None = None) -> Response:
    error, status = (field_errors(refused)["answer"], refused.status) if refused else ("", 200)
    values = {"asked": asked, "error": error, "changing": False}
    return _shown(request, draft, asked.id, "final_check/question.html", status, **values)


def _step(
    request: Request,
    draft: Draft,
    bank: Bank,
    number: int,
    step_id: str,
    refused: Refused | None = None,
    given: dict[str, Any] | None = None,
) -> Response:
    walk = previews.walk(bank, number, step_id)
    error, status = (field_errors(refused)["answer"], refused.status) if refused else ("", 200)
    template = "cases/end.html" if walk.here.end else "cases/step.html"
    place = f"{walk.case.id}/{step_id}"
    values = {"walk": walk, "step": walk.here, "error": error, "given": given or {}}
    return _shown(request, draft, place, template, status, **values)


def _shown(
    request: Request, draft: Draft, thing: str, template: str, status: int = 200, **values: Any
) -> Response:
    """A learner's page, with its links kept within the preview, and the way back to the line of what it shows."""
    root = f"/authoring/drafts/{draft.id}"
    place = draft.checked.reading.places[thing]
    line = f"{address_of(draft.id, place.file)}#line-{place.line}"
    preview = {"root": f"{root}/preview", "line": place.line, "address": line}
    return render(request, template, status, preview=preview, learning=f"{root}/preview", **values)
