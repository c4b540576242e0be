"""The other three central banks: the model beside history, the British fund's cash, all four in one unit."""

from macros.figures import bands, results
from macros.figures.canvas import Picture, Plot, year
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, error, values
from macros.figures.sheet import sheet
from macros.figures.theme import Layout
from macros.kept import band_draws
from macros.text import formats
from qeqt import data
from qeqt.study import apf_lifetime, backtest_banks
from qeqt.study.backtest import Score

WHEN = "2024-12-31"
"""The last day on which all four have total assets and GDP."""
BANKS = {"boj": "日本銀行", "ecb": "歐元體系", "boe": "英格蘭銀行", "fed": "聯準會", "cbc": "台灣外匯存底"}


def score_of(series: str, first: str = "") -> Score:
    """Return a score of the three banks by its series, and its first month where several have it."""
    return next(s for s in backtest_banks.scores() if s.series == series and s.first.startswith(first))


def _points(rows: Rows, key: str) -> list[tuple[float, float]]:
    return [(year(str(row["date"])), float(cell)) for row in rows if (cell := row.get(key)) is not None]


def _ecb_rows() -> list[Row]:
    found = results.run(backtest_banks.ECB)
    official = data.figure("ecb_portfolios").rows
    actual = {str(row["date"])[:7]: row for row in official}
    rows: list[Row] = []
    for n, month in enumerate(found.months):
        if month[5:] not in ("03", "06", "09", "12") or month < "2015-06":
            continue
        row = actual.get(month, {})
        rows.append(
            {
                "date": month,
                "app_model": round(found.columns["treasuries"][n], 1),
                "app": row.get("app_total"),
                "pepp_model": round(found.columns["other_programme_holdings"][n], 1)
                if month >= "2020-03"
                else None,
                "pepp": row.get("pepp_cumulative"),
                **bands.cells("app_model", backtest_banks.ECB, "treasuries", month),
            }
        )
    return rows


def _draw_ecb(layout: Layout, rows: Rows) -> Picture:
    plot = Plot(layout, (2015.0, 2027.0), (0, 4000), 270, left=54, right=22)
    plot.grid([0, 1000, 2000, 3000, 4000], ["0", "1", "2", "3", "4"], "兆歐元")
    plot.years(4 if layout.narrow else 2)
    bands.tint(plot, rows, "app_model", "ecb")
    for key, token in (("app", "ecb"), ("pepp", "series-2")):
        plot.line(_points(rows, key), token)
        plot.line(_points(rows, f"{key}_model"), token, model=True, width=1.6)
    plot.name("APP", 2019.2, 2720, "ecb")
    plot.name("PEPP", 2021.3, 1880, "series-2", anchor="end", dx=-4)
    plot.moment(2023.5, "APP 不再投資", "end")
    return sheet(plot.layout, [plot])


def _both(rows: Rows) -> list[Row]:
    """APP and PEPP together, in the model and as published, where both of both are known."""
    known = [
        r for r in rows if r["app"] is not None and r["pepp"] is not None and r["pepp_model"] is not None
    ]
    return [
        {
            "model": float(r["app_model"] or 0) + float(r["pepp_model"] or 0),
            "published": float(r["app"] or 0) + float(r["pepp"] or 0),
        }
        for r in known
    ]


@chart("banks_ecb")
def banks_ecb() -> Figure:
    """APP and PEPP, model and published."""
    rows = _ecb_rows()
    score = score_of("app_and_pepp")
    unused = data.policy("ecb")["pepp_envelope"].at("2022-03") or 0.0
    left = unused - max(values(rows, "pepp"))
    return Figure(
        title=f"只照公布的金額走，歐元體系兩個計畫的合計十一年平均差 {formats.percent(score.mape, 1)}",
        measure="APP（攤銷後成本）與 PEPP（累計淨購買），季底，兆歐元；實線是公布數字，虛線是模型",
        rows=rows,
        columns=[
            Column("date", "日期", "month"),
            Column("app_model", "APP，模型", "bn EUR", 1),
            Column("app", "APP，公布", "bn EUR", 1),
            Column("pepp_model", "PEPP，模型", "bn EUR", 1),
            Column("pepp", "PEPP，公布", "bn EUR", 1),
            *bands.columns("app_model", "APP，模型", "bn EUR", 1),
        ],
        rules=[
            Rule("合計的平均誤差在 4% 以內", lambda rows: error(_both(rows), "model", "published") < 4),
            Rule("PEPP 的額度沒有用完", lambda rows: unused - max(values(rows, "pepp")) > 100),
        ],
        summary=(
            f"折線圖，2015 年到最近。APP 最高 {formats.money(max(values(rows, 'app')), 'bn EUR')}，"
            f"PEPP 最高 {formats.money(max(values(rows, 'pepp')), 'bn EUR')}，"
            f"額度裡有 {formats.money(left, 'bn EUR')}沒有用。"
            f"模型與公布數字的合計平均差 {formats.percent(score.mape, 1)}。"
        ),
        sources=["ecb_portfolios"],
        as_of="2026-05-31",
        runs=[
            results.stamp(results.run(backtest_banks.ECB)),
            results.stamp(results.run(backtest_banks.ECB_PEPP)),
        ],
        note=(
            "模型多給了三樣：溢價每年攤銷的比率、PEPP 沒有用完的額度、買進的期限分布（憑記憶）。"
            f"{bands.note([backtest_banks.ECB])}PEPP 沒有參數會動到它，所以沒有色帶。"
        ),
        draw=lambda layout: _draw_ecb(layout, rows),
    )


