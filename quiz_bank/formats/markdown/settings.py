"""Settings: lines of `key: value` under a heading, after a list, or in the block of the course."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from quiz_bank.findings import letters_apart, listed, nearest
from quiz_bank.formats.markdown.page import Page

KEYS = frozenset(
    "kind lesson covers difficulty critical audience note use review shuffle choose enough boxes expect end why "
    "source model check accept probe argue atoms part outcome minutes story".split()
)
CLOSING = frozenset("why source model check accept".split())
_REPEATABLE = frozenset("accept check draw link".split())
_MARKDOWN = frozenset("why note model check".split())
_LINE = re.compile(r"([A-Za-z][A-Za-z-]{0,19})[ \t]*:(.*)", re.DOTALL)
_LONG = 7


@dataclass
class Setting:
    """`at`: the line it begins on."""

    key: str
    parts: list[str]
    at: int

    @property
    def value(self) -> str:
        joint = "\n" if self.key in _MARKDOWN else " "
        return joint.join(part for part in self.parts if part)


@dataclass
class Settings:
    """The settings of one thing, checked against the keys that it may have. `owner`: "a lesson"."""

    page: Page
    owner: str
    allowed: frozenset[str]
    at: int
    found: dict[str, list[Setting]] = field(default_factory=dict)

    def add(self, settings: Iterable[Setting]) -> None:
        for setting in settings:
            if self._fits(setting):
                self.found.setdefault(setting.key, []).append(setting)

    def _fits(self, setting: Setting) -> bool:
        key = setting.key
        if key not in self.allowed:
            self._refuse(setting)
            return False
        if not setting.value:
            self.page.error("K10", setting.at, f'"{key}:" says nothing.', "Fill it in, or take the line out.")
            return False
        earlier = self.found.get(key)
        if earlier and not self._repeats(setting):
            line = self.page.place(earlier[0].at).line
            self.page.error(
                "K02", setting.at, f'"{key}:" stands on line {line} already.', "Keep one of them."
            )
            return False
        return True

    def _repeats(self, setting: Setting) -> bool:
        return setting.key in _REPEATABLE or (setting.key == "pass" and "draw" in self.allowed)

    def _refuse(self, setting: Setting) -> None:
        key, known = setting.key, self.allowed | KEYS
        if key in known:
            what = f'"{key}:" does not belong to {self.owner}.'
            self.page.error("K03", setting.at, what, "Take it out, or move it to where it belongs.")
            return
        meant = nearest(key, self.allowed) or nearest(key, known)
        remedy = f"Did you mean {meant}:?" if meant else f"Use one of: {listed(sorted(self.allowed), 20)}."
        self.page.error("K01", setting.at, f'"{key}:" is not a setting of {self.owner}.', remedy)

    def one(self, key: str) -> Setting | None:
        return next(iter(self.found.get(key, ())), None)

    def all(self, key: str) -> list[Setting]:
        return self.found.get(key, [])

    def text(self, key: str) -> str:
        setting = self.one(key)
        return setting.value if setting else ""


def key_of(line: str) -> str | None:
    """The known key that a line begins with, exactly as keys are written."""
    match = _LINE.match(line)
    return match[1] if match and match[1] in KEYS else None


def opening(page: Page, start: int, stop: int) -> tuple[list[Setting], int]:
    """The settings that stand under a heading, and the first line after them."""
    at = start
    while at < stop and not page.lines[at].strip():
        at += 1
    if at == stop or at in page.fenced or (at > start and key_of(page.lines[at]) is None):
        return [], start
    if not _begins(page.lines[at], page.lines[at + 1] if at + 1 < stop else ""):
        return [], start
    if at > start:
        what = "An empty line stands between the heading and its settings; they are read all the same."
        page.inform("K08", at, what, "Take the empty line out.")
    settings, after = block(page, at, stop)
    if after < stop and page.lines[after].strip():
        what = f'"{page.lines[after].strip()[:40]}" is not a setting, and follows one with no empty line between.'
        remedy = "Put an empty line above it, or begin it with two spaces if it goes on from the line above."
        page.error("K06", after, what, remedy)
    return settings, after


def _begins(line: str, following: str) -> bool:
    match = _LINE.match(line)
    if not match:
        return False
    word = match[1]
    if word in KEYS:
        return True
    if word.islower():
        return any(letters_apart(word, key) <= (2 if len(key) >= _LONG else 1) for key in KEYS)
    after = _LINE.match(following)
    return word.lower() in KEYS and after is not None and after[1].lower() in KEYS


def block(page: Page, start: int, stop: int, keys: frozenset[str] = KEYS) -> tuple[list[Setting], int]:
    """Settings up to the first line that is empty or not theirs, and that line."""
    settings: list[Setting] = []
    at = start
    while at < stop and page.lines[at].strip():
        line = page.lines[at]
        match = _LINE.match(line)
        if match and _may_be_key(match[1], keys):
            settings.append(Setting(match[1].lower(), [match[2].strip()], at))
        elif line[0] in " \t" and settings:
            settings[-1].parts.append(line.strip())
        else:
            break
        at += 1
    return settings, at


def _may_be_key(word: str, keys: frozenset[str] = KEYS) -> bool:
    """Names of people begin with a capital, and a sentence may go on after them with a colon."""
    return word.islower() or word.lower() in keys or nearest(word, keys) is not None


def may_be_setting(line: str) -> bool:
    match = _LINE.match(line)
    return match is not None and _may_be_key(match[1])


def closing_start(page: Page, start: int, stop: int) -> int:
    """Where the settings that close a text begin: after an empty line, with only settings to the end."""
    found = stop
    for at in range(stop - 1, start - 1, -1):
        line = page.lines[at]
        if not line.strip() or line[0] in " \t":
            continue
        if at in page.fenced or not _LINE.match(line):
            break
        if key_of(line) in CLOSING and (at == start or not page.lines[at - 1].strip()):
            found = at
    return found


def closing(page: Page, start: int, stop: int) -> list[Setting]:
    """The settings from `start` to the end, with or without empty lines between them; those of the top are errors."""
    settings: list[Setting] = []
    at = start
    while at < stop:
        more, at = block(page, at, stop)
        settings += more
        if at < stop and page.lines[at].strip():
            what = f'"{page.lines[at].strip()[:40]}" stands after the closing settings and is not read.'
            page.error("K06", at, what, "Move it above them, or take it out.")
            break
        at += 1
    for setting in settings:
        if setting.key in KEYS - CLOSING:
            what = f'"{setting.key}:" stands at the end and belongs to the top.'
            page.error("K09", setting.at, what, "Move it to the lines right under the heading.")
    return [setting for setting in settings if setting.key not in KEYS - CLOSING]
