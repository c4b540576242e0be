"""What the economy's blocks answer: numbers that the chapters on inflation and on assets print."""

from collections.abc import Callable
from functools import partial
from typing import Any

from macros.figures.figure import ModelRun
from macros.figures.results import Result, result, run, stamp
from qeqt import __version__, data, runs
from qeqt.study import inflation_shocks
from qeqt.study.evidence import economy as lab

Inputs = dict[str, Any]

RATE: Inputs = {"shock_bp": 100}
PREMIUM: Inputs = {"term_premium_shock_bp": 100, "half_life_quarters": 20, "policy": "inertial Taylor"}
EASING: Inputs = {**PREMIUM, "term_premium_shock_bp": -100, "policy": "held"}
PURCHASE: Inputs = {"lsap_shock_usd_bn": 500, "at_lower_bound": True}
CALM: Inputs = {"lsap_shock_usd_bn": 500, "policy": "held"}
HEADLINE: Inputs = {"size": "headline"}
"""The switch that sets the effects to the size of the headline papers."""

PERCENT, POINTS = "percent", "percentage points"
READ = 24
"""Months from the run-off's start on."""
SURGE = ("2021-01", "2022-12")
"""The two years whose inflation is taken apart."""


def _stamp(name: str) -> ModelRun:
    return ModelRun(name, runs.parameter_set(runs.parameter_values("fed")), __version__)


def _register(key: str, label: str, unit: str, places: int, name: str, value: Callable[[], float]) -> None:
    """Register one answer of an experiment, size without its sign: the label says which way."""

    @result(key)
    def found() -> Result:
        return Result(label=label, value=abs(value()), unit=unit, places=places, run=_stamp(name))


BUYING = "實驗：利率在下限、市場失靈時宣布購買 5,000 億美元公債"
QUIET = "實驗：市場平靜、利率不動時宣布購買 5,000 億美元公債"
HIKE = "實驗：政策利率意外高 1 個百分點，維持一季"
DEARER = "實驗：期限溢酬高 1 個百分點，五年減半"
CHEAPER = "實驗：期限溢酬低 1 個百分點，五年減半，政策利率不動"

for _key, _label, _unit, _places, _name, _value in (
    ("econ_500bn_output", "5,000 億美元購買：產出最多高多少", PERCENT, 1, BUYING,
     lambda: lab.highest("output_gap", PURCHASE)),
    ("econ_500bn_output_headline", "同樣的購買，效果照論文的大小：產出", PERCENT, 1, BUYING,
     lambda: lab.highest("output_gap", {**PURCHASE, **HEADLINE})),
    ("econ_500bn_output_calm", "同樣的購買，市場平靜：產出最多高多少", PERCENT, 1, QUIET,
     lambda: lab.highest("output_gap", CALM)),
    ("econ_500bn_unemployment", "5,000 億美元購買：失業率最多低多少", POINTS, 1, BUYING,
     lambda: lab.lowest("unemployment_gap", PURCHASE)),
    ("econ_500bn_prices", "5,000 億美元購買：物價最多高多少", PERCENT, 1, BUYING,
     lambda: lab.highest("price_level", PURCHASE)),
    ("econ_500bn_inflation", "5,000 億美元購買：通膨最多高多少", POINTS, 1, BUYING,
     lambda: lab.highest("inflation", PURCHASE)),
    ("econ_hike_output", "意外升息 1 個百分點：產出最多低多少", PERCENT, 1, HIKE,
     lambda: lab.lowest("output_gap", RATE)),
    ("econ_hike_output_headline", "意外升息 1 個百分點，效果照論文的大小：產出", PERCENT, 1, HIKE,
     lambda: lab.lowest("output_gap", {**RATE, **HEADLINE})),
    ("econ_hike_unemployment", "意外升息 1 個百分點：失業率最多高多少", POINTS, 1, HIKE,
     lambda: lab.highest("unemployment_gap", RATE)),
    ("econ_hike_inflation", "意外升息 1 個百分點：通膨最多低多少", POINTS, 2, HIKE,
     lambda: lab.lowest("inflation", RATE)),
    ("econ_hike_equities", "意外升息 1 個百分點：大盤當月跌多少", PERCENT, 1, HIKE,
     lambda: lab.on_impact("equities", RATE)),
    ("econ_premium_output", "期限溢酬高 1 個百分點：產出最多低多少", PERCENT, 1, DEARER,
     lambda: lab.lowest("output_gap", PREMIUM)),
    ("econ_premium_inflation", "期限溢酬高 1 個百分點：通膨最多低多少", POINTS, 1, DEARER,
     lambda: lab.lowest("inflation", PREMIUM)),
    ("econ_premium_equities", "期限溢酬高 1 個百分點：大盤當月跌多少", PERCENT, 0, DEARER,
     lambda: lab.on_impact("equities", PREMIUM)),
    ("econ_premium_growth", "期限溢酬高 1 個百分點：成長股當月跌多少", PERCENT, 0, DEARER,
     lambda: lab.on_impact("growth_equities", PREMIUM)),
    ("econ_premium_value", "期限溢酬高 1 個百分點：價值股當月跌多少", PERCENT, 0, DEARER,
     lambda: lab.on_impact("value_equities", PREMIUM)),
    ("econ_premium_houses_2y", "期限溢酬高 1 個百分點：兩年後房價低多少", PERCENT, 1, DEARER,
     lambda: lab.after_horizon("house_prices", {**PREMIUM, "horizon_years": 2})),
    ("econ_easing_equities", "期限溢酬低 1 個百分點：大盤當月漲多少", PERCENT, 0, CHEAPER,
     lambda: lab.on_impact("equities", EASING)),
    ("econ_easing_output", "期限溢酬低 1 個百分點：產出最多高多少", PERCENT, 1, CHEAPER,
     lambda: lab.highest("output_gap", EASING)),
    ("econ_easing_houses_2y", "期限溢酬低 1 個百分點：兩年後房價高多少", PERCENT, 1, CHEAPER,
     lambda: lab.after_horizon("house_prices", {**EASING, "horizon_years": 2})),
    ("econ_easing_share_top10", "期限溢酬低 1 個百分點：前 10% 的財富占比當月高多少", POINTS, 1, CHEAPER,
     lambda: lab.on_impact("wealth_share_top10", EASING)),
    ("econ_easing_share_top10_2y", "期限溢酬低 1 個百分點：前 10% 的財富占比兩年後高多少", POINTS, 1, CHEAPER,
     lambda: lab.after_horizon("wealth_share_top10", {**EASING, "horizon_years": 2})),
    ("econ_easing_share_bottom50_2y", "期限溢酬低 1 個百分點：後 50% 的占比兩年後高多少", POINTS, 2, CHEAPER,
     lambda: lab.after_horizon("wealth_share_bottom50", {**EASING, "horizon_years": 2})),
    ("econ_easing_cash_ratio", "期限溢酬低 1 個百分點：兩年後平均每戶多出的財富，前 10% 是後 50% 的幾倍",
     "times", 0, CHEAPER, lambda: cash_ratio({**EASING, "horizon_years": 2})),
):  # fmt: skip
    _register(_key, _label, _unit, _places, _name, _value)


