"""What the tests themselves keep to: real parts, no waiting, no outside, an assertion each, warnings as errors."""

import ast
import socket
import tomllib
import warnings

import pytest

from tests.house.source import ROOT, Function, Source, called, sources

OURS = ("quiz_bank", "api", "web")
CHECKS = ("pytest.raises", "pytest.warns", "pytest.fail")
PATCHES = {"setattr", "delattr", "setitem", "delitem", "context"}
WAIT_FOR_REAL_PROCESSES = ("tests/faults/", "tests/browser/")


def every_test() -> list[tuple[Source, Function]]:
    return [
        (source, function)
        for source in sources("tests")
        if source.name.rpartition("/")[2].startswith("test_")
        for function in source.functions
        if function.name.startswith("test_")
    ]


def asserts(function: Function) -> bool:
    return any(
        isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and called(node) in CHECKS)
        for node in ast.walk(function)
    )


def helpers_that_assert() -> set[tuple[str, str]]:
    """Module and name of each function that is no test and asserts."""
    return {
        (source.name.removesuffix(".py").replace("/", "."), each.name)
        for source in sources("tests")
        for each in source.functions
        if not each.name.startswith("test_") and asserts(each)
    }


def within_reach(source: Source) -> set[str]:
    """How a file may call those that it has itself, or imports: `refusal`, `deeds.passes`."""
    here = source.name.removesuffix(".py").replace("/", ".")
    return {
        spelt
        for module, name in helpers_that_assert()
        for spelt, found in (
            (name, module == here or f"{module}.{name}" in source.imports),
            (f"{module.rpartition('.')[2]}.{name}", module in source.imports),
        )
        if found
    }


def test_every_test_asserts_something_itself_or_through_a_helper_that_does() -> None:
    assert {("tests.rules.deeds", "passes"), ("tests.rules.test_people", "refusal")} <= helpers_that_assert()
    assert len(every_test()) >= 250
    assert not [
        source.where(function)
        for source, function in every_test()
        if not asserts(function)
        and not any(
            isinstance(node, ast.Call) and called(node) in within_reach(source) for node in ast.walk(function)
        )
    ]


def test_every_test_has_a_name_of_its_own_in_its_file() -> None:
    names = [(source.name, function.name) for source, function in every_test()]
    assert len(names) >= 250
    assert not {each for each in names if names.count(each) > 1}


def test_a_test_is_named_as_a_sentence() -> None:
    named = [
        (source, function) for source, function in every_test() if source.name.startswith("tests/house/")
    ]
    assert len(named) >= 50
    assert not [source.where(each) for source, each in named if each.name.count("_") < 4]


def test_nothing_of_ours_is_mocked_or_patched() -> None:
    files = sources("tests")
    assert len(files) >= 40
    assert not [
        each.name
        for each in files
        if each.uses("unittest.mock") or each.uses("mock") or each.uses("pytest_mock")
    ]
    assert not [
        source.where(call)
        for source in files
        for call in source.calls
        if called(call).startswith("monkeypatch.") and called(call).rpartition(".")[2] in PATCHES
    ]
    assert not [place for source in files for place in set_on_ours(source)]


def set_on_ours(source: Source) -> list[str]:
    """Where it puts something else in the place of a name of one of our modules: `people.LINK_LIFE = ...`."""
    modules = {name.rpartition(".")[2] for name in source.imports if name.partition(".")[0] in OURS}
    assigned = [node for node in source.nodes if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign)]
    return [
        source.where(node)
        for node in assigned
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Attribute)
        and isinstance(target.value, ast.Name)
        and target.value.id in modules
    ]


def test_no_test_waits_by_the_clock() -> None:
    """Only what supports a test of real processes may, while it waits for one of them."""
    waiting = [
        source.where(call)
        for source in sources("tests")
        if not source.name.startswith(WAIT_FOR_REAL_PROCESSES) or "/test_" in source.name
        for call in source.calls
        if called(call).rpartition(".")[2] == "sleep"
    ]
    assert len(sources("tests")) >= 40
    assert not waiting


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("198.51.100.7", 443)])
def test_a_connection_to_the_outside_is_refused_at_once(address: tuple[str, int]) -> None:
    with socket.socket() as one, pytest.raises(RuntimeError, match="tests open no outside connection"):
        one.connect(address)


def test_a_name_of_the_outside_is_not_looked_up() -> None:
    with pytest.raises(RuntimeError, match=r"reached for example\.org"):
        socket.create_connection(("example.org", 80))


def test_a_connection_to_this_machine_is_not_refused() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as door,
        socket.create_connection(door.getsockname(), 5) as one,
    ):
        assert one.getpeername() == door.getsockname()


def test_a_warning_is_an_error() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]
    assert wanted["filterwarnings"] == ["error"]
    assert "--strict-markers" in wanted["addopts"]
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)
