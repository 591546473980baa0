"""Where a person stands with a course: exactly one status, and a flag of its own for time."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from api import assignments, attempts, certificates, courses, standings
from api.standings import Standing
from api.store import Db, Store
from api.tables import AssignmentRow
from tests.banks import kettle
from tests.cast import COURSE, Learner
from tests.clock import LONDON, START
from tests.rules import deeds

DAY = timedelta(days=1)
DUE = START.date() + 9 * DAY
ENDS = date(2027, 11, 23)


def standing(db: Db, name: str, at: datetime) -> Standing:
    [only] = standings.of_person(db, deeds.person(db, name), at)
    return only


def on(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)


def state(found: Standing) -> tuple[str, str, date | None]:
    return found.status, found.flag, found.due_on


def test_what_nobody_asked_for_is_open_to_you_and_has_no_date(store: Store) -> None:
    with store.writing() as db:
        assert state(standing(db, "ben", START)) == ("open to you", "", None)
        deeds.reads(db, deeds.person(db, "ben"), START, ("L1",))
        found = standing(db, "ben", START)
    assert state(found) == ("in progress", "", None)
    assert not found.required and not found.up_to_date


def test_what_is_assigned_and_not_begun_is_assigned(store: Store) -> None:
    with store.reading() as db:
        found = standing(db, "ada", START)
    assert state(found) == ("assigned", "due soon", DUE)
    assert found.required


def begins_by_opening(db: Db) -> None:
    assignments.open_lesson(db, deeds.person(db, "ada"), COURSE, "L1", START)


def begins_by_a_case(db: Db) -> None:
    attempts.start_case(db, deeds.person(db, "ada"), COURSE, "CASE-K", START)


def begins_by_a_check(db: Db) -> None:
    deeds.reads(db, deeds.person(db, "ada"), START)
    attempts.start_check(db, deeds.person(db, "ada"), COURSE, START)


@pytest.mark.parametrize("begin", [begins_by_opening, begins_by_a_case, begins_by_a_check])
def test_whatever_was_begun_is_in_progress(store: Store, begin) -> None:
    with store.writing() as db:
        begin(db)
        assert state(standing(db, "ada", START)) == ("in progress", "due soon", DUE)


def test_a_try_not_passed_with_tries_left_is_not_passed_yet(store: Store) -> None:
    with store.writing() as db:
        for days in range(2):
            deeds.tries(db, deeds.person(db, "ada"), START + days * DAY, missed=2)
            assert state(standing(db, "ada", START + days * DAY)) == ("not passed yet", "due soon", DUE)


def test_a_safety_follow_up_owed_is_not_passed_yet_even_after_the_last_try(store: Store) -> None:
    with store.writing() as db:
        for days in range(2):
            deeds.tries(db, deeds.person(db, "ada"), START + days * DAY, missed=2)
        last = deeds.tries(db, deeds.person(db, "ada"), START + 2 * DAY, miss_critical=True)
        assert last.outcome == "follow_up"
        assert standing(db, "ada", START + 2 * DAY).status == "not passed yet"


def test_no_tries_left_means_support_needed_and_a_later_pass_ends_that(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        for days in range(3):
            deeds.tries(db, ada, START + days * DAY, missed=2)
        assert state(standing(db, "ada", START + 2 * DAY)) == ("support needed", "due soon", DUE)
        assert standing(db, "ada", on(DUE + DAY)).flag == "overdue"
        deeds.passes(db, ada, START + 4 * DAY)
        assert state(standing(db, "ada", START + 4 * DAY)) == ("passed", "", DUE)


def test_a_pass_is_passed_to_the_end_of_its_last_day_and_expired_from_the_next(store: Store) -> None:
    with store.writing() as db:
        id = deeds.passes(db, deeds.person(db, "ada"), START)
        first = standing(db, "ada", START)
        last, after = (standing(db, "ada", on(day, 23)) for day in (ENDS, ENDS + DAY))
    assert (first.passed_on, first.valid_until, first.certificate) == (START.date(), ENDS, id)
    assert first.up_to_date
    assert (last.status, last.flag) == ("passed", "renew soon")
    assert state(after) == ("expired", "overdue", ENDS)
    assert not after.up_to_date


def test_an_expired_person_stays_expired_until_they_pass_again(store: Store) -> None:
    late = on(ENDS + 10 * DAY)
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        deeds.passes(db, ada, START)
        deeds.tries(db, ada, late, missed=2)
        assert state(standing(db, "ada", late)) == ("expired", "overdue", ENDS)
        deeds.passes(db, ada, late + DAY)
        assert standing(db, "ada", late + DAY).status == "passed"


def test_a_pass_that_is_withdrawn_goes_back_to_what_was_true_without_it(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        first = deeds.passes(db, ada, START)
        renewal = on(ENDS - 30 * DAY)
        second = deeds.passes(db, ada, renewal)
        certificates.withdraw(db, second, "A test.", renewal)
        found = standing(db, "ada", renewal)
        assert (found.status, found.valid_until, found.certificate) == ("passed", ENDS, first)
        certificates.withdraw(db, first, "A test.", renewal)
        assert standing(db, "ada", renewal).status not in ("passed", "expired")
        assert standing(db, "ada", renewal).certificate is None


def test_a_pass_of_an_older_edition_stays_a_pass(store: Store) -> None:
    with store.writing() as db:
        deeds.passes(db, deeds.person(db, "ada"), START)
        courses.publish(db, kettle("2.0.0"), "Kettle council", START + DAY)
        assert standing(db, "ada", START + DAY).status == "passed"


def test_a_pass_that_never_ends_stays_passed_without_a_flag(store: Store) -> None:
    forever = {**kettle("3.0.0")}
    forever["course.md"] = forever["course.md"].replace("valid: 12 months\nrenew: 60 days before\n", "")
    with store.writing() as db:
        courses.publish(db, forever, "Kettle council", START)
        deeds.passes(db, deeds.person(db, "ada"), START)
        found = standing(db, "ada", START + 3650 * DAY)
    assert (found.status, found.flag, found.valid_until) == ("passed", "", None)


def test_the_flag_of_what_is_due_turns_with_the_day_of_the_place(store: Store) -> None:
    turns = {15: "on time", 14: "due soon", 1: "due soon", 0: "due soon", -1: "overdue"}
    due = START.date() + 20 * DAY
    with store.writing() as db:
        assignments.assign(db, None, deeds.person(db, "ada").id, COURSE, due, START)
        for hour in (0, 23):
            found = {days: standing(db, "ada", on(due - days * DAY, hour)).flag for days in turns}
            assert found == turns


def test_the_flag_of_what_was_passed_says_when_to_renew(store: Store) -> None:
    turns = {61: "", 60: "renew soon", 0: "renew soon", -1: "overdue"}
    with store.writing() as db:
        deeds.passes(db, deeds.person(db, "ada"), START)
        assert {days: standing(db, "ada", on(ENDS - days * DAY)).flag for days in turns} == turns


def test_what_was_passed_late_is_passed(store: Store) -> None:
    with store.writing() as db:
        late = on(DUE + 5 * DAY)
        deeds.passes(db, deeds.person(db, "ada"), late)
        found = standing(db, "ada", late)
    assert state(found) == ("passed", "", DUE)
    assert found.passed_late


def test_the_page_shows_the_standing_that_json_tells(ada: Learner, store: Store) -> None:
    [told] = ada.get("/api/courses").json()
    assert (told["status"], told["flag"], told["due_on"]) == ("assigned", "due soon", "2026-12-02")
    assert "Due in 9 days, 2 December 2026" in ada.get("/learning").text
    with store.writing() as db:
        deeds.passes(db, ada.person, START)
    [told] = ada.get("/api/courses").json()
    assert (told["status"], told["valid_until"]) == ("passed", "2027-11-23")
    assert "Good until 23 November 2027" in ada.get("/learning").text


def test_a_standing_is_derived_and_stored_nowhere(store: Store) -> None:
    with store.writing() as db:
        deeds.passes(db, deeds.person(db, "ada"), START)
        [row] = db.exec(select(AssignmentRow)).all()
    assert not {"status", "flag", "passed_on"} & set(row.model_dump())
