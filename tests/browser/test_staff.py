"""The staff's whole job in a real browser, as three kinds of visitors meet it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import Mode
from tests.browser.conftest import Device
from tests.browser.doing import choose, follow, press, says, sees, shows, signs_in, titled
from tests.browser.learners import Learner, Staff, bank, best_way, question, right, wrong
from tests.browser.serving import PASSWORD

Look = Callable[[Page], None]
MISSED = 6


@pytest.mark.parametrize("mode", Mode, ids=[mode.value for mode in Mode])
def test_staff_learn_try_again_pass_and_prove_it(
    mode: Mode, device: Device, staff: Staff, look: Look, tmp_path: Path
) -> None:
    sam = staff.joins("Sam Okafor", PASSWORD)
    page = device(mode).new_page()
    looks: Look = look if mode is Mode.SCRIPTED else lambda page: None
    gets_in_at_the_second_attempt(page, sam, looks)
    opens_the_course(page, looks)
    reads_every_lesson(page, looks)
    walks_the_case(page, looks)

    starts_the_check(page, looks)
    answers_the_first_questions(page, looks)
    page = goes_on_elsewhere(page, device(mode).new_page(), sam)
    answers_one_question_in_two_tabs(page, looks)
    answers_the_rest(page, looks)
    changes_one_answer(page, looks)
    hands_in_and_has_not_passed_yet(page, looks)

    reads_again(page)
    press(page, "Start the final check")
    titled(page, "Question 1 of 20")
    for _ in range(bank().pass_rule().of):
        answers(page, miss=False)
    press(page, "Hand in my answers")
    sees(page, "You have passed")
    looks(page)
    shows_the_certificate(page, device(mode).new_page(), looks, tmp_path)
    signs_out(page, looks)


@pytest.mark.parametrize(
    ("mode", "scripts", "swaps"),
    [(Mode.SCRIPTED, True, True), (Mode.PLAIN, False, False), (Mode.CUT_OFF, True, False)],
    ids=lambda value: value.value if isinstance(value, Mode) else None,
)
def test_each_kind_of_visitor_has_what_its_name_says(
    mode: Mode, scripts: bool, swaps: bool, device: Device
) -> None:
    page = device(mode).new_page()
    page.goto("/help")
    assert page.evaluate("() => 'htmx' in window") == swaps
    assert page.evaluate("() => 'tell' in window") == scripts


def gets_in_at_the_second_attempt(page: Page, sam: Learner, looks: Look) -> None:
    page.goto("/")
    sees(page, "Sign in")
    looks(page)
    signs_in(page, sam.email, "not the password")
    titled(page, "Error: Sign in")
    expect(page.locator("#errors")).to_be_focused()
    looks(page)
    page.locator("#errors a").first.click()
    expect(page.get_by_label("Work e-mail address")).to_be_focused()
    expect(page.get_by_label("Work e-mail address")).to_have_value(sam.email)
    signs_in(page, sam.email, PASSWORD)
    sees(page, "My learning")


def opens_the_course(page: Page, looks: Look) -> None:
    says(page, "Due in 9 days")
    looks(page)
    follow(page, bank().title)
    sees(page, bank().title)
    looks(page)
    follow(page, "Start")
    sees(page, "Before you begin")
    looks(page)
    follow(page, "Start now")
    says(page, f"0 of {len(bank().lessons)} lessons read")
    says(page, "Cannot start yet")
    looks(page)


def reads_every_lesson(page: Page, looks: Look) -> None:
    """One leads on to the next, and the last to the final check."""
    press(page, bank().lessons[0].title)
    for lesson in bank().lessons:
        sees(page, lesson.title)
        looks(page)
        press(page, "I have read this")
    sees(page, "Final check")
    follow(page, "Contents")
    says(page, f"{len(bank().lessons)} of {len(bank().lessons)} lessons read")


def walks_the_case(page: Page, looks: Look) -> None:
    case = bank().cases[0]
    follow(page, case.title)
    sees(page, case.title)
    looks(page)
    press(page, "Start")
    press(page, "See what happens")
    expect(page.locator("#errors")).to_be_focused()
    looks(page)
    back = next(choice for choice in case.steps[0].choices if choice.to == "back")
    best = [(choice, "Continue") for _, choice in best_way()]
    for choice, onward in [(back.id, "Go back and choose again"), *best]:
        looks(page)
        choose(page, {"option": choice})
        press(page, "See what happens")
        sees(page, "What happens")
        looks(page)
        follow(page, onward)
    sees(page, next(step.title for step in case.steps if step.end == "good"))
    says(page, "Another way helps more.")
    looks(page)
    follow(page, "Back to the contents")
    expect(page.locator(".tasks li").filter(has_text=case.title)).to_contain_text("Completed")


def starts_the_check(page: Page, looks: Look) -> None:
    follow(page, "Final check")
    sees(page, "Final check")
    looks(page)
    press(page, "Start the final check")
    titled(page, "Question 1 of 20")


def here(page: Page) -> str:
    """The id of the question on this page."""
    found = re.search(r"/questions/([^/?#]+)", page.url)
    assert found, page.url
    return found[1]


def place(page: Page) -> int:
    found = re.search(r"Question (\d+) of", page.title())
    assert found, page.title()
    return int(found[1])


def answers(page: Page, miss: bool) -> None:
    """Answer the question on this page and wait for what comes next."""
    number, id = place(page), here(page)
    choose(page, wrong(id) if miss else right(id))
    press(page, "Continue")
    titled(page, f"Question {number + 1} of 20" if number < 20 else "Check your answers")


def answers_the_first_questions(page: Page, looks: Look) -> None:
    press(page, "Continue")
    titled(page, "Error: Question 1 of 20")
    expect(page.locator("#errors")).to_be_focused()
    looks(page)
    page.locator("#errors a").first.click()
    expect(page.locator("main form :is(input:not([type=hidden]), select)").first).to_be_focused()
    for _ in range(MISSED):
        looks(page)
        answers(page, miss=True)
    expect(page.locator(".saved")).to_have_text(re.compile(r"saved at \d\d:\d\d"))


def goes_on_elsewhere(page: Page, other: Page, sam: Learner) -> Page:
    """Leaves, and goes on with the same question on another device."""
    left_at = here(page)
    follow(page, "Leave, and go on later")
    sees(page, "My learning")
    other.goto("/")
    signs_in(other, sam.email, PASSWORD)
    says(other, "Go on with the final check")
    follow(other, bank().title)
    titled(other, f"Question {MISSED + 1} of 20")
    assert here(other) == left_at
    return other


def answers_one_question_in_two_tabs(page: Page, looks: Look) -> None:
    tab = page.context.new_page()
    tab.goto(page.url)
    id, number = here(page), place(page)
    answers(tab, miss=True)
    tab.close()
    choose(page, right(id))
    press(page, "Continue")
    sees(page, "Which answer do you want to keep?")
    for given in (right(id), wrong(id)):
        shows(page, given, {option.id: option.text for option in question(id).shown()})
    looks(page)
    press(page, "Keep this one instead")
    titled(page, f"Question {number + 1} of 20")


def answers_the_rest(page: Page, looks: Look) -> None:
    while place(page) < 20:
        looks(page)
        answers(page, miss=False)
    looks(page)
    answers(page, miss=False)
    looks(page)


def changes_one_answer(page: Page, looks: Look) -> None:
    """The third answer is put right, by way of its row."""
    row = page.locator(".summary > div").nth(2)
    row.get_by_role("link", name="Change your answer to question 3").click()
    titled(page, "Question 3 of 20")
    looks(page)
    id = here(page)
    choose(page, right(id))
    press(page, "Save and check answers")
    titled(page, "Check your answers")
    for option in question(id).shown():
        if option.id in question(id).right_ids():
            expect(row).to_contain_text(option.text)


def hands_in_and_has_not_passed_yet(page: Page, looks: Look) -> None:
    press(page, "Hand in my answers")
    sees(page, "Not passed yet")
    looks(page)
    follow(page, "Read what you chose, with the feedback")
    sees(page, "What you chose")
    looks(page)
    follow(page, "Your result")


def reads_again(page: Page) -> None:
    """Every lesson that had a question missed, from the result on to the next try."""
    missed = page.get_by_text("Read again", exact=True).count()
    assert missed >= 2
    follow(page, "Read the first of them")
    for _ in range(missed):
        press(page, "I have read this")
    sees(page, "Final check")
    says(page, "This is try 2 of 3.")


def shows_the_certificate(page: Page, stranger: Page, looks: Look, folder: Path) -> None:
    follow(page, "See your certificate")
    sees(page, "Sam Okafor passed the knowledge check of Learning from Child A")
    looks(page)
    with page.expect_download() as download:
        follow(page, "Download as PDF")
    download.value.save_as(folder / "certificate.pdf")
    assert (folder / "certificate.pdf").read_bytes().startswith(b"%PDF")
    stranger.goto(page.locator(".check a").get_attribute("href") or "")
    sees(stranger, "This certificate is valid")
    expect(stranger.locator("body")).not_to_contain_text("Okafor")
    looks(stranger)
    for name, said in {"Sam Okofar": "No match", "sam okafor": "It matches"}.items():
        stranger.get_by_label("Name on the certificate").fill(name)
        press(stranger, "Check the name")
        says(stranger, said)
        looks(stranger)


def signs_out(page: Page, looks: Look) -> None:
    page.get_by_role("navigation").get_by_role("link", name="My learning").click()
    says(page, "There is nothing to do now.")
    looks(page)
    press(page, "Sign out")
    sees(page, "Sign in")
    page.goto("/learning")
    sees(page, "Sign in")
