"""Days as people write them: the day first, or as ISO; never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api import days
from api.errors import NotUnderstood

DAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-03",
        "2026-11-3",
        "3 11 2026",
        "03/11/2026",
        "03.11.2026",
        "3-11-2026",
        "3 November 2026",
        " 3rd  nov 2026 ",
        "3-Nov-2026",
        "3 NOVEMBER, 2026",
    ],
)
def test_one_day_may_be_written_in_many_ways(text: str) -> None:
    assert days.typed(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "30 2 2026",
        "13/13/2026",
        "3/11/26",
        "2026",
        "tomorrow",
        "3 Brumaire 2026",
        "1 1 1066",
        "９",
        "0 0 0000",
    ],
)
def test_what_is_no_day_is_asked_for_again(text: str) -> None:
    with pytest.raises(NotUnderstood, match="such as 26 11 2026") as refused:
        days.typed(text, "due_on")
    assert list(refused.value.extra["fields"]) == ["due_on"]


def test_nothing_typed_means_the_day_offered_if_there_is_one() -> None:
    assert days.typed("  ", otherwise=DAY) == DAY
    with pytest.raises(NotUnderstood, match="Write a day"):
        days.typed("")


def test_which_number_is_the_month_is_known_only_where_the_other_cannot_be() -> None:
    orders = {
        text: days.order_of(text)
        for text in ("13/11/2026", "11/13/2026", "3/11/2026", "3/3/2026", "2026-11-03")
    }
    assert list(orders.values()) == ["day first", "month first", "either", "", ""]
    assert days.read("3/11/2026", day_first=False) == date(2026, 3, 11)


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_none(text: str) -> None:
    found = days.read(text)
    assert found is None or days.EARLIEST <= found.year <= days.LATEST


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_comes_back_from_how_pages_and_exports_write_it(day: date) -> None:
    assert days.read(day.isoformat()) == day
    assert days.read(f"{day.day} {day:%B} {day.year}") == day
