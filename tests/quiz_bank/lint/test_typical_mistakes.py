"""A file with the mistakes that trainers make most: all are found at once, each on its line."""

from quiz_bank import lint, read
from quiz_bank.findings import worst_first
from tests.quiz_bank.texts import line_of

TEXT = """---
bank: kit
title: Kit's week
version: 0.1
pass: 3 of 4
draw: L1 L2 take 2 each
---
# Lesson: Seeing Kit {#L1}

See him.

# Lesson: Asking Kit {#L2}

Ask him.

# Questions

## Kit at the door {#Q-01}
lesson: L33
critical: yes

Kit is at the door.

What do you do?

- [ ] Shut the door. {#a}
  > Incorrect.
- [x] Ask Kit how his week was, write down his own words, and plan with your manager when to see him again. {#b}
  > Yes. Kit is heard.
- [ ] Never ask him again. {#c}
  > Kit would have nobody to tell.
- [ ] All of the above. {#d}

## Kit at school {#Q-02}
lesson: L1
kind: single

Which of these would you not do for Kit?

- [x] Wait. {#a}
  > Kit would wait too.
- [x] Look. {#b}
  > Kit is seen.
- [ ] Ask. {#c}
  > Kit is heard.

## Kit at home {#Q-01}
lesson: L1

What now?

- [x] Ask. {#a}
  > It helps Kit.
- [ ] Go. {#b}
  > It does not help Kit.

## Kit at night {#Q-04}
lesson: L1

Kit has bruises. What he needs is an

- [x] apple. {#a}
  > It feeds Kit.
- [ ] bed. {#b}
  > It lets Kit rest.
- [ ] game. {#c}
  > It cheers Kit up.

# Case: Kit's week {#CASE-01}
lesson: L1

Kit's week.

## Visit {#visit}

Kit is in.

- (best) Ask him. {#a} -> called
  > He talks.
- (poor) Go home. {#b} -> wiat
  > He waits.

## Called {#called}

You call.

## Wait {#wait}
end: poor

You wait.
"""

EXPECTED = [
    ("P01", "error", "draw:"),
    ("N01", "error", "lesson: L33"),
    ("Q09", "error", "All of the above"),
    ("W02", "error", "All of the above"),
    ("Q04", "error", "## Kit at school"),
    ("I01", "error", "## Kit at home"),
    ("B01", "error", "-> wiat"),
    ("B02", "error", "## Called"),
    ("P02", "warning", "draw:"),
    ("S03", "warning", "## Kit at the door"),
    ("W08", "warning", "Shut the door"),
    ("W03", "warning", "Ask Kit how"),
    ("W04", "warning", "Never ask"),
    ("W07", "warning", "Which of these"),
    ("S02", "warning", "Kit has bruises"),
    ("W06", "warning", "Kit has bruises"),
    ("B03", "warning", "## Wait"),
]


def test_all_are_found_at_once_each_on_its_line_the_worst_first():
    reading = read(TEXT)
    found = worst_first((*reading.findings, *lint(reading)))
    expected = [(code, severity, line_of(TEXT, part)) for code, severity, part in EXPECTED]
    assert [(each.code, each.severity, each.line) for each in found] == expected


def test_each_says_what_and_one_remedy_without_a_code_in_the_sentence():
    reading = read(TEXT)
    for finding in (*reading.findings, *lint(reading)):
        assert finding.what.rstrip('"').endswith((".", "?", "!"))
        assert finding.remedy
        assert finding.code not in finding.what + finding.remedy


def test_the_nearest_match_is_in_the_remedy():
    reading = read(TEXT)
    remedies = {finding.code: finding.remedy for finding in (*reading.findings, *lint(reading))}
    assert remedies["N01"].startswith(("Did you mean", "Use one of: L1, L2"))
    assert remedies["B01"] == "Did you mean wait?"
