"""From a draft to what is live, and back to an older text; who signed it."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import attempts, community, conversions, courses, drafts, facts, likenesses, sign_offs
from api.days import typed
from api.dependencies import Author, Configured, Id, Now, Open, Submitted, field
from api.errors import BankNotReady, NotUnderstood, Refused, SignedAlready
from quiz_bank import packed
from quiz_bank.coverage import coverage
from web.forms import field_errors, then
from web.pages.authoring import number_in
from web.rendering import render

router = APIRouter(prefix="/authoring")


@router.get("/drafts/{draft_id}/changes")
def changes_page(request: Request, draft_id: Id, _: Author, store: Open) -> Response:
    return _changes(request, draft_id, store)


@router.post("/drafts/{draft_id}/changes")
def keep_ids(request: Request, draft_id: Id, given: Submitted, _: Author, store: Open, now: Now) -> Response:
    """What is ticked is what was there before, and keeps its id."""
    try:
        with store.reading() as db:
            same = likenesses.among(db, draft_id, _ticked(given, "same"))
            written = likenesses.with_ids_kept(db, draft_id, same)
        with store.writing() as db:
            drafts.save_all(db, draft_id, written, number_in(given), now)
    except NotUnderstood as refused:
        return _changes(request, draft_id, store, refused)
    return then(f"/authoring/drafts/{draft_id}/changes")


@router.get("/drafts/{draft_id}/publishing")
def publish_page(request: Request, draft_id: Id, _: Author, store: Open, settings: Configured) -> Response:
    return _publish(request, draft_id, store, settings)


@router.post("/drafts/{draft_id}/publishing")
def publish(
    request: Request,
    draft_id: Id,
    given: Submitted,
    person: Author,
    store: Open,
    settings: Configured,
    now: Now,
) -> Response:
    try:
        with store.reading() as db:
            drafts.foresee(db, draft_id)
        with store.writing() as db:
            edition = drafts.publish(
                db, person, draft_id, number_in(given), settings.issuer, now, settings.demonstration
            )
    except (NotUnderstood, BankNotReady) as refused:
        return _publish(request, draft_id, store, settings, refused)
    onward = "" if settings.demonstration else "/sign-offs"
    return then(f"/authoring/courses/{edition.course_id}{onward}?published={edition.number}")


@router.get("/courses/{course_id}")
def course_page(request: Request, course_id: str, _: Author, store: Open) -> Response:
    with store.reading() as db:
        edition = courses.newest(db, course_id)
        history, register = courses.history(db, course_id), sign_offs.register(db, course_id)
        warnings = courses.checked(courses.files(db, edition.id)).warnings
        written = [each for each in drafts.open_ones(db) if each.course_id == course_id]
    return render(
        request,
        "authoring/course.html",
        edition=edition,
        history=history,
        register=register,
        warnings=warnings,
        lessons=coverage(edition.whole).lessons,
        written=written,
        published=_told(request, "published"),
        live=_told(request, "live"),
        open_to_all=community.is_open(edition),
    )


@router.get("/courses/{course_id}/editions/{number}")
def edition_page(request: Request, course_id: str, number: Id, _: Author, store: Open) -> Response:
    with store.reading() as db:
        edition = courses.numbered(db, course_id, number)
        files = courses.files(db, edition.id)
    return render(request, "authoring/edition.html", edition=edition, files=files)


@router.get("/courses/{course_id}/editions/{number}/zip")
def edition_file(course_id: str, number: Id, _: Author, store: Open) -> Response:
    with store.reading() as db:
        edition = courses.numbered(db, course_id, number)
        files = courses.files(db, edition.id)
    named = f'attachment; filename="{edition.course_id}-edition-{number}.zip"'
    return Response(packed(files), media_type="application/zip", headers={"Content-Disposition": named})


@router.get("/courses/{course_id}/editions/{number}/formats")
def formats_page(request: Request, course_id: str, number: Id, _: Author, store: Open) -> Response:
    with store.reading() as db:
        edition = courses.numbered(db, course_id, number)
        files = courses.files(db, edition.id)
    return render(request, "authoring/formats.html", edition=edition, losses=conversions.losses(files))


@router.get("/courses/{course_id}/editions/{number}/formats/{format}")
def in_format(course_id: str, number: Id, format: str, _: Author, store: Open) -> Response:
    with store.reading() as db:
        edition = courses.numbered(db, course_id, number)
        files = courses.files(db, edition.id)
    ending, content = conversions.in_format(files, format)
    named = f'attachment; filename="{edition.course_id}-edition-{number}{ending}"'
    return Response(content, media_type="application/octet-stream", headers={"Content-Disposition": named})


@router.get("/courses/{course_id}/editions/{number}/live")
def make_live_page(
    request: Request, course_id: str, number: Id, _: Author, store: Open, settings: Configured
) -> Response:
    return _live(request, course_id, number, store, settings)


@router.post("/courses/{course_id}/editions/{number}/live")
def make_live(
    request: Request,
    course_id: str,
    number: Id,
    person: Author,
    store: Open,
    settings: Configured,
    now: Now,
) -> Response:
    try:
        with store.writing() as db:
            edition = courses.numbered(db, course_id, number)
            courses.make_live(db, edition, person.id, now, settings.demonstration)
    except BankNotReady as refused:
        return _live(request, course_id, number, store, settings, refused)
    return then(f"/authoring/courses/{course_id}?live={number}")


@router.get("/courses/{course_id}/sign-offs")
def register_page(request: Request, course_id: str, _: Author, store: Open, now: Now) -> Response:
    return _register(request, course_id, store, {"signed_on": f"{now.day} {now.month} {now.year}"})


@router.post("/courses/{course_id}/sign-offs")
def sign(
    request: Request, course_id: str, given: Submitted, person: Author, store: Open, now: Now
) -> Response:
    try:
        day = typed(field(given, "signed_on"), "signed_on")
        whose = field(given, "name"), field(given, "role")
        with store.writing() as db:
            sign_offs.sign(
                db, person, course_id, number_in(given), _ticked(given, "subjects"), *whose, day, now
            )
    except (NotUnderstood, SignedAlready) as refused:
        return _register(request, course_id, store, given, refused)
    return then(f"/authoring/courses/{course_id}/sign-offs?signed={len(_ticked(given, 'subjects'))}")


def _ticked(given: dict[str, Any], name: str) -> tuple[str, ...]:
    ticked = given.get(name, ())
    return (ticked,) if isinstance(ticked, str) else tuple(ticked)


def _told(request: Request, name: str) -> int | None:
    """A number that the page before hands on: an edition that was published or made live, how much was signed."""
    told = request.query_params.get(name, "")
    return int(told) if told.isdecimal() and len(told) < 10 else None


def _live(
    request: Request,
    course_id: str,
    number: int,
    store: Open,
    settings: Configured,
    refused: Refused | None = None,
) -> Response:
    with store.reading() as db:
        edition, live = courses.numbered(db, course_id, number), courses.newest(db, course_id)
        under_way = attempts.under_way(db, course_id)
        hindering = courses.not_set(db, edition, settings.demonstration)
    status, error = (refused.status, refused.detail) if refused else (200, "")
    values = {"edition": edition, "live": live, "under_way": under_way, "hindering": hindering}
    return render(request, "authoring/make_live.html", status, error=error, **values)


def _changes(request: Request, draft_id: int, store: Open, refused: NotUnderstood | None = None) -> Response:
    with store.reading() as db:
        draft = drafts.read(db, draft_id)
        live, changes = drafts.changed(db, draft)
        alike = likenesses.of_draft(db, draft)
    status, error = (refused.status, refused.detail) if refused else (200, "")
    values = {"draft": draft, "live": live, "changes": changes, "alike": alike, "error": error}
    return render(request, "authoring/changes.html", status, **values)


def _publish(
    request: Request, draft_id: int, store: Open, settings: Configured, refused: Refused | None = None
) -> Response:
    with store.reading() as db:
        draft, known = drafts.read(db, draft_id), facts.known(db)
        live, changes = drafts.changed(db, draft)
        alike = likenesses.of_draft(db, draft)
        under_way = attempts.under_way(db, live.course_id) if live else 0
    checked = courses.checked_here(draft.files, known, settings.demonstration)
    status, error = (refused.status, refused.detail) if refused else (200, "")
    values = {"draft": draft, "checked": checked, "live": live, "changes": changes, "alike": alike}
    return render(request, "authoring/publish.html", status, under_way=under_way, error=error, **values)


def _register(
    request: Request, course_id: str, store: Open, given: dict[str, Any], refused: Refused | None = None
) -> Response:
    with store.reading() as db:
        register, history = sign_offs.register(db, course_id), sign_offs.earlier(db, course_id)
        live = courses.newest(db, course_id)
        places = courses.checked(courses.files(db, live.id)).reading.places
    return render(
        request,
        "authoring/sign_offs.html",
        refused.status if refused else 200,
        register=register,
        history=history,
        places=places,
        typed={name: field(given, name) for name in ("name", "role", "signed_on")},
        ticked=_ticked(given, "subjects"),
        errors=field_errors(refused) if refused else {},
        published=_told(request, "published"),
        signed=_told(request, "signed"),
    )
