"""How a central bank earns and loses: income against interest, remittances, the deferred asset, the UK."""

from math import fsum

from macros.figures import bands, results
from macros.figures.canvas import Picture, Plot
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, error, number_at, values
from macros.figures.sheet import sheet
from macros.figures.theme import Layout
from macros.kept import band_draws
from macros.text import formats
from qeqt import data

HISTORY = "fed_history"
YEARS = band_draws.yearly(HISTORY)


def _years(plot: Plot, first: int, last: int, every: int) -> None:
    shown = [n for n in range(first, last + 1) if n % every == 0]
    plot.categories([float(n) for n in shown], [str(n) for n in shown])


def _bar(place: float, low: float, high: float, half: float = 0.36) -> tuple[float, float, float, float]:
    return (place - half, place + half, low, high)


def _flip_rows() -> list[Row]:
    found = results.run(HISTORY)
    rows: list[Row] = []
    for row in data.figure("fed_income").rows:
        name = str(row["date"])[:4]
        if int(name) < 2010:
            continue
        mine = [n for n, month in enumerate(found.months) if month[:4] == name]
        parts = [row["interest_expense_reserves"], row["interest_expense_rrp"]]
        paid = row["interest_expense_total"]
        if paid is None and parts[0] is not None:
            paid = fsum(float(part or 0) for part in parts)
        rows.append(
            {
                "year": name,
                "income": row["soma_interest_income"],
                "on_reserves": parts[0],
                "on_rrp": parts[1],
                "paid": paid,
                "model_income": round(fsum(float(found.columns["interest_income"][n]) for n in mine), 1),
                "model_paid": round(fsum(float(found.columns["interest_expense"][n]) for n in mine), 1),
                **bands.cells("model_income", YEARS, "interest_income", name),
                **bands.cells("model_paid", YEARS, "interest_expense", name),
            }
        )
    return rows


def _draw_flip(layout: Layout, rows: Rows) -> Picture:
    plot = Plot(layout, (2009.4, 2025.6), (-3400, 2300), 300, left=50)
    at = [-3000, -2000, -1000, 0, 1000, 2000]
    plot.grid(at, [formats.decimal(v, 0) for v in at], "億美元")
    for row in rows:
        x = float(str(row["year"]))
        if row["income"] is not None:
            plot.bars([_bar(x, 0, 10 * float(row["income"]))], "series-3", opacity=0.75)
        if row["on_reserves"] is not None:
            reserves, parked = 10 * float(row["on_reserves"]), 10 * float(row["on_rrp"] or 0)
            plot.bars([_bar(x, -reserves, 0)], "fed", opacity=0.75)
            plot.bars([_bar(x, -reserves - parked, -reserves)], "qt", opacity=0.45)
        elif row["paid"] is not None:
            plot.bars([_bar(x, -10 * float(row["paid"]), 0)], "fed", opacity=0.75)
    places = [float(str(row["year"])) for row in rows]
    for key, sign in (("model_income", 10), ("model_paid", -10)):
        bands.tint(plot, rows, key, "ink", 1 / sign, lambda row: float(str(row["year"])))
        plot.line(
            [(x, sign * v) for x, v in zip(places, values(rows, key), strict=True)],
            "ink",
            model=True,
            width=1.6,
        )
    plot.name("收到：證券利息", 2009.7, 1600, "series-3")
    plot.name("付出：準備金利息", 2009.7, -1000, "fed")
    plot.name("付出：附賣回利息", 2021.3, -2560, "qt", anchor="end")
    plot.name("虛線：模型", 2009.7, -1900, "ink")
    _years(plot, 2010, 2025, 4 if layout.narrow else 2)
    return sheet(plot.layout, [plot])


def _ratio(rows: Rows, key: str) -> float:
    """What a column was in 2023 over what it was in 2022."""
    return number_at(rows, "2023", key, "year") / number_at(rows, "2022", key, "year")


