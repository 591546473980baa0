"""Which schema the code wants and which one a database has."""

from pathlib import Path

from sqlalchemy import inspect, text

from api.store import Store, StoreUnfit

MIGRATIONS = Path(__file__).parent / "migrations"


def newest() -> str:
    """The number that the newest migration's file name begins with."""
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def present(store: Store) -> str | None:
    """The number of the database's schema; None for an empty database."""
    with store.reading() as db:
        if not inspect(db.connection()).has_table("alembic_version"):
            return None
        found = db.connection().execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def check(store: Store) -> None:
    """Raises StoreUnfit when the schema is not the code's."""
    found, wanted = present(store), newest()
    if found == wanted:
        return
    if found is not None and found > wanted:
        raise StoreUnfit(
            f"The database is from a newer Debrief (schema {found}, this one knows {wanted}). Install that version."
        )
    raise StoreUnfit(
        f"The database has schema {found or 'none'}, this Debrief needs {wanted}. Run: python -m api migrate"
    )