FAN = {"low": -1.0, "held": 0.0, "high": 1.0}
"""Percentage points on Bank Rate and gilt yields after the last announced decision."""


def _cash_rows() -> list[Row]:
    official = {d[:7]: v for d, v in data.figure("boe_apf").series("cumulative_cash_to_treasury").items()}
    paths = {name: apf_lifetime.lifetime(shift) for name, shift in FAN.items()}
    held = paths["held"]
    return [
        {
            "date": month,
            "official": official.get(month),
            "model": round(held.columns["indemnity_cumulative"][n], 1),
            **{
                name: round(paths[name].columns["indemnity_cumulative"][n], 1)
                if month >= apf_lifetime.TURN
                else None
                for name in ("low", "high")
            },
            **bands.cells("model", band_draws.lasting(apf_lifetime.SCENARIO), "indemnity_cumulative", month),
        }
        for n, month in enumerate(held.months)
        if month[5:] in ("03", "06", "09", "12")
    ]


def _draw_cash(layout: Layout, rows: Rows) -> Picture:
    plot = Plot(layout, (2009.0, 2051.0), (-250, 160), 280, left=56, right=18)
    plot.grid([-200, -100, 0, 100], ["−2,000", "−1,000", "0", "1,000"], "億英鎊")
    plot.years(20 if layout.narrow else 10)
    low, high = (_points(rows, key) for key in ("low", "high"))
    plot.band([(x, b, a) for (x, a), (_, b) in zip(low, high, strict=True)], "band")
    bands.tint(plot, rows, "model", "boe")
    plot.line(_points(rows, "model"), "boe", model=True)
    plot.dots(_points(rows, "official"), "boe", 70)
    for x, y in _points(rows, "official"):
        left = y > 60
        text = f"公布 {formats.decimal(10 * y, 0)}"
        plot.name(text, x, y, "boe", anchor="end" if left else "start", dx=-8 if left else 9, dy=-7)
    plot.text("利率低一個百分點", high[-1][0], low[-1][1], "ink-soft", anchor="end", dy=-13)
    plot.text("利率高一個百分點", high[-1][0], high[-1][1], "ink-soft", anchor="end", dy=21)
    return sheet(plot.layout, [plot])


def _fullest(rows: Rows) -> str:
    """The month in which the model's cash is highest."""
    return str(max(rows, key=lambda row: float(row["model"] or 0))["date"])


