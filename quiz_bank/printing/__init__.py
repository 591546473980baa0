"""A bank as pages that need nothing but themselves: on paper with its key apart, and looked at on a screen."""

from quiz_bank.printing.preview import preview
from quiz_bank.printing.workbook import NothingToPrint, Printed, workbook

__all__ = ["NothingToPrint", "Printed", "preview", "workbook"]
