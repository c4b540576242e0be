"""The loop of leveraged funds, with and without a backstop; what banks' bonds had lost."""

from collections.abc import Callable

from macros.figures import bands
from macros.figures.canvas import Picture, Plot
from macros.figures.figure import Cell, Column, Figure, Row, Rows, Rule, chart, values
from macros.figures.results import Result, result, run, stamp
from macros.figures.sheet import sheet
from macros.figures.theme import Layout
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
    top = 420.0
    plot = Plot(layout, (0.5, len(rows) + 0.5), (0, top), 290, left=50, right=20)
    at = [0.0, 100.0, 200.0, 300.0, 400.0]
    plot.grid(at, [formats.decimal(value, 0) for value in at], "基點")
    shown = [1, 5, 10, 15, 20]
    plot.categories([float(day) for day in shown], [f"第 {day} 天" for day in shown])
    days = values(rows, "day")
    news = [(float(row["day"] or 0), float(told)) for row in rows if (told := row["news"]) is not None]
    for key, token in (("alone", "qt"), ("backed", "qe")):
        bands.tint(plot, rows, key, token, at=lambda row: float(row["day"] or 0))
    plot.line(news, "ink-soft", width=1.2)
    plot.line(zip(days, values(rows, "alone"), strict=True), "qt", model=True)
    plot.line(zip(days, values(rows, "backed"), strict=True), "qe", model=True)
    plot.moment(_arrives() + 1.0, "開始買")
    peak = max(rows, key=lambda row: float(row["alone"] or 0))
    plot.name("沒有救援", float(peak["day"] or 0), float(peak["alone"] or 0), "qt", anchor="middle", dy=-9)
    plot.name("有救援", 9.0, float(rows[8]["backed"] or 0), "qe", anchor="start", dy=-9)
    plot.text("只有消息", len(rows), _shock(), "ink-soft", anchor="end", dy=16)
    return sheet(plot.layout, [plot])


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
