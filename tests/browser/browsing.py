"""A real Chromium, and the three ways in which people meet Debrief in it."""

import re
import shutil
from enum import Enum
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Playwright,
    Request,
    ViewportSize,
    WebError,
    expect,
)

from api.settings import HTMX_CDN

PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 640}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}

QUIET = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
    "--disable-domain-reliability --no-first-run --no-default-browser-check"
).split()
# The CDN is out of reach with every other name; with JavaScript, its one file is put in.
NOWHERE_ELSE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


PATIENCE = 20_000
REFUSED = r"Failed to load resource: the server responded with a status of (401|404|409|410|422)\b"


class Mode(Enum):
    SCRIPTED = "with JavaScript"
    PLAIN = "without JavaScript"
    CUT_OFF = "with the CDN blocked"


class NoChromium(Exception):
    """There is no browser on this machine."""


def launched(playwright: Playwright) -> Browser:
    """An installed Chromium, else Playwright's own. It reaches no other machine. Raises NoChromium."""
    expect.set_options(timeout=PATIENCE)
    found = next((path for name in INSTALLED if (path := shutil.which(name))), None)
    if found is None and not Path(playwright.chromium.executable_path).exists():
        raise NoChromium("There is no Chromium here. Run .ci/chromium, or install your system's chromium.")
    return playwright.chromium.launch(executable_path=found, args=[*QUIET, NOWHERE_ELSE])


def opened(browser: Browser, address: str, mode: Mode, htmx: bytes = b"", **how: Any) -> BrowserContext:
    """A device of its own without cookies; `htmx`: what the CDN answers where the mode has JavaScript."""
    how.setdefault("viewport", PHONE)
    context = browser.new_context(
        base_url=address,
        java_script_enabled=mode is not Mode.PLAIN,
        color_scheme=how.pop("color_scheme", "light"),
        reduced_motion="reduce",
        locale="en-GB",
        **how,
    )
    context.set_default_timeout(PATIENCE)
    if mode is Mode.SCRIPTED:
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/javascript"}
        context.route(HTMX_CDN, lambda route: route.fulfill(body=htmx, headers=headers))
    return context


class Watch:
    """What went wrong unseen: what the console says but is not `expected`, scripts that broke, foreign requests."""

    def __init__(self, context: BrowserContext, address: str, mode: Mode, expected: str) -> None:
        self.address, self.mode, self.expected = address, mode, re.compile(expected)
        self.wrong: list[str] = []
        context.on("console", self._said)
        context.on("weberror", self._broke)
        context.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        blocked = self.mode is Mode.CUT_OFF and message.location["url"] == HTMX_CDN
        expected = blocked or self.expected.search(message.text)
        if message.type in ("error", "warning") and not expected:
            self.wrong.append(f"{message.type} in the console: {message.text}")

    def _broke(self, error: WebError) -> None:
        self.wrong.append(f"a script broke: {error.error}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", HTMX_CDN)):
            self.wrong.append(f"asked elsewhere: {request.url}")
