"""Writing QTI 2.1: a package of items, their pictures, and a test with a section for each lesson."""

from collections.abc import Mapping, Sequence

from lxml import etree

from quiz_bank.bank import Bank, Lesson
from quiz_bank.exchange.losses import Loss, Losses, lost_of_course
from quiz_bank.exchange.xml import Element
from quiz_bank.exchange.zips import packed
from quiz_bank.formats.qti.making import QTI, Making, child
from quiz_bank.question import Question

_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_TEST = "test"


def write(bank: Bank, pictures: Mapping[str, bytes] | None = None) -> tuple[bytes, tuple[Loss, ...]]:
    """The package, and what it could not carry. `pictures`: those of the bank, by path."""
    losses = Losses("QTI")
    lost_of_course(bank, losses, lessons=True)
    if bank.remarks:
        losses.lose("no author's notes on the course", bank.id or "the course")
    making = Making(losses)
    items = {question.id: item for question in bank.questions if (item := making.item(question)) is not None}
    written = [question for question in bank.questions if question.id in items]
    test = _test(bank, written, making) if bank.lessons else None
    shown = {id: _shown(item) for id, item in items.items()}
    manifest = _manifest(shown, test, pictures or {}, losses)
    files = {"imsmanifest.xml": _bytes(manifest)}
    if test is not None:
        files[f"{_TEST}.xml"] = _bytes(test)
    files |= {f"{id}.xml": _bytes(item) for id, item in items.items()}
    wanted = {name for names in [*shown.values(), _shown(test)] for name in names}
    files |= {path: content for path, content in sorted((pictures or {}).items()) if path in wanted}
    return packed(files), losses.found()


def _bytes(root: Element) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _shown(root: Element | None) -> list[str]:
    """The paths of the pictures that an item shows."""
    found = [] if root is None else [each.get("src") or "" for each in root.iter(f"{{{QTI}}}img")]
    return list(dict.fromkeys(found))


def _test(bank: Bank, written: Sequence[Question], making: Making) -> Element:
    test = etree.Element(f"{{{QTI}}}assessmentTest", nsmap={None: QTI})
    test.set("identifier", _TEST)
    test.set("title", making.sound(bank.title, _TEST) or _TEST)
    part = child(test, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    for lesson in bank.lessons:
        _section(part, lesson, [each.id for each in written if each.lesson == lesson.id], making)
    return test


def _section(part: Element, lesson: Lesson, ids: list[str], making: Making) -> None:
    title = making.sound(" ".join(lesson.title.split("\n")), lesson.id)
    section = child(part, "assessmentSection", identifier=lesson.id, title=title, visible="true")
    if lesson.text:
        making.blocks(child(section, "rubricBlock", view="candidate"), lesson.text, lesson.id)
    for id in ids:
        child(section, "assessmentItemRef", identifier=id, href=f"{id}.xml")


def _manifest(
    shown: Mapping[str, list[str]], test: Element | None, pictures: Mapping[str, bytes], losses: Losses
) -> Element:
    root = etree.Element(f"{{{_PACKAGE}}}manifest", nsmap={None: _PACKAGE}, identifier="manifest")
    metadata = etree.SubElement(root, f"{{{_PACKAGE}}}metadata")
    for name, value in (("schema", "QTIv2.1 Package"), ("schemaversion", "1.0.0")):
        etree.SubElement(metadata, f"{{{_PACKAGE}}}{name}").text = value
    etree.SubElement(root, f"{{{_PACKAGE}}}organizations")
    resources = etree.SubElement(root, f"{{{_PACKAGE}}}resources")
    if test is not None:
        resource = _resource(
            resources, _TEST, "imsqti_test_xmlv2p1", _there(_TEST, _shown(test), pictures, losses)
        )
        for id in shown:
            etree.SubElement(resource, f"{{{_PACKAGE}}}dependency", identifierref=id)
    for id, paths in shown.items():
        _resource(resources, id, "imsqti_item_xmlv2p1", _there(id, paths, pictures, losses))
    return root


def _resource(parent: Element, id: str, kind: str, paths: list[str]) -> Element:
    resource = etree.SubElement(parent, f"{{{_PACKAGE}}}resource", identifier=id, type=kind, href=f"{id}.xml")
    for path in [f"{id}.xml", *paths]:
        etree.SubElement(resource, f"{{{_PACKAGE}}}file", href=path)
    return resource


def _there(id: str, paths: list[str], pictures: Mapping[str, bytes], losses: Losses) -> list[str]:
    there = [path for path in paths if path in pictures]
    if len(there) < len(paths):
        losses.lose("no picture where none was given", id)
    return there
