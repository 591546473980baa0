"""A real Debrief server in a process group of its own, that a test can kill, stop and start again."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
ISSUER = "Kettle council"
READY_SECONDS = STOP_SECONDS = 60.0


def serve(port: int, workers: int = 1) -> list[str]:
    """The product as it is run."""
    several = ["--workers", str(workers)] if workers > 1 else []
    return [sys.executable, "-m", "api", "serve", "--port", str(port), *several]


def address(database: Path | str) -> str:
    """Of a file, or as it is."""
    return f"sqlite:///{database}" if isinstance(database, Path) else database


def variant(factory: str, port: int) -> list[str]:
    """Another application, such as the same one over an altered store, served in the same way."""
    options = ["--port", str(port), "--no-access-log", "--log-level", "warning"]
    return [sys.executable, "-m", "uvicorn", f"{factory}:serving", "--factory", *options]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(database: Path, port: int, more: Mapping[str, str] = {}) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DEBRIEF_")}
    return {
        **kept,
        "DEBRIEF_ADDRESS": f"http://127.0.0.1:{port}",
        "DEBRIEF_ISSUER": ISSUER,
        "DEBRIEF_DATABASE_URL": address(database),
        **more,
    }


def run(database: Path, *words: str, more: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
    """One command of the product, run to its end beside whatever else uses the database."""
    return subprocess.run(
        [sys.executable, "-m", "api", *words],
        cwd=ROOT,
        env=environment(database, free_port(), more),
        capture_output=True,
        text=True,
        timeout=STOP_SECONDS,
    )


_UP = "Debrief for "
"""What each worker says once it is up."""


class Server:
    """Each start is on a new port: a port just left may be refused, or taken by somebody else.

    `factory`: the module whose `serving` makes the application; left out, the product as it is run.
    `more`: settings beside the usual ones. `workers`: how many processes answer.
    """

    def __init__(
        self, database: Path, factory: str | None = None, more: Mapping[str, str] = {}, workers: int = 1
    ) -> None:
        self.database, self.factory, self.more, self.workers = database, factory, more, workers
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def wal(self) -> Path:
        return Path(f"{self.database}-wal")

    def start(self) -> None:
        """Until it answers, every worker of it; raises with what it said when it ends before."""
        self.port = free_port()
        command = variant(self.factory, self.port) if self.factory else serve(self.port, self.workers)
        said = self.database.with_suffix(".log").open("ab")
        up = self.said().count(_UP) + (0 if self.factory else self.workers)
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(self.database, self.port, self.more),
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        said.close()
        until = time.monotonic() + READY_SECONDS
        while not self._answers() or self.said().count(_UP) < up:
            if self._process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"the server did not start: {self.said()}")
            time.sleep(0.01)

    def said(self) -> str:
        return self.database.with_suffix(".log").read_text()

    def kill(self) -> None:
        """kill -9: nothing is finished, nothing is written."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self) -> int:
        """SIGTERM, as systemd and containers send it. Gives the exit code."""
        assert self._process is not None
        self._process.terminate()
        code = self._process.wait(STOP_SECONDS)
        self._process = None
        return code

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


@contextmanager
def serving(
    database: Path, factory: str | None = None, more: Mapping[str, str] = {}, workers: int = 1
) -> Iterator[Server]:
    """A server that is up, and gone when this ends, however it ends."""
    server = Server(database, factory, more, workers)
    try:
        server.start()
        yield server
    finally:
        server.kill()
