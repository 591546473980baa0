"""What PostgreSQL does where SQLite has its one writer: waiting ends in words, and what cannot be kept is refused."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel, select

from api import migrating, people, schema
from api.errors import Busy, DiskFull
from api.store import CONNECTIONS, Db, Store, StoreUnfit, refusal
from api.tables import PersonRow
from tests.clock import START
from tests.postgres import Databases, connected
from tests.rules import deeds
from tests.rules.test_at_once import at_once

pytestmark = pytest.mark.only_on(
    "postgresql", "SQLite has one writer, and a file; test_store.py is about those"
)


@pytest.fixture
def hasty(store: Store) -> Iterator[Store]:
    opened = Store(store.url, wait=0.05)
    yield opened
    opened.close()


@contextmanager
def somebody_holds_ada(store: Store) -> Iterator[None]:
    with store.writing() as db:
        db.exec(select(PersonRow.id).where(PersonRow.email == "ada@work.example").with_for_update()).one()
        yield


def rename_ada(db: Db) -> None:
    row = db.get_one(PersonRow, deeds.person(db, "ada").id)
    row.name = "Ada Renamed"
    db.add(row)
    db.flush()


def name_of_ada(store: Store) -> str:
    with store.reading() as db:
        return deeds.person(db, "ada").name


def test_who_has_waited_long_enough_for_a_row_is_told_and_nothing_of_theirs_is_written(
    store: Store, hasty: Store
) -> None:
    def add_and_rename(db: Db) -> None:
        people.add(db, "nina@work.example", "Nina", "staff", START)
        rename_ada(db)

    with somebody_holds_ada(store), pytest.raises(Busy), hasty.writing() as db:
        add_and_rename(db)
    with store.reading() as db:
        assert not people.is_here(db, "nina@work.example")
    with hasty.writing() as db:
        rename_ada(db)
    assert name_of_ada(store) == "Ada Renamed"


def test_a_subject_is_held_until_the_end_and_others_are_not_kept_from_theirs(
    store: Store, hasty: Store
) -> None:
    with store.writing() as db:
        db.hold("teams")
        db.hold("teams")
        with hasty.writing() as other:
            other.hold("something else")
        with pytest.raises(Busy), hasty.writing() as other:
            other.hold("teams")
    with hasty.writing() as other:
        other.hold("teams")
        assert (
            other.connection()
            .execute(text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
            .scalar()
        )


def test_a_note_that_finds_its_row_held_is_lost_without_anyone_noticing(store: Store) -> None:
    before = name_of_ada(store)
    with somebody_holds_ada(store):
        store.noting(rename_ada)
    assert name_of_ada(store) == before
    store.noting(rename_ada)
    assert name_of_ada(store) == "Ada Renamed"


def test_two_who_wait_for_each_other_end_as_one_done_and_one_told(store: Store) -> None:
    def both(number: int) -> bool:
        first, second = ("one", "other")[:: 1 - 2 * number]
        try:
            with store.writing() as db:
                db.hold(first)
                at_the_door.wait(20)
                db.hold(second)
        except Busy:
            return False
        return True

    at_the_door = Barrier(2)
    assert sorted(at_once(2, both)) == [False, True]


def test_a_connection_that_is_cut_in_the_middle_is_busy_and_the_next_one_works(store: Store) -> None:
    def be_cut(db: Db) -> None:
        people.add(db, "nina@work.example", "Nina", "staff", START)
        [number] = db.connection().execute(text("SELECT pg_backend_pid()")).one()
        with connected(store.url) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [number])
        rename_ada(db)

    with pytest.raises(Busy), store.writing() as db:
        be_cut(db)
    with store.writing() as db:
        assert not people.is_here(db, "nina@work.example")
        rename_ada(db)
    assert name_of_ada(store) == "Ada Renamed"


def test_a_database_that_is_away_is_unfit_at_the_start_and_busy_later(
    store: Store, databases: Databases
) -> None:
    away = Store(databases.url("debrief_test_nowhere"))
    with pytest.raises(
        StoreUnfit, match=r'cannot be opened: .*database "debrief_test_nowhere" does not exist'
    ):
        away.check()
    with pytest.raises(Busy):
        away.engine()
    away.close()


def test_a_server_that_does_not_wait_for_its_disk_is_refused_without_its_password(
    databases: Databases,
) -> None:
    url = databases.make()
    with connected(url) as connection:
        connection.execute(f"ALTER DATABASE {connection.info.dbname} SET synchronous_commit = off")
    unfit = Store(url.replace("debrief@", "debrief:secret-words@"))
    with pytest.raises(
        StoreUnfit, match=r"PostgreSQL reports \w+=off for .*could be lost\. Turn it on\."
    ) as told:
        unfit.check()
    assert "secret-words" not in str(told.value)
    unfit.close()
    databases.drop(url)


def test_there_must_be_connections_for_every_worker(store: Store) -> None:
    store.check_room(2)
    with pytest.raises(
        StoreUnfit, match=r"100 workers may need 4010 connections and PostgreSQL allows \d+\."
    ):
        store.check_room(100)
    assert CONNECTIONS == 40


@pytest.mark.parametrize(
    ("said", "state", "kind"),
    [
        ("could not extend file: no space left on device", "53100", DiskFull),
        ("la connexion est annulée", "57P01", Busy),
        ("zu viele Verbindungen", "53300", Busy),
        ("interbloqueo detectado", "40P01", Busy),
        ("syntax error", "42601", type(None)),
    ],
)
def test_what_it_says_is_understood_in_any_language(said: str, state: str, kind: type) -> None:
    assert type(refusal(said, state)) is kind


def test_a_text_with_the_character_of_number_zero_is_kept_with_another_in_its_place(store: Store) -> None:
    with store.writing() as db:
        row = db.get_one(PersonRow, deeds.person(db, "ada").id)
        row.name = "Ada\0Nwosu"
        db.add(row)
    assert name_of_ada(store) == "Ada\ufffdNwosu"


def test_the_tables_are_those_the_code_wants_and_made_once_however_many_ask(databases: Databases) -> None:
    url = databases.make()
    store = Store(url, wait=math.inf)
    at_once(3, lambda _: migrating.migrate(store))
    schema.check(store)
    assert not migrating.migrate(store)
    with store.reading() as db:
        context = MigrationContext.configure(db.connection(), opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    store.close()
    databases.drop(url)
