"""What the final check costs on a weak connection, counted from the network."""

import gzip
from typing import Any

from playwright.sync_api import Page

from api.settings import HTMX_CDN
from tests.browser.conftest import Device, htmx
from tests.browser.doing import choose, press, titled
from tests.browser.learners import Staff, question, right

COLD_BYTES, COLD_REQUESTS, NEXT_BYTES = 42_000, 6, 8_000
CDN_HEADERS = 1_000


class Counter:
    """What comes over the network: status line, headers and body of each answer as it was sent, redirects too.

    Only htmx comes from no network here. It is counted as a CDN sends it: its body by gzip, and CDN_HEADERS. The
    icon is left out: browsers fetch it when they like, so icon_bytes counts it.
    """

    def __init__(self, page: Page) -> None:
        self._addresses: dict[str, str] = {}
        self._sizes: list[tuple[str, int]] = []
        network = page.context.new_cdp_session(page)
        network.on("Network.requestWillBeSent", self._asked)
        network.on("Network.loadingFinished", self._finished)
        network.send("Network.enable")

    def _asked(self, event: dict[str, Any]) -> None:
        if redirect := event.get("redirectResponse"):
            self._sizes.append((redirect["url"], int(redirect["encodedDataLength"])))
        self._addresses[event["requestId"]] = event["request"]["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        self._sizes.append((self._addresses[event["requestId"]], int(event["encodedDataLength"])))

    def answers(self) -> list[tuple[str, int]]:
        from_cdn = len(gzip.compress(htmx(), 6)) + CDN_HEADERS
        return [
            (address, from_cdn if address == HTMX_CDN else size)
            for address, size in self._sizes
            if "/favicon" not in address
        ]


def icon_bytes(page: Page) -> int:
    answer = page.request.get(page.locator("link[rel=icon]").get_attribute("href") or "")
    headers = sum(len(f"{name}: {value}\r\n") for name, value in answer.headers.items())
    return len("HTTP/1.1 200 OK\r\n") + headers + len("\r\n") + len(answer.body())


def test_a_question_is_light_and_the_next_one_lighter(device: Device, staff: Staff) -> None:
    """The heaviest question drawn, once opened cold and once as the next one."""
    learner = staff.joins()
    learner.reads()
    attempt = learner.starts()
    drawn = learner.questions(attempt)
    heavy = max(range(1, 20), key=lambda place: len(question(drawn[place]).model_dump_json()))
    learner.answers(attempt, drawn[: heavy - 1] + drawn[heavy + 1 :])
    at = f"/learning/attempts/{attempt}/questions"

    page = device(learner=learner).new_page()
    cold = Counter(page)
    page.goto(f"{at}/{drawn[heavy]}", wait_until="networkidle")
    fetched = [*cold.answers(), ("the icon", icon_bytes(page))]
    assert sum(size for _, size in fetched) <= COLD_BYTES, fetched
    assert 4 <= len(fetched) <= COLD_REQUESTS, fetched

    page = device(learner=learner).new_page()
    page.goto(f"{at}/{drawn[heavy - 1]}")
    choose(page, right(drawn[heavy - 1]))
    following = Counter(page)
    press(page, "Continue")
    titled(page, f"Question {heavy + 1} of 20")
    fetched = following.answers()
    assert [address.rpartition("/")[2] for address, _ in fetched] == [drawn[heavy - 1], drawn[heavy]]
    assert sum(size for _, size in fetched) <= NEXT_BYTES, fetched
