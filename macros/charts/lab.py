"""What the lab shows before any script: its first preset beside the announced plan."""

from functools import cache

import altair as alt

from macros.figures import axes, bands, labels
from macros.figures.dates import dated, having, on
from macros.figures.figure import Cell, Column, Figure, Row, Rows, Rule, chart, values
from macros.figures.panels import Frame, Picture
from macros.figures.results import Result, result, run, stamp
from macros.figures.theme import Layout, colour
from macros.kept import band_draws
from macros.text import formats

PRESET, BASELINE = "fed_2022_active", "fed_2022_capped"
READ = 24
"""Months from the start on in which markets are read: what follows is mostly the closure's."""
DRAWN = ("total_assets", "reserves", "long_yield", "deferred_asset")


@cache
def _rows() -> tuple[Row, ...]:
    mine, other = run(PRESET), run(BASELINE)
    rows: list[Row] = []
    for n, month in enumerate(mine.months):
        row: dict[str, Cell] = {"date": month}
        for name in DRAWN:
            row[name] = round(float(mine.columns[name][n]), 4)
            row[f"base_{name}"] = round(float(other.columns[name][n]), 4)
            row.update(bands.cells(name, PRESET, name, month))
            row.update(bands.cells(f"base_{name}", BASELINE, name, month))
        rows.append(row)
    return tuple(rows)


def _read(rows: Rows, name: str) -> Row:
    """Where a column is read: quantities at the end, the yield two years on."""
    return rows[READ - 1] if name == "long_yield" else rows[len(rows) - 1]


def _gap(rows: Rows, name: str) -> float:
    there = _read(rows, name)
    return float(there[name] or 0) - float(there[f"base_{name}"] or 0)


def _gaps(rows: Rows) -> dict[str, tuple[float, float]]:
    """The 90% band of the gap in the month in which it is read, worked out draw by draw."""
    name, found = band_draws.apart(PRESET, BASELINE), {}
    for column in DRAWN:
        ends = bands.band(name, column)[str(_read(rows, column)["date"])]
        found[column] = (ends[0], ends[3])
    return found


def _told(rows: Rows) -> str:
    """The bands of the gaps in words."""
    assets, yields = _gaps(rows)["total_assets"], _gaps(rows)["long_yield"]
    return (
        f"總資產的差距九成在 {formats.money(-assets[1], 'bn USD')}"
        f"到 {formats.money(-assets[0], 'bn USD')}之間，"
        f"殖利率的差距在 {formats.decimal(100 * yields[0], 0)} 到 "
        f"{formats.basis_points(100 * yields[1])}之間。"
    )


HEADS = {
    "total_assets": ("總資產，兆美元", 1000.0),
    "reserves": ("準備金，兆美元", 1000.0),
    "long_yield": ("十年期殖利率，%", 1.0),
    "deferred_asset": ("遞延資產，億美元", 0.1),
}
"""What a panel shows, and how many of the column's unit are one of the axis's."""


def _draw(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 128, left=52, right=20, top=46, bottom=34, columns=1 if layout.narrow else 2)
    monthly = dated(rows)
    x, panels = axes.years(monthly, frame), []
    for name, (head, per) in HEADS.items():
        base, layers = f"base_{name}", []
        room = axes.span(rows, *(f"{key}_{end}" for key in (name, base) for end in ("low", "high")),
                         name, base, zero=name == "deferred_asset")  # fmt: skip
        for key, token, width in ((base, "ink-soft", 1.6), (name, "fed", 2.2)):
            path = alt.Chart(having(monthly, key)).mark_line(
                style="model", color=colour(token), strokeWidth=width
            )
            layers += [
                bands.layer(monthly, key, token, x),
                path.encode(x=x, y=axes.value(key, frame, room, per=per)),
            ]
        if name == "total_assets":
            early, late = on(monthly, "2023-12"), on(monthly, "2023-11")
            layers += [
                labels.note("再賣", early, name, token="fed", style="strong", align="right", dx=-6, dy=16),
                labels.note("照公布的上限", late, base, style="strong", dx=4, dy=-12),
            ]
        panels.append(frame.panel(*layers, labels.heading(head, frame)))
    return frame.page(*panels)


