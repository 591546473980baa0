"""How single and multiple are written: `- [x]` and `- [ ]`."""

import re
from collections.abc import Iterable
from typing import Any

from quiz_bank.formats.markdown.escaping import one_line, quote
from quiz_bank.formats.markdown.items import SAYS_RIGHT, Answers, Item, check_words, name_items
from quiz_bank.formats.markdown.page import Page
from quiz_bank.formats.markdown.settings import Settings
from quiz_bank.formats.markdown.values import critical, names, number
from quiz_bank.kinds.multiple import MultipleQuestion
from quiz_bank.kinds.single import SingleQuestion
from quiz_bank.question import Option

_BOX = re.compile(r"\[[ \t]*([xX]?)[ \t]*\](?!\()[ \t]*(.*)", re.DOTALL)
_ODD_BOX = re.compile(r"[\[(][ \t]*([xX*vVyY✓✔]?)[ \t]*[\])](?!\()[ \t]*(.*)", re.DOTALL)
_BARE = re.compile(
    r"(?:(?:[-*+•·▪◦‣∙●○■□–—]|o(?=[ \t]))[ \t\u00a0]*)?(?:\(?([a-hA-H1-8])[.)][ \t\u00a0]+)?(?![\[☐☑☒])(\S.*)"
)


def is_boxed(mark: str, text: str) -> bool:
    return _ODD_BOX.match(text) is not None


def read_choices(page: Page, at: int, settings: Settings, answers: Answers) -> dict[str, Any] | None:
    """The fields of a question with boxes, its kind among them; None, and an error, where nobody can be right."""
    right_at = {item.at for item in answers.items if take_box(page, item)}
    name_items(page, answers.items, "option")
    options = tuple(Option(id=item.id, text=item.text, feedback=item.quoted) for item in answers.items)
    check_words(page, answers.items, "option")
    right = tuple(item.id for item in answers.items if item.at in right_at)
    kind = settings.text("kind").lower() or ("multiple" if len(right) > 1 else "single")
    if kind == "single" and len(right) > 1:
        what = f'This question has {len(right)} right answers; a "single" question needs exactly 1.'
        page.error("Q04", at, what, 'Keep one [x], or change the kind to "kind: multiple".')
        kind = "multiple"
    if not _can_be_right(page, at, answers.stop, options, right):
        return None
    fields: dict[str, Any] = {"kind": kind, "options": options, **_critical(settings, kind, options, right)}
    choose = _choose(settings, kind, len(right), len(options))
    if kind == "single":
        return fields | {"right": right[0]}
    return fields | {"right": frozenset(right), "choose": choose}


def take_box(page: Page, item: Item) -> bool:
    """Whether the box is ticked. The box goes, the words stay."""
    box = _BOX.match(item.text) or _ODD_BOX.match(item.text)
    assert box is not None
    if not _BOX.match(item.text):
        what = f'The box in front of "{box[2].strip()[:40]}" cannot be read.'
        page.error("Q08", item.at, what, "Write [x] for a right option and [ ] for any other.")
    item.text = box[2].strip()
    return bool(box[1])


def _can_be_right(
    page: Page, at: int, stop: int, options: tuple[Option, ...], right: tuple[str, ...]
) -> bool:
    if not options and _looks_like_options(page, at, stop):
        return False
    if len(options) < 2:
        what = f"This question has {'one option' if options else 'no options'}."
        page.error("Q02", at, what, 'Write each option as "- [ ] ..." and the right one as "- [x] ...".')
    elif not right:
        page.error("Q04", at, "No option is marked as right.", "Put an x in the box of the right one: [x].")
    else:
        return True
    return False


def _looks_like_options(page: Page, at: int, stop: int) -> bool:
    """A list without boxes, as it comes from elsewhere: told at its first line, with what to write there."""
    lines = [(line, page.lines[line].strip()) for line in range(at + 1, stop) if line not in page.fenced]
    matches = ((line, _BARE.fullmatch(text)) for line, text in lines)
    found = [(line, bare) for line, bare in matches if bare and bare.start(2)]
    if len(found) < 2:
        return False
    first, bare = found[0]
    right = _said_to_be_right([bare for _, bare in found], (text for _, text in lines))
    box = "[x]" if right is bare else "[ ]"
    what = f'"{bare[0][:40]}" and {len(found) - 1} more look like options and have no box in front.'
    known = f'"{right[2][:30]}"' if right else "the right one"
    page.error("Q02", first, what, f'Write each as "- {box} {bare[2][:30]}", with [x] in front of {known}.')
    return True


def _said_to_be_right(found: list[re.Match[str]], lines: Iterable[str]) -> re.Match[str] | None:
    """What a line such as "Answer: B" names, by its own letter, else by its place."""
    named = next((key[1].lower() for line in lines if (key := SAYS_RIGHT.fullmatch(line))), "")
    own = next((bare for bare in found if bare[1] and bare[1].lower() == named), None)
    if own or not named:
        return own
    return dict(zip("abcdefgh", found, strict=False)).get(named) or dict(
        zip("12345678", found, strict=False)
    ).get(named)


def _choose(settings: Settings, kind: str, right: int, offered: int) -> int | None:
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
    elif choose == offered:
        what = f'"choose: {choose}" stands over {offered} options, so there is nothing to choose.'
        settings.page.error("Q21", setting.at, what, "Add options that are not right.")
    return choose


def _critical(
    settings: Settings, kind: str, options: tuple[Option, ...], right: tuple[str, ...]
) -> dict[str, Any]:
    setting = settings.one("critical")
    if kind != "single":
        return critical(settings, [option.id for option in options])
    if setting and names(settings, "critical") == right:
        return {"critical": True, "critical_on": right}
    return critical(settings, [], f'Write "critical: yes"; it then rests on {right[0]}.')


def write_choices(question: SingleQuestion | MultipleQuestion) -> tuple[list[str], list[str]]:
    right = question.right_ids()
    settings = ["kind: multiple"] if question.kind == "multiple" and len(right) == 1 else []
    if isinstance(question, MultipleQuestion) and question.choose:
        settings.append(f"choose: {question.choose}")
    lines: list[str] = []
    for option in question.options:
        box = "[x]" if option.id in right else "[ ]"
        lines += [f"- {box} {one_line(option.text)} {{#{option.id}}}", *quote(option.feedback)]
    return settings, lines
