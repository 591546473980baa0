"""Every kind of question whose rows are placed: given by page or JSON, checked, changed, handed in, looked back on."""

import json
import re

import pytest

from api import courses
from api.store import Store
from tests.banks import PLACED, as_shown, every_kind, right, wrong
from tests.cast import Learner, as_form, words_of
from tests.clock import START

SKINS = pytest.mark.parametrize("skin", ["page", "json"])
KINDS = pytest.mark.parametrize("question", sorted(PLACED))


@pytest.fixture
def check(ada: Learner, store: Store) -> int:
    """Ada's check, in which a question of every kind is drawn."""
    with store.writing() as db:
        courses.publish(db, every_kind(), "Kettle council", START)
    ada.reads_everything()
    return ada.attempt()


def shown(ada: Learner, check: int, question: str) -> dict:
    return ada.get(f"/api/attempts/{check}/questions/{question}").json()


def chosen(page: str) -> dict[str, str]:
    """Row -> place, of the selects and radios of a page."""
    selects = re.findall(r'<select[^>]* name="place\.(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL)
    picked = {row: re.findall(r'value="(\w+)" selected', inside) for row, inside in selects}
    radios = dict(re.findall(r'name="place\.(\w+)" value="([\w-]+)"[^>]* checked', page))
    return {row: places[0] for row, places in picked.items() if places} | radios


@SKINS
@KINDS
def test_what_is_given_is_saved_shown_again_and_told_in_words(
    ada: Learner, check: int, question: str, skin: str
) -> None:
    saved = ada.answers(check, question, through=skin, **wrong(question))
    assert saved.status_code == (303 if skin == "page" else 201)
    asked = shown(ada, check, question)
    given = as_shown(wrong(question), asked)
    assert asked["placed"] == given["place"]
    assert chosen(ada.get(f"/learning/attempts/{check}/questions/{question}").text) == given["place"]
    answers = words_of(ada.get(f"/learning/attempts/{check}/answers"))
    assert all(row in answers for row in wrong(question)["place"])
    again = ada.answers(check, question, through=skin, **wrong(question))
    assert again.status_code == saved.status_code
    assert shown(ada, check, question)["number"] == 1


@KINDS
def test_a_row_left_out_is_named_and_what_was_chosen_stays(ada: Learner, check: int, question: str) -> None:
    asked = shown(ada, check, question)
    given = as_form(as_shown(right(question), asked))
    (left_out, _), *kept = given.items()
    page = ada.send(f"/learning/attempts/{check}/questions/{question}", **dict(kept))
    assert page.status_code == 422
    row = next(each for each in asked["options"] if left_out.endswith(f".{each['id']}"))
    assert f"{row['text']} {asked['amiss'][row['id']]}" in words_of(page)
    assert f'href="#{left_out}"' in page.text
    assert page.text.count('<li class="wrong"') == 1
    assert len(re.findall(f'id="{re.escape(left_out)}"', page.text)) == 1
    assert {f"place.{row}": place for row, place in chosen(page.text).items()} == dict(kept)
    assert shown(ada, check, question)["number"] == 0


@KINDS
def test_of_two_answers_both_are_told_in_words_and_either_can_be_kept(
    ada: Learner, check: int, question: str
) -> None:
    ada.answers(check, question, **wrong(question))
    stale = ada.answers(check, question, through="page", **right(question))
    assert stale.status_code == 409
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', stale.text))
    assert hidden["follows"] == "1"
    refused = ada.answers(check, question, **right(question)).json()
    assert refused["saved_words"] != refused["given_words"]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', stale.text)
    sent = {name: [value for each, value in fields if each == name] for name, _ in fields}
    kept = ada.send(f"/learning/attempts/{check}/questions/{question}", **sent)
    assert kept.status_code == 303
    assert (
        shown(ada, check, question)["placed"]
        == as_shown(right(question), shown(ada, check, question))["place"]
    )


@KINDS
@pytest.mark.parametrize("passes", [True, False])
def test_looked_back_on_what_fits_is_told_to_those_who_may_see_it(
    ada: Learner, check: int, question: str, passes: bool
) -> None:
    for each in ada.questions(check):
        missed = each == question or (not passes and "SAFE" not in each)
        ada.answers(check, each, **(wrong(each) if missed else right(each)))
    result = ada.hands_in(check).json()
    assert result["outcome"] == ("passed" if passes else "not_yet")
    [reviewed] = [each for each in result["questions"] if each["id"] == question]
    assert not reviewed["right"]
    assert any(line["instead"] for line in reviewed["options"]) == passes
    assert all(line["feedback"].startswith("KEY-") for line in reviewed["options"] if line["chosen"])
    page = words_of(ada.get(f"/learning/attempts/{check}/review"))
    assert all(line["said"] in page for line in reviewed["options"])


@KINDS
def test_rows_are_met_in_an_order_and_under_names_that_tell_nothing(
    ada: Learner, check: int, question: str
) -> None:
    asked = shown(ada, check, question)
    assert all(re.fullmatch(r"[A-Z]\d*", row["id"]) for row in asked["options"])
    assert [row["id"] for row in asked["options"]] == sorted(row["id"] for row in asked["options"])
    guessed = {"place": dict.fromkeys(["telling-1", "telling-2", "telling-3"], "1")}
    assert (
        ada.post_json(f"/api/attempts/{check}/questions/{question}/responses", **guessed).status_code == 422
    )
    guessed = {"order": ["telling-1", "telling-2", "telling-3"]}
    assert (
        ada.post_json(f"/api/attempts/{check}/questions/{question}/responses", **guessed).status_code == 422
    )


@SKINS
def test_a_check_with_every_kind_in_it_is_passed(ada: Learner, check: int, skin: str) -> None:
    for question in ada.questions(check):
        assert ada.answers(check, question, through=skin, **right(question)).status_code in (201, 303)
    ada.hands_in(check, through=skin)
    assert "You have passed" in words_of(ada.get(f"/learning/attempts/{check}/result"))


@SKINS
def test_what_is_typed_is_shown_as_it_was_typed_and_marked(ada: Learner, check: int, skin: str) -> None:
    typed = "Q-L1-TYPED"
    nothing = ada.send(f"/learning/attempts/{check}/questions/{typed}", text=" ")
    assert nothing.status_code == 422
    assert "Write your answer." in words_of(nothing)
    assert 'href="#text"' in nothing.text
    long = ada.send(f"/learning/attempts/{check}/questions/{typed}", text="b" * 300)
    assert "b" * 300 in long.text
    assert ada.answers(check, typed, through=skin, **wrong(typed)).status_code in (201, 303)
    page = ada.get(f"/learning/attempts/{check}/questions/{typed}").text
    assert 'value="*ninety* &lt;b&gt;"' in page
    assert "*ninety* <b>" in words_of(ada.get(f"/learning/attempts/{check}/answers"))
    for question in ada.questions(check):
        if question != typed:
            ada.answers(check, question, **right(question))
    [reviewed] = [each for each in ada.hands_in(check).json()["questions"] if each["id"] == typed]
    assert not reviewed["right"]
    [line] = reviewed["options"]
    assert line["feedback"].startswith("KEY-TYPED-3")
    assert "What fits: 100 ± 1" in words_of(ada.get(f"/learning/attempts/{check}/review"))


@pytest.mark.parametrize("text", ["\x00", "\ud800", "\u202e\u202d", "a\x00\ud800b"])
def test_odd_characters_that_are_typed_break_nothing(ada: Learner, check: int, text: str) -> None:
    here = f"/api/attempts/{check}/questions/Q-L1-TYPED/responses"
    body = json.dumps({"text": text})
    sent = ada.client.post(here, content=body, headers={"Content-Type": "application/json"})
    assert sent.status_code in (201, 422)
    assert ada.get(f"/learning/attempts/{check}/answers").status_code == 200
