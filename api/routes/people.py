from dataclasses import dataclass

from fastapi import APIRouter
from pydantic import BaseModel

from api import directory, joining, people, teams
from api.days import Day
from api.dependencies import Admin, Id, Now, Open
from api.directory import Entry, Filters, Listed, Record
from api.joining import Welcome
from api.tables import RowId
from api.teams import Membership

router = APIRouter(prefix="/people", tags=["people"])


class Words(BaseModel):
    words: str


class Changes(BaseModel):
    """What is given is changed, all of it or nothing. `last_day`: null says that they are back."""

    name: str = ""
    email: str = ""
    staff_number: str = ""
    role: str = ""
    started_on: Day | None = None
    last_day: Day | None = None


class Place(BaseModel):
    """`on`: the first day there; today when it is not given."""

    team: RowId
    on: Day | None = None


class LastDay(BaseModel):
    on: Day | None = None


@dataclass(frozen=True)
class Invited:
    """How many got an invitation."""

    invited: int


@router.get("")
def listed(
    _: Admin,
    store: Open,
    now: Now,
    team: RowId | None = None,
    role: str = "",
    state: str = "",
    page: RowId = 1,
) -> Listed:
    with store.reading() as db:
        return directory.listed(db, Filters(team, role, state), page, now)


@router.post("/search")
def search(given: Words, _: Admin, store: Open, now: Now) -> tuple[Entry, ...]:
    with store.reading() as db:
        return directory.search(db, given.words, now)


@router.post("", status_code=201)
def add(given: Welcome, admin: Admin, store: Open, now: Now) -> Record:
    with store.writing() as db:
        return directory.record(db, joining.add(db, admin.id, given, now).id, now)


@router.post("/invitations")
def invite_all(admin: Admin, store: Open, now: Now) -> Invited:
    with store.writing() as db:
        return Invited(people.invite_all(db, admin.id, now))


@router.get("/{person_id}")
def person(person_id: Id, _: Admin, store: Open, now: Now) -> Record:
    with store.reading() as db:
        return directory.record(db, person_id, now)


@router.patch("/{person_id}")
def change(person_id: Id, given: Changes, admin: Admin, store: Open, now: Now) -> Record:
    with store.writing() as db:
        teams.change_person(db, admin.id, person_id, given.model_dump(exclude_unset=True), now)
        return directory.record(db, person_id, now)


@router.put("/{person_id}/suspension", status_code=204)
def suspend(person_id: Id, admin: Admin, store: Open, now: Now) -> None:
    with store.writing() as db:
        people.suspend(db, admin.id, person_id, now)


@router.delete("/{person_id}/suspension", status_code=204)
def let_in(person_id: Id, admin: Admin, store: Open, now: Now) -> None:
    with store.writing() as db:
        people.unsuspend(db, admin.id, person_id, now)


@router.post("/{person_id}/invitations", status_code=204)
def invite(person_id: Id, admin: Admin, store: Open, now: Now) -> None:
    with store.writing() as db:
        people.invite(db, admin.id, people.by_id(db, person_id), now)


@router.post("/{person_id}/posts", status_code=201)
def join(person_id: Id, given: Place, admin: Admin, store: Open, now: Now) -> Membership:
    with store.writing() as db:
        return joining.join(db, admin.id, person_id, given.team, given.on or now.date(), now)


@router.post("/{person_id}/posts/{post_id}/move")
def move(person_id: Id, post_id: Id, given: Place, admin: Admin, store: Open, now: Now) -> Membership:
    with store.writing() as db:
        post = teams.post_of(db, person_id, post_id)
        return joining.move(db, admin.id, post.id, given.team, given.on or now.date(), now)


@router.post("/{person_id}/posts/{post_id}/end")
def end(person_id: Id, post_id: Id, given: LastDay, admin: Admin, store: Open, now: Now) -> Membership:
    with store.writing() as db:
        post = teams.post_of(db, person_id, post_id)
        teams.leave(db, admin.id, post.id, given.on or now.date(), now)
        return teams.post(db, post.id)
