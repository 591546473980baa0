"""python -m quiz_bank, as a person runs it."""

import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from quiz_bank import read, read_folder, write
from quiz_bank.__main__ import main
from quiz_bank.kinds import KINDS
from tests.quiz_bank.texts import OPTIONS, bank, question

GOOD = bank(question(), question(id="Q-2", text="Bo has burnt his thumb on the kettle.\nWhat helps first?\n"))
BAD = bank(
    question(head="lesson: L7\n", options=OPTIONS.replace("[x]", "[ ]")),
    question(
        id="Q-2", options=OPTIONS.replace("  > Pressing slows the bleed for Ola at once.", "  > Correct.")
    ),
)


def run_apart(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "quiz_bank", *arguments], capture_output=True, text=True, timeout=60
    )


@pytest.fixture
def run(capsys):
    def run_here(*arguments):
        code = main(list(arguments))
        said = capsys.readouterr()
        return SimpleNamespace(returncode=code, stdout=said.out, stderr=said.err)

    return run_here


@pytest.fixture
def folder(tmp_path):
    def write(text, name="course.md"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path)

    return write


def test_a_bank_without_errors_and_warnings_exits_0(folder, run):
    done = run("lint", folder(GOOD))
    assert (done.returncode, done.stdout, done.stderr) == (0, "Nothing found.\n", "")


def test_information_alone_exits_0_and_is_told(folder, run):
    done = run("lint", folder(GOOD.replace(" {#a}", "")))
    assert done.returncode == 0
    assert " information I05 " in done.stdout


def test_a_bad_bank_exits_1_with_a_line_for_each_finding_and_no_traceback(folder):
    done = run_apart("lint", folder(BAD))
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, "")
    assert [line.split(" ")[1:3] for line in lines] == [
        ["error", "Q04"], ["error", "N01"], ["warning", "P02"], ["warning", "W08"],
    ]  # fmt: skip
    assert lines[0].startswith("course.md:")
    assert "Traceback" not in done.stdout


def test_a_warning_alone_exits_1_and_an_accepted_one_exits_0(folder, run):
    weak = GOOD.replace("> Pressing slows the bleed for Ola at once.", "> Correct.", 1)
    assert run("lint", folder(weak)).returncode == 1
    accepted = weak.replace("lesson: L1\n", "lesson: L1\naccept: W08 kept for a trial\n", 1)
    assert run("lint", folder(accepted)).returncode == 0


