"""The other three central banks: the model beside history, the British fund's cash, all four in one unit."""

import altair as alt

from macros.figures import axes, bands, events, labels, results
from macros.figures.dates import dated, having, highest, last, numbered, on
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, error, told, values
from macros.figures.panels import Frame, Picture
from macros.figures.theme import Layout, colour
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
    frame = Frame(layout, 270, left=54, right=22)
    quarters = dated(rows)
    x, room = axes.years(quarters, frame), axes.span(rows, "app", "app_model_high", head=0.12)
    lines = []
    for key, token in (("app", "ecb"), ("pepp", "series-2")):
        published = alt.Chart(having(quarters, key)).mark_line(color=colour(token))
        model = alt.Chart(having(quarters, f"{key}_model")).mark_line(
            style="model", color=colour(token), strokeWidth=1.6
        )
        lines += [
            published.encode(x=x, y=axes.value(key, frame, room, "兆歐元", per=1000)),
            model.encode(x=x, y=axes.up(f"{key}_model")),
        ]
    return frame.page(
        frame.panel(
            events.line("2023-07-01", frame, "APP 不再投資", "right"),
            bands.layer(quarters, "app_model", "ecb", x),
            *lines,
            labels.name("APP", "ecb", on(quarters, "2019-06"), "app", align="center", dy=-9),
            labels.name("PEPP", "series-2", on(quarters, "2021-09"), "pepp", align="right", dx=-10, dy=-6),
        )
    )


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
    frame = Frame(layout, 280, left=56, right=18)
    monthly = dated(rows)
    x = axes.years(monthly, frame, domain=False)
    room = axes.span(rows, "model", "low", "high", "official", room=0.14, head=0.12)
    y = axes.value("model", frame, room, "億英鎊", per=0.1)
    ends = alt.Chart(having(monthly, "low", "high")).mark_area(color=colour("band"), fillOpacity=0.18)
    path = alt.Chart(having(monthly, "model")).mark_line(style="model", color=colour("boe"))
    dots = alt.Chart(having(monthly, "official")).mark_circle(color=colour("boe"), size=70)
    published = [row for row in monthly if row.get("official") is not None]
    most = highest(published, "official")
    said = [
        labels.name(
            f"公布 {formats.decimal(10 * float(row['official'] or 0), 0)}", "boe", row, "official",
            align="right" if row is most else "left", dx=-8 if row is most else 9, dy=-7,
        )
        for row in published
    ]  # fmt: skip
    far = last(monthly, "high")
    return frame.page(
        frame.panel(
            ends.encode(x=x, y=axes.up("low"), y2="high"),
            bands.layer(monthly, "model", "boe", x),
            path.encode(x=x, y=y),
            dots.encode(x=x, y=axes.up("official")),
            *said,
            labels.note("利率低一個百分點", far, "low", align="right", dy=-13),
            labels.note("利率高一個百分點", far, "high", align="right", dy=21),
        )
    )


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
    frame = Frame(layout, 230, left=46, bottom=50)
    banks = numbered(rows)
    lines = ", ".join(f"'{name}': ['{first}', '{second}']" for name, (first, second) in LINES.items())
    named = alt.Axis(tickOpacity=0, labelExpr=f"{{{lines}}}[datum.label] || datum.label")
    x = alt.X("bank:N", sort=None, scale=alt.Scale(paddingInner=0.36, paddingOuter=0.3), axis=named)
    y = axes.value("share", frame, axes.span(rows, "share", head=0.14), "占 GDP 的 %")
    bars = [
        alt.Chart(alt.InlineData(values=[row]))
        .mark_bar(color=colour(token), fillOpacity=0.55 if token == "cbc" else 0.85)
        .encode(x=x, y=y)
        for row in banks
        for token in [TOKENS[str(row["bank"])]]
    ]
    said = [
        labels.name(
            formats.percent(float(row["share"] or 0), 0), TOKENS[str(row["bank"])], row, "share",
            x=alt.X("bank:N", sort=None), align="center", dy=-6,
        )
        for row in banks
    ]  # fmt: skip
    return frame.page(frame.panel(*bars, *said))


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
    frame = Frame(layout, 260, left=52, right=18)
    quarters = dated(rows)
    x = axes.years(quarters, frame)
    y = axes.value("official", frame, axes.span(rows, "official"), "兆日圓", per=1000)
    published = alt.Chart(having(quarters, "official")).mark_line(color=colour("boj"))
    model = [
        alt.Chart(having(quarters, key))
        .mark_line(style="model", color=colour("qe"))
        .encode(x=x, y=axes.up(key))
        for key in ("targets", "amounts")
    ]
    return frame.page(
        frame.panel(
            events.shading("boj-ycc", "boj-ends-negative", frame, "目標是殖利率"),
            published.encode(x=x, y=y),
            *model,
            labels.name("公布", "boj", on(quarters, "2011"), "official", align="right", dy=-12),
            labels.name("模型", "qe", on(quarters, "2015-03"), "amounts", align="right", dx=-12),
        )
    )


@chart("banks_boj")
def banks_boj() -> Figure:
    """The Bank of Japan's total assets, and the two stretches that announced amounts determine."""
    rows = _boj_rows()
    amounts, targets = (formats.percent(score_of("total_assets", y).mape, 1) for y in ("2013", "2001"))
    return Figure(
        title=(f"日本銀行：公布年增金額的那幾年，模型平均差 {amounts}；活期存款目標的年代 {targets}"),
        measure="日本銀行總資產，季底，兆日圓；實線是公布數字，虛線是模型；底色的年代不走模型",
        rows=rows,
        columns=[
            Column("date", "日期", "month"),
            Column("official", "公布", "bn JPY", 0),
            Column("targets", "模型：活期存款目標", "bn JPY", 0),
            Column("amounts", "模型：年增金額", "bn JPY", 0),
        ],
        rules=[
            told("年增金額", amounts, lambda rows: formats.percent(error(rows, "amounts", "official"), 1)),
            told("存款目標", targets, lambda rows: formats.percent(error(rows, "targets", "official"), 1)),
            Rule("2013 至 2016 年在 4% 以內", lambda rows: error(rows, "amounts", "official") < 4),
            Rule("2001 至 2006 年在 4% 以內", lambda rows: error(rows, "targets", "official") < 4),
        ],
        summary=(
            f"折線圖，2001 年以來。總資產最高 {formats.money(max(values(rows, 'official')), 'bn JPY')}。"
            f"模型走兩段，2001 至 2006 年平均差 {targets}，"
            f"2013 至 2016 年 {amounts}；2016 年 9 月到 2024 年 3 月不走。"
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
