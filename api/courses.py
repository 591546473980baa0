"""Courses and their published editions."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, select

from api.errors import NotFound
from api.store import Db
from api.tables import CourseRow, EditionFileRow, EditionRow, PublicationRow
from quiz_bank import Bank, Finding, content_hash, lint, read


class BankNotReady(Exception):
    """A bank with errors is not published. `findings`: what to mend, worst first."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("\n".join(str(each) for each in findings))


@dataclass(frozen=True)
class Edition:
    id: int
    course_id: str
    number: int
    sha256: str
    version: str
    issuer: str
    published_at: datetime
    bank: Bank


_banks: dict[str, Bank] = {}
"""Content hash -> the bank read from it. Editions never change, so neither do these."""


def publish(db: Db, files: dict[str, str], issuer: str, at: datetime, by: int | None = None) -> Edition:
    """Make a bank live; content published before is live again as the edition it was. Raises BankNotReady."""
    reading = read(files)
    findings = tuple(each for each in (*reading.findings, *lint(reading)) if each.severity == "error")
    if findings or reading.bank is None:
        raise BankNotReady(findings)
    bank, digest = reading.bank, content_hash(files)
    known = db.exec(
        select(EditionRow).where(EditionRow.course_id == bank.id, EditionRow.sha256 == digest)
    ).first()
    if known is not None:
        return make_live(db, _edition(db, known), by, at)
    _keep_course(db, bank)
    number = db.exec(
        select(func.coalesce(func.max(EditionRow.number), 0)).where(EditionRow.course_id == bank.id)
    ).one()
    row = EditionRow(
        course_id=bank.id,
        number=number + 1,
        sha256=digest,
        version=bank.version,
        issuer=issuer,
        published_at=at,
    )
    db.add(row)
    db.flush()
    assert row.id is not None
    db.add_all(EditionFileRow(edition_id=row.id, path=path, content=text) for path, text in files.items())
    _banks[digest] = bank
    return make_live(db, _edition(db, row), by, at)


def make_live(db: Db, edition: Edition, by: int | None, at: datetime) -> Edition:
    """New attempts get this edition from now on. Nothing happens when it is live already."""
    if _live_id(db, edition.course_id) != edition.id:
        db.add(PublicationRow(course_id=edition.course_id, edition_id=edition.id, published_by=by, at=at))
        db.flush()
    return edition


def _live_id(db: Db, course_id: str) -> int | None:
    query = select(PublicationRow.edition_id).where(PublicationRow.course_id == course_id)
    return db.exec(query.order_by(col(PublicationRow.id).desc()).limit(1)).first()


def _keep_course(db: Db, bank: Bank) -> None:
    row = db.get(CourseRow, bank.id) or CourseRow(id=bank.id, title=bank.title)
    row.title = bank.title
    db.add(row)
    db.flush()


def newest(db: Db, course_id: str) -> Edition:
    """The edition that is live: new attempts get it. Raises NotFound."""
    live = _live_id(db, course_id)
    if live is None:
        raise NotFound("There is no such course here.")
    return edition(db, live)


def all_newest(db: Db) -> tuple[Edition, ...]:
    """The live edition of every course, by title."""
    courses = db.exec(select(CourseRow).order_by(CourseRow.title)).all()
    return tuple(newest(db, course.id) for course in courses)


def edition(db: Db, edition_id: int) -> Edition:
    """Raises NotFound."""
    row = db.get(EditionRow, edition_id)
    if row is None:
        raise NotFound
    return _edition(db, row)


def _edition(db: Db, row: EditionRow) -> Edition:
    assert row.id is not None
    return Edition(
        row.id,
        row.course_id,
        row.number,
        row.sha256,
        row.version,
        row.issuer,
        row.published_at,
        bank(db, row.id, row.sha256),
    )


def bank(db: Db, edition_id: int, sha256: str) -> Bank:
    """The bank of an edition, read once for each content hash."""
    if sha256 not in _banks:
        _banks[sha256] = _read_bank(db, edition_id)
    return _banks[sha256]


def _read_bank(db: Db, edition_id: int) -> Bank:
    rows = db.exec(select(EditionFileRow).where(EditionFileRow.edition_id == edition_id)).all()
    bank = read({row.path: row.content for row in rows}).bank
    assert bank is not None
    return bank
