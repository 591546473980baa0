"""Our own form, written: one clean form for each bank. Reading it gives the bank back; writing that changes nothing."""

from collections.abc import Callable, Collection, Iterable, Iterator
from fractions import Fraction
from itertools import groupby
from typing import Any, TypeVar

from quiz_bank.bank import Bank, Case, Choice, DrawGroup, Lesson, Link, PassRule, Step
from quiz_bank.formats.markdown.cases import is_choice
from quiz_bank.formats.markdown.escaping import (
    one_line,
    plain_line,
    plain_setting,
    prose,
    quote,
    setting,
    would_be_parted,
)
from quiz_bank.formats.markdown.questions import WRITTEN
from quiz_bank.formats.markdown.values import ACCEPTED
from quiz_bank.question import Note, Question
from quiz_bank.translating import in_words, thing_of, without_words

_Thing = TypeVar("_Thing", Lesson, Question, Case)
_MOST_PARTS = 999_999


def write(bank: Bank) -> dict[str, str]:
    """The files of a bank by path: the course; lessons, questions and cases in folders, numbered in their order.

    Beside each one its translations, where there are any.
    """
    files = dict(_files(bank))
    for language, words in bank.translations.items():
        said = in_words(without_words(bank), words)
        begun = {thing_of(where) for where in words}
        files |= {f"{path.removesuffix('.md')}.{language}.md": text for path, text in _files(said, begun)}
    return files


