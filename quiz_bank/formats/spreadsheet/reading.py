"""From the sheets of a workbook to a bank, with findings that name the row and the column."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from quiz_bank.exchange.incoming import CannotRead, Incoming, LeftOut, TooMuch, check_length
from quiz_bank.exchange.zips import unpacked
from quiz_bank.findings import Severity, did_you_mean
from quiz_bank.formats.spreadsheet import delimited, ods, xlsx
from quiz_bank.formats.spreadsheet.answers import fields_of
from quiz_bank.formats.spreadsheet.headings import (
    COLUMNS,
    FORMAT,
    HOW_TO,
    LESSONS,
    OPTION,
    known,
    known_of_lessons,
    plain,
)
from quiz_bank.formats.spreadsheet.rows import Row
from quiz_bank.formats.spreadsheet.sheets import (
    BROKEN,
    DATE,
    FORMULA,
    MERGED,
    MOST_TAGS,
    MOST_TAGS_OF_ALL,
    NO_VALUE,
    RICH,
    Sheet,
    Workbook,
    clean,
    column_name,
    not_a_workbook,
)
from quiz_bank.reading import Reading

_MOST_UNPACKED = 32 * 1024 * 1024
_OLD_EXCEL, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_ID = re.compile(r"[A-Z][A-Z0-9-]*")
_HEADINGS_WITHIN = 20
_NAMED = 6
_ODD: dict[str, tuple[Severity, str, str]] = {
    BROKEN: (
        "error",
        "a formula that ends in an error",
        "Mend the formula, or write what is meant as text.",
    ),
    NO_VALUE: (
        "warning",
        "a formula that was never worked out, so it is read as empty",
        "Open the file, save it, and try again.",
    ),
    DATE: (
        "warning",
        "a date, which is read as year, month and day",
        "If something else was meant, such as 3-1, format the cell as text and write it again.",
    ),
    MERGED: (
        "warning",
        "merged with others; its words count for the rows below, and for no other column",
        "Unmerge the cells, and fill in each.",
    ),
    FORMULA: (
        "information",
        "a formula; what it came to when the file was saved is read",
        "Check that this is what you want.",
    ),
    RICH: (
        "information",
        "letters of several kinds; only the words are read",
        "Write **bold** and *slanted* where it matters.",
    ),
}


def read(content: bytes, file: str = "questions.xlsx") -> Reading:
    """Raises CannotRead; whatever else is wrong is a finding."""
    workbook = Workbook()
    if content.startswith(_OLD_EXCEL):
        raise CannotRead(
            f"{file} is an old Excel file, or locked with a password. Save it as .xlsx without one."
        )
    if content.startswith(_ZIP):
        _read_zip(file, content, workbook)
    else:
        delimited.read(file, content, workbook)
    incoming = Incoming(file, FORMAT)
    _read_sheets(workbook, incoming)
    return incoming.reading()


def _read_zip(file: str, content: bytes, into: Workbook) -> None:
    def wanted(path: str) -> bool:
        if "/media/" in path or path.startswith("Pictures/"):
            into.beside.add("pictures")
        if re.search(r"/(threadedC|c)omments?[^/]*\.xml$", path):
            into.beside.add("comments on cells")
        return path == "content.xml" or (
            path.endswith((".xml", ".rels")) and path.startswith(("xl/", "_rels/"))
        )

    parts: dict[str, bytes] = {}
    tags = 0
    for path, part in unpacked(file, content, _MOST_UNPACKED, wanted):
        own = part.count(b"<")
        tags += own
        if own > MOST_TAGS or tags > MOST_TAGS_OF_ALL:
            raise TooMuch(
                f"{file} has too many cells. Delete empty rows and columns in it, or part it in two."
            )
        parts[posixpath.normpath(path)] = part
    if "content.xml" in parts:
        ods.read(file, parts["content.xml"], into)
    elif any(path.startswith("xl/") for path in parts):
        xlsx.read(file, parts, into)
    else:
        raise not_a_workbook(file)


def _read_sheets(workbook: Workbook, incoming: Incoming) -> None:
    if workbook.encoding:
        what = f"The letters are read as {workbook.encoding}, as the file does not say what they are."
        incoming.inform("X03", 1, what, "Check letters with accents, or save the file as CSV UTF-8.")
    if workbook.beside:
        what = f"The file holds {' and '.join(sorted(workbook.beside))}, which are not read."
        incoming.warn("X07", 1, what, "Write what matters of them into cells.")
    lessons = _Lessons(incoming)
    asking = [each for each in workbook.sheets if not _is(each, HOW_TO) and not _is(each, LESSONS)]
    for sheet in workbook.sheets:
        if _is(sheet, LESSONS):
            lessons.read(sheet)
    for sheet in asking:
        _Asking(incoming, sheet, lessons, sheet.name if len(asking) > 1 else "").read()


def _is(sheet: Sheet, name: str) -> bool:
    return plain(sheet.name) == plain(name)


class _Lessons:
    """The lessons by their ids and titles, and how each is named to whoever takes questions in."""

    def __init__(self, incoming: Incoming) -> None:
        self.incoming = incoming
        self.names: dict[str, str] = {}
        self.told = False

    def read(self, sheet: Sheet) -> None:
        columns: dict[int, str] = {}
        for number, cells in sheet.rows:
            if not columns:
                found = known_of_lessons(cells)
                columns = found if {"title", "id"} & set(found.values()) else {}
                continue
            held = {key: clean(cells.get(column, "")) for column, key in reversed(columns.items())}
            if any(held.values()):
                self.tell(number, held.get("id", ""), held.get("title", ""), held.get("text", ""))
        if sheet.rows and not columns:
            what = f'The sheet "{sheet.name}" has no headings ID, Title and Text; nothing of it is read.'
            self.incoming.warn("X20", sheet.rows[0][0], what, "Write them above the lessons.")

    def tell(self, number: int, id: str, title: str, text: str) -> None:
        self.told = True
        check_length(text, number)
        flat = " ".join(title.split()) or id
        name = f"{id}: {flat}" if _ID.fullmatch(id) else flat
        if id and id.casefold() in self.names:
            self.incoming.error(
                "X20", number, f"Row {number}: there is a lesson {id} already.", "Give it another ID."
            )
            return
        for said in (id, flat):
            self.names.setdefault(said.casefold(), name)
        self.incoming.lesson(name, number)
        self.incoming.tell(text)

    def choose(self, said: str, number: int, heading: str) -> None:
        """From here on questions belong to the lesson of this id or title. One that is not there yet is made."""
        if said and said.casefold() not in self.names:
            if self.told:
                what = f'Row {number}, column {heading}: no lesson "{said[:60]}" is listed; it is made.'
                remedy = did_you_mean(
                    said, list(self.names), "Write it on the sheet Lessons, with its title."
                )
                self.incoming.warn("X20", number, what, remedy)
            id, colon, title = said.partition(": ")
            name = f"{said}: {said}" if _ID.fullmatch(said) else said
            for each in (said, *((id, title) if colon and _ID.fullmatch(id) else ())):
                self.names.setdefault(each.casefold(), name)
        self.incoming.lesson(self.names[said.casefold()] if said else "", number)


class _Asking:
    """One sheet of questions. `name`: of the sheet, where there are several."""

    def __init__(self, incoming: Incoming, sheet: Sheet, lessons: _Lessons, name: str) -> None:
        self.incoming = incoming
        self.sheet = sheet
        self.lessons = lessons
        self.where = f'Sheet "{name}", ' if name else ""
        self.columns: dict[int, str] = {}
        self.headings: dict[str, str] = {}
        self.unknown: set[int] = set()
        self.headless: dict[int, int] = {}

    def read(self) -> None:
        rows = iter(self.sheet.rows)
        number = self._find_headings(rows)
        if number is None:
            if self.sheet.rows:
                what = "no row has the headings Question, Right and Option A, so nothing is read."
                self._tell("error", self.sheet.rows[0][0], what, "Write headings above the columns.")
            return
        self._tell_odd(number)
        for number, cells in rows:
            self._row(number, cells)
        self._tell_headless()

    def _tell(self, severity: Severity, number: int, what: str, remedy: str, code: str = "X20") -> None:
        whole = f"{self.where}{what}"
        tell = {
            "error": self.incoming.error,
            "warning": self.incoming.warn,
            "information": self.incoming.inform,
        }
        tell[severity](code, number, whole[0].upper() + whole[1:], remedy)

    def _find_headings(self, rows: Iterator[tuple[int, dict[int, str]]]) -> int | None:
        """The number of their row. What stands above them is told."""
        passed: list[int] = []
        for number, cells in rows:
            found = known(cells)
            keys = set(found.values())
            if len(keys) > 1 and ("text" in keys or any(key.startswith(OPTION) for key in keys)):
                self._take_headings(number, cells, found)
                if passed:
                    what = f"row {passed[0]} stands above the headings and is not read."
                    self._tell("information", passed[0], what, "Check that no question stands there.")
                return number
            passed.append(number)
            if len(passed) == _HEADINGS_WITHIN:
                break
        return None

    def _take_headings(self, number: int, cells: Mapping[int, str], found: Mapping[int, str]) -> None:
        by_key: dict[str, list[int]] = defaultdict(list)
        for column, key in sorted(found.items()):
            by_key[key].append(column)
        for key, columns in by_key.items():
            self.columns[columns[0]] = key
            self.unknown.update(columns[1:])
            self.headings[key] = " ".join(cells[columns[0]].split())
            if len(columns) > 1:
                named = " and ".join(
                    f"{column_name(each)} {_quoted(cells[each])}" for each in columns[:_NAMED]
                )
                what = f"the columns {named} are read as the same thing."
                self._tell("error", number, what, "Rename or remove all but one.")
        for column, words in sorted(cells.items()):
            if column not in found and words.strip():
                self.unknown.add(column)
                what = f"the column {column_name(column)} {_quoted(words)} is not known and not read."
                otherwise = "Rename it, or leave it where it is."
                remedy = did_you_mean(words.strip(), [each.heading for each in COLUMNS], otherwise)
                self._tell("warning", number, what, remedy)

    def _tell_odd(self, headings: int) -> None:
        """What is no plain text in columns that are read, below the headings."""
        for odd, (severity, words, remedy) in _ODD.items():
            places = sorted(
                (number, key)
                for column, numbers in self.sheet.odd[odd].items()
                if (key := self.columns.get(column, "")) and (odd, key) != (DATE, "review")
                for number in numbers
                if number > headings
            )
            if places:
                more = f", and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
                named = ", ".join(
                    f"row {number}, column {self.headings[key]}" for number, key in places[:_NAMED]
                )
                self._tell(severity, places[0][0], f"{named}{more}: {words}.", remedy, "X21")

    def _row(self, number: int, cells: Mapping[int, str]) -> None:
        held = {key: words for column, key in self.columns.items() if (words := clean(cells.get(column, "")))}
        for column, words in cells.items():
            if column not in self.columns and column not in self.unknown and words.strip():
                self.headless.setdefault(column, number)
        if not held:
            return
        for words in held.values():
            check_length(words, number)
        row = Row(number, held, self.headings)
        if row.flat("kind").casefold() == "lesson":
            self.lessons.tell(number, row.flat("id"), row.flat("title"), row.text("text"))
            return
        try:
            fields = fields_of(row)
            title = fields.pop("title")
            self.lessons.choose(row.flat("lesson"), number, self.headings.get("lesson", ""))
            self.incoming.add(number, fields, id=row.flat("id"), title=title)
        except LeftOut as why:
            self.incoming.leave_out(number, row.flat("title") or row.flat("text"), why)

    def _tell_headless(self) -> None:
        if self.headless:
            column, number = min(self.headless.items())
            more = f", as {len(self.headless) - 1} more have not," if len(self.headless) > 1 else ""
            what = f"row {number}, column {column_name(column)}: the column has no heading{more} and is not read."
            self._tell("warning", number, what, "Write a heading above it, or leave it where it is.")


def _quoted(words: str) -> str:
    return f'"{words.strip()[:40]}"'
