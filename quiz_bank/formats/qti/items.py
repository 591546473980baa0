"""One QTI item on its way to a question."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from quiz_bank.exchange.choosing import Offered, check_number, choose_one, choose_several
from quiz_bank.exchange.incoming import Incoming, LeftOut, check_length, letters, reflect
from quiz_bank.exchange.pictures import Pictures
from quiz_bank.exchange.typing import ANYTHING, Said, number, typed, word
from quiz_bank.exchange.words import from_html
from quiz_bank.exchange.xml import Element, inside
from quiz_bank.formats.qti.scoring import Branch, Declared, branches, declared, rule
from quiz_bank.question import Option

_OUR_ID = re.compile(r"(?!(?:yes|no|back|end)$)[a-z][a-z0-9-]*")
_GAP = "____"
_NUMBERS = ("float", "integer")
_ASKING = re.compile(r"\w+Interaction")
_MADE_ANEW = ("templateDeclaration", "templateProcessing", "printedVariable")
_INSIDE_WORDS = ("feedbackInline", "templateInline", "include")
_SET_APART = ("feedbackInline", "feedbackBlock", "infoControl", "templateBlock", "templateInline", "include")


class Asked:
    """`content_of`: what stands in the package at an address, from the place of the item."""

    def __init__(
        self, incoming: Incoming, pictures: Pictures, root: Element, content_of: Callable[[str], bytes | None]
    ) -> None:
        self.incoming = incoming
        self.pictures = pictures
        self.root = root
        self.content_of = content_of
        self.line = root.sourceline or 1
        self.id = (root.get("identifier") or "").strip()
        self.title = " ".join((root.get("title") or "").split("\n")).strip()
        self.remarks: list[str] = []
        self.lost: set[str] = set()
        self.no_pictures: list[str] = []
        self.apart: list[str] = []

    def take(self) -> None:
        body = self.root.find("itemBody")
        if body is None:
            raise LeftOut("it has no text and asks nothing.", "Export it again.")
        if self.root.get("adaptive") == "true" or any(self._has(name) for name in _MADE_ANEW):
            raise LeftOut("its words, or what comes after an answer, are made anew each time.")
        if self._has("assessmentStimulusRef"):
            raise LeftOut("its scenario stands in another file.", "Write the scenario into each question.")
        asking = [each for each in body.iter() if _ASKING.fullmatch(each.tag)]
        if len(asking) != 1:
            how_many = "nothing" if not asking else f"{len(asking)} things"
            raise LeftOut(
                f"it asks {how_many} at once; a question here asks one.", "Make one question of each."
            )
        interaction = asking[0]
        self.feedback, self.why, self.model = self._feedback()
        fields = self._fields(interaction)
        self._take_rubrics(body)
        text = self._text(body, interaction)
        self._tell_lost()
        whole = {"text": text, "why": self.why, "remarks": self.remarks, **fields}
        self.incoming.add(self.line, whole, id=self.id, title=self.title, words=text)

    def _has(self, name: str) -> bool:
        return next(self.root.iter(name), None) is not None

    def _fields(self, asking: Element) -> dict[str, Any]:
        reading = {
            "choiceInteraction": self._choice,
            "inlineChoiceInteraction": self._choice,
            "orderInteraction": self._order,
            "matchInteraction": self._match,
            "textEntryInteraction": self._typed,
            "extendedTextInteraction": self._reflect,
        }.get(asking.tag)
        if reading is None:
            raise LeftOut(f'there is no kind here for "{asking.tag[:40]}".')
        return reading(asking, declared(self.root, asking.get("responseIdentifier") or ""))

    def _feedback(self) -> tuple[dict[str, str], str, str]:
        """What is told of each option, of all answers, and as a model. What depends on more is told and not kept."""
        always = {
            each.get("identifier"): " ".join("".join(each.itertext()).split())
            for each in self.root.iterfind("responseProcessing/setOutcomeValue")
            if len(each) and each[0].tag == "baseValue"
        }
        options: dict[str, str] = {}
        told = {"WHY": "", "MODEL": ""}
        named = Counter(each.get("identifier") for each in self.root.iter())
        looked_for = {each.id for each in branches(self.root) or ()}
        for each in self.root.iterchildren("modalFeedback"):
            outcome, id = each.get("outcomeIdentifier") or "", each.get("identifier") or ""
            words = self._words(each)
            shown = each.get("showHide", "show") == "show"
            if shown and always.get(outcome) == id:
                name = "MODEL" if outcome == "MODEL" else "WHY"
                told[name] = "\n\n".join(part for part in (told[name], words) if part)
            elif shown and outcome not in always and (named[id] > 1 or id in looked_for):
                options[id] = "\n\n".join(part for part in (options.get(id, ""), words) if part)
            else:
                self.apart.append(words[:40])
        return options, told["WHY"], told["MODEL"]

    def _words(self, element: Element, one_line: bool = False) -> str:
        text = inside(element)
        check_length(text, self.line)
        told, lost = from_html(text, one_line)
        self.lost |= lost
        if "![" in told:
            told, none = self.pictures.place(told, self.content_of)
            self.no_pictures += none
        return told

    def _take_rubrics(self, body: Element) -> None:
        """What is meant for authors and scorers is the author's note; for candidates it stays in the text."""
        for each in list(body.iter("rubricBlock")):
            if "candidate" not in (each.get("view") or "candidate").split():
                words = re.sub(r"\s*\n\s*", " ", "".join(each.itertext())).strip()
                self.remarks += [words] if words else []
                _take_out(each)

    def _text(self, body: Element, asking: Element) -> str:
        for each in list(body.iter("object")):
            if (each.get("type") or "").startswith("image/"):
                words, address = " ".join("".join(each.itertext()).split()), each.get("data") or ""
                each.clear(keep_tail=True)
                each.tag = "img"
                each.set("src", address)
                each.set("alt", words)
        for each in body.iter("rubricBlock"):
            each.tag = "div"
        for name in _SET_APART:
            for each in list(body.iter(name)):
                self.apart.append(" ".join("".join(each.itertext()).split())[:40] or name)
                _take_out(each)
        prompt = asking.find("prompt")
        if asking.tag in ("textEntryInteraction", "inlineChoiceInteraction"):
            _leave_gap(asking)
        elif prompt is None:
            _take_out(asking)
        else:
            prompt.tag, prompt.tail = "div", asking.tail
            asking.getparent().replace(asking, prompt)
        return self._words(body)

    def _tell_lost(self) -> None:
        if self.lost:
            what = f"Markdown has nothing for {', '.join(sorted(self.lost))}; only the words of it were kept."
            self.incoming.warn("X04", self.line, what, "Compare it with the original.")
        if self.no_pictures:
            what = f"{', '.join(self.no_pictures[:5])} is no PNG or JPEG picture in this package; its words stay."
            self.incoming.warn("X07", self.line, what, "Put the picture into the folder pictures by hand.")
        if self.apart:
            what = f'What is shown by rules of its own is not kept: "{self.apart[0]}"'
            more = f" and {len(self.apart) - 1} more" if len(self.apart) > 1 else ""
            self.incoming.warn(
                "X09", self.line, f"{what}{more}.", "Write it below the options it belongs to."
            )

    def _options(self, parents: list[Element]) -> tuple[Option, ...]:
        """Ids as they stand there where all can be ids of ours, else a, b, c."""
        check_number(parents)
        ids = [each.get("identifier") or "" for each in parents]
        ours = all(map(_OUR_ID.fullmatch, ids)) and len(set(ids)) == len(ids)
        named = ids if ours else letters(len(ids))
        found = []
        for id, name, each in zip(ids, named, parents, strict=True):
            told = [self._words(inner) for inner in each.iter("feedbackInline", "feedbackBlock")]
            for inner in list(each.iter("feedbackInline", "feedbackBlock")):
                _take_out(inner)
            feedback = "\n\n".join(part for part in (*told, self.feedback.pop(id, "")) if part)
            text = self._words(each, one_line=True)
            if not text:
                raise LeftOut("one of its options has no words.", "Write some, or take the option out.")
            found.append(Option(id=name, text=text, feedback=feedback))
        self.apart += [words[:40] for words in self.feedback.values()]
        return tuple(found)

    def _weights(self, elements: list[Element], response: Declared) -> list[float]:
        """Per cent of the mark for each option."""
        ids = [each.get("identifier") or "" for each in elements]
        scored = self._scored(response)
        if scored == "mapped":
            values = [response.mapped.get(id, response.otherwise) for id in ids]
            several = response.cardinality == "multiple"
            whole = sum(value for value in values if value > 0) if several else max(values, default=0)
            return [100 * value / whole if whole > 0 else 0 for value in values]
        share = 100 / len(response.correct) if response.correct else 0
        wrong = -share if response.cardinality == "multiple" else 0
        return [share if id in response.correct else wrong for id in ids]

    def _scored(self, response: Declared) -> str:
        """Raises LeftOut where nothing says what is right; tells where it was scored otherwise than here."""
        scored = rule(self.root)
        if scored == "mapped" and not response.mapped:
            scored = "correct"
        if scored != "mapped" and not response.correct:
            if not response.mapped:
                raise LeftOut("nothing in it says what is right.", "Mark what is right.")
            scored = "mapped"
        if rule(self.root) == "own":
            what = "This question is scored by rules of its own there; here by what is marked as right."
            self.incoming.warn("X03", self.line, what, "Check that this is what you want.")
        elif scored == "correct" and response.cardinality != "single":
            what = "All of this question counted, or nothing; here a part of it counts in part."
            self.incoming.inform("X03", self.line, what, "Check that this is what you want.")
        return scored

    def _choice(self, asking: Element, response: Declared) -> dict[str, Any]:
        elements = list(asking.iterchildren("simpleChoice", "inlineChoice"))
        several = response.cardinality == "multiple"
        weights = self._weights(elements, response)
        every = self._options(elements)
        offered = [
            Offered(each.text, each.feedback, weight) for each, weight in zip(every, weights, strict=True)
        ]
        fields = (choose_several if several else choose_one)(self.incoming, self.line, offered)
        named = dict(zip(letters(len(every)), (each.id for each in every), strict=True))
        right = fields["right"]
        fields["right"] = named[right] if isinstance(right, str) else frozenset(named[id] for id in right)
        fields["options"] = every
        if several:
            fields["choose"] = self._choose(asking)
        return fields | {"shuffle": self._shuffled(asking, elements)}

    def _choose(self, asking: Element) -> int | None:
        most, least = asking.get("maxChoices") or "1", asking.get("minChoices") or "0"
        if most == least and most.isdecimal() and 0 < int(most) < 200:
            return int(most)
        if most not in ("0", str(len(asking.findall("simpleChoice")))):
            what = f"At most {most[:5]} options could be chosen in this question; here any number can."
            self.incoming.inform("X03", self.line, what, 'Write "choose:" where a number is to be chosen.')
        return None

    def _shuffled(self, asking: Element, elements: list[Element]) -> bool:
        shuffled = (asking.get("shuffle") or "false") == "true"
        if shuffled and any(each.get("fixed") == "true" for each in elements):
            what = "Some of what is chosen from kept its place in this question; here all of it is shuffled."
            self.incoming.inform("X03", self.line, what, "Check that this is what you want.")
        return shuffled

    def _order(self, asking: Element, response: Declared) -> dict[str, Any]:
        elements = list(asking.iterchildren("simpleChoice"))
        every = dict(zip((each.get("identifier") for each in elements), self._options(elements), strict=True))
        if rule(self.root) == "own":
            what = "This question is scored by rules of its own there; here by the steps in the right order."
            self.incoming.warn("X03", self.line, what, "Check that this is what you want.")
        if len(every) < 2 or sorted(response.correct) != sorted(map(str, every)):
            raise LeftOut(
                "it does not say the right place of every step.", "Name every step in its right order."
            )
        return {"kind": "order", "steps": tuple(every[id] for id in response.correct)}

    def _match(self, asking: Element, response: Declared) -> dict[str, Any]:
        """Where all on the right keep their places, they are boxes to sort into."""
        sides = [
            list(each.iterchildren("simpleAssociableChoice"))
            for each in asking.iterchildren("simpleMatchSet")
        ]
        if len(sides) != 2 or not sides[0] or len(sides[1]) < 2:
            raise LeftOut("it needs one line on the left and two on the right, or more.")
        mapped = self._scored(response) == "mapped"
        right_pairs = (
            [pair for pair, value in response.mapped.items() if value > 0] if mapped else response.correct
        )
        if mapped and len({response.mapped[pair] for pair in right_pairs}) > 1:
            what = "The pairs of this question count differently; here each counts the same."
            self.incoming.warn("X03", self.line, what, "Check that this is what you want.")
        every = self._options([*sides[0], *sides[1]])
        named = dict(
            zip(
                (each.get("identifier") or "" for side in sides for each in side),
                (each.id for each in every),
                strict=True,
            )
        )
        lefts, rights = every[: len(sides[0])], every[len(sides[0]) :]
        pairs = [tuple(named.get(id, "") for id in pair.split()) for pair in right_pairs]
        places = {each.id for each in rights}
        right = {pair[0]: pair[1] for pair in pairs if len(pair) == 2 and pair[1] in places}
        if len(right) != len(pairs) or set(right) != {each.id for each in lefts}:
            raise LeftOut(
                "one line on the left fits none on the right, or several.", "Give each one that fits."
            )
        right = {each.id: right[each.id] for each in lefts}
        if all(each.get("fixed") == "true" for each in sides[1]):
            shuffle = (asking.get("shuffle") or "false") == "true"
            return {"kind": "sort", "boxes": rights, "cards": lefts, "right": right, "shuffle": shuffle}
        return {"kind": "match", "lefts": lefts, "rights": rights, "right": right}

    def _typed(self, asking: Element, response: Declared) -> dict[str, Any]:
        found = branches(self.root) if rule(self.root) == "own" else None
        if found is None:
            found = self._by_declaration(response)
        numeric = response.base in _NUMBERS
        if any(each.cased for each in found):
            what = "Capitals counted in this question; here they make no difference."
            self.incoming.inform("X03", self.line, what, "Check that this is what you want.")
        most = max((each.score for each in found), default=0)
        said = [
            Said(
                _said(each, numeric),
                self.feedback.pop(each.id, "") if each.id else "",
                100 * each.score / (most or 1),
            )
            for each in found
            if each.text is not None or each.id or each.score
        ]
        self.apart += [words[:40] for words in self.feedback.values()]
        fields = typed(self.incoming, self.line, said)
        ids = [each.id for each in found if each.text is not None or each.id]
        if all(map(_OUR_ID.fullmatch, ids)) and len(set(ids)) == len(ids) == len(fields["answers"]):
            answers = zip(fields["answers"], ids, strict=True)
            fields["answers"] = tuple(each.model_copy(update={"id": id}) for each, id in answers)
        return fields

    def _by_declaration(self, response: Declared) -> list[Branch]:
        scored = self._scored(response)
        cased = response.cased and response.base == "string"
        if scored == "mapped":
            return [Branch(key, "0", value, "", cased) for key, value in response.mapped.items()]
        return [Branch(text, "0", 1.0, "", response.base == "string") for text in response.correct[:1]]

    def _reflect(self, asking: Element, response: Declared) -> dict[str, Any]:
        model = self.model
        if not model:
            for each in list(self.root.iter("rubricBlock")):
                if "scorer" in (each.get("view") or "").split() and not model:
                    model = self._words(each)
                    _take_out(each)
        if not model and response.correct:
            model = "\n\n".join(response.correct)
        self.apart += [words[:40] for words in self.feedback.values()]
        return reflect(model, self.why, "a rubric for scorers, or a correct response,")


def _said(branch: Branch, numeric: bool) -> str:
    if branch.text is None:
        return ANYTHING
    if numeric:
        return number(branch.text, branch.tolerance)
    return word(branch.text.replace("*", "\\*"))


def _take_out(element: Element) -> None:
    """What stands after it stays. It is emptied only: to join the words around it takes long where there are many."""
    inline = element.tag in _INSIDE_WORDS
    element.clear(keep_tail=True)
    element.tag = "span" if inline else "div"


def _leave_gap(asking: Element) -> None:
    """A gap in the words around it; nothing where it stands alone in its paragraph."""
    block = asking.getparent()
    asking.clear(keep_tail=True)
    if block.tag in ("p", "div") and len(block) == 1 and not "".join(block.itertext()).strip():
        _take_out(block)
    else:
        asking.tag, asking.text = "span", _GAP
