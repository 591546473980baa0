"""A setting that is missing or wrong is named, with what to do; nothing starts until all are right."""

from pathlib import Path

import pytest

from api.settings import HTMX_CDN, Settings, SettingsWrong, in_force, load_settings, sqlite_path

GOOD = {"address": "https://learn.example.org", "issuer": "Example council"}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"DEBRIEF_{name.upper()}", raising=False)


def test_the_environment_is_where_settings_come_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBRIEF_ADDRESS", "https://learn.example.org:8443/")
    monkeypatch.setenv("DEBRIEF_ISSUER", "Example council")
    monkeypatch.setenv("DEBRIEF_TIMEZONE", "Europe/Dublin")
    settings = load_settings()
    assert (settings.address, settings.host) == ("https://learn.example.org:8443", "learn.example.org")
    assert (settings.issuer, settings.timezone, settings.secure) == ("Example council", "Europe/Dublin", True)


def test_what_is_not_set_has_a_safe_value() -> None:
    settings = load_settings(**GOOD)
    assert settings.database_url == "sqlite:///data/debrief.db"
    assert (settings.timezone, settings.demonstration) == ("Europe/London", False)
    assert settings.htmx_address == HTMX_CDN


def test_every_missing_setting_is_named_at_once() -> None:
    with pytest.raises(SettingsWrong) as raised:
        load_settings()
    address, issuer = str(raised.value).splitlines()
    assert address.startswith("DEBRIEF_ADDRESS is not set. The address people open, such as https://")
    assert issuer.startswith("DEBRIEF_ISSUER is not set. The organisation that issues the certificates")


@pytest.mark.parametrize(
    ("name", "value", "what_to_do"),
    [
        ("address", "learn.example.org", "give the address people will open"),
        ("address", "ftp://learn.example.org", "give the address people will open"),
        ("address", "https://", "give the address people will open"),
        ("address", "https://learn.example.org/debrief", "give the address people will open"),
        ("address", "https://learn.example.org?x=1", "give the address people will open"),
        ("address", "http://learn.example.org", "use https: sign-in cookies are never sent over plain http"),
        (
            "address",
            "http://127.0.0.1.example.org",
            "use https: sign-in cookies are never sent over plain http",
        ),
        ("issuer", "", "should have at least 1 character"),
        ("timezone", "Europe/Atlantis", "give the name of a time zone, such as Europe/London"),
        ("timezone", "../../etc/passwd", "give the name of a time zone, such as Europe/London"),
        ("timezone", "", "give the name of a time zone, such as Europe/London"),
        (
            "database_url",
            "mysql://root@localhost/x",
            "give sqlite:///path/to/debrief.db or postgresql+psycopg://",
        ),
        ("database_url", "debrief.db", "give sqlite:///path/to/debrief.db or postgresql+psycopg://"),
        ("demonstration", "perhaps", "should be a valid boolean"),
        ("smtp", "mail.example.org", "give smtp://name:password@host:587"),
        ("smtp", "https://mail.example.org", "give smtp://name:password@host:587"),
        ("smtp", "smtp://", "give smtp://name:password@host:587"),
        ("smtp", "smtp://mail.example.org:mail", "give smtp://name:password@host:587"),
        ("smtp", "smtp://mail.example.org/queue", "give smtp://name:password@host:587"),
        ("mail_from", "Training", "give the address that mails come from"),
        ("mail_from", "a@example.org\nBcc: b@example.org", "give the address that mails come from"),
        ("trusted_proxies", "*", "give addresses or networks"),
        ("trusted_proxies", "proxy.example.org", "give addresses or networks"),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_do_and_what_it_is_for(
    name: str, value: str, what_to_do: str
) -> None:
    with pytest.raises(SettingsWrong) as raised:
        load_settings(**{**GOOD, name: value})
    [line] = str(raised.value).splitlines()
    assert line.startswith(f"DEBRIEF_{name.upper()} does not fit: ")
    assert what_to_do in line
    assert line.endswith(f" {Settings.model_fields[name].description}")


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"])
def test_plain_http_is_for_this_machine_only(address: str) -> None:
    settings = load_settings(**{**GOOD, "address": address})
    assert (settings.address, settings.secure) == (address, False)


def test_settings_do_not_change_once_they_are_read() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings(**GOOD).issuer = "Somebody else"


def test_the_databases_password_may_lie_in_a_file_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("p@ss/word\n")
    given = {**GOOD, "database_url": "postgresql+psycopg://debrief@db:5432/debrief"}
    settings = load_settings(**given, database_password_file=file)
    assert settings.database == "postgresql+psycopg://debrief:p%40ss%2Fword@db:5432/debrief"
    assert load_settings(**given).database == given["database_url"]
    assert not [each for each in in_force(settings) if "ss/word" in each.value]
    with pytest.raises(SettingsWrong, match="give it with an address like postgresql"):
        load_settings(**GOOD, database_password_file=file)
    with pytest.raises(SettingsWrong, match="cannot be read as text"):
        load_settings(**given, database_password_file=tmp_path / "none")


def test_the_database_file_is_known_from_its_address() -> None:
    assert sqlite_path("sqlite:////srv/debrief.db") == Path("/srv/debrief.db")
    assert sqlite_path("sqlite:///data/debrief.db") == Path("data/debrief.db")
    assert sqlite_path("postgresql+psycopg://name@host/debrief") is None


def test_a_mail_server_is_read_from_its_address() -> None:
    sender = {**GOOD, "mail_from": "Training <training@example.org>"}
    for smtp, read in {
        "smtp://mail.example.org": ("mail.example.org", 587, False, "", ""),
        "smtp://me:p%40ss%2Fword@mail.example.org:2525": ("mail.example.org", 2525, False, "me", "p@ss/word"),
        "smtps://mail.example.org": ("mail.example.org", 465, True, "", ""),
    }.items():
        found = load_settings(**sender, smtp=smtp).mail_server
        assert found
        assert (found.host, found.port, found.encrypted, found.user, found.password) == read
    assert load_settings(**GOOD).mail_server is None
    assert load_settings(**sender, smtp="smtp://mail.example.org", demonstration=True).mail_server is None


def test_a_mail_server_without_a_sender_is_refused() -> None:
    with pytest.raises(
        SettingsWrong, match="DEBRIEF_MAIL_FROM does not fit: give the address that mails come"
    ):
        load_settings(**GOOD, smtp="smtp://mail.example.org")


@pytest.mark.parametrize("smtp", ["smtp://me:sesame@mail.example.org", "sesame://me:sesame@mail:x"])
def test_the_password_of_the_mail_server_is_never_said(smtp: str) -> None:
    try:
        settings = load_settings(**GOOD, smtp=smtp, mail_from="training@example.org")
    except SettingsWrong as wrong:
        said = f"{wrong}"
    else:
        said = f"{settings} {settings!r} {settings.model_dump_json()} {settings.mail_server!r}"
    assert "sesame" not in said


def test_proxies_are_addresses_or_networks() -> None:
    assert load_settings(**GOOD).trusted_proxies == "127.0.0.1/32"
    listed = load_settings(**GOOD, trusted_proxies="127.0.0.1, 172.18.0.0/16,fd00::/8").trusted_proxies
    assert listed == "127.0.0.1/32,172.18.0.0/16,fd00::/8"
