"""An admin takes in a staff list; somebody on it comes by the mail, learns, passes, and is suspended at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import DESKTOP, Mode
from tests.browser.conftest import Device
from tests.browser.doing import follow, press, says, sees, signs_in
from tests.browser.learners import COURSE, Staff, bank
from tests.browser.pages_of_admins import ADMIN, staff_list
from tests.browser.serving import PASSWORD

Look = Callable[[Page], None]
WAYS = [Mode.SCRIPTED, Mode.PLAIN]
WARNING = "You will be signed out in five minutes unless you press Stay signed in"


@pytest.mark.parametrize("mode", WAYS, ids=[mode.value for mode in WAYS])
def test_somebody_on_a_staff_list_comes_by_the_mail_passes_and_is_suspended(
    mode: Mode, device: Device, staff: Staff, look: Look
) -> None:
    looks: Look = look if mode is Mode.SCRIPTED else lambda page: None
    nina, omar = (f"{name}.{mode.name.lower()}@demo.example" for name in ("nina", "omar"))
    page = device(mode, viewport=DESKTOP).new_page()
    page.goto("/admin/staff-list")
    signs_in(page, ADMIN, PASSWORD)
    takes_in(page, nina, omar, looks)
    hers = device(mode).new_page()
    comes_by_the_mail(hers, nina, looks)
    passes(hers, staff, nina, looks)
    suspends(page, nina, looks)
    hers.get_by_role("navigation").get_by_role("link", name="My learning").click()
    sees(hers, "Sign in")
    signs_in(hers, nina, PASSWORD)
    expect(hers.locator("#errors")).to_be_focused()
    assert hers.title().startswith("Error: Sign in")


def takes_in(page: Page, nina: str, omar: str, looks: Look) -> None:
    """One file with a day that is none, and the same list again, pasted with the day put right."""
    rows = [(f"Nina Vu {nina[5:7]}", nina, "2026-03-02"), (f"Omar Reid {omar[5:7]}", omar, "2026-02-30")]
    sent = staff_list(*rows)
    page.get_by_label("The file").set_input_files(
        {"name": "starters.csv", "mimeType": "text/csv", "buffer": sent.encode("utf-8-sig")}
    )
    press(page, "Show what it would do")
    says(page, "1 person will be added. 1 line cannot be used.")
    wrong = page.locator("#findings tbody tr")
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("3")
    expect(wrong).to_contain_text("“2026-02-30” is not a day that can be read.")
    looks(page)
    follow(page, "Another list")
    page.get_by_label("Or paste it here").fill(sent.replace("2026-02-30", "2026-02-28"))
    press(page, "Show what it would do")
    says(page, "2 people will be added.")
    expect(page.locator("#findings")).to_have_count(0)
    page.get_by_label("Send an invitation to everybody who is added").check()
    press(page, "Do this now")
    sees(page, "The list is taken in")
    expect(page.locator(".summary > div").filter(has_text="People added")).to_contain_text("2")
    looks(page)


def comes_by_the_mail(page: Page, email: str, looks: Look) -> None:
    page.goto("/mails")
    page.get_by_role("listitem").filter(has_text=email).get_by_role("link").click()
    sees(page, "Choose a password")
    says(page, email)
    looks(page)
    page.get_by_label("New password").fill("too short")
    press(page, "Save and sign in")
    expect(page.locator("#errors")).to_be_focused()
    page.get_by_label("New password").fill(PASSWORD)
    press(page, "Save and sign in")
    sees(page, "My learning")
    says(page, bank().title)
    looks(page)


def passes(page: Page, staff: Staff, email: str, looks: Look) -> None:
    nina = staff.meets(email)
    nina.reads()
    page.goto(f"/learning/courses/{COURSE}/final-check")
    press(page, "Start the final check")
    attempt = nina.starts()
    nina.answers(attempt)
    page.goto(f"/learning/attempts/{attempt}/answers")
    press(page, "Hand in my answers")
    sees(page, "You have passed")
    looks(page)


def suspends(page: Page, email: str, looks: Look) -> None:
    page.goto("/admin/people")
    page.get_by_label("Find somebody").fill(email)
    press(page, "Find")
    page.locator("#people tbody a").click()
    page.get_by_role("link", name="Suspend").click()
    sees(page, "Suspend them?")
    looks(page)
    press(page, "Suspend")
    says(page, "Suspended since")
    looks(page)


def test_an_admin_is_warned_before_the_session_ends_and_stays_without_losing_what_was_typed(
    device: Device, staff: Staff, look: Look
) -> None:
    page = device(Mode.SCRIPTED, staff.known(ADMIN)).new_page()
    page.clock.install()
    page.goto("/admin/staff-list")
    page.get_by_label("Or paste it here").fill("Name,E-mail")
    seconds = int(page.locator("#session").get_attribute("data-seconds") or 0)
    page.clock.fast_forward((seconds - 310) * 1000)
    status = page.get_by_role("status")
    expect(status).to_have_text("")
    page.clock.fast_forward(10_000)
    expect(status).to_contain_text(WARNING)
    look(page)
    press(page, "Stay signed in")
    expect(status).to_contain_text("You stay signed in until")
    expect(page.get_by_label("Or paste it here")).to_have_value("Name,E-mail")
    page.clock.fast_forward((seconds - 290) * 1000)
    expect(status).to_contain_text(WARNING)
    assert page.url.endswith("/admin/staff-list")


def test_without_javascript_staying_signed_in_leads_back_to_the_same_page(
    device: Device, staff: Staff
) -> None:
    page = device(Mode.PLAIN, staff.known(ADMIN)).new_page()
    page.goto("/admin/teams")
    says_until = page.locator("#session")
    expect(says_until).to_contain_text("You stay signed in until")
    press(page, "Stay signed in")
    sees(page, "Teams")
    expect(says_until).to_be_visible()
    assert page.url.endswith("/admin/teams")