def _short(rows: Rows, name: str) -> float:
    """By how much interest paid exceeds interest received in a year, bn USD."""
    return number_at(rows, name, "paid", "year") - number_at(rows, name, "income", "year")


@chart("fiscal_fed_flip")
def fiscal_fed_flip() -> Figure:
    """Interest received and paid by the Reserve Banks, year by year, the model beside them."""
    rows = _flip_rows()
    of = {str(row["year"]): row for row in rows}
    income, times = _ratio(rows, "income") - 1, _ratio(rows, "paid")
    short = _short(rows, "2023")
    apart = [
        abs(float(r["model_income"] or 0) / float(r["income"]) - 1) for r in rows if r["income"] is not None
    ]
    return Figure(
        title=(
            f"2023 年收到的利息少了 {formats.percent(-100 * income, 0)}，付出的利息變成 {times:.1f} 倍，"
            "正負號翻了過來"
        ),
        measure="聯準會證券利息收入，與付給準備金、附賣回的利息，各年，億美元；虛線是模型",
        rows=rows,
        columns=[
            Column("year", "年", "year"),
            Column("income", "證券利息收入", "bn USD", 0),
            Column("on_reserves", "準備金利息", "bn USD", 0),
            Column("on_rrp", "附賣回利息", "bn USD", 0),
            Column("paid", "利息支出合計", "bn USD", 0),
            Column("model_income", "模型：利息收入", "bn USD", 0),
            *bands.columns("model_income", "模型：利息收入", "bn USD", 0),
            Column("model_paid", "模型：利息支出", "bn USD", 0),
            *bands.columns("model_paid", "模型：利息支出", "bn USD", 0),
        ],
        rules=[
            Rule("收入減少，但不到一成", lambda rows: 0.9 < _ratio(rows, "income") < 1),
            Rule("支出超過兩倍", lambda rows: _ratio(rows, "paid") > 2),
            Rule(
                "2022 年收入大於支出，2023 年相反",
                lambda rows: _short(rows, "2022") < 0 < _short(rows, "2023"),
            ),
            Rule("模型的收入平均相差不到一成", lambda rows: error(rows, "model_income", "income") < 10),
        ],
        summary=(
            f"長條圖，2010 年以來。2015 年收 {formats.money(float(of['2015']['income'] or 0), 'bn USD')}、"
            f"付 {formats.money(float(of['2015']['paid'] or 0), 'bn USD')}；"
            f"2023 年收 {formats.money(float(of['2023']['income'] or 0), 'bn USD')}、"
            f"付 {formats.money(float(of['2023']['paid'] or 0), 'bn USD')}，"
            f"付的比收的多 {formats.money(short, 'bn USD')}。"
            f"模型的利息收入與公布的平均相差 {formats.percent(100 * fsum(apart) / len(apart), 0)}。"
        ),
        sources=["fed_income"],
        runs=[results.stamp(results.run(HISTORY))],
        note=(
            "2016 年的收入與 2025 年的利息沒有找到公布的數字，留空；2021 年只有利息支出的合計。"
            + bands.note([YEARS])
        ),
        draw=lambda layout: _draw_flip(layout, rows),
    )


def _remittance_rows() -> list[Row]:
    fast = data.facts()["fed_remit_2015_fast"]
    rows: list[Row] = []
    for row in data.figure("fed_income").rows:
        name = str(row["date"])[:4]
        if int(name) >= 2007:
            net = float(row["net_income"] or 0)
            rows.append(
                {
                    "year": name,
                    "remitted": row["remittances"],
                    "one_time": fast.value if name == fast.as_of[:4] else None,
                    "loss": net if net < 0 else None,
                }
            )
    return rows


