"""Rules on options: what lets a person guess without knowing."""

import re
from collections.abc import Iterator

from quiz_bank.lint.language import alike, plain, quoted, same_but_for_additions, words
from quiz_bank.lint.problem import Context, Problem
from quiz_bank.question import Option, Question

_FEWEST, _MOST, _MOST_OF_SEVERAL = 3, 5, 7
_STANDS_OUT = 1.25
_LETTERS_THAT_SHOW = 10
_TOO_ALIKE = 0.8
_MOST_COMPARED = 30
"""With how many before it an option is compared: no question that people read has more."""
_ABOVE = re.compile(
    r"\b(all|none|both|any|neither|either) of the (above|below|other (options|answers))\b", re.I
)
_ONLY_THESE = re.compile(
    r"(all|none|both|neither|either) of (these|them|those)( (answers|options|choices))?\W*"
    r"|(both )?\(?[a-e]\)? and \(?[a-e]\)?\W*",
    re.I,
)
_ABSOLUTE = re.compile(
    r"\b(always|never|completely|totally|entirely"
    r"|every(?! other\b)(?! (?:\w+ )?(?:hour|day|night|morning|evening|week|fortnight|month|term|year)s?\b)"
    r"|(?<!not )only(?! (?:every|if|when|after|once)\b))\b"
    r"|^\W*(every(?:one|body|thing)|no ?(?:body|one)|nothing|none"
    r"|all(?! (?:two|three|four|five|six|day|night|right)\b))\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?<!\bas )(?<!\bhow )(?<!\bmost )(?<!\bso )(?<!\btoo )(?<!\bleast )"
    r"\b(often|usually|sometimes|frequently|occasionally|rarely|generally|normally)\b(?!-)",
    re.I,
)
_CODE_SPAN = re.compile(r"`[^`]*`")
_IS_SHOWN = re.compile(r"`|\.\.\.|…")
_CODE = re.compile(r"[`(){}\[\]<>;=#/\\@$&|]")


def _parted(question: Question) -> tuple[list[Option], list[Option]]:
    """The options that are right and those that are not."""
    right = question.right_ids()
    shown = question.shown()
    return [each for each in shown if each.id in right], [each for each in shown if each.id not in right]


def _at(question: Question, option: Option) -> str:
    return f"{question.id}/{option.id}"


def number_of_options(question: Question, context: Context) -> Iterator[Problem]:
    """Only what is picked can be guessed from too few; what is placed has rules of its own."""
    count = len(question.shown()) if question.right_ids() else 0
    most = _MOST if len(question.right_ids()) < 2 else _MOST_OF_SEVERAL
    if count and not _FEWEST <= count <= most:
        what = f"This question has {count} options."
        remedy = "Add a mistake that people really make." if count < _FEWEST else "Take out the weakest ones."
        yield Problem(
            "W01", "warning", question.id, question.id, what, f"{remedy} Three good ones are enough."
        )


def all_of_the_above(question: Question, context: Context) -> Iterator[Problem]:
    for option in question.shown() if question.right_ids() else ():
        if _names_others(option):
            what = f"{quoted(option.text)} lets people guess from part of the answer."
            remedy = "Replace it with a real option, or mark every right one with [x]."
            yield Problem("W02", "error", question.id, _at(question, option), what, remedy)


def _names_others(option: Option) -> bool:
    return bool(_ABOVE.search(option.text) or _ONLY_THESE.fullmatch(plain(option.text).strip()))


def stands_out(question: Question) -> bool:
    right, wrong = _parted(question)
    if not right or not wrong:
        return False
    long = [len(plain(option.text)) for option in right]
    short = [len(plain(option.text)) for option in wrong]
    mean, others = sum(long) / len(long), sum(short) / len(short)
    longest = max(long) > max(short)
    return longest and mean > _STANDS_OUT * others and mean - others >= _LETTERS_THAT_SHOW


def longest_is_right(question: Question, context: Context) -> Iterator[Problem]:
    if not stands_out(question):
        return
    right, wrong = _parted(question)
    longest = max(right, key=lambda option: len(plain(option.text)))
    others = sum(len(plain(option.text)) for option in wrong) // len(wrong)
    what = f"The right answer is {len(plain(longest.text))} letters long; the wrong ones average {others}."
    remedy = "People pick the longest. Cut it, or add the same kind of detail to the others."
    yield Problem("W03", "warning", question.id, _at(question, longest), what, remedy)


