"""After the last try somebody is told: never a dead end, and never a name or a score in a mail."""

from datetime import timedelta

from sqlmodel import select

from api import attempts, people, teams
from api.people import Person
from api.store import Db, Store
from api.tables import MailRow
from tests.cast import COURSE
from tests.clock import START
from tests.rules import deeds
from tests.rules.test_teams import grown, lead

MINUTE = timedelta(minutes=1)


def in_teams(db: Db, *names: str) -> Person:
    ada, made = deeds.person(db, "ada"), {each.name: each.id for each in teams.tree(db)}
    for name in names:
        teams.join(db, None, ada.id, made[name], START.date(), START)
    return ada


def tries(db: Db, who: Person, how_many: int, since: int = 0) -> None:
    for minutes in range(since, since + how_many):
        deeds.tries(db, who, START + minutes * MINUTE, missed=2)


def mails(db: Db) -> list[tuple[str, str]]:
    return [(row.address, row.text) for row in db.exec(select(MailRow).order_by(MailRow.id))]


def test_the_nearest_lead_is_told_once_after_the_last_try_and_not_before(store: Store) -> None:
    with store.writing() as db:
        grown(db)
        leah = lead(db, "Early help")
        above = people.add(db, "above@work.example", "Abe Above", "lead", START)
        teams.make_lead(db, None, above.id, teams.tree(db)[0].id, START)
        ada = in_teams(db, "Duty")
        tries(db, ada, 2)
        assert mails(db) == []
        tries(db, ada, 1, since=2)
        [(address, text)] = mails(db)
        tries(db, ada, 1, since=24 * 60)
        assert len(mails(db)) == 1
    assert address == leah.email
    assert "Somebody in Duty has had 3 tries at the final check of The kettle review." in text
    assert "\n/leading/people?course=kettle&standing=support-needed\n" in text
    assert "Ada" not in text and "of 5" not in text


def test_a_lead_of_two_posts_is_told_once_and_each_other_lead_too(store: Store) -> None:
    with store.writing() as db:
        grown(db)
        leah = lead(db, "Early help", "Trust")
        rob = people.add(db, "rob@work.example", "Rob", "lead", START)
        teams.make_lead(db, None, rob.id, next(t.id for t in teams.tree(db) if t.name == "Reviews"), START)
        tries(db, in_teams(db, "Duty", "Trust", "Reviews"), 3)
        assert [address for address, _ in mails(db)] == [leah.email, rob.email]


def test_trainers_are_told_where_nobody_leads_who_could(store: Store) -> None:
    with store.writing() as db:
        grown(db)
        leah, amir = lead(db, "Early help"), deeds.person(db, "amir")
        people.suspend(db, amir.id, leah.id, START)
        tries(db, in_teams(db, "Duty"), 3)
        [(address, text)] = mails(db)
    assert address == deeds.PEOPLE["tess"][0]
    assert "Somebody in Duty has had 3 tries" in text


def test_a_lead_is_not_told_of_themselves_and_who_is_in_no_team_is_not_forgotten(store: Store) -> None:
    with store.writing() as db:
        grown(db)
        leah = lead(db, "Duty")
        teams.join(
            db, None, leah.id, next(t.id for t in teams.tree(db) if t.name == "Duty"), START.date(), START
        )
        tries(db, leah, 3)
        tries(db, deeds.person(db, "ben"), 3)
        assert [address for address, _ in mails(db)] == [deeds.PEOPLE["tess"][0]] * 2
        assert "Somebody in no team" in mails(db)[1][1]


def test_a_follow_up_owed_is_no_end_and_one_not_passed_is(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        tries(db, ada, 2)
        check = deeds.tries(db, ada, START + 3 * MINUTE, miss_critical=True).attempt
        assert mails(db) == []
        deeds.reads(db, ada, START + 4 * MINUTE)
        follow_up = attempts.start_follow_up(db, ada, check, START + 5 * MINUTE)
        deeds.answers(db, ada, follow_up, START, miss_critical=True)
        deeds.hands_in(db, ada, follow_up, START + 6 * MINUTE)
        assert len(mails(db)) == 1


def test_the_end_of_a_try_that_was_given_is_told_again(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        tries(db, ada, 3)
        attempts.give_try(db, deeds.person(db, "leah"), ada, COURSE, "other", "", START + 9 * MINUTE)
        tries(db, ada, 1, since=10)
        assert [text.count("4 tries") for _, text in mails(db)] == [0, 1]
