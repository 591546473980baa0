"""Who signed what is live: each critical question, and the course. Lines are only ever added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select

from api import audit, courses
from api.courses import Edition
from api.errors import NotUnderstood, SignedAlready
from api.people import Person, clean_name, folded_name
from api.store import Db
from api.tables import PersonRow, SignOffRow
from quiz_bank import digest_of

COURSE = "course"
NOT_APPROVED = "Draft: not yet approved for mandatory training"


@dataclass(frozen=True)
class Signature:
    """`name` and `role`: of the one who signed. `recorded_by`: the name of who wrote it down.

    `alone`: signed by the one who published it, as a site with one trainer may.
    """

    subject: str
    name: str
    role: str
    signed_on: date
    alone: bool
    recorded_by: str
    at: datetime


@dataclass(frozen=True)
class Line:
    """Something to sign: the course as a whole (`subject` "course"), or one critical question by its id."""

    subject: str
    title: str
    sha256: str
    signature: Signature | None


@dataclass(frozen=True)
class Register:
    """What has to be signed for the live edition of a course, the course itself first."""

    course_id: str
    course: str
    number: int
    version: str
    lines: tuple[Line, ...]

    @property
    def missing(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.signature is None)

    @property
    def approved(self) -> bool:
        return not self.missing

    @property
    def alone(self) -> bool:
        return any(line.signature and line.signature.alone for line in self.lines)


_wanted: dict[str, dict[str, str]] = {}
"""Content hash of an edition -> what has to be signed: subject -> its hash. Editions never change."""


def register(db: Db, course_id: str) -> Register:
    """Raises NotFound."""
    edition = courses.newest(db, course_id)
    signed = _signatures(db, course_id)
    questions = {question.id: question for question in edition.whole.questions}
    return Register(
        course_id=course_id,
        course=edition.bank.title,
        number=edition.number,
        version=edition.version,
        lines=tuple(
            Line(
                subject,
                "The course as a whole" if subject == COURSE else questions[subject].title,
                digest,
                signed.get((subject, digest)),
            )
            for subject, digest in wanted(edition).items()
        ),
    )


def approved(db: Db, edition: Edition) -> bool:
    """Whether everything that an edition needs is signed, by now."""
    query = select(SignOffRow.subject, SignOffRow.sha256).where(SignOffRow.course_id == edition.course_id)
    return set(wanted(edition).items()) <= set(db.exec(query).all())


def wanted(edition: Edition) -> Mapping[str, str]:
    """Subject -> the hash of what is signed. A question that reads the same in a later edition stays signed."""
    if edition.sha256 not in _wanted:
        critical = (question for question in edition.whole.questions if question.critical)
        _wanted[edition.sha256] = {COURSE: edition.sha256} | {each.id: digest_of(each) for each in critical}
    return _wanted[edition.sha256]


def earlier(db: Db, course_id: str) -> tuple[Signature, ...]:
    """Every line of the register so far, the newest first, those for texts that are no longer live too."""
    return tuple(reversed(_signatures(db, course_id).values()))


def sign(
    db: Db,
    person: Person,
    course_id: str,
    number: int,
    subjects: Sequence[str],
    name: str,
    role: str,
    signed_on: date,
    at: datetime,
) -> Register:
    """Write down that somebody signed these parts of the live edition, whose `number` they saw.

    Raises NotFound, SignedAlready, and NotUnderstood with `fields`: also when the one who published it would sign it,
    unless nobody else here may publish.
    """
    found = register(db, course_id)
    edition = courses.numbered(db, course_id, number)
    _refuse_what_does_not_fit(found, number, subjects, name, role, signed_on, at.date())
    alone = _is_publisher(db, edition.id, name)
    if alone and not _only_author(db):
        words = "This is the person who published the course. Ask somebody else to read and sign it."
        raise NotUnderstood(words, fields={"name": words})
    digests = {line.subject: line for line in found.lines}
    for subject in dict.fromkeys(subjects):
        if digests[subject].signature is not None:
            raise SignedAlready
        db.add(
            SignOffRow(
                course_id=course_id,
                subject=subject,
                sha256=digests[subject].sha256,
                name=clean_name(name),
                role=clean_name(role),
                signed_on=signed_on,
                alone=alone,
                recorded_by=person.id,
                at=at,
            )
        )
    db.flush()
    about, signed = f"course {course_id}", list(dict.fromkeys(subjects))
    audit.note(db, person.id, "recorded a sign-off", about, at, edition=number, subjects=signed, alone=alone)
    return register(db, course_id)


def _refuse_what_does_not_fit(
    found: Register, number: int, subjects: Sequence[str], name: str, role: str, signed_on: date, today: date
) -> None:
    wrong = {}
    if found.number != number:
        raise NotUnderstood(
            "Another edition went live meanwhile. Open the register again and look at that one."
        )
    if not subjects or not set(subjects) <= {line.subject for line in found.lines}:
        wrong["subjects"] = "Tick at least one of the parts listed."
    if not clean_name(name):
        wrong["name"] = "Write the name of the person who signed."
    if not clean_name(role):
        wrong["role"] = "Write their role, such as safeguarding lead."
    if signed_on > today:
        wrong["signed_on"] = "This day has not come yet. Write the day on which they signed."
    if wrong:
        raise NotUnderstood(" ".join(wrong.values()), fields=wrong)


def _signatures(db: Db, course_id: str) -> dict[tuple[str, str], Signature]:
    query = select(SignOffRow, PersonRow.name).where(SignOffRow.recorded_by == PersonRow.id)
    rows = db.exec(query.where(SignOffRow.course_id == course_id).order_by(col(SignOffRow.id))).all()
    return {
        (row.subject, row.sha256): Signature(
            row.subject, row.name, row.role, row.signed_on, row.alone, recorded_by, row.at
        )
        for row, recorded_by in rows
    }


def _is_publisher(db: Db, edition_id: int, name: str) -> bool:
    publisher = courses.publisher(db, edition_id)
    row = db.get(PersonRow, publisher) if publisher is not None else None
    return row is not None and folded_name(row.name) == folded_name(name)


def _only_author(db: Db) -> bool:
    """Whether at most one person here may publish."""
    query = select(PersonRow.id).where(col(PersonRow.role).in_(("trainer", "admin")))
    return len(db.exec(query.where(col(PersonRow.suspended_at).is_(None)).limit(2)).all()) < 2
