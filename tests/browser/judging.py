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
        .concat(`the page scrolls sideways`)"""

# WCAG 1.4.12, as a reader's own style sheet sets it.
_WIDER = """() => { const sheet = new CSSStyleSheet(); document.adoptedStyleSheets = [sheet]; sheet.replaceSync(
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }" +
    "p { margin-bottom: 2em !important }") }"""

# What is not there to be seen: text in a box that hides what does not fit, and text that other text stands on.
_CUT = """() => {
    const faults = [], lines = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const inside = texts.currentNode.parentElement, words = texts.currentNode.data.trim();
        if (!words || inside.closest(".unseen, .skip, [hidden]")) continue;
        for (let box = inside; box; box = box.parentElement) {
            const style = getComputedStyle(box);
            const hides = /hidden|clip/.test(style.overflowX + style.overflowY);
            if (hides && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1))
                faults.push(`cut: ${inside.outerHTML.slice(0, 120)}`);
        }
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        for (const rect of range.getClientRects()) if (rect.width > 1) lines.push([rect, words]);
    }
    const beside = (a, b) => a.left + 2 >= b.right || b.left + 2 >= a.right;
    const above = (a, b) => a.top + 4 >= b.bottom || b.top + 4 >= a.bottom;
    for (const [a, first] of lines) for (const [b, second] of lines)
        if (first < second && !beside(a, b) && !above(a, b))
            faults.push(`“${first.slice(0, 40)}” and “${second.slice(0, 40)}” stand on each other`);
    return faults;
}"""
_NARROW = f"""() => {{
    document.querySelectorAll("details").forEach(each => each.open = true);
    const sideways = {_SIDEWAYS}, faults = sideways();
    ({_WIDER})();
    faults.push(...[...sideways(), ...({_CUT})()].map(fault => `with wider letters, ${{fault}}`));
    document.adoptedStyleSheets = [];
    return faults;
}}"""


# Where the keyboard is, and whether one can see it: an outline of 2 px or more, on the card of an option else on the
# element itself, inside the window and with nothing of another kind on top of it.
_WHERE = """() => {
    const here = document.activeElement, shown = here.closest(".option") ?? here, style = getComputedStyle(shown);
    const box = shown.getBoundingClientRect();
    const line = here.getClientRects()[0] ?? box;
    const top = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2);
    return here === document.body ? null : {
        what: here.outerHTML.slice(0, 100),
        group: here.type === "radio" ? here.name : "",
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        inside: box.bottom > 0 && box.top < innerHeight && box.left >= 0 && box.right <= innerWidth,
        covered: !(shown.contains(top) || top?.contains(shown) || top?.closest("label, li")?.contains(shown)),
    };
}"""


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
    found: list[str] = page.evaluate(_NARROW)
    page.set_viewport_size(PHONE)
    return found


def stops_of_the_tab_key(page: Page) -> list[dict[str, Any]]:
    """Every place where Tab stops, from the top of the page to its end."""
    page.evaluate("() => document.activeElement.blur()")
    stops: list[dict[str, Any]] = []
    page.keyboard.press("Tab")
    while (stop := page.evaluate(_WHERE)) and len(stops) < 150:
        stops.append(stop)
        page.keyboard.press("Tab")
    return stops


def faults_of_html(files: Iterable[Path], vnu: Path) -> list[str]:
    """What the validator says of these files, warnings too."""
    asked = ["java", "-jar", str(vnu), "--format", "json", "--stdout", *map(str, files)]
    said = subprocess.run(asked, stdout=subprocess.PIPE, text=True, timeout=240)
    messages: list[dict[str, Any]] = json.loads(said.stdout)["messages"]
    return [
        f"{Path(each['url']).name}:{each.get('lastLine')} {each['type']}: {each['message']} {each.get('extract', '')!r}"
        for each in messages
    ]
