"""How match and sort are written: `- left => right`, `- card => Box`."""

import re
from typing import Any

from quiz_bank.findings import did_you_mean, listed
from quiz_bank.formats.markdown.escaping import item_lines, one_line, paired, plain_setting
from quiz_bank.formats.markdown.items import Answers, Item, check_words, count_id, name_items
from quiz_bank.formats.markdown.page import Page, take_id, without_code
from quiz_bank.formats.markdown.settings import Setting, Settings
from quiz_bank.formats.markdown.values import critical
from quiz_bank.kinds.match import MatchQuestion
from quiz_bank.kinds.sort import SortQuestion
from quiz_bank.question import Option

_OPERATORS = (re.compile(r"=>|⇒"), re.compile(r"->|→"))
_ODD_NAME = re.compile(r"[|{}`\\]|=>|->|[→⇒]|^[>#]")


def is_paired(mark: str, text: str) -> bool:
    return _parted(text) is not None


def _parted(text: str) -> tuple[str, str] | None:
    """The two sides: at the operator right after an {#id}, else at one that opens the line, else at the last one."""
    bare = without_code(text)
    families = [list(each.finditer(bare)) for each in _OPERATORS]
    every = sorted((each for family in families for each in family), key=lambda each: each.start())
    if not every:
        return None
    named = (each for each in every if take_id(text[: each.start()])[1] is not None)
    opening = every[0] if not bare[: every[0].start()].strip() else None
    at = next(named, None) or opening or next(family[-1] for family in families if family)
    return text[: at.start()].rstrip(), text[at.end() :].strip()


def _operator(page: Page, item: Item) -> tuple[int, int] | None:
    """Where the last operator of an item stands: line and column."""
    for family in _OPERATORS:
        for at in range(item.last, item.at - 1, -1):
            if found := list(family.finditer(without_code(page.lines[at]))):
                return at, found[-1].start()
    return None


def read_match(page: Page, at: int, settings: Settings, answers: Answers) -> dict[str, Any] | None:
    lefts, rights, pairs = _sides(page, answers)
    answers.items = [*lefts, *rights]
    name_items(page, answers.items, "line")
    check_words(page, lefts, "line")
    right = {left.id: id for left, said in pairs if (id := _right_id(page, left, said, rights)) is not None}
    if len(lefts) < 2 or len(rights) < 2:
        what = f"This question has {len(lefts)} on the left and {len(rights)} on the right to match."
        page.error("Q02", at, what, 'Write each pair as "- left => right", and a spare one as "- => spare".')
        return None
    if len(right) < len(lefts):
        return None
    return {
        "kind": "match",
        "lefts": tuple(Option(id=each.id, text=each.text, feedback=each.quoted) for each in lefts),
        "rights": tuple(Option(id=each.id, text=each.text, feedback=each.quoted) for each in rights),
        "right": right,
        **critical(settings, [left.id for left in lefts], things="lines"),
    }


def _sides(page: Page, answers: Answers) -> tuple[list[Item], list[Item], list[tuple[Item, str]]]:
    """Lines on the left, lines on the right, and what stands on the right of each on the left.

    The same words, or an id alone, name a line on the right that stands elsewhere.
    """
    lefts: list[Item] = []
    rights: list[Item] = []
    pairs: list[tuple[Item, str]] = []
    for item in answers.items:
        before, after = _parted(item.text) or ("", item.text)
        words, id = take_id(after)
        known = next((each for each in rights if words and _same(each.text, words, id)), None)
        if words and known is None:
            spare_quote = [] if before else item.quote
            rights.append(Item(item.at, item.inner, after, item.last, spare_quote))
        if before or not words:
            item.text, item.id_goes = before, _operator(page, item)
            lefts.append(item)
            pairs.append((item, after))
    return lefts, rights, pairs


def _same(right: str, words: str, id: str | None) -> bool:
    """Whether an earlier line on the right has the same words, and no other id."""
    earlier, its_id = take_id(right)
    return earlier.casefold() == words.casefold() and (id is None or its_id is None or id == its_id)


def _right_id(page: Page, left: Item, said: str, rights: list[Item]) -> str | None:
    words, id = take_id(said)
    same = next((each for each in rights if words and each.text.casefold() == words.casefold()), None)
    if same is not None:
        if id is not None and same.at != left.at:
            count_id(page, left, id)
        return same.id
    if id is not None:
        count_id(page, left, id)
        if any(each.id == id for each in rights):
            return id
        what = f'"{id}" is not the id of any line on the right.'
        ids = [each.id for each in rights]
        page.error("N05", left.last, what, did_you_mean(id, ids, f"Use one of: {listed(ids)}."))
        return None
    what = f'"{left.text[:40]}" is matched with nothing.'
    page.error("Q15", left.last, what, "Write what fits it after the =>.")
    return None


