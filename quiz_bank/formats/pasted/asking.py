"""From a page to questions: nothing is guessed, and what is not understood is named."""

from itertools import chain, pairwise

from quiz_bank.exchange.incoming import MOST_OPTIONS, MOST_QUESTIONS, Incoming, LeftOut, TooMuch, quote
from quiz_bank.formats.pasted import shapes
from quiz_bank.formats.pasted.asked import Asked, Offered
from quiz_bank.formats.pasted.page import Line, Page, Table, Told
from quiz_bank.formats.pasted.tables import asked_in
from quiz_bank.formats.pasted.untaken import tell


class Asking:
    """Takes the lines one by one; questions wait until the end, as their answers may be listed there."""

    def __init__(self, incoming: Incoming) -> None:
        self.incoming = incoming
        self.questions: list[Asked] = []
        self.numbered: dict[str, list[Asked]] = {}
        self.lesson = ""
        self.lesson_lines: dict[str, int] = {}
        self.open: Asked | None = None
        self.listing = False
        self.slanted = Told()

    def take_all(self, page: Page) -> None:
        last: tuple[Line | Table | None, ...] = (None,)
        for piece, following in pairwise(chain(page.pieces, last)):
            after = following if isinstance(following, Line) else None
            if isinstance(piece, Table):
                self._take_table(piece)
            elif piece is not None and not (self.listing and self._listed(piece)):
                self._take(piece, after)
        self._end()
        self._tell_signs()
        self._tell(page)

    def _take_table(self, table: Table) -> None:
        self.open, self.listing = None, False
        for asked in asked_in(table, self.lesson, self.incoming):
            self.lesson_lines.setdefault(asked.lesson, asked.number)
            self._add(asked, "")

    def _take(self, line: Line, following: Line | None) -> None:
        lesson = shapes.LESSON.fullmatch(line.text)
        if self._begins_list(line, following):
            self.open, self.listing = None, True
        elif lesson or self._is_heading(line, following):
            self.open, self.lesson = None, lesson[1] if lesson else _without_number(line.text)
            self.lesson_lines.setdefault(self.lesson, line.number)
        elif numbered := self._numbered(line):
            self._begin(line.number, line.level if line.label else -1, *numbered)
        elif self.open is None or not self._goes_on(self.open, line, following):
            self._begin(line.number, -1, "", line)

    def _begins_list(self, line: Line, following: Line | None) -> bool:
        """Whether the line stands above a list of answers at the end."""
        if not self.questions or not shapes.ANSWER_LIST.fullmatch(line.text):
            return False
        return (
            line.after_blank
            or bool(line.heading)
            or (following is not None and _listed(following) is not None)
        )

    def _is_heading(self, line: Line, following: Line | None) -> bool:
        """Whether the line is a heading of a lesson, and not of a question."""
        if not line.heading or shapes.NAMED_QUESTION.fullmatch(line.text):
            return False
        return following is None or bool(following.heading) or _option(following) is None

    def _numbered(self, line: Line) -> tuple[str, Line] | None:
        """The number of the question that the line begins, and its words; None where it begins none."""
        asked = self.open
        number = shapes.number_of(line)
        if asked and line.label and (line.level > max(asked.level, 0) or _says(line)):
            return None
        typed = shapes.NUMBERED.fullmatch(line.text) if number or not shapes.choice(line) else None
        if typed:
            return str(int(typed[1] or typed[2])), line.part(typed.start(3) if typed[3] else len(line.text))
        return (number, line.part(0)) if number else None

    def _begin(self, place: int, level: int, number: str, words: Line) -> None:
        self.listing = False
        self.open = Asked(place, level, self.lesson, [words] if words.text else [])
        self._add(self.open, number)

    def _add(self, asked: Asked, number: str) -> None:
        if len(self.questions) >= MOST_QUESTIONS:
            raise TooMuch(f"{self.incoming.file} holds more than {MOST_QUESTIONS} questions. Part it in two.")
        self.questions.append(asked)
        if number:
            self.numbered.setdefault(number, []).append(asked)

    def _goes_on(self, asked: Asked, line: Line, following: Line | None) -> bool:
        """Whether the line belongs to the question that is open."""
        if asked.taken > MOST_OPTIONS:
            raise TooMuch(
                f'What begins with "{quote(asked.title)}" has more than {MOST_OPTIONS} lines. No question has: number '
                'the questions ("1.", "2."), so that it can be seen where each begins.'
            )
        asked.taken += 1
        answer, feedback, why = (
            each.fullmatch(line.text) for each in (shapes.ANSWER, shapes.FEEDBACK, shapes.WHY)
        )
        option = shapes.choice(line)
        if answer:
            asked.answers.append((line.number, answer[1].strip()))
        elif why:
            asked.why.append(line.part(why.start(1)))
        elif feedback:
            self._feedback(asked, line.part(feedback.start(1)))
        elif option and asked.words and not asked.answers:
            asked.offered.append(Offered(option.letter, option.words, option.ticked))
        elif asked.words and shapes.TRUTH.fullmatch(line.text) and not asked.answers:
            asked.offered.append(Offered("", line.part(0), False))
        elif not asked.offered and not asked.answers:
            asked.words.append(line.part(0))
        elif not option and _leads_to_options(asked, following):
            return False
        elif not option and line.shares("italic").get(True) == 1:
            self._feedback(asked, line.part(0))
            self.slanted.add(line.number, line.text)
        elif line.after_blank:
            return False
        else:
            what = f'"{quote(line.text)}" follows the options and is none of them; it is not taken.'
            remedy = 'Put it on the line above if it belongs there, or begin it with "Feedback:".'
            self.incoming.error("X01", line.number, what, remedy)
        return True

    def _feedback(self, asked: Asked, words: Line) -> None:
        if asked.answers or not asked.offered:
            asked.why.append(words)
            return
        asked.offered[-1].feedback.append(words)

    def _listed(self, line: Line) -> bool:
        """Whether the line is one of the answers listed at the end."""
        told = _listed(line)
        if told is None:
            return False
        number, said = told
        meant = self.numbered.get(number, [])
        if len(meant) != 1:
            what = f"The list of answers names question {number}; {len(meant) or 'no'} questions have that number."
            self.incoming.error("X01", line.number, what, "Give each question a number of its own.")
        elif len(meant[0].answers) > MOST_OPTIONS:
            raise TooMuch(f"Question {number} has more answers than any question has.")
        else:
            meant[0].answers.append((line.number, said))
        return True

    def _end(self) -> None:
        for asked in self.questions:
            if asked.asks_nothing:
                what = f'"{quote(asked.title)}" is not taken: no options stand below it.'
                self.incoming.error("X01", asked.number, what, _NO_QUESTION)
                continue
            self.incoming.lesson(asked.lesson, self.lesson_lines.get(asked.lesson, 1))
            try:
                self.incoming.add(asked.number, asked.fields(), words=asked.title)
            except LeftOut as why:
                self.incoming.leave_out(asked.number, asked.title, why)

    def _tell_signs(self) -> None:
        """By which signs keys were told, and where a sign is on several options."""
        for signs in sorted({asked.signs for asked in self.questions if asked.signs}):
            told = [asked for asked in self.questions if asked.signs == signs]
            several = Told()
            for asked in told:
                if asked.right > 1:
                    several.add(asked.number, asked.title)
            what = f"The {' and '.join(signs)} option was taken as right in {_questions(len(told))}"
            if several.count:
                what += f"; several options are so in {several.count}, {several.quoted}"
            remedy = 'Look at some of them. Where it is not so, write "Answer: " and the right letter below.'
            self.incoming.inform("X10", told[0].number, f"{what}.", remedy)

    def _tell(self, page: Page) -> None:
        last = Told()
        for asked in self.questions:
            if asked.ends_in_feedback:
                last.add(asked.number, asked.title)
        if last.count:
            what = (
                f"Feedback stands below the last option alone and was taken as that option's, {last.quoted}."
            )
            remedy = 'If everyone is to read it, begin it with "Why:", or put it below "Answer:".'
            self.incoming.inform("X11", last.places[0][0], what, remedy)
        if self.slanted.count:
            what = f"Lines in italics below options or answers were read as feedback, {self.slanted.quoted}."
            remedy = "Take the italics off those that are none, and say with a heading what they are."
            self.incoming.inform("X11", self.slanted.places[0][0], what, remedy)
        used = {asked.lesson for asked in self.questions if not asked.asks_nothing}
        for lesson, number in self.lesson_lines.items():
            if lesson not in used:
                page.leave("heading", number, lesson)
        tell(page.untaken, self.incoming)


