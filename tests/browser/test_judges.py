"""The judges themselves: what is planted must be found, or a green page proves nothing."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import judging
from tests.browser.conftest import Device

PLANTED = {
    "grey words": ("<p style='color: #999; background: #fff'>Pale</p>", "color-contrast"),
    "a picture without words": ("<img src='/static/mark.svg'>", "image-alt"),
    "a field without a label": ("<input type='text'>", "label"),
    "buttons too small to hit": (
        "<p><button style='all: unset; width: 9px; height: 9px' aria-label='a'></button>"
        "<button style='all: unset; width: 9px; height: 9px' aria-label='b'></button></p>",
        "target-size",
    ),
    "something too wide": ("<p style='width: 400px'>Wide</p>", "scrolls sideways"),
    "a box that cuts what is in it": (
        "<p style='height: 1.4em; overflow: hidden; width: 9em'>These words fit on one line.</p>",
        "cut: ",
    ),
    "words on words": ("<p style='margin-bottom: -1em !important; line-height: 1 !important'>One</p><p>Two</p>", "on each other"),
}


@pytest.fixture
def page(device: Device) -> Page:
    opened = device(bypass_csp=True).new_page()
    opened.goto("/help")
    return opened


@pytest.mark.parametrize("planted", PLANTED)
def test_what_is_planted_is_found(page: Page, axe: str, planted: str) -> None:
    html, told = PLANTED[planted]
    page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", html)
    found = judging.faults_by_axe(page, axe) + judging.faults_when_narrow(page)
    assert any(told in fault for fault in found), found


def test_a_scheme_that_cannot_be_read_in_the_dark_is_found(page: Page, axe: str) -> None:
    page.add_style_tag(content="@media (prefers-color-scheme: dark) { .lead { color: #444 } }")
    found = judging.faults_by_axe(page, axe)
    assert found and all(fault.startswith("in the dark: color-contrast") for fault in found)


def test_html_that_is_not_valid_is_found(vnu: Path, tmp_path: Path) -> None:
    for name, planted in {"twice": "<p id='a'></p><p id='a'></p>", "stray": "<p>a</div>", "htmx": "<p hx-get='/a'>a</p>"}.items():
        start = "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>a</title></head><body>"
        (tmp_path / f"{name}.html").write_text(f"{start}{planted}</body></html>")
    found = judging.faults_of_html(sorted(tmp_path.iterdir()), vnu)
    assert {fault.partition(".html")[0] for fault in found} == {"twice", "stray", "htmx"}