def read_sort(page: Page, at: int, settings: Settings, answers: Answers) -> dict[str, Any] | None:
    boxes = _boxes(page, at, settings)
    said: dict[int, str] = {}
    for item in answers.items:
        item.text, said[item.at] = _parted(item.text) or (item.text, "")
        item.id_goes = _operator(page, item)
    name_items(page, answers.items, "card")
    check_words(page, answers.items, "card")
    right = {item.id: id for item in answers.items if (id := _box_id(page, item, said[item.at], boxes))}
    cards = tuple(Option(id=item.id, text=item.text, feedback=item.quoted) for item in answers.items)
    if len(boxes) < 2 or len(cards) < 2:
        if boxes:
            what = f"This question has {len(boxes)} boxes and {len(cards)} cards to sort."
            page.error(
                "Q02", at, what, 'Write at least two of each: "boxes: Known | Assumed", "- card => Known".'
            )
        return None
    if len(right) < len(cards):
        return None
    offered = [card.id for card in cards]
    return {
        "kind": "sort",
        "boxes": boxes,
        "cards": cards,
        "right": right,
        **critical(settings, offered, things="cards"),
    }


def _boxes(page: Page, at: int, settings: Settings) -> tuple[Option, ...]:
    setting = settings.one("boxes")
    if setting is None:
        what = "This question does not say which boxes there are."
        page.error(
            "K05", at, what, 'Add a line such as "boxes: Known | Assumed | Missing" under its heading.'
        )
        return ()
    items = _box_items(page, setting)
    name_items(page, items, "box")
    boxes: dict[str, Option] = {}
    for item in items:
        if not item.text or item.text.casefold() in boxes:
            what = f'The box "{item.text}" stands here twice.' if item.text else "A box here has no name."
            page.error("Q16", item.at, what, "Give every box a name of its own, with | between them.")
        boxes.setdefault(item.text.casefold(), Option(id=item.id, text=item.text))
    return tuple(boxes.values())


def _box_items(page: Page, setting: Setting) -> list[Item]:
    """A box may stand on any of the lines over which the setting goes on."""
    items = [Item(setting.at, 0, "", setting.at)]
    for at in range(setting.at, setting.at + len(setting.parts)):
        line = page.lines[at]
        for piece in re.finditer(
            r"[^|]+|\|", line[(start := line.index(":") + 1 if at == setting.at else 0) :]
        ):
            if piece[0] == "|":
                items.append(Item(at, 0, "", at, id_goes=(at, start + piece.end())))
            elif piece[0].strip():
                items[-1].text = f"{items[-1].text} {piece[0].strip()}".strip()
                items[-1].last, items[-1].id_goes = at, (at, start + piece.end())
    return items


def _box_id(page: Page, item: Item, said: str, boxes: tuple[Option, ...]) -> str | None:
    words, id = take_id(said)
    if id is not None:
        count_id(page, item, id)
    named = " ".join(words.split()).casefold()
    box = next(
        (each for each in boxes if each.id == id or (id is None and each.text.casefold() == named)), None
    )
    if box is None and boxes:
        names = [each.text for each in boxes]
        wanted = words or id or ""
        what = f'There is no box called "{wanted}".' if wanted else f'"{item.text[:40]}" is in no box.'
        page.error("N06", item.last, what, did_you_mean(wanted, names, f"Use one of: {listed(names)}."))
    return box.id if box else None


def write_match(question: MatchQuestion) -> tuple[list[str], list[str]]:
    """A line on the right stands beside the first on the left that it fits, where the order of both sides allows it."""
    waiting = list(question.rights)
    lines: list[str] = []
    for left in question.lefts:
        fits = next(each for each in question.rights if each.id == question.right[left.id])
        while waiting and waiting[0] != fits and waiting[0].id not in question.right.values():
            lines += _alone(waiting.pop(0))
        said = f"{{#{fits.id}}}"
        if waiting and waiting[0] == fits and not fits.feedback.strip():
            said = f"{one_line(waiting.pop(0).text)} {said}"
        text = paired(one_line(left.text), f" {{#{left.id}}} => ", said)
        lines += item_lines("- ", text, left.feedback)
    for right in waiting:
        lines += _alone(right)
    return ["kind: match"], lines


def _alone(right: Option) -> list[str]:
    return item_lines("- ", f"=> {one_line(right.text)} {{#{right.id}}}", right.feedback)


def write_sort(question: SortQuestion) -> tuple[list[str], list[str]]:
    boxes = " | ".join(f"{_box_name(box)} {{#{box.id}}}" for box in question.boxes)
    names = {
        box.id: f"{{#{box.id}}}" if _ODD_NAME.search(box.text) else _box_name(box) for box in question.boxes
    }
    lines: list[str] = []
    for card in question.cards:
        text = paired(one_line(card.text), f" {{#{card.id}}} => ", names[question.right[card.id]])
        lines += item_lines("- ", text, card.feedback)
    return ["kind: sort", *plain_setting("boxes", boxes)], lines


def _box_name(box: Option) -> str:
    return one_line(box.text).replace("|", "/")
