"""Through a case step by step: going back is allowed, the first choice at each step is kept, nobody jumps ahead."""

import pytest

from api import attempts
from api.attempts import Walk
from api.errors import NotFound, NotUnderstood
from api.store import Db, Store
from tests.cast import COURSE, Learner, words_of
from tests.clock import START
from tests.rules import deeds

CASE = "CASE-K"


def begun(db: Db, name: str = "ada") -> int:
    return attempts.start_case(db, deeds.person(db, name), COURSE, CASE, START)


def chosen(db: Db, attempt: int, *choices: str) -> Walk:
    """Makes these choices, each written as step/option, and tells where that leads."""
    ada = deeds.person(db, "ada")
    for each in choices:
        step, option = each.split("/")
        attempts.choose(db, ada, attempt, step, {"option": option}, START)
    return attempts.walk(db, ada, attempt)


def trail(walk: Walk) -> list[str]:
    return [f"{each.step.id}/{each.choice.id}" for each in walk.trail]


def kept(walk: Walk) -> list[str]:
    return [f"{each.step.id}/{each.choice.id}" for each in walk.kept]


def test_a_case_begins_at_its_first_step_and_is_begun_once(store: Store) -> None:
    with store.writing() as db:
        attempt = begun(db)
        assert begun(db) == attempt
        walk = chosen(db, attempt)
    assert (walk.here.id, walk.trail, walk.reached_end, walk.parts) == ("boil", (), False, 2)


def test_each_choice_leads_on_to_the_end(store: Store) -> None:
    with store.writing() as db:
        attempt = begun(db)
        assert chosen(db, attempt, "boil/off").here.id == "pour"
        walk = chosen(db, attempt, "pour/wait")
    assert (walk.here.id, walk.here.end, walk.reached_end) == ("mixed", "mixed", True)
    assert trail(walk) == kept(walk) == ["boil/off", "pour/wait"]


def test_a_choice_that_leads_back_offers_the_same_step_again_and_is_the_one_kept(store: Store) -> None:
    with store.writing() as db:
        attempt = begun(db)
        assert chosen(db, attempt, "boil/leave").here.id == "boil"
        walk = chosen(db, attempt, "boil/off", "pour/pour-it")
    assert walk.reached_end
    assert trail(walk) == ["boil/leave", "boil/off", "pour/pour-it"]
    assert kept(walk) == ["boil/leave", "pour/pour-it"]


def test_going_back_from_the_end_and_choosing_another_way_keeps_the_first_choices(store: Store) -> None:
    with store.writing() as db:
        attempt = begun(db)
        walk = chosen(db, attempt, "boil/off", "pour/pour-it", "pour/wait")
    assert (walk.here.id, walk.reached_end) == ("mixed", True)
    assert kept(walk) == ["boil/off", "pour/pour-it"]
    assert walk.met == ("boil", "pour", "good", "mixed")
    assert [walk.part_of(step) for step in ("boil", "pour")] == [1, 2]


def test_the_same_choice_twice_in_a_row_is_one(store: Store) -> None:
    with store.writing() as db:
        attempt = begun(db)
        walk = chosen(db, attempt, "boil/off", "boil/off", "boil/off")
    assert trail(walk) == ["boil/off"]
    assert walk.here.id == "pour"


def test_each_response_is_numbered_and_none_is_overwritten(store: Store) -> None:
    with store.writing() as db:
        walk = chosen(db, begun(db), "boil/leave", "boil/leave", "boil/off", "boil/leave")
    assert [each.number for each in walk.trail] == [1, 2, 3, 4]
    assert [each.first for each in walk.trail] == [True, False, False, False]


@pytest.mark.parametrize("step", ["pour", "good", "mixed", "nowhere"])
def test_nobody_chooses_at_a_step_they_have_not_come_to(store: Store, step: str) -> None:
    with store.writing() as db:
        attempt = begun(db)
        with pytest.raises(NotFound, match="not come to this step"):
            chosen(db, attempt, f"{step}/wait")
        assert trail(chosen(db, attempt)) == []


def test_a_step_once_met_stays_open_after_going_back(store: Store, ada: Learner) -> None:
    """Pour was met, then somebody went back to boil: the page of pour may still be open in another tab."""
    with store.writing() as db:
        attempt = begun(db)
        assert chosen(db, attempt, "boil/off", "boil/leave").here.id == "boil"
    assert "Part 2 of about 2" in words_of(ada.get(f"/learning/walks/{attempt}/steps/pour"))
    with store.writing() as db:
        assert chosen(db, attempt, "pour/wait").here.id == "mixed"


@pytest.mark.parametrize(
    "given", [{}, {"option": ""}, {"option": "pour-it"}, {"option": ["off", "leave"]}, {"x": "off"}]
)
def test_what_is_no_choice_of_the_step_is_refused_with_what_to_do(store: Store, given: dict) -> None:
    with store.writing() as db:
        attempt = begun(db)
        with pytest.raises(NotUnderstood, match="Choose what you would do"):
            attempts.choose(db, deeds.person(db, "ada"), attempt, "boil", given, START)


