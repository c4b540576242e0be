"""The loop of leveraged funds, with and without a backstop; what banks' bonds had lost."""

from collections.abc import Callable

import altair as alt

from macros.figures import axes, bands, labels
from macros.figures.dates import having, highest, last, numbered
from macros.figures.figure import Cell, Column, Figure, Row, Rows, Rule, chart, values
from macros.figures.panels import Frame, Picture
from macros.figures.results import Result, result, run, stamp
from macros.figures.theme import Layout, colour
from macros.kept import band_draws
from macros.text import formats
from qeqt import runs
from qeqt.study import ldi_daily

BACKED, ALONE, KEPT = "stability_uk_2022", "stability_uk_2022_alone", "stability_uk_2022_kept"
BANKS = "stability_banks_2023"


def _shock() -> float:
    """Return the rise of yields from news, bp."""
    return runs.scenario_record(BACKED).shocks["gilt_shock"][0].value or 0.0


def _arrives() -> int:
    """Return how many trading days pass before the backstop."""
    return int(runs.parameter_values("boe")["backstop_day"])


def _rows() -> list[Row]:
    backed, alone = ldi_daily.first_month(BACKED), ldi_daily.first_month(ALONE)
    rows: list[Row] = []
    for day in range(len(backed.daily_yield)):
        row: dict[str, Cell] = {
            "day": day + 1,
            "backed": round(backed.daily_yield[day], 1),
            "alone": round(alone.daily_yield[day], 1),
            "news": _shock() if day + 1 >= _arrives() else None,
            "backed_sold": round(backed.daily_sold[day], 1),
            "alone_sold": round(alone.daily_sold[day], 1),
            **bands.cells("backed", band_draws.daily(BACKED), "yield", str(day + 1)),
            **bands.cells("alone", band_draws.daily(ALONE), "yield", str(day + 1)),
        }
        rows.append(row)
    return rows


def _above(rows: Rows) -> float:
    """How far the 90% band without a backstop reaches above the model on the last day, bp."""
    return float(rows[-1]["alone_high"] or 0) - float(rows[-1]["alone"] or 0)


def _below(rows: Rows) -> float:
    """How far it reaches below the model, bp."""
    return float(rows[-1]["alone"] or 0) - float(rows[-1]["alone_low"] or 0)


def _draw(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 290, left=50, right=20)
    days = numbered(rows)
    named = [row["day"] for row in rows if row["day"] == 1 or int(row["day"] or 0) % 5 == 0]
    x, along = (
        axes.number("day", named=named, padding=12, labelExpr="'第 ' + datum.value + ' 天'"),
        alt.X("day:Q"),
    )
    room = axes.span(rows, "alone_high", "backed_high", head=0.1)
    news = alt.Chart(having(days, "news")).mark_line(color=colour("ink-soft"), strokeWidth=1.2)
    paths = [
        alt.Chart(alt.InlineData(values=days))
        .mark_line(style="model", color=colour(token))
        .encode(x=x, y=axes.value(key, frame, room, "基點"))
        for key, token in (("alone", "qt"), ("backed", "qe"))
    ]
    start = {"day": _arrives() + 1}
    bought = alt.Chart(alt.InlineData(values=[start])).mark_rule(style="moment").encode(x=along)
    return frame.page(
        frame.panel(
            bands.layer(days, "alone", "qt", x),
            bands.layer(days, "backed", "qe", x),
            bought,
            news.encode(x=x, y=axes.up("news")),
            *paths,
            labels.write("開始買", x=along, y=labels.PIXEL(layout.small + 2), at=start, dx=5),
            labels.name("沒有救援", "qt", highest(days, "alone"), "alone", x=along, align="center", dy=-9),
            labels.name("有救援", "qe", days[8], "backed", x=along, dy=-9),
            labels.note("只有消息", last(days, "news"), "news", x=along, align="right", dy=16),
        )
    )


