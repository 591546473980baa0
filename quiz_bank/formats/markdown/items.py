"""The list of a question or a step: its items by source line, and the feedback under each."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from quiz_bank.formats.markdown.page import END, Page, take_id, without_code
from quiz_bank.formats.markdown.settings import CLOSING, key_of, may_be_setting

RESERVED = frozenset("yes no back end".split())
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
ITEM = re.compile(r"([ \t]*)([-*+]|[0-9]{1,9}[.)])(?:[ \t]+(.*)|$)", re.DOTALL)
_ARROW = re.compile(r"->|→")
_LAST_ARROW = re.compile(r"(->|→)(?!.*(->|→))", re.DOTALL)
_MOST_LINES = 12
_SAYS_WHY = re.compile(r"(?:feedback|rationale|explanation)[ \t]*:[ \t]*(.*)", re.IGNORECASE | re.DOTALL)
SAYS_RIGHT = re.compile(
    r"(?:the )?(?:correct |right )?(?:answer|key)(?: is)?[ \t]*:[ \t]*\(?([a-h1-8])(?:[.)]|[.)][ \t].*)?",
    re.IGNORECASE,
)
COACH = re.compile(r"coach[ \t]*:[ \t]*(.*)", re.IGNORECASE | re.DOTALL)


IsMarked = Callable[[str, str], bool]
"""Whether an item is an answer, by its list's mark and its text."""


@dataclass
class Item:
    """`text`: raw source after the list's mark. `inner`: the column where its text begins.

    `id_goes`: the line and the column to which an id that is missing belongs, where that is not the end of the words.
    """

    at: int
    inner: int
    text: str
    last: int
    quote: list[str] = field(default_factory=list)
    id: str = ""
    target: str | None = None
    mark: str = "-"
    id_goes: tuple[int, int] | None = None

    @property
    def quoted(self) -> str:
        return "\n".join(self.quote).strip("\n")

    @property
    def feedback(self) -> str:
        return "\n".join(self.quote[: self._coach_at()]).strip("\n")

    @property
    def coach(self) -> str:
        said = self.quote[self._coach_at() :]
        match = COACH.match(said[0]) if said else None
        return "\n".join([match[1], *said[1:]]).strip("\n") if match else ""

    def _coach_at(self) -> int:
        return next((at for at, line in enumerate(self.quote) if COACH.match(line)), len(self.quote))


@dataclass
class Answers:
    """`start`: where the list begins and the text ends. `stop`: the first line after the list."""

    items: list[Item]
    start: int
    stop: int


