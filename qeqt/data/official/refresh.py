"""Fetch newer official figures onto the user's machine: its own command, never part of a build.

Each table of refresh.toml is built anew from series that FRED publishes, checked against the compiled
table, and written beside its sidecar into the folder ``official/`` (or $QEQT_OFFICIAL). A table that does
not pass leaves the folder as it was. `qeqt.data.figure` reads a table from there when it is present.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from qeqt import data
from qeqt.data import book_files, model_files
from qeqt.data.fields import RecordError, Slips, Table, nearest, toml
from qeqt.data.official import resample
from qeqt.data.records import Figure

ADDRESS = "https://fred.stlouisfed.org/graph/fredgraph.csv?id="
OVERLAP = 24
"""Compiled periods, counted back from the last, that a fetched series must reproduce."""
TOLERANCE = 0.03
"""How far a revision may move a value, as a share of the largest value among them."""

Observations = dict[str, float]
Fetch = Callable[[str], str]


@dataclass(frozen=True)
class Recipe:
    """How a column is built anew: from a series by a rule, or from other columns of its table."""

    series: str
    rule: str
    scale: float
    of: str
    minus: tuple[str, ...]


class RefreshError(ValueError):
    """A fetched series is not what it should be. Nothing has been written."""


def fetch(series: str) -> str:
    """Return a series as FRED's CSV text; RefreshError when it cannot be had."""
    try:
        with urlopen(ADDRESS + series, timeout=60) as reply:  # fixed https address
            return str(reply.read().decode("utf-8"))
    except (URLError, TimeoutError, UnicodeDecodeError) as error:
        raise RefreshError(f"{series}: could not be fetched from FRED: {error}") from None


def observations(series: str, text: str) -> Observations:
    """Return date -> value of a FRED CSV; RefreshError names the series, the line and what would be right."""
    lines = csv.reader(io.StringIO(text))
    header = next(lines, [])
    if len(header) != 2 or header[1] != series:
        raise RefreshError(f"{series}: header {','.join(header)[:60]!r}; observation_date,{series} is needed")
    found: Observations = {}
    last = ""
    for number, cells in enumerate(lines, 2):
        if len(cells) != 2 or cells[0] <= last:
            raise RefreshError(
                f"{series}: line {number}: {','.join(cells)[:60]!r}; a later date and a value are needed"
            )
        last = cells[0]
        if cells[1] in ("", "."):
            continue
        value = book_files.cell_number(cells[1])
        if value is None:
            raise RefreshError(f"{series}: line {number}: {cells[1]!r}; a number is needed")
        found[last] = value
    if not found:
        raise RefreshError(f"{series}: no observation; at least one is needed")
    return found


def recipes(path: Path = Path(__file__).parent / "refresh.toml") -> dict[str, dict[str, Recipe]]:
    """Return table -> column -> how it is fetched."""
    slips = Slips(path)
    found: dict[str, dict[str, Recipe]] = {}
    for name, content in toml(path).items():
        if name not in data.figures():
            slips.add(name, name, nearest(name, data.figures()))
            continue
        columns = data.figure(name).columns
        found[name] = {}
        for column in content:
            table = Table(slips, f"{name}.{column}", content[column])
            if column not in columns:
                slips.add(f"{name}.{column}", column, nearest(column, columns))
            found[name][column] = Recipe(
                series=table.text("id", "") if "id" in table.content else "",
                rule=table.choice("rule", resample.RULES) if "id" in table.content else "",
                scale=table.number("scale", 1.0),
                of=table.choice("of", columns) if "of" in table.content else "",
                minus=table.texts("minus", ()) if "minus" in table.content else (),
            )
            table.close()
    slips.raise_any()
    return found


