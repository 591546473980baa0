"""Local facts: what a site fills in once wherever a bank names it, as in {{lead}}: who to ring, where a policy is."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from markdown_it.token import Token

from quiz_bank.bank import Bank
from quiz_bank.findings import Finding, Place, Severity
from quiz_bank.plain import as_markdown
from quiz_bank.prose import tokens_of
from quiz_bank.question import Frozen
from quiz_bank.reading import Reading
from quiz_bank.translating import Words, in_words, thing_of, words_of

LONGEST_NAME, LONGEST = 60, 1000
_NAME = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,{LONGEST_NAME - 1}}}")
_BRACED = re.compile(r"(?<!\\)(?:\\\\)*(\{\{([^{}]*)\}\})")
_BRACES = re.compile(r"\{\{|[^{\]\"]\}\}")
"""In a bank as JSON: braces of its texts, and seldom its own. Looking there is much cheaper than a walk through it."""
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s()<>\\`|{}\"]+", re.IGNORECASE)
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""No character of any text: around the name of a fact that is not set, until it is known what stands around it."""
_MISSING = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_LINK = re.compile(rf"!?\[((?:[^\[\]\\]|\\.)*)\]\([^()]*?{_OPEN}([^{_CLOSE}]*){_CLOSE}[^()]*\)")
_PLAIN = {"title", "source", "part", "outcome", "audience", "owner", "atoms"}
"""Words that no page reads as Markdown."""
_UNSAID = "remarks"


class Spot(Frozen):
    """Where a fact is named: `at` as in "Q-1:why", in another language or in that of the bank ("").

    `address`: the whole address of a link that it is a part of, as written; "" where it stands among words.
    """

    at: str
    language: str = ""
    address: str = ""


class Named(NamedTuple):
    """`written`: what stands between the braces. `kind`: "words", "code" or "address"."""

    written: str
    start: int
    end: int
    kind: str
    address: str = ""

    @property
    def name(self) -> str:
        """ "" for what is no name of a fact."""
        return name_in(self.written)


def name_in(written: str) -> str:
    name = written.strip()
    return name if _NAME.fullmatch(name) else ""


