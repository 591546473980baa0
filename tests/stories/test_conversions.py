"""A trainer brings questions from elsewhere, sees what came in before anything is made, and takes a bank elsewhere."""

import html
import re
from pathlib import Path

import pytest
from httpx2 import Response

from quiz_bank import FORMATS, check, read
from quiz_bank.kinds import KINDS
from tests.banks import kettle
from tests.cast import COURSE, Learner, words_of

WORD = (
    "Fire safety\n\n"
    "1. Smoke comes from under a door. What now?\na) Open it.\nb) Leave.\nc) Wait.\nAnswer: B\n\n"
    "2. What feeds a fire?\na) Air\nb) Sound\nc) Light\nAnswer: A\n"
)
BANK = check(kettle()).bank
PAGES = Path(__file__).parents[1] / "quiz_bank" / "formats" / "pages"


EXPLAINED = WORD.replace("Answer: B\n", "Answer: B\nWhy: Smoke comes before fire.\n")


@pytest.fixture
def tess(sign_in) -> Learner:
    return sign_in("tess")


def sends(tess: Learner, name: str, content: bytes) -> Response:
    return tess.client.post("/authoring/new", files=[("files", (name, content))])


def hidden(page: Response, name: str) -> str:
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', page.text)[1])


def goes_on(tess: Learner, page: Response, **typed: str) -> Response:
    given = {name: hidden(page, name) for name in ("text", "name")} | typed
    return tess.client.post("/authoring/new/coming-in", data=given)


def files_of(tess: Learner, made: Response) -> dict[str, str]:
    assert made.status_code == 303
    draft = made.headers["location"].rpartition("/")[2]
    return tess.get(f"/api/drafts/{draft}").json()["files"]


def test_pasted_questions_are_shown_with_what_is_left_out_before_anything_is_made(tess: Learner) -> None:
    page = tess.send("/authoring/new", text=WORD)
    assert page.status_code == 200
    words = words_of(page)
    assert "2 questions came in" in words and "Nothing is made yet." in words
    assert 'Line 1: "Fire safety" is not taken: no options stand below it.' in words
    assert tess.get("/api/drafts").json() == []
    made = goes_on(tess, page, title="Fire safety", lesson="Smoke")
    bank = read(files_of(tess, made)).bank
    assert (bank.id, bank.title) == ("fire-safety", "Fire safety")
    assert [lesson.title for lesson in bank.lessons] == ["Smoke"]
    assert [question.right for question in bank.questions] == ["b", "a"]


def test_a_title_that_is_missing_loses_nothing(tess: Learner) -> None:
    page = tess.send("/authoring/new", text=WORD)
    refused = goes_on(tess, page, title=" ", lesson="Smoke and fire")
    assert refused.status_code == 422 and "Give the course a title." in words_of(refused)
    assert 'value="Smoke and fire"' in refused.text
    assert len(read(files_of(tess, goes_on(tess, refused, title="Fire"))).bank.questions) == 2
    again = tess.client.post("/authoring/new/coming-in", data={"text": "", "title": "Fire"})
    assert again.status_code == 422 and "Send the file again." in words_of(again)
    opened = tess.client.get("/authoring/new/coming-in")
    assert opened.status_code == 303 and opened.headers["location"] == "/authoring/new"


@pytest.mark.parametrize("format", [name for name in FORMATS if name not in ("markdown", "pasted")])
def test_a_bank_goes_out_and_comes_in_again(tess: Learner, format: str) -> None:
    address = f"/authoring/courses/{COURSE}/editions/1/formats"
    page = words_of(tess.get(address))
    content, losses = FORMATS[format].write(BANK, {})
    assert all(" ".join(str(each).split()) in page for each in losses)
    sent = tess.get(f"{address}/{format}")
    assert sent.content == content
    name = re.search(r'filename="([^"]+)"', sent.headers["content-disposition"])[1]
    assert name == f"{COURSE}-edition-1{FORMATS[format].endings[0]}"
    came = sends(tess, name, sent.content)
    bank = read(files_of(tess, goes_on(tess, came, title="The kettle again"))).bank
    assert bank.id == "the-kettle-again"
    first = {" ".join(each.text.split()) for each in bank.questions if each.kind == "single"}
    assert first and first <= {" ".join(each.text.split()) for each in BANK.questions}
    assert tess.get(f"{address}/pasted").status_code == 404


