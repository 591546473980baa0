"""Lines for what a bank holds, so that reading them gives it back.

Where words would be read as a part of the form, a backslash goes before them; a text that was read without an error
holds none of these, so it is written as it stands.
"""

import re
from collections.abc import Callable, Iterable

from quiz_bank.findings import Finding
from quiz_bank.formats.markdown.items import COACH, ITEM, IsMarked, whole
from quiz_bank.formats.markdown.page import ID_MARK, Page, sound, without_code
from quiz_bank.formats.markdown.prose import TIGHT_HEADING
from quiz_bank.formats.markdown.settings import key_of

_FENCE = re.compile(r"`{3,}|~{3,}")
_MOST_ROUNDS = 20


def one_line(text: str) -> str:
    """Words that stand on one line: a title, an option, a plain setting."""
    return _without_ids(plain_line(text))


def item_lines(mark: str, text: str, feedback: str) -> list[str]:
    """An item of a list with its feedback under it. `mark`: what stands before its text, such as "1. "."""
    lines = [f"{mark}{text}"]
    if _FENCE.search(text):
        lines = _without_headings(lines, 0)
    return [*lines, *quote(feedback, len(mark))]


def paired(left: str, mark: str, right: str) -> str:
    """Both sides of a line with `mark` between them, which no code may span that begins on the left."""
    line = f"{left}{mark}{right}"
    if without_code(line)[len(left) :].startswith(mark):
        return line
    open_ticks = [at for at, char in enumerate(without_code(left)) if char == "`"]
    for at in reversed(open_ticks):
        left = f"{left[:at]}\\{left[at:]}"
    return f"{left}{mark}{right}"


def plain_line(text: str) -> str:
    return " ".join(part for line in _lines(text) if (part := line.strip()))


def setting(key: str, text: str) -> list[str]:
    """`key: value`, going on in lines indented by two spaces; nothing where there is nothing to say.

    A value has no empty lines, so a paragraph ends in a line break.
    """
    lines = plain_setting(key, text)
    if any("#" in line or _FENCE.search(line) for line in lines):
        lines = _without_headings([_without_tight_heading(line) for line in lines], 2)
    return [_without_ids(line) for line in lines]


def plain_setting(key: str, text: str) -> list[str]:
    """The same, where no heading and no id is looked for: in the block of the course."""
    lines: list[str] = []
    for line in (each.strip() for each in "\n".join(_lines(text)).strip().split("\n")):
        if line:
            lines.append(re.sub(r"^%%", r"\\%%", line) if lines else line)
        elif lines and not lines[-1].endswith("\\"):
            lines[-1] += "\\"
    return [f"{key}: {line}" if at == 0 else f"  {line}" for at, line in enumerate(lines)]


def quote(text: str, indent: int = 2, first: str = "") -> list[str]:
    """Feedback as it stands under an item. `first`: words before it, such as "coach: "."""
    lines = [line.rstrip() for line in _lines(text)]
    lines = "\n".join(lines).strip("\n").split("\n")
    if first:
        lines[0] = first + lines[0].lstrip()
    elif lines == [""]:
        return []
    else:
        lines = [_COACH_COLON.sub(r"\1\\:", line) if COACH.match(line) else line for line in lines]
    quoted = [f"{' ' * indent}> {line}".rstrip() for line in lines]
    if any(_FENCE.search(line) for line in quoted):
        quoted = _without_headings([f"{' ' * (indent - 2)}- x", *quoted], 0)[1:]
    return _outside_fences(quoted, lambda line: _without_ids(line))


_COACH_COLON = re.compile(r"^(coach[ \t]*):", re.IGNORECASE)


def prose(text: str, levels: int, is_marked: IsMarked | None = None) -> list[str]:
    """A text of paragraphs. `levels`: which headings would end it; `is_marked`: which items would begin the answers."""
    lines = [line.rstrip() for line in _lines(text)]
    lines = [_NOTE.sub(r"\1\\%%", line) for line in "\n".join(lines).strip("\n").split("\n")]
    if lines == [""]:
        return []
    for _ in range(_MOST_ROUNDS):
        before = lines
        if any(line.lstrip().startswith("#") or _FENCE.search(line) for line in lines):
            lines = _without_headings(lines, levels)
        lines = _outside_fences(lines, lambda line: _without_marks(line, is_marked))
        if lines == before:
            break
    return lines


def would_be_parted(lines: list[str], is_marked: IsMarked) -> bool:
    """Whether a text has a list or a rule of its own, which a rule after it keeps from the answers."""
    page = Page("", "\n".join(["# T", "", *lines]), [])
    items = ((at, ITEM.match(line)) for at, line in enumerate(page.lines) if at not in page.fenced)
    return bool(page.rules) or any(
        found and is_marked(found[2], whole(page.lines, at, found[3] or "")) for at, found in items
    )


_NOTE = re.compile(r"^(\s*)%%")


def _without_marks(line: str, is_marked: IsMarked | None) -> str:
    if key_of(line):
        line = line.replace(":", "\\:", 1)
    line = _without_tight_heading(line)
    found = ITEM.match(line) if is_marked else None
    if found and is_marked and is_marked(found[2], found[3] or ""):
        last = found.end(2) - 1
        line = f"{line[:last]}\\{line[last:]}"
    return _without_ids(line)


def _without_tight_heading(line: str) -> str:
    return line.replace("#", "\\#", 1) if TIGHT_HEADING.match(line) else line


def _without_ids(line: str) -> str:
    """With a backslash before each {# that is not in code."""
    if "{#" not in line:
        return line
    found = [match.start() for match in ID_MARK.finditer(without_code(line))]
    for at in reversed(found):
        line = f"{line[:at]}\\{line[at:]}"
    return line


def _without_headings(lines: list[str], levels: int) -> list[str]:
    """With a backslash before headings of these levels, and before fences that nothing closes."""
    lines = list(lines)
    for _ in range(_MOST_ROUNDS):
        findings: list[Finding] = []
        page = Page("", "\n".join(["# T", "", *lines]), findings)
        headings = [each.at - 2 for each in page.headings if each.at > 1 and each.level <= levels]
        unclosed = {finding.line - 3 for finding in findings if finding.code == "F08"}
        for at in headings:
            lines[at] = lines[at].replace("#", "\\#", 1)
        for at in unclosed:
            lines[at] = _FENCE.sub(lambda match: f"\\{match[0]}", lines[at], count=1)
        if not headings and not unclosed:
            return lines
    return [_FENCE.sub(lambda match: f"\\{match[0]}", line) for line in lines]


def _outside_fences(lines: list[str], change: Callable[[str], str]) -> list[str]:
    fenced: Iterable[int] = ()
    if any(_FENCE.search(line) for line in lines):
        fenced = {at - 2 for at in Page("", "\n".join(["# T", "", *lines]), []).fenced}
    return [line if at in fenced else change(line) for at, line in enumerate(lines)]


def _lines(text: str) -> list[str]:
    return sound(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
