"""The two central banks' rates since 2022, and what Taiwan's households pay."""

import altair as alt

from macros.figures import axes, events, labels
from macros.figures.dates import dated, having, iso
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, number_at, values
from macros.figures.panels import Frame, Picture
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data

BASE = "2022-02-28"
"""The month before either bank began to raise."""


def _rows() -> list[Row]:
    """Percentage points since the base, at month-ends."""
    table = [row for row in data.figure("policy_rates").rows if str(row["date"]) >= BASE]
    fed, cbc = float(table[0]["fed"] or 0), float(table[0]["cbc"] or 0)
    return [
        {
            "date": str(row["date"]),
            "fed": round(float(row["fed"] or 0) - fed, 3),
            "cbc": round(float(row["cbc"] or 0) - cbc, 3),
        }
        for row in table
    ]


def _at(rows: Rows, date: str, key: str) -> float:
    return float(next(row[key] for row in rows if row["date"] == date) or 0)


def _draw_follow(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 270, left=34, right=100)
    monthly = dated(rows)
    x, room = axes.years(monthly, frame), axes.span(rows, "fed", "cbc")
    lines = [
        alt.Chart(having(monthly, bank))
        .mark_line(color=colour(bank), interpolate="step-after", strokeWidth=2.4)
        .encode(x=x, y=axes.value(bank, frame, room, "個百分點，2022 年 2 月底＝0"))
        for bank in ("fed", "cbc")
    ]
    fed, cbc = (values(rows, bank)[-1] for bank in ("fed", "cbc"))
    named = [(f"聯準會 +{fed:.2f}", fed, "fed"), (f"台灣 +{cbc:.3f}", cbc, "cbc")]
    said = labels.note("2024 年 3 月：聯準會不動，台灣升", monthly[-1], "cbc", token="cbc",
                       align="right", dx=-4, dy=-10)  # fmt: skip
    return frame.page(frame.panel(*lines, said, labels.ends(named, frame, room)))


@chart("taiwan_follow")
def taiwan_follow() -> Figure:
    """Cumulative moves of the Federal Reserve and of Taiwan's central bank since February 2022."""
    rows = _rows()
    peak, up = max(values(rows, "fed")), max(values(rows, "cbc"))
    return Figure(
        title=(
            f"聯準會升了 {formats.points(peak, 2)}又降、再升，台灣升 {formats.points(up, 3)}之後就停在那裡"
        ),
        measure="聯準會目標上限與台灣重貼現率，2022 年 2 月底以來的累計變動",
        rows=rows,
        columns=[
            Column("date", "月底", "month"),
            Column("fed", "聯準會", "percentage points", 2),
            Column("cbc", "台灣", "percentage points", 3),
        ],
        rules=[
            Rule(
                "與正文的升幅一致",
                lambda rows: (
                    max(values(rows, "fed")) == data.facts()["fed_hikes_2022_23"].value
                    and max(values(rows, "cbc")) == data.facts()["cbc_hikes_2022_24"].value
                ),
            ),
            Rule(
                "2024 年 3 月聯準會不動，台灣升",
                lambda rows: (
                    _at(rows, "2024-03-31", "fed") == _at(rows, "2024-02-29", "fed")
                    and _at(rows, "2024-03-31", "cbc") > _at(rows, "2024-02-29", "cbc")
                ),
            ),
            Rule(
                "此後台灣沒有再動，聯準會降過也升過",
                lambda rows: (
                    values(rows, "cbc")[-1] == _at(rows, "2024-03-31", "cbc")
                    and min(values(rows, "fed")[25:]) < values(rows, "fed")[-1] < peak
                ),
            ),
        ],
        summary=(
            f"兩條階梯線，從 2022 年 2 月底的零起算。聯準會最高到 {formats.points(peak, 2)}，"
            f"2026 年 9 月是 {formats.points(values(rows, 'fed')[-1], 2)}；"
            f"台灣在 2024 年 3 月到 {formats.points(up, 3)}，之後是平的。"
        ),
        sources=["policy_rates"],
        note="月底有效的利率；聯準會用目標區間上限，台灣用重貼現率。2026 年 9 月的值據多份獨立報導。",
        draw=lambda layout: _draw_follow(layout, rows),
    )


ROUNDS = (
    *(f"cbc-credit-controls-{n}" for n in (1, 2, 3, 4, 5)),
    "cbc-reserve-ratio-2024-06",
    "cbc-credit-controls-7",
)
"""Events of the timeline that are the seven rounds of credit control."""
AVERAGES = ("2022-12-31", "2023-12-31", "2024-12-31")
"""Mortgage rates that look like averages of the year; they are drawn in its middle."""
EASED = ("cbc-hold-2026-03", "cbc-hold-2026-09")


def _housing() -> list[Row]:
    found: dict[str, dict[str, float | int | str | None]] = {}
    steps = data.figure("policy_rates").series("cbc")
    for date, value in data.figure("taiwan_mortgage_rate").series("mortgage_rate").items():
        if date >= "2017-12":
            found.setdefault(date, {"date": date})["mortgage"] = value
    known = 0.0
    for date, value in steps.items():
        if date >= "2017-12" and value is not None and (value != known or date == max(steps)):
            found.setdefault(date, {"date": date})["discount"] = value
            known = value
    for date, value in data.figure("taiwan_house_price_index").series("house_price_index").items():
        found.setdefault(date, {"date": date})["index"] = value
    return [found[date] for date in sorted(found)]


