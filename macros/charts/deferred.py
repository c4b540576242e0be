"""The Federal Reserve's deferred asset: how deep the hole was, how long filling it takes at which rates."""

from typing import Any

import altair as alt

from macros.figures import axes, bands, labels
from macros.figures.dates import dated, having, highest, on
from macros.figures.figure import Column, Figure, ModelRun, Row, Rows, Rule, chart, values
from macros.figures.panels import Frame, Picture
from macros.figures.theme import Layout, colour
from macros.kept import band_draws
from macros.text import formats
from qeqt import __version__, data, runs
from qeqt.core import months
from qeqt.study import deferred_asset_payback

LAST = band_draws.WAY_BACK_UNTIL
"""Last month that is drawn."""
BAND = band_draws.lasting(deferred_asset_payback.SCENARIO)
SHIFTS = {"low": -1.0, "held": 0.0, "high": 1.0}
"""Percentage points on the rates paid, from the month after the last official one."""


def _ways_back() -> dict[str, list[tuple[str, float]]]:
    """Return, for each path of rates, the deferred asset month by month, from the last official figure on."""
    held = data.facts()["iorb_2026_09"].value
    found = {}
    for name, shift in SHIFTS.items():
        way = deferred_asset_payback.repayment({"reserve_rate": [held + shift]}, LAST)
        found[name] = list(zip(way.months, way.deferred_asset, strict=True))
    return found


def _filled(path: list[tuple[str, float]]) -> str:
    """Return the month in which the hole is filled; empty when it is not within the drawn years."""
    return next((month for month, level in path if level <= 0), "")


def _quarter(rows: Rows, name: str) -> str:
    """Return the first drawn month in which a path is filled; LookupError when none is."""
    found = [str(row["date"]) for row in rows if (level := row.get(name)) is not None and float(level) <= 0]
    if not found:
        raise LookupError(f"{name}: not filled within the drawn years")
    return found[0]


def _filled_at(end: int) -> str:
    """Return the month in which an end of the band is filled, the rate on reserves as last decided."""
    found = bands.band(BAND, "deferred_asset")
    return next(month for month in sorted(found) if found[month][end] <= 0)


def _rows(ways: dict[str, list[tuple[str, float]]]) -> list[Row]:
    official = data.figure("fed_deferred_asset").series("deferred_asset")
    rows: list[Row] = [{"date": date, "official": value} for date, value in official.items()]
    for n, (month, _) in enumerate(ways["held"]):
        if n == 0 or int(month[5:7]) % 3 == 0:
            row: Row = {
                "date": month,
                **{name: round(path[n][1], 1) for name, path in ways.items()},
                **bands.cells("held", BAND, "deferred_asset", month),
            }
            rows.append(row)
    return rows


def _draw(layout: Layout, rows: Rows) -> Picture:
    rate = data.facts()["iorb_2026_09"].value
    frame = Frame(layout, 270, left=48, right=18)
    quarters = dated(rows)
    ahead = [row for row in quarters if row.get("held") is not None]
    x, room = axes.years(quarters, frame), axes.span(rows, "official", *SHIFTS, "held_high", head=0.12)
    y = axes.value("official", frame, room, "億美元", per=0.1)
    seen = alt.Chart(having(quarters, "official"))
    between = alt.Chart(having(ahead, "low", "high")).mark_area(color=colour("qt"), fillOpacity=0.15)
    paths = [
        alt.Chart(having(ahead, name))
        .mark_line(style="model", color=colour("qt"), strokeWidth=2 if name == "held" else 1.3)
        .encode(x=x, y=axes.up(name))
        for name in SHIFTS
    ]
    top = highest(quarters, "official")
    told = f"最深 {formats.decimal(10 * float(top['official'] or 0), 0)}"

    def if_rate(name: str, when: str, **look: Any) -> alt.Chart:
        said = f"如果 {formats.percent(rate + SHIFTS[name])}"
        return labels.name(said, "qt", on(ahead, when), name, **look)

    low = next(
        str(row["date"])[:7] for row in ahead if float(row["held"] or 0) < 0.12 * float(top["official"] or 0)
    )
    return frame.page(
        frame.panel(
            between.encode(x=x, y=axes.up("low"), y2="high"),
            bands.layer(ahead, "held", "qt", x),
            seen.mark_line(color=colour("fed")).encode(x=x, y=y),
            seen.mark_circle(color=colour("fed"), size=30).encode(x=x, y=axes.up("official")),
            *paths,
            labels.name(told, "fed", top, "official", align="right", dx=-2, dy=-9),
            if_rate("high", "2033-03", dy=-10),
            if_rate("held", low, dx=7, dy=4),
            if_rate("low", "2028-06", align="right", dx=-6, dy=20),
        )
    )


