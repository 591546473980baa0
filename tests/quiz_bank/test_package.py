import subprocess
import sys

import quiz_bank


def test_all_that_is_named_as_public_is_there():
    assert all(hasattr(quiz_bank, name) for name in quiz_bank.__all__)


UNWANTED = {"fastapi", "starlette", "sqlalchemy", "sqlite3", "jinja2", "cyclopts", "api", "web"}


def test_the_library_brings_in_no_web_no_database_and_no_command_line():
    code = "import sys, quiz_bank; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not UNWANTED & set(loaded)
