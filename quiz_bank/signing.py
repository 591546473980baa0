"""What a person signs when they sign a question."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from quiz_bank.question import Question

_NOT_SHOWN = {"id", "remarks", "accept", "covers", "difficulty", "review", "use", "audience", "shuffle"}


def digest_of(question: Question) -> str:
    """SHA-256, as hexadecimal, of a question's words and of what decides a mark.

    The order of options counts for nothing, and neither does what only authors see. What is not said in the text is
    left out, so that a setting added to Debrief later changes no digest.
    """
    told = question.model_dump(exclude=_NOT_SHOWN | {"options"}, exclude_defaults=True)
    parts = sorted((each.model_dump() for each in question.parts()), key=lambda each: str(each["id"]))
    whole = {"kind": question.kind, "parts": parts, **told}
    return sha256(json.dumps(_plain(whole), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(_plain(each) for each in value)
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
