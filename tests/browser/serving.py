"""The demonstration as its own process, as `make run` starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PASSWORD = "kettle lantern harbour zebra"
START_SECONDS, STOP_SECONDS = 60.0, 30.0


@contextmanager
def demonstration(data: Path) -> Iterator[str]:
    """Serve `data` on a free port and give the address; stopped as Ctrl-C does, and it must end well."""
    port = _free_port()
    command = [sys.executable, "-m", "api", "demonstrate", "--port", str(port), "--data", str(data)]
    data.mkdir(parents=True, exist_ok=True)
    with (data / "output").open("w+") as output:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DEBRIEF_")}
        environment["DEMO_PASSWORD"] = PASSWORD
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            _wait_for(process, port, data / "output")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            try:
                ended = process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise
    said = (data / "output").read_text()
    assert ended == 0, f"the server ended with {ended}:\n{said}"
    assert "Traceback" not in said, said


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait_for(process: "subprocess.Popen[bytes]", port: int, output: Path) -> None:
    """Until somebody answers at the port, or the process ends, or it takes too long."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
            break
    raise AssertionError(f"the demonstration did not start:\n{output.read_text()}")
