"""Somebody to whom everything has happened, and a walk through every address that can be opened."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import product
from pathlib import Path

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from jinja2 import BaseLoader, Environment, FileSystemLoader
from sqlmodel import SQLModel, select

from api import attempts, certificates, courses, drafts, mail, named_facts, people, teams
from api.dependencies import declared_rights
from api.errors import refusals
from api.people import Person
from api.permissions import Action
from api.settings import Settings
from api.store import Db, Store
from api.tables import SessionRow
from tests.banks import every_kind, naming_facts
from tests.cast import COURSE, PEOPLE, Learner
from tests.clock import START, StoppedClock
from tests.rules import deeds
from web.app import create_app
from web.pages import admin_teams, person_changes
from web.rendering import HERE

ADDRESS = "https://debrief.test"
LATER = START + timedelta(days=310)
SETTINGS = Settings(address=ADDRESS, issuer="Kettle council", demonstration=True)

EVERYTHING = [
    str(
        select(*(each for each in table.c if each is not SessionRow.__table__.c.seen_at)).order_by(
            *table.primary_key
        )
    )
    for table in SQLModel.metadata.sorted_tables
]
"""A query of each table for all its rows, but for when a session was last seen."""

Places = dict[str, tuple[str, ...]]
"""What an address is made of: the name of a part -> values that fit it."""


@dataclass
class Visit:
    """One GET: of which route, where, what came back, and whether the data was another afterwards."""

    route: str
    address: str
    status: int
    changed: bool


@dataclass
class Tour:
    """`of_ben`: his check that waits for its follow-up. `of_tess`: hers, not passed yet."""

    app: FastAPI
    store: Store
    places: Places
    of_ben: int
    of_tess: int
    visits: list[Visit] = field(default_factory=list)
    templates: set[str] = field(default_factory=set)


class Noting(BaseLoader):
    """Loads templates from files, and notes which."""

    def __init__(self, noted: set[str]) -> None:
        self.files, self.noted = FileSystemLoader(HERE / "templates"), noted

    def get_source(self, environment: Environment, template: str):
        self.noted.add(template)
        return self.files.get_source(environment, template)


CHANGES = {
    "person_change": tuple(person_changes.CHANGES),
    "team_change": tuple(admin_teams.CHANGES),
    "post_change": ("move", "end"),
}


def _being_written(db: Db, tess: Person) -> int:
    """A draft that names two local facts, one of which is set."""
    draft = drafts.change_course(db, tess, COURSE, LATER)
    text = (
        drafts.read(db, draft)
        .files["questions.md"]
        .replace("That helps less.", "Ring {{lead}}, see [it]({{policy}}).")
    )
    drafts.save_file(db, draft, "questions.md", text, 1, LATER)
    named_facts.put(db, tess, "lead", "Sue Pervisor", LATER)
    return draft


def live_through(db: Db) -> Places:
    """Every check draws a question of each kind.

    Ada passed, had her certificate replaced, and is in the middle of her renewal and at the end of a case. Leah's
    certificate was withdrawn, Amira has a link; the one mail there is holds Ada's, to sign in with.
    """
    by_mail = deeds.mailed_link(db).rpartition("/")[2]
    courses.publish(db, naming_facts(every_kind()), "Kettle council", START, demonstration=True)
    ada, leah, amir = (deeds.person(db, name) for name in ("ada", "leah", "amir"))
    first = deeds.passes(db, ada, START)
    done = attempts.check_state(db, ada, COURSE, START).attempt
    second = certificates.replace(db, first, "Ada N. Nwosu", START)
    certificates.withdraw(db, deeds.passes(db, leah, START), "A test.", START)
    deeds.reads(db, ada, LATER)
    check = attempts.start_check(db, ada, COURSE, LATER)
    asked, *others = deeds.questions(db, ada, check)
    deeds.gives(db, ada, check, others[0], deeds.right(others[0]), LATER)
    draft = _being_written(db, deeds.person(db, "tess"))
    walk = attempts.start_case(db, ada, COURSE, "CASE-K", LATER)
    for step, option in (("boil", "leave"), ("boil", "off"), ("pour", "pour-it")):
        attempts.choose(db, ada, walk, step, {"option": option}, LATER)
    council = teams.add(db, None, "Council", None, START)
    team = teams.add(db, None, "North", council.id, START)
    teams.join(db, None, ada.id, team.id, START.date(), START)
    teams.make_lead(db, None, leah.id, council.id, START)
    return {
        "person_id": (str(ada.id),),
        "team_id": (str(team.id),),
        "post_id": (str(teams.posts_ever(db, ada.id)[0].id),),
        **CHANGES,
        "lead_id": (str(leah.id),),
        "note_id": (deeds.takes_in_a_list(db),),
        "attempt_id": (str(done), str(check), str(walk), *deeds.practises(db, ada, LATER)),
        "question_id": (asked, *others, "Q-L1-PRACTICE", "Q-L1-REFLECT", "Q-L1-NOTICE"),
        "step_id": ("boil", "pour", "good"),
        "number": ("1", "2"),
        "course_id": (COURSE,),
        "lesson_id": ("L1",),
        "case_id": ("CASE-K",),
        "certificate_id": (first, second, "2" * 28, "2" * 27 + "X"),
        "token": (people.make_link(db, amir, LATER), by_mail),
        "session_id": ("0" * 16,),
        "mail_id": (str(mail.log(db)[0].number),),
        "name": tuple(refusals()),
        "draft_id": (str(draft),),
        "path": ("questions.md",),
        "format": ("gift",),
        "fact": ("lead", "policy", "new"),
    }


def addresses(path: str, places: Places) -> list[str]:
    """Every address of a route that the places give. A part without a place is an error here: give it one."""
    parts = re.findall(r"{(\w+)", path)
    assert set(parts) <= set(places), f"{path} has a part without a place in tests/house/tour.py"
    plain = path.replace(":path}", "}")
    if path.startswith("/open/"):
        places = places | {"lesson_id": ("SAFE",)}
    values = product(*(places[part] for part in parts))
    return [plain.format(**dict(zip(parts, chosen, strict=True))) for chosen in values]


def get_routes(app: FastAPI) -> list[str]:
    """The whole paths of all routes that answer GET."""
    return sorted(each.path for each in iter_route_contexts(app.routes) if "GET" in (each.methods or ()))


def digest(store: Store) -> str:
    """Of everything stored, but for when somebody was last seen."""
    told = sha256()
    with store.reading() as db:
        for query in EVERYTHING:
            told.update(repr((query, db.connection().exec_driver_sql(query).all())).encode())
    return told.hexdigest()


def learner(tour: Tour, name: str, at: datetime = LATER) -> Learner:
    clock = StoppedClock()
    clock.now = at
    return Learner(tour.app, ADDRESS, tour.store, clock, PEOPLE[name][0])


def set_out(path: Path) -> Tour:
    """The application over a database in which everything has happened."""
    store, clock = Store(f"sqlite:///{path}"), StoppedClock()
    people.ask_for_link(store, "sign_in", PEOPLE["ada"][0], "192.0.2.1", LATER)
    with store.writing() as db:
        places = live_through(db)
        of_ben = deeds.tries(db, deeds.person(db, "ben"), LATER, miss_critical=True).attempt
        of_tess = deeds.tries(db, deeds.person(db, "tess"), LATER, missed=2).attempt
    clock.now = LATER
    app = create_app(SETTINGS, store, clock)
    tour = Tour(app, store, places, of_ben, of_tess)
    app.state.renderer.environment.loader = Noting(tour.templates)
    return tour


OPENS = {Action.AUTHOR: "tess", Action.LEAD: "leah", Action.ADMINISTER: "amir"}
"""Who opens what needs more than being signed in; the rest is Ada's."""


def visit_all(tour: Tour) -> None:
    """Opens every address there is, as somebody who may, ten minutes after they were last seen."""
    rights = [right for _, right in declared_rights(tour.app.routes)]
    contexts = [
        each for each in iter_route_contexts(tour.app.routes) if isinstance(each.original_route, APIRoute)
    ]
    who = {each.path: OPENS.get(right, "ada") for each, right in zip(contexts, rights, strict=True)}
    people_here = {name: learner(tour, name) for name in ("ada", *OPENS.values())}
    tour.app.state.clock.forward(minutes=10)
    before = digest(tour.store)
    for route in get_routes(tour.app):
        for address in addresses(route, tour.places):
            status = people_here[who.get(route, "ada")].get(address).status_code
            after = digest(tour.store)
            tour.visits.append(Visit(route, address, status, after != before))
            before = after
