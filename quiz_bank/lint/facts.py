"""Rules for the local facts that a bank names."""

import re
from collections.abc import Iterator

from quiz_bank.bank import Bank
from quiz_bank.facts import LONGEST_NAME, decides, named_in, nearest_name, texts_of
from quiz_bank.lint.problem import Problem
from quiz_bank.translating import thing_of

_BRACE_MISSING = re.compile(r"(?<![{\\])(?:\{\{([a-z0-9_-]{2,})\}(?!\})|\{([a-z0-9_-]{2,})\}\})")
_READ = "For braces that are to be read as such, write \\{{ or put them into `code`."


def facts(bank: Bank, language: str = "") -> Iterator[Problem]:
    """L01, L02: in the words of the bank itself, or in those of one of its translations."""
    for said_in, where, text in texts_of(bank):
        if said_in == language:
            yield from _names(where, text)
            if decides(bank, where, text) and any(each.kind != "code" for each in named_in(text, where)):
                yield _cannot_stand(where)
    for number, link in enumerate(() if language else bank.links, 1):
        if "{{" in link.checked:
            yield _cannot_stand(f"/links/{number}:checked")


def _names(where: str, text: str) -> Iterator[Problem]:
    owner, found = thing_of(where), named_in(text, where)
    for each in found:
        if not each.name and each.kind != "code":
            meant = nearest_name(each.written)
            what = f"“{{{{{' '.join(each.written.split())}}}}}” cannot be the name of a local fact."
            remedy = f"Write {{{{{meant}}}}}. {_READ}" if meant else _ALLOWED
            yield Problem("L01", "error", owner, where, what, remedy)
    for missing in _BRACE_MISSING.finditer(text):
        if not any(each.start <= missing.start() < each.end for each in found):
            name = missing[1] or missing[2]
            what = f"“{missing[0]}” lacks a brace to be a local fact."
            yield Problem("L01", "warning", owner, where, what, f"Write {{{{{name}}}}}, or accept it.")


_ALLOWED = f"Use small letters, digits, - and _, at most {LONGEST_NAME}. {_READ}"


def _cannot_stand(where: str) -> Problem:
    what = "A local fact stands where every site must have the same: in what an answer is held against, in the title "
    return Problem(
        "L02",
        "error",
        thing_of(where),
        where,
        f"{what}of the course, or in the name or the day of a link.",
        "Write the words themselves here.",
    )
