"""From one format to another, by the library and on the command line."""

import pytest

from quiz_bank import FORMATS, FilesUnreadable, convert, format_of, read, read_folder, write
from quiz_bank.__main__ import main
from tests.quiz_bank.texts import bank, question, reading

GIFT = b"::Cut::Ola is cut. What now?{=Press.#Yes. ~Wait.#No.}\n"
HALF = GIFT + b"\nHow many?{=one\n"


@pytest.fixture
def run(capsys):
    def run_here(*arguments):
        code = main([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_here


def test_a_bank_goes_out_and_comes_back():
    whole = reading(question(head="lesson: L1\n")).bank
    out = convert({"bank.md": bank(question(head="lesson: L1\n")).encode()}, "markdown", "gift")
    back = convert({"bank.gift": out.files[""]}, "gift", "markdown", folder=True)
    assert list(back.files) == ["course.md", "lessons/01-l1.md", "questions/01-l1.md"]
    assert read({path: text.decode() for path, text in back.files.items()}).bank.questions == whole.questions


def test_where_something_cannot_be_read_nothing_is_converted_unless_it_is_left_out_knowingly():
    assert convert({"a.gift": HALF}, "gift", "markdown").files is None
    kept = convert({"a.gift": HALF}, "gift", "markdown", leave_out=True)
    assert b"Ola is cut" in kept.files[""]
    assert [finding.code for finding in kept.findings][:1] == ["X01"]


@pytest.mark.parametrize(
    ("name", "known"), [("a.md", "markdown"), ("a.GIFT", "gift"), ("a.txt", "pasted"), ("a", None)]
)
def test_a_name_tells_the_format_by_its_ending(name, known):
    assert format_of(name) == known


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_no_text_and_what_is_too_much_is_refused_in_plain_words(format):
    with pytest.raises(FilesUnreadable, match="16 MB"):
        convert({"a": b"x" * 17_000_000}, format, "markdown")
    with pytest.raises(FilesUnreadable, match=r"UTF-8|is not whole XML"):
        convert({"a": b"\xff\xfa\x00"}, format, "markdown")


def test_utf_16_is_read_where_it_says_so():
    assert convert({"a": "\ufeffIs it?{T}".encode("utf-16-le")}, "gift", "markdown").files


def test_pictures_go_with_a_folder_and_are_listed_for_one_file():
    text = bank(question(text="![A cut](pictures/cut.png)\n\nWhat now?\n")).encode()
    files = {"bank.md": text, "pictures/cut.png": b"png"}
    assert convert(files, "markdown", "markdown", folder=True).files["pictures/cut.png"] == b"png"
    told = [str(each) for each in convert(files, "markdown", "markdown").losses]
    assert told == ["One file has no room for pictures: 1 is left out: pictures/cut.png"]
    assert "GIFT has no pictures: 1 loses it: Q-1" in map(str, convert(files, "markdown", "gift").losses)


def test_local_facts_are_listed_where_nothing_fills_them_in():
    files = {"bank.md": bank(question(end="why: Ring {{lead}}.\n")).encode()}
    told = [str(each) for each in convert(files, "markdown", "gift").losses]
    assert "GIFT has no local facts: 1 loses it: Q-1" in told
    assert "facts" not in "".join(map(str, convert(files, "markdown", "spreadsheet").losses))


class TestCommand:
    def test_writes_and_lists_what_is_lost(self, tmp_path, run):
        (tmp_path / "bank.md").write_text(bank(question(head="lesson: L1\ncritical: yes\n")))
        code, out, _ = run("convert", tmp_path / "bank.md", tmp_path / "bank.gift")
        assert code == 0
        assert "GIFT has no critical flag: 1 loses it: Q-1" in out
        assert "[id:Q-1]" in (tmp_path / "bank.gift").read_text()

    def test_writes_a_folder_of_our_text_where_the_name_has_no_ending(self, tmp_path, run):
        (tmp_path / "bank.gift").write_bytes(GIFT)
        assert run("convert", tmp_path / "bank.gift", tmp_path / "out")[0] == 0
        assert write(read(read_folder(tmp_path / "out")).bank) == read_folder(tmp_path / "out")

    def test_writes_nothing_and_exits_1_where_something_cannot_be_read(self, tmp_path, run):
        (tmp_path / "bank.gift").write_bytes(HALF)
        code, out, _ = run("convert", tmp_path / "bank.gift", tmp_path / "out.md")
        assert (code, (tmp_path / "out.md").exists()) == (1, False)
        assert "bank.gift:3 error X01" in out
        assert run("convert", tmp_path / "bank.gift", tmp_path / "out.md", "--leave-out")[0] == 0

    def test_never_writes_over_what_is_there(self, tmp_path, run):
        (tmp_path / "bank.gift").write_bytes(GIFT)
        (tmp_path / "out.md").write_text("mine")
        code, _, told = run("convert", tmp_path / "bank.gift", tmp_path / "out.md")
        assert (code, (tmp_path / "out.md").read_text()) == (1, "mine")
        assert "already" in told

    def test_leaves_nothing_behind_where_it_cannot_write(self, tmp_path, run):
        (tmp_path / "bank.gift").write_bytes(GIFT)
        code, _, told = run("convert", tmp_path / "bank.gift", tmp_path / "none" / "out.md")
        assert (code, "Nothing was written" in told) == (1, True)
        assert [each.name for each in tmp_path.iterdir()] == ["bank.gift"]

    def test_exits_2_where_it_cannot_run(self, tmp_path, run):
        (tmp_path / "bank.dat").write_bytes(GIFT)
        assert run("convert", tmp_path / "none.gift", tmp_path / "out.md")[0] == 2
        code, _, told = run("convert", tmp_path / "bank.dat", tmp_path / "out.md")
        assert (code, "--from" in told) == (2, True)
        assert run("convert", tmp_path / "bank.dat", tmp_path / "out.md", "--from", "gift")[0] == 0
        assert run("convert", tmp_path / "bank.dat", tmp_path / "out.x", "--from", "gift")[0] == 2
        assert run("convert", tmp_path / "bank.txt", tmp_path / "out.md", "--from", "word")[0] == 2

    def test_pasted_text_is_only_read(self, tmp_path, run):
        (tmp_path / "in.txt").write_text("1. Ola is cut. What now?\na) Wait.\nb) Press.\nAnswer: B\n")
        assert run("convert", tmp_path / "in.txt", tmp_path / "bank")[0] == 0
        code, _, told = run("convert", tmp_path / "bank", tmp_path / "out.txt", "--leave-out")
        assert (code, "only read" in told) == (2, True)

    def test_knows_the_formats_that_the_library_knows(self, run):
        _, out, _ = run("convert", "--help")
        assert all(name in " ".join(out.split()) for name in FORMATS)
