"""The command line: python -m quiz_bank."""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, CycloptsError, Parameter

from quiz_bank import (
    Bank,
    Changes,
    FilesUnreadable,
    Lookalike,
    changes,
    check,
    convert,
    format_of,
    lookalikes,
    read,
    read_folder,
)
from quiz_bank.commands.papers import preview_bank, print_bank
from quiz_bank.commands.records import replay_record
from quiz_bank.commands.schemas import show_schema
from quiz_bank.commands.telling import CANNOT_RUN, FOUND, NOTHING, BankPath, as_json, say
from quiz_bank.coverage import Covered, coverage
from quiz_bank.findings import SEVERITIES
from quiz_bank.formats.files import read_all, write_whole
from quiz_bank.guessing import MOST_TIMES, Ghost, ghosts
from quiz_bank.simulating import drawing, passing
from quiz_bank.starting import EXAMPLE, starter

Format = Annotated[Literal["text", "json"], Parameter(name="--format", help="For people, or for programs.")]
FormatName = Literal["markdown", "aiken", "gift", "moodle_xml", "qti", "spreadsheet", "ods", "csv"]
FromFormat = Annotated[
    FormatName | Literal["pasted"] | None, Parameter(name="--from", help="The format read, else by its name.")
]
ToFormat = Annotated[FormatName | None, Parameter(name="--to", help="The format written, else by its name.")]
_LONGEST = 60
KNOWN = (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)

app = App(name="python -m quiz_bank", help="Check banks of questions.", version_flags=[])
app.command(print_bank, name="print")
app.command(preview_bank, name="preview")
app.command(replay_record, name="replay")
app.command(show_schema, name="schema")


@app.command(name="lint")
def lint_bank(path: BankPath, *, format: Format = "text") -> int:
    """Find what is wrong or weak in a bank, worst first, a line for each finding.

    Exit 0: no error, and no warning that is not accepted. 1: there is one. 2: the bank cannot be opened.
    """
    findings = check(read_folder(path)).findings
    counts = {each: sum(finding.severity == each for finding in findings) for each in SEVERITIES}
    if format == "json":
        say(as_json({"findings": [finding.model_dump() for finding in findings], "counts": counts}))
    elif findings:
        say("\n".join(map(str, findings)))
    else:
        say("Nothing found.")
    return FOUND if counts["error"] or counts["warning"] else NOTHING


@app.command(name="convert")
def convert_bank(
    source: Annotated[Path, Parameter(help="The file or folder to read.")],
    target: Annotated[
        Path, Parameter(help="What to write. A name without an ending is a folder of our text.")
    ],
    *,
    source_format: FromFormat = None,
    target_format: ToFormat = None,
    leave_out: Annotated[
        bool, Parameter(help="Write the rest where something cannot be read.", negative="")
    ] = False,
) -> int:
    """Turn one format into another. What the other one cannot carry is listed, question by question.

    Exit 0: written. 1: nothing was written, as something could not be read or stands there already. 2: cannot run.
    """
    read_as = source_format or format_of(source) or ("markdown" if source.is_dir() else None)
    write_as = target_format or format_of(target) or (None if target.suffix else "markdown")
    for path, known, option in ((source, read_as, "--from"), (target, write_as, "--to")):
        if known is None:
            raise FilesUnreadable(f"The name {path} does not say its format. Say it with {option}.")
    files = read_all(source)
    done = convert(files, read_as or "", write_as or "", folder=not target.suffix, leave_out=leave_out)
    for line in (*done.findings, *done.losses):
        say(str(line))
    if done.files is None:
        say("Nothing was written. Mend the errors above, or leave them out with --leave-out.")
        return FOUND
    try:
        write_whole(target, done.files)
    except FilesUnreadable as error:
        print(error, file=sys.stderr)
        return FOUND
    say(
        f"Written to {target}: {len(done.reading.bank.questions) if done.reading.bank else 0} questions were read."
    )
    return NOTHING


@app.command(name="diff")
def show_changes(
    old: Annotated[Path, Parameter(help="The bank as it was.")],
    new: Annotated[Path, Parameter(help="The bank as it is now.")],
    *,
    format: Format = "text",
) -> int:
    """Tell what a new bank changes: what is right or counts otherwise (key), what only reads otherwise (words).

    Exit 0: nothing. 1: something. 2: one of them cannot be opened, or has no course.
    """
    banks = [read(read_folder(path)).bank for path in (old, new)]
    before, after = banks
    if before is None or after is None:
        print("There is no course to compare. Run lint on both first.", file=sys.stderr)
        return CANNOT_RUN
    found, alike = changes(before, after), lookalikes(before, after)
    if format == "json":
        say(as_json({**found.model_dump(), "alike": [each.model_dump() for each in alike]}))
    else:
        say("\n".join((*_changed(found), *map(_same, alike))) or "Nothing is changed.")
    return FOUND if found else NOTHING


def _changed(found: Changes) -> Iterator[str]:
    for part in found.course:
        yield f"course: {part.name}: {_flat(part.before)} -> {_flat(part.after)}"
    for change in found.things:
        yield f"{change.thing} {change.id} ({change.kind}): {change.title}"
        for part in change.parts:
            mark = " (counts)" if part.of_key else ""
            yield f"  {part.name}{mark}: {_flat(part.before)} -> {_flat(part.after)}"


