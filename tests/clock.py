"""A clock that stands still until a test moves it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
START = datetime(2026, 11, 23, 14, 2, tzinfo=LONDON)


class StoppedClock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        """Move on by days, hours or minutes, as the wall clock of the place counts them."""
        self.now += timedelta(**by)