def test_a_word_file_comes_in_with_its_key_in_bold(tess: Learner) -> None:
    sample = Path(__file__).parents[1] / "quiz_bank" / "formats" / "pages" / "libreoffice_lists.docx"
    page = sends(tess, "fire.docx", sample.read_bytes())
    came = FORMATS["pasted"].read({"fire.docx": sample.read_bytes()})[0]
    assert f"{len(came.bank.questions)} questions came in from fire.docx" in words_of(page)
    bank = read(files_of(tess, goes_on(tess, page, title="Fire"))).bank
    assert [each.key() for each in bank.questions] == [each.key() for each in came.bank.questions]


PLAIN = "1. Smoke comes from under a door. What now?\na. Open it.\nb. Leave.\n"
RICH = "<ol><li>Smoke comes from under a door. What now?<ol type=a><li>Open it.<li><b>Leave.</b></ol></ol>"


@pytest.mark.parametrize(
    ("looks", "came"),
    [(RICH, 1), ("", 0), ("<p>Something else", 0), (RICH.replace("b>", "i>"), 0), ("\x00<", 0)],
)
def test_what_was_bold_where_it_was_copied_is_read_with_the_words(
    tess: Learner, looks: str, came: int
) -> None:
    page = tess.client.post("/authoring/new", data={"text": PLAIN, "looks": looks})
    assert f"{came} question{'s' * (came != 1)} came in" in words_of(page)
    if came:
        assert read(files_of(tess, goes_on(tess, page, title="Fire"))).bank.questions[0].right == "b"
    typed = tess.client.post("/authoring/new", data={"text": f"{PLAIN}Answer: A\n", "looks": ""})
    assert read(files_of(tess, goes_on(tess, typed, title="Fire"))).bank.questions[0].right == "a"


def test_looks_that_cannot_be_read_leave_the_words(tess: Learner) -> None:
    looks = "<p>" + "<b>a</b>" * 120_000
    sent = {"text": (None, f"{PLAIN}Answer: B\n"), "looks": (None, looks)}
    page = tess.client.post("/authoring/new", files=sent)
    assert page.status_code == 200 and "1 question came in" in words_of(page)


def test_looks_never_stand_for_a_text_in_our_own_form(tess: Learner) -> None:
    made = tess.client.post("/authoring/new", data={"text": "# Questions\n## What?\n", "looks": RICH})
    assert list(files_of(tess, made).values()) == ["# Questions\n## What? {#Q-01}\n"]


def test_a_spreadsheet_to_fill_in_comes_back_with_a_question_of_each_kind(tess: Learner) -> None:
    assert "/authoring/new/spreadsheet.xlsx" in tess.get("/authoring/new").text
    sent = tess.get("/authoring/new/spreadsheet.xlsx")
    assert 'filename="questions.xlsx"' in sent.headers["content-disposition"]
    came = sends(tess, "questions.xlsx", sent.content)
    bank = read(files_of(tess, goes_on(tess, came, title="Fire"))).bank
    assert {each.kind for each in bank.questions} == set(KINDS)


def test_a_new_course_never_takes_the_id_of_one_that_is_there(tess: Learner) -> None:
    came = tess.send("/authoring/new", text=WORD)
    assert read(files_of(tess, goes_on(tess, came, title="Kettle"))).bank.id == f"{COURSE}-2"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("quiz.xml", b"<quiz><question", "cannot be read"),
        ("quiz.gift", b"\xff\xfe\xff", "UTF-8"),
        ("broken.zip", b"PK\x03\x04imsmanifest.xml", "cannot be unpacked"),
        ("many.gift", b"{=a}\n\n" * 30_000, "Part it in two"),
    ],
)
def test_what_cannot_be_read_at_all_is_refused_in_words(
    tess: Learner, name: str, content: bytes, words: str
) -> None:
    refused = sends(tess, name, content)
    assert refused.status_code == 422 and words in words_of(refused)
    assert tess.get("/api/drafts").json() == []


