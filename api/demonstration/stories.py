"""What people did with the course, told in days before the first start, through the verbs that everyone uses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from api import assignments, attempts, certificates
from api.demonstration.answering import given_to
from api.people import Person
from api.store import Db
from api.tables import ExemptionRow
from quiz_bank import Bank

FIRST_ASKED, ASKED, ASKED_TEAMS = 410, 150, 11
"""Days ago: when the first people were asked to pass the course, the others, and when it became a rule of teams."""
TEAMS_DUE = 9
"""Days ahead: by when everyone of those teams has to have passed who was not asked before."""
WEAK_SPOTS = ("L3", "L6", "L5")
"""Lessons whose questions are missed first."""

Act = Callable[["Scene", Person, datetime], None]


@dataclass(frozen=True)
class Scene:
    db: Db
    course_id: str
    bank: Bank
    lead: Person


@dataclass(frozen=True)
class Deed:
    """`ago`: how many days before the first start."""

    ago: int
    act: Act


def asked(ago: int, due_in: int) -> Deed:
    """`due_in`: days from the first start; below zero it is past."""

    def act(scene: Scene, person: Person, at: datetime) -> None:
        due_on = (at + timedelta(days=ago + due_in)).date()
        assignments.assign(scene.db, None, person.id, scene.course_id, due_on, at)

    return Deed(ago, act)


def reads(ago: int, lessons: int) -> Deed:
    def act(scene: Scene, person: Person, at: datetime) -> None:
        _read(scene, person, at, [each.id for each in scene.bank.lessons[:lessons]])

    return Deed(ago, act)


def tries(ago: int, missed: int = 0, critical: int = 0) -> Deed:
    """Read what is to be read first, answer everything, hand in; so many plain and critical questions not right."""

    def act(scene: Scene, person: Person, at: datetime) -> None:
        before = attempts.check_state(scene.db, person, scene.course_id, at)
        _read(scene, person, at, before.lessons)
        start = at + timedelta(minutes=35)
        attempt = attempts.start_check(scene.db, person, scene.course_id, start)
        _answer(scene, person, attempt, start, missed, critical)

    return Deed(ago, act)


def follows_up(ago: int) -> Deed:
    def act(scene: Scene, person: Person, at: datetime) -> None:
        state = attempts.check_state(scene.db, person, scene.course_id, at)
        _read(scene, person, at, [each.id for each in scene.bank.lessons])
        start = at + timedelta(minutes=20)
        attempt = attempts.start_follow_up(scene.db, person, state.attempt or 0, start)
        _answer(scene, person, attempt, start)

    return Deed(ago, act)


def talks(ago: int, held_with: str) -> Deed:
    """The course talked through with a supervisor, and recorded by the lead on that day."""

    def act(scene: Scene, person: Person, at: datetime) -> None:
        attempts.talked_through(scene.db, scene.lead, person, scene.course_id, at.date(), held_with, at)

    return Deed(ago, act)


def is_given_a_try(ago: int) -> Deed:
    def act(scene: Scene, person: Person, at: datetime) -> None:
        attempts.give_try(scene.db, scene.lead, person, scene.course_id, "prepared", "", at)

    return Deed(ago, act)


def loses_certificate(ago: int) -> Deed:
    def act(scene: Scene, person: Person, at: datetime) -> None:
        held = certificates.all_own(scene.db, person, at.date())
        certificates.withdraw(scene.db, held[0].id, "Somebody else had answered.", at)

    return Deed(ago, act)


def is_away(ago: int, until_in: int) -> Deed:
    def act(scene: Scene, person: Person, at: datetime) -> None:
        scene.db.add(
            ExemptionRow(
                person_id=person.id,
                code="away",
                from_on=at.date(),
                until_on=(at + timedelta(days=ago + until_in)).date(),
                approved_by=scene.lead.id,
                at=at,
            )
        )

    return Deed(ago, act)


def _read(scene: Scene, person: Person, at: datetime, lessons: Sequence[str]) -> None:
    for place, lesson in enumerate(lessons):
        assignments.mark_read(scene.db, person, scene.course_id, lesson, at + timedelta(minutes=2 * place))


def _answer(
    scene: Scene, person: Person, attempt: int, at: datetime, missed: int = 0, critical: int = 0
) -> None:
    drawn = [line.question for line in attempts.paper(scene.db, person, attempt).lines]
    asked = [question for id in drawn if (question := scene.bank.question(id))]
    weakest_first = sorted(asked, key=lambda each: each.lesson not in WEAK_SPOTS)
    not_right = {each.id for each in [each for each in weakest_first if not each.critical][:missed]}
    not_right |= {each.id for each in [each for each in asked if each.critical][:critical]}
    for place, question in enumerate(asked):
        asked_now = attempts.asked(scene.db, person, attempt, question.id)
        given = given_to(question, asked_now, question.id not in not_right)
        attempts.answer(
            scene.db, person, attempt, question.id, given, at + timedelta(minutes=place, seconds=20)
        )
    attempts.hand_in(scene.db, person, attempt, at + timedelta(minutes=len(asked) + 2))


def story(name: str, number: int) -> tuple[Deed, ...]:
    """The deeds of a story; `number` spreads those who share one over the weeks."""
    spread = number * 7 % 60
    everyone = asked(ASKED, -60)
    first_time = asked(FIRST_ASKED, -330)
    return {
        "passed": (everyone, tries(ASKED - 20 - spread, missed=number % 4)),
        "passed late": (everyone, tries(40 - number % 9, missed=2)),
        "passed after follow-up": (everyone, tries(90, critical=1), follows_up(88)),
        "renewed": (first_time, tries(385, missed=1), tries(40 + number % 5)),
        "renew soon": (first_time, tries(345 - number % 9, missed=3)),
        "expired": (first_time, tries(395 - number % 7, missed=2)),
        "overdue": (asked(ASKED, -12 - number % 9),),
        "overdue and begun": (asked(ASKED, -17), reads(30, 4)),
        "not passed yet, overdue": (asked(ASKED, -9), tries(20, missed=7)),
        "not passed yet": (asked(ASKED, 16), tries(6, missed=6)),
        "support needed": (asked(ASKED, 5), tries(30, missed=8), tries(22, missed=6), tries(9, missed=5)),
        "given another try": (
            asked(ASKED, 18),
            *(tries(ago, missed=missed) for ago, missed in ((40, 8), (30, 5), (21, 5))),
            is_given_a_try(10),
        ),
        "follow-up to do": (asked(ASKED, 11), tries(4, missed=1, critical=1)),
        "pass withdrawn": (everyone, tries(80, missed=1), loses_certificate(25)),
        "talked it through": (everyone, reads(100, 5), talks(72, "Ruth Abiodun")),
        "in progress": (asked(ASKED, 10), reads(6, 6)),
        "due soon": (asked(ASKED, 3 + number % 8),),
        "assigned": (asked(ASKED, 30),),
        "asked with the team": (),
        "starter": (asked(9, 19),),
        "away": (everyone, is_away(130, 45)),
        "leaver": (everyone,),
        "leaving soon": (everyone, tries(100, missed=2)),
        "moved here": (everyone, tries(110, missed=1)),
        "two posts": (everyone, tries(95, missed=2)),
    }[name]


LEFT = {"leaver": 21, "leaving soon": -12}
"""Days ago: the last day at work."""
STARTED = {"starter": 9}
MOVED = {"moved here": 60}
