"""One HTML file that holds all it needs: words, style, no script, no address outside itself."""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from markupsafe import Markup

from quiz_bank import prose as safe

prose = partial(safe.prose, pictures=True)
inline = partial(safe.inline, pictures=True)

_PAGE = Markup("""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
""")
_STYLE = Path(__file__).with_name("paper.css")
_PICTURE = re.compile(r'<img src="([^"]*)" alt="([^"]*)">')
_MEDIA = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}


def page(title: str, language: str, body: Markup, pictures: Mapping[str, bytes] | None) -> str:
    """`pictures`: those of the bank by path; they are put in, and what is not among them is told in words."""
    # The style is a file of our own without a "<", and inside <style> nothing is to be escaped.
    style = Markup(_STYLE.read_text(encoding="utf-8"))  # noqa: S704
    html = _PAGE.format(title=title, language=language, style=style, body=body)
    return _PICTURE.sub(partial(_put_in, pictures or {}), str(html))


def _put_in(pictures: Mapping[str, bytes], found: re.Match[str]) -> str:
    path, words = unquote(unescape(found[1])), found[2]
    media = _MEDIA.get(path.rpartition(".")[2].lower())
    if path not in pictures or media is None:
        return f"[Picture: {words}]"
    return f'<img src="data:{media};base64,{b64encode(pictures[path]).decode()}" alt="{words}">'


def joined(parts: Iterable[Markup]) -> Markup:
    return Markup("\n").join(part for part in parts if part)
