"""How notice and reflect are written: `- [x] a thing to notice`, and `model:` with `check:`."""

import re
from typing import Any

from quiz_bank.formats.markdown.choices import take_box
from quiz_bank.formats.markdown.escaping import one_line, plain_line, quote
from quiz_bank.formats.markdown.escaping import setting as setting_lines
from quiz_bank.formats.markdown.items import Answers, Item, check_words, name_items
from quiz_bank.formats.markdown.page import Page
from quiz_bank.formats.markdown.settings import Settings
from quiz_bank.kinds.notice import NoticeQuestion, Thing
from quiz_bank.kinds.reflect import ReflectQuestion

_WORDS = re.compile(r"words[ \t]*:[ \t]*(.*)", re.IGNORECASE)


def read_notice(page: Page, at: int, settings: Settings, answers: Answers) -> dict[str, Any] | None:
    right_at = {item.at for item in answers.items if take_box(page, item)}
    for item in answers.items:
        if item.at not in right_at:
            what = f'"{item.text[:40]}" has an empty box; everything here is there to be noticed.'
            page.inform("Q20", item.at, what, "The clean form is: - [x] the thing to notice")
    name_items(page, answers.items, "thing")
    check_words(page, answers.items, "thing")
    if not answers.items:
        what = "Nothing is named that could be noticed."
        page.error("Q02", at, what, 'Write each thing as "- [x] the missed weights".')
        return None
    return {"kind": "notice", "things": tuple(_thing(item) for item in answers.items)}


def _thing(item: Item) -> Thing:
    lines = item.quoted.split("\n")
    said = [match for line in lines if (match := _WORDS.fullmatch(line.strip()))]
    words = dict.fromkeys(word.strip() for match in said for word in match[1].split(",") if word.strip())
    rest = "\n".join(line for line in lines if not _WORDS.fullmatch(line.strip())).strip("\n")
    return Thing(id=item.id, text=item.text, words=tuple(words), feedback=rest)


def write_notice(question: NoticeQuestion) -> tuple[list[str], list[str]]:
    lines: list[str] = []
    for thing in question.things:
        lines += [f"- [x] {one_line(thing.text)} {{#{thing.id}}}"]
        if thing.words:
            lines.append(
                f"  > words: {', '.join(plain_line(word).replace(',', ' ') for word in thing.words)}"
            )
        lines += quote(thing.feedback)
    return ["kind: notice"], lines


def no_list(mark: str, text: str) -> bool:
    return False


def read_reflect(page: Page, at: int, settings: Settings, answers: Answers) -> dict[str, Any] | None:
    model = settings.text("model")
    if not model:
        what = "There is no model to lay one's own words beside."
        page.error("K05", at, what, 'Add a line such as "model: Kit wakes cold ..." at the end.')
        return None
    return {"kind": "reflect", "model": model, "checks": tuple(each.value for each in settings.all("check"))}


def write_reflect(question: ReflectQuestion) -> tuple[list[str], list[str]]:
    lines = setting_lines("model", question.model)
    for check in question.checks:
        lines += setting_lines("check", check)
    return ["kind: reflect"], lines
