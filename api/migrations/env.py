"""How Alembic meets the tables; migrations name plain types, so that later code cannot change earlier ones."""

from typing import Any, Literal

from alembic import context
from sqlmodel import AutoString, SQLModel

from api.tables import UtcDateTime


def _plain_types(kind: str, item: Any, autogenerate: Any) -> str | Literal[False]:
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=_plain_types,
)
with context.begin_transaction():
    context.run_migrations()
