"""Banks from and to other formats; what comes in is looked at first, and made into a draft when somebody says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api import courses
from api.errors import NotFound, NotUnderstood
from api.store import Db
from quiz_bank import (
    FORMATS,
    Bank,
    Conversion,
    FilesUnreadable,
    Finding,
    Loss,
    Question,
    convert,
    read,
    recognised,
    with_course,
    write,
)

_PASTED = "pasted"
_OURS = "markdown"
ENDINGS = ",".join(sorted({ending for each in FORMATS.values() for ending in each.endings}))
"""Those of the files that can be sent, for a browser to choose from."""
OTHERS = tuple(name for name in FORMATS if name not in (_OURS, _PASTED))
"""The formats that a bank can be written in beside our own."""


@dataclass(frozen=True)
class CameIn:
    """What could be read, and not kept anywhere yet. `name`: of the file; "" for what was pasted.

    `text`: all of it in our own form, "" where nothing could be read. `questions`: how many. `lessonless`: how many of
    them belong to no lesson. `unexplained`: how many tell whoever answers nothing of why. `findings`: worst first;
    errors are what was left out. `losses`: what a draft cannot hold.
    """

    name: str
    text: str
    title: str
    questions: int
    lessonless: int
    unexplained: int
    findings: tuple[Finding, ...]
    losses: tuple[Loss, ...]


def came_in(sent: Sequence[tuple[str, bytes]], text: str = "", looks: str = "") -> CameIn | None:
    """What (name, bytes) of files, or a text that was pasted, hold that is not our own text; None where it is.

    `looks`: the same as HTML, where the page could keep it. Raises NotUnderstood.
    """
    if not sent:
        return _pasted(text, looks)
    formats = [recognised(*each) or _OURS for each in sent]
    if set(formats) == {_OURS}:
        return None
    if len(sent) > 1:
        raise _not_read("Send one file of questions at a time, or the text files of one bank.")
    return _read(*sent[0], formats[0])


def _pasted(text: str, looks: str) -> CameIn | None:
    """HTML knows what is bold and what is a list; where it gives fewer questions, or cannot be read, the words do."""
    content = text.encode("utf-8", "replace")
    format = recognised("", content)
    plain = _read("", content, format) if format not in (_OURS, None) else None
    if format not in (_PASTED, None) or not looks.strip():
        return plain
    try:
        rich = _read("", f'<meta charset="utf-8">{looks}'.encode("utf-8", "replace"), _PASTED)
    except NotUnderstood:
        return plain
    return rich if rich.questions >= max(1, plain.questions if plain else 0) else plain


def _read(name: str, content: bytes, format: str) -> CameIn:
    try:
        done = convert({name or _PASTED: content}, format, _OURS, leave_out=True)
    except FilesUnreadable as error:
        raise _not_read(str(error), "files" if name else "text") from error
    bank = done.reading.bank
    text = done.files[""].decode() if done.files else ""
    return _told(name, text, bank, done.findings, done.losses)


def _told(
    name: str, text: str, bank: Bank | None, findings: tuple[Finding, ...] = (), losses: tuple[Loss, ...] = ()
) -> CameIn:
    questions = bank.questions if bank else ()
    return CameIn(
        name=name,
        text=text if questions else "",
        title=(bank.title if bank else "") or name.rpartition(".")[0].replace("_", " "),
        questions=len(questions),
        lessonless=sum(not each.lesson for each in questions),
        unexplained=sum(each.scored and not each.why and not _feedback_on(each) for each in questions),
        findings=findings,
        losses=losses,
    )


def _feedback_on(question: Question) -> bool:
    return any(part.feedback for part in question.explained())


def again(text: str, name: str) -> CameIn:
    """What came in before and was not made into a bank: what could be read of it, without what was left out."""
    return _told(name, text, read({"bank.md": text}).bank)


def as_course(db: Db, text: str, title: str, lesson: str) -> dict[str, str]:
    """The texts of a new bank, by path, with these questions. Raises NotUnderstood where there are none or no title."""
    bank = read({"bank.md": text}).bank
    if bank is None or not bank.questions:
        raise _not_read("There are no questions in what came in. Send the file again.")
    if not title.strip():
        words = "Give the course a title. Learners see it on their list."
        raise NotUnderstood(words, fields={"title": words})
    taken = {each.course_id for each in courses.all_newest(db)}
    return write(with_course(bank, " ".join(title.split())[:200], " ".join(lesson.split())[:200], taken))


def losses(files: Mapping[str, str]) -> dict[str, tuple[Loss, ...]]:
    """What each format that a bank can be written in cannot carry of this one."""
    return {name: _written(files, name).losses for name in OTHERS}


def in_format(files: Mapping[str, str], format: str) -> tuple[str, bytes]:
    """How the name of such a file ends, and its bytes. Raises NotFound for a format that is not written."""
    if format not in OTHERS:
        raise NotFound("Banks are not written in this format.")
    written = _written(files, format).files
    assert written is not None
    return FORMATS[format].endings[0], written[""]


def _written(files: Mapping[str, str], format: str) -> Conversion:
    return convert({path: text.encode() for path, text in files.items()}, _OURS, format)


def _not_read(words: str, field: str = "files") -> NotUnderstood:
    return NotUnderstood(words, fields={field: words})
