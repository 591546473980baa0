"""What the tests of printed and looked-at banks share: a small case, and what a reader sees of a page."""

import re
from html import unescape

from quiz_bank import Case, Choice, Step, read
from tests.quiz_bank.texts import bank as text_of


def words(html):
    """What a reader sees, on one line."""
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


CASE = Case(
    id="CASE-01",
    title="The door",
    text="You ring.",
    lessons=("L1",),
    steps=(
        Step(
            id="door", title="At the door", text="Nobody opens.\n\nWhat do you do?", expect=4,
            choices=(
                Choice(id="a", text="Wait.", worth="best", to="end-well", feedback="They open.", coach="You waited."),
                Choice(id="b", text="Leave.", worth="poor", to="back", feedback="It rains.", coach="You left."),
            ),
        ),
        Step(id="end-well", title="Inside", text="You have tea.", end="good"),
    ),
)  # fmt: skip


def with_case():
    bank = read({"course.md": text_of()}).bank
    return bank.model_copy(update={"cases": (CASE,)})
