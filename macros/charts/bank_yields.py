"""What the other central banks did to ten-year yields; what Japan bought while a yield was the target."""

import altair as alt

from macros.figures import axes, bands, events, labels, results
from macros.figures.dates import dated, having, on
from macros.figures.figure import Cell, Column, Figure, Row, Rows, Rule, chart, error, told, values
from macros.figures.panels import Frame, Picture
from macros.figures.results import Result, result
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data
from qeqt.study import backtest_banks

EFFECT = "term_premium_effect_bp"
RUNS = {
    "ecb": (backtest_banks.ECB,),
    "boe": (backtest_banks.BOE,),
    "boj": (backtest_banks.BOJ_TARGET, backtest_banks.BOJ[2]),
}
"""Of each bank the runs that follow one another."""
NAMES = {"ecb": "歐元體系", "boe": "英格蘭銀行", "boj": "日本銀行"}
WHICH = {"ecb": "四大國公債，依 GDP 加權", "boe": "英國公債", "boj": "日本公債"}
"""Which ten-year yield is meant."""
ESTIMATES = {
    "boe": ("2010-03", "joyce_gilts", "joyce_gilts"),
    "boj": ("2017-12", "sudo_tanaka_low", "sudo_tanaka_high"),
    "ecb": ("2018-03", "eser_app", "eser_app"),
}
"""Published estimates: the quarter that they are drawn at, the facts of their ends."""
UNTIL = "2026-06"
BOUGHT_UNTIL = "2024-03"
QUARTERS = ("03", "06", "09", "12")


def _effects(bank: str) -> dict[str, float]:
    """What a bank's holdings did to its ten-year yield, month by month, bp."""
    found: dict[str, float] = {}
    for scenario in RUNS[bank]:
        run = results.run(scenario)
        found |= dict(zip(run.months, run.columns[EFFECT], strict=True))
    return found


def _band(bank: str, month: str) -> dict[str, Cell]:
    """A bank's effect in a month: the four ends of its band, empty before and after its runs."""
    within = [run for run in RUNS[bank] if month in bands.band(run, EFFECT)]
    return bands.cells(bank, within[-1] if within else RUNS[bank][0], EFFECT, month)


def _yield_rows() -> list[Row]:
    effects = {bank: _effects(bank) for bank in RUNS}
    months = sorted({m for path in effects.values() for m in path if m[5:] in QUARTERS and m <= UNTIL})
    facts = data.facts()
    rows: list[Row] = []
    for month in months:
        row: dict[str, Cell] = {"date": month}
        for bank, path in effects.items():
            when, low, high = ESTIMATES[bank]
            ends = {"least": -float(facts[low].value), "most": -float(facts[high].value)}
            row[bank] = round(path[month], 1) if month in path else None
            row |= _band(bank, month)
            row |= {f"{bank}_{end}": value if month == when else None for end, value in ends.items()}
        rows.append(row)
    return rows


def _deepest(rows: Rows, bank: str) -> float:
    return -min(values(rows, bank))


def _left(rows: Rows, bank: str) -> float:
    return -values(rows, bank)[-1]


def _draw_yields(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 104, left=46, right=20, top=46, bottom=30)
    quarters = dated(rows)
    x = axes.years(quarters, frame)
    room = axes.span(rows, *RUNS, *(f"{bank}_{end}" for bank in RUNS for end in ("low", "most")))
    panels = []
    for bank, name in NAMES.items():
        y = axes.value(bank, frame, room, "")
        path = alt.Chart(having(quarters, bank)).mark_line(style="model", color=colour(bank))
        spot = alt.Chart(having(quarters, f"{bank}_most")).mark_circle(color=colour(bank), size=52)
        panels.append(
            frame.panel(
                bands.layer(quarters, bank, bank, x),
                path.encode(x=x, y=y),
                *(spot.encode(x=x, y=axes.up(f"{bank}_{end}")) for end in ("most", "least")),
                labels.heading(f"{name}：{WHICH[bank]}，基點", frame),
            )
        )
    return frame.page(*panels)


