"""A new kind of question is one file, one line, one template, one test: what is missing is named here."""

from quiz_bank.kinds import KINDS
from tests.house.source import ROOT


def stems(folder: str, pattern: str) -> set[str]:
    return {path.stem.removeprefix("test_") for path in (ROOT / folder).glob(pattern)} - {"__init__"}


def test_every_kind_has_its_file_its_template_and_its_test_and_none_stands_without_a_kind() -> None:
    kinds = set(KINDS)
    assert len(kinds) >= 2
    assert stems("quiz_bank/kinds", "*.py") == kinds
    assert stems("web/templates/questions", "*.html") == kinds
    assert stems("tests/quiz_bank/kinds", "test_*.py") == kinds


def test_nothing_but_its_own_file_and_template_knows_a_kind_by_name() -> None:
    """Storage, routes and reports are kind-blind. A certificate has a notice on it, which is no question."""
    every = (path for folder in ("api", "web") for path in (ROOT / folder).rglob("*.py"))
    files = [path for path in every if path.parent.name != "printing"]
    quoted = [f'"{kind}"' for kind in KINDS]
    assert len(files) >= 50
    assert not [path for path in files if any(each in path.read_text() for each in quoted)]
