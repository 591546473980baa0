"""How a QTI item is scored: what is declared as right, and what its rules do with it."""

from dataclasses import dataclass
from typing import Literal

from quiz_bank.exchange.incoming import LeftOut
from quiz_bank.exchange.xml import Element

Rule = Literal["correct", "mapped", "own"]


@dataclass(frozen=True)
class Branch:
    """An answer that is looked for by a rule. `text`: None for anything else. `tolerance`: 0 for the number itself."""

    text: str | None
    tolerance: str
    score: float
    id: str
    cased: bool


@dataclass(frozen=True)
class Declared:
    """Of the one response of an item. `mapped`: key -> score; `otherwise`: of what is not mapped."""

    id: str
    cardinality: str
    base: str
    correct: tuple[str, ...]
    mapped: dict[str, float]
    otherwise: float
    cased: bool


def declared(root: Element, id: str) -> Declared:
    """Raises LeftOut where nothing is declared for it."""
    found = next(
        (each for each in root.iterchildren("responseDeclaration") if each.get("identifier") == id), None
    )
    if found is None:
        raise LeftOut("it declares no response.", "Export it again.")
    mapping = found.find("mapping")
    entries = [] if mapping is None else list(mapping.iterchildren("mapEntry"))
    return Declared(
        id=id,
        cardinality=found.get("cardinality") or "single",
        base=found.get("baseType") or "",
        correct=tuple(_one_line(each.text) for each in found.iterfind("correctResponse/value")),
        mapped={_one_line(each.get("mapKey")): _number(each.get("mappedValue")) for each in entries},
        otherwise=_number("0" if mapping is None else mapping.get("defaultValue") or "0"),
        cased=any(each.get("caseSensitive", "true") == "true" for each in entries),
    )


def rule(root: Element) -> Rule:
    """How SCORE comes about: by what is correct, by what is mapped, or in a way that is the item's own."""
    processing = root.find("responseProcessing")
    if processing is None or (not len(processing) and not processing.get("template")):
        return "correct"
    template = processing.get("template") or ""
    if template:
        named = template.rstrip("/").rpartition("/")[2].removesuffix(".xml")
        known: dict[str, Rule] = {"match_correct": "correct", "map_response": "mapped"}
        return known.get(named, "own")
    scores = [each for each in processing.iter("setOutcomeValue") if each.get("identifier") == "SCORE"]
    given = {each[0].tag if len(each) else "" for each in scores}
    if not scores:
        return "correct"
    if given <= {"mapResponse", "baseValue"} and "mapResponse" in given:
        return "mapped"
    only_matches = all(_is_plain(each) for each in processing.iter("responseIf", "responseElseIf"))
    alone = next(processing.iter("responseElseIf"), None) is None
    return "correct" if given == {"baseValue"} and only_matches and alone else "own"


def _is_plain(branch: Element) -> bool:
    """Whether it asks only if the response is the correct one, or if there is none."""
    asked = branch[0] if len(branch) else None
    if asked is None or asked.tag not in ("match", "isNull", "equal"):
        return False
    return all(each.tag in ("variable", "correct") for each in asked)


def branches(root: Element) -> list[Branch] | None:
    """The answers that its rules look for one after the other; None where they do anything else."""
    conditions = root.findall("responseProcessing/responseCondition")
    if len(conditions) != 1:
        return None
    found = [_branch(each) for each in conditions[0]]
    return None if None in found else [each for each in found if each is not None]


def _branch(element: Element) -> Branch | None:
    set_here = list(element.iterchildren("setOutcomeValue"))
    if any(len(each) != 1 or each[0].tag != "baseValue" for each in set_here):
        return None
    values = {each.get("identifier"): " ".join("".join(each.itertext()).split()) for each in set_here}
    score, id = _number(values.get("SCORE", "0")), values.get("FEEDBACK", "")
    if element.tag == "responseElse":
        return Branch(None, "0", score, id, False)
    asked = element[0] if len(element) else None
    if (
        asked is None
        or asked.tag not in ("stringMatch", "equal", "match")
        or asked.get("substring") == "true"
    ):
        return None
    base = asked.find("baseValue")
    if base is None or asked.find("variable") is None:
        return None
    tolerances = (asked.get("tolerance") or "0").split()
    if len(set(tolerances)) > 1 or asked.get("toleranceMode") == "relative":
        return None
    cased = asked.tag == "stringMatch" and asked.get("caseSensitive", "true") == "true"
    return Branch(_one_line(base.text), tolerances[0] if tolerances else "0", score, id, cased)


def _one_line(text: str | None) -> str:
    return " ".join(part.strip() for part in (text or "").strip().split("\n"))


def _number(text: str | None) -> float:
    try:
        told = float((text or "").strip())
    except ValueError:
        told = float("nan")
    if not -1e6 < told < 1e6:
        raise LeftOut(f'"{str(text)[:20]}" is no score.')
    return told