@chart("banks_apf_cash")
def banks_apf_cash() -> Figure:
    """The indemnity both ways: cash to the Treasury, and back; the fan over the fund's life."""
    rows = _cash_rows()
    model = {str(row["date"]): float(row["model"] or 0) for row in rows}
    peak = _fullest(rows)
    end = {name: values(rows, name)[-1] for name in ("low", "model", "high")}
    obr = data.facts()["uk_lifetime"]
    said = "、".join(formats.money(v, "bn GBP") for v in values(rows, "official"))
    return Figure(
        title=(
            f"模型裡財政部先收 {formats.money(model[peak], 'bn GBP')}；"
            f"如果利率不變、不再賣，全程淨付 {formats.money(-end['model'], 'bn GBP')}"
        ),
        measure="資產購買機制累計繳給英國財政部的現金，億英鎊；虛線是模型，圓點是兩個公布數字，扇形是利率高低一個百分點",
        rows=rows,
        columns=[
            Column("date", "日期", "month"),
            Column("official", "公布", "bn GBP", 1),
            Column("model", "模型，利率不變", "bn GBP", 1),
            *bands.columns("model", "模型，利率不變", "bn GBP", 1),
            Column("low", "模型，利率低一個百分點", "bn GBP", 1),
            Column("high", "模型，利率高一個百分點", "bn GBP", 1),
        ],
        rules=[
            Rule("高點在 2022 年", lambda rows: _fullest(rows)[:4] == "2022"),
            Rule("兩個公布點平均差在一成以內", lambda rows: error(rows, "model", "official") < 10),
            Rule("全程淨付出", lambda rows: values(rows, "model")[-1] < 0),
            Rule(
                "利率愈高付得愈多",
                lambda rows: values(rows, "high")[-1] < values(rows, "model")[-1] < values(rows, "low")[-1],
            ),
        ],
        summary=(
            f"折線圖，2009 到 2050 年。模型的累計現金在 {formats.month(peak)}最高，"
            f"{formats.money(model[peak], 'bn GBP')}，"
            f"2025 年底剩 {formats.money(model['2025-12'], 'bn GBP')}；"
            f"公布的兩個數字是 {said}。利率不變時全程淨付 {formats.money(-end['model'], 'bn GBP')}，"
            f"高一個百分點 {formats.money(-end['high'], 'bn GBP')}，"
            f"低一個百分點 {formats.money(-end['low'], 'bn GBP')}。"
        ),
        sources=["boe_apf", "policy_rates"],
        as_of="2025-12-31",
        other=[f"英國預算責任辦公室 2025 年 3 月的全程估計：淨付 {formats.money(obr.value, 'bn GBP')}"],
        runs=[results.stamp(results.run(backtest_banks.BOE))],
        note=(
            "買進時高於面額的比例與平均年限憑記憶，而且看過答案：它們決定現金什麼時候來，不決定一生的總額。"
            "2026 年 9 月以後不賣，只等到期；這是「如果利率維持不變，那麼……」，不是預測。"
            f"灰色的扇形是利率，貼著虛線的才是參數。{bands.note([band_draws.lasting(apf_lifetime.SCENARIO)])}"
        ),
        draw=lambda layout: _draw_cash(layout, rows),
    )


def _compare_rows() -> list[Row]:
    assets = next(row for row in data.figure("central_bank_assets").rows if row["date"] == WHEN)
    reserves = data.figure("taiwan_fx_reserves").series("fx_reserves")[WHEN]
    share = {bank: float(assets[f"{bank}_gdp"] or 0) for bank in BANKS if bank != "cbc"}
    share["cbc"] = 100 * reserves / data.facts()["tw_gdp_usd_2024"].value
    order = sorted(share, key=lambda bank: -share[bank])
    return [{"bank": BANKS[bank], "share": round(share[bank], 1)} for bank in order]


LINES = {"英格蘭銀行": ("英格蘭", "銀行"), "台灣外匯存底": ("台灣", "外匯存底")}
TOKENS = {name: bank for bank, name in BANKS.items()}


def _draw_compare(layout: Layout, rows: Rows) -> Picture:
    plot = Plot(layout, (-0.6, len(rows) - 0.4), (0, 140), 230, left=46, bottom=50)
    plot.grid([0, 50, 100], ["0", "50", "100"], "占 GDP 的 %")
    for n, row in enumerate(rows):
        share, token = float(row["share"] or 0), TOKENS[str(row["bank"])]
        plot.bars([(n - 0.32, n + 0.32, 0, share)], token, opacity=0.55 if token == "cbc" else 0.85)
        plot.name(formats.percent(share, 0), n, share, token, anchor="middle", dy=-6)
    heads = [LINES.get(str(row["bank"]), (str(row["bank"]), "")) for row in rows]
    plot.categories([float(n) for n in range(len(rows))], [first for first, _ in heads])
    for n, (_, second) in enumerate(heads):
        if second:
            plot.text(second, n, 0, "ink-soft", anchor="middle", dy=8 + 2.4 * layout.small)
    return sheet(plot.layout, [plot])


def _shares(rows: Rows) -> dict[str, float]:
    """Share of GDP by the bank's token."""
    return {TOKENS[str(row["bank"])]: float(row["share"] or 0) for row in rows}


