"""The model beside history: its path dashed, what was published solid."""

from functools import cache
from math import fsum, sqrt

import altair as alt

from macros.figures import axes, bands, labels, results
from macros.figures.dates import dated, having, numbered
from macros.figures.figure import Cell, Column, Figure, Row, Rows, Rule, chart, error
from macros.figures.panels import Frame, Picture
from macros.figures.results import Result, result
from macros.figures.theme import Layout, colour
from macros.kept import band_draws
from macros.tables.backtest import SERIES, of_series
from macros.text import formats
from qeqt import data
from qeqt.study import backtest

HISTORY = backtest.HISTORY
YEARS = band_draws.yearly(HISTORY)
DRAWN = ("total_assets", "treasuries", "mbs", "reserves")
"""Series of the backtest that are drawn."""

COUNTED = range(2010, 2025)
"""Years whose net income is scored together; 2009 is reported, 2025 stands alone."""


def _errors() -> dict[str, float]:
    return {score.series: score.mape for score in of_series()}


def _quarters(months: list[str]) -> list[str]:
    return [month for month in months if month[5:] in ("03", "06", "09", "12")]


@cache
def _history_rows() -> tuple[Row, ...]:
    found = results.run(HISTORY)
    at = {month: n for n, month in enumerate(found.months)}
    table = data.figure(backtest.BALANCE_SHEET)
    official = {name: {d[:7]: v for d, v in table.series(name).items()} for name in DRAWN}
    rows: list[Row] = []
    for month in _quarters(found.months):
        row: dict[str, Cell] = {"date": month}
        for name in DRAWN:
            row[name] = official[name].get(month)
            row[f"model_{name}"] = round(float(found.columns[name][at[month]]), 1)
            row.update(bands.cells(f"model_{name}", HISTORY, name, month))
        rows.append(row)
    return tuple(rows)


def _draw_history(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 128, left=40, right=16, top=46, bottom=34, columns=1 if layout.narrow else 2)
    quarters = dated(rows, "end")
    x = axes.years(quarters, frame)
    panels = []
    for name in DRAWN:
        key = f"model_{name}"
        drawn = [name] if name == "total_assets" else DRAWN[1:]  # parts share a scale
        room = axes.span(rows, *drawn, *(f"model_{each}_high" for each in drawn), head=0.2)
        y = axes.value(name, frame, room, per=1000)
        published = alt.Chart(having(quarters, name)).mark_line(color=colour("band"), strokeWidth=5)
        model = alt.Chart(having(quarters, key)).mark_line(
            style="model", color=colour("ink"), strokeWidth=1.8
        )
        apart = f"平均差 {formats.percent(_errors()[name], 1)}"
        panels.append(
            frame.panel(
                bands.layer(quarters, key, "ink", x),
                published.encode(x=x, y=y),
                model.encode(x=x, y=axes.up(key)),
                labels.heading(f"{SERIES[name]}，兆美元", frame),
                labels.write(apart, x=labels.PIXEL(10), y=labels.PIXEL(layout.small + 4)),
            )
        )
    return frame.page(*panels)


def _off(rows: Rows, name: str) -> float:
    """Mean error of a series from the second quarter of 2009 on, percent: the first is not scored."""
    return error(rows[1:], f"model_{name}", name)


@chart("model_history")
def model_history() -> Figure:
    """Total assets, Treasuries, MBS and reserves: the model's walk from the end of 2008, and history."""
    rows, errors = _history_rows(), _errors()
    said = "、".join(f"{SERIES[name]}{formats.percent(errors[name], 1)}" for name in DRAWN)
    return Figure(
        title=f"只照公布的決議走十七年，總資產平均差 {formats.percent(errors['total_assets'], 1)}",
        measure="聯準會資產負債表四項，季底，兆美元；實線是公布的數字，虛線是模型，2008 年底之後不校正",
        rows=rows,
        columns=[
            Column("date", "季底", "month"),
            *(
                column
                for name in DRAWN
                for column in (
                    Column(name, SERIES[name], "bn USD", 0),
                    Column(f"model_{name}", f"模型：{SERIES[name]}", "bn USD", 0),
                    *bands.columns(f"model_{name}", f"模型：{SERIES[name]}", "bn USD", 0),
                )
            ),
        ],
        rules=[
            Rule("總資產平均差在 2% 以內", lambda rows: _off(rows, "total_assets") <= 2),
            Rule(
                "公債、房貸證券在 3% 以內", lambda rows: max(_off(rows, "treasuries"), _off(rows, "mbs")) <= 3
            ),
            Rule("準備金在 4% 以內", lambda rows: _off(rows, "reserves") <= 4),
            Rule("走了十七年", lambda rows: len(rows) == 4 * 17),
        ],
        summary=f"四張折線圖，2009 年第 1 季到 2025 年底，模型與公布的數字。2009 年第 2 季起平均差：{said}。",
        sources=[backtest.BALANCE_SHEET],
        runs=[results.stamp(results.run(HISTORY))],
        note=(
            "鈔票、政府存款、附賣回、證券以外的資產等是給定的，所以總資產與準備金算得準，"
            "一部分是因為給了這些；公債與房貸證券的餘額沒有給。" + bands.note([HISTORY])
        ),
        draw=lambda layout: _draw_history(layout, rows),
    )


