from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Body

from api import assignments, attempts, teams
from api.assignments import Assignment, TeamAssignment
from api.days import Day
from api.dependencies import Id, Lead, Now, Open

router = APIRouter(tags=["assignments"])
Due = Annotated[Day, Body(embed=True)]


@dataclass(frozen=True)
class Changed:
    """For how many people it changed what is asked of them."""

    people: int


@dataclass(frozen=True)
class AnotherTry:
    """`reason`: prepared, interrupted or other. `words`: optional; nothing private."""

    reason: str
    words: str = ""


@dataclass(frozen=True)
class Talk:
    """`held_with`: the name of the supervisor or trainer."""

    held_on: Day
    held_with: str


@dataclass(frozen=True)
class Certified:
    certificate: str


@router.put("/people/{person_id}/assignments/{course_id}")
def assign(person_id: Id, course_id: str, due_on: Due, lead: Lead, store: Open, now: Now) -> Assignment:
    with store.writing() as db:
        person = teams.led_person(db, lead, person_id, now.date())
        return assignments.assign(db, lead.id, person.id, course_id, due_on, now)


@router.delete("/people/{person_id}/assignments/{course_id}", status_code=204)
def take_back(person_id: Id, course_id: str, lead: Lead, store: Open, now: Now) -> None:
    with store.writing() as db:
        person = teams.led_person(db, lead, person_id, now.date())
        assignments.take_back(db, lead.id, person.id, course_id, now)


@router.post("/people/{person_id}/courses/{course_id}/tries", status_code=204)
def give_try(person_id: Id, course_id: str, given: AnotherTry, lead: Lead, store: Open, now: Now) -> None:
    with store.writing() as db:
        person = teams.led_person(db, lead, person_id, now.date())
        attempts.give_try(db, lead, person, course_id, given.reason, given.words, now)


@router.post("/people/{person_id}/courses/{course_id}/conversations", status_code=201)
def talked_through(person_id: Id, course_id: str, talk: Talk, lead: Lead, store: Open, now: Now) -> Certified:
    with store.writing() as db:
        person = teams.led_person(db, lead, person_id, now.date())
        return Certified(
            attempts.talked_through(db, lead, person, course_id, talk.held_on, talk.held_with, now)
        )


@router.get("/teams/{team_id}/assignments")
def of_team(team_id: Id, lead: Lead, store: Open) -> tuple[TeamAssignment, ...]:
    with store.reading() as db:
        return assignments.of_teams(db, [teams.led(db, lead, team_id).id])


@router.put("/teams/{team_id}/assignments/{course_id}")
def assign_team(team_id: Id, course_id: str, due_on: Due, lead: Lead, store: Open, now: Now) -> Changed:
    with store.writing() as db:
        return Changed(assignments.assign_team(db, lead, team_id, course_id, due_on, now))


@router.delete("/teams/{team_id}/assignments/{course_id}")
def take_back_team(team_id: Id, course_id: str, lead: Lead, store: Open, now: Now) -> Changed:
    with store.writing() as db:
        return Changed(assignments.take_back_team(db, lead, team_id, course_id, now))
