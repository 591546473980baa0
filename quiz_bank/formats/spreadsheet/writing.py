"""Writing a bank as sheets: .xlsx, .ods or CSV, and what each could not carry."""

import csv
import io
from collections.abc import Mapping

from quiz_bank.bank import Bank
from quiz_bank.exchange.losses import Loss
from quiz_bank.formats.spreadsheet.headings import FORMAT
from quiz_bank.formats.spreadsheet.ods_writing import ods
from quiz_bank.formats.spreadsheet.sheets import guarded
from quiz_bank.formats.spreadsheet.tables import questions, tables
from quiz_bank.formats.spreadsheet.telling import told
from quiz_bank.formats.spreadsheet.xlsx_writing import xlsx

Written = tuple[bytes, tuple[Loss, ...]]


def write(bank: Bank, pictures: Mapping[str, bytes] | None = None) -> Written:
    """An .xlsx file."""
    what = told(bank, FORMAT)
    return xlsx(tables(what)), what.losses


def write_ods(bank: Bank, pictures: Mapping[str, bytes] | None = None) -> Written:
    what = told(bank, FORMAT)
    return ods(tables(what)), what.losses


def write_csv(bank: Bank, pictures: Mapping[str, bytes] | None = None) -> Written:
    """One sheet with commas, in UTF-8 with its mark, in which lessons are rows of the kind "lesson"."""
    what = told(bank, FORMAT)
    lessons = [{**each, "kind": "lesson"} for each in what.lessons]
    table = questions([*lessons, *what.questions])
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(each.heading for each in table.columns)
    writer.writerows([guarded(words, every_formula=True) for words in row] for row in table.rows)
    return written.getvalue().encode("utf-8-sig"), what.losses
