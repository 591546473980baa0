"""Completion reports: what a lead asks about their own branch, as at a day, in numbers that add up."""

from api.reports.asking import BEHIND, FLAGS, NO_TEAM, STATUSES, Asked, read
from api.reports.exporting import Cell, File, export_people, export_teams, people_table, teams_table
from api.reports.figures import Figures
from api.reports.history import Fact, History, history
from api.reports.reading import PAGE, Line, Listing, Overview, TeamRow, overview, people
from api.reports.words import as_at, filters, reckoning, rules, sentence, twice

__all__ = [
    "BEHIND",
    "FLAGS",
    "NO_TEAM",
    "PAGE",
    "STATUSES",
    "Asked",
    "Cell",
    "Fact",
    "Figures",
    "File",
    "History",
    "Line",
    "Listing",
    "Overview",
    "TeamRow",
    "as_at",
    "export_people",
    "export_teams",
    "filters",
    "history",
    "overview",
    "people",
    "people_table",
    "read",
    "reckoning",
    "rules",
    "sentence",
    "teams_table",
    "twice",
]
