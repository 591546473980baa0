"""Attempts: the final check, its safety follow-up, walks through cases, and the equal way: a talk."""

from api.attempts.answering import Saved, answer
from api.attempts.giving import LONGEST_AGO, REASONS, give_try, talked_through
from api.attempts.handing_in import hand_in
from api.attempts.practising import (
    Practice,
    PracticeLine,
    Practised,
    Purpose,
    asked_before,
    asked_in_practice,
    practice,
    practice_questions,
    practise,
    practised,
    start_practice,
)
from api.attempts.recording import record
from api.attempts.reviewing import Result, ReviewedOption, ReviewedQuestion, result, reviewed
from api.attempts.rows import passes, under_way, unkept
from api.attempts.showing import Asked, OptionShown, Paper, PaperLine, asked, asked_of, by_id, paper
from api.attempts.starting import CheckState, check_state, start_check, start_follow_up
from api.attempts.tries import tries_allowed
from api.attempts.walking import Walk, WalkedChoice, choose, dial_of, start_case, walk, walked

__all__ = [
    "LONGEST_AGO",
    "REASONS",
    "Asked",
    "CheckState",
    "OptionShown",
    "Paper",
    "PaperLine",
    "Practice",
    "PracticeLine",
    "Practised",
    "Purpose",
    "Result",
    "ReviewedOption",
    "ReviewedQuestion",
    "Saved",
    "Walk",
    "WalkedChoice",
    "answer",
    "asked",
    "asked_before",
    "asked_in_practice",
    "asked_of",
    "by_id",
    "check_state",
    "choose",
    "dial_of",
    "give_try",
    "hand_in",
    "paper",
    "passes",
    "practice",
    "practice_questions",
    "practise",
    "practised",
    "record",
    "result",
    "reviewed",
    "start_case",
    "start_check",
    "start_follow_up",
    "start_practice",
    "talked_through",
    "tries_allowed",
    "under_way",
    "unkept",
    "walk",
    "walked",
]
