"""Where people stood on any day, many at once, as a report tells it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event

from api import assignments, attempts, certificates, courses, people, standings
from api.errors import NotFound, NotUnderstood
from api.standings import Exemption, Standing
from api.store import Db, Store
from api.tables import ExemptionRow, PersonRow, TermRow
from tests.banks import kettle
from tests.cast import COURSE, Learner, words_of
from tests.clock import LONDON, START
from tests.rules import deeds

DAY = timedelta(days=1)
TODAY = START.date()
DUE = TODAY + 9 * DAY
LATER = datetime(2029, 1, 1, 12, tzinfo=LONDON)


def stood(db: Db, name: str, day: date, at: datetime = LATER) -> Standing:
    [line] = standings.as_at(db, [deeds.person(db, name).id], [COURSE], day, at)
    return line.standing


def kept(db: Db, name: str, **dates: date | None) -> None:
    row = db.get_one(PersonRow, deeds.person(db, name).id)
    for field, value in dates.items():
        setattr(row, field, value)
    db.add(row)
    db.flush()


def exempt(db: Db, name: str, from_on: date, until_on: date | None, course: str | None = None) -> None:
    who = deeds.person(db, name).id
    db.add(
        ExemptionRow(
            person_id=who, course_id=course, code="away", from_on=from_on, until_on=until_on, at=START
        )
    )
    db.flush()


def takes_back(db: Db, name: str, at: datetime) -> None:
    cycle = assignments.current_id(db, deeds.person(db, name), COURSE) or 0
    db.add(TermRow(assignment_id=cycle, required=False, at=at))
    db.flush()


@contextmanager
def counting(db: Db) -> Iterator[list[str]]:
    said: list[str] = []
    engine = db.connection().engine

    def note(connection, cursor, statement, *rest) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_before_it_was_asked_and_after_it_was_taken_back_a_person_is_not_in_scope(store: Store) -> None:
    with store.writing() as db:
        takes_back(db, "ada", START + 5 * DAY)
        found = [stood(db, "ada", TODAY + days * DAY).status for days in (-1, 0, 4, 5)]
        nobody = stood(db, "ben", TODAY)
    assert found == ["not in scope", "assigned", "assigned", "not in scope"]
    assert (nobody.status, nobody.flag, nobody.due_on) == ("not in scope", "", None)


def test_what_somebody_does_unasked_is_theirs_and_in_no_report(store: Store) -> None:
    with store.writing() as db:
        ben = deeds.person(db, "ben")
        deeds.reads(db, ben, START, ("L1",))
        [own] = standings.of_person(db, ben, START)
        assert (own.status, stood(db, "ben", TODAY).status) == ("in progress", "not in scope")


def test_a_pass_before_it_was_asked_counts_while_it_lasts(store: Store) -> None:
    with store.writing() as db:
        ben = deeds.person(db, "ben")
        deeds.passes(db, ben, START)
        assignments.assign(db, None, ben.id, COURSE, DUE, START + 5 * DAY)
        found = stood(db, "ben", TODAY + 5 * DAY)
    assert (found.status, found.passed_on, found.passed_late) == ("passed", TODAY, False)
    assert (found.assigned_on, found.due_on) == (TODAY + 5 * DAY, DUE)


def test_starters_count_from_their_first_day_and_leavers_to_their_last(store: Store) -> None:
    with store.writing() as db:
        kept(db, "ada", started_on=TODAY + DAY, left_on=TODAY + 60 * DAY)
        days = {0: "not in scope", 1: "assigned", 60: "assigned", 61: "not in scope"}
        assert {day: stood(db, "ada", TODAY + day * DAY).status for day in days} == days
        grace = {1: True, 29: True, 30: False, 61: False}
        assert {day: stood(db, "ada", TODAY + day * DAY).starter_grace for day in grace} == grace
        deeds.passes(db, deeds.person(db, "ada"), START + 2 * DAY)
        assert not stood(db, "ada", TODAY + 2 * DAY).starter_grace


@pytest.mark.parametrize("course", [None, COURSE])
def test_an_exemption_covers_its_days_and_gives_28_more_after_it(store: Store, course: str | None) -> None:
    first, last = DUE, DUE + 30 * DAY
    with store.writing() as db:
        exempt(db, "ada", first, last, course)
        days = (first - DAY, first, last, last + DAY, last + 29 * DAY, last + 30 * DAY)
        found = [stood(db, "ada", day) for day in days]
    assert [each.status for each in found] == ["assigned", "exempt", "exempt"] + ["assigned"] * 3
    assert [each.flag for each in found] == ["due soon", "", "", "on time", "due soon", "overdue"]
    assert found[1].exemption == Exemption("away", first, last)
    assert found[3].due_on == last + 29 * DAY


def test_a_learner_who_is_away_is_told_so_and_keeps_what_they_passed(ada: Learner, store: Store) -> None:
    with store.writing() as db:
        exempt(db, "ada", TODAY, TODAY + 3 * DAY)
    page = words_of(ada.get("/learning"))
    assert "Not asked of you now" in page and "Asked of you again after 26 November 2026" in page
    with store.writing() as db:
        deeds.passes(db, ada.person, START)
    page = words_of(ada.get("/learning"))
    assert "Passed 23 November 2026" in page and "There is nothing to do now." in page
    with store.writing() as db:
        exempt(db, "ben", TODAY, None)
        assignments.assign(db, None, deeds.person(db, "ben").id, COURSE, DUE, START)
        [own] = standings.of_person(db, deeds.person(db, "ben"), START)
    assert (own.status, own.exemption) == ("exempt", Exemption("away", TODAY, None))


def test_an_exemption_from_one_course_is_none_from_another_and_may_have_no_end(store: Store) -> None:
    other = {**kettle()}
    other["course.md"] = other["course.md"].replace("bank: kettle", "bank: pot")
    with store.writing() as db:
        courses.publish(db, other, "Kettle council", START)
        exempt(db, "ada", TODAY, None, "pot")
        assert stood(db, "ada", TODAY).status == "assigned"
        exempt(db, "ada", TODAY, None)
        assert stood(db, "ada", TODAY + 500 * DAY).status == "exempt"


def test_a_date_set_after_coming_back_stands(store: Store) -> None:
    with store.writing() as db:
        exempt(db, "ada", TODAY, TODAY + 30 * DAY)
        assignments.assign(db, None, deeds.person(db, "ada").id, COURSE, TODAY + 33 * DAY, START + 31 * DAY)
        assert stood(db, "ada", TODAY + 31 * DAY).due_on == TODAY + 33 * DAY


def test_a_changed_date_counts_from_the_day_it_was_changed(store: Store) -> None:
    with store.writing() as db:
        assignments.assign(db, None, deeds.person(db, "ada").id, COURSE, DUE + 90 * DAY, START + 20 * DAY)
        found = {days: stood(db, "ada", TODAY + days * DAY) for days in (19, 20)}
    assert (found[19].flag, found[19].days_overdue, found[19].assigned_on) == ("overdue", 10, TODAY)
    assert (found[20].flag, found[20].days_overdue, found[20].assigned_on) == ("on time", 0, TODAY)


def test_a_pass_counts_until_the_day_it_was_withdrawn(store: Store) -> None:
    with store.writing() as db:
        id = deeds.passes(db, deeds.person(db, "ada"), START)
        certificates.withdraw(db, id, "A test.", START + 3 * DAY)
        found = [stood(db, "ada", TODAY + days * DAY) for days in (2, 3)]
    assert [each.status for each in found] == ["passed", "not passed yet"]
    assert [each.certificate for each in found] == [id, None]


def test_the_day_ends_at_midnight_of_the_place(store: Store) -> None:
    summer = datetime(2027, 6, 10, 0, 30, tzinfo=LONDON)
    with store.writing() as db:
        deeds.tries(db, deeds.person(db, "ada"), summer, missed=2)
        found = [stood(db, "ada", date(2027, 6, day)).tries_used for day in (9, 10)]
    assert found == [0, 1]


def test_the_course_is_as_it_was_live_that_day(store: Store) -> None:
    fewer = {**kettle("2.0.0")}
    fewer["course.md"] = fewer["course.md"].replace("tries: 3", "tries: 1")
    with store.writing() as db:
        deeds.tries(db, deeds.person(db, "ada"), START, missed=2)
        courses.publish(db, fewer, "Kettle council", START + DAY)
        found = [stood(db, "ada", TODAY + days * DAY) for days in (0, 1)]
    assert [(each.status, each.tries) for each in found] == [("not passed yet", 3), ("support needed", 1)]


def test_a_renewal_under_way_does_not_hide_the_pass_in_force(store: Store) -> None:
    renewal = datetime(2027, 10, 1, 9, tzinfo=LONDON)
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        deeds.passes(db, ada, START)
        deeds.tries(db, ada, renewal, missed=2)
        found = stood(db, "ada", renewal.date())
        late = stood(db, "ada", date(2027, 11, 24))
    assert (found.status, found.flag, found.tries_used) == ("passed", "renew soon", 1)
    assert (late.status, late.flag, late.days_overdue) == ("expired", "overdue", 1)


def test_a_headline_is_one_word_of_what_matters_most(store: Store) -> None:
    with store.writing() as db:
        assert stood(db, "ada", TODAY).headline == "assigned"
        assert stood(db, "ada", DUE + DAY).headline == "overdue"
        deeds.passes(db, deeds.person(db, "ada"), START)
        assert stood(db, "ada", DUE + DAY).headline == "passed"
        assert stood(db, "ada", TODAY + 366 * DAY).headline == "expired"


def test_no_day_to_come_and_nobody_and_nothing_that_is_not_here(store: Store) -> None:
    with store.reading() as db:
        ada = deeds.person(db, "ada").id
        with pytest.raises(NotUnderstood):
            standings.as_at(db, [ada], [COURSE], TODAY + DAY, START)
        assert standings.as_at(db, [], [COURSE], TODAY, START) == ()
        for who, which in (([ada, 999], COURSE), ([ada], "teapot")):
            with pytest.raises(NotFound):
                standings.as_at(db, who, [which], TODAY, START)


def test_many_people_cost_as_many_statements_as_one(store: Store) -> None:
    with store.writing() as db:
        many = [people.add(db, f"p{number}@work.example", "P", "staff", START).id for number in range(60)]
        for id in many[:20]:
            who = people.by_email(db, f"p{many.index(id)}@work.example")
            assignments.assign(db, None, who.id, COURSE, DUE, START)
            attempts.start_case(db, who, COURSE, "CASE-K", START)
        with counting(db) as for_one:
            standings.as_at(db, many[:1], [COURSE], TODAY, START)
        with counting(db) as for_many:
            lines = standings.as_at(db, many[::-1], [COURSE], TODAY, START)
    assert len(for_one) == len(for_many) <= 9
    assert [line.person_id for line in lines] == many[::-1]
    assert [line.standing.status for line in lines] == ["not in scope"] * 40 + ["in progress"] * 20
