"""Taiwan in the model: a rise of US long yields passed on, with bands; numbers for the chapters on Taiwan."""

from collections.abc import Callable
from functools import cache

import altair as alt

from macros.figures import axes, labels
from macros.figures.dates import numbered
from macros.figures.figure import Cell, Column, Figure, Row, Rows, Rule, chart, number_at
from macros.figures.panels import Frame, Picture
from macros.figures.results import Result, result, run, stamp
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data
from qeqt.study import bands

YIELDS = "economy_term_premium_100bp"
HIKE = "economy_rate_100bp"
MONTHS = 12
"""Read a year after the shock."""

SHOWN = {
    "tw_us_yield": ("long_rate_deviation", "美國十年期殖利率", "percentage points"),
    "twd": ("twd", "新台幣對美元", "percent"),
    "tw_import_prices": ("tw_import_prices", "進口物價", "percent"),
    "tw_cpi": ("tw_cpi", "消費者物價", "percent"),
    "tw_long_yield": ("tw_long_yield", "台灣十年期殖利率", "percentage points"),
    "cbc_rate": ("cbc_rate", "台灣央行政策利率", "percentage points"),
    "tw_exports": ("tw_exports", "出口量", "percent"),
    "tw_output_gap": ("tw_output_gap", "產出", "percent"),
    "taiex": ("taiex", "台股", "percent"),
    "tw_house_prices": ("tw_house_prices", "房價", "percent"),
}
"""Key -> column, label, unit."""


@cache
def _bands() -> bands.Bands:
    """Return the bands of a dearer term premium, the parameters of the economy and of Taiwan drawn."""
    drawn = data.parameters_of("output_and_prices", "asset_prices", "consolidated_debt", "taiwan")
    return bands.bands(YIELDS, drawn=drawn, months=MONTHS)


def _ends(column: str, percent: int) -> tuple[float, float]:
    return _bands().band(column, percent)[MONTHS - 1]


def _rows() -> list[Row]:
    rows: list[Row] = []
    for column, label, unit in SHOWN.values():
        low, high = _ends(column, 90)
        row: dict[str, Cell] = {
            "what": label,
            "unit": {"percent": "%", "percentage points": "個百分點"}[unit],
            "model": round(run(YIELDS).columns[column][MONTHS - 1], 3),
            "low90": round(low, 3),
            "low68": round(_ends(column, 68)[0], 3),
            "high68": round(_ends(column, 68)[1], 3),
            "high90": round(high, 3),
        }
        rows.append(row)
    return rows


def _draw(layout: Layout, rows: Rows) -> Picture:
    """Draw a row a variable, left what falls, right what rises; shares stand apart by their size."""
    small = [row for row in numbered(rows) if row["what"] != "台股"]
    frame = Frame(layout, 34 * len(small), left=12, right=12, top=14)
    x, y = (
        axes.number("low90", grid=True, gridColor=axes.RULED, gridOpacity=axes.NOUGHT, padding=6),
        axes.rows("what"),
    )
    found = alt.Chart(alt.InlineData(values=small))
    wide = found.mark_bar(color=colour("band"), fillOpacity=0.7, height=8, yOffset=8)
    inner = found.mark_bar(color=colour("cbc"), fillOpacity=0.35, height=8, yOffset=8)
    dot = found.mark_circle(color=colour("cbc"), size=70, yOffset=8)
    said = [
        labels.write(
            f"{row['what']}（{row['unit']}）", "ink", x=labels.PIXEL(0), y=axes.rows("what"), at=row, dy=-3
        )
        for row in small
    ]
    return frame.page(
        frame.panel(
            wide.encode(x=x, x2="high90", y=y),
            inner.encode(x=alt.X("low68:Q"), x2="high68", y=y),
            dot.encode(x=alt.X("model:Q"), y=y),
            *said,
        )
    )


def _told(row: Row) -> str:
    """Say a row in words: the model's answer, and where nine draws in ten lie."""
    middle, low, high = (formats.decimal(float(row[key] or 0), 2) for key in ("model", "low90", "high90"))
    unit = "%" if row["unit"] == "%" else f"{formats.NBSP}個百分點"
    return f"{row['what']} {middle}{unit}，九成在 {low} 至 {high}"


