"""A lead looks where their teams stand, opens the people behind a number, and takes a file along."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api import audit, courses, days, reports
from api.store import Store
from tests.banks import kettle
from tests.cast import COURSE, Learner, words_of
from tests.clock import START, StoppedClock
from tests.pages import table_in
from tests.rules import branches
from tests.rules.branches import DAY, Branch
from tests.rules.test_reports import everything_happens

SignIn = Callable[[str], Learner]
LATER = START + 20 * DAY
STATUS_WORDS = {words.lower(): words for words in reports.STATUSES.values()}
"""What a file calls a status -> what a page calls it."""


@pytest.fixture
def branch(store: Store, clock: StoppedClock) -> Branch:
    """Everything that can happen has, to somebody; it is twenty days later."""
    with store.writing() as db:
        made = branches.grown(db)
        everything_happens(db, made)
        branches.joined(db, branches.worker(db, "Tara Twice", made.north), made.south, asked=False)
        branches.worker(db, "Al Adults", made.adults)
    clock.now = LATER
    return made


@pytest.fixture
def leah(branch: Branch, sign_in: SignIn) -> Learner:
    return sign_in("leah")


def rows_of(file: bytes) -> list[dict[str, str]]:
    """A file as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))


def test_the_overview_says_in_one_sentence_how_it_stands(leah: Learner) -> None:
    page = leah.get("/leading")
    told = leah.get("/api/reports/overview").json()
    total = told["total"]
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page.text)
    assert heading and re.sub("<[^>]*>", "", heading[1]).startswith(told["sentence"].removesuffix("."))
    assert f"{total['passed']} of {total['counted']} people who need this are up to date" in told["sentence"]
    assert told["reckoning"] in words_of(page)
    assert told["adds_up"] == "Teams add up to more than the total because 1 person has two posts."
    assert told["adds_up"] in words_of(page)
    assert told["known"] == "As at 13 December 2026, 14:02, on what we know today"
    assert words_of(page).count(told["known"]) == 2, "where you are, and on paper"


def test_the_table_of_teams_is_the_same_as_page_json_and_file(leah: Learner) -> None:
    _, *page = table_in(leah.get("/leading").text, "teams")
    json = leah.get("/api/reports/overview").json()["rows"]
    file = rows_of(leah.send("/leading/exports/teams", course=COURSE).content)
    assert len(page) == len(json) == len(file) == 3
    for shown, told, filed in zip(page, json, file, strict=True):
        assert {
            name.replace(" ", "_").replace("%", "percent"): str(value) for name, value in filed.items()
        } == {name: str(value) for name, value in told.items()}
        name, overdue, percent, passed, in_scope, exempt, in_grace = shown
        assert name in (filed["team"], "Total")
        assert percent == f"{filed['up to date %']}%"
        numbers = [cell.split()[0] for cell in (overdue, passed, in_scope, exempt, in_grace)]
        columns = ("overdue", "passed", "in scope", "exempt", "within starter grace")
        assert numbers == [filed[column] for column in columns]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"standing": "behind"},
        {"flag": "overdue"},
        {"standing": "passed"},
        {"on": "2026-11-23"},
        {"team": "south"},
    ],
)
def test_the_people_are_the_same_as_page_json_and_file(leah: Learner, branch: Branch, asked: dict) -> None:
    asked = {**asked, **({"team": str(branch.south)} if "team" in asked else {})}
    _, *page = table_in(leah.get("/leading/people", params=asked).text, "people")
    json = leah.get("/api/reports/people", params=asked).json()
    file = rows_of(leah.send("/leading/exports/people", **asked).content)
    assert len(page) == len(json["people"]) == len(file) == json["found"] >= 2
    for shown, told, filed in zip(page, json["people"], file, strict=True):
        assert list(filed.values()) == ["" if value is None else str(value) for value in told.values()]
        assert shown == as_shown(filed)


