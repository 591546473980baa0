"""What a line can be."""

import re
from dataclasses import dataclass

from quiz_bank.formats.pasted.page import Line

NUMBERED = re.compile(
    r"(?:(?:Q|Question)[ \t]*([0-9]{1,4})[ \t]*[.):]?(?:[ \t]+|$)"
    r"|([0-9]{1,4})[.)](?:[ \t]+|(?=[^\W\d_])|$))(.*)",
    re.IGNORECASE,
)
NAMED_QUESTION = re.compile(r"(?:Q|Question)[ \t]*[0-9]{1,4}\b.*", re.IGNORECASE)
ANSWER = re.compile(
    r"(?:(?:the[ \t]+)?(?:correct|right)[ \t]+(?:answers?|options?)|answers?|ans|key|correct)[.]?[ \t]*[:=][ \t]*(.+)",
    re.IGNORECASE,
)
ANSWER_LIST = re.compile(r"(?:answers?|answer[ \t]+key|key)[ \t]*:?", re.IGNORECASE)
LISTED = re.compile(r"(?:Q|Question)?[ \t]*([0-9]{1,4})[.):]?[ \t]+(\S.*)", re.IGNORECASE)
FEEDBACK = re.compile(r"feedback[ \t]*:[ \t]*(.*)", re.IGNORECASE)
WHY = re.compile(r"(?:why|explanation|rationale|general feedback)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
LESSON = re.compile(
    r"(?:lesson|section|module|topic|chapter)(?:[ \t]*[0-9]{1,3})?[ \t]*:[ \t]*(\S.*)", re.IGNORECASE
)
TRUTH = re.compile(r"(true|false)[.]?", re.IGNORECASE)
HEADING_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]?[ \t]+(?=\S)")
FIRST = ("A", "1", "I")
_OPTION = re.compile(
    r"(?P<star>[*✓✔])?[ \t]*"
    r"(?:(?P<letter>\(?[A-Za-z][.)](?=[ \t]|$)|[A-Za-z]\))|(?P<bullet>[•·▪◦‣∙●○■□–—-]|o(?=[ \t])|[+*](?=[ \t])))?"
    r"[ \t]*(?P<box>\[[ \txX✓✔]?\](?![(:])|[☐☑☒])?[ \t]*(?P<words>.*)"
)
_TAIL = re.compile(
    r"[ \t]*(?:[(\[]correct(?:[ \t]+answer)?[)\]]|[✓✔]|(?<=\S)[ \t]\*|(?<=[.?!])\*)$", re.IGNORECASE
)
_DIGITS = re.compile(r"[0-9]{1,9}")
_LETTERED = re.compile(r"\(?([A-Za-z]{1,5})[^A-Za-z0-9]*")
_NAMED = re.compile(r"[A-Za-z]|[0-9]{1,2}|[ivxIVX]{2,5}", re.ASCII)


@dataclass(slots=True)
class Choice:
    """An option as it stands: `letter` in capitals, or a number, or nothing."""

    letter: str
    words: Line
    ticked: bool


def number_of(line: Line) -> str:
    """The number that the program puts before the line; nothing for a letter or a bullet."""
    digits = _DIGITS.findall(line.label) if line.label else []
    return str(int(digits[-1])) if digits else ""


def choice(line: Line) -> Choice | None:
    """None for what is no option."""
    match = _OPTION.fullmatch(line.text)
    if match is None or not (
        line.label or match["letter"] or match["bullet"] or match["box"] or match["star"]
    ):
        return None
    ticked = bool(match["star"]) and (
        match["star"] != "*" or bool(match["letter"] or match["box"] or line.label)
    )
    ticked = ticked or bool(match["box"] and match["box"] != "☐" and match["box"].strip("[] \t"))
    start, end = match.span("words")
    own = _LETTERED.fullmatch(line.label)
    letter = number_of(line) or (own[1].upper() if own else "")
    if letter and (match["letter"] or match["bullet"]):
        start = match.start("letter") if match["letter"] else match.start("bullet")
    tail = _TAIL.search(line.text, start, end)
    if tail:
        end, ticked = tail.start(), True
    while start < end and line.text[start].isspace():
        start += 1
    while start < end and line.text[end - 1].isspace():
        end -= 1
    return Choice(letter or (match["letter"] or "").strip("().").upper(), line.part(start, end), ticked)


def letters_named(said: str) -> list[str] | None:
    """The letters that an answer names: "B", "b)", "2", "B, D", "B and D"; None where it says something else."""
    parts = [each.strip(" ().") for each in re.split(r"[,;&/+]|[ \t]and[ \t]", said.strip())]
    if all(map(_NAMED.fullmatch, parts)):
        return [each.upper() for each in parts]
    return None
