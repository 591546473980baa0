"""Ids are for life: none is given twice, and what reads like something that is gone can have its id again."""

import re

import pytest

from quiz_bank import NotRenamed, changes, ids_in, lookalikes, read, read_folder, with_ids, with_old_ids
from quiz_bank.lint.language import words
from tests.quiz_bank.texts import OPTIONS, bank, question

COURSE = read_folder("quiz_bank/courses/child_a")
BURNT = question(id="Q-2", text="Bo has burnt his thumb on a kettle.\nWhat helps first?\n")
BEFORE = bank(question(), BURNT)
OF_QUESTIONS = re.compile(r"^(##? .*?|- .*?|\d+\. .*?) ?\{#(?:Q-[^}]*|[a-z]\d?)\}", re.MULTILINE)


def bare(files):
    """The course as somebody would paste it from a print: no id on a question or an option."""
    return {
        path: OF_QUESTIONS.sub(r"\1", text) if "questions/" in path else text for path, text in files.items()
    }


def again(text, before=BEFORE):
    old = read(before).bank
    written = with_ids({"bank.md": text}, ids_in(old))
    return old, written, read(written).bank


class TestNewIds:
    def test_are_never_those_of_an_earlier_text(self):
        _, _, new = again(bank(question(id="")), BEFORE.replace("Q-1", "Q-L1-01"))
        assert [each.id for each in new.questions] == ["Q-L1-02"]

    def test_of_options_are_never_those_of_one_that_was_taken_out(self):
        cut = OPTIONS[: OPTIONS.index("- [ ] Ring")]
        text = bank(question(options=cut + "- [ ] Look away.\n  > Ola is alone with it.\n"), BURNT)
        _, _, new = again(text)
        assert [option.id for option in new.question("Q-1").options] == ["a", "b", "d"]


class TestLikeness:
    def test_a_course_whose_questions_lost_their_ids_gets_each_one_back(self):
        old = read(COURSE).bank
        given = with_ids(bare(COURSE), ids_in(old))
        new = read(given).bank
        assert not ids_in(old) & {each.id for each in new.questions}
        alike = lookalikes(old, new)
        assert len(alike) == len(old.questions)
        assert with_old_ids(given, {each.id: each.gone for each in alike}, old) == COURSE

    def test_other_words_are_still_known_and_other_questions_are_not(self):
        badly = "Ola has cut her hand badly on glass in the kitchen.\nWhat do you do first?\n"
        late = "- [x] Take the next one.\n  > Yes.\n- [ ] Run after it.\n  > No.\n"
        text = bank(
            question(id="", text=badly), question(id="", text="A bus is gone.\n", options=late, end="")
        )
        old, _, new = again(text)
        (found,) = lookalikes(old, new)
        assert (found.gone, 0.5 < found.share < 1) == ("Q-1", True)
        assert "badly" in new.question(found.id).text

    def test_of_another_kind_nothing_is_the_same(self):
        text = bank(question(id="", options=OPTIONS.replace("- [ ] Ring", "- [x] Ring")))
        old, _, new = again(text)
        assert not lookalikes(old, new)

    def test_options_that_lost_their_ids_are_known_in_a_question_that_kept_its_own(self):
        bare = re.sub(r" \{#[ab]\}", "", OPTIONS)
        old, written, new = again(bank(question(options=bare), BURNT))
        assert [option.id for option in new.question("Q-1").options] == ["d", "e", "c"]
        (found,) = lookalikes(old, new)
        assert (found.id, found.gone) == ("Q-1", "Q-1")
        assert with_old_ids(written, {"Q-1": "Q-1"}, old) == {"bank.md": BEFORE}

    def test_an_option_with_other_words_under_its_own_id_is_the_same_option(self):
        old, _, new = again(
            BEFORE.replace("Look for a plaster in the cupboard.", "Ring her family and wait.")
        )
        assert not lookalikes(old, new)

    def test_what_stayed_is_never_asked_about(self):
        old, _, new = again(bank(question(), question(id=""), BURNT))
        assert not lookalikes(old, new)


class TestRenaming:
    def test_options_in_another_order_keep_their_own_ids_and_new_ones_get_unused_ones(self):
        _, two, three = re.findall(r"- \[.\] .*\n  > .*\n", OPTIONS)
        options = re.sub(r" \{#.\}", "", three + "- [ ] Look away.\n  > Ola is alone with it.\n" + two)
        old, written, new = again(bank(question(id="", options=options), BURNT))
        (found,) = lookalikes(old, new)
        kept = read(with_old_ids(written, {found.id: "Q-1"}, old)).bank.question("Q-1")
        assert [(option.id, words(option.text)[0]) for option in kept.options] == [
            ("c", "ring"), ("d", "look"), ("b", "press"),
        ]  # fmt: skip
        assert kept.right == "b"

    def test_what_rests_on_an_option_goes_with_it(self):
        options = OPTIONS.replace("{#a}", "{#x}").replace("{#b}", "{#y}").replace("{#c}", "{#z}")
        text = bank(question(id="Q-9", head="lesson: L1\ncritical: y\n", options=options), BURNT)
        old = read(BEFORE).bank
        kept = read(with_old_ids({"bank.md": text}, {"Q-9": "Q-1"}, old)).bank.question("Q-1")
        assert (kept.right, kept.critical_on) == ("b", ("b",))

    def test_a_translation_goes_with_its_original(self):
        files = {
            "course.md": bank(question(id="Q-9"), BURNT),
            "course.cy.md": bank(question(id="Q-9"), BURNT),
        }
        written = with_old_ids(files, {"Q-9": "Q-1"}, read(BEFORE).bank)
        assert read(written).findings == ()
        assert "Q-1:text" in read(written).bank.translations["cy"]

    def test_nothing_else_of_the_text_changes(self):
        text = BEFORE.replace("Q-1}", "Q-9}").replace("\n", "\r\n") + "`{#Q-9}` and {{lead}}\r\n"
        written = with_old_ids({"bank.md": text}, {"Q-9": "Q-1"}, read(BEFORE).bank)["bank.md"]
        assert written == text.replace("Cut by glass Q-1 {#Q-9}", "Cut by glass Q-1 {#Q-1}")

    @pytest.mark.parametrize("same", [{"Q-9": "Q-8"}, {"Q-7": "Q-1"}, {"Q-9": "Q-2"}])
    def test_what_is_not_there_or_still_there_is_refused(self, same):
        with pytest.raises(NotRenamed, match="not one in this text and one that is gone"):
            with_old_ids({"bank.md": bank(question(id="Q-9"), BURNT)}, same, read(BEFORE).bank)

    def test_statistics_carry_on(self):
        old, written, new = again(bank(question(id=""), BURNT))
        assert [each.kind for each in changes(old, new).things] == ["new", "retired"]
        kept = with_old_ids(written, {lookalikes(old, new)[0].id: "Q-1"}, old)
        assert {each.kind for each in changes(old, read(kept).bank).things} <= {"words"}
