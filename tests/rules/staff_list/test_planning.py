"""What a staff list would do to the people and teams there are, and that it does exactly that or nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api import audit, people, staff_list, teams
from api.errors import NotUnderstood, PlanChanged, SomebodyWasFaster
from api.people import Newcomer
from api.staff_list import Choices, Plan
from api.store import Db, Store
from api.tables import PersonRow
from tests.clock import START
from tests.house.tour import digest
from tests.rules import deeds

TODAY = START.date()
DAY = timedelta(days=1)
HEADINGS = "Name,E-mail,Staff number,Team,Role,Started,Left\n"


def settled(db: Db) -> dict[str, int]:
    """A council with two teams; Ada in Duty, Ben in Reviews, each with a staff number."""
    council = teams.add(db, None, "Council", None, START)
    made = {name: teams.add(db, None, name, council.id, START).id for name in ("Duty", "Reviews")}
    for name, number, team in (("ada", "1", "Duty"), ("ben", "2", "Reviews")):
        who = deeds.person(db, name)
        people.give_staff_number(db, None, who.id, number, START)
        teams.join(db, None, who.id, made[team], TODAY - 100 * DAY, START)
    return {**made, "Council": council.id}


def planned(db: Db, rows: str, **choices) -> Plan:
    choices.setdefault("on", TODAY)
    return staff_list.plan(db, staff_list.read(staff_list.tidy(HEADINGS + rows)), Choices(**choices))


def done(db: Db, rows: str, raised: set[int] = frozenset(), **choices) -> staff_list.Applied:
    plan = planned(db, rows, **choices)
    return staff_list.apply(db, None, plan, plan.digest, raised, START)


def said(plan: Plan) -> dict[int, str]:
    return {each.line: each.words for each in plan.findings}


def posts(db: Db, name: str, on: date = TODAY) -> list[str]:
    names = {each.id: each.name for each in teams.tree(db)}
    return sorted(names[each.team_id] for each in teams.posts(db, deeds.person(db, name).id, on))


def test_people_are_matched_by_staff_number_first_and_then_by_address(store: Store) -> None:
    with store.writing() as db:
        settled(db)
        plan = planned(
            db,
            "Ada Nwosu,ada.nwosu@work.example,1,Duty,,,\n"
            "Ben Ó Briain,BEN@work.example,,Reviews,,,\n"
            "Nina Vu,nina@work.example,3,Council > Duty,,,\n",
        )
        assert [(each.who, each.what, each.after) for each in plan.changed] == [
            ("Ada Nwosu", "address", "ada.nwosu@work.example")
        ]
        assert [(each.name, each.teams) for each in plan.added] == [("Nina Vu", (("Council", "Duty"),))]
        assert plan.unchanged == 1 and not plan.findings


def test_a_number_of_one_person_with_the_address_of_another_is_nobody(store: Store) -> None:
    with store.writing() as db:
        settled(db)
        plan = planned(
            db,
            "Ada Nwosu,ben@work.example,1,Duty,,,\n"
            "Ben,ben@work.example,9,Reviews,,,\n"
            "New,new@work.example,7,Duty,,,\n"
            "Other,new@work.example,8,Duty,,,\n"
            "Nobody,,12,Duty,,,\n"
            "Amira Haddad,admin@work.example,7,,,,\n"
            ",noname@work.example,,Duty,,,\n",
        )
        assert said(plan) == {
            2: "The staff number is that of Ada Nwosu, the address that of Ben Ó Briain.",
            3: "Ben Ó Briain has this address and another staff number, 2.",
            5: "new@work.example stands on another line for somebody else.",
            6: "Nobody here has this staff number, and without an e-mail address nobody can be added.",
            7: "7 stands on another line for somebody else.",
            8: "They would be added, and the line has no name.",
        }
        assert not plan.changed and not plan.moved and len(plan.added) == 1


def test_who_is_missing_from_the_list_is_told_and_left_as_they_are(store: Store) -> None:
    with store.writing() as db:
        settled(db)
        teams.has_left(db, None, deeds.person(db, "tess").id, TODAY - DAY, START)
        plan = planned(db, "Ada Nwosu,ada@work.example,1,Duty,,,\n")
        assert [name for _, name in plan.missing] == ["Amira Haddad", "Ben Ó Briain", "Leah Prasad"]
        assert not plan.does_something
        staff_list.apply(db, None, plan, plan.digest, (), START)
        assert posts(db, "ben") == ["Reviews"]
        row = db.get_one(PersonRow, deeds.person(db, "ben").id)
        assert (row.left_on, row.suspended_at) == (None, None)


def test_another_team_in_the_list_is_a_move_on_the_day_that_was_said(store: Store) -> None:
    with store.writing() as db:
        settled(db)
        plan = planned(db, "Ada Nwosu,ada@work.example,1,Reviews,,,\n", on=TODAY + 7 * DAY)
        assert [(each.before[-1], each.team[-1]) for each in plan.moved] == [("Duty", "Reviews")]
        staff_list.apply(db, None, plan, plan.digest, (), START)
        assert posts(db, "ada", TODAY + 6 * DAY) == ["Duty"]
        assert posts(db, "ada", TODAY + 7 * DAY) == ["Reviews"]


def test_two_lines_about_one_person_are_two_posts_and_the_second_ends_none(store: Store) -> None:
    with store.writing() as db:
        settled(db)
        applied = done(db, "Ada Nwosu,ada@work.example,1,Duty,,,\nAda Nwosu,ada@work.example,1,Reviews,,,\n")
        assert posts(db, "ada") == ["Duty", "Reviews"]
        assert len(applied.joined) == 1
        again = planned(db, "Ada Nwosu,ada@work.example,1,Reviews,,,\n")
        assert again.unchanged == 1 and not again.does_something


def test_half_of_two_posts_is_never_taken_for_a_move(store: Store) -> None:
    """One of the two lines has a team that is not here; the other alone would say that they moved."""
    with store.writing() as db:
        settled(db)
        plan = planned(db, "Ada Nwosu,ada@work.example,1,Dutty,,,\nAda Nwosu,ada@work.example,1,Reviews,,,\n")
        assert said(plan) == {
            2: "There is no team “Dutty”.",
            3: "It is about the person of line 2, which cannot be used.",
        }
        assert not plan.does_something


def test_a_line_that_names_two_people_holds_back_the_other_lines_about_them(store: Store) -> None:
    with store.writing() as db:
        settled(db)
        plan = planned(db, "Ada Nwosu,ben@work.example,1,Duty,,,\nAda Nwosu,ada@work.example,1,Reviews,,,\n")
        assert said(plan)[3] == "It is about the person of line 2, which cannot be used."
        assert not plan.does_something


def test_lines_about_one_person_that_do_not_agree_are_told(store: Store) -> None:
    with store.writing() as db:
        settled(db)
        plan = planned(
            db,
            "Ada Nwosu,ada@work.example,1,Duty,,,\nAda Obi,ada@work.example,1,Reviews,,,\n"
            "Ben Ó Briain,ben@work.example,2,Reviews,,,\nBen Ó Briain,ben@work.example,2,Reviews,,,\n",
        )
        assert said(plan)[3] == "Line 2 has another name for this person."
        assert said(plan)[5] == "This says the same as line 4."
        assert not plan.does_something


def test_more_than_one_move_at_once_is_for_a_person_to_sort_out(store: Store) -> None:
    with store.writing() as db:
        made, ada = settled(db), deeds.person(db, "ada")
        teams.join(db, None, ada.id, made["Council"], TODAY, START)
        teams.add(db, None, "Night", made["Council"], START)
        plan = planned(db, "Ada Nwosu,ada@work.example,1,Night,,,\n")
        assert "the list has them elsewhere" in said(plan)[2]
        assert not plan.joined and not plan.moved


def test_a_last_day_ends_every_post_and_who_is_gone_already_is_not_added(store: Store) -> None:
    with store.writing() as db:
        settled(db)
        plan = planned(
            db,
            f"Ada Nwosu,ada@work.example,1,Duty,,,{TODAY.isoformat()}\nGone,gone@work.example,9,Duty,,,2020-01-01\n",
        )
        assert [(each.who, each.last_day) for each in plan.leaving] == [("Ada Nwosu", TODAY)]
        assert plan.gone == 1 and not plan.added
        staff_list.apply(db, None, plan, plan.digest, (), START)
        assert posts(db, "ada") == ["Duty"] and posts(db, "ada", TODAY + DAY) == []
        assert planned(db, f"Ada Nwosu,ada@work.example,1,Duty,,,{TODAY.isoformat()}\n").unchanged == 1
        back = planned(db, "Ada Nwosu,ada@work.example,1,Duty,,,\n", on=TODAY + DAY)
        assert said(back) == {2: f"They left on {TODAY.isoformat()}, as Debrief has it."}


def test_the_last_admin_does_not_leave_by_a_list(store: Store) -> None:
    with store.writing() as db:
        settled(db)
        people.give_role(db, None, deeds.person(db, "tess").id, "admin", START)
        rows = "T,tess@work.example,,,,,2027-01-01\nA,admin@work.example,,,,,2027-01-01\n"
        plan = planned(db, rows)
        assert [each.who for each in plan.leaving] == ["Tess Lindqvist"]
        assert said(plan)[3] == "Debrief would have no admin left who is here to stay."
        staff_list.apply(db, None, plan, plan.digest, (), START)


def test_a_role_is_raised_only_where_it_was_ticked_and_never_taken_away(store: Store) -> None:
    rows = (
        "Ada Nwosu,ada@work.example,1,Duty,lead,,\n"
        "Ben Ó Briain,ben@work.example,2,Reviews,admin,,\n"
        "Amira Haddad,admin@work.example,,,staff,,\n"
        "Nina Vu,nina@work.example,3,Duty,trainer,,\n"
        "Noor Vu,noor@work.example,4,Duty,admin,,\n"
    )
    with store.writing() as db:
        settled(db)
        plan = planned(db, rows)
        assert {each.line: each.role for each in plan.roles} == {
            2: "lead",
            3: "admin",
            5: "trainer",
            6: "admin",
        }
        assert [(each.before, each.role) for each in plan.lower] == [("admin", "staff")]
        staff_list.apply(db, None, plan, plan.digest, {2, 5, 4}, START)
        found = {
            name: people.by_email(db, f"{name}@work.example").role
            for name in ("ada", "ben", "admin", "nina", "noor")
        }
        assert found == {"ada": "lead", "ben": "staff", "admin": "admin", "nina": "trainer", "noor": "staff"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Duty", "Duty"),
        ("council > DUTY", "Duty"),
        (" Council  › Duty ", "Duty"),
        ("Council / Duty", "Duty"),
        ("Council", "Council"),
    ],
)
def test_a_team_is_known_by_its_path_or_by_an_end_that_only_it_has(
    store: Store, written: str, meant: str
) -> None:
    with store.writing() as db:
        settled(db)
        plan = planned(db, f"Nina Vu,nina@work.example,3,{written},,,\n")
        assert plan.added[0].teams[0][-1] == meant


def test_a_team_that_could_be_two_or_is_closed_or_is_not_here_is_told(store: Store) -> None:
    with store.writing() as db:
        made = settled(db)
        trust = teams.add(db, None, "Trust", None, START)
        teams.add(db, None, "Duty", trust.id, START)
        closed = teams.add(db, None, "Old", made["Council"], START)
        teams.close(db, None, closed.id, TODAY, START)
        plan = planned(db, "A,a@x.y,11,Duty,,,\nB,b@x.y,12,Old,,,\nC,c@x.y,13,Council > Revews,,,\n")
        assert said(plan) == {
            2: "There are 2 teams “Duty”.",
            3: "The team “Old” is closed.",
            4: "There is no team “Council > Revews”.",
        }
        assert plan.findings[2].remedy.startswith("Did you mean “Council > Reviews”?")


def test_missing_teams_are_added_where_that_was_ticked_under_the_employer_that_was_chosen(
    store: Store,
) -> None:
    rows = "A,a@x.y,11,Night > Early,,,\nB,b@x.y,12,Council > Night,,,\nC,c@x.y,13,Trust > Ward,,,\n"
    with store.writing() as db:
        made = settled(db)
        plan = planned(db, rows, employer=made["Council"], add_teams=True)
        assert [each.path for each in plan.new_teams] == [
            ("Council", "Night"),
            ("Council", "Night", "Early"),
            ("Council", "Trust"),
            ("Council", "Trust", "Ward"),
        ]
        staff_list.apply(db, None, plan, plan.digest, (), START)
        assert ("Council", "Night", "Early") in [each.path for each in teams.tree(db)]
        assert planned(db, rows, employer=made["Council"]).unchanged == 3
        with pytest.raises(NotUnderstood, match="Choose an employer"):
            planned(db, rows, employer=made["Duty"])


def test_people_start_in_their_team_on_the_day_said_or_on_their_first_day_if_that_is_later(
    store: Store,
) -> None:
    with store.writing() as db:
        settled(db)
        done(db, f"A,a@x.y,11,Duty,,2015-01-01,\nB,b@x.y,12,Duty,,{(TODAY + 9 * DAY).isoformat()},\n")
        begins = [teams.posts_ever(db, people.by_email(db, f"{each}@x.y").id)[0].from_on for each in "ab"]
        assert begins == [TODAY, TODAY + 9 * DAY]


def test_what_was_not_shown_is_not_done(store: Store) -> None:
    with store.writing() as db:
        settled(db)
        shown = planned(db, "Ada Nwosu,ada@work.example,1,Reviews,,,\n")
        teams.move(
            db,
            None,
            teams.posts(db, deeds.person(db, "ada").id, TODAY)[0].id,
            settled_team(db, "Council"),
            TODAY,
            START,
        )
    before = digest(store)
    with store.reading() as db:
        now = planned(db, "Ada Nwosu,ada@work.example,1,Reviews,,,\n")
    with pytest.raises(PlanChanged) as refused, store.writing() as db:
        staff_list.apply(db, None, now, shown.digest, (), START)
    assert refused.value.extra["plan"] == now
    assert digest(store) == before


def settled_team(db: Db, name: str) -> int:
    return next(each.id for each in teams.tree(db) if each.name == name)


def test_a_list_is_taken_in_whole_or_not_at_all(store: Store) -> None:
    """Somebody else takes the last one's address between the plan and its doing; the digest is of the plan alone."""
    with store.writing() as db:
        settled(db)
        plan = planned(db, "".join(f"N{n},n{n}@x.y,{n},Duty,,,\n" for n in range(10, 40)))
        people.add(db, "n39@x.y", "Somebody", "staff", START)
    before = digest(store)
    with pytest.raises(SomebodyWasFaster), store.writing() as db:
        staff_list.apply(db, None, plan, plan.digest, (), START)
    assert digest(store) == before


