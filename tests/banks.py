"""A small course of the tests' own, whose right answers are known: the right option's id is always “a”.

What is to be placed has ids that begin with `telling-`, as no id of it may be told before hand-in; its right answers
are known by words, as its rows are met under other names.
"""

from collections.abc import Mapping
from typing import Any

BLOCK = """---
bank: kettle
title: The kettle review
version: 1.2.0
language: en-GB
minutes: 10
audience: everyone who makes tea
pass: 4 of 5
tries: 3
valid: 12 months
renew: 60 days before
draw: L1 L2 take 2 each
draw: SAFE take 1, 1 critical
pass: 1 of 1 for community
draw: SAFE take 1, 1 critical for community
note: A kettle boils over. Nobody is hurt.
---
A small course for the tests.
"""

LESSON = """
# Lesson: {title} {{#{id}}}
part: What we learned
outcome: Know {title}
minutes: 2
source: review, page {id}

Teaching text of {id}. Read it with care.
"""

SINGLE = """
## Scene {id} {{#{id}}}
lesson: {lesson}
difficulty: 2
use: check{critical}

Somebody tells you about {id}.

What would you do first about {id}?

- [x] Do the right thing. {{#a}}
  > KEY-{id}-a That helps.
- [ ] Do another thing. {{#b}}
  > KEY-{id}-b That helps less.
- [ ] Do a third thing. {{#c}}
  > KEY-{id}-c That helps least.

why: KEY-{id}-why Because it does.
source: review, page {lesson}
"""

MULTIPLE = """
## Scene {id} {{#{id}}}
lesson: {lesson}
difficulty: 2
use: check
choose: 2

What are the two best things to do about {id}?

- [x] The first good thing. {{#a}}
  > KEY-{id}-a That helps.
- [x] The second good thing. {{#b}}
  > KEY-{id}-b That helps too.
- [ ] Something else. {{#c}}
  > KEY-{id}-c That helps less.

why: KEY-{id}-why Because they do.
source: review, page {lesson}
"""

PRACTICE = """
## Scene Q-L1-PRACTICE {#Q-L1-PRACTICE}
lesson: L1
use: practice

What would you practise about L1?

- [x] Do the right thing. {#a}
  > TOLD-PRACTICE-a That helps.
- [ ] Do another thing. {#b}
  > TOLD-PRACTICE-b That helps less.
- [ ] Do a third thing. {#c}
  > TOLD-PRACTICE-c That helps least.

why: TOLD-PRACTICE-why Because it does.
source: review, page L1
"""

BEFORE = """
## A guess {#Q-L1-BEFORE}
lesson: L1
use: before

What would you guess about L1?

- [x] This. {#a}
  > TOLD-BEFORE-a It helps.
- [ ] That. {#b}
  > TOLD-BEFORE-b It helps less.

why: TOLD-BEFORE-why Because it does.
source: review, page L1
"""

CASE = """
# Case: The kitchen {#CASE-K}
lesson: L1
note: Steam.

A kettle is on.

## It boils {#boil}
expect: 4

It whistles.

What do you do?

- (best) Turn it off. {#off} -> pour
  > KEY-CASE-off It stops.
  >
  > coach: KEY-CASE-coach Quick and calm.
- (poor) Leave it. {#leave} -> back
  > It boils on.

## It is quiet {#pour}

It is off.

What next?

- (best) Pour. {#pour-it} -> good
  > Tea.
- (partly) Wait. {#wait} -> mixed
  > Cool tea.

## Tea {#good}
end: good

Everyone has tea.

## Later {#mixed}
end: mixed

Tea comes late.
"""


def kettle(version: str = "1.2.0") -> dict[str, str]:
    lessons = "".join(LESSON.format(id=id, title=f"lesson {id}") for id in ("L1", "L2", "SAFE"))
    lessons = lessons.replace("outcome: Know lesson SAFE", "outcome: Know lesson SAFE\naudience: everyone")
    questions = "\n# Questions\n"
    for lesson in ("L1", "L2"):
        for number in range(1, 5):
            questions += SINGLE.format(id=f"Q-{lesson}-{number}", lesson=lesson, critical="")
        questions += MULTIPLE.format(id=f"Q-{lesson}-M", lesson=lesson)
    questions += PRACTICE
    for number in range(1, 5):
        questions += SINGLE.format(
            id=f"Q-SAFE-{number}", lesson="SAFE", critical="\ncritical: yes\naudience: everyone"
        )
    return {
        "course.md": BLOCK.replace("1.2.0", version),
        "lessons.md": lessons.lstrip("\n"),
        "questions.md": questions.lstrip("\n"),
        "cases.md": CASE.lstrip("\n"),
    }


def with_a_question_before() -> dict[str, str]:
    """The kettle course with something asked before L1."""
    files = kettle()
    return files | {"questions.md": files["questions.md"] + BEFORE}


ORDER = """
## Scene Q-L1-ORDER {#Q-L1-ORDER}
kind: order
lesson: L1
use: both
enough: 2 of 3

What comes when?

1. Fill it. {#telling-1}
   > KEY-ORDER-1 That comes first.
2. Boil it. {#telling-2}
   > KEY-ORDER-2 That comes next.
3. Pour it. {#telling-3}
   > KEY-ORDER-3 That comes last.

why: KEY-ORDER-why Because it does.
source: review, page L1
"""

MATCH = """
## Scene Q-L1-MATCH {#Q-L1-MATCH}
kind: match
lesson: L1
use: both

What goes with what?

- Tea {#telling-1} => A pot {#telling-4}
  > KEY-MATCH-1 Tea draws in it.
- Milk {#telling-2} => A jug {#telling-5}
  > KEY-MATCH-2 Milk pours from it.
- Cream {#telling-3} => {#telling-5}
  > KEY-MATCH-3 Cream pours from it too.
- => A tray that is wide enough for all of it {#telling-6}
  > KEY-MATCH-spare All of it stands on one.

why: KEY-MATCH-why Because it does.
source: review, page L1
"""

