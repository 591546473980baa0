"""What was done to people, teams, courses and records: added to, never changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from api.store import Db
from api.tables import AuditRow


@dataclass(frozen=True)
class Noted:
    """`actor`: the id of who did it; None for the command line and for Debrief itself. `about`: such as "person 12"."""

    id: int
    at: datetime
    actor: int | None
    action: str
    about: str
    detail: dict[str, Any]


def note(db: Db, actor: int | None, action: str, about: str, at: datetime, **detail: Any) -> None:
    """`action`: what was done, in the past tense, such as "gave a role". `detail`: ids, dates and codes, no secrets."""
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
