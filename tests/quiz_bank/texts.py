"""Small banks as text. Each is free of findings until a test changes one thing in it."""

from quiz_bank import Finding, Question, Reading, lint, read

COURSE = """---
bank: first-aid
title: First aid at work
version: 1.0.0
pass: 1 of 1
draw: L1 take 1
---
"""
LESSON = """# Lesson: Stopping a bleed {#L1}
atoms: a press on it | b call for help | F1 most bleeds stop

Press on it and keep pressing.
"""
HEAD = "lesson: L1\ncovers: L1a\n"
TEXT = "Ola has cut her hand on glass in the kitchen.\nWhat do you do first?\n"
OPTIONS = """- [ ] Look for a plaster in the cupboard. {#a}
  > While you look, Ola goes on bleeding.
- [x] Press on the cut with a clean cloth. {#b}
  > Pressing slows the bleed for Ola at once.
- [ ] Ring her family and wait for them. {#c}
  > They will want to know, and Ola needs you now.
"""
END = "why: Pressing is what slows a bleed.\n"


def question(
    head: str = HEAD, text: str = TEXT, options: str = OPTIONS, end: str = END, id: str = "Q-1"
) -> str:
    """One question as it stands under `# Questions`."""
    mark = f" {{#{id}}}" if id else ""
    return f"\n## Cut by glass {id}{mark}\n{head}\n{text}\n{options}\n{end}"


def bank(*questions: str, course: str = COURSE, lesson: str = LESSON, more: str = "") -> str:
    """A whole bank in one text. A second question gives it a second try."""
    every = questions or (question(),)
    return f"{course}\n{lesson}\n# Questions\n{''.join(every)}\n{more}"


def reading(*questions: str, course: str = COURSE, lesson: str = LESSON, more: str = "") -> Reading:
    return read(bank(*questions, course=course, lesson=lesson, more=more))


def only(read_: Reading) -> Question:
    """The one question of a bank."""
    assert read_.bank is not None
    (found,) = read_.bank.questions
    return found


def found(read_: Reading, code: str) -> Finding:
    """The one finding with this code."""
    (finding,) = (each for each in read_.findings if each.code == code)
    return finding


def codes(read_: Reading) -> list[str]:
    return [each.code for each in read_.findings]


def line_of(text: str, part: str) -> int:
    """The number of the first line of a text that holds this part."""
    return next(number for number, line in enumerate(text.split("\n"), 1) if part in line)


def linted(read_: Reading, code: str) -> list[Finding]:
    """What the rules, not the reader, find under a code."""
    return [each for each in lint(read_) if each.code == code]