def as_shown(filed: dict[str, str]) -> list[str]:
    """What the page must say of a row of the file."""
    status, flag, late = filed["status"], filed["time flag"], filed["days overdue"]
    said = STATUS_WORDS[status]
    if status == "passed":
        said += (" late " if filed["passed late"] == "yes" else " ") + spoken(filed["passed on"])
    due = {"overdue": f"Overdue by {late} {'day' if late == '1' else 'days'} ", "due soon": "Due soon "}.get(
        flag, ""
    )
    due += spoken(filed["due on"]) if status != "passed" else ""
    good = ("Renew soon " if flag == "renew soon" else "") + spoken(filed["valid until"])
    return [filed["name"], due.strip(), said, filed["team"], good.strip()]


def spoken(day: str) -> str:
    return days.in_words(date.fromisoformat(day)) if day else ""


@pytest.mark.parametrize("where", ["children", "north"])
def test_each_number_opens_just_the_people_behind_it(leah: Learner, branch: Branch, where: str) -> None:
    page = leah.get(f"/leading?team={getattr(branch, where)}").text
    links = re.findall(r'<a href="(/leading/people\?[^"]+)">(?:<span class="tag[^"]*">)?(\d+)', page)
    assert len(links) >= (12 if where == "children" else 4)
    for address, number in links:
        behind = words_of(leah.get(address.replace("&amp;", "&")))
        assert f"{number} person:" in behind or f"{number} people:" in behind, address


def test_what_was_asked_stays_in_the_address_and_in_the_form_and_names_nobody(
    leah: Learner, branch: Branch
) -> None:
    asked = f"course={COURSE}&team={branch.north}&standing=behind&flag=overdue&on=2026-12-10"
    page = leah.get(f"/leading/people?{asked}")
    assert "As at 10 December 2026, on what we know today" in words_of(page)
    for chosen in (f'value="{branch.north}" selected', 'value="behind" selected', 'value="overdue" selected'):
        assert chosen in page.text
    for link in re.findall(r'href="(/leading[^"]*)"', page.text):
        assert re.fullmatch(r"[/a-z0-9?=&;-]*", link), link
        assert "on=2026-12-10" in link or link == "/leading", link


def test_a_filter_swaps_in_what_the_whole_page_has(leah: Learner) -> None:
    address = "/leading/people?flag=overdue"
    part = leah.get(address, headers={"HX-Request": "true"})
    whole = leah.get(address)
    report = re.search(r'<div id="report">[\s\S]*', part.text)
    assert report and report[0].strip() in whole.text
    assert "people shown" in words_of(part) and "<html" not in part.text


@pytest.mark.parametrize("path", ["/leading", "/leading/people"])
def test_a_day_that_does_not_fit_is_asked_for_again_with_what_was_typed(leah: Learner, path: str) -> None:
    for typed, words in (("24 12 2026", "still to come"), ("some day", "such as 26 11 2026")):
        page = leah.get(path, params={"on": typed})
        told = leah.get(f"/api/reports{path.removeprefix('/leading') or '/overview'}", params={"on": typed})
        assert page.status_code == told.status_code == 422
        assert words in words_of(page) and f'value="{typed}"' in page.text
        assert 'href="#on"' in page.text and "<title>Error: " in page.text
        part = leah.get(path, params={"on": typed}, headers={"HX-Request": "true"})
        assert (part.status_code, part.text) == (422, "") and part.headers["HX-Redirect"].startswith(
            f"{path}?on="
        )
        assert "in scope," not in words_of(page) and not table_in(page.text, "people"), (
            "figures of another day"
        )


def test_a_person_has_their_record_and_nothing_that_they_wrote_or_chose(leah: Learner) -> None:
    links = dict(re.findall(r'<a href="(/leading/people/[^"]*)">([^<]*)', leah.get("/leading/people").text))
    told = {name: words_of(leah.get(address.replace("&amp;", "&"))) for address, name in links.items()}
    assert len(told) >= 10
    assert "Handed in a try: not passed yet" in told["Tries"] and "Tries 1 of 3" in told["Tries"]
    assert "Passed, good until 23 November 2027" in told["Lost"] and "withdrawn" in told["Lost"]
    assert "passed late" in told["Late"]
    assert "Exempt Away, from 23 November 2026" in told["Away"]
    assert "Within the first 28 days at work" in told["Starter"]
    assert not [name for name, words in told.items() if "KEY-" in words or "Do the right thing" in words]


