"""All that can be said of a bank at once: what reading finds, and what the rules find."""

from collections.abc import Mapping

from quiz_bank.bank import Bank
from quiz_bank.facts import unfit
from quiz_bank.findings import Finding, Severity, worst_first
from quiz_bank.formats.markdown import read
from quiz_bank.lint import lint
from quiz_bank.question import Frozen
from quiz_bank.reading import Reading


class Checked(Frozen):
    """`findings`: worst first."""

    reading: Reading
    findings: tuple[Finding, ...]

    @property
    def bank(self) -> Bank | None:
        return self.reading.bank

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.severity == "warning")

    def on_site(self, files: Mapping[str, str], facts: Mapping[str, str], severity: Severity) -> "Checked":
        """With what is found where these local facts are set (name -> words), the others counting as `severity`."""
        found = unfit(self.reading, files, facts, severity)
        return self.model_copy(update={"findings": worst_first((*self.findings, *found))}) if found else self


def check(files: Mapping[str, str]) -> Checked:
    """Raises nothing: what is wrong is a finding."""
    reading = read(files)
    return Checked(reading=reading, findings=worst_first((*reading.findings, *lint(reading))))
