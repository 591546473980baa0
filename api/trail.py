"""The audit trail as people read it: names for numbers, and plain words for the codes it is kept in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import col, select

from api import days, teams
from api.audit import Noted
from api.store import Db
from api.tables import CourseRow, PersonRow

ACTIONS = {
    "added": "Added a person",
    "invited": "Sent an invitation",
    "changed a name": "Changed a name",
    "changed an address": "Changed an e-mail address",
    "changed a staff number": "Changed a staff number",
    "changed the first day": "Changed a first day",
    "changed the password": "Chose a new password",
    "gave a role": "Gave a role",
    "suspended": "Suspended a person",
    "let in again": "Let a person in again",
    "left": "Gave a person a last day",
    "came back": "Said that a person is back",
    "joined a team": "Gave a post in a team",
    "left a team": "Ended a post in a team",
    "put a post right": "Put a post right",
    "added a team": "Added a team",
    "renamed a team": "Renamed a team",
    "placed a team": "Put a team elsewhere in the tree",
    "closed a team": "Closed a team",
    "opened a team again": "Opened a team again",
    "made lead of a team": "Named somebody who answers for a team",
    "no longer lead of a team": "Let somebody answer for a team no longer",
    "took in a staff list": "Took in a staff list",
    "asked to pass": "Asked a person to pass a course",
    "changed a date": "Changed the date by which a course is due",
    "no longer asked to pass": "Asked a course of a person no longer",
    "asked a team to pass": "Asked a team to pass a course",
    "no longer asked a team to pass": "Asked a course of a team no longer",
    "gave another try": "Gave another try",
    "recorded a talk": "Recorded a talk with a supervisor",
    "downloaded people": "Downloaded a report on people",
    "downloaded teams": "Downloaded a report on teams",
    "began a draft": "Began a draft",
    "put a draft away": "Put a draft away",
    "published an edition": "Published an edition",
    "made an edition live": "Made an earlier edition the live one",
    "recorded a sign-off": "Recorded a sign-off",
    "set a local fact": "Said what a local fact is here",
    "emptied a local fact": "Emptied a local fact",
    "sent a mail again": "Sent a mail again",
    "wrote out a record": "Wrote out the record of an attempt",
}
"""What was done, as it is kept -> as it is told."""

KINDS = {
    "attempt": "An attempt",
    "draft": "A draft",
    "fact": "A local fact",
    "mail": "A mail",
    "staff": "A staff list",
}
"""What something is about, where it has no name of its own."""

DETAILS = {
    "on": "from",
    "due_on": "due",
    "held_on": "held on",
    "sha256": "fingerprint",
    "through_team": "through the team",
    "parent": "in",
    "rows": "lines",
    "flag": "marked",
    "lines": "not used: lines",
    "not_read": "not used",
    "alone": "signed alone",
}
"""A detail, as it is kept -> as it is told; the others as they are."""

TEAMS = ("team", "parent", "through_team")
OF_TEAMS = ("placed a team", "put a post right")
"""Actions whose `before` is a team."""
MOST = 20
"""Members of a list that are told in a line."""


@dataclass(frozen=True)
class Told:
    """A line of the audit trail in words. `person`, `team`: the id of whom or what it is about, or 0."""

    noted: Noted
    who: str
    what: str
    about: str
    person: int
    team: int
    detail: tuple[tuple[str, str | date], ...]


@dataclass(frozen=True)
class _Names:
    people: dict[int, str]
    teams: dict[int, str]
    courses: dict[str, str]


def told(db: Db, noted: tuple[Noted, ...]) -> tuple[Told, ...]:
    """With the names of those who did it and to whom, and of the teams and courses in it."""
    ids = {each.actor for each in noted if each.actor} | {_about(each, "person") for each in noted}
    courses = dict(db.exec(select(CourseRow.id, CourseRow.title)).all())
    of_team = {each.id: each.name for each in teams.tree(db)}
    called = _Names(names(db, [id for id in ids if id]), of_team, courses)
    return tuple(_told(each, called) for each in noted)


def names(db: Db, ids: Collection[int]) -> dict[int, str]:
    """What to call people, by id, in the order of their names."""
    rows = db.exec(select(PersonRow.id, PersonRow.name, PersonRow.email).where(col(PersonRow.id).in_(ids)))
    called = {id or 0: name or email for id, name, email in rows}
    return dict(sorted(called.items(), key=lambda each: each[1].casefold()))


def _told(noted: Noted, called: _Names) -> Told:
    person, team = _about(noted, "person"), _about(noted, "team")
    kind, _, id = noted.about.partition(" ")
    course = called.courses.get(id, id) if kind == "course" else ""
    about = called.people.get(person) or called.teams.get(team) or course or KINDS.get(kind, noted.about)
    who = called.people.get(noted.actor or 0, "") or "Debrief itself, or the command line"
    detail = tuple(
        (DETAILS.get(name, name.replace("_", " ")), _value(noted.action, name, value, called))
        for name, value in noted.detail.items()
        if value not in (None, "", [], False)
    )
    about_person, about_team = person if person in called.people else 0, team if team in called.teams else 0
    return Told(noted, who, in_words(noted.action), about, about_person, about_team, detail)


def in_words(action: str) -> str:
    return ACTIONS.get(action, action.capitalize())


def _value(action: str, name: str, value: Any, called: _Names) -> str | date:
    if name in TEAMS or (name == "before" and action in OF_TEAMS):
        return called.teams.get(value, str(value))
    if name == "course":
        return called.courses.get(value, str(value))
    if value is True:
        return "yes"
    if isinstance(value, list):
        more = f" and {len(value) - MOST} more" if len(value) > MOST else ""
        return ", ".join(str(each) for each in value[:MOST]) + more
    return days.read(str(value)) or str(value)


def _about(noted: Noted, kind: str) -> int:
    what, _, id = noted.about.partition(" ")
    return int(id) if what == kind and id.isdecimal() else 0
