"""Many at the same moment, on one store: nothing is done twice, nothing is lost."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import func, select

from api import assignments, attempts, courses, facts, named_facts, people, teams
from api.errors import AnsweredElsewhere, BankNotReady, LinkSpent, NoTriesLeft, NotUnderstood
from api.people import Person
from api.store import Store
from api.tables import (
    AssignmentRow,
    AttemptRow,
    CertificateRow,
    EditionRow,
    FactRow,
    LeadershipRow,
    MembershipRow,
    PublicationRow,
    ResponseRow,
    ResultRow,
)
from tests.banks import kettle, right, wrong
from tests.cast import COURSE, Learner
from tests.clock import START
from tests.rules import deeds


@pytest.fixture
def patient(store: Store) -> Iterator[Store]:
    """Nobody is sent away here for having waited long on a slow machine."""
    opened = Store(store.url, wait=120)
    yield opened
    opened.close()


def at_once(times: int, act: Callable[[int], Any]) -> list[Any]:
    """Does it so many times, each in a thread of its own, all let go at the same moment."""
    ready = threading.Barrier(times)

    def one(number: int) -> Any:
        ready.wait(60)
        return act(number)

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def count(store: Store, table: type, **where: Any) -> int:
    with store.reading() as db:
        return db.exec(select(func.count()).select_from(table).filter_by(**where)).one()


def ready_to_start(store: Store, name: str = "ada") -> Person:
    with store.writing() as db:
        person = deeds.person(db, name)
        deeds.reads(db, person, START)
    return person


def answered(store: Store, person: Person) -> int:
    with store.writing() as db:
        attempt = attempts.start_check(db, person, COURSE, START)
        deeds.answers(db, person, attempt, START)
    return attempt


def test_fifty_starts_at_once_are_one_attempt_and_fifty_answers_with_its_id(patient: Store) -> None:
    """Half of them through a store of its own on the same file, as from another process."""
    ada, other = ready_to_start(patient), Store(patient.url, wait=120)

    def start(number: int) -> int:
        with (patient, other)[number % 2].writing() as db:
            return attempts.start_check(db, ada, COURSE, START)

    assert len(set(at_once(50, start))) == 1
    assert count(patient, AttemptRow) == 1
    other.close()


def test_however_many_start_at_once_again_and_again_nobody_gets_more_tries_than_there_are(
    patient: Store,
) -> None:
    ada, at = ready_to_start(patient), START
    with patient.reading() as db:
        tries = courses.newest(db, COURSE).bank.tries

    def start(_: int) -> int | None:
        try:
            with patient.writing() as db:
                return attempts.start_check(db, ada, COURSE, at)
        except NoTriesLeft:
            return None

    for used in range(tries):
        [attempt] = set(at_once(8, start))
        assert attempt is not None and count(patient, AttemptRow) == used + 1
        at += timedelta(minutes=1)
        with patient.writing() as db:
            deeds.answers(db, ada, attempt, at, missed=3)
            attempts.hand_in(db, ada, attempt, at)
        at += timedelta(minutes=1)
        with patient.writing() as db:
            deeds.reads(db, ada, at)
    assert at_once(8, start) == [None] * 8
    assert count(patient, AttemptRow) == tries


def test_the_same_text_published_by_eight_at_once_is_one_edition(patient: Store) -> None:
    files = kettle("A newer kettle")

    def publish(_: int) -> int:
        with patient.writing() as db:
            return courses.publish(db, files, "Council", START).number

    assert at_once(8, publish) == [2] * 8
    assert (count(patient, EditionRow), count(patient, PublicationRow)) == (2, 2)


def test_a_local_fact_is_not_emptied_while_a_course_that_names_it_goes_live(patient: Store) -> None:
    with patient.reading() as db:
        tess = deeds.person(db, "tess")

    for round in range(6):
        name, files = f"lead-{round}", kettle(f"2.0.{round}")
        files["lessons.md"] += f"\nRing {{{{{name}}}}}.\n"
        with patient.writing() as db:
            named_facts.put(db, tess, name, "Sue", START)

        def act(number: int, name: str = name, files: dict[str, str] = files) -> bool:
            try:
                with patient.writing() as db:
                    if number:
                        courses.publish(db, files, "Council", START)
                    else:
                        named_facts.put(db, tess, name, "", START)
            except (BankNotReady, NotUnderstood):
                return False
            return True

        assert sorted(at_once(2, act)) == [False, True]
        with patient.reading() as db:
            live = courses.newest(db, COURSE).version == f"2.0.{round}"
            assert live == (name in facts.known(db))


def test_a_local_fact_set_by_eight_at_once_is_one(patient: Store) -> None:
    with patient.reading() as db:
        tess = deeds.person(db, "tess")

    def put(number: int) -> None:
        with patient.writing() as db:
            named_facts.put(db, tess, "lead", f"Sue {number}", START)

    at_once(8, put)
    assert count(patient, FactRow, name="lead") == 1


def test_a_course_asked_of_somebody_by_eight_at_once_is_one_cycle_and_nobody_is_sent_away(
    patient: Store,
) -> None:
    with patient.reading() as db:
        ben = deeds.person(db, "ben")

    def ask(number: int) -> int:
        with patient.writing() as db:
            due_on = START.date() + timedelta(days=number)
            return assignments.assign(db, None, ben.id, COURSE, due_on, START).id

    assert len(set(at_once(8, ask))) == 1
    assert count(patient, AssignmentRow, person_id=ben.id) == 1


def test_two_teams_put_under_each_other_at_once_close_no_circle(patient: Store) -> None:
    for round in range(8):
        with patient.writing() as db:
            pair = [teams.add(db, None, f"{side} {round}", None, START).id for side in ("left", "right")]

        def put(number: int, pair: list[int] = pair) -> bool:
            try:
                with patient.writing() as db:
                    teams.place(db, None, pair[number], pair[1 - number], START)
            except NotUnderstood:
                return False
            return True

        assert sorted(at_once(2, put)) == [False, True]
        with patient.reading() as db:
            assert {each.id for each in teams.tree(db)} >= set(pair)


def test_a_post_given_and_a_lead_made_by_eight_at_once_are_one(patient: Store) -> None:
    with patient.writing() as db:
        ben, team = deeds.person(db, "ben"), teams.add(db, None, "Reviews", None, START).id

    def give(number: int) -> bool:
        try:
            with patient.writing() as db:
                teams.make_lead(db, None, ben.id, team, START)
                teams.join(db, None, ben.id, team, START.date(), START)
        except NotUnderstood:
            return False
        return True

    assert sum(at_once(8, give)) == 1
    assert count(patient, MembershipRow, person_id=ben.id, team_id=team) == 1
    assert count(patient, LeadershipRow, person_id=ben.id, team_id=team) == 1


def test_twenty_first_steps_at_once_are_one_cycle(patient: Store) -> None:
    with patient.reading() as db:
        ben = deeds.person(db, "ben")

    def begin(_: int) -> int:
        with patient.writing() as db:
            return attempts.start_case(db, ben, COURSE, "CASE-K", START)

    assert len(set(at_once(20, begin))) == 1
    assert count(patient, AssignmentRow, person_id=ben.id) == 1


def test_twenty_hand_ins_at_once_give_one_result_and_one_certificate_and_the_same_page(
    patient: Store,
) -> None:
    ada = ready_to_start(patient)
    attempt = answered(patient, ada)

    def hand_in(_: int) -> attempts.Result:
        with patient.writing() as db:
            return deeds.hands_in(db, ada, attempt, START)

    results = at_once(20, hand_in)
    assert all(each == results[0] for each in results)
    assert results[0].outcome == "passed"
    assert (count(patient, ResultRow), count(patient, CertificateRow)) == (1, 1)


def test_thirty_identical_answers_at_once_are_one_response(patient: Store) -> None:
    ada = ready_to_start(patient)
    with patient.writing() as db:
        attempt = attempts.start_check(db, ada, COURSE, START)
        question = deeds.questions(db, ada, attempt)[0]

    def answer(_: int) -> int:
        with patient.writing() as db:
            return attempts.answer(db, ada, attempt, question, right(question), START).number

    assert at_once(30, answer) == [1] * 30
    assert count(patient, ResponseRow) == 1


def test_of_twenty_different_answers_at_once_one_counts_and_the_others_are_told(patient: Store) -> None:
    """Each follows the same answer, as from twenty pages open at the same question."""
    ada = ready_to_start(patient)
    with patient.writing() as db:
        attempt = attempts.start_check(db, ada, COURSE, START)
        question = next(each for each in deeds.questions(db, ada, attempt) if not each.endswith("-M"))
        attempts.answer(db, ada, attempt, question, {"option": "a"}, START)

    def answer(number: int) -> str:
        """What counts afterwards: the option chosen, or that something else was saved."""
        chosen = "bc"[number % 2]
        try:
            with patient.writing() as db:
                attempts.answer(db, ada, attempt, question, {"option": chosen, "follows": "1"}, START)
        except AnsweredElsewhere as refused:
            return "told" if refused.extra["given"] != refused.extra["saved"] else "told wrongly"
        return chosen

    outcomes = Counter(at_once(20, answer))
    assert outcomes["told"] == 10
    assert sorted(outcomes.values()) == [10, 10]
    assert count(patient, ResponseRow) == 2


def test_four_threads_of_many_people_answering_lose_nothing(patient: Store) -> None:
    with patient.writing() as db:
        crowd = [people.add(db, f"n{number}@work.example", "N", "staff", START) for number in range(25)]
        for each in crowd:
            deeds.reads(db, each, START)
        papers = {each: attempts.start_check(db, each, COURSE, START) for each in crowd}
        asked = {each: deeds.questions(db, each, papers[each]) for each in crowd}

    def answer(number: int) -> dict[tuple[int, str], dict]:
        """A quarter of the crowd; each answers each question wrong and then right, a page for each."""
        acknowledged = {}
        for person in crowd[number::4]:
            for question in asked[person]:
                for follows, given in enumerate((wrong(question), right(question))):
                    with patient.writing() as db:
                        saved = attempts.answer(
                            db, person, papers[person], question, {**given, "follows": follows}, START
                        )
                    assert saved.number == follows + 1
                acknowledged[papers[person], question] = dict(given)
        return acknowledged

    acknowledged = {key: given for part in at_once(4, answer) for key, given in part.items()}
    assert len(acknowledged) == 25 * 5
    with patient.reading() as db:
        rows = db.exec(select(ResponseRow).order_by(ResponseRow.number)).all()
    assert len(rows) == 2 * len(acknowledged)
    assert {(row.attempt_id, row.question): row.given for row in rows} == acknowledged


def test_a_link_used_by_ten_at_once_works_for_one(patient: Store) -> None:
    with patient.writing() as db:
        link = people.make_link(db, deeds.person(db, "ben"), START)

    def use(number: int) -> bool:
        try:
            with patient.writing() as db:
                people.set_password(db, link, f"Ben {number}", f"violet-teapot-ladder-{number}", START)
        except LinkSpent:
            return False
        return True

    assert sorted(at_once(10, use)) == [False] * 9 + [True]


def test_the_same_hand_in_from_both_skins_at_once_is_one(ada: Learner, patient: Store) -> None:
    ada.client.app.state.store = patient
    ready_to_start(patient)
    attempt = answered(patient, ada.person)
    statuses = at_once(
        8, lambda number: ada.hands_in(attempt, through=("page", "json")[number % 2]).status_code
    )
    assert statuses == [303, 200] * 4
    assert count(patient, CertificateRow) == 1
