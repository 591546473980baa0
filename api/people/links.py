"""One-time links, to choose a password or to sign in. Only the hash of a link's token is kept."""

from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import col, select, update

from api.errors import LinkSpent
from api.people import hashing
from api.people.rows import may_be_here
from api.store import Db
from api.tables import LinkRow, PersonRow

LINK_LIFE = timedelta(days=7)
FORGOTTEN_LIFE = timedelta(hours=1)
SIGN_IN_LIFE = timedelta(minutes=15)

Purpose = Literal["password", "sign_in"]


def make(db: Db, person_id: int, purpose: Purpose, life: timedelta, at: datetime) -> str:
    """The token of a new link. Earlier ones go on working: whoever asks for a link may not be the person it is for."""
    token = hashing.new_token()
    row = LinkRow(
        token_hash=hashing.of_token(token),
        person_id=person_id,
        purpose=purpose,
        made_at=at,
        expires_at=at + life,
    )
    db.add(row)
    return token


def end_all(db: Db, person_id: int, at: datetime) -> None:
    """No link of this person works from now on."""
    db.exec(
        update(LinkRow)
        .where(col(LinkRow.person_id) == person_id, col(LinkRow.used_at).is_(None))
        .values(used_at=at)
    )


def holder(db: Db, token: str, purpose: Purpose, at: datetime, hold: bool = False) -> PersonRow:
    """Whose link this is. `hold`: both are held until the transaction ends. Raises LinkSpent."""
    query = (
        select(LinkRow, PersonRow)
        .where(LinkRow.token_hash == hashing.of_token(token), LinkRow.person_id == PersonRow.id)
        .where(LinkRow.purpose == purpose)
    )
    found = db.exec(query.with_for_update() if hold else query).first()
    if found is None or found[0].used_at or found[0].expires_at < at or not may_be_here(found[1], at):
        raise LinkSpent
    return found[1]


def use(db: Db, token: str, purpose: Purpose, at: datetime) -> PersonRow:
    """Spend a link: it works no more. Raises LinkSpent."""
    row = holder(db, token, purpose, at, hold=True)
    db.exec(update(LinkRow).where(col(LinkRow.token_hash) == hashing.of_token(token)).values(used_at=at))
    return row
