"""Whatever a person and their lead do, the final check, My learning and the report tell the same of it."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

from api import assignments, attempts, certificates, standings
from api.errors import Refused
from api.people import Person
from api.store import Db, Store
from tests.cast import COURSE
from tests.clock import START
from tests.rules import deeds

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
STEPS = 40

Act = Callable[[Db, Person, datetime, Random], object]


def tries(db: Db, person: Person, at: datetime, chance: Random) -> None:
    deeds.reads(db, person, at)
    attempt = attempts.start_check(db, person, COURSE, at + MINUTE)
    missed = chance.choice((0, 2, 2, 3))
    deeds.answers(
        db, person, attempt, at + MINUTE, missed, miss_critical=not missed and chance.random() < 0.6
    )
    if chance.random() < 0.6:
        attempts.hand_in(db, person, attempt, at + 2 * MINUTE)


def follows_up(db: Db, person: Person, at: datetime, chance: Random) -> None:
    deeds.reads(db, person, at)
    [own] = standings.of_person(db, person, at)
    attempt = attempts.start_follow_up(db, person, own.follow_up_of or 0, at + MINUTE)
    deeds.answers(db, person, attempt, at + MINUTE, miss_critical=chance.random() < 0.5)
    attempts.hand_in(db, person, attempt, at + 2 * MINUTE)


def hands_in(db: Db, person: Person, at: datetime, chance: Random) -> None:
    [own] = standings.of_person(db, person, at)
    attempts.hand_in(db, person, own.under_way or 0, at)


def is_given(db: Db, person: Person, at: datetime, chance: Random) -> None:
    attempts.give_try(db, deeds.person(db, "leah"), person, COURSE, "other", "", at)


def talks(db: Db, person: Person, at: datetime, chance: Random) -> None:
    held = at.date() - chance.choice((0, 3)) * DAY
    attempts.talked_through(db, deeds.person(db, "leah"), person, COURSE, held, "Sue", at)


def loses(db: Db, person: Person, at: datetime, chance: Random) -> None:
    [own] = standings.of_person(db, person, at)
    certificates.withdraw(db, own.certificate or "", "A test.", at)


def is_asked(db: Db, person: Person, at: datetime, chance: Random) -> None:
    assignments.assign(db, None, person.id, COURSE, at.date() + chance.choice((0, 30)) * DAY, at)


def is_let_off(db: Db, person: Person, at: datetime, chance: Random) -> None:
    assignments.take_back(db, None, person.id, COURSE, at)


def waits(db: Db, person: Person, at: datetime, chance: Random) -> None:
    pass


ACTS: dict[Act, int] = {
    tries: 10,
    follows_up: 5,
    hands_in: 6,
    is_given: 4,
    talks: 1,
    loses: 2,
    is_asked: 2,
    is_let_off: 1,
    waits: 1,
}


def told_alike(db: Db, person: Person, at: datetime) -> str:
    """The status in the report of that day, held against everything else that tells of it."""
    [own] = standings.of_person(db, person, at)
    [line] = standings.as_at(db, [person.id], [COURSE], at.date(), at)
    lead, check = line.standing, attempts.check_state(db, person, COURSE, at)
    assert lead == own or lead.status == "not in scope"
    assert not (check.now == "passed" and own.status != "passed")
    assert check.now == "passed" or own.status != "passed" or own.flag == "renew soon"
    if own.status not in ("passed", "expired"):
        assert (check.tries_used, check.tries, check.given) == (own.tries_used, own.tries, own.given)
        assert own.under_way == (check.attempt if check.now == "under way" else None)
        assert own.follow_up_of == (check.attempt if check.now == "follow-up first" else None)
        left = check.tries_used < check.tries or check.now in ("under way", "follow-up first")
        assert (own.status == "support needed") == (check.tries_used >= check.tries and not owed(check.now))
        assert left or own.status == "support needed"
    held = {each.id: each.state for each in certificates.all_own(db, person, at.date())}
    assert (own.status == "passed") == ("valid" in held.values())
    assert own.certificate is None or held[own.certificate] in ("valid", "expired")
    return lead.status


def owed(now: str) -> bool:
    return now == "follow-up first"


def test_they_tell_the_same_after_every_step(store: Store) -> None:
    met, done = Counter[str](), Counter[str]()
    for seed, name in enumerate(("ada", "ben", "tess", "amir")):
        chance, at = Random(seed), START
        with store.writing() as db:
            person = deeds.person(db, name)
            for _ in range(STEPS):
                at += chance.choice((10 * MINUTE, 10 * MINUTE, DAY, 20 * DAY))
                [act] = chance.choices([*ACTS], [*ACTS.values()])
                with suppress(Refused):
                    act(db, person, at, chance)
                    done[act.__name__] += 1
                met[told_alike(db, person, at + 3 * MINUTE)] += 1
    assert set(done) == {act.__name__ for act in ACTS}
    assert set(met) >= {"not in scope", "passed", "support needed", "not passed yet", "in progress"}
