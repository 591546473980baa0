"""python -m quiz_bank print, preview"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from quiz_bank.bank import Bank
from quiz_bank.checking import check
from quiz_bank.commands.telling import CANNOT_RUN, FOUND, NOTHING, BankPath, say
from quiz_bank.facts import facts_in, filled
from quiz_bank.findings import did_you_mean, listed
from quiz_bank.formats.files import FilesUnreadable, read_all, read_folder, write_whole
from quiz_bank.formats.markdown import read
from quiz_bank.printing import NothingToPrint, preview, workbook

Language = Annotated[str, Parameter(help="As one of its translations says it, such as cy.")]
Facts = Annotated[
    tuple[str, ...],
    Parameter(
        help="A local fact that the bank names, such as lead='Sue, 0123 456'; can be said again.",
        negative="",
        show_default=False,
    ),
]


def print_bank(
    path: BankPath,
    *,
    to: Annotated[
        Path | None,
        Parameter(help="A folder for both files, or one .html file, in which the key comes last."),
    ] = None,
    audience: Annotated[str, Parameter(help="For whom; left out, everybody else.")] = "",
    lesson: Annotated[
        tuple[str, ...],
        Parameter(help="Only this lesson; can be said again.", negative="", show_default=False),
    ] = (),
    use: Annotated[
        Literal["check", "practice"] | None, Parameter(help="Only what this asks; left out, everything.")
    ] = None,
    language: Language = "",
    fact: Facts = (),
) -> int:
    """Write a workbook for a session on paper, without a key, and the key apart. Open the files in a browser and print.

    Exit 0: written. 1: something stands there already. 2: the bank cannot be opened, or holds nothing like that.
    """
    bank = read(read_folder(path)).bank
    if bank is None:
        print("There is no course to print. Run lint on it first.", file=sys.stderr)
        return CANNOT_RUN
    _named(audience, [each for each in bank.audiences if each], "audience")
    for each in lesson:
        _named(each, [known.id for known in bank.lessons], "lesson")
    _named(language, bank.languages, "translation")
    try:
        printed = workbook(_as_read(bank, language, fact), audience, lesson, use, _pictures(path))
    except NothingToPrint as error:
        print(error, file=sys.stderr)
        return CANNOT_RUN
    target = to or _beside(path, f"{bank.id or 'bank'}-on-paper")
    apart = {"workbook.html": printed.workbook, "key.html": printed.key}
    files = {"": printed.together} if target.suffix.lower() == ".html" else apart
    return _written(
        target, files, f"{_counted(printed.questions, 'question')} and {_counted(printed.cases, 'case')}"
    )


def _as_read(bank: Bank, language: str, facts: Sequence[str]) -> Bank:
    """Raises FilesUnreadable for what cannot be a local fact, or is none that the bank names."""
    known = facts_in(bank)
    told = dict(each.partition("=")[::2] for each in facts)
    for name, words in told.items():
        _named(name, list(known), "local fact")
        if not words.strip():
            raise FilesUnreadable(f"Say what {name} is, as in --fact {name}='Sue, 0123 456'.")
    return filled(bank, told).in_language(language)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


def _named(name: str, known: Sequence[str], what: str) -> None:
    """Raises FilesUnreadable, with what was meant, where there is none of that name."""
    if name not in ("", *known):
        otherwise = f"There is: {listed(known)}." if known else f"This bank names no {what}."
        raise FilesUnreadable(f"There is no {what} {name}. {did_you_mean(name, known, otherwise)}")


def _pictures(path: Path) -> dict[str, bytes]:
    return {name: content for name, content in read_all(path).items() if name.startswith("pictures/")}


def _beside(path: Path, name: str) -> Path:
    return path.absolute().parent / name


def _written(to: Path, files: Mapping[str, str], what: str) -> int:
    try:
        write_whole(to, {name: text.encode() for name, text in files.items()})
    except FilesUnreadable as error:
        print(error, file=sys.stderr)
        return FOUND
    say(f"Written to {to}: {what}. Open it in a browser.")
    return NOTHING


def preview_bank(
    path: BankPath,
    *,
    to: Annotated[
        Path | None, Parameter(help="The .html file to make; left out, one beside the bank.")
    ] = None,
    language: Language = "",
    fact: Facts = (),
) -> int:
    """Write one page that shows a bank in a browser: as learners read it, with what is right, and with what lint finds.

    Exit 0: written. 1: something stands there already. 2: the bank cannot be opened, or has no course.
    """
    checked = check(read_folder(path))
    if checked.bank is None:
        print("There is no course to look at. Run lint on it first.", file=sys.stderr)
        return CANNOT_RUN
    _named(language, checked.bank.languages, "translation")
    bank = _as_read(checked.bank, language, fact)
    target = to or _beside(path, f"{bank.id or 'bank'}-preview.html")
    return _written(
        target,
        {"": preview(bank, checked, _pictures(path))},
        _counted(len(checked.findings), "finding"),
    )
