"""Pictures that stand inside the files of others."""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable
from urllib.parse import unquote

_SHOWN = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]\(([^()]*)\)")
_OURS = re.compile(r"\]\(pictures/([^()\s]+)\)")
_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": (".png",), b"\xff\xd8\xff": (".jpg", ".jpeg")}
_ODD = re.compile(r"[^A-Za-z0-9._-]+")
IN_MOODLE, IN_BANK = "@@PLUGINFILE@@/", "pictures/"


class Pictures:
    """`kept`: content by path, as in "pictures/cut.png"."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def place(self, text: str, content_of: Callable[[str], bytes | None]) -> tuple[str, list[str]]:
        """A Markdown text with its pictures where a bank has them, and the addresses of those that are none.

        `content_of`: what stands at an address, None where nothing does. What is no PNG or JPEG becomes its words.
        """
        if "![" not in text:
            return text, []
        lost: list[str] = []

        def placed(match: re.Match[str]) -> str:
            path = self._keep(match[2], content_of(match[2]))
            if path is None:
                lost.append(match[2][:60])
                return match[1]
            return f"![{match[1]}]({path})"

        return _SHOWN.sub(placed, text), lost

    def _keep(self, address: str, content: bytes | None) -> str | None:
        if content is None:
            return None
        endings = next((ends for begin, ends in _BEGINNINGS.items() if content.startswith(begin)), None)
        if endings is None:
            return None
        name, dot, own = unquote(address).removeprefix(IN_MOODLE).removeprefix(IN_BANK).rpartition(".")
        ending = dot + own if (dot + own).lower() in endings else endings[0]
        parts = (_ODD.sub("-", part).strip("-.") for part in name.split("/"))
        stem = "/".join(part for part in parts if part) or "picture"
        number = 1
        while (
            self.kept.get(path := f"{IN_BANK}{stem}{f'-{number}' if number > 1 else ''}{ending}", content)
            != content
        ):
            number += 1
        self.kept[path] = content
        return path


def decoded(text: str) -> bytes | None:
    """The content of a file that stands in a text as base64."""
    try:
        return b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        return None


def named_in(text: str) -> list[str]:
    """The names of the pictures of a bank that a text shows: "cut.png"."""
    return list(dict.fromkeys(_OURS.findall(text)))
