"""Walking through a case: a step, what happened, going back, how it ended."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import attempts, courses
from api.dependencies import Id, Now, Open, SignedIn, Submitted
from api.errors import NotFound, NotUnderstood
from web.forms import field_errors, then
from web.rendering import render

router = APIRouter(prefix="/learning")


@router.get("/courses/{course_id}/cases/{case_id}")
def case_page(request: Request, course_id: str, case_id: str, person: SignedIn, store: Open) -> Response:
    with store.reading() as db:
        edition = courses.newest(db, course_id)
        walk = attempts.walked(db, person, course_id).get(case_id)
    case = edition.bank.case(case_id)
    if case is None:
        raise NotFound
    return render(
        request, "cases/start.html", course_id=course_id, course=edition.bank.title, case=case, walk=walk
    )


@router.post("/courses/{course_id}/cases/{case_id}")
def start(course_id: str, case_id: str, person: SignedIn, store: Open, now: Now) -> Response:
    with store.writing() as db:
        attempt = attempts.start_case(db, person, course_id, case_id, now)
    return then(f"/learning/walks/{attempt}")


@router.get("/walks/{attempt_id}")
def resume(attempt_id: Id, person: SignedIn, store: Open) -> Response:
    with store.reading() as db:
        walk = attempts.walk(db, person, attempt_id)
    return then(f"/learning/walks/{attempt_id}/steps/{walk.here.id}")


@router.get("/walks/{attempt_id}/steps/{step_id}")
def step_page(request: Request, attempt_id: Id, step_id: str, person: SignedIn, store: Open) -> Response:
    return _step(request, attempt_id, step_id, person, store)


@router.post("/walks/{attempt_id}/steps/{step_id}")
def choose(
    request: Request,
    attempt_id: Id,
    step_id: str,
    given: Submitted,
    person: SignedIn,
    store: Open,
    now: Now,
) -> Response:
    try:
        with store.writing() as db:
            number = attempts.choose(db, person, attempt_id, step_id, given, now)
    except NotUnderstood as refused:
        return _step(request, attempt_id, step_id, person, store, given, refused)
    return then(f"/learning/walks/{attempt_id}/choices/{number}")


@router.get("/walks/{attempt_id}/choices/{number}")
def outcome_page(request: Request, attempt_id: Id, number: int, person: SignedIn, store: Open) -> Response:
    with store.reading() as db:
        walk = attempts.walk(db, person, attempt_id)
    made = next((each for each in walk.trail if each.number == number), None)
    if made is None:
        raise NotFound
    onward = made.step if made.choice.to == "back" else walk.case.step(made.choice.to)
    return render(request, "cases/outcome.html", walk=walk, made=made, onward=onward)


def _step(
    request: Request,
    attempt_id: int,
    step_id: str,
    person: SignedIn,
    store: Open,
    given: dict[str, Any] | None = None,
    refused: NotUnderstood | None = None,
) -> Response:
    with store.reading() as db:
        walk = attempts.walk(db, person, attempt_id)
    step = walk.case.step(step_id)
    if step is None or not walk.visited(step_id):
        raise NotFound("You have not come to this step yet.")
    template = "cases/end.html" if step.end else "cases/step.html"
    error, status = (field_errors(refused)["answer"], refused.status) if refused else ("", 200)
    return render(request, template, status=status, walk=walk, step=step, error=error, given=given or {})