def test_a_pass_by_talk_and_a_pass_by_check_look_the_same(leah: Learner) -> None:
    file = rows_of(leah.send("/leading/exports/people", standing="passed").content)
    assert file
    assert not [row for row in file if row["tries handed in"] or row["first opened"]]


def test_a_file_says_what_it_is_without_a_name_and_who_took_it_is_noted(
    leah: Learner, branch: Branch, store: Store
) -> None:
    taken = leah.send("/leading/exports/people", course=COURSE, team=str(branch.north), on="10 12 2026")
    assert (
        taken.headers["content-disposition"] == f'attachment; filename="people-{COURSE}-as-at-2026-12-10.csv"'
    )
    assert taken.content.startswith(b'\xef\xbb\xbf"report",')
    assert b"\r\n" in taken.content and taken.content.count(b"\n") == taken.content.count(b"\r\n")
    with store.reading() as db:
        noted = audit.newest(db)[0]
    assert (noted.actor, noted.action, noted.about) == (
        leah.person.id,
        "downloaded people",
        f"course {COURSE}",
    )
    assert noted.detail["as_at"] == "2026-12-10" and noted.detail["team"] == branch.north
    assert not set(map(str, noted.detail.values())) & {row["name"] for row in rows_of(taken.content)}


def test_the_notes_beside_a_file_say_how_it_is_counted(leah: Learner) -> None:
    taken = leah.send("/leading/exports/teams", notes="yes")
    assert taken.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(taken.content)) as packed:
        table, about = packed.namelist()
        notes = packed.read(about).decode()
        assert packed.read(table) == leah.send("/leading/exports/teams").content
    assert table == f"teams-{COURSE}-as-at-2026-12-13.csv"
    for told in (
        "As at 13 December 2026, 14:02, on what we know today",
        "by Leah Prasad",
        "Rounded down",
        "People: everyone in scope",
        leah.get("/api/reports/overview").json()["reckoning"],
    ):
        assert told in notes


def test_numbers_and_days_in_a_file_are_numbers_and_days(leah: Learner) -> None:
    text = leah.send("/leading/exports/teams").content.decode("utf-8-sig")
    numbers = [cell for line in text.splitlines()[1:] for cell in re.findall(r',("?)([\d.]+)"?(?=,|$)', line)]
    assert len(numbers) >= 40
    assert all(not quote for quote, _ in numbers)
    for row in rows_of(leah.send("/leading/exports/people").content):
        assert date.fromisoformat(row["as at"]) == LATER.date()
        assert all(
            re.fullmatch(r"|\d{4}-\d\d-\d\d", row[name]) for name in row if name.endswith((" on", " until"))
        )


FORMULAS = "=+-@\t\r\n＝＋－＠"
UNSEEN = " \xa0\u2003\u200b\u2060\ufeff"


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(st.sampled_from(f"{FORMULAS}{UNSEEN}'\",;|ab1€\x00\x85\u2028"), max_size=8)
    | st.text(max_size=20)
    | st.builds(str.__add__, st.sampled_from(list(FORMULAS)), st.text(max_size=10))
)
def test_no_name_can_become_a_formula_or_another_cell(store: Store, name: str) -> None:
    line, asked = somebody(store)
    named = replace(line, name=name, staff_number=name)
    file = reports.as_csv(reports.people_table(asked, [named, line]))
    read = list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))
    assert [len(row) for row in read] == [len(read[0])] * 3
    assert not [cell for row in read for cell in row if cell.lstrip(UNSEEN).startswith(tuple(FORMULAS))]
    assert read[1][4].removeprefix("'") == name.removeprefix("'")


_kept: dict[str, Any] = {}


def somebody(store: Store) -> tuple[reports.Line, reports.Asked]:
    if not _kept:
        with store.writing() as db:
            branches.worker(db, "Nora North", branches.grown(db).north)
            asked = branches.asking(db)
            _kept.update(line=reports.people(db, asked).every[0], asked=asked)
    return _kept["line"], _kept["asked"]


