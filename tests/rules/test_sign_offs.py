"""The register: who signed what is live, and until when that holds."""

from datetime import timedelta

import pytest
from sqlmodel import select

from api import audit, certificates, contents, courses, people, sign_offs
from api.errors import NotFound, NotUnderstood, SignedAlready
from api.sign_offs import Register
from api.store import Db, Store
from api.tables import PersonRow
from tests.banks import kettle
from tests.cast import COURSE
from tests.clock import START
from tests.rules import deeds

ISSUER = "Kettle council"
EVERYTHING = ("course", "Q-SAFE-1", "Q-SAFE-2", "Q-SAFE-3", "Q-SAFE-4")
DAY = timedelta(days=1)


def signs(
    db: Db, *subjects: str, name: str = "Nell Ashdown", number: int = 1, on=None, role="Lead"
) -> Register:
    day = on or START.date()
    tess = deeds.person(db, "tess")
    return sign_offs.sign(db, tess, COURSE, number, subjects or EVERYTHING, name, role, day, START)


def publish(db: Db, *swap: str, by: str = "tess") -> None:
    files = kettle("1.2.0")
    if swap:
        assert swap[0] in files["questions.md"]
        files["questions.md"] = files["questions.md"].replace(*swap)
    courses.publish(db, files, ISSUER, START, by=deeds.person(db, by).id)


def missing(db: Db) -> list[str]:
    return [line.subject for line in sign_offs.register(db, COURSE).missing]


def alone_here(db: Db) -> None:
    """Tess is the only one left who may publish."""
    admin = db.exec(select(PersonRow).where(PersonRow.role == "admin")).one()
    admin.suspended_at = START
    db.add(admin)
    db.flush()


def test_the_register_asks_for_the_course_and_each_critical_question(store: Store) -> None:
    with store.reading() as db:
        register = sign_offs.register(db, COURSE)
        assert [line.subject for line in register.lines] == list(EVERYTHING)
        assert register.missing == register.lines
        assert not register.approved
        with pytest.raises(NotFound):
            sign_offs.register(db, "nothing")


def test_a_course_is_approved_once_everything_is_signed(store: Store) -> None:
    with store.writing() as db:
        edition = courses.newest(db, COURSE)
        signs(db, *EVERYTHING[:-1])
        assert not sign_offs.approved(db, edition)
        assert signs(db, EVERYTHING[-1]).approved
        assert sign_offs.approved(db, edition)
        line = sign_offs.register(db, COURSE).lines[0].signature
        assert line is not None
        assert (line.name, line.role, line.signed_on, line.recorded_by, line.alone) == (
            "Nell Ashdown", "Lead", START.date(), "Tess Lindqvist", False,
        )  # fmt: skip
        noted = audit.newest(db, about=f"course {COURSE}")[0]
        assert (noted.action, noted.detail["subjects"]) == ("recorded a sign-off", ["Q-SAFE-4"])


def test_a_question_that_reads_the_same_stays_signed_and_the_course_is_signed_anew(store: Store) -> None:
    with store.writing() as db:
        signs(db)
        publish(db, "KEY-Q-L1-1-b That helps less.", "Less.")
        assert missing(db) == ["course"]
        publish(db, "KEY-Q-SAFE-2-b That helps less.", "Less.")
        assert missing(db) == ["course", "Q-SAFE-2"]


def test_an_older_text_made_live_again_is_still_signed(store: Store) -> None:
    with store.writing() as db:
        signs(db)
        publish(db, "KEY-Q-SAFE-2-b That helps less.", "Less.")
        courses.make_live(db, courses.numbered(db, COURSE, 1), None, START)
        assert sign_offs.register(db, COURSE).approved
        assert len(sign_offs.earlier(db, COURSE)) == len(EVERYTHING)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"role": ""}, "role"),
        ({"on": START.date() + DAY}, "signed_on"),
    ],
)
def test_a_signature_without_name_or_role_or_from_tomorrow_is_refused(store: Store, wrong, field) -> None:
    with store.writing() as db:
        with pytest.raises(NotUnderstood) as refused:
            signs(db, **wrong)
        assert list(refused.value.extra["fields"]) == [field]
        assert sign_offs.earlier(db, COURSE) == ()


@pytest.mark.parametrize("subjects", [("Q-L1-1",), ("course", "nothing")])
def test_only_what_the_edition_asks_for_is_signed(store: Store, subjects: tuple[str, ...]) -> None:
    with store.writing() as db, pytest.raises(NotUnderstood, match="Tick at least one"):
        signs(db, *subjects)


def test_nothing_is_signed_twice(store: Store) -> None:
    with store.writing() as db:
        signs(db, "course")
        with pytest.raises(SignedAlready):
            signs(db, "course", name="Somebody Else")


def test_what_went_live_meanwhile_is_not_signed_unseen(store: Store) -> None:
    with store.writing() as db:
        publish(db, "KEY-Q-L1-1-b That helps less.", "Less.")
        with pytest.raises(NotUnderstood, match="Another edition went live"):
            signs(db, number=1)


@pytest.mark.parametrize("name", ["Tess Lindqvist", "tess  LINDQVIST", "Téss Lindqvist"])
def test_nobody_signs_what_they_published_while_another_could(store: Store, name: str) -> None:
    with store.writing() as db:
        publish(db, "KEY-Q-L1-1-b That helps less.", "Less.")
        with pytest.raises(NotUnderstood, match="Ask somebody else"):
            signs(db, name=name, number=2)
        assert signs(db, number=2).approved


def test_the_only_trainer_may_sign_alone_and_the_register_says_so(store: Store) -> None:
    with store.writing() as db:
        publish(db, "KEY-Q-L1-1-b That helps less.", "Less.")
        alone_here(db)
        register = signs(db, name="Tess Lindqvist", number=2)
        assert register.approved and register.alone
        assert all(each.alone for each in sign_offs.earlier(db, COURSE))


def test_what_the_command_line_published_is_signed_by_whoever_read_it(store: Store) -> None:
    with store.writing() as db:
        register = signs(db, name="Tess Lindqvist")
        assert register.approved and not register.alone


def test_a_later_approval_is_seen_on_what_was_earned_before_it(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        certificate = deeds.passes(db, ada, START)
        today = START.date()
        assert not certificates.own(db, ada, certificate, today).approved
        assert not certificates.check(db, certificate, today).approved
        assert not contents.of_course(db, ada, COURSE, START).approved
        signs(db)
        assert certificates.own(db, ada, certificate, today).approved
        assert certificates.check(db, certificate, today).approved
        assert contents.of_course(db, ada, COURSE, START).approved
        publish(db, "KEY-Q-SAFE-2-b That helps less.", "Less.")
        assert certificates.own(db, ada, certificate, today).approved
        assert not contents.lesson_page(db, ada, COURSE, "L1").approved


def test_a_name_is_the_same_whatever_its_capitals_and_accents() -> None:
    assert people.folded_name(" Zoë  ÅNGSTRÖM") == people.folded_name("zoe angstrom")
    assert people.folded_name("Zoe") != people.folded_name("Zoa")