def test_a_case_and_a_walk_that_are_not_there_or_not_ones_own_are_not_found(store: Store) -> None:
    with store.writing() as db:
        attempt, ben = begun(db), deeds.person(db, "ben")
        for refused in (
            lambda: attempts.start_case(db, ben, COURSE, "CASE-Z", START),
            lambda: attempts.walk(db, ben, attempt),
            lambda: attempts.walk(db, ben, 4711),
            lambda: attempts.choose(db, ben, attempt, "boil", {"option": "off"}, START),
            lambda: attempts.paper(db, deeds.person(db, "ada"), attempt),
            lambda: attempts.hand_in(db, deeds.person(db, "ada"), attempt, START),
        ):
            with pytest.raises(NotFound):
                refused()


def test_json_tells_what_came_of_each_choice_and_nothing_of_the_others(ada: Learner) -> None:
    attempt = ada.post_json(f"/api/courses/{COURSE}/cases/{CASE}/attempts").json()["attempt"]
    told = ada.post_json(f"/api/attempts/{attempt}/steps/boil/choices", option="off").json()
    assert (told["step"], list(told["options"]), told["end"]) == ("pour", ["pour-it", "wait"], None)
    [made] = told["trail"]
    assert (made["option"], made["worth"], made["kept"]) == ("off", "best", True)
    assert "KEY-CASE-off" in made["happened"] and "KEY-CASE-coach" in made["coach"]
    assert "It boils on" not in str(told)


def test_the_pages_lead_through_a_case_and_show_the_first_choices_at_its_end(ada: Learner) -> None:
    start = ada.send(f"/learning/courses/{COURSE}/cases/{CASE}").headers["location"]
    step = ada.get(start).headers["location"]
    assert "It whistles." in words_of(ada.get(step))
    for option, follows in (("leave", "Go back and choose again"), ("off", "Continue")):
        outcome = ada.get(ada.send(step, option=option).headers["location"])
        assert follows in words_of(outcome)
    end = ada.send(step.replace("boil", "pour"), option="pour-it").headers["location"]
    assert "Continue" in words_of(ada.get(end))
    last = words_of(ada.get(step.replace("boil", "good")))
    assert (
        "Your first choices" in last and "Leave it." in last and "Pour." in last and "Turn it off" not in last
    )
    assert ada.get(f"/api/courses/{COURSE}").json()["cases"][0]["status"] == "Completed"


def test_nothing_chosen_on_the_page_is_an_error_beside_the_choices(ada: Learner) -> None:
    start = ada.send(f"/learning/courses/{COURSE}/cases/{CASE}").headers["location"]
    page = ada.send(f"{start}/steps/boil")
    assert page.status_code == 422
    assert "Choose what you would do." in words_of(page)
    assert ada.get(f"{start}/steps/pour").status_code == 404


def test_a_step_that_asks_may_be_told_how_worried_one_is_and_it_is_laid_beside_the_course(
    ada: Learner,
) -> None:
    walk = ada.post_json(f"/api/courses/{COURSE}/cases/{CASE}/attempts").json()["attempt"]
    step = f"/learning/walks/{walk}/steps/boil"
    page = ada.get(step)
    assert "How worried are you now?" in words_of(page)
    assert "course would set" not in words_of(page)
    assert ada.get(f"/api/attempts/{walk}/walk").json()["dial"]
    made = ada.send(step, option="off", dial="7").headers["location"]
    told = "You set how worried you are to 7 of 10. The course would set it at 4 here."
    assert told in words_of(ada.get(made))
    ada.send(f"/learning/walks/{walk}/steps/pour", option="pour-it", dial="3")
    assert words_of(ada.get(f"/learning/walks/{walk}/steps/good")).count("The course would set it at") == 1
    first, second = ada.get(f"/api/attempts/{walk}/walk").json()["trail"]
    assert (first["dial"], first["expected"]) == (7, 4)
    assert (second["dial"], second["expected"]) == (None, None)


@pytest.mark.parametrize("dial", ["11", "-1", "x", "07", "4.5", "\u0661"])
def test_a_dial_that_cannot_be_says_so_and_what_was_chosen_stays(ada: Learner, dial: str) -> None:
    walk = ada.post_json(f"/api/courses/{COURSE}/cases/{CASE}/attempts").json()["attempt"]
    page = ada.send(f"/learning/walks/{walk}/steps/boil", option="off", dial=dial)
    assert page.status_code == 422
    assert "from 0 to 10, or leave it out" in words_of(page)
    assert 'value="off" id="option" checked' in page.text
    assert 'href="#dial"' in page.text
    assert (
        ada.post_json(f"/api/attempts/{walk}/steps/boil/choices", option="off", dial=dial).status_code == 422
    )
    assert ada.get(f"/api/attempts/{walk}/walk").json()["trail"] == []


def test_the_dial_may_be_left_out_and_is_kept_when_a_choice_is_missing(ada: Learner) -> None:
    walk = ada.post_json(f"/api/courses/{COURSE}/cases/{CASE}/attempts").json()["attempt"]
    missing = ada.send(f"/learning/walks/{walk}/steps/boil", dial="6")
    assert missing.status_code == 422
    assert 'value="6" id="dial-6" checked' in missing.text
    made = ada.send(f"/learning/walks/{walk}/steps/boil", option="off").headers["location"]
    assert "course would set" not in words_of(ada.get(made))
