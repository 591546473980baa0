"""QTI packages: what we write is what the schema allows, and comes back; what others write is read or named."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from quiz_bank import read as read_ours
from quiz_bank import read_folder
from quiz_bank.exchange.incoming import CannotRead
from quiz_bank.formats import qti
from tests.quiz_bank.texts import question, reading

SCHEMAS = "QTI_XSD"
INSTALL = (
    f"The schemas of QTI are not here. Put imsqti_v2p1.xsd with all that it imports, and imscp_v1p1.xsd, into a folder "
    f"as their publisher lays them out (qtiv2p1/imsqti_v2p1.xsd), and name it in {SCHEMAS}."
)
SAMPLES = {
    "single": ("", "- [ ] Look. {#a}\n  > No.\n- [x] Press. {#b}\n  > Yes.\n- [ ] Ring. {#c}\n  > Later.\n"),
    "multiple": (
        "choose: 2\n",
        "- [x] Press. {#a}\n  > Yes.\n- [x] Call. {#b}\n  > Yes.\n- [ ] Wait. {#c}\n  > No.\n",
    ),
    "order": ("kind: order\n", "1. Look. {#a}\n2. Call. {#b}\n3. Press. {#c}\n"),
    "match": ("kind: match\n", "- Cut {#a} => Press {#d}\n- Burn {#b} => Cool {#e}\n- => Wait {#f}\n"),
    "sort": ("kind: sort\nboxes: Hot {#h} | Cold {#k}\n", "- Steam {#a} => Hot\n- Ice {#b} => Cold\n"),
    "typed": (
        "kind: typed\n",
        "- [x] = 12 {#a}\n  > Yes.\n- [ ] = 2 {#b}\n  > No.\n- [ ] = * {#c}\n  > Count.\n",
    ),
    "reflect": ("kind: reflect\n", ""),
}


TEXT = "Ola has cut her hand on glass.\n\nWhat do you do first?\n"


def bank_of(kind):
    head, options = SAMPLES[kind]
    end = "model: Press hard.\n" if kind == "reflect" else "why: It slows.\n"
    return reading(question(head=f"lesson: L1\n{head}", options=options, end=end, text=TEXT)).bank


def files_of(package):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def attempted(package):
    """Why it cannot be read, or what was read."""
    try:
        return "", *qti.read(package)
    except CannotRead as why:
        return str(why), None, None


def shipped():
    return read_ours(read_folder("quiz_bank/courses/child_a")).bank


class TestWriting:
    @pytest.mark.parametrize("kind", SAMPLES)
    def test_a_question_of_each_kind_comes_back(self, kind):
        whole = bank_of(kind)
        package, losses = qti.write(whole)
        again, pictures = qti.read(package)
        assert [str(each) for each in again.findings if each.severity == "error"] == []
        (back,), (was,) = again.bank.questions, whole.questions
        assert (back.kind, back.title, back.text, back.lesson) == (was.kind, was.title, was.text, was.lesson)
        assert back.solved() == was.solved()
        assert [each.text for each in back.parts()] == [each.text for each in was.parts()]
        assert pictures == {}
        assert any("no course" in loss.what for loss in losses)

    def test_notice_is_left_out_and_named(self):
        whole = reading(question(head="kind: notice\nlesson: L1\n", options="- [x] the cut {#a}\n")).bank
        package, losses = qti.write(whole)
        assert "QTI has no questions of the kind notice: 1 is left out: Q-1" in map(str, losses)
        assert qti.read(package)[0].bank.questions == ()

    def test_a_box_with_the_id_of_a_card_is_renamed_and_named(self):
        cards = "- Steam {#a} => Hot\n- Ice {#b} => Cold\n"
        boxes = "kind: sort\nboxes: Hot {#a} | Cold {#b}\n"
        whole = reading(question(head=f"lesson: L1\n{boxes}", options=cards)).bank
        package, losses = qti.write(whole)
        assert "QTI has no box with the id of a card: 1 loses it: Q-1" in map(str, losses)
        (back,) = qti.read(package)[0].bank.questions
        assert [box.text for box in back.boxes] == ["Hot", "Cold"]
        assert back.right == {"a": "box-a", "b": "box-b"}

    def test_the_shipped_course_comes_back_but_for_what_is_listed(self):
        whole = shipped()
        package, losses = qti.write(whole)
        again, _ = qti.read(package)
        left_out = {id for loss in losses if loss.verb == "left out" for id in loss.ids}
        asked = {each.id: each for each in whole.questions if each.id not in left_out}
        assert [str(each) for each in again.findings if each.severity == "error"] == []
        assert {each.id for each in again.bank.questions} == set(asked)
        assert len(asked) >= 130
        for back in again.bank.questions:
            assert (back.text, back.title) == (asked[back.id].text, asked[back.id].title)

    def test_what_we_write_is_what_the_schemas_allow(self):
        folder = os.environ.get(SCHEMAS)
        if not folder:
            pytest.skip(INSTALL)
        item = etree.XMLSchema(etree.parse(Path(folder) / "qtiv2p1" / "imsqti_v2p1.xsd"))
        manifest = etree.XMLSchema(etree.parse(Path(folder) / "imscp_v1p1.xsd"))
        files = files_of(qti.write(shipped())[0])
        for kind in SAMPLES:
            files |= {
                f"{kind}-{name}": content for name, content in files_of(qti.write(bank_of(kind))[0]).items()
            }
        assert len(files) >= 140
        for name, content in files.items():
            schema = manifest if name.endswith("imsmanifest.xml") else item
            assert schema.validate(etree.fromstring(content)), (name, schema.error_log)


class TestReading:
    def test_the_newer_form_of_an_item_is_read_too(self):
        files = files_of(qti.write(bank_of("single"))[0])
        item = files["Q-1.xml"].replace(b"imsqti_v2p1", b"imsqti_v2p2")
        again, _ = qti.read(item, "Q-1.xml")
        assert [each.right_ids() for each in again.bank.questions] == [frozenset("b")]

    def test_a_kind_of_interaction_that_we_have_nothing_for_is_named_and_left_out(self):
        files = files_of(qti.write(bank_of("single"))[0])
        item = files["Q-1.xml"].replace(b"choiceInteraction", b"sliderInteraction")
        again, _ = qti.read(packed({**files, "Q-1.xml": item}))
        assert again.bank.questions == ()
        assert [each.code for each in again.findings if each.severity == "error"] == ["X01"]

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"PK\x03\x04 not a zip",
            b"<assessmentItem",
            b'<!DOCTYPE a [<!ENTITY b "c">]><assessmentItem>&b;</assessmentItem>',
            b'<!DOCTYPE a SYSTEM "https://evil.example/a.dtd"><assessmentItem/>',
            b"<quiz/>",
            packed({"imsmanifest.xml": b"<manifest"}),
            packed({"a.txt": b"nothing"}),
        ],
    )
    def test_what_is_no_package_is_refused_or_named_and_nothing_is_taken(self, content):
        refused, again, pictures = attempted(content)
        if refused:
            return
        assert [each for each in again.findings if each.severity == "error"]
        assert (again.bank.questions if again.bank else (), pictures) == ((), {})

    def test_a_package_that_would_fill_the_memory_is_refused(self):
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(40):
                archive.writestr(f"{number}.xml", b" " * 10_000_000)
        with pytest.raises(CannotRead):
            qti.read(bomb.getvalue())

    def test_sections_of_one_name_are_one_lesson_however_many(self):
        section = b'<assessmentSection title="a"><rubricBlock>x</rubricBlock></assessmentSection>'
        again, _ = qti.read(package_of(section * 20_000))
        assert [(each.title, len(each.text)) for each in again.bank.lessons] == [("a", 3 * 20_000 - 2)]

    @pytest.mark.parametrize("deep", [40, 3_000])
    def test_sections_that_lead_into_each_other_without_end_are_refused(self, deep):
        files = {
            f"{number}.xml": b'<assessmentSection><assessmentSectionRef href="%d.xml"/></assessmentSection>'
            % (number + 1)
            for number in range(deep)
        }
        with pytest.raises(CannotRead, match="deep"):
            qti.read(package_of(b'<assessmentSectionRef href="0.xml"/>', files))

    def test_an_item_larger_than_any_question_is_left_out_and_named(self):
        again, _ = qti.read(
            packed({"1.xml": b"<assessmentItem>" + b" " * 1_100_000 + b"</assessmentItem>", "a": b""})
        )
        assert "larger than 1 MB" in again.findings[0].what

    def test_a_picture_in_the_text_of_a_lesson_is_kept_and_one_that_is_not_there_is_told(self):
        picture = b"\x89PNG\r\n\x1a\n"
        shown = b'<assessmentSection title="a"><rubricBlock><img src="%s" alt="Cut"/></rubricBlock></assessmentSection>'
        again, pictures = qti.read(package_of(shown % b"p/cut.png", {"p/cut.png": picture}))
        assert (again.bank.lessons[0].text, pictures) == (
            "![Cut](pictures/p/cut.png)",
            {"pictures/p/cut.png": picture},
        )
        again, pictures = qti.read(package_of(shown % b"none.png"))
        assert (again.bank.lessons[0].text, pictures, again.findings[0].code) == ("Cut", {}, "X07")


def package_of(sections, files=None):
    """A package with one test of these sections."""
    manifest = (
        b'<manifest><resources><resource type="imsqti_test_xmlv2p1" href="t.xml"/></resources></manifest>'
    )
    test = b"<assessmentTest><testPart>%s</testPart></assessmentTest>" % sections
    return packed({"imsmanifest.xml": manifest, "t.xml": test, **(files or {})})
