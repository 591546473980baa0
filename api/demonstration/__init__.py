"""Demonstration data: an invented organisation that has had the shipped course for a while.

Dates are told from the day of the first start, so that it looks alive whenever it is tried.
"""

from api.demonstration.organisation import PEOPLE
from api.demonstration.password import password_in
from api.demonstration.setting_up import HELP, ISSUER, SHIPPED_COURSE, prepare

__all__ = ["HELP", "ISSUER", "PEOPLE", "SHIPPED_COURSE", "password_in", "prepare"]
