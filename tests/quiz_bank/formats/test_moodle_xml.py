"""Moodle XML: what is read of it, what is written, and what it cannot carry."""

from base64 import b64encode

import pytest

from quiz_bank import read as read_ours
from quiz_bank import read_folder
from quiz_bank.exchange.incoming import CannotRead
from quiz_bank.formats import moodle_xml
from tests.quiz_bank.texts import HEAD, bank, codes, question, reading

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
ANSWERS = (
    '<answer fraction="0" format="html"><text>Wait.</text><feedback format="html"><text>No.</text></feedback></answer>'
    '<answer fraction="100" format="html"><text><![CDATA[<p>Press &amp; hold.</p>]]></text></answer>'
)


def asked(kind="multichoice", inside=ANSWERS, text="<p>Ola is <b>cut</b>.</p>", more=""):
    return (
        f'<question type="{kind}"><name><text>Cut</text></name><questiontext format="html">'
        f"<text><![CDATA[{text}]]></text>{more}</questiontext>{inside}</question>"
    )


def told(*inside):
    return moodle_xml.read(f"<quiz>{''.join(inside)}</quiz>".encode())


def only(*inside):
    read_, _ = told(*inside)
    assert codes(read_) == ["X08"], read_.findings
    (found,) = read_.bank.questions
    return found


PICKED = ("single", "multiple")


