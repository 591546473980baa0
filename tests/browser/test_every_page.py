"""Every page there is, on a phone and narrower, in the light and in the dark, on paper, and as HTML."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import APIRequestContext, Page, Response, expect

from tests.browser import judging
from tests.browser.browsing import NARROW, Mode
from tests.browser.conftest import Device
from tests.browser.every_page import Visit
from tests.browser.learners import Staff, bank
from tests.browser.pages_of_other_ways import PAGES

LOOKED_AT_IN_THE_STORY = {
    "sign in",
    "sign in refused",
    "my learning with nothing done",
    "my learning with a pass",
    "course",
    "before you begin",
    "contents with nothing done",
    "case not begun",
    "case step",
    "case step with nothing chosen",
    "case choice that leads back",
    "case choice that leads on",
    "case at its end",
    "final check start",
    "question with one answer",
    "question with several answers",
    "question being changed",
    "question answered somewhere else",
    "check your answers",
    "not passed yet",
    "what they chose without a pass",
    "passed",
    "certificate",
    "a valid certificate checked",
    "a name that matches",
    "a name that does not match",
    *(f"lesson {lesson.id}" for lesson in bank().lessons),
}
_INK = """() => [...new Set([...document.querySelectorAll("main *")].map(each => getComputedStyle(each))
    .map(style => `${style.color} on ${style.backgroundColor}`))]"""
AT_320_PX_TOO = [
    "sign in refused",
    "contents with nothing done",
    "lesson L4",
    "case step",
    "question with nothing chosen",
    "question with several answers",
    "check your answers with some missing",
    "not passed yet",
    "certificate",
    "my teams",
    "my people who are overdue",
]
PRINTED = [
    "sign-off register",
    "somebody overdue",
    "my teams",
    "my people",
    "certificate",
    "lesson STORY",
    "lesson L4",
    "what they chose after a pass",
]


@pytest.mark.parametrize("name", sorted(PAGES.keys() - LOOKED_AT_IN_THE_STORY))
def test_nothing_on_the_page_stands_in_anyones_way(
    device: Device, staff: Staff, look: Callable[[Page], None], name: str
) -> None:
    visit = PAGES[name](staff)
    page = device(learner=visit.learner).new_page()
    visit.open(page)
    look(page)
    assert page.get_by_role("heading", level=1).count() == 1


@pytest.mark.parametrize("name", AT_320_PX_TOO)
def test_nothing_stands_in_the_way_on_the_narrowest_screen(
    device: Device, staff: Staff, axe: str, name: str
) -> None:
    visit = PAGES[name](staff)
    page = device(learner=visit.learner, viewport=NARROW).new_page()
    visit.open(page)
    assert not judging.faults_by_axe(page, axe)


@pytest.mark.parametrize("name", PRINTED)
def test_on_paper_there_are_words_and_nothing_to_press(device: Device, staff: Staff, name: str) -> None:
    visit = PAGES[name](staff)
    page = device(learner=visit.learner).new_page()
    visit.open(page)
    bars = page.locator(".top, nav, footer, button, .button, .actions, .skip, .where a").filter(visible=True)
    assert bars.count() >= 5
    page.emulate_media(media="print")
    expect(bars).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate(_INK) == ["rgb(0, 0, 0) on rgba(0, 0, 0, 0)"]


def as_sent(visit: Visit, device: Device, anyone: APIRequestContext) -> str:
    """The HTML of the page as the server sent it."""
    if visit.does is None:
        cookie = {"Cookie": f"debrief={visit.learner.token}"} if visit.learner else {}
        return anyone.get(visit.path, headers=cookie).text()
    page, documents = device(Mode.PLAIN, visit.learner).new_page(), list[Response]()
    page.on(
        "response", lambda each: documents.append(each) if each.request.resource_type == "document" else None
    )
    visit.open(page)
    return documents[-1].text()


def test_every_page_is_valid_html(device: Device, staff: Staff, vnu: Path, tmp_path: Path) -> None:
    anyone = device(Mode.PLAIN).request
    for name, prepare in PAGES.items():
        file = tmp_path / f"{name.replace(' ', '-')}.html"
        file.write_text(as_sent(prepare(staff), device, anyone))
    files = sorted(tmp_path.glob("*.html"))
    assert len(files) >= 60 and all(file.read_text().startswith("<!DOCTYPE html>") for file in files)
    assert not judging.faults_of_html(files, vnu)