def columns_of(compiled: Figure, wanted: dict[str, Recipe], get: Fetch) -> dict[str, Observations]:
    """Return the table's columns with those of the recipes built anew from fetched series."""
    frequency = compiled.meta.frequency
    built = {name: compiled.series(name) for name in compiled.columns}
    for name, recipe in wanted.items():
        if recipe.series:
            raw = observations(recipe.series, get(recipe.series))
            fresh = resample.RULES[recipe.rule](raw, frequency, compiled.meta.kind)
            column = {day: value * recipe.scale for day, value in fresh.items()}
        else:
            column = dict(built[recipe.of])
        for other in recipe.minus:
            column = {day: value - built[other][day] for day, value in column.items() if day in built[other]}
        first = min(compiled.series(name))
        built[name] = {
            **compiled.series(name), **{day: value for day, value in column.items() if day >= first}
        }  # fmt: skip
    return built


def check(compiled: Figure, wanted: dict[str, Recipe], built: dict[str, Observations]) -> list[str]:
    """Return a line a column on what moved; RefreshError when a series does not continue the compiled one."""
    report = []
    for name in wanted:
        before, after = compiled.series(name), built[name]
        common = sorted(before)[-OVERLAP:]
        size = max(max(abs(before[day]) for day in common), 1.0)
        moved = {day: after[day] - before[day] for day in common}
        worst = max(common, key=lambda day: abs(moved[day]))
        if abs(moved[worst]) > TOLERANCE * size:
            raise RefreshError(
                f"{compiled.name}.{name}: {worst} was {before[worst]:g}, now {after[worst]:g}; "
                f"a change of at most {TOLERANCE * size:g} is a revision, more is another series"
            )
        report.append(
            f"{compiled.name}.{name}: last observation {max(before)} -> {max(after)}, "
            f"largest revision {moved[worst]:+g} ({worst})"
        )
    return report


def as_csv(compiled: Figure, built: dict[str, Observations]) -> str:
    """Return the table in the project's layout, every value to the places that the compiled one carries."""
    days = sorted({day for column in built.values() for day in column})
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["date", *compiled.columns])
    for day in days:
        values = [built[name].get(day) for name in compiled.columns]
        writer.writerow([day, *("" if value is None else f"{value:.4f}" for value in values)])
    return text.getvalue()


def renewed_sidecar(sidecar: str, table: str, published: str, accessed: str) -> str:
    """Return a sidecar with other dates and with the checksum of another table; all else as it stands."""
    digest = book_files.checksum(table.encode())
    for key, value in (("published", published), ("accessed", accessed), ("checksum", f'"{digest}"')):
        sidecar = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", sidecar, count=1)
    return sidecar


def write(compiled: Figure, table: str, folder: Path, today: str) -> None:
    """Write table and sidecar, read them back, and only then put them in place."""
    old = (data.HOME / "figures" / f"{compiled.name}.toml").read_text(encoding="utf-8")
    sidecar = renewed_sidecar(old, table, today, today)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        draft = Path(scratch) / f"{compiled.name}.csv"
        draft.write_text(table, encoding="utf-8")
        draft.with_suffix(".toml").write_text(sidecar, encoding="utf-8")
        book_files.load_figure(draft)
        for file in (draft.with_suffix(".toml"), draft):
            file.replace(folder / file.name)


def refresh(folder: Path, get: Fetch = fetch, only: str = "") -> tuple[list[str], list[str]]:
    """Fetch, check and write every table of the recipes; return what moved and what was refused."""
    moved, refused = [], []
    for name, wanted in recipes().items():
        if only and name != only:
            continue
        compiled = book_files.load_figure(model_files.named(name, data.HOME / "figures", ".csv"))
        try:
            built = columns_of(compiled, wanted, get)
            lines = check(compiled, wanted, built)
            write(compiled, as_csv(compiled, built), folder, date.today().isoformat())
            moved += lines
        except (RefreshError, RecordError) as error:
            refused.append(f"{name}: kept as it was. {error}")
    return moved, refused


def main() -> int:
    """Run the command: print what moved and what was refused; 1 when anything was refused."""
    moved, refused = refresh(data.official_folder())
    print("\n".join([*moved, *refused]))
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
