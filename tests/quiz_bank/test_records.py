"""The record of an attempt: a text that comes back as it was, and garbage that is named."""

import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import quiz_bank
from quiz_bank import Drawn, content_hash, draw, draw_follow_up, mark_all, read, read_folder
from quiz_bank.__main__ import main
from quiz_bank.bank import PassRule
from quiz_bank.records import MOST_LETTERS, Given, Record, RecordUnusable, write
from quiz_bank.records import read as read_record
from quiz_bank.replaying import replay
from tests.quiz_bank.generated_texts import IDS, NAMES

COURSE = Path(quiz_bank.__file__).parent / "courses" / "child_a"
FILES = read_folder(COURSE)
BANK = read(FILES).bank
SEEN = {question.id: place % 3 for place, question in enumerate(BANK.questions[::2])}
_WORD = st.text(string.ascii_letters + string.digits + "-.é", min_size=1, max_size=12)
_JSON = st.recursive(st.text(max_size=5) | st.integers() | st.none() | st.booleans(), st.lists, max_leaves=4)
RECORDS = st.builds(
    Record,
    course=_WORD,
    version=_WORD,
    edition=_WORD,
    audience=_WORD | st.just(""),
    purpose=st.sampled_from(["check", "follow-up"]),
    attempt=_WORD | st.just(""),
    seed=_WORD,
    right=st.integers(0, 999),
    of=st.integers(0, 999),
    critical_missed=st.lists(NAMES, max_size=3).map(tuple),
    passed=st.booleans(),
    topics=st.lists(NAMES, max_size=3).map(tuple),
    seen=st.dictionaries(NAMES, st.integers(0, 99)),
    asked=st.lists(st.builds(Drawn, question=NAMES, options=st.lists(IDS).map(tuple))).map(tuple),
    given=st.lists(
        st.builds(
            Given, question=NAMES, number=st.integers(0, 99), response=st.dictionaries(st.text(), _JSON)
        )
    ).map(tuple),
)


def taken(audience="", miss=(), purpose="check", topics=()):
    """An attempt in which all is right but some questions, whose responses are made to be wrong, first of all."""
    part = BANK.meant_for(audience)
    if purpose == "check":
        drawn, rule = draw(BANK, "a-seed", SEEN, audience), part.pass_rule()
    else:
        drawn = draw_follow_up(BANK, topics, "a-seed", SEEN)
        rule = PassRule(right=len(drawn), of=len(drawn))
    given = {}
    for place, each in enumerate(drawn):
        question = BANK.question(each.question)
        given[each.question] = wrong(question) if place in miss else question.solved()
    score = mark_all(part, list(given), given, rule)
    assert score.right == len(drawn) - len(miss)
    return Record(
        course=BANK.id,
        version=BANK.version,
        edition=content_hash(FILES),
        audience=audience,
        purpose=purpose,
        seed="a-seed",
        right=score.right,
        of=score.of,
        critical_missed=score.critical_missed,
        passed=score.passed,
        topics=topics,
        seen=SEEN,
        asked=drawn,
        given=tuple(Given(question=id, number=1, response=response) for id, response in given.items()),
    )


def wrong(question):
    """A response that fits the question and is not right."""
    solved = question.solved()
    if "option" in solved:
        return {"option": next(each.id for each in question.options if each.id != question.right)}
    if "options" in solved:
        others = [each.id for each in question.options if each.id not in question.right]
        return {"options": sorted([*solved["options"][1:], others[0]])}
    if "order" in solved:
        return {"order": solved["order"][::-1]}
    if "text" in solved:
        return {"text": "something else"}
    places = [each.id for each in question.to_choose_from()]
    return {
        "place": {row: next(each for each in places if each != to) for row, to in solved["place"].items()}
    }


@settings(max_examples=20)
@given(RECORDS)
def test_every_record_comes_back_from_its_text_as_it_was(record):
    assert read_record(write(record)) == record


