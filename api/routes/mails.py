from typing import Annotated

from fastapi import APIRouter, Query

from api import mail
from api.dependencies import Admin, Id, Now, Open
from api.mail import Logged

router = APIRouter(tags=["mail"])
Before = Annotated[int | None, Query(ge=1, lt=2**31)]


@router.get("/mails")
def send_log(_: Admin, store: Open, before: Before = None) -> tuple[Logged, ...]:
    """The newest first; `before`: only those with a smaller number."""
    with store.reading() as db:
        return mail.log(db, before)


@router.post("/mails/{mail_id}/tries", status_code=202)
def send_again(mail_id: Id, admin: Admin, store: Open, now: Now) -> Logged:
    with store.writing() as db:
        mail.send_again(db, admin.id, mail_id, now)
        return mail.logged(db, mail_id)
