"""Templates get what they name, parts and wholes cannot differ, and every one of them is rendered here."""

import re
from functools import cache

from jinja2 import Environment, StrictUndefined, meta, nodes

from tests.banks import as_shown, wrong
from tests.cast import as_form, sheet_on, words_of
from tests.house.tour import Tour, learner
from web.rendering import HERE

FILES = {path.relative_to(HERE / "templates").as_posix() for path in (HERE / "templates").rglob("*.html")}
FROM_THE_BASE = {"ui", "person", "session_ends", "here"}
PART = {"HX-Request": "true"}


def fragments() -> list[str]:
    return sorted(name for name in FILES if "/_" in name)


def source(name: str) -> str:
    return (HERE / "templates" / name).read_text()


@cache
def included(name: str) -> set[str]:
    """The templates that one includes; every kind's, where the kind decides."""
    found: set[str] = set()
    for node in Environment().parse(source(name)).find_all(nodes.Include):
        if isinstance(node.template, nodes.Const):
            found.add(node.template.value)
        else:
            found.update(each for each in FILES if each.startswith("questions/"))
    return found


@cache
def needs(name: str, environment: Environment) -> set[str]:
    """The names that a template, with what it includes, must be given."""
    tree = environment.parse(source(name))
    own = {each.name for each in tree.find_all(nodes.Name) if each.ctx in ("store", "param")}
    own |= {each.target for each in tree.find_all(nodes.Import)} | {
        each.name for each in tree.find_all(nodes.Macro)
    }
    wanted = meta.find_undeclared_variables(tree).union(
        *(needs(each, environment) for each in included(name))
    )
    from_base = FROM_THE_BASE if list(tree.find_all(nodes.Extends)) else set()
    return wanted - own - from_base - set(environment.globals)


def listed(name: str) -> set[str]:
    """The names on the first line: “Needs: asked, error, ui.”"""
    found = re.match(r"{#-? Needs: ([^.]*)\.", source(name))
    return {each.split()[0] for each in found[1].split(",")} if found else set()


def test_every_template_is_rendered(tour: Tour) -> None:
    """The tour opened every address; what comes only after something sent, or only as a part, is asked for here."""
    ada, ben, tess = (learner(tour, name) for name in ("ada", "ben", "tess"))
    assert "safety follow-up" in words_of(ben.get(f"/learning/attempts/{tour.of_ben}/result"))
    assert "Not passed yet" in words_of(tess.get(f"/learning/attempts/{tour.of_tess}/result"))
    check, (_, answered, *_rest) = tour.places["attempt_id"][1], tour.places["question_id"]
    here = f"/learning/attempts/{check}"
    stale = as_form(as_shown(wrong(answered), ada.get(f"/api/attempts/{check}/questions/{answered}").json()))
    assert ada.send(f"{here}/questions/{answered}", **stale).status_code == 409
    assert ada.client.post(f"{here}/questions/{answered}", data=stale, headers=PART).status_code == 409
    assert ada.client.get(f"{here}/questions/{answered}", headers=PART).status_code == 200
    assert ada.client.get(f"{here}/answers", headers=PART).status_code == 200
    passed = ada.takes_what_is_open()
    assert "You passed" in words_of(passed)
    asked = {"sheet": sheet_on(passed), "name": "Nan"}
    assert "Nan passed" in words_of(ada.send("/open/kettle/certificate", **asked))
    leah, amir = learner(tour, "leah"), learner(tour, "amir")
    assert "Ada Nwosu" in words_of(amir.send("/admin/people/search", words="nwosu"))
    assert "will be added" in words_of(amir.send("/admin/staff-list/plan", text="Name,E-mail\nA,a@x.y"))
    assert leah.client.get("/leading/people", headers=PART).status_code == 200
    assert leah.get("/leading?on=never").status_code == 422
    writing = f"/authoring/drafts/{tour.places['draft_id'][0]}"
    assert tess.send(f"{writing}/files/questions.md", text="# Questions", number=1).status_code == 409
    typed = {"text": "# Questions\n## What?", "number": 1}
    part = tess.client.post(f"{writing}/findings/questions.md", data=typed, headers=PART)
    assert "3 errors" in words_of(part)
    assert "2 questions came in" in words_of(tess.send("/authoring/new", text="A. {TRUE}\n\nB. {FALSE}"))
    assert len(FILES) >= 50
    assert tour.templates == FILES


def test_a_template_lists_on_its_first_line_what_it_needs(tour: Tour) -> None:
    environment = tour.app.state.renderer.environment
    given = set(environment.globals) | {"person"}
    wrong = {
        name: (sorted(listed(name) - given), sorted(needs(name, environment) - given))
        for name in FILES - {"base.html", "macros.html"}
        if listed(name) - given != needs(name, environment) - given
    }
    assert len(fragments()) >= 9
    assert all(listed(name) for name in fragments())
    assert not wrong


def test_a_fragment_is_part_of_a_whole_page_so_that_first_load_and_swap_cannot_differ() -> None:
    """`_x_alone.html` is what htmx gets of the page `x.html`: a title, and the same parts as the page."""
    wholes = {part for name in FILES if "/_" not in name for part in included(name)}
    alone = [name for name in fragments() if name.endswith("_alone.html")]
    assert not set(fragments()) - wholes - set(alone)
    assert len(alone) >= 3
    for name in alone:
        page = name.replace("/_", "/").replace("_alone", "")
        assert included(name) == included(page), name
        rest = re.sub(r"{#.*?#}|{%.*?%}|<title>.*?</title>|{{ ui\.status\(.*?\) }}", "", source(name))
        assert not rest.strip(), name


def test_a_name_that_is_missing_breaks_the_page_and_all_text_is_escaped(tour: Tour) -> None:
    environment = tour.app.state.renderer.environment
    assert environment.undefined is StrictUndefined
    assert environment.from_string("{{ name }}").render(name="<b>&") == "&lt;b&gt;&amp;"


def test_no_template_calls_text_safe_that_it_did_not_write_itself() -> None:
    trusting = [line for name in FILES for line in source(name).splitlines() if "|safe" in line]
    assert len(trusting) >= 10
    assert not [line for line in trusting if not re.search(r'["\')]\s*\|safe', line)]
    assert "autoescape false" not in "".join(source(name) for name in FILES)


def test_every_form_works_without_a_script() -> None:
    """What htmx sends is what the form sends by itself: the same address, by POST; what only asks, by GET."""
    forms = [form for name in FILES for form in re.findall(r"<form[^>]*>", source(name))]
    assert len(forms) >= 14
    only_asking = [form for form in forms if 'method="get"' in form]
    assert len(only_asking) == 1
    assert all('method="post"' in form for form in forms if form not in only_asking)
    helped = [form for form in forms if "data-hx-" in form]
    assert helped
    for form in helped:
        how = "get" if form in only_asking else "post"
        plain, swapped = re.search(r' action="([^"]*)"', form), re.search(rf'data-hx-{how}="([^"]*)"', form)
        assert plain and swapped and plain[1] == swapped[1]
    outside = [
        name for name in FILES for tag in re.findall(r"<(?!form)[^>]*data-hx-(?:post|get)", source(name))
    ]
    assert not outside
