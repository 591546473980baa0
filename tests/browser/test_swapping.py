"""What htmx adds to the final check: the next question without a new page, and words when it did not come."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import Mode
from tests.browser.conftest import Device
from tests.browser.doing import choose, follow, press, sees, signs_in, titled
from tests.browser.learners import Learner, Staff, right
from tests.browser.serving import PASSWORD

SAVED = re.compile(r"Saved \d\d:\d\d")


class Sitting:
    """Somebody at the first question of a final check, in a page that remembers that it was not loaded anew."""

    def __init__(self, device: Device, learner: Learner, mode: Mode = Mode.SCRIPTED, **how: object) -> None:
        learner.reads()
        self.learner, self.attempt = learner, learner.starts()
        self.drawn = learner.questions(self.attempt)
        self.page: Page = device(mode, learner, **how).new_page()
        self.page.goto(self.at(0))
        self.page.evaluate("() => { window.kept = true }")

    def at(self, place: int) -> str:
        return f"/learning/attempts/{self.attempt}/questions/{self.drawn[place]}"

    def kept(self) -> bool:
        return bool(self.page.evaluate("() => window.kept === true"))

    def answers(self, place: int) -> None:
        choose(self.page, right(self.drawn[place]))
        press(self.page, "Continue")


@pytest.fixture
def sitting(device: Device, staff: Staff) -> Sitting:
    return Sitting(device, staff.joins(password=PASSWORD))


def test_the_next_question_comes_into_the_same_page(sitting: Sitting, address: str) -> None:
    page = sitting.page
    sitting.answers(0)
    titled(page, "Question 2 of 20, saved ")
    assert page.url == address + sitting.at(1)
    assert sitting.kept()
    expect(page.get_by_role("status")).to_have_text(SAVED)
    expect(page.locator("main h1")).to_have_count(1)
    assert page.evaluate("() => document.activeElement.innerText").startswith("Question 2 of 20")
    assert page.evaluate("() => scrollY") == 0


def test_going_back_shows_the_question_before_with_its_answer(sitting: Sitting, address: str) -> None:
    page = sitting.page
    sitting.answers(0)
    titled(page, "Question 2 of 20")
    page.go_back()
    titled(page, "Question 1 of 20")
    assert page.url == address + sitting.at(0)
    given = right(sitting.drawn[0])
    for id in given.get("options", [given["option"]] if "option" in given else []):
        expect(page.locator(f"input[value='{id}']")).to_be_checked()
    for select in page.locator("main select").all():
        expect(select).not_to_have_value("")
    if "text" in given:
        expect(page.get_by_label("Your answer")).to_have_value(given["text"])
    press(page, "Continue")
    titled(page, "Question 2 of 20")


def test_what_is_missing_is_said_in_the_same_page(sitting: Sitting) -> None:
    press(sitting.page, "Continue")
    titled(sitting.page, "Error: Question 1 of 20")
    expect(sitting.page.locator("#errors")).to_be_focused()
    assert sitting.kept()


@pytest.mark.parametrize("mode", [Mode.SCRIPTED, Mode.PLAIN], ids=lambda mode: mode.value)
def test_pressing_twice_answers_once(device: Device, staff: Staff, mode: Mode) -> None:
    sitting = Sitting(device, staff.joins(), mode)
    choose(sitting.page, right(sitting.drawn[0]))
    sitting.page.get_by_role("button", name="Continue").dblclick()
    titled(sitting.page, "Question 2 of 20")
    assert sitting.learner.answered(sitting.attempt) == 1


def test_when_it_was_not_saved_the_page_says_so_and_keeps_the_choice(device: Device, staff: Staff) -> None:
    sitting = Sitting(device, staff.joins(), expected="a status of 502")
    page = sitting.page
    page.route(
        "**/questions/*", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"), times=1
    )
    sitting.answers(0)
    expect(page.get_by_role("status")).to_contain_text("That was not saved.")
    expect(page.locator("#status .note")).to_be_in_viewport()
    expect(page.locator("body")).not_to_contain_text("Bad gateway")
    assert sitting.learner.answered(sitting.attempt) == 0
    press(page, "Continue")
    titled(page, "Question 2 of 20")
    expect(page.get_by_role("status")).to_have_text(SAVED)
    assert sitting.kept()


def test_without_a_connection_the_page_says_that_nothing_was_saved(device: Device, staff: Staff) -> None:
    sitting = Sitting(device, staff.joins(), expected="ERR_INTERNET_DISCONNECTED|htmx:error")
    page = sitting.page
    page.context.set_offline(True)
    sitting.answers(0)
    expect(page.get_by_role("status")).to_contain_text("That was not saved: nothing answered.")
    expect(page.locator("#status .note")).to_be_in_viewport()
    page.context.set_offline(False)
    press(page, "Continue")
    titled(page, "Question 2 of 20")
    assert sitting.learner.answered(sitting.attempt) == 1
    assert sitting.kept()


@pytest.mark.parametrize("mode", [Mode.SCRIPTED, Mode.PLAIN], ids=lambda mode: mode.value)
def test_who_was_signed_out_meanwhile_signs_in_and_is_back_at_the_question(
    device: Device, staff: Staff, mode: Mode
) -> None:
    sitting = Sitting(device, staff.joins(password=PASSWORD), mode)
    page = sitting.page
    page.context.clear_cookies()
    sitting.answers(0)
    sees(page, "Sign in")
    signs_in(page, sitting.learner.email, PASSWORD)
    titled(page, "Question 1 of 20")
    sitting.answers(0)
    titled(page, "Question 2 of 20")
    assert sitting.learner.answered(sitting.attempt) == 1


def test_what_was_handed_in_elsewhere_is_not_changed(sitting: Sitting) -> None:
    sitting.learner.answers(sitting.attempt)
    sitting.learner.hands_in(sitting.attempt)
    sitting.answers(0)
    sees(sitting.page, "These answers are already handed in")
    titled(sitting.page, "These answers are already handed in")
    expect(sitting.page.get_by_role("heading", level=1)).to_be_focused()
    follow(sitting.page, "Go to My learning")
    sees(sitting.page, "My learning")
    assert "There is nothing to do now." in sitting.page.inner_text("main")


def test_after_handing_in_the_way_back_leads_to_the_result(device: Device, staff: Staff) -> None:
    learner = staff.joins()
    learner.reads()
    attempt = learner.starts()
    learner.answers(attempt)
    page = device(learner=learner).new_page()
    page.goto(f"/learning/attempts/{attempt}/answers")
    press(page, "Hand in my answers")
    sees(page, "You have passed")
    page.go_back()
    sees(page, "You have passed")
    assert page.url.endswith(f"/attempts/{attempt}/result")
