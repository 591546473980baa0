"""What browsers are given: a small look, one script by its fingerprint, and a policy that allows nothing else."""

import re

import pytest

from api.settings import HTMX_CDN, Settings
from tests.house.tour import ADDRESS, Tour, learner
from web.protection import content_policy
from web.rendering import HERE, HTMX_INTEGRITY, asset


def policy(**settings: str) -> dict[str, str]:
    text = content_policy(Settings(address=ADDRESS, issuer="Kettle council", **settings))
    return dict(each.split(" ", 1) for each in text.split("; "))


def test_the_look_is_small() -> None:
    screen, paper = ((HERE / "static" / f"{name}.css").stat().st_size for name in ("debrief", "print"))
    assert 4_000 < screen <= 12_288
    assert 500 < paper <= 2_048


@pytest.mark.parametrize("name", ["debrief", "print"])
def test_the_look_fetches_nothing(name: str) -> None:
    sheet = (HERE / "static" / f"{name}.css").read_text()
    assert not re.findall(r"@import|url\((?!['\"]?data:)|https?:", sheet)


def test_htmx_is_the_very_file_that_was_looked_at() -> None:
    assert HTMX_CDN == "https://cdn.jsdelivr.net/npm/htmx.org@4.0.1/dist/htmx.min.js"
    assert HTMX_INTEGRITY == "sha384-Qp9rdC8H7EqOoX+nR0P3RPG2Noji+qdwJlGpfzwQJsfOpp3sGwIdSP9xO3+UlEhn"


def test_the_policy_allows_that_one_script_and_our_own_and_nothing_inline() -> None:
    allowed = policy()
    assert allowed["default-src"] == "'none'"
    assert allowed["script-src"] == f"'self' {HTMX_CDN}"
    assert allowed["style-src"] == "'self'"
    assert (allowed["frame-ancestors"], allowed["base-uri"], allowed["form-action"]) == (
        "'none'",
        "'none'",
        "'self'",
    )
    assert "unsafe" not in " ".join(allowed.values())
    assert not re.search(r"\*|https?:(?!//cdn\.jsdelivr\.net/npm/htmx)", " ".join(allowed.values()))


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/static/htmx.min.js", "'self'"),
        ("https://files.example.org/a/htmx.min.js?v=2", "'self' https://files.example.org/a/htmx.min.js"),
    ],
)
def test_a_site_that_names_its_own_copy_allows_that_one(address: str, allowed: str) -> None:
    assert policy(htmx_address=address)["script-src"] == allowed


def test_every_page_carries_that_script_with_its_fingerprint_and_our_own_and_no_other(tour: Tour) -> None:
    ada, pages = learner(tour, "ada"), ("/learning", "/help", "/nothing-here", "/style")
    for page in pages:
        scripts = re.findall(r"<script[^>]*>", ada.get(page).text)
        assert scripts == [
            f'<script src="{HTMX_CDN}" integrity="{HTMX_INTEGRITY}" crossorigin="anonymous" defer>',
            f'<script src="{asset("saving.js")}" defer>',
        ], page


def test_a_static_file_is_kept_for_ever_and_its_address_changes_with_it(tour: Tour) -> None:
    ada = learner(tour, "ada")
    links = re.findall(r'href="(/static/[^"]+)"', ada.get("/help").text)
    assert len(links) == 3
    for link in links:
        assert re.search(r"\?v=[0-9a-f]{12}$", link)
        answer = ada.get(link)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert ada.get("/static/nothing.css").headers["cache-control"] == "no-store"
