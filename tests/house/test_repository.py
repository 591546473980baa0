"""What is committed: nothing of the machine it was made on, and no address of a package registry."""

import re
import subprocess
from functools import cache

import pytest

from tests.house.source import ROOT

REGISTRIES = re.compile(
    r"\b(pypi\.org|pythonhosted\.org|npmjs\.(org|com)|yarnpkg\.com|proxy\.golang\.org|crates\.io|"
    r"cdn\.jsdelivr\.net|unpkg\.com|esm\.sh)"
)
MACHINES = re.compile(r"(?<![\w.~-])/(work|root|tmp)/")
A_LOCKED_LINE = re.compile(r"[\w.\-\[\],]+==[\w.+!]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
HTMX = "cdn.jsdelivr.net/npm/htmx.org@4.0.1"
MAY_NAME_HTMX = re.compile(r"(api/settings\.py|README\.md|docs/.*|tests/.*)$")


@cache
def committed() -> dict[str, str]:
    """Every text file that is committed or is about to be, by its path."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is not a git repository")
    found = {}
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file() and b"\0" not in (content := path.read_bytes()):
            found[name] = content.decode()
    return found


def lines(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Each file with each line in which the pattern is found."""
    return [
        (name, line.strip())
        for name, content in committed().items()
        if pattern.search(content)
        for line in content.splitlines()
        if pattern.search(line)
    ]


def test_nothing_committed_names_a_package_registry_but_the_one_file_of_htmx() -> None:
    assert len(committed()) >= 150
    found = lines(REGISTRIES)
    assert ("api/settings.py", f'HTMX_CDN = "https://{HTMX}/dist/htmx.min.js"') in found
    assert not [(name, line) for name, line in found if not (HTMX in line and MAY_NAME_HTMX.match(name))]


def test_nothing_committed_names_a_folder_of_the_machine_it_was_made_on() -> None:
    assert len(committed()) >= 150
    assert MACHINES.search("cd " + "/work" + "/main") and not MACHINES.search("docs/work/x")
    assert not [(name, line) for name, line in lines(MACHINES)]


def test_the_locks_are_hashed_and_hold_nothing_but_names_versions_and_hashes() -> None:
    locks = {
        name: content for name, content in committed().items() if re.fullmatch(r"requirements.*\.txt", name)
    }
    assert len(locks) == 3
    for name, content in locks.items():
        pins = re.findall(r"^[\w.\-\[\],]+==[\w.+!]+", content, re.MULTILINE)
        assert len(pins) >= 30, name
        assert content.count("--hash=sha256:") >= len(pins), name
        assert not [line for line in content.splitlines() if not A_LOCKED_LINE.fullmatch(line)], name
