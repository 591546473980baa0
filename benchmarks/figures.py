"""A figure, its goal, and the file they are kept in."""

import json
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results" / "latest.json"


@dataclass(frozen=True)
class Figure:
    value: float
    unit: str
    goal: float
    more_is_better: bool = False

    @property
    def ok(self) -> bool:
        return self.value >= self.goal if self.more_is_better else self.value <= self.goal

    def __str__(self) -> str:
        bound = "at least" if self.more_is_better else "at most"
        return f"{self.value:g} {self.unit} (goal: {bound} {self.goal:g}{'' if self.ok else ', missed'})"


def keep(figures: dict[str, Figure]) -> None:
    """Rewrite these figures in the results; the others stay."""
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for name, figure in figures.items():
        known[name] = {"value": figure.value, "unit": figure.unit, "goal": figure.goal, "ok": figure.ok}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(dict(sorted(known.items())), indent=2) + "\n")
