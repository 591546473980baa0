"""What every reader of a format hands back."""

from pydantic import Field

from quiz_bank.bank import Bank
from quiz_bank.findings import Finding, Place
from quiz_bank.question import Frozen


class GivenId(Frozen):
    """An id that stands nowhere in the text yet. `after`: how many characters of its line stand after it."""

    place: Place
    after: int
    id: str


class Reading(Frozen):
    """A bank and all that was found in reading it, worst first. `bank`: None without a usable course.

    `places`: where things stand: "" the course, "L1", "Q-1", "Q-1/a" an option, "CASE-01/door/a" a choice,
    "Q-1:why" a setting, "Q-1:text" the text, "draw:0" a draw group. `translated`: language -> the same of its files.
    """

    bank: Bank | None
    findings: tuple[Finding, ...]
    places: dict[str, Place]
    given: tuple[GivenId, ...] = ()
    translated: dict[str, dict[str, Place]] = Field(default_factory=dict)

    def translates_into(self, file: str) -> str | None:
        """The language of a file that is a translation."""
        found = (
            language
            for language, places in self.translated.items()
            if any(each.file == file for each in places.values())
        )
        return next(found, None)
