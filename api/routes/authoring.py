from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api import banks, conversions, courses, drafts, facts, likenesses
from api.banks import BankLine
from api.conversions import CameIn
from api.dependencies import Author, Configured, Id, Now, Open, Sent, field
from api.drafts import Draft, DraftLine
from api.errors import NotUnderstood
from api.people import Person
from api.tables import RowId
from quiz_bank import Changes, Checked, Finding, Lookalike

MOST_FINDINGS = 1_000

router = APIRouter(tags=["authoring"])


class Texts(BaseModel):
    """`text`: a bank in one text; or `files`: path -> text."""

    text: str = Field("", max_length=2 * 1024 * 1024)
    files: dict[str, str] = {}


class NewDraft(Texts):
    """One of them: a text, files, `course_id` for the live text of a course, or `starter`.

    With a `title`, the questions in `text` become a course of that title; `lesson` is that of those that name none.
    """

    course_id: str = ""
    starter: bool = False
    title: str = ""
    lesson: str = ""


class NewFile(BaseModel):
    path: str
    number: RowId


class FileText(NewFile):
    """`number`: of the draft as it was read."""

    text: str


class Renamed(NewFile):
    to: str


class Seen(BaseModel):
    """`number`: of the draft as it was read."""

    number: RowId


class Same(Seen):
    """`same`: id in the draft -> the id that it had in the live edition, and is to keep."""

    same: dict[str, str]


@dataclass(frozen=True)
class Found:
    """The worst `findings` first, at most MOST_FINDINGS; `errors`, `warnings`: how many there are in all."""

    findings: tuple[Finding, ...]
    errors: int
    warnings: int


@dataclass(frozen=True)
class Made:
    draft: int


@dataclass(frozen=True)
class Live:
    course_id: str
    edition: int
    version: str
    sha256: str
    published_at: datetime


@router.get("/banks")
def bank_list(_: Author, store: Open) -> tuple[BankLine, ...]:
    with store.reading() as db:
        return banks.all_live(db)


@router.post("/findings")
def findings(given: Texts, _: Author, store: Open, settings: Configured) -> Found:
    with store.reading() as db:
        known = facts.known(db)
    files = given.files or drafts.pasted(given.text)
    return _found(courses.checked_here(files, known, settings.demonstration))


@router.get("/drafts")
def draft_list(_: Author, store: Open) -> tuple[DraftLine, ...]:
    with store.reading() as db:
        return drafts.open_ones(db)


@router.post("/drafts", status_code=201)
def make(given: NewDraft, person: Author, store: Open, now: Now) -> Made:
    if not given.course_id:
        return Made(_begun(_texts_of(given, store), person, store, now))
    with store.reading() as db:
        drafts.foresee_change(db, given.course_id)
    with store.writing() as db:
        return Made(drafts.change_course(db, person, given.course_id, now))


@router.post("/questions/coming-in")
def coming_in(sent: Sent, _: Author) -> CameIn:
    """What a file of another format holds, or a `text` that was pasted with its `looks`: a form. Nothing is kept."""
    files = tuple((file, content) for _, file, content in sent.every)
    came = conversions.came_in(files, field(sent.fields, "text"), field(sent.fields, "looks"))
    if came is None:
        raise NotUnderstood("This is a text in our own form. Begin a draft with it.")
    return came


@router.get("/drafts/{draft_id}")
def draft(draft_id: Id, _: Author, store: Open) -> Draft:
    with store.reading() as db:
        return drafts.read(db, draft_id)


@router.get("/drafts/{draft_id}/findings")
def findings_of_draft(draft_id: Id, _: Author, store: Open, settings: Configured) -> Found:
    with store.reading() as db:
        found, known = drafts.read(db, draft_id), facts.known(db)
    return _found(courses.checked_here(found.files, known, settings.demonstration))


@router.get("/drafts/{draft_id}/changes")
def changes(draft_id: Id, _: Author, store: Open) -> Changes | None:
    """Against the edition that is live; null where there is none, or nothing to compare yet."""
    with store.reading() as db:
        return drafts.changed(db, drafts.read(db, draft_id))[1]


@router.get("/drafts/{draft_id}/likenesses")
def likenesses_of_draft(draft_id: Id, _: Author, store: Open) -> tuple[Lookalike, ...]:
    """What is new in it and reads like something of the live edition that is gone."""
    with store.reading() as db:
        return likenesses.of_draft(db, drafts.read(db, draft_id))


@router.post("/drafts/{draft_id}/likenesses")
def keep_ids(draft_id: Id, given: Same, _: Author, store: Open, now: Now) -> Draft:
    with store.reading() as db:
        written = likenesses.with_ids_kept(db, draft_id, given.same)
    with store.writing() as db:
        return drafts.save_all(db, draft_id, written, given.number, now)


@router.post("/drafts/{draft_id}/files")
def save_file(draft_id: Id, given: FileText, _: Author, store: Open, now: Now) -> Draft:
    with store.reading() as db:
        drafts.foresee(db, draft_id, {given.path: given.text})
    with store.writing() as db:
        return drafts.save_file(db, draft_id, given.path, given.text, given.number, now)


@router.post("/drafts/{draft_id}/files/new", status_code=201)
def add_file(draft_id: Id, given: NewFile, _: Author, store: Open, now: Now) -> Draft:
    with store.writing() as db:
        return drafts.add_file(db, draft_id, given.path, given.number, now)


@router.post("/drafts/{draft_id}/files/renaming")
def rename_file(draft_id: Id, given: Renamed, _: Author, store: Open, now: Now) -> Draft:
    with store.writing() as db:
        return drafts.rename_file(db, draft_id, given.path, given.to, given.number, now)


@router.post("/drafts/{draft_id}/files/removal")
def remove_file(draft_id: Id, given: NewFile, _: Author, store: Open, now: Now) -> Draft:
    with store.writing() as db:
        return drafts.remove_file(db, draft_id, given.path, given.number, now)


@router.post("/drafts/{draft_id}/putting-away", status_code=204)
def put_away(draft_id: Id, given: Seen, person: Author, store: Open, now: Now) -> None:
    with store.writing() as db:
        drafts.put_away(db, person, draft_id, given.number, now)


@router.post("/drafts/{draft_id}/publication", status_code=201)
def publish(draft_id: Id, given: Seen, person: Author, store: Open, settings: Configured, now: Now) -> Live:
    with store.reading() as db:
        drafts.foresee(db, draft_id)
    with store.writing() as db:
        edition = drafts.publish(
            db, person, draft_id, given.number, settings.issuer, now, settings.demonstration
        )
    return Live(edition.course_id, edition.number, edition.version, edition.sha256, edition.published_at)


def _texts_of(given: NewDraft, store: Open) -> dict[str, str]:
    if given.title:
        with store.reading() as db:
            return conversions.as_course(db, given.text, given.title, given.lesson)
    return drafts.starter() if given.starter else given.files or drafts.pasted(given.text)


def _begun(texts: dict[str, str], person: Person, store: Open, now: datetime) -> int:
    with store.reading() as db:
        drafts.foresee_new(db, texts)
    with store.writing() as db:
        return drafts.make(db, person, texts, now)


def _found(checked: Checked) -> Found:
    return Found(checked.findings[:MOST_FINDINGS], len(checked.errors), len(checked.warnings))
