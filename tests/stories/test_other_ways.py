"""Other ways through a course: a question before a lesson, and around the parts that tell a story."""

import pytest
from httpx2 import Response

from api import courses
from api.store import Store
from tests.banks import kettle, with_a_question_before
from tests.cast import COURSE, Learner, words_of
from tests.clock import START
from tests.house.tour import digest

ROOT = f"/learning/courses/{COURSE}"
SKINS = pytest.mark.parametrize("skin", ["page", "json"])


def with_story() -> dict[str, str]:
    """L1 tells a story under one of its headings, and a question comes before it."""
    files = with_a_question_before()
    lessons = files["lessons.md"].replace(
        "source: review, page L1\n", "source: review, page L1\nstory: What happened\n", 1
    )
    told = "Teaching text of L1. Read it with care.\n"
    story = f"{told}\n## What happened\n\nIt boiled over.\n\n## In ten lines\n\nA kettle.\n"
    return files | {
        "lessons.md": lessons.replace(told, story, 1),
    }


@pytest.fixture(autouse=True)
def published(store: Store) -> None:
    with store.writing() as db:
        courses.publish(db, with_story(), "Kettle council", START)


def begins(learner: Learner, skin: str) -> Response:
    if skin == "json":
        return learner.post_json(f"/api/courses/{COURSE}/lessons/L1/before")
    return learner.send(f"{ROOT}/lessons/L1/before")


@SKINS
def test_a_question_before_a_lesson_is_marked_at_once_and_leads_to_the_lesson(
    ada: Learner, skin: str
) -> None:
    assert "Before you read. One question to try first." in words_of(ada.get(f"{ROOT}/lessons/L1"))
    attempt = ada.attempt_in(begins(ada, skin))
    asked = f"/learning/practice/{attempt}/questions/Q-L1-BEFORE"
    assert "Before you read · question 1 of 1 · never scored" in words_of(ada.get(asked))
    ada.send(asked, option="b")
    told = ada.get(f"{asked}/feedback")
    assert "Not quite" in words_of(told)
    assert "TOLD-BEFORE-b" in words_of(told)
    assert "TOLD-BEFORE-why" in words_of(told)
    assert f'href="{ROOT}/lessons/L1">Now read the lesson</a>' in told.text


def test_what_is_asked_before_is_offered_until_it_was_met_or_the_lesson_is_read(
    ada: Learner, ben: Learner
) -> None:
    begins(ada, "page")
    assert "Before you read" not in words_of(ada.get(f"{ROOT}/lessons/L1"))
    ben.send(f"{ROOT}/lessons/L1/readings")
    assert "Before you read" not in words_of(ben.get(f"{ROOT}/lessons/L1"))


@SKINS
def test_a_lesson_with_nothing_before_it_says_so(ada: Learner, skin: str) -> None:
    root = "/api/courses" if skin == "json" else "/learning/courses"
    act = ada.post_json if skin == "json" else ada.send
    answer = act(f"{root}/{COURSE}/lessons/L2/before")
    assert answer.status_code == 404
    assert "There is nothing to practise in this lesson now." in answer.text


def takes(learner: Learner, way: str, page: str) -> Response:
    where = f"{learner.client.base_url}{page}"
    return learner.client.post("/learning/quiet", data={"way": way}, headers={"Referer": where})


def test_the_quiet_way_leaves_out_the_story_and_the_cases_and_nothing_else(ada: Learner) -> None:
    page = f"{ROOT}/lessons/L1"
    whole = words_of(ada.get(page))
    assert "It boiled over." in whole
    assert "A kettle." in whole
    assert takes(ada, "quiet", page).headers["location"] == page
    quiet = words_of(ada.get(page))
    assert "It boiled over." not in quiet
    assert "What happened" not in quiet
    assert "A kettle." in quiet
    assert "Teaching text of L1." in quiet
    contents = words_of(ada.get(f"{ROOT}/contents"))
    assert "Work through a case" not in contents
    assert "lesson SAFE" in contents
    takes(ada, "whole", page)
    assert words_of(ada.get(page)) == whole
    assert "Work through a case" in words_of(ada.get(f"{ROOT}/contents"))


def test_it_is_not_recorded_who_takes_the_quiet_way(ada: Learner, store: Store) -> None:
    ada.get(f"{ROOT}/contents")
    before = digest(store)
    takes(ada, "quiet", f"{ROOT}/contents")
    ada.get(f"{ROOT}/contents")
    assert digest(store) == before


def test_signing_out_ends_it_for_whoever_comes_next(ada: Learner) -> None:
    takes(ada, "quiet", f"{ROOT}/contents")
    assert "quiet-way" in ada.client.cookies
    ada.send("/sign-out")
    assert "quiet-way" not in ada.client.cookies


def test_a_course_without_a_story_offers_no_way_around_it(ada: Learner, store: Store) -> None:
    with store.writing() as db:
        courses.publish(db, kettle("1.3.0"), "Kettle council", START)
    assert "quiet way" not in words_of(ada.get(f"{ROOT}/contents"))


def test_a_lesson_says_where_to_find_what_it_names_or_whom_to_ask(ada: Learner, store: Store) -> None:
    links = "link: Teaching text = https://tea.example/text, the kitchen, 1 May 2026\nlink: of L1 = , the kitchen\n"
    links += "link: The kettle manual = , the kitchen\n"
    files = kettle("1.5.0")
    with_links = files["course.md"].replace("note: A kettle", f"{links}note: A kettle")
    with store.writing() as db:
        courses.publish(db, files | {"course.md": with_links}, "Kettle council", START)
    page = ada.get(f"{ROOT}/lessons/L1")
    assert '<a href="https://tea.example/text" rel="noreferrer">Teaching text</a>' in page.text
    assert "(the kitchen, last checked 1 May 2026)" in words_of(page)
    assert "of L1: its address is not set here yet. Ask the kitchen." in words_of(page)
    assert "manual" not in words_of(page)
