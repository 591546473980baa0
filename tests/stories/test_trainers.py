"""The trainer's half hour: paste, mend, preview, publish, undo, sign; through pages and through JSON."""

import html
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from httpx2 import Response
from pypdf import PdfReader

from api import courses, drafts
from api.store import Store
from quiz_bank import content_hash, packed
from tests.banks import kettle, wrong
from tests.cast import COURSE, Learner, words_of
from tests.clock import StoppedClock
from tests.stories.test_final_check import take

SKINS = pytest.mark.parametrize("skin", ["page", "json"])
PART = {"HX-Request": "true"}
SIGNED = {"name": "Nell Ashdown", "role": "Safeguarding lead", "signed_on": "23 11 2026"}
EVERYTHING = ["course", "Q-SAFE-1", "Q-SAFE-2", "Q-SAFE-3", "Q-SAFE-4"]
HARD = ("KEY-Q-L1-1-b That helps less.", "KEY-Q-L1-1-b That hardly helps.")
NOT_APPROVED = "Draft: not yet approved for mandatory training"


@pytest.fixture
def tess(sign_in) -> Learner:
    return sign_in("tess")


class Draft:
    """A draft as a trainer meets it, by either skin."""

    def __init__(self, tess: Learner, id: int, skin: str) -> None:
        self.tess, self.id, self.skin = tess, id, skin
        self.page, self.json = f"/authoring/drafts/{id}", f"/api/drafts/{id}"

    @property
    def number(self) -> int:
        return self.tess.get(self.json).json()["number"]

    def text(self, path: str) -> str:
        return self.tess.get(self.json).json()["files"][path]

    def saves(self, path: str, text: str, number: int | None = None) -> Response:
        told = {"text": text, "number": number or self.number}
        if self.skin == "page":
            return self.tess.send(f"{self.page}/files/{path}", **told)
        return self.tess.post_json(f"{self.json}/files", path=path, **told)

    def changes(self, path: str, *swap: str) -> None:
        assert swap[0] in self.text(path)
        assert self.saves(path, self.text(path).replace(*swap)).status_code in (200, 303)

    def publishes(self, number: int | None = None) -> Response:
        if self.skin == "page":
            return self.tess.send(f"{self.page}/publishing", number=number or self.number)
        return self.tess.post_json(f"{self.json}/publication", number=number or self.number)


def pastes(tess: Learner, text: str, skin: str) -> Draft:
    if skin == "page":
        made = tess.send("/authoring/new", text=text.replace("\n", "\r\n"))
        return Draft(tess, int(made.headers["location"].rpartition("/")[2]), skin)
    return Draft(tess, tess.post_json("/api/drafts", text=text).json()["draft"], skin)


def changes_the_course(tess: Learner, skin: str) -> Draft:
    if skin == "page":
        made = tess.send(f"/authoring/courses/{COURSE}/drafts")
        return Draft(tess, int(made.headers["location"].rpartition("/")[2]), skin)
    return Draft(tess, tess.post_json("/api/drafts", course_id=COURSE).json()["draft"], skin)


def signs(tess: Learner, skin: str, subjects: list[str], number: int = 1, **other: str) -> Response:
    told = {"number": number, "subjects": subjects, **SIGNED, **other}
    if skin == "page":
        return tess.send(f"/authoring/courses/{COURSE}/sign-offs", **told)
    return tess.post_json(f"/api/courses/{COURSE}/sign-offs", **told)


def without_ids(files: dict[str, str]) -> str:
    """One text as somebody would paste it: no id on any question or option."""
    text = "\n".join(files[path] for path in ("course.md", "lessons.md", "questions.md", "cases.md"))
    return re.sub(r" \{#(Q-[^}]*|[abc])\}", "", text)


