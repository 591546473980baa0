"""Two teams that must not see each other, and one of everything that a door can open."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI

from api import assignments, attempts, courses, drafts, mail, migrating, people, teams
from api.dependencies import cookie_name
from api.errors import refusals
from api.people import Person
from api.settings import Settings
from api.store import Db, Store
from tests.asking import CarefulClient
from tests.banks import with_a_question_before
from tests.cast import COURSE
from tests.clock import START, StoppedClock
from tests.rules import deeds
from web.app import create_app

ADDRESS = "https://debrief.test"
CAST = {
    "staff": ("una@red.example", "Una Redwing", "staff", "Red"),
    "other staff": ("bo@blue.example", "Bo Bluethroat", "staff", "Blue"),
    "trainer": ("tove@office.example", "Tove Turnstone", "trainer", None),
    "lead": ("rita@red.example", "Rita Redshank", "lead", "Red"),
    "lead of others": ("bert@blue.example", "Bert Bluebird", "lead", "Blue"),
    "admin": ("ada@office.example", "Ada Avocet", "admin", None),
}
"""Who asks -> address, name, role, the team they work in and, as leads, answer for. Nobody signed in is "anonymous"."""

Places = dict[str, str]
"""What an address is made of: a part's name -> the one of it that belongs to "staff", of team Red."""


@dataclass(frozen=True)
class World:
    path: Path
    places: Places
    tokens: dict[str, str]
    """Who -> a session of theirs."""


def make(folder: Path) -> World:
    path = folder / "world.db"
    store = Store(f"sqlite:///{path}")
    migrating.migrate(store)
    with store.writing() as db:
        courses.publish(db, with_a_question_before(), "Kettle council", START)
        council = teams.add(db, None, "Council", None, START)
        made = {name: teams.add(db, None, name, council.id, START).id for name in ("Red", "Blue")}
        cast = {who: _person(db, made, *about) for who, about in CAST.items()}
        places = _places(db, made["Red"], cast)
        tokens = {who: people.start_session(db, person, False, START) for who, person in cast.items()}
    store.close()
    return World(path, places, tokens)


def _person(db: Db, made: dict[str, int], email: str, name: str, role: str, team: str | None) -> Person:
    person = people.add(db, email, name, role, START, password="violet-teapot-ladder-seven")
    if team:
        teams.join(db, None, person.id, made[team], START.date(), START)
    if team and role == "lead":
        teams.make_lead(db, None, person.id, made[team], START)
    return person


def _places(db: Db, team: int, cast: dict[str, Person]) -> Places:
    """Of the staff member: a pass with its certificate, a try under way in a second cycle, a walk."""
    una = cast["staff"]
    assignments.assign(db, None, una.id, COURSE, START.date(), START)
    certificate = deeds.passes(db, una, START)
    walk = attempts.start_case(db, una, COURSE, "CASE-K", START)
    attempts.choose(db, una, walk, "boil", {"option": "off"}, START)
    done = attempts.check_state(db, una, COURSE, START).attempt
    practice = attempts.start_practice(db, una, COURSE, "L1", START)
    attempts.practise(db, una, practice, "Q-L1-PRACTICE", {"option": "b"}, START)
    return {
        "attempt_id": str(done),
        "walk": str(walk),
        "practice": str(practice),
        "practised": "Q-L1-PRACTICE",
        "question_id": deeds.questions(db, una, done or 0)[0],
        "step_id": "boil",
        "number": "1",
        "course_id": COURSE,
        "lesson_id": "L1",
        "case_id": "CASE-K",
        "certificate_id": certificate,
        "token": people.make_link(db, una, START),
        "mail_id": _given_up(db, una),
        "session_id": _session(db, una),
        "name": next(iter(refusals())),
        "team_id": str(team),
        "person_id": str(una.id),
        "person_change": "name",
        "post_id": str(teams.posts_ever(db, una.id)[0].id),
        "post_change": "move",
        "team_change": "name",
        "lead_id": str(cast["lead"].id),
        "note_id": deeds.takes_in_a_list(db),
        "draft_id": str(drafts.change_course(db, cast["trainer"], COURSE, START)),
        "path": "questions.md",
        "format": "gift",
        "fact": "lead",
    }


def _session(db: Db, person: Person) -> str:
    token = people.start_session(db, person, False, START)
    return people.own_sessions(db, person, token, START)[0].id


def _given_up(db: Db, person: Person) -> str:
    mail.queue(db, person.id, person.email, "test", "A test", "Hello,", START)
    number = mail.log(db)[0].number
    mail.stuck(db, number, "No.", True, START)
    return str(number)


@contextmanager
def application(world: World, folder: Path) -> Iterator[FastAPI]:
    """The application over a copy of its own."""
    copy = folder / "copy.db"
    for old in folder.glob("copy.db*"):
        old.unlink()
    shutil.copy(world.path, copy)
    settings = Settings(address=ADDRESS, issuer="Kettle council", database_url=f"sqlite:///{copy}")
    store = Store(settings.database_url)
    yield create_app(settings, store, StoppedClock())
    store.close()


def asking(app: FastAPI, world: World, who: str) -> CarefulClient:
    """A browser in which this one of the cast is signed in."""
    client = CarefulClient(app, ADDRESS)
    if who in world.tokens:
        client.cookies.set(cookie_name(app.state.settings), world.tokens[who])
    return client
