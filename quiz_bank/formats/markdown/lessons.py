"""One lesson: its settings, its atoms and its teaching text."""

import re

from quiz_bank.bank import Lesson
from quiz_bank.formats.markdown import prose
from quiz_bank.formats.markdown.draft import Draft, Reference
from quiz_bank.formats.markdown.page import Heading, Page
from quiz_bank.formats.markdown.settings import Settings, closing, closing_start, opening
from quiz_bank.formats.markdown.values import accepted, number

_KEYS = frozenset("atoms covers part outcome minutes audience story note source accept".split())
_ATOM = re.compile(r"([A-Za-z][A-Za-z0-9-]*)(?:[ \t]+(.*))?", re.DOTALL)


def read_lesson(page: Page, heading: Heading, stop: int, draft: Draft) -> None:
    id = draft.claim(page, heading, "lesson", "L")
    if id is None:
        return
    found, start = opening(page, heading.at + 1, stop)
    end = closing_start(page, start, stop)
    settings = Settings(page, "a lesson", _KEYS, heading.at)
    settings.add([*found, *closing(page, end, stop)])
    prose.check_settings_in_text(page, start, end)
    prose.check(page, heading.at, stop)
    draft.note_places(settings, id)
    draft.lessons.append(
        Lesson(
            id=id,
            title=heading.title,
            text=page.text(start, end),
            atoms=_atoms(page, heading, settings, id, draft),
            covers=draft.names_atoms(settings),
            part=settings.text("part"),
            outcome=settings.text("outcome"),
            minutes=number(settings, "minutes", 1, 600, None),
            audience=settings.text("audience"),
            story=tuple(each.strip() for each in settings.text("story").split("|") if each.strip()),
            note=settings.text("note"),
            source=settings.text("source"),
            accept=accepted(settings),
            remarks=page.remarks_in(heading.at, stop),
        )
    )


def _atoms(page: Page, heading: Heading, settings: Settings, lesson: str, draft: Draft) -> dict[str, str]:
    """A one-letter atom takes its lesson's id before it; a lesson that names none is one atom."""
    setting = settings.one("atoms")
    atoms: dict[str, str] = {}
    at = setting.at if setting else heading.at
    for said in setting.value.split("|") if setting else [f"{lesson} {heading.title}"]:
        match = _ATOM.fullmatch(said.strip())
        if not match:
            what = f'"{said.strip()[:40]}" does not begin with the id of an atom.'
            page.error("K04", at, what, 'Write it as "atoms: a reflect actively | b in supervision".')
            continue
        atom = f"{lesson}{match[1]}" if len(match[1]) == 1 else match[1]
        if atom in draft.atoms:
            earlier = draft.atoms[atom]
            where = f"line {earlier.page.place(earlier.at).line} of {earlier.page.file}"
            page.error(
                "N03", at, f'The atom "{atom}" stands on {where} already.', "Give one of them another id."
            )
            continue
        draft.atoms[atom] = Reference(page, at, atom)
        atoms[atom] = (match[2] or "").strip()
    return atoms
