"""The staff's job: learn, take the final check, pass or try again."""

import pytest

from api import courses
from api.store import Store
from tests.banks import kettle, right, wrong
from tests.cast import COURSE, Learner, words_of
from tests.clock import START, StoppedClock

SKINS = pytest.mark.parametrize("skin", ["page", "json"])


def take(
    learner: Learner, attempt: int, missed: int = 0, miss_critical: bool = False, skin: str = "json"
) -> None:
    """Answer every question of an attempt, so many of them (and the critical one, if asked) not right."""
    left = missed
    for question in learner.questions(attempt):
        critical = "SAFE" in question
        miss = miss_critical if critical else left > 0
        left -= miss and not critical
        given = wrong(question) if miss else right(question)
        saved = learner.answers(attempt, question, through=skin, **given)
        assert saved.status_code in (201, 303)


@SKINS
def test_a_person_reads_passes_and_gets_a_certificate(ada: Learner, skin: str) -> None:
    ada.reads_everything()
    attempt = ada.attempt(through=skin)
    take(ada, attempt, missed=1, skin=skin)
    handed_in = ada.hands_in(attempt, through=skin)
    assert handed_in.status_code == (303 if skin == "page" else 200)
    page = ada.get(f"/learning/attempts/{attempt}/result")
    assert "You have passed" in words_of(page)
    [certificate] = ada.get("/api/certificates").json()
    assert certificate["right"] == 4
    assert "Ada Nwosu passed the knowledge check" in words_of(ada.get(f"/certificates/{certificate['id']}"))


@SKINS
def test_the_final_check_opens_only_when_each_lesson_is_read(ada: Learner, skin: str) -> None:
    ada.reads("L1")
    refused = ada.starts(through=skin)
    assert refused.status_code == 409
    assert "Some lessons come first" in refused.text


def test_fewer_right_than_needed_is_not_passed_yet_and_names_the_lessons(ada: Learner) -> None:
    ada.reads_everything()
    attempt = ada.attempt()
    take(ada, attempt, missed=2)
    result = ada.hands_in(attempt).json()
    assert result["outcome"] == "not_yet"
    assert result["revisit"]
    assert "Not passed yet" in words_of(ada.get(f"/learning/attempts/{attempt}/result"))
    assert ada.get("/api/certificates").json() == []


def test_the_next_try_opens_once_the_missed_lessons_are_read_again(ada: Learner, clock: StoppedClock) -> None:
    ada.reads_everything()
    first = ada.attempt()
    take(ada, first, missed=2)
    revisit = [id for id, _ in ada.hands_in(first).json()["revisit"]]
    clock.forward(minutes=5)
    assert ada.starts().status_code == 409
    for lesson in revisit:
        ada.reads(lesson)
    second = ada.attempt()
    assert second != first
    assert not set(ada.questions(first)) & set(ada.questions(second))


def test_a_critical_question_missed_leads_to_the_safety_follow_up_and_then_to_a_pass(
    ada: Learner, clock: StoppedClock
) -> None:
    ada.reads_everything()
    attempt = ada.attempt()
    take(ada, attempt, miss_critical=True)
    assert ada.hands_in(attempt).json()["outcome"] == "follow_up"
    assert "safety follow-up" in words_of(ada.get(f"/learning/attempts/{attempt}/result"))
    clock.forward(minutes=5)
    assert ada.send(f"/learning/attempts/{attempt}/follow-up").status_code == 409
    assert ada.starts().status_code == 409
    ada.reads("SAFE")
    follow_up = ada.attempt_in(ada.send(f"/learning/attempts/{attempt}/follow-up"))
    asked = ada.questions(follow_up)
    assert len(asked) == 2
    assert not set(asked) & set(ada.questions(attempt))
    take(ada, follow_up)
    passed = ada.hands_in(follow_up).json()
    assert passed["outcome"] == "passed"
    [certificate] = ada.get("/api/certificates").json()
    assert certificate["after_follow_up"]
    assert certificate["right"] == 4


def test_a_follow_up_not_managed_is_not_passed_yet_and_its_topic_has_no_second_one(
    ada: Learner, clock: StoppedClock
) -> None:
    ada.reads_everything()
    attempt = ada.attempt()
    take(ada, attempt, miss_critical=True)
    ada.hands_in(attempt)
    clock.forward(minutes=5)
    ada.reads("SAFE")
    follow_up = ada.attempt_in(ada.post_json(f"/api/attempts/{attempt}/follow-up"))
    take(ada, follow_up, miss_critical=True)
    assert ada.hands_in(follow_up).json()["outcome"] == "not_yet"
    clock.forward(minutes=5)
    ada.reads_everything()
    second = ada.attempt()
    take(ada, second, miss_critical=True)
    assert ada.hands_in(second).json()["outcome"] == "not_yet"


def test_after_the_third_try_another_opens_the_next_day(ada: Learner, clock: StoppedClock) -> None:
    for _ in range(3):
        ada.reads_everything()
        attempt = ada.attempt()
        take(ada, attempt, missed=3)
        ada.hands_in(attempt)
        clock.forward(minutes=5)
    ada.reads_everything()
    refused = ada.starts()
    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/no-tries-left"
    clock.forward(hours=12)
    assert ada.starts().status_code == 201


