"""What the words after a key mean: numbers, names, yes and no. A value that does not read is a finding."""

import re
from collections.abc import Sequence
from typing import Any

from quiz_bank.findings import did_you_mean, listed
from quiz_bank.formats.markdown.settings import Settings
from quiz_bank.question import Note

_NUMBER = re.compile(r"[0-9]{1,6}")
_SHARE = re.compile(r"([0-9]{1,6})\s+of\s+([0-9]{1,6})")
ACCEPTED = re.compile(r"([A-Z][0-9]{2})[\s,:]+(\S.*)", re.DOTALL)


def one_of(settings: Settings, key: str, allowed: Sequence[str], default: str) -> str:
    setting = settings.one(key)
    if setting is None:
        return default
    if setting.value.lower() in allowed:
        return setting.value.lower()
    remedy = did_you_mean(setting.value, allowed, f"Use one of: {listed(allowed)}.")
    settings.page.error("K04", setting.at, f'"{key}: {setting.value}" cannot be read.', remedy)
    return default


def yes(settings: Settings, key: str, default: bool) -> bool:
    return one_of(settings, key, ("yes", "no"), "yes" if default else "no") == "yes"


def number(settings: Settings, key: str, least: int, most: int, default: int | None) -> int | None:
    setting = settings.one(key)
    if setting is None:
        return default
    if _NUMBER.fullmatch(setting.value) and least <= int(setting.value) <= most:
        return int(setting.value)
    what = f'"{key}: {setting.value}" cannot be read.'
    settings.page.error("K04", setting.at, what, f"Write a whole number from {least} to {most}.")
    return default


def share(settings: Settings, key: str) -> float:
    """`5 of 6` as a score from which a question counts as right; all of it where nothing is said."""
    setting = settings.one(key)
    if setting is None:
        return 1.0
    match = _SHARE.fullmatch(setting.value)
    if match and 0 < int(match[1]) <= int(match[2]):
        return int(match[1]) / int(match[2])
    what = f'"{key}: {setting.value}" cannot be read.'
    settings.page.error("K04", setting.at, what, 'Write it as "5 of 6".')
    return 1.0


def names(settings: Settings, key: str) -> tuple[str, ...]:
    """Ids parted by spaces or commas, each once."""
    return tuple(dict.fromkeys(re.findall(r"[^\s,]+", settings.text(key))))


def accepted(settings: Settings) -> tuple[Note, ...]:
    notes = []
    for setting in settings.all("accept"):
        match = ACCEPTED.fullmatch(setting.value)
        if match:
            notes.append(Note(code=match[1], reason=match[2]))
        else:
            what = f'"accept: {setting.value}" does not say what is accepted and why.'
            settings.page.error("K04", setting.at, what, 'Write it as "accept: W03 and the reason".')
    return tuple(notes)


def critical(
    settings: Settings, offered: Sequence[str], remedy: str = "", things: str = "options"
) -> dict[str, Any]:
    """`critical`: yes, no, or the ids it rests on, which are among those offered."""
    setting = settings.one("critical")
    said = setting.value.lower() if setting else "no"
    if setting is None or said in ("yes", "no"):
        return {"critical": said == "yes"}
    ids = names(settings, "critical")
    if set(ids) <= set(offered):
        return {"critical": True, "critical_on": ids}
    remedy = remedy or f"Write yes, no, or ids of its {things}: {listed(offered)}."
    settings.page.error("Q10", setting.at, f'"critical: {setting.value}" cannot be read.', remedy)
    return {"critical": True}
