"""An admin looks after people and teams, through pages and through JSON; both say the same."""

import re
from datetime import timedelta

import pytest

from api import assignments, courses, directory, joining, people, teams
from api.errors import NotUnderstood
from api.joining import Welcome
from api.settings import Settings, in_force
from api.store import Store
from tests.banks import kettle
from tests.cast import COURSE, Learner, Visitor, words_of
from tests.clock import START, StoppedClock
from tests.pages import faults_of
from tests.rules import deeds

TODAY = START.date()
LIST = "Name,E-mail,Staff number,Team,Role,Left\n"


@pytest.fixture
def amir(sign_in) -> Learner:
    return sign_in("amir")


@pytest.fixture
def made(store: Store) -> dict[str, int]:
    """Council with Duty and Reviews; Duty is asked to pass the kettle course, Ben works there."""
    with store.writing() as db:
        council = teams.add(db, None, "Council", None, START)
        found = {name: teams.add(db, None, name, council.id, START).id for name in ("Duty", "Reviews")}
        amir = deeds.person(db, "amir")
        assignments.assign_team(db, amir, found["Duty"], COURSE, TODAY + timedelta(days=40), START)
        joining.join(db, None, deeds.person(db, "ben").id, found["Duty"], TODAY, START)
    return {**found, "Council": council.id}


def id_of(store: Store, name: str) -> int:
    with store.reading() as db:
        return deeds.person(db, name).id


def asked_of(store: Store, email: str) -> list[str]:
    with store.reading() as db:
        found = assignments.of_person(db, people.by_email(db, email))
    return [each.course_id for each in found if each.required]


def test_somebody_is_added_with_a_post_an_invitation_and_what_the_team_is_asked(
    amir: Learner, store: Store, made: dict[str, int]
) -> None:
    saved = amir.send(
        "/admin/people",
        name="Nina Vu",
        email="Nina@Work.example",
        number="7",
        team=made["Duty"],
        role="lead",
        on="",
    )
    assert saved.status_code == 303
    page = words_of(amir.get(saved.headers["location"]))
    assert "They have never signed in. Their invitation works until" in page
    assert "Duty Council From 23 November 2026" in page and "Lead" in page
    assert asked_of(store, "nina@work.example") == [COURSE]


def test_a_form_that_does_not_fit_comes_back_with_what_was_typed_and_a_link_to_each_field(
    amir: Learner,
) -> None:
    page = amir.send("/admin/people", name=" ", email="ada@work.example", role="staff", on="")
    assert page.status_code == 422
    assert 'href="#name"' in page.text and 'href="#email"' in page.text
    assert 'value="ada@work.example"' in page.text
    again = amir.send("/admin/people", name="Nina", email="nina@work.example", role="staff", on="31 2 2026")
    assert again.status_code == 422 and 'href="#on"' in again.text and 'value="31 2 2026"' in again.text


def test_one_change_a_page_and_the_same_change_through_json(
    amir: Learner, store: Store, ben: Learner, made: dict[str, int]
) -> None:
    id = id_of(store, "ben")
    assert amir.send(f"/admin/people/{id}/name", name="Ben Byrne").status_code == 303
    told = amir.client.patch(
        f"/api/people/{id}", json={"staff_number": "44", "started_on": "2026-01-05"}
    ).json()
    assert (told["entry"]["name"], told["entry"]["staff_number"]) == ("Ben Byrne", "44")
    assert told["started_on"] == "2026-01-05"
    assert ben.get("/learning").status_code == 200
    assert amir.send(f"/admin/people/{id}/suspending").status_code == 303
    assert ben.get("/learning").status_code == 303
    assert "Suspended since" in words_of(amir.get(f"/admin/people/{id}"))
    assert amir.client.delete(f"/api/people/{id}/suspension").status_code == 204
    assert amir.get(f"/api/people/{id}").json()["entry"]["state"] == "here"


def test_the_last_admin_is_refused_alike_by_page_and_json_and_stays_signed_in(
    amir: Learner, store: Store
) -> None:
    id = id_of(store, "amir")
    page = amir.send(f"/admin/people/{id}/role", role="staff")
    json = amir.client.patch(f"/api/people/{id}", json={"role": "staff"})
    assert (page.status_code, json.status_code) == (409, 409)
    assert "Debrief would have no admin left" in words_of(page)
    assert json.json()["type"] == "/problems/last-admin"
    assert amir.client.put(f"/api/people/{id}/suspension").status_code == 409
    assert amir.get("/admin").status_code == 200


