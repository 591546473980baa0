"""Banks made without text, for what is drawn and marked."""

from quiz_bank import Bank, DrawGroup, Lesson, Option, PassRule
from quiz_bank.kinds.single import SingleQuestion


def asked(
    id: str,
    lesson: str,
    *,
    critical: bool = False,
    use: str = "check",
    shuffle: bool = True,
    audience: str = "",
):
    return SingleQuestion(
        id=id,
        title=id,
        lesson=lesson,
        text="What first?",
        critical=critical,
        use=use,
        shuffle=shuffle,
        audience=audience,
        options=tuple(Option(id=each, text=each, feedback=each) for each in "abcd"),
        right="a",
    )


def two_lessons() -> Bank:
    """L1: 6 questions, 2 taken. L2 and L3 together: 4 plain and 5 critical, 3 taken, exactly 1 of them critical.

    For the community one question, of L1, that nobody else is asked.
    """
    return Bank(
        id="b",
        title="B",
        version="1",
        passing=(PassRule(right=4, of=5), PassRule(right=1, of=1, audience="community")),
        draw=(
            DrawGroup(lessons=("L1",), take=2),
            DrawGroup(lessons=("L2", "L3"), take=3, critical=1),
            DrawGroup(lessons=("L1",), take=1, audience="community"),
        ),
        lessons=tuple(
            Lesson(id=id, title=id, text=id, atoms={id: id}, audience=audience)
            for id, audience in (("L1", "everyone"), ("L2", ""), ("L3", ""))
        ),
        questions=(
            *(asked(f"Q-L1-{n}", "L1") for n in range(6)),
            *(asked(f"Q-L2-{n}", "L2", use="both") for n in range(4)),
            *(asked(f"Q-L3-{n}", "L3", critical=True) for n in range(5)),
            asked("Q-L1-NEXT-DOOR", "L1", audience="community"),
            asked("Q-L1-PRACTICE", "L1", use="practice"),
            asked("Q-L1-BEFORE", "L1", use="before"),
        ),
    )
