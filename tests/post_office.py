"""A real mail server on this machine that keeps what it is given, and can be told to be down, slow or unwilling."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from api.settings import Settings
from tests.faults.server import free_port

OK = "250 OK"


@dataclass
class PostOffice:
    """`got`: who it was for, and the mail. `says_to_address`, `says_to_mail`: what it answers to each.

    `before_taking`: what it does once it has a mail and before it says so.
    """

    port: int = field(default_factory=free_port)
    got: list[tuple[str, EmailMessage]] = field(default_factory=list)
    says_to_address: str = OK
    says_to_mail: str = OK
    says_after_taking: str = ""
    before_taking: Callable[[], object] = lambda: None

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.says_to_address == OK:
            envelope.rcpt_tos.append(address)
        return self.says_to_address

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.says_to_mail == OK:
            made = message_from_bytes(envelope.content.replace(b"\r\n", b"\n"), policy=policy.default)
            assert isinstance(made, EmailMessage)
            self.got.append((envelope.rcpt_tos[0], made))
        self.before_taking()
        return self.says_after_taking or self.says_to_mail

    @contextmanager
    def open(self, host: str = "127.0.0.1", **options: Any) -> Iterator["PostOffice"]:
        """It answers as long as this lasts, at the same port each time. `options`: of aiosmtpd."""
        controller = Controller(self, hostname=host, port=self.port, **options)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()

    def settings(self, settings: Settings) -> Settings:
        """These settings, with this as the mail server."""
        given = {"smtp": f"smtp://127.0.0.1:{self.port}", "mail_from": "Training <training@kettle.example>"}
        return Settings(**{**settings.model_dump(), **given})

    def variables(self) -> dict[str, str]:
        """The settings that name this as the mail server, for another process."""
        return {
            "DEBRIEF_SMTP": f"smtp://127.0.0.1:{self.port}",
            "DEBRIEF_MAIL_FROM": "training@kettle.example",
        }

    @property
    def texts(self) -> list[str]:
        return [made.get_content() for _, made in self.got]


def pause(reached: Event, go_on: Event) -> Callable[[], object]:
    """For `before_taking`: says that a mail has come, and keeps the sender waiting."""

    def wait() -> None:
        reached.set()
        go_on.wait(60)

    return wait
