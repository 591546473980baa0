"""From lines to questions: nothing is guessed, and what is not understood is named with its line."""

from dataclasses import dataclass, field
from typing import Any

from quiz_bank.exchange.incoming import MOST_OPTIONS, MOST_QUESTIONS, Incoming, LeftOut, TooMuch, options
from quiz_bank.exchange.words import from_plain
from quiz_bank.formats.pasted import lines
from quiz_bank.question import Option


@dataclass
class _Offered:
    line: int
    letter: str
    words: str
    marked: bool
    feedback: list[str] = field(default_factory=list)


@dataclass
class _Question:
    line: int
    number: str
    lesson: str
    words: list[str] = field(default_factory=list)
    offered: list[_Offered] = field(default_factory=list)
    answers: list[tuple[int, str]] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    taken: int = 0

    @property
    def title(self) -> str:
        return " ".join(self.words)


class Asking:
    """Takes the lines one by one; questions wait until the end, as their answers may be listed there."""

    def __init__(self, incoming: Incoming) -> None:
        self.incoming = incoming
        self.questions: list[_Question] = []
        self.numbered: dict[str, list[_Question]] = {}
        self.lesson = ""
        self.lesson_lines: dict[str, int] = {}
        self.open: _Question | None = None
        self.after_blank = True
        self.listing = False

    def take(self, number: int, line: str) -> None:
        if not line:
            self.after_blank = True
            return
        if not (self.listing and self._listed(number, line)):
            self._take(number, line)
        self.after_blank = False

    def _take(self, number: int, line: str) -> None:
        lesson, numbered = lines.LESSON.fullmatch(line), lines.NUMBERED.fullmatch(line)
        if lesson:
            self.open, self.lesson = None, lesson[1]
            self.lesson_lines.setdefault(lesson[1], number)
        elif numbered:
            self._begin(number, str(int(numbered[1] or numbered[2])), numbered[3] or "")
        elif self.questions and self.after_blank and lines.ANSWER_LIST.fullmatch(line):
            self.open, self.listing = None, True
        elif self.open is None or not self._goes_on(self.open, number, line):
            self._begin(number, "", line)

    def _begin(self, line: int, number: str, words: str) -> None:
        self.listing = False
        if len(self.questions) >= MOST_QUESTIONS:
            raise TooMuch(f"{self.incoming.file} holds more than {MOST_QUESTIONS} questions. Part it in two.")
        self.open = _Question(line, number, self.lesson, [words] if words else [])
        self.questions.append(self.open)
        if number:
            self.numbered.setdefault(number, []).append(self.open)

    def _goes_on(self, asked: _Question, number: int, line: str) -> bool:
        """Whether the line belongs to the question that is open."""
        if asked.taken > MOST_OPTIONS:
            raise TooMuch(
                f"What begins on line {asked.line} has more than {MOST_OPTIONS} lines. No question has."
            )
        asked.taken += 1
        answer, feedback, why = (each.fullmatch(line) for each in (lines.ANSWER, lines.FEEDBACK, lines.WHY))
        option = lines.option(line)
        if answer:
            asked.answers.append((number, answer[1].strip()))
        elif why:
            asked.why.append(why[1])
        elif feedback:
            self._feedback(asked, number, feedback[1])
        elif option and asked.words and not asked.answers:
            asked.offered.append(_Offered(number, *option))
        elif asked.words and lines.TRUTH.fullmatch(line) and not asked.answers:
            asked.offered.append(_Offered(number, "", line, False))
        elif not asked.offered and not asked.answers:
            asked.words.append(line)
        elif self.after_blank:
            return False
        else:
            what = f'"{line[:40]}" follows the options and is none of them; it is not taken.'
            remedy = 'Put it on the line above if it belongs there, or begin it with "Feedback:".'
            self.incoming.error("X01", number, what, remedy)
        return True

    def _feedback(self, asked: _Question, number: int, words: str) -> None:
        if asked.answers or not asked.offered:
            asked.why.append(words)
            return
        asked.offered[-1].feedback.append(words)

    def _listed(self, number: int, line: str) -> bool:
        """Whether the line is one of the answers listed at the end."""
        match = lines.LISTED.fullmatch(line)
        if match is None or not (lines.letters_named(match[2]) or lines.TRUTH.fullmatch(match[2])):
            return False
        meant = self.numbered.get(str(int(match[1])), [])
        if len(meant) != 1:
            what = f"The list of answers names question {match[1]}; {len(meant) or 'no'} questions have that number."
            self.incoming.error("X01", number, what, "Give each question a number of its own.")
        elif len(meant[0].answers) > MOST_OPTIONS:
            raise TooMuch(f"Question {match[1]} has more answers than any question has.")
        else:
            meant[0].answers.append((number, match[2]))
        return True

    def end(self) -> None:
        for asked in self.questions:
            self.incoming.lesson(asked.lesson, self.lesson_lines.get(asked.lesson, 1))
            try:
                self.incoming.add(asked.line, self._fields(asked), words=asked.title)
            except LeftOut as why:
                self.incoming.leave_out(asked.line, asked.title, why)

    def _fields(self, asked: _Question) -> dict[str, Any]:
        truths = [said for _, said in asked.answers if lines.TRUTH.fullmatch(said)]
        if truths and not asked.offered:
            asked.offered = [_Offered(asked.line, "", words, False) for words in ("True", "False")]
        if not asked.words or len(asked.offered) < 2:
            raise LeftOut(
                "it needs a text and two options or more.",
                'Write its options as "A. ..." and "B. ..."; if it is a heading, write "Lesson: " in front of it.',
            )
        if not all(each.words for each in asked.offered):
            raise LeftOut("one of its options has no words.", "Write some, or take the option out.")
        if len({bool(each.letter) for each in asked.offered}) > 1:
            raise LeftOut(
                "some of its options have a letter and some have none.",
                "Give every option a letter, and write lists in the text without bullets.",
            )
        told = options(
            (from_plain(each.words, one_line=True), from_plain("\n".join(each.feedback)))
            for each in asked.offered
        )
        right = _right(asked, told)
        fields = {
            "text": from_plain("\n".join(asked.words)),
            "options": told,
            "why": " ".join(map(from_plain, asked.why)),
        }
        if len(right) == 1:
            return {"kind": "single", "right": right[0], **fields}
        return {"kind": "multiple", "right": frozenset(right), **fields}


