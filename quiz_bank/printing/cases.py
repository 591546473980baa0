"""A case on paper: each choice says which number to turn to, and only there it is told what follows."""

from collections.abc import Iterator
from hashlib import sha256

from markupsafe import Markup

from quiz_bank.bank import Case, Choice, Step
from quiz_bank.printing.forms import lettered, told, warned
from quiz_bank.printing.keys import Line, explained
from quiz_bank.printing.page import inline, joined, prose

DIAL = "How worried are you now, from 0, not at all, to 10, as worried as can be? Draw a ring around it."
WORTH = {"best": "It helps most", "partly": "It helps in part", "poor": "Another way helps more"}


class Numbered:
    """A case with the numbers of its steps, in the order of the text, and of what follows, in no order."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.steps = {step.id: place for place, step in enumerate(case.steps, 1)}
        made = [(step, choice) for step in case.steps for choice in step.choices]
        made.sort(key=lambda each: sha256(f"{case.id} {each[0].id} {each[1].id}".encode()).digest())
        self.outcomes = {
            (step.id, choice.id): (place, step, choice) for place, (step, choice) in enumerate(made, 1)
        }


def case_on_paper(case: Case) -> Markup:
    numbered = Numbered(case)
    outcomes = joined(_outcome(numbered, *each) for each in numbered.outcomes.values())
    return joined(
        (
            Markup('<h2 class="sheet">Case: {}</h2>').format(inline(case.title)),
            warned(case.note),
            prose(case.text, 1),
            Markup(
                '<p class="hint">Begin at step 1. Choose, and then turn to the number beside what you chose.</p>'
            ),
            *(_step(numbered, step) for step in case.steps),
            Markup('<section class="outcomes"><h3>What follows</h3>\n<ul>\n{}\n</ul></section>').format(
                outcomes
            )
            if outcomes
            else Markup(),
        )
    )


def _step(numbered: Numbered, step: Step) -> Markup:
    ending = step.end is not None or not step.choices
    choices = joined(_choices(numbered, step))
    return Markup('<section class="question">{}</section>').format(
        joined(
            (
                Markup('<h3><span class="number">Step {}.</span> {}</h3>').format(
                    numbered.steps[step.id], inline(step.title)
                ),
                prose(step.text, 2) if ending else told(step),
                Markup('<p class="hint">The case ends here.</p>') if ending else _asked(step),
                Markup('<ul class="ticks">\n{}\n</ul>').format(choices) if choices else Markup(),
                dial(step),
            )
        )
    )


def _asked(step: Step) -> Markup:
    return Markup('<p class="asked">{}</p>').format(inline(step.asked or "What do you do?"))


def _choices(numbered: Numbered, step: Step) -> Iterator[Markup]:
    for choice, letter in zip(step.choices, letters(step).values(), strict=True):
        number = numbered.outcomes[step.id, choice.id][0]
        yield Markup(
            '<li><span class="mark">{}</span> <span>{} <span class="turn">Turn to {}.</span></span></li>'
        ).format(letter, inline(choice.text), number)


def letters(step: Step) -> dict[str, str]:
    return lettered([choice.id for choice in step.choices])


def dial(step: Step) -> Markup:
    if step.expect is None:
        return Markup()
    numbers = joined(Markup("<span>{}</span>").format(number) for number in range(11))
    return Markup('<p class="hint">{}</p><p class="dial">{}</p>').format(DIAL, numbers)


def _outcome(numbered: Numbered, number: int, step: Step, choice: Choice) -> Markup:
    return Markup('<li><span class="mark">{}</span> <div>{}<p class="turn">{}</p></div></li>').format(
        number, prose(choice.feedback, 2), _onwards(numbered, step, choice)
    )


def _onwards(numbered: Numbered, step: Step, choice: Choice) -> str:
    if choice.to == "back":
        return f"Go back to step {numbered.steps[step.id]} and choose again."
    return f"Go on to step {numbered.steps.get(choice.to, '?')}."


def key_of_case(case: Case) -> Markup:
    steps = joined(_key_of_step(place, step) for place, step in enumerate(case.steps, 1) if step.choices)
    return Markup('<h2>Case: {}</h2>\n{}\n<p class="id">{}</p>').format(inline(case.title), steps, case.id)


def _key_of_step(number: int, step: Step) -> Markup:
    marks = letters(step)
    lines = tuple(
        Line(marks[each.id], f"{each.text} *{WORTH[each.worth]}.*", each.worth == "best", each.coach)
        for each in step.choices
    )
    return joined(
        (
            Markup('<h3><span class="number">Step {}.</span> {}</h3>').format(number, inline(step.title)),
            explained(lines),
            Markup("<p>The course would set how worried one is at {} of 10.</p>").format(step.expect)
            if step.expect is not None
            else Markup(),
        )
    )
