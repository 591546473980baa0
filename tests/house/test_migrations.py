"""Migrations make exactly the tables the code wants, once, and never go back."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlmodel import SQLModel, select

from api import migrating, schema
from api.store import Store, StoreUnfit
from api.tables import AttemptRow, PublicationRow, ResponseRow, TermRow


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('migrated')}/debrief.db")
    assert migrating.migrate(store)
    yield store
    store.close()


@pytest.fixture(scope="module")
def created(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Made from the tables of the code, without migrations."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('created')}/debrief.db")
    with store.migrating() as connection:
        SQLModel.metadata.create_all(connection)
    yield store
    store.close()


def scripts() -> tuple[Config, ScriptDirectory]:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    return config, ScriptDirectory.from_config(config)


def made(store: Store) -> dict[str, tuple[str, ...]]:
    """Each table and index of the database with its parts, whatever their order and spacing."""
    with store.reading() as db:
        rows = (
            db.connection().execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")).all()
        )
    return {name: parts(sql) for name, sql in rows if name != "alembic_version"}


def parts(sql: str) -> tuple[str, ...]:
    """What stands before the outer brackets, between their commas, and after them."""
    head, _, rest = " ".join(sql.replace('"', "").split()).partition("(")
    inside, _, tail = rest.rpartition(")")
    if tail.strip().startswith("WHERE") or " WHERE " in inside:
        return (sql,)
    return head.strip(), tail.strip(), *sorted(each.strip() for each in re.split(r",(?![^(]*\))", inside))


def test_the_tables_a_migration_makes_are_those_the_code_wants(migrated: Store) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, SQLModel.metadata)

    assert len(SQLModel.metadata.tables) >= 13
    with migrated.reading() as db:
        assert differences(db.connection()) == []


def test_they_are_the_same_to_the_last_constraint(migrated: Store, created: Store) -> None:
    """Alembic does not compare checks and partial indexes; what SQLite keeps of them is compared here."""
    wanted = made(created)
    assert len(wanted) >= 22
    assert any("CHECK" in part for each in wanted.values() for part in each)
    assert any("WHERE handed_in_at IS NULL" in part for each in wanted.values() for part in each)
    assert made(migrated) == wanted


def test_the_newest_schema_is_the_head_of_the_migrations(migrated: Store) -> None:
    _, directory = scripts()
    assert schema.newest() == directory.get_current_head()
    assert schema.present(migrated) == schema.newest()
    schema.check(migrated)


def test_the_migrations_are_one_line_without_a_fork() -> None:
    _, directory = scripts()
    revisions = list(directory.walk_revisions())
    files = list((schema.MIGRATIONS / "versions").glob("*.py"))
    assert len(revisions) == len(files) >= 1
    assert all(each.revision == f"{place:04}" for place, each in enumerate(reversed(revisions), start=1))


def test_migrating_again_does_nothing(migrated: Store) -> None:
    before = made(migrated)
    assert not migrating.migrate(migrated)
    assert made(migrated) == before


def test_going_back_is_refused_in_words(migrated: Store) -> None:
    config, _ = scripts()
    with migrated.migrating() as connection:
        config.attributes["connection"] = connection
        with pytest.raises(RuntimeError, match="does not go back: restore the backup"):
            command.downgrade(config, "base")
    assert schema.present(migrated) == schema.newest()


def test_a_migration_that_fails_leaves_nothing_of_itself(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/debrief.db")
    with store.migrating() as connection:
        connection.execute(text("CREATE TABLE withdrawals (id INTEGER)"))
    before = made(store)
    with pytest.raises(Exception, match="already exists"):
        migrating.migrate(store)
    assert made(store) == before
    assert schema.present(store) is None
    store.close()


OF_THE_FIRST_SCHEMA = """
INSERT INTO people VALUES (7, 'ada@work.example', 'Ada', 'staff', NULL, '2026-11-01 09:00:00', NULL);
INSERT INTO links VALUES ('hash', 7, '2026-11-01 09:00:00', '2026-11-08 09:00:00', NULL);
INSERT INTO sessions VALUES ('hash', 7, 0, '2026-11-01 09:00:00', '2026-11-01 09:00:00', NULL);
INSERT INTO courses VALUES ('kettle', 'The kettle review');
INSERT INTO editions VALUES (1, 'kettle', 1, 'a', '1', 'Council', '2026-11-01 09:00:00');
INSERT INTO editions VALUES (2, 'kettle', 2, 'b', '2', 'Council', '2026-11-02 09:00:00');
INSERT INTO assignments VALUES (3, 7, 'kettle', 1, 1, '2026-11-01 09:00:00', '2026-12-02');
INSERT INTO attempts VALUES (4, 7, 3, 1, 'check', '', NULL, 1, 'seed', '[]', '2026-11-03 09:00:00', NULL);
INSERT INTO responses VALUES (4, 'Q-1', 1, '{}', '2026-11-03 09:00:00')
"""


def test_what_was_on_record_before_an_upgrade_is_on_record_after_it(tmp_path: Path) -> None:
    """Where a table is made anew, what points to its rows still does."""
    store = Store(f"sqlite:///{tmp_path}/debrief.db")
    config, _ = scripts()
    with store.migrating() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for line in OF_THE_FIRST_SCHEMA.strip().split(";\n"):
            connection.execute(text(line))
    assert migrating.migrate(store)
    with store.reading() as db:
        [attempt] = db.exec(select(AttemptRow)).all()
        [term] = db.exec(select(TermRow)).all()
        lives = [(row.course_id, row.edition_id) for row in db.exec(select(PublicationRow)).all()]
        assert len(db.exec(select(ResponseRow)).all()) == 1
        assert db.connection().execute(text("SELECT purpose FROM links")).all() == [("password",)]
        assert db.connection().execute(text("SELECT device FROM sessions")).all() == [("",)]
    assert (attempt.id, attempt.person_id, attempt.assignment_id) == (4, 7, 3)
    assert (term.assignment_id, term.required, term.due_on) == (3, True, date(2026, 12, 2))
    assert lives == [("kettle", 1), ("kettle", 2)]
    store.close()


def test_a_migration_that_would_leave_rows_pointing_at_nothing_is_undone(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/debrief.db")
    migrating.migrate(store)
    with (
        pytest.raises(StoreUnfit, match="1 rows without what they point to"),
        store.migrating() as connection,
    ):
        connection.execute(text("INSERT INTO draft_files VALUES (99, 'course.md', '')"))
    with store.reading() as db:
        assert not db.connection().execute(text("SELECT * FROM draft_files")).all()
    store.close()
