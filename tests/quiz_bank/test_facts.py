"""A bank names local facts, and reads as it should where they are set: words as words, addresses as addresses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz_bank import check, digest_of, read, write
from quiz_bank.facts import LONGEST_NAME, Spot, facts_in, filled, name_in, nearest_name
from quiz_bank.prose import prose
from tests.quiz_bank.papers import words
from tests.quiz_bank.texts import COURSE, LESSON, OPTIONS, TEXT, line_of, question
from tests.quiz_bank.texts import bank as text_of

LEAD, POLICY = "Sue Pervisor, 0123 456", "https://council.example/policy?a=1&b=2"
SET = {"lead": LEAD, "policy": POLICY}


def with_why(why):
    return read(text_of(question(end=f"why: {why}\n"))).bank


def why_of(why, facts):
    """What a learner reads, as HTML."""
    return str(prose(filled(with_why(why), facts).questions[0].why)).strip()


class TestNaming:
    def test_every_place_in_which_a_fact_is_named_is_known_by_name(self):
        course = COURSE.replace(
            "draw:", "link: Policy = {{policy}}, {{lead}}\naudience: whoever knows {{lead}}\ndraw:"
        )
        lesson = LESSON.replace("Press on it", "Ring {{ lead }}, see [it]({{policy}}). Press on it")
        options = OPTIONS.replace("> While", "> Ring {{lead}}. While")
        found = facts_in(read(text_of(question(options=options), course=course, lesson=lesson)).bank)
        assert set(found) == {"lead", "policy"}
        at = {":audience", "/links/1:owner", "L1:text", "Q-1/a:feedback"}
        assert {spot.at for spot in found["lead"]} == at
        assert set(found["policy"]) == {
            Spot(at="/links/1:address", address="{{policy}}"),
            Spot(at="L1:text", address="{{policy}}"),
        }

    @pytest.mark.parametrize(
        "none", ["`{{lead}}`", "``a {{lead}} ` b``", r"\{{lead}}", "{lead}", "{{}}", "{{A b}}"]
    )
    def test_what_stands_in_code_behind_a_backslash_or_is_no_name_is_no_fact(self, none):
        assert facts_in(with_why(none)) == {}

    def test_what_stands_in_a_fence_is_no_fact_and_what_stands_after_it_is(self):
        lesson = f"{LESSON}\n```\n{{{{lead}}}}\n```\n\nRing {{{{policy}}}}.\n"
        assert set(facts_in(read(text_of(lesson=lesson)).bank)) == {"policy"}

    def test_a_backslash_that_is_itself_one_does_not_keep_a_fact_from_being_one(self):
        assert set(facts_in(with_why(r"\\{{lead}}"))) == {"lead"}

    def test_an_authors_own_note_names_nothing(self):
        text = text_of().replace("## Cut by glass", "%% ask {{lead}}\n\n## Cut by glass")
        assert read(text).bank is not None
        assert facts_in(read(text).bank) == {}

    def test_a_fact_of_a_translation_is_known_with_its_language(self):
        bank = with_why("Press.").translated({"cy": {"Q-1:why": "Ffoniwch {{lead}}."}})
        assert facts_in(bank) == {"lead": (Spot(at="Q-1:why", language="cy"),)}

    def test_writing_a_bank_keeps_its_facts_as_they_stand(self):
        bank = with_why("Ring {{lead}}, see [it]({{policy}}).")
        assert read(write(bank)).bank == bank

    @pytest.mark.parametrize("name", ["lead", "lead-2", "out_of-hours", "7", "a" * LONGEST_NAME])
    def test_small_letters_digits_and_hyphens_make_a_name(self, name):
        assert name_in(f" {name} ") == name

    @pytest.mark.parametrize("name", ["Lead", "the lead", "-lead", "a" * (LONGEST_NAME + 1), "é", "a.b", ""])
    def test_anything_else_makes_none(self, name):
        assert name_in(name) == ""

    @given(st.text(max_size=80))
    def test_the_nearest_name_is_one_or_there_is_none(self, written):
        meant = nearest_name(written)
        assert meant == "" or name_in(meant) == meant


class TestFilling:
    def test_words_are_filled_in_wherever_they_stand_and_nothing_else_changes(self):
        bank = read(text_of(question(text=TEXT.replace("Ola has", "Ola rang {{lead}} and has")))).bank
        told = filled(bank, SET)
        assert told.questions[0].text.startswith("Ola rang Sue Pervisor\\, 0123 456 and has")
        assert told.questions[0].key() == bank.questions[0].key()
        assert filled(with_why("Press."), SET) == with_why("Press.")

    @pytest.mark.parametrize(
        "odd", ["*Sue*", "_Sue_", "`x`", "[a](https://b.example)", "<b>Sue</b>", "&amp;", "a\\", "~~x~~", "1. a",
                "- a", "+ a", "# a", "> a", "](https://evil.example)", "a | b", "!", "![x](y)", "***", "a@b.example"],
    )  # fmt: skip
    @pytest.mark.parametrize(
        "around", ["{{x}}", "Ring {{x}}.", "**{{x}}** or", "a{{x}}b", "[{{x}}](https://a.example)"]
    )
    def test_words_are_read_as_they_were_typed_whatever_marks_are_in_them(self, odd, around):
        told = why_of(around, {"x": odd})
        plain = why_of(around, {"x": "Sue"})
        assert words(told) == words(plain).replace("Sue", " ".join(odd.split()))
        assert told.count("<") == plain.count("<")

    @settings(max_examples=200)
    @given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20))
    def test_no_words_make_a_mark(self, odd):
        assert words(why_of("Ring {{x}} now", {"x": odd})) == f"Ring {odd} now"

    def test_a_title_is_no_markdown_and_has_the_words_as_they_are(self):
        bank = read(text_of(lesson=LESSON.replace("Stopping a bleed", "Ring {{lead}}"))).bank
        assert filled(bank, {"lead": "a*b"}).lessons[0].title == "Ring a*b"

    def test_a_heading_that_tells_a_story_is_still_known_by_its_name(self):
        lesson = (
            LESSON.replace("atoms:", "story: What {{lead}} saw\natoms:")
            + "\n## What {{lead}} saw\n\nBlood.\n"
        )
        told = filled(read(text_of(lesson=lesson)).bank, SET).lessons[0]
        assert "Blood" in told.text and "Blood" not in told.quiet_text

    def test_what_stands_in_code_stays(self):
        assert why_of("`{{lead}}` is {{lead}}", {"lead": "Sue"}) == "<p><code>{{lead}}</code> is Sue</p>"

    def test_translations_are_filled_in_too(self):
        bank = with_why("Ring {{lead}}.").translated({"cy": {"Q-1:why": "Ffoniwch {{lead}}."}})
        told = filled(bank, {"lead": "Sue"})
        assert (told.questions[0].why, told.in_language("cy").questions[0].why) == (
            "Ring Sue.",
            "Ffoniwch Sue.",
        )

    def test_what_decides_a_mark_is_never_filled_in(self):
        typed = "- [x] = {{lead}} {#a}\n  > Yes, {{lead}}.\n- [ ] = * {#other}\n  > Ask {{lead}}.\n"
        head = "kind: typed\nlesson: L1\ncovers: L1a\n"
        bank = read(text_of(question(head=head, options=typed))).bank
        told = filled(bank, {"lead": "Sue"})
        assert told.questions[0].key() == bank.questions[0].key()
        assert [each.feedback for each in told.questions[0].answers] == ["Yes, Sue.", "Ask Sue."]

    def test_what_is_signed_is_the_text_with_its_names(self):
        bank = with_why("Ring {{lead}}.")
        assert digest_of(bank.questions[0]) != digest_of(filled(bank, SET).questions[0])


class TestAddresses:
    @pytest.mark.parametrize(
        "address", [POLICY, "http://a.example", "mailto:a_b@c.example", "tel:+441234567", "HTTPS://A.EXAMPLE"]
    )
    def test_an_address_goes_into_a_link_as_it_is(self, address):
        told = with_why("See [it]({{x}}).")
        assert f"[it]({address})" in filled(told, {"x": address}).questions[0].why

    @pytest.mark.parametrize(
        "bad",
        ["javascript:alert(1)", "data:text/html,x", "//evil.example", "/learning", "Sue", "ftp://a", "tel:", "https://",
         "https://a b", "https://a)", "https://a<b", "https://a\\", "https://a`b", "https://a|b", "vbscript:x"],
    )  # fmt: skip
    @pytest.mark.parametrize("link", ["[it]({{x}})", '[it]( {{ x }} "t")', "[it](<{{x}}>)", "![it]({{x}})"])
    def test_anything_else_makes_no_link_and_is_told(self, bad, link):
        told = why_of(f"See {link}.", {"x": bad})
        assert "href" not in told and bad not in told
        assert words(told) == "See it [x: not set here]."

    def test_a_part_of_an_address_counts_as_what_it_makes_of_the_whole(self):
        assert 'href="https://ex.example/a"' in why_of("[it](https://{{host}}/a)", {"host": "ex.example"})
        assert 'href="https://ex.example/a"' in why_of("<https://{{host}}/a>", {"host": "ex.example"})
        assert "href" not in why_of("[it](https://{{host}}/a)", {"host": "ex example"})

    def test_a_link_of_the_course_has_an_address_that_leads_somewhere_or_none(self):
        course = COURSE.replace("draw:", "link: Policy = {{policy}}, {{lead}}\ndraw:")
        bank = read(text_of(course=course)).bank
        assert filled(bank, SET).links[0].model_dump(include={"address", "owner"}) == {
            "address": POLICY,
            "owner": LEAD,
        }
        assert filled(bank, {"policy": "Sue"}).links[0].address == ""
        assert filled(bank, {}).links[0].owner == "[lead: not set here]"


def on_site(files, facts, severity="error"):
    texts = {"bank.md": files} if isinstance(files, str) else files
    return check(texts).on_site(texts, facts, severity)


class TestUnset:
    @pytest.mark.parametrize(
        "text", ["Ring {{lead}}.", "{{lead}}", "[{{lead}}](https://a.example)", "Ring [it]({{lead}})"]
    )
    def test_one_that_is_not_set_says_so_and_shows_no_braces(self, text):
        told = why_of(text, {})
        assert "[lead: not set here]" in words(told)
        assert "{" not in told

    def test_it_is_found_once_where_it_is_named_first(self):
        text = text_of(question(end="why: Ring {{lead}}, or {{lead}}.\n"))
        (finding,) = on_site(text, {}).errors
        assert (finding.code, finding.file, finding.line) == ("L03", "bank.md", line_of(text, "why:"))
        assert "{{lead}}" in finding.what and "Local facts" in finding.remedy

    def test_it_is_found_in_its_very_line_however_far_down_the_text_it_stands(self):
        text = text_of(lesson=LESSON + "\nThen wait.\n\nRing {{ lead }}, or wait.\n")
        (finding,) = on_site(text, {}).errors
        assert finding.line == line_of(text, "Ring {{ lead }}")

    def test_it_is_found_in_a_translation_in_the_file_of_that(self):
        own = {"course.md": COURSE, "l1.md": LESSON, "q.md": "# Questions\n" + question()}
        said = "# Questions\n" + question(end="why: {{lead}} {{lead}}\n")
        (finding,) = on_site({**own, "q.cy.md": said}, {}).errors
        assert (finding.code, finding.file) == ("L03", "q.cy.md")

    def test_where_all_are_set_there_is_nothing_to_find(self):
        text = text_of(question(end="why: Ring {{lead}}, see [it]({{policy}}).\n"))
        assert on_site(text, SET) == check({"bank.md": text})

    def test_an_address_that_is_none_is_found_and_the_same_words_elsewhere_are_not(self):
        text = text_of(question(end="why: See [it]({{policy}}).\n"))
        (finding,) = on_site(text, {"policy": "Sue"}).errors
        assert (finding.code, finding.line) == ("L04", line_of(text, "why:"))
        plain = text_of(question(end="why: See {{policy}}.\n"))
        assert not on_site(plain, {"policy": "Sue"}).errors

    def test_in_a_demonstration_it_stops_nothing(self):
        told = on_site(text_of(question(end="why: Ring {{lead}}.\n")), {}, "information")
        assert not told.errors
        assert [each.severity for each in told.findings if each.code == "L03"] == ["information"]
