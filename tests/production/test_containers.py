"""The containers as far as they can be checked without an engine: their files, and their very commands as processes."""

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.faults.crowd import wait_until
from tests.faults.server import ROOT, free_port
from tests.postgres import own_server

PASSWORD = "violet teapot ladder seven"
SITE = "learn.example.org"
PROGRAMS = Path(sys.executable).parent


def compose() -> dict[str, Any]:
    yaml = pytest.importorskip("ruamel.yaml", reason="install what checking needs: make install")
    return dict(yaml.YAML(typ="safe").load((ROOT / "docker-compose.yml").read_text()))


def services() -> dict[str, dict[str, Any]]:
    return dict(compose()["services"])


def word(name: str) -> list[str]:
    """What the Dockerfile gives an instruction as a list of words; "    CMD" is the health check's."""
    [found] = re.findall(rf"^{name} (\[.*\])$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    return list(json.loads(found))


def program(name: str) -> str:
    here = PROGRAMS / name
    if not here.exists():
        pytest.skip(f"{name} is not installed: make install")
    return str(here)


def test_the_compose_file_is_one() -> None:
    command = [program("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_dockerfile_is_clean() -> None:
    done = subprocess.run([program("hadolint"), "Dockerfile"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_caddyfile_is_valid() -> None:
    if shutil.which("caddy") is None:
        pytest.skip("caddy is not installed: apt install caddy")
    command = ["caddy", "validate", "--adapter", "caddyfile", "--config", "Caddyfile"]
    environment = {**os.environ, "DEBRIEF_ADDRESS": f"https://{SITE}"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0 and "Valid configuration" in done.stdout + done.stderr


def test_every_container_is_read_only_without_rights_and_nobody_is_root() -> None:
    assert len(services()) >= 7
    for name, each in services().items():
        assert each["read_only"] is True, name
        assert each["cap_drop"] == ["ALL"], name
        assert each["security_opt"] == ["no-new-privileges:true"], name
        assert any(place.startswith("/tmp") for place in each["tmpfs"]), name
        assert each.get("user", "").partition(":")[0] in {"10001", "70"} or name == "caddy"
    assert "USER 10001" in (ROOT / "Dockerfile").read_text()


def test_without_a_profile_there_is_one_service_on_sqlite_and_the_migration_before_it() -> None:
    plain = {name for name, each in services().items() if "profiles" not in each}
    assert plain == {"migrate", "debrief"}
    assert not any("DEBRIEF_DATABASE_URL" in services()[name]["environment"] for name in plain)


def test_who_needs_the_database_waits_until_it_is_healthy_and_migrated() -> None:
    for name in ("server", "worker"):
        waits = services()[name]["depends_on"]
        assert waits["postgres"] == {"condition": "service_healthy"}
        assert waits["postgres-migrate"] == {"condition": "service_completed_successfully"}
    assert services()["caddy"]["depends_on"] == {"server": {"condition": "service_healthy"}}


class Container:
    """Runs what a service of the compose file would, as plain processes on a port of this machine."""

    def __init__(self, url: str, password_file: Path) -> None:
        self.port = free_port()
        given = services()["server"]["environment"]
        told = {"ADDRESS": f"https://{SITE}", "ISSUER": "Kettle council", "SMTP": "", "MAIL_FROM": ""}
        said = {name: told.get(name.removeprefix("DEBRIEF_"), value) for name, value in given.items()}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DEBRIEF_")}
        self.environment = {
            **kept,
            **said,
            "DEBRIEF_DATABASE_URL": url,
            "DEBRIEF_DATABASE_PASSWORD_FILE": str(password_file),
        }

    def command(self, service: str) -> list[str]:
        words = [*word("ENTRYPOINT"), *services()[service].get("command", word("CMD"))]
        assert words[0] == "python"
        words = [each.replace("${WORKERS:-2}", "2").replace("0.0.0.0", "127.0.0.1") for each in words]
        return [sys.executable, *words[1:]]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=60
        )

    def healthy(self) -> bool:
        """By the health check of the Dockerfile, on this port."""
        python, *rest = [each.replace(":8000", f":{self.port}") for each in word("    CMD")]
        return python == "python" and self.run(sys.executable, *rest).returncode == 0

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, str, str]:
        """Status, place sent on to and page, as the proxy would pass it on."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Host": SITE, "Sec-Fetch-Site": "same-origin", "X-Forwarded-Proto": "https"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urlencode(fields) if fields else None, headers)
        reply = connection.getresponse()
        found = reply.status, reply.getheader("location") or "", reply.read().decode()
        connection.close()
        return found


@pytest.fixture
def container(tmp_path: Path) -> Iterator[Container]:
    (tmp_path / "password").write_text("left aside by a server that trusts its socket\n")
    with own_server(durable=True) as server:
        yield Container(server.make(), tmp_path / "password")


def test_the_containers_commands_serve_health_and_a_sign_in_on_postgresql(container: Container) -> None:
    migrated = container.run(*container.command("postgres-migrate"))
    assert (migrated.returncode, migrated.stderr) == (0, "")
    invited = container.run(*container.command("worker")[:-1], "people", "invite", "ada@work.example")
    [link] = re.findall(rf"https://{SITE}(/welcome/\S+)", invited.stdout)
    assert not container.healthy()
    server = [*container.command("server"), "--port", str(container.port)]
    with subprocess.Popen(server, cwd=ROOT, env=container.environment, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith(
                b"Debrief for https://learn.example.org on PostgreSQL"
            )
            assert process.stdout.readline(), "the second worker"
            wait_until(container.healthy)
            assert container.ask("POST", link, name="Ada Nwosu", password=PASSWORD)[0] == 303
            status, onward, _ = container.ask("POST", "/sign-in", email="ada@work.example", password=PASSWORD)
            assert (status, onward) == (303, "/learning")
            assert container.ask("POST", "/sign-in", email="ada@work.example", password="another")[0] == 401
        finally:
            process.terminate()
    assert process.returncode in (0, -15)
