"""The staff's whole job through /api alone, with the course that comes with Debrief."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import quiz_bank
from api import courses
from api.attempts import OptionShown
from api.demonstration import SHIPPED_COURSE
from api.demonstration.answering import given_to
from api.store import Store
from quiz_bank import Bank
from quiz_bank.kinds import KINDS
from tests.cast import PASSWORD, Visitor
from tests.clock import StoppedClock


def shipped(store: Store, at: datetime) -> Bank:
    with store.writing() as db:
        return courses.publish(db, quiz_bank.read_folder(SHIPPED_COURSE), "Kettle council", at).bank


def right_answer(bank: Bank, shown: dict[str, Any]) -> dict[str, Any]:
    question = bank.question(shown["id"])
    assert question is not None
    named = {name: [OptionShown(**each) for each in shown[name]] for name in ("options", "places")}
    return dict(given_to(question, SimpleNamespace(**named), True))


def test_the_whole_job_can_be_done_through_json(anyone: Visitor, store: Store, clock: StoppedClock) -> None:
    bank = shipped(store, clock())
    signed_in = anyone.post_json("/api/session", email="ada@work.example", password=PASSWORD)
    assert signed_in.status_code == 201
    assert "child-a" in {each["course_id"] for each in anyone.get("/api/courses").json()}
    for line in anyone.get("/api/courses/child-a").json()["lessons"]:
        root = f"/api/courses/child-a/lessons/{line['id']}"
        assert anyone.get(root).json()["text"]
        assert anyone.post_json(f"{root}/openings").status_code == 204
        assert anyone.post_json(f"{root}/readings").status_code == 204
    attempt = anyone.post_json("/api/courses/child-a/attempts").json()["attempt"]
    drawn = [line["question"] for line in anyone.get(f"/api/attempts/{attempt}").json()["lines"]]
    assert len(drawn) == len(set(drawn)) == 20
    for question in drawn:
        shown = anyone.get(f"/api/attempts/{attempt}/questions/{question}").json()
        answer = {"follows": shown["number"], **right_answer(bank, shown)}
        saved = anyone.post_json(f"/api/attempts/{attempt}/questions/{question}/responses", **answer)
        assert (saved.status_code, saved.json()["number"]) == (201, 1)
    result = anyone.post_json(f"/api/attempts/{attempt}/hand-in").json()
    assert (result["outcome"], result["right"]) == ("passed", 20)
    [certificate] = anyone.get("/api/certificates").json()
    assert certificate["id"] == result["certificate"]
    assert anyone.client.delete("/api/session").status_code == 204
    assert anyone.get("/api/certificates").status_code == 401
    checked = anyone.get(f"/api/checks/{certificate['id']}").json()
    assert checked["state"] == "valid"
    assert "Ada" not in str(checked)
    named = anyone.post_json(f"/api/checks/{certificate['id']}/name", name="ada  NWOSU")
    assert named.json() == {"matches": True}


def test_two_tries_and_a_follow_up_meet_no_question_twice(store: Store, clock: StoppedClock) -> None:
    bank = shipped(store, clock())
    for seed in ("one", "two", "three"):
        first = [each.question for each in quiz_bank.draw(bank, seed)]
        seen = dict.fromkeys(first, 1)
        second = [each.question for each in quiz_bank.draw(bank, seed + "2", seen)]
        seen |= dict.fromkeys(second, 2)
        topics = [group.topic for group in bank.groups() if group.critical]
        third = [each.question for each in quiz_bank.draw_follow_up(bank, topics, seed + "3", seen)]
        assert len(third) == 2 * len(topics) == 6
        assert len({*first, *second, *third}) == len(first) + len(second) + len(third) == 46


def test_the_shipped_course_has_what_its_page_promises(store: Store, clock: StoppedClock) -> None:
    bank = shipped(store, clock())
    drawable = [each for each in bank.questions if each.drawable and each.use == "check"]
    assert len(drawable) >= 95
    assert {each.kind for each in drawable} == {"single", "multiple", "order", "match", "sort", "typed"}
    assert sum(each.kind == "single" for each in drawable) <= 0.6 * len(drawable)
    assert sum(each.use == "practice" for each in bank.questions) >= 20
    assert len(bank.cases) >= 1
    for case in bank.cases:
        assert {step.end for step in case.steps} >= {"good", "mixed", "poor"}
        assert any(choice.to == "back" for step in case.steps for choice in step.choices)
    assert {lesson.id for lesson in bank.lessons} == {
        "STORY", "L1", "L2", "L3", "L4", "L5", "L6", "L7", "P1", "P2", "P3", "C1", "C2",
    }  # fmt: skip


def test_what_is_to_be_sent_for_each_kind_is_in_the_description_of_the_interface(anyone: Visitor) -> None:
    paths = anyone.get("/api/openapi.json").json()["paths"]
    body = paths["/api/attempts/{attempt_id}/questions/{question_id}/responses"]["post"]["requestBody"]
    examples = body["content"]["application/json"]["examples"]
    fields = {kind: set(each["value"]) for name, each in examples.items() for kind in name.split(", ")}
    assert fields == {kind: {question.field, "follows"} for kind, question in KINDS.items()}
