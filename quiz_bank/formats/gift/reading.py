"""Reading GIFT: categories become lessons, descriptions become teaching text."""

import re
from typing import Any

from quiz_bank.exchange.choosing import Offered, check_number, choose_one, choose_several, match
from quiz_bank.exchange.incoming import Incoming, LeftOut, options, reflect
from quiz_bank.exchange.typing import Said, between, number, typed, word
from quiz_bank.exchange.words import from_html, from_plain, looks_like_html
from quiz_bank.formats.gift import scanning
from quiz_bank.formats.gift.scanning import Answer, Block
from quiz_bank.reading import Reading

_TRUE_FALSE = {"t": True, "true": True, "f": False, "false": False}
_CATEGORY = re.compile(r"\$CATEGORY:(.*)", re.DOTALL)
_TOP = re.compile(r"(\$(course|module|system|cat)\w*\$|top)(/|$)", re.IGNORECASE)
_ID = re.compile(r"\[id:((?:\\\]|[^\]\x00-\x1f])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]\x00-\x1f])+)\]")
_CLOSE = ".,;:!?)"


def read(text: str, file: str = "questions.gift") -> Reading:
    """Raises CannotRead; whatever else is wrong is a finding."""
    incoming = Incoming(file, "GIFT")
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for block in scanning.blocks(clean):
        if block.text:
            asked = _Asked(incoming, block)
            try:
                asked.take()
            except LeftOut as why:
                incoming.leave_out(block.line, asked.title or block.text.strip()[:40], why)
        else:
            incoming.remarks += block.notes
    return incoming.reading()


def category(path: str) -> str:
    """The name of a category without the places that Moodle puts before it; two slashes are one that is meant."""
    while match := _TOP.match(path):
        path = path[match.end() :]
    return " / ".join(part.replace("//", "/").strip() for part in re.split(r"(?<!/)/(?!/)", path)).strip(" ")


