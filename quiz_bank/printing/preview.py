"""A bank looked at without a server: what a learner reads, what is right, and what was found, where it was found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from quiz_bank.bank import Bank, Case, Choice, Lesson, Step
from quiz_bank.checking import Checked
from quiz_bank.findings import SEVERITIES, Finding, Place, printable
from quiz_bank.printing.cases import WORTH
from quiz_bank.printing.forms import Sheet, question_of, to_fill_in, told, warned
from quiz_bank.printing.keys import what_is_right
from quiz_bank.printing.page import inline, joined, page, prose
from quiz_bank.question import Question


def preview(bank: Bank, checked: Checked, pictures: Mapping[str, bytes] | None = None) -> str:
    """One whole HTML file. `bank`: the one that was checked; `pictures`: by path."""
    found = _by_thing(bank, checked)
    places = checked.reading.places
    known = [lesson.id for lesson in bank.lessons]
    in_order = sorted(bank.questions, key=lambda each: (*known, each.lesson).index(each.lesson))
    sheets = tuple(Sheet(number, each) for number, each in enumerate(in_order, 1))
    homeless = tuple(each for each in sheets if each.question.lesson not in known)
    parts = (
        Markup('<h1>{}</h1>\n<p class="about">Preview, version {}</p>').format(
            inline(bank.title), bank.version
        ),
        warned(bank.note),
        prose(bank.about, 1),
        _found(checked.findings, found),
        _contents(bank),
        *(_lesson(lesson, sheets, found, places) for lesson in bank.lessons),
        Markup("<h2>Questions of no lesson</h2>") if homeless else Markup(),
        *(_question(sheet, found, places) for sheet in homeless),
        *(_case(case, found, places) for case in bank.cases),
    )
    return page(f"{bank.title}: preview", bank.language, joined(parts), pictures)


_Found = Mapping[str, Sequence[Finding]]


def _by_thing(bank: Bank, checked: Checked) -> _Found:
    """Id of a lesson, question or case -> what was found from its heading to the next one."""
    things = {each.id for each in (*bank.lessons, *bank.questions, *bank.cases)}
    starts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for id, place in checked.reading.places.items():
        if "/" not in id and ":" not in id:
            starts[place.file].append((place.line, id))
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in checked.findings:
        above = [each for each in starts[finding.file] if each[0] <= finding.line]
        if above and max(above)[1] in things:
            found[max(above)[1]].append(finding)
    return found


def _found(findings: Sequence[Finding], by_thing: _Found) -> Markup:
    """The errors and warnings, then what is only to be known, folded away."""
    homes = {finding: id for id, each in by_thing.items() for finding in each}
    loud = [each for each in findings if each.severity != "information"]
    quiet = [each for each in findings if each.severity == "information"]
    return joined(
        (
            Markup("<h2>What was found</h2>\n<p>{}</p>").format(_counted(findings)),
            _listed(loud, homes),
            Markup("<details><summary>To be known: {}</summary>{}</details>").format(
                len(quiet), _listed(quiet, homes)
            )
            if quiet
            else Markup(),
        )
    )


_MANY = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "information": ("hint", "hints")}


def _counted(findings: Sequence[Finding]) -> str:
    """“1 error, 3 warnings, 2 hints.”"""
    counts = [(_MANY[each], sum(finding.severity == each for finding in findings)) for each in SEVERITIES]
    return (
        ", ".join(f"{count} {names[count != 1]}" for names, count in counts if count) + "."
        if findings
        else "Nothing."
    )


def _listed(findings: Iterable[Finding], homes: Mapping[Finding, str]) -> Markup:
    items = joined(_finding(each, homes.get(each)) for each in findings)
    return Markup('<ul class="findings">\n{}\n</ul>').format(items) if items else Markup()


def _finding(finding: Finding, home: str | None = None) -> Markup:
    where = Markup("<code>{}:{}</code>").format(printable(finding.file), finding.line)
    linked = Markup('<a href="#{}">{}</a>').format(home, where) if home else where
    return Markup('<li class="{}"><strong>{} {}: {}</strong> {} {}</li>').format(
        finding.severity, finding.severity.capitalize(), finding.code, finding.what, finding.remedy, linked
    )


def _here(id: str, found: _Found) -> Markup:
    return _listed(found.get(id, ()), {})


def _contents(bank: Bank) -> Markup:
    things = [(each.id, each.title) for each in bank.lessons]
    things += [(each.id, f"Case: {each.title}") for each in bank.cases]
    links = joined(Markup('<li><a href="#{}">{}</a></li>').format(id, inline(title)) for id, title in things)
    if not links:
        return Markup()
    return Markup(
        '<nav aria-label="Contents">\n<h2>Contents</h2>\n<ul class="contents">\n{}\n</ul>\n</nav>'
    ).format(links)


def _lesson(lesson: Lesson, sheets: Sequence[Sheet], found: _Found, places: Mapping[str, Place]) -> Markup:
    mine = (sheet for sheet in sheets if sheet.question.lesson == lesson.id)
    return joined(
        (
            Markup('<h2 id="{}">{}</h2>').format(lesson.id, inline(lesson.title)),
            _here(lesson.id, found),
            warned(lesson.note),
            prose(lesson.text, 1),
            _settled("lesson", _meant_for(lesson.audience), _at(lesson.id, places), id=lesson.id),
            *(_question(sheet, found, places) for sheet in mine),
        )
    )


def _question(sheet: Sheet, found: _Found, places: Mapping[str, Place]) -> Markup:
    question = sheet.question
    return Markup('<section class="question" id="{}">\n{}\n</section>').format(
        question.id,
        joined(
            (
                question_of(sheet),
                _here(question.id, found),
                to_fill_in(sheet) if sheet.places else Markup(),
                what_is_right(sheet),
                _settled(question.kind, *_settings(question), _at(question.id, places), id=question.id),
            )
        ),
    )


_USES = {
    "before": "before the lesson",
    "practice": "practice",
    "check": "check",
    "both": "practice and check",
}


def _settings(question: Question) -> Iterator[str]:
    yield _USES[question.use]
    if question.critical:
        yield "must be right to pass"
    yield _meant_for(question.audience)
    if question.covers:
        yield f"covers {' '.join(question.covers)}"


def _meant_for(audience: str) -> str:
    return f"for {audience}" if audience else ""


def _settled(*settings: str, id: str) -> Markup:
    return Markup('<p class="id">{}</p>').format(", ".join(each for each in (id, *settings) if each))


def _at(id: str, places: Mapping[str, Place]) -> str:
    place = places.get(id)
    return f"{place.file}:{place.line}" if place else ""


def _case(case: Case, found: _Found, places: Mapping[str, Place]) -> Markup:
    return joined(
        (
            Markup('<h2 id="{}">Case: {}</h2>').format(case.id, inline(case.title)),
            _here(case.id, found),
            warned(case.note),
            prose(case.text, 1),
            _settled("case", _meant_for(case.audience), _at(case.id, places), id=case.id),
            *(_step(case, step) for step in case.steps),
        )
    )


def _step(case: Case, step: Step) -> Markup:
    choices = joined(_choice(case, step, choice) for choice in step.choices)
    return Markup('<section class="question" id="{}">\n{}\n</section>').format(
        _name(case, step.id),
        joined(
            (
                Markup("<h3>{}</h3>").format(inline(step.title)),
                told(step) if choices else prose(step.text, 2),
                Markup('<p class="asked">{}</p>\n<ul class="choices">\n{}\n</ul>').format(
                    inline(step.asked or "What do you do?"), choices
                )
                if choices
                else Markup('<p class="hint">The case ends here{}.</p>').format(
                    f": {step.end}" if step.end else ""
                ),
                Markup('<p class="hint">The course would set how worried one is at {} of 10.</p>').format(
                    step.expect
                )
                if step.expect is not None
                else Markup(),
            )
        ),
    )


def _name(case: Case, step: str) -> str:
    return f"{case.id}-{step}"


def _choice(case: Case, step: Step, choice: Choice) -> Markup:
    following = case.step(choice.to)
    onwards = (
        Markup('<a href="#{}">Go on: {}</a>').format(_name(case, following.id), inline(following.title))
        if following
        else Markup('<a href="#{}">Go back and choose again</a>').format(_name(case, step.id))
    )
    return Markup('<li><p>{} <span class="tag {}">{}</span></p>{}{}<p>{}</p></li>').format(
        inline(choice.text),
        choice.worth,
        WORTH[choice.worth],
        prose(choice.feedback, 2),
        Markup('<div class="why">{}</div>').format(prose(choice.coach, 2)) if choice.coach else "",
        onwards,
    )