class _Taking:
    """Takes the lines of a list one by one. What fits nowhere is an error, once for each stretch of lines."""

    def __init__(self, page: Page, is_marked: IsMarked, parted: bool) -> None:
        self.parted = parted
        self.page = page
        self.is_marked = is_marked
        self.items: list[Item] = []
        self.current: Item | None = None
        self.after_blank = False
        self.told_indent = False

    def take(self, at: int) -> None:
        line = self.page.lines[at]
        if not line.strip():
            if self.current and self.current.quote:
                self.current.quote.append("")
            self.after_blank = True
            return
        item = None if at in self.page.fenced else ITEM.match(line)
        if item:
            self._begin(at, item)
        elif line.lstrip().startswith(">"):
            self._feedback(at, line)
        elif self.after_blank or self.page.stands_alone(at):
            self._stray(at)
        elif self.current:
            self._go_on(at, line.strip())
        self.after_blank = False

    def _begin(self, at: int, match: re.Match[str]) -> None:
        text = match[3] or ""
        if self.is_marked(match[2], whole(self.page.lines, at, text) if self.parted else text):
            inner = len(match[1].expandtabs(4)) + len(match[2]) + 1
            self.current = Item(at, inner, text.strip(), at, mark=match[2])
            self.items.append(self.current)
            return
        self.current = None
        what = f'"{text[:40]}" stands among the options and has no mark in front.'
        remedy = "Write it like the others, or put it above the first of them if it belongs to the text."
        self.page.error("Q06", at, what, remedy)

    def _feedback(self, at: int, line: str) -> None:
        if self.current is None:
            return
        bare = line.lstrip()
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        if indent != self.current.inner and not self.told_indent:
            self.told_indent = True
            what = f"This feedback is indented by {indent}; it is read all the same."
            self.page.inform("Q11", at, what, f"The clean form is {self.current.inner} spaces.")
        self.current.quote.append(bare[1:].removeprefix(" ").rstrip())

    def _go_on(self, at: int, text: str) -> None:
        """Labels of other forms would be read as words of the option, unseen."""
        assert self.current is not None
        if says_why := _SAYS_WHY.fullmatch(text):
            what = f'"{text[:40]}" has no > in front; it is read as feedback all the same.'
            self.page.inform("Q23", at, what, "The clean form is: > and then the feedback.")
            self.current.quote.append(says_why[1])
        elif SAYS_RIGHT.fullmatch(text):
            what = f'"{text[:40]}" stands below an option and would be read as a part of it.'
            self.page.error(
                "Q24", at, what, "Take the line out, and put an x in the box of the right option: [x]."
            )
        elif self.current.quote:
            self.current.quote.append(text)
        else:
            self.current.text += f" {text}"
            self.current.last = at

    def _stray(self, at: int) -> None:
        if self.current is None and self.items:
            return
        self.current = None
        what = f'"{self.page.lines[at].strip()[:40]}" stands after the options began and belongs to none of them.'
        self.page.error("Q07", at, what, 'Begin it with ">" if it is feedback, or move it above the options.')


def answers(page: Page, start: int, stop: int, is_marked: IsMarked, parted: bool = False) -> Answers:
    """The items from the first marked one on, up to the settings that close.

    `parted`: a rule such as `***` before them parts them from a list of the text, and what marks an item may stand on
    any of its lines.
    """
    rules = [at for at in sorted(page.rules) if start <= at < stop] if parted else []
    after = ((rule, _first(page, rule, stop, is_marked, parted)) for rule in reversed(rules))
    rule, first = next(((rule, at) for rule, at in after if at < stop), (-1, -1))
    if rule < 0:
        first = _first(page, start, stop, is_marked, parted)
    begin = first if rule < 0 or page.text(rule + 1, first) else rule
    taking = _Taking(page, is_marked, parted)
    for at in range(first, stop):
        if at not in page.fenced and _closes(page, at, taking.after_blank):
            return Answers(taking.items, begin, at)
        taking.take(at)
    return Answers(taking.items, begin, stop)


def _first(page: Page, start: int, stop: int, is_marked: IsMarked, parted: bool) -> int:
    return next((at for at in range(start, stop) if _opens(page, at, is_marked, parted)), stop)


def _opens(page: Page, at: int, is_marked: IsMarked, parted: bool) -> bool:
    match = None if at in page.fenced else ITEM.match(page.lines[at])
    text = match[3] or "" if match else ""
    return match is not None and is_marked(match[2], whole(page.lines, at, text) if parted else text)


def whole(lines: list[str], at: int, text: str) -> str:
    """An item with the lines over which it goes on."""
    for line in lines[at + 1 : at + _MOST_LINES]:
        if not line.strip() or line.lstrip().startswith(">") or ITEM.match(line):
            break
        text += f" {line.strip()}"
    return text


def _closes(page: Page, at: int, after_blank: bool) -> bool:
    key = key_of(page.lines[at])
    if after_blank:
        return may_be_setting(page.lines[at])
    if key in CLOSING:
        what = f'"{key}:" follows the options with no empty line between; it is read all the same.'
        page.inform("K11", at, what, "Put an empty line above it.")
        return True
    return False


