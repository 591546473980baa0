"""Standings of many on a day, and of one person for themselves: the same evidence, the same rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from api.errors import NotFound, NotUnderstood
from api.people import Person
from api.standings.evidence import gather, live
from api.standings.rule import Standing, stand, stand_for_learner
from api.store import Db


@dataclass(frozen=True)
class Line:
    person_id: int
    course_id: str
    standing: Standing


def as_at(
    db: Db, person_ids: Sequence[int], course_ids: Sequence[str], day: date, at: datetime
) -> tuple[Line, ...]:
    """Where each person stood with each course at the end of `day`, people outside, courses inside, as given.

    On what is known today: employment, exemptions, and a talk held before it was recorded count for the days they were
    true; what somebody did in Debrief counts from its moment, by the clocks of the place that `at` names. The course
    is as it was live on that day. As many statements for one person as for 10,000.
    Raises NotUnderstood for a day to come, NotFound for a course or person that is not here.
    """
    if day > at.date():
        raise NotUnderstood("That day is still to come. Choose today or a day before it.")
    courses = live(db, day, at.tzinfo)
    if not set(course_ids) <= set(courses):
        raise NotFound("There is no such course here.")
    found = gather(db, person_ids, [courses[id] for id in course_ids], day, at.tzinfo)
    return tuple(Line(id, known.about.course_id, stand(known, day)) for id, known in found)


def of_person(db: Db, person: Person, at: datetime) -> tuple[Standing, ...]:
    """To the person themselves, for every published course: those due first in front, then the rest by title."""
    abouts = list(live(db, at.date(), at.tzinfo).values())
    found = [
        stand_for_learner(known, at.date())
        for _, known in gather(db, [person.id], abouts, at.date(), at.tzinfo)
    ]
    return tuple(sorted(found, key=lambda each: (each.due_on or date.max, each.course)))
