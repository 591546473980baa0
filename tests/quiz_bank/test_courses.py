"""The courses that are shipped keep the rules that trainers are asked to keep."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

import quiz_bank
from quiz_bank import draw, draw_follow_up, lint, read, read_folder
from quiz_bank.coverage import coverage

COURSES = sorted(path.parent for path in (Path(quiz_bank.__file__).parent / "courses").glob("*/course.md"))


def test_there_is_a_course():
    assert COURSES


@pytest.fixture(params=COURSES, ids=lambda path: path.name, scope="module")
def reading(request):
    return read(read_folder(request.param))


def test_nothing_in_it_has_to_be_mended(reading):
    assert [str(each) for each in (*reading.findings, *lint(reading)) if each.severity != "information"] == []


def test_every_atom_and_every_fact_is_covered(reading):
    counted = coverage(reading.bank)
    assert (counted.atoms.missing, counted.facts.missing) == ((), ())


def test_it_can_be_drawn_and_followed_up(reading):
    bank = reading.bank
    assert len(draw(bank, "seed")) == bank.pass_rule().of
    topics = [group.topic for group in bank.groups() if group.critical]
    assert len(draw_follow_up(bank, topics, "seed", {})) == 2 * len(topics)


def test_every_id_is_written_in_the_text(reading):
    assert [each for each in reading.findings if each.code == "I05"] == []


RUNS = set((Path(__file__).parent / "runs_of_the_review.txt").read_text().split())
"""Hashes of every six words that follow one another in the review, so that its text need not lie here."""
TITLES = (
    "Children moving across Local Authority boundaries",
    "The Voice of the Child",
    "Child Protection Plan (CP Plan)",
)


def runs_in(text):
    plain = text.lower().replace("’", "'")
    for title in TITLES:
        plain = plain.replace(title.lower(), " \n ")
    for part in plain.split("\n"):
        words = re.findall(r"[a-z0-9']+", part)
        for at in range(len(words) - 5):
            yield " ".join(words[at : at + 6])


def test_no_six_words_in_a_row_are_the_reviews_own():
    folder = next(path for path in COURSES if path.name == "child_a")
    told = [run for file in sorted(folder.rglob("*.md")) for run in runs_in(file.read_text())]
    assert len(told) > 20_000
    assert len(RUNS) > 800
    copied = [run for run in told if sha256(run.encode()).hexdigest()[:12] in RUNS]
    assert copied == []
