"""Reading Moodle XML: categories become lessons, their information and descriptions teaching text."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from quiz_bank.exchange.choosing import Offered, check_number, choose_one, choose_several, match
from quiz_bank.exchange.incoming import Incoming, LeftOut, check_length, options, reflect
from quiz_bank.exchange.pictures import IN_MOODLE, Pictures, decoded
from quiz_bank.exchange.typing import Said, number, typed, word
from quiz_bank.exchange.words import from_html, from_plain, looks_like_html
from quiz_bank.exchange.xml import Element, elements, inside
from quiz_bank.reading import Reading

_TOP = re.compile(r"(\$(course|module|system|cat)\w*\$|top)(/|$)", re.IGNORECASE)


def read(content: bytes, file: str = "questions.xml") -> tuple[Reading, dict[str, bytes]]:
    """A bank and the pictures in it, by path. Raises CannotRead; else what is wrong is a finding."""
    incoming, pictures = Incoming(file, "Moodle XML"), Pictures()
    for element in elements(file, content, "quiz", "question"):
        asked = _Asked(incoming, pictures, element)
        try:
            asked.take()
        except LeftOut as why:
            incoming.leave_out(asked.line, asked.title or asked.id, why)
    return incoming.reading(), pictures.kept


def category(path: str) -> str:
    """The name of a category without the places that Moodle puts before it; two slashes are one that is meant."""
    while found := _TOP.match(path):
        path = path[found.end() :]
    return " / ".join(part.replace("//", "/").strip() for part in re.split(r"(?<!/)/(?!/)", path)).strip(" ")


def _file_at(address: str, files: Mapping[str, str]) -> bytes | None:
    name = address.removeprefix(IN_MOODLE)
    encoded = files.get(name, files.get(unquote(name)))
    return None if name == address or encoded is None else decoded(encoded)


class _Asked:
    """One question element on its way to a question."""

    def __init__(self, incoming: Incoming, pictures: Pictures, element: Element) -> None:
        self.incoming = incoming
        self.pictures = pictures
        self.element = element
        self.line = element.sourceline or 1
        self.id = (element.findtext("idnumber") or "").strip()
        self.title = " ".join(
            line.strip() for line in (element.findtext("name/text") or "").strip().split("\n")
        )
        self.lost: set[str] = set()
        self.no_pictures: list[str] = []

    def take(self) -> None:
        kind = self.element.get("type") or ""
        if kind == "category":
            name = (self.element.findtext("category/text") or "").strip()
            self.incoming.lesson(category(" ".join(name.split("\n"))), self.line)
            self.incoming.tell(self._words(self.element.find("info")))
        elif kind == "description":
            told = self._words(self.element.find("questiontext"))
            self.incoming.tell(
                f"**{from_plain(self.title, one_line=True)}**\n\n{told}" if self.title else told
            )
        else:
            self._ask(kind)
        self._tell_lost()

    def _ask(self, kind: str) -> None:
        text = self._words(self.element.find("questiontext"))
        why = self._words(self.element.find("generalfeedback"))
        fields = {"text": text, "why": why, "remarks": self._tags(), **self._fields(kind, why)}
        self.incoming.add(self.line, fields, id=self.id, title=self.title, words=text)

    def _tags(self) -> list[str]:
        return [
            f"tag: {' '.join((tag.text or '').split())}" for tag in self.element.iterfind("tags/tag/text")
        ]

    def _words(self, element: Element | None, one_line: bool = False) -> str:
        """The text of an element in the format that it names, as Markdown, with its pictures where ours stand."""
        told = None if element is None else next(element.iterchildren("text"), None)
        text = "" if told is None else inside(told)
        if element is None or not text:
            return ""
        check_length(text, self.line)
        form = element.get("format") or "html"
        if form == "markdown":
            told = " ".join(text.strip().split("\n")) if one_line else text.strip("\n")
        elif form == "html" or (form != "plain_text" and looks_like_html(text)):
            told, lost = from_html(text, one_line)
            self.lost |= lost
        else:
            told = from_plain(text, one_line)
        if "![" in told:
            files = {each.get("name") or "": each.text or "" for each in element.iterfind("file")}
            told, lost_pictures = self.pictures.place(told, lambda address: _file_at(address, files))
            self.no_pictures += lost_pictures
        return told

    def _tell_lost(self) -> None:
        if self.lost:
            what = f"Markdown has nothing for {', '.join(sorted(self.lost))}; only the words of it were kept."
            self.incoming.warn("X04", self.line, what, "Compare it with the original.")
        if self.no_pictures:
            what = f"{', '.join(self.no_pictures[:5])} is no PNG or JPEG picture inside this file; its words stay."
            self.incoming.warn("X07", self.line, what, "Put the picture into the folder pictures by hand.")

    def _fields(self, kind: str, why: str) -> dict[str, Any]:
        check_number([*self.element.iterfind("answer"), *self.element.iterfind("subquestion")])
        if kind == "multichoice":
            return self._choice()
        if kind == "truefalse":
            return self._true_false()
        if kind == "matching":
            return self._match()
        if kind == "ordering":
            return self._order()
        if kind in ("shortanswer", "numerical"):
            return self._typed(kind == "numerical")
        if kind == "essay":
            return self._reflect(why)
        raise LeftOut(f'there is no kind here for "{kind[:30]}".')

    def _weight(self, answer: Element) -> float:
        try:
            weight = float(answer.get("fraction") or 0)
        except ValueError:
            weight = float("nan")
        if not -100.01 <= weight <= 100.01:
            raise LeftOut(f'"{str(answer.get("fraction"))[:20]}" is no share of its mark.')
        return weight

    def _choice(self) -> dict[str, Any]:
        offered = [
            Offered(self._words(each, one_line=True), self._words(each.find("feedback")), self._weight(each))
            for each in self.element.iterfind("answer")
        ]
        several = (self.element.findtext("single") or "true").strip().lower() in ("false", "0")
        fields = (choose_several if several else choose_one)(self.incoming, self.line, offered)
        shuffled = (self.element.findtext("shuffleanswers") or "true").strip().lower() not in ("false", "0")
        return fields if shuffled else fields | {"shuffle": False}

    def _true_false(self) -> dict[str, Any]:
        answers = list(self.element.iterfind("answer"))
        named = {"true": "True", "false": "False"}
        told = []
        for each in answers:
            said = (each.findtext("text") or "").strip().lower()
            told.append(
                (named.get(said) or from_plain(said, one_line=True), self._words(each.find("feedback")))
            )
        right = [at for at, each in enumerate(answers) if self._weight(each) > 0]
        if len(told) != 2 or len(right) != 1:
            raise LeftOut("it is neither true nor false.")
        return {"kind": "single", "options": options(told), "right": "ab"[right[0]]}

    def _match(self) -> dict[str, Any]:
        pairs = [
            (self._words(each, one_line=True), from_plain(each.findtext("answer/text") or "", one_line=True))
            for each in self.element.iterfind("subquestion")
        ]
        return match(pairs, [""] * sum(bool(left) for left, _ in pairs))

    def _typed(self, numeric: bool) -> dict[str, Any]:
        said = []
        for each in self.element.iterfind("answer"):
            text = each.findtext("text") or ""
            told = number(text, each.findtext("tolerance") or "") if numeric else word(text)
            said.append(Said(told, self._words(each.find("feedback")), self._weight(each)))
        if (self.element.findtext("usecase") or "0").strip() not in ("0", "false"):
            what = "Capitals counted in this question; here they make no difference."
            self.incoming.warn("X03", self.line, what, "Check that this is what you want.")
        if self.element.find("units/unit") is not None:
            what = "This question knew units of its number; here the number alone is typed."
            self.incoming.warn("X03", self.line, what, "Say in the text which unit is meant.")
        return typed(self.incoming, self.line, said)

    def _reflect(self, why: str) -> dict[str, Any]:
        """What graders are told is the model; without that, what everyone is told afterwards."""
        told = self._words(self.element.find("graderinfo"))
        where = "its information for graders, or its general feedback,"
        return reflect(told or why, why if told else "", where)

    def _order(self) -> dict[str, Any]:
        told = [(self._words(each, one_line=True), "") for each in self.element.iterfind("answer")]
        if len(told) < 2 or not all(text for text, _ in told):
            raise LeftOut("it has fewer than two steps to put in order, or one without words.")
        if (self.element.findtext("selecttype") or "ALL").strip().upper() not in ("ALL", "0"):
            what = "This question showed some of its steps only; here all of them are shown."
            self.incoming.warn("X03", self.line, what, "Check that this is what you want.")
        return {"kind": "order", "steps": options(told)}