class TestReading:
    def test_one_right_option_makes_a_single(self):
        found = only(asked(inside="<idnumber>Q-7</idnumber><single>true</single>" + ANSWERS))
        assert (found.id, found.kind, found.title, found.text) == ("Q-7", "single", "Cut", "Ola is **cut**.")
        assert [(each.text, each.feedback) for each in found.options] == [
            ("Wait.", "No."),
            ("Press & hold.", ""),
        ]
        assert found.right == "b"

    def test_several_make_a_multiple(self):
        several = ANSWERS.replace('"0"', '"50"').replace('"100"', '"50"') + ANSWERS.replace('"100"', '"-50"')
        several = several.replace('fraction="0"', 'fraction="-50"')
        assert only(asked(inside="<single>false</single>" + several)).right == {"a", "b"}

    def test_true_or_false(self):
        both = '<answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer>'
        found = only(asked("truefalse", both))
        assert ([each.text for each in found.options], found.right) == (["True", "False"], "b")

    def test_matching(self):
        pairs = "".join(
            f"<subquestion format='html'><text>{left}</text><answer><text>{right}</text></answer></subquestion>"
            for left, right in (("Ola", "cut"), ("Bo", "burn"), ("", "*sting*"))
        )
        found = only(asked("matching", pairs))
        assert [each.text for each in (*found.lefts, *found.rights)] == [
            "Ola",
            "Bo",
            "cut",
            "burn",
            "\\*sting\\*",
        ]
        assert found.right == {"a": "c", "b": "d"}

    def test_ordering(self):
        steps = "".join(
            f"<answer fraction='{n}'><text>{each}</text></answer>" for n, each in enumerate("xyz", 1)
        )
        assert [each.text for each in only(asked("ordering", steps)).steps] == ["x", "y", "z"]

    def test_words_and_numbers_are_typed(self):
        star = '<answer fraction="0"><text>*</text></answer>'
        found = only(asked("shortanswer", '<answer fraction="100"><text>four \\*</text></answer>' + star))
        assert [(each.text, each.right) for each in found.answers] == [("four *", True), ("*", False)]
        number = '<answer fraction="100"><text>12</text><tolerance>0.50</tolerance></answer>'
        assert only(asked("numerical", number)).answers[0].text == "12 +- 0.5"

    def test_what_counted_there_and_does_not_here_is_told(self):
        typed = '<usecase>1</usecase><answer fraction="100"><text>four</text></answer>'
        assert codes(told(asked("shortanswer", typed))[0]) == ["X03", "X08"]

    def test_categories_their_information_and_descriptions_are_lessons(self):
        category = (
            '<question type="category"><category><text>$course$/top/Aid/Cuts // burns</text></category>'
            '<info format="html"><text>&lt;p&gt;Press.&lt;/p&gt;</text></info></question>'
        )
        read_, _ = told(category, asked("description", ""), asked())
        (lesson,) = read_.bank.lessons
        assert (lesson.title, lesson.text) == ("Aid / Cuts / burns", "Press.\n\n**Cut**\n\nOla is **cut**.")
        assert read_.bank.questions[0].lesson == "L1"

    def test_tags_are_kept_as_notes_and_shuffling_as_it_is(self):
        more = "<shuffleanswers>0</shuffleanswers><tags><tag><text>hot topic</text></tag></tags>"
        found = only(asked(inside=ANSWERS + more))
        assert (found.remarks, found.shuffle) == (("tag: hot topic",), False)

    def test_pictures_inside_stand_in_the_folder_of_the_bank(self):
        file = f'<file name="a b.png" path="/" encoding="base64">{b64encode(PNG).decode()}</file>'
        read_, pictures = told(asked(text='<img src="@@PLUGINFILE@@/a%20b.png" alt="A cut">', more=file))
        assert read_.bank.questions[0].text == "![A cut](pictures/a-b.png)"
        assert pictures == {"pictures/a-b.png": PNG}

    @pytest.mark.parametrize(
        "src", ["https://x.org/a.png", "@@PLUGINFILE@@/none.png", "@@PLUGINFILE@@/a.svg"]
    )
    def test_what_is_no_picture_inside_becomes_its_words_and_is_told(self, src):
        file = f'<file name="a.svg" path="/" encoding="base64">{b64encode(b"<svg onload=x>").decode()}</file>'
        read_, pictures = told(asked(text=f'Look: <img src="{src}" alt="A cut">', more=file))
        assert (read_.bank.questions[0].text, pictures) == ("Look: A cut", {})
        assert codes(read_)[0] == "X07"

    @pytest.mark.parametrize("kind", ["calculated", "cloze", "x"])
    def test_what_no_kind_can_hold_is_an_error_that_names_it(self, kind):
        finding = told(asked(kind))[0].findings[0]
        assert (finding.code, finding.severity, '"Cut"' in finding.what) == ("X01", "error", True)

    def test_tags_that_somebody_wrote_without_escaping_them_are_read_as_html(self):
        bare = asked().replace("<![CDATA[", "").replace("]]>", "")
        assert only(bare).text == "Ola is **cut**."
        assert only(
            asked(text="<p>3 &lt; 4 <b>x</b></p>").replace("<![CDATA[", "").replace("]]>", "")
        ).text == ("3 < 4 **x**")

    def test_an_essay_is_a_reflect_beside_what_graders_or_all_are_told(self):
        graders = "<graderinfo format='html'><text>Press <b>hard</b>.</text></graderinfo>"
        all_ = "<generalfeedback format='html'><text>It slows.</text></generalfeedback>"
        found = only(asked("essay", graders + all_))
        assert (found.kind, found.model, found.why) == ("reflect", "Press **hard**.", "It slows.")
        assert (only(asked("essay", all_)).model, only(asked("essay", all_)).why) == ("It slows.", "")
        finding = told(asked("essay", ""))[0].findings[0]
        assert (finding.code, "information for graders" in finding.remedy) == ("X01", True)

    @pytest.mark.parametrize("weight", ["NaN", "1e999", "Infinity", "101", "many"])
    def test_a_weight_that_is_none_is_an_error(self, weight):
        assert told(asked(inside=ANSWERS.replace('"0"', f'"{weight}"')))[0].findings[0].code == "X01"

    def test_lines_are_told(self):
        content = f"<quiz>\n\n{asked('x')}\n{asked('y')}</quiz>".encode()
        assert [each.line for each in moodle_xml.read(content)[0].findings if each.code == "X01"] == [3, 4]


class TestRefused:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "not whole XML"),
            (b"<quiz><question>", "not whole XML"),
            (b"<html></html>", "and not <quiz>"),
            (b"\xff\xfe\x00", "not whole XML"),
            (b'<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>', "doctype"),
            (b'<!DOCTYPE quiz SYSTEM "http://192.0.2.1/x.dtd"><quiz/>', "doctype"),
            (b"<a/>" * 2_000_000, "too many parts"),
        ],
    )
    def test_what_is_no_moodle_file_is_refused_in_plain_words(self, content, said):
        with pytest.raises(CannotRead, match=said):
            moodle_xml.read(content)


