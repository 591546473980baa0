from fastapi import APIRouter

from api import attempts
from api.attempts import Asked, Practice, Practised
from api.dependencies import Id, Now, Open, SignedIn
from api.routes.attempts import Given
from api.routes.courses import Started

router = APIRouter(tags=["practice"])


@router.post("/courses/{course_id}/lessons/{lesson_id}/practice", status_code=201)
def start(course_id: str, lesson_id: str, person: SignedIn, store: Open, now: Now) -> Started:
    with store.writing() as db:
        return Started(attempts.start_practice(db, person, course_id, lesson_id, now))


@router.post("/courses/{course_id}/lessons/{lesson_id}/before", status_code=201)
def start_before(course_id: str, lesson_id: str, person: SignedIn, store: Open, now: Now) -> Started:
    with store.writing() as db:
        return Started(attempts.start_practice(db, person, course_id, lesson_id, now, "before"))


@router.get("/practice/{attempt_id}")
def practice(attempt_id: Id, person: SignedIn, store: Open) -> Practice:
    with store.reading() as db:
        return attempts.practice(db, person, attempt_id)


@router.get("/practice/{attempt_id}/questions/{question_id}")
def question(attempt_id: Id, question_id: str, person: SignedIn, store: Open) -> Asked:
    with store.reading() as db:
        return attempts.asked_in_practice(db, person, attempt_id, question_id)


@router.post("/practice/{attempt_id}/questions/{question_id}/responses", status_code=201)
def answer(
    attempt_id: Id, question_id: str, given: Given, person: SignedIn, store: Open, now: Now
) -> Practised:
    with store.writing() as db:
        attempts.practise(db, person, attempt_id, question_id, given, now)
        return attempts.practised(db, person, attempt_id, question_id)


@router.get("/practice/{attempt_id}/questions/{question_id}/feedback")
def feedback(attempt_id: Id, question_id: str, person: SignedIn, store: Open) -> Practised:
    with store.reading() as db:
        return attempts.practised(db, person, attempt_id, question_id)
