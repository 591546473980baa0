"""Moodle XML, the exact export of Moodle's question bank."""

from quiz_bank.formats.moodle_xml.reading import read
from quiz_bank.formats.moodle_xml.writing import write

__all__ = ["read", "write"]
