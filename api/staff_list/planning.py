"""What a staff list would do, held against the people and teams there are. Nothing is changed here."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from api.people import ROLES, clean_name
from api.staff_list.reading import Finding, Line, StaffList
from api.staff_list.state import Known, Path, Post, known
from api.store import Db
from api.tables import PersonRow


@dataclass(frozen=True)
class Choices:
    """What the admin says beside the list. `on`: the day from which posts in it count.

    `employer`: the team at the top under which a path belongs that does not begin at the top. `add_teams`: also make
    the teams that are not here.
    """

    on: date
    employer: int | None = None
    add_teams: bool = False


@dataclass(frozen=True)
class Added:
    line: int
    name: str
    email: str
    staff_number: str | None
    started: date | None
    left: date | None
    teams: tuple[Path, ...]
    from_on: date


@dataclass(frozen=True)
class Changed:
    """`what`: "name", "address", "staff number" or "first day"."""

    line: int
    person_id: int
    who: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Joined:
    """`instead`: the post that ends the day before; None for a post beside those they have."""

    line: int
    person_id: int
    who: str
    instead: int | None
    before: Path
    team: Path
    on: date


@dataclass(frozen=True)
class Leaving:
    line: int
    person_id: int
    who: str
    last_day: date


@dataclass(frozen=True)
class RoleAsked:
    """A role above the one they have. `person_id`: None for somebody who is to be added as staff."""

    line: int
    person_id: int | None
    who: str
    before: str
    role: str


@dataclass(frozen=True)
class NewTeam:
    path: Path
    people: int
    near: Path


@dataclass(frozen=True)
class Plan:
    """`unchanged`: people as the list has them. `gone`: not here, and gone before `on`, so not added.

    `lower`: who has a role above the one in the list; a list takes none away. `missing`: those here who are not in it.
    `digest`: of all that applying it would do. `unsure`: days in it could be read in two ways, so it cannot be applied.
    """

    added: tuple[Added, ...]
    moved: tuple[Joined, ...]
    joined: tuple[Joined, ...]
    leaving: tuple[Leaving, ...]
    changed: tuple[Changed, ...]
    roles: tuple[RoleAsked, ...]
    new_teams: tuple[NewTeam, ...]
    unchanged: int
    gone: int
    lower: tuple[RoleAsked, ...]
    missing: tuple[tuple[int, str], ...]
    findings: tuple[Finding, ...]
    digest: str
    unsure: bool

    @property
    def does_something(self) -> bool:
        return bool(self.added or self.moved or self.joined or self.leaving or self.changed or self.roles)


@dataclass
class _Draft:
    added: list[Added] = field(default_factory=list)
    joined: list[Joined] = field(default_factory=list)
    leaving: list[Leaving] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    roles: list[RoleAsked] = field(default_factory=list)
    lower: list[RoleAsked] = field(default_factory=list)
    new_teams: dict[Path, list[int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    named: set[int] = field(default_factory=set)
    unchanged: int = 0
    gone: int = 0


def plan(db: Db, read: StaffList, choices: Choices) -> Plan:
    """What the list would do. A person of whom one line cannot be used is left as they are."""
    here = known(db, choices.on, choices.employer)
    made = _Draft(findings=list(read.findings))
    for person, lines in _by_person(here, read.lines, made):
        refused = _at_odds(lines) or _without_room(here, person, lines, choices)
        if refused:
            made.findings += refused
        elif person is None:
            _adds(here, lines, choices, made)
        else:
            _changes(here, person, lines, choices, made)
    return _finished(here, made, read)


def _by_person(here: Known, lines: Iterable[Line], made: _Draft) -> list[tuple[PersonRow | None, list[Line]]]:
    """The lines of each person, whom a staff number tells first and an address second."""
    found: dict[str, tuple[PersonRow | None, list[Line]]] = {}
    spoken_for: dict[str, str] = {}
    unusable: dict[str, int] = {}
    for line in lines:
        person, finding = here.person(line)
        if person is not None:
            made.named.add(person.id or 0)
        key = (
            f"id {person.id}"
            if person
            else f"number {line.staff_number}"
            if line.staff_number
            else line.email
        )
        if finding:
            made.findings.append(finding)
            unusable.setdefault(key, line.number)
            continue
        if taken := _taken(spoken_for, line, key):
            words = f"{taken} stands on another line for somebody else."
            made.findings.append(Finding(line.number, "", words, "Give each person one of their own."))
            unusable.setdefault(key, line.number)
            continue
        found.setdefault(key, (person, []))[1].append(line)
    for key, number in unusable.items():
        for line in found.pop(key, (None, []))[1]:
            made.findings.append(_held_back(line, number))
    return list(found.values())


def _taken(spoken_for: dict[str, str], line: Line, key: str) -> str:
    """The address or staff number of a line that another person's line has."""
    for mark in filter(None, (line.email, line.staff_number)):
        if spoken_for.setdefault(mark, key) != key:
            return mark
    return ""


