"""People and teams as an admin looks at them: lists by state, one person whole, what needs a look."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any

from sqlmodel import col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from api import assignments, mail, people, teams
from api.errors import NotFound, NotUnderstood
from api.people import ROLES, Person
from api.store import Db
from api.tables import (
    LeadershipRow,
    LinkRow,
    MembershipRow,
    PersonRow,
    SessionRow,
)
from api.teams import Membership, Team

PAGE = 50
MOST_FOUND = 100
STATES = {
    "": "Everyone who works here",
    "waiting": "Invited, never came",
    "no-team": "In no team",
    "suspended": "Suspended",
    "left": "Left",
}
"""A filter of the list -> its words."""


@dataclass(frozen=True)
class Entry:
    """One line of a list of people. `state`: "here", "waiting", "suspended" or "left". `teams`: names, as of today."""

    id: int
    name: str
    email: str
    staff_number: str | None
    role: str
    state: str
    teams: tuple[str, ...]


@dataclass(frozen=True)
class Filters:
    """`team`: with all below it. Empty: no filter."""

    team: int | None = None
    role: str = ""
    state: str = ""


@dataclass(frozen=True)
class Listed:
    people: tuple[Entry, ...]
    found: int
    page: int
    last: int


@dataclass(frozen=True)
class Held:
    """A post with its team. `when`: "now", "later" or "before"."""

    post: Membership
    team: Team
    when: str


@dataclass(frozen=True)
class Record:
    """`link_until`: how long the newest invitation works. `asked`: how many courses they are asked to pass."""

    entry: Entry
    started_on: date | None
    left_on: date | None
    added_at: datetime
    suspended_at: datetime | None
    has_password: bool
    link_until: datetime | None
    seen_at: datetime | None
    posts: tuple[Held, ...]
    leads: tuple[Team, ...]
    asked: int


@dataclass(frozen=True)
class TeamLine:
    """`people`: in this very team today. `below`: in it and all below it. `leads`: those who can sign in."""

    team: Team
    people: int
    below: int
    leads: int


@dataclass(frozen=True)
class TeamWhole:
    line: TeamLine
    people: tuple[Entry, ...]
    leads: tuple[Entry, ...]
    teams: tuple[TeamLine, ...]


@dataclass(frozen=True)
class Attention:
    """What needs a look. `leaderless`: teams with people and nobody who answers for them, there or above."""

    here: int
    waiting: int
    no_team: int
    leaderless: tuple[Team, ...]
    admins: int
    mail_since: datetime | None


def listed(db: Db, filters: Filters, page: int, at: datetime) -> Listed:
    """One page of people, by name. Raises NotFound for a team, NotUnderstood for another filter that is none."""
    query = _filtered(db, filters, at.date())
    found = db.exec(select(func.count()).select_from(query.subquery())).one()
    last = max(1, ceil(found / PAGE))
    page = min(max(page, 1), last)
    rows = db.exec(
        query.order_by(func.lower(PersonRow.name), col(PersonRow.id)).limit(PAGE).offset((page - 1) * PAGE)
    )
    return Listed(_entries(db, rows.all(), at.date()), found, page, last)


def search(db: Db, words: str, at: datetime) -> tuple[Entry, ...]:
    """Those whose name, address or staff number has all the words, accents and case aside. Raises NotUnderstood."""
    wanted = _plain(words).split()
    if not wanted:
        complaint = "Write part of a name, an address or a staff number."
        raise NotUnderstood(complaint, fields={"words": complaint})
    texts = db.exec(select(PersonRow.id, PersonRow.name, PersonRow.email, PersonRow.staff_number)).all()
    ids = [id for id, *text in texts if all(word in _plain(" ".join(filter(None, text))) for word in wanted)]
    query = (
        select(PersonRow).where(col(PersonRow.id).in_(ids[:MOST_FOUND])).order_by(func.lower(PersonRow.name))
    )
    return _entries(db, db.exec(query).all(), at.date())


def record(db: Db, person_id: int, at: datetime) -> Record:
    """Raises NotFound."""
    row = db.get(PersonRow, person_id)
    if row is None:
        raise NotFound("There is nobody here with this number. Look in the list of people.")
    every = {each.id: each for each in teams.tree(db)}
    posts = [
        Held(post, every[post.team_id], _when(post, at.date())) for post in teams.posts_ever(db, person_id)
    ]
    entry = _entries(db, [row], at.date())[0]
    link = select(func.max(LinkRow.expires_at)).where(
        LinkRow.person_id == person_id, LinkRow.purpose == "password"
    )
    link = link.where(col(LinkRow.used_at).is_(None), LinkRow.expires_at > at)
    seen = select(func.max(SessionRow.seen_at)).where(SessionRow.person_id == person_id)
    asked = assignments.of_person(db, Person(person_id, row.email, row.name, row.role))
    return Record(
        entry=entry,
        started_on=row.started_on,
        left_on=row.left_on,
        added_at=row.added_at,
        suspended_at=row.suspended_at,
        has_password=row.password_hash is not None,
        link_until=db.exec(link).one(),
        seen_at=db.exec(seen).one(),
        posts=tuple(posts),
        leads=tuple(every[id] for id in teams.led_by(db, person_id)),
        asked=len([each for each in asked if each.required]),
    )


def tree(db: Db, at: datetime) -> tuple[TeamLine, ...]:
    """Every team with its figures, each after its parent."""
    every, on = teams.tree(db), at.date()
    held = _now(select(MembershipRow.team_id, MembershipRow.person_id), on)
    inside: dict[int, set[int]] = {}
    for team_id, person_id in db.exec(held):
        inside.setdefault(team_id, set()).add(person_id)
    leads = _leads(db, on)
    lines = []
    for place, team in enumerate(every):
        whole = set(inside.get(team.id, ()))
        for below in every[place + 1 :]:
            if below.path[: len(team.path)] != team.path:
                break
            whole |= inside.get(below.id, set())
        lines.append(TeamLine(team, len(inside.get(team.id, ())), len(whole), len(leads.get(team.id, ()))))
    return tuple(lines)


def team(db: Db, team_id: int, at: datetime) -> TeamWhole:
    """Raises NotFound."""
    lines = tree(db, at)
    line = next((each for each in lines if each.team.id == team_id), None)
    if line is None:
        raise NotFound("There is no such team here.")
    held = _now(select(MembershipRow.person_id).where(MembershipRow.team_id == team_id), at.date())
    rows = db.exec(
        select(PersonRow).where(col(PersonRow.id).in_(held)).order_by(func.lower(PersonRow.name))
    ).all()
    leads = db.exec(select(PersonRow).where(col(PersonRow.id).in_(teams.leads_of(db, team_id)))).all()
    below = tuple(each for each in lines if each.team.parent_id == team_id)
    return TeamWhole(line, _entries(db, rows, at.date()), _entries(db, leads, at.date()), below)


def could_lead(db: Db, team_id: int, at: datetime) -> tuple[Entry, ...]:
    """Leads and admins who do not answer for this very team yet."""
    already = teams.leads_of(db, team_id)
    query = _filtered(db, Filters(), at.date()).where(col(PersonRow.role).in_(("lead", "admin")))
    query = query.where(col(PersonRow.id).not_in(already), col(PersonRow.suspended_at).is_(None))
    return _entries(db, db.exec(query.order_by(func.lower(PersonRow.name))).all(), at.date())


def attention(db: Db, at: datetime) -> Attention:
    lines, on = tree(db, at), at.date()
    led = {each.team.path for each in lines if each.leads}
    leaderless = tuple(
        each.team
        for each in lines
        if each.people and not any(each.team.path[: len(path)] == path for path in led)
    )
    admins = _filtered(db, Filters(role="admin"), on).where(col(PersonRow.suspended_at).is_(None))
    return Attention(
        here=_count(db, _filtered(db, Filters(), on)),
        waiting=_count(db, _filtered(db, Filters(state="waiting"), on)),
        no_team=_count(db, _filtered(db, Filters(state="no-team"), on)),
        leaderless=leaderless,
        admins=_count(db, admins),
        mail_since=mail.waiting_since(db),
    )


def _count(db: Db, query: SelectOfScalar[PersonRow]) -> int:
    return db.exec(select(func.count()).select_from(query.subquery())).one()


def _filtered(db: Db, filters: Filters, on: date) -> SelectOfScalar[PersonRow]:
    if filters.role not in ("", *ROLES) or filters.state not in STATES:
        raise NotUnderstood("Choose a filter from the list.")
    left, suspended = col(PersonRow.left_on), col(PersonRow.suspended_at)
    query = select(PersonRow)
    query = (
        query.where(left < on) if filters.state == "left" else query.where(or_(left.is_(None), left >= on))
    )
    if filters.state == "suspended":
        query = query.where(suspended.is_not(None))
    if filters.state == "waiting":
        query = query.where(suspended.is_(None), people.never_came())
    if filters.state == "no-team":
        query = query.where(
            suspended.is_(None), col(PersonRow.id).not_in(_now(select(MembershipRow.person_id), on))
        )
    if filters.role:
        query = query.where(PersonRow.role == filters.role)
    if filters.team is not None:
        within = [each.id for each in teams.branch(db, filters.team)]
        posts = select(MembershipRow.person_id).where(col(MembershipRow.team_id).in_(within))
        query = query.where(col(PersonRow.id).in_(_now(posts, on)))
    return query


def _now(query: Any, on: date) -> Any:
    """Posts that hold on a day."""
    until = col(MembershipRow.until_on)
    return query.where(MembershipRow.from_on <= on, or_(until.is_(None), until >= on))


def _entries(db: Db, rows: Sequence[PersonRow], on: date) -> tuple[Entry, ...]:
    ids = [row.id for row in rows]
    held: dict[int, list[str]] = {}
    paths = {each.id: each.name for each in teams.tree(db)} if ids else {}
    posts = _now(select(MembershipRow.person_id, MembershipRow.team_id), on)
    for person_id, team_id in db.exec(posts.where(col(MembershipRow.person_id).in_(ids))):
        held.setdefault(person_id, []).append(paths[team_id])
    waiting = set(db.exec(select(PersonRow.id).where(col(PersonRow.id).in_(ids), people.never_came())))
    return tuple(
        Entry(
            row.id or 0,
            row.name or row.email,
            row.email,
            row.staff_number,
            row.role,
            _state(row, row.id in waiting, on),
            tuple(sorted(held.get(row.id or 0, ()))),
        )
        for row in rows
    )


def _state(row: PersonRow, waiting: bool, on: date) -> str:
    if row.left_on and row.left_on < on:
        return "left"
    return "suspended" if row.suspended_at else "waiting" if waiting else "here"


def _when(post: Membership, on: date) -> str:
    return "later" if post.from_on > on else "before" if post.until_on and post.until_on < on else "now"


def _leads(db: Db, on: date) -> dict[int, list[int]]:
    """Those who answer for each very team and can sign in."""
    left = col(PersonRow.left_on)
    query = select(LeadershipRow.team_id, LeadershipRow.person_id).where(
        col(LeadershipRow.ended_at).is_(None)
    )
    query = query.where(LeadershipRow.person_id == PersonRow.id, col(PersonRow.role).in_(("lead", "admin")))
    query = query.where(or_(left.is_(None), left >= on), col(PersonRow.suspended_at).is_(None))
    found: dict[int, list[int]] = {}
    for team_id, person_id in db.exec(query):
        found.setdefault(team_id, []).append(person_id)
    return found


def _plain(text: str) -> str:
    """Without case and accents, to compare by."""
    return "".join(
        each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each)
    )
