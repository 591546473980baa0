"""The send log for admins; and in a demonstration, where nothing is sent, the mails themselves for everyone."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import mail
from api.dependencies import Admin, Anyone, Configured, Id, Now, Open
from api.errors import NotFound
from api.routes.mails import Before
from web.forms import then
from web.rendering import render

router = APIRouter()
PAGE = 50


@router.get("/admin/mail")
def send_log(
    request: Request, _: Admin, store: Open, settings: Configured, now: Now, before: Before = None
) -> Response:
    with store.reading() as db:
        mails, oldest = mail.log(db, before, PAGE), mail.waiting_since(db)
    return render(
        request,
        "mails/log.html",
        mails=mails,
        oldest=oldest,
        now=now,
        server=bool(settings.mail_server),
        newest=before is None,
        older=mails[-1].number if len(mails) == PAGE else None,
    )


@router.post("/admin/mail/{mail_id}/tries")
def send_again(mail_id: Id, admin: Admin, store: Open, now: Now) -> Response:
    with store.writing() as db:
        mail.send_again(db, admin.id, mail_id, now)
    return then("/admin/mail")


@router.get("/mails")
def shown_instead_of_sent(
    request: Request, _: Anyone, store: Open, settings: Configured, before: Before = None
) -> Response:
    if not settings.demonstration:
        raise NotFound
    with store.reading() as db:
        mails = mail.shown(db, before, PAGE)
    older = mails[-1].number if len(mails) == PAGE else None
    return render(request, "mails/shown.html", mails=mails, newest=before is None, older=older)
