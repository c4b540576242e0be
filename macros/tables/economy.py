"""Tables of the economy's chapter: the Board's model beside ours, given households, shocks by half-year."""

from collections.abc import Callable
from html import escape

from macros.figures.html import Way
from macros.tables.model import SURE, unit_word
from macros.text import formats, html_tables
from qeqt import data
from qeqt.study import inflation_shocks
from qeqt.study.evidence import frbus

EXPERIMENTS = {"rate": "政策利率高 1 個百分點", "premium": "期限溢酬高 1 個百分點"}
VARIANTS = {"VAR": "只看過去", "MCAP": "與模型一致"}
QUANTITIES = {
    "gdp_trough": ("產出最低，%", 2),
    "quarter_of_gdp_trough": ("最低在第幾季", 0),
    "unemployment_peak": ("失業率最高，百分點", 2),
    "core_inflation_trough": ("核心通膨最低，百分點", 2),
    "ten_year_yield_on_impact": ("當月的十年期殖利率，百分點", 2),
}
HALVES = ("2020-06", "2020-12", "2021-06", "2021-12", "2022-06", "2022-12", "2023-06", "2023-12")
PARTS = {"supply": "供給與解釋不了的", "policy": "政策（含購債）", "demand": "需求"}


def _signed(value: float, places: int) -> str:
    """Print a deviation with its sign; a count has no decimals and none."""
    sign = "+" if places and round(value, places) > 0 else ""
    return sign + formats.decimal(value, places)


def _frbus(_: Way) -> str:
    rows = []
    for line in frbus.lines():
        name, places = QUANTITIES[line.quantity]
        what = f"{EXPERIMENTS[line.experiment]}，{VARIANTS[line.variant]}：{name}"
        rows.append(("", [what, _signed(line.published, places), _signed(line.model, places)]))
    return html_tables.table(["實驗", "FRB/US", "本模型"], rows, "FRB/US 與本模型", numbers=2)


def _given(_: Way) -> str:
    series = data.environment("fed")
    names = [name for name in series if name.startswith("household_")] + ["longer_run_rate"]
    return html_tables.entries(
        [
            (
                f"given-{key}",
                escape(series[key].name_zh),
                SURE[series[key].confidence],
                [
                    f"單位：{unit_word(series[key].unit)}；觀察到 {formats.month(series[key].last)}",
                    html_tables.source(series[key].source, series[key].official_address),
                ],
            )
            for key in names
        ]
    )


def _surge(_: Way) -> str:
    found = inflation_shocks.decomposition()
    rows = []
    for month in HALVES:
        n = found.months.index(month)
        cells = [_signed(found.observed[n], 1)]
        cells += [_signed(found.parts[part][n], 1) for part in PARTS]
        rows.append(("", [formats.month(month), *cells]))
    head = ["月份", "高出目標", *PARTS.values()]
    return html_tables.table(head, rows, "2020 至 2023 年的通膨，依衝擊分解", numbers=4)


TABLES: dict[str, Callable[[Way], str]] = {
    "frbus": _frbus,
    "given_economy": _given,
    "economy_surge": _surge,
}
