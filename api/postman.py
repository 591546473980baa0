"""Takes what is in the outbox to the mail server, one mail after the other, outside any transaction."""

import logging
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from threading import Event, Thread

from api import mail
from api.clock import Clock
from api.errors import Busy, DiskFull
from api.mail import Outgoing
from api.settings import MailServer, Settings
from api.store import Store

ANSWER_SECONDS = 20.0
"""For how long the mail server may keep us waiting for one answer."""
LOOK_SECONDS = 5.0
"""How often it looks for what is due."""
LEAVE_SECONDS = 30.0
"""For how long a server that stops waits for the mail in hand."""
NOTE_SECONDS = 60.0
"""For how long it waits for a writer's turn to note how it went: a mail that left unnoted would leave again."""

_log = logging.getLogger("debrief")


class Trouble(Exception):
    """Why a mail did not leave, without the address. `for_good`: another try would end the same."""

    def __init__(self, words: str, for_good: bool = False) -> None:
        super().__init__(words)
        self.for_good = for_good


class Postman:
    """Needs settings that name a mail server."""

    def __init__(self, settings: Settings, store: Store, clock: Clock) -> None:
        assert settings.mail_server
        self.settings, self.store, self.clock = settings, store, clock
        self.server: MailServer = settings.mail_server

    def run(self, stop: Event) -> None:
        """Send what is due, again and again, until told to stop; the mail in hand is finished first."""
        while not stop.is_set():
            try:
                self.send_due(stop)
            except (Busy, DiskFull):
                _log.warning("The outbox could not be read or written. It is tried again.")
            except Exception as error:
                _log.error("Sending mail met something unforeseen: %s. It goes on.", type(error).__name__)
            stop.wait(LOOK_SECONDS)

    def send_due(self, stop: Event | None = None) -> int:
        """Send what is due. Gives how many were tried."""
        tried = 0
        while not (stop and stop.is_set()) and (outgoing := self._next()):
            self._send(outgoing)
            tried += 1
        return tried

    def _next(self) -> Outgoing | None:
        now = self.clock()
        with self.store.reading() as db:
            if not mail.is_due(db, now):
                return None
        with self.store.writing() as db:
            mail.drop_expired(db, now)
            return mail.claim(db, now)

    def _send(self, outgoing: Outgoing) -> None:
        try:
            deliver(self.server, message(outgoing, self.settings), outgoing.address)
        except Trouble as trouble:
            with self.store.writing(NOTE_SECONDS) as db:
                mail.stuck(db, outgoing.number, str(trouble), trouble.for_good, self.clock())
        else:
            with self.store.writing(NOTE_SECONDS) as db:
                mail.left(db, outgoing.number, self.clock())


@contextmanager
def sending(settings: Settings, store: Store, clock: Clock) -> Iterator[None]:
    """As long as this lasts mails leave, in a thread of their own, where a mail server is named."""
    if settings.mail_server is None:
        yield
        return
    stop = Event()
    thread = Thread(target=Postman(settings, store, clock).run, args=(stop,), name="postman", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(LEAVE_SECONDS)


def message(outgoing: Outgoing, settings: Settings) -> EmailMessage:
    """The mail as it travels. Raises Trouble when its address or subject cannot stand in a header."""
    made = EmailMessage()
    try:
        made["To"] = Address(addr_spec=outgoing.address)
        made["Subject"] = outgoing.subject
    except (ValueError, IndexError, MessageError) as error:
        raise Trouble("The address is not one that mail can be sent to.", for_good=True) from error
    made["From"] = settings.mail_from
    made["Date"] = format_datetime(outgoing.queued_at)
    made["Message-ID"] = _message_id(outgoing.number, outgoing.queued_at, settings.host)
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(whole(outgoing.text, settings))
    return made


def whole(text: str, settings: Settings) -> str:
    """The text with whole addresses, and who sends it below."""
    lines = [settings.address + line if mail.is_link(line) else line for line in text.rstrip().splitlines()]
    return "\n".join(
        [*lines, "", "-- ", f"{settings.issuer}: Debrief at {settings.address}", settings.help, ""]
    )


def deliver(server: MailServer, made: EmailMessage, address: str) -> None:
    """One conversation with the mail server. Raises Trouble."""
    try:
        line = _connection(server)
        try:
            if server.user:
                line.login(server.user, server.password)
            line.send_message(made, to_addrs=[address])
        finally:
            _hang_up(line)
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        raise Trouble(f"The mail server refused the address ({code}).", code >= 500) from error
    except smtplib.SMTPAuthenticationError as error:
        raise Trouble(f"The mail server refused our name or password ({error.smtp_code}).") from error
    except smtplib.SMTPSenderRefused as error:
        raise Trouble(f"The mail server refused our sender address ({error.smtp_code}).") from error
    except smtplib.SMTPDataError as error:
        raise Trouble(
            f"The mail server refused the mail ({error.smtp_code}).", error.smtp_code >= 500
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise Trouble("The mail server does not do what this mail needs, such as encryption.") from error
    except ssl.SSLCertVerificationError as error:
        raise Trouble("The mail server's certificate could not be checked.") from error
    except ssl.SSLError as error:
        raise Trouble("No encrypted connection to the mail server could be made.") from error
    except (OSError, smtplib.SMTPException) as error:
        raise Trouble("The mail server could not be reached, or broke off.") from error


def _connection(server: MailServer) -> smtplib.SMTP:
    """Encrypted, unless the server is this very machine."""
    if server.encrypted:
        return smtplib.SMTP_SSL(
            server.host, server.port, timeout=ANSWER_SECONDS, context=ssl.create_default_context()
        )
    line = smtplib.SMTP(server.host, server.port, timeout=ANSWER_SECONDS)
    if not server.is_here:
        try:
            line.starttls(context=ssl.create_default_context())
        except BaseException:
            line.close()
            raise
    return line


def _hang_up(line: smtplib.SMTP) -> None:
    """What is said to that changes nothing about the mail."""
    with suppress(OSError, smtplib.SMTPException):
        line.quit()
    line.close()


def _message_id(number: int, queued_at: datetime, host: str) -> str:
    """The same at every try, so that whoever gets a mail twice can tell."""
    return f"<{number}.{queued_at.timestamp():.0f}.debrief@{host}>"
