"""python -m api demonstrate. Apart from serve, which starts sooner without what migrating needs."""

import os
from pathlib import Path

from api import demonstration, migrating
from api.clock import clock_in
from api.commands.opening import plainly
from api.commands.serving import run_server
from api.settings import load_settings
from api.store import Store


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
    os.environ.setdefault("DEBRIEF_HELP", demonstration.HELP)
    os.environ["DEBRIEF_DEMONSTRATION"] = "true"
    with plainly():
        settings = load_settings()
        store = Store(settings.database)
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
    run_server("127.0.0.1", port)
