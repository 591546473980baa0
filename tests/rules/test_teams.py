"""The tree of teams, who is in which on a day, and who answers for which."""

from datetime import date, timedelta

import pytest

from api import audit, people, teams
from api.errors import NotFound, NotUnderstood
from api.people import Person
from api.store import Db, Store
from api.teams import Team
from tests.clock import START
from tests.rules import deeds

TODAY = START.date()
DAY = timedelta(days=1)


def grown(db: Db) -> dict[str, Team]:
    """Two employers; the first has two teams, one of them with a team of its own."""
    council = teams.add(db, None, "Council", None, START)
    trust = teams.add(db, None, "Trust", None, START)
    early = teams.add(db, None, "Early help", council.id, START)
    duty = teams.add(db, None, "Duty", early.id, START)
    reviews = teams.add(db, None, "Reviews", council.id, START)
    return {each.name: each for each in (council, trust, early, duty, reviews)}


def lead(db: Db, *names: str) -> Person:
    leah, made = deeds.person(db, "leah"), {each.name: each for each in teams.tree(db)}
    for name in names:
        teams.make_lead(db, None, leah.id, made[name].id, START)
    return leah


def named(found: tuple[Team, ...]) -> list[str]:
    return [each.name for each in found]


def test_the_tree_lists_each_team_after_its_parent_and_by_name(store: Store) -> None:
    with store.writing() as db:
        made = grown(db)
        assert named(teams.tree(db)) == ["Council", "Early help", "Duty", "Reviews", "Trust"]
        assert made["Duty"].path == ("Council", "Early help", "Duty")
        assert made["Duty"].depth == 2
        assert named(teams.branch(db, made["Early help"].id)) == ["Early help", "Duty"]


def test_a_name_is_taken_only_beside_itself(store: Store) -> None:
    with store.writing() as db:
        made = grown(db)
        teams.add(db, None, "Duty", made["Trust"].id, START)
        for name, parent in (("Duty", made["Early help"].id), ("Council", None), ("  ", None)):
            with pytest.raises(NotUnderstood):
                teams.add(db, None, name, parent, START)
        with pytest.raises(NotFound):
            teams.add(db, None, "Nowhere", 999, START)


def test_a_lead_answers_for_their_teams_and_all_below_and_for_nothing_else(store: Store) -> None:
    with store.writing() as db:
        made = grown(db)
        leah = lead(db, "Early help")
        assert named(teams.of_lead(db, leah)) == ["Early help", "Duty"]
        assert teams.led(db, leah, made["Duty"].id).name == "Duty"
        for other in ("Council", "Reviews", "Trust"):
            with pytest.raises(NotFound):
                teams.led(db, leah, made[other].id)


def test_an_admin_answers_for_every_team_and_staff_and_trainers_for_none(store: Store) -> None:
    with store.writing() as db:
        made = grown(db)
        for name in ("ben", "tess"):
            who = deeds.person(db, name)
            teams.make_lead(db, None, who.id, made["Council"].id, START)
            assert teams.of_lead(db, who) == ()
        assert len(teams.of_lead(db, deeds.person(db, "amir"))) == 5


def test_who_no_longer_leads_a_team_answers_for_it_no_more(store: Store) -> None:
    with store.writing() as db:
        made = grown(db)
        leah = lead(db, "Early help", "Early help", "Trust")
        assert teams.leads_of(db, made["Early help"].id) == (leah.id,)
        teams.end_lead(db, None, leah.id, made["Early help"].id, START)
        assert named(teams.of_lead(db, leah)) == ["Trust"]


def test_a_post_counts_from_its_first_to_its_last_day(store: Store) -> None:
    with store.writing() as db:
        made, ben = grown(db), deeds.person(db, "ben")
        post = teams.join(db, None, ben.id, made["Duty"].id, TODAY, START)
        teams.leave(db, None, post.id, TODAY + 9 * DAY, START)
        found = {days: len(teams.posts(db, ben.id, TODAY + days * DAY)) for days in (-1, 0, 9, 10)}
        assert found == {-1: 0, 0: 1, 9: 1, 10: 0}
        assert [each.person_id for each in teams.members(db, (made["Duty"].id,), TODAY)] == [ben.id]


