"""Rules that a machine can check. One rule, one function; each yields what it finds."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from quiz_bank.bank import Bank, Case, Lesson
from quiz_bank.findings import Finding, Place, worst_first
from quiz_bank.lint import (
    care,
    cases,
    facts,
    feedback,
    lessons,
    options,
    placing,
    pools,
    short_forms,
    stems,
    translations,
    whole,
)
from quiz_bank.lint.problem import WORDS, Context, Problem, Words
from quiz_bank.question import Question
from quiz_bank.reading import Reading
from quiz_bank.translating import thing_of

__all__ = ["Finding", "Words", "lint"]

QUESTION_RULES: tuple[Callable[[Question, Context], Iterable[Problem]], ...] = (
    options.number_of_options,
    options.all_of_the_above,
    options.longest_is_right,
    options.absolute_word,
    options.vague_word,
    options.same_twice,
    options.options_alike,
    options.right_one_looks_different,
    placing.few_steps,
    placing.nothing_to_spare,
    placing.empty_box,
    placing.nothing_for_the_rest,
    stems.word_points_to_right,
    stems.stem_ends_in_article,
    stems.negative_question,
    stems.nothing_asked,
    stems.long_stem,
    stems.long_text,
    stems.reading_age,
    stems.other_question,
    feedback.empty_feedback,
    feedback.no_feedback,
    feedback.critical_without_why,
    care.real_name_in_question,
    care.hard_word_in_question,
    care.blame_in_question,
    care.traces_in_question,
)
LESSON_RULES: tuple[Callable[[Lesson, Context], Iterable[Problem]], ...] = (
    lessons.story_part_missing,
    stems.long_sentence_in_lesson,
    care.hard_word_in_lesson,
    care.blame_in_lesson,
)
CASE_RULES: tuple[Callable[[Case, Context], Iterable[Problem]], ...] = (
    cases.missing_step,
    cases.dead_end,
    cases.unreachable_step,
    cases.no_best_choice,
    cases.no_way_out,
    cases.best_way_ends_badly,
    feedback.empty_consequence,
    feedback.no_consequence,
    stems.long_sentence_in_case,
    stems.nothing_asked_at_step,
    care.real_name_in_case,
    care.hard_word_in_case,
    care.blame_in_case,
    care.traces_in_case,
)
BANK_RULES: tuple[Callable[[Context], Iterable[Problem]], ...] = (
    pools.critical_out_of_reach,
    pools.drawn_from_the_unread,
    pools.nobody_in_particular,
    pools.too_small_to_draw,
    pools.too_small_to_try_again,
    pools.lesson_hardly_asked,
    whole.longest_is_mostly_right,
    whole.right_in_one_place,
    whole.a_habit_scores,
    whole.questions_alike,
    short_forms.short_form_not_told,
)


def lint(of: Bank | Reading, words: Words = WORDS) -> tuple[Finding, ...]:
    """All that the rules find, worst first, without the warnings that an `accept:` silences.

    From a Reading the findings carry files and lines; from a Bank alone the file is "" and the line 0.
    """
    bank, places = (of.bank, of.places) if isinstance(of, Reading) else (of, {})
    if bank is None:
        return ()
    problems = [*_problems(Context(bank, words)), *facts.facts(bank)]
    accepted = _accepted(bank)
    found = [_located(each, places) for each in (*_kept(problems, accepted), *_idle(accepted, problems))]
    for language in bank.translations:
        found += _found_in(language, of, bank, words, accepted)
    return worst_first(found)


def _found_in(
    language: str, of: Bank | Reading, bank: Bank, words: Words, accepted: set[tuple[str, str]]
) -> Iterator[Finding]:
    """What is found in a translation, where its files have it: only of what is said there."""
    begun = {thing_of(where) for where in bank.translations[language]}
    problems = [
        each
        for each in translations.in_itself(Context(bank.in_language(language), words))
        if each.owner in begun
    ]
    problems += [*translations.words_missing(bank, language), *facts.facts(bank, language)]
    places = of.translated.get(language, {}) if isinstance(of, Reading) else {}
    first = min(places.values(), key=lambda each: (each.file, each.line), default=Place(file="", line=0))
    for each in _kept(problems, accepted):
        yield _located(each, {"": first, **places})


def _kept(problems: Iterable[Problem], accepted: set[tuple[str, str]]) -> list[Problem]:
    return [
        each for each in problems if each.severity != "warning" or (each.owner, each.code) not in accepted
    ]


def _problems(context: Context) -> Iterator[Problem]:
    bank = context.bank
    for bank_rule in BANK_RULES:
        yield from bank_rule(context)
    for lesson in bank.lessons:
        for lesson_rule in LESSON_RULES:
            yield from lesson_rule(lesson, context)
    for question in bank.questions:
        for question_rule in QUESTION_RULES:
            yield from question_rule(question, context)
    for case in bank.cases:
        for case_rule in CASE_RULES:
            yield from case_rule(case, context)


def _accepted(bank: Bank) -> set[tuple[str, str]]:
    things: tuple[Question | Lesson | Case, ...] = (*bank.questions, *bank.lessons, *bank.cases)
    accepted = {(thing.id, note.code) for thing in things for note in thing.accept}
    return accepted | {("", note.code) for note in bank.accept}


def _idle(accepted: set[tuple[str, str]], problems: list[Problem]) -> Iterator[Problem]:
    """What is accepted without need. An error cannot be accepted."""
    warned = {(problem.owner, problem.code) for problem in problems if problem.severity == "warning"}
    for owner, code in sorted(accepted - warned):
        what = f'"accept: {code}" has no warning here to silence.'
        where = f"{owner}:accept"
        yield Problem("A01", "information", owner, where, what, "Take the line out, or mend the error.")


def _located(problem: Problem, places: Mapping[str, Place]) -> Finding:
    wheres = (problem.where, problem.where.partition(":")[0], problem.owner)
    place = next((places[each] for each in wheres if each in places), Place(file="", line=0))
    return Finding(
        code=problem.code,
        severity=problem.severity,
        file=place.file,
        line=place.line,
        what=problem.what,
        remedy=problem.remedy,
    )