@SKINS
def test_the_same_answer_twice_is_one_answer(ada: Learner, skin: str) -> None:
    ada.reads_everything()
    attempt = ada.attempt()
    question = ada.questions(attempt)[0]
    for _ in range(2):
        assert ada.answers(attempt, question, through=skin, **right(question)).status_code in (201, 303)
    assert ada.get(f"/api/attempts/{attempt}/questions/{question}").json()["number"] == 1


@SKINS
def test_an_answer_from_a_stale_page_is_refused_and_both_are_shown(ada: Learner, skin: str) -> None:
    ada.reads_everything()
    attempt = ada.attempt()
    question = next(each for each in ada.questions(attempt) if not each.endswith("-M"))
    ada.answers(attempt, question, option="a")
    stale = ada.answers(attempt, question, option="c", through=skin)
    assert stale.status_code == 409
    if skin == "page":
        assert "Do the right thing." in words_of(stale)
        assert "Do a third thing." in words_of(stale)
    else:
        assert (stale.json()["saved"], stale.json()["given"]) == ({"option": "a"}, {"option": "c"})
    assert ada.answers(attempt, question, follows=1, option="c", through=skin).status_code in (201, 303)


def test_an_answer_can_be_changed_until_hand_in_and_the_latest_counts(ada: Learner) -> None:
    ada.reads_everything()
    attempt = ada.attempt()
    take(ada, attempt, missed=5, miss_critical=True)
    for question in ada.questions(attempt):
        ada.answers(attempt, question, follows=1, **right(question))
    assert ada.hands_in(attempt).json()["right"] == 5
    late = ada.answers(attempt, ada.questions(attempt)[0], follows=2, **wrong(ada.questions(attempt)[0]))
    assert late.status_code == 409


def test_handing_in_with_a_question_open_says_which_and_changes_nothing(ada: Learner) -> None:
    ada.reads_everything()
    attempt = ada.attempt()
    [last, *others] = ada.questions(attempt)
    for question in others:
        ada.answers(attempt, question, **right(question))
    page = ada.hands_in(attempt, through="page")
    assert page.status_code == 409
    assert f"/learning/attempts/{attempt}/questions/{last}" in page.text
    assert ada.hands_in(attempt).json()["questions"] == [last]
    assert ada.answers(attempt, last, **right(last)).status_code == 201


def test_nothing_chosen_is_an_error_in_plain_words(ada: Learner) -> None:
    ada.reads_everything()
    attempt = ada.attempt()
    question = next(each for each in ada.questions(attempt) if not each.endswith("-M"))
    page = ada.answers(attempt, question, through="page")
    assert page.status_code == 422
    assert "Choose one option." in words_of(page)
    assert "<title>Error: " in page.text


def test_my_learning_says_when_it_is_due_in_words(ada: Learner) -> None:
    assert "Due in 9 days, 2 December 2026" in words_of(ada.get("/learning"))


def test_a_person_with_no_assignment_may_take_a_course_all_the_same(ben: Learner) -> None:
    ben.reads_everything()
    attempt = ben.attempt()
    take(ben, attempt)
    assert ben.hands_in(attempt).json()["outcome"] == "passed"


def test_another_persons_attempt_is_as_if_it_did_not_exist(ada: Learner, ben: Learner) -> None:
    ada.reads_everything()
    attempt = ada.attempt()
    question = ada.questions(attempt)[0]
    for path in (f"/api/attempts/{attempt}", f"/api/attempts/{attempt}/questions/{question}"):
        assert ben.get(path).json() == ben.get(path.replace(str(attempt), "9999", 1)).json()
        assert ben.get(path).status_code == 404
    assert ben.answers(attempt, question, **right(question)).status_code == 404
    assert ben.hands_in(attempt).status_code == 404


def test_an_attempt_stays_on_the_edition_it_began(ada: Learner, store: Store, clock: StoppedClock) -> None:
    ada.reads_everything()
    attempt = ada.attempt()
    with store.writing() as db:
        changed = kettle("2.0.0")
        changed["questions.md"] = changed["questions.md"].replace("Do the right thing.", "Reworded.")
        courses.publish(db, changed, "Kettle council", clock())
    question = next(each for each in ada.questions(attempt) if not each.endswith("-M"))
    assert "Do the right thing." in ada.get(f"/learning/attempts/{attempt}/questions/{question}").text
    assert ada.get(f"/api/courses/{COURSE}").json()["version"] == "2.0.0"


def test_safety_questions_are_named_only_where_there_were_some(ada: Learner, store: Store) -> None:
    files = kettle("1.9.0")
    dropped = ("for community", "draw: SAFE")
    lines = [line for line in files["course.md"].split("\n") if not any(each in line for each in dropped)]
    plain = {
        **files,
        "course.md": "\n".join(lines).replace("pass: 4 of 5", "pass: 4 of 4"),
        "questions.md": files["questions.md"].replace("\ncritical: yes", ""),
    }
    with store.writing() as db:
        courses.publish(db, plain, "Kettle council", START)
    ada.reads_everything()
    attempt = ada.attempt()
    take(ada, attempt)
    ada.hands_in(attempt)
    [certificate] = ada.get("/api/certificates").json()
    course, result = f"/learning/courses/{COURSE}", f"/learning/attempts/{attempt}/result"
    pages = [course, f"{course}/before", result, f"/certificates/{certificate['id']}"]
    told = [words_of(ada.get(page)) for page in pages]
    assert "4 of 4 right." in told[2]
    assert not [page for page in told if "safety question" in page]
