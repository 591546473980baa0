"""A file such as l1.cy.md says the words of l1.md in another language, and can change nothing else."""

import pytest
from hypothesis import HealthCheck, given, settings

from quiz_bank import Reading, changes, lint, mark, read, write
from quiz_bank.formats import gift
from quiz_bank.formats.markdown.identifying import with_ids
from tests.quiz_bank.generated import kept
from tests.quiz_bank.generated_translations import translated_banks
from tests.quiz_bank.texts import COURSE, LESSON, codes, found, line_of, linted, only, question

QUESTIONS = "# Questions\n" + question()
FILES = {"course.md": COURSE, "lessons/l1.md": LESSON, "questions/l1.md": QUESTIONS}
CUT = "Ola has cut her hand on glass in the kitchen.\nWhat do you do first?"
TORRI = "Mae Ola wedi torri ei llaw ar wydr.\nBeth wnewch chi gyntaf?"
SAID = QUESTIONS.replace(CUT, TORRI).replace(
    "Press on the cut with a clean cloth.", "Pwyswch arno gyda lliain."
)
PATH = "questions/l1.cy.md"
TYPED = "- [x] = twelve {#a}\n  > Yes.\n- [ ] = * {#other}\n  > Count again.\n"


def in_welsh(said: str = SAID, files: dict[str, str] = FILES, **more: str) -> Reading:
    return read({**files, PATH: said, **more})


def asked_in(language: str, read_: Reading):
    return only(read_.model_copy(update={"bank": read_.bank.in_language(language)}))


class TestReading:
    def test_words_are_those_of_the_translation_and_all_else_is_the_original(self):
        read_ = in_welsh()
        assert read_.findings == ()
        assert read_.bank.languages == ("en-GB", "cy")
        welsh, english = asked_in("cy", read_), asked_in("en-GB", read_)
        assert (english.text, welsh.text) == (CUT, TORRI)
        assert welsh.options[1].text == "Pwyswch arno gyda lliain."
        assert welsh.key() == english.key()
        assert read_.bank.in_language("cy").language == "cy"
        assert read_.bank.in_language("fr") is read_.bank

    def test_the_original_reads_as_it_does_without_one(self):
        assert in_welsh().bank.translated({}) == read(FILES).bank
        assert in_welsh().places == read(FILES).places

    def test_what_is_not_translated_is_read_in_the_language_of_the_course_and_told_in_a_warning(self):
        read_ = in_welsh(SAID.replace("why: Pressing is what slows a bleed.\n", ""))
        assert asked_in("cy", read_).why == "Pressing is what slows a bleed."
        (whole, one) = linted(read_, "T03")
        assert (one.severity, one.file, one.line) == ("warning", PATH, line_of(SAID, "## Cut"))
        assert one.what == 'Not said in "cy": why.'
        assert (whole.file, whole.what) == (PATH, 'Nothing is said in "cy" of: the course block, L1.')

    def test_a_warning_about_it_can_be_accepted(self):
        course = COURSE.replace("draw:", "accept: T03 only the questions are in Welsh yet\ndraw:")
        assert not linted(in_welsh(files={**FILES, "course.md": course}), "T03")

    def test_a_whole_translation_is_free_of_findings(self):
        more = {"course.cy.md": COURSE, "lessons/l1.cy.md": LESSON}
        assert {each.code for each in lint(in_welsh(**more))} == {"P02"}

    def test_a_translation_may_hold_things_that_stand_in_another_file_of_the_original(self):
        read_ = read({**FILES, "lessons/l1.cy.md": LESSON + SAID})
        assert codes(read_) == []
        assert asked_in("cy", read_).text == TORRI

    def test_the_links_and_the_words_of_the_course_are_translated_by_their_place(self):
        course = COURSE.replace("draw:", "link: Help = https://x.org, Ola\ndraw:")
        said = course.replace("First aid", "Cymorth cyntaf").replace(
            "Help = https://x.org", "Cymorth = https://x.cy"
        )
        bank = in_welsh(files={**FILES, "course.md": course}, **{"course.cy.md": said}).bank.in_language("cy")
        assert (bank.title, bank.links[0].name, bank.links[0].address) == (
            "Cymorth cyntaf at work", "Cymorth", "https://x.cy",
        )  # fmt: skip

    def test_ids_are_never_written_into_a_translation(self):
        files = {**FILES, PATH: SAID.replace(" {#Q-1}", "")}
        assert with_ids(files)[PATH] == files[PATH]


