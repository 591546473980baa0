"""LibreOffice, which nobody here wrote: it opens what we write and shows the same cells, and we read what it saves."""

import csv
import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from quiz_bank import read, read_folder
from quiz_bank.formats import spreadsheet

SAMPLES = Path(__file__).parent / "samples"
SCHEMAS = "OOXML_XSD"
PUT = (
    f"The schemas of ECMA-376 are not here. Name a folder with sml.xsd and all that it imports in {SCHEMAS}."
)
INSTALL = "apt-get install libreoffice-calc"
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
ODD = (
    "=1+1",
    "+49 30 1",
    "-3",
    "@SUM(A1)",
    "012",
    "1,5",
    "3-1",
    "50%",
    "two  spaces",
    "_x0041_",
    "&<>\"'",
)
"""Words that a program may take for something else."""


def shipped():
    """The shipped course, some of its words being such as a program may take for something else."""
    whole = read(read_folder("quiz_bank/courses/child_a")).bank
    odd = [
        each.model_copy(update={"title": words.strip()})
        for each, words in zip(whole.questions, ODD, strict=False)
    ]
    return whole.model_copy(update={"questions": (*odd, *whole.questions[len(odd) :])})


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Files as LibreOffice saves them in another format: by name, of what we wrote as bank.xlsx and bank.ods."""
    if not shutil.which("soffice"):
        pytest.skip(f"LibreOffice, the judge of spreadsheets, is not installed. Run: {INSTALL}")
    folder = tmp_path_factory.mktemp("office")
    (folder / "from-xlsx.xlsx").write_bytes(spreadsheet.write(shipped())[0])
    (folder / "from-ods.ods").write_bytes(spreadsheet.write_ods(shipped())[0])
    for target in (EVERY_SHEET, "xlsx", "ods"):
        run = [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            target,
        ]
        given = [
            str(each)
            for each in folder.glob("from-*")
            if each.suffix != f".{target}" and each.suffix != ".csv"
        ]
        run += ["--outdir", str(folder), *given]
        done = subprocess.run(run, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
    return folder


def rows_of(text):
    return [
        [words.replace("\r\n", "\n") for words in row] for row in csv.reader(text.splitlines(keepends=True))
    ]


@pytest.mark.parametrize("source", ["from-xlsx", "from-ods"])
class TestJudge:
    def test_shows_every_cell_of_what_we_write(self, office, source):
        ours = rows_of(spreadsheet.write_csv(shipped())[0].decode("utf-8-sig"))
        lessons = len(shipped().lessons)
        theirs = rows_of((office / f"{source}-Questions.csv").read_text())
        assert theirs[0] == ours[0]
        assert len(theirs) == len(ours) - lessons >= 140
        for shown, written in zip(theirs[1:], ours[1 + lessons :], strict=True):
            assert [words.removeprefix("'") for words in written] == shown
        told = rows_of((office / f"{source}-Lessons.csv").read_text())
        assert told[1:] == [[each.id, each.title, each.text] for each in shipped().lessons]

    def test_saves_what_we_read_as_it_was(self, office, source):
        saved = office / {"from-xlsx": "from-xlsx.ods", "from-ods": "from-ods.xlsx"}[source]
        again = spreadsheet.read(saved.read_bytes(), saved.name)
        assert [str(each) for each in again.findings if each.code != "X08"] == []
        assert again.bank.questions == shipped().questions


def test_what_we_write_is_what_the_schemas_allow():
    folder = os.environ.get(SCHEMAS)
    if not folder:
        pytest.skip(PUT)
    schema = etree.XMLSchema(etree.parse(Path(folder) / "sml.xsd"))
    with zipfile.ZipFile(io.BytesIO(spreadsheet.write(shipped())[0])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}
    parts.pop("[Content_Types].xml")
    assert len(parts) == 5
    for name, content in parts.items():
        part = etree.fromstring(content.replace(b' xml:space="preserve"', b""))
        assert schema.validate(part), (name, schema.error_log)


@pytest.mark.parametrize("name", ["libreoffice.xlsx", "libreoffice.ods"])
def test_a_file_that_libreoffice_saved_is_read_with_all_that_is_odd_in_it_told(name):
    """A title above the headings, merged cells, a formula, a day, shares, letters in bold, a hidden row."""
    read_ = spreadsheet.read((SAMPLES / name).read_bytes(), name)
    door, air = read_.bank.questions
    assert (door.text, door.why) == ("Smoke comes from under a door.\n\nWhat now?", "Air feeds a fire.")
    assert [each.text for each in door.options] == ["Open it.", "Leave, and ring the alarm.", "=wait"]
    assert (door.right, door.critical, door.review) == ("b", True, "2027-03-01")
    assert ([each.text for each in air.options], air.right) == (["21%", "50%", "12"], "a")
    assert {door.lesson, air.lesson} == {"L1"}
    found = [(each.severity, each.code, each.line) for each in read_.findings if each.code in ("X20", "X21")]
    assert found == [
        ("warning", "X20", 4),
        ("warning", "X21", 5),
        ("information", "X20", 1),
        ("information", "X21", 5),
        ("information", "X21", 5),
    ]