def test_a_word_page_comes_in_with_its_lessons_and_by_which_sign_its_keys_were_told(tess: Learner) -> None:
    content = (PAGES / "libreoffice_lists.docx").read_bytes()
    page = sends(tess, "cuts.docx", content)
    words = words_of(page)
    assert "4 questions came in from cuts.docx" in words
    assert "Paragraph 2: The bold option was taken as right in 1 question." in words
    bank = read(files_of(tess, goes_on(tess, page, title="First aid", lesson=""))).bank
    assert [lesson.title for lesson in bank.lessons] == ["Cuts and bleeding", "Burns"]
    assert [question.right_ids() for question in bank.questions] == [{"b"}, {"a", "b"}, {"b"}, {"b"}]


def test_one_file_of_questions_comes_in_at_a_time(tess: Learner) -> None:
    two = [("files", (f"{number}.gift", b"It boils. {TRUE}")) for number in (1, 2)]
    refused = tess.client.post("/authoring/new", files=two)
    assert refused.status_code == 422 and "one file of questions at a time" in words_of(refused)


def test_nothing_that_can_be_read_says_so_and_offers_no_draft(tess: Learner) -> None:
    page = tess.send("/authoring/new", text="1. Only a heading\n")
    assert page.status_code == 200
    assert "0 questions came in" in words_of(page) and "Make a draft" not in words_of(page)


def test_programs_bring_questions_in_as_well(tess: Learner) -> None:
    came = tess.client.post("/api/questions/coming-in", data={"text": WORD})
    told = came.json()
    assert (told["questions"], told["lessonless"], len(told["findings"])) == (2, 2, 3)
    made = tess.post_json("/api/drafts", text=told["text"], title="Fire", lesson="Smoke")
    bank = read(tess.get(f"/api/drafts/{made.json()['draft']}").json()["files"]).bank
    assert bank.title == "Fire" and len(bank.questions) == 2
    ours = tess.client.post("/api/questions/coming-in", data={"text": "# Questions\n"})
    assert ours.status_code == 422 and "Begin a draft with it" in ours.json()["detail"]


def test_a_page_with_a_picture_is_told_what_learners_get_of_it(tess: Learner) -> None:
    page = '<p>1. What now?<img src="x.png" alt="smoke"></p><p>a) Stay</p><p>b) Leave</p><p>Answer: B</p>'
    came = sends(tess, "fire.html", page.encode())
    assert "learners read what it shows, as “[Picture: a fire door]”" in words_of(came)
    assert "[Picture: a fire door]" not in words_of(tess.send("/authoring/new", text=WORD))


@pytest.mark.parametrize(("text", "said"), [(WORD, "in 2 questions"), (EXPLAINED, "in 1 question")])
def test_how_many_questions_say_nowhere_why_is_told_before_a_draft_is_made(
    tess: Learner, text: str, said: str
) -> None:
    page = words_of(tess.send("/authoring/new", text=text))
    assert f"Nothing says why {said}, and learners are told why." in page


def test_what_is_found_in_many_places_is_told_once_with_a_link_to_each(tess: Learner) -> None:
    bare = WORD + "\n3. What is hot?\na) Ice\nb) Fire\nc) Snow\nAnswer: B\n"
    came = tess.send("/authoring/new", text=bare)
    text = html.unescape(re.search(r'name="text" value="([^"]*)"', came.text)[1])
    made = tess.send("/authoring/new/coming-in", text=text, name="", title="Fire", lesson="")
    page = tess.get(made.headers["location"])
    assert words_of(page).count("None of the 3 options here has feedback. Write") == 1
    assert len(re.findall(r'href="[^"]*#line-\d+">(?:[^<]*line|line) \d+<', page.text)) >= 3


def test_a_question_named_after_its_own_words_is_not_said_twice_to_learners(tess: Learner) -> None:
    came = tess.send(
        "/authoring/new", text=WORD.replace("Smoke comes from under a door. What now?", "What now?")
    )
    text = html.unescape(re.search(r'name="text" value="([^"]*)"', came.text)[1])
    made = tess.send("/authoring/new/coming-in", text=text, name="", title="Fire", lesson="")
    preview = tess.get(f"{made.headers['location']}/preview").text
    address = re.search(r'href="([^"]*/preview/attempts/1/questions/[^"]*)"', preview)[1]
    assert words_of(tess.send(address, option="a", follows="0")).count("What now?") == 1
