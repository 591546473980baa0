"""Walking through a case: each choice is a response, going back is allowed, the first choice at a step is kept."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from api import assignments, courses
from api.attempts import rows
from api.courses import Edition
from api.errors import NotFound, NotUnderstood
from api.people import Person
from api.store import Db
from api.tables import AttemptRow, ResponseRow
from quiz_bank import Case, Choice, Step

DIAL = tuple(str(number) for number in range(11))


@dataclass(frozen=True)
class WalkedChoice:
    """`number`: of the response in this walk. `first`: it was the first at its step, and is the one kept.

    `dial`: how worried somebody was, 0 to 10, where the step asks and they said so. It is never scored.
    """

    number: int
    step: Step
    choice: Choice
    first: bool
    dial: int | None = None


@dataclass(frozen=True)
class Walk:
    """Where a person is in a case. `here`: the step they are at. `trail`: what they chose, in order."""

    attempt: int
    course_id: str
    course: str
    case: Case
    here: Step
    trail: tuple[WalkedChoice, ...]
    reached_end: bool

    @property
    def kept(self) -> tuple[WalkedChoice, ...]:
        return tuple(each for each in self.trail if each.first)

    @property
    def parts(self) -> int:
        """How many steps the case has that ask something; a way through may meet fewer."""
        return sum(step.end is None for step in self.case.steps)

    @property
    def met(self) -> tuple[str, ...]:
        """The ids of the steps this person has come to, in that order."""
        onward = (each.choice.to for each in self.trail if each.choice.to != "back")
        return tuple(dict.fromkeys([self.case.steps[0].id, *onward]))

    def part_of(self, step_id: str) -> int:
        """The place of a step that asks something among those this person has met, from 1."""
        ends = {step.id for step in self.case.steps if step.end}
        return [each for each in self.met if each not in ends].index(step_id) + 1

    def visited(self, step_id: str) -> bool:
        return step_id in self.met


def start_case(db: Db, person: Person, course_id: str, case_id: str, at: datetime) -> int:
    """The id of this person's walk through a case: the one under way, or a new one. Raises NotFound."""
    cycle = assignments.begin(db, person, course_id, at)
    edition = courses.newest(db, course_id)
    if edition.bank.case(case_id) is None:
        raise NotFound("There is no such case in this course.")
    under_way = _row(db, cycle.id, case_id)
    if under_way is not None and under_way.id is not None:
        return under_way.id
    seed = secrets.token_hex(16)
    return rows.begin(db, person, cycle.id, edition.id, "case", at, case_id=case_id, seed=seed)


def walk(db: Db, person: Person, attempt_id: int) -> Walk:
    """Raises NotFound."""
    attempt = rows.own(db, person, attempt_id, "case")
    return _walk(attempt, courses.edition(db, attempt.edition_id), _trail(db, attempt_id))


def walked(db: Db, person: Person, course_id: str) -> dict[str, Walk]:
    """Case id -> this person's walk in the running cycle, for cases that were begun."""
    cycle = assignments.current(db, person, course_id)
    if cycle is None:
        return {}
    begun = db.exec(
        select(AttemptRow).where(AttemptRow.assignment_id == cycle.id, AttemptRow.purpose == "case")
    ).all()
    return {each.case_id: walk(db, person, each.id or 0) for each in begun}


def choose(
    db: Db, person: Person, attempt_id: int, step_id: str, given: Mapping[str, Any], at: datetime
) -> int:
    """Save a choice at a step already met and give its number. The same choice twice in a row is one.

    Raises NotFound, NotUnderstood.
    """
    attempt = rows.own(db, person, attempt_id, "case", hold=True)
    so_far = _walk(attempt, courses.edition(db, attempt.edition_id), _trail(db, attempt_id))
    step = so_far.case.step(step_id)
    if step is None or not so_far.visited(step_id):
        raise NotFound("You have not come to this step yet.")
    choice = step.choice(str(given.get("option", "")))
    if choice is None:
        raise NotUnderstood("Choose what you would do.", fields={"answer": "Choose what you would do."})
    dial = dial_of(step, given)
    last = so_far.trail[-1] if so_far.trail else None
    same = last and (last.step.id, last.choice.id, last.dial) == (step_id, choice.id, dial)
    if last and same and choice.to != "back":
        return last.number
    number = len(so_far.trail) + 1
    fresh = {"option": choice.id} | ({} if dial is None else {"dial": dial})
    rows.add_response(db, attempt_id, step_id, number, fresh, at)
    return number


def dial_of(step: Step, given: Mapping[str, Any]) -> int | None:
    """How worried somebody says they are; None where they leave it out, or where the step does not ask."""
    said = str(given.get("dial", ""))
    if step.expect is None or not said:
        return None
    if said not in DIAL:
        words = "Choose how worried you are, from 0 to 10, or leave it out."
        raise NotUnderstood(words, fields={"answer": words})
    return int(said)


def _row(db: Db, cycle: int, case_id: str) -> AttemptRow | None:
    return db.exec(
        select(AttemptRow).where(
            AttemptRow.assignment_id == cycle,
            AttemptRow.purpose == "case",
            AttemptRow.case_id == case_id,
        )
    ).first()


def _trail(db: Db, attempt_id: int) -> Sequence[ResponseRow]:
    return db.exec(
        select(ResponseRow).where(ResponseRow.attempt_id == attempt_id).order_by(col(ResponseRow.number))
    ).all()


def _walk(attempt: AttemptRow, edition: Edition, responses: Sequence[ResponseRow]) -> Walk:
    case = edition.bank.case(attempt.case_id)
    assert case is not None and attempt.id is not None
    trail: list[WalkedChoice] = []
    here, met, ended = case.steps[0], set[str](), False
    for response in responses:
        step = case.step(response.question)
        choice = step.choice(response.given["option"]) if step else None
        assert step is not None and choice is not None
        trail.append(
            WalkedChoice(response.number, step, choice, step.id not in met, response.given.get("dial"))
        )
        met.add(step.id)
        here = step if choice.to == "back" else case.step(choice.to) or step
        ended = ended or here.end is not None
    return Walk(attempt.id, edition.course_id, edition.bank.title, case, here, tuple(trail), ended)
