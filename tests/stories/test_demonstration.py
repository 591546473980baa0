"""The demonstration: an invented organisation that looks alive, and that a second start leaves alone."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, func, select

import quiz_bank
from api import courses, demonstration, migrating, people, standings, teams
from api.store import Db, Store
from api.tables import AttemptRow, AuditRow, CertificateRow, MembershipRow, PersonRow, TermRow
from tests.clock import START

PASSWORD = "four plain words here"


@pytest.fixture(scope="module")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demonstration") / "debrief.db"
    store = Store(f"sqlite:///{path}")
    migrating.migrate(store)
    demonstration.prepare(store, PASSWORD, START)
    store.close()
    return path


@pytest.fixture
def store(first_start: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(first_start, tmp_path / "debrief.db")
    opened = Store(f"sqlite:///{tmp_path}/debrief.db")
    yield opened
    opened.close()


def everyone(db: Db) -> list[people.Person]:
    return [people.by_email(db, email) for email in db.exec(select(PersonRow.email)).all()]


def test_the_four_who_can_sign_in_have_their_password_and_nobody_else_has_one(store: Store) -> None:
    for email in demonstration.PEOPLE:
        assert people.with_password(store, email, PASSWORD, "127.0.0.1", START).email == email
    with store.reading() as db:
        with_one = select(func.count()).where(col(PersonRow.password_hash).is_not(None))
        assert db.exec(with_one).one() == len(demonstration.PEOPLE) == 4


def test_everything_that_can_befall_a_person_has_befallen_somebody(store: Store) -> None:
    with store.reading() as db:
        found = Counter(
            (each.status, each.flag) for who in everyone(db) for each in standings.of_person(db, who, START)
        )
        everyone_here = len(everyone(db))
    assert everyone_here >= 60
    assert {status for status, _ in found} >= {
        "passed",
        "expired",
        "support needed",
        "not passed yet",
        "in progress",
        "assigned",
    }
    assert {flag for _, flag in found} >= {"overdue", "due soon", "on time", "renew soon", ""}


def test_the_lead_answers_for_one_branch_and_others_answer_for_the_rest(store: Store) -> None:
    with store.reading() as db:
        lead = people.by_email(db, "lead@demo.example")
        hers = teams.of_lead(db, lead)
        every = teams.tree(db)
        people_of_hers = {
            each.person_id for each in teams.members(db, tuple(t.id for t in hers), START.date())
        }
        leads = {lead for each in every for lead in teams.leads_of(db, each.id)}
    assert len(hers) >= 10 and len(every) - len(hers) >= 8
    assert {each.path[0] for each in every} == {"Hollin County Council", "Brackwater Health"}
    assert 40 <= len(people_of_hers) <= 60
    assert len(leads) == 3 and lead.id in leads


def test_some_moved_some_left_and_some_have_two_posts(store: Store) -> None:
    today = START.date()
    with store.reading() as db:
        rows = db.exec(select(MembershipRow)).all()
        left = db.exec(select(PersonRow).where(col(PersonRow.left_on).is_not(None))).all()
    held = Counter(each.person_id for each in rows if each.until_on is None or each.until_on >= today)
    assert [count for count in held.values() if count > 1] == [2, 2]
    assert any(each.until_on and each.until_on < today and held[each.person_id] for each in rows)
    assert sorted(each.left_on < today for each in left if each.left_on) == [False, True]


def test_what_happened_is_on_record_in_the_order_in_which_it_happened_and_none_of_it_later(
    store: Store,
) -> None:
    with store.reading() as db:
        for moment, key in ((AuditRow.at, AuditRow.id), (TermRow.at, TermRow.id)):
            told = list(db.exec(select(moment).order_by(col(key))).all())
            assert len(told) >= 60
            assert told == sorted(told)
            assert max(told) <= START


def test_a_second_start_keeps_what_people_did_and_what_a_trainer_published(store: Store) -> None:
    tomorrow = START + timedelta(days=1)
    with store.writing() as db:
        newer = dict(quiz_bank.read_folder(demonstration.SHIPPED_COURSE))
        newer["course.md"] = newer["course.md"].replace("version: 1.0.0", "version: 1.0.1")
        live = courses.publish(db, newer, "Demonstration council", START)
        people.add(db, "somebody@work.example", "Somebody New", "staff", START)
    counted = counts(store)
    demonstration.prepare(store, "another password of theirs", tomorrow)
    assert counts(store) == counted
    with store.reading() as db:
        assert courses.newest(db, live.course_id).id == live.id
    changed = "another password of theirs"
    assert people.with_password(store, "staff@demo.example", changed, "127.0.0.1", tomorrow)


def counts(store: Store) -> list[int]:
    tables = (PersonRow, AttemptRow, CertificateRow, TermRow, MembershipRow, AuditRow)
    with store.reading() as db:
        return [db.exec(select(func.count()).select_from(each)).one() for each in tables]
