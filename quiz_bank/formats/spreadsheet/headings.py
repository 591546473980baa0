"""The columns: what each holds, the headings it may have, and how it is explained to whoever fills it in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quiz_bank.exchange.incoming import MOST_OPTIONS, letters


@dataclass(frozen=True)
class Column:
    """`key`: what a row of ours is known by. `words`: other headings that mean the same. `always`: in every sheet.

    `width`: in letters. `offered`: what a program may offer to choose from.
    """

    key: str
    heading: str
    words: str
    explained: str
    width: int = 12
    always: bool = True
    offered: tuple[str, ...] = ()


FORMAT = "A spreadsheet"
OPTION, FEEDBACK = "option ", "feedback "
QUESTIONS, HOW_TO, LESSONS = "Questions", "How to fill this in", "Lessons"
"""The sheets."""
KIND_NAMES = ("single", "multiple", "order", "match", "sort", "typed", "notice", "reflect")
_FIRST = (
    Column(
        "id",
        "ID",
        "question id, number, no, nr, ref, reference, identifier, question number, code",
        "A name for life, such as Q-L1-01: capitals, digits and hyphens. Leave it empty for a new question "
        "and it gets one. Never give an old one to another question.",
    ),
    Column(
        "lesson",
        "Lesson",
        "module, topic, section, chapter, category, unit, learning point",
        "The ID of a lesson on the sheet Lessons, or its title.",
        9,
    ),
    Column(
        "kind",
        "Kind",
        "type, question type, kind of question",
        "How it is answered; see below. Left empty, it is single where Right names one option, multiple where it "
        "names more.",
        10,
        True,
        KIND_NAMES,
    ),
    Column(
        "title", "Title", "name, heading, short title, question title", "A few words that tell it apart.", 22
    ),
    Column(
        "text",
        "Question",
        "question text, text, stem, prompt, scenario, item",
        "The situation, an empty line (Alt+Enter twice), and what is asked. Markdown: **bold**, *slanted*.",
        48,
    ),
    Column(
        "right",
        "Right",
        "correct, answer, key, solution, right answer, right answers, correct answer, correct answers, answers, "
        "right option, right options, correct option, correct options, answer key",
        "The letter of the right option, such as B; several as A, C.",
        9,
    ),
)
_LAST = (
    Column(
        "boxes",
        "Boxes",
        "box, groups, bins",
        "sort: the names of the boxes with | between them. match: what can be chosen from, where that is more "
        "than the pairs use.",
        22,
        False,
    ),
    Column(
        "model",
        "Model",
        "model answer, sample answer, example answer",
        "reflect: one way to put it, that one's own words are laid beside.",
        40,
        False,
    ),
    Column(
        "checks",
        "Check",
        "checks, checklist, check list",
        "reflect: what to look for, a line each.",
        30,
        False,
    ),
    Column(
        "why",
        "Why",
        "explanation, general feedback, feedback, rationale, reason, overall feedback",
        "What is so about it; everyone reads it after the answer.",
        40,
    ),
    Column(
        "difficulty", "Difficulty", "level", "1 easy, 2 usual, 3 hard. Empty is 2.", 10, True, ("1", "2", "3")
    ),
    Column(
        "critical",
        "Critical",
        "safety critical, must be right",
        "yes where it must be right to pass, or the letters of the options that this rests on.",
        9,
    ),
    Column("covers", "Covers", "covered, atoms", "The parts of the lesson that it asks about: L1a L1b.", 12),
    Column(
        "use",
        "Use",
        "used, used for, where used",
        "before the lesson, practice in it, check at the end, or both practice and check. Empty is both.",
        10,
        True,
        ("before", "practice", "check", "both"),
    ),
    Column(
        "note",
        "Content note",
        "note, content warning, trigger warning",
        "What a reader is told before a hard question. Shown to everyone.",
        20,
    ),
    Column("source", "Source", "sources, origin", "Where it comes from: review, learning point 5.", 20),
    Column(
        "choose",
        "Choose",
        "number to choose, how many",
        "multiple: how many options have to be chosen.",
        9,
        False,
    ),
    Column(
        "enough",
        "Enough",
        "pass mark, enough to pass",
        "From which share it counts as right: 5 of 6.",
        9,
        False,
    ),
    Column(
        "shuffle",
        "Shuffle",
        "shuffled, shuffle options",
        "no where options keep their order.",
        9,
        False,
        ("yes", "no"),
    ),
    Column(
        "audience", "Audience", "for whom, meant for", "For whom, where a course names several.", 14, False
    ),
    Column(
        "review", "Review", "review date, review by", "When it is to be looked at again: 2027-03.", 12, False
    ),
    Column(
        "accept",
        "Accept",
        "accepted, accepted findings",
        "Findings accepted, a line each: W03 and why.",
        20,
        False,
    ),
    Column(
        "remarks",
        "Author's notes",
        "author notes, remarks, internal notes",
        "Your own, a line each, shown to nobody else.",
        24,
        False,
    ),
)
COLUMNS = (*_FIRST, *_LAST)
LESSON_COLUMNS = (
    Column("id", "ID", "lesson id, lesson, number", "L1, L2 and so on.", 9),
    Column("title", "Title", "name, lesson title, heading", "The heading that learners see.", 30),
    Column("text", "Text", "teaching text, content, lesson text", "What it teaches, as Markdown.", 90),
)
LETTERS = tuple(each.upper() for each in letters(MOST_OPTIONS))
_NUMBERED = {str(number): letter for number, letter in enumerate(LETTERS, 1)} | {
    each: each for each in LETTERS
}
_OPTION = r"(?:option|answer|choice|alternative|possible answer|answer option|answer choice|step|card|pair|response)"
_TOLD = r"(?:feedback|explanation|comment|rationale|why)"
_NAME = r"([a-z][0-9]?|[0-9]{1,3})"
_OPTION_FORMS = [re.compile(form) for form in (rf"{_OPTION} ?{_NAME}", r"([a-h])", rf"{_NAME} {_OPTION}")]
_FEEDBACK_FORMS = [
    re.compile(form)
    for form in (
        rf"{_TOLD} ?{_NAME}",
        rf"{_TOLD} (?:for|on|to|of) (?:{_OPTION} )?{_NAME}",
        rf"{_OPTION} ?{_NAME} {_TOLD}",
        rf"{_TOLD} {_OPTION} ?{_NAME}",
        rf"{_NAME} {_TOLD}",
    )
]


def plain(heading: str) -> str:
    return " ".join(
        re.sub(r"[^\w]+|_", " ", heading[:200].replace("'", "").replace("’", "").casefold()).split()
    )


def _by_heading(columns: Iterable[Column]) -> dict[str, str]:
    return {
        plain(word): each.key for each in columns for word in (each.key, each.heading, *each.words.split(","))
    }


_KEYS, _LESSON_KEYS = _by_heading(COLUMNS), _by_heading(LESSON_COLUMNS)


def key_of(heading: str) -> str:
    """What a column of this heading holds: a key of COLUMNS, "option B", "feedback B", or nothing that we know."""
    said = plain(heading)
    if said in _KEYS:
        return _KEYS[said]
    for first, forms in ((FEEDBACK, _FEEDBACK_FORMS), (OPTION, _OPTION_FORMS)):
        found = next((match for form in forms if (match := form.fullmatch(said))), None)
        if found and (letter := _NUMBERED.get(found[1].upper())):
            return first + letter
    return ""


def known(row: Mapping[int, str]) -> dict[int, str]:
    """Column -> what it holds, for those of a row of headings that we know."""
    found = {column: key_of(words) for column, words in row.items()}
    return {column: key for column, key in found.items() if key}


def known_of_lessons(row: Mapping[int, str]) -> dict[int, str]:
    found = {column: _LESSON_KEYS.get(plain(words), "") for column, words in row.items()}
    return {column: key for column, key in found.items() if key}


def heading_of(key: str) -> str:
    """How we write it."""
    return next((each.heading for each in COLUMNS if each.key == key), key[:1].upper() + key[1:])
