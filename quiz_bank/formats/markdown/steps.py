"""How order is written: `1.` `2.` `3.` in the right order."""

from typing import Any

from quiz_bank.formats.markdown.escaping import item_lines, one_line
from quiz_bank.formats.markdown.items import Answers, Item, check_words, name_items
from quiz_bank.formats.markdown.page import Page
from quiz_bank.formats.markdown.settings import Settings
from quiz_bank.formats.markdown.values import critical
from quiz_bank.kinds.order import OrderQuestion
from quiz_bank.question import Option


def is_numbered(mark: str, text: str) -> bool:
    return mark[0].isdigit()


def read_steps(page: Page, at: int, settings: Settings, answers: Answers) -> dict[str, Any] | None:
    """The order of the lines counts, not their numbers."""
    _look_at_numbers(page, answers)
    name_items(page, answers.items, "step")
    check_words(page, answers.items, "step")
    steps = tuple(Option(id=item.id, text=item.text, feedback=item.quoted) for item in answers.items)
    if len(steps) < 2:
        what = f"This question has {'one step' if steps else 'no steps'} to put in order."
        page.error("Q02", at, what, 'Write each step as "1. ...", "2. ...", in the right order.')
        return None
    return {
        "kind": "order",
        "steps": steps,
        **critical(settings, [step.id for step in steps], things="steps"),
    }


def _look_at_numbers(page: Page, answers: Answers) -> None:
    pairs = zip(answers.items, answers.items[1:], strict=False)
    fallen = next((item for before, item in pairs if _number(item) < _number(before)), None)
    if fallen:
        what = "The numbers do not go up from line to line. What is right is the order of the lines."
        page.inform("Q14", fallen.at, what, "Put the lines in the right order and number them 1, 2, 3.")


def _number(item: Item) -> int:
    return int(item.mark[:-1])


def write_steps(question: OrderQuestion) -> tuple[list[str], list[str]]:
    lines: list[str] = []
    for number, step in enumerate(question.steps, 1):
        lines += item_lines(f"{number}. ", f"{one_line(step.text)} {{#{step.id}}}", step.feedback)
    return ["kind: order"], lines
