"""Leads ask people and teams to pass a course, change the date, and take it back."""

from datetime import date, timedelta

import pytest
from sqlmodel import func, select

from api import assignments, audit, people, standings, teams
from api.errors import NotFound, NotUnderstood
from api.people import Person
from api.store import Db, Store
from api.tables import AssignmentRow, MembershipRow, PersonRow, TeamAssignmentRow, TermRow
from tests.cast import COURSE
from tests.clock import START
from tests.rules import deeds
from tests.rules.test_at_once import at_once
from tests.rules.test_teams import grown, lead

DAY = timedelta(days=1)
TODAY = START.date()
DUE = TODAY + 60 * DAY


def team(db: Db, name: str) -> int:
    return next(each.id for each in teams.tree(db) if each.name == name)


def joins(db: Db, name: str, where: str, days: int = 0) -> Person:
    """Somebody new of this name, in this team from so many days after today on."""
    who = people.add(db, f"{name}@work.example", name.title(), "staff", START)
    teams.join(db, None, who.id, team(db, where), TODAY + days * DAY, START)
    return who


def asked(db: Db, who: Person) -> date | None:
    """The date by which this person is asked to pass; None where nobody asks."""
    cycle = assignments.current(db, who, COURSE)
    return cycle.due_on if cycle and cycle.required else None


def terms(db: Db) -> int:
    return db.exec(select(func.count()).select_from(TermRow)).one()


def status(db: Db, who: Person, day: date, at=START) -> str:
    [line] = standings.as_at(db, [who.id], [COURSE], day, at)
    return line.standing.status


def test_the_door_to_a_person_opens_to_who_answers_for_a_team_of_theirs_that_day(store: Store) -> None:
    with store.writing() as db:
        grown(db)
        leah = lead(db, "Early help")
        moves = joins(db, "mo", "Duty")
        teams.leave(db, None, teams.posts(db, moves.id, TODAY)[0].id, TODAY + DAY, START)
        teams.join(db, None, moves.id, team(db, "Trust"), TODAY + 2 * DAY, START)
        assert teams.led_person(db, leah, moves.id, TODAY + DAY).name == "Mo"
        strangers = [(moves.id, TODAY + 2 * DAY), (deeds.person(db, "ada").id, TODAY), (999, TODAY)]
        for id, day in strangers:
            with pytest.raises(NotFound):
                teams.led_person(db, leah, id, day)
        assert teams.led_person(db, deeds.person(db, "amir"), moves.id, TODAY + 2 * DAY).id == moves.id
        for other in ("ben", "tess"):
            with pytest.raises(NotFound):
                teams.led_person(db, deeds.person(db, other), moves.id, TODAY)


def test_asking_a_person_twice_is_once_and_the_record_says_who_asked(store: Store) -> None:
    with store.writing() as db:
        ben, leah = deeds.person(db, "ben"), deeds.person(db, "leah")
        for _ in range(2):
            assignments.assign(db, leah.id, ben.id, COURSE, DUE, START)
        assignments.assign(db, leah.id, ben.id, COURSE, DUE + DAY, START + DAY)
        rows = db.exec(select(TermRow).where(TermRow.set_by == leah.id).order_by(TermRow.id)).all()
        assert [row.due_on for row in rows] == [DUE, DUE + DAY]
        noted = audit.newest(db, about=f"person {ben.id}")
    assert [(each.action, each.detail["due_on"]) for each in noted] == [
        ("changed a date", str(DUE + DAY)),
        ("asked to pass", str(DUE)),
    ]


def test_a_date_that_is_past_is_refused_in_words_and_today_is_not(store: Store) -> None:
    with store.writing() as db:
        grown(db)
        leah, ben = lead(db, "Early help"), deeds.person(db, "ben")
        with pytest.raises(NotUnderstood, match="is past") as refused:
            assignments.assign(db, leah.id, ben.id, COURSE, TODAY - DAY, START)
        assert list(refused.value.extra["fields"]) == ["due_on"]
        with pytest.raises(NotUnderstood, match="is past"):
            assignments.assign_team(db, leah, team(db, "Duty"), COURSE, TODAY - DAY, START)
        assert assignments.assign(db, leah.id, ben.id, COURSE, TODAY, START).due_on == TODAY