@chart("lab_sales")
def lab_sales() -> Figure:
    """Total assets, reserves, the ten-year yield and the deferred asset, with and without sales."""
    rows = _rows()
    assets, yields = _gap(rows, "total_assets"), _gap(rows, "long_yield")
    return Figure(
        title=(
            f"假如縮表之外再賣債：兩年後十年期殖利率高 {formats.basis_points(100 * yields)}，"
            f"最後總資產少 {formats.money(-assets, 'bn USD')}"
        ),
        measure="模型，2022 年 6 月至 2025 年 12 月；藍線是上限之外再賣，灰線是照公布的上限，其餘條件相同",
        rows=rows,
        columns=[
            Column("date", "月份", "month"),
            *(
                column
                for name, words, unit in (
                    ("total_assets", "總資產", "bn USD"),
                    ("reserves", "準備金", "bn USD"),
                    ("long_yield", "十年期殖利率", "percent"),
                    ("deferred_asset", "遞延資產", "bn USD"),
                )
                for column in (
                    Column(name, f"再賣：{words}", unit, 2),
                    *bands.columns(name, f"再賣：{words}", unit, 2),
                    Column(f"base_{name}", f"上限：{words}", unit, 2),
                    *bands.columns(f"base_{name}", f"上限：{words}", unit, 2),
                )
            ),
        ],
        rules=[
            Rule("再賣，總資產比較少", lambda rows: _gap(rows, "total_assets") < 0),
            Rule("再賣，十年期殖利率比較高", lambda rows: _gap(rows, "long_yield") > 0),
            Rule(
                "少的準備金不比總資產多",
                lambda rows: _gap(rows, "reserves") >= _gap(rows, "total_assets") - 1,
            ),
            Rule("再賣，遞延資產比較深", lambda rows: _gap(rows, "deferred_asset") > 0),
            Rule(
                "差距在自己的九成區間裡",
                lambda rows: all(
                    low <= _gap(rows, name) <= high for name, (low, high) in _gaps(rows).items()
                ),
            ),
            Rule("四十三個月都有", lambda rows: len(values(rows, "total_assets")) == len(rows) == 43),
        ],
        summary=(
            "四張折線圖，各有上限之外再賣與照公布的上限兩條線。"
            f"到 2025 年 12 月，再賣的總資產少 {formats.money(-assets, 'bn USD')}，"
            f"準備金少 {formats.money(-_gap(rows, 'reserves'), 'bn USD')}，"
            f"兩年後，2024 年 5 月的十年期殖利率高 {formats.basis_points(100 * yields)}。"
        ),
        runs=[stamp(run(PRESET)), stamp(run(BASELINE))],
        note=(
            "兩條線都是模型算的，差距比任何一條線可靠；殖利率的差距來自預期持有量的差別，兩條線用同一條收尾規則，所以讀兩年後的，不讀最後的。"
            f"{bands.note([PRESET, BASELINE])}"
            f"照上限的殖利率是歷史，沒有色帶。差距逐次相減再取區間：{_told(rows)}"
        ),
        draw=lambda layout: _draw(layout, rows),
    )


@result("lab_sales_assets")
def lab_sales_assets() -> Result:
    """Total assets that would be gone with sales."""
    return Result(
        "再賣債時少掉的總資產", -_gap(_rows(), "total_assets"), "bn USD", 2, stamp(run(PRESET)), "2025-12"
    )


@result("lab_sales_reserves")
def lab_sales_reserves() -> Result:
    """Reserves that would be gone with sales."""
    return Result(
        "再賣債時少掉的準備金", -_gap(_rows(), "reserves"), "bn USD", 0, stamp(run(PRESET)), "2025-12"
    )


@result("lab_sales_yield_bp")
def lab_sales_yield_bp() -> Result:
    """How much higher the ten-year yield would be with sales, two years on."""
    gap, month = 100 * _gap(_rows(), "long_yield"), str(_rows()[READ - 1]["date"])[:7]
    return Result("再賣債時，兩年後十年期殖利率高多少", gap, "bp", 0, stamp(run(PRESET)), month)
