"""Doing what a plan says, all of it or nothing: it runs inside one transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import select

from api import audit, people, teams
from api.errors import NotUnderstood, PlanChanged
from api.people import Newcomer, Person
from api.staff_list import planning
from api.staff_list.planning import Changed, Choices, Plan
from api.staff_list.reading import StaffList
from api.staff_list.state import Path
from api.store import Db
from api.tables import PersonRow

DAY = timedelta(days=1)
MOST_TOLD = 500
"""Lines that could not be used, of which the audit trail keeps the numbers."""
TAKEN_IN = "staff list"


@dataclass(frozen=True)
class Applied:
    """What was done. `joined`: (person, team) for every post that began. `note`: the entry in the audit trail."""

    added: tuple[Person, ...]
    joined: tuple[tuple[int, int], ...]
    note: int


def plan_held(db: Db, read: StaffList, choices: Choices) -> Plan:
    """The plan of a list to be applied, with others kept out until the end: sent twice, it is planned one by one."""
    db.hold("staff list")
    return planning.plan(db, read, choices)


def apply(
    db: Db, actor: int | None, plan: Plan, digest: str, raised: Collection[int], at: datetime
) -> Applied:
    """Do what was shown, which had this digest. `raised`: the lines whose higher role the admin ticked.

    Raises PlanChanged with `plan` when it would do something else now, NotUnderstood, LastAdmin.
    """
    if plan.unsure:
        words = "Say first how its days are written: with the day first or with the month first."
        raise NotUnderstood(words, fields={"days": words})
    if plan.digest != digest:
        raise PlanChanged(plan=plan)
    made = _teams(db, actor, plan, at)
    added = _people(db, actor, plan, made, at)
    _held = db.exec(
        select(PersonRow)
    ).all()  # while they are held, no change asks the database for its row again
    for change in plan.changed:
        _change(db, actor, change, at)
    joined = _join(db, actor, plan, made, at)
    for person, each in zip(added, plan.added, strict=True):
        joined += [(person.id, made[path]) for path in each.teams]
    for leaving in plan.leaving:
        teams.has_left(db, actor, leaving.person_id, leaving.last_day, at)
    by_line = {each.line: person.id for each, person in zip(plan.added, added, strict=True)}
    for asked in plan.roles:
        if asked.line in raised:
            people.give_role(db, actor, asked.person_id or by_line[asked.line], asked.role, at)
    return Applied(added, tuple(joined), _noted(db, actor, plan, raised, at))


def _teams(db: Db, actor: int | None, plan: Plan, at: datetime) -> dict[Path, int]:
    """Every team by its path, those that were missing made."""
    made = {each.path: each.id for each in teams.tree(db)}
    for wanted in plan.new_teams:
        for depth in range(1, len(wanted.path) + 1):
            path = wanted.path[:depth]
            if path not in made:
                above = made[path[:-1]] if depth > 1 else None
                made[path] = teams.add(db, actor, path[-1], above, at).id
    return made


def _people(db: Db, actor: int | None, plan: Plan, made: dict[Path, int], at: datetime) -> tuple[Person, ...]:
    newcomers = [
        Newcomer(each.email, each.name, each.staff_number, each.started, each.left) for each in plan.added
    ]
    added = people.add_all(db, actor, newcomers, at)
    posts = [
        (person.id, made[path], each.from_on, each.left)
        for person, each in zip(added, plan.added, strict=True)
        for path in each.teams
    ]
    teams.join_all(db, actor, posts, at)
    return added


def _change(db: Db, actor: int | None, change: Changed, at: datetime) -> None:
    if change.what == "name":
        people.rename(db, actor, change.person_id, change.after, at)
    elif change.what == "address":
        people.change_address(db, actor, change.person_id, change.after, at)
    elif change.what == "staff number":
        people.give_staff_number(db, actor, change.person_id, change.after, at)
    else:
        people.set_start(db, actor, change.person_id, date.fromisoformat(change.after), at)


def _join(
    db: Db, actor: int | None, plan: Plan, made: dict[Path, int], at: datetime
) -> list[tuple[int, int]]:
    """Gives (person, team) for every post that begins."""
    beside: list[tuple[int, int, date, date | None]] = []
    for each in (*plan.moved, *plan.joined):
        if each.instead and teams.post(db, each.instead).from_on == each.on:
            teams.move(db, actor, each.instead, made[each.team], each.on, at)
            continue
        if each.instead:
            teams.leave(db, actor, each.instead, each.on - DAY, at)
        beside.append((each.person_id, made[each.team], each.on, None))
    teams.join_all(db, actor, beside, at)
    return [(each.person_id, made[each.team]) for each in (*plan.moved, *plan.joined)]


def _noted(db: Db, actor: int | None, plan: Plan, raised: Collection[int], at: datetime) -> int:
    counts = {
        "added": len(plan.added),
        "moved": len(plan.moved),
        "joined": len(plan.joined),
        "left": len(plan.leaving),
        "changed": len({each.person_id for each in plan.changed}),
        "raised": len([each for each in plan.roles if each.line in raised]),
        "teams": len(plan.new_teams),
        "unchanged": plan.unchanged,
    }
    unread = sorted({each.line for each in plan.findings})
    told = {"not_read": len(unread), "lines": unread[:MOST_TOLD]}
    audit.note(db, actor, "took in a staff list", TAKEN_IN, at, **counts, **told)
    return audit.newest(db, about=TAKEN_IN, most=1)[0].id
