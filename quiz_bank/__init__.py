"""Banks of lessons, questions and cases: reading, linting, drawing and marking. No web, no database, no clock."""

from quiz_bank.bank import Bank, Case, Choice, DrawGroup, Lesson, Link, PassRule, Step
from quiz_bank.drawing import Drawn, PoolTooSmall, draw, draw_follow_up
from quiz_bank.findings import Finding, Place
from quiz_bank.formats.markdown import FilesUnreadable, content_hash, read, read_folder
from quiz_bank.lint import lint
from quiz_bank.marking import Marked, Score, mark, mark_all
from quiz_bank.question import Mark, Note, Option, Outcome, Question, Unreadable
from quiz_bank.reading import Reading

__all__ = [
    "Bank",
    "Case",
    "Choice",
    "DrawGroup",
    "Drawn",
    "FilesUnreadable",
    "Finding",
    "Lesson",
    "Link",
    "Mark",
    "Marked",
    "Note",
    "Option",
    "Outcome",
    "PassRule",
    "Place",
    "PoolTooSmall",
    "Question",
    "Reading",
    "Score",
    "Step",
    "Unreadable",
    "content_hash",
    "draw",
    "draw_follow_up",
    "lint",
    "mark",
    "mark_all",
    "read",
    "read_folder",
]
