"""A small organisation for reports: a council with two directorates, a lead for one of them, and who works where.

Council
  Children          Leah answers for it
    North           Ada; Ben until he moves
    South
  Adults            Tess
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from api import assignments, people, reports, teams
from api.people import Person
from api.reports import Asked, Overview
from api.store import Db
from api.tables import ExemptionRow, PersonRow
from tests.cast import COURSE
from tests.clock import START
from tests.rules import deeds

DAY = timedelta(days=1)
LONG_AGO = START - 400 * DAY


@dataclass(frozen=True)
class Branch:
    council: int
    children: int
    north: int
    south: int
    adults: int


def grown(db: Db) -> Branch:
    council = teams.add(db, None, "Council", None, LONG_AGO).id
    children = teams.add(db, None, "Children", council, LONG_AGO).id
    made = Branch(
        council,
        children,
        teams.add(db, None, "North", children, LONG_AGO).id,
        teams.add(db, None, "South", children, LONG_AGO).id,
        teams.add(db, None, "Adults", council, LONG_AGO).id,
    )
    teams.make_lead(db, None, deeds.person(db, "leah").id, children, LONG_AGO)
    return made


def worker(db: Db, name: str, team: int, at: datetime = LONG_AGO, asked: bool = True) -> Person:
    """Somebody new in a team, asked to pass the course within nine days of the start."""
    address = f"{name.lower().replace(' ', '.')}@work.example"
    person = people.add(db, address, name, "staff", at)
    return joined(db, person, team, at, asked)


def joined(db: Db, person: Person, team: int, at: datetime = LONG_AGO, asked: bool = True) -> Person:
    teams.join(db, None, person.id, team, at.date(), at)
    if asked:
        asks(db, person, START)
    return person


def asks(db: Db, person: Person, at: datetime, days: int = 9) -> None:
    assignments.assign(db, None, person.id, COURSE, at.date() + days * DAY, at)


def works(db: Db, person: Person, started: date | None = None, left: date | None = None) -> None:
    row = db.get_one(PersonRow, person.id)
    row.started_on, row.left_on = started, left
    db.add(row)
    db.flush()


def away(db: Db, person: Person, first: date, last: date | None) -> None:
    db.add(ExemptionRow(person_id=person.id, code="away", from_on=first, until_on=last, at=START))
    db.flush()


def moves(db: Db, person: Person, to: int, first_day: date, at: datetime) -> None:
    for post in teams.posts(db, person.id, first_day):
        teams.leave(db, None, post.id, first_day - DAY, at)
    teams.join(db, None, person.id, to, first_day, at)


def asking(
    db: Db, who: str = "leah", at: datetime = START, leave_out_starters: bool = False, **given: str
) -> Asked:
    return reports.read(db, deeds.person(db, who), given, at, leave_out_starters)


def overview(db: Db, who: str = "leah", at: datetime = START, **given: str) -> Overview:
    return reports.overview(db, asking(db, who, at, **given))


def names(db: Db, who: str = "leah", at: datetime = START, **given: str) -> list[str]:
    return [line.name for line in reports.people(db, asking(db, who, at, **given)).every]
