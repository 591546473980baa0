"""From the names and stories to rows, in the order in which things happened."""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import quiz_bank
from api import assignments, courses, people, teams
from api.demonstration import stories
from api.demonstration.organisation import FORMER_TEAM, LEADS, PEOPLE, POSTS, SECOND_POST
from api.people import Person
from api.store import Db, Store, StoreUnfit
from api.tables import PersonRow

SHIPPED_COURSE = Path(quiz_bank.__file__).parent / "courses" / "child_a"
ISSUER = "Demonstration council"
HELP = "Ask Tess Lindqvist in the training team. She is invented, like everyone in this demonstration."
LONG_AGO, A_DAY = timedelta(days=700), timedelta(days=1)


def prepare(store: Store, password: str, at: datetime) -> None:
    """The course and the organisation at the first start; later only the password. What people did stays."""
    known = tuple(PEOPLE)
    with store.writing() as db:
        if not people.is_here(db, known[0]):
            if people.others_than(db, known):
                raise StoreUnfit(
                    "This database holds real people, and a demonstration would add others with a known password. "
                    "Give it a data folder of its own, and unset DEBRIEF_DATABASE_URL."
                )
            _set_up(db, password, at)
        for email in known:
            people.give_password(db, people.by_email(db, email), password)


def _set_up(db: Db, password: str, at: datetime) -> None:
    nodes = _teams(db, at - LONG_AGO)
    everyone = _people(db, password, at)
    for name, path in LEADS.items():
        teams.make_lead(db, None, everyone[name].id, nodes[path], at - LONG_AGO)
    files = quiz_bank.read_folder(SHIPPED_COURSE)
    edition = courses.publish(db, files, ISSUER, at - LONG_AGO, demonstration=True)
    scene = stories.Scene(db, edition.course_id, edition.bank, everyone["Leah Prasad"])
    rules = _rules_for_teams(db, everyone, nodes, edition.course_id, at)
    happenings = [*_happenings(scene, everyone, nodes, at), *rules]
    for moment, act in sorted(happenings, key=lambda each: each[0]):
        act(moment)


def _rules_for_teams(
    db: Db, everyone: dict[str, Person], nodes: dict[str, int], course_id: str, at: datetime
) -> Iterator[tuple[datetime, Callable[[datetime], object]]]:
    """From then on whoever joins the two branches of the council is asked too."""
    moment, due_on = at - timedelta(days=stories.ASKED_TEAMS), (at + timedelta(days=stories.TEAMS_DUE)).date()
    for lead in ("Leah Prasad", "Marta Ellwood"):
        team = nodes[LEADS[lead]]
        yield moment, partial(assignments.assign_team, db, everyone[lead], team, course_id, due_on)


def _teams(db: Db, at: datetime) -> dict[str, int]:
    """Path -> id, those above made first."""
    nodes: dict[str, int] = {}
    for path in POSTS:
        above = ""
        for name in path.split(" / "):
            here = f"{above} / {name}" if above else name
            if here not in nodes:
                nodes[here] = teams.add(db, None, name, nodes.get(above), at).id
            above = here
    return nodes


def _people(db: Db, password: str, at: datetime) -> dict[str, Person]:
    """Name -> person, with their first and last day at work where the story has one."""
    addresses = {name: (email, role) for email, (name, role) in PEOPLE.items()}
    found = {}
    told = [(name, story) for those in POSTS.values() for name, story in those.items()]
    for number, (name, story) in enumerate(told, start=1):
        email, role = addresses.get(name, (_address(name), "lead" if name in LEADS else "staff"))
        started = timedelta(days=stories.STARTED.get(story, 0)) or LONG_AGO - timedelta(days=3 * number)
        found[name] = people.add(db, email, name, role, at - started, password if name in addresses else None)
        row = db.get_one(PersonRow, found[name].id)
        row.staff_number = f"H{1000 + 7 * number}"
        row.started_on = (at - started).date()
        row.left_on = _last_day(story, at)
        db.add(row)
    db.flush()
    return found


def _address(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return plain.replace(" ", ".") + "@demo.example"


def _last_day(story: str, at: datetime) -> date | None:
    return (at - timedelta(days=stories.LEFT[story])).date() if story in stories.LEFT else None


def _happenings(
    scene: stories.Scene, everyone: dict[str, Person], nodes: dict[str, int], at: datetime
) -> Iterator[tuple[datetime, Callable[[datetime], object]]]:
    told = [(path, name, story) for path, those in POSTS.items() for name, story in those.items()]
    for number, (path, name, story) in enumerate(told, start=1):
        person = everyone[name]
        yield from _posts(scene.db, person, path, story, nodes, at)
        for deed in stories.story(story, number):
            moment = at - timedelta(days=deed.ago)
            if deed.ago:
                moment = moment.replace(hour=8 + number % 9, minute=number * 7 % 60, second=0, microsecond=0)
            yield moment, partial(deed.act, scene, person)


def _posts(
    db: Db, person: Person, path: str, story: str, nodes: dict[str, int], at: datetime
) -> Iterator[tuple[datetime, Callable[[datetime], object]]]:
    """From their first day to their last, with a move between where there was one, and a second post beside."""
    first = at - (timedelta(days=stories.STARTED.get(story, 0)) or LONG_AGO)
    here = [path, *([SECOND_POST[person.name]] if person.name in SECOND_POST else [])]
    if person.name in FORMER_TEAM:
        moved = at - timedelta(days=stories.MOVED[story])
        yield first, partial(_holds, db, person, nodes[FORMER_TEAM[person.name]], moved.date() - A_DAY)
        first = moved
    for each in here:
        yield first, partial(_holds, db, person, nodes[each], _last_day(story, at))


def _holds(db: Db, person: Person, team: int, last_day: date | None, at: datetime) -> None:
    post = teams.join(db, None, person.id, team, at.date(), at)
    assignments.for_joiner(db, None, person.id, team, at)
    if last_day:
        teams.leave(db, None, post.id, last_day, at)