def test_a_move_asks_what_the_new_team_is_asked_and_ends_the_old_post_the_day_before(
    amir: Learner, store: Store, made: dict[str, int]
) -> None:
    with store.writing() as db:
        other = people.add(db, "nina@work.example", "Nina Vu", "staff", START)
        post = joining.join(db, None, other.id, made["Reviews"], TODAY - timedelta(days=30), START)
    assert asked_of(store, "nina@work.example") == []
    home = f"/admin/people/{other.id}"
    moved = amir.send(f"{home}/posts/{post.id}/move", team=made["Duty"], on=TODAY.isoformat())
    assert moved.status_code == 303
    assert asked_of(store, "nina@work.example") == [COURSE]
    with store.reading() as db:
        ends = {each.team_id: each.until_on for each in teams.posts_ever(db, other.id)}
    assert ends == {made["Duty"]: None, made["Reviews"]: TODAY - timedelta(days=1)}
    bens = id_of(store, "ben")
    assert amir.send(f"/admin/people/{bens}/posts/{post.id}/end", on="").status_code == 404


def test_a_post_is_added_on_the_persons_page_beside_those_they_have(
    amir: Learner, store: Store, made: dict[str, int]
) -> None:
    home = f"/admin/people/{id_of(store, 'ben')}"
    again = amir.send(f"{home}/posts", team="", on="")
    assert again.status_code == 422 and "Choose a team." in words_of(again)
    assert amir.send(f"{home}/posts", team=made["Reviews"], on="").headers["location"] == home
    with store.reading() as db:
        posts = teams.posts(db, id_of(store, "ben"), TODAY)
    assert {each.team_id for each in posts} == {made["Duty"], made["Reviews"]}


def test_no_name_and_no_address_of_anybody_ever_stands_in_an_address(
    amir: Learner, store: Store, made: dict[str, int]
) -> None:
    found = amir.send("/admin/people/search", words="ó BRIAIN")
    assert found.status_code == 200 and "1 person found" in words_of(found)
    pages = [
        found,
        amir.get("/admin/people"),
        amir.get(f"/admin/people/{id_of(store, 'ben')}"),
        amir.get("/admin/audit"),
    ]
    links = {link for page in pages for link in re.findall(r'(?:href|action)="([^"]*)"', page.text)}
    assert len(links) >= 20
    assert not [link for link in links if re.search(r"briain|work\.example|nwosu|%40|@", link, re.IGNORECASE)]
    assert amir.send("/admin/people/search", words=" ").status_code == 422


def test_people_are_listed_by_team_role_and_state_with_the_filter_in_the_address(
    amir: Learner, store: Store, made: dict[str, int]
) -> None:
    def names(query: str) -> list[str]:
        return [each["name"] for each in amir.get(f"/api/people?{query}").json()["people"]]

    assert names(f"team={made['Council']}") == ["Ben Ó Briain"]
    assert names("role=admin") == ["Amira Haddad"]
    assert "Ben Ó Briain" not in names("state=no-team")
    with store.writing() as db:
        teams.has_left(db, None, deeds.person(db, "ben").id, TODAY - timedelta(days=1), START)
    assert names("state=left") == ["Ben Ó Briain"] and "Ben Ó Briain" not in names("")
    assert "Ben Ó Briain" in words_of(amir.get("/admin/people?state=left"))
    assert amir.get("/admin/people?state=odd").status_code == 422
    assert amir.get("/admin/people?team=999").status_code == 404


def test_who_has_signed_in_or_learned_anything_is_not_told_as_never_come(
    store: Store, clock: StoppedClock
) -> None:
    with store.writing() as db:
        deeds.reads(db, deeds.person(db, "leah"), START, ("L1",))
        people.start_session(db, deeds.person(db, "tess"), False, START)
        waiting = directory.listed(db, directory.Filters(state="waiting"), 1, START)
    assert [each.name for each in waiting.people] == ["Amira Haddad", "Ben Ó Briain"]


def test_the_first_page_says_what_needs_a_look(amir: Learner, store: Store, made: dict[str, int]) -> None:
    page = words_of(amir.get("/admin"))
    assert "Teams that nobody answers for" in page and "Only one admin" in page and "In no team" in page
    with store.writing() as db:
        teams.make_lead(db, None, deeds.person(db, "leah").id, made["Council"], START)
        people.give_role(db, None, deeds.person(db, "tess").id, "admin", START)
    page = words_of(amir.get("/admin"))
    assert "Teams that nobody answers for" not in page and "Only one admin" not in page


