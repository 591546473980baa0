"""What a QTI package holds: its items, and the sections of its tests, which become lessons."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from quiz_bank.exchange.incoming import CannotRead, Incoming, LeftOut, TooMuch, check_length
from quiz_bank.exchange.pictures import Pictures
from quiz_bank.exchange.words import from_html
from quiz_bank.exchange.xml import Element, inside, root_of, whole
from quiz_bank.exchange.zips import unpacked
from quiz_bank.formats.qti.items import Asked
from quiz_bank.reading import Reading

MOST_BYTES = 64 * 1024 * 1024
MOST_OF_ITEM = 1024 * 1024
MOST_TAGS = 500_000
MOST_TESTS = 1_000
MOST_OF_NAME = 500
DEEPEST = 30
_LESSON_ID = re.compile(r"[A-Z][A-Z0-9-]*")
_ZIP = b"PK"
_RULES = ("selection", "preCondition", "branchRule", "timeLimits", "outcomeProcessing")


@dataclass
class _Plan:
    """What tests say. `told`: path and HTML of the texts of each lesson; `lesson_of`: by path of an item."""

    told: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    lesson_of: dict[str, str] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)


def read(content: bytes, file: str = "questions.zip") -> tuple[Reading, dict[str, bytes]]:
    """A bank and the pictures in it, by path, of a package or of one item.

    Raises CannotRead; else what is wrong is a finding.
    """
    incoming, pictures = Incoming(file, "QTI"), Pictures()
    files = dict(unpacked(file, content, MOST_BYTES)) if content.startswith(_ZIP) else {file: content}
    if sum(each.count(b"<") for each in files.values()) > MOST_TAGS:
        raise TooMuch(f"The file {file} has too many parts. Part it in two.")
    _read_all(incoming, pictures, files)
    incoming.file = file
    return incoming.reading(), pictures.kept


def _read_all(incoming: Incoming, pictures: Pictures, files: Mapping[str, bytes]) -> None:
    plan = _Plan()
    manifest = _manifest(files)
    items, tests = _listed(files, manifest) if manifest else _found(files)
    for path in tests:
        _read_test(plan, files, path, ())
    for name, texts in plan.told.items():
        incoming.lesson(name, 1)
        for path, html in texts:
            incoming.file = path
            incoming.tell(_words(incoming, pictures, files, path, html))
    if plan.rules:
        what = f"The test has rules of its own ({', '.join(sorted(plan.rules))}), which are not read."
        incoming.inform("X09", 1, what, 'Say what is drawn and what passes in "draw:" and "pass:".')
    for path in dict.fromkeys([*items, *plan.items]):
        incoming.file = path
        incoming.lesson(plan.lesson_of.get(path, ""), 1)
        _read_item(incoming, pictures, files, path)


def _words(incoming: Incoming, pictures: Pictures, files: Mapping[str, bytes], path: str, html: str) -> str:
    """The text of a lesson as Markdown, with its pictures; what cannot be kept is told."""
    check_length(html, 1)
    told, lost = from_html(html)
    told, none = pictures.place(told, lambda address: files.get(_beside(path, address)))
    if lost:
        what = f"Markdown has nothing for {', '.join(sorted(lost))}; only the words of it were kept."
        incoming.warn("X04", 1, what, "Compare it with the original.")
    if none:
        what = f"{', '.join(none[:5])} is no PNG or JPEG picture in this package; its words stay."
        incoming.warn("X07", 1, what, "Put the picture into the folder pictures by hand.")
    return told


def _read_item(incoming: Incoming, pictures: Pictures, files: Mapping[str, bytes], path: str) -> None:
    if path not in files:
        why = LeftOut("its file is not in the package.", "Export the package again.")
        incoming.leave_out(1, path, why)
        return
    if len(files[path]) > MOST_OF_ITEM:
        why = LeftOut(
            f"its file is larger than {MOST_OF_ITEM // 1024 // 1024} MB; no question is.", "Part it."
        )
        incoming.leave_out(1, path, why)
        return
    root = _of_two(path, whole(path, files[path]))
    if root.tag != "assessmentItem":
        raise CannotRead(f"The file {path} begins with <{root.tag}> and not <assessmentItem>.")
    asked = Asked(incoming, pictures, root, lambda address: files.get(_beside(path, address)))
    try:
        asked.take()
    except LeftOut as why:
        incoming.leave_out(asked.line, asked.title or asked.id, why)


def _of_two(path: str, root: Element) -> Element:
    """Raises CannotRead for the QTI that came before 2 or after it."""
    other = {"questestinterop": "1.2", "qti-assessment-item": "3", "qti-assessment-test": "3"}.get(root.tag)
    if other:
        raise CannotRead(
            f"The file {path} is QTI {other}. QTI 2.1 and 2.2 are read: export it as one of them."
        )
    return root


def _is_xml(path: str) -> bool:
    return path.lower().endswith(".xml")


def _beside(path: str, address: str) -> str:
    """The path of what a file names, from its own place."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address)))


