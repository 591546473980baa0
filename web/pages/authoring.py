"""Banks and the drafts of them: begin one, write, check, rename, put away."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import banks, conversions, courses, drafts, facts
from api.conversions import CameIn
from api.dependencies import Author, Form, Id, Now, Open, Sent, Submitted, field
from api.drafts import Draft
from api.errors import DraftChanged, NotFound, NotUnderstood, Refused
from api.people import Person
from quiz_bank import Checked, Finding
from web.forms import field_errors, then
from web.rendering import render, wants_fragment

router = APIRouter(prefix="/authoring")
Facts = dict[str, str]
"""The local facts that are set here: name -> words."""


@router.get("")
def bank_list(request: Request, _: Author, store: Open) -> Response:
    with store.reading() as db:
        live, written = banks.all_live(db), drafts.open_ones(db)
    return render(request, "authoring/banks.html", live=live, drafts=written)


@router.get("/new")
def new_page(request: Request, _: Author) -> Response:
    return _new(request, {})


@router.post("/new")
def begin(request: Request, sent: Sent, person: Author, store: Open, now: Now) -> Response:
    try:
        came = _came_in(sent)
        if came is not None:
            return _coming_in(request, came)
        draft = _made(_texts_of(sent), person, store, now)
    except NotUnderstood as refused:
        return _new(request, sent.fields, refused)
    return then(f"/authoring/drafts/{draft}")


@router.get("/new/spreadsheet.xlsx")
def spreadsheet_to_fill_in(_: Author) -> Response:
    """The example as a spreadsheet, with a sheet that explains every column."""
    _ending, content = conversions.in_format(drafts.starter(), "spreadsheet")
    named = {"Content-Disposition": 'attachment; filename="questions.xlsx"'}
    return Response(content, media_type="application/octet-stream", headers=named)


@router.get("/new/coming-in")
def came_in_page(_: Author) -> Response:
    """Opened anew, what came in is no longer there: on to where it is sent again."""
    return then("/authoring/new")


@router.post("/new/coming-in")
def make_of_it(request: Request, sent: Sent, person: Author, store: Open, now: Now) -> Response:
    text, title, lesson = (field(sent.fields, each) for each in ("text", "title", "lesson"))
    try:
        with store.reading() as db:
            texts = conversions.as_course(db, text, title, lesson)
        draft = _made(texts, person, store, now)
    except NotUnderstood as refused:
        return _coming_in(request, conversions.again(text, field(sent.fields, "name")), lesson, refused)
    return then(f"/authoring/drafts/{draft}")


@router.post("/courses/{course_id}/drafts")
def change_course(course_id: str, person: Author, store: Open, now: Now) -> Response:
    with store.reading() as db:
        drafts.foresee_change(db, course_id)
    with store.writing() as db:
        draft = drafts.change_course(db, person, course_id, now)
    return then(f"/authoring/drafts/{draft}")


@router.get("/drafts/{draft_id}")
def draft_page(request: Request, draft_id: Id, _: Author, store: Open) -> Response:
    with store.reading() as db:
        draft, known = drafts.read(db, draft_id), facts.known(db)
    return _draft(request, draft, known)


@router.post("/drafts/{draft_id}/files")
def add_file(request: Request, draft_id: Id, given: Submitted, _: Author, store: Open, now: Now) -> Response:
    try:
        with store.writing() as db:
            drafts.add_file(db, draft_id, field(given, "path"), number_in(given), now)
    except NotUnderstood as refused:
        with store.reading() as db:
            draft, known = drafts.read(db, draft_id), facts.known(db)
        return _draft(request, draft, known, field(given, "path"), refused)
    return then(f"/authoring/drafts/{draft_id}")


@router.get("/drafts/{draft_id}/putting-away")
def put_away_page(request: Request, draft_id: Id, _: Author, store: Open) -> Response:
    with store.reading() as db:
        draft = drafts.read(db, draft_id)
    return render(request, "authoring/put_away.html", draft=draft)


@router.post("/drafts/{draft_id}/putting-away")
def put_away(draft_id: Id, given: Submitted, person: Author, store: Open, now: Now) -> Response:
    with store.writing() as db:
        drafts.put_away(db, person, draft_id, number_in(given), now)
    return then("/authoring")


@router.get("/drafts/{draft_id}/files/{path:path}")
def file_page(request: Request, draft_id: Id, path: str, _: Author, store: Open) -> Response:
    with store.reading() as db:
        draft, known = drafts.read(db, draft_id), facts.known(db)
    return _file(request, draft, known, path)


@router.post("/drafts/{draft_id}/files/{path:path}")
def save_file(
    request: Request, draft_id: Id, path: str, given: Submitted, _: Author, store: Open, now: Now
) -> Response:
    try:
        with store.reading() as db:
            drafts.foresee(db, draft_id, {path: field(given, "text")})
        with store.writing() as db:
            drafts.save_file(db, draft_id, path, field(given, "text"), number_in(given), now)
    except DraftChanged as refused:
        return render(request, "authoring/stale.html", 409, draft_id=draft_id, both=refused.extra)
    return then(address_of(draft_id, path) + "?saved=1")


@router.get("/drafts/{draft_id}/findings/{path:path}")
def found_page(draft_id: Id, path: str, _: Author) -> Response:
    """Where a page of findings is opened anew, the text as it was typed is no longer there: on to what is saved."""
    return then(address_of(draft_id, path))


@router.post("/drafts/{draft_id}/findings/{path:path}")
def find(request: Request, draft_id: Id, path: str, given: Submitted, _: Author, store: Open) -> Response:
    """What is wrong with the text as it was typed, which is not saved by this."""
    with store.reading() as db:
        draft, known = drafts.read(db, draft_id), facts.known(db)
    return _file(request, draft, known, path, field(given, "text"), number_in(given))


@router.get("/drafts/{draft_id}/naming/{path:path}")
def rename_page(request: Request, draft_id: Id, path: str, _: Author, store: Open) -> Response:
    with store.reading() as db:
        draft = drafts.read(db, draft_id)
    return _naming(request, draft, path, path)


@router.post("/drafts/{draft_id}/naming/{path:path}")
def rename(
    request: Request, draft_id: Id, path: str, given: Submitted, _: Author, store: Open, now: Now
) -> Response:
    try:
        with store.writing() as db:
            drafts.rename_file(db, draft_id, path, field(given, "path"), number_in(given), now)
    except NotUnderstood as refused:
        with store.reading() as db:
            draft = drafts.read(db, draft_id)
        return _naming(request, draft, path, field(given, "path"), refused)
    return then(f"/authoring/drafts/{draft_id}")


@router.post("/drafts/{draft_id}/removal/{path:path}")
def remove(draft_id: Id, path: str, given: Submitted, _: Author, store: Open, now: Now) -> Response:
    with store.writing() as db:
        drafts.remove_file(db, draft_id, path, number_in(given), now)
    return then(f"/authoring/drafts/{draft_id}")


def number_in(given: dict[str, Any]) -> int:
    """The number of the draft, or of the edition, that a form was made for; 0, which none has, for anything else."""
    typed = field(given, "number")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def address_of(draft_id: int, path: str, part: str = "files") -> str:
    return f"/authoring/drafts/{draft_id}/{part}/{quote(path)}"


def _texts_of(sent: Form) -> dict[str, str]:
    """The files chosen, the example asked for, or the text pasted. Raises NotUnderstood."""
    chosen, text = _chosen(sent), field(sent.fields, "text")
    if chosen and text.strip():
        words = "You pasted a text and chose files too. Send one of them: empty the box, or choose the files no more."
        raise NotUnderstood(words, fields={"files": words})
    if chosen:
        return drafts.uploaded(chosen)
    return drafts.starter() if "starter" in sent.fields else drafts.pasted(text)


def _came_in(sent: Form) -> CameIn | None:
    """What was sent in another format than ours. Raises NotUnderstood."""
    files, text = _chosen(sent), field(sent.fields, "text")
    return None if files and text.strip() else conversions.came_in(files, text, field(sent.fields, "looks"))


def _chosen(sent: Form) -> tuple[tuple[str, bytes], ...]:
    return tuple((file, content) for name, file, content in sent.every if name == "files")


def _made(texts: dict[str, str], person: Person, store: Open, now: datetime) -> int:
    with store.reading() as db:
        drafts.foresee_new(db, texts)
    with store.writing() as db:
        return drafts.make(db, person, texts, now)


def _coming_in(request: Request, came: CameIn, lesson: str = "", refused: Refused | None = None) -> Response:
    errors, status = (field_errors(refused), refused.status) if refused else ({}, 200)
    return render(request, "authoring/came_in.html", status, came=came, lesson=lesson, errors=errors)


def _new(request: Request, given: dict[str, Any], refused: Refused | None = None) -> Response:
    errors, status = (field_errors(refused), refused.status) if refused else ({}, 200)
    typed = {name: field(given, name) for name in ("text", "looks")}
    return render(request, "authoring/new.html", status, endings=conversions.ENDINGS, errors=errors, **typed)


def _draft(
    request: Request, draft: Draft, known: Facts, path: str = "", refused: Refused | None = None
) -> Response:
    errors, status = (field_errors(refused), refused.status) if refused else ({}, 200)
    checked = courses.checked_here(draft.files, known, request.app.state.settings.demonstration)
    values = {"draft": draft, "checked": checked, "path": path, "errors": errors}
    return render(request, "authoring/draft.html", status, **values)


def _file(
    request: Request,
    draft: Draft,
    known: Facts,
    path: str,
    typed: str | None = None,
    number: int | None = None,
) -> Response:
    """The page of one file, or its findings alone while somebody types."""
    if path not in draft.files:
        raise NotFound("This draft has no file with this name.")
    text = draft.files[path] if typed is None else typed.replace("\r\n", "\n")
    demonstration = request.app.state.settings.demonstration
    checked = courses.checked_here({**draft.files, path: text}, known, demonstration)
    part = wants_fragment(request)
    return render(
        request,
        "authoring/_file_alone.html" if part else "authoring/file.html",
        draft=draft,
        path=path,
        text=text,
        number=draft.number if number is None else number,
        saved="saved" in request.query_params,
        findings=_here(checked, path),
        elsewhere=len(checked.errors) - sum(each.severity == "error" for each in _here(checked, path)),
        live=part,
    )


def _here(checked: Checked, path: str) -> tuple[Finding, ...]:
    return tuple(each for each in checked.findings if each.file == path)


def _naming(
    request: Request, draft: Draft, path: str, typed: str, refused: Refused | None = None
) -> Response:
    if path not in draft.files:
        raise NotFound("This draft has no file with this name.")
    errors, status = (field_errors(refused), refused.status) if refused else ({}, 200)
    return render(
        request, "authoring/naming.html", status, draft=draft, path=path, typed=typed, errors=errors
    )
