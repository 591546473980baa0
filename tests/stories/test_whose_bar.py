"""An answer that no route gives still has the bar of whoever asks."""

import pytest

from tests.cast import Learner, Visitor

HERE = {"Sec-Fetch-Site": "same-origin"}


def asks(who: Visitor, what: str):
    if what == "an address without a route":
        return who.get("/no/such/page")
    if what == "a method that is not offered":
        return who.client.request("PUT", "/account", headers=HERE)
    if what == "more than fits":
        return who.client.post("/account/password", content=b"x" * 3_000_000, headers=HERE)
    return who.client.post("/account/stay", headers={"Sec-Fetch-Site": "cross-site"})


@pytest.mark.parametrize(
    ("what", "status"),
    [
        ("an address without a route", 404),
        ("a method that is not offered", 405),
        ("more than fits", 413),
        ("something from another site", 403),
    ],
)
def test_the_bar_is_that_of_who_asks(sign_in, anyone: Visitor, ada: Learner, what: str, status: int) -> None:
    amir = sign_in("amir")
    answers = [asks(who, what) for who in (amir, ada, anyone)]
    assert [each.status_code for each in answers] == [status] * 3
    admins, staffs, strangers = (each.text for each in answers)
    assert 'href="/admin"' in admins and "Stay signed in" in admins
    assert "Sign out" in staffs and 'href="/admin"' not in staffs
    assert 'href="/sign-in"' in strangers and "Sign out" not in strangers
