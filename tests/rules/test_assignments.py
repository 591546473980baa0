"""Who is to pass what by when; one row for each cycle, and nothing of an earlier one is reset."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from api import assignments, attempts
from api.assignments import Assignment
from api.errors import LessonsFirst, NotFound
from api.people import Person
from api.store import Db, Store
from api.tables import AssignmentRow, LessonEventRow, TermRow
from tests.cast import COURSE
from tests.clock import LONDON, START
from tests.rules import deeds

DAY = timedelta(days=1)
ENDS = date(2027, 11, 23)
RENEWAL = datetime(2027, 10, 1, 9, tzinfo=LONDON)


def cycles(db: Db, who: Person) -> list[tuple[int, bool, date | None]]:
    rows = db.exec(
        select(AssignmentRow, TermRow)
        .where(AssignmentRow.person_id == who.id, TermRow.assignment_id == AssignmentRow.id)
        .order_by(AssignmentRow.number, TermRow.id)
    ).all()
    newest = {cycle.number: term for cycle, term in rows}
    return [(number, term.required, term.due_on) for number, term in newest.items()]


def statuses(db: Db, who: Person) -> dict[str, str]:
    found = assignments.progress(db, assignments.current_id(db, who, COURSE))
    return {lesson: progress.status for lesson, progress in found.items()}


def test_a_course_chosen_by_oneself_is_not_required_and_has_no_date(store: Store) -> None:
    with store.writing() as db:
        ben = deeds.person(db, "ben")
        assert assignments.current(db, ben, COURSE) is None
        assert assignments.progress(db, None) == {}
        chosen = assignments.begin(db, ben, COURSE, START)
    assert chosen == Assignment(chosen.id, ben.id, COURSE, 1, False, START, None)


def test_beginning_again_is_the_same_cycle(store: Store) -> None:
    with store.writing() as db:
        ben = deeds.person(db, "ben")
        assert (
            assignments.begin(db, ben, COURSE, START).id == assignments.begin(db, ben, COURSE, START + DAY).id
        )
        assert cycles(db, ben) == [(1, False, None)]


def test_assigning_what_somebody_chose_makes_it_required_and_keeps_what_they_did(store: Store) -> None:
    with store.writing() as db:
        ben = deeds.person(db, "ben")
        deeds.reads(db, ben, START, ("L1",))
        given = assignments.assign(db, None, ben.id, COURSE, date(2027, 1, 31), START + DAY)
        assert (given.number, given.required, given.due_on) == (1, True, date(2027, 1, 31))
        assert cycles(db, ben) == [(1, True, date(2027, 1, 31))]
        assert statuses(db, ben) == {"L1": "Completed"}


def test_assigning_twice_is_one_assignment_with_the_later_date(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        assignments.assign(db, None, ada.id, COURSE, date(2027, 3, 1), START + DAY)
        assert cycles(db, ada) == [(1, True, date(2027, 3, 1))]
        assert [each.course_id for each in assignments.of_person(db, ada)] == [COURSE]


def test_what_was_asked_before_stays_on_record_with_its_moment(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        assignments.assign(db, None, ada.id, COURSE, date(2027, 3, 1), START + DAY)
        terms = [(term.due_on, term.at) for term in db.exec(select(TermRow).order_by(TermRow.id))]
    assert terms == [(date(2026, 12, 2), START), (date(2027, 3, 1), START + DAY)]


def test_a_lesson_is_opened_then_read_and_stays_read_when_it_is_opened_again(store: Store) -> None:
    with store.writing() as db:
        ben = deeds.person(db, "ben")
        assignments.open_lesson(db, ben, COURSE, "L1", START)
        assert statuses(db, ben) == {"L1": "Opened"}
        assignments.mark_read(db, ben, COURSE, "L1", START + DAY)
        assignments.open_lesson(db, ben, COURSE, "L1", START + 2 * DAY)
        assert statuses(db, ben) == {"L1": "Completed"}
        progress = assignments.progress(db, assignments.current_id(db, ben, COURSE))["L1"]
    assert (progress.opened_at, progress.read_at) == (START + 2 * DAY, START + DAY)


@pytest.mark.parametrize(("course", "lesson"), [(COURSE, "L9"), ("nothing", "L1")])
def test_a_lesson_or_course_that_does_not_exist_is_not_found(store: Store, course: str, lesson: str) -> None:
    with store.writing() as db:
        ben = deeds.person(db, "ben")
        for act in (assignments.open_lesson, assignments.mark_read):
            with pytest.raises(NotFound):
                act(db, ben, course, lesson, START)
        assert cycles(db, ben) == []


def test_one_new_cycle_begins_once_a_pass_may_be_renewed(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        deeds.passes(db, ada, START)
        begun = {
            days: assignments.begin(
                db, ada, COURSE, datetime.combine(ENDS - days * DAY, START.timetz())
            ).number
            for days in (300, 61, 60, 59, 0, -1, -400)
        }
    assert begun == {300: 1, 61: 1, 60: 2, 59: 2, 0: 2, -1: 2, -400: 2}


def test_a_new_cycle_begins_too_when_the_pass_is_long_over(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        deeds.passes(db, ada, START)
        late = assignments.begin(db, ada, COURSE, START + 1000 * DAY)
    assert (late.number, late.due_on) == (2, ENDS)


def test_a_renewal_is_due_when_the_pass_ends_and_is_as_required_as_before(store: Store) -> None:
    with store.writing() as db:
        ada, ben = deeds.person(db, "ada"), deeds.person(db, "ben")
        for each in (ada, ben):
            deeds.passes(db, each, START)
            assignments.begin(db, each, COURSE, RENEWAL)
        assert cycles(db, ada) == [(1, True, date(2026, 12, 2)), (2, True, ENDS)]
        assert cycles(db, ben) == [(1, False, None), (2, False, ENDS)]


def test_a_renewal_begins_with_no_lesson_read_and_resets_nothing_of_the_cycle_before(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        deeds.passes(db, ada, START)
        first = assignments.current(db, ada, COURSE)
        events = len(db.exec(select(LessonEventRow)).all())
        assert attempts.check_state(db, ada, COURSE, RENEWAL).now == "lessons first"
        with pytest.raises(LessonsFirst):
            attempts.start_check(db, ada, COURSE, RENEWAL)
        assert statuses(db, ada) == {}
        assert len(assignments.progress(db, first.id)) == 3
        assert len(db.exec(select(LessonEventRow)).all()) == events


def test_tries_are_counted_within_the_cycle_in_force(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        deeds.tries(db, ada, START, missed=2)
        deeds.tries(db, ada, START + DAY, missed=2)
        deeds.passes(db, ada, START + 2 * DAY)
        deeds.reads(db, ada, RENEWAL + 30 * DAY)
        state = attempts.check_state(db, ada, COURSE, RENEWAL + 30 * DAY)
    assert (state.now, state.tries_used, state.tries) == ("can start", 0, 3)


def test_each_renewal_is_a_cycle_of_its_own(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        for years in range(3):
            deeds.passes(db, ada, START + timedelta(days=340 * years))
        assert [number for number, _, _ in cycles(db, ada)] == [1, 2, 3]
        ends = [each.valid_until for each in attempts.passes(db, ada, COURSE)]
    assert ends == [date(2027, 11, 23), date(2028, 11, 23), date(2029, 11, 23)]
