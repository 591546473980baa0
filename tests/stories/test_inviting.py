"""Invitations to those who never came, and the account's list of sessions."""

import re

import pytest

from tests.cast import Learner, words_of
from tests.stories.test_looking_after import LIST


@pytest.fixture
def amir(sign_in) -> Learner:
    return sign_in("amir")


@pytest.mark.parametrize("skin", ["page", "json"])
def test_those_who_never_came_are_invited_all_at_once_and_only_once(amir: Learner, skin: str) -> None:
    listed = LIST + "Nina Vu,nina@work.example,,,,\nOle Vu,ole@work.example,,,,\n"
    plan = amir.post_json("/api/staff-list/plan", text=listed).json()["plan"]
    assert amir.post_json("/api/staff-list/apply", text=listed, digest=plan["digest"]).status_code == 200
    waiting = "/admin/people?state=waiting"
    told = re.search(r"(\d+) people in all teams together never came", words_of(amir.get(waiting)))
    assert told

    def invites() -> int:
        if skin == "json":
            return amir.post_json("/api/people/invitations").json()["invited"]
        onward = amir.send("/admin/people/invitations").headers["location"]
        told = re.search(r"(\d+|No) invitations? (?:is|are|was)", words_of(amir.get(onward)))
        assert told
        return 0 if told[1] == "No" else int(told[1])

    assert invites() == int(told[1]) >= 2
    assert invites() == 0
    assert "Invite them all again" not in words_of(amir.get(waiting))
