"""Banks of lessons, questions and cases: reading, linting, drawing and marking. No web, no database, no clock."""

from quiz_bank.bank import Bank, Case, Choice, DrawGroup, Lesson, Link, PassRule, Step
from quiz_bank.changes import Change, Changes, changes
from quiz_bank.checking import Checked, check
from quiz_bank.converting import FORMATS, Conversion, convert, format_of
from quiz_bank.drawing import Drawn, PoolTooSmall, draw, draw_before, draw_follow_up, draw_practice
from quiz_bank.exchange.losses import Loss
from quiz_bank.facts import Spot, facts_in, filled
from quiz_bank.findings import Finding, Place
from quiz_bank.formats.files import FilesUnreadable, content_hash, read_folder
from quiz_bank.formats.markdown import read
from quiz_bank.formats.markdown.identifying import with_ids
from quiz_bank.formats.markdown.renaming import NotRenamed, with_old_ids
from quiz_bank.formats.markdown.writing import write, write_text
from quiz_bank.formats.uploads import files_in, packed
from quiz_bank.identity import Lookalike, ids_in, lookalikes
from quiz_bank.lint import lint
from quiz_bank.marking import Marked, Score, mark, mark_all
from quiz_bank.question import Compared, Mark, Note, Option, Outcome, Point, Question, Reviewed, Unreadable
from quiz_bank.reading import Reading
from quiz_bank.recognising import recognised
from quiz_bank.schemas import schema
from quiz_bank.signing import digest_of
from quiz_bank.starting import with_course

__all__ = [
    "FORMATS",
    "Bank",
    "Case",
    "Change",
    "Changes",
    "Checked",
    "Choice",
    "Compared",
    "Conversion",
    "DrawGroup",
    "Drawn",
    "FilesUnreadable",
    "Finding",
    "Lesson",
    "Link",
    "Lookalike",
    "Loss",
    "Mark",
    "Marked",
    "NotRenamed",
    "Note",
    "Option",
    "Outcome",
    "PassRule",
    "Place",
    "Point",
    "PoolTooSmall",
    "Question",
    "Reading",
    "Reviewed",
    "Score",
    "Spot",
    "Step",
    "Unreadable",
    "changes",
    "check",
    "content_hash",
    "convert",
    "digest_of",
    "draw",
    "draw_before",
    "draw_follow_up",
    "draw_practice",
    "facts_in",
    "files_in",
    "filled",
    "format_of",
    "ids_in",
    "lint",
    "lookalikes",
    "mark",
    "mark_all",
    "packed",
    "read",
    "read_folder",
    "recognised",
    "schema",
    "with_course",
    "with_ids",
    "with_old_ids",
    "write",
    "write_text",
]
