"""My learning: courses, their contents and lessons."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import assignments, certificates, contents, standings
from api.dependencies import Configured, Now, Open, SignedIn, Submitted, field
from web.forms import then
from web.rendering import QUIET, render, sent_from

router = APIRouter(prefix="/learning")


@router.get("")
def my_learning(request: Request, person: SignedIn, store: Open, now: Now, saved: str = "") -> Response:
    with store.reading() as db:
        found = standings.of_person(db, person, now)
        held = certificates.all_own(db, person, now.date())
    return render(
        request,
        "learning/my_learning.html",
        standings=found,
        held=held,
        today=now.date(),
        saved=saved,
    )


@router.post("/quiet")
def choose_way(request: Request, given: Submitted, _: SignedIn, settings: Configured) -> Response:
    """Only the browser knows which way somebody took."""
    response = then(sent_from(request))
    if field(given, "way") == "quiet":
        response.set_cookie(QUIET, "yes", httponly=True, secure=settings.secure, samesite="lax")
    else:
        response.delete_cookie(QUIET)
    return response


@router.get("/courses/{course_id}")
def course_page(request: Request, course_id: str, person: SignedIn, store: Open, now: Now) -> Response:
    with store.reading() as db:
        course = contents.of_course(db, person, course_id, now)
    return render(request, "learning/course.html", course=course)


@router.get("/courses/{course_id}/before")
def before_page(request: Request, course_id: str, person: SignedIn, store: Open, now: Now) -> Response:
    with store.reading() as db:
        course = contents.of_course(db, person, course_id, now)
    return render(request, "learning/before.html", course=course)


@router.get("/courses/{course_id}/contents")
def contents_page(request: Request, course_id: str, person: SignedIn, store: Open, now: Now) -> Response:
    with store.reading() as db:
        course = contents.of_course(db, person, course_id, now)
    return render(request, "learning/contents.html", course=course)


@router.get("/courses/{course_id}/lessons/{lesson_id}")
def lesson_page(request: Request, course_id: str, lesson_id: str, person: SignedIn, store: Open) -> Response:
    with store.reading() as db:
        page = contents.lesson_page(db, person, course_id, lesson_id)
    return render(request, "learning/lesson.html", page=page)


@router.post("/courses/{course_id}/lessons/{lesson_id}/openings")
def open_lesson(course_id: str, lesson_id: str, person: SignedIn, store: Open, now: Now) -> Response:
    with store.writing() as db:
        assignments.open_lesson(db, person, course_id, lesson_id, now)
    return then(f"/learning/courses/{course_id}/lessons/{lesson_id}")


@router.post("/courses/{course_id}/lessons/{lesson_id}/readings")
def mark_read(course_id: str, lesson_id: str, person: SignedIn, store: Open, now: Now) -> Response:
    with store.writing() as db:
        assignments.mark_read(db, person, course_id, lesson_id, now)
        onward = contents.to_read_after(db, person, course_id, lesson_id, now)
    return then(f"/learning/courses/{course_id}" + (f"/lessons/{onward}" if onward else "/final-check"))