SORT = """
## Scene Q-L1-SORT {#Q-L1-SORT}
kind: sort
lesson: L1
use: both
boxes: Hot {#hot} | Cold {#cold}
enough: 2 of 3

Which is which?

- Steam {#telling-1} => Hot
  > KEY-SORT-1 It burns.
- Ice {#telling-2} => Cold
  > KEY-SORT-2 It cools.
- Milk {#telling-3} => {#cold}
  > KEY-SORT-3 It keeps.

why: KEY-SORT-why Because it is.
source: review, page L1
"""

TYPED = """
## Scene Q-L1-TYPED {#Q-L1-TYPED}
kind: typed
lesson: L1
use: both

At how many degrees does it boil?

- [x] = 100 +- 1 {#telling-1}
  > KEY-TYPED-1 It bubbles there.
- [ ] = 90 {#telling-2}
  > KEY-TYPED-2 Not yet.
- [ ] = * {#telling-3}
  > KEY-TYPED-3 Look again.

why: KEY-TYPED-why Because it does.
source: review, page L1
"""

OWN_WORDS = """
## Scene Q-L1-REFLECT {#Q-L1-REFLECT}
kind: reflect
lesson: L1

What is making tea like?

model: TOLD-REFLECT-model It is calm.
check: TOLD-REFLECT-check I said how it smells.

## Scene Q-L1-NOTICE {#Q-L1-NOTICE}
kind: notice
lesson: L1

What is missing from this tray?

- [x] TOLD-NOTICE-a The spoons. {#a}
  > words: spoon
- [x] TOLD-NOTICE-b The milk. {#b}
  > words: milk, jug
"""

PLACED: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "Q-L1-ORDER": (
        ORDER,
        {"Fill it.": "1", "Boil it.": "2", "Pour it.": "3"},
        {"Fill it.": "3", "Boil it.": "2", "Pour it.": "1"},
    ),
    "Q-L1-MATCH": (
        MATCH,
        {"Tea": "A pot", "Milk": "A jug", "Cream": "A jug"},
        {"Tea": "A tray that is wide enough for all of it", "Milk": "A pot", "Cream": "A jug"},
    ),
    "Q-L1-SORT": (
        SORT,
        {"Steam": "Hot", "Ice": "Cold", "Milk": "Cold"},
        {"Steam": "Cold", "Ice": "Hot", "Milk": "Cold"},
    ),
}
"""Questions for practice too, of the kinds whose rows are placed: the text, what is right and what is not, by words."""


def every_kind(version: str = "2.0.0") -> dict[str, str]:
    """The kettle course with one question of each kind in the lesson L1, all of them drawn by every check."""
    files = kettle(version)
    head, *questions = files["questions.md"].split("\n## ")
    kept = [each for each in questions if "{#Q-L1-" not in each or each.split("}")[0][-1] in "4ME"]
    placed = "".join(text for text, _, _ in PLACED.values()) + TYPED + OWN_WORDS
    of_l1 = 3 + len(PLACED)
    course = files["course.md"].replace("draw: L1 L2 take 2 each", f"draw: L1 take {of_l1}\ndraw: L2 take 2")
    return {
        **files,
        "course.md": course.replace("pass: 4 of 5", f"pass: {of_l1 + 2} of {of_l1 + 3}"),
        "questions.md": "\n## ".join([head, *kept]) + placed,
    }


def naming_facts(files: Mapping[str, str]) -> dict[str, str]:
    """The same with local facts wherever words may name one, but in what is placed: that is given by words."""
    return {path: "\n".join(map(_naming, text.split("\n"))) for path, text in files.items()}


def _naming(line: str) -> str:
    if line.startswith(("title:", "- [x] =", "- [ ] =", "  > words:")):
        return line
    if line.startswith(("  > ", "why:", "model:", "check:")):
        return f"{line} Ask {{{{lead}}}} or {{{{board}}}}, see [it]({{{{policy}}}})."
    if line.startswith(("note:", "outcome:", "source:", "audience: who")):
        return f"{line} {{{{lead}}}} {{{{board}}}}"
    if line.startswith(("# Lesson", "# Case", "## ", "- [", "- (")) and " {#" in line:
        return line.replace(" {#", " {{lead}} {{board}} {#", 1)
    return line


def as_shown(given: Mapping[str, Any], asked: Mapping[str, Any]) -> dict[str, Any]:
    """What was given by words, by the names under which a question, as JSON, shows its rows and places."""
    rows = {each["text"]: each["id"] for each in asked["options"]}
    places = {each["text"]: each["id"] for each in asked["places"]}
    return {
        name: {rows[row]: places[place] for row, place in value.items()}
        if isinstance(value, Mapping)
        else value
        for name, value in given.items()
    }


def right(question: str) -> Mapping[str, Any]:
    if question in PLACED:
        return {"place": PLACED[question][1]}
    if question.endswith("-TYPED"):
        return {"text": "100.5"}
    if question.endswith(("-REFLECT", "-NOTICE")):
        return {"text": "Two spoons *only* <b>"}
    return {"options": ["a", "b"]} if question.endswith("-M") else {"option": "a"}


def wrong(question: str) -> Mapping[str, Any]:
    if question in PLACED:
        return {"place": PLACED[question][2]}
    if question.endswith("-TYPED"):
        return {"text": "*ninety* <b>"}
    return {"options": ["a", "c"]} if question.endswith("-M") else {"option": "b"}
