from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter

from api import reports
from api.dependencies import Configured, Id, Lead, Now, Open, Reporting
from api.reports import Cell, Fact, Figures

router = APIRouter(prefix="/reports", tags=["reports"])


@dataclass(frozen=True)
class OverviewTold:
    """`rows`: the teams right below, by the columns of their file; the last is the total."""

    course_id: str
    as_at: date
    known: str
    about: str
    sentence: str
    reckoning: str
    adds_up: str
    not_asked: int
    total: Figures
    rows: tuple[dict[str, Cell], ...]


@dataclass(frozen=True)
class PeopleTold:
    """`people`: one page of them, by the columns of their file."""

    course_id: str
    as_at: date
    known: str
    about: str
    found: int
    page: int
    last: int
    people: tuple[dict[str, Cell], ...]


@dataclass(frozen=True)
class PersonTold:
    as_at: date
    known: str
    person: dict[str, Cell]
    facts: tuple[Fact, ...]


@router.get("/overview")
def overview(asking: Reporting, lead: Lead, store: Open, settings: Configured, now: Now) -> OverviewTold:
    with store.reading() as db:
        found = reports.overview(db, reports.read(db, lead, asking.filters(), now, settings.starter_grace))
    asked = found.asked
    return OverviewTold(
        asked.course_id,
        asked.day,
        asked.as_at,
        asked.branch,
        found.sentence,
        found.reckoning,
        found.adds_up,
        found.not_asked,
        found.total,
        reports.teams_table(found).records(),
    )


@router.get("/people")
def people(asking: Reporting, lead: Lead, store: Open, settings: Configured, now: Now) -> PeopleTold:
    with store.reading() as db:
        asked = reports.read(db, lead, asking.filters(), now, settings.starter_grace)
        found = reports.people(db, asked, asking.page)
    return PeopleTold(
        asked.course_id,
        asked.day,
        asked.as_at,
        asked.branch,
        found.found,
        found.page,
        found.last,
        reports.people_table(asked, found.lines).records(),
    )


@router.get("/people/{person_id}")
def person(
    person_id: Id, asking: Reporting, lead: Lead, store: Open, settings: Configured, now: Now
) -> PersonTold:
    with store.reading() as db:
        asked = reports.read(db, lead, asking.filters(), now, settings.starter_grace)
        found = reports.history(db, lead, asked, person_id)
    told = reports.people_table(asked, [found.line]).records()[0]
    return PersonTold(asked.day, asked.as_at, told, found.facts)
