"""python -m quiz_bank schema"""

from typing import Annotated

from cyclopts import Parameter

from quiz_bank.commands.telling import NOTHING, as_json, say
from quiz_bank.findings import did_you_mean, listed
from quiz_bank.formats.files import FilesUnreadable
from quiz_bank.kinds import KINDS
from quiz_bank.schemas import schema


def show_schema(
    kind: Annotated[str, Parameter(help="Such as single or order; left out, every kind by its name.")] = "",
) -> int:
    """Write the JSON schemas of a kind of question, for programs: the question, and what answers it.

    Exit 0: written. 2: there is no such kind.
    """
    if kind and kind not in KINDS:
        remedy = did_you_mean(kind, KINDS, f"There is: {listed(KINDS)}.")
        raise FilesUnreadable(f"There is no kind {kind}. {remedy}")
    say(as_json(schema(kind) if kind else {each: schema(each) for each in KINDS}))
    return NOTHING
