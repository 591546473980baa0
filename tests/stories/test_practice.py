"""Practice in a lesson: one question a page, marked at once; the first answer counts; never scored."""

import re
from collections.abc import Callable

import pytest
from httpx2 import Response

from api import courses
from api.store import Store
from tests.banks import PLACED, as_shown, every_kind, right, wrong
from tests.cast import COURSE, Learner, as_form, words_of
from tests.clock import START

SKINS = pytest.mark.parametrize("skin", ["page", "json"])
PRACTISED = "Q-L1-PRACTICE"
OWN_WORDS = ["Q-L1-REFLECT", "Q-L1-NOTICE"]


@pytest.fixture(autouse=True)
def published(store: Store) -> None:
    with store.writing() as db:
        courses.publish(db, every_kind(), "Kettle council", START)


def begins(learner: Learner, lesson: str = "L1", skin: str = "json") -> int:
    root = "/api" if skin == "json" else "/learning"
    act = learner.post_json if skin == "json" else learner.send
    return learner.attempt_in(act(f"{root}/courses/{COURSE}/lessons/{lesson}/practice"))


def answers(learner: Learner, attempt: int, question: str, skin: str = "json", **given: object) -> Response:
    if "place" in given:
        given = as_shown(given, learner.get(f"/api/practice/{attempt}/questions/{question}").json())
    if skin == "json":
        return learner.post_json(f"/api/practice/{attempt}/questions/{question}/responses", **given)
    return learner.send(f"/learning/practice/{attempt}/questions/{question}", **as_form(given))


def lines(learner: Learner, attempt: int) -> list[str]:
    return [each["question"] for each in learner.get(f"/api/practice/{attempt}").json()["lines"]]


@SKINS
def test_an_answer_is_marked_at_once_with_all_of_its_feedback(ada: Learner, skin: str) -> None:
    attempt = begins(ada, skin=skin)
    saved = answers(ada, attempt, PRACTISED, skin, option="b")
    assert saved.status_code == (201 if skin == "json" else 303)
    feedback = ada.get(f"/learning/practice/{attempt}/questions/{PRACTISED}/feedback")
    for told in ("Not quite", "TOLD-PRACTICE-a", "TOLD-PRACTICE-b", "TOLD-PRACTICE-why"):
        assert told in words_of(feedback)
    told = ada.get(f"/api/practice/{attempt}/questions/{PRACTISED}/feedback").json()
    assert (told["outcome"], told["question"]["right"]) == ("incorrect", False)


@SKINS
def test_the_first_answer_counts(ada: Learner, skin: str) -> None:
    attempt = begins(ada)
    answers(ada, attempt, PRACTISED, skin, option="b")
    again = answers(ada, attempt, PRACTISED, skin, option="a")
    assert again.status_code == 409
    assert "The first answer counts" in again.text
    assert answers(ada, attempt, PRACTISED, skin, option="b").status_code in (201, 303)
    page = ada.get(f"/learning/practice/{attempt}/questions/{PRACTISED}")
    assert page.headers["location"].endswith("/feedback")


def test_the_lesson_offers_its_questions_and_the_page_leads_through_the_round(ada: Learner) -> None:
    lesson = ada.get(f"/learning/courses/{COURSE}/lessons/L1")
    assert "7 questions on this lesson, with feedback at once" in words_of(lesson)
    address = ada.send(f"/learning/courses/{COURSE}/lessons/L1/practice").headers["location"]
    met = []
    while (onward := ada.get(address)).status_code == 303:
        question = onward.headers["location"].rpartition("/")[2]
        met.append(question)
        shown = ada.get(onward.headers["location"])
        assert f"question {len(met)} of 7" in words_of(shown)
        attempt = int(address.rpartition("/")[2])
        answers(ada, attempt, question, "page", **right(question))
        heading = "Lay yours beside it" if question in OWN_WORDS else "Yes"
        assert heading in words_of(ada.get(f"{onward.headers['location']}/feedback"))
    assert set(met) == {*PLACED, "Q-L1-TYPED", PRACTISED, *OWN_WORDS}
    assert words_of(onward).count("Right") == 5
    assert begins(ada) != attempt


def test_a_lesson_with_nothing_to_practise_offers_nothing(ada: Learner) -> None:
    assert "Practise" not in words_of(ada.get(f"/learning/courses/{COURSE}/lessons/L2"))
    assert ada.post_json(f"/api/courses/{COURSE}/lessons/L2/practice").status_code == 404
    assert ada.send(f"/learning/courses/{COURSE}/lessons/L99/practice").status_code == 404


def test_nothing_chosen_is_an_error_in_plain_words_and_keeps_what_was(ada: Learner) -> None:
    attempt = begins(ada)
    page = ada.send(f"/learning/practice/{attempt}/questions/{PRACTISED}")
    assert page.status_code == 422
    assert "Choose one option." in words_of(page)
    asked = ada.get(f"/api/practice/{attempt}/questions/Q-L1-SORT").json()
    first = asked["options"][0]["id"]
    page = ada.send(f"/learning/practice/{attempt}/questions/Q-L1-SORT", **{f"place.{first}": "hot"})
    assert page.status_code == 422
    assert re.search(rf'name="place\.{first}" value="hot"[^>]* checked', page.text)


