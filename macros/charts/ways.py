"""Four ways to shrink from the same balance sheet: the announced caps, no caps, sales besides, not at all."""

from math import fsum

import altair as alt

from macros.figures import axes, bands, events, labels
from macros.figures.dates import dated, having
from macros.figures.figure import Cell, Column, Figure, ModelRun, Row, Rows, Rule, chart, values
from macros.figures.panels import Frame, Picture
from macros.figures.results import Result, result, run, stamp
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data
from qeqt.core import months

OPENED, LAST = "2022-05", "2025-11"
"""The opening's month, and the last full month of the second run-off."""
WAYS = {
    "no_runoff": "不縮表",
    "capped": "照公布的上限",
    "uncapped": "不設上限",
    "active": "上限加賣債",
}
SCENARIOS = {
    "no_runoff": "fed_2022_no_runoff",
    "capped": "fed_2022_capped",
    "uncapped": "fed_2022_passive_uncapped",
    "active": "fed_2022_active",
}
COLOURS = {"no_runoff": "ink-soft", "capped": "qt", "uncapped": "series-4", "active": "series-5"}


def _opening_assets() -> float:
    """Total assets of the opening, bn USD."""
    return fsum(item.value for item in data.opening("fed_2022_05").assets.values())


def _column(way: str, name: str) -> dict[str, float]:
    found = run(SCENARIOS[way])
    return {m: v for m, v in zip(found.months, found.columns[name], strict=True) if m <= LAST}


def _decline(way: str, month: str = LAST) -> float:
    """By how much total assets are below the opening at a month's end, bn USD."""
    return _opening_assets() - _column(way, "total_assets")[month]


def _months_to_same() -> int:
    """After how many months the uncapped way has shrunk as much as the capped one in the whole run-off."""
    goal = _decline("capped")
    first = next(m for m in _column("uncapped", "total_assets") if _decline("uncapped", m) >= goal)
    return months.between(OPENED, first)


def _rows() -> list[Row]:
    actual = {d[:7]: v for d, v in data.figure("fed_balance_sheet").series("total_assets").items()}
    paths = {way: _column(way, "total_assets") for way in WAYS}
    start: Row = {"date": OPENED, "actual": actual[OPENED], **dict.fromkeys(WAYS, _opening_assets())}
    run_on = [months.after(OPENED, n) for n in range(1, months.between(OPENED, LAST) + 1)]
    return [
        start,
        *(
            {"date": m, "actual": actual.get(m), **{way: paths[way][m] for way in WAYS}, **_band(m)}
            for m in run_on
        ),
    ]


def _band(month: str) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for way, scenario in SCENARIOS.items():
        found.update(bands.cells(way, scenario, "total_assets", month))
    return found


def _draw(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 310, left=34, right=96)
    monthly, paths = dated(rows, "end"), [*WAYS, "actual"]
    x = axes.years(monthly, frame)
    room = axes.span(
        rows, *paths, *(f"{way}_low" for way in WAYS), *(f"{way}_high" for way in WAYS), zero=False, head=0.15
    )
    actual = alt.Chart(having(monthly, "actual")).mark_line(color=colour("fed"), strokeWidth=2.5)
    tints, lines = [], []
    for way in WAYS:
        tints.append(bands.layer(monthly, way, COLOURS[way], x))
        model = alt.Chart(having(monthly, way)).mark_line(style="model", color=colour(COLOURS[way]))
        lines.append(model.encode(x=x, y=axes.up(way)))
    said = [(name, values(rows, way)[-1], COLOURS[way]) for way, name in WAYS.items()]
    return frame.page(
        frame.panel(
            events.line(events.event("svb-fails").date, frame, "矽谷銀行倒閉"),
            *tints,
            *lines,
            actual.encode(x=x, y=axes.value("actual", frame, room, "兆美元", per=1000)),
            labels.ends([*said, ("實際", values(rows, "actual")[-1], "fed")], frame, room),
        )
    )


def _first_as_low(rows: Rows) -> int:
    """After how many months the uncapped way is drawn as low as the capped one ends."""
    goal = values(rows, "capped")[-1]
    return next(n for n, value in enumerate(values(rows, "uncapped")) if value <= goal)


def _widest(rows: Rows) -> float:
    """The widest gap between the capped way and history in any month, as a part of one."""
    return max(abs(float(r["capped"] or 0) / float(r["actual"] or 1) - 1) for r in rows)


