"""JSON schemas (draft 2020-12) of each kind of question: as it stands in a bank, and as it is answered."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode

from quiz_bank.kinds import KINDS
from quiz_bank.question import Frozen

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: str) -> dict[str, dict[str, Any]]:
    """`question`: as `model_dump(mode="json")` gives it. `response`: what is given and stored, under ids of the bank.

    Raises KeyError for a kind that is not there.
    """
    found = KINDS[kind]
    question = _schema(found, "serialization")
    return {
        "question": {**question, "required": ["kind", *question["required"]]},
        "response": {**_schema(found.Response, "validation"), "description": found.hint},
    }


def _schema(model: type[Frozen], mode: JsonSchemaMode) -> dict[str, Any]:
    return {"$schema": _DIALECT} | model.model_json_schema(mode=mode, schema_generator=_Untitled)


class _Untitled(GenerateJsonSchema):
    """The name of a field says what its title would."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False
