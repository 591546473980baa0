"""What a rule finds, before it is known on which line it stands."""

from dataclasses import dataclass
from functools import cached_property

from quiz_bank.bank import Bank, Case, Lesson
from quiz_bank.findings import Severity
from quiz_bank.lint.language import stem, words
from quiz_bank.question import Frozen, Question

Thing = Question | Lesson | Case


@dataclass(frozen=True)
class Problem:
    """`owner`: the id of the thing whose `accept:` can silence it, "" the course. `where`: a key of Reading.places."""

    code: str
    severity: Severity
    owner: str
    where: str
    what: str
    remedy: str


class Words(Frozen):
    """Word lists that a site may set. `real`: names of the real case and places. `hard`: what may distress.

    `known`: short forms that everybody knows.
    """

    real: tuple[str, ...] = ("Child A", "Warwickshire")
    hard: tuple[str, ...] = (
        "bruise",
        "bruises",
        "bruised",
        "bruising",
        "beaten",
        "scalded",
        "assault",
        "assaulted",
        "rape",
        "raped",
        "sexual",
        "sexually",
        "suicide",
        "suicidal",
        "overdose",
        "self-harm",
        "strangled",
        "stabbed",
        "killed",
        "murder",
        "murdered",
        "died",
        "death",
    )
    blame: tuple[str, ...] = (
        "failed to",
        "fails to",
        "failure to",
        "failing to",
        "should have known",
        "should have seen",
        "should have noticed",
        "should have realised",
        "should have spotted",
        "should have acted",
        "should have done more",
        "ought to have",
        "could have prevented",
        "could have been prevented",
        "missed the signs",
        "missed opportunity",
        "missed opportunities",
        "turned a blind eye",
        "in hindsight",
        "with hindsight",
        "hostile",
        "disguised compliance",
        "refused to engage",
        "refuses to engage",
        "hard to reach family",
        "hard-to-reach",
        "manipulative",
        "non-compliant",
    )
    known: tuple[str, ...] = tuple(
        "A&E AD AM BBC BC CD CEO CV DNA DVD EU FAQ GB GP GPS HIV HR ID IT NHS NSPCC OK PC PDF PIN PM PS RSPCA SMS TV "
        "UK UN UNICEF US USA USB VIP WHO".split()
    )


WORDS = Words()


@dataclass(frozen=True)
class Context:
    """The bank that a rule looks at and what is common in it."""

    bank: Bank
    words: Words

    def topic(self, lesson_id: str) -> frozenset[str]:
        """The stems of the words that say what a lesson is about."""
        lesson = self.bank.lesson(lesson_id)
        told = " ".join([lesson.title, *lesson.atoms.values()]) if lesson else ""
        return frozenset(stem(word) for word in words(told))

    @cached_property
    def stems_in_texts(self) -> dict[str, int]:
        """Stem of a word -> in how many questions' texts it stands."""
        counts: dict[str, int] = {}
        for question in self.bank.questions:
            for each in {stem(word) for word in words(question.text)}:
                counts[each] = counts.get(each, 0) + 1
        return counts