@cache
def _income_rows() -> tuple[Row, ...]:
    found = results.run(HISTORY)
    rows: list[Row] = []
    for row in data.figure("fed_income").rows:
        name = str(row["date"])[:4]
        mine = [n for n, month in enumerate(found.months) if month[:4] == name]
        if not mine:
            continue
        total = fsum(float(found.columns["net_income"][n]) for n in mine)
        deferred = float(found.columns["deferred_asset"][mine[-1]])
        year = _errors_of_other_years().get(name, 0.0)
        years = max(int(name) + 1 - LOSSES, 0.0)
        of_parameters = bands.cells("model_deferred", HISTORY, "deferred_asset", found.months[mine[-1]])
        rows.append(
            {
                "year": name,
                "net_income": row["net_income"],
                "model_net_income": round(total, 1),
                "deferred": row["deferred_asset"],
                "model_deferred": round(deferred, 1),
                **_widened(
                    bands.cells("model_net_income", YEARS, "net_income", name),
                    "model_net_income",
                    total,
                    year,
                ),
                **_widened(of_parameters, "model_deferred", deferred, year * sqrt(years)),
            }
        )
    return tuple(rows)


ERRORS = {"low": 1.645, "low68": 0.994, "high68": 0.994, "high": 1.645}
"""Standard deviations between the middle and the ends of a normal's 90% and 68%."""
LOSSES = 2022 + 8 / 12
"""When the deferred asset began to grow."""


@cache
def _errors_of_other_years() -> dict[str, float]:
    """Root mean square of the model's error in all other years from 2010 on, bn USD, by year."""
    score = next(each for each in backtest.backtest(results.run(HISTORY)) if each.series == "net_income")
    return backtest.left_out_errors(score.by_period)


def _widened(ends: dict[str, Cell], key: str, middle: float, error: float) -> dict[str, Cell]:
    """Return a band's ends where an error of that standard deviation comes on top of the parameters."""
    found: dict[str, Cell] = {}
    for end, deviations in ERRORS.items():
        side = -1.0 if end.startswith("low") else 1.0
        drawn = max(side * (float(ends[f"{key}_{end}"] or 0.0) - middle), 0.0)
        found[f"{key}_{end}"] = round(middle + side * sqrt(drawn**2 + (deviations * error) ** 2), 2)
    return found


def _gaps(rows: Rows) -> dict[int, float]:
    """By how much the model's net income is above the published one, bn USD, by year."""
    return {
        int(str(row["year"])): float(row["model_net_income"] or 0) - float(row["net_income"])
        for row in rows
        if row["net_income"] is not None
    }


def _mean_gap(rows: Rows) -> float:
    return fsum(abs(_gaps(rows)[n]) for n in COUNTED) / len(COUNTED)


def _deferred_gap(rows: Rows) -> float:
    """By how much the model's deferred asset is above the published one at the last year end, percent."""
    last = [row for row in rows if row["deferred"] is not None][-1]
    return 100 * (float(last["model_deferred"] or 0) / float(last["deferred"] or 1) - 1)


Ends = dict[int, tuple[float, float]]


def _of_parameters() -> Ends:
    """The 90% band of net income by parameters alone, by counted year."""
    ends = bands.band(YEARS, "net_income")
    return {n: (ends[str(n)][0], ends[str(n)][3]) for n in COUNTED}


def _printed(rows: Rows, key: str) -> Ends:
    """The 90% band of a column, by year in which a published value stands beside it."""
    return {
        int(str(row["year"])): (float(row[f"model_{key}_low"] or 0), float(row[f"model_{key}_high"] or 0))
        for row in rows
        if row[key] is not None
    }


def _inside(rows: Rows, key: str, ends: Ends) -> int:
    """How many years have their published value within these ends."""
    published = {int(str(row["year"])): float(row[key] or 0) for row in rows}
    return sum(1 for n, (low, high) in ends.items() if low <= published[n] <= high)


def _counted(rows: Rows) -> Ends:
    return {n: ends for n, ends in _printed(rows, "net_income").items() if n in COUNTED}


def _width(ends: Ends) -> str:
    return formats.money(fsum(high - low for low, high in ends.values()) / len(ends), "bn USD")


def _draw_income(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 190, left=50, right=14, top=46, bottom=34, columns=1 if layout.narrow else 2)
    data, panels = numbered(rows), []
    for key, head in (("net_income", "每年的淨利，億美元"), ("deferred", "年底的遞延資產，億美元")):
        path = f"model_{key}"
        x = axes.spaced_years(data, frame, domain=key == "deferred")
        y = axes.value(key, frame, axes.span(rows, key, f"{path}_low", f"{path}_high"), per=0.1)
        published = alt.Chart(having(data, key)).mark_bar(color=colour("fed"), fillOpacity=0.45)
        model = alt.Chart(having(data, path)).mark_line(style="model", color=colour("ink"), strokeWidth=1.8)
        panels.append(
            frame.panel(
                published.encode(x=x, y=y),
                bands.layer(data, path, "ink", x),
                model.encode(x=x, y=axes.up(path)),
                labels.heading(head, frame),
            )
        )
    return frame.page(*panels)


