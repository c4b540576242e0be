"""Every number that the book prints from the model, and the ends of every series of a model chart.

Kept in a table of the repository, one number a row: as it is printed, and with six significant digits. A
change of the model shows there what it moves; the table is made anew, never edited.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from lxml import html

from macros import charts  # noqa: F401  registers every chart and result
from macros.figures import figure, mechanism, results
from macros.figures.figure import Figure, values
from macros.kept import model_answers
from macros.notebook import output
from macros.tables import backtest, banks, economy, evidence, registry
from macros.text import formats
from qeqt import data
from qeqt.core.banks import BANKS
from qeqt.study import backtest_banks, inflation_shocks
from qeqt.study.backtest import Score
from qeqt.study.evidence import conversions, frbus

FILE = Path(__file__).resolve().parents[2] / "tests" / "printed_numbers.csv"
FIELDS = ("key", "printed", "value")

DIGITS = 6
FLOOR = 9
"""Decimals behind which a value is nothing but the rounding of a machine."""

NUMBER = re.compile(r"(?<!\d)[+−-]?\d[\d,]*(?:\.\d+)?")

ROUNDING = re.compile(r"\d(?:\.\d+)?e-\d+")
"""The error of an identity, as the notebook prints it."""
ENDS = ("low", "high")

IN_ROWS = (
    "signs", "taiwan_2008_14", "taiwan_2020_21", "taiwan_2022_25", "taiwan_stretch", "taiwan_stretched",
    "transmission", "transmission_shocks", "transmission_scenarios",
)  # fmt: skip
"""Tables that are kept row by row."""

COVERED = (
    *IN_ROWS,
    "backtest", "backtest_periods", "backtest_maturities", "sensitivity", "sensitivity_most",
    "banks_backtest", "banks_sensitivity", "banks_rate_equivalents", "frbus", "economy_surge", "scenarios",
    "evidence_counts", "evidence_estimates", "evidence_orderings", "evidence_identities", "results",
)  # fmt: skip
"""Tables of the book whose cells the model computed; all others print records as they stand."""


@dataclass(frozen=True, order=True)
class Printed:
    """A number: where it is printed, as it is printed, and its value; without one, the text alone counts."""

    key: str
    printed: str
    value: str = ""


@dataclass(frozen=True)
class Move:
    """A number that is not what the table has; a side is None where there is no such row."""

    key: str
    before: Printed | None
    now: Printed | None

    @property
    def text(self) -> str:
        """The move in a line: printed and valued before and now, the difference, and that of the value."""
        if self.before is None or self.now is None:
            found = self.before or self.now
            assert found is not None
            return f"{'new ' if self.before is None else 'gone'} {self.key}: {found.printed} ({found.value})"
        said = f"{self.before.printed} -> {self.now.printed}"
        if not self.before.value or not self.now.value:
            return f"     {self.key}: {said}"
        old, new = float(self.before.value), float(self.now.value)
        relative = f"{100 * (new / old - 1):+.3g}%" if old else "from nothing"
        return f"     {self.key}: {said}; {old:g} -> {new:g}, {new - old:+.6g} ({relative})"


def digits(value: float) -> str:
    """Return a value with six significant digits; what is smaller than the floor is nothing."""
    return f"{round(float(value), FLOOR) + 0.0:.{DIGITS}g}"


def number(key: str, printed: str, value: float) -> Printed:
    """Return a row of the table; spaces that do not break are written as plain ones."""
    return Printed(key, printed.replace(formats.NBSP, " "), digits(value))


def numbers_of(text: str) -> str:
    """Return the numbers of a text in their order, the words left out."""
    return " ".join(NUMBER.findall(text.replace(formats.NBSP, " ")))


def of_results() -> Iterator[Printed]:
    """Every result that a chapter may print."""
    for key in results.names():
        found = results.computed(key)
        yield number(f"result/{key}", formats.number(found.value, found.unit, "", found.places), found.value)


def of_charts() -> Iterator[Printed]:
    """Numbers in the titles and summaries of model charts, and the ends of their series."""
    in_notebook = {said["figure"]["name"] for said in output.outputs() if "figure" in said}
    for name in figure.names():
        found = figure.figure(name)
        if name in in_notebook or not found.runs:
            continue
        yield Printed(f"chart/{name}/title", numbers_of(found.title))
        yield Printed(f"chart/{name}/summary", numbers_of(found.summary))
        if found.open:
            yield from of_series(name, found)
    for name in mechanism.names():
        found = mechanism.found(name).figure
        yield Printed(f"chart/{name}/title", numbers_of(found.title))
        yield Printed(f"chart/{name}/summary", numbers_of(found.summary))
        yield from of_series(name, found)


def of_series(name: str, found: Figure) -> Iterator[Printed]:
    """First, last, least and largest value of each series of a chart."""
    for column in found.passed_on:
        cells = values(found.rows, column.key) if column.numeric else []
        if not cells:
            continue
        ends = {"first": cells[0], "last": cells[-1], "least": min(cells), "largest": max(cells)}
        for end, value in ends.items():
            yield number(f"chart/{name}/{column.key}/{end}", column.show(value), value)
        yield number(f"chart/{name}/{column.key}/count", str(len(cells)), len(cells))


def of_notebook() -> Iterator[Printed]:
    """Numbers that the notebook prints, and the ends of what it draws; its rounding errors are left out."""
    for place, said in enumerate(output.outputs(), 1):
        if "text" in said:
            yield Printed(f"notebook/text {place}", numbers_of(ROUNDING.sub("", said["text"])))
            continue
        drawn = said["figure"]
        yield Printed(f"notebook/{drawn['name']}/title", numbers_of(drawn["title"]))
        series = {line["name"]: line["values"] for line in drawn["lines"]}
        for band in drawn["bands"]:
            series |= {f"{band['name']} {end}": [e[n] for e in band["ends"]] for n, end in enumerate(ENDS)}
        for name, cells in series.items():
            for end, value in {"first": cells[0], "last": cells[-1]}.items():
                yield number(f"notebook/{drawn['name']}/{name}/{end}", formats.decimal(value, 1), value)


def of_evidence() -> Iterator[Printed]:
    """The model's answer to every published result, over all expected paths too, and the counts."""
    for one in model_answers.evidence():
        key = f"table/evidence/{one.id}"
        inside = "inside" if one.inside else "outside"
        yield number(key, f"{evidence.answered(one)}, {inside}", one.model)
        for end, value in zip(ENDS, one.path_range or (), strict=False):
            said = evidence.in_row(one, value)
            yield number(f"{key}/over paths/{end}", numbers_of(said), value)
    for kind in evidence.KINDS:
        for block in evidence.BLOCKS:
            found = [one for one in evidence.rows_of(kind) if one.block == block]
            inside_of = sum(1 for one in found if one.inside)
            said = f"{inside_of}/{len(found)}"
            yield number(f"table/evidence_counts/{kind}/{block}", said, inside_of)