@chart("taiwan_transmission")
def taiwan_transmission() -> Figure:
    """What a point more of US term premium does to Taiwan a year later, with bands."""
    rows = _rows()
    found = {str(row["what"]): row for row in rows}
    twd, cpi = found["新台幣對美元"], found["消費者物價"]
    return Figure(
        title=(
            f"美國期限溢酬高 1 個百分點，一年後新台幣貶 {formats.percent(-float(twd['model'] or 0), 1)}，"
            f"消費者物價只多 {formats.percent(float(cpi['model'] or 0), 2)}"
        ),
        measure=(
            "一年後與基準情境的差距；圓點是模型，深色 68%、淺色 90% 的抽樣；"
            "台股的差距大一個級距，只列在表裡"
        ),
        rows=rows,
        columns=[
            Column("what", "項目", "text"),
            Column("unit", "單位", "text"),
            Column("model", "模型", "number", 2),
            Column("low90", "5%", "number", 2),
            Column("low68", "16%", "number", 2),
            Column("high68", "84%", "number", 2),
            Column("high90", "95%", "number", 2),
        ],
        rules=[
            Rule("九成的抽樣裡新台幣都貶",
                 lambda rows: number_at(rows, "新台幣對美元", "high90", "what") < 0),
            Rule("消費者物價動得比進口物價少得多", lambda rows: number_at(rows, "消費者物價", "model", "what")
                 < 0.1 * number_at(rows, "進口物價", "model", "what")),
            Rule("模型在九成的範圍裡", lambda rows: all(
                float(row["low90"] or 0) <= float(row["model"] or 0) <= float(row["high90"] or 0)
                for row in rows)),
        ],
        summary=(
            "橫條圖。" + "；".join(_told(row) for row in rows) + "。"
        ),
        runs=[stamp(run(YIELDS))],
        note=(
            f"{_bands().draws} 組抽樣，種子 {_bands().seed}；不穩定而重抽的占 "
            f"{formats.percent(100 * _bands().redrawn, 1)}。存量對台灣的影響沒有找到研究，"
            "多數係數是本書的迴歸或判斷。與基準的差距，不是預測。"
        ),
        draw=lambda layout: _draw(layout, rows),
    )  # fmt: skip


def _register(
    key: str, label: str, unit: str, places: int, scenario: str, value: Callable[[], float]
) -> None:
    """Register one answer, size without its sign: the label says which way."""

    @result(key)
    def found() -> Result:
        return Result(label=label, value=abs(value()), unit=unit, places=places, run=stamp(run(scenario)))


def _at(scenario: str, column: str, month: str = "") -> float:
    """Return a column of a scenario in a month, the last where none is named."""
    found = run(scenario)
    return found.columns[column][found.months.index(month) if month else len(found.months) - 1]


def _most(scenario: str, column: str) -> float:
    """Return the entry of a column that is farthest from the baseline."""
    return max(run(scenario).columns[column], key=abs)


def _smaller(column: str) -> float:
    return min(_ends(column, 90), key=abs)


def _larger(column: str) -> float:
    return max(_ends(column, 90), key=abs)


PERCENT, POINTS, SUM = "percent", "percentage points", "bn TWD"
ABROAD = "美國期限溢酬高 1 個百分點，一年後："

for _name, _column, _label, _unit, _places in (
    ("twd", "twd", "新台幣貶多少", PERCENT, 1),
    ("import_prices", "tw_import_prices", "進口物價高多少", PERCENT, 1),
    ("cpi", "tw_cpi", "消費者物價高多少", PERCENT, 2),
    ("yield", "tw_long_yield", "台灣十年期殖利率高多少", POINTS, 2),
    ("taiex", "taiex", "台股低多少", PERCENT, 0),
):

    def _value(column: str = _column) -> float:
        return run(YIELDS).columns[column][MONTHS - 1]

    def _low(column: str = _column) -> float:
        return _smaller(column)

    def _high(column: str = _column) -> float:
        return _larger(column)

    _register(f"tw_us100_{_name}", ABROAD + _label, _unit, _places, YIELDS, _value)
    _register(f"tw_us100_{_name}_low", ABROAD + _label + "，九成抽樣的小端", _unit, _places, YIELDS, _low)
    _register(f"tw_us100_{_name}_high", ABROAD + _label + "，九成抽樣的大端", _unit, _places, YIELDS, _high)

