"""Local facts: nothing is live that names what is not set, and a change shows at once, wherever words are read."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlmodel import select

from api import attempts, audit, contents, courses, drafts, facts, likenesses, named_facts, sign_offs
from api.courses import Edition
from api.errors import BankNotReady, NotFound, NotUnderstood
from api.people import Person
from api.store import Db, Store
from api.tables import EditionRow, FactRow, PublicationRow
from quiz_bank import Place, content_hash
from tests.banks import as_shown, kettle, right
from tests.cast import COURSE
from tests.clock import START
from tests.rules import deeds

ISSUER = "Kettle council"
NAMED = "Ring {{lead}}, see [it]({{policy}})."
LEAD, POLICY = "Sue *Pervisor*", "https://council.example/policy"


def naming(version: str = "2.0.0", words: str = NAMED) -> dict[str, str]:
    """The kettle course, with local facts in the feedback of every option that helps less."""
    files = kettle(version)
    assert "That helps less." in files["questions.md"]
    return files | {"questions.md": files["questions.md"].replace("That helps less.", words)}


def puts(db: Db, name: str = "lead", words: str = LEAD, by: str = "tess") -> None:
    named_facts.put(db, deeds.person(db, by), name, words, START)


def publishes(db: Db, files: dict[str, str], **more: Any) -> Edition:
    return courses.publish(db, files, ISSUER, START, **more)


def live_with_facts(db: Db) -> Edition:
    puts(db)
    puts(db, "policy", POLICY)
    return publishes(db, naming())


def feedback(edition: Edition) -> str:
    """Of the first option that names facts, without the words before them."""
    question = edition.bank.question("Q-L1-1")
    assert question is not None
    return question.parts()[1].feedback.partition(" ")[2]


def statements(act: Callable[[], object]) -> list[str]:
    told: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        told.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return told


def first_given(db: Db, who: Person, attempt: int) -> tuple[str, dict[str, Any]]:
    """The first question of an attempt, and a right answer to it as it is shown."""
    question = deeds.questions(db, who, attempt)[0]
    return question, as_shown(right(question), asdict(attempts.asked(db, who, attempt, question)))


def facts_asked_for(db: Db, name: str, files: dict[str, str]) -> int:
    """How often the local facts are asked for while somebody answers a question of a course that reads so."""
    who = deeds.person(db, name)
    puts(db)
    puts(db, "policy", POLICY)
    publishes(db, files)
    deeds.reads(db, who, START)
    attempt = attempts.start_check(db, who, COURSE, START)
    given = first_given(db, who, attempt)
    told = statements(lambda: attempts.answer(db, who, attempt, *given, START))
    assert len(told) >= 3
    return sum("FROM facts" in each for each in told)


class TestPublishing:
    def test_what_names_an_unset_fact_is_refused_with_file_line_and_where_to_set_it(
        self, store: Store
    ) -> None:
        files = naming()
        with store.writing() as db:
            with pytest.raises(BankNotReady) as refused:
                publishes(db, files)
            found = refused.value.extra["findings"]
            assert [each.code for each in found] == ["L03", "L03"]
            first = next(
                number for number, line in enumerate(files["questions.md"].split("\n"), 1) if "Ring" in line
            )
            assert (found[0].file, found[0].line) == ("questions.md", first)
            assert "{{lead}}" in found[0].what and "Local facts" in found[0].remedy
            assert courses.newest(db, COURSE).number == 1
            assert len(db.exec(select(EditionRow)).all()) == 1

    def test_once_all_are_set_it_is_live(self, store: Store) -> None:
        with store.writing() as db:
            assert live_with_facts(db).number == 2
            assert courses.newest(db, COURSE).number == 2

    def test_an_address_of_a_link_that_is_none_is_refused(self, store: Store) -> None:
        with store.writing() as db:
            puts(db)
            puts(db, "policy", "on the shelf")
            with pytest.raises(BankNotReady) as refused:
                publishes(db, naming())
            assert [each.code for each in refused.value.extra["findings"]] == ["L04"]

    def test_a_demonstration_publishes_it_and_shows_what_is_missing_without_braces(
        self, store: Store
    ) -> None:
        with store.writing() as db:
            told = feedback(publishes(db, naming(), demonstration=True))
            assert told == "Ring \\[lead\\: not set here\\], see it \\[policy\\: not set here\\]."

    def test_an_older_edition_is_not_made_live_while_its_facts_are_not_set(self, store: Store) -> None:
        with store.writing() as db:
            older = publishes(db, naming(), demonstration=True)
            publishes(db, kettle("3.0.0"))
            with pytest.raises(BankNotReady) as refused:
                courses.make_live(db, older, None, START)
            assert [each.code for each in refused.value.extra["findings"]] == ["L03", "L03"]
            assert courses.newest(db, COURSE).number == 3
            puts(db)
            puts(db, "policy", POLICY)
            assert not courses.not_set(db, older, False)
            courses.make_live(db, older, None, START)
            assert courses.newest(db, COURSE).number == 2

    def test_the_same_text_again_is_refused_no_less(self, store: Store) -> None:
        with store.writing() as db:
            publishes(db, naming(), demonstration=True)
            publishes(db, kettle("3.0.0"))
            with pytest.raises(BankNotReady):
                publishes(db, naming())

    def test_what_is_live_already_hinders_nothing_and_neither_does_what_names_no_fact(
        self, store: Store
    ) -> None:
        with store.writing() as db:
            live = publishes(db, naming(), demonstration=True)
            before = len(db.exec(select(PublicationRow)).all())
            assert not courses.not_set(db, live, False)
            courses.make_live(db, live, None, START)
            assert len(db.exec(select(PublicationRow)).all()) == before
            courses.make_live(db, courses.numbered(db, COURSE, 1), None, START)

    def test_a_draft_is_refused_as_the_command_is(self, store: Store) -> None:
        with store.writing() as db:
            draft = drafts.make(db, deeds.person(db, "tess"), naming(), START)
            with pytest.raises(BankNotReady):
                drafts.publish(db, deeds.person(db, "tess"), draft, 1, ISSUER, START)
            drafts.publish(db, deeds.person(db, "tess"), draft, 1, ISSUER, START, True)


class TestReading:
    def test_an_edition_reads_with_its_facts_and_is_kept_without_them(self, store: Store) -> None:
        with store.writing() as db:
            edition = live_with_facts(db)
            assert feedback(edition) == f"Ring Sue \\*Pervisor\\*, see [it]({POLICY})."
            files = courses.files(db, edition.id)
            assert "{{lead}}" in files["questions.md"] and "Pervisor" not in files["questions.md"]
            assert edition.sha256 == content_hash(files)
            assert NAMED in edition.whole.questions[0].parts()[1].feedback

    def test_a_change_shows_at_once_whoever_made_it(self, store: Store) -> None:
        with store.writing() as db:
            edition = live_with_facts(db)
        other = Store(store.url)
        with other.writing() as db:
            puts(db, words="Nell")
        other.close()
        with store.reading() as db:
            assert feedback(courses.edition(db, edition.id)).startswith("Ring Nell,")

    def test_what_a_signature_a_difference_and_an_id_are_about_does_not_change_with_a_fact(
        self, store: Store
    ) -> None:
        with store.writing() as db:
            wanted = dict(sign_offs.wanted(live_with_facts(db)))
            draft = drafts.read(db, drafts.change_course(db, deeds.person(db, "tess"), COURSE, START))
            puts(db, words="Nell")
            assert dict(sign_offs.wanted(courses.newest(db, COURSE))) == wanted
            assert not drafts.changed(db, draft)[1]
            assert not likenesses.of_draft(db, draft)
            assert "{{lead}}" in draft.files["questions.md"]

    def test_learners_read_lessons_with_them(self, store: Store) -> None:
        with store.writing() as db:
            live_with_facts(db)
            files = naming()
            lesson = next(path for path, text in files.items() if "# Lesson:" in text)
            files[lesson] = files[lesson].replace("{#L1}\n", "{#L1}\nnote: Ask {{lead}}.\n", 1)
            publishes(db, files)
            page = contents.lesson_page(db, deeds.person(db, "ada"), COURSE, "L1")
            assert page.lesson.note == "Ask Sue \\*Pervisor\\*."

    def test_an_answer_costs_no_more_where_no_fact_is_named_and_one_statement_where_one_is(
        self, store: Store
    ) -> None:
        with store.writing() as db:
            costs = [facts_asked_for(db, "ada", kettle("3.0.0")), facts_asked_for(db, "ben", naming())]
            assert costs == [0, 1]

    def test_what_is_not_set_is_read_by_no_one_as_braces_or_as_nothing(self, store: Store) -> None:
        with store.writing() as db:
            edition = live_with_facts(db)
            for row in db.exec(select(FactRow)):
                row.words = ""
                db.add(row)
            db.flush()
            told = feedback(courses.edition(db, edition.id))
            assert "{{" not in told and "lead\\: not set here" in told


class TestSetting:
    def test_it_is_kept_with_who_changed_it_and_when_and_the_trail_has_the_name_alone(
        self, store: Store
    ) -> None:
        with store.writing() as db:
            puts(db, words="  Sue \n Pervisor\u202e ")
            fact = named_facts.one(db, "lead")
            assert (fact.words, fact.by, fact.at) == ("Sue Pervisor", "Tess Lindqvist", START)
            noted = audit.newest(db)[0]
            assert (noted.action, noted.about) == ("set a local fact", "fact lead")
            assert "Pervisor" not in str(noted)

    def test_the_same_again_is_not_noted(self, store: Store) -> None:
        with store.writing() as db:
            puts(db)
            before = audit.newest(db)[0].id
            puts(db, by="amir")
            assert audit.newest(db)[0].id == before
            assert named_facts.one(db, "lead").by == "Tess Lindqvist"

    @pytest.mark.parametrize(
        ("words", "told"),
        [("", "Write what it is here"), (" \n", "Write what"), ("w" * 1001, "1000 letters"), ("{{x}}", "another one"),
         ("a }} b", "another one")],
    )  # fmt: skip
    def test_words_that_cannot_be_had_are_refused_at_their_field(
        self, store: Store, words: str, told: str
    ) -> None:
        with store.writing() as db:
            with pytest.raises(NotUnderstood, match=told) as refused:
                puts(db, words=words)
            assert list(refused.value.extra["fields"]) == ["words"]

    def test_a_name_that_cannot_be_one_is_refused_with_the_nearest(self, store: Store) -> None:
        with store.writing() as db:
            with pytest.raises(NotUnderstood, match="Call it duty-lead") as refused:
                puts(db, "Duty Lead")
            assert list(refused.value.extra["fields"]) == ["name"]
            with pytest.raises(NotFound):
                named_facts.one(db, "Duty Lead")

    def test_what_a_live_course_names_cannot_be_emptied_and_what_none_does_can(self, store: Store) -> None:
        with store.writing() as db:
            live_with_facts(db)
            with pytest.raises(NotUnderstood, match="is live and names it"):
                puts(db, words="")
            assert facts.known(db)["lead"] == LEAD
            publishes(db, kettle("3.0.0"))
            puts(db, words="")
            assert "lead" not in facts.known(db)
            assert audit.newest(db)[0].action == "emptied a local fact"

    def test_the_address_of_a_link_in_a_live_course_stays_one(self, store: Store) -> None:
        with store.writing() as db:
            live_with_facts(db)
            for bad in ("on the shelf", "javascript:alert(1)", "https://a b"):
                with pytest.raises(NotUnderstood, match="address of a link"):
                    puts(db, "policy", bad)
            puts(db, "policy", "mailto:policy@council.example")
            puts(db, "lead", "on the shelf")

    def test_every_one_that_is_named_or_set_is_told_with_where(self, store: Store) -> None:
        with store.writing() as db:
            live = live_with_facts(db)
            draft = drafts.make(
                db, deeds.person(db, "tess"), naming(words="Ask {{board}} or {{lead}}."), START
            )
            puts(db, "idle", "nobody")
            told = {each.name: each for each in named_facts.every(db)}
            assert sorted(told) == ["board", "idle", "lead", "policy"]
            assert told["idle"].uses == ()
            assert [(use.edition, use.draft) for use in told["lead"].uses] == [
                (live.number, None),
                (None, draft),
            ]
            assert [(use.edition, use.draft) for use in told["board"].uses] == [(None, draft)]
            assert (told["policy"].address, told["lead"].address) == (True, False)
            assert all(isinstance(place, Place) and place.line for place in told["lead"].uses[0].places)
            drafts.put_away(db, deeds.person(db, "tess"), draft, 1, START)
            assert sorted(each.name for each in named_facts.every(db)) == ["idle", "lead", "policy"]
