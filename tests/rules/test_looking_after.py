"""What an admin changes about people, and that it holds from that moment on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from api import audit, people, teams
from api.errors import LastAdmin, LinkSpent, NotFound, NotSignedIn, NotUnderstood, SignInRefused
from api.store import Db, Store
from api.tables import MailRow, PersonRow
from tests.clock import START
from tests.rules import deeds

TODAY = START.date()
DAY = timedelta(days=1)
Act = Callable[[Db, int], None]


def signed_in(store: Store, name: str, at=START) -> str:
    with store.writing() as db:
        return people.start_session(db, deeds.person(db, name), False, at)


def is_signed_in(store: Store, token: str, at=START) -> bool:
    with store.reading() as db:
        try:
            return bool(people.signed_in(db, token, at))
        except NotSignedIn:
            return False


def id_of(store: Store, name: str) -> int:
    with store.reading() as db:
        return deeds.person(db, name).id


def row_of(store: Store, name: str) -> PersonRow:
    with store.reading() as db:
        return db.get_one(PersonRow, deeds.person(db, name).id)


def acts(store: Store, act: Act, name: str) -> None:
    with store.writing() as db:
        act(db, deeds.person(db, name).id)


def test_a_suspended_person_is_out_at_once_and_their_links_are_dead_for_good(store: Store) -> None:
    token = signed_in(store, "ben")
    with store.writing() as db:
        link = people.make_link(db, deeds.person(db, "ben"), START)
    acts(store, lambda db, id: people.suspend(db, None, id, START), "ben")
    assert not is_signed_in(store, token)
    acts(store, lambda db, id: people.unsuspend(db, None, id, START), "ben")
    assert not is_signed_in(store, token)
    with store.reading() as db, pytest.raises(LinkSpent):
        people.link_holder(db, link, START)
    assert is_signed_in(store, signed_in(store, "ben"))


def test_a_suspension_that_does_not_last_changes_nothing_at_all(store: Store) -> None:
    """Sessions end in the same transaction: what is undone there is undone for them too."""
    token = signed_in(store, "ben")

    def suspended_and_broken_off(db: Db, id: int) -> None:
        people.suspend(db, None, id, START)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        acts(store, suspended_and_broken_off, "ben")
    assert is_signed_in(store, token)


def test_nobody_suspended_can_start_a_session(store: Store) -> None:
    acts(store, lambda db, id: people.suspend(db, None, id, START), "ben")
    with pytest.raises(SignInRefused):
        signed_in(store, "ben")


def test_the_last_day_is_still_a_day_to_sign_in_and_the_day_after_is_not(store: Store) -> None:
    last = TODAY + 2 * DAY
    token = signed_in(store, "ada", START + 2 * DAY)
    acts(store, lambda db, id: teams.has_left(db, None, id, last, START), "ada")
    assert is_signed_in(store, token, START + 2 * DAY)
    assert not is_signed_in(store, token, START + 2 * DAY + timedelta(hours=15))
    with pytest.raises(SignInRefused):
        signed_in(store, "ada", START + 3 * DAY)
    with store.writing() as db:
        link = people.make_link(db, deeds.person(db, "ada"), START)
    with store.reading() as db, pytest.raises(LinkSpent):
        people.link_holder(db, link, START + 3 * DAY)


def test_who_left_yesterday_is_signed_out_now_and_who_comes_back_may_sign_in_again(store: Store) -> None:
    token = signed_in(store, "ben")
    acts(store, lambda db, id: teams.has_left(db, None, id, TODAY - DAY, START), "ben")
    assert not is_signed_in(store, token)
    acts(store, lambda db, id: people.end_employment(db, None, id, None, START), "ben")
    assert is_signed_in(store, signed_in(store, "ben"))


def test_a_new_address_ends_every_session_and_link_and_both_addresses_are_told(store: Store) -> None:
    token = signed_in(store, "ben")
    with store.writing() as db:
        link = people.make_link(db, deeds.person(db, "ben"), START)
    id = id_of(store, "ben")
    with store.writing() as db:
        people.change_address(db, None, id, " Ben.OBriain@Work.Example ", START)
    with store.reading() as db:
        assert people.by_email(db, "ben.obriain@work.example").id == id
        told = db.exec(select(MailRow).where(MailRow.person_id == id).order_by(MailRow.id)).all()
        assert [each.address for each in told] == ["ben@work.example", "ben.obriain@work.example"]
        assert all("ben.obriain@work.example" in (each.text or "") for each in told)
        with pytest.raises(LinkSpent):
            people.link_holder(db, link, START)
    assert not is_signed_in(store, token)


@pytest.mark.parametrize(
    "wrong", ["ada@work.example", "ADA@work.example", "ben", "", "a b@c", "a\u0007@b", "@", "a" * 300 + "@b"]
)
def test_an_address_that_is_taken_or_none_is_refused_and_nobody_is_signed_out(
    store: Store, wrong: str
) -> None:
    token = signed_in(store, "ben")
    with pytest.raises(NotUnderstood) as refused, store.writing() as db:
        people.change_address(db, None, deeds.person(db, "ben").id, wrong, START)
    assert list(refused.value.extra["fields"]) == ["email"]
    assert is_signed_in(store, token)


def test_a_role_taken_from_an_admin_ends_their_sessions_and_one_given_to_staff_does_not(store: Store) -> None:
    amir, ben = signed_in(store, "amir"), signed_in(store, "ben")
    acts(store, lambda db, id: people.give_role(db, None, id, "lead", START), "ben")
    assert is_signed_in(store, ben)
    acts(store, lambda db, id: people.give_role(db, None, id, "admin", START), "ben")
    assert not is_signed_in(store, ben)
    acts(store, lambda db, id: people.give_role(db, None, id, "staff", START), "amir")
    assert not is_signed_in(store, amir)


TAKING_AWAY: dict[str, Act] = {
    "made staff": lambda db, id: people.give_role(db, None, id, "staff", START),
    "made trainer": lambda db, id: people.give_role(db, None, id, "trainer", START),
    "made lead": lambda db, id: people.give_role(db, None, id, "lead", START),
    "suspended": lambda db, id: people.suspend(db, None, id, START),
    "left": lambda db, id: teams.has_left(db, None, id, TODAY, START),
    "to leave": lambda db, id: teams.has_left(db, None, id, TODAY + 90 * DAY, START),
}
OTHER_ADMIN: dict[str, tuple[bool, Act | None]] = {
    "none": (False, None),
    "suspended": (False, lambda db, id: people.suspend(db, None, id, START)),
    "gone": (False, lambda db, id: teams.has_left(db, None, id, TODAY - DAY, START)),
    "about to go": (False, lambda db, id: teams.has_left(db, None, id, TODAY + 30 * DAY, START)),
    "here to stay": (True, lambda db, id: None),
}


@pytest.mark.parametrize("other", OTHER_ADMIN)
@pytest.mark.parametrize("taken", TAKING_AWAY)
def test_an_admin_goes_only_where_another_is_here_to_stay(store: Store, taken: str, other: str) -> None:
    allowed, before = OTHER_ADMIN[other]
    if before:
        acts(store, lambda db, id: people.give_role(db, None, id, "admin", START), "tess")
        acts(store, before, "tess")
    token = signed_in(store, "amir")
    if allowed:
        acts(store, TAKING_AWAY[taken], "amir")
        row = row_of(store, "amir")
        assert row.role != "admin" or row.suspended_at or row.left_on
        return
    with pytest.raises(LastAdmin):
        acts(store, TAKING_AWAY[taken], "amir")
    row = row_of(store, "amir")
    assert (row.role, row.suspended_at, row.left_on) == ("admin", None, None)
    assert is_signed_in(store, token)


def test_who_is_no_admin_goes_without_asking_who_else_is_one(store: Store) -> None:
    for act in (TAKING_AWAY["made staff"], TAKING_AWAY["left"], TAKING_AWAY["suspended"]):
        acts(store, act, "leah")
    row = row_of(store, "leah")
    assert (row.role, row.left_on) == ("staff", TODAY) and row.suspended_at


def test_a_staff_number_belongs_to_one_person_and_can_be_taken_away(store: Store) -> None:
    acts(store, lambda db, id: people.give_staff_number(db, None, id, " 00417 ", START), "ben")
    assert row_of(store, "ben").staff_number == "00417"
    for wrong in ("00417", "4" * 41):
        with pytest.raises(NotUnderstood):
            acts(
                store, lambda db, id, wrong=wrong: people.give_staff_number(db, None, id, wrong, START), "ada"
            )
    acts(store, lambda db, id: people.give_staff_number(db, None, id, "", START), "ben")
    acts(store, lambda db, id: people.give_staff_number(db, None, id, "", START), "ada")
    assert row_of(store, "ben").staff_number is None


def test_the_first_day_cannot_lie_after_the_last(store: Store) -> None:
    acts(store, lambda db, id: people.set_start(db, None, id, TODAY, START), "ben")
    with pytest.raises(NotUnderstood, match="before their first day"):
        acts(store, lambda db, id: teams.has_left(db, None, id, TODAY - DAY, START), "ben")
    acts(store, lambda db, id: teams.has_left(db, None, id, TODAY, START), "ben")
    with pytest.raises(NotUnderstood, match="after the day on which they left"):
        acts(store, lambda db, id: people.set_start(db, None, id, TODAY + DAY, START), "ben")


def test_a_name_is_asked_for_and_a_person_who_is_not_there_is_not_found(store: Store) -> None:
    with pytest.raises(NotUnderstood, match="as it should stand on certificates"):
        acts(store, lambda db, id: people.rename(db, None, id, " \u202e ", START), "ben")
    with pytest.raises(NotFound), store.writing() as db:
        people.suspend(db, None, 999, START)
    with pytest.raises(NotUnderstood, match="Choose one of these"):
        acts(store, lambda db, id: people.give_role(db, None, id, "boss", START), "ben")


def test_every_change_is_noted_once_with_who_did_it_and_no_name_or_address_in_it(store: Store) -> None:
    amir = id_of(store, "amir")
    changes: tuple[Act, ...] = (
        lambda db, id: people.rename(db, amir, id, "Ben Byrne", START),
        lambda db, id: people.change_address(db, amir, id, "byrne@work.example", START),
        lambda db, id: people.give_role(db, amir, id, "lead", START),
        lambda db, id: people.give_staff_number(db, amir, id, "417", START),
        lambda db, id: people.set_start(db, amir, id, TODAY, START),
        lambda db, id: people.suspend(db, amir, id, START),
        lambda db, id: people.unsuspend(db, amir, id, START),
        lambda db, id: people.end_employment(db, amir, id, TODAY, START),
        lambda db, id: people.end_employment(db, amir, id, None, START),
    )
    ben = id_of(store, "ben")
    for change in changes:
        for _ in range(2):
            with store.writing() as db:
                change(db, ben)
    with store.reading() as db:
        noted = audit.newest(db, about=f"person {ben}")
    assert [each.action for each in reversed(noted)] == [
        "changed a name",
        "changed an address",
        "gave a role",
        "changed a staff number",
        "changed the first day",
        "suspended",
        "let in again",
        "left",
        "came back",
    ]
    assert {each.actor for each in noted} == {amir}
    assert "yrne" not in str([each.detail for each in noted])
