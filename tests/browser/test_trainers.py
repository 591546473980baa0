"""A trainer's half hour in a browser: pastes, mends, looks, publishes, signs; with JavaScript and without."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from api import drafts
from tests.browser.browsing import Mode
from tests.browser.conftest import Device
from tests.browser.doing import follow, press, says, sees
from tests.browser.learners import Staff

WRONG, RIGHT = "- [ ] Ask her what she has seen, and when.", "- [x] Ask her what she has seen, and when."


def pasted(course: str) -> str:
    """The example as somebody would paste it, under a name of its own, without ids and with one slip in it."""
    [text] = drafts.starter().values()
    bare = re.sub(r" \{#(Q-[^}]*|[a-d])\}(?= =>|\n)", "", text)
    return bare.replace("bank: my-course", f"bank: {course}").replace(RIGHT, WRONG)


def writing(page: Page, mode: Mode) -> None:
    """Mends the one error, found while writing or by a button."""
    text = page.get_by_label("Text of this file")
    text.fill(text.input_value().replace(WRONG, RIGHT))
    if mode is Mode.PLAIN:
        press(page, "Check")
    expect(page.locator("#findings")).to_contain_text("No errors or warnings")
    if mode is Mode.SCRIPTED:
        assert page.evaluate("() => document.activeElement.id") == "text"
        expect(page.get_by_role("status")).to_have_text("No errors or warnings")
    press(page, "Save")
    expect(page.locator(".saved")).to_have_text(re.compile(r"Saved \d\d:\d\d"))


@pytest.mark.parametrize("mode", [Mode.SCRIPTED, Mode.PLAIN])
def test_a_trainer_pastes_mends_previews_publishes_and_signs(
    device: Device, staff: Staff, look: Callable[[Page], None], mode: Mode
) -> None:
    tess = staff.joins("Tess Okafor", role="trainer")
    page = device(mode, tess).new_page()
    see = look if mode is Mode.SCRIPTED else lambda page: None
    page.goto("/learning")
    follow(page, "Banks")
    see(page)
    follow(page, "Begin a new bank")
    page.get_by_label("Questions, or the text of a bank").fill(pasted(f"told-{mode.name.lower()}"))
    see(page)
    press(page, "Go on")
    says(page, "1 error")
    see(page)
    follow(page, "Mend the first error")
    says(page, "No option is marked as right.")
    see(page)
    writing(page, mode)
    follow(page, "Preview as a learner")
    see(page)
    follow(page, "A word at the door")
    page.locator(".option input").first.check()
    press(page, "Continue")
    sees(page, "What you chose")
    see(page)
    page.get_by_role("link", name="Back to line").click()
    follow(page, "A course of ours")
    follow(page, "Publish")
    see(page)
    press(page, "Publish")
    says(page, "Edition 1 is published")
    see(page)
    follow(page, "Sign-off register")
    see(page)
    page.get_by_label("The course as a whole").check()
    page.get_by_label("Their name").fill("Nell Ashdown")
    page.get_by_label("Their role").fill("Safeguarding lead")
    press(page, "Keep this signature")
    says(page, "signed, and approved for mandatory training")


def test_a_link_to_a_line_leads_into_the_text_where_it_is_written(device: Device, staff: Staff) -> None:
    page = device(Mode.SCRIPTED, staff.joins(role="trainer")).new_page()
    page.goto("/authoring/new")
    page.get_by_label("Questions, or the text of a bank").fill(pasted("led-to-a-line"))
    press(page, "Go on")
    follow(page, "Mend the first error")
    page.locator("#findings a").first.click()
    chosen = "() => { const at = document.activeElement; return at.value.slice(at.selectionStart, at.selectionEnd) }"
    assert page.evaluate(chosen) == "## A word at the door {#Q-L1-01}"


def test_what_another_device_saved_meanwhile_is_shown_beside_what_was_typed(
    device: Device, staff: Staff, look: Callable[[Page], None]
) -> None:
    tess = staff.joins(role="trainer")
    one, other = (device(Mode.SCRIPTED, tess).new_page() for _ in range(2))
    one.goto("/authoring/new")
    press(one, "Begin with the example")
    follow(one, "course.md")
    other.goto(one.url)
    for page, words in ((one, "A course of yours"), (other, "A course of theirs")):
        text = page.get_by_label("Text of this file")
        text.fill(text.input_value().replace("A course of ours", words))
        press(page, "Save")
    sees(other, "This draft was changed somewhere else")
    look(other)
    expect(other.get_by_label("Your text, not saved yet")).to_have_value(re.compile("A course of theirs"))
    expect(other.get_by_label("The text that is saved now")).to_have_value(re.compile("A course of yours"))
    press(other, "Save mine in place of the saved one")
    expect(other.get_by_label("Text of this file")).to_have_value(re.compile("A course of theirs"))
    assert other.url.endswith("/files/course.md?saved=1")


def test_what_is_copied_from_a_page_brings_its_lists_and_its_bold_along(device: Device, staff: Staff) -> None:
    page = device(Mode.SCRIPTED, staff.joins(role="trainer")).new_page()
    page.set_content(
        "<ol><li>It smells of smoke. What now?<ol type=a><li>Open the door.</li><li><b>Leave.</b></li></ol></li></ol>"
    )
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    page.goto("/authoring/new")
    box = page.get_by_label("Questions, or the text of a bank")
    box.focus()
    page.keyboard.press("Control+v")
    expect(box).to_have_value(re.compile("Leave"))
    press(page, "Go on")
    sees(page, "1 question came in")
    page.get_by_label("Title of the course").fill("Fire")
    press(page, "Make a draft of this question")
    follow(page, "questions/01-l1.md")
    assert "- [x] Leave" in page.get_by_label("Text of this file").input_value()


def test_what_is_typed_over_a_paste_leaves_nothing_of_its_looks(device: Device, staff: Staff) -> None:
    page = device(Mode.SCRIPTED, staff.joins(role="trainer")).new_page()
    page.set_content("<p><b>1. Bold</b></p>")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    page.goto("/authoring/new")
    page.get_by_label("Questions, or the text of a bank").focus()
    page.keyboard.press("Control+v")
    assert "Bold" in page.locator("#looks").input_value()
    page.keyboard.type("x")
    expect(page.locator("#looks")).to_have_value("")
    page.keyboard.press("Control+v")
    expect(page.locator("#looks")).to_have_value("")
