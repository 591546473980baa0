"""Texts that Hypothesis makes, which look like parts of a form."""

import string

from hypothesis import strategies as st

NASTY = [
    "# ", "## ", "##x", "### Kit {#kit}", "> ", "15. ", "- [ ] ", "- [x] ", "=> ", "-> ", "{#x}",
    "{{name}}", "\\", "---", "***", "```", "~~~", "`", "``", "%%", "% ", "* ", "+ ", "(best) ",
    "[x]", "(x)", "| a | b |", "|---|---|", "“so” ‘it’", "שלום", "مرحبا", "\u202e", "\u200f",
    "\u00a0", "\u2028", "\x0b", "\ufeff", "é", "👩\u200d🚒", "why: ", "note: ", "lesson: L1",
    "coach: ", "Kit: ", "end: good", "{~%50%a#b}", "=a ~b", "::t::", "$CATEGORY: x", "// no",
    "<b>&amp;</b>", "A. ", "A) ", "ANSWER: B", "\t", "  ", "    ", "\n", "\n", "\n\n", "\r\n",
    "\r", "Kit", " is 7.", "What now?", "&#96;", "1) ", "a", "]]>",
]  # fmt: skip
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,3}", fullmatch=True).filter(
    lambda id: id not in ("yes", "no", "back", "end")
)
NAMES = st.from_regex(r"[A-Z][A-Z0-9-]{0,4}", fullmatch=True)
ANY_TEXT = st.lists(
    st.sampled_from(NASTY) | st.text(string.ascii_letters + string.punctuation + " \n", max_size=5),
    max_size=8,
).map("".join)
TEXT = ANY_TEXT.map(lambda text: text if text.strip() else "Kit")
LINE = TEXT.map(lambda text: " ".join(text.split()) or "Kit")
WORDS = st.from_regex(r"[a-zA-Z][a-z]{0,5}( [a-z0-9]{1,5}){0,2}", fullmatch=True)
USES = st.sampled_from(["before", "practice", "check", "both"])


def names(least=1, most=4):
    return st.lists(IDS, min_size=least, max_size=most, unique=True).map(tuple)


def some(strategy, most=2):
    return st.lists(strategy, max_size=most).map(tuple)
