"""The `---` block of the course: what it is called, what is drawn, and what passes."""

import re
from collections.abc import Iterable
from typing import Any

from quiz_bank.bank import DrawGroup, Link, PassRule
from quiz_bank.formats.markdown.draft import Draft, Reference
from quiz_bank.formats.markdown.page import Page
from quiz_bank.formats.markdown.settings import Setting, Settings, block
from quiz_bank.formats.markdown.values import accepted, number

_KEYS = frozenset(
    "bank title version language note pass draw tries valid renew minutes audience link accept".split()
)
_REQUIRED = ("bank", "title", "version", "pass", "draw")
_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
_TITLE = re.compile(r".{1,200}", re.DOTALL)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_VALID = re.compile(r"([0-9]{1,3}) (month|year)s?")
_RENEW = re.compile(r"([0-9]{1,3}) days?( before)?")
_PASS = re.compile(r"([0-9]{1,4}) of ([0-9]{1,4})(?: for (\S.*))?")
_DRAW = re.compile(
    r"(?P<lessons>\S.*?),? take (?P<take>[0-9]{1,4})(?P<each> each)?"
    r"(?:, ?(?P<critical>[0-9]{1,4}) critical)?(?: for (?P<audience>\S.*))?"
)
_ADDRESS = re.compile(r"(https?://|mailto:|tel:|/|\{\{)\S.*", re.IGNORECASE)


def read_course(page: Page, draft: Draft) -> dict[str, Any]:
    """The fields of the bank that its own block gives. What is missing is an error and stays empty."""
    first = next(at for at, line in enumerate(page.lines) if line.strip())
    settings = Settings(page, "the course", _KEYS, first)
    settings.add(_settings(page, first + 1, page.body - 1))
    for key in _REQUIRED:
        if not settings.all(key):
            page.error("K05", first, f'The course does not say "{key}:".', f"Add a line {_EXAMPLES[key]}.")
    draft.places[""] = page.place(first)
    draft.note_places(settings, "")
    draw = _draw(settings, draft)
    return {
        "id": _matching(
            settings, "bank", _ID, "at most 60 small letters, digits and hyphens, such as child-a"
        ),
        "title": _matching(settings, "title", _TITLE, "a title of at most 200 letters"),
        "version": settings.text("version"),
        "language": _matching(settings, "language", _LANGUAGE, "a code such as en-GB") or "en-GB",
        "note": settings.text("note"),
        "audience": settings.text("audience"),
        "minutes": number(settings, "minutes", 0, 6000, 0),
        "passing": _passing(settings, draw),
        "draw": draw,
        "tries": number(settings, "tries", 1, 99, 3),
        "valid": _valid(settings),
        "renew": _renew(settings),
        "links": _links(settings),
        "accept": accepted(settings),
    }


_EXAMPLES = {
    "bank": '"bank: child-a"',
    "title": '"title: Learning from Child A"',
    "version": '"version: 1.0.0"',
    "pass": '"pass: 16 of 20"',
    "draw": '"draw: L1 L2 take 2 each"',
}


def _settings(page: Page, start: int, stop: int) -> Iterable[Setting]:
    at = start
    while at < stop:
        found, at = block(page, at, stop, _KEYS)
        yield from found
        if at < stop and page.lines[at].strip():
            what = f'"{page.lines[at].strip()[:40]}" is not a setting.'
            page.error(
                "K06", at, what, 'Write it as "key: value", or begin it with two spaces if it goes on.'
            )
        at += 1


def _refuse(settings: Settings, setting: Setting, remedy: str) -> None:
    settings.page.error("K04", setting.at, f'"{setting.key}: {setting.value[:200]}" cannot be read.', remedy)


def _matching(settings: Settings, key: str, pattern: re.Pattern[str], form: str) -> str:
    setting = settings.one(key)
    if setting and not pattern.fullmatch(setting.value):
        _refuse(settings, setting, f"Write {form}.")
    return setting.value if setting else ""


def _valid(settings: Settings) -> int | None:
    setting = settings.one("valid")
    match = _VALID.fullmatch(setting.value) if setting else None
    if setting and (not match or int(match[1]) == 0):
        _refuse(settings, setting, 'Write it as "12 months", or take the line out if a pass counts for ever.')
        return None
    return int(match[1]) * (12 if match[2] == "year" else 1) if match else None


def _renew(settings: Settings) -> int:
    setting = settings.one("renew")
    match = _RENEW.fullmatch(setting.value) if setting else None
    if setting and not match:
        _refuse(settings, setting, 'Write it as "60 days before".')
    if setting and match and settings.one("valid") is None:
        what = '"renew:" stands without "valid:", and what counts for ever is never renewed.'
        settings.page.error("D06", setting.at, what, 'Add a line "valid: 12 months", or take this one out.')
    return int(match[1]) if match else 0