def _manifest(files: Mapping[str, bytes]) -> str:
    found = [path for path in files if posixpath.basename(path).lower() == "imsmanifest.xml"]
    return min(found, key=lambda path: path.count("/"), default="")


def _listed(files: Mapping[str, bytes], manifest: str) -> tuple[list[str], list[str]]:
    """The paths of items and of tests, as the manifest lists them."""
    root = whole(manifest, files[manifest])
    items, tests = [], []
    for each in root.iter("resource"):
        kind, href = (each.get("type") or "").lower(), each.get("href")
        path = _beside(manifest, href) if href else ""
        if "item" in kind and path:
            items.append(path)
        elif kind.startswith(("imsqti_test", "imsqti_assessment")) and path:
            tests.append(path)
    return items, tests


def _found(files: Mapping[str, bytes]) -> tuple[list[str], list[str]]:
    """The same where no manifest lists them, by how each file begins."""
    alone = len(files) == 1
    roots = {path: root_of(each) for path, each in sorted(files.items()) if alone or _is_xml(path)}
    tests = [path for path, root in roots.items() if root == "assessmentTest"]
    return [path for path, root in roots.items() if root == "assessmentItem" or (alone and not tests)], tests


def _read_test(plan: _Plan, files: Mapping[str, bytes], path: str, around: tuple[str, ...]) -> None:
    """`around`: the names of the sections that it stands in."""
    if path in plan.seen or path not in files:
        return
    if len(plan.seen) > MOST_TESTS:
        raise TooMuch(f"The package has more than {MOST_TESTS} files of tests and sections.")
    plan.seen.add(path)
    root = _of_two(path, whole(path, files[path]))
    plan.rules |= {name for name in _RULES if next(root.iter(name), None) is not None}
    for each in [root] if root.tag == "assessmentSection" else _sections(root):
        _read_section(plan, files, path, each, around)


def _sections(root: Element) -> Iterator[Element]:
    for part in root.iterchildren("testPart"):
        yield from part.iterchildren("assessmentSection", "assessmentSectionRef")


def _read_section(
    plan: _Plan, files: Mapping[str, bytes], path: str, section: Element, around: tuple[str, ...]
) -> None:
    if len(around) > DEEPEST:
        raise TooMuch(f"{path} has sections inside sections, more than {DEEPEST} deep.")
    if section.tag == "assessmentSectionRef":
        _read_test(plan, files, _beside(path, section.get("href") or ""), around)
        return
    own = _name(section)
    if len(own) > MOST_OF_NAME:
        raise TooMuch(f"{path} has a section whose title is longer than {MOST_OF_NAME} letters.")
    name = " / ".join(part for part in (*around, own) if part)
    texts = [(path, inside(each)) for each in section.iterchildren("rubricBlock")]
    references = [_beside(path, each.get("href") or "") for each in section.iterchildren("assessmentItemRef")]
    inner = list(section.iterchildren("assessmentSection", "assessmentSectionRef"))
    if references or texts or not inner:
        plan.told.setdefault(name, []).extend(texts)
    for reference in references:
        plan.lesson_of.setdefault(reference, name)
        plan.items.append(reference)
    for each in inner:
        _read_section(plan, files, path, each, (*around, own))


def _name(section: Element) -> str:
    """ "L1: Title" where its identifier can be the id of a lesson."""
    id, title = section.get("identifier") or "", " ".join((section.get("title") or "").split("\n")).strip()
    return f"{id}: {title}" if _LESSON_ID.fullmatch(id) and title else title or id
