"""Writing Moodle XML: lessons as categories, every text as Markdown, pictures inside."""

import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from lxml import etree

from quiz_bank.bank import Bank, Lesson
from quiz_bank.exchange.incoming import letters
from quiz_bank.exchange.losses import Loss, Losses, lost_of_course, lost_of_question
from quiz_bank.exchange.pictures import IN_BANK, IN_MOODLE, named_in
from quiz_bank.exchange.sides import two_sides
from quiz_bank.exchange.typing import numbers_of, words_of
from quiz_bank.exchange.words import from_plain, to_plain
from quiz_bank.exchange.xml import NOT_IN_XML, Element, sound
from quiz_bank.kinds.multiple import MultipleQuestion
from quiz_bank.kinds.order import OrderQuestion
from quiz_bank.kinds.reflect import ReflectQuestion
from quiz_bank.kinds.single import SingleQuestion
from quiz_bank.kinds.typed import TypedQuestion
from quiz_bank.placing import PlacingQuestion
from quiz_bank.question import Option, Question

CARRIED = frozenset("title lesson why remarks feedback shuffle pictures".split())


def write(bank: Bank, pictures: Mapping[str, bytes] | None = None) -> tuple[bytes, tuple[Loss, ...]]:
    """The file, and what it could not carry. `pictures`: those of the bank, by path."""
    writing = _Writing(pictures or {})
    return writing.write(bank), writing.losses.found()


