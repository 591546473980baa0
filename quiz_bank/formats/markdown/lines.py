"""How typed is written: `- [x] = 12 +- 0.5`, `- [ ] = a common mistake`, `- [ ] = *` for anything else."""

import re
from typing import Any

from quiz_bank.formats.markdown.choices import take_box
from quiz_bank.formats.markdown.escaping import item_lines, one_line
from quiz_bank.formats.markdown.items import Answers, Item, check_words, name_items
from quiz_bank.formats.markdown.page import Page
from quiz_bank.formats.markdown.settings import Settings
from quiz_bank.formats.markdown.values import critical
from quiz_bank.kinds.typed import Answer, TypedQuestion, folded

_PLUS_MINUS = re.compile(r"\s*(?:\+-|\+/-|±)\s*")
_EQUALS = re.compile(r"=(?!>)[ \t]*(.*)", re.DOTALL)


def read_lines(page: Page, at: int, settings: Settings, answers: Answers) -> dict[str, Any] | None:
    right_at = {item.at for item in answers.items if take_box(page, item)}
    for item in answers.items:
        _take_equals(page, item)
    name_items(page, answers.items, "answer")
    check_words(page, answers.items, "answer")
    _look_at(page, answers.items, right_at)
    if not right_at:
        what = "No answer is marked as right."
        page.error("Q04", at, what, 'Write a right answer as "- [x] = twelve".')
        return None
    found = tuple(
        Answer(id=item.id, text=item.text, right=item.at in right_at, feedback=item.quoted)
        for item in answers.items
    )
    remedy = 'Write "critical: yes"; it rests on all of it.'
    return {"kind": "typed", "answers": found, **critical(settings, [], remedy)}


def _take_equals(page: Page, item: Item) -> None:
    match = _EQUALS.fullmatch(item.text)
    if match is None:
        what = f'"{item.text[:40]}" has no = in front; it is read all the same.'
        page.inform("Q17", item.at, what, "The clean form is: - [x] = twelve")
    said = match[1] if match else item.text
    item.text = _PLUS_MINUS.sub(" +- ", said).strip()


def _look_at(page: Page, items: list[Item], right_at: set[int]) -> None:
    met: dict[str, Item] = {}
    for item in items:
        if item.text == "*" and item.at in right_at:
            what = "Here anything that is written would be right."
            page.error("Q18", item.at, what, 'Write "- [ ] = *"; it stands for all other answers.')
        earlier = met.setdefault(folded(item.text), item)
        if earlier is not item and item.text:
            what = f'"{item.text[:40]}" stands on line {page.place(earlier.at).line} already.'
            page.error("Q19", item.at, what, "Keep one of them; capitals and accents make no difference.")


def write_lines(question: TypedQuestion) -> tuple[list[str], list[str]]:
    lines: list[str] = []
    for answer in question.answers:
        box = "[x]" if answer.right else "[ ]"
        lines += item_lines("- ", f"{box} = {one_line(answer.text)} {{#{answer.id}}}", answer.feedback)
    return ["kind: typed"], lines
