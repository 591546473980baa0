"""What the first line of a list says: which column holds what, and what stands between the columns."""

import csv
import re

from api.errors import NotUnderstood

MOST_COLUMNS = 60
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}

SYNONYMS = {
    "name": "name, full name, display name, employee, employee name, staff name, person, person name, staff member",
    "first name": "first name, forename, given name, first, known as, preferred name",
    "last name": "last name, surname, family name, last",
    "email": "email, e mail, email address, e mail address, work email, work email address, work e mail, mail, "
    "user principal name, upn, email id",
    "staff number": "staff number, staff no, staff id, employee number, employee no, employee id, payroll number, "
    "payroll no, payroll id, personnel number, personnel no, personal number, number, "
    "emp no, emp id, assignment number",
    "employer": "employer, organisation, organization, company, agency, council, legal entity",
    "directorate": "directorate, department, division",
    "service": "service, business unit, section, service area",
    "team": "team, team name, unit, team path, org unit, organisation unit, organizational unit, group, place of work",
    "role": "role, debrief role, permission, access",
    "started": "started, start, start date, started on, date started, joined, date joined, joining date, "
    "employment start date, hire date, first day",
    "left": "left, leaving date, leave date, left on, date left, end date, last day, leaver date, "
    "termination date, employment end date",
}
"""What a column holds -> the headings it may have; they are compared without case, dots, hyphens and underscores."""

_BY_HEADING = {each.strip(): field for field, words in SYNONYMS.items() for each in words.split(",")}


def plain(heading: str) -> str:
    return " ".join(re.sub(r"[^\w]+|_", " ", heading.lower()).split())


def first_line(text: str) -> tuple[str, int]:
    """What stands between columns, and how many lines come before the headings. Raises NotUnderstood."""
    lines = text.split("\n")
    skipped = next((place for place, line in enumerate(lines) if line.strip(" ,;\t")), 0)
    if found := re.fullmatch(r"\s*sep=([,;\t])\s*", lines[skipped]):
        return found[1], skipped + 1
    line = lines[skipped]
    return max(DELIMITERS, key=lambda each: (len(known(cells(line, each))), line.count(each))), skipped


def cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def known(headings: list[str]) -> dict[int, str]:
    """Place of a column -> what it holds, for those that we know."""
    found = {place: _BY_HEADING.get(plain(each), "") for place, each in enumerate(headings)}
    return {place: field for place, field in found.items() if field}


def columns(headings: list[str]) -> dict[int, str]:
    """As `known`, for a list that can be read. Raises NotUnderstood."""
    if len(headings) > MOST_COLUMNS:
        raise _refused(
            f"The first line has {len(headings)} columns. Leave those that are needed; {MOST_COLUMNS} at most."
        )
    found = known(headings)
    fields = list(found.values())
    if not found:
        raise _refused(
            "The first line names no column we know. It should hold headings such as "
            "Name, E-mail, Staff number, Employer, Team, Started, Left."
        )
    for field in fields:
        if fields.count(field) > 1:
            twice = " and ".join(
                f"“{headings[place].strip()}”" for place, each in found.items() if each == field
            )
            raise _refused(f"These columns are all read as {field}: {twice}. Rename or remove all but one.")
    if "email" not in fields and "staff number" not in fields:
        raise _refused(
            "There is neither an e-mail column nor a staff number column, so nobody can be told apart. Add one."
        )
    return found


def _refused(words: str) -> NotUnderstood:
    return NotUnderstood(words, fields={"file": words})
