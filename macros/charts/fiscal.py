"""How a central bank earns and loses: income against interest, remittances, the deferred asset, the UK."""

from macros import formats, results
from macros.figure import Column, Figure, Row, Rows, Rule, chart, values
from macros.plot import Picture, Plot
from macros.theme import Layout
from qeqt import data

HISTORY = "fed_history"


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
            paid = sum(float(part or 0) for part in parts)
        rows.append(
            {
                "year": name,
                "income": row["soma_interest_income"],
                "on_reserves": parts[0],
                "on_rrp": parts[1],
                "paid": paid,
                "model_income": round(sum(float(found.columns["interest_income"][n]) for n in mine), 1),
                "model_paid": round(sum(float(found.columns["interest_expense"][n]) for n in mine), 1),
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
    return plot.chart()


@chart("fiscal_fed_flip")
def fiscal_fed_flip() -> Figure:
    """Interest received and paid by the Reserve Banks, year by year, the model beside them."""
    rows = _flip_rows()
    of = {str(row["year"]): row for row in rows}
    income = float(of["2023"]["income"] or 0) / float(of["2022"]["income"] or 1) - 1
    times = float(of["2023"]["paid"] or 0) / float(of["2022"]["paid"] or 1)
    short = float(of["2023"]["paid"] or 0) - float(of["2023"]["income"] or 0)
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
            Column("model_paid", "模型：利息支出", "bn USD", 0),
        ],
        rules=[
            Rule("收入減少，但不到一成", lambda rows: -0.1 < income < 0),
            Rule("支出超過兩倍", lambda rows: times > 2),
            Rule(
                "2022 年收入大於支出，2023 年相反",
                lambda rows: float(of["2022"]["income"] or 0) > float(of["2022"]["paid"] or 0) and short > 0,
            ),
            Rule("模型的收入平均相差不到一成", lambda rows: sum(apart) / len(apart) < 0.1),
        ],
        summary=(
            f"長條圖，2010 年以來。2015 年收 {formats.money(float(of['2015']['income'] or 0), 'bn USD')}、"
            f"付 {formats.money(float(of['2015']['paid'] or 0), 'bn USD')}；"
            f"2023 年收 {formats.money(float(of['2023']['income'] or 0), 'bn USD')}、"
            f"付 {formats.money(float(of['2023']['paid'] or 0), 'bn USD')}，"
            f"付的比收的多 {formats.money(short, 'bn USD')}。"
            f"模型的利息收入與公布的平均相差 {formats.percent(100 * sum(apart) / len(apart), 0)}。"
        ),
        sources=["fed_income"],
        runs=[results.stamp(results.run(HISTORY))],
        note="2016 年的收入與 2025 年的利息沒有找到公布的數字，留空；2021 年只有利息支出的合計。",
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
    return plot.chart()


@chart("fiscal_remittances")
def fiscal_remittances() -> Figure:
    """What the Reserve Banks paid to the Treasury, with the one-time transfer of 2015 and the losses."""
    rows, facts = _remittance_rows(), data.facts()
    of = {str(row["year"]): row for row in rows}
    net, fast, audited = (
        facts[key].value for key in ("fed_remit_2015_income", "fed_remit_2015_fast", "fed_remit_2015")
    )
    lost = -sum(values(rows, "loss"))
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
            Rule("兩筆相加是查核數，差不到 0.2", lambda rows: abs(net + fast - audited) < 0.2),
            Rule(
                "圖上的 2015 年就是這筆淨利",
                lambda rows: next(r["remitted"] for r in rows if r["year"] == "2015") == net,
            ),
            Rule(
                "2023 年起連虧三年",
                lambda rows: [r["year"] for r in rows if r["loss"] is not None] == ["2023", "2024", "2025"],
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


def _draw_uk(layout: Layout, rows: Rows) -> Picture:
    plot = Plot(layout, (-0.5, 3.5), (-165, 150), 260, left=50, bottom=46)
    at = [-1000, -500, 0, 500, 1000]
    plot.grid([v / 10 for v in at], [formats.decimal(v, 0) for v in at], "億英鎊")
    boxes = [(0.0, 0.0), (0.0, 0.0)]
    paid_in, back, left, lifetime = (float(row["amount"] or 0) for row in rows)
    boxes = [(0, paid_in), (paid_in + back, paid_in), (0, left), (lifetime, 0)]
    for n, (row, (low, high)) in enumerate(zip(rows, boxes, strict=True)):
        estimate = n == 3
        token = "qt" if float(row["amount"] or 0) < 0 else "boe"
        if estimate:
            plot.estimates([(float(n), lifetime, lifetime, lifetime)], token)
        else:
            plot.bars([_bar(n, low, high, 0.32)], token, opacity=0.8)
        amount = float(row["amount"] or 0)
        text = formats.money(
            abs(amount) if estimate else amount, "bn GBP", "億", bare=True, signed=not estimate
        )
        if estimate:
            plot.name(f"淨付約 {text}", n, lifetime, token, anchor="middle", dy=-11)
        else:
            plot.name(text, n, high, token, anchor="middle", dy=-6)
    heads = [("QE 年代", "繳進國庫"), ("之後由國庫", "補回"), ("2025 年底", "還剩"), ("全程估計", "（OBR）")]
    plot.categories([0, 1, 2, 3], [head for head, _ in heads])
    for n, (_, second) in enumerate(heads):
        plot.text(second, n, plot.y[0], "ink-soft", anchor="middle", dy=8 + 2.4 * layout.small)
    plot.line([(0.32, paid_in), (0.68, paid_in)], "ink-soft", width=1)
    plot.line([(1.32, left), (1.68, left)], "ink-soft", width=1)
    return plot.chart()


@chart("fiscal_uk_cash")
def fiscal_uk_cash() -> Figure:
    """Cash between the Bank of England's facility and the Treasury: paid in, paid back, what is left."""
    facts = data.facts()
    paid_in, back, left, lifetime = (
        facts[k] for k in ("uk_paid_in", "uk_paid_back", "uk_left", "uk_lifetime")
    )
    rows: list[Row] = [
        {"what": paid_in.label_zh, "date": paid_in.as_of, "amount": paid_in.value},
        {"what": back.label_zh, "date": back.as_of, "amount": -back.value},
        {"what": left.label_zh, "date": left.as_of, "amount": left.value},
        {"what": lifetime.label_zh, "date": lifetime.as_of, "amount": -lifetime.value},
    ]
    share = 100 * back.value / paid_in.value
    official = data.figure("boe_apf").series("cumulative_cash_to_treasury")
    return Figure(
        title=(
            f"英國國庫先收 {formats.money(paid_in.value, 'bn GBP')}，三年多就吐回 {formats.percent(share, 0)}"
        ),
        measure="英格蘭銀行資產購買機制與財政部之間的累計現金，億英鎊",
        rows=rows,
        columns=[
            Column("what", "項目", "text"),
            Column("date", "截至", "date"),
            Column("amount", "金額，正數為國庫收到", "bn GBP", 1),
        ],
        rules=[
            Rule("收進減補回等於剩下", lambda rows: abs(paid_in.value - back.value - left.value) < 0.11),
            Rule(
                "與英格蘭銀行季報的兩個點一致",
                lambda rows: official == {paid_in.as_of: paid_in.value, left.as_of: left.value},
            ),
            Rule("已經吐回四分之三以上", lambda rows: share > 75),
            Rule("全程估計是淨付出", lambda rows: lifetime.value > 0),
        ],
        summary=(
            f"瀑布圖。2022 年 9 月以前國庫累計收 {formats.money(paid_in.value, 'bn GBP')}，"
            f"到 2025 年底補回 {formats.money(back.value, 'bn GBP')}，"
            f"還剩 {formats.money(left.value, 'bn GBP')}。"
            f"預算責任辦公室 2025 年 3 月估計全程淨付 {formats.money(lifetime.value, 'bn GBP')}。"
        ),
        sources=["boe_apf"],
        other=["英國預算責任辦公室，《經濟與財政展望》2025 年 3 月（全程估計）"],
        note="只有兩個公布的累計數，中間沒有數列，所以不畫成線。全程估計隨利率與賣債價格大幅變動。",
        draw=lambda layout: _draw_uk(layout, rows),
    )