def cash_ratio(inputs: Inputs) -> float:
    """Return what a household of the richest tenth gains over what one of the poorer half gains."""
    top = lab.after_horizon("wealth_cash_top10", inputs) / 10.0
    return top / (lab.after_horizon("wealth_cash_bottom50", inputs) / 50.0)


def _share(part: str, **overrides: float) -> float:
    return inflation_shocks.shares(inflation_shocks.decomposition(**overrides), *SURGE)[part]


def _most(path: list[float]) -> float:
    return max(path, key=abs)


TAKEN_APART = "三種衝擊的分解：由產出缺口、物價與政策利率倒推"
for _part, _zh in (("supply", "供給占"), ("policy", "政策（含購債）占"), ("demand", "需求壓低")):
    _register(
        f"econ_surge_{_part}_share",
        f"2021 至 2022 年高出目標的通膨，{_zh}幾成",
        PERCENT, 0, TAKEN_APART, partial(_share, _part),
    )  # fmt: skip
BENT = {"phillips_steepening": data.parameters("fed")["phillips_steepening"].high}
"""The price equation bends at potential, as much as the range allows."""
for _part, _zh in (("supply", "供給"), ("policy", "政策（含購債）")):
    _register(
        f"econ_surge_{_part}_share_bent",
        f"2021 至 2022 年高出目標的通膨，{_zh}占幾成；物價式在過熱時變陡，取範圍的頂端",
        PERCENT, 0, TAKEN_APART, partial(_share, _part, **BENT),
    )  # fmt: skip
_register(
    "econ_surge_policy_points", "2021 至 2022 年，政策（含購債）最多推高通膨多少", POINTS, 1, TAKEN_APART,
    lambda: _most(inflation_shocks.decomposition().parts["policy"]),
)  # fmt: skip
_register(
    "econ_surge_policy_points_high", "同上，效果照論文的大小、菲利浦曲線取範圍裡最陡", POINTS, 1, TAKEN_APART,
    lambda: _most(inflation_shocks.decomposition(macro_size=1.0, phillips_slope=0.35).parts["policy"]),
)  # fmt: skip
_register(
    "econ_surge_purchases_points", "2020 至 2023 年，購債最多推高通膨多少", POINTS, 1, TAKEN_APART,
    lambda: _most(inflation_shocks.decomposition().purchases),
)  # fmt: skip
_register(
    "econ_surge_policy_output", "2020 至 2023 年，政策（含購債）最多推高產出多少", PERCENT, 0, TAKEN_APART,
    lambda: _most(inflation_shocks.decomposition().output_gap["policy"]),
)  # fmt: skip


@result("econ_qt_output")
def econ_qt_output() -> Result:
    """What two years of the run-off took from output, against no run-off at all."""
    return _against_no_runoff(
        "縮表（對照：不縮）：頭兩年產出最多低多少", PERCENT, 1, max(_kept("output_gap"))
    )


@result("econ_qt_inflation")
def econ_qt_inflation() -> Result:
    """What two years of the run-off took from inflation, against no run-off at all."""
    return _against_no_runoff("縮表（對照：不縮）：頭兩年通膨最多低多少", POINTS, 2, max(_kept("inflation")))


@result("econ_qt_equities")
def econ_qt_equities() -> Result:
    """What the run-off of 2022-25 took from share prices, against no run-off at all."""
    return _against_no_runoff("縮表宣布時（對照：不縮）：大盤低多少", PERCENT, 1, _kept("equities")[0])


def _kept(column: str) -> list[float]:
    """The months in which markets are meant to be read: what follows is mostly the closure's."""
    return run("fed_2022_no_runoff").columns[column][:READ]


def _against_no_runoff(label: str, unit: str, places: int, value: float) -> Result:
    return Result(label, value, unit, places, stamp(run("fed_2022_no_runoff")))