def _days(names: tuple[str, ...]) -> list[str]:
    return [str(events.event(name).date) for name in names]


def _draw_housing(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 150, left=38, right=76, top=46, bottom=28)
    shown = dated(rows)
    x = axes.years(shown, frame)
    rates, prices = (
        axes.span(shown, "discount", "mortgage", zero=False, room=0.18),
        axes.span(shown, "index", zero=False, room=0.25),
    )
    averages = {iso(day): iso(f"{day[:4]}-07-01") for day in AVERAGES}
    lent = [{**row, "date": averages.get(str(row["date"]), row["date"])} for row in shown]
    discount = alt.Chart(having(shown, "discount")).mark_line(
        color=colour("cbc"), interpolate="step-after", strokeWidth=2.4
    )
    mortgage = alt.Chart(having(lent, "mortgage")).mark_circle(color=colour("qe"), size=60)
    index = alt.Chart(having(shown, "index")).mark_line(color=colour("cbc"), strokeWidth=2.4)
    eased: list[Row] = [
        {"date": iso(day), "low": prices[0] + 0.06 * (prices[1] - prices[0])} for day in _days(EASED)
    ]
    looser = alt.Chart(alt.InlineData(values=eased)).mark_circle(color=colour("qt"), size=50)
    now = {key: values(rows, key)[-1] for key in ("mortgage", "discount", "index")}
    return frame.page(
        frame.panel(
            discount.encode(x=x, y=axes.value("discount", frame, rates, places=1)),
            mortgage.encode(x=x, y=axes.up("mortgage")),
            labels.heading("年率，%", frame),
            labels.ends(
                [("新房貸", now["mortgage"], "qe"), ("重貼現率", now["discount"], "cbc")], frame, rates
            ),
        ),
        frame.panel(
            *(events.line(day, frame) for day in _days(ROUNDS)),
            index.encode(x=x, y=axes.value("index", frame, prices)),
            looser.encode(x=x, y=axes.up("low")),
            labels.heading("住宅價格指數，2016 年＝100；直線是七輪信用管制", frame),
            labels.note("第二戶放寬", eased[0], "low", token="qt", align="right", dx=-8, dy=5),
            labels.ends([(f"{now['index']:.1f}", now["index"], "cbc")], frame, prices),
        ),
    )


def _rises(rows: Rows) -> tuple[float, float]:
    """What the mortgage rate rose since the end of 2021, and the discount rate from its lowest, points."""
    discount = values(rows, "discount")
    return (
        values(rows, "mortgage")[-1] - number_at(rows, "2021-12-31", "mortgage"),
        discount[-1] - min(discount),
    )


@chart("taiwan_mortgage_and_prices")
def taiwan_mortgage_and_prices() -> Figure:
    """New mortgage rate and discount rate; house prices and the seven rounds of credit control."""
    rows = _housing()
    before, last = number_at(rows, "2021-12-31", "mortgage"), values(rows, "mortgage")[-1]
    rise, policy = _rises(rows)
    peak, latest = max(values(rows, "index")), values(rows, "index")[-1]
    return Figure(
        title=(
            f"2021 年以來，新房貸利率升了 {formats.points(rise, 2)}，政策利率升了 {formats.points(policy, 3)}"
        ),
        measure="五大銀行新承做房貸利率、重貼現率與住宅價格指數",
        rows=rows,
        columns=[
            Column("date", "日期", "date"),
            Column("mortgage", "新承做房貸利率", "percent", 3),
            Column("discount", "重貼現率", "percent", 3),
            Column("index", "住宅價格指數", "index points", 2),
        ],
        rules=[
            Rule(
                "兩個升幅相差不到 0.15 個百分點，房貸升得多一點",
                lambda rows: 0 < _rises(rows)[0] - _rises(rows)[1] < 0.15,
            ),
            Rule(
                "政策利率停住之後，房貸利率還在升",
                lambda rows: (
                    values(rows, "mortgage")[-1]
                    > number_at(rows, "2024-12-31", "mortgage")
                    > number_at(rows, "2023-12-31", "mortgage")
                ),
            ),
            Rule(
                "房價指數從最高點回落不到百分之五",
                lambda rows: (
                    0.95 * max(values(rows, "index")) < values(rows, "index")[-1] < max(values(rows, "index"))
                ),
            ),
        ],
        summary=(
            f"兩張上下相接的圖。新承做房貸利率 2021 年 {formats.percent(before, 2)}，"
            f"2026 年 1 月 {formats.percent(last, 3)}；重貼現率 2024 年 3 月起停在 "
            f"{formats.percent(values(rows, 'discount')[-1], 0)}。"
            f"住宅價格指數最高 {formats.decimal(peak, 2)}，"
            f"最近一季 {formats.decimal(latest, 2)}。"
        ),
        sources=["taiwan_mortgage_rate", "policy_rates", "taiwan_house_price_index"],
        note=(
            "房貸利率是點：2021 年以前是 12 月，2022 至 2024 年看來是全年平均，畫在年中，"
            "最後兩點是 2025 年 12 月與 2026 年 1 月。"
            "直線的日期是生效日，2024 年兩輪是決定日。時間湊在一起不等於因果。"
        ),
        draw=lambda layout: _draw_housing(layout, rows),
    )
