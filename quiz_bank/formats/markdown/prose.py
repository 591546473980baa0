"""Slips that Markdown itself would let pass as text."""

import re

from quiz_bank.formats.markdown.page import ID_MARK, Page, without_code
from quiz_bank.formats.markdown.settings import key_of

TIGHT_HEADING = re.compile(r" {0,3}#{2,6}[^#\s]")
_STRAY_BOX = re.compile(
    r"[ \t]*(?:(?:[•·▪◦‣∙●○■□–—]|o(?=[ \t])|[-*+](?=[\[☐☑☒])|[-*+][ \t]+(?=[☐☑☒]))[ \t\u00a0]*)?"
    r"(\[[ \txX✓✔]?\](?![(:])|[☐☑☒])[ \t\u00a0]*(\S.*)"
)
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\(([^()\s]*)")
_PICTURE_FILE = re.compile(r"pictures/(?!.*\.\./)[^/].*\.(png|jpe?g)", re.IGNORECASE)


def check(page: Page, start: int, stop: int) -> None:
    """Look over the lines of one thing once its settings and items have been read."""
    for at in range(start, stop):
        if at in page.fenced:
            continue
        line = page.lines[at]
        if line.lstrip().startswith("#") and TIGHT_HEADING.match(line):
            what = f'"{line.strip()[:40]}" is no heading without a space after the # marks.'
            page.error("F09", at, what, "Put a space after the last #.")
        if "{#" in line:
            _check_ids(page, at, line)
        if "![" in line:
            _check_pictures(page, at, line)


def _check_ids(page: Page, at: int, line: str) -> None:
    if len(ID_MARK.findall(without_code(line))) <= page.ids[at]:
        return
    if at in page.heading_lines:
        what = "This heading has an id and is read as a part of the text here."
        remedy = 'Put "# Questions" above it if it is a question, or take the id out.'
        page.error("F11", at, what, remedy)
    else:
        what = "An id stands where none can be read."
        remedy = "Put {#...} at the end of a heading or of an option, or write \\{# if it is meant as text."
        page.error("I04", at, what, remedy)


def _check_pictures(page: Page, at: int, line: str) -> None:
    for words, address in _PICTURE.findall(without_code(line)):
        if not words.strip():
            what = "This picture has no words for people who cannot see it."
            page.error("M01", at, what, "Say what it shows: ![what it shows](pictures/x.png).")
        if not _PICTURE_FILE.fullmatch(address):
            what = f'The picture "{address}" is not a PNG or JPEG file in the folder "pictures".'
            page.error("M02", at, what, "Put the file there, and write ![what it shows](pictures/x.png).")


def check_boxes(page: Page, start: int, stop: int) -> None:
    """A box that no list of ours holds would be shown as text, and what follows it would be no option."""
    for at in range(start, stop):
        found = None if at in page.fenced else _STRAY_BOX.match(page.lines[at])
        if found:
            box = "[x]" if found[1].strip("[] \t") and found[1] != "☐" else "[ ]"
            what = f'"{page.lines[at].strip()[:40]}" has a box and is no line of a list here, so it is no option.'
            remedy = f'Word processors put signs of their own there. Write "- {box} {found[2].strip()[:30]}".'
            page.error("Q22", at, what, remedy)


def check_settings_in_text(page: Page, start: int, stop: int) -> None:
    """A setting below an empty line would be shown to learners as text, and would not count."""
    for at in range(start, stop):
        key = None if at in page.fenced else key_of(page.lines[at])
        if key:
            what = f'"{key}:" stands in the text, so it is read as text and not as a setting.'
            page.error("K07", at, what, "Move it right under the heading, with no empty line before it.")
