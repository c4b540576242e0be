"""The parameters that move nothing in any scenario, as a table; `make unmoved` renews it."""

import csv
import io
from dataclasses import astuple, fields
from pathlib import Path

from qeqt.study.unmoved import Unmoved, unmoved

FILE = Path(__file__).parent / "unmoved_parameters.csv"
FIELDS = tuple(field.name for field in fields(Unmoved))


def kept() -> list[Unmoved]:
    """Return the table's rows."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Unmoved(**{**row, "scenarios": int(row["scenarios"])})  # type: ignore[arg-type]
            for row in csv.DictReader(file)
        ]


def written(rows: list[Unmoved]) -> str:
    """Return rows as the table has them, sorted."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIELDS)
    writer.writerows(astuple(row) for row in sorted(rows))
    return text.getvalue()


def main() -> None:
    """Try every parameter at both ends in every scenario that reads it, renew the table, say what changed."""
    before = set(kept()) if FILE.is_file() else set()
    now = set(unmoved())
    for row in sorted(before - now):
        print(f"gone {row.parameter}: {row.why}")
    for row in sorted(now - before):
        print(f"new  {row.parameter}: {row.why}, {row.scenarios} scenarios read it")
    FILE.write_text(written(list(now)), encoding="utf-8")
    print(f"{len(now)} parameters move nothing; {FILE.name} is renewed.")


if __name__ == "__main__":
    main()
