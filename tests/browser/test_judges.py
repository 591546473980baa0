"""The judges themselves: what is planted must be found, or a green page proves nothing."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import judging
from tests.browser.conftest import Device

_PLANT = "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)"
PLANTED = {
    "color-contrast": "<p style='color: #999; background: #fff'>Pale</p>",
    "image-alt": "<img src='/static/mark.svg'>",
    "label": "<input type='text'>",
    "target-size": "<p><button style='all: unset; width: 9px; height: 9px' aria-label='a'></button>"
    "<button style='all: unset; width: 9px; height: 9px' aria-label='b'></button></p>",
    "scrolls sideways": "<p style='width: 400px'>Wide</p>",
    "cut: ": "<p style='height: 1.4em; overflow: hidden; width: 9em'>These words fit on one line.</p>",
    "on each other": "<p style='margin-bottom: -1em !important'>One</p><p>Two</p>",
}


@pytest.fixture
def page(device: Device) -> Page:
    opened = device(bypass_csp=True).new_page()
    opened.goto("/help")
    return opened


def test_what_is_planted_is_found(page: Page, axe: str) -> None:
    assert not judging.faults_by_axe(page, axe) + judging.faults_when_narrow(page)
    page.evaluate(
        "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)",
        "".join(PLANTED.values()),
    )
    found = "\n".join(judging.faults_by_axe(page, axe) + judging.faults_when_narrow(page))
    assert not [told for told in PLANTED if told not in found], found


def test_a_scheme_that_cannot_be_read_in_the_dark_is_found(page: Page, axe: str) -> None:
    page.add_style_tag(content="@media (prefers-color-scheme: dark) { .lead { color: #444 } }")
    found = judging.faults_by_axe(page, axe)
    assert found
    assert all(fault.startswith("in the dark: color-contrast") for fault in found)


def test_stops_of_the_tab_key_that_cannot_be_seen_are_found(page: Page) -> None:
    page.add_style_tag(content=".top a { outline: 0 !important } footer a { position: fixed; left: -9rem }")
    page.evaluate(
        _PLANT, "<div style='position: fixed; inset: 0 auto auto 0; width: 9rem; height: 9rem'></div>"
    )
    stops = judging.stops_of_the_tab_key(page)
    assert [place for place, stop in enumerate(stops) if stop["covered"] and stop["inside"]] == [2]
    assert [place for place, stop in enumerate(stops) if not stop["outlined"]] == [2, 3, 4]
    assert [place for place, stop in enumerate(stops) if not stop["inside"]] == [5, 6]


def test_html_that_is_not_valid_is_found(vnu: Path, tmp_path: Path) -> None:
    start = "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>a</title></head><body>"
    wrong = {"twice": "<p id='a'></p><p id='a'></p>", "stray": "<p>a</div>", "htmx": "<p hx-get='/a'>a</p>"}
    for name, planted in wrong.items():
        (tmp_path / f"{name}.html").write_text(f"{start}{planted}</body></html>")
    found = judging.faults_of_html(sorted(tmp_path.iterdir()), vnu)
    assert {fault.partition(".html")[0] for fault in found} == wrong.keys()
