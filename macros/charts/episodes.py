"""What QE looked like: the programmes on the balance sheet, a rate that fell, a yield that rose untouched."""

from itertools import pairwise
from math import fsum

from macros.charts.money_market import place
from macros.figures import bands, events, results
from macros.figures.canvas import Picture, Plot, year
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, error, number_at, pairs, values
from macros.figures.sheet import sheet
from macros.figures.theme import Layout
from macros.text import formats
from qeqt import data
from qeqt.core import months

SCENARIO = "fed_history"
"""Decided policy alone, from the balance sheet of December 2008 on."""
BUYING = ("treasury_purchases", "mbs_purchases", "agency_purchases")
NAMES = {"qe": ["QE1", "QE2", "QE3", "疫情買債"], "qt": ["QT1", "QT2"]}


def _runs(wanted: list[str]) -> list[tuple[str, str]]:
    """Return the first and last months of the unbroken stretches in a list of months."""
    starts = [m for before, m in pairwise(["", *wanted]) if not before or months.after(before, 1) != m]
    ends = [m for m, after in pairwise([*wanted, ""]) if not after or months.after(m, 1) != after]
    return list(zip(starts, ends, strict=True))


def programmes() -> list[tuple[str, str, str, str]]:
    """Return (name, qe or qt, first month, last month) of every programme, from decided policy.

    Months in which more was bought than sold outright, bills aside; and months with a cap on run-off.
    """
    policy = data.policy("fed")
    all_months = [months.after("2008-12", n) for n in range(months.between("2008-12", "2026-06"))]

    def bought(month: str) -> float:
        return fsum(policy[key].at(month) or 0 for key in BUYING) - (policy["treasury_sales"].at(month) or 0)

    found = {
        "qe": _runs([m for m in all_months if bought(m) > 0.5]),
        "qt": _runs([m for m in all_months if policy["treasury_runoff_cap"].at(m) is not None]),
    }
    return [
        (name, kind, *stretch)
        for kind, names in NAMES.items()
        for name, stretch in zip(names, found[kind], strict=True)
    ]


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
    plot = Plot(layout, (2002.9, 2026.8), (0, 10.9), 290, left=34)
    for name, kind, first, last in programmes():
        start, end = year(first) - 0.04, year(last) + 0.04
        plot.bars([(start, end, *plot.y)], kind, opacity=0.16)
        low = name in ("QE2", "疫情買債") and layout.narrow
        plot.text(name, (start + end) / 2, plot.y[1], kind, anchor="middle", dy=34 if low else 15)
    plot.grid([0, 2, 4, 6, 8, 10], ["0", "2", "4", "6", "8", "10"], "兆美元")
    plot.years(4)
    bands.tint(plot, rows, "model", "ink", 1000)
    plot.line([(x, None if y is None else y / 1000) for x, y in pairs(rows, "total_assets", year)], "fed")
    plot.line(
        [(x, None if y is None else y / 1000) for x, y in pairs(rows, "model", year)],
        "ink",
        model=True,
        width=1.6,
    )
    fact = data.facts()["fed_assets_2008_12"]
    plot.dots([(year(fact.as_of), fact.value / 1000)], "ink", 60)
    for line, text in enumerate(("2008 年底", "放款與換匯", "多半不是 QE")):
        plot.text(
            text, 2008.6, 3.2, "ink", anchor="end", dy=(line - 2) * layout.small * 1.4, strong=line == 0
        )
    plot.name("官方數字", 2016.2, 4.45, "fed", anchor="middle", dy=22)
    plot.name("虛線：模型", 2016.2, 4.45, "ink", anchor="middle", dy=-10)
    return sheet(plot.layout, [plot])


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
        columns=[
            Column("date", "季底", "month"),
            Column("total_assets", "總資產", "bn USD", 0),
            Column("mbs", "其中機構房貸證券", "bn USD", 0),
            Column("agency", "其中機構債", "bn USD", 0),
            Column("model", "模型的總資產", "bn USD", 0),
            *bands.columns("model", "模型的總資產", "bn USD", 0),
        ],
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
    span = (place("2013-01-03"), place("2014-02-24"))
    firsts = [f"2013-{n:02d}-01" for n in (3, 5, 7, 9, 11)] + ["2014-01-01"]
    names = [f"{int(first[5:7])} 月" for first in firsts]
    yields = Plot(layout, span, (1.4, 3.5), 210, left=48, right=16, bottom=36)
    at = [1.5, 2.0, 2.5, 3.0]
    yields.grid(at, [f"{v:.1f}" for v in at], "十年期公債殖利率，%")
    yields.categories([place(first) for first in firsts], names)
    talk, taper = events.event("taper-tantrum").date, events.event("fed-taper-2013").date
    yields.moment(place(talk), "5 月 22 日說可能少買", "start" if not layout.narrow else "middle")
    yields.moment(place(taper), "12 月 18 日決定減量" if not layout.narrow else "12 月 18 日", "middle")
    yields.line(pairs(rows, "ten_year", place), "fed", width=2.4)
    facts = data.facts()
    for key, anchor, dx, dy in (("us_10y_2013_05", "end", -7, -5), ("us_10y_2013_09", "end", -7, -3)):
        fact = facts[key]
        yields.dots([(place(fact.as_of), fact.value)], "fed")
        yields.name(
            formats.percent(fact.value, 2), place(fact.as_of), fact.value, "fed", anchor=anchor, dx=dx, dy=dy
        )
    bought = Plot(layout, span, (0, 1000), 80, left=48, right=16, top=50)
    bought.heading("公布的每月購買，億美元")
    bought.grid([0, 500, 1000], ["0", "500", "1,000"])
    bought.categories([place(first) for first in firsts], names)
    by_month = {str(row["date"])[:7]: 10 * float(row["purchases"] or 0) for row in rows}
    bars = []
    for month, pace in by_month.items():
        end = min(place(f"{months.after(month, 1)}-01"), span[1])
        bars.append((max(place(f"{month}-01"), span[0]) + 1, end - 1, 0.0, pace))
    bought.bars(bars, "qe", opacity=0.8)
    return sheet(layout, [yields, bought])


@chart("qe_2013_no_trade")
def qe_2013_no_trade() -> Figure:
    """The taper talk of 2013: the yield rose by a point while the purchases went on unchanged."""
    rows, facts = data.figure("us_taper_2013").rows, data.facts()
    first, last = facts["us_10y_2013_05"], facts["us_10y_2013_09"]
    rose, pace = last.value - first.value, facts["qe3_month"].value
    taper = events.event("fed-taper-2013").date
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
                lambda rows: (
                    0.85
                    < number_at(rows, last.as_of, "ten_year") - number_at(rows, first.as_of, "ten_year")
                    < 1.05
                ),
            ),
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
