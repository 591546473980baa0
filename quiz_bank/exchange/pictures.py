"""Pictures that stand inside the files of others."""

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping
from urllib.parse import unquote

_WANTED = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]\(@@PLUGINFILE@@/([^()\s]+)\)")
_OTHER = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]\((?!pictures/)([^()]*)\)")
_OURS = re.compile(r"\]\(pictures/([^()\s]+)\)")
_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}
_ODD = re.compile(r"[^A-Za-z0-9._-]+")


class Pictures:
    """`kept`: content by path, as in "pictures/cut.png"."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def place(self, text: str, files: Mapping[str, str]) -> tuple[str, list[str]]:
        """A Markdown text with its pictures where a bank has them, and the names of those that are none.

        `files`: base64 by name. What is no PNG or JPEG becomes its words.
        """
        if "![" not in text:
            return text, []
        lost: list[str] = []

        def placed(match: re.Match[str]) -> str:
            name = match[2] if match[2] in files else unquote(match[2])
            path = self._keep(name, files.get(name, ""))
            if path is None:
                lost.append(match[2])
                return match[1]
            return f"![{match[1]}]({path})"

        def worded(match: re.Match[str]) -> str:
            lost.append(match[2][:60])
            return match[1]

        return _OTHER.sub(worded, _WANTED.sub(placed, text)), lost

    def _keep(self, name: str, encoded: str) -> str | None:
        try:
            content = b64decode(encoded, validate=False)
        except (binascii.Error, ValueError):
            return None
        ending = next((end for begin, end in _BEGINNINGS.items() if content.startswith(begin)), None)
        if ending is None:
            return None
        stem = _ODD.sub("-", name.rpartition(".")[0]).strip("-.") or "picture"
        number = 1
        while (
            self.kept.get(path := f"pictures/{stem}{f'-{number}' if number > 1 else ''}{ending}", content)
            != content
        ):
            number += 1
        self.kept[path] = content
        return path


def named_in(text: str) -> list[str]:
    """The names of the pictures of a bank that a text shows: "cut.png"."""
    return list(dict.fromkeys(_OURS.findall(text)))
