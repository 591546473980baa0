from dataclasses import dataclass
from typing import Annotated, Any, cast

from fastapi import APIRouter, Body

from api import attempts
from api.attempts import Asked, Paper, Result, Saved, Walk
from api.dependencies import Id, Now, Open, SignedIn
from api.routes.courses import Started
from quiz_bank.kinds import KINDS

router = APIRouter(prefix="/attempts", tags=["attempts"])
_SENT = {"option": "b", "options": ["a", "c"], "place": {"A": "2", "B": "1"}, "text": "twelve"}
_EXAMPLES = {kind: {"value": {each.field: _SENT[each.field], "follows": 0}} for kind, each in KINDS.items()}
Given = Annotated[dict[str, Any], Body(openapi_examples=cast(Any, _EXAMPLES))]
"""Names as the question was shown; `place`: of each row -> of its place. `follows`: the number of the response that
this one goes on from."""
Chosen = Annotated[dict[str, Any], Body(openapi_examples={"a choice": {"value": {"option": "a", "dial": 6}}})]


@dataclass(frozen=True)
class ChoiceMade:
    """A choice and what came of it. Texts: Markdown. `expected`: where the course sets the dial, once it was set."""

    number: int
    step: str
    option: str
    worth: str
    happened: str
    coach: str
    kept: bool
    dial: int | None
    expected: int | None


@dataclass(frozen=True)
class WalkSoFar:
    """`options`: id -> text of what can be done here. `end`: good, mixed or poor once the case has ended.

    `dial`: whether a choice may say how worried somebody is, 0 to 10.
    """

    attempt: int
    case: str
    title: str
    step: str
    text: str
    options: dict[str, str]
    end: str | None
    dial: bool
    trail: tuple[ChoiceMade, ...]


@router.get("/{attempt_id}")
def paper(attempt_id: Id, person: SignedIn, store: Open) -> Paper:
    with store.reading() as db:
        return attempts.paper(db, person, attempt_id)


@router.get("/{attempt_id}/questions/{question_id}")
def question(attempt_id: Id, question_id: str, person: SignedIn, store: Open) -> Asked:
    with store.reading() as db:
        return attempts.asked(db, person, attempt_id, question_id)


@router.post("/{attempt_id}/questions/{question_id}/responses", status_code=201)
def answer(attempt_id: Id, question_id: str, given: Given, person: SignedIn, store: Open, now: Now) -> Saved:
    with store.writing() as db:
        return attempts.answer(db, person, attempt_id, question_id, given, at=now)


@router.post("/{attempt_id}/hand-in")
def hand_in(attempt_id: Id, person: SignedIn, store: Open, now: Now) -> Result:
    with store.writing() as db:
        attempts.hand_in(db, person, attempt_id, now)
        return attempts.result(db, person, attempt_id)


@router.get("/{attempt_id}/result")
def result(attempt_id: Id, person: SignedIn, store: Open) -> Result:
    with store.reading() as db:
        return attempts.result(db, person, attempt_id)


@router.post("/{attempt_id}/follow-up", status_code=201)
def start_follow_up(attempt_id: Id, person: SignedIn, store: Open, now: Now) -> Started:
    with store.writing() as db:
        return Started(attempts.start_follow_up(db, person, attempt_id, now))


@router.get("/{attempt_id}/walk")
def walk(attempt_id: Id, person: SignedIn, store: Open) -> WalkSoFar:
    with store.reading() as db:
        return _so_far(attempts.walk(db, person, attempt_id))


@router.post("/{attempt_id}/steps/{step_id}/choices", status_code=201)
def choose(attempt_id: Id, step_id: str, given: Chosen, person: SignedIn, store: Open, now: Now) -> WalkSoFar:
    with store.writing() as db:
        attempts.choose(db, person, attempt_id, step_id, given, now)
        return _so_far(attempts.walk(db, person, attempt_id))


def _so_far(walk: Walk) -> WalkSoFar:
    return WalkSoFar(
        attempt=walk.attempt,
        case=walk.case.id,
        title=walk.here.title,
        step=walk.here.id,
        text=walk.here.text,
        options={choice.id: choice.text for choice in walk.here.choices},
        end=walk.here.end,
        dial=walk.here.expect is not None,
        trail=tuple(
            ChoiceMade(
                number=each.number,
                step=each.step.id,
                option=each.choice.id,
                worth=each.choice.worth,
                happened=each.choice.feedback,
                coach=each.choice.coach,
                kept=each.first,
                dial=each.dial,
                expected=each.step.expect if each.dial is not None else None,
            )
            for each in walk.trail
        ),
    )
