"""The shape of the code: small files, short functions, thin doors, plain names, imports at the top."""

import ast
from pathlib import PurePath

from tests.house.source import Function, everything, sources

DRAWERS = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "manager",
    "managers",
    "handler",
    "handlers",
}
VERBS = {"get", "post", "put", "patch", "delete"}


def statements(function: Function) -> int:
    """How many statements it has, those inside others counted too; its docstring is none."""
    inside = sum(isinstance(node, ast.stmt) for part in function.body for node in ast.walk(part))
    return inside - (ast.get_docstring(function) is not None)


def answers_http(function: Function) -> bool:
    doors = (each.func for each in function.decorator_list if isinstance(each, ast.Call))
    return any(isinstance(door, ast.Attribute) and door.attr in VERBS for door in doors)


def test_a_function_that_answers_http_has_at_most_eight_statements() -> None:
    found = [
        (statements(each), f"{source.name}:{each.lineno} {each.name}")
        for source in sources("api", "web")
        for each in source.functions
        if answers_http(each)
    ]
    assert len(found) >= 45
    assert not [each for each in found if each[0] > 8]


def test_a_file_has_at_most_400_lines_and_the_tables_500() -> None:
    found = {source.name: len(source.text.splitlines()) for source in everything()}
    assert len(found) >= 90
    assert not {
        name: lines for name, lines in found.items() if lines > (500 if name == "api/tables.py" else 400)
    }


def test_a_function_has_at_most_50_lines() -> None:
    found = {
        f"{source.name}:{each.lineno} {each.name}": (each.end_lineno or 0) - each.lineno + 1
        for source in everything()
        for each in source.functions
    }
    assert len(found) >= 600
    assert not {name: lines for name, lines in found.items() if lines > 50}


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    parts = {part for source in everything() for part in PurePath(source.name).with_suffix("").parts}
    assert len(parts) >= 80
    assert not parts & DRAWERS


def test_nothing_imports_inside_a_function() -> None:
    functions = [(source, each) for source in everything() for each in source.functions]
    assert len(functions) >= 600
    assert not [
        source.where(node)
        for source, function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