def test_findings_come_as_json_too(folder, run):
    done = run("lint", folder(BAD), "--format", "json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert told["counts"] == {"error": 2, "warning": 2, "information": 0}
    assert set(told["findings"][0]) == {"code", "severity", "file", "line", "what", "remedy"}


def test_one_file_will_do(folder, run):
    assert run("lint", folder(GOOD, "bank.txt") + "/bank.txt").returncode == 0


@pytest.mark.parametrize("command", ["lint", "coverage"])
def test_what_cannot_be_opened_exits_2_and_says_so(command, tmp_path, run):
    done = run(command, str(tmp_path / "none"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"There is no file or folder at {tmp_path / 'none'}.\n"


def test_a_file_that_is_not_text_exits_2(tmp_path, run):
    (tmp_path / "course.md").write_bytes(b"\xff\xfe")
    done = run("lint", str(tmp_path))
    assert done.returncode == 2
    assert "is not UTF-8 text" in done.stderr


@pytest.mark.parametrize(
    "arguments", [["lint"], ["lnt", "."], ["lint", ".", "--format", "xml"], ["lint", ".", "--x"]]
)
def test_a_command_that_cannot_be_read_exits_2_without_a_traceback(arguments, run):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_coverage_counts_atoms_facts_lessons_and_kinds(folder, run):
    done = run("coverage", folder(GOOD), "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "atoms": {"covered": 1, "total": 2, "missing": ["L1b"]},
        "facts": {"covered": 0, "total": 1, "missing": ["F1"]},
        "lessons": {"L1": {"check": 2, "practice": 2, "critical": 0}},
        "kinds": {"single": 2},
    }


def test_coverage_reads_for_people_too(folder, run):
    done = run("coverage", folder(GOOD))
    assert "Atoms: 1 of 2; missing: L1b" in done.stdout
    assert "single: 2" in done.stdout


def test_coverage_of_what_is_no_course_exits_2(folder, run):
    done = run("coverage", folder("# Questions\n"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "no course" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["lint", "--help"],
        ["coverage", "--help"],
        ["convert", "--help"],
        ["diff", "--help"],
        ["new", "--help"],
    ],
)
def test_help_is_there_for_each(arguments, run):
    done = run(*arguments)
    assert done.returncode == 0
    assert "Usage: python -m quiz_bank" in done.stdout


def test_words_that_the_screen_cannot_show_do_no_harm(folder, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = run_apart("lint", folder(BAD.replace("L7", "Lé")))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


class TestDiff:
    def test_tells_what_counts_and_what_only_reads_otherwise(self, tmp_path, run):
        (tmp_path / "old.md").write_text(GOOD)
        changed = GOOD.replace("Press on the cut", "Push on the cut").replace("[x] Press", "[ ] Press", 0)
        (tmp_path / "new.md").write_text(changed.replace("pass: 1 of 1", "pass: 1 of 1\ntries: 5"))
        done = run("diff", str(tmp_path / "old.md"), str(tmp_path / "new.md"))
        assert done.returncode == 1
        assert 'course: Tries: "3" -> "5"' in done.stdout
        assert "question Q-1 (words): Cut by glass Q-1" in done.stdout

    def test_is_told_as_json_too(self, tmp_path, run):
        (tmp_path / "old.md").write_text(GOOD)
        (tmp_path / "new.md").write_text(bank(question()))
        done = run("diff", str(tmp_path / "old.md"), str(tmp_path / "new.md"), "--format", "json")
        assert [(each["id"], each["kind"]) for each in json.loads(done.stdout)["things"]] == [
            ("Q-2", "retired")
        ]

    def test_nothing_changed_exits_0(self, tmp_path, run):
        (tmp_path / "old.md").write_text(GOOD)
        assert run("diff", str(tmp_path / "old.md"), str(tmp_path / "old.md")).returncode == 0

    def test_what_is_no_course_exits_2(self, tmp_path, run):
        (tmp_path / "old.md").write_text("# Questions\n")
        assert run("diff", str(tmp_path / "old.md"), str(tmp_path / "old.md")).returncode == 2
        assert run("diff", str(tmp_path / "none"), str(tmp_path / "old.md")).returncode == 2


class TestNew:
    def test_makes_a_bank_without_a_finding_in_its_clean_form(self, tmp_path, run):
        made = tmp_path / "first-aid"
        assert run("new", str(made)).returncode == 0
        done = run("lint", str(made))
        assert (done.returncode, done.stdout) == (0, "Nothing found.\n")
        assert write(read(read_folder(made)).bank) == read_folder(made)

    @pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
    def test_makes_a_spreadsheet_to_fill_in_where_the_name_ends_as_one(self, tmp_path, run, ending):
        made = tmp_path / f"first-aid.{ending}"
        done = run("new", str(made))
        assert (done.returncode, f"convert {made} {tmp_path / 'first-aid'}" in done.stdout) == (0, True)
        assert run("convert", str(made), str(tmp_path / "first-aid")).returncode == 0
        whole = read(read_folder(tmp_path / "first-aid")).bank
        assert {each.kind for each in whole.questions} == set(KINDS)

    def test_leaves_alone_what_is_there(self, tmp_path, run):
        (tmp_path / "first-aid").mkdir()
        assert run("new", str(tmp_path / "first-aid")).returncode == 1
        assert list((tmp_path / "first-aid").iterdir()) == []

    def test_wants_a_name_that_can_be_an_id(self, tmp_path, run):
        done = run("new", str(tmp_path / "First Aid"))
        assert (done.returncode, "small letters" in done.stderr) == (2, True)


def test_what_was_printed_is_counted_in_words(tmp_path, run):
    done = run("print", "quiz_bank/courses/starter", "--to", str(tmp_path / "paper"))
    assert "10 questions and 1 case. Open it in a browser." in done.stdout


class TestTranslations:
    @pytest.fixture
    def in_welsh(self, folder):
        folder(GOOD)
        return folder(GOOD.replace("Cut by glass Q-1", "Torri ar wydr"), "course.cy.md")

    @pytest.mark.parametrize(("command", "file"), [("preview", ""), ("print", "workbook.html")])
    def test_are_shown_and_printed_on_demand(self, in_welsh, tmp_path, run, command, file):
        for language, told in ((["--language", "cy"], True), ([], False)):
            made = tmp_path / f"made-{told}{'' if file else '.html'}"
            assert run(command, in_welsh, "--to", str(made), *language).returncode == 0
            html = (made / file if file else made).read_text(encoding="utf-8")
            assert ("Torri ar wydr" in html, 'lang="cy"' in html) == (told, told)

    @pytest.mark.parametrize("command", ["preview", "print"])
    def test_that_are_not_there_are_named(self, in_welsh, run, command):
        done = run(command, in_welsh, "--language", "cz")
        assert (done.returncode, done.stderr.strip()) == (2, "There is no translation cz. Did you mean cy?")


class TestLocalFacts:
    @pytest.fixture
    def named(self, folder):
        return folder(GOOD.replace("in the kitchen", "in the kitchen of {{lead}}"))

    @pytest.mark.parametrize(("command", "file"), [("preview", ""), ("print", "workbook.html")])
    def test_are_filled_in_on_demand_and_never_in_braces(self, named, tmp_path, run, command, file):
        for fact, told in (
            (["--fact", "lead=Sue <Pervisor>"], "Sue &lt;Pervisor&gt;"),
            ([], "[lead: not set here]"),
        ):
            made = tmp_path / f"made-{len(fact)}{'' if file else '.html'}"
            assert run(command, named, "--to", str(made), *fact).returncode == 0
            html = (made / file if file else made).read_text(encoding="utf-8")
            assert f"kitchen of {told}" in html
            assert "{{lead}}" not in html

    @pytest.mark.parametrize("command", ["preview", "print"])
    def test_that_the_bank_does_not_name_are_told(self, named, run, command):
        done = run(command, named, "--fact", "leat=Sue")
        assert (done.returncode, done.stderr.strip()) == (
            2,
            "There is no local fact leat. Did you mean lead?",
        )
        assert run(command, named, "--fact", "lead").returncode == 2


class TestSchema:
    def test_is_written_for_one_kind_or_for_all(self, run):
        assert set(json.loads(run("schema", "order").stdout)) == {"question", "response"}
        assert set(json.loads(run("schema").stdout)) == set(KINDS)

    def test_of_a_kind_that_is_not_there_names_the_nearest(self, run):
        done = run("schema", "sngle")
        assert (done.returncode, done.stderr.strip()) == (2, "There is no kind sngle. Did you mean single?")
