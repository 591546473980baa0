from dataclasses import dataclass

from fastapi import APIRouter
from pydantic import BaseModel

from api import courses, sign_offs
from api.courses import Published
from api.days import typed
from api.dependencies import Author, Configured, Id, Now, Open
from api.sign_offs import Register, Signature
from api.tables import RowId

router = APIRouter(prefix="/courses/{course_id}", tags=["editions"])


@dataclass(frozen=True)
class EditionText:
    """`files`: path -> text, byte for byte. `sha256`: over the sorted list of path and file hash."""

    course_id: str
    number: int
    version: str
    sha256: str
    files: dict[str, str]


@dataclass(frozen=True)
class SignOffs:
    """`register`: what the live edition needs. `signatures`: every one so far, newest first."""

    register: Register
    approved: bool
    signatures: tuple[Signature, ...]


class Signing(BaseModel):
    """`number`: of the edition that was signed. `subjects`: "course", and ids of critical questions."""

    number: RowId
    subjects: list[str]
    name: str
    role: str
    signed_on: str


@router.get("/editions")
def editions(course_id: str, _: Author, store: Open) -> tuple[Published, ...]:
    with store.reading() as db:
        return courses.history(db, course_id)


@router.get("/editions/{number}")
def edition(course_id: str, number: Id, _: Author, store: Open) -> EditionText:
    with store.reading() as db:
        found = courses.numbered(db, course_id, number)
        texts = courses.files(db, found.id)
    return EditionText(course_id, number, found.version, found.sha256, texts)


@router.post("/editions/{number}/live")
def make_live(
    course_id: str, number: Id, person: Author, store: Open, settings: Configured, now: Now
) -> tuple[Published, ...]:
    with store.writing() as db:
        courses.make_live(db, courses.numbered(db, course_id, number), person.id, now, settings.demonstration)
        return courses.history(db, course_id)


@router.get("/sign-offs")
def register(course_id: str, _: Author, store: Open) -> SignOffs:
    with store.reading() as db:
        found = sign_offs.register(db, course_id)
        return SignOffs(found, found.approved, sign_offs.earlier(db, course_id))


@router.post("/sign-offs", status_code=201)
def sign(course_id: str, given: Signing, person: Author, store: Open, now: Now) -> Register:
    with store.writing() as db:
        day, whose = typed(given.signed_on, "signed_on"), (given.name, given.role)
        return sign_offs.sign(db, person, course_id, given.number, given.subjects, *whose, day, now)
