"""What QE looked like: the programmes on the balance sheet, a rate that fell, a yield that rose untouched."""

from math import fsum

import altair as alt

from macros.charts import programmes
from macros.figures import axes, bands, events, labels, results
from macros.figures.dates import dated, having, iso, on
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, error, number_at, told, values
from macros.figures.panels import Frame, Picture
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data
from qeqt.core import months

SCENARIO = "fed_history"
"""Decided policy alone, from the balance sheet of December 2008 on."""


def _quarters() -> list[Row]:
    found = results.run(SCENARIO)
    model = dict(zip(found.months, found.columns["total_assets"], strict=True))
    rows: list[Row] = []
    for row in data.figure("fed_balance_sheet").rows:
        date = str(row["date"])
        if int(date[5:7]) % 3 == 0:
            path = model.get(date[:7])
            rows.append(
                {
                    "date": date,
                    "total_assets": row["total_assets"],
                    "mbs": row["mbs"],
                    "agency": row["agency"],
                    "model": None if path is None else round(float(path), 1),
                    **bands.cells("model", SCENARIO, "total_assets", date[:7]),
                }
            )
    return rows


def _in(rows: Rows, month: str, key: str) -> float:
    """A column's value in a month."""
    return float(next(row[key] for row in rows if str(row["date"])[:7] == month) or 0)


def _width() -> float:
    """How far apart the ends of the 90% band are where the model ends, bn USD."""
    low, _, _, high = bands.last(SCENARIO, "total_assets")
    return high - low


def _draw_programmes(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 290, left=34)
    quarters, fact = dated(rows), data.facts()["fed_assets_2008_12"]
    x, room = axes.years(quarters, frame), axes.span(rows, "total_assets", "model_high", head=0.2)
    y = axes.value("total_assets", frame, room, "兆美元", per=1000)
    official = alt.Chart(having(quarters, "total_assets")).mark_line(color=colour("fed"))
    model = alt.Chart(having(quarters, "model")).mark_line(
        style="model", color=colour("ink"), strokeWidth=1.6
    )
    jump: Row = {"date": iso(fact.as_of), "total_assets": fact.value}
    dot = alt.Chart(alt.InlineData(values=[jump])).mark_circle(color=colour("ink"), size=60)
    beside = on(quarters, "2016-03")
    said = enumerate(("2008 年底", "放款與換匯", "多半不是 QE"))
    told = [
        labels.note(text, jump, "total_assets", token="ink", align="right", dx=-8,
                    dy=-40 + line * layout.small * 1.4, style="note" if line else "strong")
        for line, text in said
    ]  # fmt: skip
    return frame.page(
        frame.panel(
            programmes.tinted(opacity=0.16),
            *programmes.named(lower=("QE2", "疫情買債") if layout.narrow else ()),
            bands.layer(quarters, "model", "ink", x),
            official.encode(x=x, y=y),
            model.encode(x=x, y=axes.up("model")),
            dot.encode(x=x, y=axes.up("total_assets")),
            *told,
            labels.name("官方數字", "fed", beside, "total_assets", align="center", dy=22),
            labels.name("虛線：模型", "ink", beside, "total_assets", align="center", dy=-10),
        )
    )


PROGRAMME_COLUMNS = [
    Column("date", "季底", "month"),
    Column("total_assets", "總資產", "bn USD", 0),
    Column("mbs", "其中機構房貸證券", "bn USD", 0),
    Column("agency", "其中機構債", "bn USD", 0),
    Column("model", "模型的總資產", "bn USD", 0),
    *bands.columns("model", "模型的總資產", "bn USD", 0),
]


