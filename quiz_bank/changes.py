"""What a new text changes against an older one, and what that does to what was counted under the older one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any, Literal

from quiz_bank.bank import Bank, Case, DrawGroup, Lesson, PassRule
from quiz_bank.question import Frozen, Question

Thing = Literal["lesson", "question", "case"]
Kind = Literal["new", "retired", "key", "words"]
_Told = Mapping[str, tuple[str, Mapping[str, str]]]
"""Id -> title, and what is told of it by name."""

_WORDS = re.compile(r"\s+|[^\s]+")
_ALIKE = 0.35


class Piece(Frozen):
    """Words that stay, that are new, or that are gone."""

    kind: Literal["same", "new", "gone"]
    text: str


class Part(Frozen):
    """One thing that reads otherwise than before. `of_key`: it decides marks, so statistics start again."""

    name: str
    before: str
    after: str
    of_key: bool = False

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return compared(self.before, self.after)


class Change(Frozen):
    """`kind`: "key" where what is right, or what a question counts for, changed; "words" where only words did."""

    thing: Thing
    id: str
    title: str
    kind: Kind
    parts: tuple[Part, ...] = ()


class Changes(Frozen):
    """`course`: of the course itself, its blueprint first. `things`: in the order of the new text, those gone last."""

    course: tuple[Part, ...]
    things: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.course or self.things)

    def of(self, kind: Kind) -> tuple[Change, ...]:
        return tuple(each for each in self.things if each.kind == kind)


def changes(old: Bank, new: Bank) -> Changes:
    before, after = _translated(old), _translated(new)
    return Changes(
        course=_parts(_course(old) | before[""], _course(new) | after[""], _BLUEPRINT),
        things=(
            *_compared("lesson", _with(_lessons(old), before), _with(_lessons(new), after)),
            *_compared("question", _with(_questions(old), before), _with(_questions(new), after), _KEY),
            *_compared("case", _with(_cases(old), before), _with(_cases(new), after)),
        ),
    )


def _translated(bank: Bank) -> defaultdict[str, dict[str, str]]:
    """Id -> what is told of it in other languages, by name."""
    told: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for language, words in bank.translations.items():
        for where, said in words.items():
            thing, _, field = where.partition(":")
            owner, _, part = thing.partition("/")
            name = f"{field.capitalize()}{' of ' if part else ''}{part} in {language}"
            if field != "remarks":
                told[owner][name] = said if isinstance(said, str) else "\n".join(said)
    return told


def _with(told: _Told, more: Mapping[str, Mapping[str, str]]) -> _Told:
    return {id: (title, {**said, **more.get(id, {})}) for id, (title, said) in told.items()}


def compared(before: str, after: str) -> tuple[Piece, ...]:
    """The words of two texts side by side. Texts with little in common are told as one gone and one new."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    match = SequenceMatcher(None, old, new, autojunk=False)
    if match.ratio() < _ALIKE:
        return _told(("gone", before), ("new", after))
    pieces: list[tuple[Literal["same", "new", "gone"], str]] = []
    for tag, a, b, c, d in match.get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(old[a:b])))
        else:
            pieces += [("gone", "".join(old[a:b])), ("new", "".join(new[c:d]))]
    return _told(*pieces)


def _told(*pieces: tuple[Literal["same", "new", "gone"], str]) -> tuple[Piece, ...]:
    return tuple(Piece(kind=kind, text=text) for kind, text in pieces if text)


def _compared(thing: Thing, old: _Told, new: _Told, key: frozenset[str] = frozenset()) -> Iterable[Change]:
    for id, (title, told) in new.items():
        if id not in old:
            yield Change(thing=thing, id=id, title=title, kind="new")
        elif parts := _parts(old[id][1], told, key):
            kind: Kind = "key" if any(part.of_key for part in parts) else "words"
            yield Change(thing=thing, id=id, title=title, kind=kind, parts=parts)
    for id, (title, _) in old.items():
        if id not in new:
            yield Change(thing=thing, id=id, title=title, kind="retired")


def _parts(before: Mapping[str, str], after: Mapping[str, str], key: frozenset[str]) -> tuple[Part, ...]:
    """Those that differ, in the order of the new text; what decides marks comes first."""
    names = dict.fromkeys((*after, *before))
    found = [
        Part(name=name, before=before.get(name, ""), after=after.get(name, ""), of_key=name in key)
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]
    return tuple(sorted(found, key=lambda part: not part.of_key))


