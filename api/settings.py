"""Every setting, read from the environment and checked at start."""

import re
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
HTMX_CDN = "https://cdn.jsdelivr.net/npm/htmx.org@4.0.1/dist/htmx.min.js"


class SettingsWrong(Exception):
    """One line for each setting that is missing or wrong, saying what to do."""


def _known_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("give the name of a time zone, such as Europe/London") from error
    return zone


def _own_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("give the address people will open, such as https://learn.example.org")
    if parts.scheme == "http" and parts.hostname not in THIS_MACHINE:
        raise ValueError("use https: sign-in cookies are never sent over plain http outside this machine")
    return f"{parts.scheme}://{parts.netloc}"


def _elsewhere(address: str) -> str:
    if not re.fullmatch(r"https://[A-Za-z0-9.-]+(/[\w./@?=&+-]*)?", address):
        raise ValueError(
            "give the https address of an everyday page, such as https://www.example.org/weather"
        )
    return address


def _script(address: str) -> str:
    if not re.fullmatch(r"(https://[A-Za-z0-9.-]+(:\d+)?)?/[\w./@?=+-]*", address):
        raise ValueError("give an https address, or a path of this site such as /static/htmx.min.js")
    return address


def _database(url: str) -> str:
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError(
            "give sqlite:///path/to/debrief.db or postgresql+psycopg://name:password@host/database"
        )
    return url


def _readable(file: Path | None, info: ValidationInfo) -> Path | None:
    if file is None:
        return None
    if not re.match(r"postgresql\+psycopg://[^:@/]+@", info.data.get("database_url", "")):
        raise ValueError("give it with an address like postgresql+psycopg://name@host/database")
    try:
        file.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{file} cannot be read as text: check that it is there and may be read") from error
    return file


@dataclass(frozen=True)
class MailServer:
    """`encrypted`: from the first byte on; otherwise it must offer STARTTLS, unless it is this machine."""

    host: str
    port: int
    encrypted: bool
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def is_here(self) -> bool:
        return self.host in THIS_MACHINE


def _mail_server(secret: SecretStr) -> SecretStr:
    """What is wrong is said without what was given, which may hold a password."""
    parts = _parts_of(secret.get_secret_value())
    if secret.get_secret_value() and parts is None:
        raise ValueError("give smtp://name:password@host:587 or smtps://name:password@host:465")
    return secret


def _parts_of(url: str) -> MailServer | None:
    try:
        parts = urlsplit(url)
        port = parts.port or (465 if parts.scheme == "smtps" else 587)
    except ValueError:
        return None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path.strip("/") or parts.query:
        return None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname, port, parts.scheme == "smtps", user, password)


def _sender(sender: str, info: ValidationInfo) -> str:
    if not sender and not (info.data.get("smtp") or SecretStr("")).get_secret_value():
        return ""
    if not re.fullmatch(r"[^\s@<>,;]+@[^\s@<>,;]+|[^\r\n<>@]+ <[^\s@<>,;]+@[^\s@<>,;]+>", sender):
        raise ValueError("give the address that mails come from, such as Training <training@example.org>")
    return sender


def _proxies(listed: str) -> str:
    try:
        found = [str(ip_network(each.strip(), strict=False)) for each in listed.split(",") if each.strip()]
    except ValueError as error:
        raise ValueError("give addresses or networks, such as 127.0.0.1, 172.18.0.0/16") from error
    return ",".join(found)


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="DEBRIEF_", frozen=True)

    address: Annotated[str, AfterValidator(_own_address)] = Field(
        description="The address people open, such as https://learn.example.org. Links and certificates use it."
    )
    issuer: str = Field(
        min_length=1, description="The organisation that issues the certificates, as it should be printed."
    )
    database_url: Annotated[str, AfterValidator(_database)] = Field(
        "sqlite:///data/debrief.db", description="Where the data lives."
    )
    database_password_file: Annotated[Path | None, AfterValidator(_readable)] = Field(
        None,
        description="A file with the password that the database's address leaves out, such as a container's secret.",
    )
    timezone: Annotated[str, AfterValidator(_known_zone)] = Field(
        "Europe/London", description="The zone in which dates and times are shown and due dates end."
    )
    help: str = Field(
        "Ask the person who runs training where you work.",
        description="What the help page says about whom to ask. One or two plain sentences.",
    )
    starter_grace: bool = Field(
        False,
        description="Whether reports leave people out of the percentage for their first 28 days at work.",
    )
    htmx_address: Annotated[str, AfterValidator(_script)] = Field(
        HTMX_CDN,
        description="Where browsers fetch htmx 4.0.1. Pages work without it; a local copy may be named.",
    )
    smtp: Annotated[SecretStr, AfterValidator(_mail_server)] = Field(
        SecretStr(""),
        description="The mail server, such as smtp://name:password@host:587. Without it mails wait in the outbox.",
    )
    mail_from: Annotated[str, AfterValidator(_sender)] = Field(
        "",
        validate_default=True,
        description="The address that mails come from, such as Training <training@example.org>.",
    )
    trusted_proxies: Annotated[str, AfterValidator(_proxies)] = Field(
        "127.0.0.1",
        description="The addresses or networks of proxies that may say where a request comes from.",
    )
    leave_address: Annotated[str, AfterValidator(_elsewhere)] = Field(
        "https://www.bbc.co.uk/weather",
        description="Where “Leave this page” leads from the pages that are open to everybody.",
    )
    demonstration: bool = Field(
        False, description="Set by the demonstration itself; never set it in production."
    )

    @property
    def secure(self) -> bool:
        return self.address.startswith("https://")

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def database(self) -> str:
        """The address of the database with its password."""
        if self.database_password_file is None:
            return self.database_url
        scheme, _, rest = self.database_url.partition("://")
        name, _, place = rest.partition("@")
        return f"{scheme}://{name}:{quote(self.database_password_file.read_text().strip(), safe='')}@{place}"

    @property
    def mail_server(self) -> MailServer | None:
        """None where no mail is sent: none is named, or this is a demonstration."""
        return None if self.demonstration else _parts_of(self.smtp.get_secret_value())


@dataclass(frozen=True)
class InForce:
    """A setting as it is used now. `value`: "set" for one that holds a secret. `given`: not left as it comes."""

    variable: str
    about: str
    value: str
    given: bool


def in_force(settings: Settings) -> tuple[InForce, ...]:
    """Every setting, without secrets."""
    return tuple(
        InForce(
            f"DEBRIEF_{name.upper()}",
            field.description or "",
            _told(getattr(settings, name)),
            name in settings.model_fields_set,
        )
        for name, field in Settings.model_fields.items()
    )


def _told(value: object) -> str:
    if isinstance(value, SecretStr):
        return "set" if value.get_secret_value() else "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return re.sub(r"(?<=://)[^/]*(?=@)", "…", str(value)) or "not set"


def load_settings(**given: Any) -> Settings:
    """Settings from the environment, overridden by `given`. Raises SettingsWrong."""
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsWrong("\n".join(_complaint(each) for each in error.errors())) from error


def _complaint(error: Any) -> str:
    setting = str(error["loc"][0])
    name = f"DEBRIEF_{setting.upper()}"
    about = Settings.model_fields[setting].description
    if error["type"] == "missing":
        return f"{name} is not set. {about}"
    return f"{name} does not fit: {error['msg'].removeprefix('Value error, ')}. {about}"


def sqlite_path(url: str) -> Path | None:
    """The database file, or None when the URL names another engine."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None
