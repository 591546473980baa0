"""One server and one browser for all; a device and a person of its own for each test."""

import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha384
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import browsing, judging, packs, serving
from tests.browser.browsing import REFUSED, Mode, Watch
from tests.browser.learners import Known, Learner, Staff
from web.rendering import HTMX_INTEGRITY

Device = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = browsing.launched(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Staff]]:
    data = tmp_path_factory.mktemp("demonstration")
    with serving.demonstration(data) as address:
        staff = Staff(data)
        yield address, staff
        staff.close()


@pytest.fixture(scope="session")
def address(served: tuple[str, Staff]) -> str:
    return served[0]


@pytest.fixture(scope="session")
def staff(served: tuple[str, Staff]) -> Staff:
    return served[1]


def _file(package: str, version: str, inside: str) -> bytes:
    try:
        return packs.file_of(package, version, inside)
    except packs.NotInstalled as missing:
        pytest.skip(str(missing))


def htmx() -> bytes:
    """The file that the CDN serves, which is the one that the pages name by its fingerprint."""
    body = _file("htmx.org", "4.0.1", "dist/htmx.min.js")
    assert f"sha384-{b64encode(sha384(body).digest()).decode()}" == HTMX_INTEGRITY
    return body


@pytest.fixture(scope="session")
def axe() -> str:
    return _file("axe-core", "4.14.1", "axe.min.js").decode()


@pytest.fixture(scope="session")
def scanner() -> str:
    return _file("jsqr", "1.4.0", "dist/jsQR.js").decode()


@pytest.fixture(scope="session")
def vnu(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("java") is None:
        pytest.skip(
            "Java is not installed; the HTML validator needs it. Try: apt-get install default-jre-headless"
        )
    jar = tmp_path_factory.mktemp("vnu") / "vnu.jar"
    jar.write_bytes(_file("vnu-jar", "26.9.27", "build/dist/vnu.jar"))
    return jar


@pytest.fixture
def look(axe: str) -> Iterator[Callable[[Page], None]]:
    """Judges a page as it stands: axe in both schemes, 320 px, wider letters. All its faults are told at the end."""
    faults: list[str] = []

    def judge(page: Page) -> None:
        page.wait_for_load_state()
        found = judging.faults_by_axe(page, axe) + judging.faults_when_narrow(page)
        faults.extend(f"{page.title()}: {fault}" for fault in found)

    yield judge
    assert not faults, "\n".join(faults)


@pytest.fixture
def device(browser: Browser, address: str) -> Iterator[Device]:
    """Opens devices, each signed in when it belongs to somebody; nothing may have gone wrong unseen on any."""
    devices: list[tuple[BrowserContext, Watch]] = []

    def open_device(
        mode: Mode = Mode.SCRIPTED,
        learner: Learner | Known | None = None,
        expected: str = REFUSED,
        **how: Any,
    ) -> BrowserContext:
        script = htmx() if mode is Mode.SCRIPTED else b""
        context = browsing.opened(browser, address, mode, script, **how)
        devices.append((context, Watch(context, address, mode, expected)))
        if learner:
            context.add_cookies([{"name": "debrief", "value": learner.token, "url": address}])
        return context

    yield open_device
    wrong = [each for _, watch in devices for each in watch.wrong]
    for context, _ in devices:
        context.close()
    assert not wrong, "\n".join(wrong)
