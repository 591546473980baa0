"""QTI 2.1 and 2.2, the XML of many systems: packages and single items."""

from quiz_bank.formats.qti.packages import read
from quiz_bank.formats.qti.writing import write

__all__ = ["read", "write"]