def _links(settings: Settings) -> tuple[Link, ...]:
    links: dict[str, Link] = {}
    for setting in settings.all("link"):
        name, _, rest = (part.strip() for part in setting.value.partition("="))
        address, owner, checked, *more = [part.strip() for part in rest.split(",")] + ["", ""]
        if not name or any(more) or (address and not _ADDRESS.fullmatch(address)):
            _refuse(settings, setting, 'Write it as "link: name = https://address, owner, checked on".')
        elif name in links:
            settings.page.error(
                "K02", setting.at, f'The link "{name}" stands here twice.', "Keep one of them."
            )
        else:
            links[name] = Link(name=name, address=address, owner=owner, checked=checked)
    return tuple(links.values())


def _draw(settings: Settings, draft: Draft) -> tuple[DrawGroup, ...]:
    groups: list[DrawGroup] = []
    for setting in settings.all("draw"):
        match = _DRAW.fullmatch(setting.value)
        take, critical = (int(match["take"]), int(match["critical"] or 0)) if match else (0, 0)
        if not match or take < 1 or critical > take:
            _refuse(
                settings, setting, 'Write it as "draw: L1 L2 take 2 each" or "draw: L3 take 3, 1 critical".'
            )
            continue
        lessons = tuple(re.findall(r"[^\s,]+", match["lessons"]))
        audience = (match["audience"] or "").strip()
        draft.lesson_names += (Reference(settings.page, setting.at, lesson) for lesson in lessons)
        _check_drawn_once(settings, setting, lessons, groups, audience)
        for each in [(lesson,) for lesson in lessons] if match["each"] else [lessons]:
            draft.places[f"draw:{len(groups)}"] = settings.page.place(setting.at)
            groups.append(DrawGroup(lessons=each, take=take, critical=critical, audience=audience))
    return tuple(groups)


def _check_drawn_once(
    settings: Settings, setting: Setting, lessons: tuple[str, ...], groups: list[DrawGroup], audience: str
) -> None:
    drawn = [lesson for group in groups if group.audience == audience for lesson in group.lessons]
    for index, lesson in enumerate(lessons):
        if lesson in drawn or lesson in lessons[:index]:
            what = f"{lesson} is drawn from twice, so one question could be asked twice."
            settings.page.error("D04", setting.at, what, "Name each lesson in one draw line only.")


def _passing(settings: Settings, draw: tuple[DrawGroup, ...]) -> tuple[PassRule, ...]:
    rules: dict[str, PassRule] = {}
    for setting in settings.all("pass"):
        match = _PASS.fullmatch(setting.value)
        if not match or not 0 < int(match[1]) <= int(match[2]):
            _refuse(settings, setting, 'Write it as "pass: 16 of 20".')
            continue
        rule = PassRule(right=int(match[1]), of=int(match[2]), audience=(match[3] or "").strip())
        if rule.audience in rules:
            settings.page.error(
                "K02", setting.at, '"pass:" stands twice for the same people.', "Keep one of them."
            )
            continue
        rules[rule.audience] = rule
        _check_total(settings, setting, rule, draw)
    _check_audiences(settings, rules, draw)
    return tuple(rules.values())


def _check_total(settings: Settings, setting: Setting, rule: PassRule, draw: tuple[DrawGroup, ...]) -> None:
    groups = [group for group in draw if group.audience == rule.audience]
    total = sum(group.take for group in groups)
    if groups and total != rule.of:
        what = f'The draw lines take {total} questions in all; "pass:" says {rule.of}.'
        settings.page.error("D01", setting.at, what, f'Write "pass: ... of {total}", or change a draw line.')


def _check_audiences(settings: Settings, rules: dict[str, PassRule], draw: tuple[DrawGroup, ...]) -> None:
    drawn = {group.audience for group in draw}
    for setting in settings.all("draw")[:1]:
        for audience in sorted(drawn - set(rules)) if rules else ():
            what = f'There are draw lines for "{audience}" and no pass mark.' if audience else _FOR_ALL
            settings.page.error("D05", setting.at, what, f'Add a line "pass: 16 of 20{_suffix(audience)}".')
    for setting in settings.all("pass")[:1]:
        for audience in sorted(set(rules) - drawn) if drawn else ():
            what = f"There is a pass mark{_suffix(audience)} and no draw line."
            settings.page.error("D05", setting.at, what, f'Add a line "draw: L1 take 2{_suffix(audience)}".')


_FOR_ALL = "There are draw lines for everyone and no pass mark."


def _suffix(audience: str) -> str:
    return f" for {audience}" if audience else ""
