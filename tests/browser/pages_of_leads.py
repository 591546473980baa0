"""The pages of a lead by name, over the demonstration's organisation."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.doing import press
from tests.browser.every_page import PAGES, Visit
from tests.browser.learners import COURSE, Staff

LEAD = "lead@demo.example"


def _page(name: str, path: Callable[[Staff], str], button: str = "", title: str = "") -> None:
    def does(page: Page) -> None:
        press(page, button)

    PAGES[name] = lambda staff: Visit(path(staff), staff.known(LEAD), does if button else None, title)


def _person(name: str, what: str = "") -> Callable[[Staff], str]:
    def path(staff: Staff) -> str:
        person = f"/leading/people/{staff.id_of(name)}"
        return f"{person}/courses/{COURSE}/{what}" if what else f"{person}?course={COURSE}"

    return path


def _team(name: str, what: str) -> Callable[[Staff], str]:
    return lambda staff: f"/leading/teams/{staff.team(name)}/courses/{COURSE}/{what}"


_page("my teams", lambda staff: "/leading")
_page("my teams, one service", lambda staff: f"/leading?team={staff.team('Early help')}")
_page("my teams on a day that is no day", lambda staff: "/leading?on=soon", title="Error: ")
_page("my people", lambda staff: "/leading/people")
_page("my people who are overdue", lambda staff: "/leading/people?flag=overdue")
_page("my people, none like that", lambda staff: "/leading/people?standing=expired&flag=on-time")
_page("somebody overdue", _person("Victor Romero"))
_page("somebody who needs support", _person("Quentin Osei"))
_page("somebody away", _person("Beth Karlsson"))
_page("change a date", _person("Quentin Osei", "asking"))
_page("change a date to nothing", _person("Quentin Osei", "asking"), "Save the date", "Error: ")
_page("ask no longer", _person("Quentin Osei", "no-longer"))
_page("give another try", _person("Quentin Osei", "try"))
_page("give another try without a reason", _person("Quentin Osei", "try"), "Give another try", "Error: ")
_page("record a talk", _person("Quentin Osei", "talk"))
_page("record a talk with nothing filled in", _person("Quentin Osei", "talk"), "Record the talk", "Error: ")
_page("ask a team", _team("Early help", "asking"))
_page("change the date of a team", _team("Children’s services", "asking"))
_page("ask a team no longer", _team("Children’s services", "no-longer"))
