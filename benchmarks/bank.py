"""Many questions at once: 10,000 of ours read and linted, 20,000 of Moodle XML read. On one core."""

import time
from collections.abc import Callable

from benchmarks.figures import Figure
from quiz_bank import check
from quiz_bank.formats import moodle_xml

OURS, THEIRS = 10_000, 20_000
LESSONS = 20

_COURSE = "---\nbank: many\ntitle: Many\nversion: 1.0.0\npass: 16 of 20\n{draw}\n---\n\n"
_LESSON = (
    "# Lesson: Lesson {number} {{#L{number}}}\natoms: a press on it | b call for help\n\nPress on it.\n\n"
)
_OURS = """## Cut by glass {number} {{#Q-{number}}}
lesson: L{lesson}
covers: L{lesson}a
difficulty: 1

{words[0]} has cut a hand on {words[1]} in the {words[2]} {words[3]}.
The cut is {words[4]} and nobody else is at {words[5]}.

What do you do first about the {words[6]} and the {words[7]} {words[8]}?

- [ ] Look for a {words[9]} in the {words[10]} cupboard. {{#a}}
  > While you look, Ola goes on bleeding.
- [x] Press on the cut with a clean {words[11]} {words[12]}. {{#b}}
  > Pressing slows the bleed for Ola at once.
- [ ] Ring the {words[13]} family and wait for {words[14]} {words[15]}. {{#c}}
  > They will want to know, and Ola needs you now.

why: Pressing is what slows a bleed.
source: first aid book, page {number}

"""
_THEIRS = """  <question type="multichoice">
    <name><text>Cut {number}</text></name>
    <questiontext format="html"><text>
      <![CDATA[<p>Ola has cut her <b>hand</b> in kitchen {number}.<br>What now?</p>]]></text></questiontext>
    <generalfeedback format="html"><text>&lt;p&gt;Pressing slows a bleed.&lt;/p&gt;</text></generalfeedback>
    <defaultgrade>1.0000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden><idnumber></idnumber>
    <single>true</single><shuffleanswers>true</shuffleanswers><answernumbering>abc</answernumbering>
    <answer fraction="0" format="html"><text>&lt;p&gt;Look for a plaster.&lt;/p&gt;</text>
      <feedback format="html"><text>Ola goes on bleeding.</text></feedback></answer>
    <answer fraction="100" format="html"><text>&lt;p&gt;Press on the cut.&lt;/p&gt;</text>
      <feedback format="html"><text>Yes.</text></feedback></answer>
    <answer fraction="0" format="html"><text>&lt;p&gt;Ring her family &amp;amp; wait.&lt;/p&gt;</text>
      <feedback format="html"><text>Ola needs you now.</text></feedback></answer>
  </question>
"""


def measure() -> dict[str, Figure]:
    ours, theirs = our_text(), moodle_text()
    return {
        "bank.read": Figure(seconds(lambda: len(_checked(ours))), "s CPU", 10),
        "bank.moodle_xml": Figure(seconds(lambda: len(_moodle(theirs))), "s CPU", 5),
    }


def our_text() -> str:
    draw = "\n".join(f"draw: L{number} take 1" for number in range(1, LESSONS + 1))
    lessons = "".join(_LESSON.format(number=number) for number in range(1, LESSONS + 1))
    asked = "".join(
        _OURS.format(
            number=number, lesson=number % LESSONS + 1, words=[_word(16 * number + at) for at in range(16)]
        )
        for number in range(OURS)
    )
    return f"{_COURSE.format(draw=draw)}{lessons}# Questions\n\n{asked}"


def _word(number: int) -> str:
    """Words enough that no question is like another: "kibasola"."""
    return "".join("bdfgklmnprstvz"[number // 14**at % 14] + "aeiou"[number // 5**at % 5] for at in range(4))


def moodle_text() -> bytes:
    asked = "".join(_THEIRS.format(number=number) for number in range(THEIRS))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{asked}</quiz>\n'.encode()


def seconds(work: Callable[[], int]) -> float:
    began = time.process_time()
    assert work() in (OURS, THEIRS)
    return round(time.process_time() - began, 2)


def _checked(text: str) -> tuple[object, ...]:
    bank = check({"bank.md": text}).bank
    assert bank is not None
    return bank.questions


def _moodle(content: bytes) -> tuple[object, ...]:
    bank = moodle_xml.read(content)[0].bank
    assert bank is not None
    return bank.questions
