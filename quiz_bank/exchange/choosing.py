"""Options with weights, as other formats have them, on the way to one right option or several."""

from collections.abc import Sized
from dataclasses import dataclass
from typing import Any

from quiz_bank.exchange.incoming import MOST_OPTIONS, Incoming, LeftOut, options

_SAME = 0.01


@dataclass(frozen=True)
class Offered:
    """`weight`: per cent of the mark. Texts are Markdown."""

    text: str
    feedback: str
    weight: float


def check_number(offered: Sized) -> None:
    """Raises LeftOut for more options than anybody reads, before their words are looked at."""
    if len(offered) > MOST_OPTIONS:
        raise LeftOut(f"it has {len(offered)} options; at most {MOST_OPTIONS} are read.")


def choose_one(incoming: Incoming, line: int, offered: list[Offered]) -> dict[str, Any]:
    """The fields of a single; raises LeftOut where it is none."""
    every = _told(offered)
    whole = [option.id for option, each in zip(every, offered, strict=True) if each.weight > 100 - _SAME]
    if len(whole) != 1:
        how_many = len(whole) or "none"
        raise LeftOut(
            f"{how_many} of its options are right by themselves; exactly one must be.", "Mark one as right."
        )
    if any(0 < each.weight <= 100 - _SAME for each in offered):
        what = "An option of this question counts in part; here only the right one counts."
        incoming.warn("X03", line, what, "Check that this is what you want.")
    return {"kind": "single", "options": every, "right": whole[0]}


def choose_several(incoming: Incoming, line: int, offered: list[Offered]) -> dict[str, Any]:
    """The fields of a multiple; raises LeftOut where none is right."""
    every = _told(offered)
    right = [option.id for option, each in zip(every, offered, strict=True) if each.weight > 0]
    if not right:
        raise LeftOut("none of its options is right.", "Mark the right ones.")
    share = 100 / len(right)
    if any(abs(each.weight - share) > _SAME for each in offered if each.weight > 0):
        what = "The right options of this question count differently; here each counts the same."
        incoming.warn("X03", line, what, "Check that this is what you want.")
    if any(abs(each.weight + share) > _SAME for each in offered if each.weight <= 0):
        what = "A wrong option took less or more away there; here it takes away what a right one gives."
        incoming.inform("X03", line, what, "Check that this is what you want.")
    return {"kind": "multiple", "options": every, "right": frozenset(right)}


def _told(offered: list[Offered]) -> Any:
    if len(offered) < 2:
        raise LeftOut("it has fewer than two options.")
    if not all(each.text for each in offered):
        raise LeftOut("one of its options has no words.", "Write some, or take the option out.")
    return options((each.text, each.feedback) for each in offered)


def match(pairs: list[tuple[str, str]], feedback: list[str]) -> dict[str, Any]:
    """The fields of a match from its pairs; a pair without a left side is a spare one. Raises LeftOut."""
    lefts = [left for left, _ in pairs if left]
    rights = list(dict.fromkeys(right for _, right in pairs))
    if len(lefts) < 2 or len(rights) < 2 or not all(rights):
        raise LeftOut("it needs two lines or more on each side to match.")
    every = options(
        (text, told) for text, told in zip([*lefts, *rights], [*feedback, *[""] * len(rights)], strict=True)
    )
    ids = dict(zip(rights, (each.id for each in every[len(lefts) :]), strict=True))
    placed = [ids[right] for left, right in pairs if left]
    return {
        "kind": "match",
        "lefts": every[: len(lefts)],
        "rights": every[len(lefts) :],
        "right": {left.id: id for left, id in zip(every, placed, strict=False)},
    }
