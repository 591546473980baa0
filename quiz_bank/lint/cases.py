"""Rules on the way through a case."""

from collections.abc import Iterator

from quiz_bank.bank import Case, Step
from quiz_bank.findings import did_you_mean, listed
from quiz_bank.lint.language import quoted
from quiz_bank.lint.problem import Context, Problem

_BACK = "back"


def _leads(case: Case) -> dict[str, set[str]]:
    """Step -> the steps that its choices lead to and that are there."""
    ids = {step.id for step in case.steps}
    return {step.id: {choice.to for choice in step.choices} & ids for step in case.steps}


def _reached(leads: dict[str, set[str]], start: str) -> set[str]:
    reached, ahead = {start}, [start]
    while ahead:
        fresh = leads[ahead.pop()] - reached
        reached |= fresh
        ahead += fresh
    return reached


def _place(case: Case, step: Step) -> str:
    return f"{case.id}/{step.id}"


def missing_step(case: Case, context: Context) -> Iterator[Problem]:
    ids = [step.id for step in case.steps]
    for step in case.steps:
        for choice in step.choices:
            if choice.to and choice.to not in (*ids, _BACK):
                what = f'{quoted(choice.text)} leads to "{choice.to}", and no step is called that.'
                remedy = did_you_mean(choice.to, [*ids, _BACK], f"Steps here: {listed(ids, 20)}.")
                yield Problem("B01", "error", case.id, f"{_place(case, step)}/{choice.id}", what, remedy)


def dead_end(case: Case, context: Context) -> Iterator[Problem]:
    for step in case.steps:
        if not step.choices and step.end is None:
            what = f'Step "{step.id}" is a dead end.'
            remedy = 'Add choices, or add "end: good", "end: mixed" or "end: poor".'
            yield Problem("B02", "error", case.id, _place(case, step), what, remedy)


def unreachable_step(case: Case, context: Context) -> Iterator[Problem]:
    if not case.steps:
        return
    reached = _reached(_leads(case), case.steps[0].id)
    for step in case.steps:
        if step.id not in reached:
            what = f'Nobody can reach step "{step.id}".'
            yield Problem(
                "B03", "warning", case.id, _place(case, step), what, "Point a choice at it, or delete it."
            )


def no_best_choice(case: Case, context: Context) -> Iterator[Problem]:
    for step in case.steps:
        if step.choices and all(choice.worth != "best" for choice in step.choices):
            what = f'Step "{step.id}" offers no best choice.'
            yield Problem("B04", "error", case.id, _place(case, step), what, "Mark the best one with (best).")


def no_way_out(case: Case, context: Context) -> Iterator[Problem]:
    """A step from which no ending can be reached. What B01 and B02 find is left to them."""
    leads = _leads(case)
    known = {*leads, _BACK}
    open_ends = {
        step.id
        for step in case.steps
        if not step.choices or any(choice.to not in known for choice in step.choices)
    }
    reached = _reached(leads, case.steps[0].id) if case.steps else set()
    for step in case.steps:
        if step.id in reached and not open_ends & _reached(leads, step.id):
            what = f'From step "{step.id}" no ending can be reached.'
            yield Problem(
                "B05", "error", case.id, _place(case, step), what, "Let one choice lead on to an ending."
            )
            return


def best_way_ends_badly(case: Case, context: Context) -> Iterator[Problem]:
    if not case.steps:
        return
    ids = {step.id for step in case.steps}
    best = {
        step.id: {choice.to for choice in step.choices if choice.worth == "best"} & ids for step in case.steps
    }
    for id in sorted(_reached(best, case.steps[0].id)):
        step = case.step(id)
        if step and step.end in ("mixed", "poor"):
            what = f'Whoever always chooses best ends at "{id}", which is {step.end}.'
            remedy = 'Lead the best way to an ending with "end: good".'
            yield Problem("B06", "warning", case.id, _place(case, step), what, remedy)
