"""The people of the tests, and what they do through either skin: pages or JSON."""

import html
import re
from typing import Any

from fastapi import FastAPI
from httpx2 import Response

from api import people
from api.dependencies import cookie_name
from api.people import Person
from api.store import Store
from tests.asking import CarefulClient
from tests.banks import as_shown
from tests.clock import StoppedClock

PEOPLE = {
    "ada": ("ada@work.example", "Ada Nwosu", "staff"),
    "ben": ("ben@work.example", "Ben Ó Briain", "staff"),
    "tess": ("tess@work.example", "Tess Lindqvist", "trainer"),
    "leah": ("leah@work.example", "Leah Prasad", "lead"),
    "amir": ("admin@work.example", "Amira Haddad", "admin"),
}
PASSWORD = "correct horse battery staple"
COURSE = "kettle"


class Visitor:
    """Somebody with a browser, signed in or not."""

    def __init__(self, app: FastAPI, address: str) -> None:
        self.client = CarefulClient(app, address)

    def get(self, path: str, **kwargs: Any) -> Response:
        return self.client.get(path, **kwargs)

    def send(self, path: str, /, **fields: Any) -> Response:
        """Send a form as a browser on this site would."""
        return self.client.post(path, data=fields, headers={"Sec-Fetch-Site": "same-origin"})

    def post_json(self, path: str, /, **body: Any) -> Response:
        return self.client.post(path, json=body)

    def takes_what_is_open(self, course: str = COURSE, option: str = "a") -> Response:
        """The page after the only question of the part that is open to everybody."""
        first = self.send(f"/open/{course}/check")
        return self.send(asked_on(first), sheet=sheet_on(first), option=option)


def sheet_on(page: Response) -> str:
    """The answers so far, as a page carries them that belongs to nobody's attempt."""
    return html.unescape(re.search(r'name="sheet" value="([^"]*)"', page.text)[1])


def asked_on(page: Response) -> str:
    """Where such a page sends its answer."""
    return re.search(r'action="(/open/[^"]+/check/[^"]+)"', page.text)[1]


class Learner(Visitor):
    def __init__(self, app: FastAPI, address: str, store: Store, clock: StoppedClock, email: str) -> None:
        super().__init__(app, address)
        with store.writing() as db:
            self.person: Person = people.by_email(db, email)
            token = people.start_session(db, self.person, False, clock())
        self.client.cookies.set(cookie_name(app.state.settings), token)

    def reads_everything(self, course: str = COURSE) -> None:
        for line in self.get(f"/api/courses/{course}").json()["lessons"]:
            self.reads(line["id"], course)

    def reads(self, lesson: str, course: str = COURSE, through: str = "json") -> Response:
        root = "/api" if through == "json" else "/learning"
        act = self.post_json if through == "json" else self.send
        act(f"{root}/courses/{course}/lessons/{lesson}/openings")
        return act(f"{root}/courses/{course}/lessons/{lesson}/readings")

    def starts(self, course: str = COURSE, through: str = "json") -> Response:
        if through == "json":
            return self.post_json(f"/api/courses/{course}/attempts")
        return self.send(f"/learning/courses/{course}/final-check")

    def attempt(self, course: str = COURSE, through: str = "json") -> int:
        """Starts, or goes on with, the final check."""
        return self.attempt_in(self.starts(course, through))

    @staticmethod
    def attempt_in(response: Response) -> int:
        if "location" in response.headers:
            return int(response.headers["location"].rpartition("/")[2])
        return int(response.json()["attempt"])

    def answers(
        self, attempt: int, question: str, follows: int = 0, through: str = "json", **given: Any
    ) -> Response:
        """What is to be placed is given by words."""
        here = f"/api/attempts/{attempt}/questions/{question}"
        if "place" in given:
            given = as_shown(given, self.get(here).json())
        if through == "json":
            return self.post_json(f"{here}/responses", follows=follows, **given)
        return self.send(here.replace("/api", "/learning"), follows=follows, **as_form(given))

    def questions(self, attempt: int) -> list[str]:
        return [line["question"] for line in self.get(f"/api/attempts/{attempt}").json()["lines"]]

    def hands_in(self, attempt: int, through: str = "json") -> Response:
        if through == "json":
            return self.client.post(f"/api/attempts/{attempt}/hand-in")
        return self.send(f"/learning/attempts/{attempt}/hand-in")


def as_form(given: dict[str, Any]) -> dict[str, Any]:
    """The fields of a form that say the same as JSON."""
    flat = {name: value for name, value in given.items() if not isinstance(value, dict)}
    nested = {name: value for name, value in given.items() if isinstance(value, dict)}
    return flat | {f"{name}.{row}": to for name, value in nested.items() for row, to in value.items()}


def words_of(response: Response) -> str:
    """The text of a page as it is read, in one line."""
    plain = re.sub(r"<(script|style|svg)[\s\S]*?</\1>", " ", response.text)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", plain)).split())
