"""Local facts, from the text that names one to the page on which a learner reads it; through pages and through JSON."""

import re

import pytest
from httpx2 import Response

from api import courses, drafts, named_facts
from api.commands.data import publish
from api.settings import Settings
from api.store import Store
from tests.banks import every_kind, kettle, naming_facts
from tests.cast import COURSE, Learner, words_of
from tests.clock import START
from tests.rules import deeds

SKINS = pytest.mark.parametrize("skin", ["page", "json"])
LEAD, BOARD, POLICY = "Sue *Pervisor*", "the <board> & co", "https://council.example/policy"
LINKED = 'href="https://council.example/policy"'


@pytest.fixture
def tess(sign_in) -> Learner:
    return sign_in("tess")


def puts(tess: Learner, name: str, words: str, skin: str = "json") -> Response:
    if skin == "page":
        return tess.send(f"/authoring/facts/{name}", words=words)
    return tess.client.put(f"/api/facts/{name}", json={"words": words})


def puts_all(tess: Learner, skin: str = "json") -> None:
    for name, words in (("lead", LEAD), ("board", BOARD), ("policy", POLICY)):
        assert puts(tess, name, words, skin).status_code in (200, 303)


def writes(tess: Learner, store: Store, files: dict[str, str]) -> int:
    with store.writing() as db:
        return drafts.make(db, tess.person, files, START)


def publishes(tess: Learner, draft: int, skin: str) -> Response:
    if skin == "page":
        return tess.send(f"/authoring/drafts/{draft}/publishing", number=1)
    return tess.post_json(f"/api/drafts/{draft}/publication", number=1)


def told_by(facts: Response, name: str) -> dict:
    return next(each for each in facts.json() if each["name"] == name)


@SKINS
def test_a_draft_names_what_is_not_set_and_is_published_once_it_is(
    tess: Learner, ada: Learner, store: Store, skin: str
) -> None:
    draft = writes(tess, store, naming_facts(every_kind()))
    for page in ("", "/publishing", "/files/course.md"):
        told = words_of(tess.get(f"/authoring/drafts/{draft}{page}"))
        assert "is not set here: it would read [lead: not set here]." in told
        assert "Set it under Banks, Local facts." in told
    assert tess.get(f"/api/drafts/{draft}/findings").json()["errors"] == 3
    refused = publishes(tess, draft, skin)
    assert refused.status_code == 409
    assert "{{lead}}" in refused.text and "course.md" in refused.text
    puts_all(tess, skin)
    assert tess.get(f"/api/drafts/{draft}/findings").json()["errors"] == 0
    assert publishes(tess, draft, skin).status_code in (201, 303)
    page = ada.get(f"/learning/courses/{COURSE}/lessons/L1")
    assert "Sue *Pervisor* the &lt;board&gt; &amp; co" in page.text


@SKINS
def test_learners_read_what_is_set_everywhere_and_a_change_at_once(
    tess: Learner, ada: Learner, store: Store, skin: str
) -> None:
    puts_all(tess)
    publishes(tess, writes(tess, store, naming_facts(kettle("2.0.0"))), "json")
    ada.reads_everything()
    attempt = ada.attempt()
    pages = [f"/questions/{question}" for question in ada.questions(attempt)]
    for where in (*pages, "/answers"):
        told = words_of(ada.get(f"/learning/attempts/{attempt}{where}"))
        assert LEAD in told or where == "/answers"
    assert "{{" not in ada.get(f"/api/attempts/{attempt}/questions/{ada.questions(attempt)[0]}").text
    puts(tess, "lead", "Nell Ashdown", skin)
    asked = words_of(ada.get(f"/learning/attempts/{attempt}{pages[0]}"))
    assert "Nell Ashdown" in asked and LEAD not in asked


def test_feedback_has_the_link_and_the_words_as_they_were_typed(
    tess: Learner, ada: Learner, store: Store
) -> None:
    puts_all(tess)
    publishes(tess, writes(tess, store, naming_facts(kettle("2.0.0"))), "json")
    ada.reads_everything()
    attempt = ada.attempt()
    for question in ada.questions(attempt):
        given = {"options": ["a", "b"]} if question.endswith("-M") else {"option": "a"}
        ada.answers(attempt, question, **given)
    ada.hands_in(attempt)
    review = ada.get(f"/learning/attempts/{attempt}/review")
    assert LINKED in review.text
    assert "Ask Sue *Pervisor* or the &lt;board&gt; &amp; co" in review.text
    certificate = ada.get(f"/api/attempts/{attempt}/result").json()["certificate"]
    assert LEAD in words_of(ada.get(f"/certificates/{certificate}"))