@SKINS
def test_a_pasted_text_is_mended_and_published(tess: Learner, ada: Learner, skin: str) -> None:
    text = without_ids(kettle()).replace("bank: kettle", "bank: teapot").replace("- [x]", "- [ ]", 1)
    draft = pastes(tess, text, skin)
    told = tess.get(f"{draft.json}/findings").json()
    assert told["errors"] >= 1
    [finding] = [each for each in told["findings"] if each["code"] == "Q04"]
    page = tess.get(f"{draft.page}/files/bank.md")
    assert f"Line {finding['line']}: No option is marked as right." in words_of(page)
    assert f'href="#line-{finding["line"]}"' in page.text and f'id="line-{finding["line"]}"' in page.text
    assert draft.publishes().status_code == 409
    draft.changes("bank.md", "- [ ] Do the right thing. {#a}", "- [x] Do the right thing. {#a}")
    assert draft.publishes().status_code in (201, 303)
    assert ada.get("/api/courses/teapot").json()["title"] == "The kettle review"
    assert tess.get(draft.page).status_code == 409


@SKINS
def test_an_attempt_under_way_stays_on_the_edition_it_began(tess: Learner, ada: Learner, skin: str) -> None:
    ada.reads_everything()
    attempt = ada.attempt()
    draft = changes_the_course(tess, skin)
    draft.changes("questions.md", "- [x] Do the right thing. {#a}", "- [ ] Do the right thing. {#a}")
    draft.changes("questions.md", "- [ ] Do another thing. {#b}", "- [x] Do another thing. {#b}")
    assert "1 try is under way. It stays on the edition it began." in words_of(
        tess.get(f"{draft.page}/publishing")
    )
    assert draft.publishes().status_code in (201, 303)
    take(ada, attempt)
    assert ada.hands_in(attempt).json()["outcome"] == "passed"


@SKINS
def test_an_older_text_is_made_live_again(tess: Learner, ada: Learner, skin: str) -> None:
    draft = changes_the_course(tess, skin)
    draft.changes("course.md", "The kettle review", "The worse review")
    draft.publishes()
    assert ada.get(f"/api/courses/{COURSE}").json()["title"] == "The worse review"
    page = f"/authoring/courses/{COURSE}/editions/1/live"
    assert "Make edition 1 live again?" in words_of(tess.get(page))
    undo = tess.send(page) if skin == "page" else tess.post_json(f"/api/courses/{COURSE}/editions/1/live")
    assert undo.status_code in (200, 303)
    assert ada.get(f"/api/courses/{COURSE}").json()["title"] == "The kettle review"
    told = tess.get(f"/api/courses/{COURSE}/editions").json()
    assert [(each["number"], each["by"], bool(each["live_since"])) for each in told] == [
        (2, "Tess Lindqvist", False),
        (1, None, True),
    ]


@SKINS
def test_a_stale_save_shows_both_texts_and_loses_neither(tess: Learner, skin: str) -> None:
    draft = changes_the_course(tess, skin)
    draft.changes("questions.md", *HARD)
    stale = draft.saves("questions.md", "# Questions\n\nMine.\n", number=1)
    assert stale.status_code == 409
    assert HARD[1] in html.unescape(stale.text)
    assert "Mine." in stale.text
    assert HARD[1] in draft.text("questions.md")
    assert draft.saves("questions.md", "# Questions\n", number=2).status_code in (200, 303)


@SKINS
def test_two_who_publish_the_same_draft_make_one_edition(tess: Learner, sign_in, skin: str) -> None:
    draft = changes_the_course(tess, skin)
    draft.changes("questions.md", *HARD)
    number = draft.number
    assert draft.publishes(number).status_code in (201, 303)
    again = Draft(sign_in("amir"), draft.id, skin).publishes(number)
    assert again.status_code == 409
    assert "This draft is closed" in again.text
    assert len(tess.get(f"/api/courses/{COURSE}/editions").json()) == 2


def test_findings_while_writing_are_the_very_part_of_the_page_and_nothing_is_saved(tess: Learner) -> None:
    draft = changes_the_course(tess, "page")
    typed = {"text": draft.text("questions.md").replace("[x]", "[ ]", 1), "number": 1}
    address = f"{draft.page}/findings/questions.md"
    whole, part = tess.send(address, **typed), tess.client.post(address, data=typed, headers=PART)
    assert whole.status_code == part.status_code == 200
    found = re.search(r'<div id="findings">.*?</div>\n', part.text, re.DOTALL)
    assert found and found[0] in whole.text
    assert (
        '<p id="status" data-hx-swap-oob="innerHTML"><span class="unseen">1 error, 24 warnings</span></p>'
        in part.text
    )
    assert "autofocus" not in part.text
    assert draft.number == 1


