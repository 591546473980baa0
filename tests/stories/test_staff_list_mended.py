"""What goes wrong with a staff list on its way: nothing that was sent is lost, and each line is told by name."""

import re

import pytest

from api import audit, people, teams
from api.store import Store
from tests.cast import Learner, words_of
from tests.clock import START
from tests.pages import table_in
from tests.stories.test_looking_after import LIST, digest_in, plan_of

BAD = (
    LIST
    + "Nina Vu,nina@work.example,7,,,\nBad Address,bad,,,,\nBen Ó Briain,ben@work.example,,Nowhere,,\n,,9,,,\n"
)


@pytest.fixture
def amir(sign_in) -> Learner:
    return sign_in("amir")


def text_in(page: str) -> str:
    found = re.search(r"<textarea[^>]*>\n([\s\S]*?)</textarea>", page)
    assert found
    return found[1]


def test_a_line_that_cannot_be_used_is_told_with_the_name_on_it(amir: Learner) -> None:
    rows = table_in(plan_of(amir, BAD), "findings")
    assert rows[0][:3] == ["Line", "Who", "Column"]
    assert [row[:3] for row in rows[1:]] == [
        ["3", "Bad Address", "E-mail"],
        ["4", "Ben Ó Briain", ""],
        ["5", "9", ""],
    ]
    told = amir.post_json("/api/staff-list/plan", text=BAD).json()["plan"]["findings"]
    assert [each["who"] for each in told] == ["Bad Address", "Ben Ó Briain", "9"]


def test_a_line_with_a_number_alone_is_told_with_the_name_that_is_known_here(
    amir: Learner, store: Store
) -> None:
    with store.writing() as db:
        people.give_staff_number(db, None, people.by_email(db, "ben@work.example").id, "9", START)
    told = plan_of(amir, "Staff number,Team\n9,Nowhere\n")
    assert table_in(told, "findings")[1][:2] == ["2", "Ben Ó Briain"]


def test_the_receipt_says_which_lines_could_not_be_used_and_the_trail_keeps_no_names(
    amir: Learner, store: Store
) -> None:
    digest = digest_in(plan_of(amir, BAD))
    done = amir.send("/admin/staff-list/apply", text=BAD, on="", digest=digest)
    page = words_of(amir.get(done.headers["location"]))
    assert "Lines that could not be used 3" in page
    assert "Lines 3, 4, 5. Put them right in your file and take it in again" in page
    with store.reading() as db:
        (noted,) = audit.newest(db, about="staff list")
    assert noted.detail["lines"] == [3, 4, 5] and "Bad" not in str(noted.detail)
    assert "not used: lines 3, 4, 5" in words_of(amir.get("/admin/audit"))


def test_from_the_plan_one_comes_back_to_the_list_with_all_that_was_sent(amir: Learner, store: Store) -> None:
    with store.writing() as db:
        council = teams.add(db, None, "Council", None, START)
    sent = {"text": BAD, "on": "1 12 2026", "employer": str(council.id), "add_teams": "yes"}
    plan = amir.send("/admin/staff-list/plan", **sent)
    assert 'formaction="/admin/staff-list"' in plan.text
    back = amir.send("/admin/staff-list", **sent)
    assert back.status_code == 200 and text_in(back.text) == BAD.replace('"', "&#34;")
    assert 'value="1 12 2026"' in back.text
    assert f'<option value="{council.id}" selected' in back.text
    assert re.search(r'name="add_teams" value="yes" checked', back.text)


@pytest.mark.parametrize(
    ("sent", "status", "field"),
    [
        ({"employer": "99999"}, 422, "text"),
        ({"on": "31 2 2026"}, 422, "on"),
        ({"text": LIST + "Nina,nina@work.example,,,,3/4/2026\n"}, 422, "text"),
    ],
)
def test_a_list_refused_while_it_is_taken_in_comes_back_with_its_text(
    amir: Learner, sent: dict[str, str], status: int, field: str
) -> None:
    given = {"text": BAD, "on": "", "digest": "old", **sent}
    page = amir.send("/admin/staff-list/apply", **given)
    assert page.status_code == status
    assert text_in(page.text) == given["text"]
    assert f'href="#{field}"' in page.text and f'id="{field}-error"' in page.text
