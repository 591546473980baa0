"""What a pasted line can be."""

import re

NUMBERED = re.compile(
    r"(?:(?:Q|Question)[ \t]*([0-9]{1,4})[ \t]*[.):]?|([0-9]{1,4})[.)])(?:[ \t]+(.*)|$)", re.IGNORECASE
)
ANSWER = re.compile(r"(?:correct[ \t]+)?(?:answers?|key)[ \t]*:[ \t]*(.+)", re.IGNORECASE)
ANSWER_LIST = re.compile(r"(?:answers?|answer[ \t]+key|key)[ \t]*:?", re.IGNORECASE)
LISTED = re.compile(r"(?:Q|Question)?[ \t]*([0-9]{1,4})[.):]?[ \t]+(\S.*)", re.IGNORECASE)
FEEDBACK = re.compile(r"feedback[ \t]*:[ \t]*(.*)", re.IGNORECASE)
WHY = re.compile(r"(?:why|explanation|rationale|general feedback)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
LESSON = re.compile(
    r"(?:lesson|section|module|topic|chapter)(?:[ \t]*[0-9]{1,3})?[ \t]*:[ \t]*(\S.*)", re.IGNORECASE
)
TRUTH = re.compile(r"(true|false)[.]?", re.IGNORECASE)
_OPTION = re.compile(
    r"(?P<star>[*✓✔])?[ \t]*"
    r"(?:(?P<letter>\(?[A-Za-z][.)])(?=[ \t]|$)|(?P<bullet>[•·▪◦‣∙●○■□–—-]|o(?=[ \t])|[+*](?=[ \t])))?"
    r"[ \t]*(?P<box>\[[ \txX✓✔]?\](?![(:])|[☐☑☒])?[ \t]*(?P<words>.*)"
)
_TAIL = re.compile(
    r"[ \t]*(?:[(\[]correct(?:[ \t]+answer)?[)\]]|[✓✔]|(?<=\S)[ \t]\*|(?<=[.?!])\*)$", re.IGNORECASE
)


def option(line: str) -> tuple[str, str, bool] | None:
    """Letter (or ""), words, and whether it is marked as right; None for what is no option."""
    match = _OPTION.fullmatch(line)
    if match is None or not (match["letter"] or match["bullet"] or match["box"] or match["star"]):
        return None
    ticked = bool(match["star"]) and (match["star"] != "*" or bool(match["letter"] or match["box"]))
    ticked = ticked or bool(match["box"] and match["box"] != "☐" and match["box"].strip("[] \t"))
    words = match["words"]
    tail = _TAIL.search(words)
    if tail:
        words, ticked = words[: tail.start()], True
    return (match["letter"] or "").strip("().").upper(), words.strip(), ticked


def letters_named(said: str) -> list[str] | None:
    """The letters that an answer names: "B", "b)", "B, D", "B and D"; None where it says something else."""
    parts = [each.strip(" ().") for each in re.split(r"[,;&/+]|[ \t]and[ \t]", said.strip())]
    if all(len(each) == 1 and each.isascii() and each.isalpha() for each in parts):
        return [each.upper() for each in parts]
    return None