def test_a_person_may_hold_two_posts_but_not_the_same_one_twice(store: Store) -> None:
    with store.writing() as db:
        made, ben = grown(db), deeds.person(db, "ben")
        post = teams.join(db, None, ben.id, made["Duty"].id, TODAY, START)
        teams.join(db, None, ben.id, made["Reviews"].id, TODAY, START)
        assert len(teams.posts(db, ben.id, TODAY)) == 2
        with pytest.raises(NotUnderstood, match="in this team already"):
            teams.join(db, None, ben.id, made["Duty"].id, TODAY + DAY, START)
        with pytest.raises(NotUnderstood, match="cannot lie before"):
            teams.leave(db, None, post.id, TODAY - DAY, START)


def test_what_was_done_to_teams_and_people_is_noted_with_who_did_it(store: Store) -> None:
    with store.writing() as db:
        amir, ben = deeds.person(db, "amir"), people.by_email(db, "ben@work.example")
        team = teams.add(db, amir.id, "Council", None, START)
        teams.join(db, amir.id, ben.id, team.id, date(2026, 11, 1), START)
        noted = audit.newest(db, about=f"person {ben.id}")
    assert [(each.actor, each.action, each.at) for each in noted] == [(amir.id, "joined a team", START)]
    assert noted[0].detail == {"team": team.id, "on": "2026-11-01"}


def test_a_team_is_renamed_and_placed_elsewhere_with_all_below_it(store: Store) -> None:
    with store.writing() as db:
        made = grown(db)
        early, trust = made["Early help"].id, made["Trust"].id
        assert teams.rename(db, None, early, " Early  Help North ", START).name == "Early Help North"
        assert teams.place(db, None, early, trust, START).path == ("Trust", "Early Help North")
        assert teams.team(db, made["Duty"].id).path == ("Trust", "Early Help North", "Duty")
        assert teams.place(db, None, early, None, START).path == ("Early Help North",)


def test_a_team_never_stands_under_itself(store: Store) -> None:
    with store.writing() as db:
        made = grown(db)
        for below in ("Council", "Early help", "Duty"):
            with pytest.raises(NotUnderstood, match="cannot stand under itself"):
                teams.place(db, None, made["Council"].id, made[below].id, START)
        assert named(teams.tree(db)) == ["Council", "Early help", "Duty", "Reviews", "Trust"]


def test_a_name_taken_there_and_a_closed_team_stand_in_the_way(store: Store) -> None:
    with store.writing() as db:
        made = grown(db)
        teams.add(db, None, "Duty", made["Council"].id, START)
        with pytest.raises(NotUnderstood, match="here already"):
            teams.place(db, None, made["Duty"].id, made["Council"].id, START)
        with pytest.raises(NotUnderstood, match="here already"):
            teams.rename(db, None, made["Reviews"].id, "Duty", START)
        teams.close(db, None, made["Trust"].id, TODAY, START)
        for refused in (
            lambda: teams.place(db, None, made["Duty"].id, made["Trust"].id, START),
            lambda: teams.add(db, None, "New", made["Trust"].id, START),
            lambda: teams.join(db, None, deeds.person(db, "ben").id, made["Trust"].id, TODAY, START),
        ):
            with pytest.raises(NotUnderstood, match="closed"):
                refused()
        teams.reopen(db, None, made["Trust"].id, START)
        assert teams.add(db, None, "New", made["Trust"].id, START).depth == 1