def nearest_name(written: str) -> str:
    """The name that was meant, as it can be written; "" where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", written.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")[:LONGEST_NAME].rstrip("-_")


def facts_in(bank: Bank) -> dict[str, tuple[Spot, ...]]:
    """Name -> where it stands, in the order of the bank. What stands in code is no fact."""
    found: dict[str, list[Spot]] = {}
    for language, where, text in texts_of(bank):
        for each in named_in(text, where):
            if each.name and each.kind != "code" and not decides(bank, where, text):
                spot = Spot(at=where, language=language, address=each.address)
                found.setdefault(each.name, []).append(spot)
    return {name: tuple(spots) for name, spots in found.items()}


def texts_of(bank: Bank) -> Iterator[tuple[str, str, str]]:
    """Language, where and text of all that may name a fact: words that anybody is shown."""
    if not _BRACES.search(bank.model_dump_json()):
        return
    for language, words in (("", words_of(bank)), *bank.translations.items()):
        for where, said in words.items():
            if not where.endswith(f":{_UNSAID}"):
                for text in (said,) if isinstance(said, str) else said:
                    if "{{" in text or "}}" in text:
                        yield language, where, text


def decides(bank: Bank, where: str, text: str) -> bool:
    """Whether a mark, or what a course is known by, lies in this text, so that it may not differ between sites."""
    if where == ":title" or (where.startswith("/links/") and where.endswith(":name")):
        return True
    question = bank.question(thing_of(where))
    return question is not None and text in _leaves(question.key())


def _leaves(key: Any) -> Iterator[str]:
    if isinstance(key, str):
        yield key
    elif isinstance(key, Mapping | list | tuple):
        for each in key.values() if isinstance(key, Mapping) else key:
            yield from _leaves(each)


def named_in(text: str, where: str = ":text") -> list[Named]:
    """All that stands in double braces, whether it is the name of a fact or not."""
    found = [(each[2], *each.span(1)) for each in _BRACED.finditer(text)]
    field = _field(where)
    if field == "address":
        return [Named(*each, "address", text) for each in found]
    if not found or field in _PLAIN:
        return [Named(*each, "words") for each in found]
    held, holder = _held(text, [span for _, *span in found])
    kinds = _kinds(held, holder)
    named = []
    for at, each in enumerate(found):
        kind, address = kinds.get(str(at), ("words", ""))
        named.append(
            Named(*each, kind, holder.sub(lambda held: f"{{{{{found[int(held[1])][0]}}}}}", address))
        )
    return named


def _held(text: str, spans: Sequence[Sequence[int]]) -> tuple[str, re.Pattern[str]]:
    """The text with a word of its own for each span, numbered, which can stand in any address; and what finds them."""
    word = "fact"
    while word in text.casefold():
        word += "q"
    parts = [(start, end, f"{word}{at}x") for at, (start, end) in enumerate(spans)]
    return _replaced(text, parts), re.compile(rf"{word}(\d+)x")


def _kinds(held: str, holder: re.Pattern[str]) -> dict[str, tuple[str, str]]:
    """What each word held stands in, and the whole address where it is one: as the reader of Markdown has it."""
    found: dict[str, tuple[str, str]] = {}
    for kind, content in _pieces(tokens_of(held)):
        for each in holder.findall(content):
            if found.get(each, ("words", ""))[0] == "words":
                found[each] = (kind, content if kind == "address" else "")
    return found


def _pieces(tokens: Collection[Token]) -> Iterator[tuple[str, str]]:
    for token in tokens:
        yield from _pieces(token.children or ())
        for name in ("href", "src"):
            yield "address", str(token.attrs.get(name, ""))
        if token.type in ("fence", "code_inline"):
            yield "code", f"{token.info} {token.content}"
        elif token.type != "inline":
            yield "words", token.content


def _field(where: str) -> str:
    return where.partition(":")[2].partition("/")[0]


def _replaced(text: str, parts: Collection[tuple[int, int, str]]) -> str:
    """`parts`: start, end and what comes there instead, in the order of the text."""
    told, last = [], 0
    for start, end, other in parts:
        told += [text[last:start], other]
        last = end
    return "".join([*told, text[last:]])


def filled(bank: Bank, facts: Mapping[str, str]) -> Bank:
    """The bank as it reads where `facts` are set: name -> words. One that is not set shows its name and says so."""
    others = {language: _all_filled(bank, facts, words) for language, words in bank.translations.items()}
    own = in_words(bank, _all_filled(bank, facts, words_of(bank)))
    return own.model_copy(update={"translations": others})


def _all_filled(bank: Bank, facts: Mapping[str, str], words: Words) -> Words:
    fill = partial(_filled, bank, facts)
    return {
        where: fill(where, said) if isinstance(said, str) else tuple(fill(where, each) for each in said)
        for where, said in words.items()
    }


def _filled(bank: Bank, facts: Mapping[str, str], where: str, text: str) -> str:
    found = named_in(text, where) if "{{" in text and _field(where) != _UNSAID else []
    if not found or decides(bank, where, text):
        return text
    if _field(where) == "address":
        return _with(text, facts) if fits(text, facts) else ""
    plain = _field(where) in _PLAIN
    parts = [(each.start, each.end, _told(each, facts, plain)) for each in found if _is_filled(each)]
    return _MISSING.sub(_unset, _LINK.sub(_unlinked, _replaced(text, parts)))


def _is_filled(each: Named) -> bool:
    return bool(each.name) and each.kind != "code"


def _told(each: Named, facts: Mapping[str, str], plain: bool) -> str:
    if each.kind == "address":
        return facts[each.name] if fits(each.address, facts) else f"{_OPEN}{each.name}{_CLOSE}"
    words = facts.get(each.name) or not_set(each.name)
    return words if plain else as_markdown(words)


def _unset(held: re.Match[str]) -> str:
    return as_markdown(not_set(held[1]))


def _unlinked(link: re.Match[str]) -> str:
    """A link whose address is not set: its words, and what is missing."""
    return f"{link[1]} {as_markdown(not_set(link[2]))}"


def not_set(name: str) -> str:
    return f"[{name}: not set here]"


def fits(address: str, facts: Mapping[str, str]) -> bool:
    """Whether an address that names facts leads somewhere once they are filled in."""
    return _ADDRESS.fullmatch(_with(address, facts)) is not None


def _with(address: str, facts: Mapping[str, str]) -> str:
    return _BRACED.sub(lambda each: facts.get(name_in(each[2]), each[1]), address)


def unfit(
    reading: Reading, files: Mapping[str, str], facts: Mapping[str, str], severity: Severity
) -> tuple[Finding, ...]:
    """What has to be set on a site before it can publish: a finding for each fact, where it is named first.

    `files`: path -> text of what was read.
    """
    found = []
    for name, spots in facts_in(reading.bank).items() if reading.bank else ():
        wrong = [each for each in spots if each.address and not fits(each.address, facts)]
        if not facts.get(name):
            place = place_of(reading, files, name, spots[0])
            what = f"The local fact {{{{{name}}}}} is not set here: it would read {not_set(name)}."
            found.append(_finding("L03", severity, place, what, "Set it under Banks, Local facts."))
        elif wrong:
            place = place_of(reading, files, name, wrong[0])
            what = (
                f"The local fact {{{{{name}}}}} is the address of a link, and what is set here is no address."
            )
            remedy = "Set one under Banks, Local facts, that begins with https://, mailto: or tel:."
            found.append(_finding("L04", severity, place, what, remedy))
    return tuple(found)


def _finding(code: str, severity: Severity, place: Place, what: str, remedy: str) -> Finding:
    return Finding(code=code, severity=severity, file=place.file, line=place.line, what=what, remedy=remedy)


def place_of(reading: Reading, files: Mapping[str, str], name: str, spot: Spot) -> Place:
    """The line in which the name stands, looked for from where the thing begins that holds it."""
    place = _beginning(reading, spot)
    lines = files.get(place.file, "").split("\n")[max(place.line - 1, 0) :]
    naming = (at for at, line in enumerate(lines) if _names(line, name))
    return place.model_copy(update={"line": place.line + next(naming, 0)})


def _names(line: str, name: str) -> bool:
    return any(name_in(each[2]) == name for each in _BRACED.finditer(line))


def _beginning(reading: Reading, spot: Spot) -> Place:
    places = reading.translated.get(spot.language, {}) if spot.language else reading.places
    part, thing = spot.at.partition(":")[0], thing_of(spot.at)
    found = (places[each] for each in (spot.at, part, thing) if each in places)
    return next(found, Place(file="", line=0))
