"""To a mail server that is not this machine nothing goes unencrypted, and none is believed without a certificate.

127.0.0.2 stands for another machine: only 127.0.0.1, ::1 and localhost count as this one.
"""

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from api import mail
from api.postman import Postman
from api.settings import Settings
from api.store import Store
from tests.clock import START, StoppedClock
from tests.post_office import PostOffice

ELSEWHERE = "127.0.0.2"


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.2 that nobody trusts yet, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed here")
    folder = tmp_path_factory.mktemp("papers")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    wanted = ["-subj", f"/CN={ELSEWHERE}", "-addext", f"subjectAltName=IP:{ELSEWHERE}", "-days", "2"]
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([openssl, *made, *wanted], check=True, capture_output=True)
    return certificate, key


@pytest.fixture
def encrypted(office: PostOffice, papers: tuple[Path, Path]) -> Iterator[PostOffice]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*papers)
    options = {"tls_context": context, "authenticator": knows_sesame, "auth_required": True}
    with office.open(ELSEWHERE, **options) as opened:
        yield opened


def knows_sesame(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
) -> AuthResult:
    assert isinstance(data, LoginPassword)
    right = (data.login, data.password) == (b"debrief", b"open sesame")
    return AuthResult(success=right, handled=False)


def went(
    store: Store, settings: Settings, office: PostOffice, name: str = "", scheme: str = "smtp"
) -> tuple[str, str]:
    """How a mail to this server went, and the trouble it met."""
    given = {"smtp": f"{scheme}://{name}{ELSEWHERE}:{office.port}", "mail_from": "training@kettle.example"}
    with store.writing() as db:
        mail.queue(db, None, "ben@work.example", "test", "A test", "Hello,", START)
    Postman(Settings(**{**settings.model_dump(), **given}), store, StoppedClock()).send_due()
    with store.reading() as db:
        found = mail.log(db)[0]
    return found.state, found.trouble


@pytest.mark.parametrize("name", ["", "debrief:open%20sesame@"])
def test_a_server_elsewhere_that_offers_no_encryption_gets_nothing(
    store: Store, settings: Settings, office: PostOffice, name: str
) -> None:
    with office.open(ELSEWHERE):
        state, trouble = went(store, settings, office, name)
    assert (state, trouble) == (
        "waiting",
        "The mail server does not do what this mail needs, such as encryption.",
    )
    assert not office.got


def test_a_certificate_that_cannot_be_checked_is_not_believed(
    store: Store, settings: Settings, encrypted: PostOffice
) -> None:
    state, trouble = went(store, settings, encrypted, "debrief:open%20sesame@")
    assert (state, trouble) == ("waiting", "The mail server's certificate could not be checked.")
    assert not encrypted.got


def test_with_a_certificate_that_is_trusted_and_the_right_name_it_arrives(
    store: Store,
    settings: Settings,
    encrypted: PostOffice,
    papers: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(papers[0]))
    assert went(store, settings, encrypted, "debrief:open%20sesame@") == ("sent", "")
    assert len(encrypted.got) == 1


def test_a_server_that_refuses_our_name_is_tried_again_as_an_admin_may_mend_that(
    store: Store,
    settings: Settings,
    encrypted: PostOffice,
    papers: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(papers[0]))
    state, trouble = went(store, settings, encrypted, "debrief:open%20says%20me@")
    assert (state, trouble) == ("waiting", "The mail server refused our name or password (535).")


def test_what_speaks_no_encryption_from_the_first_byte_is_no_such_server(
    store: Store, settings: Settings, office: PostOffice
) -> None:
    with office.open(ELSEWHERE):
        state, trouble = went(store, settings, office, scheme="smtps")
    assert (state, trouble) == ("waiting", "No encrypted connection to the mail server could be made.")
