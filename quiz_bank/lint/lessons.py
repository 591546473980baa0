"""Rules on the shape of a lesson."""

from collections.abc import Iterator

from quiz_bank.bank import Lesson
from quiz_bank.findings import listed, nearest
from quiz_bank.lint.problem import Context, Problem
from quiz_bank.sections import titles


def story_part_missing(lesson: Lesson, _: Context) -> Iterator[Problem]:
    """On the quiet way a part that cannot be found would be shown."""
    there = titles(lesson.text)
    for name in lesson.story:
        if name not in there:
            what = f'"story:" names "{name}", and this lesson has no such sub-heading.'
            meant = nearest(name, there)
            remedy = f'Did you mean "{meant}"?' if meant else f"Use one of: {listed(there, 8)}."
            yield Problem("N07", "error", lesson.id, f"{lesson.id}:story", what, remedy)
