"""What people do on a page, and what they wait to see there."""

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page, expect


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def follow(page: Page, link: str) -> None:
    page.get_by_role("link", name=link, exact=True).click()


def choose(page: Page, given: Mapping[str, Any]) -> None:
    """Tick what is given, and nothing else."""
    if "option" in given:
        page.locator(f"input[value='{given['option']}']").check()
    else:
        for box in page.locator(".option input").all():
            box.set_checked(box.get_attribute("value") in given["options"])


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
