"""One question as it was met, and what its fields are: nothing is guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from quiz_bank.exchange.incoming import LeftOut, options, quote
from quiz_bank.formats.pasted import shapes
from quiz_bank.formats.pasted.page import PLAIN, Line, joined

Claim: TypeAlias = tuple[str, list[int]]
SIGNS = {"bold": "bold", "underline": "underlined", "colour": "coloured", "highlight": "highlighted"}
"""Fields of Marks that can tell what is right, in words."""


@dataclass
class Offered:
    letter: str
    words: Line
    ticked: bool
    feedback: list[Line] = field(default_factory=list)


@dataclass
class Asked:
    """`level`: of the list that numbers it, -1 where none does.

    `signs`: by what its key was told, once it is; `right`: how many options are.
    """

    number: int
    level: int
    lesson: str
    words: list[Line] = field(default_factory=list)
    offered: list[Offered] = field(default_factory=list)
    answers: list[tuple[int, str]] = field(default_factory=list)
    why: list[Line] = field(default_factory=list)
    taken: int = 0
    signs: tuple[str, ...] = ()
    right: int = 0

    @property
    def title(self) -> str:
        return " ".join(each.text for each in self.words)

    @property
    def asks_nothing(self) -> bool:
        """Whether these are but words, with nothing that a question has."""
        return bool(self.words) and not self.offered and not self.answers and not self.why

    @property
    def ends_in_feedback(self) -> bool:
        """Whether the last option alone has feedback: it may have been meant for all of them."""
        told = [bool(each.feedback) for each in self.offered]
        return len(told) > 1 and told[-1] and not any(told[:-1])

    def fields(self) -> dict[str, Any]:
        """Raises LeftOut."""
        truths = [said for _, said in self.answers if shapes.TRUTH.fullmatch(said)]
        if truths and not self.offered:
            self.offered = [Offered("", Line(self.number, words), False) for words in ("True", "False")]
        self._check()
        told = options((each.words.markdown, _as_text(each.feedback)) for each in self.offered)
        right = [told[at].id for at in self._right()]
        self.right = len(right)
        fields = {
            "text": _as_text(self.words),
            "options": told,
            "why": " ".join(each.markdown for each in self.why),
        }
        if len(right) == 1:
            return {"kind": "single", "right": right[0], **fields}
        return {"kind": "multiple", "right": frozenset(right), **fields}

    def _check(self) -> None:
        if not self.words or len(self.offered) < 2:
            raise LeftOut(
                "it needs a text and two options or more.",
                'Write its text on one line, and its options below, each on a line of its own: "A. ..." and "B. ...".',
            )
        if not all(each.words.text for each in self.offered):
            raise LeftOut("one of its options has no words.", "Write some, or take the option out.")
        if len({bool(each.letter) for each in self.offered}) > 1:
            raise LeftOut(
                "some of its options have a letter and some have none.",
                "Give every option a letter, and write lists in the text without bullets.",
            )

        for each in self.offered:
            if len(each.letter) == 1 and _has_next(each):
                raise LeftOut(
                    f'option {each.letter} holds another one: "{quote(each.words.text)}".',
                    "Put every option on a line of its own.",
                )

    def _right(self) -> list[int]:
        """Which options are right; raises LeftOut where nothing says so, or two things disagree."""
        ticked = [at for at, each in enumerate(self.offered) if each.ticked]
        said = [("ticked", ticked)] if ticked else []
        said += [("the answer given", self._named(words)) for _, words in self.answers]
        apart = self._set_apart()
        claims = said + apart
        if not claims:
            raise LeftOut(
                "nothing says which option is right.",
                'Write "Answer: " and the letter of the right one below its options.',
            )
        if any(set(each) != set(claims[0][1]) for _, each in claims):
            told = "; ".join(f"{what} is {self._called(each)}" for what, each in claims)
            raise LeftOut(
                f"its marks and its answers disagree about what is right: {told}.",
                "Keep one of them, and make it the right one.",
            )
        self.signs = () if said else tuple(what for what, _ in apart)
        return sorted(set(claims[0][1]))

    def _called(self, which: Iterable[int]) -> str:
        return ", ".join(
            self.offered[at].letter or f'"{quote(self.offered[at].words.text)}"' for at in sorted(set(which))
        )

    def _set_apart(self) -> list[Claim]:
        """Which options have a sign, where some have it and some not. Raises LeftOut where one has it halfway."""
        if all(not each.words.spans for each in self.offered):
            return []
        asking = joined(self.words)
        return [(SIGNS[sign], found) for sign in SIGNS if (found := self._apart(sign, asking))]

    def _apart(self, sign: str, asking: Line) -> list[int]:
        shares = [each.words.shares(sign) for each in self.offered]
        usual, own = getattr(PLAIN, sign), asking.shares(sign)
        of_question = max(own, key=lambda value: own[value])
        if not any(usual in each for each in shares):
            usual = of_question
        whole = [next(iter(each)) if len(each) == 1 else usual for each in shares]
        apart = [at for at, value in enumerate(whole) if value != usual]
        halfway = [at for at, each in enumerate(shares) if len(each) > 1 and each.get(usual, 0.0) < 0.5]
        if halfway:
            raise LeftOut(
                f"most of option {self._called(halfway)} is {SIGNS[sign]}, but not all of it.",
                f'Write "Answer: " and the right letter below, or make all of the right option {SIGNS[sign]}.',
            )
        if len(apart) == len(whole) or len({whole[at] for at in apart}) > 1:
            return []
        # The colour of the question itself is that of the page. Bold is not: questions are bold, and so is the key.
        if apart and sign in ("colour", "highlight") and whole[apart[0]] == of_question:
            return []
        return apart

    def _named(self, said: str) -> list[int]:
        letters = [each.letter for each in self.offered]
        if len(set(filter(None, letters))) < len(list(filter(None, letters))):
            raise LeftOut("two of its options have the same letter.", "Give each a letter of its own.")
        if not any(letters):
            letters = [chr(ord("A") + at) for at in range(len(letters))][:26]
        words = [_bare(each.words.text) for each in self.offered]
        if words.count(_bare(said)) == 1:
            return [words.index(_bare(said))]
        whole, both = shapes.choice(Line(self.number, said)), list(zip(letters, words, strict=False))
        if whole and (whole.letter, _bare(whole.words.text)) in both:
            return [both.index((whole.letter, _bare(whole.words.text)))]
        named = shapes.letters_named(said)
        if named is None or not set(named) <= set(letters):
            raise LeftOut(
                f'"{quote(said)}" is none of its options.',
                f"Name them by letter: {', '.join(filter(None, letters))}.",
            )
        return [letters.index(each) for each in named]


def _bare(words: str) -> str:
    """Words as they are compared."""
    return words.rstrip(".").casefold()


def _has_next(option: Offered) -> bool:
    """Whether the letter that comes after its own stands within its words, as that of an option."""
    after = chr(ord(option.letter) + 1)
    return re.search(rf"(?<=\s)\(?{re.escape(after)}[.)]\s", option.words.text, re.IGNORECASE) is not None


def _as_text(lines: Iterable[Line]) -> str:
    return "\\\n".join(told for each in lines if (told := each.markdown))
