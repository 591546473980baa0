"""B01 to B06: the way through a case."""

from tests.quiz_bank.texts import linted, reading

GOOD_END = "## Well {#well}\nend: good\n\nOla is well.\n"


def step(id, *choices):
    lines = "".join(
        f"- ({worth}) Do {to} here. {{#{'abcd'[at]}}} -> {to}\n  > It goes so.\n"
        for at, (worth, to) in enumerate(choices)
    )
    return f"## Step {id} {{#{id}}}\n\nOla is cut.\n\n{lines}\n"


def told(*parts):
    return reading(more="# Case: A cut {#CASE-01}\nlesson: L1\n\nAt work.\n\n" + "\n".join(parts))


def test_a_case_that_leads_to_an_ending_has_no_fault():
    read_ = told(step("now", ("best", "then"), ("poor", "back")), step("then", ("best", "well")), GOOD_END)
    assert all(linted(read_, code) == [] for code in ("B01", "B02", "B03", "B04", "B05", "B06"))


def test_b01_a_step_that_is_not_there_is_an_error_with_the_nearest_match():
    read_ = told(step("now", ("best", "wlel"), ("poor", "well")), GOOD_END)
    (finding,) = linted(read_, "B01")
    assert (finding.severity, finding.remedy) == ("error", "Did you mean well?")
    assert finding.line == read_.places["CASE-01/now/a"].line
    assert linted(told(step("now", ("best", "back"), ("poor", "well")), GOOD_END), "B01") == []


def test_b01_another_name_lists_the_steps():
    assert (
        linted(told(step("now", ("best", "kettle")), GOOD_END), "B01")[0].remedy == "Steps here: now, well."
    )


def test_b02_a_step_without_choices_or_an_ending_is_an_error():
    (finding,) = linted(told(step("now", ("best", "then")), "## Then {#then}\n\nAnd now?\n"), "B02")
    assert (finding.severity, finding.what) == ("error", 'Step "then" is a dead end.')
    assert linted(told(step("now", ("best", "well")), GOOD_END), "B02") == []


def test_b03_a_step_that_nobody_can_reach_is_a_warning():
    (finding,) = linted(told(step("now", ("best", "well")), step("then", ("best", "well")), GOOD_END), "B03")
    assert (finding.severity, finding.what) == ("warning", 'Nobody can reach step "then".')
    assert (
        linted(
            told(step("now", ("best", "well"), ("poor", "then")), step("then", ("best", "well")), GOOD_END),
            "B03",
        )
        == []
    )


def test_b04_a_step_without_a_best_choice_is_an_error():
    assert (
        linted(told(step("now", ("partly", "well"), ("poor", "back")), GOOD_END), "B04")[0].severity
        == "error"
    )
    assert linted(told(step("now", ("best", "well"), ("best", "well")), GOOD_END), "B04") == []


def test_b05_a_loop_with_no_way_out_is_an_error_at_its_first_step():
    loop = told(
        step("now", ("best", "then"), ("poor", "well")),
        step("then", ("best", "more")),
        step("more", ("best", "then")),
        GOOD_END,
    )
    (finding,) = linted(loop, "B05")
    assert (finding.severity, finding.line) == ("error", loop.places["CASE-01/then"].line)


def test_b05_a_loop_that_can_be_left_is_fine():
    loop = told(step("now", ("best", "then")), step("then", ("best", "now"), ("poor", "well")), GOOD_END)
    assert linted(loop, "B05") == []


def test_b05_only_ways_back_are_no_way_out():
    assert linted(told(step("now", ("best", "back"), ("poor", "back")), GOOD_END), "B05")


def test_b05_leaves_what_other_rules_find_to_them():
    assert linted(told(step("now", ("best", "then")), "## Then {#then}\n\nAnd now?\n"), "B05") == []
    assert linted(told(step("now", ("best", "nowhere"))), "B05") == []


def test_b06_always_choosing_best_and_ending_badly_is_a_warning():
    bad_end = "## Hm {#hm}\nend: mixed\n\nSo so.\n"
    (finding,) = linted(told(step("now", ("best", "hm"), ("poor", "well")), GOOD_END, bad_end), "B06")
    assert (finding.severity, finding.what) == (
        "warning",
        'Whoever always chooses best ends at "hm", which is mixed.',
    )
    assert linted(told(step("now", ("best", "well"), ("poor", "hm")), GOOD_END, bad_end), "B06") == []
