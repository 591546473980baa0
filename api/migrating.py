"""Bringing a database to the code's schema."""

from alembic import command
from alembic.config import Config

from api import schema
from api.store import Store


def migrate(store: Store) -> bool:
    """Run the migrations that are missing, all or none. False when there was nothing to do."""
    if schema.present(store) == schema.newest():
        return False
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    with store.migrating() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return True