def test_a_response_that_lost_a_row_is_named_in_one_short_line():
    solved = {each.question: BANK.question(each.question).solved() for each in taken().asked}
    (id,) = [id for id, each in solved.items() if "order" in each][:1]
    given_ = tuple(
        each.model_copy(update={"response": {"order": each.response["order"][1:]}})
        if each.question == id
        else each
        for each in taken().given
    )
    told = replay(taken().model_copy(update={"given": given_}), FILES).differences
    assert (
        f"{id}: the response does not fit, and counts as none. Give every step a position of its own." in told
    )


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_whatever_is_done_to_a_record_is_read_or_refused_in_plain_words(data):
    text = write(taken())
    at = data.draw(st.integers(0, len(text)))
    until = data.draw(st.integers(at, min(at + 40, len(text))))
    put = data.draw(st.text(max_size=6) | st.sampled_from(["\n", ": ", "given: Q 1 {}", "{", "\x00", "\r\n"]))
    try:
        told = replay(read_record(text[:at] + put + text[until:]), FILES).differences
    except RecordUnusable as error:
        told = (str(error),)
    assert all(each.isprintable() and len(each) < 400 for each in told)


@pytest.mark.parametrize("audience", ["", "community"])
def test_an_attempt_is_drawn_and_marked_again_to_the_same(audience):
    record = read_record(write(taken(audience)))
    found = replay(record, FILES)
    assert found.differences == ()
    assert (found.score.right, found.score.of, found.score.passed) == (record.of, record.of, True)


def test_kinds_of_every_form_are_in_the_attempt_that_these_tests_take():
    kinds = {BANK.question(each.question).kind for each in taken().asked}
    assert {"single", "multiple"} < kinds


def test_a_follow_up_is_marked_by_its_own_rule():
    topics = [group.topic for group in BANK.meant_for().groups() if group.critical]
    all_right = taken(purpose="follow-up", topics=tuple(topics))
    assert (replay(all_right, FILES).score.passed, replay(all_right, FILES).differences) == (True, ())
    missed = taken(purpose="follow-up", topics=tuple(topics), miss=(0,))
    assert (replay(missed, FILES).score.passed, replay(missed, FILES).differences) == (False, ())


def differing(**changed):
    return replay(taken().model_copy(update=changed), FILES).differences


def test_a_changed_response_is_seen_in_the_score():
    record = taken()
    first = record.given[0]
    spoilt = Given(question=first.question, number=1, response=wrong(BANK.question(first.question)))
    told = differing(given=(spoilt, *record.given[1:]))
    assert "The record says 20 of 20 right, and marking gives 19 of 20." in told


def test_only_the_response_with_the_highest_number_counts():
    record = taken()
    first = record.given[0]
    earlier = Given(question=first.question, number=1, response=wrong(BANK.question(first.question)))
    later = first.model_copy(update={"number": 2})
    assert differing(given=(later, earlier, *record.given[1:])) == ()


def test_a_changed_mark_is_named():
    assert differing(right=17) == ("The record says 17 of 20 right, and marking gives 20 of 20.",)
    assert differing(passed=False) == ("The record says not passed, and marking gives passed.",)
    assert differing(critical_missed=("Q-P-01",)) == (
        "Critical questions missed: the record says Q-P-01, and marking gives none.",
    )


def test_other_questions_than_the_seed_draws_are_named():
    record = taken()
    (told, *_) = differing(seed="another")
    assert told.startswith("Question 1: the record asks ")
    assert differing(asked=record.asked[:-1])[0] == "The record asks 19 questions, and its seed draws 20."
    assert any("its seed draws" in each for each in differing(seen={}))
    turned = record.asked[0].model_copy(update={"options": record.asked[0].options[::-1]})
    assert differing(asked=(turned, *record.asked[1:]))[0].startswith(
        f"Question 1, {turned.question}: the record shows"
    )


def test_responses_that_are_missing_twice_foreign_or_unfit_are_named():
    record = taken()
    first = record.given[0]
    gap = first.model_copy(update={"number": 3})
    assert any(
        "are numbered 3; some are missing or twice" in each
        for each in differing(given=(gap, *record.given[1:]))
    )
    assert any("numbered 1 1" in each for each in differing(given=(first, *record.given)))
    foreign = first.model_copy(update={"question": "Q-NOWHERE"})
    assert "Q-NOWHERE is answered in the record and was not asked." in differing(
        given=(*record.given, foreign)
    )
    unfit = first.model_copy(update={"response": {"option": ["a"], "\x1b[31m": {}}})
    told = differing(given=(unfit, *record.given[1:]))
    assert any(
        each.startswith(f"{first.question}: the response does not fit, and counts as none.") for each in told
    )
    unknown = Drawn(question="Q-NOWHERE", options=())
    assert any(
        "Q-NOWHERE is not in this bank." in each for each in differing(asked=(unknown, *record.asked[1:]))
    )


