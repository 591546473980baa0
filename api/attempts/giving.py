"""What a lead does for one person: giving another try, recording that a course was talked through."""

from datetime import date, datetime, timedelta

from api import assignments, audit, certificates, courses
from api.attempts import rows
from api.attempts.starting import check_state
from api.courses import Edition
from api.errors import NotAllowed, NotNeeded, NotUnderstood
from api.people import Person, clean_name
from api.store import Db
from api.tables import AttemptRow, ConversationRow, ExtraTryRow, ResultRow

REASONS = {
    "prepared": "They have gone through it again and are ready",
    "interrupted": "Something got in the way of the last try",
    "other": "Another reason",
}
"""Why another try is given."""
LONGEST_AGO = timedelta(days=90)


def give_try(
    db: Db, actor: Person, person: Person, course_id: str, reason: str, words: str, at: datetime
) -> None:
    """One more try in the running cycle, open at once, beside those of the course. `words`: optional, one line.

    Raises NotNeeded while a try is left or a pass in force, NotUnderstood, NotAllowed for oneself.
    """
    _refuse_oneself(actor, person)
    if reason not in REASONS:
        words = "Choose why you give another try."
        raise NotUnderstood(words, fields={"reason": words})
    cycle = assignments.begin(db, person, course_id, at)
    state = check_state(db, person, course_id, at)
    if state.now == "passed":
        raise NotNeeded("They have passed. Nothing more is asked of them.")
    if state.now == "under way" or state.tries_used < state.tries:
        raise NotNeeded("They have a try left. Let them use that one first.")
    if state.now == "follow-up first":
        raise NotNeeded("The safety follow-up of their last try comes first. It may be all they need.")
    said = clean_name(words)
    db.add(ExtraTryRow(assignment_id=cycle.id, reason=reason, words=said, given_by=actor.id, at=at))
    db.flush()
    audit.note(db, actor.id, "gave another try", f"person {person.id}", at, course=course_id, reason=reason)


def talked_through(
    db: Db, actor: Person, person: Person, course_id: str, held_on: date, held_with: str, at: datetime
) -> str:
    """Record that somebody talked the whole course through with this person: a pass of that day like any other.

    A check under way stays as it is. Gives the id of the certificate.
    Raises NotNeeded while a pass is in force, NotUnderstood with `fields`, NotAllowed for oneself.
    """
    _refuse_oneself(actor, person)
    supervisor = clean_name(held_with)
    if wrong := _complaints(held_on, supervisor, at.date()):
        raise NotUnderstood(" ".join(wrong.values()), fields=wrong)
    cycle = assignments.begin(db, person, course_id, at)
    passed = rows.passes(db, person, course_id)
    if check_state(db, person, course_id, at).now == "passed":
        raise NotNeeded("They have passed already. Their certificate is in force.")
    if passed and passed[-1].passed_on and held_on <= passed[-1].passed_on:
        words = "They passed after that day. Give the day of a talk since then."
        raise NotUnderstood(words, fields={"held_on": words})
    audit.note(
        db, actor.id, "recorded a talk", f"person {person.id}", at, course=course_id, held_on=str(held_on)
    )
    talk = ConversationRow(attempt_id=0, held_on=held_on, held_with=supervisor, recorded_by=actor.id)
    return _pass(db, person, cycle.id, courses.newest(db, course_id), talk, at)


def _pass(db: Db, person: Person, cycle: int, edition: Edition, talk: ConversationRow, at: datetime) -> str:
    ends = rows.ends_on(db, person, edition, talk.held_on)
    attempt = AttemptRow(
        person_id=person.id,
        assignment_id=cycle,
        edition_id=edition.id,
        purpose="conversation",
        number=rows.next_number(db, cycle, "conversation"),
        seed="",
        paper=[],
        started_at=at,
        handed_in_at=at,
    )
    db.add(attempt)
    db.flush()
    talk.attempt_id = attempt.id or 0
    result = ResultRow(
        attempt_id=talk.attempt_id,
        person_id=person.id,
        course_id=edition.course_id,
        assignment_id=cycle,
        outcome="passed",
        right=0,
        total=0,
        critical_missed=[],
        passed_on=talk.held_on,
        valid_until=ends,
        at=at,
    )
    db.add_all([talk, result])
    db.flush()
    return certificates.issue(db, person, edition.id, talk.attempt_id, talk.held_on, ends, at)


def _complaints(held_on: date, supervisor: str, today: date) -> dict[str, str]:
    wrong = {}
    if held_on > today:
        wrong["held_on"] = "That day is still to come. Record the talk once it was held."
    elif held_on < today - LONGEST_AGO:
        wrong["held_on"] = f"That day is more than {LONGEST_AGO.days} days ago. Talk it through again."
    if not supervisor:
        wrong["held_with"] = "Write the name of the supervisor or trainer."
    return wrong


def _refuse_oneself(actor: Person, person: Person) -> None:
    if actor.id == person.id:
        raise NotAllowed("Somebody else who answers for you has to do this. You cannot do it for yourself.")
