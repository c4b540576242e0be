"""How a central bank earns and loses: income against interest, remittances, the deferred asset, the UK."""

from math import fsum
from typing import Any

import altair as alt

from macros.figures import axes, bands, labels, results
from macros.figures.dates import having, numbered
from macros.figures.figure import Cell, Column, Figure, Row, Rows, Rule, chart, error, number_at, told, values
from macros.figures.panels import Frame, Picture
from macros.figures.theme import Layout, colour
from macros.kept import band_draws
from macros.text import formats
from qeqt import data

HISTORY = "fed_history"
YEARS = band_draws.yearly(HISTORY)


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


def _flip(row: Row) -> dict[str, Cell]:
    """Return a year's row with what is paid below nought."""
    paid = {
        key: -float(cell) for key, cell in row.items() if key.startswith("model_paid") and cell is not None
    }
    found: dict[str, Cell] = {**row, **paid}
    if row["on_reserves"] is not None:
        found["reserves_to"] = -float(row["on_reserves"])
        found["rrp_to"] = -float(row["on_reserves"]) - float(row["on_rrp"] or 0)
    elif row["paid"] is not None:
        found["reserves_to"] = -float(row["paid"])
    return found


def _draw_flip(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 300, left=50)
    years = [_flip(row) for row in numbered(rows)]
    x = axes.spaced_years(years, frame, domain=False)
    keys = ("income", "reserves_to", "rrp_to", "model_income_high", "model_paid_high")
    y = axes.value("income", frame, axes.span(years, *keys), "億美元", per=0.1)
    got = alt.Chart(having(years, "income")).mark_bar(color=colour("series-3"), fillOpacity=0.75)
    banks = alt.Chart(having(years, "reserves_to")).mark_bar(color=colour("fed"), fillOpacity=0.75)
    funds = alt.Chart(having(years, "rrp_to")).mark_bar(color=colour("qt"), fillOpacity=0.45)
    paths = [
        alt.Chart(having(years, key))
        .mark_line(style="model", color=colour("ink"), strokeWidth=1.6)
        .encode(x=x, y=axes.up(key))
        for key in ("model_income", "model_paid")
    ]

    def name(text: str, token: str, at: int, key: str, **look: Any) -> alt.Chart:
        return labels.name(text, token, years[at], key, x=alt.X("year:O"), **look)

    deep = min(range(len(years)), key=lambda n: float(years[n].get("rrp_to") or 0))
    aside = -1.6 * frame.width / len(years)
    return frame.page(
        frame.panel(
            got.encode(x=x, y=y),
            banks.encode(x=x, y=axes.up("reserves_to")),
            funds.encode(x=x, y=axes.up("reserves_to"), y2="rrp_to"),
            bands.layer(years, "model_income", "ink", x),
            bands.layer(years, "model_paid", "ink", x),
            *paths,
            name("收到：證券利息", "series-3", 0, "model_income", dx=-8, dy=-64),
            name("付出：準備金利息", "fed", 0, "model_paid", dx=-8, dy=44),
            name("付出：附賣回利息", "qt", deep, "rrp_to", align="right", dx=aside, dy=-8),
            name("虛線：模型", "ink", 0, "model_paid", dx=-8, dy=92),
        )
    )


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
    frame = Frame(layout, 270, left=50)
    years = [
        {**row, "top": float(row["remitted"] or 0) + float(row["one_time"] or 0)} for row in numbered(rows)
    ]
    x, along = axes.spaced_years(years, frame, domain=False), alt.X("year:O")
    y = axes.value("remitted", frame, axes.span(years, "top", "loss", head=0.22), "億美元", per=0.1)
    paid = alt.Chart(having(years, "remitted")).mark_bar(color=colour("fed"), fillOpacity=0.75)
    once = alt.Chart(having(years, "one_time")).mark_bar(color=colour("qe"), fillOpacity=0.85)
    lost = alt.Chart(having(years, "loss")).mark_bar(color=colour("qt"), fillOpacity=0.75)
    special = next(row for row in years if row["one_time"] is not None)
    early = next(row for row in years if row["year"] == "2021")
    losing = next(row for row in years if row["loss"] is not None)
    total = formats.decimal(10 * data.facts()["fed_remit_2015"].value, 0)
    told = formats.decimal(10 * float(early["remitted"] or 0), 0)
    return frame.page(
        frame.panel(
            paid.encode(x=x, y=y),
            once.encode(x=x, y=axes.up("remitted"), y2="top"),
            lost.encode(x=x, y=axes.up("loss")),
            labels.name("2015 年一次提繳", "qe", special, "top", x=along, align="center", dy=-20),
            labels.note(f"合計 {total}", special, "top", x=along, token="qe", align="center", dy=-5),
            labels.note(f"初估 {told}", early, "remitted", x=along, token="fed", align="center", dy=-5),
            labels.name("繳給財政部", "fed", years[1], "remitted", x=along, dx=-8, dy=-64),
            labels.name("虧損", "qt", losing, "loss", x=along, align="right", dx=-14, dy=-20),
        )
    )


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
            told(
                "三年合計虧",
                formats.money(lost, "bn USD"),
                lambda rows: formats.money(-fsum(values(rows, "loss")), "bn USD"),
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
