from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel

from api import joining, staff_list
from api.days import Day
from api.dependencies import Admin, Now, Open
from api.staff_list import Choices, Days, Plan, StaffList
from api.store import Db
from api.tables import RowId

router = APIRouter(prefix="/staff-list", tags=["staff list"])


class GivenList(BaseModel):
    """`on`: the day from which starts and moves count; today when it is not given. `day_first`: where days need it."""

    text: str
    on: Day | None = None
    employer: RowId | None = None
    day_first: bool | None = None
    add_teams: bool = False


class ShownList(GivenList):
    """`digest`: of the plan that was looked at. `raised`: the lines whose higher role is wanted."""

    digest: str
    raised: tuple[RowId, ...] = ()
    invite: bool = False


@dataclass(frozen=True)
class Planned:
    """`columns`: each heading with what it is read as."""

    between: str
    columns: tuple[tuple[str, str], ...]
    days: Days
    plan: Plan


@dataclass(frozen=True)
class TakenIn:
    added: tuple[int, ...]
    note: int


@router.post("/plan")
def plan(given: GivenList, _: Admin, store: Open, now: Now) -> Planned:
    with store.reading() as db:
        read, found = _planned(db, given, now)
    return Planned(read.between, read.columns, read.days, found)


@router.post("/apply")
def apply(given: ShownList, admin: Admin, store: Open, now: Now) -> TakenIn:
    with store.writing() as db:
        _, found = _planned(db, given, now, staff_list.plan_held)
        done = joining.take_in(db, admin.id, found, given.digest, given.raised, given.invite, now)
    return TakenIn(tuple(person.id for person in done.added), done.note)


def _planned(
    db: Db, given: GivenList, now: datetime, plan: Callable[[Db, StaffList, Choices], Plan] = staff_list.plan
) -> tuple[StaffList, Plan]:
    read = staff_list.read(staff_list.tidy(given.text), given.day_first)
    choices = Choices(given.on or now.date(), given.employer, given.add_teams)
    return read, plan(db, read, choices)
