"""Spreadsheets: one row a question, for those who live in Excel or LibreOffice; .xlsx, .ods and CSV."""

from quiz_bank.formats.spreadsheet.reading import read
from quiz_bank.formats.spreadsheet.writing import write, write_csv, write_ods

__all__ = ["read", "write", "write_csv", "write_ods"]