def _files(bank: Bank, ids: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
    """`ids`: of the things to be written, "" the course; None for all."""
    if ids is None or "" in ids:
        yield "course.md", _joined(_course(bank))
    lessons = [(each.id, [each]) for each in bank.lessons]
    runs = [(lesson, list[Any](run)) for lesson, run in groupby(bank.questions, lambda each: each.lesson)]
    cases = [(each.id, [each]) for each in bank.cases]
    yield from _numbered("lessons", lessons, lambda found: _lesson(found[0]), ids)
    yield from _numbered("questions", runs, _questions, ids)
    yield from _numbered("cases", cases, lambda found: _case(found[0]), ids)


def _numbered(
    folder: str,
    parts: list[tuple[str, list[_Thing]]],
    told: Callable[[list[_Thing]], list[str]],
    ids: Collection[str] | None,
) -> Iterator[tuple[str, str]]:
    width = max(2, len(str(len(parts))))
    for number, (id, things) in enumerate(parts, 1):
        name = "".join(char for char in id.lower() if char.isascii() and (char.isalnum() or char == "-"))
        if wanted := [each for each in things if ids is None or each.id in ids]:
            yield f"{folder}/{number:0{width}}-{name}.md", _joined(told(wanted))


def write_text(bank: Bank) -> str:
    """The same as one text, in the language of the bank."""
    parts = [_course(bank), *map(_lesson, bank.lessons)]
    if bank.questions:
        parts.append(_questions(bank.questions))
    return "\n".join(_joined(lines) for lines in (*parts, *map(_case, bank.cases)))


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _remarks(remarks: Iterable[str]) -> list[str]:
    return [f"%% {plain_line(each)}".rstrip() for each in remarks]


def _accepted(notes: Iterable[Note]) -> Iterator[str]:
    for note in notes:
        said = plain_line(f"{note.code} {note.reason}")
        yield from setting("accept", said if ACCEPTED.fullmatch(said) else "")


def _course(bank: Bank) -> list[str]:
    lines = ["---"]
    for key in ("id", "title", "version", "language"):
        lines += plain_setting("bank" if key == "id" else key, plain_line(getattr(bank, key)))
    if bank.minutes:
        lines.append(f"minutes: {bank.minutes}")
    lines += plain_setting("audience", plain_line(bank.audience)) + plain_setting("note", bank.note)
    lines += [f"pass: {_passed(rule)}" for rule in bank.passing]
    lines.append(f"tries: {bank.tries}")
    if bank.valid:
        years, months = divmod(bank.valid, 12)
        lines.append(f"valid: {years} years" if years > 1 and not months else f"valid: {bank.valid} months")
    if bank.renew:
        lines.append(f"renew: {bank.renew} days before")
    lines += [f"draw: {each}" for each in _draws(bank.draw)]
    lines += [f"link: {_link(each)}" for each in bank.links]
    lines += [*_accepted(bank.accept), "---", *_remarks(bank.remarks)]
    about = prose(bank.about, 1)
    return [*lines, "", *about] if about else lines


def _passed(rule: PassRule) -> str:
    return f"{rule.right} of {rule.of}{_for(rule.audience)}"


def _for(audience: str) -> str:
    return f" for {plain_line(audience)}" if audience.strip() else ""


def _draws(groups: Iterable[DrawGroup]) -> Iterator[str]:
    """Neighbours of one lesson each that are drawn alike share a line."""
    for (alone, take, critical, audience), run in groupby(groups, _drawn):
        together = list(run)
        lessons = [each.lessons[0] for each in together] if alone else []
        wanted = f", {critical} critical" if critical else ""
        for named in [lessons] if alone else [each.lessons for each in together]:
            each = " each" if alone and len(named) > 1 else ""
            yield f"{' '.join(named)} take {take}{each}{wanted}{_for(audience)}"


def _drawn(group: DrawGroup) -> tuple[bool, int, int, str]:
    return len(group.lessons) == 1, group.take, group.critical, group.audience


def _link(link: Link) -> str:
    said = ", ".join(plain_line(each) for each in (link.address, link.owner, link.checked))
    return f"{plain_line(link.name)} = {said.rstrip(', ')}".rstrip()


def _lesson(lesson: Lesson) -> list[str]:
    settings = [*_atoms(lesson)]
    if lesson.covers:
        settings.append(f"covers: {' '.join(lesson.covers)}")
    for key in ("part", "outcome"):
        settings += setting(key, one_line(getattr(lesson, key)))
    if lesson.minutes:
        settings.append(f"minutes: {lesson.minutes}")
    settings += setting("audience", plain_line(lesson.audience))
    settings += setting("story", " | ".join(plain_line(each) for each in lesson.story))
    settings += setting("note", lesson.note) + setting("source", plain_line(lesson.source))
    settings += _accepted(lesson.accept)
    return _part(
        f"# Lesson: {one_line(lesson.title)} {{#{lesson.id}}}",
        lesson.remarks,
        settings,
        prose(lesson.text, 1),
    )


def _part(heading: str, remarks: Iterable[str], settings: list[str], text: list[str]) -> list[str]:
    lines = [heading, *_remarks(remarks), *settings]
    return [*lines, "", *text] if text else lines


def _atoms(lesson: Lesson) -> list[str]:
    whole = lesson.id if len(lesson.id) > 1 else lesson.id * 2
    if lesson.atoms == {whole: lesson.title}:
        return []
    said = []
    for atom, words in lesson.atoms.items():
        id = atom[len(lesson.id) :] if atom[:-1] == lesson.id else atom
        said.append(f"{id} {plain_line(words).replace('|', '/')}".rstrip())
    return setting("atoms", " | ".join(said))


def _questions(questions: Iterable[Question]) -> list[str]:
    lines = ["# Questions"]
    for question in questions:
        lines += ["", *_question(question)]
    return lines


def _question(question: Question) -> list[str]:
    form = WRITTEN[question.kind]
    own, items = form.write(question)
    lines = [f"## {one_line(question.title)} {{#{question.id}}}", *_remarks(question.remarks)]
    lines += [*setting("lesson", question.lesson), *_settings(question), *own]
    text = prose(question.text, 2, None if form.parted else form.is_marked)
    if form.parted and would_be_parted(text, form.is_marked):
        items = ["***", "", *items]
    closing = setting("why", question.why) + setting("source", plain_line(question.source))
    closing += _accepted(question.accept)
    for block in (text, items, closing):
        lines += ["", *block] if block else []
    return lines


def _settings(question: Question) -> Iterator[str]:
    if question.covers:
        yield f"covers: {' '.join(question.covers)}"
    if question.difficulty != 2:
        yield f"difficulty: {question.difficulty}"
    if question.use != "both":
        yield f"use: {question.use}"
    if question.critical:
        yield f"critical: {' '.join(question.critical_on) or 'yes'}"
    yield from setting("audience", plain_line(question.audience))
    yield from setting("note", question.note)
    yield from setting("review", plain_line(question.review))
    if not question.shuffle:
        yield "shuffle: no"
    if question.enough != 1.0:
        share = Fraction(question.enough).limit_denominator(_MOST_PARTS)
        yield f"enough: {share.numerator} of {share.denominator}"


def _case(case: Case) -> list[str]:
    settings = [f"lesson: {' '.join(case.lessons)}"]
    if case.covers:
        settings.append(f"covers: {' '.join(case.covers)}")
    if case.difficulty != 2:
        settings.append(f"difficulty: {case.difficulty}")
    settings += setting("audience", plain_line(case.audience)) + setting("note", case.note)
    settings += setting("source", plain_line(case.source))
    settings += _accepted(case.accept)
    heading = f"# Case: {one_line(case.title)} {{#{case.id}}}"
    lines = _part(heading, case.remarks, settings, prose(case.text, 2))
    for step in case.steps:
        lines += ["", *_step(step)]
    return lines


def _step(step: Step) -> list[str]:
    settings = [f"end: {step.end}"] if step.end else []
    if step.expect is not None:
        settings.append(f"expect: {step.expect}")
    heading = f"## {one_line(step.title)} {{#{step.id}}}"
    lines = _part(heading, step.remarks, settings, prose(step.text, 2, is_choice))
    if step.choices:
        lines.append("")
    for choice in step.choices:
        lines += _choice(choice)
    return lines


def _choice(choice: Choice) -> Iterator[str]:
    yield f"- ({choice.worth}) {one_line(choice.text)} {{#{choice.id}}} -> {choice.to}".rstrip()
    told = quote(choice.feedback)
    yield from told
    if choice.coach.strip():
        yield from ["  >"] if told else []
        yield from quote(choice.coach.strip(), first="coach: ")