_NO_QUESTION = (
    'If it is a question, write its options below it, as "A. ..." and "B. ...". If it is a heading, write "Lesson: " '
    "in front of it, or give it the style Heading 1. If it is neither, take it out."
)


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"


def _without_number(words: str) -> str:
    return shapes.HEADING_NUMBER.sub("", words, count=1) if shapes.HEADING_NUMBER.match(words) else words


def _says(line: Line) -> bool:
    """Whether the line says what is right or why, though a list numbers it."""
    return any(each.fullmatch(line.text) for each in (shapes.ANSWER, shapes.FEEDBACK, shapes.WHY))


def _option(line: Line) -> shapes.Choice | None:
    """The option that the line is where it stands alone: there, a number of the first level begins a question."""
    return None if line.level == 0 and shapes.number_of(line) else shapes.choice(line)


def _leads_to_options(asked: Asked, following: Line | None) -> bool:
    """Whether options begin anew below, so that what stands above them is the next question."""
    option = _option(following) if following else None
    return option is not None and (option.letter in shapes.FIRST or bool(asked.answers))


def _listed(line: Line) -> tuple[str, str] | None:
    """The number of a question and its answer, where the line is one of a list of answers."""
    match = shapes.LISTED.fullmatch(f"{line.label} {line.text}" if shapes.number_of(line) else line.text)
    if match is None or not (shapes.letters_named(match[2]) or shapes.TRUTH.fullmatch(match[2])):
        return None
    return str(int(match[1])), match[2]