def test_taking_in_a_list_is_noted_with_numbers_and_without_names(store: Store) -> None:
    with store.writing() as db:
        settled(db)
        applied = done(
            db, "Nina Vu,nina@work.example,3,Reviews,,,\nAda Nwosu,ada@work.example,1,Reviews,,,\n,,,,,,x\n"
        )
        (noted,) = audit.newest(db, about="staff list")
        assert noted.id == applied.note
        assert noted.detail == {
            "added": 1, "moved": 1, "joined": 0, "left": 0, "changed": 0, "raised": 0, "teams": 0,
            "unchanged": 0, "not_read": 1, "lines": [4],
        }  # fmt: skip


@pytest.mark.only_on("sqlite", "its size is the point; what it does is tested on both above")
def test_a_list_of_five_thousand_is_planned_and_taken_in_whole(store: Store) -> None:
    with store.writing() as db:
        made = settled(db)
        for number in range(150):
            teams.add(db, None, f"Team {number}", made["Council"], START)
        people.add_all(db, None, [Newcomer(f"p{n}@x.y", f"Person {n}", f"S{n}") for n in range(2_500)], START)
    rows = "".join(
        f"Person {n},p{n}@x.y,S{n},{'Taem' if n % 500 == 7 else 'Team'} {n % 150},,2026-01-02,\n"
        for n in range(5_000)
    )
    with store.writing() as db:
        plan = planned(db, rows)
        assert (len(plan.added), len(plan.joined), len(plan.findings)) == (2_495, 2_495, 10)
        staff_list.apply(db, None, plan, plan.digest, (), START)
        again = planned(db, rows)
        assert (len(again.added), len(again.joined), len(again.findings)) == (0, 0, 10)


