"""The pages of an admin by name, over the demonstration's organisation."""

from collections.abc import Callable
from itertools import count

from playwright.sync_api import Page

from api import people, teams
from tests.browser.doing import press, sees
from tests.browser.every_page import Visit
from tests.browser.learners import Staff, now
from tests.browser.pages_of_leads import PAGES

ADMIN = "admin@demo.example"
TEAM = "Hollin County Council,Children’s services,Early help,Early help North"
_numbers = count(1)


def staff_list(*rows: tuple[str, str, str]) -> str:
    """People of one team by name, address and first day."""
    lines = [f"{name},{email},{TEAM},{day}" for name, email, day in rows]
    return "\n".join(["Name,E-mail,Employer,Directorate,Service,Team,Started", *lines, ""])


def _page(
    name: str,
    path: str | Callable[[Staff], str],
    button: str = "",
    title: str = "",
    does: Callable[[Page], None] | None = None,
) -> None:
    def presses(page: Page) -> None:
        press(page, button)

    def visit(staff: Staff) -> Visit:
        where = path if isinstance(path, str) else path(staff)
        return Visit(where, staff.known(ADMIN), presses if button else does, title)

    PAGES[name] = visit


def _person(name: str, what: str = "") -> Callable[[Staff], str]:
    return lambda staff: f"/admin/people/{staff.id_of(name)}{what}"


def _suspended(staff: Staff) -> str:
    person = staff.joins().person
    with staff.store.writing() as db:
        people.suspend(db, None, person.id, now())
    return f"/admin/people/{person.id}"


def _team(name: str, what: str = "") -> Callable[[Staff], str]:
    return lambda staff: f"/admin/teams/{staff.team(name)}{what}"


def _post(what: str) -> Callable[[Staff], str]:
    def path(staff: Staff) -> str:
        person = staff.id_of("Quentin Osei")
        with staff.store.reading() as db:
            post = teams.posts(db, person, now().date())[0]
        return f"/admin/people/{person}/posts/{post.id}/{what}"

    return path


def _lists(text: str, *then: str) -> Callable[[Page], None]:
    def does(page: Page) -> None:
        page.get_by_label("Or paste it here").fill(text)
        for button in ("Show what it would do", *then):
            press(page, button)

    return does


def _takes_in(page: Page) -> None:
    _lists(staff_list(("Ines Marlow", f"taken{next(_numbers)}@demo.example", "")), "Do this now")(page)
    sees(page, "The list is taken in")


def _finds(words: str) -> Callable[[Page], None]:
    def does(page: Page) -> None:
        page.get_by_label("Find somebody").fill(words)
        press(page, "Find")

    return does


def _empties(label: str, button: str) -> Callable[[Page], None]:
    def does(page: Page) -> None:
        page.get_by_label(label).fill("")
        press(page, button)

    return does


MIXED = staff_list(
    ("Ines Marlow", "planned@demo.example", "2026-03-02"),
    ("Jude", "no address", "2026-02-30"),
    ("Leah Prasad", "lead@demo.example", ""),
).replace("Early help North,2026-03-02", "A team that nobody has heard of,2026-03-02")
TWO_WAYS = staff_list(("Ines Marlow", "planned@demo.example", "3/4/2026"))

_page("admin", "/admin")
_page("settings in force", "/admin/settings")
_page("who did what", "/admin/audit")
_page("who did what, nothing of the kind", "/admin/audit?action=none+such")
_page("everybody", "/admin/people")
_page("those who never came", "/admin/people?state=waiting")
_page("everybody in a team", lambda staff: f"/admin/people?team={staff.team('Early help')}")
_page("people found", "/admin/people", does=_finds("osei"))
_page("people looked for without a word", "/admin/people", does=_finds(""), title="Error: ")
_page("add a person", "/admin/people/add")
_page(
    "add a person with nothing filled in", "/admin/people/add", "Add them and send the invitation", "Error: "
)
_page("a person", _person("Quentin Osei"))
_page("a person who answers for teams", _person("Leah Prasad"))
_page("a person who is suspended", _suspended)
_page("a person to let in again", lambda staff: f"{_suspended(staff)}/letting-in")
_page("a person in two posts", _person("Tamsin Achebe"))
for _what in ("name", "address", "staff-number", "role", "first-day", "leaving", "suspending", "invitation"):
    _page(f"a person, {_what}", _person("Quentin Osei", f"/{_what}"))
_page(
    "a person with no name",
    _person("Quentin Osei", "/name"),
    does=_empties("Name", "Save the name"),
    title="Error: ",
)
_page("another post", _person("Quentin Osei", "/posts/add"))
_page("another post in no team", _person("Quentin Osei", "/posts/add"), "Save the post", "Error: ")
_page("a post moved", _post("move"))
_page("a post ended", _post("end"))
_page("teams", "/admin/teams")
_page("add a team", "/admin/teams/add")
_page("add a team with no name", "/admin/teams/add", button="Add the team", title="Error: ")
_page("a team", _team("Children’s services"))
_page("a team at the end of its branch", _team("Early help North"))
for _what in ("name", "place", "closing", "lead"):
    _page(f"a team, {_what}", _team("Early help North", f"/{_what}"))
_page("take in a staff list", "/admin/staff-list")
_page("take in a staff list that is none", "/admin/staff-list", does=_lists("hello"), title="Error: ")
_page("a staff list with findings", "/admin/staff-list", does=_lists(MIXED), title="What the list would do")
_page(
    "a staff list with days of two ways",
    "/admin/staff-list",
    does=_lists(TWO_WAYS),
    title="What the list would do",
)
_page("a staff list taken in", "/admin/staff-list", does=_takes_in, title="The list is taken in")
_page("mail", "/admin/mail")
