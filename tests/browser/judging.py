"""The judges of a page: axe-core, its width, wider letters, and the HTML validator."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.browsing import NARROW, PHONE

WCAG_22_AA = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}

_RUN = """async which => (await axe.run(document, {runOnly: which, resultTypes: ["violations"]})).violations
    .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target} ${node.failureSummary}`))"""

_SIDEWAYS = """() => document.scrollingElement.scrollWidth <= innerWidth ? [] :
    [...document.body.querySelectorAll("*")].filter(each => each.getBoundingClientRect().right > innerWidth + 1)
        .map(each => `sticks out at ${innerWidth} px: ${each.outerHTML.slice(0, 120)}`).slice(-3)
        .concat("scrolls sideways")"""

# WCAG 1.4.12, as a reader's own style sheet sets it.
_WIDER = """() => { const sheet = new CSSStyleSheet(); document.adoptedStyleSheets = [sheet]; sheet.replaceSync(
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }" +
    "p { margin-bottom: 2em !important }") }"""
_AS_IT_WAS = "() => { document.adoptedStyleSheets = [] }"

_CUT = """() => {
    const faults = [], lines = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const inside = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || inside.closest(".unseen, .skip, [hidden]")) continue;
        for (let box = inside; box; box = box.parentElement) {
            const hides = [getComputedStyle(box).overflowX, getComputedStyle(box).overflowY]
                .some(how => how === "hidden" || how === "clip");
            if (hides && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1))
                faults.push(`cut: ${inside.outerHTML.slice(0, 120)}`);
        }
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        for (const rect of range.getClientRects()) if (rect.width > 1) lines.push([rect, texts.currentNode.data.trim()]);
    }
    for (const [a, first] of lines) for (const [b, second] of lines)
        if (first < second && a.left + 2 < b.right && b.left + 2 < a.right && a.top + 4 < b.bottom && b.top + 4 < a.bottom)
            faults.push(`“${first.slice(0, 40)}” and “${second.slice(0, 40)}” stand on each other`);
    return faults; }"""


def faults_by_axe(page: Page, axe: str) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA; in the dark scheme too, where only contrast can differ."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe)
    light: list[str] = page.evaluate(_RUN, WCAG_22_AA)
    page.emulate_media(color_scheme="dark")
    dark = [f"in the dark: {fault}" for fault in page.evaluate(_RUN, CONTRAST)]
    page.emulate_media(color_scheme="light")
    return light + dark


def faults_when_narrow(page: Page) -> list[str]:
    """What does not fit 320 px, as it is and with the wider letters that a reader may set."""
    page.set_viewport_size(NARROW)
    found: list[str] = page.evaluate(_SIDEWAYS)
    page.evaluate(_WIDER)
    found += [f"with wider letters: {fault}" for fault in page.evaluate(_SIDEWAYS) + page.evaluate(_CUT)]
    page.evaluate(_AS_IT_WAS)
    page.set_viewport_size(PHONE)
    return found


def faults_of_html(files: Iterable[Path], vnu: Path) -> list[str]:
    """What the validator says of these files, warnings too."""
    asked = ["java", "-jar", str(vnu), "--format", "json", "--stdout", *map(str, files)]
    said = subprocess.run(asked, stdout=subprocess.PIPE, text=True, timeout=240)
    messages: list[dict[str, Any]] = json.loads(said.stdout)["messages"]
    return [
        f"{Path(each['url']).name}:{each.get('lastLine')} {each['type']}: {each['message']} {each.get('extract', '')!r}"
        for each in messages
    ]