@chart("qt_four_ways")
def qt_four_ways() -> Figure:
    """Total assets under four ways of running off, and as they were."""
    rows = _rows()
    capped, uncapped = months.between(OPENED, LAST), _months_to_same()
    last = rows[-1]
    end = {key: formats.money(float(last[key] or 0), "bn USD") for key in (*WAYS, "actual")}
    return Figure(
        title=f"照上限縮了 {capped} 個月；不設上限，{uncapped} 個月就縮到同樣的幅度",
        measure="聯準會總資產，月底；實線是歷史，虛線是模型從 2022 年 5 月底算出的四種走法",
        rows=rows,
        columns=[
            Column("date", "月份", "month"),
            Column("actual", "實際", "bn USD", 2, "兆"),
            *(Column(way, f"模型：{name}", "bn USD", 2, "兆") for way, name in WAYS.items()),
            *(each for way, name in WAYS.items() for each in bands.columns(way, name, "bn USD", 2, "兆")),
        ],
        rules=[
            Rule(
                "不設上限縮到同樣幅度的月份，就是題目說的那麼早",
                lambda rows: _first_as_low(rows) == uncapped < capped,
            ),
            Rule(
                "到最後一個月，不縮表最高，照上限居次，不設上限與另外賣債最低",
                lambda rows: (
                    values(rows, "no_runoff")[-1]
                    > values(rows, "capped")[-1]
                    > max(values(rows, "uncapped")[-1], values(rows, "active")[-1])
                ),
            ),
            Rule("照上限的走法與歷史的差距，每個月都在百分之二以內", lambda rows: _widest(rows) < 0.02),
        ],
        summary=(
            f"折線圖。2022 年 5 月底四種走法都從 {formats.money(_opening_assets(), 'bn USD')}出發。"
            f"到 2025 年 11 月底：不縮表 {end['no_runoff']}，照公布的上限 {end['capped']}"
            f"（實際 {end['actual']}），不設上限 {end['uncapped']}，上限之外另外賣債 {end['active']}。"
            f"不設上限只要 {uncapped} 個月，就縮到照上限走 {capped} 個月的幅度。"
        ),
        sources=["fed_balance_sheet"],
        runs=[stamp(run(scenario)) for scenario in SCENARIOS.values()],
        note=(
            "縱軸從 5 兆美元起。四種走法的起點、利率與其他負債都相同，只有縮減的決定不同，"
            "不含市場因此改變的回饋；「上限加賣債」是在公布的上限之外，每月另賣公債與房貸證券。"
            + bands.note(list(SCENARIOS.values()))
        ),
        draw=lambda layout: _draw(layout, rows),
    )


def _of(way: str) -> ModelRun:
    return stamp(run(SCENARIOS[way]))


@result("qt2_total_assets_decline")
def qt2_total_assets_decline() -> Result:
    """Fall of total assets over the second run-off under the announced caps."""
    label = "模型：照公布的上限，2022 年 5 月底到 2025 年 11 月底總資產減少"
    return Result(label, _decline("capped"), "bn USD", 2, _of("capped"), LAST)


@result("qt2_runoff_treasuries_total")
def qt2_runoff_treasuries_total() -> Result:
    """Treasury principal let go over the second run-off under the announced caps."""
    value = fsum(_column("capped", "runoff_treasuries").values())
    return Result("模型：照公布的上限，公債縮減合計", value, "bn USD", 2, _of("capped"), LAST)


@result("qt2_runoff_mbs_total")
def qt2_runoff_mbs_total() -> Result:
    """MBS principal let go over the second run-off under the announced caps."""
    value = fsum(_column("capped", "runoff_mbs").values())
    return Result("模型：照公布的上限，房貸證券縮減合計", value, "bn USD", 0, _of("capped"), LAST)


@result("qt2_uncapped_months_to_same")
def qt2_uncapped_months_to_same() -> Result:
    """Months until the uncapped way has shrunk as much as the capped one did."""
    label = "模型：不設上限，縮到與照上限同樣的幅度要幾個月"
    return Result(label, _months_to_same(), "months", 0, _of("uncapped"))


@result("qt2_active_extra")
def qt2_active_extra() -> Result:
    """How much more the way with sales has shrunk than the capped one."""
    value = _decline("active") - _decline("capped")
    label = "模型：上限之外每月另外賣債，到 2025 年 11 月底多縮"
    return Result(label, value, "bn USD", 0, _of("active"), LAST)