@chart("banks_yields")
def banks_yields() -> Figure:
    """What plans did to ten-year yields at three banks, beside the published estimates."""
    rows = _yield_rows()
    deep = {bank: formats.decimal(_deepest(rows, bank), 0) for bank in RUNS}
    left = {bank: formats.decimal(_left(rows, bank), 0) for bank in RUNS}
    return Figure(
        title=(
            f"歐、英、日買債把十年期利率壓低最多 {deep['ecb']}、{deep['boe']}、{deep['boj']} 個基點，"
            f"到 2026 年年中還剩 {left['ecb']}、{left['boe']}、{left['boj']} 個"
        ),
        measure=("計畫對十年期期限溢酬的效果，季底，基點；虛線是模型，點是論文的估計，兩點是範圍"),
        rows=rows,
        columns=[
            Column("date", "日期", "month"),
            *(Column(bank, f"{name}，模型", "bp", 1) for bank, name in NAMES.items()),
            *(
                Column(f"{bank}_{end}", f"{name}，估計{said}的一頭", "bp", 0)
                for bank, name in NAMES.items()
                for end, said in (("least", "低"), ("most", "高"))
            ),
            *(
                column
                for bank, name in NAMES.items()
                for column in bands.columns(bank, f"{name}，模型", "bp", 1)
            ),
        ],
        rules=[
            Rule(
                "三家最深的時候都超過 100 個基點",
                lambda rows: all(_deepest(rows, bank) > 100 for bank in RUNS),
            ),
            Rule(
                "歐、英的效果在縮表以後退掉一半以上",
                lambda rows: all(_left(rows, bank) < 0.5 * _deepest(rows, bank) for bank in ("ecb", "boe")),
            ),
            Rule("日本剩得最多", lambda rows: _left(rows, "boj") == max(_left(rows, bank) for bank in RUNS)),
        ],
        summary="折線圖，2009 年到 2026 年年中，愈往下壓得愈低。"
        + "；".join(f"{name}最深 {deep[bank]} 個基點，最後 {left[bank]} 個" for bank, name in NAMES.items())
        + "。",
        other=[
            "Joyce、Lasaosa、Stevens、Tong（2010），英格蘭銀行工作報告 393 號",
            "Eser、Lemke、Nyholm、Radde、Vladu（2019），歐洲央行工作報告 2293 號",
            "Sudo、Tanaka（2021），Journal of Money, Credit and Banking 53 卷 7 期",
        ],
        as_of=UNTIL,
        runs=[results.stamp(results.run(name)) for names in RUNS.values() for name in names],
        note=(
            "係數與收尾規則與聯準會的同一組，沒有為這三家改；各用自己的持有、到期、幣別、GDP 與說過的話。"
            "估計畫在它說的那個時點；英格蘭銀行的那一個量的是宣布前後幾天。"
            "2020 年春天最深的一截是市場失靈時的放大。歐元區沒有公開的殖利率序列，所以只有基點，沒有水準。"
            f"{bands.note([run for names in RUNS.values() for run in names])}"
        ),
        draw=lambda layout: _draw_yields(layout, rows),
    )


def _bought_rows() -> list[Row]:
    found = results.run(backtest_banks.BOJ_TARGET)
    held = dict(zip(found.months, found.columns["treasuries"], strict=True))
    official = backtest_banks.published("boj_balance_sheet", "jgb", "2013-04", BOUGHT_UNTIL)
    months = sorted({m for m in held if m[5:] in QUARTERS} | set(official))
    return [
        {
            "date": m,
            "model": round(held[m]),
            "official": official.get(m),
            **bands.cells("model", backtest_banks.BOJ_TARGET, "treasuries", m),
        }
        for m in months
    ]


def _targeted(rows: Rows) -> list[Row]:
    """The published days of the years in which the yield is the target."""
    first = backtest_banks.TARGETED[0]
    return [row for row in rows if row["official"] is not None and str(row["date"]) >= first]


def _gap(rows: Rows) -> float:
    """The model less the published holdings at the last published date, percent."""
    last = [row for row in rows if row["official"] is not None][-1]
    return 100.0 * (float(last["model"] or 0) / float(last["official"] or 1) - 1.0)


