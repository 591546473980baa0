"""Whatever bank there is, each format gives back what it can carry."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from quiz_bank.formats import gift, moodle_xml, qti
from tests.quiz_bank.generated import PLAIN, banks, comes_back, kept, reduced

Try = Callable[[SearchStrategy[Any], Callable[[Any], None]], None]


@pytest.fixture
def try_many(request: pytest.FixtureRequest) -> Try:
    examples = 10_000 if request.config.getoption("--long") else 60

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

    try_many(banks(), check)
    assert len(held) >= 60


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
    assert len(back) >= 120