class _Asked:
    """One block on its way to a question."""

    def __init__(self, incoming: Incoming, block: Block) -> None:
        self.incoming = incoming
        self.block = block
        self.line = block.line
        self.id = ""
        self.title = ""
        self.remarks: list[str] = []
        self.format = ""
        self.lost: set[str] = set()

    def take(self) -> None:
        named = _CATEGORY.match(self.block.text)
        self._take_notes()
        if named:
            self.incoming.lesson(category(named[1].strip()), self.line)
            self.incoming.remarks += self.remarks
            return
        title, rest = scanning.cut_title(self.block.text.strip())
        self.title = " ".join(line.strip() for line in scanning.unescaped(title).strip().split("\n"))
        self.format, rest = scanning.cut_format(rest)
        opened, closed = scanning.braces(rest)
        if opened < 0:
            self._describe(rest)
        elif closed < 0:
            raise LeftOut("its answers begin with { and never end.", "Close them with }.")
        elif scanning.has_brace(rest[closed + 1 :]):
            raise LeftOut(
                "it has more than one list of answers.", "Make two questions of it, or write \\{ for a brace."
            )
        else:
            self._ask(rest[:opened].strip(), rest[opened + 1 : closed], rest[closed + 1 :].strip())

    def _take_notes(self) -> None:
        for note in self.block.notes:
            found = _ID.search(note)
            if found and not self.id:
                self.id = found[1].replace("\\]", "]")
                note = note[: found.start()] + note[found.end() :]
                if not note.strip():
                    continue
            tags = [each.replace("\\]", "]") for each in _TAG.findall(note)]
            left = _TAG.sub("", note).strip() if tags else note
            self.remarks += [f"tag: {' '.join(tag.split())}" for tag in tags]
            if left or not tags:
                self.remarks.append(left)

    def _describe(self, text: str) -> None:
        told = self._words(text)
        self.incoming.tell(f"**{from_plain(self.title, one_line=True)}**\n\n{told}" if self.title else told)
        self.incoming.remarks += self.remarks
        self._tell_lost()

    def _words(self, text: str, one_line: bool = False) -> str:
        """A text in the format that it names, or in that of the question, as Markdown."""
        own, text = scanning.cut_format(text)
        form = own or self.format
        words = scanning.unescaped(text).strip("\n")
        if form == "markdown":
            return " ".join(words.split("\n")) if one_line else words
        if form != "plain" and (form == "html" or looks_like_html(words)):
            told, lost = from_html(words, one_line)
            self.lost |= lost
            return told
        return from_plain(words, one_line)

    def _tell_lost(self) -> None:
        if self.lost:
            what = f"Markdown has nothing for {', '.join(sorted(self.lost))}; only the words of it were kept."
            self.incoming.warn("X04", self.line, what, "Compare it with the original.")

    def _ask(self, before: str, body: str, after: str) -> None:
        body, why = scanning.cut_general(body)
        self.text = self._words(before)
        if after:
            rest = self._words(f"[{self.format}]{after}" if self.format else after)
            self.text = f"{self.text} ____{'' if rest[:1] in _CLOSE else ' '}{rest}".strip()
        self.why = self._words(why) if why else ""
        lead, answers = scanning.answers(body)
        fields = self._fields(lead, answers)
        self._tell_lost()
        whole = {"text": self.text, "why": self.why, "remarks": self.remarks, **fields}
        self.incoming.add(
            self.line, whole, id=self.id, title=self.title, words=scanning.unescaped(f"{before} {after}")
        )

    def _fields(self, lead: str, answers: list[Answer]) -> dict[str, Any]:
        check_number(answers)
        said, told = scanning.cut_feedback(lead)
        if said.lower() in _TRUE_FALSE and not answers:
            return self._true_false(_TRUE_FALSE[said.lower()], told)
        if lead.startswith("#"):
            return self._number(lead[1:], answers)
        if lead:
            raise LeftOut(f'"{lead[:30]}" stands where its answers should begin.', "Begin each with = or ~.")
        if not answers:
            return reflect(self.why, "", "its general feedback (####)")
        if all(each.right and "->" in each.text for each in answers):
            return self._match(answers)
        if all(each.right for each in answers):
            return self._typed(answers)
        return self._choice(answers)

    def _true_false(self, true: bool, feedback: str) -> dict[str, Any]:
        """The first feedback is for those who are wrong, the second for those who are right."""
        wrong, right = (self._words(each) for each in scanning.cut_feedback(feedback))
        told = [("True", right if true else wrong), ("False", wrong if true else right)]
        return {"kind": "single", "options": options(told), "right": "a" if true else "b"}

    def _choice(self, answers: list[Answer]) -> dict[str, Any]:
        offered = [
            Offered(
                self._words(each.text, one_line=True),
                self._words(each.feedback),
                (100 if each.right else 0) if each.weight is None else each.weight,
            )
            for each in answers
        ]
        if any(each.right for each in answers):
            return choose_one(self.incoming, self.line, offered)
        return choose_several(self.incoming, self.line, offered)

    def _typed(self, answers: list[Answer]) -> dict[str, Any]:
        words = [word(scanning.unescaped(each.text)) for each in answers]
        return typed(self.incoming, self.line, self._said(words, answers))

    def _said(self, texts: list[str], answers: list[Answer]) -> list[Said]:
        weights = [100.0 if each.weight is None else each.weight for each in answers]
        told = [self._words(each.feedback) for each in answers]
        return [Said(*each) for each in zip(texts, told, weights, strict=True)]

    def _number(self, lead: str, answers: list[Answer]) -> dict[str, Any]:
        """`3:2` is three with a tolerance of two, `1..5` from one to five."""
        if not answers:
            text, feedback = scanning.cut_feedback(lead)
            answers = [Answer(True, None, text, feedback, 0)]
        elif lead.strip() or not all(each.right for each in answers):
            raise LeftOut("its numbers cannot be read.", "Begin each with = after the #.")
        numbers = []
        for each in answers:
            low, dots, high = scanning.unescaped(each.text).partition("..")
            middle, _, around = low.partition(":")
            numbers.append(between(low, high) if dots else number(middle, around))
        return typed(self.incoming, self.line, self._said(numbers, answers))

    def _match(self, answers: list[Answer]) -> dict[str, Any]:
        sides = [
            [self._words(part.strip(), one_line=True) for part in each.text.split("->", 1)]
            for each in answers
        ]
        feedback = [
            self._words(each.feedback) for each, (left, _) in zip(answers, sides, strict=True) if left
        ]
        return match([(left, right) for left, right in sides], feedback)
