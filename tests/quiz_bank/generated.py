"""Banks that Hypothesis makes, of every kind, with texts that look like parts of a form."""

import string

from hypothesis import strategies as st

from quiz_bank import (
    Bank,
    Case,
    Choice,
    DrawGroup,
    Lesson,
    Link,
    Note,
    Option,
    PassRule,
    Step,
    read,
    write,
    write_text,
)
from quiz_bank.kinds.match import MatchQuestion
from quiz_bank.kinds.multiple import MultipleQuestion
from quiz_bank.kinds.notice import NoticeQuestion, Thing
from quiz_bank.kinds.order import OrderQuestion
from quiz_bank.kinds.reflect import ReflectQuestion
from quiz_bank.kinds.single import SingleQuestion
from quiz_bank.kinds.sort import SortQuestion
from quiz_bank.kinds.typed import Answer, TypedQuestion, folded
from tests.quiz_bank.generated_texts import ANY_TEXT, IDS, NAMES, TEXT, USES, WORDS, names, some

NOTES = some(st.builds(Note, code=st.from_regex(r"[A-Z][0-9]{2}", fullmatch=True), reason=WORDS))


@st.composite
def _common(draw, id, lesson):
    return {
        "id": id,
        "title": draw(TEXT),
        "text": draw(TEXT),
        "lesson": lesson.id,
        "covers": tuple(draw(st.lists(st.sampled_from(list(lesson.atoms)), max_size=2, unique=True))),
        "difficulty": draw(st.sampled_from([1, 2, 3])),
        "use": draw(USES),
        "audience": draw(ANY_TEXT),
        "note": draw(ANY_TEXT),
        "review": draw(ANY_TEXT),
        "shuffle": draw(st.booleans()),
        "enough": draw(st.builds(lambda m, n: min(m, n) / n, st.integers(1, 30), st.integers(1, 30))),
        "why": draw(ANY_TEXT),
        "source": draw(ANY_TEXT),
        "accept": draw(NOTES),
        "remarks": draw(some(ANY_TEXT)),
    }


@st.composite
def _options(draw):
    ids = draw(names(2, 5))
    return tuple(Option(id=id, text=draw(TEXT), feedback=draw(ANY_TEXT)) for id in ids)


@st.composite
def single(draw, common):
    options = draw(_options())
    right = draw(st.sampled_from(options)).id
    critical = draw(st.sampled_from([{}, {"critical": True}, {"critical": True, "critical_on": (right,)}]))
    return SingleQuestion(**common, **critical, options=options, right=right)


@st.composite
def multiple(draw, common):
    options = draw(_options())
    ids = [option.id for option in options]
    right = frozenset(draw(st.lists(st.sampled_from(ids), min_size=1, unique=True)))
    critical_on = tuple(draw(st.lists(st.sampled_from(ids), max_size=2, unique=True)))
    choose = draw(st.sampled_from([None, len(right)]))
    more = {"critical": bool(critical_on), "critical_on": critical_on}
    return MultipleQuestion(**common, **more, options=options, right=right, choose=choose)


@st.composite
def order(draw, common):
    steps = draw(_options())
    ids = [step.id for step in steps]
    critical_on = tuple(draw(st.lists(st.sampled_from(ids), max_size=2, unique=True)))
    more = {"critical": bool(critical_on), "critical_on": critical_on, "shuffle": True}
    return OrderQuestion(**common | more, steps=steps)


@st.composite
def match(draw, common):
    ids = draw(names(4, 8))
    lefts = tuple(Option(id=id, text=draw(TEXT), feedback=draw(ANY_TEXT)) for id in ids[:2])
    texts = draw(st.lists(TEXT, min_size=len(ids) - 2, max_size=len(ids) - 2, unique_by=_folded))
    rights = tuple(
        Option(id=id, text=text, feedback=draw(st.just("") | ANY_TEXT))
        for id, text in zip(ids[2:], texts, strict=True)
    )
    right = {left.id: draw(st.sampled_from(rights)).id for left in lefts}
    more = {"critical": True, "critical_on": (lefts[0].id,), "shuffle": True}
    return MatchQuestion(**common | more, lefts=lefts, rights=rights, right=right)


def _folded(text):
    return bare(text).casefold()


@st.composite
def sort(draw, common):
    boxes = tuple(
        Option(id=id, text=text)
        for id, text in zip(
            draw(names(2, 2)),
            draw(
                st.lists(
                    WORDS | st.sampled_from(["a {b", "c => d", "`e`", "# f"]),
                    min_size=2,
                    max_size=2,
                    unique_by=_folded,
                )
            ),
            strict=True,
        )
    )
    cards = draw(_options())
    right = {card.id: draw(st.sampled_from(boxes)).id for card in cards}
    critical_on = tuple(draw(st.lists(st.sampled_from(list(right)), max_size=2, unique=True)))
    more = {"critical": bool(critical_on), "critical_on": critical_on}
    return SortQuestion(**common, **more, boxes=boxes, cards=cards, right=right)