class TestWriting:
    def test_what_it_carries_comes_back_exactly_with_its_pictures(self):
        text = "![A cut](pictures/cut.png)\n\nWhat *now* <b> & ]]> ?\n"
        whole = reading(question(head="lesson: L1\nshuffle: no\n%% tag: hot\n", text=text)).bank
        content, losses = moodle_xml.write(whole, {"pictures/cut.png": PNG})
        read_, pictures = moodle_xml.read(content)
        assert read_.bank.questions == whole.questions
        assert pictures == {"pictures/cut.png": PNG}
        assert [(each.id, each.title, each.text) for each in read_.bank.lessons] == [
            (each.id, each.title, each.text) for each in whole.lessons
        ]
        assert not [each for each in losses if "Q-1" in each.ids]

    def test_what_it_has_nothing_for_is_listed_question_by_question(self):
        whole = reading(
            *(question(head=HEAD + "critical: yes\n", id=f"Q-{number}") for number in (1, 2))
        ).bank
        told = [str(each) for each in moodle_xml.write(whole)[1]]
        assert "Moodle XML has no critical flag: 2 lose it: Q-1, Q-2" in told

    def test_a_picture_that_was_not_given_is_listed(self):
        whole = reading(question(text="![A cut](pictures/cut.png)\n\nWhat now?\n")).bank
        assert "Moodle XML has no picture where none was given: 1 loses it: Q-1" in map(
            str, moodle_xml.write(whole)[1]
        )

    def test_the_order_of_steps_comes_back(self):
        steps = "1. Look. {#a}\n2. Call. {#b}\n3. Press. {#c}\n"
        whole = read_ours(bank(question(head="kind: order\nlesson: L1\n", options=steps))).bank
        assert moodle_xml.read(moodle_xml.write(whole)[0])[0].bank.questions == whole.questions

    @pytest.mark.parametrize("answers", ["= twelve", "= 12 +- 0.5", "= a*b"])
    def test_typed_comes_back(self, answers):
        lines = f"- [x] {answers} {{#a}}\n  > Yes.\n- [ ] = * {{#b}}\n  > No.\n"
        whole = reading(question(head="kind: typed\nlesson: L1\n", options=lines)).bank
        assert moodle_xml.read(moodle_xml.write(whole)[0])[0].bank.questions == whole.questions

    @pytest.mark.parametrize("why", ["", "why: It slows.\n"])
    def test_reflect_comes_back_as_an_essay_but_for_what_to_check(self, why):
        end = f"model: Press hard.\n{why}"
        whole = reading(question(head="kind: reflect\nlesson: L1\n", options="", end=end)).bank
        content, losses = moodle_xml.write(whole)
        assert moodle_xml.read(content)[0].bank.questions == whole.questions
        assert any("Q-1" in loss.ids and "graders see it" in loss.what for loss in losses) == bool(why)
        checked = reading(
            question(head="kind: reflect\nlesson: L1\n", options="", end=f"{end}check: I did.\n")
        )
        assert "Moodle XML has no list to check words of one's own by: 1 loses it: Q-1" in map(
            str, moodle_xml.write(checked.bank)[1]
        )

    def test_notice_is_left_out_and_listed(self):
        whole = reading(question(head="kind: notice\nlesson: L1\n", options="- [x] the cut {#a}\n")).bank
        content, losses = moodle_xml.write(whole)
        assert b"Q-1" not in content
        assert "Moodle XML has no questions of the kind notice: 1 is left out: Q-1" in map(str, losses)

    def test_characters_that_xml_has_no_place_for_are_taken_out_and_listed(self):
        whole = reading().bank
        odd = whole.questions[0].model_copy(update={"text": "What\x0bnow\uffff?"})
        content, losses = moodle_xml.write(whole.model_copy(update={"questions": (odd,)}))
        assert moodle_xml.read(content)[0].bank.questions[0].text == "Whatnow?"
        assert "Moodle XML has no control characters: 1 loses it: Q-1" in map(str, losses)

    def test_the_shipped_course_comes_back(self):
        shipped = read_ours(read_folder("quiz_bank/courses/child_a")).bank
        again, _ = moodle_xml.read(moodle_xml.write(shipped)[0])
        assert set(codes(again)) == {"X08"}
        kept = {each.id: each.options for each in again.bank.questions if each.kind in PICKED}
        assert len(kept) >= 60
        assert kept == {each.id: each.options for each in shipped.questions if each.kind in PICKED}
