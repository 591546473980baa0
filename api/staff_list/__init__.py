"""The staff list as CSV: read, held against the people here as a plan, and then done as it was shown."""

from api.staff_list.applying import TAKEN_IN, Applied, apply, plan_held
from api.staff_list.decoding import decode, tidy
from api.staff_list.planning import Choices, Plan, plan
from api.staff_list.reading import Days, Finding, StaffList, read
from api.staff_list.template import TEMPLATE

__all__ = [
    "TAKEN_IN",
    "TEMPLATE",
    "Applied",
    "Choices",
    "Days",
    "Finding",
    "Plan",
    "StaffList",
    "apply",
    "decode",
    "plan",
    "plan_held",
    "read",
    "tidy",
]