def _draw_remittances(layout: Layout, rows: Rows) -> Picture:
    plot = Plot(layout, (2006.4, 2025.6), (-1350, 1450), 270, left=50)
    at = [-1000, -500, 0, 500, 1000]
    plot.grid(at, [formats.decimal(v, 0) for v in at], "億美元")
    for row in rows:
        x = float(str(row["year"]))
        base = 10 * float(row["remitted"] or 0)
        plot.bars([_bar(x, 0, base)], "fed", opacity=0.75)
        if row["one_time"] is not None:
            top = base + 10 * float(row["one_time"])
            plot.bars([_bar(x, base, top)], "qe", opacity=0.85)
            plot.name("2015 年一次提繳", x, top, "qe", anchor="middle", dy=-20)
            total = 10 * data.facts()["fed_remit_2015"].value
            plot.text(f"合計 {formats.decimal(total, 0)}", x, top, "qe", anchor="middle", dy=-5)
        if row["year"] == "2021":
            plot.text(f"初估 {formats.decimal(base, 0)}", x, base, "fed", anchor="middle", dy=-5)
        if row["loss"] is not None:
            plot.bars([_bar(x, 10 * float(row["loss"]), 0)], "qt", opacity=0.75)
    plot.name("繳給財政部", 2007, 860, "fed")
    plot.name("虧損", 2022.4, -620, "qt", anchor="end")
    _years(plot, 2007, 2025, 4)
    return sheet(plot.layout, [plot])


def _of_2015(rows: Rows) -> float:
    """What the year 2015 gave to the Treasury, from income and from surplus, bn USD."""
    return number_at(rows, "2015", "remitted", "year") + number_at(rows, "2015", "one_time", "year")


@chart("fiscal_remittances")
def fiscal_remittances() -> Figure:
    """What the Reserve Banks paid to the Treasury, with the one-time transfer of 2015 and the losses."""
    rows, facts = _remittance_rows(), data.facts()
    of = {str(row["year"]): row for row in rows}
    net, fast, audited = (
        facts[key].value for key in ("fed_remit_2015_income", "fed_remit_2015_fast", "fed_remit_2015")
    )
    lost = -fsum(values(rows, "loss"))
    return Figure(
        title=(
            f"2015 年的高點含一次提繳 {formats.money(fast, 'bn USD')}；"
            f"2023 年起三年合計虧 {formats.money(lost, 'bn USD')}"
        ),
        measure="聯準會每年繳給美國財政部的金額，以及 2023 年起的虧損，億美元",
        rows=rows,
        columns=[
            Column("year", "年", "year"),
            Column("remitted", "由淨利繳庫", "bn USD", 1),
            Column("one_time", "一次提繳公積", "bn USD", 1),
            Column("loss", "虧損", "bn USD", 1),
        ],
        rules=[
            Rule("兩筆相加是查核數，差不到 0.2", lambda rows: abs(_of_2015(rows) - audited) < 0.2),
            Rule(
                "圖上的 2015 年就是這筆淨利",
                lambda rows: next(r["remitted"] for r in rows if r["year"] == "2015") == net,
            ),
            Rule(
                "2023 年起連虧三年",
                lambda rows: (
                    [r["year"] for r in rows if float(r["loss"] or 0) < 0] == ["2023", "2024", "2025"]
                ),
            ),
        ],
        summary=(
            f"長條圖，2007 年以來。2015 年由淨利繳 {formats.money(net, 'bn USD')}，"
            f"另一次提繳 {formats.money(fast, 'bn USD')}。"
            f"2021 年初估繳 {formats.money(float(of['2021']['remitted'] or 0), 'bn USD')}，"
            f"2022 年 {formats.money(float(of['2022']['remitted'] or 0), 'bn USD')}，"
            f"2023 到 2025 年合計虧 {formats.money(lost, 'bn USD')}。"
        ),
        sources=["fed_income"],
        other=["聯準會理事會，2015 年度財務報表新聞稿（一次提繳）"],
        note=(
            "各年是初估的繳庫額，查核後略有出入，"
            f"例如 2021 年查核後是 {formats.money(facts['fed_remit_2021'].value, 'bn USD')}。"
            "2023 至 2025 年個別準備銀行仍有少量繳庫，沒有找到金額，不畫。"
        ),
        draw=lambda layout: _draw_remittances(layout, rows),
    )
