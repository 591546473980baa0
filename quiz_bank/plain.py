"""Plain words in a text of Markdown."""

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def as_markdown(text: str) -> str:
    """Words that somebody typed, so that no sign in them is a mark."""
    return _PUNCTUATION.sub(r"\\\1", text)
