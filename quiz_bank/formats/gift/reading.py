"""Reading GIFT: categories become lessons, descriptions become teaching text."""

import re
from typing import Any

from quiz_bank.exchange.incoming import Incoming, LeftOut, options
from quiz_bank.exchange.words import from_html, from_plain, looks_like_html
from quiz_bank.formats.gift import scanning
from quiz_bank.formats.gift.scanning import Answer, Block
from quiz_bank.question import Option
from quiz_bank.reading import Reading

_TRUE_FALSE = {"t": True, "true": True, "f": False, "false": False}
_CATEGORY = re.compile(r"\$CATEGORY:(.*)", re.DOTALL)
_TOP = re.compile(r"(\$(course|module|system|cat)\w*\$|top)(/|$)", re.IGNORECASE)
_ID = re.compile(r"\[id:((?:\\\]|[^\]\x00-\x1f])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]\x00-\x1f])+)\]")
_SAME = 0.01
_CLOSE = ".,;:!?)"


def read(text: str, file: str = "questions.gift") -> Reading:
    """Raises TooMuch; whatever else is wrong is a finding."""
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
        said, told = scanning.cut_feedback(lead)
        if said.lower() in _TRUE_FALSE and not answers:
            return self._true_false(_TRUE_FALSE[said.lower()], told)
        if lead.startswith("#"):
            raise LeftOut("it asks for a number.")
        if lead:
            raise LeftOut(f'"{lead[:30]}" stands where its answers should begin.', "Begin each with = or ~.")
        if not answers:
            raise LeftOut("it asks for a text of one's own.")
        if all(each.right and "->" in each.text for each in answers):
            raise LeftOut("it matches two sides.")
        if all(each.right for each in answers):
            raise LeftOut("its answer is typed.")
        return self._choice(answers)

    def _true_false(self, true: bool, feedback: str) -> dict[str, Any]:
        """The first feedback is for those who are wrong, the second for those who are right."""
        wrong, right = (self._words(each) for each in scanning.cut_feedback(feedback))
        told = [("True", right if true else wrong), ("False", wrong if true else right)]
        return {"kind": "single", "options": options(told), "right": "a" if true else "b"}

    def _choice(self, answers: list[Answer]) -> dict[str, Any]:
        told = [(self._words(each.text, one_line=True), self._words(each.feedback)) for each in answers]
        every = options(told)
        ids = {option.id: each for option, each in zip(every, answers, strict=True)}
        whole = [id for id, each in ids.items() if each.right and each.weight in (None, 100)]
        partly = [id for id, each in ids.items() if (each.weight or 0) > 0 and id not in whole]
        if any(each.right for each in answers):
            return self._single(every, whole, partly)
        return self._multiple(every, answers, [*whole, *partly])

    def _single(self, every: tuple[Option, ...], whole: list[str], partly: list[str]) -> dict[str, Any]:
        if len(every) < 2:
            raise LeftOut("it has one option only.")
        if len(whole) != 1:
            why = f"{len(whole) or 'none'} of its options are right by themselves; exactly one must be."
            raise LeftOut(why, "Mark one with = and the others with ~.")
        if partly:
            what = f"{len(partly)} options of this question count in part; here only the right one counts."
            self.incoming.warn("X03", self.line, what, "Check that this is what you want.")
        return {"kind": "single", "options": every, "right": whole[0]}

    def _multiple(self, every: tuple[Option, ...], answers: list[Answer], right: list[str]) -> dict[str, Any]:
        if len(every) < 2:
            raise LeftOut("it has one option only.")
        if not right:
            raise LeftOut("none of its options is right.", "Mark the right one with =.")
        weights = [each.weight or 0 for each in answers]
        share = 100 / len(right)
        if any(abs(weight - share) > _SAME for weight in weights if weight > 0):
            what = "The right options of this question count differently; here each counts the same."
            self.incoming.warn("X03", self.line, what, "Check that this is what you want.")
        if any(weight > -share + _SAME for weight in weights if weight <= 0):
            what = "A wrong option took less away, or nothing; here it takes away what a right one gives."
            self.incoming.inform("X03", self.line, what, "Check that this is what you want.")
        return {"kind": "multiple", "options": every, "right": frozenset(right)}