_BLUEPRINT = frozenset(["Pass mark", "Drawn for the check", "Tries", "A pass is good for", "Can be renewed"])
_KEY = frozenset(["Kind", "Lesson", "Critical", "What is right", "Options offered", "Counts as right from"])


def _course(bank: Bank) -> dict[str, str]:
    links = (" ".join(part for part in (each.name, each.address, each.owner) if part) for each in bank.links)
    return {
        "Pass mark": "\n".join(map(_passed, bank.passing)),
        "Drawn for the check": "\n".join(map(_drawn, bank.draw)),
        "Tries": str(bank.tries),
        "A pass is good for": f"{bank.valid} months" if bank.valid else "ever",
        "Can be renewed": f"{bank.renew} days before" if bank.renew else "",
        "Title": bank.title,
        "Version": bank.version,
        "Language": bank.language,
        "Who it is for": bank.audience,
        "Minutes": str(bank.minutes),
        "Content note": bank.note,
        "About the course": bank.about,
        "Links": "\n".join(links),
    }


def _passed(rule: PassRule) -> str:
    return f"{rule.right} of {rule.of}" + (f" for {rule.audience}" if rule.audience else "")


def _drawn(group: DrawGroup) -> str:
    critical = f", {group.critical} critical" if group.critical else ""
    return f"{group.topic} take {group.take}{critical}" + (f" for {group.audience}" if group.audience else "")


def _lessons(bank: Bank) -> _Told:
    return {each.id: (each.title, _lesson(each)) for each in bank.lessons}


def _lesson(lesson: Lesson) -> dict[str, str]:
    return {
        "Title": lesson.title,
        "Text": lesson.text,
        "What it covers": "\n".join(f"{id} {words}" for id, words in lesson.atoms.items()),
        "Part": lesson.part,
        "Outcome": lesson.outcome,
        "Minutes": str(lesson.minutes or ""),
        "Who it is for": lesson.audience,
        "Parts that tell the story": "\n".join(lesson.story),
        "Content note": lesson.note,
        "Source": lesson.source,
    }


def _questions(bank: Bank) -> _Told:
    return {each.id: (each.title, _question(each)) for each in bank.questions}


def _question(question: Question) -> dict[str, str]:
    right = ", ".join(sorted(question.right_ids()))
    critical = " ".join(question.critical_on) or "yes" if question.critical else "no"
    told = {
        "Kind": question.kind,
        "Lesson": question.lesson,
        "Critical": critical,
        "What is right": right or _key_in_words(question.key()),
        "Options offered": ", ".join(sorted(option.id for option in question.parts())),
        "Counts as right from": f"{question.enough:.0%}",
        "Title": question.title,
        "Text": question.text,
    }
    for option in question.parts():
        told[f"Option {option.id}"] = option.text
        told[f"Feedback on {option.id}"] = option.feedback
    return told | {
        "Why": question.why,
        "Content note": question.note,
        "Source": question.source,
        "Use": question.use,
        "Difficulty": str(question.difficulty),
        "Covers": " ".join(question.covers),
        "Who it is for": question.audience,
        "Shuffled": "yes" if question.shuffle else "no",
    }


def _key_in_words(key: Any) -> str:
    """The ids that a key is made of, in its order."""
    if isinstance(key, Mapping):
        return ", ".join(filter(None, map(_key_in_words, key.values())))
    if isinstance(key, list | tuple):
        return ", ".join(filter(None, map(_key_in_words, key)))
    return "" if key is None else str(key)


def _cases(bank: Bank) -> _Told:
    return {each.id: (each.title, _case(each)) for each in bank.cases}


def _case(case: Case) -> dict[str, str]:
    told = {
        "Title": case.title,
        "Text": case.text,
        "Lessons": " ".join(case.lessons),
        "Content note": case.note,
        "Source": case.source,
    }
    for step in case.steps:
        told[f"Step {step.id}"] = f"{step.title}\n\n{step.text}"
        told[f"Ending of {step.id}"] = step.end or ""
        for choice in step.choices:
            name = f"Choice {choice.id} of {step.id}"
            told[name] = f"({choice.worth}) {choice.text} -> {choice.to}"
            told[f"What follows {choice.id} of {step.id}"] = choice.feedback
            told[f"Coach on {choice.id} of {step.id}"] = choice.coach
    return told
