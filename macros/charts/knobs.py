"""Two knobs: the Federal Reserve's policy rate and its total assets since 2022."""

from typing import Any

import altair as alt

from macros.figures import axes, events, labels
from macros.figures.dates import dated, having, last, on
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, values
from macros.figures.panels import Frame, Picture
from macros.figures.results import Result, result, run, stamp
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data

FIRST = "2022-01"
PEAK, LOW, LAST = "2024-08-31", "2025-11-30", "2026-08-31"
"""Month-ends: before the first cut, at the end of run-off, before the rise of September 2026."""


def _rows() -> list[Row]:
    rates = data.figure("policy_rates").series("fed")
    assets = data.figure("fed_balance_sheet").series("total_assets")
    return [
        {"date": date, "policy_rate": rate, "total_assets": assets.get(date)}
        for date, rate in rates.items()
        if date >= FIRST
    ]


def _at(rows: Rows, date: str, key: str) -> float:
    return next(float(row[key] or 0) for row in rows if row["date"] == date)


def _fell(rows: Rows) -> float:
    """Points by which the rate was cut while assets still shrank."""
    return _at(rows, PEAK, "policy_rate") - _at(rows, LOW, "policy_rate")


def _shrunk(rows: Rows) -> float:
    """What total assets lost while the rate was cut, bn USD."""
    return _at(rows, PEAK, "total_assets") - _at(rows, LOW, "total_assets")


def _rise(rows: Rows) -> float:
    """The rise of September 2026, points."""
    return _at(rows, "2026-09-30", "policy_rate") - _at(rows, LAST, "policy_rate")


def _months(rows: Rows, key: str, start: str, end: str) -> list[float]:
    return values([row for row in rows if start <= str(row["date"]) <= end], key)


def _draw(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 138, left=44, right=16 if layout.narrow else 24, top=46, bottom=32)
    monthly = dated(rows)
    x = axes.years(monthly, frame)
    rates, assets = axes.span(rows, "policy_rate"), axes.span(rows, "total_assets", zero=False, head=0.15)
    rate = alt.Chart(having(monthly, "policy_rate")).mark_line(color=colour("fed"), interpolate="step-after")
    total = alt.Chart(having(monthly, "total_assets")).mark_line(color=colour("fed"))

    def said(text: str, month: str, key: str, **look: Any) -> alt.Chart:
        return labels.note(text, on(monthly, month), key, style="strong", token="ink", **look)

    now = last(monthly, "total_assets")
    return frame.page(
        frame.panel(
            events.shading("fed-qt2-starts", "fed-qt2-ends", frame),
            rate.encode(x=x, y=axes.value("policy_rate", frame, rates)),
            labels.heading("政策利率，聯邦資金目標上限，%", frame),
            said("升息", "2022-09", "policy_rate", dx=14, dy=20),
            said("降息", "2025-01", "policy_rate", dx=10, dy=-10),
            said("再升息", str(rows[-1]["date"]), "policy_rate", align="right", dy=-16),
        ),
        frame.panel(
            events.shading("fed-qt2-starts", "fed-qt2-ends", frame, "縮表"),
            total.encode(x=x, y=axes.value("total_assets", frame, assets, per=1000)),
            labels.heading("總資產，兆美元", frame),
            labels.note("買國庫券，小幅回升", now, "total_assets", style="strong", token="ink",
                        align="right", dy=-14),
        ),
    )  # fmt: skip


@chart("qt_two_knobs")
def qt_two_knobs() -> Figure:
    """The policy rate above, total assets below, month-ends since 2022."""
    rows = _rows()
    shrunk = _shrunk(rows)
    cut = formats.trimmed(_fell(rows), 2)
    return Figure(
        title=f"聯準會曾經邊降息邊縮表，降了 {cut} 個百分點；2026 年 9 月升息，卻沒有恢復縮表",
        measure="聯準會的政策利率（目標上限）與總資產，月底；底色是第二次縮表的期間",
        rows=rows,
        columns=[
            Column("date", "日期", "month"),
            Column("policy_rate", "政策利率", "percent", 2),
            Column("total_assets", "總資產", "bn USD", 0),
        ],
        rules=[
            Rule("降息的那段期間，總資產變小", lambda rows: _shrunk(rows) > 0 and _fell(rows) > 0),
            Rule("2026 年 9 月升息", lambda rows: _rise(rows) > 0),
            Rule(
                "縮表停止以後，每個月底的總資產都不低於 2025 年 11 月底",
                lambda rows: (
                    min(_months(rows, "total_assets", LOW, "2026-12")) == _at(rows, LOW, "total_assets")
                ),
            ),
            Rule(
                "2022 年升息時，總資產從高點變小",
                lambda rows: (
                    _months(rows, "total_assets", "2022-04", "2023-12")[0]
                    > _months(rows, "total_assets", "2022-04", "2023-12")[-1]
                ),
            ),
        ],
        summary=(
            "上下兩張折線圖，2022 年起。政策利率從 "
            f"{formats.percent(_at(rows, '2022-01-31', 'policy_rate'), 2)} 升到 "
            f"{formats.percent(_at(rows, PEAK, 'policy_rate'), 2)}，2024 年 9 月起降到 "
            f"{formats.percent(_at(rows, LAST, 'policy_rate'), 2)}，2026 年 9 月升到 "
            f"{formats.percent(_at(rows, '2026-09-30', 'policy_rate'), 2)}。"
            f"總資產從 2024 年 8 月到 2025 年 11 月再少 {formats.money(shrunk, 'bn USD')}，之後小幅回升。"
        ),
        sources=["policy_rates", "fed_balance_sheet"],
        note=(
            "總資產到 2026 年 7 月底，縱軸從 6 兆美元起；9 月的利率決議據多份獨立報導，官方頁面尚未逐一讀過。"
        ),
        draw=lambda layout: _draw(layout, rows),
    )


BILLS = "fed_2025_reserve_management"
"""The scenario of run-off, its end, and the bill purchases after it."""
SPAN = ("2025-11", "2026-08")


def _since_the_end(column: str, label: str) -> Result:
    found = run(BILLS)
    first, last = (found.months.index(month) for month in SPAN)
    path = found.columns[column]
    return Result(
        label=label,
        value=abs(path[last] - path[first]),
        unit="bn USD",
        places=0,
        run=stamp(found),
        when=SPAN[1],
    )


@result("rmp_assets_added")
def rmp_assets_added() -> Result:
    """How much larger total assets are in August 2026 than at the end of run-off, bn USD."""
    return _since_the_end("total_assets", "2025 年 11 月底至 2026 年 8 月底，總資產多出")


@result("rmp_duration_lost")
def rmp_duration_lost() -> Result:
    """How much smaller the ten-year equivalents are over the same months, bn USD."""
    return _since_the_end("ten_year_equivalents", "2025 年 11 月底至 2026 年 8 月底，十年期當量少了")