def test_teams_are_added_renamed_placed_led_and_closed(
    amir: Learner, store: Store, made: dict[str, int]
) -> None:
    added = amir.send("/admin/teams", name="Night", parent=made["Duty"]).headers["location"]
    night = int(added.rpartition("/")[2])
    assert amir.send(f"/admin/teams/{night}/place", parent="top").status_code == 303
    circle = amir.client.patch(f"/api/teams/{made['Council']}", json={"parent": made["Duty"]})
    assert circle.status_code == 422 and "cannot stand under itself" in circle.json()["detail"]
    assert amir.send(f"/admin/teams/{made['Council']}/place", parent=made["Duty"]).status_code == 422
    leah = id_of(store, "leah")
    assert amir.send(f"/admin/teams/{night}/lead", person=leah).status_code == 303
    assert "Leah Prasad" in words_of(amir.get(added))
    assert amir.send(f"/admin/teams/{night}/leads/{leah}/end").status_code == 303
    assert amir.send(f"/admin/teams/{night}/leads/{leah}/end").status_code == 404
    assert amir.send(f"/admin/teams/{made['Duty']}/closing", on="").status_code == 422
    assert (
        amir.client.patch(f"/api/teams/{night}", json={"closed_on": "2026-01-01", "name": "Nights"}).json()[
            "name"
        ]
        == "Nights"
    )
    assert amir.send(f"/admin/teams/{night}/opening").status_code == 303


def test_settings_are_shown_with_where_they_come_from_and_without_secrets(amir: Learner) -> None:
    page = words_of(amir.get("/admin/settings"))
    assert "DEBRIEF_ISSUER" in page and "Kettle council Set here" in page
    assert "Europe/London As it comes" in page
    assert re.search(r"DEBRIEF_SMTP .{0,200}? not set As it comes", page)


def test_a_setting_that_holds_a_secret_is_told_as_set_and_no_more() -> None:
    told = in_force(
        Settings(
            address="https://debrief.test",
            issuer="Kettle council",
            smtp="smtp://name:hushhush@mail.test:587",
            mail_from="training@debrief.test",
            database_url="postgresql+psycopg://name:hushhush@host/debrief",
        )
    )
    values = {each.variable: each.value for each in told}
    assert values["DEBRIEF_SMTP"] == "set"
    assert values["DEBRIEF_DATABASE_URL"] == "postgresql+psycopg://…@host/debrief"
    assert "hushhush" not in str(told)


def test_who_did_what_is_told_in_words_and_filtered_in_the_address(
    amir: Learner, store: Store, made: dict[str, int]
) -> None:
    ben, own = id_of(store, "ben"), id_of(store, "amir")
    amir.send(f"/admin/people/{ben}/role", role="lead")
    page = words_of(amir.get(f"/admin/audit?who={own}&action=gave+a+role"))
    assert "Amira Haddad Gave a role Ben Ó Briain before staff, role lead" in page
    assert (
        "Joined a team" not in words_of(amir.get(f"/admin/audit?who={own}")).partition("The newest first")[2]
    )
    for _ in range(60):
        amir.send(f"/admin/people/{ben}/role", role="staff")
        amir.send(f"/admin/people/{ben}/role", role="lead")
    first = amir.get("/admin/audit")
    older = re.search(r'href="(/admin/audit[^"]*before=\d+)"', first.text)
    assert older and amir.get(older[1].replace("&amp;", "&")).status_code == 200


def plan_of(amir: Learner, text: str, **more) -> str:
    page = amir.send("/admin/staff-list/plan", text=text, on="", **more)
    assert page.status_code == 200 and not faults_of(page.text, whole=True)
    return page.text


def digest_in(page: str) -> str:
    found = re.search(r'name="digest" value="(\w+)"', page)
    assert found
    return found[1]


ROWS = (
    LIST + "Nina Vu,nina@work.example,7,Duty,lead,\nBen Ó Briain,ben@work.example,2,Reviews,,\nBad,bad,,,,\n"
)


def test_a_staff_list_is_shown_and_then_done_as_shown(
    amir: Learner, store: Store, made: dict[str, int]
) -> None:
    page = plan_of(amir, ROWS)
    for words in (
        "1 person will be added",
        "1 moves",
        "1 line cannot be used",
        "“bad” is not an e-mail address.",
    ):
        assert words in page
    done = amir.send(
        "/admin/staff-list/apply", text=ROWS, on="", digest=digest_in(page), **{"raise": "2", "invite": "yes"}
    )
    assert done.status_code == 303
    assert "People added 1 People moved 1" in words_of(amir.get(done.headers["location"]))
    assert asked_of(store, "nina@work.example") == [COURSE]
    with store.reading() as db:
        nina = people.by_email(db, "nina@work.example")
        assert nina.role == "lead"
        assert directory.record(db, nina.id, START).link_until


def test_a_list_that_would_do_something_else_by_now_is_shown_anew(
    amir: Learner, store: Store, made: dict[str, int]
) -> None:
    shown = digest_in(plan_of(amir, ROWS))
    with store.writing() as db:
        people.add(db, "nina@work.example", "Nina Vu", "staff", START)
    again = amir.send("/admin/staff-list/apply", text=ROWS, on="", digest=shown)
    assert again.status_code == 409
    assert "People were changed meanwhile" in words_of(again) and digest_in(again.text) != shown
    json = amir.post_json("/api/staff-list/apply", text=ROWS, digest=shown)
    assert json.status_code == 409 and json.json()["plan"]["digest"] == digest_in(again.text)
    with store.reading() as db:
        assert [each.team_id for each in teams.posts(db, deeds.person(db, "ben").id, TODAY)] == [made["Duty"]]


