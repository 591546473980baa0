"""python -m api serve"""

import uvicorn

from api.commands.opening import plainly
from api.settings import load_settings


def serve(*, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve Debrief. It listens on this machine only unless told otherwise: put a proxy with TLS in front of it.

    Parameters
    ----------
    host
        The address to listen on.
    port
        The port to listen on.
    """
    run_server(host, port)


def run_server(host: str, port: int) -> None:
    with plainly():
        proxies = load_settings().trusted_proxies
    uvicorn.run(
        "web.app:serving",
        factory=True,
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=proxies,
        log_level="warning",
        timeout_graceful_shutdown=10,
    )
