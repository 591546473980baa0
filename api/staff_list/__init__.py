"""The staff list as CSV: read, held against the people here as a plan, and then done as it was shown."""

from api.staff_list.applying import Applied, apply
from api.staff_list.decoding import decode, tidy
from api.staff_list.planning import Choices, Plan, plan
from api.staff_list.reading import Finding, StaffList, read

__all__ = ["Applied", "Choices", "Finding", "Plan", "StaffList", "apply", "decode", "plan", "read", "tidy"]
