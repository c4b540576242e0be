"""Two figures of the economy's chapter: a dearer term premium with its bands; debt at the overnight rate."""

from functools import cache
from math import fsum

import altair as alt

from macros.figures import axes, labels
from macros.figures.dates import dated, having, highest, numbered
from macros.figures.figure import Column, Figure, ModelRun, Row, Rows, Rule, chart, values
from macros.figures.panels import Frame, Picture
from macros.figures.results import Result, result, run, stamp
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import __version__, data, runs
from qeqt.study import bands, consolidated_debt
from qeqt.study.evidence import frbus

SCENARIO = "economy_term_premium_100bp"
BANDS = {"low90": 0, "low68": 1, "middle": 2, "high68": 3, "high90": 4}
"""Names of the quantiles of an ensemble, by place."""
TROUGHS = {"frbus_deeper": "聯準會公開模型的最低點，較深", "frbus_shallower": "聯準會公開模型的最低點，較淺"}
"""Columns of FRB/US's troughs under its two ways to form expectations."""


def _stamp(name: str) -> ModelRun:
    return ModelRun(name, runs.parameter_set(runs.parameter_values("fed")), __version__)


@cache
def _premium() -> bands.Bands:
    """Return the scenario's bands, the parameters of the economy drawn and the others held."""
    return bands.bands(
        SCENARIO, drawn=data.parameters_of("output_and_prices", "asset_prices", "consolidated_debt")
    )


def _by_quarter(path: list[float]) -> list[float]:
    return [fsum(path[n : n + 3]) / 3.0 for n in range(0, len(path) - 2, 3)]


def _premium_rows() -> list[Row]:
    found = _premium().quantiles["output_gap"]
    columns = {name: _by_quarter(found[place]) for name, place in BANDS.items()}
    own = _by_quarter(run(SCENARIO).columns["output_gap"])
    return [
        {
            "quarter": n + 1,
            "model": round(own[n], 3),
            **{name: round(path[n], 3) for name, path in columns.items()},
            **_troughs(n + 1),
        }
        for n in range(len(own))
    ]


def _troughs(quarter: int) -> dict[str, float | None]:
    """Return FRB/US's two troughs in the quarter in which both lie, the deeper first."""
    here = sorted(size for when, size in _published() if when == quarter)
    return dict(zip(TROUGHS, here, strict=True)) if here else dict.fromkeys(TROUGHS)


def _published() -> list[tuple[float, float]]:
    """Return FRB/US's troughs for the same shock: quarter and percent."""
    found = [line for line in frbus.lines() if line.experiment == "premium"]
    when = {line.variant: line.published for line in found if line.quantity == "quarter_of_gdp_trough"}
    size = {line.variant: line.published for line in found if line.quantity == "gdp_trough"}
    return [(when[variant], size[variant]) for variant in size]


def _draw_premium(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 250, left=46, right=18)
    quarters = numbered(rows)
    x = axes.number("quarter", named=[row["quarter"] for row in rows if int(row["quarter"] or 0) % 4 == 0],
                    labelExpr="datum.value / 4 + ' 年'", domain=False)  # fmt: skip
    room = axes.span(rows, "low90", *TROUGHS, room=0.2)
    y, along = axes.value("model", frame, room, "%", places=1), alt.X("quarter:Q")
    tints = [
        alt.Chart(alt.InlineData(values=quarters))
        .mark_area(color=colour("qt"), fillOpacity=opacity)
        .encode(x=x, y=axes.up(low), y2=high)
        for low, high, opacity in (("low90", "high90", 0.16), ("low68", "high68", 0.26))
    ]
    path = alt.Chart(alt.InlineData(values=quarters)).mark_line(style="model", color=colour("qt"))
    troughs = [
        alt.Chart(having(quarters, key)).mark_circle(color=colour("ink"), size=60).encode(x=x, y=axes.up(key))
        for key in TROUGHS
    ]
    lowest = next(row for row in quarters if row["frbus_deeper"] is not None)
    late = quarters[20]
    return frame.page(
        frame.panel(
            *tints,
            path.encode(x=x, y=y),
            *troughs,
            labels.name(
                "點：聯準會公開模型的最低點",
                "ink",
                lowest,
                "frbus_deeper",
                x=along,
                dx=16 if layout.narrow else 32,
                dy=16,
            ),
            labels.name("模型", "qt", late, "model", x=along, align="right", dy=-8),
            labels.note("深色 68%、淺色 90%", lowest, "low90", x=along, dx=60, dy=28),
        )
    )


