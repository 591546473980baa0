"""The kinds of question beyond picking, and the other ways through the course, by name."""

from collections.abc import Callable

from playwright.sync_api import Page

from api import attempts
from tests.browser.doing import choose, press, sees
from tests.browser.every_page import Visit, at_kind
from tests.browser.learners import COURSE, Staff, now, right
from tests.browser.pages_of_trainers import PAGES

ROOT = f"/learning/courses/{COURSE}"


def _kind(kind: str) -> Callable[[Staff], Visit]:
    return lambda staff: at_kind(staff, kind)


for each in ("order", "match", "sort", "typed"):
    PAGES[f"question of the kind {each}"] = _kind(each)


def _practising(staff: Staff, lesson: str, purpose: attempts.Purpose) -> Visit:
    learner = staff.joins()
    with staff.store.writing() as db:
        attempt = attempts.start_practice(db, learner.person, COURSE, lesson, now(), purpose)
    return Visit(f"/learning/practice/{attempt}", learner)


PAGES["asked before a lesson"] = lambda staff: _practising(staff, "L1", "before")
PAGES["practice, a note with something missing"] = lambda staff: _practising(staff, "L2", "practice")


def _quietly(path: str) -> Callable[[Staff], Visit]:
    def goes(page: Page) -> None:
        press(page, "Take the quiet way")

    return lambda staff: Visit(path, staff.joins(), goes)


PAGES["contents on the quiet way"] = _quietly(f"{ROOT}/contents")
PAGES["the story on the quiet way"] = _quietly(f"{ROOT}/lessons/STORY")
PAGES["before it begins, with a quiet way"] = lambda staff: Visit(f"{ROOT}/before", staff.joins())


def _openly(path: str = "", does: Callable[[Page], None] | None = None) -> Callable[[Staff], Visit]:
    return lambda _: Visit(f"/open/{COURSE}{path}", None, does)


def begins(page: Page) -> None:
    press(page, "Go straight to the questions")


def passes(page: Page) -> None:
    begins(page)
    while page.locator("form[action*='/check/'] .button").count():
        action = page.locator("form[action*='/check/']").first.get_attribute("action") or ""
        choose(page, right(action.rpartition("/")[2]))
        press(
            page,
            "See how it went" if page.get_by_role("button", name="See how it went").count() else "Continue",
        )
    sees(page, "You passed")


def is_certified(page: Page) -> None:
    passes(page)
    page.get_by_label("Name on the certificate").fill("Nan Okafor")
    press(page, "Show my certificate")


PAGES["open to everybody"] = _openly()
PAGES["open to everybody, a page"] = _openly("/lessons/C1")
PAGES["open to everybody, a question"] = _openly("", begins)
PAGES["open to everybody, passed"] = _openly("", passes)
PAGES["open to everybody, a certificate"] = _openly("", is_certified)