@chart("qe_fed_programmes")
def qe_fed_programmes() -> Figure:
    """The Federal Reserve's total assets with its programmes, and the model's path from decided policy."""
    rows, jump = _quarters(), data.facts()["fed_assets_2008_12"]
    known = [r for r in rows if r["model"] is not None]
    apart = [abs(float(r["model"] or 0) / float(r["total_assets"] or 1) - 1) for r in known]
    off = 100 * fsum(apart) / len(apart)
    start, last, peak = (
        values(rows, "total_assets")[0],
        values(rows, "total_assets")[-1],
        max(values(rows, "total_assets")),
    )
    bonds = _in(rows, "2008-12", "agency")
    return Figure(
        title=(
            f"2008 年底一跳到 {formats.money(jump.value, 'bn USD')}，多半不是 QE：房貸證券隔年 1 月才開始買"
        ),
        measure="聯準會總資產，季底；暖色是買債的月份，冷色是縮表的月份，虛線是模型照公布的措施走出的路徑",
        rows=rows,
        columns=PROGRAMME_COLUMNS,
        rules=[
            Rule(
                "2008 年下半年總資產變成兩倍以上",
                lambda rows: _in(rows, "2008-12", "total_assets") > 2 * _in(rows, "2008-06", "total_assets"),
            ),
            Rule("2008 年底還沒有一張房貸證券", lambda rows: _in(rows, "2008-12", "mbs") == 0),
            Rule(
                "2008 年底的機構債，不到半年增加額的百分之五",
                lambda rows: (
                    0
                    < _in(rows, "2008-12", "agency")
                    < 0.05 * (_in(rows, "2008-12", "total_assets") - _in(rows, "2008-06", "total_assets"))
                ),
            ),
            Rule("到 2009 年 3 月底，買進的房貸證券已經入帳", lambda rows: _in(rows, "2009-03", "mbs") > 0),
            Rule("模型平均相差不到百分之三", lambda rows: error(rows, "model", "total_assets") < 3),
        ],
        summary=(
            f"折線圖。總資產從 2002 年底的 {formats.money(start, 'bn USD')}，"
            f"經過三輪 QE 與疫情買債，最高的季底 {formats.money(peak, 'bn USD')}，"
            f"兩次縮表之後，最近一季 {formats.money(last, 'bn USD')}。"
            f"2008 年底的 {formats.money(jump.value, 'bn USD')}來自緊急放款與換匯，當時還沒有買進房貸證券。"
            f"模型的路徑從 2009 年起，與官方數字平均相差 {formats.percent(off)}。"
        ),
        sources=["fed_balance_sheet"],
        other=["聯邦公開市場委員會歷次聲明（各方案的起訖月份）"],
        runs=[results.stamp(results.run(SCENARIO))],
        note=(
            f"機構債 2008 年 12 月 5 日就開始買，到年底只有 {formats.money(bonds, 'bn USD')}；"
            "暖色從 2009 年 1 月畫起。"
            "模型從 2008 年 12 月的資產負債表出發，餵公布的買賣與縮減、實際的利率與物價；"
            "放款、換匯等其他資產是給定的實際值，不是算出來的。"
            f"{bands.note([SCENARIO])}"
            f"最後一季的九成區間上下差 {formats.money(_width(), 'bn USD')}，線下幾乎看不見，數字在資料表裡。"
        ),
        draw=lambda layout: _draw_programmes(layout, rows),
    )


