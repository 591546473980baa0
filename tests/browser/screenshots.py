"""The pictures of the README, taken of the demonstration: python -m tests.browser.screenshots [name ...]"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import browsing, serving
from tests.browser.browsing import DESKTOP, PHONE, Mode
from tests.browser.doing import choose
from tests.browser.every_page import ROOT
from tests.browser.learners import Known, Learner, Staff, bank, question, right
from tests.browser.pages_of_leads import LEAD

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
LARGEST = 150_000


def question_phone(page: Page, sam: Learner) -> None:
    sam.reads()
    attempt = sam.starts()
    drawn = sam.questions(attempt)
    place = next(place for place in range(6, 20) if question(drawn[place]).kind == "single")
    sam.answers(attempt, drawn[:place])
    page.goto(f"/learning/attempts/{attempt}/questions/{drawn[place]}")
    choose(page, right(drawn[place]))
    page.evaluate("() => scrollTo(0, 0)")


def contents_desktop(page: Page, sam: Learner) -> None:
    sam.reads(*(lesson.id for lesson in bank().lessons[:5]))
    page.goto(f"{ROOT}/contents")


def result_phone(page: Page, sam: Learner) -> None:
    page.goto(f"/learning/attempts/{sam.takes(missed=2).attempt}/result")


def feedback_phone(page: Page, sam: Learner) -> None:
    page.goto(f"/learning/attempts/{sam.takes(missed=6).attempt}/review")


def case_phone(page: Page, sam: Learner) -> None:
    page.goto(f"/learning/walks/{sam.walks(('yard', 'c'))}/choices/1")


def certificate_desktop(page: Page, sam: Learner) -> None:
    page.goto(f"/certificates/{sam.passes()}")


TAKEN: dict[str, Callable[[Page, Learner], None]] = {
    "question-phone": question_phone,
    "contents-desktop": contents_desktop,
    "result-phone": result_phone,
    "certificate-desktop": certificate_desktop,
    "feedback-phone": feedback_phone,
    "case-phone": case_phone,
}


def lead_desktop(page: Page, leah: Known) -> None:
    page.goto("/leading")


OF_THE_LEAD: dict[str, Callable[[Page, Known], None]] = {"lead-desktop": lead_desktop}


def main() -> None:
    """All of them, or those named on the command line."""
    wanted = sys.argv[1:] or [*TAKEN, *OF_THE_LEAD]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving.demonstration(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser, staff = browsing.launched(playwright), Staff(Path(folder))
        for name in wanted:
            size = PHONE if name.endswith("phone") else DESKTOP
            context = browsing.opened(browser, address, Mode.PLAIN, viewport=size)
            who = staff.known(LEAD) if name in OF_THE_LEAD else staff.joins("Sam Okafor")
            context.add_cookies([{"name": "debrief", "value": who.token, "url": address}])
            page = context.new_page()
            if isinstance(who, Known):
                OF_THE_LEAD[name](page, who)
            else:
                TAKEN[name](page, who)
            picture = page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
            assert len(picture) <= LARGEST, f"{name}.png has {len(picture)} bytes"
            print(f"docs/pictures/{name}.png {len(picture):>7} bytes")
            context.close()
        staff.close()
        browser.close()


if __name__ == "__main__":
    main()
