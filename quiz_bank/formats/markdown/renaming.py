"""Writing the ids that things had over those that they were given, where somebody says that they are the same."""

import re
from collections.abc import Container, Iterator, Mapping

from quiz_bank.bank import Bank, Case
from quiz_bank.formats.markdown import read
from quiz_bank.formats.markdown.page import Page
from quiz_bank.identity import Names, names_of_parts
from quiz_bank.question import Question

_LINE_ENDS = re.compile(r"(\r\n|\r|\n)")
_ID = re.compile(r"\{#\s*([A-Za-z0-9-]+)\s*\}")
_BOXES = re.compile(r"boxes:", re.IGNORECASE)
_ARROW = re.compile(r"(=>|->|→|⇒)(?!.*(?:=>|->|→|⇒))")
_CRITICAL = re.compile(r"critical:", re.IGNORECASE)


class NotRenamed(Exception):
    """The text would not read the same with the other ids."""


def with_old_ids(files: Mapping[str, str], same: Mapping[str, str], old: Bank) -> dict[str, str]:
    """The files, translations too, with the ids that questions and cases had in an older bank; nothing else changes.

    `same`: id of a question or case -> its id in the older bank. Its options get theirs by their words.
    Raises NotRenamed.
    """
    new = read(files).bank
    names: dict[str, Names] = {}
    for id, gone in same.items():
        thing, before = _thing(new, id), _thing(old, gone)
        if thing is None or before is None or (id != gone and _thing(new, gone) is not None):
            raise NotRenamed(f"“{id}” and “{gone}” are not one in this text and one that is gone from it.")
        names[id] = names_of_parts(before, thing)
    written = {path: _renamed(path, text, same, names) for path, text in files.items()}
    after = read(written)
    if len(after.findings) != len(read(files).findings) or not _all_there(new, after.bank, same):
        raise NotRenamed("The ids stand in the text in a way that is not safe to change. Write them by hand.")
    return written


def _thing(bank: Bank | None, id: str) -> Question | Case | None:
    return (bank.question(id) or bank.case(id)) if bank else None


def _all_there(new: Bank | None, after: Bank | None, same: Mapping[str, str]) -> bool:
    """Each with as many right options and as many words as before, under the old id."""
    return all(
        (was := _thing(new, id)) is not None
        and (is_ := _thing(after, gone)) is not None
        and was.text == is_.text
        and _count_right(was) == _count_right(is_)
        for id, gone in same.items()
    )


def _count_right(thing: Question | Case) -> int:
    return len(thing.right_ids()) if isinstance(thing, Question) else len(thing.steps)


def _renamed(path: str, text: str, same: Mapping[str, str], names: Mapping[str, Names]) -> str:
    page = Page(path, text, [])
    lines = _LINE_ENDS.split(text)
    for id, start, stop in _spans(page, same):
        for at in range(start, stop):
            place = 2 * (page.numbers[at] - 1)
            said = Names({id: same[id]}, {}) if at == start else names[id]
            lines[place] = _with_names(lines[place], said)
    return "".join(lines)


def _spans(page: Page, ids: Container[str | None]) -> Iterator[tuple[str, int, int]]:
    """Each of these ids, from its heading to the next one of its level or above."""
    for index, heading in enumerate(page.headings):
        if heading.id and heading.id in ids:
            after = (each.at for each in page.headings[index + 1 :] if each.level <= heading.level)
            yield heading.id, heading.at, next(after, len(page.lines))


def _with_names(line: str, names: Names) -> str:
    if _CRITICAL.match(line):
        return re.sub(r"[a-z0-9-]+", lambda each: names.parts.get(each[0], each[0]), line)
    if _BOXES.match(line):
        return _with(names.boxes, line)
    *before, after = _ARROW.split(line) if names.boxes else ("",)
    return (
        _with(names.parts, "".join(before)) + _with(names.boxes, after)
        if before
        else _with(names.parts, line)
    )


def _with(names: Mapping[str, str], line: str) -> str:
    return _ID.sub(lambda each: f"{{#{names.get(each[1], each[1])}}}", line)
