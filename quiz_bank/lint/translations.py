"""Rules for what a bank says in other languages."""

from collections.abc import Iterator

from quiz_bank.bank import Bank
from quiz_bank.findings import listed
from quiz_bank.lint import lessons, options
from quiz_bank.lint.problem import Context, Problem
from quiz_bank.translating import thing_of, words_of

_REMEDY = "Translate them; until then they are read in the language of the course."


def in_itself(context: Context) -> Iterator[Problem]:
    """What can be wrong in any language, looked for in a bank as a translation says it."""
    for lesson in context.bank.lessons:
        yield from lessons.story_part_missing(lesson, context)
    for question in context.bank.questions:
        yield from options.same_twice(question, context)
        yield from options.longest_is_right(question, context)


def words_missing(bank: Bank, language: str) -> Iterator[Problem]:
    """T03: what is not said in this language, thing by thing, and at once for all of which nothing is said."""
    said = bank.translations[language]
    begun = {thing_of(where) for where in said}
    lacking: dict[str, list[str]] = {}
    for where in words_of(bank):
        if where not in said and not where.endswith(":remarks"):
            lacking.setdefault(thing_of(where), []).append(_named(where))
    untouched = [id or "the course block" for id in lacking if id not in begun]
    if untouched:
        what = f'Nothing is said in "{language}" of: {listed(untouched, 8)}.'
        yield Problem("T03", "warning", "", "", what, _REMEDY)
    for id in begun & set(lacking):
        what = f'Not said in "{language}": {listed(lacking[id])}.'
        yield Problem("T03", "warning", id, id, what, _REMEDY)


def _named(where: str) -> str:
    """As a trainer calls it: why, feedback of a."""
    thing, _, field = where.partition(":")
    part = thing.partition("/")[2]
    return f"{field.partition('/')[0]} of {part}" if part else field.replace("/", " ")
