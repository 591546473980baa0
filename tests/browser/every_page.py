"""Every page of Debrief by name: who opens which address, and what they do there when a button makes the page."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from playwright.sync_api import Page, expect

from api import certificates, people
from api.certificates import grouped
from tests.browser.doing import choose, press
from tests.browser.learners import COURSE, Known, Learner, Staff, bank, best_way, now, question, right
from tests.cast import PASSWORD
from tests.rules import deeds

ROOT = f"/learning/courses/{COURSE}"
CASE = f"{ROOT}/cases/{bank().cases[0].id}"
NEVER_ISSUED = "2222-2222-2222-2222-2222-2222-2222"


@dataclass(frozen=True)
class Visit:
    """`does`: what makes the page, once the address is open; its title then begins with `title`."""

    path: str
    learner: Learner | Known | None = None
    does: Callable[[Page], None] | None = None
    title: str = ""

    def open(self, page: Page) -> None:
        page.goto(self.path)
        if self.does:
            self.does(page)
        expect(page).to_have_title(re.compile(re.escape(self.title) + ".* - Debrief"))


PAGES: dict[str, Callable[[Staff], Visit]] = {}


def _page(prepare: Callable[[Staff], Visit]) -> Callable[[Staff], Visit]:
    PAGES[prepare.__name__.replace("_", " ")] = prepare
    return prepare


def _fixed(name: str, path: str, signed_in: bool = False) -> None:
    PAGES[name] = lambda staff: Visit(path, staff.joins() if signed_in else None)


def _presses(button: str) -> Callable[[Page], None]:
    return lambda page: press(page, button)


_fixed("sign in", "/sign-in")
_fixed("forgotten password", "/forgotten")
_fixed("a link was asked for", "/forgotten/asked")
_fixed("mails of a demonstration", "/mails")
_fixed("help", "/help")
_fixed("pieces of the look", "/style")
_fixed("what a refusal means", "/problems/lessons-first")
_fixed("nothing at this address", "/nothing-here")
_fixed("check a certificate", "/check")
_fixed("check a certificate that never was", f"/check/{NEVER_ISSUED}")
_fixed("your account", "/account", signed_in=True)
_fixed("my learning with nothing done", "/learning", signed_in=True)
_fixed("course", ROOT, signed_in=True)
_fixed("before you begin", f"{ROOT}/before", signed_in=True)
_fixed("contents with nothing done", f"{ROOT}/contents", signed_in=True)
_fixed("final check with lessons to read first", f"{ROOT}/final-check", signed_in=True)
_fixed("case not begun", CASE, signed_in=True)
for _lesson in bank().lessons:
    _fixed(f"lesson {_lesson.id}", f"{ROOT}/lessons/{_lesson.id}", signed_in=True)


@_page
def sign_in_refused(staff: Staff) -> Visit:
    return Visit("/sign-in", does=_presses("Sign in"), title="Error: Sign in")


@_page
def forgotten_password_with_no_address(staff: Staff) -> Visit:
    return Visit("/forgotten", does=_presses("Send me the link"), title="Error: Sign in without")


@_page
def sign_in_by_link(staff: Staff) -> Visit:
    learner = staff.joins()
    people.ask_for_link(staff.store, "sign_in", learner.person.email, "127.0.0.1", now())
    with staff.store.reading() as db:
        return Visit(deeds.mailed_link(db), title="Sign in by link")


@_page
def mails_of_a_demonstration_with_one_there(staff: Staff) -> Visit:
    sign_in_by_link(staff)
    return Visit("/mails", title="Mails")


@_page
def your_account_with_a_password_that_is_too_short(staff: Staff) -> Visit:
    learner = staff.joins()
    with staff.store.writing() as db:
        people.give_password(db, learner.person, PASSWORD)
    return Visit("/account", learner, does=_presses("Change password"), title="Error: Your account")


@_page
def check_a_certificate_with_no_id(staff: Staff) -> Visit:
    return Visit("/check", does=_presses("Check"), title="Error: Check a certificate")


def _link(staff: Staff) -> str:
    learner = staff.joins()
    with staff.store.writing() as db:
        return f"/welcome/{people.make_link(db, learner.person, now())}"


@_page
def choose_a_password(staff: Staff) -> Visit:
    return Visit(_link(staff))


@_page
def choose_a_password_with_nothing_filled_in(staff: Staff) -> Visit:
    return Visit(_link(staff), does=_presses("Save and sign in"), title="Error: Choose a password")


@_page
def a_link_that_is_spent(staff: Staff) -> Visit:
    return Visit("/welcome/spent", title="This link no longer works")


def _walking(staff: Staff, *choices: tuple[str, str], path: str = "") -> Visit:
    learner = staff.joins()
    return Visit(f"/learning/walks/{learner.walks(*choices)}{path}", learner)


@_page
def case_step(staff: Staff) -> Visit:
    return _walking(staff)


@_page
def case_step_with_nothing_chosen(staff: Staff) -> Visit:
    return replace(_walking(staff), does=_presses("See what happens"), title="Error: ")


@_page
def case_choice_that_leads_back(staff: Staff) -> Visit:
    return _walking(staff, ("yard", "b"), path="/choices/1")


@_page
def case_choice_that_leads_on(staff: Staff) -> Visit:
    return _walking(staff, ("yard", "c"), path="/choices/1")


@_page
def case_at_its_end(staff: Staff) -> Visit:
    return _walking(staff, ("yard", "b"), *best_way())


@_page
def contents_with_everything_read(staff: Staff) -> Visit:
    learner = staff.joins()
    learner.reads()
    return Visit(f"{ROOT}/contents", learner)


@_page
def final_check_start(staff: Staff) -> Visit:
    return replace(contents_with_everything_read(staff), path=f"{ROOT}/final-check")


@dataclass(frozen=True)
class Check:
    """A final check under way."""

    learner: Learner
    attempt: int
    drawn: list[str]

    def visit(self, where: str) -> Visit:
        return Visit(f"/learning/attempts/{self.attempt}/{where}", self.learner)


def _check(staff: Staff, kind: str = "") -> Check:
    return Check(*staff.draws(kind))


def at_kind(staff: Staff, kind: str) -> Visit:
    """At the last question of this kind, with those before it answered."""
    check = _check(staff, kind)
    here = [id for id in check.drawn if question(id).kind == kind][-1]
    if before := check.drawn[: check.drawn.index(here)]:
        check.learner.answers(check.attempt, before)
    return check.visit(f"questions/{here}")


@_page
def question_with_one_answer(staff: Staff) -> Visit:
    return at_kind(staff, "single")


@_page
def question_with_several_answers(staff: Staff) -> Visit:
    return at_kind(staff, "multiple")


@_page
def question_with_nothing_chosen(staff: Staff) -> Visit:
    return replace(question_with_one_answer(staff), does=_presses("Continue"), title="Error: Question")


@_page
def question_with_none_of_several_chosen(staff: Staff) -> Visit:
    return replace(question_with_several_answers(staff), does=_presses("Continue"), title="Error: Question")


@_page
def question_being_changed(staff: Staff) -> Visit:
    check = _check(staff)
    check.learner.answers(check.attempt)
    return check.visit(f"questions/{check.drawn[0]}?change=1")


@_page
def question_answered_somewhere_else(staff: Staff) -> Visit:
    check = _check(staff)
    here = check.drawn[0]

    def answers_twice(page: Page) -> None:
        check.learner.answers(check.attempt, [here], missed=[here])
        choose(page, right(here))
        press(page, "Continue")

    return replace(check.visit(f"questions/{here}"), does=answers_twice, title="Which answer")


@_page
def check_your_answers(staff: Staff) -> Visit:
    check = _check(staff)
    check.learner.answers(check.attempt)
    return check.visit("answers")


@_page
def check_your_answers_with_some_missing(staff: Staff) -> Visit:
    check = _check(staff)
    check.learner.answers(check.attempt, check.drawn[2:])
    return check.visit("answers")


@_page
def handed_in_with_some_missing(staff: Staff) -> Visit:
    visit = check_your_answers_with_some_missing(staff)
    return replace(visit, does=_presses("Hand in my answers"), title="Error: Check your answers")


def _taken(staff: Staff, where: str, missed: int = 0, critical_missed: int = 0) -> Visit:
    learner = staff.joins("Zoë Okafor-Lindqvist")
    result = learner.takes(missed, critical_missed)
    return Visit(f"/learning/attempts/{result.attempt}/{where}", learner)


@_page
def not_passed_yet(staff: Staff) -> Visit:
    return _taken(staff, "result", missed=6)


@_page
def what_they_chose_without_a_pass(staff: Staff) -> Visit:
    return _taken(staff, "review", missed=6)


@_page
def contents_after_a_failed_try(staff: Staff) -> Visit:
    return replace(_taken(staff, "result", missed=6), path=f"{ROOT}/contents")


@_page
def handed_in_already(staff: Staff) -> Visit:
    check = _check(staff)

    def answers_too_late(page: Page) -> None:
        check.learner.answers(check.attempt)
        check.learner.hands_in(check.attempt)
        choose(page, right(check.drawn[0]))
        press(page, "Continue")

    visit = check.visit(f"questions/{check.drawn[0]}")
    return replace(visit, does=answers_too_late, title="These answers are already handed in")


@_page
def no_tries_left_today(staff: Staff) -> Visit:
    learner = staff.joins()
    for _ in range(3):
        result = learner.takes(missed=6)
    return Visit(f"/learning/attempts/{result.attempt}/result", learner)


@_page
def safety_follow_up_owed(staff: Staff) -> Visit:
    return _taken(staff, "result", critical_missed=1)


@_page
def safety_follow_up_ready(staff: Staff) -> Visit:
    visit = safety_follow_up_owed(staff)
    assert visit.learner
    visit.learner.reads()
    return visit


@_page
def safety_follow_up_question(staff: Staff) -> Visit:
    visit = safety_follow_up_ready(staff)
    assert visit.learner
    check = int(visit.path.split("/")[3])
    return replace(visit, path=f"/learning/attempts/{visit.learner.starts_follow_up(check)}")


@_page
def passed(staff: Staff) -> Visit:
    return _taken(staff, "result", missed=2)


@_page
def what_they_chose_after_a_pass(staff: Staff) -> Visit:
    return _taken(staff, "review", missed=2)


@_page
def my_learning_with_a_pass(staff: Staff) -> Visit:
    return replace(_taken(staff, "result"), path="/learning")


@_page
def certificate(staff: Staff) -> Visit:
    learner = staff.joins("Zoë Okafor-Lindqvist")
    return Visit(f"/certificates/{grouped(learner.passes())}", learner)


@_page
def certificate_withdrawn(staff: Staff) -> Visit:
    visit = certificate(staff)
    with staff.store.writing() as db:
        certificates.withdraw(db, visit.path.rpartition("/")[2], "issued in error", now())
    return visit


@_page
def my_learning_overdue(staff: Staff) -> Visit:
    return Visit("/learning", staff.joins(ago=timedelta(days=400)))


@_page
def certificate_expired(staff: Staff) -> Visit:
    learner = staff.joins(ago=timedelta(days=400))
    return Visit(f"/certificates/{grouped(learner.passes())}", learner)


def _checking(staff: Staff, name: str = "") -> Visit:
    learner = staff.joins("Zoë Okafor-Lindqvist")

    def types_a_name(page: Page) -> None:
        page.get_by_label("Name on the certificate").fill(name)
        press(page, "Check the name")

    path = f"/check/{grouped(learner.passes())}"
    return Visit(path, does=types_a_name if name else None, title="This certificate is valid")


@_page
def a_valid_certificate_checked(staff: Staff) -> Visit:
    return _checking(staff)


@_page
def a_name_that_matches(staff: Staff) -> Visit:
    return _checking(staff, "Zoe Okafor-Lindqvist")


@_page
def a_name_that_does_not_match(staff: Staff) -> Visit:
    return _checking(staff, "Sam Okafor")


@_page
def a_withdrawn_certificate_checked(staff: Staff) -> Visit:
    withdrawn = certificate_withdrawn(staff)
    return Visit(withdrawn.path.replace("certificates", "check"), title="This certificate was withdrawn")
