"""One HTML file that holds all it needs: words, style, no script, no address outside itself."""

from collections.abc import Iterable
from pathlib import Path

from markupsafe import Markup

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


def page(title: str, language: str, body: Markup) -> str:
    # The style is a file of our own without a "<", and inside <style> nothing is to be escaped.
    style = Markup(_STYLE.read_text(encoding="utf-8"))  # noqa: S704
    return str(_PAGE.format(title=title, language=language, style=style, body=body))


def joined(parts: Iterable[Markup]) -> Markup:
    return Markup("\n").join(part for part in parts if part)
