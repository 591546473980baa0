"""GIFT: what is read of it, what is written, and what it cannot carry."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from quiz_bank import read, read_folder
from quiz_bank.formats import gift
from tests.quiz_bank.texts import HEAD, OPTIONS, codes, question, reading

ROOT = Path(__file__).parents[3]
PARSER = ROOT / ".cache" / "npm"
INSTALL = f"npm install --prefix {PARSER} gift-pegjs@1.0.2"


def told(text):
    return gift.read(text)


def only(text):
    read_ = told(text)
    assert codes(read_) in (["X08"], ["X05", "X08"]), read_.findings
    (found,) = read_.bank.questions
    return found


def left_out(text):
    (finding, *_) = told(text).findings
    assert (finding.code, finding.severity) == ("X01", "error")
    assert told(text).bank.questions == ()
    return finding


CUT = "::Cut::Ola is cut. What now?{\n=Press.#Yes.\n~Wait.#No.\n~Run.\n}"


class TestReading:
    def test_one_right_answer_makes_a_single(self):
        asked = only(CUT)
        assert (asked.kind, asked.title, asked.text, asked.right) == (
            "single",
            "Cut",
            "Ola is cut. What now?",
            "a",
        )
        assert [(each.id, each.text, each.feedback) for each in asked.options] == [
            ("a", "Press.", "Yes."), ("b", "Wait.", "No."), ("c", "Run.", ""),
        ]  # fmt: skip

    def test_on_one_line_too(self):
        assert only("Who?{~Bo =Ola ~Kit}").right == "b"

    def test_weights_make_a_multiple(self):
        asked = only("Who?{~%50%Bo ~%50%Ola ~%-50%Kit}")
        assert (asked.kind, asked.right) == ("multiple", {"a", "b"})

    def test_weights_that_differ_are_told(self):
        found = told("Who?{~%70%Bo ~%30%Ola ~%-100%Kit}").findings
        assert [(each.code, each.severity) for each in found][:1] == [("X03", "warning")]
        assert told("Who?{=Bo ~%50%Ola ~Kit}").findings[0].code == "X03"

    @pytest.mark.parametrize("said", ["T", "TRUE", "True", "t"])
    def test_true(self, said):
        asked = only(f"Is it so?{{{said}#wrong#right#####why}}".replace("#####", "####"))
        assert (asked.right, asked.why) == ("a", "why")
        assert [(each.text, each.feedback) for each in asked.options] == [
            ("True", "right"),
            ("False", "wrong"),
        ]

    @pytest.mark.parametrize("said", ["F", "FALSE", "false"])
    def test_false(self, said):
        assert only(f"Is it so?{{{said}}}").right == "b"

    def test_feedback_for_everyone_is_why(self):
        assert only("Who?{=Ola ~Bo\n####Ola it is.\n}").why == "Ola it is."

    def test_a_missing_word_leaves_a_gap(self):
        assert only("Ola {=presses ~waits} first.").text == "Ola ____ first."
        assert only("[html]<i>Ola</i> {=presses ~waits}.").text == "*Ola* ____."

    def test_pairs_make_a_match(self):
        asked = only("Match.{=Ola -> cut =Bo -> burn =Kit -> cut = -> sting}")
        assert [each.text for each in asked.lefts] == ["Ola", "Bo", "Kit"]
        assert [(each.id, each.text) for each in asked.rights] == [
            ("d", "cut"),
            ("e", "burn"),
            ("f", "sting"),
        ]
        assert asked.right == {"a": "d", "b": "e", "c": "d"}

    def test_words_make_a_typed(self):
        asked = only("How many?{=four#Yes. =Two pairs =%0%five#One too many. =%0%*#No.}")
        assert [(each.text, each.right, each.feedback) for each in asked.answers] == [
            ("four", True, "Yes."), ("Two pairs", True, ""), ("five", False, "One too many."), ("*", False, "No."),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("said", "texts"),
        [
            ("#3:2", ["3 +- 2"]),
            ("#1..5", ["3 +- 2"]),
            ("#-1.50", ["-1.5"]),
            ("#=12:0.5#Yes. =%0%10..11", ["12 +- 0.5", "10.5 +- 0.5"]),
        ],
    )
    def test_numbers_make_a_typed(self, said, texts):
        assert [each.text for each in only(f"How many?{{{said}}}").answers] == texts

    @pytest.mark.parametrize("said", ["#", "#x", "#1e999", "#NaN", "=*", "=a*b", "=%50%a"])
    def test_a_typed_that_cannot_be_held_is_left_out(self, said):
        assert left_out(f"How many?{{{said}}}").code == "X01"

    def test_categories_are_lessons_and_descriptions_their_text(self):
        read_ = told(
            f"$CATEGORY: $course$/top/First aid/Cuts\n\nPress on it.\n\n{CUT}\n\n$CATEGORY: L7: Burns\n\n{CUT}"
        )
        assert [(each.id, each.title, each.text) for each in read_.bank.lessons] == [
            ("L1", "First aid / Cuts", "Press on it."), ("L7", "Burns", ""),
        ]  # fmt: skip
        assert [(each.id, each.lesson) for each in read_.bank.questions] == [
            ("Q-L1-01", "L1"),
            ("Q-L7-01", "L7"),
        ]

    def test_ids_and_tags_stand_in_comments(self):
        asked = only(f"// made by Ruth\n// [id:Q-9] [tag:cuts] [tag:a \\] b]\n{CUT}")
        assert (asked.id, asked.remarks) == ("Q-9", ("made by Ruth", "tag: cuts", "tag: a ] b"))

    def test_an_id_that_is_none_of_ours_is_kept_in_a_note(self):
        asked = only(f"// [id:cut one]\n{CUT}")
        assert (asked.id, asked.remarks) == ("Q-01", ("id: cut one",))

    def test_escapes(self):
        asked = only("::a\\:b::x \\{1\\} \\~ \\= \\# \\: c\\\\d\\ne{=\\=a\\#b ~c}")
        assert asked.title == "a:b"
        assert asked.text == "x {1} ~ = # : c\\\\d\\\ne".replace("\\\\", "\\")
        assert asked.options[0].text == "=a#b"

    @pytest.mark.parametrize(
        ("format", "text"),
        [
            ("[html]", "<p>Ola <b>is</b> 3 &lt; 4<br>cut</p><ul><li>a</li><li>b</li></ul>"),
            ("[markdown]", "Ola **is** 3 < 4\\\\\\ncut\\n\\n- a\\n- b"),
            ("", "Ola <b>is</b> 3 &lt; 4<br>cut<ul><li>a</li><li>b</li></ul>"),
        ],
    )
    def test_formats_become_markdown(self, format, text):
        assert only(f"{format}{text}{{=x ~y}}").text == "Ola **is** 3 < 4\\\ncut\n\n- a\n- b"

    def test_plain_text_stays_what_it_says(self):
        assert (
            only("[plain]1. *a* <b> [x] `c` &amp;{=x ~y}").text == "1\\. \\*a\\* \\<b> \\[x] \\`c\\` \\&amp;"
        )

    def test_what_markdown_has_nothing_for_is_told(self):
        found = told("[html]<table><tr><td>a</td><td>b</td></tr></table>{=x ~y}").findings[0]
        assert (found.code, "table" in found.what) == ("X04", True)

    def test_lines_are_counted(self):
        assert told(f"// a\n\n{CUT}\n\nBad{{=a").findings[0].line == 9
        assert told(f"\r\n\r\n{CUT}").places["Q-01"].line == 3

    def test_empty_lines_between_answers_do_no_harm(self):
        assert len(only("Who?{\n\n=Ola\n\n~Bo\n\n}").options) == 2


class TestLeftOut:
    @pytest.mark.parametrize(
        "text",
        ["Who?{=Ola ~Bo", "Who?{=Ola ~Bo} and {=Kit ~Jo}", "Who?{=Ola =Bo ~Kit}", "Who?{~Ola ~Bo}", "Who?{x =a}",
         "Who?{~%100%Ola}", "Who?{}"],
    )  # fmt: skip
    def test_what_cannot_be_held_is_an_error_that_names_it(self, text):
        assert '"Who?' in left_out(text).what

    def test_the_rest_is_read(self):
        read_ = told(f"Bad{{=a\n\n{CUT}")
        assert [each.title for each in read_.bank.questions] == ["Cut"]

    def test_what_is_no_gift_is_one_error(self):
        assert codes(told("")) == ["X06", "X08"]


class TestWriting:
    def test_what_gift_carries_comes_back_exactly(self):
        whole = reading(
            question(head="lesson: L1\n%% ask Ruth\n"), question(id="Q-2", head="lesson: L1\n")
        ).bank
        text, losses = gift.write(whole)
        assert gift.read(text).bank.questions == whole.questions
        assert [str(each) for each in losses] == [
            "GIFT has no course: its settings, what is drawn and what passes are not written: 1 loses it: first-aid",
            "GIFT has no list of what a lesson holds: 1 loses it: L1",
        ]
        assert [(each.id, each.title, each.text) for each in gift.read(text).bank.lessons] == [
            (each.id, each.title, each.text) for each in whole.lessons
        ]

    def test_pairs_come_back_and_cards_become_pairs(self):
        pairs = "- 1 cup {#a} => 250 ml {#c}\n- 2 cups {#b} => 500 ml {#d}\n- => 1 l {#e}\n"
        cards = "- A {#a} => Hot\n- B {#b} => Cold\n- C {#c} => Hot\n"
        head = "kind: sort\nlesson: L1\nboxes: Hot {#h} | Cold {#k}\n"
        whole = reading(
            question(head="kind: match\nlesson: L1\n", options=pairs),
            question(head=head, options=cards, id="Q-2"),
        ).bank
        text, losses = gift.write(whole)
        matched, sorted_ = gift.read(text).bank.questions
        assert matched == whole.questions[0]
        assert [(left.text, right) for left, right in zip(sorted_.lefts, sorted_.right.values(), strict=True)] == [
            ("A", "d"), ("B", "e"), ("C", "d"),
        ]  # fmt: skip
        assert "GIFT has no boxes to sort into: 1 becomes a question to match: Q-2" in map(str, losses)

    @pytest.mark.parametrize(
        "answers", ["= twelve", "= 12 +- 0.5", "= -3", "= %50% off", "= a*b", "= [html] x"]
    )
    def test_typed_comes_back(self, answers):
        lines = f"- [x] {answers} {{#a}}\n  > Yes.\n- [ ] = * {{#b}}\n  > No.\n"
        whole = reading(question(head="kind: typed\nlesson: L1\n", options=lines)).bank
        assert gift.read(gift.write(whole)[0]).bank.questions == whole.questions

    def test_what_it_has_nothing_for_is_listed_question_by_question(self):
        head = HEAD + "critical: yes\n"
        whole = reading(*(question(head=head, id=f"Q-{number}") for number in (1, 2, 3))).bank
        told = [str(each) for each in gift.write(whole)[1]]
        assert "GIFT has no critical flag: 3 lose it: Q-1, Q-2, Q-3" in told

    @pytest.mark.parametrize("model", ["Press hard.", "[html] is a word", "a = {b} # c"])
    def test_reflect_comes_back_as_an_essay_with_its_model_as_general_feedback(self, model):
        whole = reading(
            question(head="kind: reflect\nlesson: L1\n", options="", end=f"model: {model}\n")
        ).bank
        text, losses = gift.write(whole)
        assert gift.read(text).bank.questions == whole.questions
        assert not [each for each in losses if "Q-1" in each.ids]

    def test_what_a_reflect_has_beside_its_model_is_listed_and_notice_left_out(self):
        end = "model: Press.\nwhy: It slows.\ncheck: I did.\n"
        whole = reading(
            question(head="kind: reflect\nlesson: L1\n", options="", end=end),
            question(head="kind: notice\nlesson: L1\n", options="- [x] the cut {#a}\n", id="Q-2"),
        ).bank
        text, losses = gift.write(whole)
        assert [str(each) for each in losses if {"Q-1", "Q-2"} & {*each.ids}] == [
            "GIFT has no list to check words of one's own by: 1 loses it: Q-1",
            "GIFT has no general feedback beside a model: 1 loses it: Q-1",
            "GIFT has no questions of the kind notice: 1 is left out: Q-2",
        ]
        assert [each.kind for each in gift.read(text).bank.questions] == ["reflect"]

    def test_ids_that_are_not_a_b_c_are_listed(self):
        whole = reading(question(options=OPTIONS.replace("{#b}", "{#press}"))).bank
        assert "GIFT has no ids of options: 1 loses it: Q-1" in [str(each) for each in gift.write(whole)[1]]

    @pytest.mark.parametrize(
        "text", ["%50% off", "[html] is a word", "=a", "~b", "a#b", "{c}", "::d::", "a -> b", "\\n"]
    )
    def test_words_that_look_like_marks_of_gift_stay_words(self, text):
        whole = reading(
            question(head="lesson: L1\n", options=OPTIONS.replace("Look", text).replace("While", text))
        ).bank
        assert gift.read(gift.write(whole)[0]).bank.questions == whole.questions

    def test_the_shipped_course_comes_back(self):
        shipped = read(read_folder(ROOT / "quiz_bank" / "courses" / "child_a")).bank
        again = gift.read(gift.write(shipped)[0])
        assert set(codes(again)) == {"X08"}
        assert len(picked(shipped)) >= 60
        assert picked(again.bank) == picked(shipped)


def picked(whole):
    """The options of each question where options are picked."""
    return {each.id: each.options for each in whole.questions if each.kind in ("single", "multiple")}


def parsed(text):
    """What the parser says that nobody here wrote."""
    if shutil.which("node") is None or not (PARSER / "node_modules" / "gift-pegjs").exists():
        pytest.skip(f"The judge of GIFT is not installed. Run: {INSTALL}")
    asked = "import {parse} from 'gift-pegjs'; import {readFileSync} from 'fs';"
    asked += "console.log(JSON.stringify(parse(readFileSync(0, 'utf8'))));"
    run = ["node", "--input-type=module", "-e", asked]
    done = subprocess.run(run, cwd=PARSER, input=text, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class TestJudge:
    def test_reads_the_shipped_course_as_it_was_written(self):
        shipped = read(read_folder(ROOT / "quiz_bank" / "courses" / "child_a")).bank
        found = [each for each in parsed(gift.write(shipped)[0]) if each["type"] == "MC"]
        assert [each["id"] for each in found] == [each.id for each in shipped.questions]
        for ours, theirs in zip(shipped.questions, found, strict=True):
            assert theirs["title"] == ours.title
            assert theirs["stem"]["text"] == ours.text
            assert [each["text"]["text"] for each in theirs["choices"]] == [
                each.text for each in ours.options
            ]
            right = {option.id for option, each in zip(ours.options, theirs["choices"], strict=True)
                     if each["isCorrect"] or (each["weight"] or 0) > 0}  # fmt: skip
            assert right == ours.right_ids()

    def test_agrees_on_what_others_write(self):
        for text in (
            CUT,
            "Who?{~%50%Bo ~%50%Ola ~%-50%Kit}",
            "a \\{b\\} \\= c?{=x\\~y ~z#no \\# fb\n####gen}",
        ):
            ours, (theirs,) = gift.read(text).bank.questions[0], parsed(text)
            assert [each["text"]["text"] for each in theirs["choices"]] == [
                each.text for each in ours.options
            ]
            assert theirs["stem"]["text"] == ours.text