def test_a_lead_of_nothing_is_told_what_to_do(store: Store, sign_in: SignIn) -> None:
    page = sign_in("leah").get("/leading")
    assert "You answer for no team yet." in words_of(page)
    assert sign_in("leah").get("/leading/people").status_code == 200


def test_the_way_to_my_teams_is_shown_to_those_who_have_them(sign_in: SignIn) -> None:
    shown = {
        name: 'href="/leading"' in sign_in(name).get("/learning").text
        for name in ("ada", "tess", "leah", "amir")
    }
    assert shown == {"ada": False, "tess": False, "leah": True, "amir": True}


def test_nothing_of_others_is_in_any_page_or_file(leah: Learner, branch: Branch) -> None:
    for path in ("/leading", "/leading/people", "/api/reports/overview", "/api/reports/people"):
        for asked in ({}, {"standing": "not-in-scope"}, {"on": "2026-11-24"}):
            told = leah.get(path, params=asked)
            assert told.status_code == 200
            assert "Al Adults" not in told.text and "Ada Nwosu" not in told.text
    for kind in ("people", "teams"):
        assert b"Adults" not in leah.send(f"/leading/exports/{kind}").content
        assert leah.send(f"/leading/exports/{kind}", team=str(branch.adults)).status_code == 404


def test_an_admin_has_everyone_those_without_a_team_too(branch: Branch, sign_in: SignIn) -> None:
    amir = sign_in("amir")
    page = amir.get("/leading")
    assert "Standings" in words_of(page) and "team=none" in page.text
    assert "People without a team" in words_of(amir.get("/leading/people?team=none"))
    whole = amir.get("/leading/people")
    assert (
        "People in all teams" in words_of(whole) and "Al Adults" in whole.text and "Ada Nwosu" in whole.text
    )


def test_only_what_the_site_says_is_left_out(leah: Learner) -> None:
    app: Any = leah.client.app
    counted = leah.get("/api/reports/overview").json()
    app.state.settings = app.state.settings.model_copy(update={"starter_grace": True})
    left_out = leah.get("/api/reports/overview").json()
    assert counted["total"]["counted"] - left_out["total"]["counted"] == counted["total"]["in_grace"] == 1
    assert "(left out)" in words_of(leah.get("/leading")) and "(counted)" in counted["reckoning"]


def test_of_two_courses_one_is_chosen(leah: Learner, store: Store) -> None:
    assert 'name="course" value="kettle"' in leah.get("/leading").text
    with store.writing() as db:
        other = {
            name: text.replace("bank: kettle", "bank: pot").replace("The kettle review", "A pot of tea")
            for name, text in kettle().items()
        }
        courses.publish(db, other, "Kettle council", START)
    assert "A pot of tea" in words_of(leah.get("/leading")), "the first by title"
    chosen = leah.get("/leading?course=kettle")
    assert (
        'value="kettle" selected' in chosen.text and "Tries" in leah.get("/leading/people?course=kettle").text
    )
    assert words_of(leah.get("/leading?course=pot")).count("No one in scope") >= 1
    assert leah.get("/leading?course=nothing").status_code == 404


def test_the_chart_the_list_and_the_file_count_the_same(leah: Learner, branch: Branch) -> None:
    """Whoever counts the rows of the list finds what the chart and the file of teams say."""
    _, *bars = table_in(leah.get("/leading").text, "where-they-are")
    chart = {words: int(count) for words, count in bars}
    people = rows_of(leah.send("/leading/exports/people").content)
    listed = Counter(STATUS_WORDS[each["status"]] for each in people)
    assert len(chart) >= 4
    assert chart == dict(listed)
    *_, total = rows_of(leah.send("/leading/exports/teams", course=COURSE).content)
    assert chart == {words: int(total[words.lower()]) for words in chart}
    assert sum(chart.values()) == int(total["in scope"])


def test_a_team_with_none_below_it_has_one_row_in_its_file(leah: Learner, branch: Branch) -> None:
    asked = {"course": COURSE, "team": str(branch.south)}
    (row,) = rows_of(leah.send("/leading/exports/teams", **asked).content)
    (told,) = leah.get("/api/reports/overview", params=asked).json()["rows"]
    assert row["team"] == told["team"]
    assert not row["team"].endswith("in total")