def of_score(key: str, score: Score) -> Iterator[Printed]:
    """A score of the backtest: its errors, and those of its periods."""
    yield number(f"{key}/mean error", f"{formats.percent(score.mape)}, n = {score.n}", score.mape)
    yield number(
        f"{key}/largest error", f"{formats.percent(score.max_error)}, {score.max_at}", score.max_error
    )
    yield number(f"{key}/mean gap", formats.decimal(score.mae, 1), score.mae)
    for period, value in score.by_period.items():
        yield number(f"{key}/{period}", formats.decimal(value, 1), value)


def of_backtests() -> Iterator[Printed]:
    """The backtests of all four banks, and what moved inputs do to the first one."""
    for score in (*backtest.of_series(), *backtest.of_maturities(), *backtest_banks.scores()):
        yield from of_score(f"table/backtest/{score.bank}/{score.series}/{score.first}..{score.last}", score)
    for move in model_answers.moved():
        yield from of_cells(f"table/sensitivity/{move.input}/{move.change}", move.mape)
    for place, move in enumerate(backtest.most_felt()[: backtest.MOST], 1):
        yield Printed(f"table/sensitivity_most/{place:02}", f"{move.input}, {move.change}")


def of_cells(key: str, cells: Mapping[str, float]) -> Iterator[Printed]:
    """Percentages under their names."""
    for name, value in cells.items():
        yield number(f"{key}/{name}", formats.percent(value), value)


def of_banks() -> Iterator[Printed]:
    """Parameters of the other banks moved to the ends of their ranges; run-offs as rises of rates."""
    for bank, key, value, said in banks.moved_parameters():
        yield Printed(f"table/banks_sensitivity/{bank}/{key}/{value:g}", said.replace(formats.NBSP, " "))
    for bank in banks.CURRENCY:
        found = conversions.conversion(bank)
        key = f"table/banks_rate_equivalents/{bank}"
        money = formats.money(found.reduction, banks.CURRENCY[bank])
        yield number(f"{key}/reduction", f"{money}, {formats.month(found.last)}", found.reduction)
        yield number(f"{key}/share", formats.percent(found.share), found.share)
        for name, value in (
            ("effect", found.effect), ("effect low", found.effect_range[0]),
            ("effect high", found.effect_range[1]), ("same yield", found.same_yield),
            ("same outcome", found.same_outcome), ("rule", found.rule),
        ):  # fmt: skip
            yield number(f"{key}/{name}", formats.decimal(value, 0), value)


