"""The words of a report that are the same on the page, in a file and on paper."""

from datetime import datetime

from api.reports.figures import Figures

RULES = (
    "Each person is counted once for this course, as at the end of the day (today: as at the time told).",
    "In scope: asked to pass the course, and at work, on that day. People asked twice are counted once.",
    "Exempt: away or exempted with a first and a last day. In scope, and left out of the percentage.",
    "Within starter grace: the first 28 days at work, and not passed. {grace}",
    "Passed: a pass that is not withdrawn and had not ended on that day. Only these are up to date.",
    "Expired: passed before, and the pass had ended. Each of them is overdue too.",
    "Support needed: every try handed in, none passed. Not passed yet: at least one try, and tries left.",
    "In progress: something opened since it was asked. Not started: nothing opened.",
    "Overdue, due soon (within 14 days) and renew soon are about time and stand beside the status.",
    "Up to date = passed, divided by those in scope who are not left out. Rounded down, so that it is 100% only "
    "when everyone has passed.",
    "Team figures use the team on that day. Somebody with two posts is counted in each team and once in the total.",
    "As at a day means on what we know today: what was entered late is included.",
)


def rules(leave_out_starters: bool) -> tuple[str, ...]:
    grace = "Left out of the percentage." if leave_out_starters else "Counted all the same."
    return tuple(each.format(grace=grace) for each in RULES)


def are(count: int) -> str:
    return f"{count} is" if count == 1 else f"{count} are"


def reckoning(figures: Figures, leave_out_starters: bool) -> str:
    """The numbers behind a percentage: those in scope, those left out, those passed."""
    grace = "left out" if leave_out_starters else "counted"
    return (
        f"{figures.in_scope} in scope, {figures.exempt} exempt, "
        f"{figures.in_grace} within starter grace ({grace}), {figures.passed} passed."
    )


def sentence(figures: Figures) -> str:
    """“412 of 460 people who need this are up to date (89.5%). 17 are overdue.”"""
    if not figures.counted:
        return f"{figures.up_to_date}."
    who = "person who needs this is" if figures.counted == 1 else "people who need this are"
    late = f"{are(figures.overdue)} overdue." if figures.overdue else "No one is overdue."
    return f"{figures.passed} of {figures.counted} {who} up to date ({figures.up_to_date}). {late}"


def twice(count: int, extra: int) -> str:
    """Why the rows add up to more; empty where they do not."""
    if not count:
        return ""
    posts = "two posts" if extra == count else "two posts or more"
    who = "1 person has" if count == 1 else f"{count} people have"
    return f"Teams add up to more than the total because {who} {posts}."


def made(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
