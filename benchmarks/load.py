"""Many browsers at once, in a process of their own: `python -m benchmarks.load` reads a Plan, prints a Window.

Each connection is another person, who sends requests in turn over keep-alive, the next when the last is answered.
"""

import asyncio
import json
import resource
import sys
import time
from dataclasses import asdict, dataclass
from typing import Any

HEAD = "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: debrief={session}\r\nSec-Fetch-Site: same-origin\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n"


@dataclass(frozen=True)
class Task:
    """A page to get, or a form to send there: one body in the first round, the next in the second, and so on."""

    path: str
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Walker:
    """A person who does the same tasks round after round. `done`: how many in windows before this one."""

    session: str
    tasks: tuple[Task, ...]
    done: int = 0


@dataclass(frozen=True)
class Plan:
    port: int
    seconds: float
    status: int
    walkers: tuple[Walker, ...]


@dataclass(frozen=True)
class Window:
    """What came of a plan. `done`: of each walker, those before included. Times in seconds."""

    done: tuple[int, ...]
    answered: int
    seconds: float
    latencies: tuple[float, ...]
    cpu: float
    body_bytes: int

    @property
    def rate(self) -> float:
        return self.answered / self.seconds


class Connection(asyncio.Protocol):
    def __init__(self, walker: Walker, status: int, until: float) -> None:
        self.walker, self.until = walker, until
        self.status = str(status).encode()
        self.done, self.body_bytes = walker.done, 0
        self.latencies: list[float] = []
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._came = b""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._came += data
        head, end, body = self._came.partition(b"\r\n\r\n")
        if not end or len(body) < _length(head):
            return
        if head[9:12] != self.status:
            self.over.set_exception(AssertionError(self._came.decode(errors="replace")[:2000]))
            return
        self.latencies.append(time.perf_counter() - self._sent)
        self.done, self.body_bytes, self._came = self.done + 1, len(body), b""
        if time.perf_counter() < self.until:
            self._send()
        else:
            self.transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.over.done():
            self.over.set_result(None)

    def _send(self) -> None:
        rounds, place = divmod(self.done, len(self.walker.tasks))
        request = _request(self.walker.session, self.walker.tasks[place], rounds)
        self._sent = time.perf_counter()
        self.transport.write(request)


def _request(session: str, task: Task, rounds: int) -> bytes:
    if not task.bodies:
        return (HEAD.format(method="GET", path=task.path, session=session) + "\r\n").encode()
    body = f"follows={rounds}&{task.bodies[rounds % len(task.bodies)]}"
    head = HEAD.format(method="POST", path=task.path, session=session) + FORM.format(length=len(body))
    return f"{head}\r\n{body}".encode()


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"content-length:")
    return int(rest.split(b"\r\n", 1)[0])


async def walk(plan: Plan) -> Window:
    loop, began = asyncio.get_running_loop(), time.perf_counter()
    until = began + plan.seconds
    connections = [Connection(each, plan.status, until) for each in plan.walkers]
    for each in connections:
        await loop.create_connection(lambda each=each: each, "127.0.0.1", plan.port)
    await asyncio.gather(*(each.over for each in connections))
    used = resource.getrusage(resource.RUSAGE_SELF)
    return Window(
        done=tuple(each.done for each in connections),
        answered=sum(each.done - each.walker.done for each in connections),
        seconds=time.perf_counter() - began,
        latencies=tuple(latency for each in connections for latency in each.latencies),
        cpu=used.ru_utime + used.ru_stime,
        body_bytes=connections[0].body_bytes,
    )


def _plan(said: dict[str, Any]) -> Plan:
    walkers = tuple(
        Walker(each["session"], tuple(Task(**task) for task in each["tasks"]), each["done"])
        for each in said.pop("walkers")
    )
    return Plan(walkers=walkers, **said)


if __name__ == "__main__":
    json.dump(asdict(asyncio.run(walk(_plan(json.load(sys.stdin))))), sys.stdout)
