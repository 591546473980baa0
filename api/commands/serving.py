"""python -m api serve, demonstrate"""

import os
from pathlib import Path

import uvicorn

from api import demonstration, migrating
from api.clock import clock_in
from api.commands.opening import plainly
from api.settings import load_settings
from api.store import Store


def serve(*, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve Debrief. It listens on this machine only unless told otherwise: put a proxy with TLS in front of it.

    Parameters
    ----------
    host
        The address to listen on.
    port
        The port to listen on.
    """
    _run(host, port)


def demonstrate(*, port: int = 8000, data: Path = Path("data")) -> None:
    """Serve invented people and the shipped course on this machine. Everything is kept in the data folder.

    Parameters
    ----------
    port
        The port to listen on.
    data
        The folder that holds the database and the password of the demonstration people.
    """
    os.environ.setdefault("DEBRIEF_DATABASE_URL", f"sqlite:///{data}/debrief.db")
    os.environ["DEBRIEF_ADDRESS"] = f"http://127.0.0.1:{port}"
    os.environ.setdefault("DEBRIEF_ISSUER", demonstration.ISSUER)
    os.environ["DEBRIEF_DEMONSTRATION"] = "true"
    with plainly():
        settings = load_settings()
        store = Store(settings.database_url)
        try:
            store.check()
            store.serve_alone()
            migrating.migrate(store)
            password = demonstration.password_in(data, os.environ.get("DEMO_PASSWORD"))
            demonstration.prepare(store, password, clock_in(settings.timezone)())
        finally:
            store.close()
    print(f"\n  Debrief, with demonstration data: {settings.address}\n")
    for email, (name, role) in demonstration.PEOPLE.items():
        print(f"    {email:24} {name}, {role}")
    print(f"\n  Password for each of them: {password}")
    print("  Stop with Ctrl-C. Everything is kept for the next start.\n", flush=True)
    _run("127.0.0.1", port)


def _run(host: str, port: int) -> None:
    uvicorn.run(
        "web.app:serving",
        factory=True,
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        log_level="warning",
        timeout_graceful_shutdown=10,
    )
