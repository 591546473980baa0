"""What every page must be, whoever asked for it: whole, titled, with one heading and nothing inline."""

import re
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.named: set[str] = set()
        self.headings = 0
        self.title = ""
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        self.headings += tag == "h1"
        if "style" in given or any(name.startswith("on") for name in given):
            self.wrong.append(f"<{tag}> carries inline style or script")
        if tag == "script" and not given.get("src"):
            self.wrong.append("an inline script")
        if tag == "form" and (given.get("method") not in ("post", "get") or not given.get("action", "/")):
            self.wrong.append("a form that says neither that it is sent by POST nor that it only asks")
        if tag == "img" and "alt" not in given:
            self.wrong.append("a picture without words")
        if any(name.startswith("hx-") for name in given):
            self.wrong.append(f"<{tag}> spells htmx without data-")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes what it did not open")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "title" and "svg" not in self.open:
            self.title += data


NAMED = re.compile(r"\{\{[a-z0-9][a-z0-9_-]*\}\}")
"""The name of a local fact as trainers write it, which learners never read."""


def faults_of(html: str, whole: bool, writing: bool = False) -> list[str]:
    """What is wrong with a page, or with a fragment when it is not whole. `writing`: it is for who writes banks."""
    reader = PageReader()
    reader.feed(html)
    wrong = list(reader.wrong)
    if reader.open and reader.open != ["html"]:
        wrong.append(f"left open: {reader.open}")
    twice = {id for id in reader.ids if reader.ids.count(id) > 1}
    if twice:
        wrong.append(f"ids used twice: {sorted(twice)}")
    if whole and not html.startswith("<!DOCTYPE html>"):
        wrong.append("no doctype")
    if whole and reader.headings != 1:
        wrong.append(f"{reader.headings} main headings")
    if whole and not reader.title.strip():
        wrong.append("no title")
    if writing:
        html = NAMED.sub("", html)
    if "{{" in html or "{%" in html or "Undefined" in html:
        wrong.append("template marks in the page")
    return wrong


class TableReader(HTMLParser):
    """The cells of one table, row by row, as they are read aloud; its head and foot too."""

    def __init__(self, id: str) -> None:
        super().__init__(convert_charrefs=True)
        self.id, self.inside, self.in_cell = id, False, False
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.inside = ("id", self.id) in attrs
        elif self.inside and tag == "tr":
            self.rows.append([])
        elif self.inside and tag in ("td", "th"):
            self.in_cell = True
            self.rows[-1].append("")
        elif self.in_cell and tag == "br":
            self.rows[-1][-1] += " "

    def handle_endtag(self, tag: str) -> None:
        self.in_cell = self.in_cell and tag not in ("td", "th")
        self.inside = self.inside and tag != "table"

    def handle_data(self, data: str) -> None:
        if self.in_cell:
            self.rows[-1][-1] += data


def table_in(html: str, id: str) -> list[list[str]]:
    """The rows of a table in a page, the first of them its heading."""
    reader = TableReader(id)
    reader.feed(html)
    return [[" ".join(cell.split()) for cell in row] for row in reader.rows]
