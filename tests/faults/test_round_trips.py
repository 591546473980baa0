"""Whatever bank there is, each format gives back what it can carry."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from quiz_bank import Bank, read, write
from quiz_bank.exchange.losses import Loss
from quiz_bank.formats import aiken, gift, moodle_xml, qti, spreadsheet
from tests.quiz_bank.generated import PLAIN, banks, comes_back, kept, reduced
from tests.quiz_bank.generated_translations import translated_banks

Try = Callable[[SearchStrategy[Any], Callable[[Any], None]], None]


@pytest.fixture
def try_many(request: pytest.FixtureRequest) -> Try:
    examples = 10_000 if request.config.getoption("--long") else 30

    def go(strategy: SearchStrategy[Any], check: Callable[[Any], None]) -> None:
        # What fails is not made smaller: banks are large, and that takes many minutes.
        phases = (Phase.explicit, Phase.reuse, Phase.generate)
        quiet = settings(
            max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), phases=phases
        )
        quiet(given(strategy)(check))()

    return go


def test_our_own_form_gives_every_bank_back(try_many: Try) -> None:
    held = []

    def check(bank: Any) -> None:
        kept(bank)
        held.append(bank)

    try_many(banks() | translated_banks(), check)
    assert len(held) >= 30


TEXTS = {
    "gift": (gift.read, gift.write, ("why", "remarks")),
    "moodle_xml": (
        lambda content: moodle_xml.read(content)[0],
        moodle_xml.write,
        ("why", "remarks", "shuffle"),
    ),
    "qti": (lambda content: qti.read(content)[0], qti.write, ("why", "shuffle")),
}


@pytest.mark.parametrize("format", TEXTS)
def test_what_a_format_can_carry_comes_back_and_the_rest_is_listed(format: str, try_many: Try) -> None:
    read, write, keep = TEXTS[format]
    back = []

    def check(bank: Any) -> None:
        for each in (reduced(bank, keep), reduced(bank, PLAIN)):
            text, losses = write(each)
            comes_back(each, read(text), text, losses, in_html=format == "qti")
            back.append(len(losses))

    try_many(banks(cases=0), check)
    assert len(back) >= 60


WORKBOOKS = {"xlsx": spreadsheet.write, "ods": spreadsheet.write_ods, "csv": spreadsheet.write_csv}
OF_LESSONS = {
    "A spreadsheet has no list of what a lesson holds",
    "A spreadsheet has no settings of a lesson",
    "A spreadsheet has no author's notes on a lesson",
}


@pytest.mark.parametrize("ending", WORKBOOKS)
def test_a_spreadsheet_gives_back_questions_and_lessons(ending: str, try_many: Try) -> None:
    back = []

    def check(bank: Bank) -> None:
        held = _held(bank)
        content, losses = WORKBOOKS[ending](held)
        again = spreadsheet.read(content, f"bank.{ending}")
        comes_back(held, again, content, losses)
        named = _named(loss for loss in losses if loss.what not in OF_LESSONS)
        for was, is_ in zip(held.lessons, again.bank.lessons, strict=True):
            assert was.id == is_.id
            assert was.id in named or (was.title, was.text) == (is_.title, is_.text)
        back.append(len(losses))

    try_many(banks(), check)
    assert len(back) >= 30


def test_aiken_gives_back_the_words_and_the_right_option_of_what_it_can_carry(try_many: Try) -> None:
    back = []

    def check(bank: Bank) -> None:
        held = _held(bank)
        text, losses = aiken.write(held)
        read_ = aiken.read(text)
        assert {each.code for each in read_.findings if each.severity == "error"} <= {"X06"}
        again = read_.bank.questions if read_.bank else ()
        left_out = _named(loss for loss in losses if loss.verb == "left out")
        changed = _named(loss for loss in losses if "formatting" in loss.what)
        asked = [each for each in held.questions if each.id not in left_out]
        assert len(asked) == len(again)
        for was, is_ in zip(asked, again, strict=True):
            assert _place_of_right(was) == _place_of_right(is_)
            assert len(was.options) == len(is_.options)
            assert was.id in changed or _words(was) == _words(is_), text
        back.append(len(again))

    try_many(banks(kinds=("single", "single", "single", "multiple"), cases=0), check)
    assert sum(back) >= 10


def _held(bank: Bank) -> Bank:
    held = read(write(bank)).bank
    assert held is not None
    return held


def _named(losses: Iterable[Loss]) -> set[str]:
    return {id for loss in losses for id in loss.ids}


def _place_of_right(question: Any) -> int:
    return [option.id for option in question.options].index(question.right)


def _words(question: Any) -> tuple[str, ...]:
    return (question.text, *(option.text for option in question.options))
