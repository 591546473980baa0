"""Completion reports: what a lead asks about their own branch, as at a day, in numbers that add up."""

from api.reports.asking import BEHIND, FLAGS, NO_TEAM, STATUSES, Asked, Choices, choices, read
from api.reports.exporting import Cell, File, as_csv, export_people, export_teams, people_table, teams_table
from api.reports.figures import Figures
from api.reports.history import Fact, History, history
from api.reports.reading import PAGE, Line, Listing, Overview, TeamRow, overview, people

__all__ = [
    "BEHIND",
    "FLAGS",
    "NO_TEAM",
    "PAGE",
    "STATUSES",
    "Asked",
    "Cell",
    "Choices",
    "Fact",
    "Figures",
    "File",
    "History",
    "Line",
    "Listing",
    "Overview",
    "TeamRow",
    "as_csv",
    "choices",
    "export_people",
    "export_teams",
    "history",
    "overview",
    "people",
    "people_table",
    "read",
    "teams_table",
]