@chart("fiscal_deferred_asset")
def fiscal_deferred_asset() -> Figure:
    """The deferred asset and three ways back, by the rate paid on reserves."""
    ways, facts = _ways_back(), data.facts()
    rows = _rows(ways)
    peak, held = facts["fed_deferred_peak"], facts["iorb_2026_09"].value
    filled = {name: _filled(path) for name, path in ways.items()}
    parameters = runs.parameter_values("fed")
    low, high = (formats.percent(held + SHIFTS[name]) for name in ("low", "high"))
    return Figure(
        title=(
            f"遞延資產最深 {formats.money(peak.value, 'bn USD')}；"
            f"模型試算：準備金利率如果一直是 {formats.percent(held)}，{filled['held'][:4]} 年填平"
        ),
        measure="聯準會的遞延資產，億美元；實線是官方數字，虛線是模型：如果準備金利率停在三個不同的水準",
        rows=rows,
        columns=[
            Column("date", "日期", "month"),
            Column("official", "官方數字", "bn USD", 1),
            Column("low", f"如果利率 {low}", "bn USD", 1),
            Column("held", f"如果利率 {formats.percent(held)}", "bn USD", 1),
            *bands.columns("held", f"如果利率 {formats.percent(held)}", "bn USD", 1),
            Column("high", f"如果利率 {high}", "bn USD", 1),
        ],
        rules=[
            Rule("最深在 2025 年 11 月 5 日", lambda rows: max(values(rows, "official")) == peak.value),
            Rule(
                "維持現在的利率，填平在 2030 年代前半", lambda rows: "2030" <= _quarter(rows, "held") < "2036"
            ),
            Rule("利率愈低填得愈快", lambda rows: _quarter(rows, "low") < _quarter(rows, "held")),
            Rule(
                "利率高一個百分點，要多等三年以上",
                lambda rows: months.between(_quarter(rows, "held"), _quarter(rows, "high")) > 36,
            ),
            Rule(
                "填平的月份就在畫成零的那一季",
                lambda rows: all(0 <= months.between(filled[n], _quarter(rows, n)) < 3 for n in SHIFTS),
            ),
        ],
        summary=(
            f"折線圖。官方數字從 2022 年 9 月開始累積，2025 年 11 月 5 日最深，"
            f"{formats.money(peak.value, 'bn USD')}，最近一筆 "
            f"{formats.money(values(rows, 'official')[-1], 'bn USD')}。"
            f"模型：如果準備金利率一直是 {formats.percent(held)}，{formats.month(filled['held'])}填平；"
            f"低一個百分點，{formats.month(filled['low'])}；高一個百分點，{formats.month(filled['high'])}。"
        ),
        sources=["fed_deferred_asset"],
        runs=[ModelRun(deferred_asset_payback.SCENARIO, runs.parameter_set(parameters), __version__)],
        as_of=facts["fed_deferred_latest"].as_of,
        note=(
            "這是「如果利率維持不變，那麼……」，不是預測。虛線從官方最後一筆出發，每月減去模型算出的盈餘；"
            "房貸證券的本金轉買國庫券，殖利率停在最後一次觀察值。"
            "2022 年底到 2025 年 11 月之間只有年底的查核數。"
            f"扇形是利率高低一個百分點，貼著中間那條虛線的才是參數。{bands.note([BAND])}"
            f"色帶的兩端在{formats.month(_filled_at(0))}與{formats.month(_filled_at(3))}填平。"
        ),
        draw=lambda layout: _draw(layout, rows),
    )
