"""People added to a running demonstration, brought as far as a test needs by the domain's own verbs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from sqlmodel import col, func, select

import quiz_bank
from api import assignments, attempts, people, teams
from api.clock import clock_in
from api.demonstration import SHIPPED_COURSE
from api.demonstration.answering import given_to, not_solved
from api.people import Person
from api.store import Store
from api.tables import PersonRow, ResponseRow
from quiz_bank import Bank, Question

COURSE = "child-a"
AT_ONCE = timedelta()
now = clock_in("Europe/London")


@cache
def bank() -> Bank:
    read = quiz_bank.read(quiz_bank.read_folder(SHIPPED_COURSE)).bank
    assert read is not None
    return read


def question(id: str) -> Question:
    found = bank().question(id)
    assert found is not None, id
    return found


def right(id: str) -> Mapping[str, Any]:
    """What a page is to be given; what is placed, by words."""
    asked = question(id)
    return _in_words(asked, asked.solved() or {})


def wrong(id: str) -> Mapping[str, Any]:
    return _in_words(question(id), not_solved(question(id)))


def _in_words(asked: Question, given: Mapping[str, Any]) -> Mapping[str, Any]:
    placed = asked.placed(given)
    if not placed:
        return given
    shown = [option.id for option in asked.shown()]
    rows = {option.id: option.text for option in asked.shown()}
    places = {place.id: place.text for place in asked.places(shown)}
    return {"place": {rows[row]: places[place] for row, place in placed.items()}}


def best_way() -> list[tuple[str, str]]:
    """Through the case to its good end: each step with its best choice."""
    case = bank().cases[0]
    way, step = [], case.steps[0]
    while step.end is None:
        best = next(choice for choice in step.choices if choice.worth == "best")
        way.append((step.id, best.id))
        step = next(each for each in case.steps if each.id == best.to)
    return way


class Learner:
    """Somebody who is asked, since `ago`, to pass the shipped course, and who is signed in now."""

    def __init__(self, store: Store, person: Person, ago: timedelta = AT_ONCE) -> None:
        self.store, self.person, self.email, self.ago = store, person, person.email, ago
        with store.writing() as db:
            self.token = people.start_session(db, person, False, now())

    @property
    def at(self) -> datetime:
        return now() - self.ago

    def reads(self, *lessons: str) -> None:
        """Open and mark these lessons, or all of them."""
        with self.store.writing() as db:
            for lesson in lessons or [each.id for each in bank().lessons]:
                assignments.open_lesson(db, self.person, COURSE, lesson, self.at)
                assignments.mark_read(db, self.person, COURSE, lesson, self.at)

    def starts(self) -> int:
        with self.store.writing() as db:
            return attempts.start_check(db, self.person, COURSE, self.at)

    def starts_follow_up(self, check: int) -> int:
        with self.store.writing() as db:
            return attempts.start_follow_up(db, self.person, check, self.at)

    def questions(self, attempt: int) -> list[str]:
        with self.store.reading() as db:
            return [line.question for line in attempts.paper(db, self.person, attempt).lines]

    def answered(self, attempt: int) -> int:
        """How many responses were saved, those that no longer count too."""
        with self.store.reading() as db:
            rows = select(func.count()).where(col(ResponseRow.attempt_id) == attempt)
            return db.exec(rows).one()

    def answers(self, attempt: int, asked: Collection[str] = (), missed: Collection[str] = ()) -> None:
        """Answer these questions, or all of them, right but for those missed."""
        with self.store.writing() as db:
            for id in asked or self.questions(attempt):
                asked_now = attempts.asked(db, self.person, attempt, id)
                given = given_to(question(id), asked_now, id not in missed)
                attempts.answer(db, self.person, attempt, id, given, self.at)

    def hands_in(self, attempt: int) -> attempts.Result:
        with self.store.writing() as db:
            attempts.hand_in(db, self.person, attempt, self.at)
        with self.store.reading() as db:
            return attempts.result(db, self.person, attempt)

    def takes(self, missed: int = 0, critical_missed: int = 0) -> attempts.Result:
        """Read, answer everything and hand in, with so many not right."""
        self.reads()
        attempt = self.starts()
        asked = self.questions(attempt)
        critical = [id for id in asked if question(id).critical]
        plain = [id for id in asked if not question(id).critical]
        self.answers(attempt, missed=[*plain[:missed], *critical[:critical_missed]])
        return self.hands_in(attempt)

    def passes(self) -> str:
        """The id of the certificate."""
        certificate = self.takes().certificate
        assert certificate is not None
        return certificate

    def walks(self, *choices: tuple[str, str]) -> int:
        """Begin the case and make these choices: (step, choice)."""
        with self.store.writing() as db:
            walk = attempts.start_case(db, self.person, COURSE, bank().cases[0].id, self.at)
            for step, choice in choices:
                attempts.choose(db, self.person, walk, step, {"option": choice}, self.at)
        return walk


@dataclass(frozen=True)
class Known:
    """Somebody of the demonstration's own organisation, signed in."""

    token: str


class Staff:
    """Where a test finds people who did nothing yet, and those of the demonstration's own organisation."""

    def __init__(self, data: Path) -> None:
        self.store = Store(f"sqlite:///{data}/debrief.db")
        self._numbers = count(1)

    def joins(
        self,
        name: str = "Sam Okafor",
        password: str | None = None,
        ago: timedelta = AT_ONCE,
        role: str = "staff",
    ) -> Learner:
        email, at = f"learner{next(self._numbers)}@demo.example", now() - ago
        with self.store.writing() as db:
            person = people.add(db, email, name, role, at, password=password)
            assignments.assign(db, None, person.id, COURSE, at.date() + timedelta(days=9), at)
        return Learner(self.store, person, ago)

    def draws(self, kind: str = "") -> tuple[Learner, int, list[str]]:
        """Somebody with a check under way, which asks a question of this kind before its last one."""
        while True:
            learner = self.joins()
            learner.reads()
            attempt = learner.starts()
            drawn = learner.questions(attempt)
            if not kind or any(question(id).kind == kind for id in drawn[:-1]):
                return learner, attempt, drawn

    def meets(self, email: str) -> Learner:
        """Somebody whom the pages brought here."""
        with self.store.reading() as db:
            person = people.by_email(db, email)
        return Learner(self.store, person)

    def known(self, email: str) -> Known:
        with self.store.writing() as db:
            return Known(people.start_session(db, people.by_email(db, email), False, now()))

    def id_of(self, name: str) -> int:
        with self.store.reading() as db:
            return db.exec(select(PersonRow.id).where(PersonRow.name == name)).one() or 0

    def team(self, name: str) -> int:
        with self.store.reading() as db:
            return next(each.id for each in teams.tree(db) if each.name == name)

    def close(self) -> None:
        self.store.close()