def test_days_that_could_be_two_are_asked_for_before_anything_can_be_done(
    amir: Learner, store: Store
) -> None:
    text = "Name,E-mail,Started\nNina Vu,nina@work.example,3/4/2026\n"
    page = plan_of(amir, text)
    assert "How are days such as 3/4/2026 written?" in page and "Do this now" not in page
    refused = amir.post_json("/api/staff-list/apply", text=text, digest=digest_in(page))
    assert refused.status_code == 422 and "day first" in refused.json()["detail"]
    answered = plan_of(amir, text, days="month first")
    assert "3/4/2026 is 4 March 2026" in answered
    done = amir.send(
        "/admin/staff-list/apply", text=text, on="", days="month first", digest=digest_in(answered)
    )
    assert done.status_code == 303
    with store.reading() as db:
        assert (
            directory.record(db, people.by_email(db, "nina@work.example").id, START).started_on.isoformat()
            == "2026-03-04"
        )


def test_a_file_is_read_in_its_encoding_and_one_that_is_none_is_refused(
    amir: Learner,
) -> None:
    headers = {"Sec-Fetch-Site": "same-origin"}
    file = {"file": ("list.csv", (LIST + "Zoë Vu,zoe@work.example,,,,\n").encode("cp1252"), "text/csv")}
    page = amir.client.post("/admin/staff-list/plan", files=file, data={"on": "1 12 2026"}, headers=headers)
    assert "Zoë Vu" in page.text and "Windows-1252" in page.text and "1 December 2026" in page.text
    wrong = {"file": ("list.xlsx", b"PK\x03\x04" + b"\0" * 99, "application/zip")}
    page = amir.client.post(
        "/admin/staff-list/plan", files=wrong, data={"text": "kept", "on": ""}, headers=headers
    )
    assert page.status_code == 422 and 'href="#file"' in page.text and "kept" in page.text


def test_the_list_to_begin_with_is_one_that_can_be_read(amir: Learner) -> None:
    file = amir.get("/admin/staff-list/template.csv")
    assert file.headers["content-disposition"] == 'attachment; filename="staff-list.csv"'
    page = plan_of(amir, file.content.decode("utf-8-sig"), add_teams="yes")
    assert "2 people will be added" in page and "5 teams will be added" in page


def test_json_plans_and_applies_the_same_list(amir: Learner, store: Store, made: dict[str, int]) -> None:
    told = amir.post_json("/api/staff-list/plan", text=ROWS).json()
    assert told["plan"]["digest"] == digest_in(plan_of(amir, ROWS))
    assert [each["line"] for each in told["plan"]["findings"]] == [4]
    done = amir.post_json("/api/staff-list/apply", text=ROWS, digest=told["plan"]["digest"])
    assert done.status_code == 200 and len(done.json()["added"]) == 1


def test_nobody_but_an_admin_comes_near(ben: Learner, anyone: Visitor, sign_in) -> None:
    for who in (ben, sign_in("leah"), sign_in("tess")):
        for path in ("/admin", "/admin/people", "/admin/audit", "/api/people", "/api/teams"):
            assert who.get(path).status_code == 403
        assert "/admin" not in who.get("/learning").text
    assert anyone.get("/admin").headers["location"].startswith("/sign-in")


def test_a_second_course_of_the_team_is_asked_of_all_who_join_by_a_list(
    store: Store, made: dict[str, int]
) -> None:
    """Many at once are asked as one by one: at least 28 days, and what they have keeps its date."""
    with store.writing() as db:
        courses.publish(db, kettle("9.0.0"), "Kettle council", START)
        one = joining.add(db, None, Welcome("one@work.example", "One", team=made["Duty"]), START)
        two = people.add(db, "two@work.example", "Two", "staff", START)
        teams.join(db, None, two.id, made["Duty"], TODAY, START)
        assignments.for_joiners(db, None, [(two.id, made["Duty"])], START)
        due = [assignments.of_person(db, each)[0].due_on for each in (one, two)]
        assignments.for_joiners(
            db, None, [(one.id, made["Duty"]), (two.id, made["Duty"])], START + timedelta(days=30)
        )
        assert [assignments.of_person(db, each)[0].due_on for each in (one, two)] == due
    assert due == [TODAY + timedelta(days=40)] * 2
    with pytest.raises(NotUnderstood), store.writing() as db:
        joining.add(db, None, Welcome("one@work.example", "One again"), START)
