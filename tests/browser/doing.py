"""What people do on a page, and what they wait to see there."""

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def follow(page: Page, link: str) -> None:
    page.get_by_role("link", name=link, exact=True).click()


def choose(page: Page, given: Mapping[str, Any]) -> None:
    """Tick what is given, and nothing else."""
    if "option" in given:
        page.locator(f"input[value='{given['option']}']").check()
    elif "text" in given:
        page.get_by_label("Your answer").fill(given["text"])
    elif "place" in given:
        for row in page.locator("main fieldset > ul > li").all():
            put(row, given["place"][row.locator("legend, label").first.inner_text()])
    else:
        for box in page.locator(".option input").all():
            box.set_checked(box.get_attribute("value") in given["options"])


def put(row: Locator, place: str) -> None:
    """Give a row its place, by a select or by a radio."""
    if row.locator("select").count():
        offered = row.locator("option").all_inner_texts()
        row.locator("select").select_option(index=[each.endswith(place) for each in offered].index(True))
    else:
        row.get_by_label(place, exact=True).check()


def shows(page: Page, given: Mapping[str, Any], option_texts: Mapping[str, str]) -> None:
    """The page tells in words what was given."""
    if "place" in given:
        for row in given["place"]:
            says(page, row)
    elif "text" in given:
        says(page, given["text"])
    else:
        for id in given.get("options", [given.get("option")]):
            says(page, option_texts[id])


def signs_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("Work e-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    press(page, "Sign in")


def sees(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


def titled(page: Page, beginning: str) -> None:
    expect(page).to_have_title(re.compile(f"^{re.escape(beginning)}"))


def says(page: Page, words: str) -> None:
    expect(page.locator("main")).to_contain_text(words)