@chart("banks_compare")
def banks_compare() -> Figure:
    """Four central banks and Taiwan's reserves in per cent of GDP on one day."""
    rows = _compare_rows()
    by_key = _shares(rows)
    return Figure(
        title=(
            f"同一天、同一單位：日本銀行 {formats.percent(by_key['boj'], 0)}，"
            f"聯準會 {formats.percent(by_key['fed'], 0)}；"
            f"台灣沒有 QE，外匯存底就有 {formats.percent(by_key['cbc'], 0)}"
        ),
        measure="2024 年底，央行總資產占該國 GDP 的百分比；台灣是外匯存底，不是總資產，比總資產略小",
        rows=rows,
        columns=[Column("bank", "央行", "text"), Column("share", "占 GDP", "percent of GDP", 1)],
        rules=[
            Rule("日本銀行最大", lambda rows: _shares(rows)["boj"] == max(values(rows, "share"))),
            Rule("聯準會最小", lambda rows: _shares(rows)["fed"] == min(values(rows, "share"))),
            Rule("台灣的外匯存底超過 GDP 的一半", lambda rows: _shares(rows)["cbc"] > 50),
        ],
        summary="長條圖，2024 年底，占 GDP："
        + "；".join(f"{row['bank']} {formats.percent(float(row['share'] or 0), 0)}" for row in rows)
        + "。",
        sources=["central_bank_assets", "taiwan_fx_reserves"],
        other=["國際貨幣基金，World Economic Outlook，台灣 2024 年名目 GDP"],
        note="各國總資產含購債以外的放款、換匯與黃金。台灣央行最近的總資產沒有找到同一天的數字。",
        draw=lambda layout: _draw_compare(layout, rows),
    )


def _boj_rows() -> list[Row]:
    official = {d[:7]: v for d, v in data.figure("central_bank_assets").series("boj").items()}
    walked = {}
    for scenario, key in zip(backtest_banks.BOJ[:2], ("targets", "amounts"), strict=True):
        found = results.run(scenario)
        walked[key] = dict(zip(found.months, found.columns["total_assets"], strict=True))
    return [
        {
            "date": month,
            "official": value,
            **{key: round(path[month]) if month in path else None for key, path in walked.items()},
        }
        for month, value in official.items()
        if month >= "2001-03"
    ]


def _draw_boj(layout: Layout, rows: Rows) -> Picture:
    plot = Plot(layout, (2001.0, 2027.0), (0, 800000), 260, left=52, right=18)
    plot.grid([0, 200000, 400000, 600000, 800000], ["0", "200", "400", "600", "800"], "兆日圓")
    plot.years(8 if layout.narrow else 4)
    plot.shade(2016.75, 2024.2, "目標是殖利率")
    plot.line(_points(rows, "official"), "boj")
    for key in ("targets", "amounts"):
        plot.line(_points(rows, key), "qe", model=True, width=2)
    plot.name("公布", 2010.5, 175000, "boj")
    plot.name("模型", 2013.9, 330000, "qe", anchor="end")
    return sheet(plot.layout, [plot])


@chart("banks_boj")
def banks_boj() -> Figure:
    """The Bank of Japan's total assets, and the two stretches that announced amounts determine."""
    rows = _boj_rows()
    amounts, targets = score_of("total_assets", "2013"), score_of("total_assets", "2001")
    return Figure(
        title=(
            f"日本銀行：公布年增金額的那幾年，模型平均差 {formats.percent(amounts.mape, 1)}；"
            f"活期存款目標的年代 {formats.percent(targets.mape, 1)}"
        ),
        measure="日本銀行總資產，季底，兆日圓；實線是公布數字，虛線是模型；底色的年代不走模型",
        rows=rows,
        columns=[
            Column("date", "日期", "month"),
            Column("official", "公布", "bn JPY", 0),
            Column("targets", "模型：活期存款目標", "bn JPY", 0),
            Column("amounts", "模型：年增金額", "bn JPY", 0),
        ],
        rules=[
            Rule("2013 至 2016 年在 4% 以內", lambda rows: error(rows, "amounts", "official") < 4),
            Rule("2001 至 2006 年在 4% 以內", lambda rows: error(rows, "targets", "official") < 4),
        ],
        summary=(
            f"折線圖，2001 年以來。總資產最高 {formats.money(max(values(rows, 'official')), 'bn JPY')}。"
            f"模型走兩段，2001 至 2006 年平均差 {formats.percent(targets.mape, 1)}，"
            f"2013 至 2016 年 {formats.percent(amounts.mape, 1)}；2016 年 9 月到 2024 年 3 月不走。"
        ),
        sources=["central_bank_assets"],
        runs=[results.stamp(results.run(name)) for name in backtest_banks.BOJ[:2]],
        note=(
            "公布數字由國際清算銀行的美元數換回日圓，與日本銀行的官方點相差不到 1%。"
            "2002 與 2003 年的三月底為了會計年度結算多放的資金，照當時的餘額給；2004 年起的沒有算。"
            "這兩段的總資產由公布的金額與給定的路徑決定，沒有參數會動到它，所以沒有色帶。"
        ),
        draw=lambda layout: _draw_boj(layout, rows),
    )
