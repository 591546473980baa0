"""Reports: who counts, how it is rounded, that every level adds up, and that nobody sees more than their branch."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from api import certificates, reports
from api.errors import NotFound, NotUnderstood
from api.reports import PAGE, Figures
from api.store import Db, Store
from tests.cast import COURSE
from tests.clock import START
from tests.rules import branches, deeds
from tests.rules.branches import DAY, Branch

TODAY = START.date()
FOUR = ("in_scope", "exempt", "in_grace", "passed")


def four(figures: Figures) -> tuple[int, ...]:
    return tuple(getattr(figures, name) for name in FOUR)


def crowd(db: Db, branch: Branch, passed: int, more: int) -> None:
    for number in range(passed + more):
        person = branches.worker(db, f"Worker {number}", branch.north)
        if number < passed:
            deeds.passes(db, person, START)


@pytest.mark.parametrize(
    ("passed", "more", "words"),
    [(0, 0, "No one in scope"), (0, 3, "0.0%"), (2, 1, "66.6%"), (3, 0, "100.0%"), (1, 6, "14.2%")],
)
def test_up_to_date_is_rounded_down_and_nobody_is_not_nought(
    store: Store, passed: int, more: int, words: str
) -> None:
    with store.writing() as db:
        crowd(db, branches.grown(db), passed, more)
        total = branches.overview(db).total
    assert (total.up_to_date, total.counted, total.passed) == (words, passed + more, passed)


@given(st.integers(1, 5_000), st.integers(0, 5_000))
def test_a_hundred_percent_is_everybody(counted: int, passed: int) -> None:
    passed = min(passed, counted)
    tenths = 1000 * passed // counted
    assert (tenths == 1000) == (passed == counted)


def test_the_exempt_are_in_scope_and_not_in_the_percentage(store: Store) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        crowd(db, branch, 1, 1)
        person = branches.worker(db, "Mona Away", branch.north)
        branches.away(db, person, TODAY - DAY, TODAY + DAY)
        found = branches.overview(db)
        assert (four(found.total), found.total.up_to_date) == ((3, 1, 0, 1), "50.0%")
        back = branches.overview(db, at=START + 2 * DAY)
    assert (four(back.total), back.total.up_to_date) == ((3, 0, 0, 1), "33.3%")
    assert found.reckoning == "3 in scope, 1 exempt, 0 within starter grace (counted), 1 passed."


def test_only_exempt_people_make_nobody_to_count(store: Store) -> None:
    with store.writing() as db:
        person = branches.worker(db, "Mona Away", branches.grown(db).north)
        branches.away(db, person, TODAY, None)
        total = branches.overview(db).total
    assert (total.in_scope, total.percent, total.up_to_date) == (1, None, "No one to count")


@pytest.mark.parametrize(("left_out", "words", "counted"), [(False, "50.0%", 2), (True, "100.0%", 1)])
def test_starters_count_unless_the_site_leaves_them_out_until_28_days(
    store: Store, left_out: bool, words: str, counted: int
) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        crowd(db, branch, 1, 0)
        new = branches.worker(db, "Nina New", branch.north)
        branches.works(db, new, started=TODAY - 28 * DAY)
        found = reports.overview(db, branches.asking(db, leave_out_starters=left_out))
        assert (found.total.up_to_date, found.total.counted, found.total.in_grace) == (words, counted, 1)
        behind = reports.people(db, branches.asking(db, leave_out_starters=left_out, standing="behind"))
        assert behind.found == found.total.behind
        later = reports.overview(db, branches.asking(db, at=START + DAY, leave_out_starters=left_out))
    assert (later.total.up_to_date, later.total.in_grace) == ("50.0%", 0)


def test_two_posts_count_in_each_team_and_once_in_the_total_and_it_is_said(store: Store) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        crowd(db, branch, 1, 1)
        branches.worker(db, "Sol South", branch.south)
        both = branches.worker(db, "Tara Twice", branch.north)
        branches.joined(db, both, branch.south, asked=False)
        found = branches.overview(db)
        assert branches.names(db).count("Tara Twice") == 1
    assert {row.name: row.figures.in_scope for row in found.rows} == {"North": 3, "South": 2}
    assert (found.total.in_scope, found.twice, found.extra) == (4, 1, 1)
    assert found.adds_up == "Teams add up to more than the total because 1 person has two posts."


def test_a_post_in_the_team_itself_has_a_row_of_its_own(store: Store) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        crowd(db, branch, 0, 2)
        branches.joined(db, deeds.person(db, "leah"), branch.children)
        found = branches.overview(db)
    assert {row.name: row.figures.in_scope for row in found.rows} == {"North": 2, "In Children itself": 1}


def test_each_level_adds_up_to_the_row_above_it(store: Store) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        crowd(db, branch, 2, 3)
        branches.worker(db, "Sol South", branch.south)
        branches.worker(db, "Una Up", branch.children)
        branches.worker(db, "Al Adults", branch.adults)
        for code in ("", str(branch.children), str(branch.north)):
            found = branches.overview(db, "amir", team=code)
            for name in Figures.__dataclass_fields__:
                if isinstance(getattr(found.total, name), int):
                    assert sum(getattr(row.figures, name) for row in found.rows) == getattr(found.total, name)
            assert sum(count for _, count in found.total.statuses) == found.total.in_scope
            for row in found.rows:
                if row.code.isdigit():
                    assert branches.overview(db, "amir", team=row.code).total == row.figures


def test_those_nobody_placed_are_in_the_whole_and_can_be_listed_by_an_admin_only(store: Store) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        crowd(db, branch, 0, 1)
        whole = branches.overview(db, "amir")
        assert ("Without a team", "none") in [(row.name, row.code) for row in whole.rows]
        assert branches.names(db, "amir", team="none") == ["Ada Nwosu"]
        assert "Ada Nwosu" in branches.names(db, "amir")
        assert branches.names(db) == ["Worker 0"]
        with pytest.raises(NotFound):
            branches.asking(db, team="none")


def test_a_mover_counts_where_they_were_on_the_day_and_takes_their_pass_along(store: Store) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        mover = branches.worker(db, "Milo Moves", branch.north)
        branches.worker(db, "Nora North", branch.north)
        deeds.passes(db, mover, START)
        branches.moves(db, mover, branch.south, TODAY + 5 * DAY, START + 5 * DAY)
        at = START + 9 * DAY
        then, since = (TODAY + 4 * DAY).isoformat(), (TODAY + 5 * DAY).isoformat()
        assert rows(db, at, then) == {"North": (2, 1)}
        assert rows(db, at, since) == {"North": (1, 0), "South": (1, 1)}


def rows(db: Db, at, on: str) -> dict[str, tuple[int, int]]:
    found = branches.overview(db, at=at, on=on)
    return {row.name: (row.figures.in_scope, row.figures.passed) for row in found.rows}


def test_a_leaver_counts_to_the_last_day_and_stays_in_the_past(store: Store) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        leaver = branches.worker(db, "Lou Leaves", branch.north)
        branches.works(db, leaver, left=TODAY + DAY)
        at = START + 5 * DAY
        for on, expected in ((TODAY + DAY, ["Lou Leaves"]), (TODAY + 2 * DAY, [])):
            assert branches.names(db, at=at, on=on.isoformat()) == expected


def test_who_was_not_asked_is_counted_apart_and_can_be_listed(store: Store) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        branches.worker(db, "Nobody Asked", branch.north, asked=False)
        gone = branches.worker(db, "Gone Already", branch.north, asked=False)
        branches.works(db, gone, left=TODAY - DAY)
        found = branches.overview(db)
        assert (found.not_asked, found.total.in_scope, found.total.up_to_date) == (1, 0, "No one in scope")
        assert "Nobody Asked" in branches.names(db, standing="not-in-scope")
        assert branches.names(db) == []


@pytest.mark.parametrize("name", ["standing", "flag"])
def test_each_number_is_the_number_of_people_behind_it(store: Store, name: str) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        everything_happens(db, branch)
        at = START + 20 * DAY
        total = branches.overview(db, at=at).total
        codes = reports.STATUSES if name == "standing" else reports.FLAGS
        for code in codes:
            field = {"not-in-scope": "", "grace": "in_grace"}.get(code, code.replace("-", "_"))
            if field:
                listed = branches.names(db, at=at, **{name: code})
                assert len(listed) == getattr(total, field), code
        assert total.overdue and total.passed and total.in_scope == len(branches.names(db, at=at))


def everything_happens(db: Db, branch: Branch) -> None:
    """Somebody of each kind twenty days from the start, when all asked on the first day are overdue."""
    late, lost, renews = (branches.worker(db, name, branch.north) for name in ("Late", "Lost", "Renews"))
    deeds.passes(db, late, START + 12 * DAY)
    certificates.withdraw(db, deeds.passes(db, lost, START), "A test.", START + DAY)
    deeds.passes(db, renews, START - 345 * DAY)
    deeds.passes(db, branches.worker(db, "Expired", branch.south), START - 390 * DAY)
    deeds.tries(db, branches.worker(db, "Tries", branch.north), START, missed=2)
    deeds.reads(db, branches.worker(db, "Reads", branch.south), START, ("L1",))
    branches.worker(db, "Untouched", branch.south)
    branches.asks(db, branches.worker(db, "Soon", branch.south), START, 25)
    branches.away(db, branches.worker(db, "Away", branch.south), TODAY, None)
    branches.works(db, branches.worker(db, "Starter", branch.north), started=TODAY)


def test_those_who_need_someone_come_first(store: Store) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        everything_happens(db, branch)
        found = branches.names(db, at=START + 20 * DAY)
        listed = reports.people(db, branches.asking(db, at=START + 20 * DAY)).every
    flags = [line.standing.flag for line in listed]
    assert flags[: flags.count("overdue")] == ["overdue"] * flags.count("overdue")
    assert found[-1] == "Away" and found[-2] == "Late"
    assert found.index("Soon") == flags.count("overdue")


def test_a_lead_reaches_their_branch_and_nothing_beside_or_above_it(store: Store) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        theirs = branches.worker(db, "Al Adults", branch.adults)
        mine = branches.worker(db, "Nora North", branch.north)
        for code in (branch.council, branch.adults, 99, "none", "x", "-1"):
            with pytest.raises(NotFound):
                branches.asking(db, team=str(code))
        for person in (theirs, deeds.person(db, "tess")):
            with pytest.raises(NotFound):
                reports.history(db, deeds.person(db, "leah"), branches.asking(db), person.id)
        found = reports.history(db, deeds.person(db, "leah"), branches.asking(db), mine.id)
        assert (found.line.name, found.here) == ("Nora North", True)
        assert branches.asking(db, "tess").teams == () and branches.names(db, "tess") == []


def test_a_post_elsewhere_is_not_told(store: Store) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        both = branches.worker(db, "Tara Twice", branch.north)
        branches.joined(db, both, branch.adults, asked=False)
        found = reports.history(db, deeds.person(db, "leah"), branches.asking(db), both.id)
        assert [post.name for post in found.line.posts] == ["North"]
        assert [fact.about for fact in found.facts if fact.kind == "joined"] == ["North"]


def test_who_moved_away_can_be_seen_as_they_were_while_here(store: Store) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        mover = branches.worker(db, "Milo Moves", branch.north)
        branches.moves(db, mover, branch.adults, TODAY + 5 * DAY, START)
        deeds.passes(db, mover, START + 6 * DAY)
        lead, at = deeds.person(db, "leah"), START + 9 * DAY
        past = branches.asking(db, at=at, on=TODAY.isoformat())
        found = reports.history(db, lead, past, mover.id)
        assert not found.here
        assert "passed" not in [fact.kind for fact in found.facts]
        with pytest.raises(NotFound):
            reports.history(db, lead, branches.asking(db, at=at), mover.id)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"on": "24 11 2026"}, "on"),
        ({"on": "soon"}, "on"),
        ({"standing": "late"}, "standing"),
        ({"flag": "x"}, "flag"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_field(store: Store, given: dict, field: str) -> None:
    with store.writing() as db:
        branches.grown(db)
        with pytest.raises(NotUnderstood) as refused:
            branches.asking(db, **given)
        assert list(refused.value.extra["fields"]) == [field]
        with pytest.raises(NotFound):
            branches.asking(db, course="nothing")


def test_today_tells_the_time_and_a_past_day_does_not(store: Store) -> None:
    with store.writing() as db:
        branches.grown(db)
        now, then = branches.asking(db), branches.asking(db, on="22 November 2026")
    assert now.as_at == "As at 23 November 2026, 14:02, on what we know today"
    assert then.as_at == "As at 22 November 2026, on what we know today"
    assert (now.query(), then.query()) == (f"course={COURSE}", f"course={COURSE}&on=2026-11-22")


def test_a_page_has_fifty_and_a_page_that_is_not_there_is_the_last(store: Store) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        crowd(db, branch, 0, PAGE + 1)
        pages = [reports.people(db, branches.asking(db), number) for number in (1, 2, 99)]
    assert [(each.page, len(each.lines), each.found, each.last) for each in pages] == [
        (1, PAGE, PAGE + 1, 2),
        (2, 1, PAGE + 1, 2),
        (2, 1, PAGE + 1, 2),
    ]
    assert {line.name for each in pages[:2] for line in each.lines} == {
        f"Worker {number}" for number in range(PAGE + 1)
    }


def statements(db: Db, ask: Callable[[], object]) -> int:
    """How many it takes."""
    db.flush()
    seen: list[str] = []

    def note(*given: Any) -> None:
        seen.append(given[2])

    engine = db.connection().engine
    event.listen(engine, "before_cursor_execute", note)
    ask()
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def test_a_hundred_people_take_as_many_statements_as_three(store: Store) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        crowd(db, branch, 1, 2)
        asked = branches.asking(db, "amir")
        few = [statements(db, partial(ask, db, asked)) for ask in (reports.overview, reports.people)]
        for number in range(97):
            branches.worker(db, f"More {number}", branch.south)
        many = [statements(db, partial(ask, db, asked)) for ask in (reports.overview, reports.people)]
    assert few == many
    assert max(few) <= 20


def test_the_team_with_most_overdue_is_named_only_where_there_is_one(store: Store) -> None:
    with store.writing() as db:
        branch = branches.grown(db)
        branches.worker(db, "Nora North", branch.north)
        sol = branches.worker(db, "Sol South", branch.south)
        late = START + 20 * DAY
        assert branches.overview(db, at=late).most_overdue is None
        branches.worker(db, "Nils North", branch.north)
        found = branches.overview(db, at=late)
        assert found.most_overdue and (found.most_overdue.name, found.all_there) == ("North", False)
        branches.away(db, sol, TODAY, None)
        found = branches.overview(db, at=late)
        assert found.most_overdue and (found.most_overdue.name, found.all_there) == ("North", True)
        assert branches.overview(db, at=late, team=str(branch.north)).most_overdue is None
