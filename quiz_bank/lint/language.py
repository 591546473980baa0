"""English as the rules need it: words, sentences, stems, reading age. Deliberately rough: it gives hints."""

import re
from functools import lru_cache

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_BLANK = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_MARKS = re.compile(r"[*_`]+")
_BLOCK_START = re.compile(r"\s*(?:[-*+]|[0-9]{1,3}[.)]|#{1,6}|>)\s+")
_WORD = re.compile(r"[A-Za-z0-9À-ɏ]+(?:['’-][A-Za-z0-9À-ɏ]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_VOWELS = re.compile(r"[aeiouy]+")
_ENDINGS = ("'s", "’s", "ing", "edly", "ed", "es", "s", "ly")
_SHORTEST_STEM = 4
_DENYING = frozenset("not no never without nor neither".split())
_LINKING = frozenset(
    "a an the and or of to in on at by for with from it its her his their our your is are was be as then now so "
    "that this these".split()
)


def plain(text: str) -> str:
    """The words that a reader sees, without the marks of Markdown."""
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "{" in text:
        text = _BLANK.sub(r"\1", text)
    return _MARKS.sub("", text)


@lru_cache(maxsize=100_000)
def words(text: str) -> tuple[str, ...]:
    """Every word in small letters."""
    return tuple(_WORD.findall(plain(text).lower()))


@lru_cache(maxsize=100_000)
def as_said(text: str) -> str:
    """The words in a row, small, a space around each and without 's, so that a phrase is found by `in`."""
    return " " + " ".join(word.removesuffix("'s").removesuffix("’s") for word in words(text)) + " "


def sentences(text: str) -> list[str]:
    """The sentences of a text; an item of a list or a row of a table begins a new one."""
    found: list[str] = []
    for block in _blocks(text):
        found += (part.strip() for part in _SENTENCE_END.split(plain(block)) if part.strip())
    return found


def _blocks(text: str) -> list[str]:
    blocks: list[str] = [""]
    for line in text.split("\n"):
        start = _BLOCK_START.match(line)
        if start or not line.strip() or line.lstrip().startswith("|"):
            blocks.append("")
        blocks[-1] += " " + (line[start.end() :] if start else line)
        if line.lstrip().startswith("#"):
            blocks.append("")
    return blocks


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without its commonest endings."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def reading_grade(text: str) -> float:
    """Flesch-Kincaid: years at school that a text asks for."""
    every, count = words(text), max(1, len(sentences(text)))
    if not every:
        return 0.0
    return 0.39 * len(every) / count + 11.8 * sum(map(_syllables, every)) / len(every) - 15.59


@lru_cache(maxsize=50_000)
def _syllables(word: str) -> int:
    groups = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    silent_ed = word.endswith("ed") and not word.endswith(("ted", "ded")) and groups > 1
    return max(1, groups - silent - silent_ed)


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of all their words that two texts have in common."""
    both = len(one & other)
    together = len(one) + len(other) - both
    return both / together if together else 0.0


def same_but_for_additions(one: str, other: str) -> bool:
    """Whether the telling words of one text stand in the same order in the other, and both deny equally often."""
    first, second = _telling(one), _telling(other)
    short, long = (first, second) if len(first) <= len(second) else (second, first)
    rest = iter(long)
    denied = [sum(word in _DENYING or word.endswith("n't") for word in each) for each in (first, second)]
    return denied[0] == denied[1] and all(word in rest for word in short)


def _telling(text: str) -> list[str]:
    return [word.replace("’", "'") for word in words(text) if word not in _LINKING]


def quoted(text: str, most: int = 40) -> str:
    """A text short enough to be named in a sentence."""
    short = plain(" ".join(text.split()))
    return f'"{short}"' if len(short) <= most else f'"{short[:most].rstrip()}..."'
