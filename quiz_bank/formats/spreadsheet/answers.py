"""What is right in a row, kind by kind. What cannot be read is told by row and column, and nothing is guessed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from quiz_bank.exchange.incoming import MOST_OPTIONS, letters
from quiz_bank.findings import did_you_mean, listed
from quiz_bank.formats.spreadsheet.headings import KIND_NAMES, LETTERS, OPTION
from quiz_bank.formats.spreadsheet.rows import Part, Row, by_letters, named, settings
from quiz_bank.kinds.notice import Thing
from quiz_bank.kinds.typed import Answer, folded
from quiz_bank.question import Option

_SYNONYMS = {
    said: kind
    for kind, every in {
        "single": "one, one answer, single answer, single choice, true false, true/false, yes/no",
        "multiple": "several, several answers, multiple answers, multiple response, multi select, multi-select",
        "order": "ordering, sequence, ranking",
        "match": "matching, pairs",
        "sort": "sorting, categorise, categorize",
        "typed": "short answer, text, number, numeric, fill in, fill in the blank",
        "reflect": "essay, open, reflection",
        "": "multiple choice, multiple-choice, choice, mcq",
    }.items()
    for said in every.split(", ")
}
"""Where others say "multiple choice", Right tells whether one option is right or several."""
_LAST_ARROW = re.compile(r".*(?P<arrow>=>|⇒|->|→)", re.DOTALL)
_NAMED_ARROW = re.compile(r"(?<!\\)\{#[a-z][a-z0-9-]*\}\s*(?P<arrow>=>|⇒|->|→)")
_ANYTHING = "*"
_TRUE_FALSE = [Part("A", "True"), Part("B", "False")]
Built = tuple[Sequence[Part], dict[str, Any]]
"""The parts that can be critical, and the fields of a kind."""
_WORDS = re.compile(r"\n[ \t]*words:[ \t]*([^\n]*)\Z", re.IGNORECASE)


def fields_of(row: Row) -> dict[str, Any]:
    """The fields of the question that a row holds, but for its id and lesson. Raises LeftOut."""
    said = row.parts()
    kind = _kind(row) or ("multiple" if len(by_letters(row.flat("right"), said)) > 1 else "single")
    taken, build = _KINDS[kind]
    for key in _OF_SOME:
        if row.text(key) and key not in taken:
            row.refuse(key, f"nothing is read there for the kind {kind}.", "Empty it, or change the kind.")
    parts, fields = build(row, said)
    row.check_names(part.id for part in parts)
    return {"kind": kind, **settings(row, parts), **fields}


def _kind(row: Row) -> str:
    said = row.flat("kind").casefold()
    kind = _SYNONYMS.get(said, said)
    if kind and kind not in KIND_NAMES:
        remedy = did_you_mean(said, KIND_NAMES, f"Use one of: {listed(KIND_NAMES)}.")
        row.refuse("kind", f'there is no kind "{row.flat("kind")[:40]}".', remedy)
    return kind


def _options(parts: Sequence[Part]) -> tuple[Option, ...]:
    return tuple(Option(id=part.id, text=part.text, feedback=part.feedback) for part in parts)


def _named(row: Row, said: Sequence[Part]) -> list[Part]:
    """The parts with the names that end their words taken off."""
    parts = []
    for part in said:
        words, id = named(part.text)
        if not words:
            row.refuse(OPTION + part.letter, "it has a name and no words.", "Write some, or empty the cell.")
        parts.append(replace(part, text=words, own=id))
    return parts


def _need(row: Row, parts: Sequence[object], least: int, things: str) -> None:
    if len(parts) < least:
        row.refuse(
            OPTION + "A", f"there are {len(parts)} {things}.", f"Fill in {least} or more, from Option A on."
        )


def _chosen(row: Row, parts: Sequence[Part]) -> list[Part]:
    """The options that Right names: by letters, else by their words, else by a number."""
    said = row.flat("right")
    if not said:
        row.refuse(
            "right", "it does not say what is right.", "Write the letter of the right option, such as B."
        )
    if chosen := by_letters(said, parts):
        return list({part.id: part for part in chosen}.values())
    worded = _by_words(row.text("right"), parts)
    counted = _by_number(said, parts)
    if worded and counted and worded != counted:
        row.refuse(
            "right", f'"{said}" may be an option or its number.', "Write the letter of the right option."
        )
    if not worded and not counted:
        offered = listed(part.letter for part in parts)
        row.refuse(
            "right", f'"{said[:40]}" names no option of this row.', f"Write letters of these: {offered}."
        )
    return worded or counted


def _by_words(said: str, parts: Sequence[Part]) -> list[Part]:
    worded: dict[str, list[Part]] = {}
    for part in parts:
        worded.setdefault(folded(part.text), []).append(part)
    for pieces in ([said], [each for each in re.split(r"[\n|;]", said) if each.strip()]):
        found = [worded.get(folded(each), []) for each in pieces] if len(pieces) <= len(parts) else []
        if found and all(len(each) == 1 for each in found):
            return [each[0] for each in found]
    return []


def _by_number(said: str, parts: Sequence[Part]) -> list[Part]:
    numbered = {str(at): part for at, part in enumerate(parts, 1)}
    words = re.split(r"[\s,;]+", said)
    return [numbered[each] for each in words] if all(each in numbered for each in words) else []


def _single(row: Row, said: Sequence[Part]) -> Built:
    parts = _named(row, said)
    if not parts and row.flat("right").casefold() in ("true", "false"):
        parts = _TRUE_FALSE
    _need(row, parts, 2, "options")
    chosen = _chosen(row, parts)
    if len(chosen) != 1:
        what = f"it names {len(chosen)} options, and a single has one."
        row.refuse("right", what, 'Name one, or write "multiple" as the kind.')
    return parts, {"options": _options(parts), "right": chosen[0].id}


def _multiple(row: Row, said: Sequence[Part]) -> Built:
    parts = _named(row, said)
    _need(row, parts, 2, "options")
    right = frozenset(part.id for part in _chosen(row, parts))
    choose = row.flat("choose")
    if choose and choose != str(len(right)):
        row.refuse(
            "choose", f'"{choose[:40]}" is not how many are right.', f"Write {len(right)}, or empty it."
        )
    return parts, {"options": _options(parts), "right": right, "choose": int(choose) if choose else None}


def _order(row: Row, said: Sequence[Part]) -> Built:
    """The steps stand in the right order, or Right names it."""
    parts = _named(row, said)
    _need(row, parts, 2, "steps")
    if row.flat("right"):
        chosen = by_letters(row.flat("right"), parts)
        if sorted(part.letter for part in chosen) != sorted(part.letter for part in parts):
            remedy = "Leave it empty where the steps stand in the right order, or name each letter once."
            row.refuse("right", "it does not give every step its place.", remedy)
        parts = chosen
    return parts, {"steps": _options(parts)}


def _match(row: Row, said: Sequence[Part]) -> Built:
    lefts, rights, right = _pairs(row, said)
    _need(row, lefts, 2, "pairs")
    _need(row, rights, 2, "lines on the right")
    row.check_names([*(part.id for part in lefts), *(part.id for part in rights)])
    return lefts, {"lefts": _options(lefts), "rights": rights, "right": right}


def _sort(row: Row, said: Sequence[Part]) -> Built:
    cards, boxes, right = _pairs(row, said)
    _need(row, cards, 2, "cards")
    if len(boxes) < 2:
        row.refuse("boxes", f"there are {len(boxes)} boxes.", "Name two or more, with | between them.")
    row.check_names(box.id for box in boxes)
    return cards, {"boxes": boxes, "cards": _options(cards), "right": right}


def _pairs(row: Row, said: Sequence[Part]) -> tuple[list[Part], tuple[Option, ...], dict[str, str]]:
    """Rows, places and what belongs where: `row => place` in each option, and the places that Boxes names.

    A place without a name of its own gets one of the letters after those of the rows.
    """
    rows: list[Part] = []
    belongs: list[str] = []
    places: dict[str, tuple[str, str]] = {}
    for cell in re.split(r"[|\n]", row.text("boxes")):
        _place(places, cell.strip())
    if len(places) > MOST_OPTIONS:
        row.refuse("boxes", f"there are {len(places)}; at most {MOST_OPTIONS} are read.", "Take some out.")
    known = [words for words, _ in places.values()]
    for part in said:
        left, right = _sides(row, part)
        words, id = named(left)
        at = _place(places, right)
        if not words or not at:
            row.refuse(OPTION + part.letter, "nothing stands on one side of its =>.", "Write: left => right.")
        if known and places[at][0] not in known:
            what = f'"{places[at][0][:40]}" is not among what the column Boxes names.'
            row.refuse(
                OPTION + part.letter,
                what,
                did_you_mean(places[at][0], known, f"Use one of: {listed(known)}."),
            )
        rows.append(replace(part, text=words, own=id))
        belongs.append(at)
    last = LETTERS.index(rows[-1].letter) + 1 if rows else 0
    free = letters(last + len(places))[last:]
    options = {at: Option(id=id or free[n], text=words) for n, (at, (words, id)) in enumerate(places.items())}
    right_ids = {part.id: options[at].id for part, at in zip(rows, belongs, strict=True)}
    return rows, tuple(options.values()), right_ids


def _place(places: dict[str, tuple[str, str]], cell: str) -> str:
    """What a place is known by: its words without capitals. It is added where it is new; nothing where it has none."""
    words, id = named(cell)
    at = " ".join(words.split()).casefold()
    if at:
        known = places.get(at, (words, ""))
        places[at] = (known[0], known[1] or id)
    return at


def _sides(row: Row, part: Part) -> tuple[str, str]:
    """What stands before and after the arrow: the first one after a {#name}, else the last."""
    at = _NAMED_ARROW.search(part.text) or _LAST_ARROW.match(part.text)
    if at is None:
        row.refuse(
            OPTION + part.letter, "there is no => in it.", "Write what belongs together as: left => right."
        )
    return part.text[: at.start("arrow")].strip(), part.text[at.end() :].strip()


def _typed(row: Row, said: Sequence[Part]) -> Built:
    """Answers in the options, those that Right names being right; or all of them in Right, with | between them."""
    parts = _named(row, said)
    if parts:
        right = [part.letter for part in _chosen(row, parts)]
    else:
        cells = [each.strip() for each in re.split(r"[|\n]", row.text("right")) if each.strip()]
        if len(cells) > MOST_OPTIONS:
            row.refuse(
                "right", f"there are {len(cells)} answers; at most {MOST_OPTIONS} are read.", "Take some out."
            )
        parts = _named(row, [Part(letter, text) for letter, text in zip(LETTERS, cells, strict=False)])
        right = [part.letter for part in parts]
    if not parts:
        row.refuse(
            "right", "it does not say what is right.", "Write the answer, or several with | between them."
        )
    same = [folded(part.text) for part in parts]
    if len(set(same)) < len(same):
        row.refuse("right", "two of the answers are the same but for capitals.", "Take one of them out.")
    if any(part.text == _ANYTHING and part.letter in right for part in parts):
        row.refuse("right", "a star stands for anything that is written.", "Leave its letter out of Right.")
    answers = (
        Answer(id=part.id, text=part.text, right=part.letter in right, feedback=part.feedback)
        for part in parts
    )
    return parts, {"answers": tuple(answers)}


def _notice(row: Row, said: Sequence[Part]) -> Built:
    """Things to notice; a last line `words: a, b` of one is what hints that it was seen."""
    parts = _named(row, said)
    _need(row, parts, 1, "things to notice")
    things = []
    for part in parts:
        found = _WORDS.search(part.text)
        words = tuple(each.strip() for each in found[1].split(",") if each.strip()) if found else ()
        text = part.text[: found.start()].rstrip() if found else part.text
        things.append(Thing(id=part.id, text=text, words=words, feedback=part.feedback))
    return parts, {"things": tuple(things)}


def _reflect(row: Row, said: Sequence[Part]) -> Built:
    if said:
        what = "nothing is picked in a question of the kind reflect."
        row.refuse(OPTION + said[0].letter, what, "Empty it, or change the kind.")
    if not row.text("model"):
        row.refuse("model", "there is nothing to lay one's own words beside.", "Write one way to put it.")
    return [], {"model": row.text("model"), "checks": row.lines("checks")}


_KINDS: dict[str, tuple[tuple[str, ...], Callable[[Row, Sequence[Part]], Built]]] = {
    "single": (("right",), _single),
    "multiple": (("right", "choose"), _multiple),
    "order": (("right",), _order),
    "match": (("boxes",), _match),
    "sort": (("boxes",), _sort),
    "typed": (("right",), _typed),
    "notice": ((), _notice),
    "reflect": (("model", "checks"), _reflect),
}
_OF_SOME = ("right", "choose", "boxes", "model", "checks")
