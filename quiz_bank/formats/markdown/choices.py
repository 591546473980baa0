"""How single and multiple are written: `- [x]` and `- [ ]`."""

import re
from typing import Any

from quiz_bank.findings import listed
from quiz_bank.formats.markdown.items import Answers, Item, name_items
from quiz_bank.formats.markdown.page import Page
from quiz_bank.formats.markdown.settings import Settings
from quiz_bank.formats.markdown.values import names, number
from quiz_bank.question import Option

_BOX = re.compile(r"\[[ \t]*([xX]?)[ \t]*\](?!\()[ \t]*(.*)", re.DOTALL)
_ODD_BOX = re.compile(r"[\[(][ \t]*([xX*vVyY✓✔]?)[ \t]*[\])](?!\()[ \t]*(.*)", re.DOTALL)


def is_boxed(text: str) -> bool:
    return _ODD_BOX.match(text) is not None


def read_choices(page: Page, at: int, settings: Settings, answers: Answers) -> dict[str, Any] | None:
    """The fields of a question with boxes, its kind among them; None, and an error, where nobody can be right."""
    right_at = {item.at for item in answers.items if _take_box(page, item)}
    name_items(page, answers.items, "option")
    options = tuple(Option(id=item.id, text=item.text, feedback=item.quoted) for item in answers.items)
    for item in answers.items:
        if item.coach:
            what = '"coach:" belongs to the choices of a case and would be shown here as it stands.'
            page.error("Q13", item.at, what, 'Take the word "coach:" out.')
        if not item.text:
            page.error("Q12", item.at, "This option has no words.", "Write some, or take the line out.")
    right = tuple(item.id for item in answers.items if item.at in right_at)
    kind = settings.text("kind").lower() or ("multiple" if len(right) > 1 else "single")
    if kind == "single" and len(right) > 1:
        what = f'This question has {len(right)} right answers; a "single" question needs exactly 1.'
        page.error("Q04", at, what, 'Keep one [x], or change the kind to "kind: multiple".')
        kind = "multiple"
    if not _can_be_right(page, at, options, right):
        return None
    fields: dict[str, Any] = {"kind": kind, "options": options, **_critical(settings, kind, options, right)}
    choose = _choose(settings, kind, len(right))
    if kind == "single":
        return fields | {"right": right[0]}
    return fields | {"right": frozenset(right), "choose": choose}


def _take_box(page: Page, item: Item) -> bool:
    """Whether the box is ticked. The box goes, the words stay."""
    box = _BOX.match(item.text) or _ODD_BOX.match(item.text)
    assert box is not None
    if not _BOX.match(item.text):
        what = f'The box in front of "{box[2].strip()[:40]}" cannot be read.'
        page.error("Q08", item.at, what, "Write [x] for a right option and [ ] for any other.")
    item.text = box[2].strip()
    return bool(box[1])


def _can_be_right(page: Page, at: int, options: tuple[Option, ...], right: tuple[str, ...]) -> bool:
    if len(options) < 2:
        what = f"This question has {'one option' if options else 'no options'}."
        page.error("Q02", at, what, 'Write each option as "- [ ] ..." and the right one as "- [x] ...".')
    elif not right:
        page.error("Q04", at, "No option is marked as right.", "Put an x in the box of the right one: [x].")
    else:
        return True
    return False


def _choose(settings: Settings, kind: str, right: int) -> int | None:
    setting = settings.one("choose")
    choose = number(settings, "choose", 1, 99, None)
    if setting is None or choose is None:
        return None
    if kind == "single":
        what = '"choose:" belongs to questions with two right answers or more.'
        settings.page.error("K03", setting.at, what, "Take it out, or mark every right option with [x].")
    elif choose != right:
        what = f'"choose: {choose}" stands over {right} right answers, so nobody can be right.'
        settings.page.error(
            "Q05", setting.at, what, f'Write "choose: {right}", or mark {choose} options with [x].'
        )
    return choose


def _critical(
    settings: Settings, kind: str, options: tuple[Option, ...], right: tuple[str, ...]
) -> dict[str, Any]:
    """`critical`: yes, no, or the ids it rests on."""
    setting = settings.one("critical")
    said = setting.value.lower() if setting else "no"
    if setting is None or said in ("yes", "no"):
        return {"critical": said == "yes"}
    ids = names(settings, "critical")
    offered = [option.id for option in options]
    if kind == "single" and ids != right:
        remedy = f'Write "critical: yes"; it then rests on {right[0]}.'
    elif not set(ids) <= set(offered):
        remedy = f"Write yes, no, or ids of its options: {listed(offered)}."
    else:
        return {"critical": True, "critical_on": ids}
    settings.page.error("Q10", setting.at, f'"critical: {setting.value}" cannot be read.', remedy)
    return {"critical": True}
