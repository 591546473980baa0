"""What the README and the admins' page tell is so, and what is so is told."""

import re
import shlex
from collections.abc import Iterator
from io import StringIO

from cyclopts import App
from cyclopts.exceptions import CycloptsError
from rich.console import Console

from api.__main__ import app
from api.settings import Settings
from tests.house.source import ROOT

PAGES = [ROOT / "README.md", ROOT / "docs" / "admins.md"]
SETTING_UP = ["docker-compose.yml", "Makefile"]


def told() -> str:
    return "\n".join(page.read_text() for page in PAGES)


def commands(group: App = app, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command by its words: ("people", "invite")."""
    for name in group:
        if not name.startswith("-"):
            below = list(commands(group[name], (*before, name)))
            yield from below or [(*before, name)]


def shown_commands() -> list[list[str]]:
    """The command lines in the pages, word by word: those in `code` and those on a line of their own."""
    text = told()
    lines = re.findall(r"^python -m api (.+)$", text, re.MULTILINE)
    spans = [" ".join(each.split()) for each in re.findall(r"`python -m api\s+([^`]+)`", text)]
    return [shlex.split(each) for each in lines + spans]


def test_every_setting_is_told_and_every_setting_told_exists() -> None:
    real = {f"DEBRIEF_{name.upper()}" for name in Settings.model_fields}
    assert len(real) >= 7
    assert set(re.findall(r"DEBRIEF_[A-Z_]+", told())) == real
    for name in SETTING_UP:
        assert set(re.findall(r"DEBRIEF_[A-Z]\w*", (ROOT / name).read_text())) <= real


def test_every_setting_says_what_it_is() -> None:
    descriptions = [field.description or "" for field in Settings.model_fields.values()]
    assert len(descriptions) >= 7
    assert all(each.endswith(".") for each in descriptions)


def test_every_command_is_told() -> None:
    real = {" ".join(each) for each in commands()}
    assert len(real) >= 8
    assert not {each for each in real if f"python -m api {each}" not in " ".join(told().split())}


def test_every_command_told_exists_with_the_options_told() -> None:
    shown = [each for each in shown_commands() if each != ["--help"]]
    assert len(shown) >= 10
    misunderstood = []
    for each in shown:
        try:
            app.parse_args(each, exit_on_error=False, print_error=False)
        except CycloptsError as error:
            misunderstood.append(f"{shlex.join(each)}: {error}")
    assert not misunderstood


def test_every_command_explains_itself_and_each_of_its_parameters() -> None:
    explained = 0
    for words in ((), *commands()):
        page = help_of(words)
        assert page.startswith(f"Usage: python -m api {' '.join(words)}".rstrip()), words
        parameters = re.findall(r"^│ +\*? *(?:[A-Z-]+ )?--[a-z].*$", page, re.MULTILINE)
        assert all(re.search(r"[A-Z][a-z].*\.", line) for line in parameters), page
        explained += len(parameters)
    assert explained >= 12


def help_of(words: tuple[str, ...]) -> str:
    shown = StringIO()
    app.help_print(list(words), console=Console(file=shown, width=160))
    return shown.getvalue()