@SKINS
def test_findings_of_any_text_can_be_asked_for(tess: Learner, skin: str) -> None:
    if skin == "json":
        told = tess.post_json("/api/findings", text="# Questions\n## What?\n").json()
        assert {"K05", "Q02"} <= {each["code"] for each in told["findings"]}
        assert told["errors"] >= 2
        assert tess.post_json("/api/findings", files=kettle()).json()["errors"] == 0
    nothing = tess.send("/authoring/new") if skin == "page" else tess.post_json("/api/findings")
    assert nothing.status_code == 422
    assert "Paste a text, or choose a file." in nothing.text


def test_of_very_many_findings_the_worst_are_shown_and_the_rest_counted(tess: Learner) -> None:
    text = "# Questions\n" + "## x\n" * 1_500
    told = tess.post_json("/api/findings", text=text).json()
    assert told["errors"] >= 1_500 and len(told["findings"]) == 1_000
    made = tess.send("/authoring/new", text=text)
    draft = Draft(tess, int(made.headers["location"].rpartition("/")[2]), "page")
    for address in (draft.page, f"{draft.page}/files/bank.md", f"{draft.page}/publishing"):
        page = tess.get(address)
        assert len(page.text) < 600_000
        assert re.search(r"4,?[0-9]{3} more (errors )?are not shown", words_of(page))
    refused = tess.post_json(f"{draft.json}/publication", number=1)
    assert refused.status_code == 409 and len(refused.json()["findings"]) == 200


def sends(tess: Learner, *files: tuple[str, bytes]) -> Response:
    return tess.client.post("/authoring/new", files=[("files", file) for file in files])


def test_files_and_zips_are_taken_or_refused_in_words(tess: Learner) -> None:
    for sent in ([(path, text.encode()) for path, text in kettle().items()], [("b.zip", packed(kettle()))]):
        made = sends(tess, *sent)
        draft = Draft(tess, int(made.headers["location"].rpartition("/")[2]), "page")
        assert tess.get(draft.json).json()["files"] == kettle()
    many = [(f"{number}.md", b"# Questions") for number in range(25)]
    assert sends(tess, ("course.md", kettle()["course.md"].encode()), *many).status_code == 303
    refused = sends(tess, ("questions.pdf", b"%PDF"))
    assert refused.status_code == 422
    assert "copy, and paste it into the box instead" in words_of(refused)


def test_a_text_and_files_at_once_are_refused_and_the_text_is_kept(tess: Learner) -> None:
    both = tess.client.post(
        "/authoring/new", data={"text": "Typed for an hour."}, files=[("files", ("a.md", b"x"))]
    )
    assert both.status_code == 422
    assert "Typed for an hour." in both.text and "Send one of them" in words_of(both)


def test_the_files_of_a_draft_are_added_renamed_and_removed(tess: Learner) -> None:
    draft = changes_the_course(tess, "page")
    assert tess.send(f"{draft.page}/files", path="more", number=1).status_code == 303
    taken = tess.send(f"{draft.page}/files", path="more", number=2)
    assert taken.status_code == 422 and "There is a file called more.md already." in words_of(taken)
    assert tess.send(f"{draft.page}/naming/more.md", path="q/most", number=2).status_code == 303
    refused = tess.send(f"{draft.page}/naming/q/most.md", path="../x", number=3)
    assert refused.status_code == 422 and "../x" in refused.text
    assert tess.send(f"{draft.page}/removal/q/most.md", number=3).status_code == 303
    assert tess.get(draft.json).json()["files"] == kettle()
    assert tess.send(f"{draft.page}/putting-away", number=4).status_code == 303
    assert tess.get("/api/drafts").json() == []


