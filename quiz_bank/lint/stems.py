"""Rules on what is asked: one reading of it should be enough."""

import re
from collections.abc import Iterable, Iterator

from quiz_bank.bank import Case, Lesson
from quiz_bank.lint.language import plain, quoted, reading_grade, sentences, stem, words
from quiz_bank.lint.problem import Context, Problem
from quiz_bank.question import Question

_LONGEST = 25
_LONGEST_TEXT = 80
_HARDEST = 10
_TOO_SHORT_TO_JUDGE = 30
_LONG_WORD = 7
_COMMON = 0.02
_SMALL_WORDS = frozenset(
    "against already although another anything because before between despite during everyone everything further "
    "herself himself however instead nothing perhaps several similar someone something themselves through "
    "together usually whatever whenever wherever whether without yourself".split()
)
_FENCE = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)", re.DOTALL)
_ARTICLE = re.compile(r"\b(an?|a/an|a\(n\))[\s.:_…]*$", re.IGNORECASE)
_CLAUSE_FIRST = re.compile(r"(if|when|because|although|though|while|since|after|before|until|unless)\b", re.I)
_CLAUSE = re.compile(
    r"\b(if|when|because|although|though|while|since|that|after|before|until|unless|so)\b"
    r"|(?<=\w )(who|whom|whose|which|where)\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"(?:[*_`]+not[*_`]+|\b(?-i:NOT)\b|\bexcept\b|(?<!at )\bleast\b)"
    r"|^(?!\W*(?:why|how)\b).*?\b(?P<verb>(?:is|are|was|were|do|does|did|can|could|would|should|will|has|have|must|may)"
    r"(?: \w+){0,3}?(?<! or) not|\w+n['’]t|cannot)\b",
    re.IGNORECASE | re.DOTALL,
)
_NO_ASKING = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])\s|\||!\[")
_OTHER_QUESTION = re.compile(
    r"\b(previous|preceding|earlier|next|following|last) question\b(?! (you|she|he|they|to|for|that)\b)"
    r"|\bquestions? (above|below|before this|[0-9]+)\b|\bQ-[A-Z0-9]+-[A-Z0-9-]+",
    re.IGNORECASE,
)


def word_points_to_right(question: Question, context: Context) -> Iterator[Problem]:
    """Words of the lesson's own topic are in every question on it, and many questions share common ones."""
    right = question.right_ids()
    keys = {stem(word) for option in question.shown() if option.id in right for word in words(option.text)}
    others = {
        stem(word) for option in question.shown() if option.id not in right for word in words(option.text)
    }
    topic = context.topic(question.lesson)
    common = max(1, int(_COMMON * len(context.bank.questions)))
    small = re.findall(r"[a-z][a-z'’-]*", plain(question.text))
    for word in dict.fromkeys(small):
        root = stem(word)
        if (
            len(word) < _LONG_WORD
            or word in _SMALL_WORDS
            or root not in keys
            or root in others
            or root in topic
        ):
            continue
        if context.stems_in_texts.get(root, 0) <= common:
            what = f'"{word}" stands in the question and, of the options, only in what is right.'
            remedy = "Use another word for it in one of the two places."
            yield Problem("W05", "warning", question.id, f"{question.id}:text", what, remedy)
            return


def stem_ends_in_article(question: Question, context: Context) -> Iterator[Problem]:
    match = _ARTICLE.search(plain(question.asked))
    if match:
        what = f'After "{match[1]}", not every option reads as English, so people rule some out.'
        remedy = "End with a full question, and start each option as its own sentence."
        yield Problem("W06", "warning", question.id, f"{question.id}:text", what, remedy)


def negative_question(question: Question, context: Context) -> Iterator[Problem]:
    last = sentences(question.text)[-1:]
    match = _NEGATIVE.search(_main_clause(last[0])) if last else None
    if match:
        missed = (match["verb"] or match[0]).split()[-1].strip("*_`")
        what = f'This question asks for what does not hold. Tired readers miss the "{missed}".'
        remedy = "Turn it round: ask what the person should do."
        yield Problem("W07", "warning", question.id, f"{question.id}:text", what, remedy)


def _main_clause(sentence: str) -> str:
    """What is asked itself: a "not" in "if Sal does not answer" turns nothing round."""
    if _CLAUSE_FIRST.match(sentence) and "," in sentence:
        sentence = sentence.partition(",")[2].strip()
    cut = _CLAUSE.search(sentence, 1)
    return sentence[: cut.start()] if cut else sentence


def nothing_asked(question: Question, context: Context) -> Iterator[Problem]:
    if _NO_ASKING.match(question.asked):
        yield _unasked(question.id, f"{question.id}:text")


def nothing_asked_at_step(case: Case, context: Context) -> Iterator[Problem]:
    for step in case.steps:
        if step.choices and _NO_ASKING.match(step.asked):
            yield _unasked(case.id, f"{case.id}/{step.id}")


def _unasked(owner: str, where: str) -> Problem:
    what = "The last paragraph of the text is shown as what is asked, and it is a list, a table or a picture."
    return Problem(
        "W15", "warning", owner, where, what, "Put it higher up, and end with the question itself."
    )


def long_stem(question: Question, context: Context) -> Iterator[Problem]:
    texts = [question.text, question.why]
    for option in question.parts():
        texts += (option.text, option.feedback)
    yield from _long(texts, question.id, f"{question.id}:text")


def long_text(question: Question, context: Context) -> Iterator[Problem]:
    """Code and tables are looked at, not read word for word."""
    if len(words(question.text)) <= _LONGEST_TEXT:
        return
    told = _FENCE.sub("", question.text).split("\n")
    count = sum(len(words(line)) for line in told if not line.lstrip().startswith("|"))
    if count > _LONGEST_TEXT:
        what = f"The text of this question has {count} words."
        remedy = f"Leave out what nobody needs to answer it; aim at {_LONGEST_TEXT} words or fewer."
        yield Problem("W17", "warning", question.id, f"{question.id}:text", what, remedy)


def long_sentence_in_lesson(lesson: Lesson, context: Context) -> Iterator[Problem]:
    yield from _long([lesson.text], lesson.id, lesson.id)


def long_sentence_in_case(case: Case, context: Context) -> Iterator[Problem]:
    texts = [case.text]
    for step in case.steps:
        texts.append(step.text)
        for choice in step.choices:
            texts += (choice.text, choice.feedback, choice.coach)
    yield from _long(texts, case.id, case.id)


def _long(texts: Iterable[str], owner: str, where: str) -> Iterator[Problem]:
    worth_parting = (text for text in texts if len(words(text)) > _LONGEST)
    long = [(len(words(each)), each) for text in worth_parting for each in sentences(text)]
    long = [(count, each) for count, each in long if count > _LONGEST]
    if long:
        count, longest = max(long)
        more = f" {len(long) - 1} more are too long." if len(long) > 1 else ""
        what = f"{quoted(longest)} is a sentence of {count} words.{more}"
        yield Problem("W09", "warning", owner, where, what, "Make two of it; aim at 20 words or fewer.")


def reading_age(question: Question, context: Context) -> Iterator[Problem]:
    if len(words(question.text)) < _TOO_SHORT_TO_JUDGE:
        return
    grade = reading_grade(question.text)
    if grade > _HARDEST:
        what = f"This text asks for about {grade:.0f} years at school."
        remedy = "Use shorter words and shorter sentences."
        yield Problem("W10", "warning", question.id, f"{question.id}:text", what, remedy)


def other_question(question: Question, context: Context) -> Iterator[Problem]:
    for text in (question.text, *(option.text for option in question.parts())):
        match = _OTHER_QUESTION.search(text)
        if match:
            what = f'"{match[0]}" leans on a question that the learner may not have met.'
            remedy = "Say here all that is needed; questions are drawn one by one."
            yield Problem("W14", "warning", question.id, f"{question.id}:text", what, remedy)
            return
