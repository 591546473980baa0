"""The record of an attempt, for whoever wants to mark it again without Debrief. Ids only, nobody's name."""

from datetime import datetime

from sqlmodel import col, select

from api import audit, courses
from api.attempts import rows
from api.attempts.starting import topics_of
from api.errors import NotFound
from api.store import Db
from api.tables import AttemptRow, EditionRow, ResponseRow
from quiz_bank import Drawn
from quiz_bank.records import Given, Purpose, Record

PURPOSES: dict[str, Purpose] = {"check": "check", "follow_up": "follow-up"}


def record(db: Db, attempt_id: int, at: datetime) -> tuple[Record, dict[str, str]]:
    """With the files of its edition by path. Raises NotFound, also for what is not handed in or is never scored."""
    attempt = db.get(AttemptRow, attempt_id)
    result = rows.result_of(db, attempt_id)
    if attempt is None or result is None or attempt.purpose not in PURPOSES:
        raise NotFound("There is no final check or follow-up with this number that is handed in.")
    audit.note(db, None, "wrote out a record", f"attempt {attempt_id}", at)
    edition = db.get_one(EditionRow, attempt.edition_id)
    written = Record(
        course=edition.course_id,
        version=edition.version,
        edition=edition.sha256,
        purpose=PURPOSES[attempt.purpose],
        attempt=str(attempt_id),
        seed=attempt.seed,
        right=result.right,
        of=result.total,
        critical_missed=tuple(result.critical_missed),
        passed=result.outcome == "passed",
        topics=_topics(db, attempt),
        seen=_seen(db, attempt),
        asked=tuple(Drawn(question=question, options=tuple(options)) for question, options in attempt.paper),
        given=_given(db, attempt_id),
    )
    return written, courses.files(db, attempt.edition_id)


def _topics(db: Db, attempt: AttemptRow) -> tuple[str, ...]:
    """What a follow-up was drawn for: where its check missed critical questions."""
    check = rows.result_of(db, attempt.follows) if attempt.follows else None
    if check is None:
        return ()
    return topics_of(courses.edition(db, attempt.edition_id).bank, check.critical_missed)


def _seen(db: Db, attempt: AttemptRow) -> dict[str, int]:
    """By places, 1 the longest ago, and not by the numbers of other attempts."""
    met = rows.seen_questions(db, attempt.person_id, before=attempt)
    places = {id: place for place, id in enumerate(sorted(set(met.values())), 1)}
    return {question: places[id] for question, id in met.items()}


def _given(db: Db, attempt_id: int) -> tuple[Given, ...]:
    query = select(ResponseRow).where(ResponseRow.attempt_id == attempt_id)
    found = db.exec(query.order_by(ResponseRow.question, col(ResponseRow.number))).all()
    return tuple(Given(question=row.question, number=row.number, response=row.given) for row in found)