@st.composite
def typed(draw, common):
    answers = draw(
        st.lists(
            WORDS | st.sampled_from(["12 +- 0.5", "-3", "=> b", "[x]"]),
            min_size=1,
            max_size=3,
            unique_by=folded,
        )
    )
    texts = [*answers, "*"] if draw(st.booleans()) else answers
    ids = draw(names(len(texts), len(texts)))
    rights = [True, *(draw(st.booleans()) for _ in answers[1:]), False]
    parts = zip(ids, texts, rights, strict=False)
    answers = tuple(
        Answer(id=id, text=text, right=right, feedback=draw(ANY_TEXT)) for id, text, right in parts
    )
    return TypedQuestion(**common | {"shuffle": True}, answers=answers, critical=draw(st.booleans()))


@st.composite
def notice(draw, common):
    things = tuple(
        Thing(
            id=id,
            text=draw(TEXT),
            words=draw(st.lists(WORDS, max_size=2, unique=True).map(tuple)),
            feedback=draw(ANY_TEXT),
        )
        for id in draw(names(1, 3))
    )
    return NoticeQuestion(**common | {"shuffle": True, "enough": 1.0}, things=things)


@st.composite
def reflect(draw, common):
    checks = draw(some(TEXT))
    return ReflectQuestion(**common | {"shuffle": True, "enough": 1.0}, model=draw(TEXT), checks=checks)


KINDS = {
    "notice": notice,
    "reflect": reflect,
    "typed": typed,
    "single": single,
    "multiple": multiple,
    "order": order,
    "match": match,
    "sort": sort,
}


@st.composite
def questions(draw, id="Q-1", lesson=None, kinds=tuple(KINDS)):
    lesson = lesson or Lesson(id="L1", title="L1", text="", atoms={"L1": "L1"})
    return draw(KINDS[draw(st.sampled_from(kinds))](draw(_common(id, lesson))))


@st.composite
def _lesson(draw, id):
    letters = draw(st.lists(st.sampled_from("abcxyz"), max_size=3, unique=True))
    atoms = {f"{id}{letter}": draw(WORDS | st.just("")) for letter in letters} | (
        {f"S-{id}": draw(WORDS)} if draw(st.booleans()) else {}
    )
    title = draw(TEXT)
    return Lesson(
        id=id,
        title=title,
        text=draw(ANY_TEXT),
        atoms=atoms or {id if len(id) > 1 else id * 2: title},
        part=draw(ANY_TEXT),
        outcome=draw(ANY_TEXT),
        minutes=draw(st.none() | st.integers(1, 600)),
        audience=draw(ANY_TEXT),
        story=draw(some(WORDS)),
        note=draw(ANY_TEXT),
        source=draw(ANY_TEXT),
        accept=draw(NOTES),
        remarks=draw(some(ANY_TEXT)),
    )


@st.composite
def _step(draw, id, ids):
    offered = draw(names(1, 3)) if draw(st.booleans()) else ()
    choices = tuple(
        Choice(
            id=each,
            text=draw(TEXT),
            worth=draw(st.sampled_from(["best", "partly", "poor"])),
            to=draw(st.sampled_from([*ids, "back"])),
            feedback=draw(ANY_TEXT),
            coach=draw(ANY_TEXT),
        )
        for each in offered
    )
    end = None if choices else draw(st.sampled_from([None, "good", "mixed", "poor"]))
    expect = draw(st.none() | st.integers(0, 10))
    rest = {"choices": choices, "end": end, "expect": expect, "remarks": draw(some(ANY_TEXT))}
    return Step(id=id, title=draw(TEXT), text=draw(ANY_TEXT), **rest)


@st.composite
def _case(draw, id, lesson):
    ids = draw(names(1, 3))
    return Case(
        id=id,
        title=draw(TEXT),
        text=draw(ANY_TEXT),
        lessons=(lesson.id,),
        steps=tuple(draw(_step(each, ids)) for each in ids),
        difficulty=draw(st.sampled_from([1, 2, 3])),
        audience=draw(ANY_TEXT),
        note=draw(ANY_TEXT),
        source=draw(ANY_TEXT),
        accept=draw(NOTES),
        remarks=draw(some(ANY_TEXT)),
    )


