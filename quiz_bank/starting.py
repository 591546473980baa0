"""A bank to begin with: it reads and lints without a finding, and shows the form by doing."""

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
