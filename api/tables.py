"""All tables and constraints, in the order in which a person meets them."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import Field as Within
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


RowId = Annotated[int, Within(ge=1, lt=2**31)]
"""The number of a row in what was sent, within what every engine can hold."""


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
    staff_number: str | None = Field(default=None, unique=True)
    started_on: date | None = None
    left_on: date | None = None
    added_at: datetime = Field(sa_type=UtcDateTime)
    suspended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class LinkRow(SQLModel, table=True):
    """A one-time link to set a password or to sign in; only the hash of its token is kept."""

    __tablename__ = "links"
    __table_args__ = (CheckConstraint("purpose IN ('password', 'sign_in')", name="purpose"),)

    token_hash: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    purpose: str = "password"
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SessionRow(SQLModel, table=True):
    """A signed-in browser; only the hash of its token is kept."""

    __tablename__ = "sessions"

    token_hash: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    shared: bool = False
    device: str = ""
    started_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ThrottleRow(SQLModel, table=True):
    """Wrong passwords in a row. `key`: a hash of what is counted: an account, a place it came from, or both."""

    __tablename__ = "throttles"

    key: str = Field(primary_key=True)
    failures: int
    last_at: datetime = Field(sa_type=UtcDateTime, index=True)


class TeamRow(SQLModel, table=True):
    """A node of the tree of teams; those at the top are employers."""

    __tablename__ = "teams"
    __table_args__ = (UniqueConstraint("parent_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    parent_id: int | None = Field(default=None, foreign_key="teams.id")
    name: str
    added_at: datetime = Field(sa_type=UtcDateTime)
    closed_on: date | None = None


class MembershipRow(SQLModel, table=True):
    """A post of a person in a team, from its first day to its last, both included."""

    __tablename__ = "memberships"
    __table_args__ = (CheckConstraint("until_on IS NULL OR until_on >= from_on", name="dates"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    team_id: int = Field(foreign_key="teams.id", index=True)
    from_on: date
    until_on: date | None = None
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class LeadershipRow(SQLModel, table=True):
    """Who answers for a team and all below it."""

    __tablename__ = "leaderships"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    team_id: int = Field(foreign_key="teams.id", index=True)
    since: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class MailRow(SQLModel, table=True):
    """A mail to send. `text` is taken out once it has left, as it may hold a one-time link.

    `next_try_at`: empty once it has left or was given up. `expires_at`: when it is of no more use.
    """

    __tablename__ = "mails"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    address: str
    kind: str
    subject: str
    text: str | None
    queued_at: datetime = Field(sa_type=UtcDateTime)
    tries: int = 0
    next_try_at: datetime | None = Field(sa_type=UtcDateTime, index=True)
    claimed_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    trouble: str = ""


class AuditRow(SQLModel, table=True):
    """Who did what to whom or what, when. `person_id` is empty for the command line and the system itself."""

    __tablename__ = "audit"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    person_id: int | None = Field(default=None, foreign_key="people.id")
    action: str
    about: str = Field(index=True)
    detail: dict[str, Any] = Field(sa_type=JSON)


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


class PublicationRow(SQLModel, table=True):
    """An edition made live. The newest one of a course says which edition is; an older text can be made live again."""

    __tablename__ = "publications"

    id: int | None = Field(default=None, primary_key=True)
    course_id: str = Field(foreign_key="courses.id", index=True)
    edition_id: int = Field(foreign_key="editions.id")
    published_by: int | None = Field(default=None, foreign_key="people.id")
    at: datetime = Field(sa_type=UtcDateTime)


class SignOffRow(SQLModel, table=True):
    """Somebody named signed a critical question, or the course (`subject` "course"), as it read then.

    `sha256`: of what was signed. `alone`: signed by the one who published it, on a site with one trainer.
    """

    __tablename__ = "sign_offs"
    __table_args__ = (UniqueConstraint("course_id", "subject", "sha256"),)

    id: int | None = Field(default=None, primary_key=True)
    course_id: str = Field(foreign_key="courses.id")
    subject: str
    sha256: str
    name: str
    role: str
    signed_on: date
    alone: bool
    recorded_by: int = Field(foreign_key="people.id")
    at: datetime = Field(sa_type=UtcDateTime)


class DraftRow(SQLModel, table=True):
    """A bank being written. `number` goes up with every save, so that a stale page cannot overwrite a newer text."""

    __tablename__ = "drafts"

    id: int | None = Field(default=None, primary_key=True)
    title: str
    course_id: str | None = Field(default=None, foreign_key="courses.id", index=True)
    number: int
    made_by: int = Field(foreign_key="people.id")
    made_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class DraftFileRow(SQLModel, table=True):
    __tablename__ = "draft_files"

    draft_id: int = Field(foreign_key="drafts.id", primary_key=True)
    path: str = Field(primary_key=True)
    content: str


class FactRow(SQLModel, table=True):
    """What a bank calls by this name, as it is here. Without words it is not set. `set_by`: who changed it last."""

    __tablename__ = "facts"

    name: str = Field(primary_key=True)
    words: str
    set_by: int = Field(foreign_key="people.id")
    at: datetime = Field(sa_type=UtcDateTime)


class TeamAssignmentRow(SQLModel, table=True):
    """A course asked of a team and all below it, of those who join later too."""

    __tablename__ = "team_assignments"

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="teams.id", index=True)
    course_id: str = Field(foreign_key="courses.id")
    due_on: date
    assigned_by: int | None = Field(default=None, foreign_key="people.id")
    at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AssignmentRow(SQLModel, table=True):
    """One cycle of a person with a course; a renewal is a new row. What is asked by when: its newest term."""

    __tablename__ = "assignments"
    __table_args__ = (UniqueConstraint("person_id", "course_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id")
    course_id: str = Field(foreign_key="courses.id", index=True)
    number: int
    assigned_at: datetime = Field(sa_type=UtcDateTime)


class TermRow(SQLModel, table=True):
    """From `at` on, a cycle is required or not, and due by then. Rows are only ever added, so any past day can be told.

    `required`: somebody asked for it; otherwise the person chose it.
    """

    __tablename__ = "terms"

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignments.id", index=True)
    required: bool
    due_on: date | None = None
    set_by: int | None = Field(default=None, foreign_key="people.id")
    at: datetime = Field(sa_type=UtcDateTime)


class ExemptionRow(SQLModel, table=True):
    """`course_id` empty: from every course. `code`: a neutral word such as "away"; never a reason of health."""

    __tablename__ = "exemptions"
    __table_args__ = (CheckConstraint("until_on IS NULL OR until_on >= from_on", name="dates"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    course_id: str | None = Field(default=None, foreign_key="courses.id")
    code: str
    from_on: date
    until_on: date | None = None
    approved_by: int | None = Field(default=None, foreign_key="people.id")
    at: datetime = Field(sa_type=UtcDateTime)


class ExtraTryRow(SQLModel, table=True):
    """Another try that somebody gave within a cycle. `words`: what they added to the reason, if anything."""

    __tablename__ = "extra_tries"

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignments.id", index=True)
    reason: str
    words: str = ""
    given_by: int = Field(foreign_key="people.id")
    at: datetime = Field(sa_type=UtcDateTime)


class LessonEventRow(SQLModel, table=True):
    __tablename__ = "lesson_events"
    __table_args__ = (CheckConstraint("event IN ('opened', 'read')", name="event"),)

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignments.id", index=True)
    lesson: str
    event: str
    at: datetime = Field(sa_type=UtcDateTime)


class AttemptRow(SQLModel, table=True):
    """`purpose`: the final check, the safety follow-up of a check (`follows`), a walk through a case (`case_id`),
    a talk with a supervisor in place of a check (`conversations` has the rest), or practice in a lesson or before
    it, whose id `case_id` then is.

    `paper`: the questions drawn, each with its options in the order shown: [[question, [option, ..]], ..].
    """

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("assignment_id", "purpose", "case_id", "number"),
        CheckConstraint(
            "purpose IN ('check', 'follow_up', 'case', 'conversation', 'practice', 'before')", name="purpose"
        ),
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


class ConversationRow(SQLModel, table=True):
    """The equal way: the course talked through with a supervisor or trainer. Its attempt is handed in and passed."""

    __tablename__ = "conversations"

    attempt_id: int = Field(
        sa_column=Column(Integer, ForeignKey("attempts.id"), primary_key=True, autoincrement=False)
    )
    held_on: date
    held_with: str
    recorded_by: int = Field(foreign_key="people.id")


class ResultRow(SQLModel, table=True):
    """Of a check, follow-up or conversation. A pass of a follow-up is the pass of its check."""

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


class OpenCertificateRow(SQLModel, table=True):
    """Of a check that was taken without an account. `name_hash`: salted, and slow to guess."""

    __tablename__ = "open_certificates"

    id: str = Field(primary_key=True)
    edition_id: int = Field(foreign_key="editions.id")
    passed_on: date
    name_hash: str


class WithdrawalRow(SQLModel, table=True):
    __tablename__ = "withdrawals"

    certificate_id: str = Field(foreign_key="certificates.id", primary_key=True)
    reason: str
    withdrawn_on: date
    at: datetime = Field(sa_type=UtcDateTime)
