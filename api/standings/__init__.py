"""Where a person stands with each course on a day, derived from what is on record."""

from api.standings.reading import Line, as_at, of_person
from api.standings.rule import Exemption, Flag, Standing, Status

__all__ = ["Exemption", "Flag", "Line", "Standing", "Status", "as_at", "of_person"]
