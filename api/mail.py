"""The outbox: a mail is written in the transaction that causes it, and leaves after that."""

from datetime import datetime

from api.store import Db
from api.tables import MailRow


def queue(
    db: Db, person_id: int | None, address: str, kind: str, subject: str, text: str, at: datetime
) -> None:
    """A mail to leave as soon as it can. A line of `text` that begins with / is a page of this site.

    Its whole address is put there when the mail leaves, from the settings alone. `kind`: one word for the send log,
    such as "invitation".
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
        )
    )