def of_economy() -> Iterator[Printed]:
    """The Board's model beside ours, and the inflation of 2020-23 by shocks."""
    for line in frbus.lines():
        places = economy.QUANTITIES[line.quantity][1]
        key = f"table/frbus/{line.experiment}/{line.variant}/{line.quantity}"
        yield number(key, formats.decimal(line.model, places), line.model)
    found = inflation_shocks.decomposition()
    for month in economy.HALVES:
        at = found.months.index(month)
        cells = {"observed": found.observed[at], **{part: path[at] for part, path in found.parts.items()}}
        for name, value in cells.items():
            yield number(f"table/economy_surge/{month}/{name}", formats.decimal(value, 1), value)


def of_scenarios() -> Iterator[Printed]:
    """The last total assets of every scenario."""
    for one in model_answers.scenario_runs():
        unit = f"bn {BANKS[data.scenarios()[one.scenario].bank].currency}"
        said = f"{formats.money(one.total_assets, unit)}, {one.months} months"
        yield number(f"table/scenarios/{one.scenario}", said, one.total_assets)


def of_tables() -> Iterator[Printed]:
    """The rows of tables that print the model's answers beside signs and words, as they are printed."""
    for name in IN_ROWS:
        table = html.fragment_fromstring(registry.table(str, name), create_parent=True)
        for place, row in enumerate(table.iter("tr"), 1):
            cells = (" ".join(cell.text_content().split()) for cell in row)
            yield Printed(f"table/{name}/{place:03}", " | ".join(cells).replace(formats.NBSP, " "))


def every() -> list[Printed]:
    """Return every number, sorted by its key; two under one key are a ValueError."""
    parts: Iterable[Iterator[Printed]] = (
        of_results(), of_charts(), of_notebook(), of_evidence(), of_backtests(), of_banks(), of_economy(),
        of_scenarios(), of_tables(),
    )  # fmt: skip
    found = sorted(row for part in parts for row in part)
    for one, next_one in pairwise(found):
        if one.key == next_one.key:
            raise ValueError(f"printed numbers: two rows are called {one.key!r}; a key names one number")
    return found


def text_of(rows: list[Printed]) -> str:
    """Return the table as it is kept."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    writer.writerows((row.key, row.printed, row.value) for row in rows)
    return out.getvalue()


def kept(file: Path = FILE) -> list[Printed]:
    """Return the table that is kept; nothing where there is none."""
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        return [Printed(*row) for row in list(csv.reader(lines))[1:]]


def same(one: Printed, other: Printed) -> bool:
    """Whether two rows print the same and are worth the same, up to one in the last digit."""
    if one.printed != other.printed or bool(one.value) != bool(other.value):
        return False
    if one.value == other.value:
        return True
    a, b = float(one.value), float(other.value)
    size = max(abs(a), abs(b))
    return abs(a - b) < 1.5 * 10.0 ** max(math.floor(math.log10(size)) + 1 - DIGITS, -FLOOR)


def moved(before: list[Printed], now: list[Printed]) -> list[Move]:
    """Return what differs between two tables, by key."""
    old, new = {row.key: row for row in before}, {row.key: row for row in now}
    return [
        Move(key, old.get(key), new.get(key))
        for key in sorted(old.keys() | new.keys())
        if key not in old or key not in new or not same(old[key], new[key])
    ]


def make(file: Path = FILE) -> list[Move]:
    """Make the table anew; return what moved. Rows that agree stay as they are, to the last digit."""
    before, now = kept(file), every()
    moves = moved(before, now)
    known = {row.key: row for row in before}
    rows = [known[row.key] if row.key in known and same(known[row.key], row) else row for row in now]
    file.write_text(text_of(rows), encoding="utf-8")
    return moves


def renewed() -> str:
    """Make the table anew; say what moved and by how much."""
    moves = make()
    lines = [move.text for move in moves]
    return "\n".join(
        [*lines, f"{len(moves)} of {len(kept())} printed numbers moved; {FILE.name} is renewed."]
    )