def _trough(rows: Rows) -> Row:
    """The quarter in which the model's output is lowest."""
    return min(rows, key=lambda row: float(row["model"] or 0))


@chart("economy_premium")
def economy_premium() -> Figure:
    """Output after a rise of the term premium by a point: the model, its bands, the Board's public model."""
    rows = _premium_rows()
    lowest = min(values(rows, "model"))
    trough = _trough(rows)
    low, high = float(trough["low90"] or 0), float(trough["high90"] or 0)
    return Figure(
        title=(
            f"期限溢酬高 1 個百分點，三年後產出少 {formats.percent(-lowest, 1)}；"
            f"參數在範圍裡抽，九成落在 {formats.percent(-high, 1)} 至 {formats.percent(-low, 1)}"
        ),
        measure="產出與基準情境的差距，%；溢酬五年減半，政策利率照規則反應；虛線是模型，色帶是抽樣的範圍",
        rows=rows,
        columns=[
            Column("quarter", "第幾季", "number", 0),
            Column("model", "模型", "percent", 2),
            Column("low90", "5%", "percent", 2),
            Column("low68", "16%", "percent", 2),
            Column("middle", "中位數", "percent", 2),
            Column("high68", "84%", "percent", 2),
            Column("high90", "95%", "percent", 2),
            *(Column(key, label, "percent", 2) for key, label in TROUGHS.items()),
        ],
        rules=[
            Rule("三年前後最低", lambda rows: 9 <= float(_trough(rows)["quarter"] or 0) <= 14),
            Rule(
                "最低點在九成的範圍裡",
                lambda rows: (
                    float(_trough(rows)["low90"] or 0)
                    <= min(values(rows, "model"))
                    <= float(_trough(rows)["high90"] or 0)
                    < 0
                ),
            ),
            Rule(
                "公開模型的兩個最低點也在範圍裡",
                lambda rows: all(
                    float(_trough(rows)["low90"] or 0) <= v <= float(_trough(rows)["high90"] or 0)
                    for key in TROUGHS
                    for v in values(rows, key)
                ),
            ),
        ],
        summary=(
            f"折線圖加色帶，{len(rows)} 季。產出在第 {trough['quarter']} 季最低，"
            f"少 {formats.percent(-lowest, 1)}，"
            f"九成抽樣在 {formats.percent(-high, 1)} 至 {formats.percent(-low, 1)}，之後慢慢回來。"
        ),
        runs=[stamp(run(SCENARIO))],
        other=[f"點：{frbus.SOURCE}"],
        note=(
            f"{_premium().draws} 組抽樣，種子 {_premium().seed}；不穩定而重抽的占 "
            f"{formats.percent(100 * _premium().redrawn, 1)}。與基準的差距，不是預測。"
        ),
        draw=lambda layout: _draw_premium(layout, rows),
    )


def _debt_rows() -> list[Row]:
    return [
        {
            "date": debt.date,
            "bonds": round(debt.bonds, 0),
            "overnight": round(debt.overnight, 0),
            "share": round(debt.overnight_share, 1),
        }
        for debt in consolidated_debt.published()
    ]


def _draw_debt(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 240, left=40, right=18)
    quarters = dated(rows)
    x = axes.years(quarters, frame)
    y = axes.value("share", frame, axes.span(rows, "share", head=0.15), "%")
    line = alt.Chart(having(quarters, "share")).mark_line(color=colour("fed")).encode(x=x, y=y)
    top, last = highest(quarters, "share"), quarters[-1]
    most, now = (formats.percent(float(row["share"] or 0), 0) for row in (top, last))
    return frame.page(
        frame.panel(
            line,
            labels.name(f"最高 {most}", "fed", top, "share", align="right", dx=-6, dy=-4),
            labels.name(now, "fed", last, "share", align="right", dy=16),
        )
    )


def _before(rows: Rows) -> list[float]:
    """The shares before the crisis and the purchases, percent."""
    return values([row for row in rows if str(row["date"]) < "2008-06"], "share")


