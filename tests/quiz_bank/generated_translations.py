"""Banks that Hypothesis makes, with some of their words in other languages."""

from hypothesis import strategies as st

from quiz_bank.translating import thing_of, words_of
from tests.quiz_bank.generated import banks, bare
from tests.quiz_bank.generated_texts import WORDS


@st.composite
def translated_banks(draw):
    """Whole banks of which some things are said in other languages too, not always with all of their words."""
    bank = draw(banks())
    things = ["", *(each.id for each in (*bank.lessons, *bank.questions, *bank.cases))]
    others = sorted({"cy", "pt-BR", "gle"} - {bank.language})
    languages = sorted(draw(st.lists(st.sampled_from(others), min_size=1, max_size=2, unique=True)))
    return bank.translated({language: draw(_translation(bank, things)) for language in languages})


_SPARED = frozenset("about audience coach feedback note outcome owner part remarks source why".split())


@st.composite
def _translation(draw, bank, things):
    said = set(draw(st.lists(st.sampled_from(things), min_size=1, unique=True)))
    word = draw(WORDS)
    words = {}
    for where, own in words_of(bank).items():
        field = where.partition(":")[2]
        lacking = field in _SPARED and (not bare(own) or draw(st.booleans()))
        if thing_of(where) in said and not lacking:
            words[where] = _said(own, word if field != "address" else "")
    return words


def _said(own, word):
    if isinstance(own, tuple):
        return tuple(_said(each, word) for each in own)
    return own if own == "*" or not word else f"{word} {own}"
