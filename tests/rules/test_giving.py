"""What a lead does for one person: another try, and the course talked through."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from api import assignments, attempts, audit, certificates, contents, courses, standings
from api.errors import (
    FollowUpFirst,
    LessonsFirst,
    NotAllowed,
    NotFound,
    NotNeeded,
    NoTriesLeft,
    NotUnderstood,
)
from api.people import Person
from api.standings import Standing
from api.store import Db, Store
from api.tables import AttemptRow, ConversationRow, ExtraTryRow, ResultRow
from tests.banks import kettle
from tests.cast import COURSE, Learner, words_of
from tests.clock import START, StoppedClock
from tests.rules import deeds

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
TODAY = START.date()
HOUR = START + 60 * MINUTE


def has_had_three(db: Db) -> Person:
    ada = deeds.person(db, "ada")
    for minutes in range(3):
        deeds.tries(db, ada, START + minutes * MINUTE, missed=2)
    return ada


def gives(db: Db, who: Person, at=HOUR, reason: str = "prepared", words: str = "") -> None:
    attempts.give_try(db, deeds.person(db, "leah"), who, COURSE, reason, words, at)


def talks(db: Db, who: Person, held_on: date = TODAY, held_with: str = "Sue Pervisor", at=START) -> str:
    return attempts.talked_through(db, deeds.person(db, "leah"), who, COURSE, held_on, held_with, at)


def stands(db: Db, who: Person, at=START, day: date | None = None) -> Standing:
    [line] = standings.as_at(db, [who.id], [COURSE], day or at.date(), at)
    return line.standing


def test_another_try_opens_at_once_once_the_lessons_missed_are_read_again(store: Store) -> None:
    with store.writing() as db:
        ada = has_had_three(db)
        assert stands(db, ada).status == "support needed"
        deeds.reads(db, ada, START + 5 * MINUTE)
        with pytest.raises(NoTriesLeft):
            attempts.start_check(db, ada, COURSE, HOUR)
        gives(db, ada, words="  We sat\ntogether ")
        assert stands(db, ada).status == "not passed yet"
        attempt = attempts.start_check(db, ada, COURSE, HOUR)
        deeds.answers(db, ada, attempt, HOUR, missed=2)
        result = deeds.hands_in(db, ada, attempt, HOUR + MINUTE)
        found = stands(db, ada)
        [row] = db.exec(select(ExtraTryRow)).all()
    assert (result.try_number, result.tries) == (4, 4)
    assert (found.status, found.tries_used, found.tries, found.given) == ("support needed", 4, 4, 1)
    assert (row.reason, row.words) == ("prepared", "We sat together")


def test_a_try_given_after_those_that_open_by_themselves_opens_too(store: Store) -> None:
    with store.writing() as db:
        ada = has_had_three(db)
        for days in (1, 2):
            deeds.tries(db, ada, START + days * DAY, missed=2)
        late = HOUR + 2 * DAY
        assert stands(db, ada, late).status == "support needed"
        gives(db, ada, late)
        deeds.reads(db, ada, late)
        assert attempts.check_state(db, ada, COURSE, late).now == "can start"
        found = stands(db, ada, late)
    assert (found.status, found.tries_used, found.tries) == ("not passed yet", 5, 6)


def test_another_try_is_refused_in_words_while_one_is_left_or_owed_or_a_pass_in_force(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        for minutes in range(2):
            with pytest.raises(NotNeeded, match="try left"):
                gives(db, ada)
            deeds.tries(db, ada, START + minutes * MINUTE, missed=2)
        deeds.reads(db, ada, START + 3 * MINUTE)
        attempt = attempts.start_check(db, ada, COURSE, START + 3 * MINUTE)
        with pytest.raises(NotNeeded, match="try left"):
            gives(db, ada)
        deeds.answers(db, ada, attempt, START, miss_critical=True)
        deeds.hands_in(db, ada, attempt, START + 4 * MINUTE)
        with pytest.raises(NotNeeded, match="follow-up"):
            gives(db, ada)
        deeds.passes(db, ben := deeds.person(db, "ben"), START)
        with pytest.raises(NotNeeded, match="have passed"):
            gives(db, ben)
        assert db.exec(select(ExtraTryRow)).all() == []


def test_a_try_given_twice_is_one(store: Store) -> None:
    with store.writing() as db:
        ada = has_had_three(db)
        gives(db, ada)
        with pytest.raises(NotNeeded):
            gives(db, ada)
        [noted] = [each for each in audit.newest(db, about=f"person {ada.id}") if "try" in each.action]
    assert noted.detail == {"course": COURSE, "reason": "prepared"}


def test_a_reason_is_needed_and_nobody_does_either_for_themselves(store: Store) -> None:
    with store.writing() as db:
        ada, leah = has_had_three(db), deeds.person(db, "leah")
        with pytest.raises(NotUnderstood) as refused:
            gives(db, ada, reason="because")
        assert list(refused.value.extra["fields"]) == ["reason"]
        with pytest.raises(NotAllowed):
            gives(db, leah)
        with pytest.raises(NotAllowed):
            talks(db, leah)
        with pytest.raises(NotFound):
            attempts.give_try(db, leah, ada, "teapot", "other", "", START)


def test_the_learner_is_told_that_somebody_gave_them_another_try(ada: Learner, store: Store) -> None:
    with store.writing() as db:
        who = has_had_three(db)
        last = attempts.check_state(db, who, COURSE, START).attempt
        gives(db, who)
        deeds.reads(db, who, HOUR)
    for path in (f"/learning/attempts/{last}/result", f"/learning/courses/{COURSE}/final-check"):
        assert "Somebody who answers for your team gave you another try." in words_of(ada.get(path))
    assert "You were given another try." in words_of(ada.get("/learning"))


def test_what_was_talked_through_is_a_pass_of_the_day_it_was_held_like_any_other(store: Store) -> None:
    held = TODAY - 10 * DAY
    with store.writing() as db:
        ada = has_had_three(db)
        certificate = talks(db, ada, held)
        found = stands(db, ada)
        [own] = standings.of_person(db, ada, START)
        [talk] = db.exec(select(ConversationRow)).all()
    assert (found.status, found.flag, found.passed_on, found.certificate) == ("passed", "", held, certificate)
    assert found.valid_until == date(2027, 11, 13)
    assert own == found
    assert (talk.held_on, talk.held_with) == (held, "Sue Pervisor")


def test_a_talk_counts_from_the_day_it_was_held_on_what_is_known_today(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        talks(db, ada, TODAY + 2 * DAY, at=START + 5 * DAY)
        found = [stands(db, ada, START + 5 * DAY, TODAY + days * DAY).status for days in (1, 2, 5)]
    assert found == ["assigned", "passed", "passed"]


def test_a_talk_that_is_withdrawn_leaves_no_try_behind(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        certificates.withdraw(db, talks(db, ada), "Recorded for somebody else.", START)
        found = stands(db, ada)
        talks(db, ada, at=START + DAY)
        assert stands(db, ada, START + DAY).status == "passed"
    assert (found.status, found.tries_used) == ("assigned", 0)


@pytest.mark.parametrize(
    ("days", "held_with", "field"),
    [(1, "Sue", "held_on"), (-91, "Sue", "held_on"), (0, " \u200e ", "held_with")],
)
def test_a_talk_to_come_or_long_ago_or_with_nobody_is_refused(
    store: Store, days: int, held_with: str, field: str
) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        with pytest.raises(NotUnderstood) as refused:
            talks(db, ada, TODAY + days * DAY, held_with)
        assert list(refused.value.extra["fields"]) == [field]
        assert stands(db, ada).status == "assigned"
        talks(db, ada, TODAY - 90 * DAY)


def test_a_talk_is_not_needed_while_a_pass_is_in_force_and_renews_one_in_its_time(store: Store) -> None:
    ends = date(2027, 11, 23)
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        deeds.passes(db, ada, START)
        with pytest.raises(NotNeeded):
            talks(db, ada)
        renewal = START + 320 * DAY
        with pytest.raises(NotUnderstood):
            talks(db, ada, renewal.date() - 91 * DAY, at=renewal)
        talks(db, ada, renewal.date(), at=renewal)
        found = stands(db, ada, renewal)
        assert assignments.current(db, ada, COURSE).number == 2
    assert found.valid_until == date(ends.year + 1, ends.month, ends.day)


def test_a_talk_before_the_last_pass_renews_nothing(store: Store) -> None:
    short = {**kettle("2.0.0")}
    short["course.md"] = short["course.md"].replace("valid: 12 months", "valid: 2 months")
    with store.writing() as db:
        courses.publish(db, short, "Kettle council", START)
        ada = deeds.person(db, "ada")
        deeds.passes(db, ada, START)
        with pytest.raises(NotUnderstood, match="since then"):
            talks(db, ada, TODAY, at=START + 30 * DAY)
        talks(db, ada, TODAY + DAY, at=START + 30 * DAY)


def test_a_check_under_way_is_left_as_it_is_and_its_pass_adds_no_second_year(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        deeds.reads(db, ada, START)
        attempt = attempts.start_check(db, ada, COURSE, START)
        talks(db, ada)
        deeds.answers(db, ada, attempt, START + DAY)
        assert stands(db, ada).status == "passed"
        result = deeds.hands_in(db, ada, attempt, START + DAY)
        found = stands(db, ada, START + DAY)
    assert result.valid_until == date(2027, 11, 24)
    assert (found.passed_on, found.valid_until) == (TODAY + DAY, date(2027, 11, 24))


def test_a_check_under_way_that_is_not_passed_takes_nothing_from_the_pass(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        deeds.reads(db, ada, START)
        attempt = attempts.start_check(db, ada, COURSE, START)
        talks(db, ada)
        deeds.answers(db, ada, attempt, START, missed=3)
        assert deeds.hands_in(db, ada, attempt, START + DAY).outcome == "not_yet"
        assert stands(db, ada, START + DAY).status == "passed"
        with pytest.raises((LessonsFirst, FollowUpFirst)):
            attempts.start_check(db, ada, COURSE, START + 340 * DAY)


def test_every_page_of_the_learner_copes_with_a_talk_and_none_says_how(
    ada: Learner, store: Store, clock: StoppedClock
) -> None:
    with store.writing() as db:
        id = talks(db, ada.person)
        course = contents.of_course(db, ada.person, COURSE, START)
        [attempt] = db.exec(select(AttemptRow.id).where(AttemptRow.purpose == "conversation")).all()
    assert (course.check.now, course.check.attempt, course.check.certificate) == ("passed", None, id)
    root, shown = f"/learning/courses/{COURSE}", certificates.grouped(id)
    pages = ["/learning", root, f"{root}/contents", f"{root}/final-check", f"/certificates/{shown}"]
    for path in [*pages, f"/check/{shown}"]:
        text = words_of(ada.get(path)).lower()
        assert not [
            word for word in ("0 of 0", "none of", "talk", "conversation", "pervisor") if word in text
        ]
    assert f'href="/certificates/{shown}"' in ada.get(f"{root}/contents").text
    assert "Ada Nwosu passed The kettle review on 23 November 2026" in words_of(
        ada.get(f"/certificates/{shown}")
    )
    told = ada.get(f"/api/certificates/{id}").json()
    assert (told["right"], told["total"], told["state"]) == (None, None, "valid")
    assert ada.get(f"/certificates/{shown}/pdf").content.startswith(b"%PDF")
    for path in (f"/learning/attempts/{attempt}", f"/learning/attempts/{attempt}/result"):
        assert ada.get(path).status_code == 404
    assert ada.starts().status_code == 409


def test_a_course_published_since_does_not_end_what_was_talked_through(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        talks(db, ada)
        courses.publish(db, kettle("2.0.0"), "Kettle council", START + DAY)
        found = stands(db, ada, START + DAY)
        assert [row.total for row in db.exec(select(ResultRow))] == [0]
    assert (found.status, found.version) == ("passed", "1.2.0")