def _at_odds(lines: list[Line]) -> list[Finding]:
    """Somebody with two posts has two lines, which must agree on everything but the team."""
    first, wrong = lines[0], []
    for line in lines[1:]:
        for what, one, other in (
            ("name", first.name, line.name),
            ("address", first.email, line.email),
            ("role", first.role, line.role),
            ("first day", first.started, line.started),
            ("last day", first.left, line.left),
        ):
            if one != other:
                words = f"Line {first.number} has another {what} for this person."
                wrong.append(Finding(line.number, "", words, "Make the two lines agree, or take one out."))
                break
        else:
            if line.team in [each.team for each in lines if each.number < line.number]:
                words = f"This says the same as line {first.number}."
                wrong.append(Finding(line.number, "", words, "Take one of the two out."))
    return _and_the_rest(wrong, lines)


def _without_room(
    here: Known, person: PersonRow | None, lines: list[Line], choices: Choices
) -> list[Finding]:
    """Teams that cannot be found, and people who cannot be added or are gone."""
    wrong = []
    for line in lines:
        if line.team and (finding := here.misplaced(line, choices.employer, choices.add_teams)):
            wrong.append(finding)
    first = lines[0]
    if person is None and not (first.left and first.left < choices.on):
        if not first.email:
            words = "Nobody here has this staff number, and without an e-mail address nobody can be added."
            wrong.append(Finding(first.number, "", words, "Add the address to this line."))
        elif not clean_name(first.name):
            words = "They would be added, and the line has no name."
            wrong.append(Finding(first.number, "", words, "Add the name to this line."))
    if person and person.left_on and person.left_on < choices.on and first.left != person.left_on:
        words = f"They left on {person.left_on.isoformat()}, as Debrief has it."
        remedy = "If they are back, say so on their page, then take the list in again."
        wrong.append(Finding(first.number, "", words, remedy))
    return _and_the_rest(wrong, lines)


def _and_the_rest(wrong: list[Finding], lines: list[Line]) -> list[Finding]:
    """One line that cannot be used holds back the others about the same person: half of two posts is a move."""
    told = {each.line for each in wrong}
    held = [line for line in lines if line.number not in told] if wrong else []
    return wrong + [_held_back(line, wrong[0].line) for line in held]


def _held_back(line: Line, by: int) -> Finding:
    words = f"It is about the person of line {by}, which cannot be used."
    return Finding(line.number, "", words, "Put that line right first.")


def _adds(here: Known, lines: list[Line], choices: Choices, made: _Draft) -> None:
    first = lines[0]
    if first.left and first.left < choices.on:
        made.gone += 1
        return
    paths = tuple(_team(here, line, choices, made) for line in lines if line.team)
    from_on = max(choices.on, first.started or choices.on)
    name = clean_name(first.name)
    made.added.append(
        Added(first.number, name, first.email, first.staff_number, first.started, first.left, paths, from_on)
    )
    if first.role and first.role != "staff":
        made.roles.append(RoleAsked(first.number, None, name, "staff", first.role))


