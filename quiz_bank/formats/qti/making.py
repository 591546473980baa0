"""The XML of one QTI item."""

import re
from typing import Any

from lxml import etree

from quiz_bank.exchange.losses import Losses, lost_of_question
from quiz_bank.exchange.typing import numbers_of
from quiz_bank.exchange.words import from_html, to_html, to_inline_html
from quiz_bank.exchange.xml import NOT_IN_XML, Element, inside, sound
from quiz_bank.kinds.multiple import MultipleQuestion
from quiz_bank.kinds.order import OrderQuestion
from quiz_bank.kinds.reflect import ReflectQuestion
from quiz_bank.kinds.single import SingleQuestion
from quiz_bank.kinds.sort import SortQuestion
from quiz_bank.kinds.typed import TypedQuestion, folded, number_in
from quiz_bank.placing import PlacingQuestion
from quiz_bank.question import Option, Question

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
CARRIED = frozenset("title lesson why remarks feedback shuffle pictures choose".split())
_KEPT = {"img": ("src", "alt"), "a": ("href",)}
_RESPONSE = "RESPONSE"
_OUR_ID = re.compile(r"(?!(?:yes|no|back|end)$)[a-z][a-z0-9-]*")


def child(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    element = etree.SubElement(parent, f"{{{QTI}}}{tag}", **attributes)
    element.text = text
    return element


class Making:
    """Makes items one after the other, and notes what they cannot carry."""

    def __init__(self, losses: Losses) -> None:
        self.losses = losses

    def item(self, question: Question) -> Element | None:
        """None where QTI has nothing for it, which is noted."""
        item = etree.Element(f"{{{QTI}}}assessmentItem", nsmap={None: QTI})
        item.set("identifier", question.id)
        item.set("title", self.sound(" ".join(question.title.split("\n")), question.id))
        item.set("adaptive", "false")
        item.set("timeDependent", "false")
        making = _Item(self, item, question)
        if not making.make():
            return None
        lost_of_question(question, self.losses, CARRIED)
        return item

    def sound(self, text: str, id: str) -> str:
        if NOT_IN_XML.search(text):
            self.losses.lose("no control characters", id)
            return sound(text)
        return text

    def blocks(self, parent: Element, text: str, id: str) -> None:
        """A Markdown text as paragraphs, lists and so on. What would not come back the same is noted."""
        self._put(parent, to_html(self.sound(text, id)), text, id, one_line=False)

    def line(self, parent: Element, text: str, id: str) -> None:
        self._put(parent, to_inline_html(self.sound(text, id)), text, id, one_line=True)

    def _put(self, parent: Element, html: str, text: str, id: str, one_line: bool) -> None:
        told = etree.fromstring(f"<div>{html}</div>")
        for each in told.iter():
            for name in [name for name in each.attrib if name not in _KEPT.get(each.tag, ())]:
                del each.attrib[name]
        if from_html(inside(told), one_line)[0] != text:
            self.losses.lose("no Markdown: what is written otherwise in it may read otherwise", id)
        for each in told.iter():
            each.tag = f"{{{QTI}}}{each.tag}"
        if parent.text or len(parent):
            raise AssertionError("nothing stands before a text")
        parent.text = told.text
        parent.extend(list(told))


def _can_be_read_again(question: Any) -> bool:
    """Whether words are left of what an item must say, once it is HTML."""
    if isinstance(question, ReflectQuestion):
        return bool(_words_left(to_html(sound(question.model)), False))
    if isinstance(question, TypedQuestion):
        return True
    return all(_words_left(to_inline_html(sound(part.text)), True) for part in question.parts())


def _words_left(html: str, one_line: bool) -> str:
    return from_html(inside(etree.fromstring(f"<div>{html}</div>")), one_line)[0]


class _Item:
    def __init__(self, making: Making, item: Element, question: Question) -> None:
        self.making = making
        self.losses = making.losses
        self.item = item
        self.question = question
        self.id = question.id

    def make(self) -> bool:
        question: Any = self.question
        if not _can_be_read_again(question):
            self.losses.leave_out("no options or models that are signs of Markdown alone", self.id)
            return False
        if isinstance(question, SingleQuestion | MultipleQuestion):
            return self._choice(question)
        if isinstance(question, OrderQuestion):
            return self._order(question)
        if isinstance(question, PlacingQuestion):
            return self._match(question)
        if isinstance(question, TypedQuestion):
            return self._typed(question)
        if isinstance(question, ReflectQuestion):
            return self._reflect(question)
        self.losses.leave_out(f"no questions of the kind {question.kind}", self.id)
        return False

    def _declare(self, cardinality: str, base: str, right: list[str]) -> Element:
        declared = child(
            self.item, "responseDeclaration", identifier=_RESPONSE, cardinality=cardinality, baseType=base
        )
        if right:
            correct = child(declared, "correctResponse")
            for value in right:
                child(correct, "value", value)
        return declared

    def _map(self, declared: Element, values: dict[str, float], otherwise: float, **attributes: str) -> None:
        mapping = child(declared, "mapping", lowerBound="0", upperBound="1", defaultValue=repr(otherwise))
        for key, value in values.items():
            child(mapping, "mapEntry", mapKey=key, mappedValue=repr(value), **attributes)

    def _outcomes(self, cardinality: str = "") -> None:
        """`cardinality`: of the feedback on options; none where there is none."""
        if self.question.scored:
            score = child(
                self.item, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float"
            )
            child(child(score, "defaultValue"), "value", "0")
        names = {"FEEDBACK": cardinality, "WHY": "single" if self.question.why else ""}
        names["MODEL"] = "single" if isinstance(self.question, ReflectQuestion) else ""
        for name, many in names.items():
            if many:
                child(
                    self.item, "outcomeDeclaration", identifier=name, cardinality=many, baseType="identifier"
                )

    def _body(self) -> Element:
        body = child(self.item, "itemBody")
        self.making.blocks(body, self.question.text, self.id)
        for remark in self.question.remarks:
            child(child(body, "rubricBlock", view="author"), "p", self.making.sound(remark, self.id))
        return body

    def _choice(self, question: SingleQuestion | MultipleQuestion) -> bool:
        several = isinstance(question, MultipleQuestion)
        right = [each.id for each in question.options if each.id in question.right_ids()]
        declared = self._declare("multiple" if several else "single", "identifier", right)
        if several:
            self._map(declared, {id: 1 / len(right) for id in right}, -1 / len(right))
        self._outcomes("multiple" if several else "single")
        choose = question.choose if isinstance(question, MultipleQuestion) else 1
        numbers = {"maxChoices": str(choose or 0), "minChoices": str(choose or 1)}
        asking = self._asking("choiceInteraction", shuffle=_said(question.shuffle), **numbers)
        for each in question.options:
            self.making.line(child(asking, "simpleChoice", identifier=each.id), each.text, self.id)
        processing = self._score_mapped() if several else self._score_correct()
        child(child(processing, "setOutcomeValue", identifier="FEEDBACK"), "variable", identifier=_RESPONSE)
        self._told_of_all(processing)
        self._told(question.options)
        return True

    def _asking(self, tag: str, **attributes: str) -> Element:
        return child(self._body(), tag, responseIdentifier=_RESPONSE, **attributes)

    def _order(self, question: OrderQuestion) -> bool:
        """The steps stand in an order that says nothing."""
        self._declare("ordered", "identifier", [each.id for each in question.steps])
        self._outcomes()
        asking = self._asking("orderInteraction", shuffle="true")
        for each in sorted(question.steps, key=lambda step: folded(step.text)):
            self.making.line(child(asking, "simpleChoice", identifier=each.id), each.text, self.id)
        self._told_of_all(self._score_correct())
        self.losses.lose("no share of steps in the right order, only all of them or none", self.id)
        if any(each.feedback for each in question.steps):
            self.losses.lose("no feedback on what is put in order", self.id)
        return True

    def _match(self, question: PlacingQuestion) -> bool:
        """Boxes to sort into keep their places."""
        rows, places = question.to_place(), question.to_choose_from()
        if len(places) < 2:
            self.losses.leave_out("no matching with fewer than two on the right", self.id)
            return False
        names = self._names(rows, places)
        pairs = [f"{row.id} {names[question.right[row.id]]}" for row in rows]
        self._map(
            self._declare("multiple", "directedPair", pairs), {pair: 1 / len(pairs) for pair in pairs}, 0.0
        )
        self._outcomes()
        sorting = isinstance(question, SortQuestion)
        shuffle = _said(question.shuffle if sorting else True)
        asking = self._asking("matchInteraction", shuffle=shuffle, maxAssociations=str(len(rows)))
        for side, most in ((rows, "1"), (places, "0")):
            element = child(asking, "simpleMatchSet")
            fixed = {"fixed": "true"} if sorting and most == "0" else {}
            for each in side:
                name = names[each.id] if most == "0" else each.id
                option = child(element, "simpleAssociableChoice", identifier=name, matchMax=most, **fixed)
                self.making.line(option, each.text, self.id)
        self._told_of_all(self._score_mapped())
        if any(each.feedback for each in question.parts()):
            self.losses.lose("no feedback on what is matched", self.id)
        return True

    def _names(self, rows: tuple[Option, ...], places: tuple[Option, ...]) -> dict[str, str]:
        """Place -> what it is called where no row may have the same name."""
        taken = {row.id for row in rows}
        if not taken & {place.id for place in places}:
            return {place.id: place.id for place in places}
        self.losses.lose("no box with the id of a card", self.id)
        return {place.id: f"box-{place.id}" for place in places}

    def _typed(self, question: TypedQuestion) -> bool:
        numbers = numbers_of(question)
        if not numbers and any("+-" in each.text for each in question.answers):
            self.losses.leave_out("no numbers with words beside them", self.id)
            return False
        looked_for = [each for each in question.answers if not each.is_anything]
        anything = [each for each in question.answers if each.is_anything]
        if any(each.right for each in anything):
            self.losses.leave_out("no question where anything is right", self.id)
            return False
        if anything and not question.answers[-1].is_anything:
            self.losses.lose("no place of its own for anything else", self.id)
        right = [
            numbers[at][0] if numbers else each.text for at, each in enumerate(question.answers) if each.right
        ]
        declared = self._declare(
            "single", "float" if numbers else "string", [self._sound(each) for each in right[:1]]
        )
        if not numbers:
            scores = {self._sound(each.text): float(each.right) for each in looked_for}
            self._map(declared, scores, 0.0, caseSensitive="false")
            if any(folded(each.text) != each.text.casefold() or number_in(each.text) for each in looked_for):
                self.losses.lose("no words that are alike but for accents, nor numbers among words", self.id)
        self._outcomes("single")
        child(child(self._body(), "p"), "textEntryInteraction", responseIdentifier=_RESPONSE)
        tolerances = {each.id: told for each, told in zip(question.answers, numbers or (), strict=False)}
        processing = child(self.item, "responseProcessing")
        condition = child(processing, "responseCondition")
        for at, each in enumerate(looked_for):
            branch = child(condition, "responseElseIf" if at else "responseIf")
            self._looked_for(branch, self._sound(each.text), tolerances.get(each.id))
            self._set(branch, "SCORE", "float", "1" if each.right else "0")
            self._set(branch, "FEEDBACK", "identifier", each.id)
        rest = child(condition, "responseElse")
        self._set(rest, "SCORE", "float", "0")
        if anything:
            self._set(rest, "FEEDBACK", "identifier", anything[0].id)
        self._told_of_all(processing)
        self._told(question.parts())
        return True

    def _sound(self, text: str) -> str:
        return self.making.sound(text, self.id)

    def _looked_for(self, branch: Element, text: str, told: tuple[str, str] | None) -> None:
        if told:
            middle, around = told
            mode = {"toleranceMode": "absolute", "tolerance": f"{around} {around}"}
            asked = child(branch, "equal", **(mode if around != "0" else {"toleranceMode": "exact"}))
            child(asked, "variable", identifier=_RESPONSE)
            child(asked, "baseValue", middle, baseType="float")
        else:
            asked = child(branch, "stringMatch", caseSensitive="false")
            child(asked, "variable", identifier=_RESPONSE)
            child(asked, "baseValue", text, baseType="string")

    def _reflect(self, question: ReflectQuestion) -> bool:
        self._declare("single", "string", [])
        self._outcomes()
        self._asking("extendedTextInteraction", expectedLines="8")
        processing = child(self.item, "responseProcessing")
        self._set(processing, "MODEL", "identifier", "model")
        self._told_of_all(processing)
        self._modal("MODEL", "model", question.model)
        return True

    def _score_correct(self) -> Element:
        processing = child(self.item, "responseProcessing")
        condition = child(processing, "responseCondition")
        match = child(child(condition, "responseIf"), "match")
        child(match, "variable", identifier=_RESPONSE)
        child(match, "correct", identifier=_RESPONSE)
        self._set(condition[0], "SCORE", "float", "1")
        self._set(child(condition, "responseElse"), "SCORE", "float", "0")
        return processing

    def _score_mapped(self) -> Element:
        processing = child(self.item, "responseProcessing")
        condition = child(processing, "responseCondition")
        nothing = child(condition, "responseIf")
        child(child(nothing, "isNull"), "variable", identifier=_RESPONSE)
        self._set(nothing, "SCORE", "float", "0")
        score = child(child(condition, "responseElse"), "setOutcomeValue", identifier="SCORE")
        child(score, "mapResponse", identifier=_RESPONSE)
        return processing

    def _set(self, parent: Element, outcome: str, base: str, value: str) -> None:
        child(child(parent, "setOutcomeValue", identifier=outcome), "baseValue", value, baseType=base)

    def _told_of_all(self, processing: Element) -> None:
        """What is told of every answer. It follows the rules of scoring."""
        if self.question.why:
            self._set(processing, "WHY", "identifier", "why")
            self._modal("WHY", "why", self.question.why)

    def _told(self, options: tuple[Option, ...]) -> None:
        for each in options:
            if each.feedback:
                self._modal("FEEDBACK", each.id, each.feedback)

    def _modal(self, outcome: str, id: str, text: str) -> None:
        told = child(self.item, "modalFeedback", outcomeIdentifier=outcome, identifier=id, showHide="show")
        self.making.blocks(told, text, self.id)


def _said(true: bool) -> str:
    return "true" if true else "false"
