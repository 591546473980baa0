"""One case: a situation, its steps, and what can be done at each."""

import re

from quiz_bank.bank import Case, Choice, Step
from quiz_bank.findings import nearest
from quiz_bank.formats.markdown import prose
from quiz_bank.formats.markdown.draft import Draft
from quiz_bank.formats.markdown.items import RESERVED, Answers, Item, answers, name_items, take_target
from quiz_bank.formats.markdown.page import CLOSING_MARKS, Heading, Page
from quiz_bank.formats.markdown.settings import Settings, closing, closing_start, opening
from quiz_bank.formats.markdown.values import accepted, number, one_of

_KEYS = frozenset("lesson covers difficulty audience note source accept".split())
_STEP_KEYS = frozenset("end expect".split())
_WORTHS = ("best", "partly", "poor")
_ENDINGS = ("good", "mixed", "poor")
_WORD = re.compile(r"\(([^\s()]{1,20})\)[ \t]*(.*)", re.DOTALL)
_STEP_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")


def read_case(page: Page, heading: Heading, stop: int, draft: Draft) -> None:
    id = draft.claim(page, heading, "case", "CASE-")
    if id is None:
        return
    steps = [each for each in page.headings if heading.at < each.at < stop and each.level == 2]
    text_stop = steps[0].at if steps else stop
    found, start = opening(page, heading.at + 1, text_stop)
    end = closing_start(page, start, text_stop)
    settings = Settings(page, "a case", _KEYS, heading.at)
    settings.add([*found, *closing(page, end, text_stop)])
    prose.check_settings_in_text(page, start, end)
    draft.note_places(settings, id)
    lessons = draft.names_lessons(settings)
    if not lessons:
        what = "This case does not say which lessons it belongs to."
        page.error("K05", heading.at, what, 'Add a line such as "lesson: L1 L2" right under its heading.')
    if not steps:
        page.error("B10", heading.at, "This case has no steps.", 'Begin each step with "## Title {#id}".')
    ids = _step_ids(page, steps, draft.retired_in(id))
    ends = [each.at for each in steps[1:]] + [stop]
    read = [
        _read_step(page, each, ids[each.at], until, draft, id)
        for each, until in zip(steps, ends, strict=False)
    ]
    prose.check(page, heading.at, stop)
    case = {
        "id": id,
        "title": heading.title,
        "text": page.text(start, end),
        "lessons": lessons,
        "steps": tuple(read),
        "covers": draft.names_atoms(settings),
        "difficulty": int(one_of(settings, "difficulty", ("1", "2", "3"), "2")),
        "audience": settings.text("audience"),
        "note": settings.text("note"),
        "source": settings.text("source"),
        "accept": accepted(settings),
        "remarks": page.remarks_in(heading.at, text_stop),
    }
    draft.cases.append(Case.model_validate(case))


def _step_ids(page: Page, steps: list[Heading], retired: set[str]) -> dict[int, str]:
    """The id of each step by its line; a step without one of its own is given one."""
    taken = {step.id for step in steps} | retired
    numbers = range(1, len(steps) + len(taken) + 1)
    free = (id for number in numbers if (id := f"step-{number}") not in taken)
    owners: dict[str, int] = {}
    for step in steps:
        page.ids[step.at] += step.id is not None
        if step.id is None:
            id = next(free)
            what = f'The step "{step.title}" has no id yet and was given {id}.'
            page.inform("I05", step.at, what, "It is written into the text when it is saved.")
            page.give(step.at, id, CLOSING_MARKS)
        else:
            id = step.id if _may_be(page, step, step.id, owners) else next(free)
        owners[id] = step.at
    return {at: id for id, at in owners.items()}


def _may_be(page: Page, step: Heading, id: str, owners: dict[str, int]) -> bool:
    if id in owners:
        what = f'"{id}" is already the id of the step on line {page.place(owners[id]).line}.'
        page.error("I01", step.at, what, "Give this step an id of its own; ids are never used twice.")
    elif id in RESERVED:
        page.error(
            "I03", step.at, f'"{id}" cannot be an id; it has a meaning of its own.', "Use another word."
        )
    elif not _STEP_ID.fullmatch(id):
        what = f'"{id}" cannot be the id of a step.'
        page.error(
            "I02",
            step.at,
            what,
            "Begin with a small letter; after it small letters, digits and hyphens, 60 in all at most.",
        )
    else:
        return True
    return False


def is_choice(mark: str, text: str) -> bool:
    """A word in brackets that says how good it is, or an arrow."""
    word = _WORD.match(text)
    return (word is not None and _worth(word[1]) is not None) or take_target(text)[1] is not None


def _worth(word: str) -> str | None:
    return word.lower() if word.lower() in _WORTHS else nearest(word, _WORTHS)


def _read_step(page: Page, heading: Heading, id: str, stop: int, draft: Draft, case: str) -> Step:
    found, start = opening(page, heading.at + 1, stop)
    listing = answers(page, start, stop, is_choice)
    end = listing.stop if listing.items else closing_start(page, start, stop)
    settings = Settings(page, "a step", _STEP_KEYS, heading.at)
    settings.add([*found, *closing(page, end, stop)])
    text_end = listing.start if listing.items else end
    prose.check_settings_in_text(page, start, text_end)
    if not heading.title:
        page.error("I06", heading.at, "This step has no title.", "Write one after the ## marks.")
    ending = settings.one("end")
    if ending and listing.items:
        what = "This step ends the case and still offers things to do."
        page.error("B08", ending.at, what, 'Take out "end:", or take out the choices.')
    owner = f"{case}/{id}"
    page.retired = draft.retired_in(owner)
    draft.places[owner] = page.place(heading.at)
    draft.note_places(settings, owner)
    choices = _choices(page, listing)
    draft.places |= {f"{owner}/{item.id}": page.place(item.at) for item in listing.items}
    return Step.model_validate(
        {
            "id": id,
            "title": heading.title,
            "text": page.text(start, text_end),
            "choices": choices,
            "end": one_of(settings, "end", _ENDINGS, "") or None,
            "expect": number(settings, "expect", 0, 10, None),
            "remarks": page.remarks_in(heading.at, stop),
        }
    )


def _choices(page: Page, listing: Answers) -> tuple[Choice, ...]:
    for item in listing.items:
        item.text, item.target = take_target(item.text)
    name_items(page, listing.items, "choice")
    return tuple(_choice(page, item) for item in listing.items)


def _choice(page: Page, item: Item) -> Choice:
    match = _WORD.match(item.text)
    worth = _worth(match[1]) if match else None
    text = match[2].strip() if match and worth else item.text
    if match and worth and match[1].lower() not in _WORTHS:
        page.error(
            "B09", item.at, f'"({match[1]})" does not say how good a choice is.', f"Did you mean ({worth})?"
        )
    if worth is None:
        what = f'"{text[:40]}" does not say how good a choice it is.'
        page.error("B09", item.at, what, "Begin it with (best), (partly) or (poor).")
    if not item.target:
        what = f'"{text[:40]}" leads nowhere.'
        page.error(
            "B07", item.at, what, 'End it with an arrow and the id of a step: "-> door", or "-> back".'
        )
    if not text:
        page.error("Q12", item.at, "This choice has no words.", "Write some, or take the line out.")
    return Choice.model_validate(
        {
            "id": item.id,
            "text": text,
            "worth": worth or "partly",
            "to": item.target or "",
            "feedback": item.feedback,
            "coach": item.coach,
        }
    )
