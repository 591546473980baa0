"""Certificates: proof of a pass that anyone can check."""

import secrets
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha512
from typing import Literal

from sqlmodel import col, select

from api import courses, sign_offs
from api.errors import NotFound, NotUnderstood
from api.people import Person, clean_name, folded_name, name_fits
from api.store import Db
from api.tables import CertificateRow, OpenCertificateRow, ResultRow, WithdrawalRow

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 letters and digits of which no two look alike; 31 is prime, so the check character catches every slip of one."""
RANDOM_LETTERS = 27

State = Literal["valid", "expired", "withdrawn", "replaced", "not found"]


@dataclass(frozen=True)
class Certificate:
    """What the person it belongs to sees. `right`, `total`: of the check; None where the course was talked through.

    `safety`: critical questions were among them. `approved`: its edition is signed by now.
    """

    id: str
    name: str
    course_id: str
    course: str
    version: str
    issuer: str
    passed_on: date
    valid_until: date | None
    minutes: int
    outcomes: tuple[str, ...]
    language: str
    right: int | None
    total: int | None
    safety: bool
    after_follow_up: bool
    state: State
    withdrawn_on: date | None
    approved: bool


@dataclass(frozen=True)
class Checked:
    """What anyone who has the id may see: neither name, score nor employer. Only `state` when it is not found."""

    state: State
    id: str
    course: str = ""
    version: str = ""
    issuer: str = ""
    passed_on: date | None = None
    valid_until: date | None = None
    withdrawn_on: date | None = None
    approved: bool = True


def issue(
    db: Db,
    person: Person,
    edition_id: int,
    attempt_id: int,
    passed_on: date,
    valid_until: date | None,
    at: datetime,
) -> str:
    row = CertificateRow(
        id=_new_id(),
        attempt_id=attempt_id,
        person_id=person.id,
        edition_id=edition_id,
        name=person.name,
        passed_on=passed_on,
        valid_until=valid_until,
        issued_at=at,
    )
    db.add(row)
    return row.id


def issue_open(db: Db, made_of: str, edition_id: int, passed_on: date, name_hash: str) -> str:
    """For a check taken without an account. The same `made_of` gives the same certificate, issued once."""
    id = _id_of(made_of)
    if db.get(OpenCertificateRow, id) is None:
        db.add(OpenCertificateRow(id=id, edition_id=edition_id, passed_on=passed_on, name_hash=name_hash))
    return id


def own(db: Db, person: Person, certificate_id: str, today: date) -> Certificate:
    """Raises NotFound for another person's certificate too."""
    row = db.get(CertificateRow, _canonical(certificate_id))
    if row is None or row.person_id != person.id:
        raise NotFound("There is no certificate of yours with this id.")
    return _certificate(db, row, today)


def all_own(db: Db, person: Person, today: date) -> tuple[Certificate, ...]:
    """Those not replaced, newest first."""
    rows = db.exec(
        select(CertificateRow)
        .where(CertificateRow.person_id == person.id)
        .order_by(col(CertificateRow.issued_at).desc())
    ).all()
    found = (_certificate(db, row, today) for row in rows)
    return tuple(each for each in found if each.state != "replaced")


def check(db: Db, typed: str, today: date) -> Checked:
    """What the id proves. Raises NotUnderstood when it is mistyped, before anything is looked up."""
    id = _canonical(typed)
    if not _well_formed(id):
        raise NotUnderstood(
            "This is not a certificate id: a letter may be missing or mistyped. "
            "It has seven groups of four; there is no 0, 1, I, L or O in it.",
            fields={"id": "Check the id against the certificate, letter by letter."},
        )
    row = db.get(CertificateRow, id)
    if row is None:
        return _checked_open(db, id)
    seen = _certificate(db, row, today)
    return Checked(
        seen.state,
        id,
        seen.course,
        seen.version,
        seen.issuer,
        seen.passed_on,
        seen.valid_until,
        seen.withdrawn_on,
        seen.approved,
    )


def _checked_open(db: Db, id: str) -> Checked:
    row = db.get(OpenCertificateRow, id)
    if row is None:
        return Checked("not found", id)
    edition = courses.edition(db, row.edition_id)
    return Checked(
        "valid",
        id,
        edition.whole.title,
        edition.version,
        edition.issuer,
        row.passed_on,
        approved=sign_offs.approved(db, edition),
    )


def name_matches(db: Db, typed: str, name: str) -> bool:
    """Whether the name on the certificate is this one, but for capitals, accents and spaces. Raises Busy."""
    id = _canonical(typed)
    without_account = db.get(OpenCertificateRow, id)
    if without_account is not None:
        return bool(folded_name(name)) and name_fits(without_account.name_hash, name)
    row = db.get(CertificateRow, id)
    return row is not None and bool(folded_name(name)) and folded_name(row.name) == folded_name(name)


