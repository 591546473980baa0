"""A bank on paper: what learners work on, and its key apart. Pages that need nothing but themselves."""

from quiz_bank.printing.workbook import NothingToPrint, Printed, workbook

__all__ = ["NothingToPrint", "Printed", "workbook"]
