"""Imports run one way: web, api, quiz_bank, never back."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT, Source, sources


def borrowers(folder: str, *packages: str, floor: int) -> list[str]:
    """Files under a folder that import one of these; fails when the folder has fewer files than the floor."""
    found: tuple[Source, ...] = sources(folder)
    assert len(found) >= floor
    return [f"{each.name} imports {package}" for each in found for package in packages if each.uses(package)]


def test_the_bank_knows_neither_the_rules_nor_the_pages_nor_the_outside() -> None:
    outside = (
        "fastapi",
        "starlette",
        "sqlmodel",
        "sqlalchemy",
        "jinja2",
        "uvicorn",
        "socket",
        "urllib.request",
    )
    assert not borrowers("quiz_bank", "api", "web", *outside, floor=25)


def test_the_rules_do_not_know_the_pages() -> None:
    assert not borrowers("api", "web", floor=35)


def test_pages_know_no_database() -> None:
    assert not borrowers("web", "sqlmodel", "sqlalchemy", "sqlite3", "psycopg", "api.tables", floor=14)
    assert not borrowers("web/pages", "api.store", floor=7)


def test_the_product_does_not_know_its_tests() -> None:
    for folder, floor in (("quiz_bank", 25), ("api", 35), ("web", 14)):
        assert not borrowers(folder, "tests", "benchmarks", "pytest", floor=floor)


def siblings(folder: str) -> dict[str, list[Source]]:
    """The modules and packages beside each other in a folder, with their files; `files` serves them all."""
    found: dict[str, list[Source]] = {}
    for source in sources(folder):
        name = source.name.removeprefix(f"{folder}/").removesuffix(".py").split("/")[0]
        if name not in ("__init__", "files"):
            found.setdefault(name, []).append(source)
    return found


@pytest.mark.parametrize(("folder", "floor"), [("quiz_bank/kinds", 2), ("quiz_bank/formats", 1)])
def test_siblings_do_not_know_each_other(folder: str, floor: int) -> None:
    found, package = siblings(folder), folder.replace("/", ".")
    assert len(found) >= floor
    assert not [
        f"{source.name} imports {other}"
        for name, files in found.items()
        for source in files
        for other in found
        if other != name and source.uses(f"{package}.{other}")
    ]


def test_the_contracts_of_the_import_linter_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    if not linter.exists():
        pytest.skip("import-linter is not installed here: make install")
    done = subprocess.run(
        [linter], cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": "."}, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout
