"""Whatever bank there is, each format gives back what it can carry."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from tests.quiz_bank.generated import banks, kept

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