def test_a_preview_shows_what_learners_get_and_keeps_nothing(tess: Learner, store: Store) -> None:
    draft = changes_the_course(tess, "page")
    root = f"{draft.page}/preview"
    assert "Teaching text of L1." in words_of(tess.get(f"{root}/courses/kettle/lessons/L1"))
    question = tess.get(f"{root}/attempts/1/questions/Q-L1-1")
    line = next(at for at, each in enumerate(kettle()["questions.md"].split("\n"), 1) if "{#Q-L1-1}" in each)
    assert f'href="{draft.page}/files/questions.md#line-{line}"' in question.text
    assert "KEY-" not in question.text
    missing = tess.send(f"{root}/attempts/1/questions/Q-L1-1", follows=0)
    assert missing.status_code == 422 and "Choose one option." in words_of(missing)
    answered = tess.send(f"{root}/attempts/1/questions/Q-L1-1", follows=0, **wrong("Q-L1-1"))
    assert answered.status_code == 200
    assert {"KEY-Q-L1-1-a", "KEY-Q-L1-1-b", "KEY-Q-L1-1-why"} <= set(re.findall(r"KEY-[\w-]+", answered.text))
    assert (
        tess.send(f"{root}/courses/kettle/cases/CASE-K").headers["location"] == f"{root}/walks/1/steps/boil"
    )
    assert "It stops." in words_of(tess.send(f"{root}/walks/1/steps/boil", option="off"))
    assert "Everyone has tea." in words_of(tess.get(f"{root}/walks/1/steps/good"))
    links = re.findall(r'(?:href|action)="([^"]*)"', question.text + answered.text)
    assert not [each for each in links if each.startswith("/learning/")]
    with store.reading() as db:
        assert drafts.read(db, draft.id).number == 1
    assert tess.get("/api/courses").json()[0]["status"] == "open to you"


def test_what_changed_is_told_with_what_it_means(tess: Learner) -> None:
    draft = changes_the_course(tess, "page")
    assert "Nothing. Learners would see the same" in words_of(tess.get(f"{draft.page}/changes"))
    draft.changes("questions.md", *HARD)
    draft.changes("questions.md", "{#Q-L2-1}", "{#Q-L2-9}")
    draft.changes("questions.md", "{#Q-L1-2}\nlesson: L1", "{#Q-L1-2}\nlesson: L2")
    words = words_of(tess.get(f"{draft.page}/changes"))
    assert "Key changed Q-L1-2. Statistics start again." in words
    assert "Words only Q-L1-1. Its statistics go on." in words
    assert "New Q-L2-9." in words and "Retired Q-L2-1." in words
    assert "<del>helps</del><ins>hardly</ins>" in tess.get(f"{draft.page}/changes").text
    told = tess.get(f"{draft.json}/changes").json()
    assert {each["id"]: each["kind"] for each in told["things"]} == {
        "Q-L1-1": "words", "Q-L1-2": "key", "Q-L2-9": "new", "Q-L2-1": "retired",
    }  # fmt: skip


def printed(ada: Learner, certificate: str) -> str:
    """The words of the certificate's file."""
    whole = BytesIO(ada.get(f"/certificates/{certificate}/pdf").content)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(whole).pages).split())


@SKINS
def test_until_it_is_signed_every_page_of_a_course_says_draft(
    tess: Learner, ada: Learner, anyone, skin: str
) -> None:
    ada.reads_everything()
    attempt = ada.attempt()
    pages = [f"/learning/courses/{COURSE}{each}" for each in ("", "/contents", "/lessons/L1", "/final-check")]
    before = {page: words_of(ada.get(page)) for page in pages}
    take(ada, attempt)
    certificate = ada.hands_in(attempt).json()["certificate"]
    proofs = {f"/certificates/{certificate}": ada, f"/check/{certificate}": anyone}
    before |= {page: words_of(who.get(page)) for page, who in proofs.items()}
    assert [page for page, words in before.items() if NOT_APPROVED not in words] == []
    assert NOT_APPROVED in printed(ada, certificate)
    assert signs(tess, skin, EVERYTHING).status_code in (201, 303)
    after = {page: words_of(proofs.get(page, ada).get(page)) for page in before}
    assert [page for page, words in after.items() if NOT_APPROVED in words] == []
    assert NOT_APPROVED not in printed(ada, certificate)


