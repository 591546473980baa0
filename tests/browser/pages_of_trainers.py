"""The pages of a trainer by name, over the shipped course and drafts of it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page

from api import drafts, named_facts
from tests.browser.doing import press
from tests.browser.every_page import Visit
from tests.browser.learners import COURSE, Staff, bank, now
from tests.browser.pages_of_admins import PAGES

TRAINER = "trainer@demo.example"
HOME = f"/authoring/courses/{COURSE}"
QUESTION = f"/preview/attempts/1/questions/{bank().questions[0].id}"


def _page(name: str, path: str, button: str = "", title: str = "") -> None:
    def presses(page: Page) -> None:
        press(page, button)

    PAGES[name] = lambda staff: Visit(path, staff.known(TRAINER), presses if button else None, title)


def _draft(staff: Staff, mended: Callable[[str], str] = str, path: str = "course.md") -> str:
    """A draft of the shipped course with one of its files as `mended`; gives its address."""
    writer = staff.joins(role="trainer").person
    with staff.store.writing() as db:
        draft = drafts.change_course(db, writer, COURSE, now())
        text = drafts.read(db, draft).files[path]
        drafts.save_file(db, draft, path, mended(text), 1, now())
    return f"/authoring/drafts/{draft}"


def _in_draft(
    name: str, where: str = "", mended: Callable[[str], str] = str, button: str = "", title: str = ""
) -> None:
    def presses(page: Page) -> None:
        press(page, button)

    def visit(staff: Staff) -> Visit:
        return Visit(_draft(staff, mended) + where, staff.known(TRAINER), presses if button else None, title)

    PAGES[name] = visit


def _retitled(text: str) -> str:
    return text.replace(bank().title, f"{bank().title}, told anew")


def _naming(text: str) -> str:
    return f"{text}\nRing {{{{duty-line}}}}, or see [our policy]({{{{policy}}}}).\n"


def _broken(text: str) -> str:
    return text.replace("version:", "verson:")


def _without_ids(text: str) -> str:
    return re.sub(r"^(##? .*?|- .*?) \{#(Q-L1-0[12]|[a-d])\}", r"\1", text, flags=re.MULTILINE)


def _pasted_again(where: str) -> Callable[[Staff], Visit]:
    return lambda staff: Visit(_draft(staff, _without_ids, "questions/l1.md") + where, staff.known(TRAINER))


def _keep_nothing(page: Page) -> None:
    for box in page.locator("input[name=same]").all():
        box.uncheck()
    press(page, "Keep their ids")


_QUESTION = "1. It smells of smoke. What now?\na) Open the door.\nb) Leave.\nAnswer: B\n\n2. And then?\n"


def _bring(page: Page, text: str) -> None:
    page.get_by_label("Questions, or the text of a bank").fill(text)
    press(page, "Go on")


def _bring_without_a_title(page: Page) -> None:
    _bring(page, _QUESTION)
    press(page, "Make a draft of this question")


_page("banks", "/authoring")
_page("begin a bank", "/authoring/new")
_page("begin a bank with nothing pasted", "/authoring/new", "Go on", "Error: ")
PAGES["questions that came in"] = lambda staff: Visit(
    "/authoring/new", staff.known(TRAINER), lambda page: _bring(page, _QUESTION)
)
PAGES["nothing that came in"] = lambda staff: Visit(
    "/authoring/new", staff.known(TRAINER), lambda page: _bring(page, "1. Only a heading")
)
PAGES["questions that came in without a title"] = lambda staff: Visit(
    "/authoring/new", staff.known(TRAINER), _bring_without_a_title, "Error: "
)
_page("course of a trainer", HOME)
_page("edition", f"{HOME}/editions/1")
_page("other formats", f"{HOME}/editions/1/formats")
_page("edition that is live already", f"{HOME}/editions/1/live")
_page("sign-off register", f"{HOME}/sign-offs")
_page("sign-off register with nothing ticked", f"{HOME}/sign-offs", "Keep this signature", "Error: ")
_in_draft("draft")
_in_draft("draft with findings", mended=_broken)
_in_draft("draft that names local facts", mended=_naming)
_in_draft("draft put away", "/putting-away")
_in_draft("draft with a file that has no name", button="Add the file", title="Error: ")
_in_draft("file", "/files/course.md")
_in_draft("file with findings", "/files/course.md", _broken)
_in_draft("file named", "/naming/course.md")
_in_draft("changes, none", "/changes")
_in_draft("changes", "/changes", _retitled)
PAGES["changes, pasted again"] = _pasted_again("/changes")
PAGES["changes, pasted again with nothing ticked"] = lambda staff: Visit(
    _draft(staff, _without_ids, "questions/l1.md") + "/changes",
    staff.known(TRAINER),
    _keep_nothing,
    "Error: ",
)
PAGES["publish what was pasted again"] = _pasted_again("/publishing")
_in_draft("publish", "/publishing", _retitled)
_in_draft("publish what has errors", "/publishing", _broken)
_in_draft("publish what names local facts", "/publishing", _naming)
_in_draft("preview", "/preview")
_in_draft("preview of a lesson", f"/preview/courses/{COURSE}/lessons/{bank().lessons[0].id}")
_in_draft("preview of a question", QUESTION)
_in_draft("preview of a question with nothing chosen", QUESTION, button="Continue", title="Error: ")
_in_draft("preview of a case", f"/preview/courses/{COURSE}/cases/{bank().cases[0].id}")
_in_draft("preview of a step", f"/preview/walks/1/steps/{bank().cases[0].steps[0].id}")


def _with_facts(name: str, path: str, button: str = "", title: str = "") -> None:
    def presses(page: Page) -> None:
        press(page, button)

    def visit(staff: Staff) -> Visit:
        _draft(staff, _naming)
        writer = staff.joins(role="trainer").person
        with staff.store.writing() as db:
            named_facts.put(db, writer, "duty-line", "the duty line, 0123 456", now())
        return Visit(path, staff.known(TRAINER), presses if button else None, title)

    PAGES[name] = visit


_with_facts("local facts", "/authoring/facts")
_with_facts("local facts with nothing typed", "/authoring/facts", "Set it", "Error: ")
_with_facts("a local fact", "/authoring/facts/policy")
_with_facts("a local fact with nothing typed", "/authoring/facts/policy", "Save", "Error: ")
