"""python -m benchmarks [subject ...]"""

import sys

from benchmarks import answer, bank, page, sign_in, standings, start
from benchmarks.figures import RESULTS, keep

SUBJECTS = {
    "answer": answer.measure,
    "bank": bank.measure,
    "page": page.measure,
    "start": start.measure,
    "sign_in": sign_in.measure,
    "standings": standings.measure,
}


def main(wanted: list[str]) -> None:
    unknown = set(wanted) - set(SUBJECTS)
    if unknown:
        raise SystemExit(
            f"There is no benchmark {', '.join(sorted(unknown))}. There are: {', '.join(SUBJECTS)}."
        )
    for subject in wanted or SUBJECTS:
        print(f"\n{subject}", flush=True)
        figures = SUBJECTS[subject]()
        keep(figures)
        for name, figure in figures.items():
            print(f"  {name}: {figure}", flush=True)
    print(f"\nKept in {RESULTS}.")


if __name__ == "__main__":
    main(sys.argv[1:])
