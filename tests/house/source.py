"""Our own source, as the house's rules look at it."""

import ast
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One file of Python. `name`: its path from the root, as `api/store.py`."""

    name: str
    text: str
    tree: ast.Module

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in self.nodes if isinstance(node, Function)]

    @cached_property
    def calls(self) -> list[ast.Call]:
        return [node for node in self.nodes if isinstance(node, ast.Call)]

    @cached_property
    def imports(self) -> set[str]:
        """Every module named, and `module.name` for what is taken out of one."""
        found: set[str] = set()
        for node in self.nodes:
            if isinstance(node, ast.Import):
                found.update(each.name for each in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
                found.update(f"{node.module}.{each.name}" for each in node.names)
        return found

    def uses(self, package: str) -> bool:
        return any(name == package or name.startswith(f"{package}.") for name in self.imports)

    def where(self, node: ast.AST) -> str:
        return f"{self.name}:{getattr(node, 'lineno', 0)}"


@cache
def source(path: Path) -> Source:
    text = path.read_text()
    return Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text))


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """The Python files under these folders; what Alembic writes is left out."""
    paths = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return tuple(source(path) for path in paths if "versions" not in path.parts)


def product() -> tuple[Source, ...]:
    return sources("quiz_bank", "api", "web")


def everything() -> tuple[Source, ...]:
    return sources("quiz_bank", "api", "web", "tests", "benchmarks")


def called(call: ast.Call) -> str:
    """What is called, as it is written: `datetime.now`, `store.writing`."""
    return dotted(call.func)


def dotted(node: ast.AST) -> str:
    """A name with its dots; what is not a name is left out."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