def _same(each: Lookalike) -> str:
    if each.id == each.gone:
        return (
            f"Options of {each.id} read like those that are gone. If they are the same, write their old ids."
        )
    return f"{each.id} reads like {each.gone}, which is gone. If they are the same, write {{#{each.gone}}} again."


def _flat(text: str) -> str:
    flat = " ".join(text.split())
    return f'"{flat if len(flat) <= _LONGEST else flat[:_LONGEST] + "..."}"'


@app.command(name="new")
def start_bank(
    name: Annotated[
        Path, Parameter(help="The folder to make, or a spreadsheet to fill in: first-aid, first-aid.xlsx.")
    ],
) -> int:
    """Make a small bank to begin with, which shows the form; in a spreadsheet, a question of each kind to write over.

    A bank in a folder lints without a finding, and its name is the bank's id.

    Exit 0: made. 1: something stands there already. 2: the name cannot be that of a bank.
    """
    format = format_of(name)
    id = name.stem if format else name.name
    if not re.fullmatch(r"[a-z][a-z0-9-]*", id):
        raise FilesUnreadable(f'"{name.name}" cannot name a bank. Use small letters, digits and hyphens.')
    texts = read_folder(EXAMPLE) if format else starter(id)
    files = {path: text.encode() for path, text in texts.items()}
    try:
        write_whole(name, (convert(files, "markdown", format).files or {}) if format else files)
    except FilesUnreadable as error:
        print(error, file=sys.stderr)
        return FOUND
    then = f"convert {name} {name.with_suffix('')}" if format else f"lint {name}"
    say(f"Made {name}. Change its words, then run: python -m quiz_bank {then}")
    return NOTHING


@app.command(name="coverage")
def show_coverage(path: BankPath, *, format: Format = "text") -> int:
    """Count what of the lessons a bank covers, and its questions by lesson and kind.

    Exit 0: counted. 2: the bank cannot be opened, or has no course.
    """
    reading = read(read_folder(path))
    if reading.bank is None:
        print("There is no course to count. Run lint on it first.", file=sys.stderr)
        return CANNOT_RUN
    say(as_json(coverage(reading.bank).model_dump()) if format == "json" else _table(reading.bank))
    return NOTHING


@app.command(name="ghosts")
def show_ghosts(
    path: BankPath,
    *,
    audience: Annotated[str, Parameter(help="Of which blueprint; left out, everybody else's.")] = "",
    people: Annotated[int, Parameter(help="How many people to imagine.")] = 1_000,
) -> int:
    """Tell what habits score beside a guesser, who is asked what over three tries, and how likely people pass.

    Exit 0: no habit scores more than 1.1 times a guesser. 1: one does. 2: the bank cannot be opened, or draws nothing.
    """
    bank = read(read_folder(path)).bank
    if bank is None or audience not in bank.audiences:
        print("There is no check to look at. Run lint on it first.", file=sys.stderr)
        return CANNOT_RUN
    found = ghosts(part := bank.meant_for(audience))
    say("\n".join([*_habits(found), "", *_imagined(part, people)]))
    return FOUND if any(each.times > MOST_TIMES for each in found) else NOTHING


def _habits(found: Sequence[Ghost]) -> Iterator[str]:
    yield f"{'Whoever':<28}{'right':>7}{'times a guesser':>17}"
    for each in found:
        yield f"{each.habit:<28}{each.right:>7.1f}{each.times:>17.2f}"


def _imagined(bank: Bank, people: int) -> Iterator[str]:
    drawn = drawing(bank, people)
    yield f"{drawn.people} people in three tries and a follow-up: {drawn.repeats} questions met twice."
    yield f"Drawn most often: {drawn.most[0]}, {drawn.most[1]:.2f} times the average of its group."
    for known, share in passing(bank, KNOWN, people).items():
        yield f"Knows {known:.0%}: {share:.0%} pass the first try."


def _table(bank: Bank) -> str:
    counted = coverage(bank)
    lines = [_line("Atoms", counted.atoms), _line("Facts", counted.facts), ""]
    lines.append(f"{'Lesson':<10}{'check':>7}{'practice':>10}{'critical':>10}")
    for id, count in counted.lessons.items():
        lines.append(f"{id:<10}{count.check:>7}{count.practice:>10}{count.critical:>10}")
    lines += ["", *(f"{kind}: {count}" for kind, count in counted.kinds.items())]
    return "\n".join(lines)


def _line(name: str, covered: Covered) -> str:
    missing = f"; missing: {' '.join(covered.missing)}" if covered.missing else ""
    return f"{name}: {covered.covered} of {covered.total}{missing}"


def main(arguments: list[str] | None = None) -> int:
    """Run a command and give its exit code."""
    try:
        code = app(
            sys.argv[1:] if arguments is None else arguments,
            exit_on_error=False,
            print_error=False,
            result_action="return_value",
        )
    except (CycloptsError, FilesUnreadable) as error:
        print(error, file=sys.stderr)
        return CANNOT_RUN
    except BrokenPipeError:
        # Whoever reads has read enough; what Python still holds must not fail again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    return code if isinstance(code, int) else NOTHING


if __name__ == "__main__":
    sys.exit(main())
