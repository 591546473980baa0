"""A lead sees how their teams stand, opens the people behind a number, asks, looks back, and takes a file along."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import DESKTOP, Mode
from tests.browser.conftest import Device
from tests.browser.doing import follow, press, sees
from tests.browser.learners import COURSE, Staff
from tests.browser.pages_of_leads import LEAD


@pytest.mark.parametrize("mode", Mode, ids=[mode.value for mode in Mode])
def test_a_lead_finds_who_is_overdue_asks_and_takes_a_file_along(
    mode: Mode, device: Device, staff: Staff, tmp_path: Path
) -> None:
    page = device(mode, staff.known(LEAD), viewport=DESKTOP).new_page()
    page.goto("/learning")
    follow(page, "My teams")
    expect(page.locator("h1")).to_contain_text("people who need this are up to date")
    overdue = int(re.findall(r"(\d+) are overdue", page.locator("h1").inner_text())[0])
    follow(page, f"See the {overdue} overdue")
    rows = page.locator("#people tbody tr")
    expect(rows).to_have_count(overdue)
    narrows(page)
    kept = takes_along(page, tmp_path)
    names = [row["name"] for row in kept]
    assert names == [name.strip() for name in rows.locator("th").all_inner_texts()]
    asks(page, names[0])
    looks_back(page)


def narrows(page: Page) -> None:
    """By the list alone where there is htmx, by the button where there is not."""
    status = page.get_by_label("Status")
    status.focus()
    status.select_option("expired")
    if page.evaluate("() => 'htmx' in window"):
        page.wait_for_url("**standing=expired**")
        expect(status).to_be_focused()
    else:
        press(page, "Show")
    expect(page).to_have_url(re.compile(r"standing=expired.*flag=overdue|flag=overdue.*standing=expired"))
    expect(page.locator("#people tbody tr")).to_have_count(1)
    expect(status).to_have_value("expired")


def takes_along(page: Page, folder: Path) -> list[dict[str, str]]:
    with page.expect_download() as taken:
        press(page, "Download these people (CSV)")
    assert re.fullmatch(rf"people-{COURSE}-as-at-\d{{4}}-\d\d-\d\d\.csv", taken.value.suggested_filename)
    file = folder / "people.csv"
    taken.value.save_as(file)
    return list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))


def asks(page: Page, name: str) -> None:
    follow(page, name)
    sees(page, name)
    follow(page, "Change the date")
    press(page, "Save the date")
    expect(page.locator("#errors")).to_be_focused()
    page.get_by_label("By when").fill("2 December 2199")
    press(page, "Save the date")
    expect(page.locator("main")).to_contain_text("The date is saved.")


def looks_back(page: Page) -> None:
    page.goto("/leading")
    page.get_by_label("Day").fill("soon")
    press(page, "Show")
    sees(page, "What would you like to see?")
    page.get_by_label("Day").fill("1 1 2026")
    press(page, "Show")
    expect(page.locator("main")).to_contain_text("As at 1 January 2026, on what we know today")
    expect(page.locator("h1")).to_contain_text("people who need this are up to date")
