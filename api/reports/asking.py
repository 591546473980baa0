"""What a report is asked for: course, day, branch, and which people of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from urllib.parse import urlencode

from api import courses, days, teams
from api.errors import NotFound, NotUnderstood
from api.people import Person
from api.store import Db
from api.teams import Team

BEHIND = "behind"
"""Everyone counted who is not up to date."""
STATUSES = {
    BEHIND: "Not up to date",
    "passed": "Passed",
    "expired": "Expired",
    "support-needed": "Support needed",
    "not-passed-yet": "Not passed yet",
    "in-progress": "In progress",
    "assigned": "Not started",
    "exempt": "Exempt",
    "not-in-scope": "Not in scope",
}
FLAGS = {
    "overdue": "Overdue",
    "due-soon": "Due soon",
    "on-time": "On time",
    "renew-soon": "Renew soon",
    "grace": "Within starter grace",
}
NO_TEAM = "none"


@dataclass(frozen=True)
class Asked:
    """`team`: None for all that this person answers for. `teams`: it and all below it. `whole`: all of the site.

    `status`, `flag`: which people; empty for all in scope. `now`: asked for today, so the time is told with it.
    `leave_out_starters`: whether the site counts people within their starter grace only once it is over.
    """

    course_id: str
    course: str
    day: date
    at: datetime
    team: Team | None
    teams: tuple[Team, ...]
    whole: bool
    no_team: bool
    status: str
    flag: str
    leave_out_starters: bool

    @property
    def now(self) -> bool:
        return self.day == self.at.date()

    @property
    def as_at(self) -> str:
        """“As at 23 November 2026, 14:02, on what we know today”."""
        time = f", {self.at:%H:%M}" if self.now else ""
        return f"As at {days.in_words(self.day)}{time}, on what we know today"

    @property
    def top(self) -> Team | None:
        """The one team that all the others asked about are below; None where there are several such."""
        tops = self._tops
        return tops[0] if len(tops) == 1 else None

    @property
    def _tops(self) -> tuple[Team, ...]:
        ids = {each.id for each in self.teams}
        return tuple(each for each in self.teams if each.parent_id not in ids)

    @property
    def below(self) -> tuple[Team, ...]:
        """The teams that are the rows: those right below the one, or the several that are beside each other."""
        return tuple(each for each in self.teams if each.parent_id == self.top.id) if self.top else self._tops

    @property
    def ends(self) -> tuple[int, ...]:
        """How long the paths of the rows are."""
        return tuple(sorted({len(each.path) for each in self.below}))

    @property
    def branch(self) -> str:
        """What it is about, in words."""
        if self.no_team:
            return "People without a team"
        if self.whole:
            return "All teams"
        return self.top.name if self.top else "All your teams"

    @property
    def whom(self) -> str:
        """Whose report it is, in words."""
        if self.no_team:
            return "People without a team"
        if self.whole:
            return "People in all teams"
        return f"People in {self.top.name if self.top else 'all your teams'}"

    @property
    def filters(self) -> str:
        """Which people were asked for, in words."""
        parts = [STATUSES.get(self.status, ""), FLAGS.get(self.flag, "")]
        return " and ".join(part.lower() for part in parts if part) or "everyone in scope"

    @property
    def chosen(self) -> dict[str, str]:
        """As a form holds it: ids and codes, no names; a day that is today is left empty, so that it stays today."""
        return {
            "course": self.course_id,
            "team": NO_TEAM if self.no_team else str(self.team.id) if self.team else "",
            "standing": self.status,
            "flag": self.flag,
            "on": "" if self.now else self.day.isoformat(),
        }

    def query(self, **changed: str | int) -> str:
        """As it stands in an address. `changed`: what to ask otherwise; "" leaves out."""
        return urlencode({name: value for name, value in {**self.chosen, **changed}.items() if value})


@dataclass(frozen=True)
class Choices:
    """What a report can be asked for. `courses`: id and title of each."""

    courses: tuple[tuple[str, str], ...]
    teams: tuple[Team, ...]
    whole: bool
    statuses: ClassVar[dict[str, str]] = STATUSES
    flags: ClassVar[dict[str, str]] = FLAGS
    no_team: ClassVar[str] = NO_TEAM

    @property
    def top_depth(self) -> int:
        return min((each.depth for each in self.teams), default=0)


def read(
    db: Db, lead: Person, given: Mapping[str, str], at: datetime, leave_out_starters: bool = False
) -> Asked:
    """From `course`, `team`, `standing`, `flag`, `on`, each of which may be missing.

    Raises NotUnderstood with `fields`, NotFound for a course that is not here or a team of others.
    """
    live = {each.course_id: each.bank.title for each in courses.all_newest(db)}
    if not live:
        raise NotFound("No course is published here yet. Reports begin with the first one.")
    course_id = given.get("course", "") or next(iter(live))
    if course_id not in live:
        raise NotFound("There is no such course here.")
    mine, wanted = teams.of_lead(db, lead), given.get("team", "")
    whole = lead.role == "admin"
    no_team = whole and wanted == NO_TEAM
    team = None if no_team or not wanted else _team(mine, wanted)
    below = tuple(each for each in mine if team is None or each.path[: len(team.path)] == team.path)
    return Asked(
        course_id=course_id,
        course=live[course_id],
        day=_day(given.get("on", ""), at),
        at=at,
        team=team,
        teams=() if no_team else below,
        whole=whole and team is None and not no_team,
        no_team=no_team,
        status=_one_of(STATUSES, given.get("standing", ""), "standing"),
        flag=_one_of(FLAGS, given.get("flag", ""), "flag"),
        leave_out_starters=leave_out_starters,
    )


def choices(db: Db, lead: Person) -> Choices:
    live = tuple((each.course_id, each.bank.title) for each in courses.all_newest(db))
    return Choices(live, teams.of_lead(db, lead), lead.role == "admin")


def _team(mine: tuple[Team, ...], wanted: str) -> Team:
    found = next((each for each in mine if str(each.id) == wanted), None)
    if found is None:
        raise NotFound("You answer for no team at this address.")
    return found


def _day(text: str, at: datetime) -> date:
    day = days.typed(text, "on", otherwise=at.date())
    if day > at.date():
        words = "That day is still to come. Choose today or a day before it."
        raise NotUnderstood(words, fields={"on": words})
    return day


def _one_of(known: Mapping[str, str], wanted: str, field: str) -> str:
    if wanted and wanted not in known:
        raise NotUnderstood("Choose one from the list.", fields={field: "Choose one from the list."})
    return wanted
