from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from api import directory, teams
from api.days import Day
from api.dependencies import Admin, Id, Now, Open
from api.directory import TeamLine, TeamWhole
from api.tables import RowId
from api.teams import Team

router = APIRouter(prefix="/teams", tags=["teams"])


class NewTeam(BaseModel):
    """Without a parent it is an employer."""

    name: str
    parent: RowId | None = None


class Changes(BaseModel):
    """What is given is changed, all of it or nothing. `closed_on`: null opens it again."""

    name: str = ""
    parent: RowId | None = None
    closed_on: Day | None = None


@router.get("")
def tree(_: Admin, store: Open, now: Now) -> tuple[TeamLine, ...]:
    with store.reading() as db:
        return directory.tree(db, now)


@router.post("", status_code=201)
def add(given: NewTeam, admin: Admin, store: Open, now: Now) -> Team:
    with store.writing() as db:
        return teams.add(db, admin.id, given.name, given.parent, now)


@router.get("/{team_id}")
def team(team_id: Id, _: Admin, store: Open, now: Now) -> TeamWhole:
    with store.reading() as db:
        return directory.team(db, team_id, now)


@router.patch("/{team_id}")
def change(team_id: Id, given: Changes, admin: Admin, store: Open, now: Now) -> Team:
    wanted: dict[str, Any] = given.model_dump(exclude_unset=True)
    with store.writing() as db:
        return teams.change(db, admin.id, team_id, wanted, now)


@router.put("/{team_id}/leads/{person_id}", status_code=204)
def make_lead(team_id: Id, person_id: Id, admin: Admin, store: Open, now: Now) -> None:
    with store.writing() as db:
        teams.make_lead(db, admin.id, person_id, team_id, now)


@router.delete("/{team_id}/leads/{person_id}", status_code=204)
def end_lead(team_id: Id, person_id: Id, admin: Admin, store: Open, now: Now) -> None:
    with store.writing() as db:
        teams.end_lead(db, admin.id, person_id, team_id, now)
