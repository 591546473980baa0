from fastapi import APIRouter
from pydantic import BaseModel

from api import named_facts
from api.dependencies import Author, Now, Open
from api.named_facts import Fact

router = APIRouter(prefix="/facts", tags=["authoring"])


class Words(BaseModel):
    """`words`: "" for a fact that is to be set no longer."""

    words: str


@router.get("")
def facts(_: Author, store: Open) -> tuple[Fact, ...]:
    """Those that a live course or an open draft names, and those that are set."""
    with store.reading() as db:
        return named_facts.every(db)


@router.put("/{fact}")
def put(fact: str, given: Words, person: Author, store: Open, now: Now) -> Fact:
    with store.reading() as db:
        named_facts.foresee(db)
    with store.writing() as db:
        named_facts.put(db, person, fact, given.words, now)
    with store.reading() as db:
        return named_facts.one(db, fact)
