"""GIFT, the plain text of Moodle and others."""

from quiz_bank.formats.gift.reading import read
from quiz_bank.formats.gift.writing import write

__all__ = ["read", "write"]
