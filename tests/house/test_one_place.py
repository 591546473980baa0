"""What is done in one place only: committing, asking the time, knowing the database engine, rendering afterwards."""

import ast
import re

from tests.house.source import Source, called, dotted, product, sources

ASKS_THE_TIME = re.compile(
    r"((date|datetime|func)\.(now|utcnow|today|current_timestamp)|time\.(time|time_ns|localtime|gmtime|strftime))$"
)
ENGINES = re.compile(r"sqlite|postgres|psycopg|pragma\b|begin immediate", re.IGNORECASE)
NAMES_AN_ENGINE = {
    "api/store/": "it alone knows one engine from the other",
    "api/tables.py": "SQLAlchemy spells some options of a table by engine",
    "api/settings.py": "the address of the database is a setting",
    "api/commands/demonstrating.py": "the demonstration's own database",
}


def code_of(source: Source) -> str:
    """The code without comments and docstrings."""
    tree = ast.parse(source.text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [part for part in node.body if not is_text(part)] or [ast.Pass()]
    return ast.unparse(tree)


def is_text(part: ast.stmt) -> bool:
    return (
        isinstance(part, ast.Expr)
        and isinstance(part.value, ast.Constant)
        and isinstance(part.value.value, str)
    )


def test_only_the_store_commits() -> None:
    commits = [
        source.name
        for source in product()
        for node in source.nodes
        if (isinstance(node, ast.Attribute) and node.attr == "commit")
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and "COMMIT" in node.value)
    ]
    assert commits == ["api/store/keeping.py"]


def test_only_the_clock_asks_what_time_it_is() -> None:
    asking = [
        source.name
        for source in product()
        for node in source.nodes
        if isinstance(node, ast.Attribute) and ASKS_THE_TIME.search(dotted(node))
    ]
    assert asking == ["api/clock.py"]
    assert not [source.name for source in product() if source.imports & {"time.time", "time.localtime"}]


def test_only_the_store_knows_the_engine() -> None:
    found = (source.name for source in sources("api", "web") if ENGINES.search(code_of(source)))
    naming = {"api/store/" if name.startswith("api/store/") else name for name in found}
    assert naming == set(NAMES_AN_ENGINE)


def test_no_evidence_is_deleted_and_only_what_passes_is_changed_in_place() -> None:
    """What somebody did is evidence: responses, results and certificates only ever get rows added.

    Old counts of wrong passwords are no evidence of anything and are cleared away, and what is
    being written is not published yet.
    """
    changes = [
        dotted(call.args[0]) for source in sources("api") for call in source.calls if called(call) == "update"
    ]
    assert set(changes) == {"SessionRow", "LinkRow", "MailRow"}
    deletes = [
        (source.name, dotted(call.args[0]))
        for source in sources("api", "web")
        for call in source.calls
        if called(call).rpartition(".")[2] in ("delete", "delete_from") and not answers_http(source, call)
    ]
    assert sorted(deletes) == [("api/drafts.py", "DraftFileRow"), ("api/throttling.py", "ThrottleRow")]


def answers_http(source: Source, call: ast.Call) -> bool:
    """Whether it declares a route, as in `@router.delete(...)`."""
    return any(call in function.decorator_list for function in source.functions)


def test_nothing_is_rendered_while_a_transaction_is_open() -> None:
    blocks = [
        (source, block)
        for source in sources("web")
        for block in source.nodes
        if isinstance(block, ast.With) and any(opens(each.context_expr) for each in block.items)
    ]
    assert len(blocks) >= 30
    shows = {"render", "then", "RedirectResponse", *private_renderers()}
    assert not [
        source.where(call)
        for source, block in blocks
        for call in ast.walk(block)
        if isinstance(call, ast.Call) and called(call) in shows
    ]


def opens(expression: ast.expr) -> bool:
    return isinstance(expression, ast.Call) and called(expression) in ("store.reading", "store.writing")


def private_renderers() -> set[str]:
    """Functions of the pages that render, found by what they call."""
    return {
        function.name
        for source in sources("web/pages")
        for function in source.functions
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and called(call) in ("render", "_fragment_or_page")
    }


def test_whatever_reads_a_bank_has_read_it_before_its_turn_to_write() -> None:
    """Reading a long text takes seconds, and everybody else waits for the writer."""
    long = {"drafts.make", "drafts.save_file", "drafts.change_course", "drafts.publish"}
    skins = [
        (source.where(function), [called(each) for each in ast.walk(function) if isinstance(each, ast.Call)])
        for source in sources("api/routes", "web/pages")
        for function in source.functions
    ]
    writing = [(place, calls) for place, calls in skins if long & set(calls)]
    assert len(writing) >= 7
    assert not [place for place, calls in writing if not any("drafts.foresee" in each for each in calls)]
