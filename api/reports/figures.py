"""Counting: who is in scope, who counts, how many of them are up to date."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from api.standings import Standing, Status

STATUSES: tuple[Status, ...] = (
    "passed",
    "expired",
    "support needed",
    "not passed yet",
    "in progress",
    "assigned",
    "exempt",
)
"""One for each person in scope, so that they add up."""


@dataclass(frozen=True)
class Figures:
    """`counted`: those in scope but for the exempt and, where the site says so, those within starter grace.

    `behind`: those of them who are not up to date. `percent`: up to date, with one decimal and never rounded up;
    None where nobody counts. `up_to_date`: the same in words. `statuses`: one for each person in scope.
    """

    in_scope: int
    exempt: int
    in_grace: int
    counted: int
    passed: int
    expired: int
    support_needed: int
    not_passed_yet: int
    in_progress: int
    assigned: int
    overdue: int
    due_soon: int
    on_time: int
    renew_soon: int
    passed_late: int
    behind: int
    percent: float | None
    up_to_date: str
    statuses: tuple[tuple[str, int], ...]


def count(standings: Iterable[Standing], leave_out_starters: bool) -> Figures:
    """Those not in scope may be among them and are not counted."""
    inside = [each for each in standings if each.status != "not in scope"]
    status = Counter(each.status for each in inside)
    flag = Counter(each.flag for each in inside)
    in_grace = sum(each.starter_grace for each in inside)
    counted = len(inside) - status["exempt"] - (in_grace if leave_out_starters else 0)
    tenths = 1000 * status["passed"] // counted if counted else None
    return Figures(
        in_scope=len(inside),
        exempt=status["exempt"],
        in_grace=in_grace,
        counted=counted,
        passed=status["passed"],
        expired=status["expired"],
        support_needed=status["support needed"],
        not_passed_yet=status["not passed yet"],
        in_progress=status["in progress"],
        assigned=status["assigned"],
        overdue=flag["overdue"],
        due_soon=flag["due soon"],
        on_time=flag["on time"],
        renew_soon=flag["renew soon"],
        passed_late=sum(each.passed_late and each.status == "passed" for each in inside),
        behind=counted - status["passed"],
        percent=None if tenths is None else tenths / 10,
        up_to_date=_in_words(tenths, bool(inside)),
        statuses=tuple((name, status[name]) for name in STATUSES),
    )


def _in_words(tenths: int | None, any_in_scope: bool) -> str:
    if tenths is None:
        return "No one to count" if any_in_scope else "No one in scope"
    return f"{tenths // 10}.{tenths % 10}%"
