"""Courses and their published editions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlmodel import col, func, select

from api import audit, facts
from api.errors import BankNotReady, NotFound
from api.store import Db
from api.tables import CourseRow, EditionFileRow, EditionRow, PersonRow, PublicationRow
from quiz_bank import Bank, Checked, Finding, check, content_hash, facts_in, filled, ids_in, read
from quiz_bank.facts import unfit


@dataclass(frozen=True)
class Edition:
    """`whole`: as it was written. `here`: as it reads here, its local facts filled in."""

    id: int
    course_id: str
    number: int
    sha256: str
    version: str
    issuer: str
    published_at: datetime
    whole: Bank
    here: Bank

    @property
    def bank(self) -> Bank:
        """What is for staff in it, as it reads here."""
        return self.here.meant_for()


@dataclass(frozen=True)
class Published:
    """One line of a course's history of editions. `by`: who published it first; None for the command line.

    `live_since`: from when new attempts get it; None for those that are not live.
    """

    number: int
    version: str
    sha256: str
    published_at: datetime
    by: str | None
    live_since: datetime | None


_MOST_TOLD = 200
_banks: dict[str, Bank] = {}
"""Content hash -> the bank read from it. Editions never change, so neither do these."""
_named: dict[str, frozenset[str]] = {}
"""Content hash -> the local facts that the bank names."""
_filled: dict[str, tuple[dict[str, str], Bank]] = {}
"""Content hash -> what its local facts were when it was read last, and how it reads with them."""
_ids: dict[str, frozenset[str]] = {}
"""Content hash -> the ids in it."""


def checked(files: Mapping[str, str]) -> Checked:
    """What the bank and the findings of these files are. The same files again cost nothing."""
    return _checked(tuple(sorted(files.items())))


@lru_cache(maxsize=16)
def _checked(files: tuple[tuple[str, str], ...]) -> Checked:
    return check(dict(files))


def checked_here(files: Mapping[str, str], known: Mapping[str, str], demonstration: bool) -> Checked:
    """With what is found where these local facts are set: in a demonstration it hinders nothing."""
    return checked(files).on_site(files, known, "information" if demonstration else "error")


def publish(
    db: Db,
    files: dict[str, str],
    issuer: str,
    at: datetime,
    by: int | None = None,
    demonstration: bool = False,
) -> Edition:
    """Make a bank live; content published before is live again as the edition it was. Raises BankNotReady."""
    facts.hold(db)
    found = checked_here(files, facts.known(db), demonstration)
    if found.errors or found.bank is None:
        raise BankNotReady(findings=found.errors[:_MOST_TOLD])
    bank, digest = found.bank, content_hash(files)
    db.hold(f"course {bank.id}")
    known = db.exec(
        select(EditionRow).where(EditionRow.course_id == bank.id, EditionRow.sha256 == digest)
    ).first()
    if known is not None:
        return _make_live(db, _edition(db, known), by, at)
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
    audit.note(db, by, "published an edition", f"course {bank.id}", at, edition=row.number, sha256=digest)
    return _make_live(db, _edition(db, row), by, at)


def make_live(db: Db, edition: Edition, by: int | None, at: datetime, demonstration: bool = False) -> Edition:
    """New attempts get this edition from now on. Nothing happens when it is live already. Raises BankNotReady."""
    facts.hold(db)
    if hindering := not_set(db, edition, demonstration):
        raise BankNotReady(
            "Set each local fact listed under Banks, Local facts. Nothing was changed.", findings=hindering
        )
    return _make_live(db, edition, by, at)


def not_set(db: Db, edition: Edition, demonstration: bool) -> tuple[Finding, ...]:
    """The local facts that keep an edition from being made live, where it is not."""
    if demonstration or not facts_in(edition.whole) or _live_id(db, edition.course_id) == edition.id:
        return ()
    texts = files(db, edition.id)
    return unfit(checked(texts).reading, texts, facts.known(db), "error")


def _make_live(db: Db, edition: Edition, by: int | None, at: datetime) -> Edition:
    db.hold(f"course {edition.course_id}")
    if _live_id(db, edition.course_id) != edition.id:
        db.add(PublicationRow(course_id=edition.course_id, edition_id=edition.id, published_by=by, at=at))
        db.flush()
        audit.note(db, by, "made an edition live", f"course {edition.course_id}", at, edition=edition.number)
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


def numbered(db: Db, course_id: str, number: int) -> Edition:
    """Raises NotFound."""
    query = select(EditionRow).where(EditionRow.course_id == course_id, EditionRow.number == number)
    row = db.exec(query).first()
    if row is None:
        raise NotFound("This course has no edition with this number.")
    return _edition(db, row)


def live_if_any(db: Db, course_id: str) -> Edition | None:
    live = _live_id(db, course_id)
    return edition(db, live) if live is not None else None


def history(db: Db, course_id: str) -> tuple[Published, ...]:
    """Every edition of a course, the newest first. Raises NotFound."""
    query = select(EditionRow).where(EditionRow.course_id == course_id)
    rows = db.exec(query.order_by(col(EditionRow.number).desc())).all()
    if not rows:
        raise NotFound("There is no such course here.")
    made_live = _publications(db, course_id)
    newest_one = made_live[-1][0]
    since = newest_one.at
    first_by = {row.edition_id: name for row, name in reversed(made_live)}
    return tuple(
        Published(
            number=row.number,
            version=row.version,
            sha256=row.sha256,
            published_at=row.published_at,
            by=first_by.get(row.id or 0),
            live_since=since if row.id == newest_one.edition_id else None,
        )
        for row in rows
    )


def live_since(db: Db, course_id: str) -> datetime:
    """From when new attempts get the edition that is live. Raises NotFound."""
    query = select(PublicationRow.at).where(PublicationRow.course_id == course_id)
    since = db.exec(query.order_by(col(PublicationRow.id).desc()).limit(1)).first()
    if since is None:
        raise NotFound("There is no such course here.")
    return since


def _publications(db: Db, course_id: str) -> Sequence[tuple[PublicationRow, str | None]]:
    """Each time an edition was made live, with the name of who did it, oldest first."""
    query = select(PublicationRow, PersonRow.name).join(
        PersonRow, col(PersonRow.id) == PublicationRow.published_by, isouter=True
    )
    return db.exec(query.where(PublicationRow.course_id == course_id).order_by(col(PublicationRow.id))).all()


def publisher(db: Db, edition_id: int) -> int | None:
    """The id of who published an edition first; None for the command line."""
    query = select(PublicationRow.published_by).where(PublicationRow.edition_id == edition_id)
    return db.exec(query.order_by(col(PublicationRow.id)).limit(1)).first()


def used_ids(db: Db, course_id: str) -> frozenset[str]:
    """Every id that an edition of this course has had: none of them may ever mean something else."""
    rows = db.exec(select(EditionRow).where(EditionRow.course_id == course_id))
    return frozenset[str]().union(*(_ids_of(db, row) for row in rows))


def _ids_of(db: Db, row: EditionRow) -> frozenset[str]:
    if row.sha256 not in _ids:
        assert row.id is not None
        _ids[row.sha256] = ids_in(_banks.get(row.sha256) or _read_bank(db, row.id))
    return _ids[row.sha256]


def files(db: Db, edition_id: int) -> dict[str, str]:
    """Path -> text, byte for byte as it was published."""
    rows = db.exec(select(EditionFileRow).where(EditionFileRow.edition_id == edition_id)).all()
    return {row.path: row.content for row in sorted(rows, key=lambda row: row.path)}


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
        written(db, row.id, row.sha256),
        bank(db, row.id, row.sha256),
    )


def bank(db: Db, edition_id: int, sha256: str) -> Bank:
    """The bank of an edition as it reads here. One that names local facts costs a statement more, each time."""
    whole = written(db, edition_id, sha256)
    if sha256 not in _named:
        _named[sha256] = frozenset(facts_in(whole))
    if not _named[sha256]:
        return whole
    known = facts.known(db, _named[sha256])
    last = _filled.get(sha256)
    if last is None or last[0] != known:
        last = _filled[sha256] = known, filled(whole, known)
    return last[1]


def written(db: Db, edition_id: int, sha256: str) -> Bank:
    """The bank of an edition as it was written, read once for each content hash."""
    if sha256 not in _banks:
        _banks[sha256] = _read_bank(db, edition_id)
    return _banks[sha256]


def _read_bank(db: Db, edition_id: int) -> Bank:
    bank = read(files(db, edition_id)).bank
    assert bank is not None
    return bank
