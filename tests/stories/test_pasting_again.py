"""A trainer pastes a course again that lost its ids; what was counted is not lost, and nothing gets another's id."""

import re

import pytest

from api import courses
from api.store import Store
from tests.banks import kettle
from tests.cast import COURSE, Learner, words_of
from tests.stories.test_trainers import SKINS, Draft, changes_the_course

ID = re.compile(r" \{#(Q-L1-1|Q-L2-1)\}")


@pytest.fixture
def tess(sign_in) -> Learner:
    return sign_in("tess")


def pasted_again(tess: Learner, skin: str) -> Draft:
    draft = changes_the_course(tess, skin)
    draft.saves("questions.md", ID.sub("", draft.text("questions.md")))
    return draft


def alike(draft: Draft) -> dict[str, str]:
    told = draft.tess.get(f"{draft.json}/likenesses").json()
    return {each["id"]: each["gone"] for each in told}


def keeps(draft: Draft, ids: list[str]):
    if draft.skin == "page":
        return draft.tess.send(f"{draft.page}/changes", number=str(draft.number), same=ids)
    same = {id: gone for id, gone in alike(draft).items() if id in ids}
    return draft.tess.post_json(f"{draft.json}/likenesses", number=draft.number, same=same)


@SKINS
def test_what_lost_its_id_is_asked_about_and_keeps_it(tess: Learner, skin: str) -> None:
    draft = pasted_again(tess, skin)
    found = alike(draft)
    assert sorted(found.values()) == ["Q-L1-1", "Q-L2-1"]
    assert not set(found) & {"Q-L1-1", "Q-L2-1"}
    page = words_of(tess.get(f"{draft.page}/changes"))
    assert "Which of these are the same as before?" in page
    assert "2 new ones read like what is gone" in words_of(tess.get(f"{draft.page}/publishing"))
    assert keeps(draft, list(found)).status_code in (200, 303)
    assert draft.text("questions.md") == kettle()["questions.md"]
    assert "Nothing. Learners would see the same" in words_of(tess.get(f"{draft.page}/changes"))


@SKINS
def test_only_what_is_ticked_is_the_same(tess: Learner, skin: str) -> None:
    draft = pasted_again(tess, skin)
    one = next(id for id, gone in alike(draft).items() if gone == "Q-L1-1")
    keeps(draft, [one])
    assert list(alike(draft).values()) == ["Q-L2-1"]


@SKINS
def test_nothing_ticked_says_what_to_do_and_changes_nothing(tess: Learner, skin: str) -> None:
    draft = pasted_again(tess, skin)
    before = draft.text("questions.md")
    refused = keeps(draft, [])
    assert (refused.status_code, "Tick what is the same" in words_of(refused)) == (422, True)
    assert draft.text("questions.md") == before


@SKINS
def test_whoever_saved_in_between_is_not_written_over(tess: Learner, skin: str) -> None:
    draft = pasted_again(tess, skin)
    stale = draft.number
    draft.changes("questions.md", "Do a third thing.", "Do a fourth thing.")
    same = alike(draft)
    if skin == "page":
        refused = tess.send(f"{draft.page}/changes", number=str(stale), same=list(same))
    else:
        refused = tess.post_json(f"{draft.json}/likenesses", number=stale, same=same)
    assert refused.status_code == 409
    assert "Do a fourth thing." in draft.text("questions.md")
    assert alike(draft) == same


def test_an_id_of_any_earlier_edition_is_never_given_again(tess: Learner, store: Store) -> None:
    draft = changes_the_course(tess, "json")
    cut = kettle()["questions.md"].replace("{#Q-L1-1}", "{#Q-L1-01}")
    draft.saves("questions.md", cut)
    assert draft.publishes().status_code == 201
    back = changes_the_course(tess, "json")
    back.saves("questions.md", kettle()["questions.md"])
    assert back.publishes().status_code == 201
    third = changes_the_course(tess, "json")
    third.saves("questions.md", ID.sub("", third.text("questions.md")))
    assert "{#Q-L1-01}" not in third.text("questions.md")
    with store.reading() as db:
        assert {"Q-L1-01", "Q-L1-1", "Q-L1-1/a"} <= courses.used_ids(db, COURSE)
