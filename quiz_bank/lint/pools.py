"""Rules on pools: enough questions for the first try, and for those who need another."""

from collections import Counter
from collections.abc import Iterator

from quiz_bank.bank import EVERYONE, DrawGroup
from quiz_bank.drawing import FOLLOW_UP, pool
from quiz_bank.lint.problem import Context, Problem

_FEWEST = 2


def _short(context: Context, group: DrawGroup, tries: int, follow_ups: int) -> str | None:
    """What a group lacks for so many tries and follow-ups; None where nothing is missing."""
    drawable = pool(context.bank.meant_for(group.audience), group)
    critical = [question for question in drawable if question.critical]
    others = len(drawable) - len(critical)
    needed = tries * (group.take - group.critical)
    needed_critical = tries * group.critical + (FOLLOW_UP * follow_ups if group.critical else 0)
    lacks = []
    if others < needed:
        lacks.append(f"{others} of {needed}" + (" besides the critical ones" if critical else ""))
    if len(critical) < needed_critical:
        lacks.append(f"{len(critical)} of {needed_critical} critical")
    return f"{group.topic} (has {' and '.join(lacks)})" if lacks else None


def _blocked(context: Context, group: DrawGroup) -> str | None:
    """What one try lacks, or one follow-up after it."""
    return _short(context, group, 1, 0) or _short(context, group, 0, 1)


def too_small_to_draw(context: Context) -> Iterator[Problem]:
    """A bank that is published must be able to draw whatever an attempt asks for."""
    short = {}
    for index, group in enumerate(context.bank.draw):
        lack = _blocked(context, group)
        if lack:
            short[index] = lack
    if short:
        what = f"There are too few questions to draw a check: {', '.join(short.values())}."
        remedy = "Write more for those lessons, or lower the draw."
        yield Problem("P01", "error", "", f"draw:{min(short)}", what, remedy)


def too_small_to_try_again(context: Context) -> Iterator[Problem]:
    """Whoever misses the mark once, and may try again, should meet fresh questions."""
    short = {}
    tries = min(context.bank.tries, 2)
    for index, group in enumerate(context.bank.draw):
        lack = None if _blocked(context, group) else _short(context, group, tries, 1)
        if lack:
            short[index] = lack
    if short:
        again = "A second try and a follow-up" if tries > 1 else "A try and a follow-up"
        what = f"{again} would repeat questions: {', '.join(short.values())}."
        yield Problem("P02", "warning", "", f"draw:{min(short)}", what, "Write more for those lessons.")


def lesson_hardly_asked(context: Context) -> Iterator[Problem]:
    """One question says little of a lesson. Where P01 or P02 asks for more questions, that is not said again."""
    bank = context.bank
    counts = Counter(question.lesson for question in bank.questions if question.scored)
    few = [lesson for lesson in bank.lessons if bank.draw and counts[lesson.id] < _FEWEST]
    tries = min(bank.tries, 2)
    short = [group for group in bank.draw if few and _short(context, group, tries, 1)]
    told = {id for group in short for id in group.lessons}
    for lesson in few:
        if lesson.id not in told:
            what = f"{'One question asks' if counts[lesson.id] else 'No question asks'} about this lesson."
            remedy = "Write two or more, or make it part of another lesson."
            yield Problem("P06", "warning", lesson.id, lesson.id, what, remedy)


def critical_out_of_reach(context: Context) -> Iterator[Problem]:
    """Only a draw line that names critical questions takes any: one that none names would never be asked."""
    bank = context.bank
    groups = [group for group in bank.draw if group.critical]
    reached = {each.id for group in groups for each in pool(bank.meant_for(group.audience), group)}
    for question in bank.questions:
        checked = question.drawable and question.use in ("check", "both")
        known = bank.lesson(question.lesson) is not None
        if question.critical and checked and known and question.id not in reached:
            what = f"{question.id} is critical, and no draw line takes it, so nobody would ever be asked it."
            remedy = f'Write "draw: {question.lesson} take 1, 1 critical", or take "critical:" off.'
            yield Problem("P04", "error", question.id, question.id, what, remedy)


def drawn_from_the_unread(context: Context) -> Iterator[Problem]:
    """Nobody is asked about a lesson that the course does not give them to read."""
    for index, group in enumerate(context.bank.draw):
        read = context.bank.meant_for(group.audience)
        unread = [id for id in group.lessons if context.bank.lesson(id) and not read.lesson(id)]
        if unread:
            who = f'"{group.audience}"' if group.audience else "staff"
            what = f"This draws from {', '.join(unread)} for {who}, who do not read that."
            remedy = f'Write "audience: {EVERYONE}" into the lesson, or take it out of this line.'
            yield Problem("P05", "error", "", f"draw:{index}", what, remedy)


def nobody_in_particular(context: Context) -> Iterator[Problem]:
    """A course is for everyone unless said otherwise, so its check needs a pass mark and a draw for everyone."""
    bank = context.bank
    if any(not rule.audience for rule in bank.passing) and bank.groups():
        return
    if bank.passing or bank.draw:
        what = "The pass mark or the draw is given for one audience and not for everyone else."
        remedy = 'Add a "pass:" line and "draw:" lines without "for ...".'
    else:
        what = "The course does not say which questions its check asks and how many must be right."
        remedy = 'Add lines such as "pass: 8 of 10" and "draw: L1 take 10" to the block at the top.'
    yield Problem("P03", "error", "", "", what, remedy)
