"""The report itself: everyone of a branch with where they stand, then the rows above them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from api import standings, teams
from api.errors import NotFound
from api.reports import words
from api.reports.asking import BEHIND, NO_TEAM, Asked
from api.reports.figures import Figures, count
from api.standings import Standing
from api.store import Db
from api.tables import PersonRow
from api.teams import Team

PAGE = 50
AT_ONCE = 10_000
"""People in one statement: within the parameters that every engine takes."""
WITHOUT = ("",)
"""Where those stand who are in no team."""


@dataclass(frozen=True)
class Line:
    """One person as at the day. `posts`: their teams within the branch asked about, on that day."""

    person_id: int
    name: str
    staff_number: str
    started_on: date | None
    left_on: date | None
    posts: tuple[Team, ...]
    standing: Standing


@dataclass(frozen=True)
class TeamRow:
    """A team with all below it. `code`: how an address asks for it; empty for those in the team above itself.

    `opens`: whether there are teams below it, so that it is an overview of its own.
    """

    name: str
    code: str
    opens: bool
    figures: Figures


@dataclass(frozen=True)
class Overview:
    """`rows`: those that need someone first. They add up to `total` but for the `twice` people counted in two rows.

    `extra`: by how many the rows add up to more. `adds_up`: that in words.
    `not_asked`: people at work there of whom nobody asked the course.
    `most_overdue`: the team in which most of those overdue are, where there is one; `all_there`: all of them are.
    """

    asked: Asked
    total: Figures
    rows: tuple[TeamRow, ...]
    twice: int
    extra: int
    not_asked: int
    most_overdue: Team | None
    all_there: bool
    sentence: str
    reckoning: str
    adds_up: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """`lines`: one page of the `found` people, all of them in `every`. `last`: the number of the last page."""

    asked: Asked
    every: tuple[Line, ...]
    page: int

    @property
    def found(self) -> int:
        return len(self.every)

    @property
    def last(self) -> int:
        return max(1, -(-self.found // PAGE))

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.every[(self.page - 1) * PAGE : self.page * PAGE]


def overview(db: Db, asked: Asked) -> Overview:
    """Raises NotUnderstood for a day to come."""
    lines = _everyone(db, asked)
    grouped = _grouped(asked, lines)
    above = {str(each.parent_id) for each in asked.teams}
    rows = [
        TeamRow(name, code, code in above, _figures(asked, those))
        for name, code, those in grouped
        if any(_at_work(line, asked.day) for line in those)
    ]
    times = Counter(
        line.person_id for _, _, those in grouped for line in those if line.standing.status != "not in scope"
    )
    total, most = _figures(asked, lines), _most_overdue(lines)
    twice, extra = sum(each > 1 for each in times.values()), sum(times.values()) - len(times)
    return Overview(
        asked=asked,
        total=total,
        rows=tuple(sorted(rows, key=_those_that_need_someone)),
        twice=twice,
        extra=extra,
        not_asked=sum(line.standing.status == "not in scope" and _at_work(line, asked.day) for line in lines),
        most_overdue=most,
        all_there=all(most in line.posts for line in lines if line.standing.flag == "overdue"),
        sentence=words.sentence(total),
        reckoning=words.reckoning(total, asked.leave_out_starters),
        adds_up=words.twice(twice, extra),
        rules=words.rules(asked.leave_out_starters),
    )


def people(db: Db, asked: Asked, page: int = 1) -> Listing:
    """Those of the branch who are as asked, those who need someone first. Raises NotUnderstood for a day to come."""
    found = tuple(line for line in _everyone(db, asked) if _wanted(asked, line.standing))
    last = max(1, -(-len(found) // PAGE))
    return Listing(asked, found, min(max(page, 1), last))


def line_of(db: Db, asked: Asked, person_id: int) -> Line:
    """The door to one person: who was in the branch on the day. Raises NotFound for anybody else."""
    posts = _posts(db, asked)
    if person_id not in posts:
        raise NotFound("Nobody in your teams is at this address on that day.")
    return _lines(db, asked, {person_id: posts[person_id]})[0]


def _everyone(db: Db, asked: Asked) -> list[Line]:
    """A fixed number of statements, however many people."""
    return _lines(db, asked, _posts(db, asked))


def _lines(db: Db, asked: Asked, posts: dict[int, tuple[Team, ...]]) -> list[Line]:
    ids = sorted(posts)
    rows = _person_rows(db, ids)
    lines = [
        Line(
            person_id=each.person_id,
            name=rows[each.person_id].name,
            staff_number=rows[each.person_id].staff_number or "",
            started_on=rows[each.person_id].started_on,
            left_on=rows[each.person_id].left_on,
            posts=posts[each.person_id],
            standing=each.standing,
        )
        for each in standings.as_at(db, ids, [asked.course_id], asked.day, asked.at)
    ]
    return sorted(lines, key=_who_needs_someone)


def _posts(db: Db, asked: Asked) -> dict[int, tuple[Team, ...]]:
    """Person -> their teams in the branch on the day; where all is asked for, also those who have none."""
    by_id = {each.id: each for each in asked.teams}
    held: dict[int, list[Team]] = defaultdict(list)
    for each in teams.members(db, tuple(by_id), asked.day):
        held[each.person_id].append(by_id[each.team_id])
    if asked.whole or asked.no_team:
        every = tuple(each.id for each in teams.tree(db))
        placed = {each.person_id for each in teams.members(db, every, asked.day)}
        for id in db.exec(select(PersonRow.id)):
            if id is not None and id not in placed:
                held.setdefault(id, [])
    return {id: tuple(sorted(found, key=lambda each: each.path)) for id, found in held.items()}


def _person_rows(db: Db, ids: Sequence[int]) -> dict[int, PersonRow]:
    found = {}
    for first in range(0, len(ids), AT_ONCE):
        rows = db.exec(select(PersonRow).where(col(PersonRow.id).in_(ids[first : first + AT_ONCE])))
        found.update({row.id: row for row in rows if row.id is not None})
    return found


def _figures(asked: Asked, lines: Iterable[Line]) -> Figures:
    return count((line.standing for line in lines), asked.leave_out_starters)


def _grouped(asked: Asked, lines: Sequence[Line]) -> list[tuple[str, str, list[Line]]]:
    """Name, code and people of each team right below what is asked about; then of those in none of them."""
    below, ends = {each.path: each for each in asked.below}, asked.ends
    inside: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        places = {
            next((post.path[:end] for end in ends if post.path[:end] in below), ()) for post in line.posts
        }
        for path in places or {WITHOUT}:
            inside[path].append(line)
    found = [(team.name, str(team.id), inside[path]) for path, team in below.items()]
    found.append((f"In {asked.top.name} itself" if below and asked.top else asked.branch, "", inside[()]))
    return [*found, ("Without a team", NO_TEAM, inside[WITHOUT])]


def _wanted(asked: Asked, standing: Standing) -> bool:
    if asked.flag == "grace" and not standing.starter_grace:
        return False
    if asked.flag not in ("", "grace") and standing.flag.replace(" ", "-") != asked.flag:
        return False
    if not asked.status:
        return standing.status != "not in scope"
    if asked.status == BEHIND:
        left_out = asked.leave_out_starters and standing.starter_grace
        return standing.status not in ("not in scope", "exempt", "passed") and not left_out
    return standing.status.replace(" ", "-") == asked.status


def _who_needs_someone(line: Line) -> tuple[int, int, date, str, int]:
    standing = line.standing
    done = {"passed": 3, "exempt": 5, "not in scope": 6}.get(standing.status)
    group = {"overdue": 0, "due soon": 1}.get(standing.flag, 2) if done is None else done
    if standing.status == "passed" and standing.flag != "renew soon":
        group = 4
    due = standing.due_on or standing.valid_until or date.max
    return group, -standing.days_overdue, due, line.name.casefold(), line.person_id


def _those_that_need_someone(row: TeamRow) -> tuple[int, float, str]:
    percent = row.figures.percent
    return -row.figures.overdue, 101 if percent is None else percent, row.name.casefold()


def _at_work(line: Line, day: date) -> bool:
    started = line.started_on is None or line.started_on <= day
    return started and (line.left_on is None or line.left_on >= day)


def _most_overdue(lines: Sequence[Line]) -> Team | None:
    """Only where one team has more of them than any other, and there are others."""
    late = [line for line in lines if line.standing.flag == "overdue"]
    found = Counter(post for line in late for post in line.posts).most_common(2)
    others = {post for line in lines for post in line.posts}
    if not found or len(others) < 2 or (len(found) == 2 and found[0][1] == found[1][1]):
        return None
    return found[0][0]
