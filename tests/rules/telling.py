"""Tells invented histories to the database, row by row as its tables hold them."""

from collections import defaultdict
from typing import Any

from sqlmodel import SQLModel

from api import courses
from api.store import Db
from api.tables import (
    AssignmentRow,
    AttemptRow,
    CertificateRow,
    ExemptionRow,
    ExtraTryRow,
    LessonEventRow,
    PersonRow,
    ResultRow,
    TermRow,
    WithdrawalRow,
)
from tests.clock import START
from tests.rules import reference
from tests.rules.histories import EDITIONS, files_of
from tests.rules.reference import History

Rows = dict[type[SQLModel], list[dict[str, Any]]]


def tell(db: Db, lives: dict[int, History], giver: int) -> None:
    """The id of each person -> what happened to them. `giver`: somebody who is here already."""
    editions = {}
    for number, each in enumerate(EDITIONS, start=1):
        edition = courses.publish(db, files_of(number), "Kettle council", each.moment)
        editions.setdefault(each.course, edition.id)
    rows, cycles = Rows(), dict[tuple[int, str, int], int]()
    rows = defaultdict(list)
    for person, history in lives.items():
        for event in history:
            if isinstance(event, reference.Cycle):
                cycles[person, event.course, event.cycle] = len(cycles) + 1000
    for person, history in lives.items():
        for event in history:
            cycle = cycles.get((person, getattr(event, "course", ""), getattr(event, "cycle", 0)), 0)
            _note(rows, person, event, cycle, giver, editions)
    for table in (*_ORDER, WithdrawalRow):
        if rows[table]:
            db.execute(table.__table__.insert(), rows[table])


_ORDER = (
    PersonRow,
    ExemptionRow,
    AssignmentRow,
    TermRow,
    LessonEventRow,
    ExtraTryRow,
    AttemptRow,
    ResultRow,
    CertificateRow,
)


def _note(rows: Rows, person: int, event: Any, cycle: int, giver: int, editions: dict[str, int]) -> None:
    match event:
        case reference.Employed(started, left):
            rows[PersonRow].append(
                {
                    "id": person,
                    "email": f"p{person}@work.example",
                    "name": "P",
                    "role": "staff",
                    "started_on": started,
                    "left_on": left,
                    "added_at": START,
                }
            )
        case reference.Exempted(course, code, first, last):
            days = {"from_on": first, "until_on": last, "at": START}
            rows[ExemptionRow].append({"person_id": person, "course_id": course, "code": code, **days})
        case reference.Cycle(course, number, moment):
            which = {"id": cycle, "course_id": course, "number": number}
            rows[AssignmentRow].append({**which, "person_id": person, "assigned_at": moment})
        case reference.Term(_, _, moment, required, due_on):
            asked = {"required": required, "due_on": due_on, "at": moment}
            rows[TermRow].append({"assignment_id": cycle, **asked})
        case reference.Opened(_, _, moment):
            lesson = {"lesson": "L1", "event": "opened", "at": moment}
            rows[LessonEventRow].append({"assignment_id": cycle, **lesson})
        case reference.Granted(_, _, moment):
            given = {"reason": "other", "words": "", "given_by": giver, "at": moment}
            rows[ExtraTryRow].append({"assignment_id": cycle, **given})
        case reference.Withdrawn(attempt, on):
            certificate = {"certificate_id": f"C{attempt}", "reason": "A test.", "withdrawn_on": on}
            rows[WithdrawalRow].append({**certificate, "at": START})
        case reference.Attempt():
            _note_attempt(rows, person, event, cycle, editions[event.course])


def _note_attempt(rows: Rows, person: int, event: reference.Attempt, cycle: int, edition: int) -> None:
    whose = {"person_id": person, "assignment_id": cycle}
    rows[AttemptRow].append(
        {
            "id": event.id,
            "edition_id": edition,
            "purpose": event.purpose,
            "case_id": "",
            **whose,
            "follows": event.of,
            "number": event.id,
            "seed": "",
            "paper": [],
            "started_at": event.started,
            "handed_in_at": event.handed_in,
        }
    )
    if event.handed_in is None:
        return
    passed = {"passed_on": event.passed_on, "valid_until": event.valid_until}
    rows[ResultRow].append(
        {
            "attempt_id": event.id,
            "course_id": event.course,
            "outcome": event.outcome,
            **whose,
            "right": 0,
            "total": 0,
            "critical_missed": [],
            "after_follow_up": False,
            **passed,
            "at": event.handed_in,
        }
    )
    if event.outcome == "passed":
        root = event.of or event.id
        rows[CertificateRow].append(
            {
                "id": f"C{root}",
                "attempt_id": root,
                "person_id": person,
                "edition_id": edition,
                "name": "P",
                **passed,
                "issued_at": event.handed_in,
                "replaces": None,
            }
        )