def _draw_2013(layout: Layout, rows: Rows) -> Picture:
    frame, low = Frame(layout, 210, left=48, right=16, top=50, bottom=36), 80
    days = dated(rows)
    x, first, final = axes.months(days, frame), str(days[0]["date"]), str(days[-1]["date"])
    y = axes.value(
        "ten_year", frame, axes.span(rows, "ten_year", zero=False, head=0.2), "十年期公債殖利率，%", places=1
    )
    yields = alt.Chart(having(days, "ten_year")).mark_line(color=colour("fed"), strokeWidth=2.4)
    named = [data.facts()[key] for key in ("us_10y_2013_05", "us_10y_2013_09")]
    marked: list[Row] = [{"date": iso(fact.as_of), "ten_year": fact.value} for fact in named]
    dots = alt.Chart(alt.InlineData(values=marked)).mark_circle(color=colour("fed"))
    talk, taper = (events.event(name).date for name in ("taper-tantrum", "fed-taper-2013"))
    by_month = {str(row["date"])[:7]: row for row in days}
    bought = [
        {
            **row,
            "date": max(iso(f"{month}-02"), first),
            "until": min(iso(f"{months.after(month, 1)}-01"), final),
        }
        for month, row in by_month.items()
    ]
    bars = alt.Chart(alt.InlineData(values=bought)).mark_bar(
        color=colour("qe"), fillOpacity=0.8, orient="vertical"
    )
    pace = axes.value("purchases", frame, axes.span(rows, "purchases"), per=0.1, height=low)
    return frame.page(
        frame.panel(
            events.line(talk, frame, "5 月 22 日說可能少買", "center" if layout.narrow else "left"),
            events.line(taper, frame, "12 月 18 日" if layout.narrow else "12 月 18 日決定減量", "center"),
            yields.encode(x=x, y=y),
            dots.encode(x=x, y=axes.up("ten_year")),
            *(
                labels.name(formats.percent(float(row["ten_year"] or 0), 2), "fed", row, "ten_year",
                            align="right", dx=-7, dy=-4)
                for row in marked
            ),
        ),
        frame.panel(
            bars.encode(x=x, x2="until", y=pace),
            labels.heading("公布的每月購買，億美元", frame),
            height=low,
        ),
    )  # fmt: skip


@chart("qe_2013_no_trade")
def qe_2013_no_trade() -> Figure:
    """The taper talk of 2013: the yield rose by a point while the purchases went on unchanged."""
    rows, facts = data.figure("us_taper_2013").rows, data.facts()
    first, last = facts["us_10y_2013_05"], facts["us_10y_2013_09"]
    rose, pace = last.value - first.value, facts["qe3_month"].value
    taper = events.event("fed-taper-2013").date

    def risen(rows: Rows) -> float:
        return number_at(rows, last.as_of, "ten_year") - number_at(rows, first.as_of, "ten_year")

    return Figure(
        title=(
            f"2013 年 5 月到 9 月，每月照買 {formats.money(pace, 'bn USD')}，"
            f"殖利率卻升了 {formats.points(rose)}"
        ),
        measure=(
            "美國十年期公債殖利率（每個星期三，另加 9 月 5 日）與聯準會公布的每月購買，"
            "2013 年 1 月至 2014 年 2 月"
        ),
        rows=rows,
        columns=[
            Column("date", "日期", "date"),
            Column("ten_year", "十年期公債殖利率", "percent", 2),
            Column("purchases", "公布的每月購買", "bn USD per month", 0),
        ],
        rules=[
            Rule(
                "決定減量以前，每月購買沒有變過",
                lambda rows: set(values([r for r in rows if str(r["date"]) <= taper], "purchases")) == {pace},
            ),
            Rule(
                "殖利率升了近一個百分點",
                lambda rows: 0.85 < risen(rows) < 1.05,
            ),
            told("從頭到尾升了", formats.points(rose), lambda rows: formats.points(risen(rows))),
            Rule(
                "圖與正文的兩個數字一致",
                lambda rows: all(number_at(rows, f.as_of, "ten_year") == f.value for f in (first, last)),
            ),
            Rule(
                "九月的高點，是決定減量以前最高的",
                lambda rows: (
                    max(values([r for r in rows if str(r["date"]) < taper], "ten_year"))
                    == number_at(rows, last.as_of, "ten_year")
                ),
            ),
        ],
        summary=(
            f"上下兩張圖。上圖：十年期公債殖利率從 5 月 22 日的 {formats.percent(first.value, 2)} "
            f"升到 9 月 5 日的 {formats.percent(last.value, 2)}。"
            f"下圖：每月購買一直是 {formats.money(pace, 'bn USD')}，"
            f"到 2014 年 1 月才減為 {formats.money(75, 'bn USD')}，2 月 {formats.money(65, 'bn USD')}。"
        ),
        sources=["us_taper_2013"],
        draw=lambda layout: _draw_2013(layout, rows),
    )