def _draw_bought(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 250, left=52, right=18)
    quarters = dated(rows)
    x = axes.years(quarters, frame)
    y = axes.value("official", frame, axes.span(rows, "official", "model_high"), "兆日圓", per=1000)
    published = alt.Chart(having(quarters, "official")).mark_circle(color=colour("boj"), size=52)
    model = alt.Chart(having(quarters, "model")).mark_line(style="model", color=colour("boj"))
    return frame.page(
        frame.panel(
            events.shading("boj-ycc", "boj-ends-negative", frame, "目標是殖利率"),
            bands.layer(quarters, "model", "boj", x),
            model.encode(x=x, y=axes.up("model")),
            published.encode(x=x, y=y),
            labels.name("模型", "boj", on(quarters, "2015-06"), "model", align="right", dx=-10),
            labels.name("公布", "boj", on(quarters, "2022-09"), "official", align="right", dx=-12, dy=-10),
        )
    )


@chart("banks_boj_bought")
def banks_boj_bought() -> Figure:
    """The Bank of Japan's government bonds: while a yield is the target, what is bought follows from it."""
    rows = _bought_rows()
    score = next(s for s in backtest_banks.scores() if s.series == "jgb_under_target")
    short = formats.percent(abs(_gap(rows)), 0)
    return Figure(
        title=f"殖利率給定、買進跟著走：日本的公債平均差 {formats.percent(score.mape, 1)}，最後少 {short}",
        measure="日本銀行持有的公債，季底與公布日，兆日圓；點是公布數字，虛線是模型，底色的年代目標是殖利率",
        rows=rows,
        columns=[
            Column("date", "日期", "month"),
            Column("official", "公布", "bn JPY", 0),
            Column("model", "模型", "bn JPY", 0),
            *bands.columns("model", "模型", "bn JPY", 0),
        ],
        rules=[
            Rule(
                "殖利率目標的年代平均差 15% 以內",
                lambda rows: error(_targeted(rows), "model", "official") < 15,
            ),
            told(
                "殖利率目標的年代，平均差",
                formats.percent(score.mape, 1),
                lambda rows: formats.percent(error(_targeted(rows), "model", "official"), 1),
            ),
            Rule("2022 年以後模型買得少", lambda rows: _gap(rows) < 0),
        ],
        summary=(
            f"折線與點，2013 到 2024 年。2016 年 10 月起模型照給定的十年期殖利率買，"
            f"五個公布的日子平均差 {formats.percent(score.mape, 1)}，2024 年 3 月少 {short}。"
        ),
        sources=["boj_balance_sheet", "japan_rates", "us_yields_month_end"],
        runs=[results.stamp(results.run(backtest_banks.BOJ_TARGET))],
        note=(
            "沒有央行時的殖利率看不見：從目標開始的那一天起，照美國十年期的變動乘一個迴歸係數"
            "（2000 年到 2013 年 3 月，三個月變動）往下走。只買不賣，所以是階梯。"
            "2022 年起市場賭目標守不住，日本銀行買得比這條路多；模型沒有這種賭注。"
            "2016 年 10 月以前照公布的金額買，不隨參數變，色帶沒有寬度。"
            f"{bands.note([backtest_banks.BOJ_TARGET])}"
        ),
        draw=lambda layout: _draw_bought(layout, rows),
    )


@result("banks_boe_runoff_yield")
def banks_boe_runoff_yield() -> Result:
    """What the British run-off to August 2025 did to the ten-year yield, against keeping the gilts."""
    month = "2025-08"
    run, kept = results.run(backtest_banks.BOE), results.run("boe_no_runoff")
    place = run.months.index(month)
    gap = run.columns[EFFECT][place] - kept.columns[EFFECT][place]
    label = "英國縮表到 2025 年 8 月，與到期全部再投資相比，十年期公債殖利率高"
    return Result(label, gap, "bp", 0, results.stamp(run), month)


@result("banks_boj_effect_2017")
def banks_boj_effect_2017() -> Result:
    """What the Bank of Japan's holdings did to the ten-year yield at the end of 2017, lower."""
    run, month = results.run(backtest_banks.BOJ_TARGET), "2017-12"
    effect = run.columns[EFFECT][run.months.index(month)]
    return Result("日本銀行的公債，2017 年底把十年期殖利率壓低", -effect, "bp", 0, results.stamp(run), month)


@result("banks_boj_bought_short")
def banks_boj_bought_short() -> Result:
    """By how much the model's bonds fall short of the published ones at the end of the yield target."""
    run = results.run(backtest_banks.BOJ_TARGET)
    return Result(
        "殖利率目標結束時，模型的公債比公布的少",
        -_gap(_bought_rows()),
        "percent",
        0,
        results.stamp(run),
        BOUGHT_UNTIL,
    )
