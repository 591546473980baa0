"""Coming to work in a team: by whatever door, a person is then asked what the team is asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from api import assignments, people, staff_list, teams
from api.days import Day
from api.people import Newcomer, Person
from api.staff_list import Applied, Plan
from api.store import Db
from api.tables import RowId
from api.teams import Membership


@dataclass(frozen=True)
class Welcome:
    """Somebody to add. `team`: where their first post begins on `started_on`, or today."""

    email: str
    name: str
    role: str = "staff"
    staff_number: str = ""
    team: RowId | None = None
    started_on: Day | None = None


def add(db: Db, actor: int | None, welcome: Welcome, at: datetime) -> Person:
    """Add a person, with a post and an invitation. Raises NotFound, NotUnderstood with `fields`."""
    newcomer = Newcomer(welcome.email, welcome.name, None, welcome.started_on)
    person = people.add_one(db, actor, newcomer, at)
    people.give_staff_number(db, actor, person.id, welcome.staff_number, at)
    people.give_role(db, actor, person.id, welcome.role, at)
    if welcome.team is not None:
        join(db, actor, person.id, welcome.team, max(at.date(), welcome.started_on or at.date()), at)
    people.invite(db, actor, person, at)
    return person


def join(db: Db, actor: int | None, person_id: int, team_id: int, from_on: date, at: datetime) -> Membership:
    """A post from a day on. Raises NotFound, NotUnderstood with `fields`."""
    post = teams.join(db, actor, person_id, team_id, from_on, at)
    assignments.for_joiner(db, actor, person_id, team_id, at)
    return post


def move(db: Db, actor: int | None, membership_id: int, team_id: int, on: date, at: datetime) -> Membership:
    """From one team to another on a day. Raises NotFound, NotUnderstood with `fields`."""
    post = teams.move(db, actor, membership_id, team_id, on, at)
    assignments.for_joiner(db, actor, post.person_id, team_id, at)
    return post


def take_in(
    db: Db,
    actor: int | None,
    plan: Plan,
    digest: str,
    raised: Collection[int],
    invite: bool,
    at: datetime,
) -> Applied:
    """Do what a staff list says, as it was shown. `invite`: send an invitation to everybody who is added.

    Raises PlanChanged with `plan`, NotUnderstood, LastAdmin.
    """
    applied = staff_list.apply(db, actor, plan, digest, raised, at)
    assignments.for_joiners(db, actor, applied.joined, at)
    for person in applied.added if invite else ():
        people.invite(db, actor, person, at)
    return applied
