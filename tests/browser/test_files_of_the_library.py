"""The files that the library writes by itself: a workbook, its key, both in one, and a preview. No server is needed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from quiz_bank import check
from quiz_bank.printing import preview, workbook
from tests.banks import every_kind
from tests.browser import browsing, judging
from tests.browser.browsing import Mode, Watch
from tests.browser.learners import bank as course

NAMES = ("workbook", "key", "together", "preview")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Of a bank with every kind of question, a case, and something found of every severity."""
    texts = every_kind()
    texts["questions.md"] = texts["questions.md"].replace("difficulty: 2", "difficult: 2", 1)
    checked = check(texts)
    assert checked.bank is not None and checked.errors and checked.warnings
    bank = checked.bank.model_copy(update={"cases": course().cases[:1], "about": "Words *about* it."})
    printed = workbook(bank)
    made = {
        "workbook": printed.workbook,
        "key": printed.key,
        "together": printed.together,
        "preview": preview(bank, checked),
    }
    folder = tmp_path_factory.mktemp("files")
    for name, html in made.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in NAMES}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone on which a file is opened; the file may ask for nothing else and say nothing in the console."""
    context = browsing.opened(browser, "", Mode.PLAIN)
    watch = Watch(context, "file:", Mode.PLAIN, "nothing is expected")
    yield context.new_page()
    context.close()
    assert not watch.wrong


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_the_file_stands_in_anyones_way(
    browser: Browser, look: Callable[[Page], None], files: dict[str, Path], name: str
) -> None:
    context = browsing.opened(browser, "", Mode.CUT_OFF)
    page = context.new_page()
    page.goto(files[name].as_uri())
    look(page)
    assert page.get_by_role("heading", level=1).count() == 1
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_the_file_needs_nothing_but_itself(page: Page, files: dict[str, Path], name: str) -> None:
    page.goto(files[name].as_uri())
    assert page.get_by_role("heading", level=2).count() > 1


def test_the_files_are_valid_html(files: dict[str, Path], vnu: Path) -> None:
    assert judging.faults_of_html(files.values(), vnu) == []


def test_the_way_through_a_case_is_walked_by_links(page: Page, files: dict[str, Path]) -> None:
    page.goto(files["preview"].as_uri())
    case = course().cases[0]
    step, following = case.steps[0], case.step(case.steps[0].choices[0].to)
    assert following is not None
    page.locator(f"#{case.id}-{step.id}").get_by_role("link", name=f"Go on: {following.title}").first.click()
    assert page.url.endswith(f"#{case.id}-{following.id}")


def test_the_key_begins_on_a_page_of_its_own(page: Page, files: dict[str, Path]) -> None:
    page.emulate_media(media="print")
    page.goto(files["together"].as_uri())
    breaks = page.locator(".apart").evaluate("each => getComputedStyle(each).breakBefore")
    assert breaks == "page"
