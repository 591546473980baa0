"""Our own form: Markdown with task lists. Reading never raises; it finds."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from quiz_bank.bank import Bank
from quiz_bank.findings import Finding, did_you_mean, nearest, worst_first
from quiz_bank.formats.files import FilesUnreadable, content_hash, read_folder
from quiz_bank.formats.markdown import prose
from quiz_bank.formats.markdown.cases import read_case
from quiz_bank.formats.markdown.course import read_course
from quiz_bank.formats.markdown.draft import Draft
from quiz_bank.formats.markdown.lessons import read_lesson
from quiz_bank.formats.markdown.page import Heading, Page
from quiz_bank.formats.markdown.questions import read_question
from quiz_bank.formats.markdown.references import look_up
from quiz_bank.formats.markdown.translations import by_language, with_translation
from quiz_bank.reading import Reading

__all__ = ["FilesUnreadable", "Reading", "content_hash", "read", "read_folder"]

_READERS = {"lesson": read_lesson, "case": read_case}
_OPENING = re.compile(r"([A-Za-z]+)[ \t]*(:?)[ \t]*(.*)", re.DOTALL)
_FORMS = 'Write "# Lesson: Title", "# Questions" or "# Case: Title".'


def read(files: Mapping[str, str] | str, used: Collection[str] = ()) -> Reading:
    """Read a bank from its files, by path, or from one text. Raises nothing: what is wrong is a finding.

    `used`: the ids of earlier texts, as `ids_in` tells them; none of them is given to anything that has no id.
    """
    texts = {"bank.md": files} if isinstance(files, str) else files
    languages = by_language(texts)
    apart = {path for each in languages.values() for path in each.values()}
    kept = [path for path in texts if path not in apart]
    own = _read({path: texts[path] for path in kept}, used=used)
    for language, paths in languages.items():
        other = _read({(said := paths.get(path, path)): texts[said] for path in kept}, paths.values())
        own = with_translation(own, other, language, paths)
    return own


def _read(texts: Mapping[str, str], first: Collection[str] = (), used: Collection[str] = ()) -> Reading:
    """`first`: the files whose things are kept where others have them too."""
    findings: list[Finding] = []
    pages = [Page(path, texts[path], findings) for path in sorted(texts)]
    pages.sort(key=lambda page: (page.body == 0, page.file not in first))
    draft = Draft({heading.id for page in pages for heading in page.headings if heading.id})
    draft.retire(used)
    course = _course(pages, draft, findings)
    about = [_read_page(page, draft, page.body > 0) for page in pages]
    look_up(draft)
    bank = None
    if course is not None:
        bank = Bank(
            about=about[0],
            lessons=tuple(draft.lessons),
            questions=tuple(draft.questions),
            cases=tuple(draft.cases),
            remarks=tuple(draft.remarks),
            **course,
        )
    given = tuple(each for page in pages for each in page.given)
    return Reading(bank=bank, findings=worst_first(findings), places=draft.places, given=given)


def _course(pages: list[Page], draft: Draft, findings: list[Finding]) -> dict[str, Any] | None:
    """The fields of the course, from the one file that begins with its block."""
    with_block = [page for page in pages if page.body]
    for page in with_block[1:]:
        what = f"A second course block stands here; the course is in {with_block[0].file}."
        page.error("F02", 0, what, "Take this block out, or keep this course in a folder of its own.")
    if with_block:
        return read_course(with_block[0], draft)
    if not any(finding.code == "F03" for finding in findings):
        findings.append(
            Finding(
                code="F01",
                severity="error",
                file=pages[0].file if pages else "",
                line=1,
                what="No file begins with the block of the course.",
                remedy='Begin one file with a line "---", lines such as "title: First aid", and a line "---".',
            )
        )
    return None


def _read_page(page: Page, draft: Draft, is_course: bool) -> str:
    """Read all parts of a file. What stands before the first one tells about the course, in its file only."""
    tops = [heading for heading in page.headings if heading.level == 1]
    stops = [heading.at for heading in tops[1:]] + [len(page.lines)]
    first = tops[0].at if tops else len(page.lines)
    about = _read_before(page, first, draft, is_course)
    for heading, stop in zip(tops, stops, strict=False):
        _read_part(page, heading, stop, draft)
    return about


def _read_before(page: Page, first: int, draft: Draft, is_course: bool) -> str:
    lost = [each for each in page.headings if each.at < first and (each.id or not is_course)]
    text_stop = lost[0].at if lost else first
    draft.remarks += page.remarks_in(-1, text_stop)
    text = page.text(page.body, text_stop)
    if text and not is_course:
        first_line = text.partition("\n")[0]
        what = f'"{first_line[:40]}" stands before the first heading and is not read.'
        page.error("F05", _first_words(page, page.body), what, f"Begin the file with a heading. {_FORMS}")
    if lost:
        page.error(
            "F05", text_stop, f'"{lost[0].title}" stands under no # heading.', 'Put "# Questions" above it.'
        )
        _read_questions(page, text_stop, first, draft)
    prose.check(page, page.body, text_stop)
    return text if is_course else ""


def _first_words(page: Page, start: int) -> int:
    return next((at for at in range(start, len(page.lines)) if page.lines[at].strip()), start)


def _read_part(page: Page, heading: Heading, stop: int, draft: Draft) -> None:
    match = _OPENING.fullmatch(heading.title)
    word, colon, title = match.groups() if match else (heading.title, "", "")
    meant = nearest(word, ["lesson", "case", "questions"])
    if meant is None or meant != word.lower() or bool(colon) != (meant != "questions"):
        what = f'"# {heading.title}" opens neither a lesson nor questions nor a case.'
        page.error("F06", heading.at, what, did_you_mean(word, ["Lesson:", "Case:", "Questions"], _FORMS))
    if meant == "questions":
        prose.check(page, heading.at, heading.at + 1)
        _read_questions(page, heading.at + 1, stop, draft)
    elif meant is not None:
        _READERS[meant](page, Heading(heading.at, 1, title, heading.id), stop, draft)


def _read_questions(page: Page, start: int, stop: int, draft: Draft) -> None:
    headings = [each for each in page.headings if start <= each.at < stop and each.level == 2]
    first = headings[0].at if headings else stop
    draft.remarks += page.remarks_in(start - 1, first)
    if page.text(start, first):
        what = "This stands before the first question and is not read."
        page.error(
            "F05", _first_words(page, start), what, 'Put it into a question, or begin its lines with "%%".'
        )
    for heading, end in zip(headings, [each.at for each in headings[1:]] + [stop], strict=False):
        read_question(page, heading, end, draft)
