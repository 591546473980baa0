"""Invented histories of people with two courses.

Days are few and close together, so that ends, withdrawals, terms and midnights meet; the clocks go forward on 28 March.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from tests.banks import kettle
from tests.rules.reference import (
    LONDON,
    Attempt,
    Cycle,
    Employed,
    Exempted,
    Granted,
    History,
    Opened,
    Published,
    Term,
    Withdrawn,
    local,
)

FIRST, LAST = date(2027, 2, 20), date(2027, 7, 10)
COURSES = ("cups", "pots")
VERSIONS = {"cups": "1.0.0", "pots": "2.0.0"}
"""Of the edition that every attempt is of: the first one of its course."""
DAY = timedelta(days=1)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), LONDON)


EDITIONS = [
    Published("cups", noon(date(2027, 2, 1)), 3, 6),
    Published("pots", noon(date(2027, 3, 20)), 2, 0),
    Published("cups", datetime(2027, 4, 20, 0, 20, tzinfo=LONDON), 1, 12),
    Published("cups", noon(date(2027, 6, 1)), 2, 3),
]
"""The second course came out when some had been asked to pass it already, as after an import."""


def files_of(number: int) -> dict[str, str]:
    """The bank of the edition with this place in the list, from 1; its version is that number."""
    edition, files = EDITIONS[number - 1], kettle(f"{number}.0.0")
    block = files["course.md"].replace("bank: kettle", f"bank: {edition.course}")
    block = block.replace("tries: 3", f"tries: {edition.tries}")
    return {**files, "course.md": block.replace("renew: 60 days", f"renew: {edition.renew} days")}


class Life:
    """One person's history, as it is made up. `ids`: numbers that nobody else has."""

    def __init__(self, chance: Random, ids: Iterator[int]) -> None:
        self.chance, self.ids = chance, ids
        self.history: History = [*EDITIONS, self._employed()]
        self.history += [self._exempted() for _ in range(chance.choice((0, 0, 0, 1, 1, 2)))]
        for course in COURSES:
            self._lives_through(course)

    def _day(self, lowest: int = 0, highest: int = (LAST - FIRST).days) -> date:
        return FIRST + self.chance.randint(lowest, highest) * DAY

    def _maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def _employed(self) -> Employed:
        started = self._day(-40, 60) if self._maybe(0.4) else None
        left = self._day(60, 150) if self._maybe(0.25) else None
        return Employed(started, left)

    def _exempted(self) -> Exempted:
        first = self._day(0, 100)
        last = None if self._maybe(0.2) else first + self.chance.randint(0, 30) * DAY
        return Exempted(
            self.chance.choice((None, *COURSES)), self.chance.choice(("away", "other")), first, last
        )

    def _lives_through(self, course: str) -> None:
        """One thing after the other: often on the same day, often around midnight."""
        self.course, self.cycle, self.on = course, 0, self._day(0, 50)
        self.last = datetime.combine(self.on, time(), LONDON)
        self.open: dict[str, Attempt] = {}
        self.checks: list[Attempt] = []
        if self._maybe(0.1):
            return
        self._new_cycle()
        for _ in range(self.chance.randint(0, 16)):
            self.on += self.chance.choice((0, 0, 0, 1, 1, 2, 5, 9)) * DAY
            act = self.chance.choices(
                (self._opens, self._tries, self._hands_in, self._is_asked, self._is_given, self._talks),
                (3, 8, 8, 2, 2, 1),
            )[0]
            act()
            if self._maybe(0.06):
                self._loses_a_pass()
            if self._maybe(0.05):
                self._new_cycle()

    def _moment(self) -> datetime:
        """Later than any before in this course: just after midnight, by day, or just before midnight."""
        hour, minute = self.chance.choice(((0, 10), (0, 10), (11, 0), (23, 20)))
        at = datetime.combine(self.on, time(hour, minute), LONDON)
        self.last = max(at, self.last + timedelta(seconds=1))
        self.on = local(self.last)
        return self.last

    def _new_cycle(self) -> None:
        self.cycle += 1
        self.open, self.checks = {}, []
        moment = self._moment()
        self.history.append(Cycle(self.course, self.cycle, moment))
        self.history.append(Term(self.course, self.cycle, moment, self._maybe(0.85), self._due()))

    def _due(self) -> date | None:
        return None if self._maybe(0.15) else self.on + self.chance.randint(0, 45) * DAY

    def _is_asked(self) -> None:
        self.history.append(Term(self.course, self.cycle, self._moment(), self._maybe(0.7), self._due()))

    def _opens(self) -> None:
        self.history.append(Opened(self.course, self.cycle, self._moment()))

    def _is_given(self) -> None:
        self.history.append(Granted(self.course, self.cycle, self._moment()))

    def _tries(self) -> None:
        owed = next((each for each in self.checks if each.outcome == "follow_up"), None)
        purpose = "follow_up" if owed and "follow_up" not in self.open and self._maybe(0.8) else "check"
        if purpose in self.open:
            return
        self.open[purpose] = Attempt(
            self.course,
            self.cycle,
            next(self.ids),
            purpose,
            owed.id if owed and purpose == "follow_up" else None,
            self._moment(),
            None,
            "",
            None,
            None,
            VERSIONS[self.course],
        )
        self.history.append(self.open[purpose])

    def _hands_in(self) -> None:
        if not self.open:
            return
        purpose, attempt = self.open.popitem()
        outcomes = ("passed", "not_yet", "not_yet", "not_yet", "follow_up")
        outcome = self.chance.choice(outcomes if purpose == "check" else outcomes[:2])
        done = self._done(attempt, outcome, self._moment())
        self.history[self.history.index(attempt)] = done
        if purpose == "check":
            self.checks = [done]
        else:
            self.checks = []

    def _talks(self) -> None:
        """Recorded up to ten days after it was held."""
        moment = self._moment()
        talk = Attempt(
            *(self.course, self.cycle, next(self.ids), "conversation", None, moment, None, "", None, None),
            VERSIONS[self.course],
        )
        self.history.append(self._done(talk, "passed", moment, self.chance.randint(0, 10)))

    def _done(self, attempt: Attempt, outcome: str, moment: datetime, ago: int = 0) -> Attempt:
        on = local(moment) - ago * DAY if outcome == "passed" else None
        ends = on + self.chance.randint(0, 40) * DAY if on and not self._maybe(0.08) else None
        return attempt._replace(handed_in=moment, outcome=outcome, passed_on=on, valid_until=ends)

    def _loses_a_pass(self) -> None:
        gone = {each.attempt for each in self.history if isinstance(each, Withdrawn)}
        passed = [each for each in self.history if isinstance(each, Attempt) and each.outcome == "passed"]
        left = [each.of or each.id for each in passed if (each.of or each.id) not in gone]
        if left:
            on = local(self._moment()) + self.chance.choice((0, 0, 0, 2)) * DAY
            self.history.append(Withdrawn(self.chance.choice(left), on))
