import pytest

from tests.quiz_bank.texts import LESSON, OPTIONS, linted, question, reading


def told(text, lesson=LESSON):
    return linted(reading(question(text=f"{text}\n\nWhat now?\n"), lesson=lesson), "W18")


@pytest.mark.parametrize(
    "text", ["Ring the MASH.", "Two LADOs are there.", "Ask the LADO's team.", "(See MASH.)"]
)
def test_w18_a_short_form_that_is_spelt_out_nowhere_is_told_as_information(text):
    (finding,) = told(text)
    assert finding.severity == "information"


@pytest.mark.parametrize(
    "text",
    [
        "Ring the Front Door Team (FDT). The FDT answers.",
        "Ring the FDT (the team at the front door).",
        "The FDT stands for the team at the front door.",
        "The Front Door Team is there. Ring the FDT.",
        "The Team at the Door is there. Ring the TD.",
        "The GP and the NHS know.",
        "Do NOT ring. You do not have to.",
        "SHUT EVERY GATE.",
        "It is in part IV.",
        "Write `MASH` down.",
        "See MASH.md or /MASH/ or X-MASH or MASH2.",
        "Ring {{MASH}}.",
        "See [it](MASH).",
    ],
)
def test_w18_what_is_spelt_out_known_shouted_or_code_is_fine(text):
    assert told(text) == []


def test_w18_it_is_enough_to_spell_it_out_in_a_lesson():
    assert told("Ring the FDT.", lesson=f"{LESSON}\nRing the Front Door Team first.\n") == []


def test_w18_each_is_told_once_where_it_first_stands():
    read_ = reading(
        question(id="Q-1", options=OPTIONS.replace("her family", "the FDT")),
        question(id="Q-2", text="Ring the FDT and the MASH.\n\nWhat now?\n"),
    )
    assert [(each.line, each.what.split('"')[1]) for each in linted(read_, "W18")] == [
        (read_.places["Q-1"].line, "FDT"),
        (read_.places["Q-2"].line, "MASH"),
    ]