def test_an_edition_is_shown_downloaded_and_compared_as_it_was_written(tess: Learner, store: Store) -> None:
    puts_all(tess)
    files = naming_facts(kettle("2.0.0"))
    publishes(tess, writes(tess, store, files), "json")
    root = f"/courses/{COURSE}/editions/2"
    assert tess.get(f"/api{root}").json()["files"] == files
    assert "{{lead}}" in tess.get(f"/authoring{root}").text
    assert LEAD not in words_of(tess.get(f"/authoring{root}"))
    assert b"Pervisor" not in tess.get(f"/authoring{root}/formats/gift").content
    draft = tess.post_json("/api/drafts", course_id=COURSE).json()["draft"]
    assert tess.get(f"/api/drafts/{draft}/changes").json() == {"course": [], "things": []}


def test_a_preview_reads_as_it_would_be_live(tess: Learner, store: Store) -> None:
    draft = writes(tess, store, naming_facts(kettle("2.0.0")))
    puts(tess, "lead", LEAD)
    question = tess.get(f"/authoring/drafts/{draft}/preview/attempts/1/questions/Q-L1-1")
    told = words_of(question)
    assert f"{LEAD} [board: not set here]" in told


@SKINS
def test_an_older_text_is_not_made_live_while_a_fact_is_not_set(
    tess: Learner, store: Store, skin: str
) -> None:
    with store.writing() as db:
        courses.publish(db, naming_facts(kettle("2.0.0")), "Council", START, demonstration=True)
        courses.publish(db, kettle("3.0.0"), "Council", START)
    page = f"/authoring/courses/{COURSE}/editions/2/live"
    shown = words_of(tess.get(page))
    assert "cannot be made live yet" in shown and "Local facts" in shown
    live = page if skin == "page" else f"/api/courses/{COURSE}/editions/2/live"
    refused = tess.send(live) if skin == "page" else tess.post_json(live)
    assert refused.status_code == 409
    assert "{{policy}}" in refused.text
    puts_all(tess)
    assert "Make edition 2 live again?" in words_of(tess.get(page))
    assert (tess.send(live) if skin == "page" else tess.post_json(live)).status_code in (200, 303)


