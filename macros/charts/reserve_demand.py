"""The demand for reserves: flat when there is plenty, steep when there is not; three months on it."""

from math import ceil, floor

import altair as alt

from macros.charts.reserves import MARKS
from macros.figures import axes, labels
from macros.figures.dates import numbered
from macros.figures.figure import Column, Figure, ModelRun, Row, Rows, Rule, chart
from macros.figures.panels import Frame, Picture
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import __version__, data, runs
from qeqt.core import floats
from qeqt.core.bank import reserve_market as market

MODEL = "模型"
STEP = 0.25
"""Percent of bank assets from one place on the curve to the next."""


def _places() -> list[float]:
    """Return the liquidity over bank assets, percent, at which the curve is drawn: past the marked months."""
    marked = [data.facts()[key].value for key in MARKS]
    low, high = floor(min(marked)) - 1, ceil(max(marked)) + 1
    return [low + STEP * n for n in range(round((high - low) / STEP) + 1)]


def _late() -> float:
    """Return the place on the curve next to October 2025."""
    return STEP * round(data.facts()["cushion_2025_10"].value / STEP)


def _signed(spread: float) -> str:
    return formats.basis_points(spread, 0) if spread <= 0 else "+" + formats.basis_points(spread, 0)


def _curve(**changed: float) -> list[float]:
    parameters = {**runs.parameter_values("fed"), **changed}
    return [market.effr_spread(x / 100, parameters, floats) for x in _places()]


def _demand() -> list[Row]:
    """The model's curve with the range of its bend and slope, and the months of the text beside it."""
    known = data.parameters("fed")
    central = _curve()
    ends = ("low", "high")
    corners = [
        _curve(
            satiation=getattr(known["satiation"], bend),
            scarcity=getattr(known["scarcity"], bend),
            demand_slope=getattr(known["demand_slope"], slope),
        )
        for bend in ends
        for slope in ends
    ]
    rows: list[Row] = [
        {
            "kind": MODEL,
            "liquidity": x,
            "spread": round(central[n], 1),
            "low": round(min(c[n] for c in corners), 1),
            "high": round(max(c[n] for c in corners), 1),
        }
        for n, x in enumerate(_places())
    ]
    rates = {str(row["date"])[:7]: row for row in data.figure("fed_administered_rates").rows}
    for key, name in MARKS.items():
        fact = data.facts()[key]
        month = rates[fact.as_of[:7]]
        spread = 100 * (float(month["effr"] or 0) - float(month["reserve_rate"] or 0))
        rows.append(
            {"kind": name, "liquidity": fact.value, "spread": round(spread, 1), "low": None, "high": None}
        )
    return rows


def _bend(rows: Rows, liquidity: float) -> float:
    """The model's spread at a place on the curve."""
    return float(
        next(row["spread"] for row in rows if row["kind"] == MODEL and row["liquidity"] == liquidity) or 0
    )


def _seen(rows: Rows, key: str) -> float:
    """The spread of a marked month."""
    return float(next(row["spread"] for row in rows if row["kind"] == MARKS[key]) or 0)


def _draw_demand(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 260, bottom=46)
    points = numbered(rows)
    model, months = ([row for row in points if (row["kind"] == MODEL) is known] for known in (True, False))
    x = axes.number("liquidity", title="← 準備金變少　準備金加附賣回占銀行資產的 %", titleAnchor="end",
                    titleAlign="right", titleY=40, titleBaseline="alphabetic")  # fmt: skip
    seen = axes.span(rows, "spread", zero=False)
    low, high = axes.span(months, "spread", zero=False)
    room = (seen[0] - 2, high + 0.6 * (high - low))
    y = axes.value("spread", frame, room, "聯邦資金利率減準備金利率，基點")
    curve = alt.Chart(alt.InlineData(values=model))
    ends = curve.mark_area(color=colour("qt"), fillOpacity=0.18, clip=True)
    dots = alt.Chart(alt.InlineData(values=months)).mark_circle(color=colour("fed"), size=80)
    along = alt.X("liquidity:Q")
    said = []
    for row in months:
        late = str(row["kind"]).startswith("2023")
        place = {"align": "center", "dy": 22} if late else {"dx": 9, "dy": -4}
        said.append(labels.name(str(row["kind"]), "fed", row, "spread", x=along, **place))
    calm = next(row for row in model if float(row["liquidity"] or 0) >= _late() + 5)
    return frame.page(
        frame.panel(
            ends.encode(x=x, y=axes.up("low"), y2="high"),
            curve.mark_line(style="model", color=colour("qt"), clip=True).encode(x=x, y=y),
            dots.encode(x=x, y=axes.up("spread")),
            labels.name("模型的需求線", "qt", calm, "spread", x=along, dy=-9),
            *said,
        )
    )