@chart("effects_ldi_loop")
def effects_ldi_loop() -> Figure:
    """Thirty-year gilt yields day by day, with and without the Bank's purchases."""
    rows = _rows()
    backed, alone = ldi_daily.first_month(BACKED), ldi_daily.first_month(ALONE)
    sold, feared = 10 * backed.sold, 10 * alone.sold
    return Figure(
        title=(
            f"同樣的消息：有人接手，被迫賣出 {formats.decimal(sold, 0)} 億英鎊；"
            f"沒有人接手，{formats.decimal(feared, 0)} 億"
        ),
        measure="三十年期公債殖利率比起點高多少，基點；消息推升的部分兩條線一樣，其餘是賣壓；虛線是模型",
        rows=rows,
        columns=[
            Column("day", "第幾個交易日", "number", 0),
            Column("backed", "有救援，殖利率", "bp", 1),
            *bands.columns("backed", "有救援，殖利率", "bp", 0),
            Column("alone", "沒有救援，殖利率", "bp", 1),
            *bands.columns("alone", "沒有救援，殖利率", "bp", 0),
            Column("news", "只有消息，殖利率", "bp", 0),
            Column("backed_sold", "有救援，累計被迫賣出", "bn GBP", 1),
            Column("alone_sold", "沒有救援，累計被迫賣出", "bn GBP", 1),
        ],
        rules=[
            Rule(
                "救援到之前兩條線一樣",
                lambda rows: all(row["backed"] == row["alone"] for row in rows[: _arrives()]),
            ),
            Rule(
                "沒有救援賣得多",
                lambda rows: max(values(rows, "alone_sold")) > 1.5 * max(values(rows, "backed_sold")),
            ),
            Rule("沒有救援的色帶，最後一天往上比往下寬", lambda rows: _above(rows) > 2 * _below(rows)),
            Rule(
                "殖利率也高得多", lambda rows: max(values(rows, "alone")) > max(values(rows, "backed")) + 20
            ),
        ],
        summary=(
            f"折線圖，{len(rows)} 個交易日。沒有救援時殖利率最高比起點高 "
            f"{formats.decimal(max(values(rows, 'alone')), 0)} 個基點；"
            f"有救援時最高 {formats.decimal(max(values(rows, 'backed')), 0)}，隔天就回頭。"
        ),
        runs=[stamp(run(BACKED)), stamp(run(ALONE))],
        note=(
            "大小是 2022 年 9 月的英國，不能搬到別的地方；多數參數沒有研究，範圍很寬。不是預測。"
            + bands.note([band_draws.daily(BACKED), band_draws.daily(ALONE)])
            + "色帶往上伸得遠：迴圈一轉起來，會自己放大。"
        ),
        draw=lambda layout: _draw(layout, rows),
    )


def _register(
    key: str, label: str, unit: str, places: int, scenario: str, value: Callable[[], float]
) -> None:
    @result(key)
    def found() -> Result:
        return Result(label=label, value=value(), unit=unit, places=places, run=stamp(run(scenario)))


def _banks(column: str, month: str = "2023-03") -> float:
    found = run(BANKS)
    return found.columns[column][found.months.index(month)]


for _key, _label, _unit, _places, _scenario, _value in (
    ("ldi_sold_backed", "有救援：被迫賣出", "bn GBP", 0, BACKED, lambda: ldi_daily.first_month(BACKED).sold),
    ("ldi_sold_alone", "沒有救援：被迫賣出", "bn GBP", 0, ALONE, lambda: ldi_daily.first_month(ALONE).sold),
    ("ldi_bought", "有救援：央行買進", "bn GBP", 0, BACKED, lambda: ldi_daily.first_month(BACKED).bought),
    ("ldi_discount_backed", "有救援：賣壓最多壓低價格", "percent", 1, BACKED,
     lambda: ldi_daily.first_month(BACKED).discount),
    ("ldi_discount_alone", "沒有救援：賣壓最多壓低價格", "percent", 1, ALONE,
     lambda: ldi_daily.first_month(ALONE).discount),
    ("ldi_kept_effect", "買進不賣回：一年後殖利率低多少", "bp", 1, KEPT,
     lambda: -run(KEPT).columns["ldi_yield_effect_bp"][-1]),
    ("bank_loss_2023_03", "2023 年 3 月：美國銀行長天期資產市價低於帳面", "bn USD", 1, BANKS,
     lambda: _banks("bank_mtm_loss")),
    ("bank_loss_share_2023_03", "這筆損失占銀行資本", "percent", 0, BANKS,
     lambda: _banks("bank_loss_of_equity")),
):  # fmt: skip
    _register(_key, _label, _unit, _places, _scenario, _value)