@st.composite
def banks(draw, kinds=tuple(KINDS), cases=1):
    """A whole bank of one to three lessons and up to four questions."""
    ids = draw(st.lists(NAMES, min_size=8, max_size=8, unique=True))
    lessons = tuple(draw(_lesson(f"L{number}")) for number in range(1, draw(st.integers(1, 3)) + 1))
    asked = [f"Q-{id}" for id in ids[: draw(st.integers(0, 4))]]
    audience = draw(st.sampled_from(["", "community"]))
    groups = tuple(
        DrawGroup(
            lessons=(each.id,),
            take=draw(st.integers(1, 3)),
            critical=draw(st.integers(0, 1)),
            audience=audience,
        )
        for each in lessons
    )
    if draw(st.booleans()):
        groups = (DrawGroup(lessons=tuple(each.id for each in lessons), take=3, audience=audience),)
    of = sum(group.take for group in groups)
    valid = draw(st.none() | st.integers(1, 40))
    return Bank(
        id=draw(IDS),
        title=draw(TEXT),
        version=draw(TEXT),
        language=draw(st.sampled_from(["en-GB", "cy", "ar"])),
        about=draw(ANY_TEXT),
        note=draw(ANY_TEXT),
        audience=draw(ANY_TEXT),
        minutes=draw(st.integers(0, 90)),
        passing=(PassRule(right=draw(st.integers(1, of)), of=of, audience=audience),),
        draw=groups,
        tries=draw(st.integers(1, 5)),
        valid=valid,
        renew=draw(st.integers(0, 90)) if valid else 0,
        links=tuple(
            Link(
                name=name,
                address=draw(st.sampled_from(["", "https://x.org/a?b=c", "{{help}}"])),
                owner=draw(WORDS),
            )
            for name in draw(st.lists(WORDS, max_size=2, unique=True))
        ),
        lessons=lessons,
        questions=tuple(draw(questions(id, draw(st.sampled_from(lessons)), kinds)) for id in asked),
        cases=tuple(draw(_case(f"CASE-{id}", lessons[0])) for id in ids[6 : 6 + draw(st.integers(0, cases))]),
        accept=draw(NOTES),
        remarks=draw(some(ANY_TEXT)),
    )


def bare(thing):
    """A bank, or a part of one, without the backslashes and spaces that a form may add or take."""
    if isinstance(thing, str):
        return "".join(thing.replace("\\", "").split())
    if isinstance(thing, dict):
        return {key: bare(each) for key, each in thing.items()}
    if isinstance(thing, list | tuple):
        return [bare(each) for each in thing]
    return bare(thing.model_dump()) if hasattr(thing, "model_dump") else thing


OF_THE_WORDS = ("M01", "M02", "Q21", "Q22", "T04")
"""Findings about what an author wrote and not about how: pictures, all options right, boxes that no list holds,
a picture or a local fact that a translation leaves out."""


def kept(bank):
    """What cannot stand as it is gets a backslash; from then on all is exact."""
    read_ = read(write(bank))
    assert not [each for each in read_.findings if each.code not in OF_THE_WORDS]
    assert bare(read_.bank) == bare(bank)
    assert read(write(read_.bank)).bank == read_.bank
    assert write(read_.bank) == write(bank)
    assert read(write_text(bank)).bank == read_.bank.translated({})


def comes_back(bank, read_, written, losses, *, in_html=False):
    """Of a bank as our text holds it: each question that no loss names comes back as it was, without an error.

    `in_html`: texts went through HTML, which has fewer marks than Markdown; what differs by that is named in a loss.
    """
    again = {each.id: each for each in read_.bank.questions}
    named = {id for loss in losses for id in loss.ids}
    left_out = {id for loss in losses if loss.verb == "left out" for id in loss.ids}
    assert not [each for each in read_.findings if each.severity == "error"], written
    assert [each.id for each in bank.questions if each.id not in left_out] == list(again)
    for question in bank.questions:
        if question.id not in named:
            assert again[question.id] == question, written
        elif question.id not in left_out:
            assert in_html or bare(again[question.id].text) == bare(question.text)
            assert again[question.id].right_ids() or not question.right_ids()


PLAIN = {
    "covers": (), "difficulty": 2, "use": "both", "audience": "", "note": "", "review": "", "shuffle": True,
    "enough": 1.0, "source": "", "accept": (), "critical": False, "critical_on": (), "choose": None, "why": "",
    "remarks": (),
}  # fmt: skip


def reduced(bank, keep=()):
    """The bank as our text holds it, its questions without what most formats have nothing for."""
    held = read(write(bank)).bank
    return held.model_copy(update={"questions": tuple(_reduced(each, keep) for each in held.questions)})


def _reduced(question, keep):
    fields = {
        name: value
        for name, value in PLAIN.items()
        if name in type(question).model_fields and name not in keep
    }
    parts = {name: _lettered(question, value) for name, value in question if _are_options(value)}
    right = {}
    if hasattr(question, "right"):
        ids = {
            old.id: new.id
            for old, new in zip(question.parts(), _lettered(question, question.parts()), strict=True)
        }
        right = {"right": _renamed(question.right, ids)}
    return question.model_copy(update=fields | parts | right)


def _renamed(right, ids):
    if isinstance(right, str):
        return ids[right]
    return (
        {ids[row]: ids[at] for row, at in right.items()}
        if isinstance(right, dict)
        else frozenset(map(ids.get, right))
    )


def _are_options(value):
    return isinstance(value, tuple) and value and all(isinstance(each, Option) for each in value)


def _lettered(question, parts):
    letters = dict(zip((part.id for part in question.parts()), string.ascii_lowercase, strict=False))
    return tuple(part.model_copy(update={"id": letters[part.id]}) for part in parts)
