"""What can be changed about a person, each on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from api import days, people, teams
from api.dependencies import field
from api.directory import Record
from web.pages.one_thing import DAY_HINT, Field

ROLE_WORDS = {
    "staff": "Staff: learns",
    "trainer": "Trainer: writes and publishes courses too",
    "lead": "Lead: assigns courses to their teams and sees where they stand",
    "admin": "Admin: looks after people, teams and everything else",
}
Given = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One thing about a person that is changed on a page of its own. `does`: db, actor, person, what was sent, when."""

    title: str
    button: str
    fields: Callable[[Record, date], list[Field]]
    does: Callable[..., object]
    told: str = ""


def _name(record: Record, today: date) -> list[Field]:
    return [Field("name", "Name", hint="As it should stand on certificates.", value=record.entry.name)]


def _address(record: Record, today: date) -> list[Field]:
    return [Field("email", "E-mail address", "email", value=record.entry.email)]


def _number(record: Record, today: date) -> list[Field]:
    return [
        Field(
            "number",
            "Staff number",
            hint="Leave it empty if they have none.",
            value=record.entry.staff_number or "",
        )
    ]


def _role(record: Record, today: date) -> list[Field]:
    return [Field("role", "Role", "radio", value=record.entry.role, choices=list(ROLE_WORDS.items()))]


def _first_day(record: Record, today: date) -> list[Field]:
    hint = f"{DAY_HINT} Leave it empty if it is not known."
    return [Field("on", "First day with the employer", "day", hint, as_typed(record.started_on))]


def _last_day(record: Record, today: date) -> list[Field]:
    return [Field("on", "Last day", "day", DAY_HINT, as_typed(record.left_on or today))]


def _nothing(record: Record, today: date) -> list[Field]:
    return []


CHANGES: dict[str, Change] = {
    "name": Change(
        "What is their name?",
        "Save the name",
        _name,
        lambda db, actor, id, given, at: people.rename(db, actor, id, field(given, "name"), at),
        "Certificates they have already keep the name that is on them.",
    ),
    "address": Change(
        "What is their e-mail address?",
        "Save the address",
        _address,
        lambda db, actor, id, given, at: people.change_address(db, actor, id, field(given, "email"), at),
        "They are signed out everywhere, earlier links stop working, and both addresses are told by mail.",
    ),
    "staff-number": Change(
        "What is their staff number?",
        "Save the staff number",
        _number,
        lambda db, actor, id, given, at: people.give_staff_number(db, actor, id, field(given, "number"), at),
        "A staff list finds people by it, also when their address changes.",
    ),
    "role": Change(
        "What may they do?",
        "Save the role",
        _role,
        lambda db, actor, id, given, at: people.give_role(db, actor, id, field(given, "role"), at),
        "It holds at once. Who becomes an admin, or is one no longer, is signed out.",
    ),
    "first-day": Change(
        "When did they start?",
        "Save the day",
        _first_day,
        lambda db, actor, id, given, at: people.set_start(db, actor, id, day_or_none(field(given, "on")), at),
    ),
    "leaving": Change(
        "When is their last day?",
        "Save the last day",
        _last_day,
        lambda db, actor, id, given, at: teams.has_left(
            db, actor, id, days.typed(field(given, "on"), otherwise=at.date()), at
        ),
        "Their posts end that day, and from the day after they cannot sign in. "
        "What they did and their certificates stay.",
    ),
    "coming-back": Change(
        "Are they back?",
        "They are back",
        _nothing,
        lambda db, actor, id, given, at: people.end_employment(db, actor, id, None, at),
        "They can sign in again with the password they had. Give them a post afterwards.",
    ),
    "suspending": Change(
        "Suspend them?",
        "Suspend",
        _nothing,
        lambda db, actor, id, given, at: people.suspend(db, actor, id, at),
        "They are signed out everywhere at once and cannot sign in until you let them in again. "
        "They stay in their teams and in reports.",
    ),
    "letting-in": Change(
        "Let them in again?",
        "Let them in",
        _nothing,
        lambda db, actor, id, given, at: people.unsuspend(db, actor, id, at),
        "They can sign in again with the password they had.",
    ),
    "invitation": Change(
        "Send an invitation?",
        "Send the invitation",
        _nothing,
        lambda db, actor, id, given, at: people.invite(db, actor, people.by_id(db, id), at),
        "They get a mail with a link to choose a password. It works once, for seven days; earlier links stop working.",
    ),
}
Changed = Literal[
    "name", "address", "staff-number", "role", "first-day", "leaving", "coming-back", "suspending", "letting-in",
    "invitation",
]  # fmt: skip


def day_or_none(text: str) -> date | None:
    return days.typed(text) if text.strip() else None


def as_typed(day: date | None) -> str:
    return f"{day.day} {day.month} {day.year}" if day else ""