@chart("economy_consolidated")
def economy_consolidated() -> Figure:
    """How much of what the government and the Federal Reserve together owe follows the overnight rate."""
    rows = _debt_rows()
    share = values(rows, "share")
    before = _before(rows)
    peak = max(share)
    return Figure(
        title=(
            f"財政部與聯準會合起來看，QE 前欠民間的債只有 {formats.percent(max(before), 1)}按隔夜利率付息，"
            f"最高時到 {formats.percent(peak, 0)}"
        ),
        measure="準備金與隔夜附賣回，占民間持有的公債加這兩項，%，季底",
        rows=rows,
        columns=[
            Column("date", "季底", "date"),
            Column("bonds", "聯準會以外持有的聯邦公債", "bn USD", 0),
            Column("overnight", "準備金加隔夜附賣回", "bn USD", 0),
            Column("share", "按隔夜利率付息的比例", "percent", 1),
        ],
        rules=[
            Rule("QE 前不到 1%", lambda rows: max(_before(rows)) < 1),
            Rule("最高時超過五分之一", lambda rows: max(values(rows, "share")) > 20),
            Rule("現在低於最高點", lambda rows: values(rows, "share")[-1] < max(values(rows, "share"))),
        ],
        summary=(
            f"折線圖，{str(rows[0]['date'])[:4]} 年起，季資料。2008 年以前不到 1%，"
            f"最高 {formats.percent(peak, 0)}，"
            f"最近是 {formats.percent(share[len(share) - 1], 0)}。"
        ),
        sources=["us_macro", "fed_balance_sheet"],
        note="房貸證券、鈔票與財政部存款不算；國庫券仍算在公債裡，所以真正的短債比這條線多。",
        draw=lambda layout: _draw_debt(layout, rows),
    )


def _peak() -> consolidated_debt.ConsolidatedDebt:
    return max(consolidated_debt.published(), key=lambda debt: debt.overnight_share)


FAN = "實驗：聯準會 2009 至 2035 年的繳庫，往後利率依公布的不確定範圍"


@result("econ_overnight_share_peak")
def econ_overnight_share_peak() -> Result:
    """The largest share of the consolidated debt that followed the overnight rate."""
    debt = _peak()
    return Result(
        "合併的債裡按隔夜利率付息的比例：最高",
        debt.overnight_share,
        "percent",
        0,
        _stamp("官方數字計算"),
        debt.date,
    )


@result("econ_point_cost_peak")
def econ_point_cost_peak() -> Result:
    """What a percentage point more overnight cost a year when most was owed at it."""
    debt = max(consolidated_debt.published(), key=lambda debt: debt.overnight)
    return Result(
        "隔夜利率高 1 個百分點，一年多付的利息：最多時", debt.cost_of_a_point, "bn USD", 0,
        _stamp("官方數字計算"), debt.date,
    )  # fmt: skip


def _fan(quantile: float) -> float:
    surplus = consolidated_debt.fan()[quantile].surplus
    return surplus[len(surplus) - 1]


@result("econ_lifetime_middle")
def econ_lifetime_middle() -> Result:
    """The lifetime account if rates stay where they are."""
    return Result("2009 至 2035 年多繳庫的金額，利率停在現在", _fan(0.5), "bn USD", -1, _stamp(FAN))


@result("econ_lifetime_low_rates")
def econ_lifetime_low_rates() -> Result:
    """The lifetime account at the lower end of the 68 percent band of rates."""
    return Result("2009 至 2035 年多繳庫的金額，利率在 68% 範圍的低端", _fan(0.16), "bn USD", -1, _stamp(FAN))


@result("econ_lifetime_high_rates")
def econ_lifetime_high_rates() -> Result:
    """The lifetime account at the upper end of the 68 percent band of rates."""
    return Result("2009 至 2035 年多繳庫的金額，利率在 68% 範圍的高端", _fan(0.84), "bn USD", -1, _stamp(FAN))


@result("econ_lifetime_2021")
def econ_lifetime_2021() -> Result:
    """The account at the end of 2021, when it was fullest."""
    found = consolidated_debt.lifetime(0.0)
    return Result(
        "2009 至 2021 年多繳庫的金額",
        found.surplus[found.years.index(2021)],
        "bn USD",
        -1,
        _stamp("官方數字計算"),
    )