def take_target(text: str) -> tuple[str, str | None]:
    """Part a choice from where it leads: the arrow right after its {#id}, else the last one outside code."""
    arrows = list(_ARROW.finditer(without_code(text)))
    for arrow in arrows:
        before = text[: arrow.start()].rstrip()
        if take_id(before)[1] is not None:
            return before, text[arrow.end() :].strip()
    if not arrows:
        return text, None
    target, id = take_id(text[arrows[-1].end() :])
    before = text[: arrows[-1].start()].rstrip()
    return (before if id is None else f"{before} {{#{id}}}"), target


def check_words(page: Page, items: Iterable[Item], thing: str) -> None:
    """What is read as an option, a step or a card has words of its own, and no coach."""
    for item in items:
        if item.coach:
            what = '"coach:" belongs to the choices of a case and would be shown here as it stands.'
            page.error("Q13", item.at, what, 'Take the word "coach:" out.')
        if not item.text:
            page.error("Q12", item.at, f"This {thing} has no words.", "Write some, or take the line out.")


def name_items(page: Page, items: Iterable[Item], thing: str) -> None:
    """Take the {#id} of each item, check it, and give the next letter where there is none. Ids are for life."""
    every = list(items)
    owners: dict[str, int] = {}
    nameless: list[Item] = []
    untold: list[Item] = []
    for item in every:
        item.text, id = take_id(item.text)
        if id is None:
            untold.append(item)
            nameless.append(item)
            continue
        count_id(page, item, id)
        if _may_be(page, item, id, owners, thing):
            item.id = id
            owners[id] = item.at
        else:
            nameless.append(item)
    free = _free_letters({*owners, *page.retired})
    for item in nameless:
        item.id = next(free)
    if untold:
        given = ", ".join(item.id for item in untold)
        what = f"{len(untold)} of {len(every)} have no id yet and were given: {given}."
        page.inform("I05", untold[0].at, what, "They are written into the text when it is saved.")
    for item in untold:
        _give(page, item)


def _give(page: Page, item: Item) -> None:
    """The id goes to the end of the item's words, or right before the arrow of a choice."""
    if item.id_goes is not None:
        page.give_at(*item.id_goes, item.id)
        return
    pointed = (at for at in range(item.last, item.at - 1, -1) if _ARROW.search(without_code(page.lines[at])))
    at = next(pointed, None) if item.target is not None else None
    if at is None:
        page.give(item.last, item.id, END)
    else:
        page.give(at, item.id, _LAST_ARROW)


def count_id(page: Page, item: Item, id: str) -> None:
    """An id of an item is read, on whichever of its lines it stands."""
    lines = (at for at in range(item.last, item.at - 1, -1) if f"{{#{id}" in page.lines[at].replace(" ", ""))
    page.ids[next(lines, item.last)] += 1


def _may_be(page: Page, item: Item, id: str, owners: dict[str, int], thing: str) -> bool:
    if id in owners:
        line = page.place(owners[id]).line
        what = f'"{id}" is already the id of the {thing} on line {line}.'
        page.error("I01", item.last, what, "Give this one an id of its own; ids are never used twice.")
    elif id in RESERVED:
        page.error("I03", item.last, f'"{id}" cannot be an id; it has a meaning of its own.', "Use a letter.")
    elif not _ID.fullmatch(id):
        remedy = "Begin with a small letter; after it small letters, digits and hyphens, 60 in all at most."
        page.error("I02", item.last, f'"{id}" cannot be the id of a {thing}.', remedy)
    else:
        return True
    return False


def _free_letters(taken: Iterable[str]) -> Iterator[str]:
    """A letter between two taken ones may be one that was retired, so only later ones are free."""
    used = set(taken)
    last = max((id for id in used if len(id) == 1), default="")
    yield from (letter for letter in _LETTERS if letter > last)
    for number in range(1, len(used) + 10_000):
        yield from (id for letter in _LETTERS if (id := f"{letter}{number}") not in used)