def absolute_word(question: Question, context: Context) -> Iterator[Problem]:
    right, wrong = _parted(question)
    if not right or any(_ABSOLUTE.search(option.text) for option in right):
        return
    for option in wrong:
        match = _ABSOLUTE.search(_CODE_SPAN.sub("x", option.text))
        if match and not _names_others(option) and not _is_a_name(match):
            what = f'"{match[0].strip().lower()}" makes {quoted(option.text)} easy to rule out.'
            remedy = "Say what the person would do, without that word."
            yield Problem("W04", "warning", question.id, _at(question, option), what, remedy)


def _is_a_name(match: re.Match[str]) -> bool:
    """With a capital within a sentence it belongs to a name, such as that of a button."""
    return match[0].strip()[:1].isupper() and bool(match.string[: match.start()].strip("\"'“‘*_ "))


def vague_word(question: Question, context: Context) -> Iterator[Problem]:
    for option in question.shown() if question.right_ids() else ():
        match = _VAGUE.search(option.text)
        if match:
            what = f'"{match[0].lower()}" in {quoted(option.text)} means something else to each reader.'
            yield Problem(
                "W12", "warning", question.id, _at(question, option), what, "Say how many times, or when."
            )


def same_twice(question: Question, context: Context) -> Iterator[Problem]:
    """Nobody can tell them apart, so whoever knows what is right can still be marked wrong."""
    ids = [option.id for option in question.shown()]
    for side in (question.rows(ids), question.places(ids)):
        met: set[str] = set()
        for option in side:
            said = " ".join(option.text.split())
            if said in met:
                what = f"{quoted(option.text)} stands here twice."
                remedy = "Change one of the two, or take it out."
                yield Problem("W16", "error", question.id, _at(question, option), what, remedy)
            met.add(said)


def options_alike(question: Question, context: Context) -> Iterator[Problem]:
    """Options that share most words and differ only by words put in. One word for another makes a real difference.

    In code a sign does, too. What stands twice word for word is left to W16.
    """
    shown = question.shown()
    sets = [frozenset(words(option.text)) for option in shown]
    for index, option in enumerate(shown):
        for earlier in range(max(0, index - _MOST_COMPARED), index):
            close = alike(sets[earlier], sets[index]) > _TOO_ALIKE
            if (
                close
                and option.text.split() != shown[earlier].text.split()
                and not _differ_in_signs(shown[earlier].text, option.text)
                and same_but_for_additions(shown[earlier].text, option.text)
            ):
                what = f"{quoted(option.text)} says nearly the same as {quoted(shown[earlier].text)}."
                remedy = "Make the difference plain, or take one of them out."
                yield Problem("W13", "warning", question.id, _at(question, option), what, remedy)
                break


def _differ_in_signs(one: str, other: str) -> bool:
    """Code, or the same words with other signs between them."""
    if _CODE.search(one) or _CODE.search(other):
        return True
    same_words = words(one) == words(other)
    return same_words and _as_it_stands(one) != _as_it_stands(other)


def _as_it_stands(text: str) -> str:
    bare = " ".join(text.split()).rstrip(".!? ")
    return bare[:1].casefold() + bare[1:]


def right_one_looks_different(question: Question, context: Context) -> Iterator[Problem]:
    right, wrong = _parted(question)
    if len(right) != 1 or len(wrong) < 2 or any(_IS_SHOWN.search(option.text) for option in question.shown()):
        return
    stopped = [_ends_with_stop(option) for option in wrong]
    if len(set(stopped)) == 1 and _ends_with_stop(right[0]) != stopped[0]:
        what = f"The right answer alone ends with{'out' if stopped[0] else ''} a full stop."
        yield Problem(
            "W06", "warning", question.id, _at(question, right[0]), what, "End all options in the same way."
        )


def _ends_with_stop(option: Option) -> bool:
    return plain(option.text).rstrip("\"'”’) ").endswith((".", "!", "?"))