for _key, _label, _unit, _places, _scenario, _answer in (
    ("tw_qt_twd", "聯準會縮表，宣布當月：新台幣貶多少", PERCENT, 1, "taiwan_qt",
     lambda: _at("taiwan_qt", "twd", "2022-06")),
    ("tw_qt_yield", "聯準會縮表，宣布當月：台灣十年期殖利率高多少", POINTS, 2, "taiwan_qt",
     lambda: _at("taiwan_qt", "tw_long_yield", "2022-06")),
    ("tw_fed25_cbc", "聯準會意外升 1 碼：台灣政策利率最多動多少", POINTS, 3, "taiwan_fed_25bp",
     lambda: _most("taiwan_fed_25bp", "cbc_rate")),
    ("tw_fed25_twd", "聯準會意外升 1 碼：新台幣最多貶多少", PERCENT, 1, "taiwan_fed_25bp",
     lambda: _most("taiwan_fed_25bp", "twd")),
    ("tw_2022_twd_september", "2022 年 9 月：模型的新台幣貶多少", PERCENT, 1, "taiwan_2022",
     lambda: _at("taiwan_2022", "twd", "2022-09")),
    ("tw_2022_twd_december", "2022 年底：模型的新台幣貶多少", PERCENT, 1, "taiwan_2022",
     lambda: _at("taiwan_2022", "twd", "2022-12")),
    ("tw_2022_cbc", "2022 年底：模型的政策利率高多少", POINTS, 2, "taiwan_2022",
     lambda: _at("taiwan_2022", "cbc_rate", "2022-12")),
    ("tw_hot_money_twd", "熱錢七個月：新台幣最多升多少", PERCENT, 1, "taiwan_hot_money",
     lambda: _most("taiwan_hot_money", "twd")),
    ("tw_hot_money_bought", "熱錢七個月：央行買匯", SUM, 0, "taiwan_hot_money",
     lambda: _at("taiwan_hot_money", "cbc_fx_assets", "2009-10")),
    ("tw_hot_money_certificates", "熱錢七個月：定存單多發多少", SUM, 0, "taiwan_hot_money",
     lambda: _at("taiwan_hot_money", "cbc_certificates", "2009-10")),
    ("tw_hot_money_homes", "熱錢四年後：房價高多少", PERCENT, 1, "taiwan_hot_money",
     lambda: _at("taiwan_hot_money", "tw_house_prices")),
    ("tw_may_2025_twd", "2025 年 5、6 月的熱錢與避險：新台幣最多升多少", PERCENT, 1, "taiwan_may_2025",
     lambda: _most("taiwan_may_2025", "twd")),
    ("tw_may_2025_insurers", "2025 年 5、6 月：壽險未避險部位最多少多少", SUM, 0, "taiwan_may_2025",
     lambda: _most("taiwan_may_2025", "tw_insurer_result")),
    ("tw_certificates_yield", "1 兆元定存單到期不續：台灣十年期殖利率最多低多少", POINTS, 3,
     "taiwan_certificates", lambda: min(run("taiwan_certificates").columns["tw_long_yield"])),
    ("tw_certificates_overnight", "1 兆元定存單到期不續：隔夜拆款利率最多低多少", POINTS, 2,
     "taiwan_certificates", lambda: min(run("taiwan_certificates").columns["tw_overnight_rate"])),
    ("tw_bonds_yield", "買進 1 兆元公債：台灣十年期殖利率最多低多少", POINTS, 2,
     "taiwan_bonds", lambda: min(run("taiwan_bonds").columns["tw_long_yield"])),
    ("tw_tech_exports", "晶片景氣反轉：出口量最多少多少", PERCENT, 1, "taiwan_tech",
     lambda: _most("taiwan_tech", "tw_exports")),
    ("tw_tech_output", "晶片景氣反轉：產出最多少多少", PERCENT, 1, "taiwan_tech",
     lambda: _most("taiwan_tech", "tw_output_gap")),
    ("tw_tech_taiex", "晶片景氣反轉：台股最多低多少", PERCENT, 0, "taiwan_tech",
     lambda: _most("taiwan_tech", "taiex")),
    ("tw_credit_homes", "成數收緊 10 個百分點：三年半後房價低多少", PERCENT, 0, "taiwan_credit",
     lambda: _at("taiwan_credit", "tw_house_prices")),
):  # fmt: skip
    _register(_key, _label, _unit, _places, _scenario, _answer)