@pytest.mark.parametrize("question", sorted(PLACED))
def test_what_is_in_an_open_check_is_not_practised_and_not_told_until_it_is_handed_in(
    ada: Learner, question: str
) -> None:
    earlier = begins(ada)
    assert answers(ada, earlier, question, **wrong(question)).status_code == 201
    ada.reads_everything()
    check = ada.attempt()
    assert question in ada.questions(check)
    assert lines(ada, earlier) == [PRACTISED, *OWN_WORDS]
    assert "3 questions on this lesson" in words_of(ada.get(f"/learning/courses/{COURSE}/lessons/L1"))
    for root in ("/api", "/learning"):
        here = f"{root}/practice/{earlier}/questions/{question}"
        assert ada.get(here).status_code == ada.get(f"{here}/feedback").status_code == 409
    kept = ada.post_json(f"/api/practice/{earlier}/questions/Q-L1-TYPED/responses", text="100")
    assert kept.status_code == 409
    assert "This question is in your final check" in kept.text
    for each in ada.questions(check):
        ada.answers(check, each, **right(each))
    ada.hands_in(check)
    assert ada.get(f"/learning/practice/{earlier}/questions/{question}/feedback").status_code == 200


def test_a_question_practised_counts_as_seen_and_one_that_was_only_offered_does_not(
    ada: Learner, store: Store
) -> None:
    files = every_kind("3.0.0")
    both = {**files, "questions.md": files["questions.md"].replace("use: practice", "use: both")}
    course = both["course.md"].replace("draw: L1 take 6", "draw: L1 take 5").replace("8 of 9", "7 of 8")
    with store.writing() as db:
        courses.publish(db, {**both, "course.md": course}, "Kettle council", START)
    answers(ada, begins(ada), PRACTISED, option="b")
    ada.reads_everything()
    drawn = ada.questions(ada.attempt())
    assert sum(each.startswith("Q-L1-") for each in drawn) == 5
    assert PRACTISED not in drawn


def test_practice_is_nobody_elses_and_no_check(ada: Learner, ben: Learner) -> None:
    attempt = begins(ada)
    assert ben.get(f"/learning/practice/{attempt}").status_code == 404
    assert answers(ben, attempt, PRACTISED, option="b").status_code == 404
    assert ada.get(f"/learning/attempts/{attempt}/answers").status_code == 404
    assert ada.hands_in(attempt).status_code == 404
    assert ada.answers(attempt, PRACTISED, option="b").status_code == 404
    assert ada.get("/api/certificates").json() == []


@SKINS
@pytest.mark.parametrize("question", OWN_WORDS)
def test_words_of_ones_own_are_never_scored_and_laid_beside_what_there_was(
    ada: Learner, question: str, skin: str
) -> None:
    attempt = begins(ada)
    page = words_of(ada.get(f"/learning/practice/{attempt}/questions/{question}"))
    assert "Do not write about a real child or about yourself." in page
    assert "TOLD-" not in page
    empty = ada.send(f"/learning/practice/{attempt}/questions/{question}", text=" ")
    assert empty.status_code == 422
    assert 'href="#text"' in empty.text
    assert answers(ada, attempt, question, skin, text="Two spoons\n\n*only* <b>").status_code in (201, 303)
    feedback = ada.get(f"/learning/practice/{attempt}/questions/{question}/feedback")
    told = words_of(feedback)
    assert "Two spoons *only* <b>" in told
    assert "Your ticks are not kept" in told
    assert "Not quite" not in told and "Yes" not in told
    assert ("TOLD-REFLECT-model" in told) == (question == "Q-L1-REFLECT")
    assert feedback.text.count(" checked") == (question == "Q-L1-NOTICE")
    line = next(
        each for each in ada.get(f"/api/practice/{attempt}").json()["lines"] if each["question"] == question
    )
    assert (line["answered"], line["right"]) == (True, None)


def test_words_of_ones_own_are_seen_by_nobody_else(ada: Learner, sign_in: Callable[[str], Learner]) -> None:
    attempt = begins(ada)
    answers(ada, attempt, "Q-L1-REFLECT", text="a secret of one's own")
    for learner in map(sign_in, ("leah", "amir", "tess")):
        for address in (
            f"/learning/practice/{attempt}/questions/Q-L1-REFLECT/feedback",
            f"/api/practice/{attempt}/questions/Q-L1-REFLECT/feedback",
            f"/api/practice/{attempt}",
            f"/learning/attempts/{attempt}/review",
        ):
            refused = learner.get(address)
            assert refused.status_code == 404
            assert "secret" not in refused.text