def _changes(here: Known, row: PersonRow, lines: list[Line], choices: Choices, made: _Draft) -> None:
    first, id, who = lines[0], row.id or 0, row.name or row.email
    before = len(made.changed) + len(made.joined) + len(made.leaving) + len(made.roles)
    for what, had, has in (
        ("name", row.name, clean_name(first.name)),
        ("address", row.email, first.email),
        ("staff number", row.staff_number or "", first.staff_number or ""),
        ("first day", str(row.started_on or ""), str(first.started or "")),
    ):
        if has and has != had:
            made.changed.append(Changed(first.number, id, who, what, had, has))
    if first.role and first.role != row.role:
        asked = RoleAsked(first.number, id, who, row.role, first.role)
        above = ROLES.index(first.role) > ROLES.index(row.role)
        (made.roles if above else made.lower).append(asked)
    if not first.left:
        _posts(here, row, lines, choices, made)
    elif first.left != row.left_on:
        _leaves(here, row, first, made)
    after = len(made.changed) + len(made.joined) + len(made.leaving) + len(made.roles)
    made.unchanged += before == after


def _leaves(here: Known, row: PersonRow, line: Line, made: _Draft) -> None:
    if row.role == "admin":
        if here.staying_admins <= {row.id}:
            words = "Debrief would have no admin left who is here to stay."
            made.findings.append(Finding(line.number, "", words, "Give somebody else the role admin first."))
            return
        here.staying_admins.discard(row.id)
    made.leaving.append(Leaving(line.number, row.id or 0, row.name or row.email, line.left or date.max))


def _posts(here: Known, row: PersonRow, lines: list[Line], choices: Choices, made: _Draft) -> None:
    """One post here and another one in the list is a move; more than that is for a person to sort out."""
    held = here.posts.get(row.id or 0, [])
    listed = {_team(here, line, choices, made): line for line in lines if line.team}
    new = [path for path in listed if path not in [each.path for each in held]]
    gone = [post for post in held if post.path not in listed]
    who = row.name or row.email
    if new and gone and (len(new) > 1 or len(gone) > 1 or gone[0].from_on > choices.on):
        words = f"They are in {' and in '.join(' > '.join(each.path) for each in held)}, the list has them elsewhere."
        made.findings.append(
            Finding(
                listed[new[0]].number,
                "",
                words,
                "Change their posts on their page: a list cannot tell which.",
            )
        )
        return
    for path in new:
        instead: Post | None = gone[0] if gone else None
        before = instead.path if instead else ()
        on = choices.on if instead else max(choices.on, row.started_on or choices.on)
        made.joined.append(
            Joined(listed[path].number, row.id or 0, who, instead.id if instead else None, before, path, on)
        )


def _team(here: Known, line: Line, choices: Choices, made: _Draft) -> Path:
    """The path of the team that a line means, which may be one that is to be added."""
    path, is_new = here.team(line.team, choices.employer)
    if is_new:
        for depth in range(1, len(path) + 1):
            if not here.has(path[:depth]):
                made.new_teams.setdefault(path[:depth], []).append(line.number)
    return path


def _finished(here: Known, made: _Draft, read: StaffList) -> Plan:
    new_teams = tuple(
        NewTeam(path, len(lines), here.near(path)) for path, lines in sorted(made.new_teams.items())
    )
    moved = tuple(each for each in made.joined if each.instead is not None)
    joined = tuple(each for each in made.joined if each.instead is None)
    does = (made.added, moved, joined, made.leaving, made.changed, made.roles, sorted(made.new_teams))
    missing = sorted(
        (row.name or row.email, row.id or 0) for row in here.active() if row.id not in made.named
    )
    return Plan(
        added=tuple(made.added),
        moved=moved,
        joined=joined,
        leaving=tuple(made.leaving),
        changed=tuple(made.changed),
        roles=tuple(made.roles),
        new_teams=new_teams,
        unchanged=made.unchanged,
        gone=made.gone,
        lower=tuple(made.lower),
        missing=tuple((id, name) for name, id in missing),
        findings=_with_names(here, made.findings, read.lines),
        digest=sha256(repr(does).encode()).hexdigest(),
        unsure=read.days.order == "ask",
    )


def _with_names(here: Known, findings: list[Finding], lines: Iterable[Line]) -> tuple[Finding, ...]:
    """In the order of the list, each with whom its line is about."""
    by_number = {each.number: each for each in lines}
    return tuple(
        replace(each, who=_who(here, by_number[each.line])) if each.line in by_number else each
        for each in sorted(findings, key=lambda each: each.line)
    )


def _who(here: Known, line: Line) -> str:
    person, _ = here.person(line)
    return line.name or (person.name if person else "") or line.email or line.staff_number or ""