class _Writing:
    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        self.pictures = pictures
        self.losses = Losses("Moodle XML")
        self.root = etree.Element("quiz")
        self.id = ""

    def write(self, bank: Bank) -> bytes:
        lost_of_course(bank, self.losses, lessons=True)
        for lesson in bank.lessons:
            self._category(lesson, lesson.text)
        current = bank.lessons[-1].id if bank.lessons else ""
        for question in bank.questions:
            element = self._question(question)
            if element is None:
                continue
            if question.lesson != current:
                current = question.lesson
                self._category(bank.lesson(current), "")
            self.root.append(element)
        if bank.remarks:
            self.losses.lose("no author's notes on the course", bank.id or "the course")
        etree.indent(self.root)
        return bytes(etree.tostring(self.root, encoding="UTF-8", xml_declaration=True))

    def _category(self, lesson: Lesson | None, text: str) -> None:
        element = etree.SubElement(self.root, "question", type="category")
        self.id = lesson.id if lesson else ""
        path = (
            f"$course$/top/{lesson.id}: {_flat(lesson.title).replace('/', '//')}"
            if lesson
            else "$course$/top"
        )
        _text(etree.SubElement(element, "category"), self._sound(path))
        if text:
            self._told(element, "info", text)

    def _question(self, question: Question) -> Element | None:
        self.id = question.id
        element = etree.Element("question")
        named = etree.SubElement(element, "name")
        _text(named, self._sound(_flat(question.title)))
        self._told(element, "questiontext", question.text)
        model = question.model if isinstance(question, ReflectQuestion) else ""
        self._told(element, "generalfeedback", question.why or model)
        _value(element, "defaultgrade", "1.0000000" if question.scored else "0.0000000")
        _value(element, "penalty", "0.3333333")
        _value(element, "hidden", "0")
        _value(element, "idnumber", question.id)
        kind = self._answers(element, question)
        if kind is None:
            self.losses.leave_out(f"no questions of the kind {question.kind}", question.id)
        if not kind:
            return None
        element.set("type", kind)
        lost_of_question(question, self.losses, CARRIED)
        if [part.id for part in question.parts()] != letters(len(question.parts())):
            self.losses.lose("no ids of options", question.id)
        self._tags(element, question)
        return element

    def _tags(self, element: Element, question: Question) -> None:
        tags = [remark[5:] for remark in question.remarks if re.fullmatch(r"tag: \S+( \S+)*", remark)]
        if len(tags) < len(question.remarks):
            self.losses.lose("no author's notes but tags", question.id)
        if tags:
            every = etree.SubElement(element, "tags")
            for tag in tags:
                _text(etree.SubElement(every, "tag"), self._sound(tag))

    def _answers(self, element: Element, question: Any) -> str | None:
        if isinstance(question, SingleQuestion | MultipleQuestion):
            right = question.right_ids()
            several = isinstance(question, MultipleQuestion)
            _value(element, "single", "false" if several else "true")
            _value(element, "shuffleanswers", "true" if question.shuffle else "false")
            _value(element, "answernumbering", "abc")
            share = f"{100 / len(right):.7g}"
            for each in question.options:
                wrong = f"-{share}" if several else "0"
                self._answer(element, each, share if each.id in right else wrong)
            return "multichoice"
        if isinstance(question, OrderQuestion):
            return self._steps(element, question)
        if isinstance(question, PlacingQuestion):
            return self._pairs(element, question)
        if isinstance(question, TypedQuestion):
            return self._typed(element, question)
        if isinstance(question, ReflectQuestion):
            return self._essay(element, question)
        return None

    def _answer(self, element: Element, option: Option, fraction: str) -> None:
        answer = self._told(element, "answer", option.text, fraction=fraction)
        self._told(answer, "feedback", option.feedback)

    def _steps(self, element: Element, question: OrderQuestion) -> str:
        for key, value in (("layouttype", "VERTICAL"), ("selecttype", "ALL"), ("selectcount", "0"),
                           ("gradingtype", "RELATIVE_ALL_PREVIOUS_AND_NEXT"), ("showgrading", "HIDE")):  # fmt: skip
            _value(element, key, value)
        for number, step in enumerate(question.steps, 1):
            self._told(element, "answer", step.text, fraction=f"{number}.0000000")
        if any(step.feedback for step in question.steps):
            self.losses.lose("no feedback on what is put in order", question.id)
        return "ordering"

    def _typed(self, element: Element, question: TypedQuestion) -> str:
        numbers, words = numbers_of(question), words_of(question)
        if not numbers and not words:
            self.losses.leave_out("no numbers with words beside them", question.id)
            return ""
        for at, answer in enumerate(question.answers):
            each = etree.SubElement(
                element, "answer", fraction="100" if answer.right else "0", format="moodle_auto_format"
            )
            _text(each, self._sound(numbers[at][0] if numbers else (words or [])[at]))
            self._told(each, "feedback", answer.feedback)
            if numbers:
                _value(each, "tolerance", numbers[at][1])
        if not numbers:
            _value(element, "usecase", "0")
        return "numerical" if numbers else "shortanswer"

    def _essay(self, element: Element, question: ReflectQuestion) -> str:
        for key, value in (("responseformat", "plain"), ("responserequired", "1"), ("responsefieldlines", "15"),
                           ("attachments", "0"), ("attachmentsrequired", "0")):  # fmt: skip
            _value(element, key, value)
        if question.why:
            self._told(element, "graderinfo", question.model)
            self.losses.lose(
                "no model that learners see beside general feedback; graders see it", question.id
            )
        return "essay"

    def _pairs(self, element: Element, question: PlacingQuestion) -> str:
        sides = two_sides(question, self.losses, to_plain)
        _value(element, "shuffleanswers", "true")
        for left, right in sides or ():
            _text(etree.SubElement(self._told(element, "subquestion", left), "answer"), self._sound(right))
        if any(
            from_plain(to_plain(each.text), one_line=True) != each.text for each in question.to_choose_from()
        ):
            self.losses.lose("no formatting on the right side of what is matched", question.id)
        return "matching" if sides else ""

    def _told(self, parent: Element, tag: str, text: str, **attributes: str) -> Element:
        """An element with a Markdown text, and the pictures that it shows."""
        element = etree.SubElement(parent, tag, format="markdown", **attributes)
        names = [name for name in named_in(text) if f"pictures/{name}" in self.pictures]
        if len(names) < len(named_in(text)):
            self.losses.lose("no picture where none was given", self.id)
        for name in names:
            text = text.replace(f"]({IN_BANK}{name})", f"]({IN_MOODLE}{name.replace('/', '-')})")
            if "/" in name:
                self.losses.lose("no folders of pictures", self.id)
        _text(element, self._sound(text))
        for name in names:
            file = etree.SubElement(element, "file", name=name.replace("/", "-"), path="/", encoding="base64")
            file.text = b64encode(self.pictures[f"pictures/{name}"]).decode()
        return element

    def _sound(self, text: str) -> str:
        if NOT_IN_XML.search(text):
            self.losses.lose("no control characters", self.id)
            return sound(text)
        return text


def _flat(text: str) -> str:
    return re.sub(r"[\r\n]+", " ", text)


def _text(parent: Element, text: str) -> None:
    _value(parent, "text", text)


def _value(parent: Element, tag: str, value: str) -> None:
    etree.SubElement(parent, tag).text = value
