"""The outbox: a mail is written in the transaction that causes it, leaves after that, and is on record in the send log.

A mail arrives at least once. Whoever sends claims it first, so two workers never send the same one; but where a worker
dies after the server took the mail and before that is noted, it leaves again when the claim is over, under the same
Message-ID.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlmodel import col, or_, select, update
from sqlmodel.sql.expression import SelectOfScalar

from api import audit
from api.errors import NotFound, NotUnderstood
from api.store import Db
from api.tables import MailRow

CLAIM = timedelta(minutes=10)
"""Longer than any conversation with a server lasts."""
BACK_OFF = tuple(timedelta(minutes=each) for each in (1, 5, 30, 2 * 60, 6 * 60, 15 * 60))
"""The wait after each try that did not work; after the last one it gives up, about a day after the first."""
TOO_OLD = "Its link had run out before it could be sent."

State = Literal["sent", "waiting", "gave up"]


@dataclass(frozen=True)
class Outgoing:
    """A mail whole. `number`: the same at every try."""

    number: int
    address: str
    subject: str
    text: str
    queued_at: datetime

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.text.rstrip().splitlines())


@dataclass(frozen=True)
class Logged:
    """A mail as the send log shows it: never its text, which may let somebody in."""

    number: int
    kind: str
    address: str
    subject: str
    queued_at: datetime
    state: State
    tries: int
    sent_at: datetime | None
    next_try_at: datetime | None
    trouble: str
    expires_at: datetime | None

    def can_go_again(self, at: datetime) -> bool:
        """Whether it was given up and would still be of use."""
        return self.state == "gave up" and (self.expires_at is None or self.expires_at > at)


def queue(
    db: Db,
    person_id: int | None,
    address: str,
    kind: str,
    subject: str,
    text: str,
    at: datetime,
    until: datetime | None = None,
) -> None:
    """A mail to leave as soon as it can. A line of `text` that begins with / is a page of this site.

    Its whole address is put there when the mail leaves, from the settings alone. `kind`: one word for the send log,
    such as "invitation". `until`: when it is of no more use, as its link has run out by then.
    """
    db.add(
        MailRow(
            person_id=person_id,
            address=address,
            kind=kind,
            subject=subject,
            text=text,
            queued_at=at,
            next_try_at=at,
            expires_at=until,
        )
    )


def is_due(db: Db, at: datetime) -> bool:
    """Whether there is anything to claim; asked first, as claiming takes a writer's turn."""
    return db.exec(_due(at)).first() is not None


def claim(db: Db, at: datetime) -> Outgoing | None:
    """Take one mail in hand that is due and in nobody else's; it is free again when CLAIM is over."""
    one = (
        _due(at)
        .order_by(col(MailRow.next_try_at), col(MailRow.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(MailRow)
        .where(col(MailRow.id) == one.scalar_subquery())
        .values(claimed_until=at + CLAIM, tries=MailRow.tries + 1)
        .returning(col(MailRow.id))
    )
    number = db.execute(taken).scalar()
    row = db.get(MailRow, number) if number is not None else None
    if row is None:
        return None
    return _outgoing(row)


def left(db: Db, number: int, at: datetime) -> None:
    """It was taken by a mail server. Its text goes, as it may hold a one-time link."""
    _settle(db, number, sent_at=at, text=None, next_try_at=None, trouble="")


def stuck(db: Db, number: int, trouble: str, for_good: bool, at: datetime) -> None:
    """It did not leave: another try later, or none when that would be of no use.

    `trouble`: why, in plain words without the address.
    """
    row = db.get_one(MailRow, number)
    over = for_good or row.tries > len(BACK_OFF)
    again = None if over else at + BACK_OFF[row.tries - 1]
    if again and row.expires_at and again >= row.expires_at:
        _settle(db, number, text=None, next_try_at=None, trouble=f"{trouble} {TOO_OLD}")
    else:
        _settle(db, number, next_try_at=again, trouble=trouble)


def drop_expired(db: Db, at: datetime) -> None:
    """Give up what is of no more use."""
    waiting = col(MailRow.next_try_at).is_not(None) & (col(MailRow.expires_at) <= at)
    db.exec(update(MailRow).where(waiting).values(text=None, next_try_at=None, trouble=TOO_OLD))


def send_again(db: Db, actor: int | None, number: int, at: datetime) -> None:
    """Another round of tries for a mail that was given up. Raises NotFound, NotUnderstood."""
    row = db.exec(select(MailRow).where(MailRow.id == number).with_for_update()).first()
    if row is None:
        raise NotFound("There is no such mail.")
    if row.sent_at or row.next_try_at:
        raise NotUnderstood("This mail has left or is still being tried. There is nothing to do.")
    if row.text is None or (row.expires_at and row.expires_at <= at):
        raise NotUnderstood(
            "The link in this mail no longer works. Send the person a new one from their page."
        )
    _settle(db, number, next_try_at=at, tries=0, trouble="")
    audit.note(db, actor, "sent a mail again", f"mail {number}", at)


def log(db: Db, before: int | None = None, most: int = 50) -> tuple[Logged, ...]:
    """The newest first. `before`: only those with a smaller number, to page on."""
    query = select(MailRow).order_by(col(MailRow.id).desc()).limit(most)
    if before is not None:
        query = query.where(col(MailRow.id) < before)
    return tuple(_logged(row) for row in db.exec(query))


def logged(db: Db, number: int) -> Logged:
    """One line of the send log. Raises NotFound."""
    row = db.get(MailRow, number)
    if row is None:
        raise NotFound("There is no such mail.")
    return _logged(row)


def shown(db: Db, before: int | None = None, most: int = 50) -> tuple[Outgoing, ...]:
    """The newest mails that have not left, whole: for a demonstration only, where they never do."""
    query = select(MailRow).where(col(MailRow.text).is_not(None))
    query = query.order_by(col(MailRow.id).desc()).limit(most)
    if before is not None:
        query = query.where(col(MailRow.id) < before)
    return tuple(_outgoing(row) for row in db.exec(query))


def waiting_since(db: Db) -> datetime | None:
    """When the oldest mail was queued that has neither left nor been given up."""
    query = select(MailRow.queued_at).where(col(MailRow.next_try_at).is_not(None))
    return db.exec(query.order_by(col(MailRow.queued_at)).limit(1)).first()


def is_link(line: str) -> bool:
    """Whether this line of a mail's text is a page of this site."""
    return line.startswith("/")


def _due(at: datetime) -> SelectOfScalar[Any]:
    free = or_(col(MailRow.claimed_until).is_(None), col(MailRow.claimed_until) <= at)
    return select(MailRow.id).where(col(MailRow.next_try_at) <= at, free)


def _settle(db: Db, number: int, **values: object) -> None:
    """Write how it went, and let the mail go."""
    db.exec(update(MailRow).where(col(MailRow.id) == number).values(claimed_until=None, **values))


def _outgoing(row: MailRow) -> Outgoing:
    return Outgoing(row.id or 0, row.address, row.subject, row.text or "", row.queued_at)


def _logged(row: MailRow) -> Logged:
    state: State = "sent" if row.sent_at else "waiting" if row.next_try_at else "gave up"
    return Logged(
        row.id or 0,
        row.kind,
        row.address,
        row.subject,
        row.queued_at,
        state,
        row.tries,
        row.sent_at,
        row.next_try_at,
        row.trouble,
        row.expires_at,
    )
