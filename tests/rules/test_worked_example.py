"""What docs/worked-example.md works out by hand is what Debrief says."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest

from api import assignments, certificates, people, reports, teams
from api.people import Person
from api.store import Db, Store
from tests.cast import COURSE
from tests.clock import LONDON
from tests.house.source import ROOT
from tests.rules import branches, deeds

PAGE = (ROOT / "docs" / "worked-example.md").read_text()
DAYS = re.findall(r"^## As at (\S+)$", PAGE, re.MULTILINE)
KNOWN_AT = datetime(2026, 6, 2, 12, 0, tzinfo=LONDON)
A_DAY = timedelta(days=1)


def tables(heading: str) -> list[list[dict[str, str]]]:
    """The tables under a heading, each row by its columns."""
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    found = []
    for block in re.findall(r"(?:^\|.*\n)+", part, re.MULTILINE):
        head, _, *rows = [
            [cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()
        ]
        found.append([dict(zip(head, row, strict=True)) for row in rows])
    return found


def at_ten(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(10), LONDON)


def live_through(db: Db) -> dict[str, Person]:
    """The events of the page, in order, through the verbs that everyone uses."""
    children = teams.add(db, None, "Children's services", None, at_ten("2024-01-08"))
    nodes = {
        name: teams.add(db, None, name, children.id, at_ten("2024-01-08")).id
        for name in ("Early help", "Fostering")
    }
    teams.make_lead(db, None, deeds.person(db, "leah").id, children.id, at_ten("2024-01-08"))
    everyone = {}
    for row in tables("Who works where")[0]:
        at = at_ten(row["since"])
        person = everyone[row["person"]] = people.add(
            db, f"{row['person'].lower()}@work.example", row["person"], "staff", at
        )
        people.set_start(db, None, person.id, at.date(), at)
        for team in row["team"].split(" and "):
            teams.join(db, None, person.id, nodes[team], at.date(), at)
    for event in tables("What happened")[0]:
        happens(db, everyone[event["person"]], nodes, event)
    return everyone


def happens(db: Db, person: Person, nodes: dict[str, int], event: dict[str, str]) -> None:
    at, detail = at_ten(event["day"]), event["detail"].partition(" ")[2]
    what = event["what"]
    if what == "asked":
        assignments.assign(db, None, person.id, COURSE, date.fromisoformat(detail), at)
    elif what == "passes":
        held = certificates.own(db, person, deeds.passes(db, person, at), at.date())
        assert f"until {held.valid_until}" == detail
    elif what == "tries and does not pass yet":
        assert deeds.tries(db, person, at, missed=2).outcome == "not_yet"
    elif what == "loses the certificate":
        certificates.withdraw(db, certificates.all_own(db, person, at.date())[0].id, "A test.", at)
    elif what == "is away":
        branches.away(db, person, at.date(), date.fromisoformat(detail))
    elif what == "has the last day":
        people.end_employment(db, None, person.id, at.date(), at)
    else:
        assert what == "moves"
        branches.moves(db, person, nodes[detail], at.date(), at)


@pytest.fixture
def db(store: Store) -> Iterator[Db]:
    with store.writing() as opened:
        yield opened


def test_the_page_has_three_days_and_all_that_can_be_difficult() -> None:
    assert len(DAYS) == 3
    happened = {row["what"] for row in tables("What happened")[0]}
    assert {"moves", "has the last day", "is away", "loses the certificate"} <= happened
    assert any(" and " in row["team"] for row in tables("Who works where")[0])
    passes = [row["person"] for row in tables("What happened")[0] if row["what"] == "passes"]
    assert passes.count("Gil") == 2, "a renewal"


@pytest.mark.parametrize("day", DAYS)
def test_each_person_stands_as_worked_by_hand(db: Db, day: str) -> None:
    live_through(db)
    worked, _ = tables(f"As at {day}")
    asked = branches.asking(db, at=KNOWN_AT, on=day)
    inside = reports.people(db, asked).every
    outside = reports.people(db, branches.asking(db, at=KNOWN_AT, on=day, standing="not-in-scope")).every
    found = {line.name: (line.standing.status, line.standing.flag) for line in (*inside, *outside)}
    assert len(worked) == 10
    assert {row["person"]: (row["status"], row["time"]) for row in worked} == {
        **{row["person"]: ("not in scope", "") for row in worked},
        **found,
    }
    late = {line.name: line.standing.days_overdue for line in inside}
    for row in worked:
        assert f"overdue by {late.get(row['person'])} days" in row["why"] or row["time"] != "overdue"


@pytest.mark.parametrize("day", DAYS)
def test_each_number_is_as_worked_by_hand_from_page_to_total(db: Db, day: str) -> None:
    live_through(db)
    _, worked = tables(f"As at {day}")
    found = reports.overview(db, branches.asking(db, at=KNOWN_AT, on=day))
    told = {row.name: row.figures for row in found.rows} | {"In total": found.total}
    assert len(worked) == len(told) == 3
    for row in worked:
        it = told[row["team"]]
        numbers = it.in_scope, it.exempt, it.in_grace, it.passed, it.overdue
        columns = ("in scope", "exempt", "in grace", "passed", "overdue")
        assert (*map(str, numbers), it.up_to_date) == (*(row[name] for name in columns), row["up to date"]), (
            row
        )
    assert (found.twice, found.extra) == (1, 1), "Ebi"


def test_leaving_starters_out_is_as_worked_by_hand(db: Db) -> None:
    live_through(db)
    asked = branches.asking(db, at=KNOWN_AT, leave_out_starters=True, on="2026-04-30")
    total = reports.overview(db, asked).total
    assert f"{total.passed} of {total.counted}, {total.up_to_date}" in PAGE