@SKINS
def test_a_signature_that_does_not_fit_is_refused_and_what_was_typed_stays(tess: Learner, skin: str) -> None:
    refused = signs(tess, skin, ["course"], name="", signed_on="1 1 2030")
    assert refused.status_code == 422
    assert "Write the name of the person who signed." in html.unescape(refused.text)
    if skin == "page":
        assert 'value="Safeguarding lead"' in refused.text and 'value="1 1 2030"' in refused.text
    assert signs(tess, skin, ["course"], signed_on="yesterday").status_code == 422
    assert signs(tess, skin, ["course"]).status_code in (201, 303)
    assert signs(tess, skin, ["course"]).status_code == 409


@SKINS
def test_nobody_signs_what_they_published(tess: Learner, skin: str) -> None:
    draft = changes_the_course(tess, skin)
    draft.changes("questions.md", *HARD)
    published = draft.publishes()
    if skin == "page":
        assert published.headers["location"] == f"/authoring/courses/{COURSE}/sign-offs?published=2"
    refused = signs(tess, skin, ["course"], number=2, name="Tess Lindqvist")
    assert refused.status_code == 422
    assert "Ask somebody else to read and sign it." in html.unescape(refused.text)


def test_an_edition_is_shown_and_downloaded_byte_for_byte(tess: Learner, store: Store) -> None:
    files = {path: f"\ufeff{text}".replace("\n", "\r\n") for path, text in kettle("8").items()}
    with store.writing() as db:
        edition = courses.publish(db, files, "Kettle council", StoppedClock()())
    root = f"/courses/{COURSE}/editions/{edition.number}"
    told = tess.get(f"/api{root}").json()
    assert (told["files"], told["sha256"]) == (files, content_hash(files))
    archive = ZipFile(BytesIO(tess.get(f"/authoring{root}/zip").content))
    assert {name: archive.read(name).decode() for name in archive.namelist()} == files
    assert content_hash(files) in words_of(tess.get(f"/authoring{root}"))


def test_banks_tell_what_is_live_and_what_is_being_written(tess: Learner) -> None:
    changes_the_course(tess, "page")
    words = words_of(tess.get("/authoring"))
    assert "The kettle review 1.2.0, edition 1 23 November 2026 14 L1 5, L2 5, SAFE 4" in words
    assert "Draft: 5 to sign" in words
    assert "Changes kettle Tess Lindqvist" in words
    course = words_of(tess.get(f"/authoring/courses/{COURSE}"))
    assert "A change to this course is being written already: by Tess Lindqvist" in course
    [line] = tess.get("/api/banks").json()
    assert (line["course_id"], line["unsigned"], line["questions"]) == (
        COURSE,
        5,
        {"L1": 5, "L2": 5, "SAFE": 4},
    )


def test_banks_are_in_the_bar_of_trainers_and_admins_only(tess: Learner, ada: Learner, sign_in) -> None:
    shown = {name: 'href="/authoring"' in sign_in(name).get("/learning").text for name in ("amir", "leah")}
    assert shown == {"amir": True, "leah": False}
    assert 'href="/authoring"' in tess.get("/learning").text
    assert 'href="/authoring"' not in ada.get("/learning").text
    assert ada.get("/authoring").status_code == 403


def test_the_register_leads_to_the_line_on_which_what_is_to_be_signed_stands(tess: Learner) -> None:
    page = tess.get(f"/authoring/courses/{COURSE}/sign-offs").text
    link = re.search(r'href="([^"#]+)#([^"]+)">Scene Q-SAFE-1<', page)
    assert link
    line = re.search(rf'<li id="{re.escape(link[2])}"[^>]*>([^<]*)', tess.get(link[1]).text)
    assert line
    assert line[1] == "## Scene Q-SAFE-1 {#Q-SAFE-1}"


def test_what_was_done_is_said_on_the_page_that_follows(tess: Learner) -> None:
    root = f"/authoring/courses/{COURSE}"
    signed = signs(tess, "page", ["course", "Q-SAFE-1"])
    assert "The signature is kept: 2 parts are signed now." in words_of(tess.get(signed.headers["location"]))
    live = tess.send(f"{root}/editions/1/live")
    assert "Edition 1 is live again" in words_of(tess.get(live.headers["location"]))
    assert "is live again: new tries" not in words_of(tess.get(root))
