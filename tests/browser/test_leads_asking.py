"""What a lead does about it, in a real browser: two filters one after the other, a team asked, a talk recorded."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import DESKTOP, Mode
from tests.browser.conftest import Device
from tests.browser.doing import press, says, signs_in, titled
from tests.browser.learners import Staff, now
from tests.browser.serving import PASSWORD

Look = Callable[[Page], None]
LEAD = "lead@demo.example"
WAYS = [Mode.SCRIPTED, Mode.PLAIN]


@pytest.mark.parametrize("mode", WAYS, ids=[mode.value for mode in WAYS])
def test_a_lead_narrows_twice_asks_a_team_and_records_a_talk(mode: Mode, device: Device, look: Look) -> None:
    page = device(mode, viewport=DESKTOP).new_page()
    looks: Look = look if mode is Mode.SCRIPTED else lambda page: None
    page.goto("/leading/people?flag=overdue")
    signs_in(page, LEAD, PASSWORD)
    changes_two_filters_at_once(page, mode)
    asks_a_team(page, looks)
    records_a_talk(page, looks)
    assert page.locator("#errors").count() == 0


def changes_two_filters_at_once(page: Page, mode: Mode) -> None:
    """The second must not be lost while the first is on its way."""
    page.get_by_label("Time").select_option("")
    page.get_by_label("Status").select_option(label="Expired")
    if mode is Mode.PLAIN:
        press(page, "Show")
    says(page, "1 person: expired")
    expect(page).to_have_url(re.compile(r"standing=expired"))
    page.reload()
    says(page, "1 person: expired")


def asks_a_team(page: Page, looks: Look) -> None:
    page.goto("/leading")
    page.get_by_role("link", name=re.compile("^Ask .* to pass this$")).click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile("to pass this|Change the date"))
    page.get_by_label("By when").fill("the 40th")
    page.locator("main form .button").first.click()
    titled(page, "Error: ")
    expect(page.locator("#errors")).to_be_focused()
    expect(page.get_by_label("By when")).to_have_value("the 40th")
    looks(page)
    page.get_by_label("By when").fill("30 June 2199")
    page.locator("main form .button").first.click()
    says(page, "The team’s date is 30 June 2199.")
    looks(page)


def records_a_talk(page: Page, looks: Look) -> None:
    page.goto("/leading/people?standing=not-passed-yet")
    page.locator("#people tbody th a").first.click()
    page.get_by_role("link", name="Record a talk").click()
    press(page, "Record the talk")
    titled(page, "Error: ")
    looks(page)
    page.get_by_label("When you talked").fill((now().date() - timedelta(days=6)).isoformat())
    page.get_by_label("Who talked it through with them").fill("Mary Adeyemi")
    press(page, "Record the talk")
    says(page, "Passed")
    looks(page)


def test_people_of_other_leads_are_not_here(device: Device, staff: Staff) -> None:
    page = device(Mode.PLAIN).new_page()
    page.goto("/")
    signs_in(page, LEAD, PASSWORD)
    answer = page.goto(f"/leading/people/{staff.joins().person.id}")
    assert answer and answer.status == 404
    titled(page, "There is nothing at this address")