def withdraw(db: Db, certificate_id: str, reason: str, at: datetime) -> None:
    """For one issued in error, a void attempt, or impersonation. Raises NotFound, NotUnderstood."""
    row = db.get(CertificateRow, _canonical(certificate_id))
    if row is None:
        raise NotFound("There is no certificate with this id.")
    if not reason.strip():
        raise NotUnderstood("Say why it is withdrawn. The reason is kept and not shown to others.")
    if _replaced(db, row.id):
        raise NotUnderstood("This certificate was replaced by another. Withdraw the one in force.")
    if db.get(WithdrawalRow, row.id) is None:
        db.add(WithdrawalRow(certificate_id=row.id, reason=reason.strip(), withdrawn_on=at.date(), at=at))


def replace(db: Db, certificate_id: str, name: str, at: datetime) -> str:
    """Issue it anew under another name; the old one says that it was replaced, and neither leads to the other.

    Gives the new id. Raises NotFound, NotUnderstood.
    """
    row = db.get(CertificateRow, _canonical(certificate_id))
    if row is None:
        raise NotFound("There is no certificate with this id.")
    if db.get(WithdrawalRow, row.id) or _replaced(db, row.id):
        raise NotUnderstood("This certificate is withdrawn or replaced already. Use the one in force.")
    if not clean_name(name):
        raise NotUnderstood("Give the name as it should stand on the certificate.")
    new = CertificateRow(
        **row.model_dump(exclude={"id", "name", "issued_at", "replaces"}),
        id=_new_id(),
        name=clean_name(name),
        issued_at=at,
        replaces=row.id,
    )
    db.add(new)
    return new.id


def ends_on(passed_on: date, months: int | None, earlier_end: date | None) -> date | None:
    """Until when a pass counts. A renewal in good time runs on from the end of the one before it."""
    if months is None:
        return None
    start = earlier_end if earlier_end and earlier_end > passed_on else passed_on
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def grouped(id: str) -> str:
    """The id as it is printed: groups of four."""
    return "-".join(id[start : start + 4] for start in range(0, len(id), 4))


def _certificate(db: Db, row: CertificateRow, today: date) -> Certificate:
    edition = courses.edition(db, row.edition_id)
    result = db.get(ResultRow, row.attempt_id)
    assert result is not None
    withdrawal = db.get(WithdrawalRow, row.id)
    return Certificate(
        id=row.id,
        name=row.name,
        course_id=edition.course_id,
        course=edition.bank.title,
        version=edition.version,
        issuer=edition.issuer,
        passed_on=row.passed_on,
        valid_until=row.valid_until,
        minutes=edition.bank.minutes,
        outcomes=tuple(lesson.outcome for lesson in edition.bank.lessons if lesson.outcome),
        language=edition.bank.language,
        right=result.right if result.total else None,
        total=result.total or None,
        safety=any(group.critical for group in edition.bank.groups()),
        after_follow_up=result.outcome == "follow_up",
        state=_state(db, row, withdrawal, today),
        withdrawn_on=withdrawal.withdrawn_on if withdrawal else None,
        approved=sign_offs.approved(db, edition),
    )


def _state(db: Db, row: CertificateRow, withdrawal: WithdrawalRow | None, today: date) -> State:
    if withdrawal:
        return "withdrawn"
    if _replaced(db, row.id):
        return "replaced"
    if row.valid_until and row.valid_until < today:
        return "expired"
    return "valid"


def _replaced(db: Db, id: str) -> bool:
    return db.exec(select(CertificateRow.id).where(CertificateRow.replaces == id)).first() is not None


def _new_id() -> str:
    return _id_of(secrets.token_hex(32))


def _id_of(made_of: str) -> str:
    number, letters = int.from_bytes(sha512(made_of.encode()).digest()), ""
    for _ in range(RANDOM_LETTERS):
        number, place = divmod(number, len(ALPHABET))
        letters += ALPHABET[place]
    return letters + _check_character(letters)


def _check_character(letters: str) -> str:
    """Weighted by place, so that swapped neighbours are caught as well as wrong letters."""
    total = sum(place * ALPHABET.index(letter) for place, letter in enumerate(letters, start=1))
    return ALPHABET[-total % len(ALPHABET)]


def _well_formed(id: str) -> bool:
    return (
        len(id) == RANDOM_LETTERS + 1
        and all(letter in ALPHABET for letter in id)
        and _check_character(id[:-1]) == id[-1]
    )


def _canonical(typed: str) -> str:
    return "".join(letter for letter in typed.upper() if letter.isalnum())
