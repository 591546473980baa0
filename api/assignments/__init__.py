"""Who is to pass which course and by when, and how far they have read."""

from api.assignments.asking import assign, take_back
from api.assignments.cycles import Assignment, begin, current, current_id, of_person
from api.assignments.lessons import LessonProgress, mark_read, open_lesson, progress
from api.assignments.team_asking import (
    GRACE,
    TeamAssignment,
    assign_team,
    for_joiner,
    for_joiners,
    of_teams,
    take_back_team,
)

__all__ = [
    "GRACE",
    "Assignment",
    "LessonProgress",
    "TeamAssignment",
    "assign",
    "assign_team",
    "begin",
    "current",
    "current_id",
    "for_joiner",
    "for_joiners",
    "mark_read",
    "of_person",
    "of_teams",
    "open_lesson",
    "progress",
    "take_back",
    "take_back_team",
]
