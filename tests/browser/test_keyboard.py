"""Everything with the keyboard alone, and always seeing where one is."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import judging
from tests.browser.browsing import DESKTOP, PHONE, Mode
from tests.browser.conftest import Device
from tests.browser.doing import sees, titled
from tests.browser.every_page import PAGES
from tests.browser.learners import Staff, question, right
from tests.browser.serving import PASSWORD

MODES = pytest.mark.parametrize("mode", [Mode.SCRIPTED, Mode.PLAIN], ids=lambda mode: mode.value)


def reach(page: Page, words: str) -> None:
    """Press Tab until what is focused says these words, as a screen reader would."""
    for _ in range(60):
        page.keyboard.press("Tab")
        named = page.evaluate(
            "() => (document.activeElement.labels?.[0] ?? document.activeElement).innerText?.trim() ?? ''"
        )
        if named == words:
            return
    pytest.fail(f"Tab never came to “{words}” on {page.url}")


@MODES
def test_signing_in_by_keyboard_alone(device: Device, staff: Staff, mode: Mode) -> None:
    sam = staff.joins(password=PASSWORD)
    page = device(mode).new_page()
    page.goto("/sign-in")
    reach(page, "Work e-mail address")
    page.keyboard.type(sam.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("This is a shared computer")).to_be_checked()
    reach(page, "Sign in")
    page.keyboard.press("Enter")
    sees(page, "My learning")
    assert page.url.endswith("/learning")


@MODES
@pytest.mark.parametrize("kind", ["single", "multiple"])
def test_a_question_by_keyboard_alone(device: Device, staff: Staff, mode: Mode, kind: str) -> None:
    learner, attempt, drawn = staff.draws(kind)
    place = next(place for place, id in enumerate(drawn[:-1]) if question(id).kind == kind)
    page = device(mode, learner).new_page()
    page.goto(f"/learning/attempts/{attempt}/questions/{drawn[place]}")
    boxes = page.locator(".option input")
    reach(page, page.locator(".option").first.inner_text())
    page.keyboard.press("Space")
    expect(boxes.nth(0)).to_be_checked()
    if kind == "single":
        page.keyboard.press("ArrowDown")
        expect(boxes.nth(1)).to_be_focused()
        expect(boxes.nth(1)).to_be_checked()
    else:
        for box in range(1, len(right(drawn[place])["options"])):
            page.keyboard.press("Tab")
            page.keyboard.press("Space")
            expect(boxes.nth(box)).to_be_checked()
    reach(page, "Continue")
    page.keyboard.press("Enter")
    titled(page, f"Question {place + 2} of 20")
    assert learner.answered(attempt) == 1


@MODES
def test_the_first_stop_leads_past_the_bars(device: Device, mode: Mode) -> None:
    page = device(mode).new_page()
    page.goto("/help")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main part")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    assert page.url.endswith("#main")


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("sign in refused", PHONE),
        ("contents with nothing done", PHONE),
        ("contents with nothing done", DESKTOP),
        ("case step", PHONE),
        ("question with one answer", PHONE),
        ("question with several answers", DESKTOP),
        ("check your answers with some missing", PHONE),
        ("certificate", DESKTOP),
        ("pieces of the look", PHONE),
        ("pieces of the look", DESKTOP),
    ],
)
def test_every_stop_of_the_tab_key_is_seen(
    device: Device, staff: Staff, name: str, size: ViewportSize
) -> None:
    visit = PAGES[name](staff)
    page = device(learner=visit.learner, viewport=size).new_page()
    visit.open(page)
    stops = judging.stops_of_the_tab_key(page)
    assert len(stops) >= 6
    assert not [stop for stop in stops if not stop["outlined"] or not stop["inside"] or stop["covered"]]
    radios = [stop["group"] for stop in stops if stop["group"]]
    assert len(radios) == len(set(radios)), "one stop for each group of radio buttons"
