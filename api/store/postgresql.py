"""The store on a PostgreSQL server."""

import math
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text

from api.store.refusing import StoreUnfit, plainly, unfit_when_away

CONNECTIONS = 40
"""As many as the server has threads that answer requests."""
SPARE_CONNECTIONS = 10
"""For commands, and for whoever looks after the database."""


def engine_of(url: str, wait: float) -> Engine:
    engine = create_engine(
        url,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=None if wait == math.inf else wait,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "connect_timeout": 3,
            "application_name": "debrief",
            "options": f"-c lock_timeout={milliseconds(wait)}",
        },
    )

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def _keep(connection: Any, cursor: Any, statement: str, given: Any, *_: Any) -> tuple[str, Any]:
        return statement, [_keepable(each) for each in given] if isinstance(given, list) else _keepable(given)

    return engine


def _keepable(given: Any) -> Any:
    """PostgreSQL has no place in a text for the character of number zero."""
    if not isinstance(given, dict) or not any(
        isinstance(each, str) and "\0" in each for each in given.values()
    ):
        return given
    return {
        name: each.replace("\0", "\ufffd") if isinstance(each, str) else each for name, each in given.items()
    }


def milliseconds(wait: float) -> int:
    """As PostgreSQL takes a limit; for none it takes zero."""
    return 0 if wait == math.inf else max(1, round(wait * 1000))


def hold(connection: Connection, subject: str) -> None:
    if connection.dialect.name == "postgresql":
        held = text("SELECT pg_advisory_xact_lock(hashtextextended(:subject, 0))")
        connection.execute(held, {"subject": f"debrief {subject}"})


def _shown(connection: Connection, setting: str) -> str:
    return str(connection.execute(text(f"SHOW {setting}")).scalar())


def limit_waiting(connection: Connection, wait: float) -> None:
    """For this transaction: for how many seconds it waits for what another one holds."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {milliseconds(wait)}")


def check(engine: Engine) -> None:
    """Raises StoreUnfit when the server cannot keep what is acknowledged."""
    where = make_url(engine.url).render_as_string(hide_password=True)
    with unfit_when_away(where), engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit"):
            if _shown(connection, setting) == "off":
                raise StoreUnfit(
                    f"PostgreSQL reports {setting}=off for {where}: an acknowledged answer could be lost. "
                    "Turn it on."
                )
        if (encoding := _shown(connection, "server_encoding")) != "UTF8":
            raise StoreUnfit(
                f"{where} keeps text as {encoding}, which has no place for every name. "
                "Make the database with ENCODING 'UTF8'."
            )


def check_room(engine: Engine, workers: int) -> None:
    """Raises StoreUnfit when the server cannot have so many worker processes."""
    with plainly(), engine.connect() as connection:
        most = int(_shown(connection, "max_connections"))
    if (wanted := workers * CONNECTIONS + SPARE_CONNECTIONS) > most:
        raise StoreUnfit(
            f"{workers} workers may need {wanted} connections and PostgreSQL allows {most}. "
            f"Set its max_connections to {wanted} or more, or serve with fewer workers."
        )
