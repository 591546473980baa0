"""Two leads, or one who presses twice, at the same moment: one assignment, one try, one certificate."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from api import assignments, attempts
from api.errors import NotNeeded
from api.people import Person
from api.store import Db, Store
from api.tables import AssignmentRow, CertificateRow, ConversationRow, ExtraTryRow, TermRow
from tests.cast import COURSE
from tests.clock import START
from tests.rules import deeds
from tests.rules.test_at_once import at_once, count

TIMES = 8
HOUR = START + timedelta(hours=1)
Leads = Callable[[Callable[[Db, Person, Person], object], str], Counter[str]]


@pytest.fixture
def leads(store: Store) -> Iterator[Leads]:
    """Half of them one lead and half the other, each in a transaction of their own, to one person. What came of it."""
    opened = Store(store.url, wait=120)
    with store.reading() as db:
        who = {name: deeds.person(db, name) for name in ("leah", "amir", "ada", "ben")}

    def all_at_once(act: Callable[[Db, Person, Person], object], to: str) -> Counter[str]:
        def one(number: int) -> str:
            try:
                with opened.writing() as db:
                    act(db, who[("leah", "amir")[number % 2]], who[to])
            except NotNeeded:
                return "not needed"
            return "done"

        return Counter(at_once(TIMES, one))

    yield all_at_once
    opened.close()


def test_one_assignment_with_one_term(store: Store, leads: Leads) -> None:
    due = START.date() + timedelta(days=20)
    done = leads(lambda db, lead, to: assignments.assign(db, lead.id, to.id, COURSE, due, START), "ben")
    assert done == {"done": TIMES}
    assert (count(store, AssignmentRow, course_id=COURSE), count(store, TermRow)) == (2, 2)


def test_one_try(store: Store, leads: Leads) -> None:
    with store.writing() as db:
        for minutes in range(3):
            deeds.tries(db, deeds.person(db, "ada"), START + timedelta(minutes=minutes), missed=2)
    done = leads(lambda db, lead, to: attempts.give_try(db, lead, to, COURSE, "other", "", HOUR), "ada")
    assert done == {"done": 1, "not needed": TIMES - 1}
    assert count(store, ExtraTryRow) == 1


def test_one_pass(store: Store, leads: Leads) -> None:
    held = START.date()
    done = leads(
        lambda db, lead, to: attempts.talked_through(db, lead, to, COURSE, held, "Sue", START), "ben"
    )
    assert done == {"done": 1, "not needed": TIMES - 1}
    assert (count(store, ConversationRow), count(store, CertificateRow)) == (1, 1)
