"""One question: settings, text, answers, closing settings."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from quiz_bank.findings import did_you_mean, listed
from quiz_bank.formats.markdown import prose
from quiz_bank.formats.markdown.choices import is_boxed, read_choices, write_choices
from quiz_bank.formats.markdown.draft import Draft
from quiz_bank.formats.markdown.free import no_list, read_notice, read_reflect, write_notice, write_reflect
from quiz_bank.formats.markdown.items import Answers, IsMarked, answers
from quiz_bank.formats.markdown.lines import read_lines, write_lines
from quiz_bank.formats.markdown.page import Heading, Page
from quiz_bank.formats.markdown.pairs import is_paired, read_match, read_sort, write_match, write_sort
from quiz_bank.formats.markdown.settings import Setting, Settings, closing, closing_start, opening
from quiz_bank.formats.markdown.steps import is_numbered, read_steps, write_steps
from quiz_bank.formats.markdown.values import accepted, one_of, share, yes
from quiz_bank.kinds import AnyQuestion

_QUESTION: TypeAdapter[AnyQuestion] = TypeAdapter(AnyQuestion)
_COMMON = frozenset("kind lesson covers difficulty audience note use review why source accept".split())
_SCORED = frozenset(["critical", "enough"])
Build = Callable[[Page, int, Settings, Answers], dict[str, Any] | None]
Write = Callable[[Any], tuple[list[str], list[str]]]


@dataclass(frozen=True)
class Written:
    """How a kind stands in the text: its own keys, what marks an item as an answer, and how its fields are read.

    `write`: the lines of its own settings, and those of its answers. `parted`: a rule such as `***` parts a list of
    the text from the answers.
    """

    keys: frozenset[str]
    is_marked: IsMarked
    build: Build
    write: Write
    parted: bool = False
    owner: str = "a question"


_OF_THIS_KIND = "a question of this kind"
_BOXES = Written(_SCORED | {"choose", "shuffle"}, is_boxed, read_choices, write_choices)
WRITTEN = {
    "single": _BOXES,
    "multiple": _BOXES,
    "order": Written(_SCORED, is_numbered, read_steps, write_steps, True, _OF_THIS_KIND),
    "match": Written(_SCORED, is_paired, read_match, write_match, True, _OF_THIS_KIND),
    "sort": Written(_SCORED | {"boxes", "shuffle"}, is_paired, read_sort, write_sort, True, _OF_THIS_KIND),
    "typed": Written(_SCORED, is_boxed, read_lines, write_lines, False, _OF_THIS_KIND),
    "notice": Written(frozenset(), is_boxed, read_notice, write_notice, False, _OF_THIS_KIND),
    "reflect": Written(
        frozenset(["model", "check"]), no_list, read_reflect, write_reflect, False, _OF_THIS_KIND
    ),
}


def read_question(page: Page, heading: Heading, stop: int, draft: Draft) -> None:
    start = heading.at + 1
    found, start = opening(page, start, stop)
    id = draft.claim(page, heading, "question", _first_of_ids(found))
    written = _written(page, found)
    if written is None or id is None:
        return
    page.retired = draft.retired_in(id)
    listing = answers(page, start, stop, written.is_marked, written.parted)
    end = listing.stop if listing.items else closing_start(page, start, stop)
    settings = Settings(page, written.owner, _COMMON | written.keys, heading.at)
    settings.add([*found, *closing(page, end, stop)])
    text_end = listing.start if listing.items else end
    fields = _fields(page, heading, settings, draft)
    built = written.build(page, heading.at, settings, listing)
    prose.check_settings_in_text(page, start, text_end)
    prose.check_boxes(page, start, stop)
    prose.check(page, heading.at, stop)
    draft.note_places(settings, id)
    draft.places |= {f"{id}/{item.id}": page.place(item.at) for item in listing.items if item.id}
    text = page.text(start, text_end)
    if not text:
        page.error("Q01", heading.at, "This question has no text.", "Write what is asked above the options.")
    if built is None:
        return
    draft.places[f"{id}:text"] = page.place(_first_line(page, start))
    remarks = page.remarks_in(heading.at, stop)
    whole = {"id": id, "text": text, "remarks": remarks, **fields, **built}
    draft.questions.append(_QUESTION.validate_python(whole))


def _first_of_ids(found: list[Setting]) -> str:
    """How the id of a question begins that has none yet: Q-L1- in the lesson L1."""
    named = next((setting.value for setting in found if setting.key == "lesson"), "")
    return f"Q-{named}-" if re.fullmatch(r"[A-Z][A-Z0-9]*", named) else "Q-"


def _first_line(page: Page, start: int) -> int:
    return next((at for at in range(start, len(page.lines)) if page.lines[at].strip()), start)


def _written(page: Page, found: list[Setting]) -> Written | None:
    kind = next((setting for setting in found if setting.key == "kind"), None)
    said = kind.value.lower() if kind else "single"
    if kind and said not in WRITTEN:
        what = f'Questions of the kind "{kind.value}" are not read. The kinds read are: {listed(WRITTEN)}.'
        remedy = did_you_mean(said, WRITTEN, "Ask it as one of these, or leave it out for now.")
        page.error("Q03", kind.at, what, remedy)
    return WRITTEN.get(said)


def _fields(page: Page, heading: Heading, settings: Settings, draft: Draft) -> dict[str, Any]:
    lessons = draft.names_lessons(settings)
    lesson = settings.one("lesson")
    if lesson is None:
        what = "This question does not say which lesson it belongs to."
        page.error("K05", heading.at, what, 'Add a line such as "lesson: L1" right under its heading.')
    elif len(lessons) > 1:
        what = f"This question names {len(lessons)} lessons and can count for one only."
        page.error("N04", lesson.at, what, f'Keep "lesson: {lessons[0]}" and name the rest with "covers:".')
    return {
        "title": heading.title,
        "lesson": lessons[0] if lessons else "",
        "covers": draft.names_atoms(settings),
        "difficulty": int(one_of(settings, "difficulty", ("1", "2", "3"), "2")),
        "use": one_of(settings, "use", ("before", "practice", "check", "both"), "both"),
        "audience": settings.text("audience"),
        "note": settings.text("note"),
        "review": settings.text("review"),
        "shuffle": yes(settings, "shuffle", True),
        "enough": share(settings, "enough"),
        "why": settings.text("why"),
        "source": settings.text("source"),
        "accept": accepted(settings),
    }
