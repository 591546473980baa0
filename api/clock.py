"""The only place that asks what time it is.

Every `at` in the domain is aware and in the site's own zone, so that `at.date()` is the date people there would name.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]


def clock_in(zone: str) -> Clock:
    place = ZoneInfo(zone)
    return lambda: datetime.now(place)
