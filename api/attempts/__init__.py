"""Attempts: the final check, its safety follow-up, and walks through cases."""

from api.attempts.answering import Saved, answer
from api.attempts.handing_in import hand_in
from api.attempts.reviewing import Result, ReviewedOption, ReviewedQuestion, result
from api.attempts.rows import passes
from api.attempts.showing import Asked, OptionShown, Paper, PaperLine, asked, paper
from api.attempts.starting import CheckState, check_state, start_check, start_follow_up
from api.attempts.walking import Walk, WalkedChoice, choose, start_case, walk, walked

__all__ = [
    "Asked",
    "CheckState",
    "OptionShown",
    "Paper",
    "PaperLine",
    "Result",
    "ReviewedOption",
    "ReviewedQuestion",
    "Saved",
    "Walk",
    "WalkedChoice",
    "answer",
    "asked",
    "check_state",
    "choose",
    "hand_in",
    "paper",
    "passes",
    "result",
    "start_case",
    "start_check",
    "start_follow_up",
    "walk",
    "walked",
]