class TestThePage:
    def test_it_lists_each_fact_with_its_words_and_where_it_is_named(
        self, tess: Learner, store: Store
    ) -> None:
        assert "No bank names one yet." in words_of(tess.get("/authoring/facts"))
        assert 'href="/authoring/facts"' in tess.get("/authoring").text
        draft = writes(tess, store, naming_facts(kettle("2.0.0")))
        puts(tess, "lead", LEAD)
        page = tess.get("/authoring/facts")
        told = words_of(page)
        assert f"lead {LEAD} 1 draft" in told and "board Not set 1 draft" in told
        [fact] = [each for each in tess.get("/api/facts").json() if each["name"] == "policy"]
        place = fact["uses"][0]["places"][0]
        line = f'href="/authoring/drafts/{draft}/files/{place["file"]}#line-{place["line"]}"'
        page = tess.get("/authoring/facts/policy")
        assert line in page.text
        assert "Until it is set, none of these can be published." in words_of(page)
        assert (fact["uses"][0]["draft"], fact["uses"][0]["address"]) == (draft, True)

    def test_in_a_live_course_its_places_lead_to_the_lines_of_the_edition(
        self, tess: Learner, store: Store
    ) -> None:
        puts_all(tess)
        publishes(tess, writes(tess, store, naming_facts(kettle("2.0.0"))), "json")
        page = tess.get("/authoring/facts/lead")
        assert "live, edition 2" in words_of(page) and "changed, and not emptied" in words_of(page)
        addresses = re.findall(r'href="(/authoring/courses/[^"#]+)#([^"]+)"', page.text)
        shown = tess.get(addresses[0][0]).text
        assert len(addresses) > 10
        assert all(f'id="{name}"' in shown for _, name in addresses)

    def test_what_does_not_fit_is_told_at_the_field_and_nothing_typed_is_lost(
        self, tess: Learner, store: Store
    ) -> None:
        puts_all(tess)
        publishes(tess, writes(tess, store, naming_facts(kettle("2.0.0"))), "json")
        refused = tess.send("/authoring/facts/policy", words='on the "shelf"')
        assert refused.status_code == 422
        assert 'value="on the &#34;shelf&#34;"' in refused.text and 'href="#words"' in refused.text
        assert "begin it with https://" in words_of(refused)
        assert "cannot be empty" in words_of(tess.send("/authoring/facts/lead", words=" "))
        assert told_by(tess.get("/api/facts"), "policy")["words"] == POLICY

    def test_one_can_be_set_before_any_bank_names_it(self, tess: Learner) -> None:
        refused = tess.send("/authoring/facts", name="Duty Lead", words="Sue")
        assert refused.status_code == 422
        assert "Call it duty-lead" in words_of(refused)
        assert 'value="Duty Lead"' in refused.text and 'value="Sue"' in refused.text
        assert tess.send("/authoring/facts", name="duty-lead", words=" ").status_code == 422
        done = tess.send("/authoring/facts", name="duty-lead", words="Sue")
        assert done.headers["location"] == "/authoring/facts?saved=duty-lead"
        assert "“duty-lead” is set." in words_of(tess.get(done.headers["location"]))
        assert tess.client.put("/api/facts/Duty Lead", json={"words": "Sue"}).status_code == 422
        assert tess.get("/authoring/facts/Duty Lead").status_code == 404

    def test_one_that_nothing_names_any_more_can_be_emptied(self, tess: Learner) -> None:
        puts(tess, "lead", LEAD, "page")
        assert "Nowhere now" in words_of(tess.get("/authoring/facts"))
        assert puts(tess, "lead", "", "page").status_code == 303
        assert tess.get("/api/facts").json() == []

    def test_the_audit_trail_has_the_name_and_not_the_words(self, tess: Learner, sign_in) -> None:
        puts(tess, "lead", LEAD, "page")
        told = words_of(sign_in("amir").get("/admin/audit"))
        assert "Said what a local fact is here" in told
        assert "Pervisor" not in told


class TestADemonstration:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"demonstration": True})

    @SKINS
    def test_it_is_published_and_learners_read_what_is_missing(
        self, tess: Learner, ada: Learner, store: Store, skin: str
    ) -> None:
        draft = writes(tess, store, naming_facts(kettle("2.0.0")))
        assert "is not set here" in words_of(tess.get(f"/authoring/drafts/{draft}"))
        publishing = words_of(tess.get(f"/authoring/drafts/{draft}/publishing"))
        assert "3 are not set, and learners read that instead." in publishing
        assert publishes(tess, draft, skin).status_code in (201, 303)
        assert "[lead: not set here]" in words_of(ada.get(f"/learning/courses/{COURSE}/lessons/L1"))
        tess.send(f"/authoring/courses/{COURSE}/editions/1/live")
        older = f"/authoring/courses/{COURSE}/editions/2/live"
        assert "Make edition 2 live again?" in words_of(tess.get(older))
        assert tess.send(older).status_code == 303


class TestTheCommandLine:
    @pytest.fixture
    def bank(self, store: Store, tmp_path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("DEBRIEF_ADDRESS", "https://debrief.test")
        monkeypatch.setenv("DEBRIEF_ISSUER", "Kettle council")
        monkeypatch.setenv("DEBRIEF_DATABASE_URL", store.url)
        folder = tmp_path / "bank"
        folder.mkdir()
        for path, text in naming_facts(kettle("2.0.0")).items():
            (folder / path).write_text(text)
        return folder

    def test_it_is_refused_with_file_line_and_where_to_set_it(
        self, store: Store, bank, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as ended:
            publish(bank)
        told = capsys.readouterr().err
        assert ended.value.code == 1
        assert re.search(r"^\S+\.md:\d+ The local fact {{lead}} is not set here", told, re.MULTILINE)
        assert "Banks, Local facts" in told
        with store.writing() as db:
            for name, words in (("lead", LEAD), ("board", BOARD), ("policy", POLICY)):
                named_facts.put(db, deeds.person(db, "tess"), name, words, START)
        publish(bank)
        with store.reading() as db:
            assert courses.newest(db, COURSE).number == 2
