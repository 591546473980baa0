"""A bank to begin with: one that shows the form by doing, or the course around questions that came from elsewhere."""

import re
from collections import Counter
from collections.abc import Collection
from pathlib import Path

from quiz_bank.bank import Bank, DrawGroup, Lesson, PassRule

EXAMPLE = Path(__file__).parent / "courses" / "starter"
"""The folder of a small bank with a question of each kind and a case."""
_MOST_DRAWN = 20
_LONGEST_ID = 50
COURSE = """---
bank: {name}
title: {title}
version: 0.1.0
language: en-GB
minutes: 5
pass: 1 of 1
tries: 3
draw: L1 take 1
---

Say here what the course is about and who it is for. Change every word of this bank; keep its form.
"""
LESSON = """# Lesson: Stopping a bleed {{#L1}}
atoms: a press on it | b call for help

Press on the cut with a clean cloth, and keep pressing.

Call for help while you press.
"""
QUESTIONS = """# Questions

## Cut by glass {{#Q-L1-01}}
lesson: L1
covers: L1a

Ola has cut her hand on glass in the kitchen.

What do you do first?

- [ ] Look for a plaster in the cupboard. {{#a}}
  > While you look, Ola goes on bleeding.
- [x] Press on the cut with a clean cloth. {{#b}}
  > Pressing slows the bleed for Ola at once.
- [ ] Ring her family and wait for them. {{#c}}
  > They will want to know, and Ola needs you now.

why: Pressing is what slows a bleed.

## Alone in the workshop {{#Q-L1-02}}
lesson: L1
covers: L1b

Bo holds a cloth on a deep cut in his arm. You found him, and nobody else has noticed yet.

What helps Bo most now?

- [x] Shout for a first aider and stay beside him. {{#a}}
  > Help comes, and Bo is not left by himself.
- [ ] Run to the office to write it in the book. {{#b}}
  > It has to be written down. For Bo it can wait.
- [ ] Take the cloth off to see how deep it is. {{#c}}
  > Looking is natural. Bo starts to bleed again.

why: Whoever presses cannot fetch help, so somebody else does.
"""


def starter(name: str) -> dict[str, str]:
    """The files of a new bank by path. `name`: small letters, digits and hyphens."""
    title = name.replace("-", " ").capitalize()
    return {
        "course.md": COURSE.format(name=name, title=title),
        "lessons/01-l1.md": LESSON.format(),
        "questions/01-l1.md": QUESTIONS.format(),
    }


def with_course(bank: Bank, title: str, lesson: str, taken: Collection[str] = ()) -> Bank:
    """Questions from elsewhere as a course of this title: an id that is not taken, what is drawn, and what passes.

    A third of each lesson's questions is drawn, so that three tries can differ, and at most 20 in all or one of each
    lesson; four in five pass. Where nothing can be drawn, the course says neither. Questions without a lesson come into
    a new one with the title `lesson`.
    """
    lessons, questions = bank.lessons, bank.questions
    if any(not each.lesson for each in questions):
        new = Lesson(id=_free("L1", {each.id for each in lessons}), title=lesson or title, text="", atoms={})
        lessons = (*lessons, new)
        questions = tuple(
            each if each.lesson else each.model_copy(update={"lesson": new.id}) for each in questions
        )
    draw = _blueprint(Counter(each.lesson for each in questions if each.drawable))
    total = sum(group.take for group in draw)
    return bank.model_copy(
        update={
            "id": _free(_id_of(title), taken),
            "title": title,
            "version": "0.1.0",
            "lessons": lessons,
            "questions": questions,
            "draw": draw,
            "passing": (PassRule(right=-(-total * 4 // 5), of=total),) if total else (),
        }
    )


def _blueprint(counts: Counter[str]) -> tuple[DrawGroup, ...]:
    """At least one of each lesson; what is too much then is taken from those that give most."""
    most = max(_MOST_DRAWN, len(counts))
    shares = {id: max(1, min(count // 3, count * most // counts.total())) for id, count in counts.items()}
    while sum(shares.values()) > most:
        shares[max(shares, key=lambda id: shares[id])] -= 1
    return tuple(DrawGroup(lessons=(id,), take=take) for id, take in shares.items())


def _id_of(title: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).lstrip("-0123456789")
    return plain[:_LONGEST_ID].rstrip("-") or "course"


def _free(id: str, taken: Collection[str]) -> str:
    """The id, or the first that goes on from it and is free: L1, L2; tea, tea-2."""
    stem, number = (id[:-1], int(id[-1])) if id[-1:].isdigit() else (f"{id}-", 1)
    while id in taken:
        number += 1
        id = f"{stem}{number}"
    return id