COLUMNS = [
    Column("kind", "模型或月份", "text"),
    Column("liquidity", "準備金加附賣回占銀行資產", "percent", 2),
    Column("spread", "聯邦資金利率減準備金利率", "bp", 1),
    Column("low", "模型範圍：低", "bp", 1),
    Column("high", "模型範圍：高", "bp", 1),
]


@chart("qt_reserve_demand")
def qt_reserve_demand() -> Figure:
    """The demand for reserves: flat when there is plenty, steep when there is not; three months on it."""
    rows = _demand()
    scarce, plenty, late = (_seen(rows, key) for key in MARKS)
    expected = _bend(rows, _late())
    parameters = runs.parameter_values("fed")
    return Figure(
        title=(
            "2023 年 1 月還在平的那一段，2019 年 9 月已經彎上去："
            f"利差差了 {formats.basis_points(scarce - plenty)}"
        ),
        measure="橫軸：準備金加附賣回占銀行資產；縱軸：聯邦資金利率與準備金利率的差，月平均，基點",
        rows=rows,
        columns=COLUMNS,
        rules=[
            Rule(
                "右邊是平的：流動性從 22% 降到 20%，模型的利差不動",
                lambda rows: abs(_bend(rows, 20.0) - _bend(rows, 22.0)) < 0.5,
            ),
            Rule(
                "左邊是陡的：從 10% 降到 8%，模型的利差升三個基點以上",
                lambda rows: _bend(rows, 8.0) - _bend(rows, 10.0) > 3,
            ),
            Rule(
                "三個月的利差依序變大",
                lambda rows: (
                    _seen(rows, "cushion_2023_01")
                    < _seen(rows, "cushion_2025_10")
                    < _seen(rows, "cushion_2019_09")
                ),
            ),
            Rule(
                "2023 年 1 月與模型相差不到三個基點",
                lambda rows: abs(_seen(rows, "cushion_2023_01") - _bend(rows, 22.0)) < 3,
            ),
            Rule(
                "2025 年 10 月在模型的淺色帶之上，相差不到四個基點",
                lambda rows: (
                    max(float(r["high"] or 0) for r in rows if r["liquidity"] == _late())
                    < _seen(rows, "cushion_2025_10")
                    < _bend(rows, _late()) + 4
                ),
            ),
        ],
        summary=(
            f"曲線圖。模型的線在右邊是平的，約 {_signed(_bend(rows, 20.0))}，左邊往上彎，"
            f"流動性 8% 時 {_signed(_bend(rows, 8.0))}。"
            + "，".join(f"{name} {_signed(_seen(rows, key))}" for key, name in MARKS.items())
            + "。"
        ),
        sources=["fed_administered_rates", "fed_balance_sheet", "us_macro"],
        runs=[ModelRun("準備金需求曲線", runs.parameter_set(parameters), __version__)],
        as_of=data.facts()["cushion_2025_10"].as_of,
        note=(
            "虛線是模型，淺色帶是彎曲點與斜率的範圍，超出圖框的部分截去。模型的參數用 2018 至 2025 年的"
            "月平均校準，刻意不用 2019 年 9 月；三個點是實際月平均，單日可以高出很多。"
            f"2025 年 10 月實際 {_signed(late)}，在淺色帶之上：模型在同樣的流動性只給 {_signed(expected)}。"
        ),
        draw=lambda layout: _draw_demand(layout, rows),
    )