def test_a_team_is_closed_only_when_nobody_is_in_it_and_nothing_below_it_is_open(store: Store) -> None:
    with store.writing() as db:
        made, ben = grown(db), deeds.person(db, "ben")
        post = teams.join(db, None, ben.id, made["Duty"].id, TODAY, START)
        with pytest.raises(NotUnderstood, match="“Duty” below it is still open"):
            teams.close(db, None, made["Early help"].id, TODAY, START)
        with pytest.raises(NotUnderstood, match="1 person is in it"):
            teams.close(db, None, made["Duty"].id, TODAY + DAY, START)
        teams.leave(db, None, post.id, TODAY, START)
        teams.close(db, None, made["Duty"].id, TODAY + DAY, START)
        teams.close(db, None, made["Early help"].id, TODAY + DAY, START)
        assert teams.team(db, made["Duty"].id).closed_on == TODAY + DAY


def test_a_move_ends_one_post_the_day_before_the_next_begins(store: Store) -> None:
    with store.writing() as db:
        made, ben = grown(db), deeds.person(db, "ben")
        post = teams.join(db, None, ben.id, made["Duty"].id, TODAY, START)
        teams.move(db, None, post.id, made["Reviews"].id, TODAY + 10 * DAY, START)
        on = {
            days: [each.team_id for each in teams.posts(db, ben.id, TODAY + days * DAY)]
            for days in (0, 9, 10, 11)
        }
        duty, reviews = made["Duty"].id, made["Reviews"].id
        assert on == {0: [duty], 9: [duty], 10: [reviews], 11: [reviews]}
        assert [each.team_id for each in teams.posts_ever(db, ben.id)] == [reviews, duty]


def test_a_post_that_began_that_very_day_is_put_right_and_leaves_no_trace_in_reports(store: Store) -> None:
    with store.writing() as db:
        made, ben = grown(db), deeds.person(db, "ben")
        post = teams.join(db, None, ben.id, made["Duty"].id, TODAY, START)
        put_right = teams.move(db, None, post.id, made["Reviews"].id, TODAY, START)
        assert put_right.id == post.id
        assert teams.members(db, (made["Duty"].id,), TODAY) == ()
        assert audit.newest(db, about=f"person {ben.id}")[0].action == "put a post right"


def test_a_move_outside_the_days_of_a_post_or_into_a_team_they_are_in_is_refused(store: Store) -> None:
    with store.writing() as db:
        made, ben = grown(db), deeds.person(db, "ben")
        post = teams.join(db, None, ben.id, made["Duty"].id, TODAY, START)
        teams.join(db, None, ben.id, made["Trust"].id, TODAY, START)
        for on, team, words in (
            (TODAY - DAY, "Reviews", "has not begun"),
            (TODAY, "Trust", "in this team already"),
            (TODAY + DAY, "Trust", "in this team already"),
        ):
            with pytest.raises(NotUnderstood, match=words):
                teams.move(db, None, post.id, made[team].id, on, START)
        teams.leave(db, None, post.id, TODAY + DAY, START)
        with pytest.raises(NotUnderstood, match="has ended"):
            teams.move(db, None, post.id, made["Reviews"].id, TODAY + 2 * DAY, START)


def test_a_post_to_come_in_the_same_team_stands_in_the_way_of_one_before_it(store: Store) -> None:
    with store.writing() as db:
        made, ben = grown(db), deeds.person(db, "ben")
        teams.join(db, None, ben.id, made["Duty"].id, TODAY + 9 * DAY, START)
        with pytest.raises(NotUnderstood, match="in this team already"):
            teams.join(db, None, ben.id, made["Duty"].id, TODAY, START)


def test_who_leaves_leaves_every_post_that_day_and_joins_none_after_it(store: Store) -> None:
    with store.writing() as db:
        made, ben = grown(db), deeds.person(db, "ben")
        teams.join(db, None, ben.id, made["Duty"].id, TODAY, START)
        teams.join(db, None, ben.id, made["Reviews"].id, TODAY, START)
        teams.has_left(db, None, ben.id, TODAY + 5 * DAY, START)
        assert len(teams.posts(db, ben.id, TODAY + 5 * DAY)) == 2
        assert teams.posts(db, ben.id, TODAY + 6 * DAY) == ()
        with pytest.raises(NotUnderstood, match="have left by then"):
            teams.join(db, None, ben.id, made["Trust"].id, TODAY + 6 * DAY, START)
