"""Whether the lessons and atoms that are named somewhere are there."""

from quiz_bank.findings import did_you_mean, listed
from quiz_bank.formats.markdown.draft import Draft


def look_up(draft: Draft) -> None:
    lessons = {lesson.id: lesson for lesson in draft.lessons}
    for name in draft.lesson_names:
        if name.name not in lessons:
            remedy = did_you_mean(name.name, lessons, f"Use one of: {listed(lessons, 20)}.")
            name.page.error("N01", name.at, f'Lesson "{name.name}" is not in this course.', remedy)
    for name in draft.atom_names:
        if name.name in draft.atoms:
            continue
        lesson = lessons.get(name.name)
        if lesson:
            what = f'"{name.name}" is a whole lesson; say which part of it is covered.'
            name.page.error("N02", name.at, what, f"Use one of: {listed(lesson.atoms, 20)}.")
        else:
            owner = next((each for id, each in lessons.items() if name.name.startswith(id)), None)
            every = (
                f"Use one of: {listed(owner.atoms, 20)}." if owner else "Name an atom of one of the lessons."
            )
            remedy = did_you_mean(name.name, draft.atoms, every)
            name.page.error("N02", name.at, f'No lesson has anything called "{name.name}" to cover.', remedy)