def test_another_course_or_version_than_the_banks_is_named():
    assert differing(course="tea")[0] == f"The record names the course “tea”, and the bank “{BANK.id}”."
    assert differing(version="9")[0] == f"The record names the version “9”, and the bank “{BANK.version}”."


def test_another_edition_is_not_marked_with_and_an_unknown_audience_neither():
    other = {**FILES, "course.md": FILES["course.md"] + "\n"}
    with pytest.raises(RecordUnusable, match="This is not the edition that the record was made with"):
        replay(taken(), other)
    with pytest.raises(RecordUnusable, match="asks nothing of the audience “pilots”"):
        replay(taken().model_copy(update={"audience": "pilots"}), FILES)
    none = {"notes.md": "# Questions\n"}
    with pytest.raises(RecordUnusable, match="hold no course"):
        replay(taken().model_copy(update={"edition": content_hash(none)}), none)


GOOD = write(taken())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not whole|no record"),
        ("{}", "This is no record of an attempt."),
        ("---\nbank: x\n---\n", "This is no record of an attempt."),
        (GOOD.replace("record: 1", "record: 2", 1), "a newer form"),
        (GOOD.replace("seed:", "sede:", 1), "Line 8: a record knows no “sede”. Did you mean seed?"),
        (GOOD.replace("passed: yes\n", ""), "has no line “passed:”"),
        (GOOD.replace("passed: yes", "passed: perhaps"), "Line 11 .*“passed: yes”"),
        (GOOD.replace("20 of 20", "9999999999 of 1"), "Line 9 .*“right: 17 of 20”"),
        (GOOD + "seed: b\n", "“seed” stands in line 8 already"),
        (GOOD + "given: Q-1 1 [1]\n", "cannot be read. It looks like this: “given: "),
        (GOOD + 'given: Q-1 1 {"a": ' + "[" * 100_000 + "}\n", "cannot be read. It looks like this: “given: "),
        (GOOD + 'given: Q-1 1 {"a": ' + "9" * 5_000 + "}\n", "cannot be read. It looks like this: “given: "),
        (GOOD + "asked:\n", "“asked: Q-L1-07 c a b”"),
        (GOOD + "seen: often Q-1\n", "“seen: 1 Q-L1-01"),
        (GOOD + "and so on\n", "A line is a word, a colon"),
        (GOOD + " " * MOST_LETTERS, "has at most 1,000,000 letters"),
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused_with_its_line_and_what_to_do(text, said):
    with pytest.raises(RecordUnusable, match=said):
        read_record(text)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "edition").mkdir()
    for path, text in FILES.items():
        file = tmp_path / "edition" / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.encode())
    (tmp_path / "record.txt").write_bytes(GOOD.encode())
    return tmp_path


def test_the_command_tells_the_score_and_exits_0_where_nothing_differs(folder, capsys):
    assert main(["replay", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "20 of 20 right, passed." in told
    assert "nothing differs from the record" in told
    assert main(["replay", str(folder / "record.txt"), "--bank", str(COURSE)]) == 0


def test_the_command_exits_1_and_tells_what_differs(folder, capsys):
    (folder / "record.txt").write_text(GOOD.replace("20 of 20", "17 of 20"), encoding="utf-8")
    assert main(["replay", str(folder)]) == 1
    assert "The record says 17 of 20 right, and marking gives 20 of 20." in capsys.readouterr().out


@pytest.mark.parametrize("spoilt", ["another edition", "no edition", "garbage", "no text", "no file"])
def test_the_command_exits_2_with_a_plain_line_where_it_cannot_run(folder, spoilt, capsys):
    if spoilt == "another edition":
        (folder / "edition" / "more.md").write_text("# Questions\n")
    elif spoilt == "no edition":
        (folder / "edition").rename(folder / "elsewhere")
    elif spoilt == "no file":
        (folder / "record.txt").unlink()
    else:
        (folder / "record.txt").write_bytes(
            {"garbage": b"\x1b[2Jhello: there\n", "no text": b"\xff\xfe\x00"}[spoilt]
        )
    assert main(["replay", str(folder)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert "\x1b" not in said.err