def test_a_person_or_course_that_is_not_here_is_not_found(store: Store) -> None:
    with store.writing() as db:
        ben = deeds.person(db, "ben")
        for person, course in ((999, COURSE), (ben.id, "teapot")):
            with pytest.raises(NotFound):
                assignments.assign(db, None, person, course, DUE, START)
        with pytest.raises(NotFound):
            assignments.take_back(db, None, 999, COURSE, START)


def test_what_is_taken_back_is_not_in_scope_from_that_day_and_once_is_enough(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        deeds.reads(db, ada, START, ("L1",))
        for _ in range(2):
            assignments.take_back(db, None, ada.id, COURSE, START + 3 * DAY)
        found = [status(db, ada, TODAY + days * DAY, START + 9 * DAY) for days in (2, 3)]
        assert terms(db) == 2
        [own] = standings.of_person(db, ada, START + 3 * DAY)
    assert found == ["in progress", "not in scope"]
    assert (own.status, own.required, own.due_on) == ("in progress", False, None)


def test_a_team_is_asked_with_all_below_it_and_nobody_else(store: Store) -> None:
    with store.writing() as db:
        grown(db)
        leah = lead(db, "Early help")
        here = [joins(db, "al", "Early help"), joins(db, "bo", "Duty")]
        elsewhere = [joins(db, "cy", "Reviews"), joins(db, "di", "Duty", days=5)]
        assert assignments.assign_team(db, leah, team(db, "Early help"), COURSE, DUE, START) == 2
        assert [asked(db, each) for each in here + elsewhere] == [DUE, DUE, None, None]
        [running] = assignments.of_teams(db, [team(db, "Early help")])
        for other in ("Council", "Reviews"):
            with pytest.raises(NotFound):
                assignments.assign_team(db, leah, team(db, other), COURSE, DUE, START)
    assert (running.due_on, running.assigned_by) == (DUE, leah.id)


def test_asking_a_team_twice_changes_nothing_and_two_leads_at_once_ask_it_once(store: Store) -> None:
    with store.writing() as db:
        grown(db)
        leah = lead(db, "Early help")
        ann = joins(db, "ann", "Duty")
        duty = team(db, "Duty")
    patient = Store(store.url, wait=120)

    def ask(number: int) -> int:
        with patient.writing() as db:
            return assignments.assign_team(db, leah, duty, COURSE, DUE, START)

    assert sorted(at_once(8, ask)) == [0] * 7 + [1]
    patient.close()
    with store.reading() as db:
        assert len(db.exec(select(AssignmentRow).where(AssignmentRow.person_id == ann.id)).all()) == 1
        assert len(db.exec(select(TeamAssignmentRow)).all()) == 1
        noted = audit.newest(db, about=f"team {duty}")
    assert [each.action for each in noted] == ["asked a team to pass", "added a team"]


def test_who_passed_keeps_their_pass_and_who_was_asked_before_their_date(store: Store) -> None:
    with store.writing() as db:
        grown(db)
        leah = lead(db, "Early help")
        passed, agreed = joins(db, "pia", "Duty"), joins(db, "ike", "Duty")
        deeds.passes(db, passed, START)
        assignments.assign(db, leah.id, agreed.id, COURSE, DUE + 30 * DAY, START)
        assert assignments.assign_team(db, leah, team(db, "Duty"), COURSE, DUE, START) == 1
        assert status(db, passed, TODAY) == "passed"
        assert [asked(db, each) for each in (passed, agreed)] == [DUE, DUE + 30 * DAY]


def test_a_new_date_for_the_team_is_new_for_those_who_had_the_teams(store: Store) -> None:
    with store.writing() as db:
        grown(db)
        leah = lead(db, "Early help")
        plain, agreed, starter = (joins(db, name, "Duty") for name in ("pam", "ivy", "sid"))
        db.get_one(PersonRow, starter.id).started_on = TODAY + 40 * DAY
        assignments.assign_team(db, leah, team(db, "Duty"), COURSE, DUE, START)
        assert asked(db, starter) == TODAY + 68 * DAY
        assignments.assign(db, leah.id, agreed.id, COURSE, DUE + 5 * DAY, START)
        sooner, later = DUE - 10 * DAY, DUE + 100 * DAY
        assert assignments.assign_team(db, leah, team(db, "Duty"), COURSE, sooner, START + DAY) == 1
        assert assignments.assign_team(db, leah, team(db, "Duty"), COURSE, later, START + 2 * DAY) == 2
        found = [asked(db, each) for each in (plain, agreed, starter)]
        [running] = assignments.of_teams(db, [team(db, "Duty")])
    assert found == [later, DUE + 5 * DAY, later]
    assert running.due_on == later


def test_a_leaver_is_asked_nothing(store: Store) -> None:
    with store.writing() as db:
        grown(db)
        leah = lead(db, "Early help")
        last_day, gone = joins(db, "len", "Duty"), joins(db, "gus", "Duty")
        db.get_one(PersonRow, last_day.id).left_on = TODAY
        db.get_one(PersonRow, gone.id).left_on = TODAY - DAY
        assignments.assign_team(db, leah, team(db, "Duty"), COURSE, DUE, START)
        assert [asked(db, each) for each in (last_day, gone)] == [DUE, None]


def test_who_joins_later_is_asked_what_the_teams_above_are_with_28_days_at_least(store: Store) -> None:
    with store.writing() as db:
        grown(db)
        leah = lead(db, "Early help")
        assignments.assign_team(db, leah, team(db, "Early help"), COURSE, DUE, START)
        early, late, past = (
            joins(db, name, "Duty", days) for name, days in (("eve", 10), ("lou", 50), ("pat", -90))
        )
        elsewhere = joins(db, "rex", "Reviews")
        for who, where in ((early, "Duty"), (late, "Duty"), (past, "Duty"), (elsewhere, "Reviews")):
            for _ in range(2):
                assignments.for_joiner(db, None, who.id, team(db, where), START + 40 * DAY)
        found = [asked(db, each) for each in (early, late, past, elsewhere)]
    assert found == [TODAY + 68 * DAY, TODAY + 78 * DAY, TODAY + 68 * DAY, None]


def test_who_was_asked_before_they_joined_keeps_their_date(store: Store) -> None:
    with store.writing() as db:
        grown(db)
        leah = lead(db, "Early help")
        assignments.assign_team(db, leah, team(db, "Duty"), COURSE, DUE, START)
        who = joins(db, "kim", "Reviews")
        assignments.assign(db, None, who.id, COURSE, TODAY + 5 * DAY, START)
        assignments.for_joiner(db, None, who.id, team(db, "Duty"), START)
        assert asked(db, who) == TODAY + 5 * DAY


def test_taking_it_back_from_a_team_spares_those_asked_through_another(store: Store) -> None:
    with store.writing() as db:
        grown(db)
        leah = lead(db, "Early help", "Trust")
        plain, below, two_posts = (
            joins(db, "pim", "Early help"),
            joins(db, "bea", "Duty"),
            joins(db, "tom", "Trust"),
        )
        db.add(
            MembershipRow(
                person_id=two_posts.id, team_id=team(db, "Early help"), from_on=TODAY, recorded_at=START
            )
        )
        for name in ("Early help", "Duty", "Trust"):
            assignments.assign_team(db, leah, team(db, name), COURSE, DUE, START)
        at, top = START + DAY, team(db, "Early help")
        assert assignments.take_back_team(db, leah, top, COURSE, at) == 1
        assert assignments.take_back_team(db, leah, top, COURSE, at) == 0
        assert [asked(db, each) for each in (plain, below, two_posts)] == [None, DUE, DUE]
        assert assignments.of_teams(db, [top]) == ()
        assert audit.newest(db, about=f"team {top}")[0].detail == {"course": COURSE, "people": 1}
        with pytest.raises(NotFound):
            assignments.take_back_team(db, leah, team(db, "Reviews"), COURSE, at)
