"""python -m api serve"""

import uvicorn

from api.commands.opening import opened, plainly
from api.errors import NotUnderstood
from api.settings import load_settings


def serve(*, host: str = "127.0.0.1", port: int = 8000, workers: int = 1) -> None:
    """Serve Debrief. It listens on this machine only unless told otherwise: put a proxy with TLS in front of it.

    Parameters
    ----------
    host
        The address to listen on.
    port
        The port to listen on.
    workers
        How many processes answer. More than one needs PostgreSQL.
    """
    if workers != 1:
        check_room(workers)
    run_server(host, port, workers)


def check_room(workers: int) -> None:
    """What stops one worker would stop each again and again, so it is asked once before any starts."""
    with opened() as (_, store):
        if workers < 1:
            raise NotUnderstood("At least one process must answer: give --workers 1 or more.")
        store.check_room(workers)


def run_server(host: str, port: int, workers: int = 1) -> None:
    with plainly():
        proxies = load_settings().trusted_proxies
    uvicorn.run(
        "web.app:serving",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        timeout_worker_healthcheck=30,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=proxies,
        log_level="warning",
        timeout_graceful_shutdown=10,
    )
