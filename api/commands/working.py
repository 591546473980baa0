"""python -m api worker"""

import signal
from threading import Event

from api.clock import clock_in
from api.commands.opening import opened
from api.postman import Postman
from api.settings import SettingsWrong


def work(*, once: bool = False) -> None:
    """Send the mails in the outbox as they fall due, until stopped; the mail in hand is finished first.

    The server does so too where a mail server is set. Both at once, or several, send nothing twice.

    Parameters
    ----------
    once
        Send what is due now and end.
    """
    with opened() as (settings, store):
        if settings.mail_server is None:
            raise SettingsWrong("There is no mail server to send to. Set DEBRIEF_SMTP and DEBRIEF_MAIL_FROM.")
        postman, stop = Postman(settings, store, clock_in(settings.timezone)), Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: stop.set())
        if once:
            print(f"Mails tried: {postman.send_due(stop)}. The send log says how each went.")
        else:
            postman.run(stop)
