"""What every command says alike: its exit codes, the path of a bank, and words in whatever a terminal can show."""

import io
import json
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

BankPath = Annotated[Path, Parameter(help="The folder of a bank, or one file.")]
NOTHING, FOUND, CANNOT_RUN = 0, 1, 2


def as_json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def say(text: str) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    print(text, flush=True)
