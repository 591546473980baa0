"""Migrations make exactly the tables the code wants, once, and never go back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlmodel import SQLModel

from api import migrating, schema
from api.store import Store


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