def _right(asked: _Question, told: tuple[Option, ...]) -> list[str]:
    """The ids of the right options; raises LeftOut where nothing says so, or two things disagree."""
    marked = [at for at, each in enumerate(asked.offered) if each.marked]
    claims = [marked] if marked else []
    claims += [_named(asked, said) for _, said in asked.answers]
    if not claims:
        raise LeftOut("nothing says which option is right.", 'Write "Answer: B" below its options.')
    if any(set(each) != set(claims[0]) for each in claims):
        raise LeftOut(
            "its marks and its answers disagree about what is right.",
            "Keep one of them, and make it the right one.",
        )
    return [told[at].id for at in sorted(set(claims[0]))]


def _named(asked: _Question, said: str) -> list[int]:
    letters = [each.letter for each in asked.offered]
    if len(set(filter(None, letters))) < len(list(filter(None, letters))):
        raise LeftOut("two of its options have the same letter.", "Give each a letter of its own.")
    if not any(letters):
        letters = [chr(ord("A") + at) for at in range(len(letters))][:26]
    words = [each.words.rstrip(".").casefold() for each in asked.offered]
    if words.count(said.rstrip(".").casefold()) == 1:
        return [words.index(said.rstrip(".").casefold())]
    named = lines.letters_named(said)
    if named is None or not set(named) <= set(letters):
        raise LeftOut(
            f'"{said[:40]}" is none of its options.',
            f"Name them by letter: {', '.join(filter(None, letters))}.",
        )
    return [letters.index(each) for each in named]
