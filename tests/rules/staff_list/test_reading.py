"""A staff list as it comes out of other people's systems: read where it can be, told in words where it cannot."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from api.errors import NotUnderstood
from api.staff_list import StaffList, decode, read, tidy

NAMES = "Name,E-mail,Team\nZoë Adébáyò,zoe@work.example,Duty\n"


def of(text: str, day_first: bool | None = None) -> StaffList:
    return read(tidy(text), day_first)


def said(found: StaffList) -> list[tuple[int, str]]:
    return [(each.line, each.words) for each in found.findings]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (NAMES.encode(), "UTF-8"),
        (NAMES.encode("utf-8-sig"), "UTF-8"),
        (NAMES.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + NAMES.encode("utf-16-be"), "UTF-16"),
        (NAMES.encode("utf-16-le"), "UTF-16"),
        (NAMES.encode("utf-16-be"), "UTF-16"),
        (NAMES.encode("cp1252"), "Windows-1252, as Excel saves plain CSV"),
        (NAMES.replace("\n", "\r\n").encode(), "UTF-8"),
        (NAMES.replace("\n", "\r").encode(), "UTF-8"),
    ],
)
def test_the_encoding_is_found_out_and_said(content: bytes, name: str) -> None:
    text, told = decode(content)
    assert told == name
    assert [each.name for each in read(text).lines] == ["Zoë Adébáyò"]


@pytest.mark.parametrize(("between", "words"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")])
def test_columns_are_found_by_their_headings_in_any_order(between: str, words: str) -> None:
    headings = [
        "Surname",
        "DATE JOINED",
        "Shoe size",
        "work_email",
        "Forename",
        "Payroll No.",
        "Service",
        "Council",
    ]
    cells = ["Lee", "2026-04-03", "39", "Ann@Work.example", "Ann", "0417", "Early help", "Hollin"]
    found = of("\n".join((between.join(headings), between.join(cells))))
    assert found.between == words
    (line,) = found.lines
    assert (line.name, line.email, line.staff_number) == ("Ann Lee", "ann@work.example", "0417")
    assert line.started == date(2026, 4, 3)
    assert line.team == ("Hollin", "Early help")
    assert ("Shoe size", "") in found.columns and ("DATE JOINED", "started") in found.columns


def test_what_spreadsheets_add_is_taken_off() -> None:
    found = of(
        '\n\nsep=;\nName;Email;Staff number;Team;Left\n"Lee; Ann";a@x.y;="00417";Hollin > Early help;n/a\n;;;;\n'
    )
    assert not found.findings
    (line,) = found.lines
    assert (line.number, line.name, line.staff_number, line.team) == (
        5,
        "Lee; Ann",
        "00417",
        ("Hollin", "Early help"),
    )
    assert line.left is None


def test_a_finding_names_its_line_its_column_and_what_to_do() -> None:
    found = of(
        "Name,Mail,Start,Left,Role\n"
        "A,a@x.y,,,lead\n"
        "B,b.x.y,,,staff\n"
        "C,c@x.y,32/1/2026,,\n"
        "D,d@x.y,2026-02-01,2026-01-01,\n"
        "E,,,,\n"
        "F,f@x.y,,,leed\n"
        "G,g@x.y,,,staff,more\n"
        "=1+1,h@x.y,,,\n"
        'I,"i@x.y,,,\n'
    )
    assert [each.name for each in found.lines] == ["A"]
    told = [(each.line, each.column, each.words) for each in found.findings]
    assert told == [
        (3, "Mail", "“b.x.y” is not an e-mail address."),
        (4, "Start", "“32/1/2026” is not a day that can be read."),
        (5, "Left", "The last day lies before the first."),
        (6, "", "This line has neither an e-mail address nor a staff number."),
        (7, "Role", "“leed” is not a role here."),
        (8, "", "This line has 6 cells, the first line 5 headings."),
        (9, "Name", "“=1+1” begins with “=”, which no name does."),
        (10, "", "A quotation mark opens here and does not close on this line."),
    ]
    assert all(each.remedy.endswith(".") for each in found.findings)
    assert found.findings[4].remedy.startswith("Did you mean “lead”?")


def test_a_column_of_job_titles_is_not_taken_for_roles() -> None:
    found = of("Email,Role\na@x.y,Social worker\nb@x.y,Team manager\n")
    assert [each.role for each in found.lines] == ["", ""]
    assert ("Role", "") in found.columns
    assert not found.findings


@pytest.mark.parametrize(
    ("days", "answer", "order", "read_as"),
    [
        (("3/4/2026", "23/4/2026"), None, "day first", date(2026, 4, 3)),
        (("3/4/2026", "4/23/2026"), None, "month first", date(2026, 3, 4)),
        (("3/4/2026", "5/6/2026"), None, "ask", date(2026, 4, 3)),
        (("3/4/2026", "5/6/2026"), True, "day first", date(2026, 4, 3)),
        (("3/4/2026", "5/6/2026"), False, "month first", date(2026, 3, 4)),
        (("2026-04-03", "4/4/2026"), None, "", date(2026, 4, 3)),
        (("3 April 2026", "2026-01-02 00:00:00"), None, "", date(2026, 4, 3)),
    ],
)
def test_a_day_that_could_be_two_is_asked_for_and_never_guessed(
    days: tuple[str, str], answer: bool | None, order: str, read_as: date
) -> None:
    found = of(f"Email,Started\na@x.y,{days[0]}\nb@x.y,{days[1]}\n", answer)
    assert found.days.order == order
    assert found.lines[0].started == read_as
    if order:
        assert found.days.first[0] == (days[0], read_as)


def test_a_day_that_the_chosen_order_does_not_allow_is_a_finding() -> None:
    found = of("Email,Started\na@x.y,13/4/2026\nb@x.y,3/4/2026\n", day_first=False)
    assert found.days.order == "day first" and found.days.because == "13/4/2026"
    with pytest.raises(NotUnderstood, match="writes days in two ways: 13/4/2026"):
        of("Email,Started\na@x.y,13/4/2026\nb@x.y,4/13/2026\n")


HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "There is nothing in it"),
    "blanks": (b" \r\n\t\r\n", "There is nothing in it"),
    "commas": (b",,,,\n,,,,\n", "names no column we know"),
    "a spreadsheet": (b"PK\x03\x04" + b"\0" * 50, "spreadsheet file"),
    "an old spreadsheet": (b"\xd0\xcf\x11\xe0" + b"\0" * 50, "old Excel file"),
    "a PDF": (b"%PDF-1.7", "This is a PDF"),
    "a program": (b"\x7fELF\x01\x02" + bytes(range(256)), "letters cannot be read"),
    "a NUL": (b"Name,Email\nA\0,a@x.y\n", "Line 2 holds bytes that are no text"),
    "half of UTF-16": ("Name,Email".encode("utf-16") + b"\0", "letters cannot be read"),
    "no Windows letters": (b"Name,Email\n\x81\x8d,a@x.y", "letters cannot be read"),
    "a million columns": (b"Email" + b"," * 1_000_000, "Line 1 has 1,000,005 characters"),
    "sixty-one columns": (b"Email," + b"x," * 60, "62 columns"),
    "one line of 2 MB": (b"Email\n" + b"a" * 2_000_000, "Line 2 has 2,000,000 characters"),
    "more than 2 MB": (b"Email\n" + b"a@x.y\n" * 400_000, "larger than 2 MB"),
    "too many lines": (b"Email\n" + b"a@x.y\n" * 10_001, "more than 10,000 lines"),
    "no headings": (b"Ann Lee,ann@x.y\nBen,ben@x.y\n", "names no column we know"),
    "nobody told apart": (b"Name,Team\nAnn,Duty\n", "neither an e-mail column nor a staff number column"),
    "two columns alike": (
        b"Email,Name,Work e-mail\n",
        "read as email: “Email” and “Work e-mail”",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_staff_list_is_refused_in_plain_words(name: str) -> None:
    content, words = HOSTILE[name]
    with pytest.raises(NotUnderstood) as refused:
        read(decode(content)[0])
    assert words in refused.value.detail
    assert list(refused.value.extra["fields"]) == ["file"]


def test_formulas_direction_marks_and_odd_letters_do_no_harm() -> None:
    found = of(
        "Name,Email,Staff number,Team\n"
        '"=HYPERLINK(""https://x"")",a@x.y,1,Duty\n'
        "@SUM(A1),b@x.y,2,Duty\n"
        "Ann \u202eeeL,c@x.y,3,=cmd|' /C calc'!A0\n"
        f"{'x' * 301},d@x.y,4,Duty\n"
    )
    assert said(found)[0][1].startswith("“=HYPERLINK")
    assert [line for line, _ in said(found)] == [2, 3, 5]
    assert found.lines[0].name == "Ann eeL"


def read_or_refused(reading: Callable[[], StaffList]) -> StaffList | NotUnderstood:
    try:
        return reading()
    except NotUnderstood as refused:
        return refused


cells = st.text(st.sampled_from('ab@.,;\t"\n =>/0123-\u202e\ufeffé'), max_size=12)


@given(st.binary(max_size=200))
@example(b"\xff\xfe\x00")
@example(b'Email\n"')
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    found = read_or_refused(lambda: read(decode(content)[0]))
    assert found.detail if isinstance(found, NotUnderstood) else found.between


@given(
    st.lists(st.lists(cells, max_size=6), max_size=6),
    st.sampled_from(",;\t"),
    st.sampled_from([None, True, False]),
)
@settings(max_examples=200, deadline=None)
def test_any_cells_become_lines_or_findings_and_no_line_is_lost(
    rows: list[list[str]], between: str, day_first: bool | None
) -> None:
    text = between.join(("Email", "Name", "Team", "Started", "Left", "Role")) + "\n"
    text += "\n".join(between.join(row) for row in rows)
    found = read_or_refused(lambda: read(tidy(text), day_first))
    if isinstance(found, NotUnderstood):
        assert found.detail
    else:
        held_together(found, text)


def held_together(found: StaffList, text: str) -> None:
    numbers = [each.number for each in found.lines] + [each.line for each in found.findings]
    assert len(numbers) == len(set(numbers))
    assert all(2 <= number <= text.count("\n") + 1 + text.count("\r") for number in numbers)
