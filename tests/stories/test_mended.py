"""What somebody who set out to break it found, each now held."""

import pytest

from api import certificates, courses, demonstration
from api.errors import NotUnderstood
from api.store import Store, StoreUnfit
from quiz_bank import lint, read
from tests.banks import kettle
from tests.cast import Learner, Visitor
from tests.clock import StoppedClock
from tests.stories.test_final_check import take


def follow_up_of(learner: Learner, clock: StoppedClock, missed: int = 0) -> tuple[int, int]:
    """A check with its critical question missed, and its safety follow-up started a little later."""
    learner.reads_everything()
    check = learner.attempt()
    take(learner, check, missed=missed, miss_critical=True)
    learner.hands_in(check)
    clock.forward(minutes=5)
    learner.reads("SAFE")
    return check, learner.attempt_in(learner.post_json(f"/api/attempts/{check}/follow-up"))


def test_an_old_try_can_be_read_after_a_renewal_began(ada: Learner, clock: StoppedClock, sign_in) -> None:
    check, follow_up = follow_up_of(ada, clock)
    take(ada, follow_up)
    assert ada.hands_in(follow_up).json()["outcome"] == "passed"
    clock.forward(days=330)
    ada = sign_in("ada")
    ada.reads("L1")
    for page in ("result", "review"):
        assert ada.get(f"/learning/attempts/{check}/{page}").status_code == 200
    assert ada.hands_in(check).status_code == 200


def test_a_lesson_that_a_newer_edition_dropped_locks_nobody_out(
    ada: Learner, store: Store, clock: StoppedClock
) -> None:
    ada.reads_everything()
    check = ada.attempt()
    take(ada, check, miss_critical=True)
    ada.hands_in(check)
    changed = {path: text.replace("SAFE", "CALM") for path, text in kettle("3.0.0").items()}
    with store.writing() as db:
        courses.publish(db, changed, "Kettle council", clock())
    assert ada.post_json(f"/api/attempts/{check}/follow-up").status_code == 201


def test_a_follow_up_not_managed_ends_the_try_and_asks_for_reading_again(
    ada: Learner, clock: StoppedClock
) -> None:
    _, follow_up = follow_up_of(ada, clock)
    take(ada, follow_up, miss_critical=True)
    ada.hands_in(follow_up)
    clock.forward(minutes=5)
    refused = ada.starts()
    assert refused.status_code == 409
    assert refused.json()["lessons"] == ["SAFE"]


def test_publishing_in_between_gives_no_second_follow_up(
    ada: Learner, store: Store, clock: StoppedClock
) -> None:
    _, follow_up = follow_up_of(ada, clock)
    take(ada, follow_up, miss_critical=True)
    ada.hands_in(follow_up)
    clock.forward(minutes=5)
    changed = kettle("3.0.0")
    changed["questions.md"] = changed["questions.md"].replace("Q-SAFE", "Q-SAFE-NEW")
    with store.writing() as db:
        courses.publish(db, changed, "Kettle council", clock())
    ada.reads_everything()
    again = ada.attempt()
    take(ada, again, miss_critical=True)
    assert ada.hands_in(again).json()["outcome"] == "not_yet"


def test_a_withdrawn_pass_opens_no_second_cycle_beside_an_open_check(
    ada: Learner, store: Store, clock: StoppedClock, sign_in
) -> None:
    ada.reads_everything()
    check = ada.attempt()
    take(ada, check)
    certificate = ada.hands_in(check).json()["certificate"]
    with store.writing() as db:
        certificates.withdraw(db, certificate, "issued in error", clock())
    clock.forward(days=300)
    ada = sign_in("ada")
    open_check = ada.attempt()
    clock.forward(days=5)
    ada = sign_in("ada")
    ada.reads("L1")
    assert ada.attempt() == open_check


def test_a_replaced_certificate_is_not_withdrawn_in_place_of_the_one_in_force(
    ada: Learner, store: Store, clock: StoppedClock
) -> None:
    ada.reads_everything()
    check = ada.attempt()
    take(ada, check)
    old = ada.hands_in(check).json()["certificate"]
    with store.writing() as db:
        certificates.replace(db, old, "Ada Obi", clock())
    with store.writing() as db, pytest.raises(NotUnderstood, match="in force"):
        certificates.withdraw(db, old, "issued in error", clock())


def test_a_course_needs_a_pass_mark_for_everyone() -> None:
    files = kettle()
    files["course.md"] = files["course.md"].replace("pass: 4 of 5", "pass: 4 of 5 for cooks")
    assert "P03" in {finding.code for finding in lint(read(files))}


@pytest.mark.parametrize("charset", ["undefined", "idna", "punycode", "utf-7"])
def test_a_form_in_an_odd_encoding_is_refused_in_words(anyone: Visitor, charset: str) -> None:
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    body = b'--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n+2AA-\r\n--x--\r\n'
    assert anyone.client.post("/check", content=body, headers={"Content-Type": kind}).status_code == 422


def test_an_odd_address_of_the_page_before_is_no_trouble(anyone: Visitor) -> None:
    answer = anyone.client.post("/learning/attempts/1/hand-in", headers={"Referer": "http://["})
    assert answer.headers["location"].startswith("/sign-in")


def test_a_demonstration_keeps_away_from_real_people(store: Store, clock: StoppedClock) -> None:
    with pytest.raises(StoreUnfit, match="real people"):
        demonstration.prepare(store, "four plain words here", clock())


def test_the_order_in_which_boxes_were_ticked_says_nothing(ada: Learner) -> None:
    ada.reads_everything()
    attempt = ada.attempt()
    for question in (each for each in ada.questions(attempt) if each.endswith("-M")):
        ada.answers(attempt, question, options=["b", "a"])
        assert ada.answers(attempt, question, options=["a", "b"]).json()["number"] == 1