class TestFindings:
    def test_what_the_original_has_not_is_an_error_with_the_nearest_match(self):
        finding = found(in_welsh(SAID.replace("{#Q-1}", "{#Q-2}")), "T01")
        assert (finding.severity, finding.file, finding.line) == ("error", PATH, line_of(SAID, "## Cut"))
        assert (finding.what, finding.remedy) == (
            'The original has nothing called "Q-2".',
            "Did you mean Q-1?",
        )

    def test_what_has_no_id_is_an_error_that_says_where_to_take_it_from(self):
        read_ = in_welsh(SAID.replace(" {#Q-1}", ""))
        assert codes(read_) == ["T01"]
        assert found(read_, "T01").remedy == "Copy the {#...} of the original."

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("- [ ] Look", "- [x] Look", "kind"),
            ("covers: L1a", "covers: L1b", "covers"),
            ("{#c}", "{#d}", "options"),
            ("lesson: L1\n", "lesson: L1\ncritical: yes\n", "critical"),
            ("lesson: L1\n", "lesson: L1\nuse: check\n", "use"),
        ],
    )
    def test_anything_else_that_differs_is_an_error_and_nothing_of_it_is_taken(self, old, new, said):
        read_ = in_welsh(SAID.replace(old, new))
        finding = found(read_, "T02")
        assert (finding.severity, finding.line) == ("error", line_of(SAID, "## Cut"))
        assert said in finding.what
        assert asked_in("cy", read_).text == CUT

    def test_another_right_option_is_an_error(self):
        read_ = in_welsh(SAID.replace("- [x] P", "- [ ] P").replace("- [ ] Look", "- [x] Look"))
        assert "what is right" in found(read_, "T02").what

    def test_a_local_fact_or_a_picture_that_is_left_out_is_an_error(self):
        own = QUESTIONS.replace("why: P", "why: Ring {{lead}}. ![A cut](pictures/cut.png) P")
        finding = found(in_welsh(files={**FILES, "questions/l1.md": own}), "T04")
        assert finding.severity == "error"
        assert finding.what == "The original names pictures/cut.png, {{lead}} here, and this does not."

    def test_a_local_fact_with_other_spaces_is_the_same(self):
        own = QUESTIONS.replace("why: P", "why: Ring {{lead}}. P")
        said = SAID.replace("why: P", "why: Ffoniwch {{ lead }}. P")
        assert "T04" not in codes(in_welsh(said, files={**FILES, "questions/l1.md": own}))

    def test_a_mistake_of_the_form_is_found_in_the_file_of_the_translation(self):
        finding = found(in_welsh(SAID.replace("covers: L1a", "cover: L1a")), "K01")
        assert (finding.file, finding.line) == (PATH, line_of(SAID, "covers:"))

    def test_the_language_of_the_course_itself_is_no_translation(self):
        files = {**FILES, "course.md": COURSE.replace("version", "language: cy\nversion")}
        assert "the language of the course itself" in found(in_welsh(files=files), "T01").what

    def test_a_part_with_a_story_must_be_named_as_its_translation_names_it(self):
        lesson = LESSON.replace("atoms:", "story: What happened\natoms:") + "\n## What happened\n\nA cut.\n"
        files = {**FILES, "lessons/l1.md": lesson}
        said = lesson.replace("## What happened", "## Beth ddigwyddodd")
        finding = linted(in_welsh(files=files, **{"lessons/l1.cy.md": said}), "N07")[0]
        assert finding.file == "lessons/l1.cy.md"
        mended = said.replace("story: What happened", "story: Beth ddigwyddodd")
        assert not linted(in_welsh(files=files, **{"lessons/l1.cy.md": mended}), "N07")

    def test_options_that_say_the_same_in_one_language_only_are_found_there(self):
        said = SAID.replace("Look for a plaster in the cupboard.", "Pwyswch arno gyda lliain.")
        assert [each.file for each in linted(in_welsh(said), "W16")] == [PATH]


ASKED = "# Questions\n" + question(head="kind: typed\nlesson: L1\n", options=TYPED)


class TestTypedAnswers:
    def test_are_taken_in_each_language(self):
        files = {**FILES, "questions/l1.md": ASKED}
        bank = in_welsh(ASKED.replace("= twelve", "= deuddeg"), files).bank
        for language in ("en-GB", "cy"):
            asked = bank.in_language(language).question("Q-1")
            for typed, right in (("Deuddeg", 1.0), ("twelve", 1.0), ("un", 0.0)):
                assert mark(asked, asked.read({"text": typed})).score == right

    def test_decide_marks_so_that_statistics_start_again(self):
        files = {**FILES, "questions/l1.md": ASKED}
        before, after = read(files).bank, in_welsh(ASKED.replace("= twelve", "= deuddeg"), files).bank
        (change,) = changes(before, after).things
        assert (change.id, change.kind) == ("Q-1", "key")


class TestWriting:
    def test_a_bank_with_translations_comes_back_and_writing_it_again_changes_nothing(self):
        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
        @given(translated_banks())
        def check(bank):
            kept(bank)

        check()

    def test_a_translation_stands_beside_its_original_with_what_is_said_in_it(self):
        assert [path for path in write(in_welsh().bank) if ".cy." in path] == ["questions/01-l1.cy.md"]

    def test_changes_of_a_translation_are_told(self):
        (change,) = changes(in_welsh(SAID.replace("gyntaf", "nawr")).bank, in_welsh().bank).things
        assert (change.id, change.kind) == ("Q-1", "words")
        assert [part.name for part in change.parts] == ["Text in cy"]

    def test_a_format_without_translations_lists_them(self):
        assert "GIFT has no translations: 1 is left out: cy" in map(str, gift.write(in_welsh().bank)[1])