row = st.tuples(
    st.sampled_from(["Ada Nwosu", "Ben", "New", ""]),
    st.sampled_from(["ada@work.example", "ben@work.example", "new@x.y", "admin@work.example", "", "x"]),
    st.sampled_from(["1", "2", "3", ""]),
    st.sampled_from(["Duty", "Reviews", "Council", "Night", ""]),
    st.sampled_from(["staff", "admin", ""]),
    st.sampled_from(["2020-01-01", "2027-01-01", ""]),
    st.sampled_from(["2020-01-02", "2027-01-02", ""]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(row, max_size=6), add_teams=st.booleans())
def test_any_list_planned_is_done_as_planned_and_a_second_time_there_is_nothing_to_do(
    store: Store, rows: list[tuple[str, ...]], add_teams: bool
) -> None:
    text = "".join(",".join(each) + "\n" for each in rows)

    class Undone(Exception):
        pass

    def tried() -> None:
        with store.writing() as db:
            settled(db)
            plan = planned(db, text, add_teams=add_teams)
            raised = {each.line for each in plan.roles}
            staff_list.apply(db, None, plan, plan.digest, raised, START)
            again = planned(db, text, add_teams=add_teams)
            assert not again.does_something or {each.line for each in again.findings} != {
                each.line for each in plan.findings
            }, again
            raise Undone

    with pytest.raises(Undone):
        tried()
