"""All tables and constraints, in the order in which a person meets them."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import DateTime, TypeDecorator
from sqlmodel import Field, SQLModel

SQLModel.metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in, aware UTC out; SQLite would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PersonRow(SQLModel, table=True):
    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("role IN ('staff', 'trainer', 'lead', 'admin')", name="role"),
        CheckConstraint("email = lower(email)", name="email_lower"),
    )

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    name: str
    role: str = "staff"
    password_hash: str | None = None
    added_at: datetime = Field(sa_type=UtcDateTime)
    suspended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class LinkRow(SQLModel, table=True):
    """A one-time link to set a password; only the hash of its token is kept."""

    __tablename__ = "links"

    token_hash: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SessionRow(SQLModel, table=True):
    """A signed-in browser; only the hash of its token is kept."""

    __tablename__ = "sessions"

    token_hash: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    shared: bool = False
    started_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CourseRow(SQLModel, table=True):
    __tablename__ = "courses"

    id: str = Field(primary_key=True)
    title: str


class EditionRow(SQLModel, table=True):
    __tablename__ = "editions"
    __table_args__ = (UniqueConstraint("course_id", "number"), UniqueConstraint("course_id", "sha256"))

    id: int | None = Field(default=None, primary_key=True)
    course_id: str = Field(foreign_key="courses.id")
    number: int
    sha256: str
    version: str
    issuer: str
    published_at: datetime = Field(sa_type=UtcDateTime)


class EditionFileRow(SQLModel, table=True):
    """One file of a bank, byte for byte as it was published."""

    __tablename__ = "edition_files"

    edition_id: int = Field(foreign_key="editions.id", primary_key=True)
    path: str = Field(primary_key=True)
    content: str


class AssignmentRow(SQLModel, table=True):
    """One cycle of a person with a course; a renewal is a new row."""

    __tablename__ = "assignments"
    __table_args__ = (UniqueConstraint("person_id", "course_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id")
    course_id: str = Field(foreign_key="courses.id", index=True)
    number: int
    required: bool
    assigned_at: datetime = Field(sa_type=UtcDateTime)
    due_on: date | None = None


class LessonEventRow(SQLModel, table=True):
    __tablename__ = "lesson_events"
    __table_args__ = (CheckConstraint("event IN ('opened', 'read')", name="event"),)

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignments.id", index=True)
    lesson: str
    event: str
    at: datetime = Field(sa_type=UtcDateTime)


class AttemptRow(SQLModel, table=True):
    """`purpose`: the final check, the safety follow-up of a check (`follows`), or a walk through a case (`case_id`).

    `paper`: the questions drawn, each with its options in the order shown: [[question, [option, ..]], ..].
    """

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("assignment_id", "purpose", "case_id", "number"),
        CheckConstraint("purpose IN ('check', 'follow_up', 'case')", name="purpose"),
        Index(
            "uq_attempts_one_open",
            "assignment_id",
            "purpose",
            "case_id",
            unique=True,
            sqlite_where=text("handed_in_at IS NULL"),
            postgresql_where=text("handed_in_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    assignment_id: int = Field(foreign_key="assignments.id")
    edition_id: int = Field(foreign_key="editions.id")
    purpose: str
    case_id: str = ""
    follows: int | None = Field(default=None, foreign_key="attempts.id")
    number: int
    seed: str
    paper: list[Any] = Field(sa_type=JSON)
    started_at: datetime = Field(sa_type=UtcDateTime)
    handed_in_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ResponseRow(SQLModel, table=True):
    """What was given to one question or step, numbered from 1; earlier ones stay."""

    __tablename__ = "responses"
    __table_args__ = {"sqlite_with_rowid": False}

    attempt_id: int = Field(
        sa_column=Column(Integer, ForeignKey("attempts.id"), primary_key=True, autoincrement=False)
    )
    question: str = Field(sa_column=Column(String, primary_key=True))
    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    given: dict[str, Any] = Field(sa_type=JSON)
    at: datetime = Field(sa_type=UtcDateTime)


class ResultRow(SQLModel, table=True):
    """Of a check or follow-up handed in. A pass of a follow-up is the pass of its check."""

    __tablename__ = "results"
    __table_args__ = (CheckConstraint("outcome IN ('passed', 'follow_up', 'not_yet')", name="outcome"),)

    attempt_id: int = Field(
        sa_column=Column(Integer, ForeignKey("attempts.id"), primary_key=True, autoincrement=False)
    )
    person_id: int = Field(foreign_key="people.id", index=True)
    course_id: str = Field(foreign_key="courses.id")
    assignment_id: int = Field(foreign_key="assignments.id", index=True)
    outcome: str
    right: int
    total: int
    critical_missed: list[str] = Field(sa_type=JSON)
    after_follow_up: bool = False
    passed_on: date | None = None
    valid_until: date | None = None
    at: datetime = Field(sa_type=UtcDateTime)


class CertificateRow(SQLModel, table=True):
    __tablename__ = "certificates"

    id: str = Field(primary_key=True)
    attempt_id: int = Field(foreign_key="attempts.id", index=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    edition_id: int = Field(foreign_key="editions.id")
    name: str
    passed_on: date
    valid_until: date | None = None
    issued_at: datetime = Field(sa_type=UtcDateTime)
    replaces: str | None = Field(default=None, foreign_key="certificates.id", unique=True)


class WithdrawalRow(SQLModel, table=True):
    __tablename__ = "withdrawals"

    certificate_id: str = Field(foreign_key="certificates.id", primary_key=True)
    reason: str
    withdrawn_on: date
    at: datetime = Field(sa_type=UtcDateTime)
