"""Banks being written: made, changed file by file, put away, or published as an edition."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlmodel import col, delete, select

from api import audit, courses
from api.courses import Edition
from api.errors import DraftChanged, DraftClosed, NotFound, NotUnderstood, TooLarge
from api.people import Person
from api.store import Db
from api.tables import DraftFileRow, DraftRow, PersonRow
from quiz_bank import Changes, Checked, FilesUnreadable, changes, files_in, read_folder, with_ids
from quiz_bank.formats.uploads import MOST_BYTES, MOST_FILES
from quiz_bank.starting import EXAMPLE

_NAME = r"[^\s./\\:*?\"<>|][^/\\:*?\"<>|]*"
_PATH = re.compile(rf"(?!.*\.\.){_NAME}(/{_NAME}){{0,3}}")
_NAMED = re.compile(r"^bank:[ \t]*([a-z][a-z0-9-]*)", re.MULTILINE)
_LONGEST_PATH = 100
_UNTITLED = "A bank without a title yet"


@dataclass(frozen=True)
class DraftLine:
    """`course_id`: of the course it changes; None for a new one. `number`: goes up with every save.

    `by`: who began it.
    """

    id: int
    title: str
    course_id: str | None
    number: int
    by: str
    made_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class Draft(DraftLine):
    """`files`: path -> text."""

    files: dict[str, str]

    @property
    def checked(self) -> Checked:
        return courses.checked(self.files)


def foresee(db: Db, draft_id: int, changed: Mapping[str, str] | None = None) -> None:
    """Read a draft as it will be with these texts, so that the write that follows finds it read.

    Reading a long text takes seconds, and one writes at a time. Raises NotFound, DraftClosed, TooLarge.
    """
    row, files = _open_row(db, draft_id), _files(db, draft_id)
    typed = {path: _typed(text) for path, text in (changed or {}).items() if path in files}
    courses.checked(_with_ids(db, {**files, **typed}, row.course_id) if typed else files)


def foresee_new(db: Db, files: Mapping[str, str]) -> None:
    """The same for a draft that is to be made. Raises NotUnderstood, TooLarge."""
    courses.checked(_with_ids(db, _fresh(files), None))


def foresee_change(db: Db, course_id: str) -> None:
    """The same for a draft that changes a course. Raises NotFound."""
    courses.checked(_with_ids(db, courses.files(db, courses.newest(db, course_id).id), course_id))


def _fresh(files: Mapping[str, str]) -> dict[str, str]:
    return {_plain_path(path): _storable(text) for path, text in files.items()}


def _with_ids(db: Db, files: Mapping[str, str], course_id: str | None) -> dict[str, str]:
    """`course_id`: of the course that is changed, else the one that the text names. Raises TooLarge."""
    _refuse_too_much(files)
    named = (match[1] for text in files.values() if (match := _NAMED.search(text)))
    used = courses.used_ids(db, course_id or next(named, ""))
    written = _identified(tuple(sorted(files.items())), used)
    _refuse_too_much(written)
    return dict(written)


@lru_cache(maxsize=16)
def _identified(files: tuple[tuple[str, str], ...], used: frozenset[str]) -> dict[str, str]:
    return with_ids(dict(files), used)


def open_ones(db: Db) -> tuple[DraftLine, ...]:
    """Those neither published nor put away, the one changed last first."""
    query = select(DraftRow, PersonRow.name).where(DraftRow.made_by == PersonRow.id)
    rows = db.exec(query.where(col(DraftRow.closed_at).is_(None)).order_by(col(DraftRow.changed_at).desc()))
    return tuple(DraftLine(*_line(row, name)) for row, name in rows)


def read(db: Db, draft_id: int) -> Draft:
    """Raises NotFound, DraftClosed."""
    row = _open_row(db, draft_id)
    by = db.get_one(PersonRow, row.made_by).name
    return Draft(*_line(row, by), files=_files(db, draft_id))


def uploaded(sent: tuple[tuple[str, bytes], ...]) -> dict[str, str]:
    """The texts of files as they were sent, a zip unpacked. Raises NotUnderstood."""
    try:
        return files_in(sent)
    except FilesUnreadable as error:
        raise NotUnderstood(str(error), fields={"files": str(error)}) from error


def pasted(text: str) -> dict[str, str]:
    """The one file of a bank that was pasted. Raises NotUnderstood where nothing was."""
    if not text.strip():
        words = "Paste a text, or choose a file."
        raise NotUnderstood(words, fields={"text": words})
    return {"bank.md": _without_returns(text)}


def starter() -> dict[str, str]:
    """A small bank with an example of each kind, to be written over."""
    return read_folder(EXAMPLE)


def make(db: Db, person: Person, files: Mapping[str, str], at: datetime) -> int:
    """A new draft with these files, ids written where they are missing. Gives its id.

    Raises NotUnderstood, TooLarge.
    """
    return _make(db, person, _fresh(files), None, at)


def change_course(db: Db, person: Person, course_id: str, at: datetime) -> int:
    """A new draft with the text of the live edition. Gives its id. Raises NotFound."""
    return _make(db, person, courses.files(db, courses.newest(db, course_id).id), course_id, at)


def _make(db: Db, person: Person, files: Mapping[str, str], course_id: str | None, at: datetime) -> int:
    written = _with_ids(db, files, course_id)
    row = DraftRow(
        title=_title(written, _UNTITLED),
        course_id=course_id,
        number=1,
        made_by=person.id,
        made_at=at,
        changed_at=at,
    )
    db.add(row)
    db.flush()
    assert row.id is not None
    db.add_all(DraftFileRow(draft_id=row.id, path=path, content=text) for path, text in written.items())
    audit.note(db, person.id, "began a draft", f"draft {row.id}", at, course=course_id)
    return row.id


def save_file(db: Db, draft_id: int, path: str, text: str, number: int, at: datetime) -> Draft:
    """Save one file as it was typed, ids written where they are missing anywhere in the draft.

    The same text again changes nothing. Raises NotFound, DraftClosed, TooLarge, and DraftChanged with `saved`, `given`
    and the current `number` where somebody saved in between.
    """
    row, files = _open_row(db, draft_id, hold=True), _files(db, draft_id)
    if path not in files:
        raise NotFound("This draft has no file with this name.")
    given = _typed(text)
    if _without_returns(files[path]) == given:
        return read(db, draft_id)
    written = _with_ids(db, {**files, path: given}, row.course_id)
    if written == files:
        return read(db, draft_id)
    if number != row.number:
        raise DraftChanged(path=path, saved=files[path], given=given, number=row.number)
    row.title = _title(written, row.title)
    return _keep(db, row, files, written, at)


def save_all(db: Db, draft_id: int, written: Mapping[str, str], number: int, at: datetime) -> Draft:
    """Other texts for the files that are there. Raises NotFound, DraftClosed, DraftChanged, TooLarge."""
    row, files = _unchanged(db, draft_id, number)
    return _keep(db, row, files, {path: written.get(path, text) for path, text in files.items()}, at)


def add_file(db: Db, draft_id: int, path: str, number: int, at: datetime) -> Draft:
    """An empty file. Raises NotFound, DraftClosed, DraftChanged, and NotUnderstood for a name that cannot be had."""
    row, files = _unchanged(db, draft_id, number)
    return _keep(db, row, files, {**files, _free_path(path, files): ""}, at)


def rename_file(db: Db, draft_id: int, path: str, to: str, number: int, at: datetime) -> Draft:
    """Raises as `add_file` does."""
    row, files = _unchanged(db, draft_id, number, path)
    if _plain_path(to) == path:
        return read(db, draft_id)
    renamed = {_free_path(to, files) if each == path else each: text for each, text in files.items()}
    return _keep(db, row, files, renamed, at)


def remove_file(db: Db, draft_id: int, path: str, number: int, at: datetime) -> Draft:
    """Raises NotFound, DraftClosed, DraftChanged, NotUnderstood when it is the only one."""
    row, files = _unchanged(db, draft_id, number, path)
    if len(files) == 1:
        raise NotUnderstood("A bank needs one file at least. Put the whole draft away instead.")
    return _keep(db, row, files, {each: text for each, text in files.items() if each != path}, at)


def put_away(db: Db, person: Person, draft_id: int, number: int, at: datetime) -> None:
    """Close it without publishing. Raises NotFound, DraftClosed, DraftChanged."""
    row, _ = _unchanged(db, draft_id, number)
    row.closed_at = at
    db.add(row)
    audit.note(db, person.id, "put a draft away", f"draft {draft_id}", at)


def changed(db: Db, draft: Draft) -> tuple[Edition | None, Changes | None]:
    """The live edition that publishing would replace, and what would change; None where there is nothing to compare."""
    bank = draft.checked.bank
    live = courses.live_if_any(db, bank.id) if bank else None
    return live, changes(live.whole, bank) if live and bank else None


def publish(
    db: Db,
    person: Person,
    draft_id: int,
    number: int,
    issuer: str,
    at: datetime,
    demonstration: bool = False,
) -> Edition:
    """Make it the live edition of its course, and close it. Attempts under way stay on the edition they began.

    Raises NotFound, DraftClosed, DraftChanged, BankNotReady with `findings`, NotUnderstood when the text names another
    course than the draft was made to change.
    """
    row, files = _unchanged(db, draft_id, number)
    bank = courses.checked(files).bank
    if row.course_id and bank and bank.id != row.course_id:
        raise NotUnderstood(
            f"This draft changes the course “{row.course_id}”, and its text now says “bank: {bank.id}”. "
            f"Write “bank: {row.course_id}” again, or paste the text into a new draft to publish another course."
        )
    edition = courses.publish(db, files, issuer, at, person.id, demonstration)
    row.closed_at, row.course_id = at, edition.course_id
    db.add(row)
    return edition


def _unchanged(
    db: Db, draft_id: int, number: int, path: str | None = None
) -> tuple[DraftRow, dict[str, str]]:
    """The door for what a page shows as a whole: refused where somebody saved since it was opened."""
    row, files = _open_row(db, draft_id, hold=True), _files(db, draft_id)
    if path is not None and path not in files:
        raise NotFound("This draft has no file with this name.")
    if number != row.number:
        raise DraftChanged(
            "Open the draft again to see what is new, then do this once more.", number=row.number
        )
    return row, files


def _open_row(db: Db, draft_id: int, hold: bool = False) -> DraftRow:
    query = select(DraftRow).where(DraftRow.id == draft_id)
    row = db.exec(query.with_for_update() if hold else query).first()
    if row is None:
        raise NotFound("There is no such draft here.")
    if row.closed_at is not None:
        raise DraftClosed
    return row


def _files(db: Db, draft_id: int) -> dict[str, str]:
    query = select(DraftFileRow).where(DraftFileRow.draft_id == draft_id)
    return {row.path: row.content for row in sorted(db.exec(query), key=lambda row: row.path)}


def _keep(db: Db, row: DraftRow, before: dict[str, str], after: dict[str, str], at: datetime) -> Draft:
    _refuse_too_much(after)
    assert row.id is not None
    gone = before.keys() - after.keys()
    db.exec(
        delete(DraftFileRow).where(col(DraftFileRow.draft_id) == row.id, col(DraftFileRow.path).in_(gone))
    )
    for path, text in after.items():
        kept = db.get(DraftFileRow, (row.id, path)) or DraftFileRow(draft_id=row.id, path=path, content=text)
        kept.content = text
        db.add(kept)
    row.number, row.changed_at = row.number + 1, at
    db.add(row)
    db.flush()
    return read(db, row.id)


def _line(row: DraftRow, by: str) -> tuple[int, str, str | None, int, str, datetime, datetime]:
    return row.id or 0, row.title, row.course_id, row.number, by, row.made_at, row.changed_at


def _title(files: Mapping[str, str], otherwise: str) -> str:
    bank = courses.checked(files).bank
    return bank.title[:200] if bank and bank.title else otherwise


def _free_path(path: str, files: Mapping[str, str]) -> str:
    plain = _plain_path(path)
    if plain.lower() in {each.lower() for each in files}:
        words = f"There is a file called {plain} already. Choose another name."
        raise NotUnderstood(words, fields={"path": words})
    return plain


def _plain_path(path: str) -> str:
    plain = path.strip()
    named = plain if plain.endswith(".md") else f"{plain}.md"
    if len(named) > _LONGEST_PATH or not named.isprintable() or not _PATH.fullmatch(named):
        words = "Name a file with letters, digits, - and _, such as questions/lesson-1.md."
        raise NotUnderstood(words, fields={"path": words})
    return named


def _storable(text: str) -> str:
    """Without what no database can hold."""
    return text.replace("\0", "").encode(errors="replace").decode()


def _typed(text: str) -> str:
    return _without_returns(_storable(text))


def _without_returns(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_too_much(files: Mapping[str, str]) -> None:
    size = sum(len(text.encode()) for text in files.values())
    if size > MOST_BYTES or len(files) > MOST_FILES:
        raise TooLarge(
            f"A bank holds at most {MOST_FILES} files and {MOST_BYTES // 1024 // 1024} MB of text. Part it in two."
        )
