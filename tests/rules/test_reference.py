"""Standings agree with a plain reference implementation, for thousands of invented histories on any day."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import get_args

import pytest

from api import people, standings
from api.people import Person
from api.standings import Flag, Standing, Status
from api.store import Store
from tests.clock import LONDON
from tests.rules import deeds, reference
from tests.rules.histories import COURSES, FIRST, LAST, Life
from tests.rules.reference import History
from tests.rules.telling import tell

HISTORIES, DAYS_EACH = 2000, 6
AFTERWARDS = datetime(2027, 8, 1, 9, tzinfo=LONDON)
DAY = timedelta(days=1)


def invented(seed: int, how_many: int) -> dict[int, History]:
    chance, ids = Random(seed), count(10_000)
    return {1000 + number: Life(chance, ids).history for number in range(how_many)}


def turning_days(history: History) -> Iterator[date]:
    """Every day that something in it names, those around it, and a fortnight before."""
    for event in history:
        for value in event:
            day = reference.local(value) if isinstance(value, datetime) else value
            if isinstance(day, date):
                yield from (day - 15 * DAY, day - 14 * DAY, day - DAY, day, day + DAY, day + 28 * DAY)


def days_to_ask(lives: dict[int, History], chance: Random) -> dict[date, list[int]]:
    """Day -> the people to ask about: each on days on which something turns for them."""
    found = defaultdict(list)
    for person, history in lives.items():
        days = sorted({day for day in turning_days(history) if FIRST <= day <= LAST})
        for day in chance.sample(days, min(DAYS_EACH, len(days))):
            found[day].append(person)
    return found


def told(standing: Standing) -> dict[str, object]:
    found = asdict(standing)
    exempt = standing.exemption
    found["exempt"] = (exempt.code, exempt.from_on, exempt.until_on) if exempt else None
    return found


def differs(standing: Standing, expected: dict[str, object]) -> dict[str, tuple[object, object]]:
    """What the two say differently: name -> what the standing says, what the reference says."""
    found = told(standing)
    return {name: (found[name], value) for name, value in expected.items() if found[name] != value}


@pytest.mark.parametrize("seed", [20261126])
def test_any_history_on_any_day_stands_as_the_reference_says(store: Store, seed: int) -> None:
    lives, chance = invented(seed, HISTORIES), Random(seed)
    met: Counter[str] = Counter()
    with store.writing() as db:
        tell(db, lives, giver=deeds.person(db, "leah").id)
    with store.reading() as db:
        for day, asked in days_to_ask(lives, chance).items():
            for line in standings.as_at(db, asked, COURSES, day, AFTERWARDS):
                expected = reference.stands(lives[line.person_id], line.course_id, day)
                wrong = differs(line.standing, expected)
                assert not wrong, (line.person_id, line.course_id, day, wrong, lives[line.person_id])
                met.update((line.standing.status, line.standing.flag or "no flag"))
    assert met.total() >= 2 * HISTORIES * DAYS_EACH * 2 * 0.95
    statuses, flags = {*get_args(Status)} - {"open to you"}, {*get_args(Flag), "no flag"} - {""}
    assert set(met) == statuses | flags
    assert min(met.values()) >= 150, met


def test_a_person_and_their_lead_never_see_different_things(store: Store) -> None:
    lives = invented(7, 100)
    with store.writing() as db:
        tell(db, lives, giver=deeds.person(db, "leah").id)
        unasked: Counter[str] = Counter()
        for id, history in lives.items():
            who, at = Person(id, "", "", "staff"), datetime(2027, 5, 1, 23, 59, tzinfo=LONDON)
            own = {each.course_id: each for each in standings.of_person(db, who, at)}
            for line in standings.as_at(db, [id], COURSES, at.date(), at):
                mine = own[line.course_id]
                if line.standing.status == "not in scope":
                    unasked[mine.status] += 1
                    assert not differs(mine, reference.stands(history, line.course_id, at.date(), True))
                else:
                    assert mine == line.standing
        assert {"open to you", "in progress", "passed"} <= set(unasked)
        assert len(people.by_email(db, f"p{id}@work.example").name) == 1