@chart("model_income")
def model_income() -> Figure:
    """Net income and the deferred asset, year by year: the model and the published figures."""
    rows, gaps = _income_rows(), _gaps(_income_rows())
    worst = max(COUNTED, key=lambda n: abs(gaps[n]))
    last = formats.money(gaps[2025], "bn USD", signed=True)
    over = "高" if _deferred_gap(rows) > 0 else "低"
    share = formats.percent(abs(_deferred_gap(rows)), 0)
    return Figure(
        title=(
            f"淨利每年平均差 {formats.money(_mean_gap(rows), 'bn USD')}；"
            f"2025 年底的遞延資產比公布的{over} {share}"
        ),
        measure="聯準銀行的淨利與遞延資產，億美元；長條是公布的數字，虛線是模型",
        rows=rows,
        columns=[
            Column("year", "年", "year"),
            Column("net_income", "淨利", "bn USD", 0),
            Column("model_net_income", "模型：淨利", "bn USD", 0),
            *bands.columns("model_net_income", "模型：淨利", "bn USD", 0),
            Column("deferred", "遞延資產（年底）", "bn USD", 0),
            Column("model_deferred", "模型：遞延資產", "bn USD", 0),
            *bands.columns("model_deferred", "模型：遞延資產", "bn USD", 0),
        ],
        rules=[
            Rule("2010 至 2024 年平均差不到 50 億美元", lambda rows: _mean_gap(rows) < 5),
            Rule("遞延資產差不到兩成", lambda rows: abs(_deferred_gap(rows)) < 20),
            Rule(
                "十五年裡至少十三年的淨利在九成的色帶裡",
                lambda rows: _inside(rows, "net_income", _counted(rows)) >= 13,
            ),
            Rule(
                "公布的遞延資產都在色帶裡",
                lambda rows: (
                    _inside(rows, "deferred", _printed(rows, "deferred")) == len(_printed(rows, "deferred"))
                ),
            ),
        ],
        summary=(
            f"兩張圖，2009 至 2025 年。2010 至 2024 年淨利平均差 {formats.money(_mean_gap(rows), 'bn USD')}，"
            f"最多的是 {worst} 年，{formats.money(gaps[worst], 'bn USD', signed=True)}；"
            f"2025 年 {last}。2025 年底遞延資產比公布的{over} {share}。"
        ),
        sources=["fed_income"],
        runs=[results.stamp(results.run(HISTORY))],
        note=(
            "營運費用、放款收入、危機時期公司的收入與股利是給定的。"
            f"2009 年不計，差 {formats.money(gaps[2009], 'bn USD', signed=True)}。"
            f"{bands.note([YEARS, HISTORY])}"
            "這張圖的色帶另外加上模型自己的誤差：每一年用其他各年的均方根誤差，遞延資產照虧損的年數累積。"
            f"{COUNTED[0]} 至 {COUNTED[-1]} 年，公布的淨利有 {_inside(rows, 'net_income', _counted(rows))} 年"
            f"落在九成的色帶裡，平均寬 {_width(_counted(rows))}；只抽參數的話是"
            f" {_inside(rows, 'net_income', _of_parameters())} 年，平均寬 {_width(_of_parameters())}。"
            "寬了才蓋得住，不算模型變準。"
        ),
        draw=lambda layout: _draw_income(layout, rows),
    )


def _error(series: str) -> Result:
    return Result(
        label=f"模型與歷史：{SERIES[series]}的平均誤差，2009 年第 2 季至 2025 年底",
        value=_errors()[series],
        unit="percent",
        places=1,
        run=results.stamp(results.run(HISTORY)),
    )


@result("model_error_total_assets")
def model_error_total_assets() -> Result:
    """Mean error of total assets against history."""
    return _error("total_assets")


@result("model_error_treasuries")
def model_error_treasuries() -> Result:
    """Mean error of Treasuries against history."""
    return _error("treasuries")


@result("model_error_mbs")
def model_error_mbs() -> Result:
    """Mean error of MBS against history."""
    return _error("mbs")


@result("model_error_reserves")
def model_error_reserves() -> Result:
    """Mean error of reserves against history."""
    return _error("reserves")


@result("model_error_net_income")
def model_error_net_income() -> Result:
    """Mean error of net income against what was published."""
    return Result(
        label="模型與歷史：聯準會每年淨利的平均誤差，2010 至 2024 年",
        value=_mean_gap(_income_rows()),
        unit="bn USD",
        places=0,
        run=results.stamp(results.run(HISTORY)),
    )


@result("model_gap_deferred_asset")
def model_gap_deferred_asset() -> Result:
    """By how much the model's deferred asset is off at the end of 2025."""
    return Result(
        label="模型與歷史：2025 年底遞延資產的誤差",
        value=abs(_deferred_gap(_income_rows())),
        unit="percent",
        places=0,
        run=results.stamp(results.run(HISTORY)),
        when="2025-12",
    )
