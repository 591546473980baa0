"""What was done to people, teams, courses and records: added to, never changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import String, cast, literal
from sqlmodel import col, select

from api.store import Db
from api.tables import AuditRow

Action = Literal[
    "added",
    "invited",
    "changed a name",
    "changed an address",
    "changed a staff number",
    "changed the first day",
    "changed the password",
    "gave a role",
    "suspended",
    "let in again",
    "left",
    "came back",
    "joined a team",
    "left a team",
    "put a post right",
    "added a team",
    "renamed a team",
    "placed a team",
    "closed a team",
    "opened a team again",
    "made lead of a team",
    "no longer lead of a team",
    "took in a staff list",
    "asked to pass",
    "changed a date",
    "no longer asked to pass",
    "asked a team to pass",
    "no longer asked a team to pass",
    "gave another try",
    "recorded a talk",
    "downloaded people",
    "downloaded teams",
    "began a draft",
    "put a draft away",
    "published an edition",
    "made an edition live",
    "recorded a sign-off",
    "set a local fact",
    "emptied a local fact",
    "sent a mail again",
    "wrote out a record",
]
"""What was done, in the past tense. A page tells it in the words of api/trail.py."""


@dataclass(frozen=True)
class Noted:
    """`actor`: the id of who did it; None for the command line and for Debrief itself. `about`: such as "person 12"."""

    id: int
    at: datetime
    actor: int | None
    action: str
    about: str
    detail: dict[str, Any]


def note(db: Db, actor: int | None, action: Action, about: str, at: datetime, **detail: Any) -> None:
    """`detail`: ids, dates and codes, no secrets."""
    db.add(AuditRow(at=at, person_id=actor, action=action, about=about, detail=detail))


def newest(
    db: Db,
    before: int | None = None,
    about: str | None = None,
    most: int = 50,
    actor: int | None = None,
    action: str | None = None,
) -> tuple[Noted, ...]:
    """The newest first. `before`: only those with a smaller id, to page on."""
    query = select(AuditRow).order_by(col(AuditRow.id).desc()).limit(most)
    if before is not None:
        query = query.where(col(AuditRow.id) < before)
    if about is not None:
        query = query.where(AuditRow.about == about)
    if actor is not None:
        query = query.where(AuditRow.person_id == actor)
    if action is not None:
        query = query.where(AuditRow.action == action)
    return tuple(
        Noted(row.id or 0, row.at, row.person_id, row.action, row.about, row.detail) for row in db.exec(query)
    )


def actions(db: Db) -> tuple[str, ...]:
    """The kinds of action there are, by name."""
    return tuple(db.exec(select(AuditRow.action).distinct().order_by(AuditRow.action)))


def actors(db: Db) -> tuple[int, ...]:
    """Who did anything to others: their ids. What people do to their own account is left out."""
    own = literal("person ") + cast(AuditRow.person_id, String)
    query = select(AuditRow.person_id).where(col(AuditRow.person_id).is_not(None), AuditRow.about != own)
    return tuple(id for id in db.exec(query.distinct()) if id)
