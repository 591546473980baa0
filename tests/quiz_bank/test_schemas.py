"""Each kind of question has JSON schemas that another program's judge agrees with."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from quiz_bank import read, read_folder, schema
from quiz_bank.kinds import KINDS
from tests.quiz_bank.generated import banks

JUDGES = {kind: Draft202012Validator(schema(kind)["question"]) for kind in KINDS}


def fitting(question) -> set[str]:
    dumped = json.loads(question.model_dump_json())
    return {kind for kind, judge in JUDGES.items() if judge.is_valid(dumped)}


@pytest.mark.parametrize("kind", KINDS)
def test_both_schemas_are_such(kind):
    for each in schema(kind).values():
        Draft202012Validator.check_schema(each)
        assert each["additionalProperties"] is False


def test_every_question_of_the_shipped_course_fits_its_own_kind_and_no_other():
    questions = read(read_folder("quiz_bank/courses/child_a")).bank.questions
    assert len({each.kind for each in questions}) == len(KINDS)
    assert [fitting(each) for each in questions] == [{each.kind} for each in questions]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(banks(cases=0))
def test_so_does_any_question(bank):
    assert [fitting(each) for each in bank.questions] == [{each.kind} for each in bank.questions]


def test_a_response_that_is_wholly_right_fits_and_one_with_more_in_it_does_not():
    tried = set()
    for question in read(read_folder("quiz_bank/courses/child_a")).bank.questions:
        solved = question.solved()
        if solved is not None:
            response = json.loads(question.Response.model_validate(solved).model_dump_json())
            judge = Draft202012Validator(schema(question.kind)["response"])
            assert judge.is_valid(response)
            assert not judge.is_valid({**response, "position": 1})
            assert not judge.is_valid({})
            tried.add(question.kind)
    assert tried == {kind for kind, each in KINDS.items() if each.scored}
